"""Which of many pairs of statements are of one matter and of two parties, looked at as arrays; the others are counted.

sift = Sift(statements, parties, choice)
left, right, rank = sift.keep(left, right, meaning)

Why two statements are not compared stands in `REASONS`, in the order in which it is asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from counterclaim.model.figures import HAPPENINGS
from counterclaim.model.records import Statement
from counterclaim.model.similarity import Meaning

REASONS = (
    "of other events",
    "without a telling word in common",
    "of one party",
    "of two outlets",
    "of nobody in particular",
    "too far apart in time",
    "one quotes the other",
    "an outlet's words beside a party's in one article",
    "an outlet's words without a figure of the same kind",
    "of one side",
    "too little in common",
    "too little in common for statements without a day",
    "beyond the nearest of a statement",
)
"""Why two statements are not compared."""

SURE = 9.0
"""Rank of a denial beside the very words that it denies."""

_TWINS = 0.6
_NEARER = 0.1
_BITS = 62
_BLANK = frozenset(("count", "people", "money", "years", "days", "hours", "percent"))


class Sides(Protocol):
    """Who stands with whom."""

    def same_side(self, a: str, b: str) -> bool:
        """Whether two parties are on one side of a conflict."""

    def conflict(self, a: str, b: str) -> str | None:
        """A conflict in which two parties are on different sides."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is compared.

    `within_party`: statements of one party made in different articles or on different days too. `window`: most days
    between two statements. `most`: pairs of a statement, the nearest first (denials of the very words aside). `least`:
    least likeness, 0 to 1, and `least_opposed` where the parties are known to stand against each other and neither
    denies, since a denial of something else is easily taken for one; less by `eased` where both have figures of one
    kind. `least_undated`: of statements in two articles of which one has no day.
    """

    within_party: bool = False
    window: int = 14
    most: int = 8
    least: float = 0.2
    least_opposed: float = 0.1
    eased: float = 0.05
    least_undated: float = 0.3


def is_own(statement: Statement) -> bool:
    """Whether it is the outlet's own: nobody is quoted for it."""
    return statement.speaker is None and statement.party == statement.source


