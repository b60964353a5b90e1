"""Labelled pairs from a file: what the harness measures on.

labelled = read_labelled("party_pairs.validation.jsonl.gz")
labelled.pairs[0].gold
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from counterclaim.model.files import ENDINGS, open_rows
from counterclaim.model.labels import GOLD_LABELS, LABELS, NOT_ENTAILMENT
from counterclaim.model.readers import Row
from counterclaim.model.records import Mode, Pair
from counterclaim.model.rows import choose_mode, is_nothing, read_pair

Distribution = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """A pair with its gold label; `group` is what the bootstrap resamples: the event, or else the first text.

    `humans` are the shares of annotators for entailment, neutral, contradiction, where the set has them.
    """

    pair: Pair
    gold: str
    phenomena: tuple[str, ...]
    group: str
    line: int
    split: str | None = None
    humans: Distribution | None = None


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """The usable pairs of one source, and a sentence for each row that could not be used.

    `two_way` says that the source told only entailment from the rest; `grouped` that its rows name their events.
    """

    name: str
    path: str
    sha256: str
    mode: Mode
    pairs: tuple[LabelledPair, ...]
    errors: tuple[str, ...]
    two_way: bool = False
    grouped: bool = False


def read_labelled(
    path: str, mode: str = "auto", *, name: str | None = None, two_way: bool = False, humans: str | None = None
) -> LabelledSet:
    """Reads a labelled file; the mode follows from its columns unless it is given.

    Args:
        path: JSONL, CSV or Parquet.
        mode: `auto`, `compare` or `infer`.
        name: of the set; the file's name without its ending if none is given.
        two_way: measure entailment against the rest (also so where the labels are entailment and `not_entailment`).
        humans: column with the shares of annotators (entailment, neutral, contradiction).

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: the file cannot be read, has no text columns, or has no usable row at all.
    """
    if path == "-":
        raise ValueError("labelled pairs are read from a file, not from standard input: its hash goes into the result")
    rows: list[Row] = []
    with open_rows(path) as reader:
        for chunk in reader:
            rows += chunk.rows
    return from_rows(
        rows, name=name or _short_name(path), path=path, sha256=_sha256(path), mode=mode, two_way=two_way, humans=humans
    )


def from_rows(
    rows: Sequence[Row],
    *,
    name: str,
    path: str,
    sha256: str,
    mode: str = "auto",
    two_way: bool = False,
    humans: str | None = None,
) -> LabelledSet:
    """Rows with labels as a set; arguments as in `read_labelled`, `sha256` being that of what was read.

    Raises:
        ValueError: there are no text columns, or no usable row at all.
    """
    if not rows:
        raise ValueError(f"{path}: empty; allowed: at least one row with a label")
    readable = [row for row in rows if row.error is None]
    if not readable:
        raise ValueError(f"{path}: no usable row; the first: {rows[0].error}")
    columns = list(dict.fromkeys(key for row in readable for key in row.values))
    two_way = two_way or not {"neutral", "contradiction"} & {str(row.values.get("label")) for row in readable}
    try:
        chosen = choose_mode(columns, mode)
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from None
    if "label" not in columns:
        raise ValueError(f"{path}: no column label; columns found: {', '.join(columns)}")
    pairs, errors = _usable(rows, chosen, humans, GOLD_LABELS if two_way else LABELS)
    if not pairs:
        raise ValueError(f"{path}: no usable row; the first: {errors[0]}")
    two_way = two_way and any(item.gold != "entailment" for item in pairs)
    grouped = any(not is_nothing(row.values.get("event")) for row in readable)
    return LabelledSet(name, path, sha256, chosen, tuple(pairs), tuple(errors), two_way, grouped)


def by_split(labelled: LabelledSet) -> list[LabelledSet]:
    """The set, or where its rows name splits, one set for each of them, called `<name>.<split>`."""
    names = list(dict.fromkeys(item.split for item in labelled.pairs))
    if names == [None]:
        return [labelled]
    parts = [
        replace(
            labelled,
            name=f"{labelled.name}.{split or 'unsplit'}",
            pairs=tuple(item for item in labelled.pairs if item.split == split),
            errors=labelled.errors if split == names[0] else (),
        )
        for split in names
    ]
    return sorted(parts, key=lambda part: part.name)


def _usable(
    rows: Sequence[Row], mode: Mode, humans: str | None, allowed: Sequence[str]
) -> tuple[list[LabelledPair], list[str]]:
    pairs, errors = [], []
    for row in rows:
        try:
            if row.error is not None:
                raise ValueError(row.error)
            pairs.append(_labelled_pair(row, mode, humans, allowed))
        except ValueError as error:
            text = str(error)
            errors.append(text if text.startswith("line ") else f"line {row.line}: {text}")
    return pairs, errors


def _labelled_pair(row: Row, mode: Mode, humans: str | None, allowed: Sequence[str]) -> LabelledPair:
    gold = row.values.get("label")
    if not isinstance(gold, str) or gold not in allowed:
        shown = "missing" if "label" not in row.values else repr(gold)
        more = f" ({NOT_ENTAILMENT} only in a file without the other two)" if gold == NOT_ENTAILMENT else ""
        raise ValueError(f"field label is {shown}; allowed: {', '.join(allowed)}{more}")
    pair = read_pair(row.values, mode)
    return LabelledPair(
        pair=pair,
        gold=gold,
        phenomena=_phenomena(row.values.get("phenomenon")),
        group=_text_or_none(row.values.get("event")) or " ".join(pair.a.text.lower().split()),
        line=row.line,
        split=_text_or_none(row.values.get("split")),
        humans=_distribution(row.values.get(humans), humans) if humans else None,
    )


def _phenomena(value: Any) -> tuple[str, ...]:
    """The phenomena of a row: one name, or a list of names."""
    values = value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys(str(item) for item in values if not is_nothing(item)))


def _distribution(value: Any, column: str) -> Distribution:
    try:
        entailment, neutral, contradiction = (float(part) for part in value)
        total = entailment + neutral + contradiction
        return entailment / total, neutral / total, contradiction / total
    except (TypeError, ValueError, ZeroDivisionError):
        shown = f"field {column} is {str(value)[:40]!r}"
        raise ValueError(f"{shown}; allowed: three shares (entailment, neutral, contradiction)") from None


def _text_or_none(value: Any) -> str | None:
    return None if is_nothing(value) else str(value)


def _short_name(path: str) -> str:
    name = Path(path).name
    for ending in sorted(ENDINGS, key=len, reverse=True):
        if name.lower().endswith(ending):
            return name[: -len(ending)]
    return name


def _sha256(path: str) -> str:
    with Path(path).open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
