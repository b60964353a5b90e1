import json
import re
from pathlib import Path

import pytest

from counterclaim.eval.harness import Settings, evaluate
from counterclaim.eval.labelled import read_labelled
from counterclaim.eval.leaderboard import leaderboard
from counterclaim.eval.report import write_report
from counterclaim.eval.result_files import ModelRun, describe, write_results
from counterclaim.model import Detector
from counterclaim.model.sides import load_sides

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def record(tmp_path: Path, detector: Detector) -> dict[str, object]:
    rows = [
        {
            "text_a": "won",
            "text_b": "lost",
            "label": "contradiction",
            "phenomenon": "negation",
            "party_a": "<b>Armenia",
        },
        {"text_a": "won in Armenia", "text_b": "lost", "label": "contradiction", "phenomenon": "denial"},
        {"text_a": "x", "text_b": "y", "label": "entailment", "phenomenon": "denial"},
        {"text_a": "x | y", "text_b": "y", "label": "neutral", "phenomenon": "denial"},
    ]
    path = tmp_path / "pairs.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows * 3))
    result = evaluate(detector, read_labelled(str(path)), Settings(sides=load_sides()))
    runs = [ModelRun(describe(detector) | {"name": name}, (result,)) for name in ("first", "second")]
    return write_results(tmp_path / "out", runs, "counterclaim eval", [{"name": "mnli", "reason": "no such file"}])


def numbers(record: object) -> set[str]:
    """Every number of a record as a page may show it."""
    if isinstance(record, dict):
        return set().union(*map(numbers, record.values()), *map(numbers, record.keys()))
    if isinstance(record, list):
        return {str(len(record))}.union(*map(numbers, record))
    if isinstance(record, bool) or record is None:
        return set()
    if isinstance(record, int | float):
        return {f"{record:.3f}", f"{record:,}", f"{round(record):,}", f"{record:.3g}"}
    return set(re.findall(r"\d+(?:\.\d+)?", str(record)))


def test_the_report_is_one_page_that_needs_no_network(record: dict[str, object], tmp_path: Path) -> None:
    page, text = write_report(record, tmp_path)
    html = page.read_text()
    assert not re.findall(r"""(?:src|href)=["'](?!#)|url\((?!#)|@import""", re.sub(r'xlink:href="#[^"]*"', "", html))
    assert "<b>Armenia" not in html
    assert html.count("<svg") == 4
    assert "mnli: no such file" in text.read_text()
    assert "| pairs | compare | 12 |" in text.read_text()


def test_every_figure_of_the_report_is_in_the_result(record: dict[str, object], tmp_path: Path) -> None:
    html = write_report(record, tmp_path)[0].read_text()
    tables = " ".join(re.findall(r"<td>(.*?)</td>", html, flags=re.DOTALL))
    tables += " ".join(re.findall(r'<p class="soft">(.*?)</p>', html, flags=re.DOTALL))
    shown = set(re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", re.sub(r"<[^>]+>|“1 % base”|95 %", " ", tables)))
    assert len(shown) > 20
    assert shown <= numbers(record)


def test_the_leaderboard_ranks_models_and_shows_baselines(record: dict[str, object], tmp_path: Path) -> None:
    (tmp_path / "results").mkdir()
    (tmp_path / "results" / "one.json").write_text(json.dumps(record))
    (tmp_path / "results" / "speed.json").write_text('{"ratio": 2.6}')
    page = leaderboard(tmp_path / "results")
    assert page.index("**first**") < page.index("**second**") < page.index("*majority*")
    assert "`one.json`: `counterclaim eval`" in page
    assert "speed.json" not in page


def test_the_leaderboard_is_not_older_than_the_results() -> None:
    page = (ROOT / "eval" / "LEADERBOARD.md").read_text(encoding="utf-8")
    assert page == leaderboard(ROOT / "eval" / "results"), "run python -m counterclaim.eval.leaderboard"
