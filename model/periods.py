"""The time that the figures of a statement cover: "since September 27", "on Monday", "in the past 24 hours".

    figures = read_figures("Two soldiers were killed on Monday and 58 since Sunday.")
    covered(figures, text, date(2020, 9, 30))  # the first: 2020-09-28, the second: from 2020-09-27 to 2020-09-30

Days are resolved as in `when.py`, so that what is set here is what the comparison of figures reads from the words.
Months and years are read too; "last week" is left open.
"""

from __future__ import annotations

import calendar
import datetime as dt
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from counterclaim.model.datelines import read_head
from counterclaim.model.months import MONTH, month_number
from counterclaim.model.records import Figure
from counterclaim.model.when import named_days

DAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tonight|this (?:morning|afternoon|evening)|yesterday"
    r"|last night"
    rf"|{MONTH}\s[0-3]?[0-9](?:st|nd|rd|th)?(?![0-9])(?:,?\s[12][0-9]{{3}})?"
    rf"|[0-3]?[0-9](?:st|nd|rd|th)?\s(?:of\s)?{MONTH}\b(?:,?\s[12][0-9]{{3}})?|[12][0-9]{{3}}-[01][0-9]-[0-3][0-9])"
)
"""One day, as `when.py` reads it; without regard to capitals."""

_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_COUNT = rf"{'|'.join(_NUMBERS)}|[0-9]{{1,2}}"
_SMALL = r"(?:the\s|early\s|late\s|last\s|midnight\s|noon\s|on\s|dawn\s){0,2}"
_TIMES = re.compile(
    rf"\b(?:(?:between|from)\s{_SMALL}(?P<first>{DAY})\s(?:and|to|until|till|through)\s{_SMALL}(?P<last>{DAY})"
    rf"|since\s{_SMALL}(?P<since>{DAY})|(?:until|till|by|as of|up to)\s{_SMALL}(?P<until>{DAY})"
    rf"|(?:before|after)\s{_SMALL}(?P<bound>{DAY})"
    rf"|(?:in|over|during|within|for)\sthe\s(?:past|last|previous)\s(?P<span>24 hours|48 hours|day|(?:{_COUNT})\sdays)"
    rf"|(?P<overnight>overnight)|(?P<day>{DAY})"
    rf"|since\s(?:the\s(?:beginning|start)\sof\s)?(?:(?P<since_month>{MONTH})\s)?(?P<since_year>(?:19|20)[0-9]{{2}})\b(?![-–/][0-9])"
    rf"|(?:in|during)\s(?:(?P<month>{MONTH})\s)?(?P<year>(?:19|20)[0-9]{{2}})\b(?![-–/][0-9])"
    r"|(?:so|this) far|to date|(?:this|the) (?:week|month|year)(?: (?:so|thus) far)?)(?!\w)",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?;][\"”’]?\s+(?=[\"“‘A-Z0-9])")
