import json
from pathlib import Path

import numpy as np
import pytest

from counterclaim.eval.baselines import BASELINES
from counterclaim.eval.labelled import LabelledSet, read_labelled


def write(path: Path, rows: list[tuple[str, str, str]]) -> LabelledSet:
    keys = ("text_a", "text_b", "label")
    path.write_text("".join(json.dumps(dict(zip(keys, row, strict=True))) + "\n" for row in rows))
    return read_labelled(str(path))


@pytest.mark.parametrize("name", BASELINES)
def test_every_baseline_gives_probabilities(name: str, tmp_path: Path) -> None:
    rows = [("58 men died", "no", "contradiction"), ("we won", "they lost 3", "neutral"), ("x 4", "y 4", "entailment")]
    for labelled in (write(tmp_path / "a.jsonl", rows * 4), write(tmp_path / "b.jsonl", rows[:1])):
        p = BASELINES[name](labelled)
        assert p.shape == (len(labelled.pairs), 3)
        assert p.sum(axis=1) == pytest.approx(np.ones(len(p)))


def test_a_set_whose_second_statement_betrays_the_label_is_found_out(tmp_path: Path) -> None:
    words = (("it is so", "neutral"), ("it is false", "contradiction"))
    rows = [(f"a{i}", f"{words[i % 2][0]} {i}", words[i % 2][1]) for i in range(40)]
    assert np.array_equal(
        BASELINES["text_b_only"](write(tmp_path / "x.jsonl", rows)).argmax(axis=1), np.array([1, 2] * 20)
    )


def test_events_are_held_out_whole(tmp_path: Path) -> None:
    """A label that goes with the event's own words cannot be learnt when the whole event is held out."""
    path = tmp_path / "x.jsonl"
    rows = [
        {
            "text_a": f"place{e} {i}",
            "text_b": f"place{e}",
            "event": f"e{e}",
            "label": ("neutral", "contradiction")[e % 2],
        }
        for e in range(10)
        for i in range(10)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    labelled = read_labelled(str(path))
    right = BASELINES["bag_of_words"](labelled).argmax(axis=1) == [
        1 if row["label"] == "neutral" else 2 for row in rows
    ]
    assert right.mean() <= 0.5


def test_pairs_that_share_a_text_are_held_out_together(tmp_path: Path) -> None:
    """Each text comes with both labels: a model that had seen its other pair would learn the wrong one."""
    rows = [(f"claim{i} {j}", f"source{i}", ("neutral", "contradiction")[j]) for i in range(20) for j in range(2)]
    p = BASELINES["text_b_only"](write(tmp_path / "x.jsonl", rows))
    assert p[:, 1] == pytest.approx(p[:, 2], abs=0.02)


def test_the_majority_is_that_of_the_set(tmp_path: Path) -> None:
    rows = [("a", str(i), "neutral" if i % 4 else "contradiction") for i in range(20)]
    assert BASELINES["majority"](write(tmp_path / "x.jsonl", rows))[0] == pytest.approx([0, 0.75, 0.25])


def test_the_rule_of_numbers_is_as_naive_as_it_says(tmp_path: Path) -> None:
    rows = [("1,200 died", "1200 fell", "entailment"), ("58 died", "84 died", "contradiction"), ("x", "4", "neutral")]
    assert BASELINES["numbers_differ"](write(tmp_path / "x.jsonl", rows)).argmax(axis=1).tolist() == [0, 2, 1]


def test_two_way_labels_are_learnt_as_not_entailment(tmp_path: Path) -> None:
    words = (("yes", "entailment"), ("no", "not_entailment"))
    rows = [(f"a{i}", f"{words[i % 2][0]} {i}", words[i % 2][1]) for i in range(20)]
    p = BASELINES["text_b_only"](write(tmp_path / "x.jsonl", rows))
    assert (p.argmax(axis=1) == [0, 1] * 10).all()
