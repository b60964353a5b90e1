"""Rows from JSONL, CSV and Parquet files, a chunk at a time, so that memory does not grow with the file.

    with open_rows("pairs.parquet") as rows:
        for chunk in rows: ...

A row that cannot be read is a row with an `error`, which names the line and what is wrong; only a file that cannot
be read at all raises. `-` is standard input (JSONL); `.gz` behind `.jsonl` and `.csv` is understood.
"""

from __future__ import annotations

import csv
import gzip
import io
import itertools
import json
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

import pyarrow as pa
import pyarrow.parquet as pq

ENDINGS = (".jsonl", ".jsonl.gz", ".csv", ".csv.gz", ".parquet")
CHUNK = 2048
"""Rows in a chunk."""

_LONGEST_FIELD = 64 * 1024 * 1024
"""Characters in one CSV field, above which an unclosed quotation mark is the likelier explanation."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line (or row) number counted from 1, its values, and what is wrong with it."""

    line: int
    values: dict[str, Any]
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Chunk:
    """Rows in order; from a Parquet file also the table that they came from, with its types."""

    rows: list[Row]
    table: pa.Table | None = None


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
            header, rows = _read_csv(name, lines)
        else:
            header, rows = None, _read_jsonl(lines)
        yield RowReader(
            name=name, kind=kind, chunks=_chunked(rows, chunk), columns=header, total=total,
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


def _chunked(rows: Iterator[Row], size: int) -> Iterator[Chunk]:
    while part := list(itertools.islice(rows, size)):
        yield Chunk(part)


def _read_jsonl(lines: IO[bytes]) -> Iterator[Row]:
    for number, raw in enumerate(lines, start=1):
        line = raw.removeprefix(b"\xef\xbb\xbf").strip() if number == 1 else raw.strip()
        if line:
            yield _parse_line(number, line)


def _parse_line(number: int, line: bytes) -> Row:
    shown = line.decode("utf-8", "backslashreplace")
    try:
        values = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _unread(number, shown, f"byte {error.start + 1} is not UTF-8; allowed: UTF-8")
    except (ValueError, RecursionError) as error:
        return _unread(number, shown, f"not JSON: {error}")
    if not isinstance(values, dict):
        return _unread(number, shown, f"a JSON {type(values).__name__}; allowed: one object a line")
    return Row(number, values)


def _unread(number: int, raw: str, reason: str) -> Row:
    return Row(number, {"line": number, "raw": raw}, f"line {number}: {reason}")


def _read_csv(name: str, lines: IO[bytes]) -> tuple[tuple[str, ...], Iterator[Row]]:
    csv.field_size_limit(_LONGEST_FIELD)
    text = (line.decode("utf-8", "surrogateescape") for line in lines)
    first = next(text, "").removeprefix("\ufeff")
    reader = csv.reader(itertools.chain([first], text))
    header = tuple(next(reader, ()))
    if not header:
        raise ValueError(f"{name}: line 1: no header; allowed: a first line with the column names")
    twice = sorted({column for column in header if header.count(column) > 1})
    if twice:
        raise ValueError(f"{name}: line 1: column {twice[0]!r} occurs twice; allowed: each name once")
    return header, _csv_rows(reader, header)


def _csv_rows(reader: Any, header: tuple[str, ...]) -> Iterator[Row]:
    while True:
        number = reader.line_num + 1
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(number, dict.fromkeys(header), f"line {number}: not CSV: {error}")
            continue
        if fields:
            yield _csv_row(number, fields, header)


def _csv_row(number: int, fields: list[str], header: tuple[str, ...]) -> Row:
    error = None
    if len(fields) != len(header):
        surplus = f"; surplus: {fields[len(header) :]!r}" if len(fields) > len(header) else ""
        error = f"line {number}: {len(fields)} fields; allowed: {len(header)}, as in the header{surplus}"
    elif any("\udc80" <= character <= "\udcff" for field in fields for character in field if character > "\ud7ff"):
        error = f"line {number}: not UTF-8; allowed: UTF-8"
    if error is not None:
        fields = [field.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace") for field in fields]
    return Row(number, dict(itertools.zip_longest(header, fields[: len(header)])), error)


@contextmanager
def _open_parquet(name: str, chunk: int) -> Iterator[RowReader]:
    try:
        file = pq.ParquetFile(name)
    except (pa.ArrowException, OSError) as error:
        raise ValueError(f"{name}: no Parquet file: {' '.join(str(error).split())}") from None
    with closing(file):
        schema = file.schema_arrow
        yield RowReader(
            name=name, kind="parquet", chunks=_read_parquet(file, name, chunk), columns=tuple(schema.names),
            total=file.metadata.num_rows, counts_bytes=False, schema=schema,
        )  # fmt: skip


def _read_parquet(file: pq.ParquetFile, name: str, chunk: int) -> Iterator[Chunk]:
    done = 0
    try:
        for batch in file.iter_batches(batch_size=chunk):
            table = pa.Table.from_batches([batch])
            values = _microseconds(table).to_pylist()
            yield Chunk([Row(done + index + 1, row) for index, row in enumerate(values)], table)
            done += len(values)
    except pa.ArrowException as error:
        raise ValueError(f"{name}: row {done + 1} and on cannot be read: {' '.join(str(error).split())}") from None


def _microseconds(table: pa.Table) -> pa.Table:
    """The table with nanosecond times cut to microseconds, which is what Python's own times hold."""
    fields = []
    for field in table.schema:
        if pa.types.is_timestamp(field.type) and field.type.unit == "ns":
            field = field.with_type(pa.timestamp("us", tz=field.type.tz))
        fields.append(field)
    return table.cast(pa.schema(fields), safe=False)
