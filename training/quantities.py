"""Quantities as phrases: "at least 50", "dozens", "between 40 and 60"; and how two of them lie to each other.

    quantity = draw("at_least", 58, measure="count", rng=rng)
    related(quantity, exact(58))                       "contains"

What a phrase means is the interval that the figure layer reads from it, so labels follow from `model.intervals`.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from typing import Literal

from counterclaim.model.intervals import overlap
from counterclaim.model.records import Figure, Hedge
from counterclaim.training.number_forms import Writer

Related = Literal["same", "inside", "contains", "apart", "cross"]
"""`inside`: the first is within the second; `contains`: the second is within the first; `cross`: they only meet."""

Form = Literal["exact", "at_least", "at_most", "about", "range", "vague", "zero"]

_BOUNDS = {
    "at_least": ("at least {}", "no fewer than {}", "a minimum of {}", "more than {}", "over {}"),
    "at_most": ("at most {}", "no more than {}", "a maximum of {}", "fewer than {}", "under {}"),
    "about": ("about {}", "around {}", "roughly {}", "approximately {}", "some {}"),
}
_OPEN = ("more than {}", "over {}", "fewer than {}", "under {}")
_VAGUE: tuple[tuple[str, float, float], ...] = (
    ("several", 2, 10), ("a handful of", 2, 10), ("a few", 2, 10), ("dozens of", 20, 99), ("scores of", 40, 100),
    ("hundreds of", 150, 999), ("thousands of", 1_500, 9_999), ("tens of thousands of", 20_000, 99_999),
)  # fmt: skip
_LEAST = {"at_least": 2, "at_most": 5, "about": 10}
_ZERO = ("no", "zero", "not a single")
CLOSE = 1.08
"""Two figures that differ must do so by this factor, and a figure inside another keeps this far from its ends."""
WIDE = 1.5
"""What is outside a vague count is so by this factor: whether 105 is "dozens" is a matter of taste."""
LOOSE = 2.5
"""A bound says nothing of a figure that is further away: "more than 5" of 900."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or an interval and its phrase, in which `{}` stands for each of `numbers`.

    `low` and `high` are in units of the writer that writes it; `raw` is a phrase to be kept as it was found.
    """

    form: Form
    low: float
    high: float
    phrase: str = "{}"
    numbers: tuple[float, ...] = ()
    raw: str | None = None

    @property
    def middle(self) -> float:
        """One number that stands for it: the bound of a bound, the geometric mean of a range."""
        if self.form in ("at_least", "at_most", "about"):
            return self.numbers[0]
        return math.sqrt(self.low * self.high)

    def written(self, writer: Writer, rng: random.Random, *, usual: float = 0.6) -> str:
        """Its phrase; the number is spelled in the usual way with the probability `usual`."""
        if self.raw is not None:
            return self.raw
        if self.form == "range":
            return self.phrase.format(*writer.ends(*self.numbers))
        if not self.numbers:
            return self.phrase
        forms = writer.forms(self.numbers[0])
        number = forms[0] if rng.random() < usual else rng.choice(forms)
        return self.phrase.format(number)


def exact(value: float) -> Quantity:
    """The value, as a plain number."""
    return Quantity("exact", value, value, "{}", (value,))


def draw(form: Form, near: float, *, measure: str, rng: random.Random) -> Quantity | None:
    """A quantity of this form whose number is `near`; `None` where the form does not suit it.

    Args:
        form: which.
        near: the value, in units of the writer.
        measure: `count`, or what is not counted ("less than", not "fewer than").
        rng: for the wording.
    """
    if form == "exact":
        return exact(near)
    if form == "zero":
        return Quantity("zero", 0, 0, rng.choice(_ZERO))
    if form == "vague":
        fitting = [item for item in _VAGUE if item[1] * 0.5 <= near <= item[2] * 2]
        if measure != "count" or not fitting:
            return None
        words, low, high = rng.choice(fitting)
        return Quantity("vague", low, high, words)
    if form == "range":
        low, high = _nice(near * rng.uniform(0.7, 0.95)), _nice(near * rng.uniform(1.05, 1.4))
        if low < 3 or high < 1.15 * low or (measure == "percent" and high > 98):
            return None
        return Quantity("range", low, high, rng.choice(("between {} and {}", "{} to {}")), (low, high))
    return _hedged(form, _nice(near), measure, rng)


def _hedged(form: Form, value: float, measure: str, rng: random.Random) -> Quantity | None:
    if value < _LEAST[form] or (measure == "percent" and value > 96):
        return None
    phrase = rng.choice(_BOUNDS[form])
    strict = phrase in _OPEN
    if measure != "count":
        phrase = phrase.replace("fewer", "less")
    if form == "at_least":
        return Quantity(form, math.nextafter(value, math.inf) if strict else value, math.inf, phrase, (value,))
    if form == "at_most":
        return Quantity(form, 0.0, math.nextafter(value, 0) if strict else value, phrase, (value,))
    return Quantity(form, value * 0.9, value * 1.1, phrase, (value,))


def _nice(value: float) -> float:
    """A rounder number close by: two digits, or one and a half."""
    if value < 10:
        return float(round(value)) if value >= 2 else round(value, 1)
    size = 10.0 ** (math.floor(math.log10(value)) - 1)
    step = 5 * size if value < 50 * size else 10 * size if value >= 10 * size else size
    return float(max(round(value / step) * step, step))


def figure(quantity: Quantity) -> Figure:
    """The quantity as a figure that counts nothing in particular."""
    hedge: Hedge = "exact" if quantity.form == "zero" else quantity.form
    return Figure(kind="count", low=quantity.low, high=quantity.high, hedge=hedge)


def related(a: Quantity, b: Quantity) -> Related | None:
    """How two quantities lie to each other; `None` where people would not agree on what follows."""
    how = overlap(figure(a), figure(b))
    if how == "equal":
        return "same"
    if how == "near" or "zero" in (a.form, b.form):
        return "apart" if how == "disjoint" else None
    if how == "disjoint":
        return "apart" if _clearly_apart(a, b) else None
    if how == "crossing":
        return _crossing(a, b)
    inner, outer = (a, b) if _within(a, b) else (b, a)
    if not _clearly_inside(inner, outer):
        return None
    return "inside" if inner is a else "contains"


def _within(a: Quantity, b: Quantity) -> bool:
    return b.low <= a.low and a.high <= b.high


def _clearly_apart(a: Quantity, b: Quantity) -> bool:
    low, high = sorted((a, b), key=lambda item: item.low)
    return low.high * (WIDE if "vague" in (a.form, b.form) else CLOSE) <= high.low


def _crossing(a: Quantity, b: Quantity) -> Related | None:
    forms = (a.form, b.form)
    if forms == ("about", "about"):
        return "inside" if max(a.middle, b.middle) <= 1.1 * min(a.middle, b.middle) else None
    if "about" in forms or forms == ("vague", "vague"):
        return None
    common = min(a.high, b.high) / max(a.low, b.low)
    return "cross" if common >= 1.2 and min(a.middle, b.middle) * LOOSE >= max(a.middle, b.middle) else None


def _clearly_inside(inner: Quantity, outer: Quantity) -> bool:
    """Whether nobody would doubt that the inner one bears the outer one out."""
    if outer.form in ("at_least", "at_most"):
        apart = max(inner.middle, outer.middle) / min(inner.middle, outer.middle)
        return apart <= LOOSE if inner.form != outer.form else CLOSE <= apart <= LOOSE
    if outer.form in ("vague", "range"):
        return outer.low * CLOSE <= inner.low and inner.high * CLOSE <= outer.high
    return outer.form == "about" and inner.form == "exact"
