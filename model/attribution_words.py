"""The words of `configs/attribution.yaml`: verbs in all of their forms, and lists of words by name.

    verbs()["denied"]
    (Verb(lemma='deny', kind='deny', form='past', rest=()),)

They are read once, and kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, partial
from typing import Literal

from counterclaim.model.word_files import word_file, words_of_file

Kind = Literal["say", "tell", "show", "think", "deny", "accuse", "mention", "judge", "want", "ask"]
Form = Literal["base", "s", "past", "ing"]

_RAW = word_file("attribution")
_FORMS: tuple[Form, ...] = ("s", "past", "past", "ing")

listed = partial(words_of_file, "attribution")
"""The words of some lists together, by their names."""


@dataclass(frozen=True, slots=True)
class Verb:
    """One form of a verb; `rest` are the words that have to follow it ("out" of "point out")."""

    lemma: str
    kind: Kind
    form: Form
    rest: tuple[str, ...] = ()


@cache
def verbs() -> dict[str, tuple[Verb, ...]]:
    """Every form of every verb, in lower case, with what it may be; verbs with more words come first."""
    found: dict[str, list[Verb]] = {}
    for kind, text in _RAW["verbs"].items():
        for quoted, plain in re.findall(r'"([^"]+)"|(\S+)', text):
            lemma, *rest = (quoted or plain).split()
            for form, word in _inflected(lemma):
                verb = Verb(lemma, kind, form, tuple(rest))
                entries = found.setdefault(word, [])
                if verb not in entries:
                    entries.append(verb)
    return {word: tuple(sorted(entries, key=lambda verb: -len(verb.rest))) for word, entries in found.items()}


@cache
def nouns() -> dict[str, Kind]:
    """Nouns for what somebody says, denies, thinks or wants."""
    return {word: kind for kind, text in _RAW["nouns"].items() for word in text.split()}


@cache
def finite_forms() -> frozenset[str]:
    """Forms of the verbs that may be the verb of a clause and are no nouns."""
    found = (word for word, entries in verbs().items() if any(v.form in ("s", "past") and not v.rest for v in entries))
    return frozenset(found) - listed("noun_like", "not_verbs")


@cache
def tagging() -> frozenset[str]:
    """Forms that may tell who spoke behind a quotation."""
    return frozenset(
        word
        for word, entries in verbs().items()
        if any(v.form in ("s", "past") and v.kind in ("say", "tell", "ask") for v in entries)
    )


def _inflected(lemma: str) -> list[tuple[Form, str]]:
    if lemma in _RAW["irregular"]:
        words = _RAW["irregular"][lemma].split()
        return [("base", lemma), *zip(_FORMS, words, strict=True)]
    stem = lemma + lemma[-1] if lemma in listed("doubling") else lemma
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return [("base", lemma), ("s", f"{lemma[:-1]}ies"), ("past", f"{lemma[:-1]}ied"), ("ing", f"{lemma}ing")]
    s = f"{lemma}es" if lemma.endswith(("s", "x", "ch", "sh", "z")) else f"{lemma}s"
    if lemma.endswith("e"):
        ing = f"{lemma[:-1]}ing" if not lemma.endswith("ee") else f"{lemma}ing"
        return [("base", lemma), ("s", s), ("past", f"{lemma}d"), ("ing", ing)]
    return [("base", lemma), ("s", s), ("past", f"{stem}ed"), ("ing", f"{stem}ing")]
