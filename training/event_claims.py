"""Claims about invented events: the same claim in two forms of words, with any figure, kind, day, place and side.

claim = event_claim(events().events[0], rng)
claim.say(exact(58), frozenset(), 0, rng)          "58 soldiers were killed in the ambush near Arda on Monday."
claim.say(exact(58), frozenset({"figure_kind"}), 1, rng)
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from counterclaim.model.word_lists import singular
from counterclaim.training.number_forms import Writer
from counterclaim.training.phrases import Event, events
from counterclaim.training.quantities import Quantity, exact

_UNITS = {"percent": ("percent", " percent"), "million euros": ("money", " million euros"),
          "million dollars": ("money", " million dollars")}  # fmt: skip
_NOT_COUNTED = ("hectares", "litres", "tonnes")
_AGREE = {"were": "was", "that belonged": "that belonged", "have": "has"}


@dataclass(frozen=True, slots=True)
class EventClaim:
    """One invented event with its names; each slot has the value it has, and another that makes it another claim."""

    event: Event
    slots: dict[str, tuple[str, str]]
    base: Quantity
    first: int
    wraps: bool = True
    zero: bool = False

    @property
    def source(self) -> str:
        """The name of the event: all claims about it share their words."""
        return f"event {self.event.name}"

    @property
    def measure(self) -> str:
        """`count`, `percent`, `money`, or `mass` for what is measured and not counted."""
        noun = self.event.noun or ""
        return "mass" if noun in _NOT_COUNTED else _UNITS.get(noun, ("count", ""))[0]

    @property
    def writer(self) -> Writer:
        """How its figures are written."""
        return Writer(suffix=_UNITS.get(self.event.noun or "", ("", ""))[1])

    @property
    def moves(self) -> tuple[str, ...]:
        """Names of what may be made different: `figure_kind`, `figure_whose`, `time_or_place`."""
        said = {
            "figure_kind": self.event.kinds is not None,
            "figure_whose": "side" in self.slots,
            "time_or_place": "day" in self.slots or "place" in self.slots,
        }
        return tuple(name for name, there in said.items() if there)

    def say(self, quantity: Quantity | None, moved: frozenset[str], turn: int, rng: random.Random) -> str | None:
        """A sentence about the event; `None` where nobody would write the number like that.

        Args:
            quantity: how many; `None` for the figure that the claim came with.
            moved: names of what is made different.
            turn: 0 or 1, the side of the pair: the two sides have different forms.
            rng: for synonyms and spelling.
        """
        if "million" in self.writer.suffix and max((quantity or self.base).numbers, default=0) >= 1000:
            return None  # nobody says "1,000 million"
        kind = self._kind("figure_kind" in moved, rng)
        who = self.counted(quantity or self.base, self.event.noun or kind, rng)
        return self.told(who, kind, moved, turn)

    def lowers(self, text: str) -> bool:
        """Whether a sentence about it has a small first letter behind `that`: not where it begins with a name."""
        return not text.startswith(tuple(name for pair in self.slots.values() for name in pair))

    def counted(self, quantity: Quantity, noun: str, rng: random.Random) -> str:
        """How many of what: "at least 58 soldiers", "not a single soldier", "12 million euros"."""
        phrase = quantity.written(self.writer, rng)
        if self.writer.suffix and quantity.form != "zero":
            return phrase
        return f"{phrase} {singular(noun) if phrase == 'not a single' else noun}"

    def told(self, who: str, kind: str, moved: frozenset[str], turn: int) -> str:
        """The sentence about `who` ("58 soldiers"), with the names as they are or as they are not."""
        says = self.event.says
        text = says[(self.first + turn) % len(says)]
        names = {
            slot: pair["figure_whose" in moved if slot == "side" else slot in moved]
            for slot, pair in self.slots.items()
        }
        if "time_or_place" in moved and not {"day", "place"} & moved:
            slot = "day" if "day" in self.slots else "place"
            names[slot] = self.slots[slot][1]
        if who.startswith("not a single"):
            text = re.sub(r"(\{who\}(?: in \{place\})?) were\b", r"\1 was", text)
        text = text.format(who=who, kind=kind, **names)
        text = re.sub(r",(?=[.,])|(?<=,),", "", text)
        return text[0].upper() + text[1:]

    def _kind(self, moved: bool, rng: random.Random) -> str:
        return rng.choice(self.event.kinds[moved]) if self.event.kinds is not None else ""

    def kinds(self) -> tuple[str, str]:
        """The two kinds in their usual words; empty where the event has none."""
        return (self.event.kinds[0][0], self.event.kinds[1][0]) if self.event.kinds is not None else ("", "")


def event_claim(event: Event, rng: random.Random) -> EventClaim:
    """A claim about an event, with names and a figure drawn for it."""
    lists = events()
    wanted = {"day": lists.days, "place": lists.places, "side": lists.sides[event.sides]}
    slots = {}
    for slot, values in wanted.items():
        if f"{{{slot}}}" in event.says[0]:
            one, other = rng.sample(values, 2)
            slots[slot] = (one, other)
    low, high = event.size
    value = round(low * (high / low) ** rng.random())
    if value >= 100:
        value = round(value, -1) if rng.random() < 0.5 else value
    if value >= 1000:
        value = round(value, rng.choice((-1, -2, -2)))
    if event.kinds is not None and rng.random() < 0.5:
        event = event.model_copy(update={"kinds": (event.kinds[1], event.kinds[0])})
    return EventClaim(event, slots, exact(float(value)), rng.randrange(len(event.says)), zero=event.zero)
