"""The days that a statement names, resolved against the day on which it was made.

named_days("Nine drowned on Monday", date(2021, 3, 10))  # {date(2021, 3, 8)}

Week days and month days are read, and "today", "yesterday", "this morning", "last night". A week day is the last one
up to the day of the statement.
"""

from __future__ import annotations

import datetime as dt
import re

from counterclaim.model.months import MONTH, MONTHS, month_number

_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_TODAY = r"today|this (?:morning|afternoon|evening)|tonight"
_YESTERDAY = r"yesterday|last night"
_DAY = re.compile(
    rf"\b(?:(?P<weekday>{'|'.join(_WEEKDAYS)})|(?P<today>{_TODAY})|(?P<yesterday>{_YESTERDAY})"
    rf"|(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?\s(?:of\s)?(?P<month>{MONTH})|(?P<month2>{MONTH})\s(?P<day2>[0-3]?[0-9])(?:st|nd|rd|th)?"
    rf"|(?P<iso>[12][0-9]{{3}}-[01][0-9]-[0-3][0-9]))(?:,?\s(?P<year>[12][0-9]{{3}}))?\b",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\b(?:since|until|till|between|from|by|before|after|as of)\s(?:the\s|last\s|early\s|late\s)?$", re.IGNORECASE
)


def named_days(text: str, said_on: dt.date | None) -> frozenset[dt.date | str]:
    """The days a text names as the time of what it tells, as dates, or as lower-case words where no date is known.

    Bounds ("since Sunday", "by Friday") are no such days.

    Args:
        text: the statement.
        said_on: the day it was made, `None` if that is not known.
    """
    days: set[dt.date | str] = set()
    for match in _DAY.finditer(text):
        if _SINCE.search(text[max(0, match.start() - 16) : match.start()]) is None:
            days.add(_resolved(match, said_on))
    return frozenset(days)


def _resolved(match: re.Match[str], said_on: dt.date | None) -> dt.date | str:
    words = match[0].lower()
    if match["iso"]:
        return _date(match["iso"], words)
    if match["weekday"] or match["today"] or match["yesterday"]:
        if said_on is None:
            return words
        if match["weekday"]:
            back = (said_on.weekday() - _WEEKDAYS.index(match["weekday"].lower())) % 7
        else:
            back = 0 if match["today"] else 1
        return said_on - dt.timedelta(days=back)
    month = month_number(match["month"] or match["month2"])
    day = int(match["day"] or match["day2"])
    if match["year"]:
        return _date(f"{match['year']}-{month:02d}-{day:02d}", words)
    if said_on is None:
        return f"{day} {MONTHS[month - 1]}"
    year = said_on.year if (month, day) <= (said_on.month, said_on.day) else said_on.year - 1
    return _date(f"{year}-{month:02d}-{day:02d}", words)


def _date(iso: str, otherwise: str) -> dt.date | str:
    try:
        return dt.date.fromisoformat(iso)
    except ValueError:
        return otherwise
