"""The record of the figure layer: tolls, speed, false alarms, on made-up news."""

import gzip
import json
from pathlib import Path

import pytest
from tiny import DictionaryScorer

from counterclaim.eval.figures import NEWS, false_alarms, hostile, speed, tolls
from counterclaim.eval.hostile import hostile_texts
from counterclaim.model.detector import Detector
from counterclaim.model.toll import Toll, toll_of

ARTICLES = [
    ("Two men were shot dead on Elm Street on Monday. A woman was wounded. Police are looking for a red car.", 2, 1),
    ("A man was shot in the leg at 7:45 p.m. in the 100 block of Pine Street. He is in stable condition.", 0, 1),
    ("Police were called to a robbery. No one was injured.", 0, 0),
    ("Four people were killed and nine injured. There were 12 homicides in 2019.", 4, 9),
]


def write(path: Path, rows: list[dict[str, object]]) -> Path:
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)
    return path


@pytest.mark.parametrize(("text", "killed", "wounded"), ARTICLES)
def test_the_toll_of_an_article(text: str, killed: int, wounded: int) -> None:
    assert toll_of(text) == Toll(killed, wounded)


def test_exact_matches_are_counted_beside_the_commonest_answer(tmp_path: Path) -> None:
    rows = [{"text": text, "n_killed": killed, "n_injured": wounded} for text, killed, wounded in ARTICLES]
    rows[0]["n_killed"] = 3
    found = tolls(write(tmp_path / "news.jsonl.gz", rows))
    assert found["killed_exact"] == 0.75
    assert found["wounded_exact"] == 1
    assert found["killed_commonest"] == 0.5


def test_speed_counts_sentences(tmp_path: Path) -> None:
    found = speed(write(tmp_path / "news.jsonl.gz", [{"text": text} for text, *_ in ARTICLES]), rounds=1)
    assert found["sentences"] == 10
    assert found["sentences_per_second"] > 0


def test_hostile_texts_are_the_same_every_time_and_all_are_read() -> None:
    texts = list(hostile_texts(400))
    assert texts == list(hostile_texts(400))
    assert max(map(len, texts)) > 1000
    assert hostile(400)["texts"] == 400


def test_only_what_figures_turn_is_a_false_alarm(tmp_path: Path) -> None:
    turned = {
        "premise": "Ten men were killed in Baku.",
        "hypothesis": "Nine men were killed in Baku.",
        "label": "neutral",
    }
    kept = {"premise": "It rained.", "hypothesis": "The dam broke.", "label": "neutral"}
    wrong = {"premise": "It rained a lot.", "hypothesis": "It rained.", "label": "entailment"}
    left_out = {"premise": "It rained.", "hypothesis": "It was dry.", "label": "contradiction"}
    for name in NEWS:
        write(tmp_path / name, [turned, kept, wrong, left_out])
    found = false_alarms(Detector(DictionaryScorer()), tmp_path, 6)
    assert found["infer"] == {"pairs": 6, "right_alone": 4, "turned": 2, "share": 2 / 6}
