"""`counterclaim scan` as a user types it: files, exit codes, the same result in every run, and failures."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from counterclaim.scripts import cli

STORY = (
    "date 2021-05-03\n\nNorland's Defence Ministry said its troops had taken the town of Harlow on Sunday.\n\n"
    "Sudria's Defence Ministry dismissed claims by the Norland army that Sudria had lost 40 tanks near Harlow.\n"
)
PARTIES = """
parties:
  - {name: Norland, aliases: [Norland's Defence Ministry, Norland army]}
  - {name: Sudria, aliases: [Sudria's Defence Ministry]}
conflicts:
  - {name: war, sides: [[Norland], [Sudria]]}
"""
FILES = {"report.html", "report.md", "statements.jsonl", "verdicts.jsonl"}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text(STORY, encoding="utf-8")
    rows = [{"text": "The Sudria army said that it still held the town of Harlow.", "date": "2021-05-04"}]
    (folder / "more.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (tmp_path / "parties.yaml").write_text(PARTIES, encoding="utf-8")
    return folder


def run(articles: Path, checkpoint: Path, *more: str, out: str = "out") -> Result:
    parties = str(articles.parent / "parties.yaml")
    arguments = ["scan", str(articles), "-o", str(articles.parent / out), "--parties", parties, "-m", str(checkpoint)]
    return CliRunner().invoke(cli.app, [*arguments, *more])


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_folder_becomes_a_report_and_files_for_machines(articles: Path, checkpoint: Path) -> None:
    result = run(articles, checkpoint)
    assert result.exit_code == 0, result.output
    out = articles.parent / "out"
    assert {path.name for path in out.iterdir()} == FILES
    verdicts = lines(out / "verdicts.jsonl")
    denial = next(row for row in verdicts if row["pair"]["why"] == "Sudria denies what Norland says")  # type: ignore[index]
    assert denial["verdict"]["label"] == "contradiction"  # type: ignore[index]
    statements = lines(out / "statements.jsonl")
    assert {row["article_id"] for row in statements} == {"one.txt", "more.jsonl:1"}
    assert all(STORY[row["start"] : row["end"]] == row["text"] for row in statements if row["article_id"] == "one.txt")  # type: ignore[misc]
    for line in ("articles 2", f"statements {len(statements)}", f"pairs compared {len(verdicts)}", "contradictions 1"):
        assert line in " ".join(result.stderr.split())
    assert "by a denial 1" in " ".join(result.stderr.split())


def test_it_writes_the_same_in_every_run_whatever_the_seed_of_hashes(articles: Path, checkpoint: Path) -> None:
    for seed in ("1", "2"):
        code = "from counterclaim.scripts.cli import main; main()"
        command = [sys.executable, "-c", code, "scan", str(articles), "-m", str(checkpoint), "-q"]
        out = ["-o", str(articles.parent / seed), "--parties", str(articles.parent / "parties.yaml")]
        subprocess.run([*command, *out], check=True, env={**os.environ, "PYTHONHASHSEED": seed})
    for name in ("verdicts.jsonl", "statements.jsonl"):
        one, other = ((articles.parent / seed / name).read_bytes() for seed in ("1", "2"))
        assert one == other
        assert one


def test_an_article_that_cannot_be_read_is_told_and_the_exit_code_says_so(articles: Path, checkpoint: Path) -> None:
    (articles / "scan.pdf").write_bytes(b"%PDF")
    result = run(articles, checkpoint)
    assert result.exit_code == 1
    assert "scan.pdf: the ending is '.pdf'" in result.stderr
    assert {path.name for path in (articles.parent / "out").iterdir()} == FILES


def test_what_the_user_asks_for_is_done(articles: Path, checkpoint: Path) -> None:
    assert run(articles, checkpoint, "--quiet").stderr == ""
    assert "articles 1" in " ".join(run(articles, checkpoint, "--since", "2021-05-04").stderr.split())
    assert "contradictions 0" in " ".join(run(articles, checkpoint, "--min-probability", "0.99").stderr.split())


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--since", "soon"), "--since: 'soon' is no date; allowed: ISO 8601"),
        (("--parties", "nowhere.yaml"), "nowhere.yaml"),
        (("--output", "articles/out"), "allowed: a folder that is not read as articles"),
        (("--model", "./nowhere"), "nowhere"),
        (("--output", "parties.yaml"), "is a file; allowed: a folder's name"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    articles: Path, checkpoint: Path, monkeypatch: pytest.MonkeyPatch, more: tuple[str, str], said: str
) -> None:
    monkeypatch.chdir(articles.parent)
    result = run(articles, checkpoint, *more)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path, checkpoint: Path) -> None:
    result = run(tmp_path / "nowhere", checkpoint)
    assert result.exit_code == 2
    assert "nowhere: no such file or folder" in result.stderr


def test_an_interrupt_leaves_older_results_as_they_were(
    articles: Path, checkpoint: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(articles, checkpoint)
    out = articles.parent / "out"
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("counterclaim.model.report.write_scan", interrupted)
    result = run(articles, checkpoint)
    assert result.exit_code == 130
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
