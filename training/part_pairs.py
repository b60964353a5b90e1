"""Triples on parts and wholes: "58 people, 20 of them children" and "20 children"; "600 of the 900" and "two thirds".

    part_triple(part_claim("parts", rng), rng)

Each gives a pair under each label, or `None` where the drawn numbers leave room for doubt.
"""

from __future__ import annotations

import random

from counterclaim.model.records import Label
from counterclaim.training.claims import LABELS, Made
from counterclaim.training.event_claims import EventClaim, event_claim
from counterclaim.training.number_forms import in_words, spellings
from counterclaim.training.phrases import events

_SPLIT = ("{} {}, {} of them {},", "{} {}, including {} {},", "{} {}, among them {} {},")
_PARTS = ((1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (2, 5), (3, 5), (4, 5), (1, 10), (3, 10), (9, 10))
_FORMS = ("count", "out of", "percent", "fraction", "fraction", "in")
_NAMES = {2: "half", 3: "third", 4: "quarter", 5: "fifth"}
APART = 1.3
"""Shares and numbers that exclude each other differ by this factor."""

Sides = tuple[str, str, frozenset[str]]
"""How many of what on the first and on the second side, and what the second side moves."""


def part_claim(way: str, rng: random.Random) -> EventClaim:
    """A claim about an event that suits `part_triple` ("parts") or `share_triple` ("shares")."""
    fitting = [event for event in events().events if (event.whole if way == "parts" else event.shares)]
    return event_claim(rng.choice(fitting), rng)


def part_triple(claim: EventClaim, rng: random.Random) -> list[Made] | None:
    """Pairs where one side counts a part of what the other counts."""
    total = int(claim.base.middle)
    if total < 12:
        return None
    make = rng.choice((_with_part, _with_part, _with_whole, _summed, _of_whole))
    return _made(claim, "figure_part_whole", [make(claim, total, label, rng) for label in LABELS], rng)


def share_triple(claim: EventClaim, rng: random.Random) -> list[Made] | None:
    """Pairs of a count out of a total, a fraction, a percentage, or a bound on one of them."""
    share = rng.choice(_PARTS)
    total = 60 * rng.randint(1, 15)  # every share of it is a whole number
    first, second = rng.choice(_FORMS), rng.choice((*_FORMS, "bound", "bound"))
    sides = [_shares(claim, share, total, (first, second), label, rng) for label in LABELS]
    return _made(claim, "figure_share", sides, rng)


def _made(claim: EventClaim, phenomenon: str, sides: list[Sides | None], rng: random.Random) -> list[Made] | None:
    """The pairs of a triple, in either order, where every label has one."""
    made = []
    for label, side in zip(LABELS, sides, strict=True):
        if side is None:
            return None
        both = rng.choice(claim.moves) if rng.random() < 0.5 else ""
        shared = frozenset({both} - {"", "figure_kind"})
        one = claim.told(side[0], claim.kinds()[0], shared, 0)
        other = claim.told(side[1], claim.kinds()["figure_kind" in side[2]], shared ^ side[2], 1)
        texts = (one, other) if rng.random() < 0.5 else (other, one)
        if one == other:
            return None
        made.append(Made(*texts, label, phenomenon))
    return made


def _split(claim: EventClaim, total: int, part: int, rng: random.Random) -> str:
    how = rng.choice(_SPLIT)
    return how.format(_number(total, rng), claim.event.whole, _number(part, rng), claim.kinds()[0])


def _number(value: int, rng: random.Random) -> str:
    return spellings(value)[0] if rng.random() < 0.8 else rng.choice(spellings(value))


def _elsewhere(claim: EventClaim, rng: random.Random) -> frozenset[str]:
    """Something else than the kind that makes it another claim."""
    return frozenset((rng.choice([move for move in claim.moves if move != "figure_kind"]),))


def _another(value: int, low: int, high: int, rng: random.Random) -> int | None:
    """Another number between the two, clearly apart; `None` where there is none."""
    fitting = [
        number
        for number in (rng.randint(low, high) for _ in range(12) if low <= high)
        if max(number, value) >= APART * min(number, value)
    ]
    return fitting[0] if fitting else None


def _with_part(claim: EventClaim, total: int, label: Label, rng: random.Random) -> Sides | None:
    part = rng.randint(2, total - 4)
    said: int | None = part
    kind, moved = claim.kinds()[0], frozenset[str]()
    if label == "contradiction":
        said = _another(part, 2, round(1.5 * total), rng)
    elif label == "neutral" and rng.random() < 0.5:
        kind, said = claim.kinds()[1], rng.randint(2, total - part)
    elif label == "neutral":
        moved = _elsewhere(claim, rng)
        said = rng.choice((part, _another(part, 2, total, rng)))
    return (_split(claim, total, part, rng), f"{_number(said, rng)} {kind}", moved) if said is not None else None


def _with_whole(claim: EventClaim, total: int, label: Label, rng: random.Random) -> Sides | None:
    part = rng.randint(2, total - 4)
    said: int | None = total
    if label == "contradiction" or (label == "neutral" and rng.random() < 0.5):
        said = _another(total, 4, 3 * total, rng)
    moved = _elsewhere(claim, rng) if label == "neutral" else frozenset[str]()
    whole = claim.event.whole
    return (_split(claim, total, part, rng), f"{_number(said, rng)} {whole}", moved) if said is not None else None


def _summed(claim: EventClaim, total: int, label: Label, rng: random.Random) -> Sides | None:
    """Two parts and their sum; parts that sum to more than the whole contradict it."""
    part = rng.randint(2, total - 4)
    said: int | None = total
    if label == "contradiction" or (label == "neutral" and rng.random() < 0.5):
        said = _another(total, 4, total, rng)
    if said is None:
        return None
    one, other = claim.kinds()
    parts = f"{_number(part, rng)} {one} and {_number(total - part, rng)} {other}"
    moved = _elsewhere(claim, rng) if label == "neutral" else frozenset[str]()
    return parts, f"{_number(said, rng)} {claim.event.whole}", moved


def _of_whole(claim: EventClaim, part: int, label: Label, rng: random.Random) -> Sides | None:
    """A part alone, and a bound on the whole."""
    up = label == "entailment" or (label == "neutral" and rng.random() < 0.5)
    larger = label == "neutral"
    ends = (round(APART * part), 3 * part) if larger else (max(5, part // 3), round(part / APART))
    said = _another(part, *ends, rng)
    if said is None:
        return None
    bound = rng.choice(("at least", "more than", "no fewer than") if up else ("at most", "fewer than", "no more than"))
    whole = f"{bound} {_number(said, rng)} {claim.event.whole}"
    return f"{_number(part, rng)} {claim.kinds()[0]}", whole, frozenset[str]()


def _share(form: str, share: tuple[int, int], total: int, noun: str) -> str:
    """A share of a group: a count out of the total, a fraction, a percentage; another form where it has none such."""
    top, bottom = share
    if form == "percent" and 100 % bottom == 0:
        return f"{100 * top // bottom} percent of the {noun}"
    if form == "fraction" and bottom in _NAMES:
        return f"{_fraction(share)} of the {noun}"
    if form == "in" and bottom > 3:
        return f"{in_words(top)} in {in_words(bottom)} {noun}"
    return f"{top * total // bottom:,} {'of the' if form in ('count', 'fraction') else 'out of'} {total:,} {noun}"


def _fraction(share: tuple[int, int]) -> str:
    top, name = share[0], _NAMES[share[1]]
    if top > 1:
        return f"{in_words(top)} {name}s"
    return name if name == "half" else f"a {name}"


def _far(value: float, share: tuple[int, int]) -> bool:
    other = share[0] / share[1]
    return max(value, other) >= APART * min(value, other)


def _shares(
    claim: EventClaim, share: tuple[int, int], total: int, forms: tuple[str, str], label: Label, rng: random.Random
) -> Sides | None:
    value = share[0] / share[1]
    moved = frozenset((rng.choice(claim.moves),)) if label == "neutral" else frozenset[str]()
    nouns = [claim.event.noun or claim.kinds()[kind] for kind in (False, "figure_kind" in moved)]
    first = _share(forms[0], share, total, nouns[0])
    far = [part for part in _PARTS if _far(value, part)]
    if forms[1] == "bound":
        up = rng.random() < 0.5
        agrees = rng.random() < 0.5 if label == "neutral" else label == "entailment"
        fits = [part for part in far if part[1] in _NAMES and ((part[0] / part[1] < value) == up) == agrees]
        words = rng.choice(("more than", "at least") if up else ("less than", "at most"))
        return (first, f"{words} {_fraction(rng.choice(fits))} of the {nouns[1]}", moved) if fits else None
    other = share
    if label == "contradiction" or (label == "neutral" and rng.random() < 0.5):
        other = rng.choice(far)
    second = _share(forms[1], other, total, nouns[1])
    return first, second, moved
