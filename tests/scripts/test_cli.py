"""The commands as a user types them: help with examples, outputs in order, and one sentence for whatever is wrong."""

import csv
import functools
import gzip
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import typer.main
from typer.testing import CliRunner

from counterclaim.model.labels import GOLD_LABELS, LABELS
from counterclaim.scripts import cli

GROUP = typer.main.get_command(cli.app)
SHIPPED = str(files("counterclaim.configs").joinpath("small.yaml"))
ROWS = [{"id": i, "text_a": "army won", "text_b": f"army lost {i}", "mine": [i]} for i in range(5)]


def run(*arguments: str, monkeypatch: pytest.MonkeyPatch, stdin: bytes = b"") -> tuple[int, str]:
    """Exit code and what a user would see on standard error, through the real `main`."""
    monkeypatch.setattr(sys, "argv", ["counterclaim", *arguments])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
    errors = io.StringIO()
    monkeypatch.setattr(sys, "stderr", errors)
    with pytest.raises(SystemExit) as exit_:
        cli.main()
    return int(exit_.value.code or 0), errors.getvalue()


def write_jsonl(path: Path, rows: list[Any]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


@pytest.mark.parametrize("name", sorted(GROUP.commands))  # type: ignore[attr-defined]
def test_every_command_has_help_with_an_example_and_a_text_for_each_option(name: str) -> None:
    result = CliRunner().invoke(cli.app, [name, "--help"])
    assert result.exit_code == 0
    assert f"Example: counterclaim {name} " in " ".join(result.output.split())
    command = GROUP.commands[name]  # type: ignore[attr-defined]
    assert all(getattr(option, "help", None) for option in command.params), name


def test_help_does_not_load_the_heavy_libraries() -> None:
    code = "import sys; import counterclaim.scripts.cli, counterclaim.model; print([m for m in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    for heavy in ("torch", "transformers", "pyarrow", "sklearn", "pydantic"):
        assert f"'{heavy}'" not in loaded


def test_compare_prints_a_verdict_and_as_json_the_whole_of_it(checkpoint: Path) -> None:
    arguments = ["compare", "army won", "army lost", "--party-a", "X", "--date-b", "2020-10-06", "-m", str(checkpoint)]
    result = CliRunner().invoke(cli.app, arguments)
    assert result.exit_code == 0
    assert "  X: army won\n  2020-10-06: army lost\n" in result.output
    record = json.loads(CliRunner().invoke(cli.app, [*arguments, "--json"]).output)
    assert record["label"] in result.output
    assert record["p_contradiction"] + record["p_neutral"] + record["p_entailment"] == pytest.approx(1)
    assert record["b"]["date"] == "2020-10-06"


@pytest.mark.parametrize("ending", ["jsonl", "csv", "parquet"])
def test_score_writes_every_row_in_order_and_passes_columns_through(
    checkpoint: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    source = write_jsonl(tmp_path / "pairs.jsonl", ROWS)
    target = tmp_path / f"scored.{ending}"
    code, said = run("score", str(source), "-o", str(target), "-m", str(checkpoint), monkeypatch=monkeypatch)
    assert code == 0
    assert "5 rows in" in said
    assert "0 failed" in said
    if ending == "jsonl":
        rows = read_jsonl(target)
        assert all(row["schema"] == 1 for row in rows)
    elif ending == "csv":
        with target.open(encoding="utf-8", newline="") as handle:
            rows = [{**row, "id": int(row["id"]), "mine": json.loads(row["mine"])} for row in csv.DictReader(handle)]
    else:
        rows = [{**row, "mine": json.loads(row["mine"])} for row in pq.read_table(target).to_pylist()]
    assert [(row["id"], row["mine"], row["status"]) for row in rows] == [(i, [i], "ok") for i in range(5)]
    assert all(row["model"] == "tiny" and row["verdict"] in LABELS for row in rows)
    assert float(rows[0]["p_neutral"]) + float(rows[0]["p_contradiction"]) + float(rows[0]["p_entailment"]) > 0.999


def test_bad_rows_come_out_with_their_reason_and_the_job_goes_on(
    checkpoint: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "pairs.jsonl"
    good = json.dumps(ROWS[0]).encode()
    bad = [b"{broken", b'{"text_a": "x"}', b'{"text_a": "", "text_b": "y"}', b'{"text_a": "\xff", "text_b": "y"}']
    bad.append(json.dumps({"text_a": "a\0", "text_b": "y"}).encode())
    bad.append(json.dumps({"text_a": "x", "text_b": "y", "date_a": "soon"}).encode())
    bad.append(json.dumps({"text_a": "x" * 200_000, "text_b": "y"}).encode())
    source.write_bytes(b"\n".join([good, *bad, good]) + b"\n")
    target = tmp_path / "scored.jsonl"
    code, said = run("score", str(source), "-o", str(target), "-m", str(checkpoint), monkeypatch=monkeypatch)
    assert code == 1
    assert "7 failed" in said
    assert "first failure: line 2: not JSON" in said
    rows = read_jsonl(target)
    assert len(rows) == 9
    assert [row["status"].startswith("error: line ") for row in rows] == [False, *[True] * 7, False]
    assert all(row["verdict"] is None and row["p_neutral"] is None for row in rows[1:8])
    assert rows[1]["raw"] == "{broken"
    assert "allowed: at most 100,000" in rows[7]["status"]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["score", "nowhere.jsonl", "-o", "x.jsonl"], "nowhere.jsonl: no such file"),
        (["score", "pairs.xls", "-o", "x.jsonl"], "pairs.xls: unknown ending; allowed"),
        (["score", "pairs.jsonl", "-o", "x.doc"], "x.doc: unknown ending; allowed"),
        (["score", "pairs.jsonl", "-o", "no/x.jsonl"], "no: no such folder"),
        (["score", "other.csv", "-o", "x.csv"], "other.csv: no columns text_a and text_b"),
        (["score", "pairs.jsonl", "-o", "x.jsonl", "--mode", "guess"], "--mode is 'guess'; allowed"),
        (["score", "pairs.jsonl", "-o", "x.jsonl", "-m", "./nothing"], "no such folder"),
        (["score", "pairs.jsonl", "-o", "x.jsonl", "--device", "tpu"], "device is 'tpu'; allowed"),
        (["score", "pairs.jsonl", "-o", "x.jsonl", "--precision", "int3"], "precision is 'int3'; allowed"),
        (["score", "pairs.jsonl", "-o", "x.jsonl", "--labels", "a"], "--labels is 'a'; allowed"),
        (["compare", "", "b"], "field text_a is empty"),
        (["compare", "a", "b", "--date-a", "soon"], "field date_a: 'soon' is no date; allowed: ISO 8601"),
        (["eval", "nowhere.jsonl"], "nowhere.jsonl: no such file"),
        (["eval", "pairs.jsonl", "-o", "results"], "pairs.jsonl: no column label; columns found: "),
        (
            ["eval", "parties", "--data-dir", "nowhere"],
            "nowhere: no such folder; allowed: the folder with",
        ),
        (["eval", "pairs.jsonl", "-o", "pairs.jsonl/sub"], "pairs.jsonl/sub: cannot be written: Not a directory"),
        (["eval", "parties", "-m", "./nothing"], "model './nothing': no such folder"),
        (["eval", "pairs.jsonl", "-o", "pairs.jsonl"], "pairs.jsonl: is a file; allowed: a folder's name"),
        (["eval", "mnil"], "'mnil' is neither a file nor a benchmark; allowed: a file, parties, all, mnli"),
        (["eval"], "nothing to measure; allowed: files, parties, all, mnli"),
        (["eval", "partis"], "'partis' is neither a file nor a benchmark; allowed: a file, parties, all, mnli"),
        (["eval", "parties", "--mode", "x"], "--mode is 'x'; allowed: auto, compare, infer"),
        (["eval", "parties", "--fail-under", "nope:macro_f1=0.5"], "no set 'nope'; allowed: parties.test, parties.val"),
        (["eval", "parties", "--fail-under", "macrof1=0.5"], "no metric 'macrof1'; allowed: accuracy, auroc, average"),
        (["eval", "unlabelled.csv"], "unlabelled.csv: no column label; columns found: text_a, text_b"),
        (["eval", "empty.jsonl"], "empty.jsonl: empty; allowed: at least one row with a label"),
        (["eval", "empty.csv"], "empty.csv: line 1: no header; allowed: a first line with the column names"),
        (["eval", "empty.parquet"], "empty.parquet: no Parquet file: "),
        (["train", "nowhere.yaml", "-o", "run"], "nowhere.yaml: no such file"),
        (
            ["train", SHIPPED, "--data-dir", "no", "-o", "run"],
            "no: no such folder; allowed: the folder with the recipe",
        ),
        (["train", SHIPPED, "-o", "pairs.jsonl"], "pairs.jsonl: is a file; allowed: a folder's name"),
        (["train", SHIPPED, "-o", "pairs.jsonl/run"], "pairs.jsonl/run: cannot be written: Not a directory"),
    ],
)
def test_what_cannot_run_says_so_in_one_sentence_with_exit_code_2(
    arguments: list[str], reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, checkpoint: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    write_jsonl(tmp_path / "pairs.jsonl", ROWS)
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    (tmp_path / "unlabelled.csv").write_text("text_a,text_b\nwon,lost\n")
    for ending in ("jsonl", "csv", "parquet"):
        (tmp_path / f"empty.{ending}").touch()
    if arguments[0] in ("score", "eval") and "-m" not in arguments:
        arguments = [*arguments, "-m", str(checkpoint)]
    code, said = run(*arguments, monkeypatch=monkeypatch)
    assert code == 2
    assert reason in said
    assert said.count("\n") == 1
    assert not list(tmp_path.glob(".*.tmp"))


def test_a_stream_in_and_a_stream_out(checkpoint: Path) -> None:
    lines = "".join(json.dumps(row) + "\n" for row in ROWS)
    command = [sys.executable, "-c", "from counterclaim.scripts.cli import main; main()"]
    command += ["score", "-", "-o", "-", "-m", str(checkpoint)]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [0, 1, 2, 3, 4]
    assert "5 rows in" in done.stderr


def test_an_empty_file_gives_an_empty_file(checkpoint: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pairs.jsonl").write_text("")
    target = tmp_path / "out.jsonl"
    code, said = run(
        "score", str(tmp_path / "pairs.jsonl"), "-o", str(target), "-m", str(checkpoint), monkeypatch=monkeypatch
    )
    assert (code, target.read_text()) == (0, "")
    assert said.startswith("0 rows in") or "\n0 rows in" in said


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_keeps_what_was_scored_and_says_where(
    checkpoint: Path, tmp_path: Path, stop: signal.Signals
) -> None:
    """A stream that never ends is interrupted after its first rows are out."""
    target = tmp_path / "scored.jsonl"
    command = [sys.executable, "-c", "from counterclaim.scripts.cli import main; main()"]
    command += ["score", "-", "-o", str(target), "-m", str(checkpoint)]
    # A shell's background job ignores interrupts; this one must not inherit that.
    heard = functools.partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    job = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=heard)
    assert job.stdin is not None
    job.stdin.write(b"".join(json.dumps(ROWS[i % 5]).encode() + b"\n" for i in range(1500)))
    job.stdin.flush()
    deadline = time.monotonic() + 300
    while not any(path.stat().st_size for path in tmp_path.glob(".*.tmp")) and time.monotonic() < deadline:
        time.sleep(0.05)
    job.send_signal(stop)
    _, said = job.communicate(timeout=60)
    assert job.returncode == 130
    kept = tmp_path / "scored.partial.jsonl"
    assert kept.is_file(), said
    rows = read_jsonl(kept)
    assert len(rows) == 1024
    assert f"the 1,024 rows scored so far are in {kept}" in said.decode()
    assert not target.exists()
    assert list(tmp_path.iterdir()) == [kept]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_one_sentence_and_leaves_nothing(
    checkpoint: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_jsonl(tmp_path / "pairs.jsonl", ROWS)
    target = tmp_path / "out.jsonl"
    # The temporary file is a link to the device on which every write finds the disk full.
    (tmp_path / f".out.jsonl.{os.getpid()}.tmp").symlink_to("/dev/full")
    code, said = run("score", str(source), "-o", str(target), "-m", str(checkpoint), "-q", monkeypatch=monkeypatch)
    assert code == 2
    assert said == f"counterclaim: {target}: the disk is full; nothing was kept\n"
    assert [path.name for path in tmp_path.iterdir()] == ["pairs.jsonl"]


def test_eval_writes_its_results_and_names_rows_it_could_not_use(
    checkpoint: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [{**row, "label": "contradiction"} for row in ROWS] + [{**ROWS[0], "label": "maybe"}]
    source = write_jsonl(tmp_path / "pairs.jsonl", rows)
    code, said = run("eval", str(source), "-o", str(tmp_path / "out"), "-m", str(checkpoint), monkeypatch=monkeypatch)
    assert code == 1
    assert "1 rows could not be used" in said
    assert "line 6: field label is 'maybe'; allowed" in said
    record = json.loads((tmp_path / "out" / "result.json").read_text())
    model = record["models"][0]
    assert (model["sets"][0]["rows"], model["name"]) == (5, "tiny")
    assert all((tmp_path / "out" / name).is_file() for name in ("predictions.parquet", "report.html", "report.md"))


@pytest.mark.parametrize("label", GOLD_LABELS)
def test_eval_measures_a_file_of_one_class(
    label: str, checkpoint: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_jsonl(tmp_path / "pairs.jsonl", [{**row, "label": label} for row in ROWS])
    arguments = ["eval", str(source), "-o", str(tmp_path / "out"), "-m", str(checkpoint), "--fail-under", "accuracy=0"]
    assert run(*arguments, monkeypatch=monkeypatch)[0] == 0
    record = json.loads((tmp_path / "out" / "result.json").read_text())
    assert record["models"][0]["sets"][0]["labels"] == {label: 5}
    code, said = run(*arguments[:-1], "average_precision=0", monkeypatch=monkeypatch)
    assert code == 2
    assert "--fail-under: no metric 'average_precision'; allowed: accuracy" in said
    assert "brier" not in said


def test_eval_compares_models_and_fails_under_a_limit(
    checkpoint: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(checkpoint, tmp_path / "other")
    shutil.copytree(checkpoint, tmp_path / "a" / checkpoint.name)
    rows = [
        row | {"label": label} for row, label in zip(ROWS, ("contradiction", "neutral", "entailment") * 2, strict=False)
    ]
    source = write_jsonl(tmp_path / "pairs.jsonl", rows)
    twin = str(tmp_path / "a" / checkpoint.name)
    models = ["-m", str(checkpoint), "-m", str(tmp_path / "other"), "-m", twin]
    base = ["eval", str(source), "mnli", "-o", str(tmp_path / "out"), "--cache", str(tmp_path / "cache"), *models]
    code, said = run(*base, "--fail-under", "accuracy=1.01", monkeypatch=monkeypatch)
    assert code == 3, said
    assert "left out mnli: benchmark mnli: no --data-dir was given" in said
    assert "pairs: accuracy is" in said
    record = json.loads((tmp_path / "out" / "result.json").read_text())
    assert [model["name"] for model in record["models"]] == ["tiny", "other", f"tiny ({twin})"]
    assert record["comparisons"][0]["metrics"]["accuracy"]["difference"] == 0
    assert list((tmp_path / "cache").glob("*.parquet"))
    assert run(*base, "--fail-under", "pairs:macro_f1=0", monkeypatch=monkeypatch)[0] == 1  # mnli was left out
    for wrong, reason in (
        ("accuracy", "--fail-under is 'accuracy'; allowed: METRIC=VALUE"),
        ("accuracy=nan", "--fail-under is 'accuracy=nan'; allowed: METRIC=VALUE"),
        ("ece=0.04", "--fail-under is 'ece=0.04'; allowed: a metric of which more is better"),
        ("x:accuracy=1", "no set 'x'; allowed: pairs"),
        ("beauty=1", "no metric 'beauty'; allowed: accuracy"),
    ):
        code, said = run(*base, "--fail-under", wrong, monkeypatch=monkeypatch)
        assert code == 2
        assert reason in said


def test_an_input_that_breaks_off_keeps_what_was_scored(
    checkpoint: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [{"text_a": "army won", "text_b": "lost", "noise": str(uuid.uuid4())} for _ in range(4000)]
    whole = gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode())
    (tmp_path / "pairs.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    target = tmp_path / "out.csv"
    code, said = run(
        "score",
        str(tmp_path / "pairs.jsonl.gz"),
        "-o",
        str(target),
        "-m",
        str(checkpoint),
        "-q",
        monkeypatch=monkeypatch,
    )
    assert code == 2
    assert "pairs.jsonl.gz: cannot be read on after line" in said
    assert f"the 1,024 rows scored so far are in {tmp_path / 'out.partial.csv'}" in said
    assert not target.exists()


def test_half_a_surrogate_pair_does_not_end_the_job(
    checkpoint: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = ['{"text_a": "won", "text_b": "lost", "tweet": "\\ud83d", "id": 9007199254740993}\n']
    lines.append('{"text_a": "won \\ud83d", "text_b": "lost", "id": 0.5}\n')
    (tmp_path / "pairs.jsonl").write_text("".join(lines))
    for ending in ("csv", "parquet", "jsonl"):
        target = tmp_path / f"out.{ending}"
        arguments = ["score", str(tmp_path / "pairs.jsonl"), "-o", str(target), "-m", str(checkpoint), "-q"]
        assert run(*arguments, monkeypatch=monkeypatch)[0] == 1
        assert target.stat().st_size > 0
    first, second = pq.read_table(tmp_path / "out.parquet").to_pylist()
    assert (first["tweet"], first["id"], second["id"]) == ("\\ud83d", "9007199254740993", "0.5")
    assert "field text_a is not UTF-8 at character 4" in second["status"]


def test_a_reader_that_goes_away_is_no_traceback(checkpoint: Path, tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "pairs.jsonl", ROWS * 400)
    command = [sys.executable, "-c", "from counterclaim.scripts.cli import main; main()"]
    command += ["score", str(source), "-m", str(checkpoint), "-q"]
    job = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert job.stdout is not None
    assert job.stderr is not None
    assert json.loads(job.stdout.readline())["id"] == 0
    job.stdout.close()
    assert job.stderr.read() == b""
    job.stderr.close()
    assert job.wait(timeout=60) == 141


def test_an_unforeseen_failure_is_one_sentence(
    checkpoint: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr("counterclaim.model.detector.Detector.load", broken)
    code, said = run("compare", "a", "b", monkeypatch=monkeypatch)
    assert (code, said) == (2, "counterclaim: KeyError: 'x' (COUNTERCLAIM_TRACEBACK=1 shows where)\n")
