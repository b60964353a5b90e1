"""Statements to the pairs that are worth comparing: one matter, two parties; what is left out is counted by reason.

    found = find_pairs(statements, events, parties, meaning, Choice())
    found.pairs[0].why, found.dropped

Every two statements are either a pair or counted once under the first of `REASONS` that keeps them apart. The result
depends on the statements and their order alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from counterclaim.model.candidates import candidates
from counterclaim.model.records import Pair, Statement
from counterclaim.model.sifting import REASONS, SURE, Choice, Sides, Sift
from counterclaim.model.similarity import Meaning, telling_words

_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Paired:
    """The pairs in the order of their statements, and how many others were left out, by reason."""

    pairs: list[Pair]
    dropped: dict[str, int]


def find_pairs(
    statements: Sequence[Statement], events: Sequence[int], sides: Sides, meaning: Meaning, choice: Choice
) -> Paired:
    """The pairs of statements that are worth comparing.

    Args:
        statements: N statements with their parties named; of a pair, a is the earlier one in this order.
        events: the number of each statement's event; only statements of one event are compared.
        sides: who stands with whom.
        meaning: the N statements as points.
        choice: what is compared.
    """
    sift = Sift(statements, sides, choice)
    total = len(statements) * (len(statements) - 1) // 2
    found: list[tuple[int, int, bool]] = []
    for rows in _by_event(events):
        within = len(rows) * (len(rows) - 1) // 2
        total -= within
        kept = []
        for i, j in candidates(meaning.terms[rows], sift.day[rows]):
            within -= len(i)
            kept.append(sift.keep(rows[i], rows[j], meaning))
        sift.dropped[REASONS[1]] += within
        found += _nearest(kept, choice.most, sift.dropped)
    sift.dropped[REASONS[0]] += total
    pairs = [_pair(statements[a], statements[b], sure) for a, b, sure in sorted(found)]
    return Paired(pairs, {reason: sift.dropped[reason] for reason in REASONS if sift.dropped[reason]})


def _by_event(events: Sequence[int]) -> list[np.ndarray]:
    """The rows of each event, in order."""
    numbers = np.asarray(events, dtype=np.int64)
    order = np.argsort(numbers, kind="stable")
    return [rows for rows in np.split(order, np.flatnonzero(np.diff(numbers[order])) + 1) if len(rows) > 1]


def _nearest(
    kept: Sequence[tuple[np.ndarray, np.ndarray, np.ndarray]], most: int, dropped: Counter[str]
) -> list[tuple[int, int, bool]]:
    """The nearest pairs, each statement in at most `most` of them, and every denial of the very words."""
    if not kept:
        return []
    left, right, rank = (np.concatenate(columns) for columns in zip(*kept, strict=True))
    held: Counter[int] = Counter()
    chosen = []
    for at in np.lexsort((right, left, -rank)).tolist():
        a, b, sure = int(left[at]), int(right[at]), bool(rank[at] >= SURE)
        if sure or (held[a] < most and held[b] < most):
            chosen.append((a, b, sure))
            held[a] += not sure
            held[b] += not sure
    dropped[REASONS[-1]] += len(left) - len(chosen)
    return chosen


def _pair(a: Statement, b: Statement, sure: bool) -> Pair:
    """Two statements as a pair, the claim before its denial, and why they were put together."""
    if a.stance == "denies" and b.stance != "denies":
        a, b = b, a
    return Pair(a=a, b=b, why=f"{_named(b)} denies what {_named(a)} says" if sure else _why(a, b))


def _named(statement: Statement) -> str:
    return statement.party or "the outlet"


def _why(a: Statement, b: Statement) -> str:
    """In words: what two statements have in common."""
    words_b = {stem for stem, _ in telling_words(b.text)}
    shared = list(dict.fromkeys(word for stem, word in telling_words(a.text) if stem in words_b))
    kinds = {figure.kind for figure in a.figures} & {figure.kind for figure in b.figures} - {"count"}
    parts = [f"words in common: {', '.join(shared[:_SHOWN])}"] if shared else []
    parts += [f"both have a figure for {', '.join(sorted(kinds))}"] if kinds else []
    parts += ["one of them is a denial"] if (a.stance == "denies") != (b.stance == "denies") else []
    if a.day and b.day:
        days = abs((a.day - b.day).days)
        parts += ["said on one day" if days == 0 else f"said {days} day{'s' * (days > 1)} apart"]
    return "; ".join(parts) or "alike in meaning"
