"""Statements about one event that no labelled row puts together: pairs without a label, for a teacher to judge.

for premise, hypothesis in unpaired(rows, by="event", premise="text_a", hypothesis="text_b"): ...
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Any


def unpaired(rows: Iterable[Mapping[str, Any]], *, by: str, premise: str, hypothesis: str) -> Iterator[tuple[str, str]]:
    """Every two texts of one group that are not the texts of a row, in either order; each pair once.

    Rows without two texts are passed over.

    Args:
        rows: labelled pairs.
        by: the column that says which rows belong together.
        premise: the column of one text.
        hypothesis: the column of the other.

    Raises:
        ValueError: a row has no such column; the columns found are named.
    """
    texts: dict[Any, dict[str, None]] = {}
    paired: set[frozenset[str]] = set()
    for row in rows:
        missing = [column for column in (by, premise, hypothesis) if column not in row]
        if missing:
            raise ValueError(f"no column {missing[0]!r}; found: {', '.join(row)}")
        both = row[premise], row[hypothesis]
        if not all(isinstance(text, str) and text.strip() for text in both):
            continue
        paired.add(frozenset(both))
        texts.setdefault(row[by], {}).update(dict.fromkeys(both))
    for group in texts.values():
        yield from (pair for pair in combinations(group, 2) if frozenset(pair) not in paired)
