"""The articles that the benchmark of the scan is made on."""

import gzip
import json
from pathlib import Path

import pytest

from counterclaim.eval.scan_bench import _Stages, make_articles


@pytest.fixture
def data(tmp_path: Path) -> Path:
    rows = {
        "gunviolence_casualties": [{"text": f"Report {number}. Two men were shot."} for number in range(5)],
        "semi_auto_nli_news": [{"premise": f"Sentence {number} was printed."} for number in range(20)],
    }
    for name, its in rows.items():
        with gzip.open(tmp_path / f"{name}.train.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in its)
    return tmp_path


def test_articles_are_the_same_in_every_run_and_a_smaller_set_is_the_start_of_a_larger_one(data: Path) -> None:
    many = list(make_articles(data, 70))
    assert many == list(make_articles(data, 70))
    assert many[:30] == list(make_articles(data, 30))
    assert len({article["id"] for article in many}) == 70
    assert [many[number]["date"] for number in (0, 29, 30, 69)] == ["2020-01-01"] * 2 + ["2020-01-02", "2020-01-03"]
    assert many[0]["text"].startswith("Report")
    assert many[1]["text"].count("was printed.") == 12


def test_seconds_are_told_by_stage() -> None:
    stages = _Stages()
    for stage in ("reading", "reading", "comparing"):
        stages.progress(stage, 0, None)
    assert list(stages.seconds()) == ["loading", "reading", "comparing"]
