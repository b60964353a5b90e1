"""Two statements to findings: what their figures say about each other, each with a sentence that says why.

for found in compare_figures(a, b): print(found.relation, found.reason)

Figures are compared as intervals, and only where they count the same thing: kind, unit, whose, when. Everything here is
symmetric in a and b, and needs no model; whether the two sentences around the figures make the same claim is for the
verdict to ask of the NLI model.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from counterclaim.model.figures import CHANGE
from counterclaim.model.intervals import Overlap, gap, overlap
from counterclaim.model.reckoning import Reckoned, reckon
from counterclaim.model.records import Figure, Relation, Statement
from counterclaim.model.scope import Scope, same_owner, scope_of
from counterclaim.model.when import named_days
from counterclaim.model.wholes import figures_of, wholes

_LOST = (
    "killed wounded captured missing displaced casualties "
    "tanks aircraft helicopters drones vehicles artillery ships missiles"
)
"""Kinds of figures that are losses of the side they belong to."""

Period = Literal["same", "different", "unknown"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two figures say about each other, before the verdict.

    `overlap` is the relation of the intervals, `gap` how far they are apart (0 where they meet; the logarithm of the
    ratio of the nearest ends), `scope` whether they count the same thing, `owner` whether whose they are agrees
    (`None`: not known).
    """

    relation: Relation
    overlap: Overlap
    gap: float
    scope: Scope
    owner: bool | None
    period: Period
    figure_a: Figure
    figure_b: Figure
    reason: str

    @property
    def closeness(self) -> tuple[float, ...]:
        """Sorts comparisons: same scope and unit and owner first; of equals, those that agree (charity)."""
        scope = {"same": 3, "part": 2, "loose": 1, "different": 0}[self.scope]
        owner = {True: 1.0, None: 0.5, False: 0.0}[self.owner]
        unit = float(self.figure_a.unit is not None and self.figure_a.unit == self.figure_b.unit)
        return (scope, unit + owner, self.overlap in ("equal", "inside"), -self.gap)


def compare_figures(a: Statement, b: Statement, *, tolerance: float = 0.25) -> list[Comparison]:
    """Every pair of figures of two statements that could be about the same thing, the closest match first.

    Args:
        a: one statement; its `figures` are used where it has some, else its text is read.
        b: the other.
        tolerance: figures that are hedged as "about" conflict only where they are further apart than this share.
    """
    figures_a, figures_b = figures_of(a), figures_of(b)
    if not figures_a or not figures_b:
        return []
    period = period_of(a, b)
    compared = [_compare(one, other, a, b, period, tolerance) for one in figures_a for other in figures_b]
    compared.sort(key=lambda item: item.closeness, reverse=True)
    wholes_a, wholes_b = wholes(figures_a, a.text), wholes(figures_b, b.text)
    shared = _matched([_of_one_whole(item) for item in compared if _is_shared(item, wholes_a, wholes_b)])
    matched = _matched([*shared, *compared])  # a whole that both speak of is compared with nothing else
    matched = [*matched[len(shared) :], *shared]
    return _reconciled(matched, reckon(figures_a, figures_b, a.text, b.text))


def _is_shared(item: Comparison, wholes_a: Sequence[Figure], wholes_b: Sequence[Figure]) -> bool:
    """Whether two figures agree of which one at least only says what a part is taken of."""
    agrees = (item.relation, item.overlap) == ("entails", "equal")
    return agrees and (item.figure_a in wholes_a or item.figure_b in wholes_b)


def _of_one_whole(item: Comparison) -> Comparison:
    """That both speak of the same 24 trucks says nothing about how many of them arrived."""
    reason = f"{item.reason.rpartition(': ')[0]}: the same whole, of which a part is told"
    return replace(item, relation="compatible", scope="part", reason=reason)


def _reconciled(matched: list[Comparison], reckoned: Reckoned | None) -> list[Comparison]:
    """The comparisons, with what adds up in place of those that seemed to clash or to have nothing in common."""
    if reckoned is None:
        return matched
    taking = [
        item for item in matched
        if item.relation in ("conflict", "not_comparable", "different_scope")
        and (item.figure_a in reckoned.all or item.figure_b in reckoned.all)
    ]  # fmt: skip
    if not taking:
        return matched
    relation: Relation = "entails" if reckoned.settled else "compatible"
    how: Overlap = "equal" if reckoned.settled else "crossing"
    first = replace(
        taking[0], relation=relation, overlap=how, gap=0.0, scope="same",
        figure_a=reckoned.one, figure_b=reckoned.other, reason=reckoned.why,
    )  # fmt: skip
    return [first if item is taking[0] else item for item in matched if item is taking[0] or item not in taking]


