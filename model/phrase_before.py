"""Where the phrase that names a speaker begins that stands before a verb: no parser, only lists of words.

    before(line, 4)  # of "Ilir Hoxha, a spokesman, said": (0, 4)

All places are numbers of words in their sentence, end exclusive.
"""

from __future__ import annotations

from counterclaim.model.attribution_words import listed
from counterclaim.model.lines import DASHES, HARD, QUOTE, Line

MOST_WORDS = 45
"""A longer phrase names no speaker."""


def before(line: Line, stop: int, least: int = 0) -> tuple[int, int] | None:
    """The phrase that ends where the words of a verb begin, with what is in apposition to it.

    Args:
        line: the sentence.
        stop: the first word behind the phrase.
        least: the first word that it may hold.
    """
    if stop <= least:
        return None
    last = line.word(stop - 1)
    if last == "that" or last in listed("pronouns") - {"one", "some", "many", "others"}:
        return stop - 1, stop
    if last in DASHES:
        return _with_aside(line, stop, least)
    if last == ")":
        return _with_brackets(line, stop, least)
    if last == ",":
        return _with_apposition(line, stop - 1, least)
    start = _left(line, stop, least)
    if start < stop and start - 2 >= least and line.word(start - 1) == "who" and line.word(start - 2) != ",":
        start = _left(line, start - 1, least)  # "the Muslims who live there"
    if start < stop and line.word(start) in ("a", "an", "the") and _is_name_alone(line, least, start - 1):
        start = _name_before(line, start, least)
    return (start, stop) if start < stop else None


def _with_aside(line: Line, stop: int, least: int) -> tuple[int, int] | None:
    """The phrase before an aside between two dashes, with the aside."""
    first = max(least, stop - MOST_WORDS)
    opening = next((i for i in range(stop - 2, first, -1) if line.word(i) in DASHES), None)
    found = before(line, opening, least) if opening else None
    return (found[0], stop - 1) if found else None


def _with_brackets(line: Line, stop: int, least: int) -> tuple[int, int] | None:
    """The phrase before "(D-Mass.)", with that."""
    opening = next((i for i in range(stop - 1, max(least, stop - 20), -1) if line.word(i) == "("), None)
    if opening is None:
        return None
    start = _left(line, opening, least)
    return (start, stop) if start < opening else None


def _with_apposition(line: Line, closing: int, least: int) -> tuple[int, int] | None:
    """The phrase before ", a spokesman," or ", 27," or ", who left,", with that."""
    for opening in _commas(line, closing, least):
        inner = line.word(opening + 1)
        relative = inner in listed("relatives")
        if closing - opening < 2 and not inner[:1].isdigit():
            continue
        if not relative and not _apposes(line, opening + 1, closing):
            return None
        if not relative and inner in listed("prepositions") and not line.is_name(opening - 1):
            continue
        bracketed = _with_brackets(line, opening, least) if line.word(opening - 1) == ")" else None
        start = bracketed[0] if bracketed else _left(line, opening, least)
        start = _name_before(line, start, least) if start < opening else start
        if start < opening and _is_somebody(line, start, opening):
            return (start, opening) if inner.endswith("ing") else (start, closing)
    return None


def _commas(line: Line, closing: int, least: int) -> list[int]:
    """Commas that may open what a comma closes: the one before a relative pronoun, else each one leftwards."""
    found: list[int] = []
    for i in range(closing - 1, max(least, closing - MOST_WORDS), -1):
        if line.word(i) in HARD:
            break
        if line.word(i) == ",":
            found.append(i)
    relative = [i for i in found if line.among(i + 1, "relatives")]
    return relative[:1] or found[:4]


