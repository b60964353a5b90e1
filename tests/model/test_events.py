"""Articles to events: by their names and days, whatever the order in which they come."""

import pytest

from counterclaim.model.events import Sketch, event_of, group_events, sketch
from counterclaim.model.records import Article, Statement

BRIDGE = "Troops reached Harlow on Sunday. The mayor of Harlow, Ann Varga, said the Lenna river was crossed."
STRIKE = "Dockers in Portmouth walked out. The union of Portmouth dockers wants more pay from Castor Lines."


def article(number: int, text: str, date: str | None = "2021-05-03") -> Article:
    return Article(article_id=str(number), text=text, date=date)


def groups(articles: list[Article], window: int = 14) -> list[set[str]]:
    sketches = [sketch(one) for one in articles]
    found: dict[int, set[str]] = {}
    for one, number in zip(sketches, group_events(sketches, window), strict=True):
        found.setdefault(number, set()).add(one.article_id)
    return sorted(found.values(), key=sorted)


def test_articles_on_one_matter_are_one_event_in_any_order() -> None:
    articles = [
        article(1, BRIDGE),
        article(2, STRIKE),
        article(3, "In Harlow shops were shut, the office of Ann Varga said.", "2021-05-06"),
        article(4, "Managers of Castor Lines went to Portmouth and met the Portmouth dockers.", None),
        article(5, BRIDGE, "2022-01-01"),
    ]
    expected = [{"1", "3"}, {"2", "4"}, {"5"}]
    assert groups(articles) == expected
    articles = articles[::-2] + articles[-2::-2]
    assert groups(articles) == expected
    assert groups(articles, window=400) == [{"1", "3", "5"}, {"2", "4"}]
    assert groups([article(1, "no names"), article(2, "no names")]) == [{"1"}, {"2"}]


def test_a_title_is_made_of_names_that_stand_in_the_articles() -> None:
    sketches = [sketch(article(1, BRIDGE)), sketch(article(2, "However, the Harlower stayed in Harlow.", "2021-05-05"))]
    event = event_of(sketches)
    assert event.title == "Harlow, Ann Varga, Lenna"
    assert (event.first_day, event.last_day) == ("2021-05-03", "2021-05-05")
    assert event_of([sketch(article(1, "nothing", None))]).title == "No names"


@pytest.mark.parametrize("date", ["soon", None])
def test_an_article_without_a_day_has_that_of_most_of_its_statements(date: str | None) -> None:
    days = ["2021-05-04", "2021-05-03", "2021-05-03", None]
    told = [Statement(text="It rained.", date=day) for day in days]
    assert str(sketch(article(1, BRIDGE, date), told).day) == "2021-05-03"
    assert isinstance(sketch(article(1, BRIDGE, date)), Sketch)
