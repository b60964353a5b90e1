"""The word lists of the figure layer, read once from `configs/figures.yaml`.

lists = word_lists()
lists.things["tanks"], lists.happenings["killed"]
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from counterclaim.model.word_files import word_file

_LETTERS = re.compile(r"[a-z]+")
_IRREGULAR = {
    "child": "children", "person": "people", "people": "people", "aircraft": "aircraft", "staff": "staff",
    "crew": "crew", "foot": "feet", "feet": "feet", "unmanned aircraft": "unmanned aircraft", "km": "km", "kg": "kg",
}  # fmt: skip
_SINGULAR = {plural: singular for singular, plural in _IRREGULAR.items() if singular != plural}
_ENDINGS = (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("s", ""))


@dataclass(frozen=True, slots=True)
class WordLists:
    """What nouns and verbs say of a figure: maps from a lower-case word or phrase to its kind or class."""

    things: dict[str, str]
    people: dict[str, str]
    happenings: dict[str, str]
    happening: re.Pattern[str]
    enemy: frozenset[str]
    own: frozenset[str]
    factors: dict[str, float]
    lose: tuple[str, ...]
    inflict: tuple[str, ...]
    stop: frozenset[str]
    skipped: frozenset[str]


@lru_cache(maxsize=1)
def word_lists() -> WordLists:
    """The lists that come with the package."""
    raw = word_file("figures")
    happenings = {word: kind for kind, words in raw["happenings"].items() for word in words}
    return WordLists(
        things=_forms(raw["things"]),
        people=_forms(raw["people"]),
        happenings=happenings,
        happening=re.compile(rf"\b{either(happenings)}\b"),
        enemy=frozenset(raw["enemy"]),
        own=frozenset(raw["own"]),
        factors={form: factor for word, factor in raw["factors"].items() for form in (word, plural(word))},
        lose=tuple(raw["lose"]),
        inflict=tuple(raw["inflict"]),
        stop=frozenset(raw["stop"]),
        skipped=frozenset(raw["skipped"]),
    )


def lowered(text: str) -> str:
    """A text in lower case, as long as it was: patterns that need not ignore case are three times as fast."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)


@lru_cache(maxsize=8)
def words_of(text: str) -> frozenset[str]:
    """The words of a text in lower case, cut at whatever is no letter."""
    return frozenset(_LETTERS.findall(text.lower()))


def either(words: Iterable[str]) -> str:
    """A pattern of any of the words, the longest that fits: a tree of letters, which is faster than a long list."""
    return f"(?:{_tree(sorted(set(words)))})"


def _tree(words: list[str]) -> str:
    branches = [
        re.escape(first) + _tree([word[1:] for word in rest])
        for first, rest in itertools.groupby((word for word in words if word), key=lambda word: word[0])
    ]
    if not branches:
        return ""
    some = branches[0] if len(branches) == 1 and "" not in words else f"(?:{'|'.join(branches)})"
    return some + "?" if "" in words else some


def _forms(kinds: dict[str, list[str]]) -> dict[str, str]:
    forms: dict[str, str] = {}
    for kind, words in kinds.items():
        for word in words:
            forms.setdefault(word, kind)
            forms.setdefault(plural(word), kind)
    return forms


def plural(word: str) -> str:
    """The plural of an English noun, by rule but for those that count people."""
    head, _, last = word.rpartition(" ")
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if last.endswith("man"):
        return f"{word[:-2]}en"
    if word.endswith("children"):
        return word
    if last.endswith("y") and last[-2:-1] not in "aeiou":
        made = f"{last[:-1]}ies"
    else:
        made = f"{last}es" if last.endswith(("s", "x", "ch", "sh")) else f"{last}s"
    return f"{head} {made}".strip()


def singular(word: str) -> str:
    """The singular of an English noun, by rule but for those that count people; a singular comes back as it is."""
    if word in _SINGULAR:
        return _SINGULAR[word]
    if word in _IRREGULAR or word.endswith(("ss", "us", "is", "children")):
        return word
    if word.endswith("men"):
        return f"{word[:-2]}an"
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + instead
    return word
