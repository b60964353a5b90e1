"""The articles behind a report: each statement that is shown gets a place to link to.

citations = Citations(scan.articles)
citations.link(statement)  # "#article-1-120-180"
citations.articles()       # those that were cited, as tokens with the places in them
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from counterclaim.model.marked_text import CUT, LONGEST_QUOTE, Place, windows
from counterclaim.model.records import Article, Statement
from counterclaim.model.scan_records import Copies

LONGEST_ARTICLE = 5000
"""Characters of an article that are shown in full; a longer one is cut to what is around the statements."""

AROUND = 400
"""Characters kept on each side of a statement in an article that is cut."""

OPENING = 160
"""Characters at the beginning of an article that are always kept: the heading, the dateline."""

_BLANK_LINES = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Token:
    """Part of an article: text, a cut, or where the statement with the anchor `value` opens or closes."""

    kind: Literal["text", "cut", "open", "close"]
    value: str = ""


@dataclass(frozen=True, slots=True)
class CitedArticle:
    """An article that statements on the page come from."""

    anchor: str
    article: Article
    url: str | None
    statements: int
    tokens: tuple[Token, ...]


class Citations:
    """Gathers the places that a page refers to."""

    def __init__(self, articles: Mapping[str, Article], copies: Sequence[Copies] = ()):
        """Takes the articles by their id, and which of them carry one text."""
        self._articles = articles
        groups = [(group.origin, *group.copies) for group in copies]
        self._groups = {article_id: group for group in groups for article_id in group}
        self._numbers: dict[str, int] = {}
        self._places: dict[str, set[Place]] = {}

    def link(self, statement: Statement) -> str:
        """Where a statement stands on the page, as `#...`; empty where its article is not there."""
        article = self._articles.get(statement.article_id) if statement.article_id is not None else None
        if article is None or statement.article_id is None:
            return ""
        number = self._numbers.setdefault(statement.article_id, len(self._numbers) + 1)
        places = self._places.setdefault(statement.article_id, set())
        start, end = statement.start, statement.end
        if start is None or end is None or not 0 <= start < end <= len(article.text):
            return f"#article-{number}"
        places.add((start, end))
        return f"#{_anchor(number, start, end)}"

    def reprints(self, statement: Statement) -> list[str]:
        """The outlets of other articles with the text that a statement is from; of unknown ones the articles' ids."""
        group = self._groups.get(statement.article_id or "", ())
        return list(dict.fromkeys(self.outlet(other) or other for other in group if other != statement.article_id))

    def outlet(self, article_id: str) -> str | None:
        """The outlet of an article, where both are known."""
        article = self._articles.get(article_id)
        return article.outlet if article is not None else None

    def link_article(self, article_id: str) -> str:
        """Where an article that is already cited stands, as `#...`; else empty."""
        return f"#article-{self._numbers[article_id]}" if article_id in self._numbers else ""

    def articles(self) -> list[CitedArticle]:
        """The cited articles in the order of their first citation."""
        return [self._cited(article_id, number) for article_id, number in self._numbers.items()]

    def _cited(self, article_id: str, number: int) -> CitedArticle:
        article, places = self._articles[article_id], self._places[article_id]
        ordered = sorted(places, key=lambda place: (place[0], -place[1]))
        tokens = tuple(_tokens(article.text, ordered, number))
        return CitedArticle(f"article-{number}", article, web_address(article.url), len(places), tokens)


def web_address(url: str | None) -> str | None:
    """The address if it is one of the web (http, https), else `None`: no other is made a link."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.netloc else None


def _anchor(number: int, start: int, end: int) -> str:
    return f"article-{number}-{start}-{end}"


def _tokens(text: str, places: Sequence[Place], number: int) -> Iterator[Token]:
    """The article with its statements; one that crosses the end of another is marked up to there."""
    short = [(start, min(end, start + LONGEST_QUOTE)) for start, end in places]
    opening = [(0, min(OPENING, len(text)))]
    shown = windows(text, sorted([*opening, *short]), longest=LONGEST_ARTICLE, around=AROUND)
    at = number_of_place = 0
    for first, last in shown:
        if first > at:
            yield Token("cut", CUT)
        at = first
        ends: list[int] = []
        while number_of_place < len(places) and short[number_of_place][0] < last:
            start, end = short[number_of_place]
            while ends and ends[-1] <= start:
                yield from _text(text, at, ends[-1])
                yield Token("close")
                at = ends.pop()
            yield from _text(text, at, start)
            yield Token("open", _anchor(number, *places[number_of_place]))
            ends.append(min(end, *ends[-1:], last))
            at = start
            number_of_place += 1
        while ends:
            yield from _text(text, at, ends[-1])
            yield Token("close")
            at = ends.pop()
        yield from _text(text, at, last)
        at = last
    if at < len(text):
        yield Token("cut", CUT)


def _text(text: str, start: int, end: int) -> Iterator[Token]:
    if start < end:
        yield Token("text", _BLANK_LINES.sub("\n\n", text[start:end]))
