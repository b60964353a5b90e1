"""`counterclaim score`: the batch job. A file of pairs in, the same rows with their verdicts out."""

from __future__ import annotations

import itertools
import sys
import time
from typing import TYPE_CHECKING, Annotated

import typer

from counterclaim.model.bundled import DEFAULT_MODEL
from counterclaim.scripts import options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from counterclaim.model.batch import Tally
    from counterclaim.model.detector import Detector
    from counterclaim.model.files import RowReader
    from counterclaim.model.outputs import Output
    from counterclaim.model.readers import Chunk
    from counterclaim.model.records import Mode


def command(
    pairs: Annotated[str, typer.Argument(metavar="PAIRS", help="JSONL, CSV or Parquet (by its ending), or - (JSONL).")],
    output: Annotated[str, typer.Option("--output", "-o", help="JSONL, CSV or Parquet, or - (JSONL).")] = "-",
    mode: Annotated[str, typer.Option(help="auto (by the columns), compare or infer.")] = "auto",
    model: options.Model = DEFAULT_MODEL,
    batch_size: options.BatchSize = 64,
    device: options.Device = "auto",
    precision: options.Precision = "auto",
    labels: options.Labels = None,
    updates: options.Updates = False,
    tolerance: options.Tolerance = 0.25,
    least: options.Least = 0.0,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar and no summary.")] = False,
) -> None:
    """Score a file of pairs.

    Every row comes out, in order, with verdict, p_contradiction, p_entailment, p_neutral, kind, explanation, spans_a,
    spans_b, status and model. A row that cannot be scored says why in its status.

    Exit codes: 0 all rows scored, 1 some rows failed, 2 could not run, 130 interrupted (scored rows are kept).

    Example: counterclaim score pairs.parquet -o scored.parquet
    """
    from counterclaim.model.files import open_rows
    from counterclaim.model.outputs import open_output
    from counterclaim.scripts.progress import uninterrupted

    if mode not in ("auto", "compare", "infer"):
        raise ValueError(f"--mode is {mode!r}; allowed: auto, compare, infer")
    with open_rows(pairs) as reader, open_output(output, reader) as target:
        chunks = iter(reader)
        first = next(chunks, None)
        chosen = _mode_of(reader, first, mode)
        _say_renamed(reader, first, quiet)
        policy = options.policy_of(updates, tolerance, least)
        detector = options.load_detector(model, device, precision, batch_size, labels, policy)
        started = time.monotonic()
        everything = itertools.chain([first] if first else [], chunks)
        tally = _score_all(detector, reader, everything, target, chosen, quiet)
        with uninterrupted():
            target.commit()
    if not quiet:
        _summary(tally, time.monotonic() - started, output)
    if tally.failed:
        raise typer.Exit(1)


def _mode_of(reader: RowReader, first: Chunk | None, wanted: str) -> Mode:
    from counterclaim.model.rows import choose_mode

    columns = _columns(reader, first)
    if not columns and reader.columns is None:  # an empty file, or not one readable row yet
        return "infer" if wanted == "infer" else "compare"
    try:
        return choose_mode(columns, wanted)
    except ValueError as error:
        raise ValueError(f"{reader.name}: {error}") from None


def _columns(reader: RowReader, first: Chunk | None) -> list[str]:
    if reader.columns is not None:
        return list(reader.columns)
    rows = first.rows if first else []
    return list(dict.fromkeys(key for row in rows if row.error is None for key in row.values))


def _say_renamed(reader: RowReader, first: Chunk | None, quiet: bool) -> None:
    from counterclaim.model.rows import renamed

    names = renamed(_columns(reader, first))
    if names and not quiet:
        listed = ", ".join(f"{old} -> {new}" for old, new in names.items())
        sys.stderr.write(f"columns of yours that carry the name of a result are renamed: {listed}\n")


def _score_all(
    detector: Detector, reader: RowReader, chunks: Iterator[Chunk], target: Output, mode: Mode, quiet: bool
) -> Tally:
    from counterclaim.model.batch import Tally, score_rows
    from counterclaim.model.outputs import OutputError
    from counterclaim.scripts.progress import row_progress, uninterrupted

    tally = Tally()
    try:
        with row_progress(reader, "scoring", hidden=quiet) as progress:
            for chunk in chunks:
                results = score_rows(detector, chunk.rows, mode)
                with uninterrupted():
                    target.write(chunk, results)
                    tally.count(results)
                progress.advance(tally.rows)
    except (OutputError, BrokenPipeError):
        raise
    except KeyboardInterrupt:
        sys.stderr.write(f"counterclaim: interrupted{_kept(target)}\n")
        raise typer.Exit(130) from None
    except Exception as error:
        raise RuntimeError(f"{error}{_kept(target)}") from error
    return tally


def _kept(target: Output) -> str:
    from counterclaim.scripts.progress import uninterrupted

    with uninterrupted():
        kept = target.keep_partial()
    return f"; the {target.rows:,} rows scored so far are in {kept}" if kept else ""


def _summary(tally: Tally, seconds: float, output: str) -> None:
    speed = tally.rows / seconds if seconds else 0.0
    counts = ", ".join(f"{tally.verdicts[label]:,} {label}" for label in ("contradiction", "entailment", "neutral"))
    lines = [f"{tally.rows:,} rows in {seconds:,.1f} s ({speed:,.0f} pairs/s): {counts}, {tally.failed:,} failed"]
    if tally.truncated:
        lines.append(f"{tally.truncated:,} rows were too long to be read to the end (status: truncated)")
    if tally.failed:
        lines.append(f"first failure: {tally.first_failure}")
    if output != "-":
        lines.append(f"written: {output}")
    sys.stderr.write("\n".join(lines) + "\n")
