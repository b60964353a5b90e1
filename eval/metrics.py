"""What verdicts are worth against gold labels; every function is pure and returns a flat dict of floats.

    three_way(gold, probabilities)["macro_f1"]

`probabilities` are (N, 3) in the order of `LABELS`; gold labels are names. Percentages are given as shares, 0 to 1.
Where a verdict is not the most probable class (a rule decided), `guess` holds what was decided.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.spatial.distance import jensenshannon
from scipy.stats import entropy, spearmanr
from sklearn.metrics import (
    average_precision_score,
    precision_recall_curve,
    precision_recall_fscore_support,
    roc_auc_score,
)

from counterclaim.model.labels import GOLD_LABELS, LABELS, NOT_ENTAILMENT

ECE_BINS = 15
"""Equal-width bins of the expected calibration error (Guo et al. 2017, section 2)."""

BASE_RATE = 0.01
"""Share of contradictions that precision is re-weighted to: real corpora are mostly not contradictions."""

RECALLS = (0.5, 0.8)
"""Recalls at which precision is reported."""

ENTAILMENT, CONTRADICTION = LABELS.index("entailment"), LABELS.index("contradiction")


def codes(labels: Sequence[str]) -> np.ndarray:
    """Label names as indices into `GOLD_LABELS`, (N,)."""
    return np.array([GOLD_LABELS.index(label) for label in labels], dtype=int)


def told_apart(gold: Sequence[str], guess: np.ndarray, two_way: bool) -> tuple[np.ndarray, np.ndarray]:
    """Gold and decided classes as far as the set tells them apart, (N,) each: a row is right where the two are equal.

    Indices into `GOLD_LABELS`; of a two-way set 0 for entailment and 1 for the rest, so that neutral and contradiction
    both count as `not_entailment`.
    """
    truth = codes(gold)
    return ((truth != ENTAILMENT).astype(int), (guess != ENTAILMENT).astype(int)) if two_way else (truth, guess)


def positives(gold: Sequence[str], two_way: bool) -> np.ndarray:
    """Which rows a ranking should put first, (N,) of bool: contradictions, or entailments of a two-way set."""
    found: np.ndarray = codes(gold) == (ENTAILMENT if two_way else CONTRADICTION)
    return found


def ranking(probabilities: np.ndarray, two_way: bool) -> np.ndarray:
    """What the pairs are ranked by, (N,): p_contradiction, or p_entailment of a two-way set."""
    column: np.ndarray = probabilities[:, ENTAILMENT if two_way else CONTRADICTION]
    return column


def measure(
    gold: Sequence[str], probabilities: np.ndarray, guess: np.ndarray | None = None, *, two_way: bool = False
) -> dict[str, float]:
    """`three_way`, or `two_way` for a set that tells only entailment from the rest."""
    truth, said = told_apart(gold, _decided(probabilities, guess), two_way)
    return (_two_way if two_way else _three_way)(truth, probabilities, said)


def metric_names() -> frozenset[str]:
    """Every metric that `measure` can give."""
    three = measure(LABELS, np.eye(len(LABELS)))
    return frozenset(three | measure(LABELS, np.eye(len(LABELS)), two_way=True))


def three_way(gold: Sequence[str], probabilities: np.ndarray, guess: np.ndarray | None = None) -> dict[str, float]:
    """Accuracy, macro F1, precision, recall and F1 of each class; ranking and calibration of contradiction.

    Macro F1 is over the classes that the labels have. `average_precision` and `auroc` rank the pairs by
    p_contradiction; `precision_at_recall_50` is the best precision with at least that recall; names that end in
    `_base_1` are re-weighted to one contradiction in a hundred pairs. `ece` is the expected calibration error of
    p_contradiction; `brier` its mean squared error; `brier_all` the sum over the three classes (0 to 2); `ece_top` the
    calibration error of the verdict's own probability. `aurc` is the area under the risk-coverage curve (El-Yaniv and
    Wiener 2010), `error_at_coverage_80` the share of mistakes among the four fifths that are surest. A metric that the
    labels do not define is left out.
    """
    return measure(gold, probabilities, guess)


def two_way(gold: Sequence[str], probabilities: np.ndarray, guess: np.ndarray | None = None) -> dict[str, float]:
    """The same for labels that tell entailment from the rest; ranking and calibration are those of p_entailment."""
    return measure(gold, probabilities, guess, two_way=True)


def confidence(probabilities: np.ndarray, guess: np.ndarray, two_way: bool) -> np.ndarray:
    """The probability of what was decided, (N,): of the verdict, or of "entailment" against "no entailment"."""
    if two_way:
        return np.where(guess == ENTAILMENT, probabilities[:, ENTAILMENT], 1 - probabilities[:, ENTAILMENT])
    decided: np.ndarray = probabilities[np.arange(len(guess)), guess]
    return decided


def _decided(probabilities: np.ndarray, guess: np.ndarray | None) -> np.ndarray:
    return probabilities.argmax(axis=1) if guess is None else guess


def _three_way(truth: np.ndarray, probabilities: np.ndarray, guess: np.ndarray) -> dict[str, float]:
    result = {"accuracy": float((truth == guess).mean())}
    by_class = precision_recall_fscore_support(truth, guess, labels=range(len(LABELS)), zero_division=0.0)[:3]
    result["macro_f1"] = float(by_class[2][np.unique(truth)].mean())
    result |= _named(LABELS, by_class)
    contradicts = truth == CONTRADICTION
    p = probabilities[:, CONTRADICTION]
    result |= _ranked(contradicts, p)
    one_hot = truth[:, None] == np.arange(len(LABELS))[None, :]  # (N, 3)
    result["ece"] = calibration_error(contradicts, p)
    sure = confidence(probabilities, guess, two_way=False)
    result["ece_top"] = calibration_error(truth == guess, sure)
    result["brier"] = float(((p - contradicts) ** 2).mean())
    result["brier_all"] = float(((probabilities - one_hot) ** 2).sum(axis=1).mean())
    return result | _selective(truth == guess, sure)


def _two_way(truth: np.ndarray, probabilities: np.ndarray, guess: np.ndarray) -> dict[str, float]:
    entails, says = truth == ENTAILMENT, guess == ENTAILMENT
    p = probabilities[:, ENTAILMENT]
    by_class = precision_recall_fscore_support(entails, says, labels=[True, False], zero_division=0.0)[:3]
    there = [index for index, found in enumerate((entails, ~entails)) if found.any()]
    right = truth == guess
    result = {"accuracy": float(right.mean()), "macro_f1": float(by_class[2][there].mean())}
    result |= _named(("entailment", NOT_ENTAILMENT), by_class) | _ranked(entails, p)
    result["ece"] = calibration_error(entails, p)
    return result | _selective(right, confidence(probabilities, guess, two_way=True))


def _named(labels: Sequence[str], by_class: Sequence[np.ndarray]) -> dict[str, float]:
    return {
        f"{label}_{name}": float(values[index])
        for index, label in enumerate(labels)
        for name, values in zip(("precision", "recall", "f1"), by_class, strict=True)
    }


def _ranked(positive: np.ndarray, p: np.ndarray) -> dict[str, float]:
    """Ranking metrics, as the rows are and re-weighted to `BASE_RATE`; nothing where there is one class only."""
    share = float(positive.mean())
    if not 0 < share < 1:
        return {}
    result = {
        "average_precision": float(average_precision_score(positive, p)),
        "auroc": float(roc_auc_score(positive, p)),
    }
    weights = np.where(positive, BASE_RATE / share, (1 - BASE_RATE) / (1 - share))
    result["average_precision_base_1"] = float(average_precision_score(positive, p, sample_weight=weights))
    for ending, sample_weight in (("", None), ("_base_1", weights)):
        precision, recall, _ = precision_recall_curve(positive, p, sample_weight=sample_weight)
        for wanted in RECALLS:
            best = precision[recall >= wanted - 1e-12].max()
            result[f"precision_at_recall_{wanted:.0%}{ending}".replace("%", "")] = float(best)
    return result


def _selective(right: np.ndarray, confidence: np.ndarray) -> dict[str, float]:
    coverage, risk = risk_coverage(right, confidence)
    area = float((np.diff(coverage, prepend=0.0) * risk).sum())
    return {"aurc": area, "error_at_coverage_80": float(risk[np.searchsorted(coverage, 0.8 - 1e-12)])}


def risk_coverage(right: np.ndarray, confidence: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Coverage and the share of mistakes at each distinct confidence, the surest first, both (K,), 0 to 1."""
    _, tie = np.unique(-confidence, return_inverse=True)
    rows = np.cumsum(np.bincount(tie))
    wrong = np.cumsum(np.bincount(tie, weights=~right))
    return rows / len(right), wrong / rows


