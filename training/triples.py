"""Triples: one claim told three times in pairs of the same make-up, once under each label.

The three pairs of a triple share their sentence, the forms of their figures (an exact one against a bound, say) and
their wrappers, so that words alone do not give the label away: what tells it is how the two sides lie to each other.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass

from counterclaim.model.records import Label
from counterclaim.training.claims import LABELS, Claim, Made
from counterclaim.training.phrases import State, Wrapper, phrases
from counterclaim.training.quantities import Form, Quantity, draw, exact, related
from counterclaim.training.wrappers import BARE, Content, judged, listed, wrapped

ATTRIBUTION = "attribution_wrap"
TRIES = 40
MOST_WORDS = 80
"""Words of both sides together; a model reads more only in part."""
LISTED = 0.75
"""Share of wrappers that are lists, in which the words alone do not tell what is said of the sentence."""

FORMS: dict[str, tuple[tuple[Form | None, Form | None], ...]] = {
    "figure_exact": (("exact", "exact"),),
    "figure_bound": (("exact", None), (None, None)),
    "figure_rounding": (("about", "exact"), ("about", "exact"), ("about", "about"), ("about", None)),
    "figure_vague": (("vague", "exact"), ("vague", "exact"), ("vague", None)),
    "figure_range": (("range", "exact"), ("range", "range"), ("range", None)),
    "figure_zero": (("zero", "exact"), ("zero", "vague"), ("zero", "about")),
}
"""Families of figures: the forms of the two sides; `None` is a bound."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the pairs of a triple have in common; `forms` is `None` where the figures stay as they are."""

    phenomenon: str
    forms: tuple[Form, Form] | None
    bounds: bool
    sets: tuple[Wrapper, Wrapper]
    speakers: tuple[str, str]
    move: str | None
    first: Quantity | None


def triple(claim: Claim, phenomenon: str, rng: random.Random) -> list[Made] | None:
    """A pair under each label; `None` where one of the three cannot be made of this claim.

    Args:
        claim: what is told.
        phenomenon: a key of `FORMS`, a name of `claim.moves`, or a kind of wrapper.
        rng: decides the rest.
    """
    plan = _plan(claim, phenomenon, rng)
    if plan is None:
        return None
    pairs = []
    for label in LABELS:
        pair = next(_pairs(claim, plan, label, rng), None)
        if pair is None:
            return None
        pairs.append(pair)
    return pairs


def _plan(claim: Claim, phenomenon: str, rng: random.Random) -> Plan | None:
    wraps = phenomenon in phrases().wrappers
    move = phenomenon if phenomenon in claim.moves else None
    if not (wraps or move or phenomenon in FORMS) or (wraps and not claim.wraps):
        return None
    if move is None and claim.moves:
        move = rng.choice(claim.moves)
    sets = _sets(phenomenon if wraps else None, claim.wraps and (wraps or move is None or rng.random() < 0.4), rng)
    speakers = tuple(rng.sample(phrases().speakers, 2))
    family = "figure_exact" if wraps else phenomenon if phenomenon in FORMS else rng.choice(_usual(claim))
    forms = rng.choice(FORMS[family])
    known = (forms[0] or _bound(rng), forms[1] or _bound(rng))
    if claim.base is None:
        return Plan(phenomenon, None, False, sets, (speakers[0], speakers[1]), move, None)
    if family == "figure_zero" and not claim.zero:
        return None
    first = _first(claim, known[0], rng)
    if first is None:
        return None
    return Plan(phenomenon, known, forms == (None, None), sets, (speakers[0], speakers[1]), move, first)


def _usual(claim: Claim) -> tuple[str, ...]:
    if claim.measure == "count":
        return ("figure_exact", "figure_exact", "figure_bound", "figure_rounding", "figure_vague")
    return ("figure_exact", "figure_bound", "figure_rounding")


def _bound(rng: random.Random) -> Form:
    return rng.choice(("at_least", "at_most"))


def _sets(kind: str | None, wrap: bool, rng: random.Random) -> tuple[Wrapper, Wrapper]:
    """The wrappers of the two sides: of this kind on one side at least, or of any kind, or none."""
    if not wrap:
        return BARE, BARE
    wrappers = phrases().wrappers
    turning = [name for name in wrappers if name != ATTRIBUTION]
    plain = BARE if rng.random() < 0.55 else rng.choice(wrappers[ATTRIBUTION])
    if kind == ATTRIBUTION:
        return rng.choice(wrappers[ATTRIBUTION]), _turning(rng.choice(turning), rng)
    turned = _turning(kind or rng.choice(turning), rng)
    if rng.random() < 0.35:
        plain = _turning(kind or rng.choice(turning), rng)
    return plain, turned


def _turning(kind: str, rng: random.Random) -> Wrapper:
    return listed(kind, rng) if rng.random() < LISTED else rng.choice(phrases().wrappers[kind])


def _first(claim: Claim, form: Form, rng: random.Random) -> Quantity | None:
    """The figure of the first side: the one that the claim came with, or one of the form close to it."""
    base = claim.base
    assert base is not None  # noqa: S101 - for the type checker
    if base.form == form and (form == "vague" or rng.random() < 0.6):
        return base
    return draw(
        form, _like(base, base.middle * math.exp(rng.uniform(-0.4, 0.4)), claim), measure=claim.measure, rng=rng
    )


