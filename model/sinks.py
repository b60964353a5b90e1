"""The formats behind an output: JSONL, CSV and Parquet, and JSONL turned into the other two at the end."""

from __future__ import annotations

import csv
import gzip
import io
import itertools
import json
import math
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any, Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from counterclaim.model.files import CHUNK, RowReader
from counterclaim.model.readers import Chunk, Row
from counterclaim.model.records import SCHEMA
from counterclaim.model.rows import RESULT_COLUMNS, renamed

Result = Mapping[str, Any]

_SPANS = pa.list_(pa.struct([("start", pa.int32()), ("end", pa.int32()), ("why", pa.string())]))
_TYPES = {name: pa.float64() if name.startswith("p_") else pa.string() for name in RESULT_COLUMNS}
_TYPES |= {"spans_a": _SPANS, "spans_b": _SPANS}


class Sink(Protocol):
    """Where rows and their results go: written chunk by chunk, finished once, closed in any case."""

    def write(self, chunk: Chunk, results: Sequence[Result]) -> None:
        """Writes the rows of a chunk, one result a row."""
        ...

    def finish(self) -> None:
        """Completes the file's content after the last row."""
        ...

    def close(self) -> None:
        """Releases the file, complete or not; a second call does nothing."""
        ...


def open_sink(kind: str, path: Path, reader: RowReader, *, compress: bool) -> Sink:
    """The sink for a format; one that has to wait for the last row where the reader cannot name its columns."""
    if kind == "jsonl":
        return JsonlSink(_open_text(path, compress))
    if reader.columns is None:
        return _Spool(kind, path, compress)
    if kind == "csv":
        return _Csv(_open_text(path, compress), reader.columns)
    schema = reader.schema or pa.schema([(column, pa.string()) for column in reader.columns])
    return _Parquet(path, schema)


def _open_text(path: Path, compress: bool) -> IO[str]:
    if compress:
        return gzip.open(path, "wt", encoding="utf-8", newline="")
    return path.open("w", encoding="utf-8", newline="")


class JsonlSink:
    """One JSON object a line."""

    def __init__(self, handle: IO[str]):
        self._handle = handle
        if isinstance(handle, io.TextIOWrapper) and handle is sys.stdout:
            handle.reconfigure(encoding="utf-8")

    def write(self, chunk: Chunk, results: Sequence[Result]) -> None:
        """Writes and flushes the rows of a chunk."""
        for row, result in zip(chunk.rows, results, strict=True):
            names = renamed(list(row.values))
            values = {names.get(key, key): value for key, value in row.values.items()}
            self._handle.write(json_line({"schema": SCHEMA, **values, **result}))
        self._handle.flush()

    def finish(self) -> None:
        """Nothing is left to write."""

    def close(self) -> None:
        """Closes the file; standard output stays open."""
        if self._handle is not sys.stdout:
            self._handle.close()


class _Csv:
    def __init__(self, handle: IO[str], columns: Sequence[str]):
        self._handle, self._columns = handle, columns
        self._writer = csv.writer(handle, lineterminator="\n")
        names = renamed(columns)
        self._writer.writerow([*(names.get(column, column) for column in columns), *RESULT_COLUMNS])

    def write(self, chunk: Chunk, results: Sequence[Result]) -> None:
        for row, result in zip(chunk.rows, results, strict=True):
            passed = [_cell(row.values.get(column)) for column in self._columns]
            self._writer.writerow([*passed, *(_cell(result[column]) for column in RESULT_COLUMNS)])

    def finish(self) -> None:
        pass

    def close(self) -> None:
        self._handle.close()


