"""Texts that were changed before a model read them, and the way back to the characters of the original.

seen = rewrite("Baku says so", re.compile("Baku"), lambda match: "Yerevan")
seen.text, seen.back(0, 7)  # ("Yerevan says so", (0, 4))
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A text as rewritten, and the places where it and its original meet.

    `knots` are pairs of character positions (in this text, in the original), both rising, that stand for the same
    place; between two knots positions move together as far as the shorter side goes.
    """

    text: str
    knots: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, text: str) -> Rewritten:
        """The text as it is."""
        return cls(text, ((0, 0), (len(text), len(text))))

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The characters of the original that a span of this text comes from (end exclusive)."""
        return _place(self.knots, start), _place(self.knots, end)

    def then(self, later: Rewritten) -> Rewritten:
        """This rewriting and a later one of its text as one."""
        onward = [(there, here) for here, there in later.knots]
        knots = {(here, _place(self.knots, there)) for here, there in later.knots}
        knots |= {(_place(onward, here), there) for here, there in self.knots}
        return Rewritten(later.text, tuple(sorted(knots)))

    def after(self, words: str) -> Rewritten:
        """This text after words that stand for no character of the original."""
        return Rewritten(words + self.text, ((0, 0), *((here + len(words), there) for here, there in self.knots)))


def _place(knots: Sequence[tuple[int, int]], position: int) -> int:
    """Where the place of a position in one text is in the other."""
    for (here, there), (here_next, there_next) in pairwise(knots):
        if here <= position <= here_next:
            return there_next if position == here_next else min(there + position - here, there_next)
    return knots[-1][1]


def put(text: str, start: int, end: int, other: str) -> Rewritten:
    """The text with other words in place of the characters from `start` to `end` (exclusive)."""
    made = f"{text[:start]}{other}{text[end:]}"
    return Rewritten(made, ((0, 0), (start, start), (start + len(other), end), (len(made), len(text))))


def rewrite(text: str, pattern: re.Pattern[str], other: Callable[[re.Match[str]], str]) -> Rewritten:
    """The text with every match replaced, and the way back."""
    parts: list[str] = []
    knots = [(0, 0)]
    done = length = 0
    for match in pattern.finditer(text):
        made = other(match)
        parts += [text[done : match.start()], made]
        length += match.start() - done
        knots += [(length, match.start()), (length + len(made), match.end())]
        length, done = length + len(made), match.end()
    parts.append(text[done:])
    knots.append((length + len(text) - done, len(text)))
    return Rewritten("".join(parts), tuple(knots))
