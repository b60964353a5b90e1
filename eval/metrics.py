"""What probabilities are worth against gold labels; every function is pure and returns a flat dict of floats.

    three_way(gold, probabilities)["macro_f1"]

`probabilities` are (N, 3) in the order of `LABELS`; gold labels are names. Percentages are given as shares, 0 to 1.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from sklearn.metrics import average_precision_score, precision_recall_fscore_support, roc_auc_score

from counterclaim.model.labels import LABELS, NOT_ENTAILMENT

ECE_BINS = 15
"""Equal-width bins of the expected calibration error (Guo et al. 2017, section 2)."""


def guesses(probabilities: np.ndarray) -> np.ndarray:
    """The most probable label of each row, (N,)."""
    return np.array([LABELS[index] for index in probabilities.argmax(axis=1)])


def three_way(gold: Sequence[str], probabilities: np.ndarray) -> dict[str, float]:
    """Accuracy, macro F1, precision, recall and F1 of each class; ranking and calibration of contradiction.

    `average_precision` and `auroc` rank the pairs by p_contradiction; `ece` is the expected calibration error of
    p_contradiction; `brier` its mean squared error; `brier_all` the sum over the three classes (0 to 2);
    `ece_top` the calibration error of the winning probability. A metric that the labels do not define is left out.
    """
    truth, guess = np.asarray(gold), guesses(probabilities)
    result = {"accuracy": float((truth == guess).mean())}
    present = [label for label in LABELS if label in truth or label in guess]
    precision, recall, f1, _ = precision_recall_fscore_support(truth, guess, labels=LABELS, zero_division=0.0)
    result["macro_f1"] = float(np.mean([f1[LABELS.index(label)] for label in present]))
    for index, label in enumerate(LABELS):
        result |= {
            f"{label}_precision": precision[index],
            f"{label}_recall": recall[index],
            f"{label}_f1": f1[index],
        }
    contradicts = truth == "contradiction"
    p = probabilities[:, LABELS.index("contradiction")]
    if 0 < contradicts.sum() < len(truth):
        result["average_precision"] = average_precision_score(contradicts, p)
        result["auroc"] = roc_auc_score(contradicts, p)
    one_hot = truth[:, None] == np.asarray(LABELS)[None, :]  # (N, 3)
    result["ece"] = calibration_error(contradicts, p)
    result["ece_top"] = calibration_error(truth == guess, probabilities.max(axis=1))
    result["brier"] = float(((p - contradicts) ** 2).mean())
    result["brier_all"] = float(((probabilities - one_hot) ** 2).sum(axis=1).mean())
    return {name: float(value) for name, value in result.items()}


def two_way(gold: Sequence[str], probabilities: np.ndarray) -> dict[str, float]:
    """The same for labels that tell only entailment from the rest; the ranking is by p_entailment."""
    entails = np.asarray(gold) == "entailment"
    p = probabilities[:, LABELS.index("entailment")]
    guess = guesses(probabilities) == "entailment"
    precision, recall, f1, _ = precision_recall_fscore_support(entails, guess, labels=[True, False], zero_division=0.0)
    result = {"accuracy": float((entails == guess).mean()), "macro_f1": float(f1.mean())}
    for index, label in enumerate(("entailment", NOT_ENTAILMENT)):
        result |= {
            f"{label}_precision": precision[index],
            f"{label}_recall": recall[index],
            f"{label}_f1": f1[index],
        }
    if 0 < entails.sum() < len(entails):
        result["entailment_average_precision"] = average_precision_score(entails, p)
        result["entailment_auroc"] = roc_auc_score(entails, p)
    result["entailment_ece"] = calibration_error(entails, p)
    return {name: float(value) for name, value in result.items()}


def calibration_error(happened: np.ndarray, probability: np.ndarray, bins: int = ECE_BINS) -> float:
    """Expected calibration error, 0 to 1: mean gap between stated and observed frequency over equal-width bins."""
    index = np.minimum((probability * bins).astype(int), bins - 1)
    counts = np.bincount(index, minlength=bins)
    stated = np.bincount(index, weights=probability, minlength=bins)
    observed = np.bincount(index, weights=happened.astype(float), minlength=bins)
    return float(np.abs(stated - observed).sum() / max(counts.sum(), 1))


def bootstrap(
    gold: Sequence[str],
    probabilities: np.ndarray,
    groups: Sequence[str],
    measure: Callable[[Sequence[str], np.ndarray], dict[str, float]],
    *,
    names: Sequence[str],
    resamples: int = 500,
    seed: int = 13,
) -> dict[str, dict[str, float]]:
    """95 % percentile interval and standard error of metrics, resampling groups (events) and not rows.

    Args:
        gold: labels, N.
        probabilities: (N, 3).
        groups: the group of each row; rows of one group are drawn together.
        measure: `three_way` or `two_way`.
        names: which of its metrics are kept.
        resamples: draws with replacement.
        seed: of the draws.

    Returns:
        for each metric `low`, `high` and `standard_error` (the standard deviation over the draws).
    """
    truth = np.asarray(gold)
    _, membership = np.unique(np.asarray(groups), return_inverse=True)
    order = np.argsort(membership, kind="stable")
    members = np.split(order, np.cumsum(np.bincount(membership))[:-1])
    rng = np.random.default_rng(seed)
    draws: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(resamples):
        picked = np.concatenate([members[i] for i in rng.integers(len(members), size=len(members))])
        values = measure(truth[picked].tolist(), probabilities[picked])
        for name in names:
            if name in values:
                draws[name].append(values[name])
    return {name: _interval(values) for name, values in draws.items() if values}


def _interval(values: Sequence[float]) -> dict[str, float]:
    low, high = np.percentile(values, [2.5, 97.5])
    return {"low": float(low), "high": float(high), "standard_error": float(np.std(values, ddof=1))}
