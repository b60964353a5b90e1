"""Verdicts on a list of pairs, taken from a cache where the same model has judged the same pairs before.

    predictions = predict(detector, pairs, mode, folder=cache_folder())

The key of a cached file covers everything that decides a verdict: weights, tokenizer and calibration, device, precision
and class names, the code of the room `model` with its word lists, the mode, and the pairs with parties and dates.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import logging
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

import counterclaim.model
from counterclaim.eval import provenance
from counterclaim.eval.metrics import codes
from counterclaim.model.detector import Detector
from counterclaim.model.records import Mode, Pair, Verdict
from counterclaim.model.settings import configuration
from counterclaim.model.writing import replacing

log = logging.getLogger(__name__)

Progress = Callable[[int], None]
STEP = 256
"""Pairs between two reports of progress."""


@dataclass(frozen=True, slots=True)
class Predictions:
    """What a model said about N pairs, and what that cost when it was computed."""

    labels: tuple[str, ...]
    probabilities: np.ndarray
    """(N, 3): entailment, neutral, contradiction."""
    kinds: tuple[str, ...]
    statuses: tuple[str, ...]
    seconds: float
    cached: bool = False

    @property
    def guess(self) -> np.ndarray:
        """The verdicts as class indices, (N,)."""
        return codes(self.labels)


def cache_folder() -> Path:
    """Where scores are kept unless the user says otherwise: `$XDG_CACHE_HOME/counterclaim/scores`."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "counterclaim" / "scores"


def predict(
    detector: Detector, pairs: Sequence[Pair], mode: Mode, folder: Path | None = None, progress: Progress | None = None
) -> Predictions:
    """One verdict a pair, in order.

    Args:
        detector: what is asked.
        pairs: what it is asked about.
        mode: `compare` or `infer`.
        folder: of the cache; `None` for none. Models without a folder of weights are never cached.
        progress: called with the number of pairs that came in since the last call.
    """
    path = folder / f"{key(detector, pairs, mode)}.parquet" if folder is not None and detector.scorer.folder else None
    if path is not None and path.is_file():
        found = _read(path, len(pairs))
        if found is not None:
            if progress is not None:
                progress(len(pairs))
            return found
    started = time.monotonic()
    verdicts = list(_reported(detector.score(pairs, mode=mode), progress))
    result = Predictions(
        labels=tuple(verdict.label for verdict in verdicts),
        probabilities=np.array([(v.p_entailment, v.p_neutral, v.p_contradiction) for v in verdicts]).reshape(-1, 3),
        kinds=tuple(verdict.kind for verdict in verdicts),
        statuses=tuple(verdict.status for verdict in verdicts),
        seconds=time.monotonic() - started,
    )
    if path is not None:
        _write(path, result)
    return result


def key(detector: Detector, pairs: Sequence[Pair], mode: Mode) -> str:
    """32 hexadecimal digits that change with whatever can change a verdict."""
    digest = hashlib.blake2b(digest_size=16)
    folder = detector.scorer.folder
    parts = [
        _source_hash(),
        *provenance.versions().values(),
        mode,
        json.dumps(detector.configuration(), sort_keys=True),
    ]
    if folder is not None:
        small = (path for path in sorted(folder.iterdir()) if path.is_file() and path.suffix != ".safetensors")
        parts += [provenance.weights_hash(folder) or "", *(_text(path) for path in small)]
    digest.update(json.dumps(parts).encode())
    for pair in pairs:
        digest.update(json.dumps([pair.a.to_dict(), pair.b.to_dict()], sort_keys=True).encode())
    return digest.hexdigest()


@cache
def _source_hash() -> str:
    """Hash of the code of the room `model`, and of `configs`."""
    sources = [*sorted(Path(counterclaim.model.__path__[0]).glob("*.py")), *sorted(configuration("").glob("*.yaml"))]
    return hashlib.blake2b(b"\0".join(path.read_bytes() for path in sources), digest_size=16).hexdigest()


def _text(path: Path) -> str:
    return hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()


def _reported(verdicts: Iterator[Verdict], progress: Progress | None) -> Iterator[Verdict]:
    while part := list(itertools.islice(verdicts, STEP)):
        if progress is not None:
            progress(len(part))
        yield from part


def _write(path: Path, result: Predictions) -> None:
    """Keeps the result; a cache that cannot be written is told and does not stop the run."""
    columns = {
        "label": list(result.labels),
        "probabilities": result.probabilities.tolist(),
        "kind": list(result.kinds),
        "status": list(result.statuses),
    }
    table = pa.table(columns).replace_schema_metadata({"seconds": repr(result.seconds)})
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as written:
            pq.write_table(table, written)
    except OSError as error:
        log.warning("scores are not kept: %s", error)


def _read(path: Path, rows: int) -> Predictions | None:
    """What is cached, or `None` where the file is broken (it is written anew)."""
    try:
        table = pq.read_table(path)
        columns = table.to_pydict()
        if table.num_rows != rows:
            return None
        return Predictions(
            labels=tuple(columns["label"]),
            probabilities=np.array(columns["probabilities"]).reshape(-1, 3),
            kinds=tuple(columns["kind"]),
            statuses=tuple(columns["status"]),
            seconds=float(table.schema.metadata[b"seconds"]),
            cached=True,
        )
    except (pa.ArrowException, OSError, KeyError, TypeError, ValueError):
        return None
