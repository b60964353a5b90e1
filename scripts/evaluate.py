"""`counterclaim eval`: labelled pairs to metrics, slices, intervals, a report and a file of every prediction."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from counterclaim.model.bundled import DEFAULT_MODEL
from counterclaim.scripts import options
from counterclaim.scripts.limits import Limit, check_limits, read_limit, under

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.progress import Progress

    from counterclaim.eval.gather import Gathered
    from counterclaim.eval.harness import Settings
    from counterclaim.eval.result_files import ModelRun
    from counterclaim.model.detector import Detector

_NARROWEST = 110
FAILED_UNDER = 3
"""Exit code where a metric is under what --fail-under asks for."""

Models = Annotated[
    list[str],
    typer.Option("--model", "-m", help=f"{options.MODELS}; give it again to compare with the first."),
]
Data = Annotated[
    list[str] | None,
    typer.Argument(metavar="[FILE|BENCHMARK]...", help="Labelled pairs (JSONL, CSV, Parquet), or names of benchmarks."),
]
Benchmarks = Annotated[
    list[str] | None,
    typer.Option(
        "--benchmark", "-b", help="Name from configs/benchmarks.yaml; parties: our own set; all: all at hand."
    ),
]
Output = Annotated[
    Path, typer.Option("--output", "-o", help="Folder for result.json, report.html, report.md, predictions.parquet.")
]
FailUnder = Annotated[
    list[str] | None,
    typer.Option(metavar="[SET:]METRIC=VALUE", help="Exit with 3 where the first model is under it; may be repeated."),
]
Cache = Annotated[Path | None, typer.Option(help="Folder of scores from earlier runs.", show_default="of the user")]


def command(
    data: Data = None,
    benchmark: Benchmarks = None,
    output: Output = Path("results"),
    data_dir: Annotated[Path | None, typer.Option(help="Folder with the benchmarks' files.")] = None,
    hub: Annotated[bool, typer.Option("--hub", help="Read benchmarks that are not there from the hub.")] = False,
    mode: Annotated[str, typer.Option(help="auto (by the columns), compare or infer; for files.")] = "auto",
    model: Models = [DEFAULT_MODEL],  # noqa: B006 - typer copies it
    fail_under: FailUnder = None,
    cache: Cache = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Score everything anew.")] = False,
    batch_size: options.BatchSize = 64,
    device: options.Device = "auto",
    precision: options.Precision = "auto",
    labels: options.Labels = None,
) -> None:
    """Measure models on labelled pairs: how good, on which kind of pair, compared with what, how sure.

    A file has text_a and text_b (compared) or premise and hypothesis (inferred), and label: entailment, neutral,
    contradiction, or not_entailment for two-way sets. A phenomenon column gives slices, an event column what the
    bootstrap resamples, a split column one set for each split (validation tunes the threshold of the others).

    Exit codes: 0 all used, 1 some rows or sets could not be used, 2 could not run, 3 under --fail-under.

    Example: counterclaim eval parties mnli breaking_nli --data-dir data -o results/
    """
    from counterclaim.eval.gather import gather
    from counterclaim.eval.harness import Settings
    from counterclaim.eval.predictions import cache_folder
    from counterclaim.eval.result_files import write_results
    from counterclaim.model.sides import load_sides

    if mode not in ("auto", "compare", "infer"):
        raise ValueError(f"--mode is {mode!r}; allowed: auto, compare, infer")
    limits = [read_limit(text) for text in fail_under or ()]
    options.check_output(output)
    for name in model:
        options.check_model(name)
    gathered = gather([*(data or ()), *(benchmark or ())], data_dir=data_dir, hub=hub, mode=mode)
    if not gathered.sets:
        raise ValueError("; ".join(one["reason"] for one in gathered.skipped))
    for one in gathered.skipped:
        sys.stderr.write(f"left out {one['name']}: {one['reason']}\n")
    check_limits(limits, [one.labelled.name for one in gathered.sets])
    settings = Settings(sides=load_sides(), cache=None if no_cache else cache or cache_folder())
    runs: list[ModelRun] = []
    for name in dict.fromkeys(model):
        detector = options.load_detector(name, device, precision, batch_size, labels)
        if detector.scorer.name in {run.model["name"] for run in runs}:
            detector.scorer.name = f"{detector.scorer.name} ({name})"
        runs.append(measure_all(detector, gathered.sets, settings))
    record = write_results(output, runs, f"counterclaim {shlex.join(sys.argv[1:])}", gathered.skipped)
    _draw(record, output)
    print_tables(record)
    _exit(record, gathered.skipped, limits, output)


def measure_all(detector: Detector, sets: Sequence[Gathered], settings: Settings) -> ModelRun:
    """Evaluates every set with one model, with a progress bar over all of their pairs."""
    from counterclaim.eval.harness import evaluate, tune
    from counterclaim.eval.result_files import ModelRun, describe

    results = []
    with _bar() as bar:
        task = bar.add_task(detector.scorer.name, total=sum(len(one.labelled.pairs) for one in sets))
        for one in sets:
            bar.update(task, description=f"{detector.scorer.name}: {one.labelled.name}")
            tuned = tune(detector, one.tune_on, settings.cache) if one.tune_on is not None else None
            results.append(
                evaluate(
                    detector, one.labelled, settings, tuned=tuned, benchmark=one.benchmark,
                    progress=lambda pairs: bar.advance(task, pairs),
                )
            )  # fmt: skip
    return ModelRun(describe(detector), tuple(results))


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (*Progress.get_default_columns()[:-1], MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True))


def _draw(record: dict[str, Any], output: Path) -> None:
    from counterclaim.eval.report import write_report

    with _bar() as bar:
        task = bar.add_task("drawing the report", total=len({one["name"] for one in record["models"][0]["sets"]}))
        write_report(record, output, lambda: bar.advance(task))


def print_tables(record: dict[str, Any]) -> None:
    """Prints one line a set and model: the figures that matter, with the 95 % interval of the accuracy."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from counterclaim.eval.summary import COMPARISON_HEADER, HEADER, comparison_rows, table_rows

    console = Console()
    if console.width < _NARROWEST:
        console = Console(width=_NARROWEST)
    parts: list[tuple[str, Sequence[str], list[tuple[str, ...]]]]
    parts = [(model["name"], HEADER, table_rows(model["sets"])) for model in record["models"]]
    if record["comparisons"]:
        parts.append(("compared", COMPARISON_HEADER, comparison_rows(record["comparisons"])))
    for title, header, rows in parts:
        table = Table(*header, box=None, title=escape(title), title_justify="left")
        for row in rows:
            table.add_row(*map(escape, row))
        console.print(table)


def _exit(
    record: dict[str, Any],
    skipped: Sequence[dict[str, str]],
    limits: Sequence[Limit],
    output: Path,
) -> None:
    """Says what was written and what was not used, and leaves with the exit code that fits."""
    names = ("result.json", "report.html", "report.md", "predictions.parquet")
    sys.stderr.write(f"written in {output}: {', '.join(names)}\n")
    sets = record["models"][0]["sets"]
    too_low = [line for limit in limits for line in under(sets, limit)]
    for line in too_low:
        sys.stderr.write(f"{line}\n")
    errors = [(one["file"], error) for one in sets for error in one["errors"]]
    if errors:
        sys.stderr.write(f"{len(errors):,} rows could not be used; the first: {errors[0][0]}: {errors[0][1]}\n")
    if too_low:
        raise typer.Exit(FAILED_UNDER)
    if errors or skipped:
        raise typer.Exit(1)
