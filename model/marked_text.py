"""A text as pieces, some of them marked with why, and cut to what is around the marks where it is long.

marked("We lost 4 tanks.", [(8, 9, "figure: conflict")])
# [Piece("We lost "), Piece("4", "figure: conflict"), Piece(" tanks.")]
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from counterclaim.model.records import Span

CUT = "[...]"
"""Stands where text was left out."""

LONGEST_QUOTE = 900
"""Characters of a statement that are shown; a longer one is cut to what is around its marks."""

AROUND = 200
"""Characters kept on each side of a mark in a text that is cut."""

_WORD = 40
"""Characters within which a cut is moved to the end of a word."""

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `why` says what it is marked for, empty where it is not."""

    text: str
    why: str = ""

    @property
    def is_figure(self) -> bool:
        """Whether a figure is marked, not just the passage that decided."""
        return self.why.startswith("figure")


def marked(text: str, spans: Iterable[Span], *, longest: int = LONGEST_QUOTE, around: int = AROUND) -> list[Piece]:
    """The pieces of a text in order; joined they are the text, but for `CUT` where it was longer than `longest`.

    Args:
        text: what is shown.
        spans: what to mark; they may overlap, and what lies outside the text is left out.
        longest: characters that are shown in full.
        around: characters kept on each side of a mark in a text that is longer.
    """
    inside = [(max(0, start), min(end, len(text)), why) for start, end, why in spans]
    inside = sorted((start, end, why) for start, end, why in inside if start < end)
    pieces: list[Piece] = []
    at = 0
    for start, end in windows(text, [(s, min(e, s + longest)) for s, e, _ in inside], longest=longest, around=around):
        if start > at:
            pieces.append(Piece(f"{CUT} "))
        edges = {edge for s, e, _ in inside for edge in (s, e) if start < edge < end}
        for one, other in pairwise(sorted({start, end} | edges)):
            why = dict.fromkeys(why for s, e, why in inside if s <= one and other <= e)
            pieces.append(Piece(text[one:other], "; ".join(sorted(why))))
        at = end
    return [*pieces, Piece(f" {CUT}")] if at < len(text) else pieces


def windows(text: str, places: Sequence[Place], *, longest: int, around: int) -> list[Place]:
    """The parts of a text that are shown, in order: all of it, or what is around some places if it is longer.

    Each place lies inside one window; without places, that is the beginning.

    Args:
        text: what is shown.
        places: characters, end exclusive, sorted by their start.
        longest: characters that are shown in full.
        around: characters kept on each side of a place.
    """
    if len(text) <= longest:
        return [(0, len(text))] if text else []
    kept: list[Place] = []
    for start, end in places or [(0, max(1, longest - around))]:
        first, last = _word_start(text, start - around, start), _word_end(text, end, end + around)
        if kept and first <= kept[-1][1] + len(CUT):
            kept[-1] = (kept[-1][0], max(last, kept[-1][1]))
        else:
            kept.append((first, last))
    return kept


def _word_start(text: str, at: int, latest: int) -> int:
    """The first character of a word at or behind a place, or the place itself in a text without spaces."""
    if at <= 0:
        return 0
    space = text.find(" ", at - 1, min(at + _WORD, latest))
    return at if space < 0 else space + 1


def _word_end(text: str, earliest: int, at: int) -> int:
    """The end of a word at or before a place, or the place itself in a text without spaces."""
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", max(earliest, at - _WORD), at + 1)
    return at if space < 0 else space
