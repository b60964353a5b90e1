"""English number words: what they look like, and what they are worth."""

from __future__ import annotations

import math
import re

from counterclaim.model.word_lists import either, lowered

SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "mln": 1e6,
    "mn": 1e6,
    "m": 1e6,
    "billion": 1e9,
    "bln": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
}
"""Words and letters behind digits, and what they multiply by."""

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_UNITS = {word: value for value, word in enumerate(_ONES.split())}
_TENS = {
    word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_SCALE_WORDS = {word: value for word, value in SCALES.items() if len(word) > 3}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "tenth": 10}
_PARTS |= {f"{word}s": value for word, value in _PARTS.items() if word != "half"} | {"halves": 2}
_PLACES = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
_ORDINALS = {word: value for value, word in enumerate(_PLACES.split(), 1)}

NUMBER = either([*_UNITS, *_TENS, *_SCALE_WORDS, "dozen"])
"""Pattern of one word of a number."""

ORDINAL = either(_ORDINALS)
"""Pattern of an ordinal in words."""

PART = either(_PARTS)
"""Pattern of the denominator of a fraction in words."""

_SOME = r"(?:several|a\ few|a\ couple\ of|many)"
_VAGUE: tuple[tuple[str, tuple[float, float]], ...] = (
    (rf"{_SOME}\ dozen", (20, 99)),
    (rf"{_SOME}\ hundred", (200, 999)),
    (rf"{_SOME}\ thousand", (2_000, 9_999)),
    (rf"{_SOME}\ million", (2_000_000, 9_999_999)),
    (r"(?:only\ |just\ )?a\ few|a\ handful(?:\ of)?|a\ number\ of|several", (2, 10)),
    (r"a\ couple(?:\ of)?", (2, 3)),
    (r"(?:about|around|roughly|some|nearly|almost)\ a\ dozen", (10, 14)),
    (r"tens\ of\ thousands(?:\ of)?", (20_000, 99_999)),
    (r"hundreds\ of\ thousands(?:\ of)?", (150_000, 999_999)),
    (r"tens\ of\ millions(?:\ of)?", (20_000_000, 99_999_999)),
    (r"dozens(?:\ of)?|tens\ of", (20, 99)),
    (r"scores\ of(?!\ [0-9])|scores(?=\ (?:more|were|are|have|had))", (40, 100)),
    (r"hundreds(?:\ of)?", (150, 999)),
    (r"thousands(?:\ of)?", (1_500, 9_999)),
    (r"millions(?:\ of)?", (1_500_000, 9_999_999)),
)
VAGUE = "|".join(f"(?:{pattern})" for pattern, _ in _VAGUE)
"""Pattern of a vague count."""

_INTERVALS = [(re.compile(pattern, re.IGNORECASE | re.VERBOSE), interval) for pattern, interval in _VAGUE]


def vague_interval(words: str) -> tuple[float, float]:
    """The interval of a vague count, such as (2, 10) for "several".

    Raises:
        ValueError: the words are no vague count.
    """
    for pattern, interval in _INTERVALS:
        if pattern.match(words + " were"):
            return interval
    raise ValueError(f"{words!r} is no vague count")


def ordinal_value(word: str) -> int:
    """3 for "third"."""
    return _ORDINALS[word.lower()]


def part_value(word: str) -> float:
    """What the denominator of a fraction divides by: 3 for "thirds"."""
    return _PARTS[word.lower()]


def words_to_number(words: str) -> float | None:
    """The value of number words, such as 320 for "three hundred and twenty"; `None` where they make none."""
    total = part = 0.0
    seen = False
    last = math.inf
    for word in re.split(r"[\s-]+", words.lower()):
        if word in ("and", "a", "an"):
            continue
        if word in _UNITS or word in _TENS:
            value = _UNITS.get(word, _TENS.get(word, 0))
            if seen and value >= last:
                return None  # "two three": two numbers, not one
            part, last, seen = part + value, (10 if word in _TENS else 1), True
        elif word == "dozen":
            part, last, seen = (part or 1) * 12, 1, True
        elif word == "hundred":
            part, last, seen = (part or 1) * 100, 100, True
        elif word in _SCALE_WORDS:
            total, part, last, seen = total + (part or 1) * _SCALE_WORDS[word], 0, 1000, True
        else:
            return None
    return total + part if seen else None


_FIRST = (
    "a an any about around roughly some nearly almost only just several many tens hundreds thousands millions dozens "
    "scores half no not nobody none zero nil neither without never"
)
_LIGHT = frozenset("a an about around roughly some nearly almost only just not many".split())
_AFTER_LIGHT = frozenset(
    [
        *_PARTS,
        *_SCALE_WORDS,
        *"a an few handful number couple dozen single one even any hundred thousand million".split(),
    ]
)
_STARTS = frozenset([*_UNITS, *_TENS, *_SCALE_WORDS, *_ORDINALS, "dozen", *_FIRST.split()])
_START = re.compile(
    rf"(?<![a-z])(?:{either(_STARTS - _LIGHT)}(?![a-z])|{either(_LIGHT)}(?=[^a-z]+{either(_AFTER_LIGHT)}(?![a-z])))"
)


def starts(text: str) -> list[int]:
    """Where in a text a number in words could start (characters): patterns are slow, and tried there only."""
    return [match.start() for match in _START.finditer(lowered(text))]
