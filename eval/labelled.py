"""Labelled pairs from a file: what the harness measures on.

labelled = read_labelled("party_pairs.validation.jsonl.gz")
labelled.pairs[0].gold
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from counterclaim.model.calibrate import Mode
from counterclaim.model.files import ENDINGS, open_rows
from counterclaim.model.labels import GOLD_LABELS, NOT_ENTAILMENT
from counterclaim.model.readers import Row
from counterclaim.model.records import Pair
from counterclaim.model.rows import choose_mode, read_pair


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """A pair with its gold label; `group` is what the bootstrap resamples (the event, or the row itself)."""

    pair: Pair
    gold: str
    phenomenon: str | None
    group: str
    line: int


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """The usable pairs of one file, and a sentence for each row that could not be used."""

    name: str
    path: str
    sha256: str
    mode: Mode
    pairs: tuple[LabelledPair, ...]
    errors: tuple[str, ...]

    @property
    def two_way(self) -> bool:
        """Whether the source told only entailment from the rest."""
        return any(item.gold == NOT_ENTAILMENT for item in self.pairs)


def read_labelled(path: str, mode: str = "auto") -> LabelledSet:
    """Reads a labelled file; the mode follows from its columns unless it is given.

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
    columns = list(dict.fromkeys(key for row in rows if row.error is None for key in row.values))
    try:
        chosen = choose_mode(columns, mode)
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from None
    pairs, errors = _usable(rows, chosen)
    if not pairs:
        raise ValueError(f"{path}: no usable row" + (f"; the first: {errors[0]}" if errors else ""))
    return LabelledSet(_short_name(path), path, _sha256(path), chosen, tuple(pairs), tuple(errors))


def _usable(rows: Sequence[Row], mode: Mode) -> tuple[list[LabelledPair], list[str]]:
    pairs, errors = [], []
    for row in rows:
        try:
            if row.error is not None:
                raise ValueError(row.error)
            pairs.append(_labelled_pair(row, mode))
        except ValueError as error:
            text = str(error)
            errors.append(text if text.startswith("line ") else f"line {row.line}: {text}")
    return pairs, errors


def _labelled_pair(row: Row, mode: Mode) -> LabelledPair:
    gold = row.values.get("label")
    if gold not in GOLD_LABELS:
        shown = "missing" if "label" not in row.values else repr(gold)
        raise ValueError(f"field label is {shown}; allowed: {', '.join(GOLD_LABELS)}")
    return LabelledPair(
        pair=read_pair(row.values, mode),
        gold=gold,
        phenomenon=_text_or_none(row.values.get("phenomenon")),
        group=_text_or_none(row.values.get("event")) or f"line {row.line}",
        line=row.line,
    )


def _text_or_none(value: Any) -> str | None:
    return str(value) if value not in (None, "") else None


def _short_name(path: str) -> str:
    name = Path(path).name
    for ending in sorted(ENDINGS, key=len, reverse=True):
        if name.lower().endswith(ending):
            return name[: -len(ending)]
    return name


def _sha256(path: str) -> str:
    with Path(path).open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