def calibration_error(happened: np.ndarray, probability: np.ndarray, bins: int = ECE_BINS) -> float:
    """Expected calibration error, 0 to 1: mean gap between stated and observed frequency over equal-width bins."""
    index = np.minimum((probability * bins).astype(int), bins - 1)
    stated = np.bincount(index, weights=probability, minlength=bins)
    observed = np.bincount(index, weights=happened.astype(float), minlength=bins)
    return float(np.abs(stated - observed).sum() / max(len(index), 1))


def human_agreement(humans: np.ndarray, probabilities: np.ndarray) -> dict[str, float]:
    """How near probabilities come to the distribution of many annotators (ChaosNLI: Nie et al. 2020, section 5).

    Args:
        humans: shares of annotators, (N, 3).
        probabilities: (N, 3).

    Returns:
        `js_distance`, the mean Jensen-Shannon distance (natural logarithm, 0 to 0.83), `kl`, the mean divergence of
        the probabilities from the annotators (nats), `spearman`, the rank correlation of p_contradiction with the
        share of annotators who say contradiction (-1 to 1; left out where either is constant).
    """
    clipped = np.clip(probabilities, 1e-9, 1)
    result = {
        "js_distance": float(np.mean(jensenshannon(humans, clipped, axis=1))),
        "kl": float(np.mean(entropy(humans, clipped, axis=1))),
    }
    said, share = probabilities[:, CONTRADICTION], humans[:, CONTRADICTION]
    if np.ptp(said) and np.ptp(share):
        result["spearman"] = float(spearmanr(said, share).statistic)
    return result