_APART = r";|\b(?:where|which|who|whose|whereas|because|although|though|but)\b"
_OTHER_CLAUSE_BEHIND = re.compile(_APART, re.IGNORECASE)
_OTHER_CLAUSE_BEFORE = re.compile(rf"{_APART}|\b(?:when|while|after|before|as)\b", re.IGNORECASE)
"""Where another clause begins. What was killed "when a shell fell on Monday" was so on Monday; what comes behind "they
met on Monday, when" need not have."""
_ABBREVIATED = re.compile(rf"\b(?:{MONTH}|mr|mrs|ms|dr|gen|col|lt|maj|st|no|u\.s|u\.n)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `since` to `until`, both included, and the words that say so: characters `start` to `end`.

    `None` at one end: the words do not say. `one_day`: a single day is named.
    """

    start: int
    end: int
    since: dt.date | None
    until: dt.date | None
    one_day: bool = False


def covered(figures: Sequence[Figure], text: str, said_on: dt.date | None) -> tuple[Figure, ...]:
    """The figures with the days that they cover, where their clause says so; those that have days keep them.

    Args:
        figures: of the text, in order of place.
        text: the statement.
        said_on: the day it was made, `None` if that is not known.
    """
    if not figures:
        return ()
    head = read_head(text).end  # "BAKU, October 6." is when it was written
    periods = [period for period in read_periods(text, said_on) if period.start >= head]
    if not periods and not any(figure.running_total for figure in figures):
        return tuple(figures)
    stops = [match.start() for match in _STOP.finditer(text) if not _ABBREVIATED.search(text, 0, match.start())]
    edges = [0, *stops, len(text)]
    ends = [figure.start for figure in figures[1:]] + [len(text)]
    found = []
    for figure, following in zip(figures, ends, strict=True):
        start, end = next(
            ((low, high) for low, high in itertools.pairwise(edges) if low <= figure.start <= high), (0, len(text))
        )
        near = [period for period in periods if start <= period.start <= end and _in_clause(text, figure, period)]
        found.append(_with(figure, _nearest(figure, near, following), said_on))
    return tuple(found)


def _nearest(figure: Figure, periods: Sequence[Period], following: int) -> Period | None:
    """The time said behind a figure and before the next one, else the last one before it, else any of its sentence."""
    behind = [period for period in periods if figure.end <= period.start < following]
    if behind:
        return behind[0]
    before = [period for period in periods if period.end <= figure.start]
    return before[-1] if before else (periods[0] if periods else None)


def _in_clause(text: str, figure: Figure, period: Period) -> bool:
    """Whether no other clause begins between a figure and a time."""
    if figure.start < period.start:
        return _OTHER_CLAUSE_BEHIND.search(text, figure.start, period.start) is None
    return _OTHER_CLAUSE_BEFORE.search(text, period.start, figure.start) is None


def _with(figure: Figure, period: Period | None, said_on: dt.date | None) -> Figure:
    if figure.since is not None or figure.until is not None:
        return figure
    since, until = (period.since, period.until) if period is not None else (None, None)
    if figure.running_total:  # "the toll rose to 58 on Monday" is what it was by then, not what Monday brought
        since = None if period is not None and period.one_day else since
        until = until or said_on
    return replace(figure, since=since.isoformat() if since else None, until=until.isoformat() if until else None)


def read_periods(text: str, said_on: dt.date | None) -> Iterator[Period]:
    """The days and stretches of days that a text names, in order of place; what cannot be resolved is left out.

    Args:
        text: the statement.
        said_on: the day it was made, `None` if that is not known: then only full dates are read.
    """
    for match in _TIMES.finditer(text):
        since, until, one_day = _days(match.groupdict(), said_on)
        if since is None and until is None:
            continue
        if since is not None and until is not None and since > until:
            continue
        yield Period(match.start(), match.end(), since, until, one_day)


def _days(named: dict[str, str | None], said_on: dt.date | None) -> tuple[dt.date | None, dt.date | None, bool]:
    if named["day"]:
        day = one_day(named["day"], said_on)
        return day, day, True
    if named["first"] and named["last"]:
        last = one_day(named["last"], said_on)
        return (one_day(named["first"], last), last, False) if last else (None, None, False)
    if named["since"]:
        since = one_day(named["since"], said_on)
        return since, said_on if since else None, False
    if named["until"]:
        return None, one_day(named["until"], said_on), False
    if named["year"] or named["since_year"]:
        return _of_year(named, said_on)
    if said_on is None:
        return None, None, False
    if named["overnight"]:
        return said_on - dt.timedelta(days=1), said_on, False
    if named["span"]:
        return said_on - dt.timedelta(days=_length(named["span"])), said_on, False
    return None, None, False


def _of_year(named: dict[str, str | None], said_on: dt.date | None) -> tuple[dt.date | None, dt.date | None, bool]:
    """A month or a year, or the time since one began."""
    year = int(named["year"] or named["since_year"] or 0)
    name = named["month"] or named["since_month"]
    month = month_number(name) if name else None
    since = dt.date(year, month or 1, 1)
    if named["since_year"]:
        return since, said_on, False
    last = month or 12
    return since, dt.date(year, last, calendar.monthrange(year, last)[1]), False


def _length(span: str) -> int:
    number = span.split()[0].lower()
    if number in ("24", "day"):
        return 1
    if span.lower().endswith("hours"):
        return 2
    return _NUMBERS.get(number) or int(number)


def one_day(words: str, said_on: dt.date | None) -> dt.date | None:
    """The day that these words name, `None` where that needs a day they were said on, or there is no such day."""
    days = [day for day in named_days(words, said_on) if isinstance(day, dt.date)]
    return days[0] if len(days) == 1 else None
