"""A reading and its calibrated probabilities to a verdict with its reasons.

decide(reading, score, probabilities, mode="compare", policy=Policy(), model="small")

What users can set stands in `policy`, with every threshold; what was learned stands in `calibration.json`.
"""

from __future__ import annotations

from collections.abc import Sequence

from counterclaim.model.edits import Edit
from counterclaim.model.explain import explain, marks
from counterclaim.model.findings import Comparison
from counterclaim.model.policy import NUMBERS_DECIDE, Policy
from counterclaim.model.reading import Reading
from counterclaim.model.records import Finding, Label, Mode, NliScore, Verdict

Triple = tuple[float, float, float]
"""Probabilities of entailment, neutral and contradiction."""

_BY_EDIT: dict[str, tuple[Label, Label]] = {  # relation of the numbers: label in `infer`, label in `compare`
    "same": ("entailment", "entailment"),
    "entails": ("entailment", "entailment"),
    "entailed": ("neutral", "entailment"),
    "conflict": ("contradiction", "contradiction"),
    "open": ("neutral", "neutral"),
}


def decide(
    reading: Reading, score: NliScore, probabilities: Sequence[float], *, mode: Mode, policy: Policy, model: str
) -> Verdict:
    """The verdict on one pair.

    Args:
        reading: what the pair says.
        score: the transformer's raw scores of the reading's texts.
        probabilities: calibrated, (3,), in the order of `LABELS`.
        mode: `compare` (symmetric) or `infer` (a is the premise).
        policy: what the user decided.
        model: name of the model, for the record.
    """
    p = _by_numbers(reading, mode) or (float(probabilities[0]), float(probabilities[1]), float(probabilities[2]))
    p = _by_policy(p, reading, policy)
    label = _label(p, policy)
    kind, finding = _kind(label, reading, mode)
    return Verdict(
        pair_id=reading.pair.pair_id,
        label=label,
        p_contradiction=p[2],
        p_entailment=p[0],
        p_neutral=p[1],
        kind=kind,
        explanation=explain(label, kind, max(p), finding, reading, score, mode),
        spans_a=marks(reading, "a", score, finding),
        spans_b=marks(reading, "b", score, finding),
        nli=score,
        findings=tuple(_recorded(item) for item in reading.comparisons),
        status="truncated" if score.truncated else "ok",
        model=model,
    )


def _by_numbers(reading: Reading, mode: Mode) -> Triple | None:
    """Probabilities where two texts differ in nothing, or in nothing but their numbers, which then decide."""
    if reading.pair.a.text.strip() == reading.pair.b.text.strip() and (reading.disputed or not _dated(reading)):
        return _sure("contradiction" if reading.disputed and mode == "compare" else "entailment")
    edit = reading.edit
    if edit is None or edit.relation == "same" or _dated(reading):
        return None
    return _sure(_BY_EDIT[edit.relation][0 if mode == "infer" else 1])


def _sure(label: Label) -> Triple:
    rest = (1 - NUMBERS_DECIDE) / 2
    return (
        NUMBERS_DECIDE if label == "entailment" else rest,
        NUMBERS_DECIDE if label == "neutral" else rest,
        NUMBERS_DECIDE if label == "contradiction" else rest,
    )


def _dated(reading: Reading) -> bool:
    """Whether time could explain other numbers in the same words: a running total, another day."""
    grown = any(item.relation in ("update", "different_period", "different_scope") for item in reading.comparisons)
    return grown or reading.period == "different"


def _by_policy(p: Triple, reading: Reading, policy: Policy) -> Triple:
    """For users to whom an update is a contradiction, its probability as neutral goes there."""
    updated = any(item.relation == "update" for item in reading.comparisons)
    conflict = any(item.relation == "conflict" for item in reading.comparisons)
    return (p[0], 0.0, p[1] + p[2]) if policy.update_is_contradiction and updated and not conflict else p


def _label(p: Triple, policy: Policy) -> Label:
    """The most probable class; a tie goes to contradiction last, so that nobody is accused on a coin's toss."""
    ranked: list[tuple[float, Label]] = [(p[1], "neutral"), (p[0], "entailment"), (p[2], "contradiction")]
    best = max(ranked, key=lambda item: item[0])[1]
    return "neutral" if best == "contradiction" and p[2] < policy.minimum_probability else best


def _kind(label: Label, reading: Reading, mode: Mode) -> tuple[str, Comparison | Edit | None]:
    """What decided, and the finding that shows it."""
    found = {item.relation: item for item in reversed(reading.comparisons)}
    if label == "contradiction":
        if "conflict" in found:
            return "figures_conflict", found["conflict"]
        if reading.edit is not None and reading.edit.relation == "conflict":
            return "figures_conflict", reading.edit
        if "update" in found:
            return "update", found["update"]
        return ("denial" if reading.denials == 1 and mode == "compare" else "wording"), None
    if label == "entailment":
        return ("figures_agree", found["entails"]) if "entails" in found else ("wording", None)
    for relation in ("update", "different_period", "different_scope"):
        if relation in found and not {"conflict", "entails"} & set(found):
            return relation, found[relation]
    if "compatible" in found and "conflict" not in found:
        return "figures_compatible", found["compatible"]
    return "wording", None


def _recorded(item: Comparison) -> Finding:
    return Finding(relation=item.relation, figure_a=item.figure_a, figure_b=item.figure_b, reason=item.reason)
