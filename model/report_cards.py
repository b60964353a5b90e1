"""A pair of statements as it is shown: who says what, where and when, with the words marked that clash.

    card_of(found, citations, numbers)

The two sides stand in the order of the parties' names, so that a party keeps its side.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from counterclaim.model import report_words as words
from counterclaim.model.citations import Citations
from counterclaim.model.figures import read_figures
from counterclaim.model.marked_text import Piece, marked
from counterclaim.model.records import Finding, Span, Statement
from counterclaim.model.scan_records import Found

OUTLETS_NAMED = 5
"""Other outlets that are named with a statement; more are counted."""

_DIRECTIONS = re.compile(r"; read a to b the contradiction scores [0-9.]+, read b to a [0-9.]+[0-9]")
"""A remark for developers, in `verdicts.jsonl` too: the page may show a and b the other way round."""


@dataclass(frozen=True, slots=True)
class Side:
    """One statement as it is shown."""

    party: str
    speaker: str
    verb: str
    pieces: tuple[Piece, ...]
    date: str
    day: str
    outlet: str
    others: str
    link: str


@dataclass(frozen=True, slots=True)
class Card:
    """A pair as it is shown; `p` is the probability of a contradiction, 0 to 1."""

    anchor: str
    sides: tuple[Side, Side]
    parties: str
    p: float
    percent: str
    kind: str
    kind_words: str
    explanation: str


def card_of(found: Found, citations: Citations, numbers: Counter[str], prefix: str = "pair") -> Card:
    """A pair, with its sides in the order of the parties' names, then of time."""
    pair, verdict = found.pair, found.verdict
    sides = [
        (pair.a, side_of(pair.a, verdict.spans_a, citations, found.outlets_a)),
        (pair.b, side_of(pair.b, verdict.spans_b, citations, found.outlets_b)),
    ]
    (_, one), (_, other) = sorted(sides, key=lambda item: (words.party_of(item[0]), item[0].date or ""))
    anchor = f"{prefix}-{re.sub(r'[^A-Za-z0-9]', '-', pair.pair_id)[:40]}"
    numbers[anchor] += 1
    return Card(
        anchor=anchor if numbers[anchor] == 1 else f"{anchor}-{numbers[anchor]}",
        sides=(one, other),
        parties=_parties(found),
        p=verdict.p_contradiction,
        percent=words.percent(verdict.p_contradiction),
        kind=verdict.kind,
        kind_words=words.kind_words(verdict.kind),
        explanation=_DIRECTIONS.sub("", verdict.explanation),
    )


def _parties(found: Found) -> str:
    """The two parties in the order of their names; one that says both is named once."""
    names = sorted({words.party_of(found.pair.a), words.party_of(found.pair.b)})
    return " and ".join(names) if len(names) == 2 else f"{names[0]}, two statements"


def side_of(statement: Statement, spans: Sequence[Span], citations: Citations, outlets: Sequence[str] = ()) -> Side:
    """A statement, with `spans` marked; `outlets` are all that carry it."""
    party = words.party_of(statement)
    others = [outlet for outlet in dict.fromkeys(outlets) if outlet != statement.source]
    reprints = [outlet for outlet in citations.reprints(statement) if outlet != statement.source]
    carried = [f"also in {words.counted(len(others), 'other outlet')}: {_named(others)}"] if others else []
    carried += [f"reprinted by {_named(reprints)}"] if reprints else []
    return Side(
        party=party,
        speaker=statement.speaker if statement.speaker and statement.speaker != party else "",
        verb=words.verb_of(statement),
        pieces=tuple(marked(statement.text, spans)),
        date=statement.date or "",
        day=words.day_words(statement.date),
        outlet=statement.source or "",
        others="; ".join(carried),
        link=citations.link(statement),
    )


def _named(outlets: Sequence[str]) -> str:
    more = len(outlets) - OUTLETS_NAMED
    return ", ".join(outlets[:OUTLETS_NAMED]) + (f" and {more:,} more" if more > 0 else "")


def figure_spans(statement: Statement, finding: Finding) -> list[Span]:
    """Where the figures of a finding stand in a statement, if they do."""
    places = {(f.start, f.end, f.low, f.high) for f in (finding.figure_a, finding.figure_b) if f is not None}
    figures = statement.figures or read_figures(statement.text)
    return [(f.start, f.end, "figure") for f in figures if (f.start, f.end, f.low, f.high) in places]
