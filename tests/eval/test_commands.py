"""What the measuring commands share: one sentence for a failure, one way to write a record."""

import gzip
import json
from pathlib import Path

import pytest

from counterclaim.eval.commands import one_sentence, read_rows, show


def fail(output: Path | None, missing: Path | None) -> None:
    """A command that can't read a file, or whose work goes wrong."""
    with one_sentence("bench", output):
        if missing is not None:
            missing.read_text()
        raise ValueError("two\nlines")


def told(capsys: pytest.CaptureFixture[str], output: Path | None, missing: Path | None = None) -> str:
    with pytest.raises(SystemExit) as stopped:
        fail(output, missing)
    assert stopped.value.code == 2
    return capsys.readouterr().err


def test_a_failure_is_one_line_with_the_command_in_front(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert told(capsys, None) == "bench: two lines\n"
    missing = tmp_path / "none.json"
    why = "no such file or directory; allowed: a file or folder that is there and can be read"
    assert told(capsys, None, missing) == f"bench: {missing}: {why}\n"


def test_the_folder_of_the_output_is_looked_at_first(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    told_first = (
        f"bench: {nowhere / 'x.json'}: there is no folder {nowhere}; allowed: a file in a folder that is there\n"
    )
    assert told(capsys, nowhere / "x.json", missing=nowhere) == told_first
    assert told(capsys, tmp_path) == f"bench: {tmp_path}: is a folder; allowed: a file's name\n"


def test_a_record_goes_to_the_screen_and_to_the_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    show({"rows": 3}, tmp_path / "record.json")
    assert json.loads(capsys.readouterr().out) == {"rows": 3}
    assert json.loads((tmp_path / "record.json").read_text()) == {"rows": 3}


def test_rows_are_read_packed_or_not_and_a_wrong_line_is_named(tmp_path: Path) -> None:
    plain, packed = tmp_path / "a.jsonl", tmp_path / "a.jsonl.gz"
    plain.write_text('{"n": 1}\n{"n": 2}\n')
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert list(read_rows(plain)) == list(read_rows(packed)) == [{"n": 1}, {"n": 2}]
    for line, reason in (("{", "not JSON: "), ("[3]", "a JSON list; allowed: one object a line")):
        plain.write_text(f'{{"n": 1}}\n{line}\n')
        with pytest.raises(ValueError, match=f"a.jsonl: line 2: {reason}"):
            list(read_rows(plain))
