"""Training with a tiny encoder: the loss by hand, a run from recipe to card, and a run that was killed."""

import json
from pathlib import Path
from typing import Any

import pytest
import torch
import yaml
from safetensors.torch import load_file
from tiny import TOY_PAIRS, save_tiny_checkpoint
from typer.testing import CliRunner

from counterclaim.model import Detector
from counterclaim.model.packing import unpack
from counterclaim.scripts.cli import app
from counterclaim.training import finetune
from counterclaim.training.averaging import average
from counterclaim.training.config import load_recipe
from counterclaim.training.export import export
from counterclaim.training.finetune import fine_tune
from counterclaim.training.losses import marginal_loss
from counterclaim.training.mixing import reader

pytestmark = pytest.mark.filterwarnings("ignore")  # the Trainer's own


@pytest.fixture
def recipe(tmp_path: Path) -> Path:
    rows = [{"premise": p, "hypothesis": h, "label": label} for label, items in TOY_PAIRS.items() for p, h in items]
    rows.append({"premise": "four soldiers", "hypothesis": "a town", "label": "not_entailment"})
    text = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "train.jsonl").write_text(text)
    (tmp_path / "data" / "check.jsonl").write_text("".join(text.splitlines(keepends=True)[:9]))
    check = {"name": "check", "file": "check.jsonl"}
    stage = {
        "epochs": 20, "learning_rate": 0.01, "batch_size": 4, "eval_steps": 10, "freeze_embeddings": True,
        "sources": [{"name": "train", "file": "train.jsonl"}], "validation": [check],
    }  # fmt: skip
    base = save_tiny_checkpoint(tmp_path / "base", {0: "entailment", 1: "neutral", 2: "contradiction"})
    settings = {
        "name": "tiny", "base_model": str(base), "max_length": 32, "window": 48,
        "stages": [{"name": "one", **stage}, {"name": "two", **stage, "epochs": 2}],
        "calibration": {"infer": [check], "compare": [check]}, "evaluation": ["check.jsonl"],
    }  # fmt: skip
    path = tmp_path / "recipe.yaml"
    path.write_text(yaml.safe_dump(settings))
    return path


def test_the_loss_of_a_two_way_label_is_that_of_both_classes_together() -> None:
    logits = torch.tensor([[1.0, 2.0, 0.5], [0.0, 0.0, 0.0]])
    p = torch.softmax(logits, dim=-1)
    assert marginal_loss(logits, torch.tensor([0, 2])).item() == pytest.approx(
        -(p[0, 0].log() + p[1, 2].log()).item() / 2
    )
    two_way = marginal_loss(logits, torch.tensor([3, 3])).item()
    assert two_way == pytest.approx(-((p[0, 1] + p[0, 2]).log() + (p[1, 1] + p[1, 2]).log()).item() / 2)
    assert marginal_loss(logits[1:], torch.tensor([0]), 0.3).item() == pytest.approx(torch.tensor(3.0).log().item())


def test_train_makes_a_calibrated_checkpoint_with_its_card(recipe: Path, tmp_path: Path) -> None:
    arguments = ["train", str(recipe), "--data-dir", str(tmp_path / "data"), "-o", str(tmp_path / "run")]
    result = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    folder = tmp_path / "run" / "checkpoint"
    detector = Detector.load(folder, precision="fp32")
    verdicts = [detector.infer(p, h).label for p, h in TOY_PAIRS["contradiction"] + TOY_PAIRS["entailment"]]
    assert verdicts == ["contradiction"] * 3 + ["entailment"] * 3
    assert detector.calibration.fitted_on == ("infer: check.jsonl", "compare: check.jsonl")
    assert detector.scorer._model.config.torch_dtype is not None  # type: ignore[attr-defined]
    card = (folder / "MODEL_CARD.md").read_text()
    measured = json.loads((tmp_path / "run" / "evaluation" / "result.json").read_text())
    model = measured["models"][0]
    assert model["weights_sha256"] in card
    assert "Steps were chosen by check." in card
    assert f"| check | infer, seen | 9 | {model['sets'][0]['metrics']['accuracy']:.3f} " in card
    stage = json.loads((tmp_path / "run" / "stages" / "one" / "stage.json").read_text())
    assert stage["sources"]["train"] == {"read": 10, "kept": 10, "swapped": 0}


