"""One party's account checked against itself: totals that are not the sum of their parts, running totals that fall.

for finding in check_account(statements): print(finding.reason)

Only what is plainly said to be a total is one: "in all", "a total of", "altogether", a colon before the parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from counterclaim.model.figures import read_figures
from counterclaim.model.records import Figure, Finding, Statement
from counterclaim.model.scope import scope_of

KIND = "arithmetic"
"""The kind of these findings in a verdict."""

_TOTAL = re.compile(
    r"\b(?:in all|in total|altogether|all told|a total of|the total|total(?:led|s|ing)?|overall|combined)\b", re.I
)
_MORE = re.compile(r"\b(?:more|another|further|additional|new)\b", re.IGNORECASE)
_PARTS = re.compile(r":|\b(?:including|among them|of (?:them|whom|those|these))\b", re.IGNORECASE)
_WHOLE = re.compile(r":\s")
_PLACE = re.compile(r"\b(?:in|at|across|over|from|on|within|among|for)\s(?:the\s|all\s|these\s)?$", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?](?=\s|$)")


@dataclass(frozen=True, slots=True)
class _Said:
    """A figure in its statement, as a total, as so many more, or neither."""

    figure: Figure
    statement: Statement
    total: bool
    more: bool


def check_account(statements: Sequence[Statement]) -> list[Finding]:
    """What does not add up in the statements of one party.

    Args:
        statements: of one party about one event; those with dates are read in their order, the others as they come.
    """
    ordered = sorted(statements, key=lambda item: item.date or "")
    findings = [finding for statement in ordered for finding in _within(statement)]
    said = [item for statement in ordered for item in _figures(statement)]
    return [*findings, *_over_time(said)]


def _figures(statement: Statement) -> Iterator[_Said]:
    for figure in statement.figures or read_figures(statement.text):
        if figure.measure == "count" and figure.low == figure.high:
            around = statement.text[max(0, figure.start - 24) : figure.end + 24]
            more = _MORE.search(around) is not None
            yield _Said(figure, statement, _TOTAL.search(around) is not None or figure.running_total, more)


def _within(statement: Statement) -> Iterator[Finding]:
    """A total and its parts in one sentence."""
    figures = [item.figure for item in _figures(statement)]
    text = statement.text
    for index, total in enumerate(figures):
        parts = []
        for part in figures[index + 1 :]:
            if _SENTENCE.search(text, total.end, part.start):
                break
            parts.append(part)
        between = text[total.end : parts[0].start] if parts else ""
        lead = text[max(0, total.start - 24) : total.start]
        if not parts or _PARTS.search(between) is None or _PLACE.search(lead):  # "in five cities: 6,000 here"
            continue
        summed = sum(
            part.low for part in parts if part.kind in (total.kind, "people", "count") or total.kind == "people"
        )
        whole = _WHOLE.search(between) is not None and len(parts) > 1
        if summed > total.high or (whole and summed != total.low):
            how = "more than" if summed > total.high else "not"
            reason = f"the parts come to {summed:g}, {how} the total of {total.low:g}"
            yield Finding(relation="conflict", figure_a=total, figure_b=parts[0], reason=reason)


def _over_time(said: Sequence[_Said]) -> Iterator[Finding]:
    """Running totals that fall, and totals that are not what was there and what came."""
    for first, last in combinations([item for item in said if item.total], 2):
        later = (first.statement.date or "") < (last.statement.date or "")
        if later and _same(first, last) and last.figure.high < first.figure.low:
            reason = f"a total of {last.figure.low:g} after one of {first.figure.low:g}: a total cannot fall"
            yield Finding(relation="conflict", figure_a=first.figure, figure_b=last.figure, reason=reason)
    for index, total in enumerate(said):
        if not total.total or index < 2:
            continue
        before = [item for item in said[:index] if _same(item, total) and item.statement is not total.statement]
        added = [item for item in before if item.more and not item.total]
        start = next((item for item in before if not item.more), None)
        if added and start is not None and len(before) == len(added) + 1:
            summed = start.figure.low + sum(item.figure.low for item in added)
            if summed != total.figure.low:
                shown = " and ".join(f"{item.figure.low:g}" for item in (start, *added))
                reason = f"{shown} come to {summed:g}, not the total of {total.figure.low:g}"
                yield Finding(relation="conflict", figure_a=start.figure, figure_b=total.figure, reason=reason)


def _same(one: _Said, other: _Said) -> bool:
    return scope_of(one.figure, other.figure) == "same" and one.figure.whose == other.figure.whose
