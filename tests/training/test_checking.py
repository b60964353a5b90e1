"""What a recipe names and is not there is told before the first stage, in one sentence; new weights start over."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from tiny import save_tiny_checkpoint

from counterclaim.training.checking import check
from counterclaim.training.config import load_recipe
from counterclaim.training.fingerprints import fingerprint, weights_digest
from counterclaim.training.mixing import Row, reader
from counterclaim.training.unpaired import unpaired

Recipes = Callable[..., Path]


@pytest.fixture
def recipes(tmp_path: Path) -> Recipes:
    (tmp_path / "data").mkdir()
    row = {"premise": "a town", "hypothesis": "a village", "label": "neutral", "event": 1}
    for name in ("train", "held"):
        (tmp_path / "data" / f"{name}.jsonl").write_text(json.dumps(row) + "\n")

    def written(source: dict[str, Any] | None = None, stage: dict[str, Any] | None = None, **more: Any) -> Path:
        train = {"name": "train", "file": "train.jsonl"}
        other = train | {"name": "other"} | (source or {})
        stages = [{"name": "one", "epochs": 1, "learning_rate": 0.01, "sources": [other], "validation": [train]}]
        settings = {
            "name": "tiny", "base_model": "base", "stages": [stages[0] | (stage or {})], "held_out": ["held.jsonl"],
            "calibration": {"infer": [train], "compare": [train]}, "evaluation": ["held.jsonl", "parties", "mnli"],
        }  # fmt: skip
        path = tmp_path / "recipe.yaml"
        path.write_text(yaml.safe_dump(settings | more))
        return path

    return written


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"source": {"file": "trian.jsonl"}}, "trian.jsonl: no such file (source 'other')"),
        ({"source": {"premise": "text_a"}}, "source 'other': no column 'text_a'; found: premise, hypothesis, label"),
        ({"source": {"where": {"label": "none"}}}, "source 'other': no row with label 'none' (`where`)"),
        ({"source": {"unlabelled": True, "unpaired": "story"}, "stage": {"teacher": "small"}}, "no column 'story'"),
        ({"stage": {"teacher": "smal"}}, "model 'smal': no such model; did you mean 'small'?"),
        ({"held_out": ["hled.jsonl"]}, "hled.jsonl: no such file (`held_out` of the recipe)"),
        ({"evaluation": ["mlni"]}, "`evaluation` names 'mlni'; allowed: a file in"),
    ],
)
def test_what_is_not_there_is_told_at_once(recipes: Recipes, tmp_path: Path, wrong: dict[str, Any], told: str) -> None:
    data = tmp_path / "data"
    check(load_recipe(recipes()), reader(data), data)
    with pytest.raises((ValueError, FileNotFoundError)) as error:
        check(load_recipe(recipes(**wrong)), reader(data), data)
    assert told in str(error.value)


def test_what_is_generated_has_labels(recipes: Recipes) -> None:
    with pytest.raises(ValueError, match="`generate` with `unlabelled`; what is generated has labels"):
        load_recipe(recipes(source={"generate": 5, "unlabelled": True}, stage={"teacher": "small"}))


def test_other_weights_of_encoder_or_teacher_are_another_run(recipes: Recipes, tmp_path: Path) -> None:
    labels = {0: "entailment", 1: "neutral", 2: "contradiction"}
    one, other = (save_tiny_checkpoint(tmp_path / name, labels) for name in ("one", "other"))
    recipe = load_recipe(recipes(stage={"teacher": str(one)}))
    rows = [Row("a", "b", 0, "train")]
    first = fingerprint(recipe, recipe.stages[0], rows, weights_digest(str(one)))
    assert first == fingerprint(recipe, recipe.stages[0], rows, weights_digest(str(one)))
    weights = next(other.glob("*.safetensors"))
    weights.write_bytes(weights.read_bytes() + b" ")
    assert first != fingerprint(recipe, recipe.stages[0], rows, weights_digest(str(other)))
    before = weights_digest(str(one))
    weights.replace(one / weights.name)
    assert first != fingerprint(recipe, recipe.stages[0], rows, before)  # the teacher's are others now
    assert weights_digest("a/hub-name") == "a/hub-name"


def test_rows_without_two_texts_make_no_unpaired_pairs() -> None:
    rows = [{"e": 1, "a": "x", "b": None}, {"e": 1, "a": "x", "b": "y"}, {"e": 1, "a": "z", "b": " "},
            {"e": 1, "a": "u", "b": "x"}]  # fmt: skip
    assert list(unpaired(rows, by="e", premise="a", hypothesis="b")) == [("y", "u")]
