"""Attributions against PolNeAR's: token F1 of source, cue and content, on paragraphs with at least one attribution.

    python -m counterclaim.eval.attribution --data-dir DATA [--split dev] [--show 20] [--output RECORD]

PolNeAR (Newell, Margolin and Ruths 2018, "An Attribution Relations Corpus for Political News") marks who says, thinks
or wants what, by one annotator a document. A predicted attribution is paired with at most one gold one, so that the
tokens that contents share are as many as possible; then tokens are counted over all attributions, paired or not, and
spans that are the same. A token is a word or number; marks do not count.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment

from counterclaim.eval import provenance
from counterclaim.eval.commands import one_sentence, show
from counterclaim.model.attribution import attributions

PARTS = ("source", "cue", "content")

_TOKEN = re.compile(r"\w+(?:[’'.-]\w+)*")


@dataclass(frozen=True, slots=True)
class Marked:
    """One attribution as the numbers of the tokens in each of its parts."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text and the attributions that an annotator marked in it."""

    doc: str
    text: str
    gold: tuple[dict[str, list[tuple[int, int]]], ...]


def read_paragraphs(path: Path) -> list[Paragraph]:
    """The paragraphs of a PolNeAR file, in order, each with all of its attributions.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: a line is not JSON or lacks a key; the message names the line.
    """
    if not path.is_file():
        raise FileNotFoundError(f"{path}: no such file; allowed: a file such as polnear.dev.attribution.jsonl.gz")
    found: dict[tuple[str, str], list[dict[str, list[tuple[int, int]]]]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                row = json.loads(line)
                spans = {part: _flat(row["spans"][part]) for part in PARTS}
                found.setdefault((row["doc"], row["context"]), []).append(spans)
            except (json.JSONDecodeError, KeyError, TypeError) as error:
                raise ValueError(f"{path}: line {number}: no attribution: {error!r}") from None
    return [Paragraph(doc, text, tuple(gold)) for (doc, text), gold in found.items()]


def _flat(entities: Iterable[Iterable[Sequence[int]]]) -> list[tuple[int, int]]:
    return [(span[0], span[1]) for entity in entities for span in entity]


def predicted(text: str) -> list[dict[str, list[tuple[int, int]]]]:
    """The spans of the attributions that are found in a text, in the shape of the gold ones."""
    return [
        {"source": [a.source] if a.source else [], "cue": [a.cue] if a.cue else [], "content": list(a.contents)}
        for a in attributions(text)
    ]


def marked(text: str, spans: Sequence[dict[str, list[tuple[int, int]]]]) -> list[Marked]:
    """The attributions as token numbers; a token belongs to a span that holds its first character."""
    starts = [match.start() for match in _TOKEN.finditer(text)]

    def numbers(parts: list[tuple[int, int]]) -> frozenset[int]:
        found: set[int] = set()
        for start, end in parts:
            found.update(range(*np.searchsorted(starts, (start, end)).tolist()))
        return frozenset(found)

    return [Marked(*(numbers(span[part]) for part in PARTS)) for span in spans]


def paired(gold: Sequence[Marked], guess: Sequence[Marked]) -> list[tuple[Marked, Marked]]:
    """One-to-one pairs of gold and predicted attributions with the most content tokens in common (cues break ties)."""
    if not gold or not guess:
        return []
    shared = np.array([[len(g.content & p.content) + 0.01 * len(g.cue & p.cue) for p in guess] for g in gold])
    rows, columns = linear_sum_assignment(-shared)
    return [(gold[i], guess[j]) for i, j in zip(rows, columns, strict=True) if shared[i, j] >= 1]


def score(pairs: Iterable[tuple[Sequence[Marked], Sequence[Marked]]]) -> dict[str, float]:
    """Scores (0 to 1) by part, with the number of attributions on each side.

    `precision`, `recall` and `f1` count tokens over all attributions; `span_f1` counts whole spans, right where they
    hold the same tokens as the gold one.

    Args:
        pairs: of each paragraph, the gold and the predicted attributions.
    """
    matches: list[tuple[Marked, Marked]] = []
    golds: list[Marked] = []
    guesses: list[Marked] = []
    for gold, guess in pairs:
        matches += paired(gold, guess)
        golds += gold
        guesses += guess
    result: dict[str, float] = {"gold": len(golds), "predicted": len(guesses), "paired": len(matches)}
    for part in PARTS:
        both = [(getattr(g, part), getattr(p, part)) for g, p in matches]
        gold_sizes, guess_sizes = ([len(getattr(m, part)) for m in marks] for marks in (golds, guesses))
        shared = sum(len(g & p) for g, p in both)
        result[f"{part}_precision"] = shared / max(1, sum(guess_sizes))
        result[f"{part}_recall"] = shared / max(1, sum(gold_sizes))
        result[f"{part}_f1"] = 2 * shared / max(1, sum(gold_sizes) + sum(guess_sizes))
        spans = np.count_nonzero(gold_sizes) + np.count_nonzero(guess_sizes)
        result[f"{part}_span_f1"] = 2 * sum(g == p and len(g) > 0 for g, p in both) / max(1, spans)
    return result


def evaluate(paragraphs: Sequence[Paragraph]) -> dict[str, float]:
    """What `score` says of the attributions that are found in these paragraphs."""
    return score((marked(p.text, p.gold), marked(p.text, predicted(p.text))) for p in paragraphs)


def differences(paragraph: Paragraph) -> str:
    """A paragraph with its gold attributions (=) and the predicted ones (>), to be read."""
    lines = [paragraph.text]
    for sign, spans in (("=", paragraph.gold), (">", predicted(paragraph.text))):
        for span in spans:
            texts = (" ~ ".join(paragraph.text[start:end] for start, end in span[part]) for part in PARTS)
            lines.append(f"   {sign} " + " | ".join(texts))
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes the scores as JSON to standard output, and to a file if asked; leaves with 2 where data cannot be read."""
    parser = argparse.ArgumentParser(description="Token F1 of source, cue and content on PolNeAR.")
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--split", choices=("dev", "train"), default="dev")
    parser.add_argument("--sample", type=int, help="paragraphs, seeded; all where it is left out")
    parser.add_argument("--show", type=int, default=0, help="paragraphs to write out with both markings")
    parser.add_argument("--output", type=Path, help="write the record as JSON")
    options = parser.parse_args(arguments)
    with one_sentence("attribution", options.output):
        paragraphs = read_paragraphs(options.data_dir / f"polnear.{options.split}.attribution.jsonl.gz")
        if options.sample is not None:
            if options.sample < 1:
                raise ValueError(f"--sample is {options.sample}; allowed: 1 and more")
            paragraphs = random.Random(13).sample(paragraphs, min(options.sample, len(paragraphs)))  # noqa: S311
        for paragraph in paragraphs[: options.show]:
            sys.stdout.write(differences(paragraph) + "\n")
        sample = "" if options.sample is None else f" --sample {options.sample}"
        command = f"python -m counterclaim.eval.attribution --data-dir DATA --split {options.split}{sample}"
        found = {key: round(value, 4) for key, value in evaluate(paragraphs).items()}
        show({"command": command, **provenance.origin(), **found}, options.output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
