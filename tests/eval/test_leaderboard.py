import json
import sys
from pathlib import Path
from typing import Any

import pytest

from counterclaim.eval import leaderboard

METRICS = {"accuracy": 0.5, "macro_f1": 0.4}


def record() -> dict[str, Any]:
    one = {
        "name": "pairs", "file": "pairs.jsonl", "sha256": "0" * 64, "mode": "compare", "rows": 1200, "benchmark": None,
        "metrics": METRICS, "intervals": {}, "baselines": {"majority": METRICS}, "cost": {"pairs_per_second": 60.0},
        "curves": {"positive": "contradiction", "confusion": {}, "histogram": {"neutral": [1]}},
        "mistakes": {"rows": 1, "shown": [{"text_a": "theirs"}]},
    }  # fmt: skip
    model = {"name": "mine", "weights_sha256": "1" * 64, "sets": [one]}
    return {"schema": 2, "command": "counterclaim eval", "commit": None, "models": [model]}


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in place of `eval/`, and where the command is called."""
    (tmp_path / "results").mkdir()
    monkeypatch.setattr(leaderboard, "_HERE", tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def call(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> None:
    monkeypatch.setattr(sys, "argv", ["leaderboard", *arguments])
    leaderboard.main()


def test_a_result_is_taken_in_without_the_sentences_of_public_sets(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (room / "new.json").write_text(json.dumps(record()))
    call(monkeypatch, "--add", "new.json", "--name", "mine")
    kept = json.loads((room / "results" / "mine.json").read_text())["models"][0]["sets"][0]
    assert kept["mistakes"] == {"rows": 1, "shown": []}
    assert set(kept["curves"]) == {"positive", "confusion"}
    page = (room / "LEADERBOARD.md").read_text()
    assert "| **mine** | 0.500 | 0.400 |  | 60 |" in page
    assert sorted(path.name for path in room.iterdir()) == ["LEADERBOARD.md", "new.json", "results"]


def test_the_same_weights_on_the_same_rows_count_once(room: Path) -> None:
    for name in ("a", "b"):
        (room / "results" / f"{name}.json").write_text(json.dumps(record()))
    assert leaderboard.leaderboard(room / "results").count("**mine**") == 1


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "new.json: no such file; allowed: a result.json that the harness wrote"),
        ("{", "new.json: not JSON: "),
        ("[]", "new.json: schema is 'list'; allowed: 2"),
        ('{"schema": 1}', "new.json: schema is 1; allowed: 2"),
        ('{"schema": 2}', "new.json: field command: Field required; allowed: a result.json that the harness wrote"),
        (json.dumps(record() | {"models": []}), "new.json: field models: "),
        (json.dumps(record() | {"models": [{"name": "x", "weights_sha256": None, "sets": [{}]}]}), "models.0.sets.0."),
    ],
)
def test_what_is_no_result_is_one_sentence_and_nothing_is_written(
    content: str | None, reason: str, room: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if content is not None:
        (room / "new.json").write_text(content)
    with pytest.raises(SystemExit) as exit_:
        call(monkeypatch, "--add", "new.json", "--name", "mine")
    said = capsys.readouterr().err
    assert exit_.value.code == 2
    assert said.startswith("leaderboard: ")
    assert reason in said
    assert said.count("\n") == 1
    assert not list((room / "results").iterdir())
    assert not (room / "LEADERBOARD.md").exists()


@pytest.mark.parametrize("arguments", [["--add", "new.json"], ["--name", "mine"]])
def test_a_result_and_its_name_go_together(
    arguments: list[str], room: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as exit_:
        call(monkeypatch, *arguments)
    assert exit_.value.code == 2
    assert capsys.readouterr().err == "leaderboard: --add and --name go together; allowed: both or neither\n"
