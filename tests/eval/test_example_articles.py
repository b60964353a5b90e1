"""The example articles that come with the project, and what a reader finds in them."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from counterclaim.model.articles import read_articles
from counterclaim.model.detector import Detector
from counterclaim.model.parties import Parties
from counterclaim.model.records import Article
from counterclaim.model.scan import Wishes, scan_articles

ROOT = Path(__file__).parents[2]
DATA = ROOT / "eval" / "data"


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    items = list(read_articles(DATA / "articles"))
    assert all(isinstance(item, Article) for item in items)
    return {item.article_id: item for item in items if isinstance(item, Article)}


@pytest.fixture(scope="module")
def findings() -> dict[str, list[Any]]:
    path = ROOT / "tests" / "model" / "example_findings.yaml"
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))


def test_there_are_fourteen_with_date_and_outlet(articles: dict[str, Article]) -> None:
    assert len(articles) == 14
    assert all(article.date and article.outlet for article in articles.values())
    assert len({article.outlet for article in articles.values()}) >= 8


def test_every_snippet_stands_in_its_article(articles: dict[str, Article], findings: dict[str, list[Any]]) -> None:
    for pair in findings["pairs"]:
        assert pair["expect"] in ("contradiction", "not")
        assert pair["a"] in articles[pair["in_a"]].text, pair["a"]
        assert pair["b"] in articles[pair["in_b"]].text, pair["b"]
    for item in (*findings["accounts"], *findings["adds_up"]):
        assert item["snippet"] in articles[item["in"]].text
    for item in findings["boilerplate"]:
        assert item["line"] in articles[item["in"]].text.splitlines()
    for item in findings["around"]:
        assert item["text"] not in articles[item["in"]].text
        assert item["text"] in (DATA / "articles" / item["in"]).read_text(encoding="utf-8")


def test_the_parties_of_the_articles_stand_against_each_other() -> None:
    parties = Parties.load(DATA / "example_parties.yaml")
    for one, other in (
        ("Norvania", "Kasteria"),
        ("Verlane Chemicals", "Ansel Water"),
        ("City of Quillern", "Water Ministry"),
        ("Lindmark Rail", "Transport Workers' Federation"),
    ):
        assert parties.conflict(one, other) is not None


def test_the_bundled_model_finds_contradictions_and_few_that_are_none(findings: dict[str, list[Any]]) -> None:
    parties = Parties.load(DATA / "example_parties.yaml")
    scan = scan_articles(DATA / "articles", Detector.load(), parties, Wishes(keep=0))
    assert scan.problems == ()
    texts = [(item.pair.a.text, item.pair.b.text) for item in scan.found]
    both_ways = [*texts, *((b, a) for a, b in texts)]
    told = Counter(
        pair["expect"]
        for pair in findings["pairs"]
        if any(pair["a"] in one and pair["b"] in other for one, other in both_ways)
    )
    assert told["contradiction"] >= 10, told  # of 37: a lower bound of what was measured
    assert told["not"] <= 4, told  # of 18
    assert len(scan.accounts) == len(findings["accounts"])
    assert [len(copies.copies) for copies in scan.copies] == [1]
