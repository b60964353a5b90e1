"""Pairs a second against sentence-transformers' CrossEncoder: same weights, same forward passes, one run.

    python -m counterclaim.eval.bench --pairs pairs.jsonl --rounds 3

The peer runs as its users run it (`predict` in fp32, batch 64) on (a, b) and on (b, a), since a comparison takes both
directions. The two take turns, and the ratio of the median times is what counts. How far the answers differ is
printed beside it: a fast path is the same model or it is a bug. Then the whole file goes through `counterclaim score`
in a process of its own, whose pairs a second and peak memory are recorded.
"""

from __future__ import annotations

import argparse
import itertools
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from counterclaim.eval import provenance
from counterclaim.eval.commands import one_sentence, show
from counterclaim.model.bundled import bundled_checkpoint
from counterclaim.model.files import open_rows
from counterclaim.model.nli import TransformerScorer
from counterclaim.model.packing import unpack
from counterclaim.model.rows import read_pair


def main() -> None:
    """Runs the benchmark and prints, or writes, its record."""
    parser = argparse.ArgumentParser(description="Pairs a second against sentence-transformers' CrossEncoder.")
    parser.add_argument("--pairs", type=Path, default=Path(__file__).parent / "data" / "examples.jsonl")
    parser.add_argument("--most", type=int, default=2000, help="pairs that are scored (default: 2000)")
    parser.add_argument("--rounds", type=int, default=3, help="timed rounds of each (default: 3)")
    parser.add_argument("--output", type=Path, help="write the record as JSON")
    options = parser.parse_args()
    with one_sentence("bench", options.output):
        pairs = _read(options.pairs, options.most)
        record = {"job": run_job(options.pairs), **compare(pairs, options.rounds)}
        options_given = f"--pairs {options.pairs.name} --most {options.most} --rounds {options.rounds}"
        record |= {"command": f"python -m counterclaim.eval.bench {options_given}", "file": options.pairs.name}
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


def run_job(path: Path) -> dict[str, float]:
    """The batch job on a whole file, as a user runs it: seconds with start and model loading, peak memory in GiB."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "scored.parquet"
        code = "from counterclaim.scripts.cli import main; main()"
        seconds = _timed(
            lambda: subprocess.run(  # noqa: S603
                [sys.executable, "-c", code, "score", str(path), "-o", str(target), "--device", "cpu", "-q"], check=True
            )
        )
        rows = pq.ParquetFile(target).metadata.num_rows
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20  # KiB on Linux
    return {"rows": rows, "seconds": seconds, "pairs_per_second": rows / seconds, "peak_memory_gib": peak}


def compare(pairs: list[tuple[str, str]], rounds: int) -> dict[str, Any]:
    """Median seconds and pairs a second of both, their ratio, and how their answers differ."""
    ours = TransformerScorer.load(bundled_checkpoint(), device="cpu")
    peer = _peer(bundled_checkpoint())
    both_ways = [*pairs, *((b, a) for a, b in pairs)]
    ours.score(pairs[:64], both=True)  # the first batch builds kernels
    peer(both_ways[:128])
    seconds: dict[str, list[float]] = {"counterclaim": [], "cross_encoder": []}
    for _ in range(rounds):
        seconds["counterclaim"].append(_timed(lambda: ours.score(pairs, both=True)))
        seconds["cross_encoder"].append(_timed(lambda: peer(both_ways)))
    fast = np.array([score.forward for score in ours.score(pairs, both=True)])  # (N, 3)
    plain = peer(both_ways)[: len(pairs)]  # (N, 3)
    medians = {name: statistics.median(values) for name, values in seconds.items()}
    return {
        "pairs": len(pairs),
        "forward_passes": len(both_ways),
        "precision": {"counterclaim": ours.precision, "cross_encoder": "fp32"},
        "seconds": seconds,
        "pairs_per_second": {name: len(pairs) / median for name, median in medians.items()},
        "ratio": medians["cross_encoder"] / medians["counterclaim"],
        "same_label": float((fast.argmax(axis=1) == plain.argmax(axis=1)).mean()),
        "largest_difference": float(np.abs(fast - plain).max()),
        "mean_difference": float(np.abs(fast - plain).mean()),
        **provenance.origin(),
    }


def _peer(folder: Path) -> Callable[[list[tuple[str, str]]], np.ndarray]:
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
