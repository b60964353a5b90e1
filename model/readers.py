"""The formats behind a file of rows: JSONL, CSV and Parquet to rows, with what is wrong with a row beside it."""

from __future__ import annotations

import csv
import itertools
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

_CHUNK_CHARACTERS = 8_000_000
"""A chunk of longer rows ends here, so that memory is bounded in characters too."""

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


def chunked(name: str, rows: Iterator[tuple[Row, int]], size: int) -> Iterator[Chunk]:
    """Rows, each with its length in characters, as chunks; what breaks off in between is named with its place."""
    part: list[Row] = []
    length = last = 0
    try:
        for row, characters in rows:
            part.append(row)
            length, last = length + characters, row.line
            if len(part) >= size or length >= _CHUNK_CHARACTERS:
                yield Chunk(part)
                part, length = [], 0
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError(f"{name}: cannot be read on after line {last}: {error}") from None
    if part:
        yield Chunk(part)


def read_jsonl(lines: IO[bytes]) -> Iterator[tuple[Row, int]]:
    """One row a line that is not blank, with its length in bytes; a broken line is a row with an error."""
    for number, raw in enumerate(lines, start=1):
        line = raw.removeprefix(b"\xef\xbb\xbf").strip() if number == 1 else raw.strip()
        if line:
            yield _parse_line(number, line), len(line)


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


class _Lines:
    """Lines of a CSV file as text, which remembers those that the row at hand was read from."""

    def __init__(self, lines: IO[bytes]):
        self._lines = lines
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        for number, line in enumerate(self._lines):
            text = line.decode("utf-8", "surrogateescape")
            self.taken.append(text.removeprefix("\ufeff") if number == 0 else text)
            yield self.taken[-1]

    def take(self) -> str:
        """The lines since the last call."""
        text, self.taken = "".join(self.taken), []
        return text


def read_csv(name: str, lines: IO[bytes]) -> tuple[tuple[str, ...], Iterator[tuple[Row, int]]]:
    """The header, and the rows behind it with their lengths in characters.

    Raises:
        ValueError: the header is missing, not UTF-8, or names a column twice.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    source = _Lines(lines)
    reader = csv.reader(source)
    try:
        header = tuple(next(reader, ()))
    except csv.Error:
        raise ValueError(f"{name}: line 1: no CSV header; allowed: lines that end in a line feed") from None
    if not header:
        raise ValueError(f"{name}: line 1: no header; allowed: a first line with the column names")
    if any(_undecoded(column) for column in header):
        raise ValueError(f"{name}: line 1: the header is not UTF-8; allowed: UTF-8")
    twice = sorted({column for column in header if header.count(column) > 1})
    if twice:
        raise ValueError(f"{name}: line 1: column {twice[0]!r} occurs twice; allowed: each name once")
    source.take()
    return header, _csv_rows(reader, source, header)


def _csv_rows(reader: Any, source: _Lines, header: tuple[str, ...]) -> Iterator[tuple[Row, int]]:
    while True:
        number = reader.line_num + 1
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raw = source.take()
            reason = f"line {number}: not CSV (a stray carriage return or quotation mark?): {_shown(raw)!r}"
            yield Row(number, dict.fromkeys(header), reason), len(raw)
            continue
        raw = source.take()
        if fields:
            yield _csv_row(number, fields, header), len(raw)


def _csv_row(number: int, fields: list[str], header: tuple[str, ...]) -> Row:
    error = None
    if len(fields) != len(header):
        surplus = f"; surplus: {fields[len(header) :]!r}" if len(fields) > len(header) else ""
        error = f"line {number}: {len(fields)} fields; allowed: {len(header)}, as in the header{surplus}"
    elif any(_undecoded(field) for field in fields):
        error = f"line {number}: not UTF-8; allowed: UTF-8"
    if error is not None:
        error, fields = _shown(error), [_shown(field) for field in fields]
    return Row(number, dict(itertools.zip_longest(header, fields[: len(header)])), error)


def _undecoded(text: str) -> bool:
    """Whether bytes that are not UTF-8 stand in a text as surrogates."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _shown(text: str) -> str:
    """The text with bytes that are not UTF-8 written out."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def read_parquet(file: pq.ParquetFile, name: str, chunk: int) -> Iterator[Chunk]:
    """Chunks of rows with the tables that they came from.

    Raises:
        ValueError: (when read) the file breaks off; the message says after which row.
    """
    done = 0
    try:
        for batch in file.iter_batches(batch_size=chunk):
            table = pa.Table.from_batches([batch])
            columns = [_column_values(column) for column in table.columns]
            names = table.column_names
            rows = [
                Row(done + index + 1, dict(zip(names, values, strict=True)))
                for index, values in enumerate(zip(*columns, strict=True))
            ]
            yield Chunk(rows, table)
            done += len(rows)
    except (pa.ArrowException, OSError) as error:
        raise ValueError(f"{name}: cannot be read on after row {done}: {' '.join(str(error).split())}") from None


def _column_values(column: pa.ChunkedArray) -> list[Any]:
    try:
        values: list[Any] = column.to_pylist()
    except (ValueError, OverflowError):  # one odd value: the others are as they are
        values = [_value(scalar) for scalar in column]
    return values


def _value(scalar: pa.Scalar) -> Any:
    """A value as Python holds it; as text where it holds no such time; undecoded bytes as surrogates."""
    try:
        return scalar.as_py()
    except UnicodeDecodeError:
        return scalar.as_buffer().to_pybytes().decode("utf-8", "surrogateescape")
    except (ValueError, OverflowError):
        try:
            return scalar.cast(pa.string()).as_py()
        except (pa.ArrowException, ValueError):
            return None
