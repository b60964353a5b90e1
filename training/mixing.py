"""Labelled sources to one tokenised, deduplicated training mix.

    rows, counts = mix(stage.sources, read=reader, seed=13, held_out=pairs)

A row is `Row(premise, hypothesis, label, source)`; `label` is an index into `GOLD_LABELS` (3 is the two-way label
`not_entailment`, which the loss reads as neutral or contradiction). Everything here is deterministic in the seed.
"""

from __future__ import annotations

import logging
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from counterclaim.eval.commands import read_rows
from counterclaim.eval.hub import load_from_hub
from counterclaim.model.labels import GOLD_LABELS
from counterclaim.training.config import Source
from counterclaim.training.generate import generate
from counterclaim.training.sentences import sentences_in
from counterclaim.training.unpaired import unpaired

log = logging.getLogger(__name__)


UNLABELLED = -1
"""Label of a pair that has none."""


class Row(NamedTuple):
    """One training pair; `label` is an index into `GOLD_LABELS`, or `UNLABELLED`."""

    premise: str
    hypothesis: str
    label: int
    source: str


Reader = Callable[[Source], Iterator[Mapping[str, Any]]]


def reader(data_dir: Path | None, *, hub: bool = False) -> Reader:
    """How raw rows of a source are read: from the package, from `data_dir`, or with `hub` from the hub.

    A hub name may also be a local folder that `datasets` understands.

    Raises:
        FileNotFoundError: (when read) the file is not in `data_dir`.
        ValueError: (when read) the source has no way to be read under these settings.
    """

    def read(source: Source) -> Iterator[Mapping[str, Any]]:
        return (row for row in every(source) if all(row.get(name) == value for name, value in source.where.items()))

    def every(source: Source) -> Iterator[Mapping[str, Any]]:
        if source.packaged is not None:
            room, _, rest = source.packaged.partition("/")
            yield from _from_file(Path(str(files(f"counterclaim.{room}").joinpath(rest))), source.name)
        elif source.hub is not None and (hub or source.file is None):
            yield from _from_hub(source)
        elif source.file is not None and data_dir is not None:
            yield from _from_file(data_dir / source.file, source.name)
        else:
            raise ValueError(f"source {source.name!r} is read from {source.file!r}: give --data-dir, or --hub")

    return read


def _from_file(path: Path, name: str) -> Iterator[Mapping[str, Any]]:
    if not path.is_file():
        raise FileNotFoundError(f"{path}: no such file (source {name!r})")
    yield from read_rows(path)


def _from_hub(source: Source) -> Iterator[Mapping[str, Any]]:
    found = load_from_hub(
        source.hub, source.hub_config, split=source.split, label=source.label, revision=source.revision
    )
    for row in found.rows:
        yield {**row, source.label: found.named(row.get(source.label))}


def rows_of(source: Source, read: Reader, seed: int = 13) -> tuple[list[Row], Counter[str]]:
    """The usable rows of one source, or the pairs made from them, and how many were dropped for which reason.

    Args:
        source: what is read.
        read: reads it.
        seed: of pairs that are made; rows that are read do not depend on it.

    Raises:
        ValueError: a column is missing; the columns found are named.
    """
    if source.generate is not None:
        return _generated(source, source.generate, read, seed)
    if source.unpaired is not None:
        return _short(source, _unpaired(source, source.unpaired, read))
    kept: list[Row] = []
    dropped: Counter[str] = Counter()
    for raw in read(source):
        reason, row = usable(raw, source)
        if row is None:
            dropped[reason] += 1
        else:
            kept.append(row)
    if not kept:
        reasons = ", ".join(f"{number} by {reason}" for reason, number in dropped.items()) or "no row was read"
        raise ValueError(f"source {source.name!r}: no usable row ({reasons}); check its labels and `where`")
    return kept, dropped


def usable(raw: Mapping[str, Any], source: Source) -> tuple[str, Row | None]:
    """The training pair of a raw row, or why there is none: `label`, `empty` or `long`.

    Raises:
        ValueError: a column is missing; the columns found are named.
    """
    needed = (source.premise, source.hypothesis, *(() if source.unlabelled else (source.label,)))
    missing = [column for column in needed if column not in raw]
    if missing:
        raise ValueError(f"source {source.name!r}: no column {missing[0]!r}; found: {', '.join(raw)}")
    label = None if source.unlabelled else raw[source.label]
    name = source.labels.get(label, label) if label is not None else None
    if name not in GOLD_LABELS and not source.unlabelled:
        return "label", None
    premise, hypothesis = raw[source.premise], raw[source.hypothesis]
    if not (isinstance(premise, str) and isinstance(hypothesis, str) and premise.strip() and hypothesis.strip()):
        return "empty", None
    if _is_long(source, premise, hypothesis):
        return "long", None
    return "", Row(
        premise.strip(),
        hypothesis.strip(),
        UNLABELLED if source.unlabelled else GOLD_LABELS.index(str(name)),
        source.name,
    )


