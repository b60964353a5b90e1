"""Sides of known conflicts, and the reading of a pair that does not depend on which side is which.

A language model has opinions on names. So it never sees who is who: of a pair and the same pair with the two sides'
names exchanged, `canonical` always picks the same one, and the verdict is read from that.
Exchanging the names then changes nothing at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from pydantic import Field, model_validator

from counterclaim.model.records import Pair, Statement
from counterclaim.model.rewriting import Rewritten, rewrite
from counterclaim.model.settings import Strict, configuration, read_settings


class Sides(Strict):
    """Two sides of one conflict: the n-th form of one is exchanged for the n-th form of the other."""

    name: str
    one: tuple[str, ...] = Field(min_length=1)
    other: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _forms_are_aligned(self) -> Sides:
        if len(self.one) != len(self.other):
            raise ValueError(f"sides {self.name!r}: {len(self.one)} forms against {len(self.other)}; allowed: as many")
        return self

    def forms(self) -> dict[str, str]:
        """Every form to the form that takes its place, in capitals too."""
        there = dict(zip(self.one, self.other, strict=True))
        both = there | {other: one for one, other in there.items()}
        return both | {form.upper(): other.upper() for form, other in both.items()}


class _File(Strict):
    sides: tuple[Sides, ...] = Field(min_length=1)


def load_sides(path: Path | None = None) -> tuple[Sides, ...]:
    """The sides in a YAML file, those of the package if none is given.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: it is not such a file; the message names file, field, value and what is allowed.
    """
    return read_settings(path or configuration("sides.yaml"), _File, "configs/sides.yaml").sides


@cache
def known_sides() -> tuple[Sides, ...]:
    """The sides that come with the package."""
    return load_sides()


def exchange(pair: Pair, sides: Sequence[Sides]) -> Pair | None:
    """The pair with the two sides exchanged in texts and parties, or `None` where no text names one.

    The first conflict counts of which a text names a side.
    """
    for candidate in sides:
        pattern = _pattern(candidate)
        if pattern.search(pair.a.text) or pattern.search(pair.b.text):
            a, b = (_exchanged(statement, candidate) for statement in (pair.a, pair.b))
            return Pair(a=a, b=b, pair_id=pair.pair_id)
    return None


def _exchanged(statement: Statement, sides: Sides) -> Statement:
    party = _renamed(statement.party, sides).text if statement.party else statement.party
    return replace(statement, text=_renamed(statement.text, sides).text, party=party, figures=())


def canonical(a: str, b: str, sides: Sequence[Sides] | None = None) -> tuple[Rewritten, Rewritten]:
    """Two texts with the sides' names as the language model is to see them.

    Of the two texts as they are and with the names exchanged, those that come first in the alphabet: neither the order
    of a and b matters, nor an exchange of the names.
    """
    seen = Rewritten.of(a), Rewritten.of(b)
    for candidate in known_sides() if sides is None else sides:
        pattern = _pattern(candidate)
        if any(pattern.search(text.text) for text in seen):
            other = seen[0].then(_renamed(seen[0].text, candidate)), seen[1].then(_renamed(seen[1].text, candidate))
            seen = min(seen, other, key=lambda texts: sorted(text.text for text in texts))
    return seen


def _renamed(text: str, sides: Sides) -> Rewritten:
    return rewrite(text, _pattern(sides), _other(sides))


@cache
def _other(sides: Sides) -> Callable[[re.Match[str]], str]:
    forms = sides.forms()

    def other(match: re.Match[str]) -> str:
        form = forms[match["form"]]
        article = match["article"] or ""
        if article:
            article = article[0] + ("n" if form[0].lower() in "aeiou" else "") + " "
        return article + form

    return other


@cache
def _pattern(sides: Sides) -> re.Pattern[str]:
    longest_first = sorted(sides.forms(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?P<article>[Aa]n? )?(?P<form>{'|'.join(map(re.escape, longest_first))})(?!\w)")


@cache
def side_names() -> dict[str, str]:
    """Every known form, lower case, to the name of its side, so that "Baku" and "Azerbaijani" are one party."""
    return {form.lower(): forms[0] for sides in known_sides() for forms in (sides.one, sides.other) for form in forms}
