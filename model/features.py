"""A reading and the language model's scores to named numbers, from which the verdict is made.

features_to_compare(reading, score)  # (len(COMPARE),)

The features of *compare* do not change when the two statements are exchanged, so neither does the verdict.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import numpy as np

from counterclaim.model.figures import read_figures
from counterclaim.model.findings import Comparison, Period
from counterclaim.model.reading import Reading
from counterclaim.model.records import NliScore

_FLOOR = 1e-9
_WORD = re.compile(r"[a-z]+|[0-9]+")
_SMALL_WORDS = (
    "the a an of in on at to and or but is are was were be been has have had will would that this these those it "
    "its we our they their he she his her i my you your with by for from as who which said says say"
)
_NOTHING = frozenset(_SMALL_WORDS.split())
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot)\b|n['\u2019]t\b", re.IGNORECASE
)
_OPEN = re.compile(
    r"\b(?:may|might|could|possibl[ey]|perhaps|plans?|planned|intends?|expects?|expected|likely|if|proposed?|consider\w*)\b",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(
    r"\b(?:unknown|unclear|no (?:information|data|figures?|record|knowledge|idea|comment|way of knowing|evidence)|"
    r"(?:do|does|did|could|can|has|have)(?: not|n['\u2019]t)(?: yet)? (?:know|say|tell|established?|determined?)|"
    r"(?:could|can|has|have)(?: not|n['\u2019]t)(?: yet)? (?:confirm(?:ed)?|verif\w+)|"
    r"cannot (?:say|tell|confirm|know)|not (?:known|clear|established|been established|been confirmed))\b",
    re.IGNORECASE,
)

NLI = ("entailment", "neutral", "contradiction", "entailment_differs", "neutral_differs", "contradiction_differs")
_RELATIONS = ("conflict", "entails", "compatible", "update", "different_scope", "different_period", "not_comparable")
FIGURES = (
    *_RELATIONS, "any_conflict", "any_entails", "loose_apart", "loose_agree", "gap", "owner_same",
    "conflict_x_contradiction", "conflict_x_entailment", "entails_x_entailment", "entails_x_contradiction",
    "loose_apart_x_contradiction", "loose_agree_x_entailment", "conflict_x_overlap", "entails_x_overlap",
    "loose_apart_x_overlap", "loose_agree_x_overlap",
    "conflict_same_owner", "conflict_gap", "conflict_same_day", "conflict_with_zero",
)  # fmt: skip
"""Names of the features that come from figures."""

_SAID = ("denied", "both_denied", "reports", "denied_x_entailment", "denied_x_neutral", "denied_x_contradiction")
_WORDS = (
    "overlap",
    "one_negated",
    "one_negated_x_overlap",
    "one_open",
    "one_unknown",
    "both_unknown",
    "length_differs",
)
_TIME = ("days_apart", "days_differ", "days_agree")

COMPARE = (*NLI, *FIGURES, *_SAID, *_WORDS, *_TIME)
"""Names of the features of a comparison, in their order."""

INFER_FIGURES = ("conflict", "supported", "unsupported")
INFER = ("entailment", "neutral", "contradiction", *INFER_FIGURES)
"""Names of the features of an inference, in their order."""


def features_to_compare(reading: Reading, score: NliScore) -> np.ndarray:
    """Features (len(COMPARE),) of a comparison; log probabilities in nats, counts, and signs that are 0 or 1.

    Raises:
        ValueError: the score has one direction only.
    """
    nli = _joined(score)
    values = [*nli, *_figures(reading, nli), *_said(reading, nli), *_words(reading), *_time(reading)]
    return np.asarray(values, dtype=float)


def features_to_infer(reading: Reading, score: NliScore) -> np.ndarray:
    """Features (len(INFER),) of an inference from a to b."""
    forward = np.log(np.maximum(score.forward, _FLOOR))
    meets = [item for item in reading.comparisons if item.scope == "same"]
    conflict = any(item.relation == "conflict" for item in meets)
    supported = any(item.overlap in ("equal", "inside") for item in meets)
    wanted = bool(read_figures(reading.pair.b.text))
    return np.asarray([*forward, float(conflict), float(supported), float(wanted and not supported)])


def _joined(score: NliScore) -> list[float]:
    """Mean and absolute difference of the two directions' log probabilities, (6,)."""
    if score.backward is None:
        raise ValueError("a comparison needs both directions of every pair")
    forward, backward = (np.log(np.maximum(triple, _FLOOR)) for triple in (score.forward, score.backward))
    return [*((forward + backward) / 2), *np.abs(forward - backward)]


def _figures(reading: Reading, nli: list[float]) -> list[float]:
    comparisons, overlap = reading.comparisons, _overlap(*reading.texts)
    p_entailment, p_contradiction = math.exp(nli[0]), math.exp(nli[2])
    best = comparisons[0] if comparisons else None
    relations = [float(best is not None and best.relation == name) for name in _RELATIONS]
    conflicts = [item for item in comparisons if item.relation == "conflict"]
    conflict = float(bool(conflicts))
    entails = float(any(item.relation == "entails" for item in comparisons))
    loose = [item for item in comparisons if item.scope == "loose" and item.relation == "not_comparable"]
    agree = float(any(item.overlap in ("equal", "inside") for item in loose))
    apart = float(bool(loose) and not agree and any(item.overlap == "disjoint" for item in loose))
    return [
        *relations, conflict, entails, apart, agree,
        best.gap if best is not None and best.scope != "different" else 0.0,
        float(best is not None and best.owner is True),
        conflict * p_contradiction, conflict * p_entailment, entails * p_entailment, entails * p_contradiction,
        apart * p_contradiction, agree * p_entailment,
        conflict * overlap, entails * overlap, apart * overlap, agree * overlap,
        *_conflicts(conflicts, reading.period),
    ]  # fmt: skip


def _conflicts(conflicts: Sequence[Comparison], period: Period) -> list[float]:
    """What makes a conflict of figures a sure one: one side's loss, far apart, one day, none against some."""
    return [
        float(any(item.owner is True for item in conflicts)),
        max((item.gap for item in conflicts), default=0.0),
        float(bool(conflicts) and period == "same"),
        float(any(0 in (item.figure_a.low, item.figure_b.low) for item in conflicts)),
    ]


def _overlap(a: str, b: str) -> float:
    """Share of the telling words of two texts that they have in common, 0 to 1."""
    words_a, words_b = (set(_WORD.findall(text.lower())) - _NOTHING for text in (a, b))
    return len(words_a & words_b) / max(1, len(words_a | words_b))


def _said(reading: Reading, nli: list[float]) -> list[float]:
    one = float(reading.denials == 1)
    doubt = float("reports" in (reading.stance_a, reading.stance_b))
    return [one, float(reading.denials == 2), doubt, *(one * math.exp(value) for value in nli[:3])]


def _words(reading: Reading) -> list[float]:
    a, b = reading.texts
    overlap = _overlap(a, b)
    negated = float(bool(_NEGATION.search(a)) != bool(_NEGATION.search(b)))
    open_ = float(bool(_OPEN.search(a)) != bool(_OPEN.search(b)))
    unknown = sum(bool(_UNKNOWN.search(text)) for text in (a, b))
    lengths = abs(math.log((1 + len(a)) / (1 + len(b))))
    return [overlap, negated, negated * overlap, open_, float(unknown == 1), float(unknown == 2), lengths]


def _time(reading: Reading) -> list[float]:
    a, b = reading.pair.a.day, reading.pair.b.day
    apart = math.log1p(abs((a - b).days)) if a and b else 0.0
    return [apart, float(reading.period == "different"), float(reading.period == "same")]
