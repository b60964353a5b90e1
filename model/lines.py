"""Sentences as words with their places; a quotation counts as one word of the sentence that it stands in.

    for line in lines(text, start, end):
        line.low, line.start, line.end

What a word may be (a verb, a name) is told by its form and its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from counterclaim.model.attribution_words import finite_forms, listed
from counterclaim.model.quotations import Quote, quotations
from counterclaim.model.sentences import sentences

MAX_WORDS = 400
"""A sentence with more words (a quotation counts as one) is cut."""

QUOTE = "“”"
"""What stands for a quotation among the words of a sentence."""

HARD = frozenset('.;:!?—–―[]|•-…“”"') | {"--", "...", ".."}
"""Marks that no phrase holds."""

DASHES = ("—", "–", "--", "―", "-")

GENITIVE = ("'s", "s'")

_HIDDEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"


@dataclass(slots=True)
class Line:
    """The words of one sentence: as written, in lower case, and where (characters of the text, end exclusive)."""

    raw: list[str] = field(default_factory=list)
    low: list[str] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.raw)

    def word(self, i: int) -> str:
        """The word in lower case with straight apostrophes; empty outside the sentence."""
        return self.low[i] if 0 <= i < len(self.low) else ""

    def among(self, i: int, *names: str) -> bool:
        """Whether the word stands in one of these lists."""
        return self.word(i) in listed(*names)

    def words(self, start: int, end: int) -> set[str]:
        """The words between two places, in lower case."""
        return set(self.low[max(0, start) : max(0, end)])

    def find(self, words: frozenset[str] | tuple[str, ...], start: int, end: int) -> int | None:
        """The first place of one of these words."""
        return next((i for i in range(max(0, start), min(end, len(self))) if self.low[i] in words), None)

    def is_name(self, i: int) -> bool:
        """Whether a word is written like a name or a title."""
        return 0 <= i < len(self) and self.raw[i][0].isupper()

    def is_owner(self, i: int) -> bool:
        """Whether a word is a genitive or a possessive."""
        return self.among(i, "possessives") or (self.word(i).endswith(GENITIVE) and len(self.word(i)) > 2)

    def opens_phrase(self, i: int) -> bool:
        """Whether a noun phrase may begin with this word."""
        return self.is_name(i) or self.among(i, "articles", "pronouns", "possessives") or self.word(i)[:1].isdigit()

    def is_verb(self, i: int) -> bool:
        """Whether a word is, as far as its form tells, the finite verb of a clause."""
        word = self.word(i)
        if not word or word == QUOTE:
            return False
        if word in listed("finite", "clitics"):
            counted = word.endswith("s") and len(word) > 4 and (self.among(i - 1, "articles") or self.is_owner(i - 1))
            return not counted and (self.raw[i].islower() or not self.raw[i][0].isalpha())
        formed = word in finite_forms() or (
            len(word) > 4 and word.endswith("ed") and word not in listed("not_verbs", "noun_like")
        )
        if not formed or not self.raw[i].islower():
            return False
        return not self.among(i - 1, "articles", "before_participle") and not self.is_owner(i - 1)

    def is_reduced(self, i: int) -> bool:
        """Whether a form in -ed stands for a relative clause: "officials briefed on the matter"."""
        if self.word(i + 1) == "by":
            return True
        return self.word(i).endswith("ed") and (self.among(i + 1, "prepositions") or self.among(i - 1, "counted"))

    def speaks(self, i: int) -> bool:
        """Whether a word is a finite verb and no participle behind its noun."""
        return self.is_verb(i) and not self.is_reduced(i)


def lines(text: str, start: int, end: int, *, runs_on: bool = False) -> Iterator[Line]:
    """The sentences of a paragraph as words; one with more than `MAX_WORDS` comes in pieces.

    Args:
        text: the whole text.
        start: where the paragraph begins (characters).
        end: where it ends, exclusive.
        runs_on: the next paragraph begins with a quotation mark.
    """
    quotes = quotations(text, start, end, runs_on=runs_on)
    number = 0
    for first, last in sentences(text, start, end, quotes):
        line, at = Line(), first
        while at < last:
            quote = quotes[number] if number < len(quotes) and quotes[number].start < last else None
            for match in _word().finditer(text, at, quote.start if quote else last):
                _add(line, match[0], match.start(), match.end())
                if len(line) >= MAX_WORDS:
                    yield line
                    line = Line()
            at = last
            if quote is not None:
                _add(line, QUOTE, quote.start, quote.end)
                line.quotes.append(quote)
                number, at = number + 1, quote.end
        if len(line):
            yield line


def _add(line: Line, raw: str, start: int, end: int) -> None:
    line.raw.append(raw)
    low = raw.lower()
    line.low.append(low.replace("’", "'") if "’" in low else low)
    line.start.append(start)
    line.end.append(end)


@cache
def _word() -> re.Pattern[str]:
    """A word: with its period where it is an abbreviation, without "'s" where that is a verb.

    Short looks ahead keep most words from being tried against the lists.
    """
    short = "|".join(re.escape(word) for word in sorted(listed("abbreviations")) if "." not in word)
    longest = max(map(len, listed("abbreviations")))
    verb = "(?:s|re|ve|ll|d|m)"
    return re.compile(
        rf"\b(?=\w{{1,5}}['’])(?i:he|she|it|they|we|i|you|who|that|there)(?=['’]{verb}\b)|(?<=\w)['’]{verb}\b"
        r"|\d+(?:[.,]\d+)+(?:-\w+)*|\b(?:[A-Za-z]\.){2,}|\b[A-Z]-[A-Z][a-z]{1,5}\.(?=,)"
        rf"|\b(?=\w{{1,{longest}}}\.[\s,])(?:(?i:{short})\.|[A-Z]\.(?=\s))"
        rf"|\w+(?:[-'’.&]\w+)*(?:(?<=s)['’](?=\s))?|--+|\.\.+|[^\w\s{_HIDDEN}]"
    )
