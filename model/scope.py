"""Whether two figures count the same thing: kind and unit, part and whole, and whose they are."""

from __future__ import annotations

from typing import Literal

from counterclaim.model.figures import CHANGE
from counterclaim.model.records import Figure
from counterclaim.model.sides import side_names
from counterclaim.model.word_lists import singular, word_lists

Scope = Literal["same", "part", "loose", "different"]
"""`part`: one is part of the other (the killed of the casualties); `loose`: the words do not say."""

_WHOLES = {
    "killed": "casualties",
    "wounded": "casualties",
    "tanks": "vehicles",
    "helicopters": "aircraft",
    "drones": "aircraft",
}
_LOSSES = frozenset(
    ("killed", "wounded", "casualties", "captured", "missing", "displaced", "arrested", "infected", "rescued")
)
_COMMON = frozenset(
    word[:6] for word in ("army", "ministry", "forces", "government", "police", "union", "national", "state")
)
_SHARES = ("percent", "fraction")


def scope_of(one: Figure, other: Figure) -> Scope:
    """Whether two figures count the same thing; symmetric."""
    if (one.measure in _SHARES) != (other.measure in _SHARES) or (one.measure == "money") != (other.measure == "money"):
        return "different"
    if one.measure == "money":
        return "same" if one.unit == other.unit or None in (one.unit, other.unit) else "different"
    people = _people(one, other)
    if people == "different":
        return "different"
    if one.kind == other.kind and one.kind != "count":
        return _same_kind(one, other, people)
    if is_part(one, other) or is_part(other, one):
        return "part"
    return _other_kind(one, other)


def is_part(part: Figure, whole: Figure) -> bool:
    """Whether the kind or the people of one figure are part of those of the other, or it is what they grew by."""
    if CHANGE in (part.kind, whole.kind):
        return part.kind == CHANGE != whole.kind and (None in (part.unit, whole.unit) or _stem(part) == _stem(whole))
    if _WHOLES.get(part.kind) == whole.kind and _people(part, whole) != "different":
        return True
    return part.kind == whole.kind and _class(part) in ("soldiers", "civilians") and _class(whole) == "people"


def is_loss(figure: Figure) -> bool:
    """Whether a figure's kind says what happened to those it counts, not only what they are."""
    return figure.kind in _LOSSES


def _same_kind(one: Figure, other: Figure, people: str) -> Scope:
    if people == "part":
        return "part" if one.kind in _LOSSES else "loose"
    if one.kind in word_lists().things.values() or one.kind in _LOSSES:
        return "same"
    return "same" if _stem(one) == _stem(other) else "loose"


def _other_kind(one: Figure, other: Figure) -> Scope:
    kinds = {one.kind, other.kind}
    if kinds <= _LOSSES:
        return "different"
    known = _LOSSES | set(word_lists().things.values())
    if kinds <= known and not kinds & {"employees"}:
        return "different"
    if _stem(one) is not None and _stem(one) == _stem(other):
        return "loose" if kinds & _LOSSES else "same"
    return "loose"


def _class(figure: Figure) -> str | None:
    if figure.unit is None:
        return "people" if figure.kind in _LOSSES else None
    return word_lists().people.get(figure.unit)


def _people(one: Figure, other: Figure) -> str:
    """How the people that two figures count lie to each other: `same`, `part`, `different`, or `unknown`."""
    a, b = _class(one), _class(other)
    if a is None or b is None:
        return "unknown"
    if a == b:
        return "same"
    if "people" in (a, b):
        return "part" if one.unit is not None and other.unit is not None else "unknown"
    return "different"


def _stem(figure: Figure) -> str | None:
    return singular(figure.unit) if figure.unit else None


def same_owner(one: Figure, other: Figure, party_a: str | None, party_b: str | None) -> bool | None:
    """Whether two figures are losses of the same side; `None` where that is not known.

    A name counts where it is one of the two parties' or of a known side; any other says nothing ("Monday's losses").

    Args:
        one: a figure of the statement of `party_a`.
        other: a figure of the statement of `party_b`.
        party_a: who says the one.
        party_b: who says the other.
    """
    a = _owner(one.whose, party_a or "side a", party_b or "side b")
    b = _owner(other.whose, party_b or "side b", party_a or "side a")
    return None if a is None or b is None else a == b


def _owner(whose: str | None, speaker: str, other: str) -> str | None:
    """The party that bears the loss, in one spelling for all its names."""
    if whose in ("speaker", "other"):
        return _side(speaker if whose == "speaker" else other)
    if whose is None:
        return None
    for party in (speaker, other):
        if _stems(whose) & _stems(party) or _side(whose) == _side(party):
            return _side(party)
    known = side_names().get(whose.lower())
    return known.lower() if known else None


def _side(party: str) -> str:
    """The known side that a party's name tells, else the name: "Baku" and "the Azerbaijani army" are one."""
    names = side_names()
    for word in (party.lower(), *party.lower().split()):
        if word in names:
            return names[word].lower()
    return party.lower()


def _stems(name: str) -> frozenset[str]:
    """First letters of the telling words of a name: "Confederates" is in "the Tamsir Confederates"."""
    return frozenset(word[:6] for word in name.lower().split() if len(word) > 3) - _COMMON
