"""The head of an article: a line `date 2020-10-06`, and a dateline such as `BAKU, October 6. /TASS/`.

    head = read_head("date 2020-10-06 BAKU, October 6. /TASS/. Three people died.")
    head.date, head.outlet, head.end                   # "2020-10-06", "TASS", 43: where the first sentence starts

All patterns are bounded and are matched at one place, so that any text takes linear time.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from functools import lru_cache

from counterclaim.model.months import FULL_MONTH, MONTH, month_number
from counterclaim.model.records import parse_date

FIRST = dt.date(1600, 1, 1)
"""The first day on which an article can have been published."""

ALLOWED = "allowed: ISO 8601, such as 2020-10-06"

_DAY = (
    rf"(?:(?P<month>(?i:{MONTH}))[ ](?P<day>[0-3]?[0-9])|(?P<day2>[0-3]?[0-9])[ ](?P<month2>(?i:{MONTH})))"
    r"(?:,?[ ](?P<year>[12][0-9]{3}))?"
)
_DATE_LINE = re.compile(
    r"\s{0,200}date[ \t:]{1,8}(?P<date>[12][0-9]{3}-[0-9]{1,2}-[0-9]{1,2}[^\s]{0,30})\s{0,200}", re.I
)
_WRITTEN = re.compile(
    rf"\s{{0,200}}date(?::[ \t]{{0,8}}|[ \t]{{1,8}}(?=[0-9]|{MONTH}[ ]))(?P<date>[^\n]{{0,30}}[0-9][^\n]{{0,30}})"
    r"(?:\n\s{0,200}|$)",
    re.I,
)
_CAPITALS = r"[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de.'’-]{1,24}"
_PLACE = (
    rf"(?P<place>{_CAPITALS}(?:[ /]{_CAPITALS}){{0,4}})"
    rf"(?:,[ ](?!(?i:{FULL_MONTH})\b)"
    r"[A-Z][\w.’'-]{1,24}(?:[ ][A-Z][\w.’'-]{1,24}){0,2})?"
)
_OUTLET = (
    r"(?:/(?P<slashed>[A-Z][\w.& -]{1,30})/"
    r"|\((?P<bracketed>[A-Z][\w.&/ -]{1,30})\))"
)
_END = r"[ ]?(?:--|[-–—_:]|[.,])?[ ]?(?:[-–—])?\s{0,8}"
_DATELINE = re.compile(rf"{_PLACE}(?:,|[ ][-–—])?(?:[ ]{_DAY}[.,:]?)?[ ]?[-–—]?[ ]?{_OUTLET}{_END}")
_PLACE_DAY_OUTLET = re.compile(
    rf"(?:{_PLACE}|[A-Z][a-z]{{2,20}}),[ ]{_DAY},[ ](?P<bare>[A-Z][A-Z.]{{2,20}})(?:[.:]|[ ](?:--|[-–—]))\s{{0,8}}"
)
_PLACE_AND_DAY = re.compile(rf"{_PLACE},?[ ]{_DAY}(?:[.:]?[ ]?(?:--|[-–—])|[.:])\s{{0,8}}")
_PLACE_ALONE = re.compile(rf"(?=[^ ]{{4}}|[A-Z]+ [A-Z]{{3}}){_PLACE}(?:[ ]?(?:--|[–—])|[ ]-)[ ]{{1,8}}(?=[\"“‘A-Z0-9])")
_AGENCY_ALONE = re.compile(r"\((?P<bracketed>[A-Z][\w.&/ -]{1,30})\)[ ]?(?:--|[-–—])[ ]{1,8}")
_SOURCE_LINE = re.compile(
    r"(?P<mark>sources?)[ \t]{0,4}:[ \t]{0,4}(?P<outlet>[A-Z][\w.&’' -]{1,40}?)(?:[ ](?:and|with|,).{0,40})?[.]?", re.I
)
_SIGNED = re.compile(
    r"(?:^|(?<=\n)|(?<=[.!?\"”’»)])[ ])(?P<mark>[-–—])[ ]{0,2}"
    r"(?P<outlet>[A-Z][A-Za-z.&/]{1,20}(?:[ ][A-Z][A-Za-z.]{1,20}){0,2})$"
)
_LINE = re.compile(r"[^\n]{0,400}")
_YEAR = re.compile(r"(?<![0-9])([12][0-9]{3})(?![0-9])")

_SEARCHED = 2_000
"""Characters at the start in which a line with a dateline is sought, and at the end for a signature."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the first statement.

    `end` is where the first statement starts (characters). `date` is what a line gives, as written there. `day` is the
    month and day of the dateline, `year` its year, which most leave out.
    """

    end: int = 0
    date: str | None = None
    outlet: str | None = None
    day: tuple[int, int] | None = None
    year: int | None = None


def read_head(text: str) -> Head:
    """The date line and the dateline at the very start of a text."""
    at, date = 0, None
    line = _DATE_LINE.match(text) or _WRITTEN.match(text)
    if line is not None:
        at, date = line.end(), line["date"].strip()
    start = at + len(text[at : at + 200]) - len(text[at : at + 200].lstrip("\ufeff\u200e\u200f \t\r\n"))
    found = _match(text, start)
    if found is None:
        return Head(end=at, date=date)
    named = found.groupdict()
    outlet = named.get("slashed") or named.get("bracketed") or named.get("bare")
    year = named.get("year")
    return Head(end=found.end(), date=date, outlet=outlet, day=_month_day(named), year=int(year) if year else None)


def _match(text: str, at: int) -> re.Match[str] | None:
    for pattern in (_DATELINE, _PLACE_DAY_OUTLET, _PLACE_AND_DAY, _PLACE_ALONE, _AGENCY_ALONE):
        found = pattern.match(text, at)
        if found is not None and not _is_shout(text, found):
            return found
    return None


def _is_shout(text: str, found: re.Match[str]) -> bool:
    """Whether the whole line is in capitals: a headline, in which nothing tells a place from other words."""
    rest = _LINE.match(text, found.end())
    behind = rest[0] if rest else ""
    return bool(behind) and behind.isupper() and len(behind) > 3


def _month_day(named: dict[str, str | None]) -> tuple[int, int] | None:
    month, day = named.get("month") or named.get("month2"), named.get("day") or named.get("day2")
    if month is None or day is None:
        return None
    return month_number(month), int(day)


def read_dateline(text: str) -> Head:
    """The date line, and the dateline wherever one starts a line near the beginning (behind a headline, a byline)."""
    head = read_head(text)
    if head.outlet is not None or head.day is not None:
        return head
    at = text.find("\n", head.end, _SEARCHED)
    while at != -1:
        start = at + 1
        below = read_head(text[start : start + 400])
        if below.outlet is not None or below.day is not None:
            return replace(below, end=head.end, date=head.date)
        at = text.find("\n", start, _SEARCHED)
    return head


def day_of(head: Head, name: str) -> str | None:
    """The day of a dateline, its year from the name of the file where it gives none and that does.

    Args:
        head: of the text.
        name: the name of the file, which may be empty.
    """
    years = {head.year} if head.year else {int(year) for year in _YEAR.findall(name)}
    if head.day is None or len(years) != 1:
        return None
    try:
        return published(dt.date(years.pop() or 0, *head.day).isoformat())
    except ValueError:
        return None


def signed_by(text: str) -> str | None:
    """Who signs at the end of a text: `-AFP`, or a last line `Source: Reuters and agencies`."""
    found = _signature(text)
    return found["outlet"].strip() if found is not None else None


def signature(text: str) -> int:
    """Where a text ends and who signs it begins; the length of the text where nobody does."""
    found = _signature(text)
    if found is None:
        return len(text)
    return len(text) - len(found.string) + found.start("mark")


def _signature(text: str) -> re.Match[str] | None:
    """The last words of a text, read in its last characters, of which nothing is cut off behind."""
    tail = text[-_SEARCHED:]
    end = len(tail.rstrip())
    start = tail.rfind("\n", 0, end) + 1
    return _SOURCE_LINE.fullmatch(tail, start, end) or _SIGNED.search(tail, max(start, end - 80), end)


@lru_cache(maxsize=4096)
def published(value: str, today: dt.date | None = None) -> str:
    """The day of a date as written: ISO 8601, as in mail headers, or in English words.

    Args:
        value: the date.
        today: the last day that is allowed is the day after it; `None` for the present one.

    Raises:
        ValueError: it is no such date, or it lies in the future; the message shows it and what is allowed.
    """
    day = _parsed(value.strip())
    last = (today or dt.date.today()) + dt.timedelta(days=1)
    if not FIRST <= day <= last:
        raise ValueError(f"{value[:40]!r} is no date of an article; {ALLOWED}, from {FIRST} to tomorrow")
    return day.isoformat()


def _parsed(value: str) -> dt.date:
    try:
        return parse_date(value)
    except ValueError as error:
        refused = error
    try:
        return parsedate_to_datetime(value).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    if len(value) <= 60 and re.search(r"[12][0-9]{3}", value) and re.search(r"[^\W\d_]{3}", value):  # 06/10/2020 is two
        import dateparser  # type: ignore[import-untyped]

        settings = {"STRICT_PARSING": True, "RETURN_AS_TIMEZONE_AWARE": False}
        found: dt.datetime | None = dateparser.parse(value, languages=["en"], settings=settings)
        if found is not None:
            return found.date()
    raise refused
