"""Scored rows to JSONL, CSV or Parquet: written to a temporary name and moved into place when complete.

    with open_output("scored.parquet", reader) as output:
        output.write(chunk, results)
        output.commit()

Leaving the block without `commit` removes the temporary file; `keep_partial` keeps what was written under a name
of its own. A user's column that has the name of a result column comes out as `input_<name>`.
"""

from __future__ import annotations

import errno
import itertools
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from counterclaim.model.files import RowReader, kind_of
from counterclaim.model.readers import Chunk
from counterclaim.model.sinks import JsonlSink, Result, Sink, open_sink


class OutputError(OSError):
    """The output cannot be written: a full disk, a folder that has gone."""


class Output:
    """An output file that appears under its name only when it is complete."""

    def __init__(self, target: Path | None, temporary: Path | None, sink: Sink):
        self._target, self._temporary, self._sink = target, temporary, sink
        self.rows = 0

    def write(self, chunk: Chunk, results: Sequence[Result]) -> None:
        """Writes the rows of a chunk with what scoring adds to each; one result a row.

        Raises:
            OutputError: the file cannot be written.
        """
        with self._named():
            self._sink.write(chunk, results)
        self.rows += len(results)

    def commit(self) -> None:
        """Closes the file and moves it into place, replacing what was there.

        Raises:
            OutputError: the file cannot be written.
        """
        self._finish(self._target)

    def keep_partial(self) -> Path | None:
        """Keeps the rows written so far as `NAME.partial.ENDING` beside the target, or the next free name.

        Returns:
            where they are; `None` on standard output, and where no row was written yet.

        Raises:
            OutputError: the file cannot be written.
        """
        if self._target is None or not self.rows:
            return None
        stem, dot, ending = self._target.name.partition(".")
        names = (f"{stem}.partial{'' if n == 1 else f'-{n}'}{dot}{ending}" for n in itertools.count(1))
        partial = next(path for path in map(self._target.with_name, names) if not path.exists())
        self._finish(partial)
        return partial

    def discard(self) -> None:
        """Closes the file, and removes the temporary one if it is still there."""
        with suppress(OSError):  # a full disk fails again at the close
            self._sink.close()
        if self._temporary is not None:
            self._temporary.unlink(missing_ok=True)

    def _finish(self, target: Path | None) -> None:
        with self._named():
            self._sink.finish()
            self._sink.close()
            if target is not None and self._temporary is not None:
                self._temporary.replace(target)

    @contextmanager
    def _named(self) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError:
            raise
        except OSError as error:
            full = error.errno == errno.ENOSPC or "No space left" in str(error)
            reason = "the disk is full" if full else error.strerror or str(error)
            raise OutputError(f"{self._target or 'standard output'}: {reason}; nothing was kept") from None


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
    try:
        sink = open_sink(kind, temporary, reader, compress=name.lower().endswith(".gz"))
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise OutputError(f"{target}: cannot be written: {error.strerror or error}") from None
    output = Output(target, temporary, sink)
    try:
        yield output
    finally:
        output.discard()