def _is_long(source: Source, premise: str, hypothesis: str) -> bool:
    return source.max_words is not None and len(premise.split()) + len(hypothesis.split()) > source.max_words


def _generated(source: Source, count: int, read: Reader, seed: int) -> tuple[list[Row], Counter[str]]:
    """Pairs made from the sentences of a source; each source has a seed of its own."""
    sentences: set[str] = set()
    for raw in read(source):
        if source.premise not in raw:
            raise ValueError(f"source {source.name!r}: no column {source.premise!r}; found: {', '.join(raw)}")
        texts = (raw.get(column) for column in (source.premise, source.hypothesis))
        sentences.update(part for text in texts if isinstance(text, str) for part in sentences_in(text))
    own_seed = random.Random(f"{seed}:{source.name}").randrange(2**32)  # noqa: S311
    made = generate(sentences, count=count, seed=own_seed)
    log.info("%s: %d pairs made from %d sentences and from events", source.name, len(made), len(sentences))
    rows = [Row(pair.premise, pair.hypothesis, GOLD_LABELS.index(pair.label), source.name) for pair in made]
    return _short(source, rows)


def _unpaired(source: Source, by: str, read: Reader) -> list[Row]:
    """The pairs of texts of one group that no row of a source puts together."""
    try:
        found = list(unpaired(read(source), by=by, premise=source.premise, hypothesis=source.hypothesis))
    except ValueError as error:
        raise ValueError(f"source {source.name!r}: {error}") from None
    return [Row(premise, hypothesis, UNLABELLED, source.name) for premise, hypothesis in found]


def _short(source: Source, rows: Sequence[Row]) -> tuple[list[Row], Counter[str]]:
    """The rows that are not too long, and how many were dropped because they are."""
    kept = [row for row in rows if not _is_long(source, row.premise, row.hypothesis)]
    return kept, Counter({"long": len(rows) - len(kept)} if len(kept) < len(rows) else {})


def pair_key(premise: str, hypothesis: str) -> tuple[str, str]:
    """Order-free key of a pair, insensitive to case, white space and final punctuation."""
    one, two = (" ".join(text.lower().split()).rstrip(" .!?") for text in (premise, hypothesis))
    return (one, two) if one <= two else (two, one)


def held_out_pairs(paths: Iterable[Path]) -> set[tuple[str, str]]:
    """Keys of every pair in the given evaluation files (`premise`/`hypothesis` or `text_a`/`text_b`)."""
    keys = set()
    for path in paths:
        for raw in _from_file(path, path.name):
            one = raw.get("premise", raw.get("text_a"))
            two = raw.get("hypothesis", raw.get("text_b"))
            if isinstance(one, str) and isinstance(two, str):
                keys.add(pair_key(one, two))
    return keys


def mix(
    sources: Iterable[Source], *, read: Reader, seed: int, held_out: set[tuple[str, str]] | None = None
) -> tuple[list[Row], dict[str, dict[str, int]]]:
    """Rows of all sources: deduplicated, capped, with swapped copies, shuffled; and the counts of each source.

    A source with `generate` gives the pairs made of its sentences. A pair that several sources hold is kept once, from
    the first (the other order is another pair: order matters to entailment); a pair that an evaluation file holds in
    either order is dropped. Counts are `read`, `kept`, `swapped` and `dropped_<reason>`.
    """
    seen: set[tuple[str, str]] = set()
    mixed: list[Row] = []
    counts: dict[str, dict[str, int]] = {}
    for source in sources:
        rows, dropped = rows_of(source, read, seed)
        total = len(rows) + sum(dropped.values())
        rng = random.Random(f"{seed}:{source.name}")  # noqa: S311 - sampling, not secrets
        fresh = []
        for row in rows:
            if held_out and pair_key(row.premise, row.hypothesis) in held_out:
                dropped["held_out"] += 1
            elif (row.premise, row.hypothesis) in seen:
                dropped["duplicate"] += 1
            else:
                seen.add((row.premise, row.hypothesis))
                fresh.append(row)
        if source.cap is not None and len(fresh) > source.cap:
            fresh = rng.sample(fresh, source.cap)
        copies = [row for row in fresh if _swappable(row, source) and rng.random() < source.swap_share]
        mixed += fresh
        mixed += [row._replace(premise=row.hypothesis, hypothesis=row.premise) for row in copies]
        counts[source.name] = {"read": total, "kept": len(fresh), "swapped": len(copies)}
        counts[source.name] |= {f"dropped_{reason}": number for reason, number in sorted(dropped.items())}
        log.info("%s: %s", source.name, counts[source.name])
    random.Random(seed).shuffle(mixed)  # noqa: S311
    return mixed, counts


def _swappable(row: Row, source: Source) -> bool:
    if source.swap == "all":
        return True
    return source.swap == "contradiction" and GOLD_LABELS[row.label] == "contradiction"
