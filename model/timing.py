"""When statements were made, and the time that their figures cover.

    timed(article, extract(article))[0].date           # "on Monday refuted" in an article of Tuesday: the day before

The day is read from the words around a statement, not from those in it: in "destroyed two helicopters on Sunday, the
ministry said", Sunday is when it happened. Without such words it is the day of the article, or the one that the same
party was last said to have spoken on.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from counterclaim.model.figures import read_figures
from counterclaim.model.frames import Found, Frames, said_on, speaking
from counterclaim.model.periods import DAY, covered, one_day
from counterclaim.model.records import Article, Statement, parse_date

_TOLD_BEFORE = re.compile(r"(?:\S+ ){1,6}(?:has|had|have) (?:previously|earlier) (?P<verb>[a-z]+)", re.IGNORECASE)
_FULL_DATE = re.compile(rf"(?<!\w){DAY}(?!\w)", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\w.,-])(?:19|20)[0-9]{2}(?![\w-])")


def timed(article: Article, statements: Sequence[Statement]) -> list[Statement]:
    """The statements with the day on which each was made (ISO 8601), and figures with the days that they cover.

    A statement that was made some time ago ("last month", "previously") has no day. Figures are read where a statement
    has none yet.

    Args:
        article: where they are from.
        statements: its statements in the order of the text.
    """
    published = article_day(article)
    days = _days(article, statements, published)
    done = []
    for statement, (day, of_words) in zip(statements, days, strict=True):
        figures = covered(statement.figures or read_figures(statement.text), statement.text, of_words)
        done.append(replace(statement, date=day.isoformat() if day else None, figures=figures))
    return done


def _days(
    article: Article, statements: Sequence[Statement], published: dt.date | None
) -> Iterator[tuple[dt.date | None, dt.date | None]]:
    """Of each statement the day, and the one from which days in it are counted."""
    frames = Frames(article.text, statements)
    last: dict[tuple[str | None, str | None], dt.date] = {}
    latest, outer, outer_day = published, (0, 0), published
    for statement in statements:
        start, end = statement.start or 0, statement.end or 0
        inner = outer[0] <= start < end <= outer[1]
        own = statement.speaker is None and statement.party in (None, article.outlet)
        who = (statement.party, None if statement.party else statement.speaker)
        found = None if own else _found(frames, statement, published, latest)
        day: dt.date | None
        if isinstance(found, dt.date):
            day = latest = last[who] = found
        elif found is not None:
            day = None
        elif inner:  # what somebody else is said to have said came no later
            day = outer_day
        else:
            day = published if own else last.get(who, published)
        if not inner:
            outer, outer_day = (start, end), day
        yield day, day or (published if found is None else None)


def _found(frames: Frames, statement: Statement, published: dt.date | None, latest: dt.date | None) -> Found:
    before = _TOLD_BEFORE.match(statement.text[:120])
    if before is not None and before["verb"].lower() in {"put", *speaking()}:
        return "long ago"
    for frame, opens in frames.around(statement):
        found = said_on(frame, published, latest, opens=opens)
        if found is not None:
            return found
    return None


def article_day(article: Article) -> dt.date | None:
    """The day of an article; without one, the last full date that it names, where no later year stands in it."""
    if article.date is not None:
        try:
            return parse_date(article.date)
        except ValueError:
            return None
    text = article.text[:100_000]
    named = (one_day(match[0], None) for match in _FULL_DATE.finditer(text))
    days = [day for day in named if day is not None and day <= dt.date.today()]
    if not days:
        return None
    day = max(days)
    return day if all(int(match[0]) <= day.year for match in _YEAR.finditer(text)) else None
