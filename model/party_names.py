"""A phrase that names who speaks, to the known party that it stands for: by aliases, and by what else it says.

    index = AliasIndex({("azerbaijani",): Alias("Azerbaijan", "state")})
    index.party("Azerbaijani defence officials")  # "Azerbaijan"
    index.party("Azerbaijani journalists")  # None: they do not speak for a state

A phrase is only ever read as a speaker, so that a city in it is its government.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from counterclaim.model.attribution_words import listed

PartyKind = Literal["state", "movement", "organisation"]

MOST_WORDS = 40
"""Words of a phrase that are read."""

_WORD = re.compile(r"[\w.&]+(?:[-'][\w.&]+)*'?|,")
_SPELLINGS = {"defence": "defense", "organisation": "organization", "centre": "center"}


@dataclass(frozen=True, slots=True)
class Alias:
    """Whom an alias means; `shouted` is one in capitals, such as WHO, which counts only where the text has capitals."""

    party: str
    kind: PartyKind
    shouted: bool = False


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    alias: Alias


def words(phrase: str) -> list[str]:
    """The words of a phrase without genitives and the points of abbreviations, in the case of the phrase."""
    found = _WORD.findall(phrase.replace("’", "'"))[:MOST_WORDS]
    bare = (re.sub(r"(?:'s|')$", "", word).replace(".", "") for word in found)
    return [word for word in bare if word]


def key(phrase: str) -> tuple[str, ...]:
    """A name as it is compared: lower case, one spelling, no article before it."""
    found = [_plain(word) for word in words(phrase)]
    return tuple(found[1:] if len(found) > 1 and found[0] in ("the", "a", "an") else found)


def own_name(phrase: str) -> str:
    """The name of a source that is no known party: without its article, common words in lower case.

    "The Defence Ministry" and "defense ministry" are one, and so are "State media" and "state media".
    """
    found = re.sub(r"\s+", " ", phrase.replace("’", "'")).strip(" ,").split(" ")
    if len(found) > 1 and found[0].lower() in listed("articles"):
        found = found[1:]
    low = [_SPELLINGS.get(word.lower(), word.lower()) for word in found]
    common = listed("roles", "bodies", "camps", "generic", "portfolios", "common")
    if all(word in common or word in ("of", "and") for word in low):
        return " ".join(low)
    if low[0] in common and all(word == word.lower() for word in found[1:]):
        return " ".join(low)
    return " ".join(_SPELLINGS.get(word, word) for word in found)


def _plain(word: str) -> str:
    return _SPELLINGS.get(word.lower(), word.lower())


class AliasIndex:
    """Known aliases, each a tuple of words as `key` gives them, looked up in a phrase."""

    def __init__(self, aliases: Mapping[tuple[str, ...], Alias]) -> None:
        self._aliases = dict(aliases)
        self._lengths: dict[str, list[int]] = {}
        for alias in self._aliases:
            self._lengths.setdefault(alias[0], []).append(len(alias))
        for lengths in self._lengths.values():
            lengths.sort(reverse=True)

    def party(self, phrase: str) -> str | None:
        """The party that a phrase speaks for; several that are joined are named together, in alphabetical order.

        `None` where the phrase names no known party, or somebody who does not speak for one: "Baku residents".
        """
        raw = words(phrase)
        low = [_plain(word) for word in raw]
        hits = self._hits(raw, low)
        if not hits:
            return None
        together = _joined(low, hits)
        if together is not None:
            return together
        hit = _head(low, hits)
        rest = {word for i, word in enumerate(low) if not any(h.start <= i < h.end for h in hits)}
        if rest & listed("abroad") and "in" in low[: hit.start]:
            return None  # "a diplomat in Baku"
        return hit.alias.party if _speaks_for(hit.alias, rest) else None

    def _hits(self, raw: Sequence[str], low: Sequence[str]) -> list[_Hit]:
        """The aliases in a phrase from left to right, longest first, none inside another."""
        found: list[_Hit] = []
        at = 0
        while at < len(low):
            hit = next((h for n in self._lengths.get(low[at], ()) if (h := self._hit(raw, low, at, at + n))), None)
            found += [hit] if hit else []
            at = hit.end if hit else at + 1
        return found

    def _hit(self, raw: Sequence[str], low: Sequence[str], start: int, end: int) -> _Hit | None:
        alias = self._aliases.get(tuple(low[start:end]))
        if alias is None or (alias.shouted and not all(word.isupper() for word in raw[start:end])):
            return None
        return _Hit(start, end, alias)


def _joined(low: Sequence[str], hits: Sequence[_Hit]) -> str | None:
    """The names of two or more parties with only "and" or a comma between them: "Baku and Yerevan"."""
    linked = [low[a.end] if a.end < b.start else "" for a, b in pairwise(hits)]
    parties = sorted({hit.alias.party for hit in hits})
    return " and ".join([", ".join(parties[:-1]), parties[-1]]) if len(parties) > 1 and "and" in linked else None


def _head(low: Sequence[str], hits: Sequence[_Hit]) -> _Hit:
    """The alias that a phrase is about: before a preposition a movement, else the last word, else the first."""
    stop = next((i for i, word in enumerate(low) if word in listed("prepositions") and word != "of"), len(low))
    led = [hit for hit in hits if hit.start < stop] or list(hits)
    movements = [hit for hit in led if hit.alias.kind == "movement"]
    if movements:
        return movements[-1]
    return led[-1] if led[-1].end == stop and "of" not in low[led[0].end : stop] else led[0]


def _speaks_for(alias: Alias, rest: set[str]) -> bool:
    """Whether the other words of a phrase name a body or an office, and nobody private or in revolt."""
    if rest & listed("private") or (alias.kind == "state" and rest & listed("camps")):
        return False
    led = rest - listed("articles", "prepositions", "generic", "portfolios", "disowning")
    heads = led | {word.rpartition("-")[2] for word in led}
    return not led or bool(heads & listed("roles", "bodies", "camps", "realms"))
