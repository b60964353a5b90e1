"""Pairs a second against sentence-transformers' CrossEncoder: same weights, same forward passes, one run.

    python -m counterclaim.eval.bench --pairs pairs.jsonl --rounds 3

The peer runs as its users run it (`predict` in fp32, batch 64) on (a, b) and on (b, a), since a comparison takes both
directions. All models and their peers take turns, and the ratio of the median times is what counts. How far the
answers differ is printed beside it: a fast path is the same model or it is a bug. Before, the whole file goes through
`counterclaim score` with each model, in a process of its own, whose pairs a second and peak memory are recorded.
"""

from __future__ import annotations

import argparse
import itertools
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from counterclaim.eval import provenance
from counterclaim.eval.commands import one_sentence, show
from counterclaim.model.bundled import BUNDLED, bundled_checkpoint
from counterclaim.model.files import open_rows
from counterclaim.model.nli import TransformerScorer
from counterclaim.model.packing import unpack
from counterclaim.model.rows import read_pair

Peer = Callable[[list[tuple[str, str]]], np.ndarray]
"""Probabilities (N, 3) of N pairs."""


def main() -> None:
    """Runs the benchmark and prints, or writes, its record."""
    parser = argparse.ArgumentParser(description="Pairs a second against sentence-transformers' CrossEncoder.")
    parser.add_argument("--pairs", type=Path, default=Path(__file__).parent / "data" / "examples.jsonl")
    parser.add_argument("--most", type=int, default=2000, help="pairs that are scored (default: 2000)")
    parser.add_argument("--model", action="append", choices=BUNDLED, help="again for another (default: all of them)")
    parser.add_argument("--rounds", type=int, default=3, help="timed rounds of each (default: 3)")
    parser.add_argument("--output", type=Path, help="write the record as JSON")
    options = parser.parse_args()
    names = options.model or list(BUNDLED)
    with one_sentence("bench", options.output):
        pairs = _read(options.pairs, options.most)
        jobs = {name: run_job(options.pairs, name) for name in names}  # first: a child's peak counts what we hold too
        found = compare(pairs, options.rounds, names)
        models = {name: {**found[name], "job": jobs[name]} for name in names}
        given = f"--pairs {options.pairs.name} --most {options.most} --rounds {options.rounds}"
        given += "".join(f" --model {name}" for name in options.model or [])
        record = {"command": f"python -m counterclaim.eval.bench {given}", **provenance.origin(), "models": models}
        show(record, options.output)


def _read(path: Path, most: int) -> list[tuple[str, str]]:
    """The first `most` pairs of a pairs file; its broken rows are left out."""
    pairs: list[tuple[str, str]] = []
    with open_rows(str(path)) as reader:
        for row in itertools.chain.from_iterable(chunk.rows for chunk in reader):
            if row.error is None and len(pairs) < most:
                pair = read_pair(row.values)
                pairs.append((pair.a.text, pair.b.text))
    return pairs


def run_job(path: Path, model: str) -> dict[str, float]:
    """The batch job on a whole file, as a user runs it: seconds with start and model loading, peak memory in GiB."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "scored.parquet"
        code = "from counterclaim.scripts.cli import main; main()"
        options = ["--model", model, "--device", "cpu", "-q"]
        started = time.perf_counter()
        command = [sys.executable, "-c", code, "score", str(path), "-o", str(target), *options]
        _, status, used = os.wait4(subprocess.Popen(command).pid, 0)  # noqa: S603
        seconds = time.perf_counter() - started
        if status:
            raise ValueError(f"{path}: `counterclaim score` failed; what it says stands above")
        rows = pq.ParquetFile(target).metadata.num_rows
    peak = used.ru_maxrss / 2**20  # KiB on Linux
    return {"rows": rows, "seconds": seconds, "pairs_per_second": rows / seconds, "peak_memory_gib": peak}


def compare(pairs: Sequence[tuple[str, str]], rounds: int, models: Sequence[str]) -> dict[str, dict[str, Any]]:
    """By model: median seconds and pairs a second of it and its peer, their ratio, and how their answers differ."""
    both_ways = [*pairs, *((b, a) for a, b in pairs)]
    ours = {name: TransformerScorer.load(bundled_checkpoint(name), device="cpu") for name in models}
    peers = {name: _peer(bundled_checkpoint(name)) for name in models}
    for name in models:
        ours[name].score(pairs[:64], both=True)  # the first batch builds kernels
        peers[name](both_ways[:128])
    fast: dict[str, list[float]] = {name: [] for name in models}
    plain: dict[str, list[float]] = {name: [] for name in models}
    for _ in range(rounds):
        for name in models:
            fast[name].append(_timed(lambda scorer=ours[name]: scorer.score(pairs, both=True)))  # type: ignore[misc]
            plain[name].append(_timed(lambda peer=peers[name]: peer(both_ways)))  # type: ignore[misc]
    return {
        name: {
            "pairs": len(pairs),
            "forward_passes": len(both_ways),
            "precision": {"counterclaim": ours[name].precision, "cross_encoder": "fp32"},
            **_ratio(fast[name], plain[name], len(pairs)),
            **_agreement(ours[name], peers[name], pairs),
        }
        for name in models
    }


def _ratio(fast: Sequence[float], plain: Sequence[float], pairs: int) -> dict[str, Any]:
    """Seconds of each round, pairs a second, and how many times as fast ours is as its peer, by medians."""
    ours, peer = statistics.median(fast), statistics.median(plain)
    return {
        "seconds": {"counterclaim": list(fast), "cross_encoder": list(plain)},
        "pairs_per_second": {"counterclaim": pairs / ours, "cross_encoder": pairs / peer},
        "ratio": peer / ours,
    }


def _agreement(ours: TransformerScorer, peer: Peer, pairs: Sequence[tuple[str, str]]) -> dict[str, float]:
    """How far the answers in one direction differ: share of equal labels, differences of probabilities (0 to 1)."""
    fast = np.array([score.forward for score in ours.score(pairs, both=True)])  # (N, 3)
    plain = peer(list(pairs))  # (N, 3)
    return {
        "same_label": float((fast.argmax(axis=1) == plain.argmax(axis=1)).mean()),
        "largest_difference": float(np.abs(fast - plain).max()),
        "mean_difference": float(np.abs(fast - plain).mean()),
    }


def _peer(folder: Path) -> Peer:
    try:
        from sentence_transformers import CrossEncoder
    except ModuleNotFoundError:
        sys.exit("the benchmark needs its peer: pip install 'counterclaim[bench]'")
    import torch
    from safetensors.torch import save_file

    with tempfile.TemporaryDirectory() as plain:  # the peer reads no weights in eight bits
        shutil.copytree(folder, plain, ignore=shutil.ignore_patterns("*.safetensors"), dirs_exist_ok=True)
        weights = {name: tensor.contiguous() for name, tensor in unpack(folder).items()}
        save_file(weights, f"{plain}/model.safetensors", metadata={"format": "pt"})
        model = CrossEncoder(plain, device="cpu", model_kwargs={"dtype": torch.float32})
    return lambda pairs: np.asarray(
        model.predict(pairs, batch_size=64, apply_softmax=True, show_progress_bar=False)
    )  # (N, 3)


def _timed(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
