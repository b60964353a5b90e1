"""Behind the totals: slices by phenomenon, baselines, and the mistakes themselves."""

from __future__ import annotations

import hashlib
import logging
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import sklearn
from sklearn.metrics import f1_score

from counterclaim.eval import intervals
from counterclaim.eval.baselines import BASELINES
from counterclaim.eval.labelled import LabelledSet
from counterclaim.eval.metrics import confidence, measure, told_apart
from counterclaim.eval.predictions import Predictions
from counterclaim.model.labels import LABELS
from counterclaim.model.writing import replacing

log = logging.getLogger(__name__)

MISTAKES = 200
"""Mistakes that are written out for each set, the surest first."""

_RESAMPLES = 200


def slices(labelled: LabelledSet, predictions: Predictions) -> dict[str, dict[str, float]]:
    """Rows, accuracy and its 95 % interval by phenomenon, the largest slice first; empty where the set names none."""
    members: dict[str, list[int]] = defaultdict(list)
    for index, item in enumerate(labelled.pairs):
        for name in item.phenomena:
            members[name].append(index)
    truth, guess = told_apart([item.gold for item in labelled.pairs], predictions.guess, labelled.two_way)
    groups = np.array([item.group for item in labelled.pairs])
    result = {}
    for name, rows in sorted(members.items(), key=lambda item: (-len(item[1]), item[0])):
        result[name] = {"rows": len(rows)} | _decided(truth[rows], guess[rows], groups[rows].tolist())
    return result


def _decided(truth: np.ndarray, guess: np.ndarray, groups: list[str]) -> dict[str, float]:
    """Accuracy with its interval, and macro F1 over the classes that there are."""
    f1 = f1_score(truth, guess, labels=np.unique(truth), average="macro", zero_division=0.0)
    result = {"accuracy": float((truth == guess).mean()), "macro_f1": float(f1)}
    draws = intervals.accuracy_draws(truth == guess, groups, _RESAMPLES)
    return result | (intervals.interval(draws, len(set(groups))) if len(draws) else {})


def baselines(labelled: LabelledSet, folder: Path | None = None) -> dict[str, dict[str, float]]:
    """Accuracy with its interval, macro F1, average precision and AUROC of every baseline."""
    gold, groups = [item.gold for item in labelled.pairs], [item.group for item in labelled.pairs]
    result = {}
    for name in BASELINES:
        p = _baseline(name, labelled, folder)
        metrics = measure(gold, p, two_way=labelled.two_way)
        kept = {key: metrics[key] for key in ("average_precision", "auroc") if key in metrics}
        result[name] = _decided(*told_apart(gold, p.argmax(axis=1), labelled.two_way), groups) | kept
    return result


def _baseline(name: str, labelled: LabelledSet, folder: Path | None) -> np.ndarray:
    """A baseline's probabilities, (N, 3), from the cache where the same code has seen the same rows."""
    if folder is None:
        return BASELINES[name](labelled)
    parts = (_baseline_source(), sklearn.__version__, name, labelled.two_way, labelled.grouped)
    digest = hashlib.blake2b(repr(parts).encode(), digest_size=16)
    for item in labelled.pairs:
        digest.update(repr((item.pair.a.text, item.pair.b.text, item.gold, item.group)).encode())
    path = folder / f"{digest.hexdigest()}.npy"
    kept = _kept(path, len(labelled.pairs))
    if kept is not None:
        return kept
    p = BASELINES[name](labelled)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with replacing(path) as written, written.open("wb") as handle:
            np.save(handle, p, allow_pickle=False)
    except OSError as error:
        log.warning("a baseline is not kept: %s", error)
    return p


def _kept(path: Path, rows: int) -> np.ndarray | None:
    """What an earlier run left, (N, 3), or `None` where that is nothing or broken."""
    try:
        p: np.ndarray = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    return p if p.shape == (rows, len(LABELS)) else None


@cache
def _baseline_source() -> str:
    import counterclaim.eval.baselines as module

    return hashlib.blake2b(Path(module.__file__).read_bytes(), digest_size=16).hexdigest()


def mistakes(labelled: LabelledSet, predictions: Predictions) -> dict[str, Any]:
    """How many rows were judged wrong, and the surest of them with texts, parties and probabilities."""
    truth, said = told_apart([item.gold for item in labelled.pairs], predictions.guess, labelled.two_way)
    rows = np.flatnonzero(truth != said)
    sure = confidence(predictions.probabilities, predictions.guess, labelled.two_way)
    surest = rows[np.argsort(-sure[rows], kind="stable")][:MISTAKES]
    shown = [_mistake(labelled, predictions, int(row), float(sure[row])) for row in surest]
    return {"rows": len(rows), "shown": shown}


def _mistake(labelled: LabelledSet, predictions: Predictions, row: int, probability: float) -> dict[str, Any]:
    item = labelled.pairs[row]
    return {
        "line": item.line,
        "text_a": item.pair.a.text,
        "party_a": item.pair.a.party,
        "date_a": item.pair.a.date,
        "text_b": item.pair.b.text,
        "party_b": item.pair.b.party,
        "date_b": item.pair.b.date,
        "label": item.gold,
        "verdict": predictions.labels[row],
        "kind": predictions.kinds[row],
        "probability": probability,
        "phenomena": list(item.phenomena),
    }