def _like(base: Quantity, value: float, claim: Claim) -> float:
    """The value, as round as the figure that the claim came with."""
    known = base.numbers[0] if base.numbers else 0.0
    digits = 0
    if known != int(known):
        digits = min(len(f"{known:.6g}".split(".")[-1]), 2)
    elif known >= 100:
        digits = -(len(str(int(known))) - len(str(int(known)).rstrip("0")))
    least = 2.0 if claim.measure == "count" and digits <= 0 and claim.writer.scale == 1 else 10.0**-digits
    most = 98.0 if claim.measure == "percent" and base.middle < 99 else math.inf
    return min(max(round(value, digits), least), most)


def _second(claim: Claim, plan: Plan, content: Content, rng: random.Random) -> Quantity | None:
    """A figure for the second side that lies to that of the first as asked."""
    first, forms = plan.first, plan.forms
    if first is None or forms is None:
        return None
    form = forms[1]
    if plan.bounds:  # nested bounds open to the same side, crossing and excluding ones do not
        other: Form = "at_most" if first.form == "at_least" else "at_least"
        form = first.form if content in ("same", "inside", "contains") else other
    if content == "same" and form != first.form == "zero":
        return draw("zero", 0.0, measure=claim.measure, rng=rng)
    if content == "same":
        return exact(first.numbers[0]) if form == first.form == "exact" else first if form == first.form else None
    base = claim.base or first
    middle = first.middle or base.middle
    for _ in range(TRIES):
        value = _like(base, middle * math.exp(rng.uniform(-1.2, 1.2)), claim)
        quantity = draw(form, value, measure=claim.measure, rng=rng)
        if quantity is not None and related(first, quantity) == content:
            return quantity
    return None


def _pairs(claim: Claim, plan: Plan, label: Label, rng: random.Random) -> Iterator[Made]:
    """Pairs with this label, made in random order of the ways that lead to it."""
    ways = [way for way in _ways(claim, plan) if judged(*way[:3]) == label]
    for content, a, b, _ in sorted(ways, key=lambda way: rng.random() ** (1 / way[3]), reverse=True):
        pair = _pair(claim, plan, content, (a, b), rng)
        if pair is not None:
            texts = pair if rng.random() < 0.5 else pair[::-1]
            yield Made(*texts, label, plan.phenomenon)


def _ways(claim: Claim, plan: Plan) -> Iterator[tuple[Content, State, State, float]]:
    """Every way in which the two sides may lie to each other, with its weight."""
    contents: list[tuple[Content, float]] = [("same", 1.0)]
    if plan.forms is not None:
        contents += [("inside", 1.0), ("contains", 1.0), ("apart", 1.5), ("cross", 2.0)]
    if plan.move is not None:
        contents.append(("other", 3.0 if plan.move != plan.phenomenon else 50.0))
    for content, weight in contents:
        for a in plan.sets[0]:
            for b in plan.sets[1]:
                if "fails" not in (a, b) or _deniable(plan, content):
                    yield content, a, b, weight


def _deniable(plan: Plan, content: Content) -> bool:
    """Whether it is clear what follows where one of the two figures is denied.

    Not so for bounds apart ("not more than 80" may mean "50 at most"), nor for "about 60, but not 58".
    """
    forms = {*plan.forms} if plan.forms is not None else set()
    if content == "apart":
        return forms <= {"exact", "about"}
    return content not in ("inside", "contains") or "about" not in forms


def _pair(
    claim: Claim, plan: Plan, content: Content, states: tuple[State, State], rng: random.Random
) -> tuple[str, str] | None:
    figures = _figures(claim, plan, content, rng)
    if figures is None:
        return None
    shared = frozenset((plan.move,)) if plan.move is not None and rng.random() < 0.5 else frozenset()
    moved = [shared, shared]
    if content == "other" and plan.move is not None:
        moved = [frozenset(), frozenset((plan.move,))]
        rng.shuffle(moved)
    texts = []
    for turn in (0, 1):
        said = claim.say(figures[turn], frozenset(name for name in moved[turn] if name), turn, rng)
        if said is None:
            return None
        form = plan.sets[turn][states[turn]]
        text = wrapped(form, said, plan.speakers[turn], lowers=claim.lowers(said))
        if text is None:
            return None
        texts.append(text)
    short = sum(len(text.split()) for text in texts) <= MOST_WORDS
    return (texts[0], texts[1]) if texts[0] != texts[1] and short else None


def _figures(
    claim: Claim, plan: Plan, content: Content, rng: random.Random
) -> tuple[Quantity | None, Quantity | None] | None:
    """The figures of the two sides; where the sides speak of different things, any."""
    if plan.forms is None:
        return (None, None) if content in ("same", "other") else None
    wanted = content
    if content == "other":
        wanted = rng.choice(("same", "inside", "contains", "apart", "apart"))
    second = _second(claim, plan, wanted, rng)
    if second is None and content == "other":
        second = _second(claim, plan, "apart", rng)
    return (plan.first, second) if second is not None else None
