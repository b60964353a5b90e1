"""One figure in two units: it is the same figure, and the language model sees it in one unit."""

import pytest

from counterclaim.model.conversions import in_one_unit
from counterclaim.model.findings import compare_figures
from counterclaim.model.policy import Policy
from counterclaim.model.reading import read_to_compare
from counterclaim.model.records import Pair, Statement


def relation(a: str, b: str) -> str:
    found = {item.relation for item in compare_figures(Statement(text=a), Statement(text=b))}
    assert len(found) == 1
    return found.pop()


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("The fire spread 30 miles.", "The fire spread 48 kilometres.", "entails"),
        ("The town is 60 miles away.", "The town is 100 kilometres away.", "entails"),
        ("The water rose 10 feet.", "The water rose by three metres.", "entails"),
        ("It weighed 10 pounds.", "It weighed 4.5 kilograms.", "entails"),
        ("1,000 barrels of oil were spilled.", "Some 42,000 gallons of oil were spilled.", "entails"),
        ("The town is at least 30 miles away.", "The town is 48 kilometres away.", "compatible"),
        ("The town is 30 miles away.", "The town is 30 kilometres away.", "conflict"),
        ("The town is 48 miles away.", "The town is 74 kilometres away.", "conflict"),
        ("It weighed 5 tonnes.", "It weighed 5,400 kilograms.", "conflict"),
        ("The town is 30 miles away.", "The town is 31 miles away.", "conflict"),
    ],
)
def test_a_converted_figure_is_the_same_figure(a: str, b: str, expected: str) -> None:
    assert relation(a, b) == relation(b, a) == expected


@pytest.mark.parametrize(
    ("a", "b", "seen_a", "seen_b"),
    [
        ("They hold 30 miles of it.", "They hold 48 kilometres.", "They hold 48 kilometres of it.", None),
        ("Some 30 miles are held.", "They hold about 48 kilometres.", "About 48 kilometres are held.", None),
        ("They hold 30 miles of it.", "They hold 30 kilometres.", None, None),
        ("They hold 30 miles of it.", "They hold 30 miles.", None, None),
        ("It weighed 5 tons.", "It weighed 5,000 kilograms.", "It weighed 5,000 kilograms.", None),
    ],
)
def test_the_language_model_sees_one_unit_both_ways(a: str, b: str, seen_a: str | None, seen_b: str | None) -> None:
    found = in_one_unit(a, b, compare_figures(Statement(text=a), Statement(text=b)))
    back = in_one_unit(b, a, compare_figures(Statement(text=b), Statement(text=a)))
    assert tuple(one.text for one in found) == (seen_a or a, seen_b or b)
    assert tuple(one.text for one in back) == (seen_b or b, seen_a or a)


def test_what_it_sees_leads_back_to_the_statement() -> None:
    pair = Pair(
        a=Statement(text="Armenia holds 30 miles of the road.", party="Armenia"),
        b=Statement(text="Armenia holds 48 kilometres of the road.", party="Azerbaijan"),
    )
    reading = read_to_compare(pair, Policy())
    assert reading.a.text == reading.b.text
    start = reading.a.text.index("road")
    low, high = reading.a.back(start, start + 4)
    assert pair.a.text[low:high] == "road"
