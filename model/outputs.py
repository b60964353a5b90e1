"""Scored rows to JSONL, CSV or Parquet: written to a temporary name and moved into place when complete.

    with open_output("scored.parquet", reader) as output:
        output.write(chunk, results)
        output.commit()

Leaving the block without `commit` removes the temporary file; `keep_partial` keeps what was written under a name
of its own. A user's column that has the name of a result column comes out as `input_<name>`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from counterclaim.model.files import Chunk, RowReader, kind_of
from counterclaim.model.sinks import JsonlSink, Result, Sink, open_sink


class Output:
    """An output file that appears under its name only when it is complete."""

    def __init__(self, target: Path | None, temporary: Path | None, sink: Sink):
        self._target, self._temporary, self._sink = target, temporary, sink
        self.rows = 0

    def write(self, chunk: Chunk, results: Sequence[Result]) -> None:
        """Writes the rows of a chunk with what scoring adds to each; one result a row."""
        self._sink.write(chunk, results)
        self.rows += len(results)

    def commit(self) -> None:
        """Closes the file and moves it into place, replacing what was there."""
        self._sink.finish()
        self._sink.close()
        if self._target is not None and self._temporary is not None:
            self._temporary.replace(self._target)

    def keep_partial(self) -> Path | None:
        """Keeps the rows written so far as `NAME.partial.ENDING` beside the target; `None` on standard output."""
        self._sink.finish()
        self._sink.close()
        if self._target is None or self._temporary is None:
            return None
        stem, dot, ending = self._target.name.partition(".")
        partial = self._target.with_name(f"{stem}.partial{dot}{ending}")
        self._temporary.replace(partial)
        return partial

    def discard(self) -> None:
        """Closes the file, and removes the temporary one if it is still there."""
        self._sink.close()
        if self._temporary is not None:
            self._temporary.unlink(missing_ok=True)


@contextmanager
def open_output(name: str, reader: RowReader) -> Iterator[Output]:
    """Opens an output for the rows of a reader.

    Raises:
        FileNotFoundError: the folder is not there.
        ValueError: the ending is unknown, or the name is a folder's.
    """
    kind = kind_of(name)
    if name == "-":
        yield Output(None, None, JsonlSink(sys.stdout))
        return
    target = Path(name)
    if not target.parent.is_dir():
        raise FileNotFoundError(f"{target.parent}: no such folder (for the output {target.name}); make it first")
    if target.is_dir():
        raise ValueError(f"{name}: is a folder; allowed: a file's name")
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    output = Output(target, temporary, open_sink(kind, temporary, reader, compress=name.lower().endswith(".gz")))
    try:
        yield output
    except OSError as error:
        if error.errno is not None:  # the disk, not a file that is missing
            error.filename = error.filename or name
        raise
    finally:
        output.discard()
