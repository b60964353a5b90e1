"""Distillation: the loss by hand, views that are kept and not made again, and a student that learns from a teacher."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch
import yaml
from tiny import DictionaryScorer, save_tiny_checkpoint

from counterclaim.model import Detector
from counterclaim.training.config import load_recipe
from counterclaim.training.finetune import fine_tune
from counterclaim.training.losses import marginal_loss
from counterclaim.training.mixing import UNLABELLED, Row, reader
from counterclaim.training.teaching import taught_loss, teacher_views, with_views

LOGITS = torch.tensor([[1.0, 2.0, 0.5], [0.3, -1.0, 0.2]])
VIEWS = torch.tensor([[0.0, 1.0, -1.0], [2.0, 0.0, 0.0]])
ANSWERS = {("army won", "army lost"): (0.1, 0.2, 0.7), ("a town", "no town"): (1.0, 0.0, 0.0)}
ROWS = [Row(a, b, UNLABELLED, "some") for a, b in ANSWERS]


def test_a_student_that_says_what_its_teacher_says_has_only_the_loss_of_labels() -> None:
    targets = torch.cat([torch.tensor([[1.0], [2.0]]), LOGITS], dim=1)
    loss = taught_loss(LOGITS, targets, share=0.25, temperature=3.0).item()
    assert loss == pytest.approx(0.75 * marginal_loss(LOGITS, torch.tensor([1, 2])).item(), abs=1e-6)


def test_the_divergence_is_that_of_softened_distributions_and_pairs_without_labels_have_it_alone() -> None:
    p, q = torch.softmax(VIEWS / 2, dim=-1), torch.softmax(LOGITS / 2, dim=-1)
    by_hand = (p * (p.log() - q.log())).sum(dim=-1).mean().item() * 4
    none = torch.full((2, 1), float(UNLABELLED))
    assert taught_loss(LOGITS, torch.cat([none, VIEWS], dim=1), share=1, temperature=2).item() == pytest.approx(by_hand)
    one = torch.cat([torch.tensor([[0.0], [float(UNLABELLED)]]), VIEWS], dim=1)
    half = marginal_loss(LOGITS[:1], torch.tensor([0])).item() / 2
    assert taught_loss(LOGITS, one, share=0.5, temperature=2).item() == pytest.approx(0.5 * by_hand + 0.5 * half)


def test_views_are_kept_and_only_made_for_other_pairs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    teacher = DictionaryScorer(ANSWERS)
    views = teacher_views(teacher, ROWS, tmp_path)
    assert np.exp(views[0]) == pytest.approx([0.1, 0.2, 0.7])
    assert np.exp(views[1]) == pytest.approx([1, 0, 0], abs=2e-6)
    assert with_views(ROWS, views)[0] == pytest.approx([-1, *views[0]])
    monkeypatch.setattr(DictionaryScorer, "score", lambda *_, **__: pytest.fail("made again"))
    assert np.array_equal(teacher_views(teacher, ROWS, tmp_path), views)
    assert np.array_equal(teacher_views(teacher, [*ROWS[1:], *ROWS, *ROWS[:1]], tmp_path), views[[1, 0, 1, 0]])
    with pytest.raises(pytest.fail.Exception, match="made again"):
        teacher_views(teacher, [ROWS[0]._replace(premise="the army won")], tmp_path)
    other = DictionaryScorer(ANSWERS)
    other.name = "another"
    with pytest.raises(pytest.fail.Exception, match="made again"):
        teacher_views(other, ROWS, tmp_path)


def test_no_pairs_have_no_views(tmp_path: Path) -> None:
    assert teacher_views(DictionaryScorer(ANSWERS), [], tmp_path).shape == (0, 3)


@pytest.mark.filterwarnings("ignore")  # the Trainer's own
def test_a_student_learns_what_its_teacher_thinks_of_pairs_without_labels(tmp_path: Path) -> None:
    base = save_tiny_checkpoint(tmp_path / "base", {0: "entailment", 1: "neutral", 2: "contradiction"})
    teacher = save_tiny_checkpoint(tmp_path / "teacher", {1: "entailment", 2: "neutral", 0: "contradiction"})
    texts = ["army won", "army lost", "four tanks", "no town is ours", "soldiers killed on monday", "the enemy lost"]
    rows = [{"premise": a, "hypothesis": b, "label": "neutral"} for a in texts for b in texts]
    for name, kept in (("pairs", rows), ("check", rows[:6])):
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in kept))
    check = {"name": "check", "file": "check.jsonl"}
    stage = {
        "name": "small", "teacher": str(teacher), "teacher_share": 1.0, "temperature": 1.0, "epochs": 30,
        "learning_rate": 0.01, "batch_size": 12, "eval_steps": 30, "validation": [check],
        "sources": [{"name": "pairs", "file": "pairs.jsonl", "unlabelled": True}],
    }  # fmt: skip
    settings = {
        "name": "tiny", "base_model": str(base), "max_length": 32, "window": 48, "stages": [stage],
        "calibration": {"infer": [check], "compare": [check]},
    }  # fmt: skip
    (tmp_path / "recipe.yaml").write_text(yaml.safe_dump(settings))
    recipe = load_recipe(tmp_path / "recipe.yaml")
    (student,) = fine_tune(recipe, read=reader(tmp_path), held_out=set(), output=tmp_path / "run")
    pairs = [(row["premise"], row["hypothesis"]) for row in rows]
    wanted, was, learnt = (
        np.array([score.forward for score in Detector.load(folder, precision="fp32").scorer.score(pairs, both=False)])
        for folder in (teacher, base, student)
    )
    assert len({int(row.argmax()) for row in wanted}) > 1
    assert np.abs(learnt - wanted).mean() < 0.5 * max(np.abs(was - wanted).mean(), 0.1)


def test_pairs_without_labels_need_a_teacher(tmp_path: Path) -> None:
    source = {"name": "some", "file": "some.jsonl", "unlabelled": True}
    check = {"name": "check", "file": "check.jsonl"}
    stage = {"name": "one", "sources": [source], "validation": [check], "epochs": 1, "learning_rate": 0.1}
    settings = {
        "name": "tiny", "base_model": "x", "stages": [stage], "calibration": {"infer": [check], "compare": [check]}
    }  # fmt: skip
    (tmp_path / "recipe.yaml").write_text(yaml.safe_dump(settings))
    with pytest.raises(ValueError, match=r"source 'some' is unlabelled; allowed: in `sources` of a stage with a"):
        load_recipe(tmp_path / "recipe.yaml")