class Sift:
    """The statements as arrays (N,), in which -1 stands for nothing."""

    def __init__(self, statements: Sequence[Statement], sides: Sides, choice: Choice):
        self.dropped: Counter[str] = Counter()
        self.choice = choice
        self._sides = sides
        self._names: list[str] = []
        self._known: dict[int, tuple[bool, bool]] = {}
        table = self._table(statements)
        self._party, self.day, self._article, self._start, self._end, self._kinds = table.T
        self._own = np.asarray([is_own(one) for one in statements], dtype=bool)
        self._denies = np.asarray([one.stance == "denies" for one in statements], dtype=bool)

    def _table(self, statements: Sequence[Statement]) -> np.ndarray:
        parties: dict[str, int] = {}
        articles: dict[str, int] = {}
        kinds = {kind: number for number, kind in enumerate(sorted(HAPPENINGS))}
        rows = []
        for one in statements:
            nobody = one.party is None or is_own(one)
            rows.append((
                -1 if nobody else parties.setdefault(str(one.party), len(parties)),
                -1 if one.day is None else one.day.toordinal(),
                articles.setdefault(one.article_id or "", len(articles)),
                -1 if one.start is None else one.start,
                -1 if one.end is None else one.end,
                _bits(one, kinds),
            ))  # fmt: skip
        self._names = list(parties)
        return np.asarray(rows, dtype=np.int64).reshape(len(rows), 6)

    def keep(self, left: np.ndarray, right: np.ndarray, meaning: Meaning) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Those of M pairs that are to be compared, and how near they are, `SURE` for a denial of the very words."""
        nested, twins = self._nested(left, right)
        own = self._own[left] | self._own[right]
        nobody = ((self._party[left] < 0) & ~self._own[left]) | ((self._party[right] < 0) & ~self._own[right])
        one_party = (self._party[left] == self._party[right]) & ~own & ~nobody
        one_article = self._article[left] == self._article[right]
        figures = (self._kinds[left] & self._kinds[right]) != 0
        dated = (self.day[left] >= 0) & (self.day[right] >= 0)
        tests = {
            "of one party": one_party & ~self._over_time(left, right),
            "of two outlets": self._own[left] & self._own[right],
            "of nobody in particular": nobody,
            "too far apart in time": dated & (np.abs(self.day[left] - self.day[right]) > self.choice.window),
            "one quotes the other": nested & ~twins,
            "an outlet's words beside a party's in one article": own & one_article,
            "an outlet's words without a figure of the same kind": own & ~figures,
        }
        chosen = np.ones(len(left), dtype=bool)
        for reason, test in tests.items():
            self._count(reason, chosen & test)
            chosen &= ~test
        marks = np.stack([figures, self._denies[left] ^ self._denies[right], dated | one_article, twins])
        return self._alike(left[chosen], right[chosen], marks[:, chosen], meaning)

    def _alike(
        self, left: np.ndarray, right: np.ndarray, marks: np.ndarray, meaning: Meaning
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Those of M pairs that are near enough, and how near they are."""
        choice = self.choice
        likeness = meaning.of(left, right)
        alike = marks[3] | (likeness >= min(choice.least, choice.least_opposed) - choice.eased)
        self._count("too little in common", ~alike)
        left, right, likeness, marks = left[alike], right[alike], likeness[alike], marks[:, alike]
        figures, denial, placed, twins = marks
        one_side, opposed = self._relation(left, right)
        self._count("of one side", one_side)
        least = np.where(opposed & ~denial, choice.least_opposed, choice.least) - choice.eased * figures
        near = ~one_side & (twins | (likeness >= least))
        sure = near & (placed | (likeness >= choice.least_undated))
        self._count("too little in common", ~near & ~one_side)
        self._count("too little in common for statements without a day", near & ~sure)
        nearness = likeness + _NEARER * (figures + denial.astype(float) + opposed)
        return left[sure], right[sure], np.where(twins, SURE, nearness)[sure]

    def _count(self, reason: str, which: np.ndarray) -> None:
        self.dropped[reason] += int(which.sum())

    def _over_time(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        """Where statements of one party are wanted, and these were made in different articles or on different days."""
        if not self.choice.within_party:
            return np.zeros(len(left), dtype=bool)
        later: np.ndarray = (self._article[left] != self._article[right]) | (self.day[left] != self.day[right])
        return later

    def _nested(self, left: np.ndarray, right: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Whether two statements share characters of an article, and whether one denies the very words of the other."""
        placed = (self._start[left] >= 0) & (self._start[right] >= 0) & (self._article[left] == self._article[right])
        first, last = np.maximum(self._start[left], self._start[right]), np.minimum(self._end[left], self._end[right])
        longest = np.maximum(self._end[left] - self._start[left], self._end[right] - self._start[right])
        nested = placed & (last > first)
        denial = self._denies[left] ^ self._denies[right]
        return nested, nested & denial & (last - first >= _TWINS * longest)

    def _relation(self, left: np.ndarray, right: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Whether the parties of statements are on one side, and whether they are opposed; asked once for every two."""
        low = np.minimum(self._party[left], self._party[right])
        high = np.maximum(self._party[left], self._party[right])
        asked, back = np.unique(np.where(low < 0, -1, low * len(self._names) + high), return_inverse=True)
        answers = np.asarray([self._asked(int(key)) for key in asked], dtype=bool).reshape(len(asked), 2)[back]
        return answers[:, 0], answers[:, 1]

    def _asked(self, key: int) -> tuple[bool, bool]:
        if key < 0:
            return False, False
        if key not in self._known:
            a, b = (self._names[number] for number in divmod(key, len(self._names)))
            self._known[key] = a != b and self._sides.same_side(a, b), a != b and self._sides.conflict(a, b) is not None
        return self._known[key]


def _bits(statement: Statement, kinds: dict[str, int]) -> int:
    """The kinds of a statement's figures, one bit each; kinds that say nothing of the matter have none."""
    bits = 0
    for figure in statement.figures:
        if figure.kind not in _BLANK:
            number = kinds.setdefault(figure.kind, len(kinds))
            rest = len(HAPPENINGS)
            bits |= 1 << (number if number < rest else rest + (number - rest) % (_BITS - rest))
    return bits
