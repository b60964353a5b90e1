"""Long statements as overlapping windows: which character spans of two texts are read together.

    plan = plan_windows(words_a, words_b, budget=253)
    for (start_a, end_a), (start_b, end_b) in plan.spans: ...

The spans begin and end at word edges, neighbours share a quarter of their tokens, and together they cover both
texts unless there would be more than `MAX_WINDOWS` combinations; only then is `truncated` true.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MAX_WINDOWS = 256
"""Combinations of windows that are read for one pair and direction; what lies beyond is not read."""

CharSpan = tuple[int, int]


@dataclass(frozen=True, slots=True)
class WindowPlan:
    """Pairs of character spans (end exclusive), one of each text; `truncated` says that text is left unread."""

    spans: tuple[tuple[CharSpan, CharSpan], ...]
    truncated: bool


def plan_windows(tokens_a: Sequence[CharSpan], tokens_b: Sequence[CharSpan], budget: int) -> WindowPlan:
    """How two texts are read when a model takes `budget` tokens of both together.

    Args:
        tokens_a: character span of each token of the first text, without special tokens.
        tokens_b: the same for the second.
        budget: tokens that fit beside the special tokens, at least 16.
    """
    if len(tokens_a) + len(tokens_b) <= budget:
        return WindowPlan(((_whole(tokens_a), _whole(tokens_b)),), truncated=False)
    half = budget // 2
    size_a = max(half, budget - len(tokens_b))
    size_b = max(budget - half, budget - len(tokens_a))
    if len(tokens_a) > half and len(tokens_b) > budget - half:
        size_a, size_b = half, budget - half
    spans_a, spans_b = _cut(tokens_a, size_a), _cut(tokens_b, size_b)
    most_a, most_b = _shares(len(spans_a), len(spans_b))
    truncated = most_a < len(spans_a) or most_b < len(spans_b)
    return WindowPlan(tuple((a, b) for a in spans_a[:most_a] for b in spans_b[:most_b]), truncated)


def _whole(tokens: Sequence[CharSpan]) -> CharSpan:
    return (tokens[0][0], tokens[-1][1]) if tokens else (0, 0)


def _cut(tokens: Sequence[CharSpan], size: int) -> list[CharSpan]:
    """Windows of at most `size` tokens that overlap by a quarter, moved to word edges where there are any."""
    if len(tokens) <= size:
        return [_whole(tokens)]
    spans, start = [], 0
    while True:
        end = min(start + size, len(tokens))
        if end < len(tokens):
            end = _word_edge(tokens, end, lowest=start + size // 2)
        spans.append((tokens[start][0], tokens[end - 1][1]))
        if end == len(tokens):
            return spans
        start = _word_edge(tokens, end - size // 4, lowest=start + 1)


def _word_edge(tokens: Sequence[CharSpan], index: int, lowest: int) -> int:
    """The last index in [lowest, index] at which a new word begins; `index` where none does."""
    for candidate in range(index, lowest - 1, -1):
        if tokens[candidate][0] > tokens[candidate - 1][1]:
            return candidate
    return index


def _shares(count_a: int, count_b: int) -> tuple[int, int]:
    """How many windows of each text are read, so that their product is at most `MAX_WINDOWS`."""
    if count_a * count_b <= MAX_WINDOWS:
        return count_a, count_b
    side = int(MAX_WINDOWS**0.5)
    if count_a <= side:
        return count_a, MAX_WINDOWS // count_a
    if count_b <= side:
        return MAX_WINDOWS // count_b, count_b
    return side, side
