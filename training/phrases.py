"""The phrases and events of the generated pairs, read once from `configs/generate.yaml` and `configs/events.yaml`.

phrases().wrappers["denial"], events().events
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import Field, model_validator

from counterclaim.model.settings import Strict, configuration, read_settings

State = Literal["holds", "fails", "open", "unknown", "may", "possible", "sure", "excluded"]
"""What a wrapper says of the sentence in it; `configs/generate.yaml` explains each."""

Said = State | Literal["concedes"]
"""`concedes` is `holds` in other words."""

Wrapper = dict[State, str]
"""One contrast set: a form for each state."""


class Verbs(Strict):
    """Patterns with `{1}` to `{3}`, and what may stand in them before a clause, by what it says of the clause."""

    patterns: tuple[str, ...] = Field(min_length=1)
    verbs: dict[Said, tuple[str, ...]]


class Lists(Strict):
    """What lists are made of; `kinds` names the verbs of each kind of wrapper."""

    personal: Verbs
    impersonal: Verbs
    kinds: dict[str, tuple[tuple[Said, Said, Said], ...]]


class Phrases(Strict):
    """Wrappers, speakers and word lists; a word list is one string of words."""

    shares: dict[Literal["wrapped", "figures", "event_wrapped", "event_figures", "parts", "shares"], int]
    speakers: tuple[str, ...] = Field(min_length=2)
    wrappers: dict[str, tuple[Wrapper, ...]]
    lists: Lists
    asides: tuple[str, ...] = Field(min_length=2)
    openers: str
    joiners: str
    names: str
    verbs: str
    unwrapped: str
    unedited: str
    beside: str
    definite: str
    fixed_nouns: str
    daily: str
    single_events: str
    kinds: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    owners: tuple[tuple[str, str], ...]

    def words(self, name: str) -> frozenset[str]:
        """The words of one word list."""
        return _split(getattr(self, name))


class Event(Strict):
    """An invented event: forms that say the same, and what may differ between two statements about it.

    `size` is the smallest and the largest figure; `kinds` are two classes of words that exclude each other, `noun` what
    is counted where it is neither of them, and `whole` the word for both together.
    """

    name: str
    size: tuple[int, int]
    says: tuple[str, ...] = Field(min_length=2)
    kinds: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    noun: str | None = None
    whole: str | None = None
    sides: Literal["countries", "firms", "parties"] = "countries"
    zero: bool = False
    shares: bool = False

    @model_validator(mode="after")
    def _says_the_same_in_each_form(self) -> Event:
        slots = [
            {slot for slot in ("who", "kind", "day", "place", "side") if f"{{{slot}}}" in say} for say in self.says
        ]
        if any(found != slots[0] for found in slots) or "who" not in slots[0]:
            raise ValueError(f"event {self.name!r}: its forms have other slots; allowed: the same, {{who}} among them")
        if self.noun is None and self.kinds is None:
            raise ValueError(f"event {self.name!r} has neither `noun` nor `kinds`; one is needed")
        return self


class Events(Strict):
    """The invented events, and the names that fill their slots."""

    days: tuple[str, ...] = Field(min_length=2)
    places: tuple[str, ...] = Field(min_length=2)
    sides: dict[Literal["countries", "firms", "parties"], tuple[str, ...]]
    events: tuple[Event, ...] = Field(min_length=1)


@cache
def _split(words: str) -> frozenset[str]:
    return frozenset(words.split())


@cache
def phrases() -> Phrases:
    """The phrases that come with the package."""
    return read_settings(configuration("generate.yaml"), Phrases, "configs/generate.yaml")


@cache
def events() -> Events:
    """The events that come with the package."""
    return read_settings(configuration("events.yaml"), Events, "configs/events.yaml")
