import csv
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from counterclaim.model.files import open_rows
from counterclaim.model.outputs import open_output
from counterclaim.model.rows import RESULT_COLUMNS, failed_values

RESULT = {
    **failed_values("x", "m"),
    "verdict": "neutral",
    "p_contradiction": 0.25,
    "spans_a": [[0, 4, "here"]],
    "status": "ok",
}


def write(source: Path, target: Path, results: list[dict[str, Any]] | None = None) -> None:
    with open_rows(str(source), chunk=2) as reader, open_output(str(target), reader) as output:
        for chunk in reader:
            output.write(chunk, results or [RESULT] * len(chunk.rows))
        output.commit()


def read(path: Path) -> list[dict[str, Any]]:
    if path.suffix == ".parquet":
        rows: list[dict[str, Any]] = pq.read_table(path).to_pylist()
        return rows
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as handle:
            return list(csv.DictReader(handle))
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def sources(tmp_path: Path) -> dict[str, Path]:
    jsonl = tmp_path / "in.jsonl"
    lines = [{"id": "1", "n": 1}, {"id": "2", "extra": [1, "é"]}, {"id": "3", "n": 2.5, "mixed": 1}, {"mixed": "x"}]
    jsonl.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    (tmp_path / "in.csv").write_text('id,n\n1,"a,b"\n2,\n3,007\n', encoding="utf-8")
    days = pa.array([1, 2, None], pa.date32())
    table = pa.table({"id": ["1", "2", "3"], "n": pa.array([1, 2, 3], pa.int8()), "day": days})
    pq.write_table(table, tmp_path / "in.parquet")
    return {kind: tmp_path / f"in.{kind}" for kind in ("jsonl", "csv", "parquet")}


@pytest.mark.parametrize("source", ["jsonl", "csv", "parquet"])
@pytest.mark.parametrize("target", ["jsonl", "csv", "parquet"])
def test_every_format_to_every_format(sources: dict[str, Path], tmp_path: Path, source: str, target: str) -> None:
    out = tmp_path / f"out.{target}"
    write(sources[source], out)
    rows = read(out)
    assert [row.get("id") or None for row in rows][:3] == ["1", "2", "3"]
    assert all(set(RESULT_COLUMNS) <= set(row) for row in rows)
    assert {row["verdict"] for row in rows} == {"neutral"}
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_parquet_to_parquet_keeps_the_types_of_the_users_columns(sources: dict[str, Path], tmp_path: Path) -> None:
    write(sources["parquet"], tmp_path / "out.parquet")
    table = pq.read_table(tmp_path / "out.parquet")
    assert table.select(["id", "n", "day"]).equals(pq.read_table(sources["parquet"]))
    assert table["spans_a"][0].as_py() == [{"start": 0, "end": 4, "why": "here"}]


def test_jsonl_lines_are_passed_through_with_the_schema(sources: dict[str, Path], tmp_path: Path) -> None:
    write(sources["jsonl"], tmp_path / "out.jsonl")
    second = read(tmp_path / "out.jsonl")[1]
    assert (second["schema"], second["id"], second["extra"]) == (1, "2", [1, "é"])
    assert second["spans_a"] == [[0, 4, "here"]]


def test_jsonl_with_columns_that_come_later_fits_into_parquet(sources: dict[str, Path], tmp_path: Path) -> None:
    write(sources["jsonl"], tmp_path / "out.parquet")
    rows = read(tmp_path / "out.parquet")
    assert [row["n"] for row in rows] == [1.0, None, 2.5, None]
    assert [row["mixed"] for row in rows] == [None, None, "1", "x"]
    assert rows[1]["extra"] == '[1, "é"]'


def test_users_columns_with_the_name_of_a_result_are_kept_under_another(tmp_path: Path) -> None:
    for name, text in (("in.csv", "id,status,input_status\n1,mine,too\n"), ("in.jsonl", '{"status": "mine"}\n')):
        (tmp_path / name).write_text(text)
    write(tmp_path / "in.csv", tmp_path / "out.csv")
    row = read(tmp_path / "out.csv")[0]
    assert (row["status"], row["input_input_status"], row["input_status"]) == ("ok", "mine", "too")
    write(tmp_path / "in.jsonl", tmp_path / "out.jsonl")
    row = read(tmp_path / "out.jsonl")[0]
    assert (row["status"], row["input_status"]) == ("ok", "mine")


def test_values_that_json_cannot_hold_are_kept_as_text_or_null(tmp_path: Path) -> None:
    table = pa.table({"x": [float("nan")], "day": pa.array([0], pa.date32()), "raw": [b"\x00\xff"]})
    pq.write_table(table, tmp_path / "in.parquet")
    write(tmp_path / "in.parquet", tmp_path / "out.jsonl")
    row = read(tmp_path / "out.jsonl")[0]
    assert (row["x"], row["day"]) == (None, "1970-01-01")
    assert row["raw"]


def test_nothing_appears_under_the_name_before_it_is_complete(sources: dict[str, Path], tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("yesterday's")
    with open_rows(str(sources["csv"])) as reader, open_output(str(target), reader) as output:
        for chunk in reader:
            output.write(chunk, [RESULT] * len(chunk.rows))
        assert target.read_text() == "yesterday's"
    assert target.read_text() == "yesterday's"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "in.jsonl", "in.parquet", "out.csv"]


@pytest.mark.parametrize("target", ["out.jsonl", "out.csv", "out.parquet"])
def test_what_was_written_can_be_kept_as_partial(sources: dict[str, Path], tmp_path: Path, target: str) -> None:
    with open_rows(str(sources["jsonl"]), chunk=2) as reader, open_output(str(tmp_path / target), reader) as output:
        output.write(next(iter(reader)), [RESULT] * 2)
        kept = output.keep_partial()
    assert kept is not None
    assert kept.name == target.replace(".", ".partial.")
    assert len(read(kept)) == 2
    assert not (tmp_path / target).exists()


def test_an_output_that_cannot_be_is_refused(sources: dict[str, Path], tmp_path: Path) -> None:
    with open_rows(str(sources["csv"])) as reader:
        with pytest.raises(FileNotFoundError, match="no such folder"), open_output(str(tmp_path / "no/o.csv"), reader):
            pass
        with pytest.raises(ValueError, match="unknown ending"), open_output(str(tmp_path / "o.txt"), reader):
            pass
        (tmp_path / "f.csv").mkdir()
        with pytest.raises(ValueError, match="is a folder"), open_output(str(tmp_path / "f.csv"), reader):
            pass
