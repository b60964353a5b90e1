"""Persons whom a sentence names with their office, whoever speaks in it: "met Kovar's President Aron Lind in May".

    [line.raw[start:end] for start, end in introductions(line)]

A text names an office once, and the last name from then on: the office tells for whom "Lind" speaks.
"""

from __future__ import annotations

from collections.abc import Iterator

from counterclaim.model.attribution_words import listed
from counterclaim.model.lines import Line

MOST_BEFORE = 6
"""Words of a title before the office itself."""


def introductions(line: Line) -> Iterator[tuple[int, int]]:
    """The phrases of office and name, as numbers of words, end exclusive; only those whose title names a body."""
    for i, word in enumerate(line.low):
        if word not in listed("roles") or not line.is_name(i + 1) or line.among(i + 1, "roles", "days"):
            continue
        end = i + 1
        while line.is_name(end) and not line.among(end, "roles", "days"):
            end += 1
        start = i
        while start > max(0, i - MOST_BEFORE) and _titles(line, start - 1):
            start -= 1
        if end - i > 2 and start < i:
            yield start, end


def _titles(line: Line, i: int) -> bool:
    """Whether a word may be part of a title: "Kovar's", "Defence", "ministry"."""
    if line.among(i, "days", "articles", "prepositions", "conjunctions", "pronouns"):
        return False
    return line.is_name(i) or line.among(i, "roles", "bodies", "portfolios", "generic")