def test_a_killed_run_goes_on_and_ends_with_the_same_weights(
    recipe: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = load_recipe(recipe)
    read = reader(tmp_path / "data")
    whole = fine_tune(loaded, read=read, held_out=set(), output=tmp_path / "whole")[-1]
    evaluations: list[Any] = []
    measure = finetune.measures

    def killed(prediction: Any) -> dict[str, float]:
        evaluations.append(prediction)
        if len(evaluations) == 4:
            raise KeyboardInterrupt
        return measure(prediction)

    monkeypatch.setattr(finetune, "measures", killed)
    with pytest.raises(KeyboardInterrupt):
        fine_tune(loaded, read=read, held_out=set(), output=tmp_path / "cut")
    assert list((tmp_path / "cut" / "stages" / "one").glob("checkpoint-*"))
    monkeypatch.setattr(finetune, "measures", measure)
    resumed = fine_tune(loaded, read=read, held_out=set(), output=tmp_path / "cut")[-1]
    assert (resumed / "model.safetensors").read_bytes() == (whole / "model.safetensors").read_bytes()


def test_a_finished_run_is_taken_as_it_is_and_another_recipe_starts_over(
    recipe: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = reader(tmp_path / "data")
    run = {"read": read, "held_out": set[tuple[str, str]](), "output": tmp_path / "run"}
    weights = fine_tune(load_recipe(recipe), **run)[-1]  # type: ignore[arg-type]
    before = (weights / "model.safetensors").stat().st_mtime_ns
    fine_tune(load_recipe(recipe), **run)  # type: ignore[arg-type]
    assert (weights / "model.safetensors").stat().st_mtime_ns == before
    recipe.write_text(recipe.read_text().replace("seed: 13", "") + "seed: 14\n")
    fine_tune(load_recipe(recipe), **run)  # type: ignore[arg-type]
    assert (weights / "model.safetensors").stat().st_mtime_ns != before


def test_a_stage_can_be_averaged_with_what_an_earlier_one_left(recipe: Path, tmp_path: Path) -> None:
    settings = yaml.safe_load(recipe.read_text())
    one, two = settings["stages"]
    two |= {"average_with": "one", "average_share": 0.25}
    recipe.write_text(yaml.safe_dump(settings | {"stages": [one, two]}))
    loaded = load_recipe(recipe)
    first, left = fine_tune(loaded, read=reader(tmp_path / "data"), held_out=set(), output=tmp_path / "run")
    export(left, tmp_path / "mean", loaded)
    before, last = (load_file(str(stage / "model.safetensors")) for stage in (first, left.with_name("final")))
    mean = unpack(tmp_path / "mean")
    assert mean.keys() == last.keys()
    for name, weights in mean.items():
        expected = 0.75 * before[name] + 0.25 * last[name]
        assert torch.allclose(weights, expected, atol=float(expected.abs().max()) / 200), name  # eight bits
    assert not torch.equal(before["classifier.weight"], last["classifier.weight"])


def test_two_runs_from_one_start_are_averaged_and_the_next_goes_on_from_there(recipe: Path, tmp_path: Path) -> None:
    settings = yaml.safe_load(recipe.read_text())
    one = settings["stages"][0] | {"epochs": 2}
    other = one | {"name": "other", "start": "base", "average_with": "one", "dropout": 0.1, "freeze_embeddings": False}
    recipe.write_text(
        yaml.safe_dump(settings | {"stages": [one, other, one | {"name": "last", "learning_rate": 1e-9}]})
    )
    run = {"read": reader(tmp_path / "data"), "held_out": set[tuple[str, str]](), "output": tmp_path / "run"}
    folders = fine_tune(load_recipe(recipe), **run)  # type: ignore[arg-type]
    assert [folder.name for folder in folders] == ["final", "averaged", "final"]
    stages = tmp_path / "run" / "stages"
    first, second, mean, last = (
        load_file(str(folder / "model.safetensors"))
        for folder in (stages / "one" / "final", stages / "other" / "final", *folders[1:])
    )
    for name, weights in mean.items():
        assert torch.allclose(weights, (first[name] + second[name]) / 2, atol=1e-6)
        assert torch.allclose(weights, last[name], atol=1e-4)
    assert any(not torch.equal(first[name], second[name]) for name in first)
    before = (folders[2] / "model.safetensors").stat().st_mtime_ns
    assert fine_tune(load_recipe(recipe), **run) == folders  # type: ignore[arg-type]
    assert (folders[2] / "model.safetensors").stat().st_mtime_ns == before


def test_a_stage_averages_only_with_one_before_it(recipe: Path) -> None:
    settings = yaml.safe_load(recipe.read_text())
    settings["stages"][0]["average_with"] = "two"
    recipe.write_text(yaml.safe_dump(settings))
    with pytest.raises(ValueError, match="stage 'one' averages with 'two'; allowed: nothing in the first stage"):
        load_recipe(recipe)


def test_weights_that_do_not_fit_are_not_averaged(recipe: Path, checkpoint: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"shares are \[0.5, 0.6\]; allowed: shares that sum to 1"):
        average([checkpoint, checkpoint], [0.5, 0.6], tmp_path / "mean")
    other = save_tiny_checkpoint(tmp_path / "two", {0: "a", 1: "b"})
    with pytest.raises(ValueError, match="have other weights"):
        average([checkpoint, other], [0.5, 0.5], tmp_path / "mean")


def test_a_recipe_that_is_changed_back_and_forth_moves_each_run_aside(tmp_path: Path) -> None:
    folder = tmp_path / "one"
    for fingerprint in ("a", "b", "a", "b"):
        finetune._prepare(folder, fingerprint)
        assert (folder / "fingerprint").read_text() == fingerprint
    aside = [(tmp_path / f"one.before-{number}" / "fingerprint").read_text() for number in (1, 2, 3)]
    assert aside == ["a", "b", "a"]
