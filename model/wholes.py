"""Figures that make others, and figures that others are made of: shares, sums, and the whole of a share.

figures_of(Statement(text="600 of 900 went home"))  # 600, 900 and two thirds
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from counterclaim.model.figures import read_figures
from counterclaim.model.records import Figure, Statement

_THE = r"(?:(?:the|its|our|their|those|these|all|his|her|my|your)\s)*"
_OF = re.compile(rf"\s(?:out\s)?of\s{_THE}", re.IGNORECASE)
_OF_LEAD = re.compile(rf"\b(?:of|among)\s{_THE}(?:[\w-]+\sof\s)?$", re.IGNORECASE)
_AND = re.compile(r"\s(?:[\w'-]+\s){0,3}?and\s(?:another\s|a further\s)?", re.IGNORECASE)
_ALL = re.compile(rf"\b(?:all|every (?:single )?one of|each of|all of)\s{_THE}$", re.IGNORECASE)
_ALMOST_ALL = re.compile(
    rf"\b(?:almost|nearly|virtually|practically)\s(?:all(?:\sof)?|every (?:single )?one of)\s{_THE}$", re.IGNORECASE
)
ALMOST = 0.75
"""The least share that "almost all" is taken for; the most is the whole."""
_FULL_STOP = re.compile(r"[.!?;]\s")
_PART = (
    r"(?:^|[.,;:(\u2014-]\s?|%\s|\b(?:none|nobody|no one|some|most|many|few|fewer|several|half|each|any|one|all|both|"
    r"percent|per cent|thirds?|quarters?|fifths?|tenths?|majority|minority|part|rest|remainder|out|only)\s)"
)
_TO_WHOLE = rf"(?:of|among|out of)\s{_THE}(?:[\w-]+(?:['\u2019]s|s['\u2019])\s)?$"
_PART_OF = re.compile(_PART + _TO_WHOLE, re.IGNORECASE)
_OF_THEM = re.compile(r"\s?(?:[\w-]+\s)?" + _TO_WHOLE, re.IGNORECASE)
_LEAD = 40
"""How far (characters) before a number it is looked for what is taken of it."""


def figures_of(statement: Statement) -> list[Figure]:
    """The figures of a statement: its own or those in its text, and the shares and sums that they make."""
    figures = list(statement.figures) or read_figures(statement.text)
    return figures + _derived(figures, statement.text)


def _derived(figures: Sequence[Figure], text: str) -> list[Figure]:
    """Figures that others make: "600 of 900" and "of 900, 600" are shares, so is "all 900", "4 and 2" are six."""
    made = [made for figure in figures for made in _of_all(figure, text)]
    for one, other in itertools.pairwise(figures):
        if not _exact_counts(one, other):
            continue
        between = text[one.end : other.start]
        if _OF.fullmatch(between):
            made += _share(one, other, one.start, other.end)
        elif _OF_LEAD.search(text, max(0, one.start - 24), one.start) and not _FULL_STOP.search(between):
            made += _share(other, one, other.start, other.end)
        elif one.kind == other.kind and _AND.fullmatch(between) and "which" not in between:
            unit = one.unit if one.unit == other.unit else None
            made.append(replace(one, low=one.low + other.low, high=one.low + other.low, unit=unit, end=other.end))
    return made


def _exact_counts(one: Figure, other: Figure) -> bool:
    counts = one.measure == other.measure == "count"
    return counts and 0 < one.low == one.high and 0 < other.low == other.high


def _of_all(figure: Figure, text: str) -> list[Figure]:
    """The share that "all 900" is, and the share and the number that "almost all of the 900" are."""
    if figure.measure != "count" or not figure.low == figure.high > 1:
        return []
    if _ALMOST_ALL.search(text, max(0, figure.start - _LEAD), figure.start):
        share = replace(figure, low=ALMOST, high=1.0, measure="fraction", hedge="about")
        return [share, replace(figure, low=ALMOST * figure.low, hedge="about")]
    if _ALL.search(text, max(0, figure.start - 20), figure.start):
        return [replace(figure, low=1.0, high=1.0, measure="fraction")]
    return []


def _share(part: Figure, whole: Figure, start: int, end: int) -> list[Figure]:
    if part.low > whole.low:
        return []
    share = part.low / whole.low
    unit = part.unit or whole.unit
    return [replace(part, low=share, high=share, measure="fraction", unit=unit, start=start, end=end)]


def wholes(figures: Sequence[Figure], text: str) -> list[Figure]:
    """The numbers that only say what a part is taken of: "none of the 24 trucks", "two thirds of our 900 men"."""
    return [figure for figure in figures if figure.measure == "count" and _is_whole(figure, figures, text)]


def _is_whole(figure: Figure, figures: Sequence[Figure], text: str) -> bool:
    start = max(0, figure.start - _LEAD)
    if _PART_OF.search(text[start : figure.start]):
        return True
    before = [item.end for item in figures if start <= item.end <= figure.start]
    return any(_OF_THEM.fullmatch(text, end, figure.start) for end in before)
