"""Two texts that are the same but for their numbers: what the numbers alone decide.

numeric_edit("Tim has 350 pounds of cement", "Tim has less than 700 pounds of cement")  # Edit("entails", ...)

Every number takes part here, durations and ages too: where all other words are the same, they count the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from counterclaim.model.hedges import Number
from counterclaim.model.numbers import read_numbers

_SHARES = frozenset(("fraction", "percent"))


@dataclass(frozen=True, slots=True)
class Edit:
    """How the numbers of two texts of the same words lie to each other, read from the first to the second.

    `entails`: every number of the first lies within its partner; `entailed`: the other way round; `same`: both;
    `conflict`: one pair is apart; `open`: none of these. `spans` are the first pair of numbers that differ.
    """

    relation: Literal["same", "entails", "entailed", "conflict", "open"]
    spans: tuple[tuple[int, int], tuple[int, int]]


def numeric_edit(a: str, b: str) -> Edit | None:
    """The edit between two texts, `None` where other words differ too or there are no numbers.

    A share beside a count or beside a share of another form ("half", "50 percent") is none either: what they are of
    decides.
    """
    numbers_a, numbers_b = read_numbers(a), read_numbers(b)
    if not numbers_a or len(numbers_a) != len(numbers_b) or _skeleton(a, numbers_a) != _skeleton(b, numbers_b):
        return None
    pairs = list(zip(numbers_a, numbers_b, strict=True))
    if any(one.measure != other.measure and _SHARES & {one.measure, other.measure} for one, other in pairs):
        return None
    inside = [_within(one, other) for one, other in pairs]
    around = [_within(other, one) for one, other in pairs]
    apart = [one.high < other.low or other.high < one.low for one, other in pairs]
    first = next((pair for pair in pairs if (pair[0].low, pair[0].high) != (pair[1].low, pair[1].high)), pairs[0])
    spans = ((first[0].start, first[0].end), (first[1].start, first[1].end))
    if any(apart):
        return Edit("conflict", spans)
    if all(inside):
        return Edit("same" if all(around) else "entails", spans)
    return Edit("entailed" if all(around) else "open", spans)


def _within(one: Number, other: Number) -> bool:
    return other.low <= one.low and one.high <= other.high


def _skeleton(text: str, numbers: list[Number]) -> list[str]:
    """The words of a text with every number, hedge included, as one sign."""
    for number in reversed(numbers):
        text = f"{text[: number.start]} # {text[number.end :]}"
    return [word.lower() for word in re.findall(r"#|[^\W_]+|[%$€£]", text)]
