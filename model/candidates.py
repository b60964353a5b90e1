"""Which statements share a telling word: an inverted index with caps, so that the work grows with their number alone.

    for left, right in candidates(terms, days): ...  # arrays of row numbers, left < right

A word that stands in more than `MOST_HOLDERS` statements tells little; it then counts only between statements of one
day, and where it is too frequent on one day too, not at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

MOST_HOLDERS = 200
"""Statements that may hold a word through which they find each other."""

_BLOCK = 2048


def candidates(terms: Any, days: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Pairs of rows that share a word, each once, in blocks.

    Args:
        terms: TF-IDF (N, T), sparse; rows in the order of the statements.
        days: the day of each statement as a number, (N,), -1 where it is not known.
    """
    from scipy.sparse import csr_array

    rows = np.repeat(np.arange(terms.shape[0]), np.diff(terms.indptr))
    keys = _keys(terms.indices.astype(np.int64), days[rows])
    known = keys >= 0
    rows, keys = rows[known], keys[known]
    if not len(rows):
        return
    width = int(keys.max()) + 1
    held = csr_array((np.ones(len(rows), dtype=np.int8), (rows, keys)), shape=(terms.shape[0], width))
    holders = held.T.tocsr()
    for start in range(0, held.shape[0], _BLOCK):
        shared = (held[start : start + _BLOCK] @ holders).tocoo()
        left, right = shared.coords[0] + start, shared.coords[1]
        later = left < right
        left, right = left[later], right[later]
        order = np.lexsort((right, left))
        yield left[order], right[order]


def _keys(columns: np.ndarray, days: np.ndarray) -> np.ndarray:
    """What each entry is looked up by: its word, its word and day where the word is frequent, -1 where both are."""
    _, keys, held = np.unique(columns, return_inverse=True, return_counts=True)
    frequent = held[keys] > MOST_HOLDERS
    alone = held[keys] < 2
    if frequent.any():
        by_day = columns[frequent] * (days.max() + 2) + days[frequent] + 1
        _, split, count = np.unique(by_day, return_inverse=True, return_counts=True)
        keys[frequent] = np.where(count[split] > MOST_HOLDERS, -1, split + len(held))
    keys[alone] = -1
    return keys
