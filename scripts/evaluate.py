"""`counterclaim eval`: labelled pairs to metrics, slices, intervals and a file of every prediction."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from counterclaim.scripts import options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from counterclaim.eval.harness import SetResult
    from counterclaim.eval.labelled import LabelledSet
    from counterclaim.model.detector import Detector


def command(
    data: Annotated[list[str], typer.Argument(metavar="FILE...", help="Labelled pairs: JSONL, CSV or Parquet.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Folder for result.json and predictions.parquet.")
    ] = Path("results"),
    mode: Annotated[str, typer.Option(help="auto (by the columns), compare or infer.")] = "auto",
    model: options.Model = "bundled",
    batch_size: options.BatchSize = 64,
    device: options.Device = "auto",
    precision: options.Precision = "auto",
    labels: options.Labels = None,
) -> None:
    """Measure a model on labelled pairs.

    A file has text_a and text_b (compared) or premise and hypothesis (inferred), and label: entailment, neutral,
    contradiction, or not_entailment for two-way sets. A phenomenon column gives slices, an event column what the
    bootstrap resamples.

    Exit codes: 0 all rows used, 1 some rows could not be used, 2 could not run.

    Example: counterclaim eval validation.jsonl mnli.jsonl.gz -o results/
    """
    from counterclaim.eval.harness import write_results
    from counterclaim.eval.labelled import read_labelled

    if mode not in ("auto", "compare", "infer"):
        raise ValueError(f"--mode is {mode!r}; allowed: auto, compare, infer")
    if output.exists() and not output.is_dir():
        raise ValueError(f"{output}: is a file; allowed: a folder's name")
    sets = [read_labelled(path, mode) for path in data]
    detector = options.load_detector(model, device, precision, batch_size, labels)
    results = measure_all(detector, sets)
    written = write_results(output, results, detector, f"counterclaim {shlex.join(sys.argv[1:])}")
    print_table(results)
    sys.stderr.write(f"written: {written} and {output / 'predictions.parquet'}\n")
    errors = [f"{labelled.path}: {error}" for labelled in sets for error in labelled.errors]
    if errors:
        sys.stderr.write(f"{len(errors):,} rows could not be used; the first: {errors[0]}\n")
        raise typer.Exit(1)


def measure_all(detector: Detector, sets: Sequence[LabelledSet]) -> list[SetResult]:
    """Evaluates every set, with a progress bar over all of their pairs."""
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, TimeRemainingColumn

    from counterclaim.eval.harness import evaluate

    results: list[SetResult] = []
    columns = (*Progress.get_default_columns()[:-1], MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("evaluating", total=sum(len(labelled.pairs) for labelled in sets))
        for labelled in sets:
            bar.update(task, description=labelled.name)
            results.append(evaluate(detector, labelled, lambda: bar.advance(task)))
    return results


def print_table(results: Sequence[SetResult]) -> None:
    """Prints one line a set: the figures that matter, with the 95 % interval of the accuracy."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from counterclaim.eval.summary import HEADER, table_rows

    table = Table(*HEADER, box=None)
    for row in table_rows([result.record for result in results]):
        table.add_row(*map(escape, row))
    Console().print(table)
    for result in results:
        for name, part in result.record["slices"].items() if len(results) == 1 else ():
            Console().print(
                f"  {name:24} {part['rows']:5} pairs  accuracy {part['accuracy']:.3f}", highlight=False, markup=False
            )
