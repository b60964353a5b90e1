"""Rows from JSONL, CSV and Parquet files, a chunk at a time, so that memory does not grow with the file.

    with open_rows("pairs.parquet") as rows:
        for chunk in rows: ...

A row that cannot be read is a row with an `error`, which names the line and what is wrong; only a file that cannot
be read at all raises. `-` is standard input (JSONL); `.gz` behind `.jsonl` and `.csv` is understood.
"""

from __future__ import annotations

import gzip
import io
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

import pyarrow as pa
import pyarrow.parquet as pq

from counterclaim.model.readers import Chunk, chunked, read_csv, read_jsonl, read_parquet

ENDINGS = (".jsonl", ".jsonl.gz", ".csv", ".csv.gz", ".parquet")
CHUNK = 1024
"""Rows in a chunk."""


@dataclass(slots=True)
class RowReader:
    """Chunks of a file, and how far the reading has come."""

    name: str
    kind: str
    chunks: Iterator[Chunk]
    columns: tuple[str, ...] | None
    """Column names, where the format fixes them before the first row (CSV, Parquet)."""
    total: int | None
    """Rows (Parquet) or bytes (JSONL, CSV) in all; `None` for a stream."""
    counts_bytes: bool
    schema: pa.Schema | None = None
    _handle: IO[bytes] | None = None
    _rows_done: int = 0

    def __iter__(self) -> Iterator[Chunk]:
        for chunk in self.chunks:
            self._rows_done += len(chunk.rows)
            yield chunk

    def done(self) -> int:
        """How much of `total` has been read, in the same unit."""
        if self.counts_bytes and self._handle is not None:
            return self._handle.tell()
        return self._rows_done


def kind_of(name: str) -> str:
    """`jsonl`, `csv` or `parquet`, by a file's ending; `-` is `jsonl`.

    Raises:
        ValueError: the ending is another; the allowed ones are listed.
    """
    if name == "-":
        return "jsonl"
    for ending in ENDINGS:
        if name.lower().endswith(ending):
            return ending.split(".")[1]
    raise ValueError(
        f"{name}: unknown ending; allowed: {', '.join(ENDINGS)}, or - for JSONL on standard input or output"
    )


@contextmanager
def open_rows(name: str, chunk: int = CHUNK) -> Iterator[RowReader]:
    """Opens a file of rows.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: the ending is unknown, or the file is not what its ending says.
    """
    kind = kind_of(name)
    if name != "-" and not Path(name).is_file():
        what = "is a folder" if Path(name).is_dir() else "no such file"
        raise FileNotFoundError(f"{name}: {what}; allowed: a file that ends in {', '.join(ENDINGS)}")
    if kind == "parquet":
        with _open_parquet(name, chunk) as reader:
            yield reader
        return
    with _open_bytes(name) as raw:
        zipped = name.lower().endswith(".gz")
        lines = cast(io.BufferedReader, gzip.GzipFile(fileobj=raw) if zipped else raw)  # both can peek
        _refuse_utf16(name, lines)
        total = None if name == "-" else Path(name).stat().st_size
        if kind == "csv":
            header, rows = read_csv(name, lines)
        else:
            header, rows = None, read_jsonl(lines)
        yield RowReader(
            name=name, kind=kind, chunks=chunked(name, rows, chunk), columns=header, total=total,
            counts_bytes=total is not None, _handle=raw if total is not None else None,
        )  # fmt: skip


def _open_bytes(name: str) -> AbstractContextManager[IO[bytes]]:
    return nullcontext(sys.stdin.buffer) if name == "-" else Path(name).open("rb")


def _refuse_utf16(name: str, lines: io.BufferedReader) -> None:
    try:
        head = lines.peek(4)[:4]
    except (OSError, EOFError) as error:
        raise ValueError(f"{name}: cannot be read: {error}") from None
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ValueError(f"{name}: the file is UTF-16; allowed: UTF-8")


@contextmanager
def _open_parquet(name: str, chunk: int) -> Iterator[RowReader]:
    try:
        file = pq.ParquetFile(name)
    except (pa.ArrowException, OSError) as error:
        raise ValueError(f"{name}: no Parquet file: {' '.join(str(error).split())}") from None
    with closing(file):
        schema = file.schema_arrow
        yield RowReader(
            name=name, kind="parquet", chunks=read_parquet(file, name, chunk), columns=tuple(schema.names),
            total=file.metadata.num_rows, counts_bytes=False, schema=schema,
        )  # fmt: skip
