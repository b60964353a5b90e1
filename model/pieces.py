"""The places of statements: cut to sentences, without marks around them, none half inside another.

    [text[start:end] for start, end in split_up(text, 14, 60)]

All places are characters of the text, end exclusive.
"""

from __future__ import annotations

import heapq
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from counterclaim.model.attribution import Place, Sentence
from counterclaim.model.attribution_words import listed
from counterclaim.model.bodies import Speaker
from counterclaim.model.content_kinds import LINK, MARKS, QUOTES, is_verb
from counterclaim.model.quotations import quotations
from counterclaim.model.records import Stance
from counterclaim.model.sentences import sentences
from counterclaim.model.speakers import NOBODY

FEWEST_WORDS = 4
"""Words beside what somebody says that are a statement of the outlet's own."""

_LOOSE = " \t\r\n\u00a0,;:–—-"
_WORD = re.compile(r"[\w’'-]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A statement's place, speaker (`None` is the outlet) and stance."""

    start: int
    end: int
    speaker: Speaker | None
    stance: Stance = "asserts"


def split_up(text: str, start: int, end: int) -> Iterator[Place]:
    """The sentences between two places, without quotation marks around them and without "that" before them."""
    start, end = tidy(text, start, end)
    link = LINK.match(text, start, end)
    start, end = tidy(text, link.end(), end) if link else (start, end)
    for first, last in sentences(text, start, end, quotations(text, start, end)):
        first, last = tidy(text, first, last)
        if any(char.isalnum() for char in text[first:last]):
            yield first, last


def tidy(text: str, start: int, end: int) -> Place:
    """The place without spaces, commas, and quotation marks that surround it or stand alone."""
    for _ in range(4):
        while start < end and text[start] in _LOOSE:
            start += 1
        while end > start and text[end - 1] in _LOOSE:
            end -= 1
        if start >= end or not (text[start] in QUOTES or text[end - 1] in QUOTES):
            break
        quotes = quotations(text, start, end)
        odd = sum(text.count(mark, start, end) for mark in MARKS) % 2
        if len(quotes) == 1 and quotes[0].closed and (quotes[0].start, quotes[0].end) == (start, end):
            start, end = quotes[0].inner_start, quotes[0].inner_end
        elif odd and text[start] in MARKS:
            start += 1
        elif odd and text[end - 1] in MARKS:
            end -= 1
        else:
            break
    return start, max(start, end)


def uncovered(
    text: str, every: Iterable[Sentence], said: Sequence[Piece], frames: Iterable[Sequence[Place]]
) -> list[Piece]:
    """The outlet's own statements: sentences that nobody says, and clauses beside what somebody says.

    Args:
        text: the whole text.
        every: its sentences, in order.
        said: what somebody says.
        frames: where it says who says it.
    """
    taken = sorted([(piece.start, piece.end) for piece in said] + [place for frame in frames for place in frame])
    spoken = sorted((piece.start, piece.end) for piece in said)
    found: list[Piece] = []
    at = spoken_at = 0
    for sentence in every:
        at, spoken_at = _first(taken, at, sentence.start), _first(spoken, spoken_at, sentence.start)
        if spoken_at >= len(spoken) or spoken[spoken_at][0] >= sentence.end:
            start, end = tidy(text, sentence.start, sentence.end)
            if any(char.isalnum() for char in text[start:end]):
                whole = Piece(start, end, None)
                found.append(replace(whole, speaker=NOBODY, stance="reports") if sentence.is_quotation else whole)
            continue
        found += [Piece(*place, None) for place in _gaps(text, sentence, taken, at)]
    return found


def _first(places: Sequence[Place], at: int, start: int) -> int:
    """The first place from `at` on that ends behind `start`."""
    while at < len(places) and places[at][1] <= start:
        at += 1
    return at


def _gaps(text: str, sentence: Sentence, taken: Sequence[Place], at: int) -> Iterator[Place]:
    """The clauses of a sentence that no place covers."""
    begin = sentence.start
    while at < len(taken) and taken[at][0] < sentence.end:
        start, end = taken[at]
        if start > begin and (gap := _clause(text, begin, start, opens=begin == sentence.start)):
            yield gap
        begin, at = max(begin, end), at + 1
    if begin < sentence.end and (gap := _clause(text, begin, sentence.end, opens=begin == sentence.start)):
        yield gap


def _clause(text: str, start: int, end: int, *, opens: bool) -> Place | None:
    """What is left between two places without words that lead over, where it says something.

    What `opens` a sentence may have a verb that no list holds; behind that there has to be one, or a participle.
    """
    words = deque(_WORD.finditer(text, start, end))
    leads = listed("conjunctions", "relatives", "adverbs_before")
    while words and words[0][0].lower() in leads - listed("subordinators"):
        words.popleft()
    while words and words[-1][0].lower() in leads | listed("prepositions", "articles"):
        words.pop()
    if len(words) < FEWEST_WORDS:
        return None
    lead = words[0][0].lower()
    if lead == "citing":
        return None
    stated = (opens and lead not in listed("prepositions", "days", "before_day")) or lead.endswith("ing")
    if not stated and not any(is_verb(word[0]) for word in words):
        return None
    first, last = tidy(text, words[0].start(), end if words[-1].end() > end - 2 else words[-1].end())
    return first, last


def apart(text: str, pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces in order, outer ones first, each once; one that lies half inside another is cut."""
    heap = [(piece.start, -piece.end, piece.stance != "denies", number, piece) for number, piece in enumerate(pieces)]
    heapq.heapify(heap)
    kept: list[Piece] = []
    around: list[int] = []
    seen: set[tuple[int, int, str | None, Stance]] = set()
    while heap:
        start, _, rank, number, piece = heapq.heappop(heap)
        while around and around[-1] <= start:
            around.pop()
        if around and around[-1] < piece.end:
            first, last = tidy(text, around[-1], piece.end)
            if first < last:
                heapq.heappush(heap, (first, -last, rank, number, replace(piece, start=first, end=last)))
            continue
        key = (piece.start, piece.end, piece.speaker.party if piece.speaker else None, piece.stance)
        if key not in seen and piece.start < piece.end:
            seen.add(key)
            kept.append(piece)
            around.append(piece.end)
    return kept
