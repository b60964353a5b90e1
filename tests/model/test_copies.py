"""Reprints: whole, shortened, edited; what is none; and the same groups in any order."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.model.copies import group_copies
from counterclaim.model.records import Article
from counterclaim.model.scan_records import Copies

WORDS = [f"word{number}" for number in range(3_000)]


def story(seed: int, length: int = 300) -> list[str]:
    """Sentences of ten words each, which no other seed gives."""
    words = random.Random(seed).choices(WORDS, k=length)  # noqa: S311
    return [" ".join(words[at : at + 10]) + "." for at in range(0, length, 10)]


def article(name: str, sentences: list[str] | str, date: str | None = "2020-10-06") -> Article:
    text = sentences if isinstance(sentences, str) else "\n".join(sentences)
    return Article(article_id=name, text=text, date=date)


def groups(*articles: Article) -> list[tuple[str, ...]]:
    return [(group.origin, *group.copies) for group in group_copies(articles)]


def test_reprints_are_one_group_and_the_earliest_is_the_origin() -> None:
    found = group_copies(
        [
            article("late", story(1), "2020-10-08"),
            article("undated", story(1), None),
            article("first", story(1), "2020-10-06"),
            article("other", story(2), "2020-10-01"),
            article("b", story(1), "2020-10-08"),
        ]
    )
    assert found == [Copies(origin="first", copies=("b", "late", "undated"))]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("half", story(1)[:15]),
        ("a third", story(1)[:10]),
        ("without every sixth sentence", [line for number, line in enumerate(story(1)) if number % 6]),
        ("with a paragraph more", story(1) + story(3, 60)),
        ("in capitals, in other lines", " ".join(story(1)).upper()),
        ("with what a site puts around it", ["KYIV (AP) — " + story(1)[0], *story(1)[1:], "Read more:", "A headline"]),
    ],
)
def test_a_copy_is_found(name: str, text: list[str] | str) -> None:
    assert groups(article("a", story(1)), article("b", text), article("c", story(9))) == [("a", "b")], name


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("another text", story(2)),
        ("two paragraphs of it in another text", story(1)[:6] + story(2)),
        ("one sentence of it alone", story(1)[:1]),
        ("the same words in another order", " ".join(reversed(" ".join(story(1)).split()))),
        ("nothing", "..."),
    ],
)
def test_what_is_no_copy(name: str, text: list[str] | str) -> None:
    assert groups(article("a", story(1)), article("b", text)) == [], name


def test_a_copy_of_a_copy_is_in_the_group() -> None:
    first, second = story(1), story(1)[:24] + story(2, 100)
    third = second[8:] + story(3, 80)
    assert groups(article("a", first), article("c", third)) == []
    assert groups(article("a", first), article("b", second), article("c", third)) == [("a", "b", "c")]


def test_short_texts_are_copies_where_they_are_the_same() -> None:
    found = groups(article("a", "We lost."), article("b", "we LOST"), article("c", "They lost."), article("d", ""))
    assert found == [("a", "b")]


@settings(max_examples=25)
@given(st.randoms(use_true_random=False))
def test_the_order_of_articles_does_not_matter(chance: random.Random) -> None:
    articles = [
        article(f"{seed}-{cut}", story(seed, 120)[cut:], f"2020-10-{1 + (seed + cut) % 28:02}")
        for seed in range(6)
        for cut in range(seed + 1)
    ]
    expected = group_copies(articles)
    assert len(expected) == 5
    chance.shuffle(articles)
    assert group_copies(articles) == expected


def test_ten_megabytes_in_one_line_and_a_hundred_copies_of_it() -> None:
    text = " ".join(story(1, 20_000)) * 60
    started = time.perf_counter()
    found = group_copies(article(f"{number:03}", text) for number in range(20))
    assert [len(group.copies) for group in found] == [19]
    assert time.perf_counter() - started < 20


def test_a_thousand_articles_of_which_many_are_alike_take_seconds() -> None:
    started = time.perf_counter()
    same = [[*story(1)[:-1], f"version {number} of it all is this."] for number in range(700)]
    found = group_copies(
        [article(f"{number:04}", text) for number, text in enumerate([*same, *(story(n) for n in range(2, 302))])]
    )
    assert [len(group.copies) for group in found] == [699]
    assert time.perf_counter() - started < 20
