"""The harness: labelled sets through a detector, to metrics with intervals, slices, baselines and mistakes.

result = evaluate(detector, labelled, Settings(cache=folder))
result.record["metrics"]["macro_f1"]
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from counterclaim.eval import curves, intervals
from counterclaim.eval.benchmarks import Benchmark
from counterclaim.eval.detail import baselines, mistakes, slices
from counterclaim.eval.labelled import LabelledSet
from counterclaim.eval.metrics import CONTRADICTION, human_agreement, measure, positives, ranking
from counterclaim.eval.neutrality import neutrality
from counterclaim.eval.predictions import Predictions, Progress, predict
from counterclaim.model.detector import Detector
from counterclaim.model.records import Pair
from counterclaim.model.sides import Sides

SWAP_SAMPLE = 500
"""Pairs that are scored again with their statements exchanged."""

TUNING_SAMPLE = 2000
"""Validation pairs that a threshold is tuned on, at most."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What is measured beside the metrics: `sides` for neutrality, `baselines`; `cache` is a folder or nothing."""

    sides: tuple[Sides, ...] = ()
    baselines: bool = True
    cache: Path | None = None


@dataclass(frozen=True, slots=True)
class Tuned:
    """A threshold, and the validation set that it was tuned on."""

    threshold: float
    on: str


@dataclass(frozen=True, slots=True)
class SetResult:
    """Everything measured on one set, as it is written, and the predictions in order."""

    labelled: LabelledSet
    predictions: Predictions
    record: dict[str, Any]
    draws: dict[str, np.ndarray]
    """Metrics of the bootstrap's resamples, which two models share."""


def evaluate(
    detector: Detector,
    labelled: LabelledSet,
    settings: Settings = Settings(),
    *,
    tuned: Tuned | None = None,
    benchmark: Benchmark | None = None,
    progress: Progress | None = None,
) -> SetResult:
    """Scores one labelled set and measures the verdicts.

    Args:
        detector: what is measured.
        labelled: pairs with gold labels.
        settings: what is measured beside the metrics.
        tuned: a threshold from validation data, reported beside 0.5.
        benchmark: the registry's entry of this set, if it has one.
        progress: called with the number of pairs that came in since the last call.
    """
    pairs = [item.pair for item in labelled.pairs]
    predictions = predict(detector, pairs, labelled.mode, settings.cache, progress)
    gold = [item.gold for item in labelled.pairs]
    p, guess, two_way = predictions.probabilities, predictions.guess, labelled.two_way
    groups = [item.group for item in labelled.pairs]
    draws = intervals.bootstrap(gold, p, groups, guess=guess, two_way=two_way)
    record = {
        **_description(labelled, benchmark),
        "seen": _seen(labelled, detector),
        "truncated": sum(status == "truncated" for status in predictions.statuses),
        "cost": {
            "seconds": predictions.seconds,
            "pairs_per_second": len(gold) / max(predictions.seconds, 1e-9),
            "cached": predictions.cached,
        },
        "metrics": measure(gold, p, guess, two_way=two_way),
        "intervals": {name: intervals.interval(values, len(set(groups))) for name, values in draws.items()},
        "thresholds": thresholds(positives(gold, two_way), ranking(p, two_way), tuned),
        "swap": swap_consistency(detector, labelled, predictions, settings.cache),
        "neutrality": neutrality(detector, pairs, predictions, settings.sides, labelled.mode, settings.cache),
        "humans": _humans(labelled, p),
        "slices": slices(labelled, predictions),
        "curves": curves.curves(gold, p, guess, two_way),
        "baselines": baselines(labelled, settings.cache) if settings.baselines else {},
        "mistakes": mistakes(labelled, predictions),
    }
    return SetResult(labelled, predictions, record, draws)


def _description(labelled: LabelledSet, benchmark: Benchmark | None) -> dict[str, Any]:
    gold = [item.gold for item in labelled.pairs]
    return {
        "name": labelled.name,
        "file": Path(labelled.path).name,
        "sha256": labelled.sha256,
        "benchmark": benchmark.model_dump(include={"about", "use", "metric", "licence", "published"}, mode="json")
        if benchmark
        else None,
        "mode": labelled.mode,
        "two_way": labelled.two_way,
        "rows": len(gold),
        "groups": len({item.group for item in labelled.pairs}),
        "resampled": "events" if labelled.grouped else "premises",
        "labels": {label: gold.count(label) for label in sorted(set(gold))},
        "errors": list(labelled.errors),
    }


def _seen(labelled: LabelledSet, detector: Detector) -> bool:
    """Whether the calibration was fitted on rows of this file (of this split, where it was fitted on one)."""
    name = re.compile(rf"(?<![\w.-]){re.escape(Path(labelled.path).name)}(?![\w.-])")
    fitted = [entry for entry in detector.calibration.fitted_on if name.search(entry)]
    return any("(split " not in entry or f"split {labelled.name.rpartition('.')[2]}" in entry for entry in fitted)


def tune(detector: Detector, validation: LabelledSet, folder: Path | None = None) -> Tuned:
    """The threshold of p_contradiction with the best F1 on validation pairs (an even sample of the larger sets)."""
    step = -(-len(validation.pairs) // TUNING_SAMPLE)
    items = validation.pairs[::step]
    predictions = predict(detector, [item.pair for item in items], validation.mode, folder)
    gold = [item.gold for item in items]
    scores = ranking(predictions.probabilities, validation.two_way)
    return Tuned(curves.best_threshold(positives(gold, validation.two_way), scores), validation.name)


def thresholds(positive: np.ndarray, p: np.ndarray, tuned: Tuned | None) -> dict[str, Any]:
    """Decisions at 0.5, and at a threshold from validation data where there is one."""
    result: dict[str, Any] = {"fixed": curves.at_threshold(positive, p, 0.5)}
    if tuned is not None:
        result["tuned"] = curves.at_threshold(positive, p, tuned.threshold) | {"tuned_on": tuned.on}
    return result


def swap_consistency(
    detector: Detector, labelled: LabelledSet, predictions: Predictions, folder: Path | None = None
) -> dict[str, float]:
    """What changes when the two statements are exchanged, over an even sample of at most `SWAP_SAMPLE` pairs.

    Returns:
        `pairs`; `largest_change` and `mean_change` of p_contradiction (0 to 1); `contradiction_flips`, the share of
        pairs that are called a contradiction one way round only. In mode `compare` all three should be zero.
    """
    step = max(1, -(-len(labelled.pairs) // SWAP_SAMPLE))
    picked = list(range(0, len(labelled.pairs), step))[::-1]  # in another order than they were scored in
    pairs = [labelled.pairs[index].pair for index in picked]
    back = predict(detector, [Pair(a=pair.b, b=pair.a) for pair in pairs], labelled.mode, folder)
    changes = np.abs(predictions.probabilities[picked, CONTRADICTION] - back.probabilities[:, CONTRADICTION])
    flips = (predictions.guess[picked] == CONTRADICTION) != (back.guess == CONTRADICTION)
    return {
        "pairs": len(pairs),
        "largest_change": float(changes.max()),
        "mean_change": float(changes.mean()),
        "contradiction_flips": float(flips.mean()),
    }


def _humans(labelled: LabelledSet, probabilities: np.ndarray) -> dict[str, float]:
    humans = [item.humans for item in labelled.pairs if item.humans is not None]
    return human_agreement(np.array(humans), probabilities) if len(humans) == len(labelled.pairs) else {}