def _apposes(line: Line, start: int, end: int) -> bool:
    """Whether words between two commas may be in apposition: no clause, no phrase of time or place."""
    if line.among(start, "conjunctions") or (line.among(start, "days") and not line.is_name(start + 1)):
        return False  # "Jan" may be a first name
    if line.among(start, "prepositions"):
        times = listed("days", "occasions", "time_words")
        if not line.among(start, "explaining") or line.find(times, start, end) is not None:
            return False
    relative = line.find(listed("relatives") | {"that"}, start, end)
    return not any(line.speaks(i) for i in range(start, end if relative is None else relative))


def _name_before(line: Line, start: int, least: int) -> int:
    """The start of a name that a phrase is in apposition to: "Ilir Hoxha," before "29," or "a spokesman"."""
    while start - 2 >= least and line.word(start - 1) == "," and not line.is_name(start):
        name = _left(line, start - 1, least)
        if not _is_name_alone(line, name, start - 1) and not line.word(name)[:1].isdigit():
            break
        start = name
    return start


def _is_name_alone(line: Line, start: int, end: int) -> bool:
    return 0 < end - start <= 5 and all(line.is_name(k) for k in range(start, end))


def _is_somebody(line: Line, start: int, end: int) -> bool:
    """Whether a phrase is somebody that an apposition may explain: no number, no time, no place."""
    if line.word(start)[:1].isdigit() and end - start == 1:
        return False
    return not {line.word(start), line.word(end - 1)} & listed("prepositions", "days", "conjunctions")


def _left(line: Line, end: int, least: int) -> int:
    """Where a phrase begins that ends at `end`; `end` where there is none."""
    start, joined = end, -1
    for i in range(end - 1, max(least, end - MOST_WORDS) - 1, -1):
        word = line.word(i)
        if _bounds(line, i, end):
            break
        if word in ("and", "or", "nor", "&"):
            joined = i
            continue
        if line.speaks(i):
            return joined + 1 if joined >= 0 else _without_opening(line, start, end)
        start = i
    return joined + 1 if joined >= 0 and start > joined else _without_opening(line, start, end)


def _bounds(line: Line, i: int, end: int) -> bool:
    """Whether a word or mark cannot be part of a phrase."""
    word = line.word(i)
    if word == ",":
        return not _enumerates(line, i, end)
    if word == QUOTE:
        return not (i + 1 < end and line.is_name(i - 1) and line.is_name(i + 1))  # a nickname may
    if word in listed("closers"):
        return not counts(line, i)
    return word in HARD or word in ("who", "which", "there")


def counts(line: Line, i: int) -> bool:
    """Whether "about" or "than" stands before a number: "about half", "more than 40"."""
    after = line.word(i + 1)
    hedges = line.word(i) == "about" or (line.word(i) == "than" and line.word(i - 1) in ("more", "less", "fewer"))
    return hedges and (after[:1].isdigit() or after in ("half", "one", "two", "a"))


def _enumerates(line: Line, i: int, end: int) -> bool:
    """Whether a comma stands in a list of names: "Britain, France and Germany"."""
    if not line.is_name(i - 1) or not line.is_name(i + 1):
        return line.word(i + 1) in ("jr", "jr.", "sr.")
    return any(line.word(k) in ("and", "or") and line.is_name(k + 1) for k in range(i + 2, min(end, i + 8)))


def _without_opening(line: Line, start: int, end: int) -> int:
    """A phrase without one of time or place before it: "On Monday officials", "In Baku the ministry"."""
    while start < end and line.among(start, "adverbs_before"):
        start += 1
    if not line.among(start, "prepositions") or counts(line, start):
        return start
    for i in range(start + 1, end - 1):
        after = line.word(i + 1)
        if line.among(i, "days", "occasions") or line.word(i).isdigit():
            if after not in listed("prepositions", "days", "time_words") and not after[:1].isdigit() and after != ",":
                return i + 1
        elif after in listed("articles", "pronouns", "possessives") and not line.among(i, "prepositions"):
            return i + 1
    for i in range(end - 1, start, -1):
        if not line.is_name(i):
            return i + 1 if i + 1 < end else start
    return start
