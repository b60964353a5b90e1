"""How sure we are of a metric: bootstrap over events, and whether two models differ by more than chance.

    draws = replicates(truth, guess, scores, positive, groups)
    interval(draws["accuracy"])

The metrics of a resample are had from row weights in one pass each, without sorting again; they equal scikit-learn's
with `sample_weight`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.stats import binomtest

from counterclaim.eval.metrics import BASE_RATE, ECE_BINS, positives, ranking, told_apart
from counterclaim.model.labels import LABELS, NOT_ENTAILMENT

RESAMPLES, SEED = 500, 13


def bootstrap(
    gold: Sequence[str],
    probabilities: np.ndarray,
    groups: Sequence[str],
    *,
    guess: np.ndarray | None = None,
    two_way: bool = False,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> dict[str, np.ndarray]:
    """Metrics of resamples that draw groups (events), and not rows, with replacement.

    Args:
        gold: labels, N.
        probabilities: (N, 3).
        groups: the group of each row; rows of one group are drawn together.
        guess: what was decided, (N,), where it is not the most probable class.
        two_way: entailment against the rest.
        resamples: draws.
        seed: of the draws; with the same seed two models see the same resamples.

    Returns:
        `accuracy`, `macro_f1` and `ece`, and where the labels define them `average_precision`, `auroc`,
        `precision_at_recall_50` and `precision_at_recall_50_base_1`, each (R,), NaN in a resample without one of the
        two classes. Nothing where there is one group only.
    """
    two_way = two_way or NOT_ENTAILMENT in gold
    truth, said = told_apart(gold, probabilities.argmax(axis=1) if guess is None else guess, two_way)
    confusion = _Confusion(truth, said, 2 if two_way else len(LABELS))
    ranked = _Ranked(positives(gold, two_way), ranking(probabilities, two_way))
    _, membership = np.unique(np.asarray(groups), return_inverse=True)
    rng = np.random.default_rng(seed)
    number = int(membership.max()) + 1
    if number < 2:
        return {}
    rows = []
    for _ in range(resamples):
        times = np.bincount(rng.integers(number, size=number), minlength=number)
        weights = times[membership].astype(float)  # (N,)
        rows.append((*confusion.metrics(weights), *ranked.metrics(weights)))
    names = ["accuracy", "macro_f1", "ece", "average_precision", "auroc"]
    names += ["precision_at_recall_50", "precision_at_recall_50_base_1"]
    draws = dict(zip(names, np.array(rows).T, strict=True))
    return {name: values for name, values in draws.items() if not np.isnan(values).all()}


def accuracy_draws(
    right: np.ndarray, groups: Sequence[str], resamples: int = RESAMPLES, seed: int = SEED
) -> np.ndarray:
    """The accuracy alone in such resamples, (R,), from the sums of each group; empty where there is one group only.

    Args:
        right: which rows are right, (N,) of bool.
        groups: the group of each row.
        resamples: draws.
        seed: of the draws.
    """
    _, membership = np.unique(np.asarray(groups), return_inverse=True)
    hits, sizes = np.bincount(membership, weights=right), np.bincount(membership)
    number = len(sizes)
    if number < 2:
        return np.zeros(0)
    rng = np.random.default_rng(seed)
    drawn = (np.bincount(rng.integers(number, size=number), minlength=number) for _ in range(resamples))
    return np.array([times @ hits / (times @ sizes) for times in drawn])


class _Confusion:
    """Accuracy and macro F1 under row weights."""

    def __init__(self, truth: np.ndarray, guess: np.ndarray, classes: int):
        self._cell, self._classes, self._present = truth * classes + guess, classes, np.unique(truth)

    def metrics(self, weights: np.ndarray) -> tuple[float, float]:
        table = np.bincount(self._cell, weights=weights, minlength=self._classes**2)
        table = table.reshape(self._classes, self._classes)
        right, said, there = table.diagonal(), table.sum(axis=0), table.sum(axis=1)
        f1 = (2 * right / np.maximum(said + there, 1e-12))[self._present]
        return float(right.sum() / table.sum()), float(f1.mean())


class _Ranked:
    """Calibration error, average precision, AUROC and precision at half the recall under row weights."""

    def __init__(self, positive: np.ndarray, p: np.ndarray):
        self._positive, self._p = positive.astype(float), p
        self._bin = np.minimum((p * ECE_BINS).astype(int), ECE_BINS - 1)
        _, self._tie = np.unique(-p, return_inverse=True)  # ties in descending order of score

    def metrics(self, weights: np.ndarray) -> tuple[float, ...]:
        gaps = np.bincount(self._bin, weights=weights * (self._p - self._positive), minlength=ECE_BINS)
        ece = float(np.abs(gaps).sum() / weights.sum())
        hits = np.bincount(self._tie, weights=weights * self._positive)
        every = np.bincount(self._tie, weights=weights)
        total, misses = hits.sum(), every - hits
        if not 0 < total < every.sum():
            return ece, *[float("nan")] * 4
        above = np.cumsum(hits)
        read = np.cumsum(every)
        precision = np.divide(above, read, out=np.ones_like(above), where=read > 0)
        auroc = (misses * (above - hits / 2)).sum() / (total * misses.sum())
        found = above >= total / 2 - 1e-9
        at_half = precision[found].max()
        true, false = BASE_RATE * above / total, (1 - BASE_RATE) * (read - above) / misses.sum()
        base = (true[found] / (true + false)[found]).max()
        return ece, float((hits * precision).sum() / total), float(auroc), float(at_half), float(base)


def interval(draws: np.ndarray, groups: int = 0) -> dict[str, float]:
    """95 % percentile interval, and the standard error (the standard deviation over the resamples).

    Where every resample came out 0 or 1, which says more about the method than about the metric, the interval is
    Wilson's for that share of `groups` (Wilson 1927), if their number is given.
    """
    values = draws[~np.isnan(draws)]
    low, high = np.percentile(values, [2.5, 97.5])
    if groups and low == high and low in (0.0, 1.0):
        wilson = binomtest(round(low * groups), groups).proportion_ci(method="wilson")
        low, high = wilson.low, wilson.high
    return {"low": float(low), "high": float(high), "standard_error": float(np.std(values, ddof=1))}


def paired(a: np.ndarray, b: np.ndarray) -> dict[str, float]:
    """The interval of a - b over the same resamples, and the share of them in which a is ahead (ties count half)."""
    difference = a - b
    difference = difference[~np.isnan(difference)]
    ahead = float((difference > 0).mean() + (difference == 0).mean() / 2)
    return interval(difference) | {"share_ahead": ahead}


def mcnemar(right_a: np.ndarray, right_b: np.ndarray) -> dict[str, float]:
    """McNemar's exact test on which rows only one of two models has right.

    Returns:
        `only_a` and `only_b` (rows), `p_value` (0 to 1, two-sided, binomial; McNemar 1947).
    """
    only_a, only_b = int((right_a & ~right_b).sum()), int((~right_a & right_b).sum())
    apart = only_a + only_b
    p_value = float(binomtest(only_a, apart).pvalue) if apart else 1.0
    return {"only_a": only_a, "only_b": only_b, "p_value": p_value}