def _matched(compared: Sequence[Comparison]) -> list[Comparison]:
    """The closest partners, each figure with one: a list of five figures makes five findings, not twenty-five."""
    taken: set[tuple[str, int]] = set()
    matched = []
    for item in compared:
        ends = {("a", id(item.figure_a)), ("b", id(item.figure_b))}
        if not ends & taken:
            taken |= ends
            matched.append(item)
    return matched


def period_of(a: Statement, b: Statement) -> Period:
    """Whether the days that two statements name are the same; `unknown` where one of them names none."""
    one, other = named_days(a.text, a.day), named_days(b.text, b.day)
    if not one or not other:
        return "unknown"
    if any(isinstance(day, str) for day in one | other):
        return "same" if one & other else "unknown"
    return "same" if one & other else "different"


def _compare(one: Figure, other: Figure, a: Statement, b: Statement, period: Period, tolerance: float) -> Comparison:
    scope = scope_of(one, other)
    owner = same_owner(one, other, a.party, b.party)
    how = overlap(one, other, tolerance)
    relation, why = _related(one, other, scope, owner, period, how, a, b)
    reason = f"{_shown(one, a, b)} against {_shown(other, b, a)}: {why}"
    return Comparison(relation, how, gap(one, other), scope, owner, period, one, other, reason)


def _related(
    one: Figure,
    other: Figure,
    scope: Scope,
    owner: bool | None,
    period: Period,
    how: Overlap,
    a: Statement,
    b: Statement,
) -> tuple[Relation, str]:
    if scope == "different":
        return "different_scope", "they count different things"
    if owner is False:
        return "different_scope", "they are the losses of different sides"
    if scope == "part":
        return _part(one, other)
    if one.running_total or other.running_total:
        return _running(one, other, how, a, b)
    if period == "different":
        return "different_period", "they are about different days"
    if scope == "loose":
        return "not_comparable", "it is not sure that they count the same thing"
    return _by_intervals(how)


def _by_intervals(how: Overlap) -> tuple[Relation, str]:
    if how == "disjoint":
        return "conflict", "both cannot be true"
    if how in ("equal", "inside"):
        return "entails", "the same figure" if how == "equal" else "one lies within the other"
    return "compatible", "both can be true"


def _part(one: Figure, other: Figure) -> tuple[Relation, str]:
    """A part and its whole: they clash only where the part is the larger."""
    from counterclaim.model.scope import is_part

    part, whole = (one, other) if is_part(one, other) else (other, one)
    if part.low > whole.high and one.measure == other.measure == "count":
        return "conflict", "a part cannot exceed the whole"
    return "compatible", "a part and its whole"


def _running(one: Figure, other: Figure, how: Overlap, a: Statement, b: Statement) -> tuple[Relation, str]:
    """Running totals grow: a later one that is higher is an update, one that is lower a contradiction."""
    if how != "disjoint":
        return _by_intervals(how)
    if not (one.running_total and other.running_total):
        total, own, told = (one, other, b) if one.running_total else (other, one, a)
        if named_days(told.text, told.day):  # "27 died on Monday" is no total
            if own.low > total.high:
                return "conflict", "the part exceeds the total"
            return "different_period", "a figure of its own against a running total"
    if a.day is None or b.day is None:
        return "update", "running totals without dates"
    if a.day == b.day:
        return "conflict", "totals of one day"
    first, last = (one, other) if a.day < b.day else (other, one)
    if last.low > first.high:
        return "update", "a running total that has grown"
    return "conflict", "a running total cannot fall"


def _shown(figure: Figure, statement: Statement, other: Statement) -> str:
    said = " ".join(statement.text[figure.start : figure.end].split()) or f"{figure.low:g}"
    if figure.kind in ("killed", "wounded", "captured", "missing") and figure.unit not in (None, figure.kind):
        what = f"{figure.unit} {figure.kind}"
    else:
        what = figure.unit or (figure.kind if figure.kind not in ("count", CHANGE) else "")
    enemy = f"{other.party}'s" if other.party else "the other side's"
    whose = {"speaker": "own", "other": enemy}.get(figure.whose or "", figure.whose)
    by = statement.party
    lost = f"{whose} losses" if figure.kind in _LOST.split() else whose
    notes = "; ".join(note for note in (lost if whose else "", f"by {by}" if by else "") if note)
    if said.lower() in ("a", "an"):
        said = "one"
    shown = f"{said} {what}".strip() if math.isfinite(figure.low) else said
    return f"{shown} ({notes})" if notes else shown
