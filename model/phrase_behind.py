"""Where the phrase that names a speaker ends that stands behind a verb or behind "according to".

    behind(line, 3, len(line))  # of `"...", said Ilir Hoxha, a spokesman, on Monday`: the word behind "spokesman"

All places are numbers of words in their sentence, end exclusive.
"""

from __future__ import annotations

from counterclaim.model.attribution_words import listed
from counterclaim.model.lines import HARD, QUOTE, Line
from counterclaim.model.phrase_before import MOST_WORDS


def behind(line: Line, start: int, stop: int) -> int:
    """Where a phrase ends that begins at `start`: behind appositions, before words of time, place and occasion."""
    i, end = start, min(stop, start + MOST_WORDS)
    while i < end and not _bounds(line, i, start, end):
        word = line.word(i)
        if word == "who" and i > start:
            i = line.find(HARD | {","}, i, end) or end
            break
        if word == "(":
            closing = line.find((")",), i, min(end, i + 6))
            if closing is None:
                break
            i = closing
        i += 1
    while i > start and line.word(i - 1) in (",", "and"):
        i -= 1
    return i


def _bounds(line: Line, i: int, start: int, end: int) -> bool:
    word = line.word(i)
    if word == ",":
        return not _goes_on(line, i, end)
    if word == QUOTE:
        return not _titled(line, i, start)
    if word in HARD or word in listed("closers") - {"that", "then"}:
        return True
    if i > start and word.endswith("ing") and line.word(i + 1) == "that":
        return True
    return i > start and word != "who" and (word == "that" or _is_adjunct(line, i) or line.speaks(i))


def _titled(line: Line, i: int, start: int) -> bool:
    """Whether a quotation is a name within a phrase: author of “A Life”."""
    named = line.is_name(i - 1) and line.is_name(i + 1)
    return i > start and (named or line.word(i - 1) in ("of", "the"))


def _is_adjunct(line: Line, i: int) -> bool:
    """Whether words of time, place or occasion begin here: "on Monday", "in a statement", "to reporters"."""
    word, after = line.word(i), line.word(i + 1)
    if word in listed("days"):
        return not line.is_name(i + 1)
    if word in listed("before_day") and after in listed("days", "time_words"):
        return True
    if word == "to":
        led = line.is_name(i + 1) or after in listed("articles", "possessives")
        return (not led and not line.among(i - 1, "aides")) or line.among(i + 2, "listeners")
    if word == "by":
        return not (line.opens_phrase(i + 1) or line.among(i - 1, "published"))
    if word in ("in", "at", "on", "with", "from", "as"):
        return _is_occasion(line, i)
    return word in ("later", "recently", "afterward", "again", "here")


def _is_occasion(line: Line, i: int) -> bool:
    if line.word(i) == "in" and line.word(i + 1).isdigit():
        return True
    places = listed("occasions", "networks") if line.word(i) == "on" else listed("occasions")
    for k in range(i + 1, min(len(line), i + 7)):
        if line.word(k) in (",", ".", "of", "and", "who", "which"):
            return False
        if line.word(k) in places:
            return True
    return False


def _goes_on(line: Line, comma: int, end: int) -> bool:
    """Whether what follows a comma is still the same phrase: an apposition or a relative clause."""
    first = line.word(comma + 1)
    if first in ("who", "whose"):
        return True
    if first == "then":
        return not line.is_name(comma + 2)
    one_of = first in listed("pronouns") and line.word(comma + 2) == "of"
    outside = first in listed("conjunctions", "days", "pronouns") or first in listed("prepositions") - {"of"}
    if comma + 1 >= end or first == QUOTE or first.endswith("ing") or (outside and not one_of):
        return False
    stop = line.find((",", ".", QUOTE), comma + 1, end)
    verb = next((k for k in range(comma + 1, end if stop is None else stop) if line.speaks(k)), None)
    return verb is None or line.find(listed("relatives") | {"that"}, comma + 1, verb) is not None
