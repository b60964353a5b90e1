"""Calibrated probabilities to a verdict with its reasons; the only place where thresholds live."""

from __future__ import annotations

from collections.abc import Sequence

from counterclaim.model.calibrate import Mode
from counterclaim.model.records import Label, NliScore, Pair, Span, Verdict

UNSURE_BELOW = 0.5
"""The explanation says "unsure" where the winning probability (0 to 1) is below this."""

DIRECTIONS_DIFFER_BY = 0.4
"""The explanation says that the directions disagree where their contradiction scores differ by more (0 to 1)."""

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


def decide(pair: Pair, score: NliScore, probabilities: Sequence[float], *, mode: Mode, model: str) -> Verdict:
    """The verdict on one pair.

    Args:
        pair: the two statements.
        score: the transformer's raw scores of the pair.
        probabilities: calibrated, (3,), in the order of `LABELS`.
        mode: `compare` (symmetric) or `infer` (a is the premise).
        model: name of the model, for the record.
    """
    p_entailment, p_neutral, p_contradiction = (float(p) for p in probabilities)
    label = _label(p_entailment, p_neutral, p_contradiction)
    return Verdict(
        pair_id=pair.pair_id,
        label=label,
        p_contradiction=p_contradiction,
        p_entailment=p_entailment,
        p_neutral=p_neutral,
        kind="wording",
        explanation=_explain(label, max(probabilities), score, mode),
        spans_a=_spans(score.window_a),
        spans_b=_spans(score.window_b),
        nli=score,
        status="truncated" if score.truncated else "ok",
        model=model,
    )


def _label(p_entailment: float, p_neutral: float, p_contradiction: float) -> Label:
    """The most probable class; a tie goes to contradiction last, so that nobody is accused on a coin's toss."""
    ranked: list[tuple[float, Label]] = [
        (p_neutral, "neutral"),
        (p_entailment, "entailment"),
        (p_contradiction, "contradiction"),
    ]
    return max(ranked, key=lambda item: item[0])[1]


def _explain(label: Label, probability: float, score: NliScore, mode: Mode) -> str:
    sure = "unsure, but most likely " if probability < UNSURE_BELOW else ""
    text = f"By their wording, {sure}{_READINGS[mode][label]} ({probability:.2f})"
    if score.backward is not None and abs(score.forward[2] - score.backward[2]) > DIRECTIONS_DIFFER_BY:
        there, back = score.forward[2], score.backward[2]
        text += f"; read a to b the contradiction scores {there:.2f}, read b to a {back:.2f}"
    if score.window_a is not None or score.window_b is not None:
        text += "; the marked passages decided"
    if score.truncated:
        text += "; some of the text was not read"
    return text + "."


def _spans(window: tuple[int, int] | None) -> tuple[Span, ...]:
    return () if window is None else ((window[0], window[1], "the passage that decided"),)
