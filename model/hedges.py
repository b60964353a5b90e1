"""A number in a text, and what hedges it: "at least", "fewer than", "about", before it or behind it.

hedged(Number(400, 400, "exact", "count", 10, 13, 10, 13), "More than 400 men")  # [400, inf], from 0 to 13
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import Literal

from counterclaim.model import patterns as p
from counterclaim.model.records import Hedge
from counterclaim.model.word_lists import lowered

Measure = Literal["count", "percent", "money", "fraction", "ordinal", "time", "name"]

ABOUT = 0.10
"""Half-width of "about", as a share of the value: figures within it are the same figure."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: the interval [low, high], how it is hedged, what it measures, and its characters.

    `start` and `end` take in the hedge; `first` and `last` are the number alone. `plain` says that it was written as
    bare digits, as a year would be; `zero` that it is a zero in words.
    """

    low: float
    high: float
    hedge: Hedge
    measure: Measure
    start: int
    end: int
    first: int
    last: int
    plain: bool = False
    zero: bool = False


def hedged(number: Number, text: str) -> Number:
    """The number with the bound or the approximation that stands beside it."""
    if number.zero or number.hedge in ("range", "vague") or number.measure in ("name", "ordinal"):
        return number
    lead = text[max(0, number.start - 32) : number.start]
    if p.PRISONERS.match(text, number.end):
        lead = re.sub(r"\b(?:took|taken)\b", lambda verb: "-" * len(verb[0]), lead)
    low = lowered(lead)
    before = p.BEFORE.search(low) if p.HEDGE_WORDS.search(low) else None
    if before is not None:
        return _bounded(number, str(before.lastgroup), number.start - len(lead) + before.start(), number.end)
    after = p.AFTER.match(text, number.end)
    return number if after is None else _bounded(number, str(after.lastgroup), number.start, after.end())


def _bounded(number: Number, how: str, start: int, end: int) -> Number:
    number = replace(number, start=start, end=end, last=max(end, number.last))
    value = number.low
    match how:
        case "at_least":
            return replace(number, high=math.inf, hedge="at_least")
        case "more":
            return replace(number, low=math.nextafter(value, math.inf), high=math.inf, hedge="at_least")
        case "at_most":
            return replace(number, low=0.0, hedge="at_most")
        case "less":
            return replace(number, low=0.0, high=math.nextafter(value, 0), hedge="at_most")
        case _:
            return replace(number, low=value * (1 - ABOUT), high=value * (1 + ABOUT), hedge="about")
