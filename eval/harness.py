"""The harness: labelled sets through a detector, to metrics with intervals, slices, and a row for every prediction.

    result = evaluate(detector, labelled)
    write_results(Path("results"), [result], detector, command="counterclaim eval ...")

`result.json` says everything about a run; `predictions.parquet` has one row a pair beside it.
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from counterclaim.eval import provenance
from counterclaim.eval.labelled import LabelledPair, LabelledSet
from counterclaim.eval.metrics import bootstrap, three_way, two_way
from counterclaim.model.detector import Detector
from counterclaim.model.records import Pair, Verdict

SWAP_SAMPLE = 500
"""Pairs that are scored again with their statements exchanged."""

_WITH_INTERVAL = ("accuracy", "macro_f1", "average_precision", "auroc", "ece")
Progress = Callable[[], None]


@dataclass(frozen=True, slots=True)
class SetResult:
    """Everything measured on one set, as it is written, and its verdicts in order."""

    labelled: LabelledSet
    verdicts: tuple[Verdict, ...]
    seconds: float
    record: dict[str, Any]


def evaluate(detector: Detector, labelled: LabelledSet, progress: Progress | None = None) -> SetResult:
    """Scores one labelled set and measures the verdicts.

    Args:
        detector: what is measured.
        labelled: pairs with gold labels; a set with `not_entailment` is measured two-way.
        progress: called once a pair.
    """
    started = time.monotonic()
    verdicts = tuple(_counted(detector.score((item.pair for item in labelled.pairs), mode=labelled.mode), progress))
    seconds = time.monotonic() - started
    probabilities = _probabilities(verdicts)  # (N, 3)
    gold = [item.gold for item in labelled.pairs]
    measure = two_way if labelled.two_way else three_way
    groups = [item.group for item in labelled.pairs]
    record = {
        "name": labelled.name,
        "file": Path(labelled.path).name,
        "sha256": labelled.sha256,
        "mode": labelled.mode,
        "rows": len(gold),
        "groups": len(set(groups)),
        "labels": {label: gold.count(label) for label in sorted(set(gold))},
        "errors": list(labelled.errors),
        "truncated": sum(verdict.status == "truncated" for verdict in verdicts),
        "pairs_per_second": len(gold) / seconds if seconds else 0.0,
        "metrics": measure(gold, probabilities),
        "intervals": bootstrap(gold, probabilities, groups, names=_WITH_INTERVAL),
        "swap": swap_consistency(detector, labelled, verdicts),
        "slices": slices(labelled, probabilities),
    }
    return SetResult(labelled, verdicts, seconds, record)


def swap_consistency(detector: Detector, labelled: LabelledSet, verdicts: Sequence[Verdict]) -> dict[str, float]:
    """What changes when the two statements are exchanged, over an even sample of at most `SWAP_SAMPLE` pairs.

    Returns:
        `pairs`; `largest_change` and `mean_change` of p_contradiction (0 to 1); `contradiction_flips`, the share of
        pairs that are called a contradiction one way round only. In mode `compare` all three should be zero.
    """
    step = max(1, -(-len(verdicts) // SWAP_SAMPLE))
    picked = list(range(0, len(verdicts), step))[::-1]  # in another order than they were scored in
    pairs = [labelled.pairs[index].pair for index in picked]
    there = [verdicts[index] for index in picked]
    back = list(detector.score((Pair(a=pair.b, b=pair.a) for pair in pairs), mode=labelled.mode))
    changes = [abs(one.p_contradiction - two.p_contradiction) for one, two in zip(there, back, strict=True)]
    flips = [
        (one.label == "contradiction") != (two.label == "contradiction") for one, two in zip(there, back, strict=True)
    ]
    return {
        "pairs": len(pairs),
        "largest_change": max(changes),
        "mean_change": float(np.mean(changes)),
        "contradiction_flips": float(np.mean(flips)),
    }


def slices(labelled: LabelledSet, probabilities: np.ndarray) -> dict[str, dict[str, float]]:
    """Accuracy and size by `phenomenon`, the largest slice first; empty where the set names none."""
    members: dict[str, list[int]] = defaultdict(list)
    for index, item in enumerate(labelled.pairs):
        if item.phenomenon:
            members[item.phenomenon].append(index)
    measure = two_way if labelled.two_way else three_way
    ordered = sorted(members.items(), key=lambda item: (-len(item[1]), item[0]))
    return {
        name: {
            "rows": len(rows),
            "accuracy": measure([labelled.pairs[i].gold for i in rows], probabilities[rows])["accuracy"],
        }
        for name, rows in ordered
    }


def write_results(folder: Path, results: Sequence[SetResult], detector: Detector, command: str) -> Path:
    """Writes `result.json` and `predictions.parquet`, and returns the path of the first."""
    folder.mkdir(parents=True, exist_ok=True)
    record = {
        "schema": 1,
        "command": command,
        "commit": provenance.commit(Path(__file__).resolve().parent),
        "versions": provenance.versions(),
        "model": detector.scorer.name,
        "weights_sha256": provenance.weights_hash(detector.scorer.folder) if detector.scorer.folder else None,
        "precision": detector.scorer.precision,
        "calibrated_on": list(detector.calibration.fitted_on),
        "sets": [result.record for result in results],
    }
    _write_predictions(folder / "predictions.parquet", results)
    path, written = folder / "result.json", folder / "result.json.tmp"
    written.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    written.replace(path)
    return path


def _write_predictions(path: Path, results: Sequence[SetResult]) -> None:
    rows = [
        _prediction(result.labelled.name, item, verdict)
        for result in results
        for item, verdict in zip(result.labelled.pairs, result.verdicts, strict=True)
    ]
    pq.write_table(pa.Table.from_pylist(rows), path)


def _prediction(name: str, item: LabelledPair, verdict: Verdict) -> dict[str, Any]:
    return {
        "set": name,
        "line": item.line,
        "id": item.pair.pair_id,
        "event": item.group,
        "phenomenon": item.phenomenon,
        "text_a": item.pair.a.text,
        "party_a": item.pair.a.party,
        "text_b": item.pair.b.text,
        "party_b": item.pair.b.party,
        "label": item.gold,
        "verdict": verdict.label,
        "p_contradiction": verdict.p_contradiction,
        "p_entailment": verdict.p_entailment,
        "p_neutral": verdict.p_neutral,
        "kind": verdict.kind,
        "status": verdict.status,
    }


def _counted(verdicts: Iterator[Verdict], progress: Progress | None) -> Iterator[Verdict]:
    for verdict in verdicts:
        if progress is not None:
            progress()
        yield verdict


def _probabilities(verdicts: Sequence[Verdict]) -> np.ndarray:
    return np.array([(v.p_entailment, v.p_neutral, v.p_contradiction) for v in verdicts]).reshape(-1, 3)
