"""Numbers of two statements that add up are no conflict, and the whole of a share is no agreement."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.model.findings import Comparison, compare_figures
from counterclaim.model.records import Statement
from counterclaim.model.wholes import figures_of, wholes


def compared(a: str, b: str) -> list[Comparison]:
    return compare_figures(Statement(text=a, party="Union"), Statement(text=b, party="Company"))


@pytest.mark.parametrize(
    ("a", "b", "why"),
    [
        ("60 birds died at Hest and 25 birds at Roon.", "85 birds died.", "60 and 25 make 85"),
        ("Of 43 drones 38 drones were shot down.", "Five drones came through.", "38 and 5 make 43"),
        ("Of our 800 wells three quarters ran dry.", "600 wells ran dry.", "75 % of 800 is 600"),
        ("Of our 800 wells three quarters ran dry.", "200 wells have water.", "75 % of 800 leaves 200"),
        ("Four farms lost 2,000 hens each.", "8,000 hens were lost.", "4 times 2,000 is 8,000"),
    ],
)
def test_numbers_that_add_up_agree(a: str, b: str, why: str) -> None:
    for one, other in ((a, b), (b, a)):
        found = compared(one, other)
        assert (found[0].relation, found[0].reason) == ("entails", why)
        assert not any(item.relation == "conflict" for item in found)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("60 birds died at Hest and 26 birds at Roon.", "85 birds died."),
        ("The navy sent 43 drones, of which 38 drones were shot down.", "Six drones came through."),
        ("5 soldiers were killed and 3 soldiers were wounded.", "8 soldiers were killed."),
        ("3 soldiers were killed by 4 rockets.", "12 soldiers were killed."),
        ("Four passengers, two of them children, were hurt.", "Six passengers were hurt."),
        ("Four passengers, including two children, were hurt.", "Six passengers were hurt."),
    ],
)
def test_numbers_that_do_not_add_up_still_clash(a: str, b: str) -> None:
    assert compared(a, b)[0].relation == "conflict"
    assert compared(b, a)[0].relation == "conflict"


def test_two_parts_of_one_whole_are_left_to_the_words() -> None:
    for a, b in (
        ("A quarter of the guns are still there.", "Three quarters of the guns were withdrawn."),
        ("A quarter of the guns were withdrawn.", "Three quarters of the guns were withdrawn."),
    ):
        found = compared(a, b)
        assert (found[0].relation, found[0].reason) == ("compatible", "25 % and 75 % make the whole")


def test_the_rest_of_the_dead_are_not_all_the_dead() -> None:
    found = compared("In all 12 people died, three of them soldiers.", "Nine people died.")
    assert not any(item.relation == "entails" for item in found)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("None of the 24 trucks arrived.", [24]),
        ("Eighteen of the 24 trucks arrived.", [24]),
        ("Of the 24 trucks, 18 arrived.", [24]),
        ("Two thirds of our 900 men went home.", [900]),
        ("Six percent of the 400 inmates are ill.", [400]),
        ("A total of 24 trucks arrived.", []),
        ("A crew of 24 came home.", []),
        ("24 trucks arrived.", []),
    ],
)
def test_what_a_part_is_taken_of(text: str, whole: list[float]) -> None:
    found = wholes(figures_of(Statement(text=text)), text)
    assert [item.low for item in found] == whole


def test_one_whole_does_not_hide_that_its_parts_clash() -> None:
    found = compared("Of the 24 trucks, 18 trucks arrived.", "Only eight of the 24 trucks arrived.")
    assert (found[0].relation, found[0].figure_a.low, found[0].figure_b.low) == ("conflict", 18, 8)
    assert not any(item.relation == "entails" for item in found)
    assert (found[-1].relation, found[-1].figure_a.low, found[-1].figure_b.low) == ("compatible", 24, 24)


@settings(deadline=None)
@given(st.integers(2, 400), st.integers(2, 400), st.integers(2, 800))
def test_a_sum_agrees_where_it_is_one_and_in_either_order(one: int, two: int, total: int) -> None:
    a, b = f"{one} men and {two} women were hurt.", f"{total} people were hurt."
    there, back = compared(a, b), compared(b, a)
    assert [item.relation for item in there] == [item.relation for item in back]
    if one + two == total:
        assert there[0].relation == "entails"
    elif total not in (one, two):
        assert all(item.relation != "entails" for item in there)
