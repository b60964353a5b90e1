import gzip
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from counterclaim.model.files import kind_of, open_rows
from counterclaim.model.readers import Row


def rows_of(path: Path, chunk: int = 3) -> list[Row]:
    with open_rows(str(path), chunk) as reader:
        return [row for part in reader for row in part.rows]


def test_jsonl_rows_come_in_order_with_their_line_numbers(tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text('\ufeff{"n": 1}\n\n{"n": 2, "x": "ü"}\n{"n": 3}\n{"n": 4}', encoding="utf-8")
    assert [(row.line, row.values, row.error) for row in rows_of(path)] == [
        (1, {"n": 1}, None),
        (3, {"n": 2, "x": "ü"}, None),
        (4, {"n": 3}, None),
        (5, {"n": 4}, None),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{not json", "line 2: not JSON"),
        (b"[1, 2]", "line 2: a JSON list; allowed: one object a line"),
        (b"3", "line 2: a JSON int"),
        (b'{"a": "\xff"}', "line 2: byte 8 is not UTF-8"),
        (b'{"a": ' + b"[" * 100_000, "line 2: not JSON"),
        (b'{"a": ' + b"1" * 5000 + b"}", "line 2: not JSON"),
    ],
)
def test_a_broken_line_is_a_row_with_its_reason_and_its_text(tmp_path: Path, line: bytes, reason: str) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_bytes(b'{"n": 1}\n' + line + b'\n{"n": 3}\n')
    first, broken, last = rows_of(path)
    assert (first.values, last.values) == ({"n": 1}, {"n": 3})
    assert broken.error is not None
    assert broken.error.startswith(reason)
    assert broken.values["raw"] == line.decode("utf-8", "backslashreplace")


def test_csv_rows_with_quotes_newlines_and_long_fields(tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    long = "x" * 200_000
    path.write_text(f'id,text_a\n1,"two\nlines, ""quoted"""\n2,{long}\n', encoding="utf-8-sig")
    one, two = rows_of(path)
    assert one == Row(2, {"id": "1", "text_a": 'two\nlines, "quoted"'})
    assert two == Row(4, {"id": "2", "text_a": long})


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"1,2,3,4", "line 2: 4 fields; allowed: 2, as in the header; surplus: ['3', '4']"),
        (b"1", "line 2: 1 fields; allowed: 2"),
        (b"1,\xff", "line 2: not UTF-8"),
    ],
)
def test_a_broken_csv_line_is_a_row_with_its_reason(tmp_path: Path, line: bytes, reason: str) -> None:
    path = tmp_path / "pairs.csv"
    path.write_bytes(b"a,b\n" + line + b"\n5,6\n")
    broken, good = rows_of(path)
    assert broken.error is not None
    assert broken.error.startswith(reason)
    assert good == Row(3, {"a": "5", "b": "6"})


def test_parquet_rows_keep_their_table_and_their_types(tmp_path: Path) -> None:
    path = tmp_path / "pairs.parquet"
    times = pa.array([1_601_942_400_123_456_789] * 5, pa.timestamp("ns"))
    pq.write_table(pa.table({"text_a": pa.array(list("abcde")).dictionary_encode(), "when": times}), path)
    with open_rows(str(path), chunk=2) as reader:
        assert (reader.columns, reader.total) == (("text_a", "when"), 5)
        chunks = list(reader)
        assert reader.done() == 5
    assert [row.line for chunk in chunks for row in chunk.rows] == [1, 2, 3, 4, 5]
    assert chunks[0].rows[1].values["text_a"] == "b"
    assert chunks[0].table.schema.field("when").type == pa.timestamp("ns")


def test_gzip_is_read_and_progress_reaches_the_end(tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"n": 1}\n{"n": 2}\n'))
    with open_rows(str(path)) as reader:
        assert [row.values["n"] for chunk in reader for row in chunk.rows] == [1, 2]
        assert reader.done() == reader.total


@pytest.mark.parametrize(
    ("name", "content", "error", "reason"),
    [
        ("nowhere.jsonl", None, FileNotFoundError, "no such file"),
        ("pairs.xlsx", b"x", ValueError, r"unknown ending; allowed: \.jsonl"),
        ("pairs.parquet", b"PAR1 not", ValueError, "no Parquet file"),
        ("pairs.jsonl", "x".encode("utf-16"), ValueError, "UTF-16; allowed: UTF-8"),
        ("pairs.csv", b"", ValueError, "line 1: no header"),
        ("pairs.csv", b"a,b,a\n", ValueError, "column 'a' occurs twice"),
        ("pairs.jsonl.gz", b"not gzip", ValueError, "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence(
    tmp_path: Path, name: str, content: bytes | None, error: type[Exception], reason: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(error, match=reason) as refusal:
        rows_of(path)
    assert name in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "pairs.csv").mkdir()
    with pytest.raises(FileNotFoundError, match="is a folder"):
        rows_of(tmp_path / "pairs.csv")


def test_endings_decide_the_format() -> None:
    assert [kind_of(name) for name in ("a.jsonl", "A.CSV", "b.csv.gz", "c.d.parquet", "-")] == [
        "jsonl",
        "csv",
        "csv",
        "parquet",
        "jsonl",
    ]
