"""Scored rows to JSONL, CSV or Parquet: written to a temporary name and moved into place when complete.

    with open_output("scored.parquet", reader) as output:
        output.write(chunk, results)
        output.commit()

Leaving the block without `commit` removes the temporary file; `keep_partial` keeps what was written under a name
of its own. A user's column that has the name of a result column comes out as `input_<name>`.
"""

from __future__ import annotations

import csv
import gzip
import itertools
import json
import math
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from counterclaim.model.files import CHUNK, Chunk, Row, RowReader, kind_of
from counterclaim.model.records import SCHEMA
from counterclaim.model.rows import RESULT_COLUMNS

_SPANS = pa.list_(pa.struct([("start", pa.int32()), ("end", pa.int32()), ("why", pa.string())]))
_TYPES = {name: pa.float64() if name.startswith("p_") else pa.string() for name in RESULT_COLUMNS}
_TYPES |= {"spans_a": _SPANS, "spans_b": _SPANS}

Result = Mapping[str, Any]


class _Sink(Protocol):
    def write(self, chunk: Chunk, results: Sequence[Result]) -> None: ...
    def close(self) -> None: ...


class Output:
    """An output file that appears under its name only when it is complete."""

    def __init__(self, target: Path | None, temporary: Path | None, sink: _Sink):
        self._target, self._temporary, self._sink = target, temporary, sink
        self.rows = 0

    def write(self, chunk: Chunk, results: Sequence[Result]) -> None:
        """Writes the rows of a chunk with what scoring adds to each; one result a row."""
        self._sink.write(chunk, results)
        self.rows += len(results)

    def commit(self) -> None:
        """Closes the file and moves it into place, replacing what was there."""
        self._sink.close()
        if self._target is not None and self._temporary is not None:
            self._temporary.replace(self._target)

    def keep_partial(self) -> Path | None:
        """Keeps the rows written so far as `NAME.partial.ENDING` beside the target; `None` on standard output."""
        self._sink.close()
        if self._target is None or self._temporary is None:
            return None
        stem, dot, ending = self._target.name.partition(".")
        partial = self._target.with_name(f"{stem}.partial{dot}{ending}")
        self._temporary.replace(partial)
        return partial

    def discard(self) -> None:
        """Removes the temporary file, if it is still there."""
        if self._temporary is not None:
            self._temporary.unlink(missing_ok=True)
            _spool_name(self._temporary).unlink(missing_ok=True)


def renamed(columns: Sequence[str]) -> dict[str, str]:
    """New names of the columns that scoring would otherwise overwrite; names that are free are not in it."""
    taken = {*columns, *RESULT_COLUMNS}
    names = {}
    for column in columns:
        if column in RESULT_COLUMNS:
            new = f"input_{column}"
            while new in taken:
                new = f"input_{new}"
            taken.add(new)
            names[column] = new
    return names


@contextmanager
def open_output(name: str, reader: RowReader) -> Iterator[Output]:
    """Opens an output for the rows of a reader.

    Raises:
        FileNotFoundError: the folder is not there.
        ValueError: the ending is unknown, or the name is a folder's.
    """
    kind = kind_of(name)
    if name == "-":
        yield Output(None, None, _Jsonl(sys.stdout))
        return
    target = Path(name)
    if not target.parent.is_dir():
        raise FileNotFoundError(f"{target.parent}: no such folder (for the output {target.name}); make it first")
    if target.is_dir():
        raise ValueError(f"{name}: is a folder; allowed: a file's name")
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    output = Output(target, temporary, _sink(kind, temporary, reader, compress=name.lower().endswith(".gz")))
    try:
        yield output
    finally:
        output.discard()


def _sink(kind: str, path: Path, reader: RowReader, *, compress: bool) -> _Sink:
    if kind == "jsonl":
        return _Jsonl(_open_text(path, compress))
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


class _Jsonl:
    def __init__(self, handle: IO[str]):
        self._handle = handle

    def write(self, chunk: Chunk, results: Sequence[Result]) -> None:
        for row, result in zip(chunk.rows, results, strict=True):
            names = renamed(list(row.values))
            values = {names.get(key, key): value for key, value in row.values.items()}
            self._handle.write(json_line({"schema": SCHEMA, **values, **result}))
        self._handle.flush()

    def close(self) -> None:
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

    def close(self) -> None:
        self._writer.close()


class _Spool:
    """CSV or Parquet from rows whose columns are known only at the end: JSONL first, turned at the close."""

    def __init__(self, kind: str, path: Path, compress: bool):
        self._kind, self._path, self._compress = kind, path, compress
        self._spool = _spool_name(path)
        self._handle = self._spool.open("w", encoding="utf-8")
        self._columns: dict[str, set[type]] = {}

    def write(self, chunk: Chunk, results: Sequence[Result]) -> None:
        for row, result in zip(chunk.rows, results, strict=True):
            for key, value in row.values.items():
                self._columns.setdefault(key, set()).add(_kind_of_value(value))
            self._handle.write(json_line({"line": row.line, "row": row.values, "result": result}))

    def close(self) -> None:
        self._handle.close()
        types = {key: _column_type(kinds) for key, kinds in self._columns.items()}
        sink: _Sink
        if self._kind == "csv":
            sink = _Csv(_open_text(self._path, self._compress), list(types))
        else:
            sink = _Parquet(self._path, pa.schema(list(types.items())))
        with self._spool.open(encoding="utf-8") as lines:
            while part := [json.loads(line) for line in itertools.islice(lines, CHUNK)]:
                rows = [Row(record["line"], _fitted(record["row"], types)) for record in part]
                sink.write(Chunk(rows), [record["result"] for record in part])
        sink.close()
        self._spool.unlink()


def _spool_name(path: Path) -> Path:
    return path.with_name(f"{path.name}.spool")


def _kind_of_value(value: Any) -> type:
    too_large = isinstance(value, int) and not -(2**63) <= value < 2**63
    return object if too_large else type(value)


def _column_type(kinds: set[type]) -> pa.DataType:
    """The Parquet type that holds all of these Python types as they are, or text (JSON where it was not text)."""
    present = kinds - {type(None)}
    for type_, allowed in ((pa.bool_(), {bool}), (pa.int64(), {int}), (pa.float64(), {int, float})):
        if present and present <= allowed:
            return type_
    return pa.string()


def _fitted(values: Mapping[str, Any], types: Mapping[str, pa.DataType]) -> dict[str, Any]:
    return {
        key: value if value is None or isinstance(value, str) or types[key] != pa.string() else _json(value)
        for key, value in values.items()
    }


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
    return _json(values).encode("utf-8", "backslashreplace").decode("utf-8") + "\n"


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    return _json(value) if isinstance(value, list | dict) else value


def _cells(value: Any) -> Any:
    """A result as Parquet holds it: spans are structs, everything else is as it is."""
    if isinstance(value, list):
        return [{"start": start, "end": end, "why": why} for start, end, why in value]
    return value
