import json
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from counterclaim.scripts import cli, reproduce_card

ROWS = [("army won", "army lost"), ("no tanks", "four tanks"), ("town is ours", "on monday"), ("won", "not won")]
LABELS = ("contradiction", "contradiction", "neutral", "entailment")


@pytest.fixture
def record(checkpoint: Path, tmp_path: Path) -> dict[str, Any]:
    rows = [{"text_a": a, "text_b": b, "label": label} for (a, b), label in zip(ROWS, LABELS, strict=True)]
    (tmp_path / "set.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    arguments = ["eval", str(tmp_path / "set.jsonl"), "-m", str(checkpoint), "-o", str(tmp_path / "out")]
    assert CliRunner().invoke(cli.app, arguments).exit_code == 0
    written: dict[str, Any] = json.loads((tmp_path / "out" / "result.json").read_text())
    return written


def test_the_same_weights_on_the_same_files_give_the_same_numbers(
    record: dict[str, Any], checkpoint: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert reproduce_card.compare(record, tmp_path, str(checkpoint)) == 0
    assert "set: reproduced" in capsys.readouterr().out


def test_other_weights_files_or_numbers_are_told(
    record: dict[str, Any], checkpoint: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record["models"][0]["weights_sha256"] = "0" * 64
    record["models"][0]["sets"][0]["metrics"]["accuracy"] += 0.1
    with (tmp_path / "set.jsonl").open("a") as handle:
        handle.write("\n")
    assert reproduce_card.compare(record, tmp_path, str(checkpoint)) == 3
    said = capsys.readouterr().out
    assert "weights: SHA-256 is" in said
    assert "the file is another (SHA-256)" in said
    assert "accuracy was" in said


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--data-dir", "missing"], "missing: no such folder; allowed: the folder with the benchmarks' files"),
        (["--data-dir", ".", "--record", "missing.json"], "missing.json: no such file; allowed: a result.json"),
        (["--data-dir", ".", "--record", "empty.json"], "empty.json: field command: Field required; allowed"),
        (["--data-dir", ".", "--model", "./missing"], "model './missing': no such folder"),
    ],
)
def test_what_cannot_run_is_one_sentence_and_exit_code_2(
    arguments: list[str],
    reason: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty.json").write_text('{"schema": 2}')
    monkeypatch.setattr(sys, "argv", ["reproduce_card", *arguments])
    with pytest.raises(SystemExit) as exit_:
        reproduce_card.main()
    said = capsys.readouterr().err
    assert exit_.value.code == 2
    assert said.startswith("reproduce_card: ")
    assert reason in said
    assert said.count("\n") == 1
