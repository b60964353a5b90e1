"""What probabilities are worth against gold labels; every function is pure and returns a flat dict of floats.

    three_way(gold, probabilities)["macro_f1"]

`probabilities` are (N, 3) in the order of `LABELS`; gold labels are names. Percentages are given as shares, 0 to 1.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.metrics import average_precision_score, precision_recall_fscore_support, roc_auc_score

from counterclaim.model.labels import GOLD_LABELS, LABELS, NOT_ENTAILMENT

ECE_BINS = 15
"""Equal-width bins of the expected calibration error (Guo et al. 2017, section 2)."""

_ENTAILMENT, _CONTRADICTION = LABELS.index("entailment"), LABELS.index("contradiction")


def three_way(gold: Sequence[str], probabilities: np.ndarray) -> dict[str, float]:
    """Accuracy, macro F1, precision, recall and F1 of each class; ranking and calibration of contradiction.

    `average_precision` and `auroc` rank the pairs by p_contradiction; `ece` is the expected calibration error of
    p_contradiction; `brier` its mean squared error; `brier_all` the sum over the three classes (0 to 2);
    `ece_top` the calibration error of the winning probability. A metric that the labels do not define is left out.
    """
    return _three_way(_codes(gold), probabilities)


def two_way(gold: Sequence[str], probabilities: np.ndarray) -> dict[str, float]:
    """The same for labels that tell only entailment from the rest; the ranking is by p_entailment."""
    return _two_way(_codes(gold), probabilities)


def _codes(gold: Sequence[str]) -> np.ndarray:
    return np.array([GOLD_LABELS.index(label) for label in gold])  # (N,)


def _three_way(truth: np.ndarray, probabilities: np.ndarray) -> dict[str, float]:
    guess = probabilities.argmax(axis=1)
    result = {"accuracy": float((truth == guess).mean())}
    by_class = precision_recall_fscore_support(truth, guess, labels=range(len(LABELS)), zero_division=0.0)[:3]
    present = [code for code in range(len(LABELS)) if (truth == code).any() or (guess == code).any()]
    result["macro_f1"] = float(by_class[2][present].mean())
    result |= _named(LABELS, by_class)
    contradicts = truth == _CONTRADICTION
    p = probabilities[:, _CONTRADICTION]
    if 0 < contradicts.sum() < len(truth):
        result["average_precision"] = float(average_precision_score(contradicts, p))
        result["auroc"] = float(roc_auc_score(contradicts, p))
    one_hot = truth[:, None] == np.arange(len(LABELS))[None, :]  # (N, 3)
    result["ece"] = calibration_error(contradicts, p)
    result["ece_top"] = calibration_error(truth == guess, probabilities.max(axis=1))
    result["brier"] = float(((p - contradicts) ** 2).mean())
    result["brier_all"] = float(((probabilities - one_hot) ** 2).sum(axis=1).mean())
    return result


def _two_way(truth: np.ndarray, probabilities: np.ndarray) -> dict[str, float]:
    entails = truth == _ENTAILMENT
    guess = probabilities.argmax(axis=1) == _ENTAILMENT
    p = probabilities[:, _ENTAILMENT]
    by_class = precision_recall_fscore_support(entails, guess, labels=[True, False], zero_division=0.0)[:3]
    result = {"accuracy": float((entails == guess).mean()), "macro_f1": float(by_class[2].mean())}
    result |= _named(("entailment", NOT_ENTAILMENT), by_class)
    if 0 < entails.sum() < len(entails):
        result["entailment_average_precision"] = float(average_precision_score(entails, p))
        result["entailment_auroc"] = float(roc_auc_score(entails, p))
    result["entailment_ece"] = calibration_error(entails, p)
    return result


def _named(labels: Sequence[str], by_class: Sequence[np.ndarray]) -> dict[str, float]:
    return {
        f"{label}_{name}": float(values[index])
        for index, label in enumerate(labels)
        for name, values in zip(("precision", "recall", "f1"), by_class, strict=True)
    }


def calibration_error(happened: np.ndarray, probability: np.ndarray, bins: int = ECE_BINS) -> float:
    """Expected calibration error, 0 to 1: mean gap between stated and observed frequency over equal-width bins."""
    index = np.minimum((probability * bins).astype(int), bins - 1)
    stated = np.bincount(index, weights=probability, minlength=bins)
    observed = np.bincount(index, weights=happened.astype(float), minlength=bins)
    return float(np.abs(stated - observed).sum() / max(len(index), 1))


def bootstrap(
    gold: Sequence[str],
    probabilities: np.ndarray,
    groups: Sequence[str],
    *,
    names: Sequence[str],
    resamples: int = 500,
    seed: int = 13,
) -> dict[str, dict[str, float]]:
    """95 % percentile interval and standard error of metrics, resampling groups (events) and not rows.

    Args:
        gold: labels, N; with `not_entailment` among them the metrics are those of `two_way`.
        probabilities: (N, 3).
        groups: the group of each row; rows of one group are drawn together.
        names: which metrics are kept.
        resamples: draws with replacement.
        seed: of the draws.

    Returns:
        for each metric `low`, `high` and `standard_error` (the standard deviation over the draws).
    """
    truth = _codes(gold)
    measure = _two_way if NOT_ENTAILMENT in gold else _three_way
    _, membership = np.unique(np.asarray(groups), return_inverse=True)
    members = np.split(np.argsort(membership, kind="stable"), np.cumsum(np.bincount(membership))[:-1])
    rng = np.random.default_rng(seed)
    draws: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(resamples):
        picked = np.concatenate([members[i] for i in rng.integers(len(members), size=len(members))])
        values = measure(truth[picked], probabilities[picked])
        for name in names:
            if name in values:
                draws[name].append(values[name])
    return {name: _interval(values) for name, values in draws.items() if values}


def _interval(values: Sequence[float]) -> dict[str, float]:
    low, high = np.percentile(values, [2.5, 97.5])
    return {"low": float(low), "high": float(high), "standard_error": float(np.std(values, ddof=1))}
