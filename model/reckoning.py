"""Figures of two statements that make each other: sums, remainders, shares and products.

reckoned = reckon(figures_of(a), figures_of(b))
reckoned.why  # "40,000 and 12,000 make 52,000"

"Forty from each side crossed" and "eighty crossed" are no conflict of 40 with 80. What adds up to the digit is rarely
chance: of our own training pairs in which figures seemed to clash and do add up, two thirds agree, and of those in
which they do not, one in seven.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, permutations

from counterclaim.model.records import Figure
from counterclaim.model.scope import Scope, is_loss, scope_of

MOST = 8
"""So many figures of a statement are read; long lists add up to anything."""

_EACH = re.compile(
    r"\b(?:each|every|per|apiece|times|daily|weekly|monthly|an? (?:day|week|month|year|night|head|piece))\b"
)

_INSIDE = re.compile(r"\s(?:[\w-]+\s){0,2}?(?:of|among)\s(?:them|whom|these|those|which)\b", re.IGNORECASE)
_INCLUDING = re.compile(r"\b(?:including|(?:of|among)\s(?:them|whom|these|those|which))\s$", re.IGNORECASE)

SMALL = 12
"""Below it a remainder is easily chance: the words have to say that the same thing is counted."""


@dataclass(frozen=True, slots=True)
class Reckoned:
    """Figures of two statements that add up.

    `one` and `other` are a figure of each that stand for them, `all` are those that take part. `settled` says that the
    figures agree; where it is false they are two parts of one whole, and the words decide whether they agree.
    """

    one: Figure
    other: Figure
    all: tuple[Figure, ...]
    settled: bool
    why: str


Found = Iterator[tuple[float, Reckoned]]
"""Figures that add up, each with the number that they make: the larger it is, the less it is chance."""


def reckon(
    figures_a: Sequence[Figure], figures_b: Sequence[Figure], text_a: str = "", text_b: str = ""
) -> Reckoned | None:
    """The figures of two statements that make each other, if there are any; settled ones first, then the largest.

    Args:
        figures_a: of one statement, with the shares that it makes ("600 of 900").
        figures_b: of the other.
        text_a: the statement; products are read where it says "each", "a day" or the like, and what it says to be
            part of another number ("two of them children") is not added to it.
        text_b: the other.
    """
    there, back = _ways(figures_a, figures_b, text_a, text_b), _ways(figures_b, figures_a, text_b, text_a)
    found = [*there, *((size, replace(item, one=item.other, other=item.one)) for size, item in back)]
    found += _complements(_shares(figures_a), _shares(figures_b))
    rank = max(found, key=lambda item: (item[1].settled, item[0], len(item[1].all), item[1].why), default=None)
    return rank[1] if rank is not None else None


def _ways(figures: Sequence[Figure], others: Sequence[Figure], text: str, their_text: str) -> Found:
    """What the figures of one statement make of those of the other; `one` is a figure of the first."""
    counts, their_counts = _counts(figures), _counts(others)
    yield from _sums(counts, [item for item in their_counts if not _is_inside(item, their_text)])
    yield from _rests(counts, their_counts)
    if _EACH.search(text.lower()):
        yield from _products(counts, their_counts)
    yield from _parts(counts, their_counts, _told(_shares(figures), counts), _told(_shares(others), their_counts))


def _counts(figures: Sequence[Figure]) -> list[Figure]:
    """Exact numbers of things as they are written, each number once."""
    seen: dict[float, Figure] = {}
    for figure in figures:
        if figure.measure in ("count", "money") and figure.hedge == "exact" and 0 < figure.low == figure.high:
            seen.setdefault(figure.low, figure)
    return list(seen.values())[:MOST]


def _is_inside(figure: Figure, text: str) -> bool:
    """Whether a number is told to be part of the one before it: "two of them children", "including two nurses"."""
    before = text[max(0, figure.start - 20) : figure.start]
    return _INSIDE.match(text, figure.end) is not None or _INCLUDING.search(before) is not None


def _shares(figures: Sequence[Figure]) -> list[Figure]:
    found = [item for item in figures if item.measure in ("percent", "fraction") and item.low == item.high]
    return [item for item in found if 0 < _share(item) < 1][:MOST]


def _told(shares: Sequence[Figure], counts: Sequence[Figure]) -> list[Figure]:
    """The shares that are told as such, not by two numbers ("600 of 900"), which the other rules read."""
    return [item for item in shares if not any(item.start <= count.start < item.end for count in counts)]


def _share(figure: Figure) -> float:
    return figure.low / 100 if figure.measure == "percent" else figure.low


def _sums(totals: Sequence[Figure], parts: Sequence[Figure]) -> Found:
    """A total of one statement and its parts in the other."""
    told = {part.low for part in parts}
    for total in totals:
        if total.low in told:
            continue
        for number in (2, 3):
            for some in combinations(parts, number):
                scopes = [scope_of(total, part) for part in some]
                if sum(part.low for part in some) == total.low and _meet(scopes):
                    why = f"{' and '.join(_shown(part) for part in some)} make {_shown(total)}"
                    yield total.low, Reckoned(total, some[0], (total, *some), True, why)


def _rests(counts: Sequence[Figure], rests: Sequence[Figure]) -> Found:
    """A whole and one part in one statement, the rest in the other."""
    here, told = {item.low for item in counts}, {item.low for item in rests}
    for whole, part in permutations(counts, 2):
        for rest in rests:
            scopes = [scope_of(whole, rest), scope_of(part, rest)]
            if whole.low - part.low != rest.low or rest.low in here or not _meet(scopes):
                continue
            if whole.low >= SMALL or "same" in scopes:
                one_loss = is_loss(whole) and whole.kind == rest.kind  # "12 died" against "nine died"
                settled = not one_loss and whole.low not in told and part.low not in told
                why = f"{_shown(part)} and {_shown(rest)} make {_shown(whole)}"
                yield whole.low, Reckoned(part, rest, (whole, part, rest), settled, why)


def _products(factors: Sequence[Figure], products: Sequence[Figure]) -> Found:
    """So many of so much each, and how much that is."""
    here = {item.low for item in factors}
    for one, other in combinations(factors, 2):
        for product in products:
            if product.low not in here and min(one.low, other.low) > 1 and one.low * other.low == product.low:
                why = f"{_shown(one)} times {_shown(other)} is {_shown(product)}"
                yield product.low, Reckoned(one, product, (one, other, product), True, why)


def _parts(
    wholes: Sequence[Figure], parts: Sequence[Figure], shares: Sequence[Figure], their_shares: Sequence[Figure]
) -> Found:
    """A whole in one statement, a share in either, and the number that this share is, or leaves, in the other."""
    told, here = {part.low for part in parts}, {whole.low for whole in wholes}
    for whole in wholes:
        for share in (*shares, *their_shares):
            for part in parts:
                if part.low in here or whole.low <= part.low:
                    continue
                alone = whole.low not in told
                if _rounded(whole.low * _share(share), part.low):
                    why = f"{_percent(share)} of {_shown(whole)} is {_shown(part)}"
                    settled = alone or share in shares
                    yield whole.low, Reckoned(whole, part, (whole, part, share), settled, why)
                elif _rounded(whole.low * (1 - _share(share)), part.low):
                    why = f"{_percent(share)} of {_shown(whole)} leaves {_shown(part)}"
                    yield whole.low, Reckoned(whole, part, (whole, part, share), alone, why)


def _complements(shares_a: Sequence[Figure], shares_b: Sequence[Figure]) -> Found:
    """Two shares that make the whole, but for halves, which say nothing."""
    for one in shares_a:
        for other in shares_b:
            if abs(_share(one) + _share(other) - 1) < 0.006 and abs(_share(one) - 0.5) > 0.02:
                smaller, larger = sorted((one, other), key=_share)
                why = f"{_percent(smaller)} and {_percent(larger)} make the whole"
                yield 1.0, Reckoned(one, other, (one, other), False, why)


def _meet(scopes: Sequence[Scope]) -> bool:
    return all(scope != "different" for scope in scopes)


def _rounded(value: float, told: float) -> bool:
    """Whether a number is the nearest whole one to a value that is not too small to tell."""
    return told >= 2 and abs(value - told) <= (0.5 if told > 50 else 0.01)


def _shown(figure: Figure) -> str:
    return f"{figure.low:,.0f}" if figure.low == int(figure.low) else f"{figure.low:,g}"


def _percent(figure: Figure) -> str:
    return f"{100 * _share(figure):.3g} %"
