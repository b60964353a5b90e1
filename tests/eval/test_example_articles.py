"""The example articles that come with the project, and what a reader finds in them."""

from typing import Any

import pytest

from counterclaim.eval.example_articles import DATA, findings, measure, scan_examples
from counterclaim.model.articles import read_articles
from counterclaim.model.detector import Detector
from counterclaim.model.parties import Parties
from counterclaim.model.records import Article


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    items = list(read_articles(DATA / "articles"))
    assert all(isinstance(item, Article) for item in items)
    return {item.article_id: item for item in items if isinstance(item, Article)}


@pytest.fixture(scope="module")
def marked() -> dict[str, list[Any]]:
    return findings()


def test_there_are_fourteen_with_date_and_outlet(articles: dict[str, Article]) -> None:
    assert len(articles) == 14
    assert all(article.date and article.outlet for article in articles.values())
    assert len({article.outlet for article in articles.values()}) >= 8


def test_every_snippet_stands_in_its_article(articles: dict[str, Article], marked: dict[str, list[Any]]) -> None:
    for pair in marked["pairs"]:
        assert pair["expect"] in ("contradiction", "not")
        assert pair["a"] in articles[pair["in_a"]].text, pair["a"]
        assert pair["b"] in articles[pair["in_b"]].text, pair["b"]
    for item in (*marked["accounts"], *marked["adds_up"]):
        assert item["snippet"] in articles[item["in"]].text
    for item in marked["boilerplate"]:
        assert item["line"] in articles[item["in"]].text.splitlines()
    for item in marked["around"]:
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


def test_the_bundled_model_finds_contradictions_and_few_that_are_none(marked: dict[str, list[Any]]) -> None:
    scan = scan_examples(Detector.load())
    assert scan.problems == ()
    told = measure(scan, marked["pairs"])
    assert {expect: counts["pairs"] for expect, counts in told.items()} == {"contradiction": 37, "not": 18}
    assert told["contradiction"]["shown"] >= 15, told  # a lower bound of what was measured
    assert told["not"]["shown"] <= 3, told
    assert all(counts["shown"] <= counts["compared"] <= counts["pairs"] for counts in told.values())
    assert len(scan.accounts) == len(marked["accounts"])
    assert [len(copies.copies) for copies in scan.copies] == [1]
