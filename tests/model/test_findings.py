"""What two figures say about each other: the tables of the labelling guide, and properties of the comparison."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.model.findings import Comparison, compare_figures
from counterclaim.model.intervals import gap, overlap
from counterclaim.model.records import Figure, Relation, Statement


def closest(a: str, b: str, date_a: str | None = None, date_b: str | None = None) -> Comparison:
    return compare_figures(
        Statement(text=a, party="Armenia", date=date_a), Statement(text=b, party="Azerbaijan", date=date_b)
    )[0]


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        ("58 soldiers were killed.", "84 soldiers were killed.", "conflict"),
        ("More than 50 soldiers were killed.", "58 soldiers were killed.", "entails"),
        ("At least 200 soldiers were killed.", "58 soldiers were killed.", "conflict"),
        ("At least 200 soldiers were killed.", "Fewer than 500 soldiers were killed.", "compatible"),
        ("More than 400 soldiers were killed.", "At least 200 soldiers were killed.", "entails"),
        ("About 200 soldiers were killed.", "207 soldiers were killed.", "entails"),
        ("About 200 soldiers were killed.", "240 soldiers were killed.", "compatible"),
        ("About 200 soldiers were killed.", "290 soldiers were killed.", "conflict"),
        ("A handful of soldiers were killed.", "Dozens of soldiers were killed.", "conflict"),
        ("Dozens of soldiers were killed.", "57 soldiers were killed.", "entails"),
        ("No soldiers were killed.", "Two soldiers were killed.", "conflict"),
        ("200 people were killed.", "There were 100 casualties.", "conflict"),
        ("27 soldiers were killed.", "67 people were killed.", "compatible"),
        ("27 soldiers were killed.", "27 civilians were killed.", "different_scope"),
        ("12 tanks were destroyed.", "12 drones were destroyed.", "different_scope"),
        ("12 people were killed.", "12 people were wounded.", "different_scope"),
        ("We lost ten tanks.", "We lost ten tanks.", "different_scope"),
        ("Our forces destroyed 80 enemy tanks.", "We lost four tanks.", "conflict"),
        ("Our forces destroyed 80 enemy tanks.", "We lost 80 tanks.", "entails"),
        ("600 of 900 voters came.", "Two thirds of the voters came.", "entails"),
        ("Of the 900 voters, 600 came.", "Half of the voters came.", "conflict"),
        ("The army seized 1.2 tonnes of ammunition.", "They got 1,200 kilos of our ammunition.", "entails"),
        ("The theft came to 42 million crowns.", "The theft came to more than 40 million crowns.", "entails"),
        ("Four men and two women were hurt.", "Six people were hurt.", "entails"),
        ("Over 100 homes were damaged.", "Exactly 100 homes were damaged.", "conflict"),
        ("Baku lost 12 drones.", "Azerbaijan lost 40 drones.", "conflict"),
        ("Almost all of the 300 houses burnt.", "290 houses burnt.", "entails"),
        ("Nearly all of the 300 houses burnt.", "290 of the 300 houses burnt.", "entails"),
        ("Almost all our 300 houses burnt.", "Half of the 300 houses burnt.", "conflict"),
        ("All of the 300 houses burnt.", "290 of the 300 houses burnt.", "conflict"),
        ("The death toll rose by five.", "The death toll rose to 17.", "compatible"),
        ("The death toll rose by five to 17.", "The death toll stands at 17.", "entails"),
        ("The death toll rose by five.", "The death toll rose by eight.", "conflict"),
        ("The death toll rose by 20.", "The death toll stands at 17.", "conflict"),
        ("The garrison grew by 500 men.", "The garrison has 2,000 men.", "compatible"),
        ("The garrison grew by 500 men.", "Two tanks were seen there.", "not_comparable"),
    ],
)
def test_the_tables_of_the_guide(a: str, b: str, relation: Relation) -> None:
    found = closest(a, b)
    assert found.relation == relation, found.reason


@pytest.mark.parametrize(
    ("a", "b", "date_a", "date_b", "relation"),
    [
        ("So far 28 people have died.", "So far 58 people have died.", "2020-10-05", "2020-10-06", "update"),
        ("So far 58 people have died.", "So far 28 people have died.", "2020-10-05", "2020-10-06", "conflict"),
        ("So far 58 people have died.", "So far 28 people have died.", "2020-10-06", "2020-10-05", "update"),
        ("So far 28 people have died.", "So far 58 people have died.", None, None, "update"),
        ("So far 28 people have died.", "So far 58 people have died.", "2020-10-05", "2020-10-05", "conflict"),
        (
            "On Monday 27 people died.",
            "Since Sunday 58 people have died.",
            "2020-10-06",
            "2020-10-06",
            "different_period",
        ),
        ("On Monday 70 people died.", "Since Sunday 58 people have died.", "2020-10-06", "2020-10-06", "conflict"),
        ("On Monday 27 people died.", "On Tuesday 31 people died.", "2020-10-07", "2020-10-07", "different_period"),
        ("On Monday 27 people died.", "27 people died on 5 October.", "2020-10-07", "2020-10-07", "entails"),
        ("On Monday 27 people died.", "31 people died on 5 October.", "2020-10-07", "2020-10-07", "conflict"),
        ("230 people fell ill.", "A handful of people fell ill.", "2020-10-01", "2020-10-08", "conflict"),
    ],
)
def test_time(a: str, b: str, date_a: str | None, date_b: str | None, relation: Relation) -> None:
    found = closest(a, b, date_a, date_b)
    assert found.relation == relation, found.reason


def test_the_reason_names_both_figures_whose_they_are_and_who_says_so() -> None:
    reason = closest("Our forces destroyed 80 enemy tanks", "We lost four tanks").reason
    assert all(
        word in reason
        for word in ("80 tanks", "four tanks", "Armenia", "Azerbaijan", "own losses", "Azerbaijan's losses")
    )


BOUNDS = st.floats(min_value=0, max_value=1e9)
HEDGES = st.sampled_from(["exact", "about", "range", "vague"])


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    low, high = sorted((draw(BOUNDS), draw(BOUNDS)))
    return Figure(kind="killed", low=low, high=high, hedge=draw(HEDGES), unit="soldiers")


@given(figures(), figures(), st.floats(0, 1))
def test_intervals_lie_to_each_other_the_same_way_round(one: Figure, other: Figure, tolerance: float) -> None:
    assert overlap(one, other, tolerance) == overlap(other, one, tolerance)
    assert gap(one, other) == pytest.approx(gap(other, one))


@given(figures(), figures(), st.floats(0, 1), st.floats(0, 1))
def test_a_larger_tolerance_never_makes_a_conflict(one: Figure, other: Figure, small: float, large: float) -> None:
    small, large = sorted((small, large))
    if overlap(one, other, small) != "disjoint":
        assert overlap(one, other, large) != "disjoint"


@given(figures(), figures(), st.sampled_from([2.0, 4.0, 1024.0]))
def test_scaling_both_changes_nothing(one: Figure, other: Figure, factor: float) -> None:
    def scaled(figure: Figure) -> Figure:
        return Figure(
            kind=figure.kind, low=figure.low * factor, high=figure.high * factor, hedge=figure.hedge, unit=figure.unit
        )

    if min(one.low, other.low) >= 100:  # below, decimals are compared as rounded
        assert overlap(scaled(one), scaled(other)) == overlap(one, other)


COUNTS = st.integers(2, 10_000)
SENTENCES = st.sampled_from(
    [
        "{} soldiers were killed.",
        "We lost {} tanks.",
        "At least {} drones were shot down.",
        "So far {} people have died.",
    ]
)


@settings(deadline=None)
@given(SENTENCES, SENTENCES, COUNTS, COUNTS)
def test_comparing_is_symmetric(first: str, second: str, one: int, other: int) -> None:
    a = Statement(text=first.format(one), party="Armenia", date="2020-10-05")
    b = Statement(text=second.format(other), party="Azerbaijan", date="2020-10-06")
    there, back = compare_figures(a, b), compare_figures(b, a)
    assert [(x.relation, x.figure_a, x.figure_b) for x in there] == [(x.relation, x.figure_b, x.figure_a) for x in back]


@settings(deadline=None)
@given(COUNTS, COUNTS, COUNTS)
def test_an_unrelated_number_changes_nothing(one: int, other: int, unrelated: int) -> None:
    a, b = f"{one} soldiers were killed.", f"{other} soldiers were killed."
    alone = closest(a, b)
    beside = closest(f"{a} The enemy fired {unrelated} rockets.", b)
    assert beside.relation == alone.relation
    assert (beside.figure_a.low, beside.figure_b.low) == (one, other)
