"""Rebels and separatists whom a text names by no place: the place that it tells elsewhere.

    places = camp_places("Separatists in Lund fired first, the army said. The separatist fighters denied it.")
    placed("separatist fighters", places)  # "separatists in Lund"

Without a place, the separatists of one land and those of another would be one party.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache

from counterclaim.model.attribution_words import listed

_STEM = 5
_NAME = r"(?P<place>[A-Z]\w+(?:-[A-Z]\w+)*)"


def camp_places(text: str) -> dict[str, str]:
    """Where the camps of a text are, by the camp's first letters: the place that is named most often with it."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    low = text.lower()
    for pattern in _patterns() if any(stem in low for stem in _stems()) else ():
        for match in pattern.finditer(text):
            if match["place"].lower() not in listed("days"):
                found[_stem(match["camp"])][match["place"]] += 1
    return {camp: places.most_common(1)[0][0] for camp, places in found.items()}


def placed(phrase: str, places: Mapping[str, str]) -> str | None:
    """A camp with its place, where the phrase names a camp and no place, and the text does; else `None`."""
    words = phrase.split()
    if any(word[0].isupper() for word in words[1:]):
        return None
    camp = next((word.lower() for word in words if word.lower() in listed("camps")), None)
    place = places.get(_stem(camp)) if camp else None
    if camp is None or place is None:
        return None
    plural = camp if camp.endswith("s") or camp == "opposition" else f"{camp}s"
    return f"{plural} in {place}"


def _stem(camp: str) -> str:
    """The first letters, which singular and plural share; a breakaway region is one of separatists."""
    return "separatist"[:_STEM] if camp.lower() in listed("apart") else camp.lower()[:_STEM]


@cache
def _stems() -> frozenset[str]:
    """What most texts hold none of, so that they need not be searched."""
    return frozenset(word[:_STEM] for word in listed("camps", "apart"))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """A place behind a camp ("separatists in Lund") and behind what its land is called ("the breakaway Lund")."""
    camp = "|".join(sorted(listed("camps"), key=len, reverse=True))
    apart = "|".join(sorted(listed("apart"), key=len, reverse=True))
    of = r"(?:(?:region|republic|state|province|territory) of )?"
    return (
        re.compile(rf"\b(?P<camp>(?i:{camp}))(?: [a-z]+)? (?:in|from) (?:the )?(?:[a-z]+ )?{_NAME}"),
        re.compile(rf"\b(?P<camp>(?i:{apart})) {of}{_NAME}"),
    )
