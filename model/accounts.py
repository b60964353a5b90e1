"""Accounts of one party that do not add up, in one article and over the articles of an event.

    for statements, finding in rises(article, statements): print(finding.reason)

In an article a new total is checked against what it was before and what came: "27 died on Monday, bringing the toll to
58", where the same party "has previously put it at 28". Over articles `check_account` is asked.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from counterclaim.model.arithmetic import check_account
from counterclaim.model.figures import HAPPENINGS
from counterclaim.model.records import Article, Figure, Finding, Statement
from counterclaim.model.scope import scope_of
from counterclaim.model.sifting import is_own
from counterclaim.model.word_files import words_of_file
from counterclaim.model.word_lists import word_lists

MOST = 200
"""Statements with figures of one article, or of one party about one event, that are checked, the first."""

MOST_FIGURES = 12
"""A statement of more figures is a table."""

_BEHIND = 300
_WORD = re.compile(r"[a-z]+")

Account = tuple[tuple[Statement, ...], Finding]


@cache
def _brings() -> re.Pattern[str]:
    """Before a figure: that what came makes a new total."""
    return re.compile(
        rf"\b(?:{'|'.join(sorted(words_of_file('scan', 'brings')))})\b[^.!?;]{{0,60}}\bto\s[^.!?;]{{0,20}}$",
        re.IGNORECASE,
    )


def rises(article: Article, statements: Sequence[Statement]) -> list[Account]:
    """New totals of an article that are not the sum of what there was before and what came.

    Args:
        article: whose text is read.
        statements: of it, in the order of its text, with their figures.
    """
    statements = [one for one in statements if 0 < len(one.figures) <= MOST_FIGURES][:MOST]
    before = [(one, figure) for one in statements if _tells_before(one.text) for figure in _exact(one)]
    if not before:
        return []
    found: list[Account] = []
    for total_by, total in ((one, figure) for one in statements for figure in _exact(one)):
        place = (total_by.start or 0) + total.start
        if _brings().search(article.text, max(0, place - 100), place) is None:
            continue
        for came_by, came in _came(article.text, statements, place, total):
            for was_by, was in before:
                summed = was.low + came.low
                if was_by.party == came_by.party and _same(was, total) and summed != total.low:
                    reason = f"{was.low:g} and {came.low:g} come to {summed:g}, not the total of {total.low:g}"
                    finding = Finding(relation="conflict", figure_a=was, figure_b=total, reason=reason)
                    found.append(((was_by, came_by, total_by), finding))
    return found


def _came(text: str, statements: Sequence[Statement], place: int, total: Figure) -> list[tuple[Statement, Figure]]:
    """The last figure before a total, in its sentence, as who says it."""
    near = [
        (one, figure)
        for one in statements
        for figure in _exact(one)
        if 0 < place - ((one.start or 0) + figure.end) < _BEHIND and _same(figure, total) and not figure.running_total
    ]
    whole = [item for item in near if not re.search(r"[.!?]\s", text[(item[0].start or 0) + item[1].end : place])]
    return whole[-1:]


def _tells_before(text: str) -> bool:
    return not words_of_file("scan", "before").isdisjoint(_WORD.findall(text.lower()))


def _exact(statement: Statement) -> Iterator[Figure]:
    return (item for item in statement.figures if item.measure == "count" and item.low == item.high > 0)


def _same(one: Figure, other: Figure) -> bool:
    return scope_of(one, other) == "same" and one.whose == other.whose


def over_time(statements: Sequence[Statement], events: Sequence[int]) -> list[tuple[int, Account]]:
    """What does not add up in the statements of one party about one event, with the event's number.

    Args:
        statements: N statements in the order of time, with their figures; denied ones tell of no figures.
        events: the number of each statement's event.
    """
    told: dict[tuple[int, str], list[Statement]] = defaultdict(list)
    for one, event in zip(statements, events, strict=True):
        tells = 0 < len(one.figures) <= MOST_FIGURES and one.stance == "asserts"
        if tells and one.party is not None and not is_own(one):
            told[event, one.party].append(one)
    found = []
    for (event, _), said in sorted(told.items()):
        holders = {id(figure): one for one in said[:MOST] for figure in one.figures}
        for finding in filter(_is_sure, check_account(said[:MOST])):
            ends = [holders.get(id(figure)) for figure in (finding.figure_a, finding.figure_b)]
            named = tuple(dict.fromkeys(one for one in ends if one is not None))
            found.append((event, (named, finding)))
    return found


def _is_sure(finding: Finding) -> bool:
    """Whether both figures count people, and the same: others are too often numbers of something else."""
    one, other = finding.figure_a, finding.figure_b
    if one is None or other is None or one.kind != other.kind or min(one.low, other.low) <= 0:
        return False
    happened = one.kind in HAPPENINGS and (one.unit in (None, *HAPPENINGS) or one.unit in word_lists().people)
    return happened or one.kind == "people"
