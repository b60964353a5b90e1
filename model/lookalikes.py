"""Digits that count nothing: dates, years, times, ages, addresses, the numbers of roads, brigades and articles."""

from __future__ import annotations

import re

from counterclaim.model import patterns as p
from counterclaim.model.word_lists import word_lists


def is_year(value: float) -> bool:
    """Whether a number could be a year."""
    return 1500 <= value <= 2100 and value == int(value)


def is_name(value: float, match: re.Match[str], text: str, *, plain: bool) -> bool:
    """Whether digits are a date, a year, a time, an age, an address or the number of something.

    Args:
        value: what the digits are worth.
        match: of `patterns.CANDIDATE`.
        text: the statement.
        plain: they are bare digits, without grouping and scale.
    """
    start = match.start()
    lead = text[max(0, start - 24) : start]
    low = lead.lower()
    after = match.end("ordinal" if match["ordinal"] else "digits")
    if p.NOT_AFTER.match(text, after) or p.NAMED.search(low) or p.MONTH_BEFORE.search(low):
        return True
    if p.CLOCK.fullmatch(match["digits"]) and p.CLOCK_BEFORE.search(lead):
        return True
    if lead and (lead[-1] in "#'\u2019§" or (lead[-2:-1].isupper() and lead[-1] in "-\u2013")):
        return True
    if plain and is_year(value) and not match["scale"]:
        return _is_named_year(lead, text, after)
    aged = plain and 3 <= value <= 110 and p.AGE_BEFORE.search(lead)
    return bool(aged and p.AGE_AFTER.match(text, after)) or bool(p.UNDER_AGE.search(low))


def _is_named_year(lead: str, text: str, after: int) -> bool:
    """Whether four digits are a year: "in 1999", "the 2020 vote", not "1500 soldiers"."""
    if p.YEAR_BEFORE.search(lead.lower()) or not p.NOUN_AFTER.match(text, after):
        return True
    lists = word_lists()
    words = p.WORDS_AFTER.match(text, after)
    counted = words is not None and any(w in lists.people or w in lists.things for w in words[0].lower().split())
    return not counted and p.MAYBE_YEAR_BEFORE.search(lead) is not None
