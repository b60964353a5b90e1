"""The figure layer measured: tolls read from news, false alarms on news pairs, sentences a second.

    python -m counterclaim.eval.figures --data-dir DATA --output eval/results/figures.json

Tolls: killed and wounded of articles whose true numbers are known, exact match, with what always answering "one killed"
or the commonest number would get. False alarms: neutral and entailed pairs of news sets that the language model
has right without figures and that figures turn into contradictions, each mode for itself. Speed: sentences of the same
news on one core.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from counterclaim.eval import provenance
from counterclaim.eval.commands import one_sentence, read_rows, show
from counterclaim.eval.hostile import hostile_texts
from counterclaim.eval.labelled import read_labelled
from counterclaim.model.bundled import DEFAULT_MODEL
from counterclaim.model.detector import Detector, features_of
from counterclaim.model.features import COMPARE, FIGURES, INFER, INFER_FIGURES
from counterclaim.model.figures import read_figures
from counterclaim.model.labels import LABELS
from counterclaim.model.records import Mode, Pair
from counterclaim.model.toll import toll_of

TOLLS = "gunviolence_casualties.dev.jsonl.gz"
SENTENCES = "gunviolence_casualties.train.jsonl.gz"
NEWS = ("semi_auto_nli_news.train.jsonl.gz", "temporal_nli.dev.jsonl.gz")
SLOW = 50
"""Milliseconds that no text may take."""

_SPLIT = re.compile(r"(?<=[.!?])\s+")


def main() -> None:
    """Measures what is asked for and prints, or writes, its record."""
    parser = argparse.ArgumentParser(description="The figure layer measured on news.")
    parser.add_argument("--data-dir", type=Path, required=True, help="folder with the news sets")
    parser.add_argument(
        "--model", default=DEFAULT_MODEL, help="whose verdicts are looked at (default: the bundled one)"
    )
    parser.add_argument("--pairs", type=int, default=5000, help="pairs for false alarms (default: 5000)")
    parser.add_argument("--hostile", type=int, default=100_000, help="hostile texts (default: 100000)")
    parser.add_argument("--output", type=Path, help="write the record as JSON")
    options = parser.parse_args()
    with one_sentence("figures", options.output):
        if not options.data_dir.is_dir():
            raise ValueError(f"{options.data_dir}: no such folder; allowed: the folder with {TOLLS}")
        record = {
            "command": f"python -m counterclaim.eval.figures --data-dir DATA --pairs {options.pairs}",
            **provenance.origin(),
            "tolls": tolls(options.data_dir / TOLLS),
            "speed": speed(options.data_dir / SENTENCES),
            "hostile": hostile(options.hostile),
            "false_alarms": false_alarms(Detector.load(options.model), options.data_dir, options.pairs),
        }
        show(record, options.output)


def tolls(path: Path) -> dict[str, float]:
    """Share of articles whose killed, and whose wounded, are read exactly; beside the commonest answer."""
    truth = list(read_rows(path))
    found = [toll_of(row["text"]) for row in truth]
    killed = [row["n_killed"] for row in truth]
    wounded = [row["n_injured"] for row in truth]
    return {
        "articles": len(truth),
        "killed_exact": float(np.mean([toll.killed == number for toll, number in zip(found, killed, strict=True)])),
        "wounded_exact": float(np.mean([toll.wounded == number for toll, number in zip(found, wounded, strict=True)])),
        "killed_commonest": Counter(killed).most_common(1)[0][1] / len(truth),
        "wounded_commonest": Counter(wounded).most_common(1)[0][1] / len(truth),
    }


def speed(path: Path, most: int = 20_000, rounds: int = 5) -> dict[str, float]:
    """Sentences a second of processor time on one core, the median of some rounds."""
    sentences: list[str] = []
    for row in read_rows(path):
        sentences += _SPLIT.split(row["text"])
        if len(sentences) >= most:
            break
    sentences = sentences[:most]
    read_figures("We lost four tanks.")  # word lists are read once
    taken = []
    figures = 0
    for _ in range(rounds):
        start = time.process_time()
        figures = sum(len(read_figures(sentence)) for sentence in sentences)
        taken.append(time.process_time() - start)
    return {
        "sentences": len(sentences),
        "characters_each": statistics.fmean(map(len, sentences)),
        "figures": figures,
        "sentences_per_second": len(sentences) / statistics.median(taken),
    }


def hostile(count: int) -> dict[str, float]:
    """Milliseconds of processor time on hostile texts: the slowest, and how many took more than 50."""
    taken = []
    for text in hostile_texts(count):
        start = time.process_time()
        read_figures(text)
        taken.append(1000 * (time.process_time() - start))
    slow = sum(one > SLOW for one in taken)
    return {"texts": count, "slowest_ms": max(taken), "mean_ms": statistics.fmean(taken), "over_50_ms": slow}


def false_alarms(detector: Detector, folder: Path, most: int) -> dict[str, Any]:
    """Neutral and entailed news pairs that figures turn into contradictions, of those that NLI alone has right."""
    items = [item for name in NEWS for item in read_labelled(str(folder / name)).pairs]
    items = [item for item in items if item.gold != "contradiction"]
    chosen = random.Random(13).sample(items, min(most, len(items)))  # noqa: S311 - sampling, not secrets
    pairs = [item.pair for item in chosen]
    labels = [item.gold for item in chosen]
    return {mode: _alarms(detector, pairs, labels, mode) for mode in ("infer", "compare")}


def _alarms(detector: Detector, pairs: Sequence[Pair], labels: Sequence[str], mode: Mode) -> dict[str, float]:
    """What figures turn into contradictions; in `compare`, a pair is right alone where it is no contradiction."""
    readings = [detector.read(pair, mode) for pair in pairs]
    scores = detector.scorer.score([reading.texts for reading in readings], both=mode == "compare")
    features = features_of(readings, scores, mode)
    names, figures = (COMPARE, FIGURES) if mode == "compare" else (INFER, INFER_FIGURES)
    alone = features * ~np.isin(names, figures)
    before = [LABELS[row.argmax()] for row in detector.calibration.apply(alone, mode)]
    after = [verdict.label for verdict in detector.score(pairs, mode=mode)]
    right = [_right(guess, label, mode) for guess, label in zip(before, labels, strict=True)]
    turned = sum(ok and guess == "contradiction" for ok, guess in zip(right, after, strict=True))
    return {"pairs": len(pairs), "right_alone": sum(right), "turned": turned, "share": turned / len(pairs)}


def _right(guess: str, label: str, mode: Mode) -> bool:
    if label == "not_entailment" or mode == "compare":  # public labels are not those of a comparison
        return guess != "contradiction"
    return guess == label


if __name__ == "__main__":
    main()
