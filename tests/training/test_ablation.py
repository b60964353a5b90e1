"""What the parts of a verdict are worth: each variant sees the features of its part and no others."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from tiny import save_tiny_checkpoint
from typer import Typer
from typer.testing import CliRunner

from counterclaim.training import ablation

OWN = {
    "name": "parties", "packaged": "eval/data/parties.jsonl", "where": {"split": "validation"},
    "premise": "text_a", "hypothesis": "text_b",
}  # fmt: skip


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The record of two networks that give the same pairs other scores."""
    folder = tmp_path_factory.mktemp("ablation")
    orders = {"one": ("entailment", "neutral", "contradiction"), "other": ("contradiction", "entailment", "neutral")}
    saved = [save_tiny_checkpoint(folder / name, dict(enumerate(order))) for name, order in orders.items()]
    settings = {
        "name": "tiny", "base_model": "not there",
        "stages": [{"name": "never", "epochs": 1, "learning_rate": 0.01, "sources": [OWN], "validation": [OWN]}],
        "calibration": {"infer": [OWN], "compare": [OWN]},
    }  # fmt: skip
    recipe, output = folder / "recipe.yaml", folder / "ablation.json"
    recipe.write_text(yaml.safe_dump(settings))
    chosen = [word for path in saved for word in ("--checkpoint", str(path))]
    app = Typer()
    app.command()(ablation.main)
    result = CliRunner().invoke(app, [str(recipe), "--data-dir", str(folder), *chosen, "--output", str(output)])
    assert result.exit_code == 0, result.output
    return json.loads(output.read_text())


def test_each_checkpoint_has_a_row_for_each_variant(record: Any) -> None:
    rows = [(row["checkpoint"], row["variant"]) for row in record["rows"]]
    assert rows == [(name, variant) for name in ("one", "other") for variant in ablation.VARIANTS]
    assert record["fitted_on"] > 200
    assert "--checkpoint" in record["command"]


def test_figures_alone_do_not_depend_on_the_network_and_the_network_alone_does(record: Any) -> None:
    def row(checkpoint: str, variant: str) -> dict[str, Any]:
        return next(
            {name: value for name, value in row.items() if name != "checkpoint"}
            for row in record["rows"]
            if (row["checkpoint"], row["variant"]) == (checkpoint, variant)
        )

    assert row("one", "figures") == row("other", "figures")
    assert row("one", "nli") != row("other", "nli")
    assert row("one", "figures")["accuracy"] > row("one", "nli")["accuracy"]


def test_a_recipe_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    app = Typer()
    app.command()(ablation.main)
    result = CliRunner().invoke(app, [str(tmp_path / "no.yaml"), "--data-dir", str(tmp_path)])
    assert result.exit_code == 2
    assert "no such file" in " ".join(result.output.split())
