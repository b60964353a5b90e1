"""What sources are worth, on a tiny encoder: every variant is trained, measured once, and kept."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from tiny import TOY_PAIRS, save_tiny_checkpoint
from typer.testing import CliRunner

from counterclaim.training import worth

pytestmark = pytest.mark.filterwarnings("ignore")  # the Trainer's own


@pytest.fixture
def arguments(tmp_path: Path) -> list[str]:
    rows = [{"premise": p, "hypothesis": h, "label": label} for label, items in TOY_PAIRS.items() for p, h in items]
    (tmp_path / "data").mkdir()
    turned = [{**row, "premise": row["hypothesis"], "hypothesis": row["premise"]} for row in rows]
    for name, content in {"train": rows, "more": turned, "check": rows, "other": rows}.items():
        (tmp_path / "data" / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in content))
    base = save_tiny_checkpoint(tmp_path / "base", {0: "entailment", 1: "neutral", 2: "contradiction"})
    check, other = ({"name": name, "file": f"{name}.jsonl"} for name in ("check", "other"))
    stage = {
        "name": "parties", "epochs": 12, "learning_rate": 0.01, "batch_size": 4, "validation": [check],
        "sources": [{"name": "train", "file": "train.jsonl", "swap": "all"}, {"name": "more", "file": "more.jsonl"}],
    }  # fmt: skip
    settings = {
        "name": "tiny", "base_model": "not there", "max_length": 32, "window": 48, "stages": [stage],
        "calibration": {"infer": [check], "compare": [check, other]}, "evaluation": [],
    }  # fmt: skip
    path = tmp_path / "recipe.yaml"
    path.write_text(yaml.safe_dump(settings))
    return [
        str(path), "--data-dir", str(tmp_path / "data"), "--stage", "parties", "--start", str(base),
        "-o", str(tmp_path / "worth"), "--parts", "0.4",
    ]  # fmt: skip


def run(arguments: list[str]) -> Any:
    app = worth.typer.Typer()
    app.command()(worth.main)
    return CliRunner().invoke(app, arguments)


def test_each_source_is_left_out_once_and_a_second_call_goes_on(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run(arguments)
    assert first.exit_code == 0, first.output
    record = json.loads((tmp_path / "worth" / "worth.json").read_text())
    rows = {row["variant"]: row for row in record["rows"]}
    assert list(rows) == ["all", "without train", "without more", "0.4 of the party pairs"]
    pairs = [row["pairs"] for row in rows.values()]
    assert pairs == [27, 9, 18, 17]  # nine in both orders and nine more; of four the rest
    assert rows["all"]["network_macro_f1"] > 0.8
    assert all(0 <= row[name] <= 1 for row in rows.values() for name in ("macro_f1", "average_precision", "general"))
    monkeypatch.setattr(worth, "export", None)
    assert run(arguments).exit_code == 0
    assert json.loads((tmp_path / "worth" / "worth.json").read_text())["rows"] == record["rows"]


def test_a_stage_that_is_not_there_is_named(arguments: list[str]) -> None:
    arguments[arguments.index("parties")] = "partys"
    result = run(arguments)
    assert result.exit_code == 2
    assert "no stage 'partys'; allowed: parties" in " ".join(result.output.replace("│", " ").split())


def test_sources_can_be_left_out_together_and_a_name_that_is_none_is_told(arguments: list[str], tmp_path: Path) -> None:
    recipe = worth.load_recipe(Path(arguments[0]))
    groups = [("train", "more"), ("more",)]
    found = worth.variants(recipe.stages[0], worth.reader(tmp_path / "data"), groups, [])
    assert {name: len(stage.sources) for name, stage in found.items()} == {
        "all": 2, "without train, more": 0, "without more": 1,
    }  # fmt: skip
    for wrong, told in (
        ("moore", "no source 'moore' in stage parties; allowed: train, more"),
        ("train,more", "every source of stage parties; allowed: some of train, more"),
    ):
        result = run([*arguments, "--without", wrong])
        assert result.exit_code == 2
        assert f"--without: {told}" in " ".join(result.output.split())
