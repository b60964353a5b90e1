"""Raw NLI scores to probabilities that mean something: fit on validation data, save, load, apply.

A calibration is one linear map for each mode from features of the raw scores to three logits, then a softmax
(matrix scaling: Guo et al. 2017, "On Calibration of Modern Neural Networks", section 4.2), fitted by scikit-learn's
multinomial logistic regression. Features are log probabilities:

    infer    forward (entailment, neutral, contradiction)                                            (3,)
    compare  mean of the two directions (3) and the absolute difference of the two directions (3)    (6,)

The features of *compare* do not change when the two statements are exchanged, so neither does the verdict.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import numpy as np

from counterclaim.model.labels import LABELS
from counterclaim.model.records import NliScore

Mode = Literal["compare", "infer"]
MODES: tuple[Mode, ...] = ("compare", "infer")
FILE_NAME = "calibration.json"
_FLOOR = 1e-9
_FEATURES: dict[Mode, int] = {"infer": 3, "compare": 6}


@dataclass(frozen=True, slots=True)
class LinearMap:
    """Features (K,) to logits (3,) in the order of `LABELS`."""

    weights: tuple[tuple[float, ...], ...]
    bias: tuple[float, float, float]

    def apply(self, features: np.ndarray) -> np.ndarray:
        """Probabilities (N, 3) of features (N, K)."""
        logits = features @ np.asarray(self.weights).T + np.asarray(self.bias)  # (N, 3)
        logits = logits - logits.max(axis=1, keepdims=True)
        odds = np.exp(logits)
        return np.asarray(odds / odds.sum(axis=1, keepdims=True))

    @classmethod
    def plain(cls, mode: Mode) -> LinearMap:
        """The map that takes the scores as the model gives them.

        Entailment in either direction settles a comparison: the mean plus half the difference is the larger of the two.
        """
        if mode == "infer":
            return cls(((1, 0, 0), (0, 1, 0), (0, 0, 1)), (0, 0, 0))
        return cls(((1, 0, 0, 0.5, 0, 0), (0, 1, 0, 0, 0, 0), (0, 0, 1, 0, 0, 0)), (0, 0, 0))


@dataclass(frozen=True, slots=True)
class Calibration:
    """One map for each mode; `fitted_on` names the validation sets, empty for the plain, unfitted maps."""

    infer: LinearMap = field(default_factory=lambda: LinearMap.plain("infer"))
    compare: LinearMap = field(default_factory=lambda: LinearMap.plain("compare"))
    fitted_on: tuple[str, ...] = ()

    def apply(self, scores: Sequence[NliScore], mode: Mode) -> np.ndarray:
        """Calibrated probabilities (N, 3), each row summing to 1, in the order of `LABELS`."""
        if not scores:
            return np.zeros((0, 3))
        mapping = self.infer if mode == "infer" else self.compare
        return mapping.apply(features(scores, mode))

    def save(self, folder: Path) -> None:
        """Writes `calibration.json` beside the weights."""
        record = {
            "schema": 1,
            "labels": list(LABELS),
            "fitted_on": list(self.fitted_on),
            "infer": {"weights": self.infer.weights, "bias": self.infer.bias},
            "compare": {"weights": self.compare.weights, "bias": self.compare.bias},
        }
        (folder / FILE_NAME).write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Calibration:
        """The calibration beside a checkpoint, or the plain maps where there is none.

        Raises:
            ValueError: the file is there but is no calibration.
        """
        path = folder / FILE_NAME
        if not path.is_file():
            return cls()
        try:
            record = json.loads(path.read_text(encoding="utf-8"))
            maps = {mode: _revive(record[mode], _FEATURES[mode]) for mode in MODES}
            fitted_on = tuple(map(str, record["fitted_on"]))
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path}: no calibration: {error!r}") from None
        return cls(infer=maps["infer"], compare=maps["compare"], fitted_on=fitted_on)


def _revive(record: Any, width: int) -> LinearMap:
    weights = tuple(tuple(float(x) for x in row) for row in record["weights"])
    bias = tuple(float(x) for x in record["bias"])
    if len(weights) != 3 or any(len(row) != width for row in weights) or len(bias) != 3:
        raise ValueError(f"weights are not 3 x {width}")
    return LinearMap(weights, (bias[0], bias[1], bias[2]))


def features(scores: Sequence[NliScore], mode: Mode) -> np.ndarray:
    """Features (N, 3) or (N, 6) of raw scores, see the module's docstring.

    Raises:
        ValueError: mode is `compare` and a score has one direction only.
    """
    forward = np.log(np.maximum([score.forward for score in scores], _FLOOR))  # (N, 3)
    if mode == "infer":
        return np.asarray(forward)
    if any(score.backward is None for score in scores):
        raise ValueError("a comparison needs both directions of every pair")
    backward = np.log(np.maximum([score.backward for score in scores if score.backward], _FLOOR))  # (N, 3)
    return np.concatenate([(forward + backward) / 2, np.abs(forward - backward)], axis=1)


def fit_map(scores: Sequence[NliScore], labels: Sequence[str], mode: Mode, *, strength: float = 1.0) -> LinearMap:
    """The map that fits labelled validation pairs best.

    Args:
        scores: raw scores, one a pair.
        labels: gold label of each, one of `LABELS`.
        mode: which features are read.
        strength: inverse of the L2 penalty (scikit-learn's `C`).

    Raises:
        ValueError: one of the three labels does not occur.
    """
    from sklearn.linear_model import LogisticRegression

    missing = sorted(set(LABELS) - set(labels))
    if missing:
        raise ValueError(f"calibration needs all three labels; {missing[0]!r} does not occur in the validation pairs")
    model = LogisticRegression(C=strength, max_iter=2000).fit(features(scores, mode), list(labels))
    order = [list(model.classes_).index(label) for label in LABELS]
    weights = tuple(tuple(float(x) for x in row) for row in model.coef_[order])
    bias = [float(x) for x in model.intercept_[order]]
    return LinearMap(weights, (bias[0], bias[1], bias[2]))
