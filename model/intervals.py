"""Figures as intervals: how two of them lie to each other."""

from __future__ import annotations

import math
from typing import Literal

from counterclaim.model.records import Figure
from counterclaim.model.word_lists import word_lists

Overlap = Literal["equal", "inside", "crossing", "near", "disjoint"]
"""`inside`: one within the other; `crossing`: they meet, neither inside; `near`: apart, by less than the tolerance."""

ROUNDED = 1e-9

CONVERTED, CONVERTED_ROUND = 0.025, 0.1
"""How far, as a share, one length may lie from another in other units: "30 miles" and "48 kilometres" are the same,
and so are round ones, "60 miles" and "100 kilometres"."""


def overlap(one: Figure, other: Figure, tolerance: float = 0.25) -> Overlap:
    """How the intervals of two figures lie to each other; symmetric, and not changed by scaling both.

    Args:
        one: a figure.
        other: another.
        tolerance: as a share; figures hedged as "about" are disjoint only where they are further apart than this.
    """
    a, b = _interval(one), _interval(other)
    within = _converted(one, other)
    if _same(a[0], b[0], within) and _same(a[1], b[1], within):
        return "equal"
    if a[1] < b[0] or b[1] < a[0]:
        if within and (_same(a[1], b[0], within) or _same(b[1], a[0], within)):
            return "near"
        if "about" in (one.hedge, other.hedge) and _apart(one, other) <= tolerance:
            return "near"
        return "disjoint"
    if (a[0] <= b[0] and b[1] <= a[1]) or (b[0] <= a[0] and a[1] <= b[1]):
        return "inside"
    return "crossing"


def is_converted(one: Figure, other: Figure) -> bool:
    """Whether two figures in different units have their middles in one place: "30 miles", "some 48 kilometres"."""
    units, within = {one.unit, other.unit}, _converted(one, other)
    (low, high), (low_b, high_b) = _interval(one), _interval(other)
    if len(units) < 2 or not units <= word_lists().factors.keys() or math.isinf(high + high_b):
        return False
    return _same((low + high) / 2, (low_b + high_b) / 2, within)


def gap(one: Figure, other: Figure) -> float:
    """How far apart two figures are: the logarithm of the ratio of their nearest ends, 0 where they meet, 5 at most."""
    (low, high), (low_b, high_b) = _interval(one), _interval(other)
    if high >= low_b and high_b >= low:
        return 0.0
    small, large = (high, low_b) if high < low_b else (high_b, low)
    within = _converted(one, other)
    if within and _same(small, large, within):
        return 0.0
    return 5.0 if small <= 0 else min(5.0, math.log(large / small))


def _interval(figure: Figure) -> tuple[float, float]:
    """The interval in one scale: fractions as percentages, tonnes as kilograms."""
    factor = 100.0 if figure.measure == "fraction" else word_lists().factors.get(figure.unit or "", 1.0)
    return figure.low * factor, figure.high * factor


def _same(one: float, other: float, within: float) -> bool:
    if one == other:
        return True
    return math.isclose(one, other, rel_tol=within or (0.015 if 0 < one < 100 and one != int(one) else ROUNDED))


def _converted(one: Figure, other: Figure) -> float:
    """How far two figures may be apart, as a share, and be one figure in two units; 0 in the same unit."""
    factors = word_lists().factors
    a, b = factors.get(one.unit or ""), factors.get(other.unit or "")
    if a is None or b is None or math.log10(a / b).is_integer():  # one unit, or tonnes and kilograms
        return 0.0
    ends = (end for figure in (one, other) for end in (figure.low, figure.high))
    return CONVERTED_ROUND if all(math.isinf(end) or end in range(10) or end % 5 == 0 for end in ends) else CONVERTED


def _apart(one: Figure, other: Figure) -> float:
    """Distance of the middles of two figures as a share of the larger one that is hedged."""
    middles = [low if math.isinf(high) else (low + high) / 2 for low, high in (_interval(one), _interval(other))]
    base = max(middles[index] for index, figure in enumerate((one, other)) if figure.hedge == "about")
    return abs(middles[0] - middles[1]) / base if base else math.inf