class _Parquet:
    def __init__(self, path: Path, schema: pa.Schema):
        names = renamed(schema.names)
        self._schema = schema
        self._names = [names.get(name, name) for name in schema.names]
        fields = [field.with_name(name) for field, name in zip(schema, self._names, strict=True)]
        self._whole = pa.schema([*fields, *(pa.field(name, _TYPES[name]) for name in RESULT_COLUMNS)])
        self._writer = pq.ParquetWriter(path, self._whole)

    def write(self, chunk: Chunk, results: Sequence[Result]) -> None:
        table = chunk.table
        if table is None:
            values = [{name: row.values.get(name) for name in self._schema.names} for row in chunk.rows]
            table = pa.Table.from_pylist(values, schema=self._schema)
        added = [pa.array([_cells(result[name]) for result in results], type=_TYPES[name]) for name in RESULT_COLUMNS]
        self._writer.write_table(pa.Table.from_arrays([*table.columns, *added], schema=self._whole))

    def finish(self) -> None:
        pass

    def close(self) -> None:
        self._writer.close()


class _Spool:
    """CSV or Parquet from rows whose columns are known only at the end: JSONL first, turned at the close."""

    def __init__(self, kind: str, path: Path, compress: bool):
        self._kind, self._path, self._compress = kind, path, compress
        self._spool = path.with_name(f"{path.name}.spool")
        self._handle = self._spool.open("w", encoding="utf-8")
        self._columns: dict[str, set[type]] = {}

    def write(self, chunk: Chunk, results: Sequence[Result]) -> None:
        for row, result in zip(chunk.rows, results, strict=True):
            for key, value in row.values.items():
                self._columns.setdefault(_clean(key), set()).add(_kind_of_value(value))
            self._handle.write(json_line({"line": row.line, "row": row.values, "result": result}))

    def finish(self) -> None:
        self._handle.close()
        types = {key: _column_type(kinds) for key, kinds in self._columns.items()}
        sink: Sink
        if self._kind == "csv":
            sink = _Csv(_open_text(self._path, self._compress), list(types))
        else:
            sink = _Parquet(self._path, pa.schema(list(types.items())))
        with self._spool.open(encoding="utf-8") as lines:
            while part := [json.loads(line) for line in itertools.islice(lines, CHUNK)]:
                rows = [Row(record["line"], _fitted(record["row"], types)) for record in part]
                sink.write(Chunk(rows), [record["result"] for record in part])
        sink.finish()
        sink.close()

    def close(self) -> None:
        self._handle.close()
        self._spool.unlink(missing_ok=True)


def _kind_of_value(value: Any) -> type:
    """The value's type; a whole number that a float cannot hold exactly is `_Long`, beyond 64 bits `object`."""
    if isinstance(value, int) and not -(2**53) <= value <= 2**53:
        return _Long if -(2**63) <= value < 2**63 else object
    return type(value)


class _Long(int):
    """A whole number above 2**53."""


def _column_type(kinds: set[type]) -> pa.DataType:
    """The Parquet type that holds all of these Python types as they are, or text (JSON where it was not text)."""
    present = kinds - {type(None)}
    for type_, allowed in ((pa.bool_(), {bool}), (pa.int64(), {int, _Long}), (pa.float64(), {int, float})):
        if present and present <= allowed:
            return type_
    return pa.string()


def _fitted(values: Mapping[str, Any], types: Mapping[str, pa.DataType]) -> dict[str, Any]:
    return {key: _fitted_value(value, types[key]) for key, value in values.items()}


def _fitted_value(value: Any, type_: pa.DataType) -> Any:
    if value is None or type_ != pa.string():
        return value
    return _clean(value if isinstance(value, str) else _json(value))


def _json(value: Any) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, default=str, allow_nan=False)
    except ValueError:  # JSON has neither NaN nor infinity
        return json.dumps(_finite(value), ensure_ascii=False, default=str)


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def json_line(values: Mapping[str, Any]) -> str:
    """One line of JSON; what JSON cannot hold becomes text, NaN and infinity become null."""
    return _clean(_json(values)) + "\n"


def _clean(text: str) -> str:
    """The text with half of a surrogate pair, which UTF-8 cannot hold, written out."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, str):
        return _clean(value)
    return _json(value) if isinstance(value, list | dict) else value


def _cells(value: Any) -> Any:
    """A result as Parquet holds it: spans are structs, everything else is as it is."""
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, list):
        return [{"start": start, "end": end, "why": why} for start, end, why in value]
    return value
