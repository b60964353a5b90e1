"""Words that may be swapped in a sentence so that it speaks of something else: another kind, owner or day.

[swap.name for swap in swaps_of("Two Israeli soldiers were killed on Monday in the town.", figure)]
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from counterclaim.model.records import Figure
from counterclaim.training.phrases import phrases
from counterclaim.training.sentences import words_of

SYNONYM = 0.3
"""How often a word that is not swapped becomes a synonym."""

_DAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b(?!['\u2019]|\s[A-Z]|-)")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_VERBS = frozenset(("killed", "killing", "wounded", "injured", "hurt", "wounding", "injuring"))
_DEAD = frozenset(
    ("bodies", "body", "corpses", "burial", "funeral", "buried", "dead", "deaths", "mourned", "survivors")
)
"""Words of sentences in which the killed cannot become wounded ones."""


@dataclass(frozen=True, slots=True)
class Swap:
    """One word of a sentence, the words that mean the same, and those that exclude it; `name` is what it changes."""

    name: str
    word: str
    same: tuple[str, ...]
    other: tuple[str, ...]

    def applied(self, text: str, moved: bool, rng: random.Random) -> str:
        """The text with another word where `moved`, else now and then with a synonym."""
        if not moved and (len(self.same) < 2 or rng.random() >= SYNONYM):
            return text
        new = rng.choice(self.other if moved else self.same)
        return re.sub(rf"\b{re.escape(self.word)}\b", lambda found: _cased(new, found[0]), text, count=1)


def _cased(new: str, found: str) -> str:
    return new[0].upper() + new[1:] if found[0].isupper() else new


def swaps_of(sentence: str, figure: Figure) -> tuple[Swap, ...]:
    """What may be swapped around a figure of a sentence, one of each name at most."""
    found = [_kind(sentence, figure), _owner(sentence, figure), _day(sentence)]
    return tuple(swap for swap in found if swap is not None)


def _kind(sentence: str, figure: Figure) -> Swap | None:
    """The counted noun, or the verb that says what happened, where a class of words has it and nothing like it."""
    small = sentence.lower()
    for one, two in phrases().kinds:
        for same, other in ((one, two), (two, one)):
            there = [word for word in (*same, *other) if re.search(rf"\b{word}\b", small)]
            if len(there) != 1 or there[0] not in same or len(re.findall(rf"\b{there[0]}\b", small)) != 1:
                continue
            word = there[0]
            counted = word == figure.unit and word in re.sub(r"[.,]", "", small[figure.end :]).split()[:4]
            if counted or (word in _VERBS and _happens(word, sentence, figure)):
                return Swap("figure_kind", _as_written(word, sentence), same, other)
    return None


def _happens(verb: str, sentence: str, figure: Figure) -> bool:
    """Whether the verb is what happened to those who are counted: "killed five men", "five men were killed"."""
    if words_of(sentence) & _DEAD:
        return False
    if re.search(rf"\b{verb}\s$", sentence[: figure.start]):
        return True
    between = re.match(rf"((?:\s[\w'-]+){{1,5}}?)\s{verb}\b", sentence[figure.end :])
    words = between[1].split() if between is not None else []
    return bool(words) and (words[-1] in ("were", "was", "been", "being", "are") or len(words) == 1)


def _as_written(word: str, sentence: str) -> str:
    match = re.search(rf"\b{word}\b", sentence, re.IGNORECASE)
    return match[0] if match else word


def _owner(sentence: str, figure: Figure) -> Swap | None:
    """The name between a figure and what it counts: "two Israeli soldiers", "four of our tanks"."""
    match = re.match(r"\s(?:of )?(\w+)\s[a-z]", sentence[figure.end :])
    if match is None:
        return None
    for one, two in phrases().owners:
        for name, partner in ((one, two), (two, one)):
            if match[1] == name and sentence.count(name) == 1 and partner not in sentence:
                return Swap("figure_whose", name, (name,), (partner,))
    return None


def _day(sentence: str) -> Swap | None:
    """The day of the week, where the sentence tells of one day among many and of no event that happens only once."""
    days, words = _DAY.findall(sentence), words_of(sentence)
    if len(days) != 1 or words & phrases().words("single_events") or not words & phrases().words("daily"):
        return None
    later = _DAYS[(_DAYS.index(days[0]) + 1 + len(sentence) % 6) % 7]
    return Swap("time_or_place", days[0], (days[0],), (later,))
