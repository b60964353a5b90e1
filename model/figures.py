"""Text to figures: each number that counts something, with what it counts, of what kind, and whose loss it is.

    [(f.low, f.high, f.kind, f.whose) for f in read_figures("We destroyed 80 enemy tanks.")]

Zero counts in words where something that can be lost stands behind it ("no casualties", not "no doubt"), and so does a
singular article ("a soldier was killed", "lost a helicopter").
"""

from __future__ import annotations

import re
from dataclasses import replace

from counterclaim.model.counted import Counted, what_is_counted
from counterclaim.model.hedges import Number
from counterclaim.model.money import currency
from counterclaim.model.numbers import is_change, read_numbers
from counterclaim.model.records import Figure
from counterclaim.model.singulars import losses, read_singulars
from counterclaim.model.word_lists import word_lists, words_of

HAPPENINGS = frozenset(
    ("killed", "wounded", "casualties", "captured", "missing", "displaced", "arrested", "infected", "rescued")
)
"""Kinds that say what happened to people; the others say what is counted."""

CHANGE = "change"
"""The kind of "five" in "the toll rose by five": neither the toll nor what happened to five people."""

_OF_WHOLE = re.compile(r"\s?(?:(?:out\s)?of\s)?(?:(?:the|its|our|their|those|these|all|them)\s)*", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?]\s")
_LIST = re.compile(r"\s[\w'-]+(?:\s[\w'-]+)?(?:,|\sand|,\sand)\s")

LONGEST = 20_000
"""Characters of a statement that are read for figures; what is behind is not."""


def read_figures(text: str) -> list[Figure]:
    """The figures of a statement in order of place; `whose` is `speaker`, `other`, a name, or `None`.

    Args:
        text: the statement; its first `LONGEST` characters are read.
    """
    text = text[:LONGEST]
    figures: list[Figure] = []
    numbers = [number for number in read_numbers(text) if number.measure not in ("name", "time")]
    if numbers:
        for index, number in enumerate(numbers):
            before = numbers[index - 1].last if index else 0
            counted = what_is_counted(number, text, before=before, after=_next(numbers, index, text))
            if _counts(number, counted, text):
                figures.append(_figure(number, counted, text))
        figures = [_changed(figure, text) for figure in _shared(figures, text)]
    if not losses().isdisjoint(words_of(text)):
        figures += read_singulars(text, [(figure.start, figure.end) for figure in figures])
    return sorted(figures, key=lambda figure: figure.start)


def _next(numbers: list[Number], index: int, text: str) -> int:
    """Where the next number starts that is not the whole of this one ("none of the 30 passengers")."""
    following = numbers[index + 1 :]
    if following and _OF_WHOLE.fullmatch(text, numbers[index].last, following[0].start):
        following = following[1:]
    return following[0].start if following else len(text)


def _shared(figures: list[Figure], text: str) -> list[Figure]:
    """Lists share their noun and their verb: "88 seats, the greens 31", "three soldiers, one civilian wounded"."""
    out = list(figures)
    for index, figure in enumerate(out):
        last = out[index - 1] if index else None
        if (
            last is not None
            and figure.unit is None
            and figure.kind == "count"
            and not _SENTENCE.search(text, last.end, figure.start)
        ):
            out[index] = replace(figure, kind=last.kind, unit=last.unit, whose=figure.whose or last.whose)
        elif last is not None and figure.whose is None and last.whose and _LIST.fullmatch(text, last.end, figure.start):
            out[index] = replace(figure, whose=last.whose)
    for index in range(len(out) - 2, -1, -1):
        figure, behind = out[index], out[index + 1]
        between = text[figure.end : behind.start]
        if figure.kind == "people" and behind.kind in HAPPENINGS and _LIST.fullmatch(between):
            out[index] = replace(figure, kind=behind.kind)
    return out


def _changed(figure: Figure, text: str) -> Figure:
    """A figure, with its kind put right where it says by how much another one grew."""
    if figure.measure != "count" or figure.unit in word_lists().factors or not is_change(figure.start, text):
        return figure
    return replace(figure, kind=CHANGE, running_total=False)


def _counts(number: Number, counted: Counted, text: str) -> bool:
    """Whether a number counts what can be counted: zeros and ordinals only where a loss or a listed thing follows."""
    if number.measure == "ordinal":
        return (
            counted.kind in HAPPENINGS
            and number.low > 1
            and counted.unit is not None
            and (counted.listed or counted.close)
        )
    if number.zero:
        return counted.known or (counted.unit is not None and text[number.first : number.last].lower() == "zero")
    if number.low == number.high == 1 and not number.plain:  # "the one to ask", "one of them said"
        return counted.known
    return True


def _figure(number: Number, counted: Counted, text: str) -> Figure:
    kind, unit = counted.kind or counted.unit or "count", counted.unit
    if number.measure == "money":
        kind, unit = "money", currency(text[number.first : number.last])
    return Figure(
        kind=kind,
        measure=number.measure if number.measure in ("percent", "money", "fraction") else "count",
        low=number.low,
        high=number.high,
        hedge=number.hedge,
        unit=unit,
        whose=counted.whose,
        running_total=counted.running_total or number.measure == "ordinal",
        start=number.start,
        end=number.end,
    )
