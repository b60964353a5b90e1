"""How long `counterclaim scan` takes and how much memory, for more and more articles.

    python -m counterclaim.eval.scan_bench --data-dir data --model small --output eval/results/scan_small.json

The articles are made up of real news text: halves of two reports of shootings (the training part of
`gunviolence_casualties`), or a dozen sentences of news agencies (the premises of the training part of
`semi_auto_nli_news`), 30 articles a day. Each size runs in a process of its own.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from counterclaim.eval import provenance
from counterclaim.eval.commands import one_sentence, read_rows, show
from counterclaim.model.bundled import BUNDLED, DEFAULT_MODEL
from counterclaim.model.detector import Detector
from counterclaim.model.parties import Parties
from counterclaim.model.scan import Watcher, scan_articles

SIZES = (1_000, 10_000)
_SEED = 20201006
_FIRST = dt.date(2020, 1, 1)
_A_DAY = 30
_SENTENCES = 12


def main() -> None:
    """Runs the benchmark and prints, or writes, its record."""
    parser = argparse.ArgumentParser(description="Seconds and memory of a scan, by the number of articles.")
    parser.add_argument("--data-dir", type=Path, required=True, help="folder with the public data sets")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="articles (default: 1000 10000)")
    parser.add_argument("--model", choices=BUNDLED, default=DEFAULT_MODEL, help=f"default: {DEFAULT_MODEL}")
    parser.add_argument("--output", type=Path, help="write the record as JSON")
    parser.add_argument("--scan", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.scan:
        sys.stdout.write(json.dumps(scan_once(options.scan, options.model)))
        return
    with one_sentence("scan_bench", options.output):
        given = f"--data-dir DATA --model {options.model} --sizes {' '.join(map(str, options.sizes))}"
        record = {
            "command": f"python -m counterclaim.eval.scan_bench {given}",
            "model": options.model,
            "runs": [measure(options.data_dir, size, options.model) for size in options.sizes],
            **provenance.origin(),
            "cpus": os.cpu_count(),
        }
        show(record, options.output)


def measure(data: Path, size: int, model: str) -> dict[str, Any]:
    """Seconds and peak memory of one scan in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        with path.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(article) + "\n" for article in make_articles(data, size))
        options = ["--data-dir", str(data), "--model", model, "--scan", str(path)]
        command = [sys.executable, "-m", "counterclaim.eval.scan_bench", *options]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE)  # noqa: S603
    record: dict[str, Any] = json.loads(done.stdout)
    return record


def scan_once(path: Path, model: str) -> dict[str, Any]:
    """What a scan of a file takes in this process, model loading included."""
    started = time.monotonic()
    watch = _Stages()
    scan = scan_articles(path, Detector.load(model), Parties.load(), watcher=watch)
    seconds = time.monotonic() - started
    return {
        "articles": scan.counts.articles,
        "statements": scan.counts.statements,
        "pairs": scan.counts.pairs,
        "contradictions": len(scan.found),
        "problems": len(scan.problems),
        "seconds": round(seconds, 1),
        "articles_per_second": round(scan.counts.articles / seconds, 1),
        "peak_memory_gib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, 2),  # KiB on Linux
        "seconds_by_stage": watch.seconds(),
        "dropped": dict(scan.counts.dropped),
    }


class _Stages(Watcher):
    """When each stage began."""

    def __init__(self) -> None:
        self.began: dict[str, float] = {"loading": time.monotonic()}

    def progress(self, stage: str, done: int, total: int | None) -> None:
        self.began.setdefault(stage, time.monotonic())

    def seconds(self) -> dict[str, float]:
        """Seconds from the begin of each stage to that of the next."""
        ends = [*list(self.began.values())[1:], time.monotonic()]
        return {stage: round(end - start, 1) for (stage, start), end in zip(self.began.items(), ends, strict=True)}


def make_articles(data: Path, size: int) -> Iterator[dict[str, str]]:
    """Articles as lines of JSON, the same in every run."""
    chance = random.Random(_SEED)  # noqa: S311 - nothing secret
    reports = [row["text"] for row in read_rows(data / "gunviolence_casualties.train.jsonl.gz")]
    sentences = sorted({row["premise"] for row in read_rows(data / "semi_auto_nli_news.train.jsonl.gz")})
    for number in range(size):
        if number % 2:
            text = " ".join(chance.choice(sentences) for _ in range(_SENTENCES))
        else:
            one, other = chance.choice(reports), chance.choice(reports)
            text = f"{one[: len(one) // 2]}\n\n{other[len(other) // 2 :]}"
        day = _FIRST + dt.timedelta(days=number // _A_DAY)
        yield {"id": f"made-{number}", "text": text, "date": day.isoformat(), "outlet": f"Outlet {number % 40}"}


if __name__ == "__main__":
    main()
