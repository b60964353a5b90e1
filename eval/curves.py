"""What a report draws, as plain numbers: reliability, precision-recall, risk-coverage, histogram, thresholds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.metrics import confusion_matrix, precision_recall_curve

from counterclaim.eval.metrics import ECE_BINS, codes, confidence, positives, ranking, risk_coverage, told_apart
from counterclaim.model.labels import GOLD_LABELS, LABELS

POINTS = 60
"""Most points of a written curve."""


def curves(gold: Sequence[str], probabilities: np.ndarray, guess: np.ndarray, two_way: bool) -> dict[str, Any]:
    """Every curve of one set, JSON-ready; the positive class is contradiction, or entailment of a two-way set."""
    positive, p = positives(gold, two_way), ranking(probabilities, two_way)
    truth, said = told_apart(gold, guess, two_way)
    sure = confidence(probabilities, guess, two_way)
    return {
        "positive": "entailment" if two_way else "contradiction",
        "reliability": reliability(positive, p),
        "precision_recall": _precision_recall(positive, p),
        "risk_coverage": _risk_coverage(truth == said, sure),
        "histogram": histogram(gold, p),
        "confusion": _confusion(gold, guess),
    }


def reliability(positive: np.ndarray, p: np.ndarray) -> list[dict[str, float]]:
    """For each bin that is not empty: mean stated probability, observed share, rows."""
    index = np.minimum((p * ECE_BINS).astype(int), ECE_BINS - 1)
    return [
        {
            "stated": float(p[index == bin_].mean()),
            "observed": float(positive[index == bin_].mean()),
            "rows": int((index == bin_).sum()),
        }
        for bin_ in np.unique(index)
    ]


def _precision_recall(positive: np.ndarray, p: np.ndarray) -> list[list[float]]:
    """[recall, precision] points, at most `POINTS`; empty where there is one class only."""
    if not 0 < positive.sum() < len(positive):
        return []
    precision, recall, _ = precision_recall_curve(positive, p)
    return _thinned(np.stack([recall[::-1], precision[::-1]], axis=1))


def _risk_coverage(right: np.ndarray, confidence: np.ndarray) -> list[list[float]]:
    """[coverage, share of mistakes] points, at most `POINTS`."""
    return _thinned(np.stack(risk_coverage(right, confidence), axis=1))


def _thinned(points: np.ndarray) -> list[list[float]]:
    picked = np.unique(np.linspace(0, len(points) - 1, min(POINTS, len(points))).round().astype(int))
    return [[float(value) for value in point] for point in points[picked]]


def histogram(gold: Sequence[str], p: np.ndarray, bins: int = 20) -> dict[str, list[int]]:
    """Rows by equal-width bin of the score, for each gold label."""
    names = np.asarray(gold)
    return {
        str(label): np.histogram(p[names == label], bins=bins, range=(0, 1))[0].tolist()
        for label in GOLD_LABELS
        if (names == label).any()
    }


def _confusion(gold: Sequence[str], guess: np.ndarray) -> dict[str, dict[str, int]]:
    """Rows by gold label and verdict."""
    table = confusion_matrix(codes(gold), guess, labels=range(len(GOLD_LABELS)))
    present = [index for index, label in enumerate(GOLD_LABELS) if label in set(gold)]
    return {GOLD_LABELS[i]: {verdict: int(table[i, j]) for j, verdict in enumerate(LABELS)} for i in present}


def at_threshold(positive: np.ndarray, p: np.ndarray, threshold: float) -> dict[str, float]:
    """Precision, recall, F1 and balanced accuracy of "p is at least the threshold"; 0 where undefined."""
    says = p >= threshold
    hits = float((says & positive).sum())
    precision = hits / says.sum() if says.any() else 0.0
    recall = hits / positive.sum() if positive.any() else 0.0
    rest = float((~says & ~positive).sum() / (~positive).sum()) if (~positive).any() else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {
        "threshold": float(threshold),
        "precision": float(precision),
        "recall": float(recall),
        "f1": float(f1),
        "balanced_accuracy": float((recall + rest) / 2),
    }


def best_threshold(positive: np.ndarray, p: np.ndarray) -> float:
    """The threshold with the best F1, from validation data only; 0.5 where there is one class only."""
    if not 0 < positive.sum() < len(positive):
        return 0.5
    precision, recall, thresholds = precision_recall_curve(positive, p)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    return float(thresholds[f1[:-1].argmax()])
