"""Features of a pair to probabilities that mean something: fit on validation data, save, load, apply.

A calibration is one linear map for each mode from the features of `features` (the language model's log probabilities,
what the figures say, denials, words, dates) to three logits, then a softmax: multinomial logistic regression, fitted by
scikit-learn. With the log probabilities alone it is matrix scaling (Guo et al. 2017, "On Calibration of Modern Neural
Networks", section 4.2). Linear, so that each verdict can be taken apart into what spoke for it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from counterclaim.model.features import COMPARE, INFER
from counterclaim.model.labels import LABELS
from counterclaim.model.records import Mode

MODES: tuple[Mode, ...] = ("compare", "infer")
SCHEMA = 2
FILE_NAME = "calibration.json"
STRENGTHS = (0.01, 0.03, 0.1, 0.3, 1.0)
"""Among these the strength of a fit is chosen."""
_ENOUGH_GROUPS = 50
_FOLDS = 10
_CONSTANT = 1e-9
_FEATURES: dict[Mode, tuple[str, ...]] = {"compare": COMPARE, "infer": INFER}

# For checkpoints that come without a calibration: the scores as they are, and what figures say by the labelling guide
# (entailment, neutral, contradiction; logits).
_PLAIN: dict[Mode, dict[str, tuple[float, float, float]]] = {
    "infer": {"entailment": (1, 0, 0), "neutral": (0, 1, 0), "contradiction": (0, 0, 1), "unsupported": (-1, 0, 0)},
    "compare": {
        "entailment": (1, 0, 0),
        "neutral": (0, 1, 0),
        "contradiction": (0, 0, 1),
        "entailment_differs": (0.5, 0, 0),  # entailment in either direction settles a comparison
        "any_conflict": (-1, 0, 2),
        "any_entails": (1, 0, -1),
        "update": (0, 1, -2),
        "different_scope": (0, 1, -1),
        "different_period": (0, 1, -1),
    },
}


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
        """The map that takes the scores as the model gives them, and figures by the labelling guide."""
        columns = [_PLAIN[mode].get(name, (0, 0, 0)) for name in _FEATURES[mode]]
        return cls(tuple(tuple(float(column[row]) for column in columns) for row in range(3)), (0, 0, 0))


@dataclass(frozen=True, slots=True)
class Calibration:
    """One map for each mode; `fitted_on` names the validation sets, empty for the plain, unfitted maps."""

    infer: LinearMap = field(default_factory=lambda: LinearMap.plain("infer"))
    compare: LinearMap = field(default_factory=lambda: LinearMap.plain("compare"))
    fitted_on: tuple[str, ...] = ()

    def apply(self, features: np.ndarray, mode: Mode) -> np.ndarray:
        """Calibrated probabilities (N, 3), each row summing to 1, in the order of `LABELS`, of features (N, K)."""
        if len(features) == 0:
            return np.zeros((0, 3))
        return (self.infer if mode == "infer" else self.compare).apply(features)

    def save(self, folder: Path) -> None:
        """Writes `calibration.json` beside the weights."""
        record = {
            "schema": SCHEMA,
            "labels": list(LABELS),
            "fitted_on": list(self.fitted_on),
            "infer": _plain(self.infer, "infer"),
            "compare": _plain(self.compare, "compare"),
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
            if record["schema"] != SCHEMA:
                raise ValueError(f"schema is {record['schema']!r}; allowed: {SCHEMA} (train or calibrate it again)")
            maps = {mode: _revive(record[mode], _FEATURES[mode]) for mode in MODES}
            fitted_on = tuple(map(str, record["fitted_on"]))
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path}: no calibration: {error!r}") from None
        return cls(infer=maps["infer"], compare=maps["compare"], fitted_on=fitted_on)


def _plain(mapping: LinearMap, mode: Mode) -> dict[str, Any]:
    columns = zip(_FEATURES[mode], zip(*mapping.weights, strict=True), strict=True)
    return {"weights": {name: list(column) for name, column in columns}, "bias": mapping.bias}


def _revive(record: Any, names: Sequence[str]) -> LinearMap:
    weights, bias = record["weights"], tuple(float(x) for x in record["bias"])
    if set(weights) != set(names) or len(bias) != 3:
        raise ValueError(f"weights are for {', '.join(weights)}; allowed: {', '.join(names)}")
    columns = [[float(x) for x in weights[name]] for name in names]
    if any(len(column) != 3 for column in columns):
        raise ValueError("a feature has not three weights")
    return LinearMap(tuple(zip(*columns, strict=True)), (bias[0], bias[1], bias[2]))


def fit_map(features: np.ndarray, labels: Sequence[str], groups: Sequence[str] | None = None) -> LinearMap:
    """The map that fits labelled validation pairs best.

    The inverse of the L2 penalty on standardised features (scikit-learn's `C`) is 1; where groups are given, it is the
    one of `STRENGTHS` that predicts pairs of other groups best (log loss, cross-validation over groups).

    Args:
        features: (N, K), as `features` makes them.
        labels: gold label of each pair, one of `LABELS`.
        groups: the event or premise of each pair: what pairs share that are alike.

    Raises:
        ValueError: one of the three labels does not occur.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import log_loss, make_scorer
    from sklearn.model_selection import GridSearchCV, GroupKFold

    missing = sorted(set(LABELS) - set(labels))
    if missing:
        raise ValueError(f"calibration needs all three labels; {missing[0]!r} does not occur in the validation pairs")
    mean, scale = features.mean(axis=0), features.std(axis=0)
    scale = np.where(scale > _CONSTANT, scale, 1.0)
    model, standard = LogisticRegression(max_iter=5000), (features - mean) / scale
    if groups is not None and len(set(groups)) >= _ENOUGH_GROUPS:
        loss = make_scorer(
            log_loss, response_method="predict_proba", greater_is_better=False, labels=sorted(set(labels))
        )
        search = GridSearchCV(model, {"C": STRENGTHS}, scoring=loss, cv=GroupKFold(_FOLDS), refit=False)
        model.set_params(**search.fit(standard, list(labels), groups=list(groups)).best_params_)
    model.fit(standard, list(labels))
    order = [list(model.classes_).index(label) for label in LABELS]
    coefficients = model.coef_[order] / scale  # (3, K)
    bias = model.intercept_[order] - coefficients @ mean
    weights = tuple(tuple(float(x) for x in row) for row in coefficients)
    return LinearMap(weights, (float(bias[0]), float(bias[1]), float(bias[2])))
