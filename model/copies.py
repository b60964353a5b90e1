"""Articles that carry one text: reprints of a wire story, shortened ones too, as groups with the earliest first.

    for group in group_copies(articles):
        print(group.origin, len(group.copies))

Texts are compared by the runs of five words that they share. MinHash signatures (datasketch) find pairs that may share
many, and each of these is then counted exactly. The same articles give the same groups in whatever order they come.

A copy may still say what its origin does not (a later toll): whoever leaves something out does so by statement.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from counterclaim.model.boilerplate import boilerplate_lines, masthead
from counterclaim.model.records import Article
from counterclaim.model.scan_records import Copies

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Runs = npt.NDArray[np.uint32]

SHARED = 0.5
"""Share of all runs of two texts that both have (Jaccard), from which they are one text."""

CONTAINED = 0.8
"""Share of the runs of the shorter text that the longer one has, from which it is a shortened reprint."""

FEWEST = 40
"""Runs that the shorter text has at least to count as a shortened reprint: one paragraph quoted is none."""

RUN = 5
"""Words in a run."""

LONGEST = 20_000
"""Words of a text that are compared; what is behind is not."""

_BANDS, _ROWS = 20, 2
"""Pairs that share a quarter of their runs come to be counted with a probability of 0.72, a third 0.91, half 0.997."""

_WORD = re.compile(r"\w+")
_FACTOR = 0x9E3779B97F4A7C15
"""An odd number by which the hash of each word is spread, so that the order of words counts."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What is kept of an article; sorted by date, those without one last, then by id."""

    date: str
    article_id: str
    runs: Runs


class Signatures:
    """Sets of hashes, of which those that may have many in common are found (MinHash, Broder 1997, by datasketch).

    Two sets of which a share s (Jaccard) is common are found with a probability of 1 - (1 - s ** rows) ** bands.
    """

    def __init__(self, bands: int, rows: int):
        from datasketch import MinHash, MinHashLSH  # type: ignore[import-untyped]

        self._index = MinHashLSH(num_perm=bands * rows, params=(bands, rows))
        self._empty = MinHash(num_perm=bands * rows, seed=1, hashfunc=int)

    def likely(self, hashes: Sequence[int]) -> list[int]:
        """The numbers of the sets before that may have much in common with these hashes, in order."""
        return sorted(self._index.query(self._signature(hashes)))

    def add(self, number: int, hashes: Sequence[int]) -> list[int]:
        """Takes a set up under a number that is new, and returns what `likely` says of it."""
        signature = self._signature(hashes)
        found = sorted(self._index.query(signature))
        self._index.insert(number, signature, check_duplication=False)
        return found

    def _signature(self, hashes: Sequence[int]) -> Any:
        signature = self._empty.copy()
        signature.update_batch(hashes)
        return signature


def group_copies(articles: Iterable[Article]) -> list[Copies]:
    """The groups of articles with one text, the earliest group first; an article without copies is in none.

    Args:
        articles: they are read once, and their texts are not kept.
    """
    read = sorted((_read(article) for article in articles), key=lambda one: (one.date, one.article_id))
    parents = list(range(len(read)))
    kept = _exact_copies(read, parents)
    for one, other in _candidates(read, kept):
        a, b = _root(parents, one), _root(parents, other)
        if a != b and _is_copy(read[one].runs, read[other].runs):
            parents[max(a, b)] = min(a, b)
    groups: dict[int, list[str]] = {}
    for index in range(len(read)):
        groups.setdefault(_root(parents, index), []).append(read[index].article_id)
    return [Copies(origin=first, copies=tuple(rest)) for first, *rest in groups.values() if rest]


def _read(article: Article) -> _Read:
    return _Read(article.date or "9999", article.article_id, _runs(_body(article.text)))


def _body(text: str) -> str:
    """The text without what a site puts around it."""
    text = text[: 10 * LONGEST]  # words and the space between them are shorter than that, nearly always
    at, parts = masthead(text), []
    for start, end in boilerplate_lines(text):
        if start >= at:
            parts.append(text[at:start])
            at = end
    return " ".join((*parts, text[at:]))


def _runs(text: str) -> Runs:
    """The runs of words of a text as sorted numbers, each once; a text of fewer words is one run."""
    import numpy as np

    found = (match[0] for match, _ in zip(_WORD.finditer(text.lower()), range(LONGEST), strict=False))
    words = np.array([zlib.crc32(word.encode("utf-8", "replace")) for word in found], dtype=np.uint64)
    if not len(words):
        return np.empty(0, dtype=np.uint32)
    length = min(RUN, len(words))
    mixed = np.zeros(len(words) - length + 1, dtype=np.uint64)
    for place in range(length):
        mixed = (mixed ^ words[place : place + len(mixed)]) * np.uint64(_FACTOR)
        mixed ^= mixed >> np.uint64(32)
    return np.unique(mixed.astype(np.uint32))


def _exact_copies(read: Sequence[_Read], parents: list[int]) -> list[int]:
    """Puts the articles with the same runs together; the first of each, and those with no words left out."""
    first: dict[bytes, int] = {}
    for index, one in enumerate(read):
        if len(one.runs):
            parents[index] = first.setdefault(one.runs.tobytes(), index)
    return sorted(first.values())


def _candidates(read: Sequence[_Read], kept: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Pairs of articles that may share many runs, the later one second."""
    near = Signatures(_BANDS, _ROWS)
    for index in kept:
        yield from ((other, index) for other in near.add(index, read[index].runs.tolist()))


def _is_copy(one: Runs, other: Runs) -> bool:
    import numpy as np

    shared = len(np.intersect1d(one, other, assume_unique=True))
    shorter = min(len(one), len(other))
    if shared >= SHARED * (len(one) + len(other) - shared):
        return True
    return shorter >= FEWEST and shared >= CONTAINED * shorter


def _root(parents: list[int], index: int) -> int:
    while parents[index] != index:
        parents[index] = parents[parents[index]]
        index = parents[index]
    return index
