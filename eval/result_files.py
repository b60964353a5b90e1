"""What a run leaves: `result.json` says everything about it, `predictions.parquet` has a row a pair and model."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from counterclaim.eval import provenance
from counterclaim.eval.detail import MISTAKES
from counterclaim.eval.harness import SWAP_SAMPLE, SetResult
from counterclaim.eval.intervals import RESAMPLES, SEED, mcnemar, paired
from counterclaim.eval.metrics import told_apart
from counterclaim.eval.result_shape import check_shape
from counterclaim.model.detector import Detector
from counterclaim.model.writing import replacing

SCHEMA = 2


@dataclass(frozen=True, slots=True)
class ModelRun:
    """One model and what it scored on each set."""

    model: dict[str, Any]
    results: tuple[SetResult, ...]


def describe(detector: Detector) -> dict[str, Any]:
    """Name, hash of the weights, precision and calibration of a detector."""
    scorer = detector.scorer
    return {
        "name": scorer.name,
        "weights_sha256": provenance.weights_hash(scorer.folder) if scorer.folder else None,
        "precision": scorer.precision,
        "calibrated_on": list(detector.calibration.fitted_on),
        "configuration": detector.configuration(),
    }


def compare_models(first: ModelRun, second: ModelRun) -> list[dict[str, Any]]:
    """For each set that both scored: how far the second is from the first, by paired bootstrap and McNemar's test.

    `difference` is the first's metric less the second's, with its 95 % interval over the same resamples.
    """
    other = {result.labelled.name: result for result in second.results}
    return [
        {"set": result.labelled.name, "first": first.model["name"], "second": second.model["name"]}
        | _differences(result, other[result.labelled.name])
        for result in first.results
        if result.labelled.name in other
    ]


def _differences(one: SetResult, two: SetResult) -> dict[str, Any]:
    metrics = {
        name: {"difference": one.record["metrics"][name] - two.record["metrics"][name]}
        | (paired(one.draws[name], two.draws[name]) if name in one.draws and name in two.draws else {})
        for name in ("accuracy", "macro_f1", "average_precision")
        if name in one.record["metrics"]
    }
    gold, two_way = [item.gold for item in one.labelled.pairs], one.labelled.two_way
    decided = [told_apart(gold, result.predictions.guess, two_way) for result in (one, two)]
    return {"metrics": metrics, "mcnemar": mcnemar(*(truth == said for truth, said in decided))}


def write_results(
    folder: Path, runs: Sequence[ModelRun], command: str, skipped: Sequence[dict[str, str]] = ()
) -> dict[str, Any]:
    """Writes `result.json` and `predictions.parquet` into a folder.

    Args:
        folder: made if it is not there.
        runs: one for each model; models after the first are compared with the first.
        command: as the user typed it.
        skipped: sets that could not be read, each with `name` and `reason`.

    Returns:
        the content of `result.json`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    record = {
        "schema": SCHEMA,
        "command": command,
        **provenance.origin(),
        "machine": {"processors": os.cpu_count(), "system": platform.system(), "architecture": platform.machine()},
        "peak_memory_gib": provenance.peak_memory_gib(),
        "configuration": {"resamples": RESAMPLES, "seed": SEED, "mistakes": MISTAKES, "swap_sample": SWAP_SAMPLE},
        "models": [run.model | {"sets": [result.record for result in run.results]} for run in runs],
        "comparisons": [row for run in runs[1:] for row in compare_models(runs[0], run)],
        "skipped": list(skipped),
    }
    _write_predictions(folder / "predictions.parquet", runs)
    with replacing(folder / "result.json") as written:
        written.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return record


def _write_predictions(path: Path, runs: Sequence[ModelRun]) -> None:
    tables = [_predictions(run.model["name"], result) for run in runs for result in run.results]
    if tables:
        with replacing(path) as written:
            pq.write_table(pa.concat_tables(tables), written)


def _predictions(model: str, result: SetResult) -> pa.Table:
    items, said = result.labelled.pairs, result.predictions
    rows = len(items)
    columns = {
        "model": pa.array([model] * rows),
        "set": pa.array([result.labelled.name] * rows),
        "line": pa.array([item.line for item in items]),
        "id": pa.array([item.pair.pair_id for item in items]),
        "event": pa.array([item.group for item in items]),
        "phenomenon": pa.array([list(item.phenomena) for item in items], pa.list_(pa.string())),
        "text_a": pa.array([item.pair.a.text for item in items]),
        "party_a": pa.array([item.pair.a.party for item in items], pa.string()),
        "text_b": pa.array([item.pair.b.text for item in items]),
        "party_b": pa.array([item.pair.b.party for item in items], pa.string()),
        "label": pa.array([item.gold for item in items]),
        "verdict": pa.array(said.labels),
        "p_contradiction": pa.array(said.probabilities[:, 2]),
        "p_entailment": pa.array(said.probabilities[:, 0]),
        "p_neutral": pa.array(said.probabilities[:, 1]),
        "kind": pa.array(said.kinds),
        "status": pa.array(said.statuses),
    }
    return pa.table(columns)


def read_results(path: Path) -> dict[str, Any]:
    """The content of a `result.json`.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: it is no result of this version, or lacks a field; the message says what was found.
    """
    if not path.is_file():
        raise FileNotFoundError(f"{path}: no such file; allowed: a result.json that the harness wrote")
    record: dict[str, Any]
    record, found = _read(path)
    if found != SCHEMA:
        raise ValueError(f"{path}: schema is {found!r}; allowed: {SCHEMA}")
    check_shape(record, path)
    return record


def read_folder(folder: Path) -> dict[str, dict[str, Any]]:
    """Every result of this version in a folder, by its file's name; other JSON files are left out.

    Raises:
        ValueError: a file is not JSON, or a result lacks a field.
    """
    return {path.name: read_results(path) for path in sorted(folder.glob("*.json")) if _read(path)[1] == SCHEMA}


def _read(path: Path) -> tuple[Any, Any]:
    """What is in a JSON file, and the schema that it names, or else what kind of value it is."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path}: not JSON: {error}") from None
    return record, record.get("schema") if isinstance(record, dict) else type(record).__name__
