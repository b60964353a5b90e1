"""Text to paragraphs and sentences, with exact places; no sentence ends inside a quotation.

    [text[start:end] for paragraph in paragraphs(text) for start, end in sentences(text, *paragraph)]

All places are characters of the text, end exclusive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from counterclaim.model.attribution_words import listed, tagging
from counterclaim.model.boilerplate import boilerplate_lines, masthead
from counterclaim.model.quotations import Quote

SHORT_LINE = 55
"""A line of fewer characters is a paragraph of its own: a heading, not wrapped text."""

_STOP = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s|$)|(?<=[a-z][a-z])[.!?]”?(?=“?[A-Z][a-z ])")
"""An end mark before a space, or between words that were glued together: "He died.The road"."""
_BREAK = re.compile(r"\n\s*+")
_INITIALS = re.compile(r"\w(?:\.\w){1,3}")
_SPACE = re.compile(r"\s*")
_MARKS = "\"'”’»“)]"
_ASIDE = 80
"""Characters behind a sentence that tell whether it has ended."""


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Where paragraphs begin and end, without a date line or dateline before them and without lines of boilerplate."""
    at = masthead(text)
    for start, end in (*boilerplate_lines(text), (len(text), len(text))):
        if start > at:
            yield from _paragraphs(text, at, start)
        at = max(at, end)


def _paragraphs(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The same between two places: at blank lines, and at line breaks that do not just wrap the text."""
    found = _SPACE.match(text, start, stop)
    start = at = found.end() if found else start
    for match in _BREAK.finditer(text, start, stop):
        line = text[at : match.start()].rstrip()
        ended = line[-1:] in '.!?:”"…' or len(line) < SHORT_LINE or match[0].count("\n") > 1
        opens = text[match.end() : match.end() + 1] in '“"'
        if ended or opens:
            yield start, at + len(line)
            start = match.end()
        at = match.end()
    end = at + len(text[at:stop].rstrip())
    if start < end:
        yield start, end


def sentences(text: str, start: int, end: int, quotes: Sequence[Quote] = ()) -> Iterator[tuple[int, int]]:
    """Where the sentences of a paragraph begin and end.

    Args:
        text: the whole text.
        start: where the paragraph begins (characters).
        end: where it ends, exclusive.
        quotes: its quotations, in order.
    """
    at, number = start, 0
    for match in _STOP.finditer(text, start, end):
        while number < len(quotes) and quotes[number].end < match.end():
            number += 1
        quote = quotes[number] if number < len(quotes) and quotes[number].start < match.start() else None
        stop = match.end()
        if quote is not None:
            rest = quote.end - stop
            if quote.closed and (rest > 4 or text[stop : quote.end].strip(_MARKS)):
                continue
            stop = max(stop, quote.end)
        if stop > at and _ends(text, match.start(), stop, end, quote is not None):
            yield at, stop
            at = stop
            while at < end and text[at].isspace():
                at += 1
    if at < end:
        yield at, end


def _ends(text: str, dot: int, stop: int, end: int, inside: bool) -> bool:
    """Whether a sentence ends at a mark: not behind an abbreviation, nor before a word in lower case."""
    following = text[stop : min(end, stop + _ASIDE)].lstrip()
    if not following:
        return True
    if following[0].islower() or following[0] in ",;:)":
        return False
    if inside:
        return not _tags(following, 1 if text[dot] == "." else 6)
    if text[dot] != "." or text[dot : dot + 2] == "..":
        return True
    word = re.search(r"[\w.’'-]*$", text[max(0, dot - 20) : dot])
    before = (word[0] if word else "").lower()
    if len(before) == 1 and before.isalpha() and before != "i":
        return False
    if _INITIALS.fullmatch(before) and before not in listed("abbreviations"):
        return False
    if before in listed("abbreviations"):
        first = re.match(r"[\w’']+", following)
        return before in listed("abbreviations_ending") and first is not None and first[0].lower() in _openers()
    return True


@cache
def _openers() -> frozenset[str]:
    return listed("pronouns", "articles", "prepositions", "conjunctions")


def _tags(following: str, most: int) -> bool:
    """Whether what follows a quotation says who spoke, within this many words: `Trump said.`, `asked the mayor`."""
    for part in re.findall(r"[\w’']+|[^\w\s]", following)[:most]:
        if part.lower() in tagging():
            return True
        if not (part[0].isalnum() or part in ".’'"):
            return False
    return False
