"""The reasons of a verdict: a sentence that says why, and the characters that it rests on."""

from __future__ import annotations

from typing import Literal

from counterclaim.model.edits import Edit
from counterclaim.model.findings import Comparison
from counterclaim.model.policy import DIRECTIONS_DIFFER_BY, UNSURE_BELOW
from counterclaim.model.reading import Reading
from counterclaim.model.records import Label, Mode, NliScore, Span

_READINGS: dict[Mode, dict[str, str]] = {
    "compare": {
        "contradiction": "the two cannot both be true",
        "entailment": "the two agree on the point in dispute",
        "neutral": "both can be true",
    },
    "infer": {
        "contradiction": "the premise rules the hypothesis out",
        "entailment": "the hypothesis follows from the premise",
        "neutral": "the premise leaves the hypothesis open",
    },
}
_LEADS = {
    "figures_conflict": "By their figures",
    "figures_agree": "By their figures",
    "figures_compatible": "By their figures",
    "update": "A later figure",
    "different_scope": "The figures are of different things",
    "different_period": "The figures are of different times",
    "denial": "One denies what the other says",
    "wording": "By their wording",
}


def explain(
    label: Label,
    kind: str,
    probability: float,
    finding: Comparison | Edit | None,
    reading: Reading,
    score: NliScore,
    mode: Mode,
) -> str:
    """A sentence that says why.

    Args:
        label: the verdict.
        kind: what decided it.
        probability: of the verdict, 0 to 1.
        finding: the figures that decided, if they did.
        reading: what the pair says.
        score: the transformer's raw scores.
        mode: `compare` or `infer`.
    """
    sure = "unsure, but most likely " if probability < UNSURE_BELOW else ""
    text = f"{_LEADS[kind]}, {sure}{_READINGS[mode][label]} ({probability:.2f})"
    if isinstance(finding, Comparison):
        text += f": {finding.reason}"
    elif isinstance(finding, Edit):
        (start_a, end_a), (start_b, end_b) = finding.spans
        text += f": {reading.pair.a.text[start_a:end_a]} against {reading.pair.b.text[start_b:end_b]}"
    if score.backward is not None and abs(score.forward[2] - score.backward[2]) > DIRECTIONS_DIFFER_BY:
        there, back = score.forward[2], score.backward[2]
        text += f"; read a to b the contradiction scores {there:.2f}, read b to a {back:.2f}"
    if score.window_a is not None or score.window_b is not None:
        text += "; the marked passages decided"
    if score.truncated:
        text += "; some of the text was not read"
    return text + "."


def marks(
    reading: Reading, side: Literal["a", "b"], score: NliScore, finding: Comparison | Edit | None
) -> tuple[Span, ...]:
    """The characters of one statement that the verdict rests on, each with why."""
    spans: list[Span] = []
    if isinstance(finding, Comparison):
        figure = finding.figure_a if side == "a" else finding.figure_b
        spans.append((figure.start, figure.end, f"figure: {finding.relation}"))
    elif isinstance(finding, Edit):
        start, end = finding.spans[0 if side == "a" else 1]
        spans.append((start, end, "figure: conflict"))
    window = score.window_a if side == "a" else score.window_b
    if window is not None:
        seen = reading.a if side == "a" else reading.b
        spans.append((*seen.back(*window), "the passage that decided"))
    return tuple(spans)
