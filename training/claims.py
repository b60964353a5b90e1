"""What every generated pair is made of: a claim that can be told in more than one way, and the pair itself.

Made(premise, hypothesis, label, phenomenon)       what comes out; a `Claim` is a real sentence or an invented event
"""

from __future__ import annotations

import random
from typing import NamedTuple, Protocol

from counterclaim.model.records import Label
from counterclaim.training.number_forms import Writer
from counterclaim.training.quantities import Quantity

LABELS: tuple[Label, ...] = ("entailment", "neutral", "contradiction")


class Claim(Protocol):
    """What can be told with other figures and other names: a real sentence or an invented event.

    Figures are in units of its `writer`; `moves` are `figure_kind`, `figure_whose` and `time_or_place`, as far as they
    can be made different.
    """

    @property
    def source(self) -> str:
        """The sentence, or the name of the event."""

    @property
    def wraps(self) -> bool:
        """Whether it may stand in a wrapper."""

    @property
    def zero(self) -> bool:
        """Whether there may be none."""

    @property
    def base(self) -> Quantity | None:
        """The figure that it came with."""

    @property
    def measure(self) -> str:
        """What the figure is: `count` or something that is not counted."""

    @property
    def writer(self) -> Writer:
        """How its figures are written."""

    @property
    def moves(self) -> tuple[str, ...]:
        """Names of what may be made different."""

    def lowers(self, text: str) -> bool:
        """Whether its text has a small first letter behind `that`."""

    def say(self, quantity: Quantity | None, moved: frozenset[str], turn: int, rng: random.Random) -> str | None:
        """It as a sentence with this figure and with these things different; `None` where that is not clean."""


class Made(NamedTuple):
    """A labelled pair; `phenomenon` is what the pair turns on."""

    premise: str
    hypothesis: str
    label: Label
    phenomenon: str
