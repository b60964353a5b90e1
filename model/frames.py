"""The words around a statement, and the day on which they say that it was made.

    said_on("the ministry on Monday refuted", date(2020, 10, 6))          # 2020-10-05
    said_on("in response to Sunday's attack, the ministry said", date(2020, 10, 6))  # None: when it happened

A day counts where it stands with the verb of saying: at the start of its clause, right before the verb, or behind it.
"""

from __future__ import annotations

import bisect
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

from counterclaim.model.attribution_words import verbs
from counterclaim.model.months import MONTHS
from counterclaim.model.periods import DAY, one_day
from counterclaim.model.quotations import quotations
from counterclaim.model.records import Statement
from counterclaim.model.sentences import paragraphs, sentences

LONGEST = 400
"""Characters beside a statement that are read for its day."""

_AFTER_VERB = 90
"""Characters between a verb of saying and the day behind it: "told a briefing in the capital on Monday"."""

_SPEAKING = ("say", "tell", "deny", "accuse", "ask", "mention")
_DAY = re.compile(rf"(?<![\w-])(?P<day>{DAY})(?P<owned>['’]s?\b)?(?!\w)", re.IGNORECASE)
_BEFORE_DAY = re.compile(r"(?:(?:(?:earlier|late|later|early|on|and|also|again)\s+){0,4})$", re.IGNORECASE)
_DAY_FIRST = re.compile(
    rf"(?:(?:late|early|earlier)\s)?(?:on\s)?{DAY},?\s(?=(?:that|it|he|she|they|its|their)\b)", re.IGNORECASE
)
_BOUND = re.compile(
    r"\b(?:since|until|till|between|from|by|before|after|as of|for)\s+(?:the\s+|last\s+|early\s+|late\s+)?$", re.I
)
_LEAD = re.compile(
    r"\W{0,3}(?:(?:but|and|while|also|in|a|the|another|separate|statement|briefing|interview|speech|earlier|late|later|early|on"
    r"|morning|evening|afternoon|night)\b\W{0,2}){0,7}",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\W{0,3}(?:(?:morning|evening|afternoon|night|again|also|once|more|further|officially|publicly|strongly|firmly|flatly|\w{3,15}ly"
    r"|that|it|he|she|they|had|has|have|issued|a|statement)\W{1,3}){0,4}",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\W{0,3}(?:statement|briefing|interview|speech|press|remarks|comments|announcement|news|address|report)\b", re.I
)
_BREAK = re.compile(
    r"[,;:()\[\]—–\"“”]|\s-\s|\b(?:who|whom|which|whose|where|when|after|before|because|amid|despite|following)\b", re.I
)
_RELATIVE = re.compile(
    r"(?:who|whom|which|whose|where|when|after|before|because|amid|despite|following)\b", re.IGNORECASE
)
_DAY_BEFORE = re.compile(r"\b(?:a|one|the) day (?:earlier|before|ago)\b|\bthe previous day\b", re.IGNORECASE)
_LONG_AGO = re.compile(
    r"\b(?:last|previous|earlier (?:this|in the)|late last|early last)"
    r" (?:week|month|year|spring|summer|autumn|fall|winter)\b"
    r"|\b(?:weeks?|months?|years?|decades?) (?:ago|earlier|before)\b|\bpreviously\b"
    r"|\bin (?:(?:early|late|mid) )?"
    rf"(?:(?:{'|'.join(month for month in MONTHS if month != 'may')})"
    r"\b|(?:19|20)[0-9]{2}\b)"
    r"|\b(?:two|three|four|five|six|several|few) days (?:ago|earlier|before)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")

Found = dt.date | Literal["long ago"] | None
"""The day that words give, or that it was some time ago, or that they do not tell."""


@cache
def speaking() -> frozenset[str]:
    """Finite forms of verbs of saying."""
    return frozenset(
        word
        for word, entries in verbs().items()
        if any(verb.kind in _SPEAKING and verb.form in ("s", "past") for verb in entries)
    ) | {"according", "speaking", "addressing", "commenting", "talking"}


class Frames:
    """What stands around the statements of an article, in their sentences: who said it, and when."""

    def __init__(self, text: str, statements: Sequence[Statement]) -> None:
        self._text = text
        self._sentences = [] if not statements else list(_sentences(text))
        self._starts = [start for start, _ in self._sentences]
        self._taken = _joined(
            sorted((one.start, one.end) for one in statements if one.start is not None and one.end is not None)
        )
        self._taken_starts = [start for start, _ in self._taken]

    def around(self, statement: Statement) -> list[tuple[str, bool]]:
        """The words right behind a statement and right before it that belong to none; do they open a sentence?"""
        if statement.start is None or statement.end is None or not self._sentences:
            return []
        index = max(0, bisect.bisect_right(self._starts, statement.start) - 1)
        low, high = self._sentences[index]
        number = bisect.bisect_right(self._taken_starts, statement.start) - 1
        start, end = self._taken[number]  # with the statements that it overlaps
        before = self._taken[number - 1][1] if number else 0
        after = self._taken_starts[number + 1] if number + 1 < len(self._taken) else len(self._text)
        behind = self._text[end : min(after, max(high, end), end + LONGEST)]
        first = max(before, low, start - LONGEST)
        return [(behind, False), (self._text[first : self._opened(first, start)], first == low)]

    def _opened(self, first: int, start: int) -> int:
        """Where the words before a statement end that begins with a day: "said on October 2 it had lost"."""
        space = self._text.rfind(" ", first, max(first, start - 1)) + 1
        for at in (start, space or start):
            found = _DAY_FIRST.match(self._text, at)
            if found is not None and found.end() > start:
                return found.end()
        return start


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    for start, end in paragraphs(text):
        yield from sentences(text, start, end, quotations(text, start, end))


def _joined(places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in places:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def said_on(frame: str, published: dt.date | None, latest: dt.date | None = None, *, opens: bool = True) -> Found:
    """The day on which words beside a statement say that it was made.

    Args:
        frame: such as "the ministry on Monday refuted".
        published: the day of the article.
        latest: the last day that somebody was said to have spoken on, for "a day earlier".
        opens: whether the words open a sentence; else "on Tuesday," at their start ends what was told before.
    """
    clauses = list(_clauses(frame))
    for number, clause in enumerate(clauses):
        verb = _verb(clause)
        following = clauses[number + 1] if number + 1 < len(clauses) else ""
        if verb is None and not ((number or opens) and _is_time_only(clause) and _verb(following) is not None):
            continue
        for match in _DAY.finditer(clause):
            if _says_when(clause, match, verb):
                day = one_day(match["day"], published)
                if day is not None:
                    return day if published is None or day <= published else None
        if _DAY_BEFORE.search(clause) and latest is not None:
            return latest - dt.timedelta(days=1)
        if _LONG_AGO.search(clause):
            return "long ago"
    return None


def _clauses(frame: str) -> Iterator[str]:
    """The parts of a frame between commas and before relative clauses, these with their first word."""
    at = 0
    for match in _BREAK.finditer(frame):
        if re.search(r"[A-Za-z]\.?\s[0-3]?[0-9]$", frame[max(0, match.start() - 8) : match.start()]) and re.match(
            r",\s[12][0-9]{3}", frame[match.start() : match.start() + 6]
        ):
            continue  # the comma in "October 2, 2020"
        yield frame[at : match.start()]
        at = match.start() if match[0][0].isalpha() else match.end()
    yield frame[at:]


def _verb(clause: str) -> tuple[int, int] | None:
    """Where the first verb of saying stands in a clause."""
    for match in _WORD.finditer(clause):
        if match[0].lower() in speaking():
            return match.span()
    return None


def _is_time_only(clause: str) -> bool:
    """Whether a clause says no more than when: "Earlier on Tuesday", "In a statement on Monday"."""
    day = _DAY.search(clause) or _DAY_BEFORE.search(clause)
    if day is None or _LEAD.fullmatch(clause, 0, day.start()) is None:
        return False
    return _LEAD.fullmatch(clause, day.end()) is not None or bool(_SAID.match(clause, day.end()))


def _says_when(clause: str, match: re.Match[str], verb: tuple[int, int] | None) -> bool:
    """Whether a day is that of the verb of saying in its clause, not of something told in it."""
    if _BOUND.search(clause[: match.start()]):
        return False
    if match["owned"]:
        return _SAID.match(clause, match.end()) is not None
    if verb is None:
        return True
    if match.start() >= verb[1]:
        return match.start() - verb[1] <= _AFTER_VERB
    if _RELATIVE.match(clause.lstrip()):
        return False
    if _LEAD.fullmatch(clause, 0, match.start()):
        return True
    return _BETWEEN.fullmatch(clause, match.end(), verb[0]) is not None
