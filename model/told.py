"""What articles tell, gathered: their statements with parties, days and figures, each once, and who else carries it.

told = Gathering(parties)
told.read(article)
told.grouped(copies, window=14)  # statements in the order of time, the number of each one's event
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol
from urllib.parse import urlsplit

from counterclaim.model.accounts import Account, rises
from counterclaim.model.events import Sketch, group_events, sketch
from counterclaim.model.extract import extract
from counterclaim.model.figures import read_figures
from counterclaim.model.records import Article, Statement
from counterclaim.model.scan_records import Copies
from counterclaim.model.sifting import is_own
from counterclaim.model.similarity import telling_words
from counterclaim.model.timing import timed
from counterclaim.model.word_files import words_of_file

LONGEST = 1500
"""Characters of a statement that is compared; a longer one is no statement of one party but a text."""

_WORD = re.compile(r"\w+")


class Named(Protocol):
    """Who is one party under many names, and who stands with whom."""

    def name(self, statement: Statement) -> Statement:
        """The statement with the one name of its party."""

    def same_side(self, a: str, b: str) -> bool:
        """Whether two parties are on one side of a conflict."""

    def conflict(self, a: str, b: str) -> str | None:
        """A conflict in which two parties are on different sides."""


@dataclass(slots=True)
class Told:
    """N statements, each once, in the order of time; `events` and `outlets` are as long as `statements`.

    `event_of` has the number of each article's event, and `again` how many were left out as told before.
    """

    statements: list[Statement] = field(default_factory=list)
    events: list[int] = field(default_factory=list)
    outlets: list[tuple[str, ...]] = field(default_factory=list)
    event_of: dict[str, int] = field(default_factory=dict)
    again: int = 0


@dataclass(slots=True)
class Gathering:
    """Reads articles one by one and keeps what they tell."""

    parties: Named
    statements: list[Statement] = field(default_factory=list)
    sketches: list[Sketch] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)
    left_out: int = 0
    _outlets: dict[str, str] = field(default_factory=dict)

    def read(self, article: Article) -> list[Statement]:
        """The statements of an article, which are kept.

        Raises:
            Exception: whatever goes wrong in reading it; nothing of it is kept then.
        """
        said = [self.parties.name(one) for one in extract(article)]
        said = [replace(one, figures=one.figures or tuple(read_figures(one.text))) for one in timed(article, said)]
        accounts, seen = rises(article, said), sketch(article, said)
        self.accounts += accounts
        self.sketches.append(seen)
        telling = [one for one in said if len(one.text) <= LONGEST and _tells(one.text)]
        self.left_out += len(said) - len(telling)
        self.statements += telling
        if outlet := article.outlet or urlsplit(article.url or "").hostname:
            self._outlets[article.article_id] = outlet
        return said

    def grouped(self, copies: Sequence[Copies], window: int) -> Told:
        """The statements by event, those that are told again in the same words once.

        Args:
            copies: articles that carry one text; the outlets of copies count as that of their origin.
            window: days between an article and the last one of its event.
        """
        numbers = group_events(self.sketches, window)
        event_of = {one.article_id: number for one, number in zip(self.sketches, numbers, strict=True)}
        place = {one.article_id: number for number, one in enumerate(self.sketches)}
        origin = {copy: group.origin for group in copies for copy in group.copies}
        order = sorted(
            self.statements,
            key=lambda one: (one.date or "9999", one.article_id in origin, place[one.article_id or ""], one.start or 0),
        )
        told, carried = Told(event_of=event_of), list[dict[str, None]]()
        seen: dict[tuple[int, str | None, str, str], int] = {}
        for one in order:
            article_id = one.article_id or ""
            event = event_of[article_id]
            key = (event, None if is_own(one) else one.party, one.stance, _words(one.text))
            if key not in seen:
                seen[key] = len(told.statements)
                told.statements.append(one)
                told.events.append(event)
                carried.append({})
            else:
                told.again += 1
            if outlet := self._outlets.get(origin.get(article_id, article_id)):
                carried[seen[key]][outlet] = None
        told.outlets = [tuple(outlets) for outlets in carried]
        return told


def _tells(text: str) -> bool:
    """Whether two words tell what a statement is about, other than names of days: "17 a.m. Friday" tells nothing."""
    return len({stem for stem, word in telling_words(text) if word not in words_of_file("scan", "not_names")}) > 1


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))
