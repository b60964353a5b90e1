"""Whose loss a figure is, by the words around, and changes beside what came of them."""

from __future__ import annotations

import pytest

from counterclaim.model import read_figures


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("Armenia lost nine tanks.", "Armenia"),
        ("According to Baku, Armenia lost nine tanks.", "Armenia"),
        ("Yesterday Armenia lost nine tanks.", "Armenia"),
        ("Officials said Armenia lost nine tanks.", "Armenia"),
        ("Baku says Armenia lost nine tanks.", "Armenia"),
        ("Baku has claimed that Armenia lost nine tanks.", "Armenia"),
        ("Since Monday, Armenia has lost nine tanks.", "Armenia"),
        ("Armenia said it lost nine tanks.", "Armenia"),
        ("Yesterday we lost nine tanks.", "speaker"),
        ("During the night we destroyed nine tanks.", "other"),
        ("Overnight nine tanks were lost.", None),
    ],
)
def test_words_that_open_a_sentence_and_those_who_tell_are_no_losers(text: str, whose: str | None) -> None:
    assert [(figure.low, figure.whose) for figure in read_figures(text)] == [(9, whose)]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("The death toll rose by five to 17.", [(5, 5), (17, 17)]),
        ("The number of injured increased by 12 to 40.", [(12, 12), (40, 40)]),
        ("The number of injured increased by 10 to 15.", [(10, 15)]),
        ("Prices rose by 10 to 25 percent.", [(10, 25)]),
        ("10 to 40 people were hurt.", [(10, 40)]),
    ],
)
def test_a_change_and_what_came_of_it_are_no_range(text: str, ends: list[tuple[float, float]]) -> None:
    assert [(figure.low, figure.high) for figure in read_figures(text)] == ends
