"""What a pair says before any model is asked: days, names in one order, edits of numbers, and the way back."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.model.detector import Detector
from counterclaim.model.edits import numeric_edit
from counterclaim.model.policy import NUMBERS_DECIDE, Policy
from counterclaim.model.reading import read_to_compare
from counterclaim.model.records import Pair, Statement
from counterclaim.model.rewriting import Rewritten, rewrite
from counterclaim.model.sides import canonical, exchange, known_sides
from counterclaim.model.when import named_days

DAY = dt.date(2020, 10, 7)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Nine drowned on Monday.", {dt.date(2020, 10, 5)}),
        ("Nine drowned on Wednesday.", {DAY}),
        ("Nine drowned this morning.", {DAY}),
        ("Nine drowned yesterday.", {dt.date(2020, 10, 6)}),
        ("Nine drowned on 27 September.", {dt.date(2020, 9, 27)}),
        ("Nine drowned on October 3rd, 2019.", {dt.date(2019, 10, 3)}),
        ("Nine drowned on 30 November.", {dt.date(2019, 11, 30)}),
        ("Nine have drowned since Sunday.", set()),
        ("It may rain. March on!", set()),
        ("Nine drowned on 31 February 2020.", {"31 february 2020"}),
    ],
)
def test_days(text: str, days: set[dt.date | str]) -> None:
    assert named_days(text, DAY) == days


def test_days_without_a_date_stay_words() -> None:
    assert named_days("on Monday and on 3 Oct.", None) == {"monday", "3 october"}


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        ("Tim has 350 pounds of cement", "Tim has less than 700 pounds of cement", "entails"),
        ("Tim has less than 700 pounds of cement", "Tim has 350 pounds of cement", "entailed"),
        ("Tim has 350 pounds of cement", "Tim has 351 pounds of cement.", "conflict"),
        ("He is 34 years old", "He is 34 years old.", "same"),
        ("More than 20 men left", "Fewer than 30 men left", "open"),
        ("20 men and 10 women left", "20 men and 11 women left", "conflict"),
    ],
)
def test_the_same_words_with_other_numbers(a: str, b: str, relation: str) -> None:
    edit = numeric_edit(a, b)
    assert edit is not None
    assert edit.relation == relation


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Ten men left", "Ten women left"),
        ("They left", "They left"),
        ("Half of the houses burned down.", "50 percent of the houses burned down."),
        ("A quarter of the 80 houses burned down.", "20 of the 80 houses burned down."),
        ("Two thirds of the 900 wells are dry.", "600 of the 900 wells are dry."),
    ],
)
def test_other_words_or_no_numbers_or_shares_beside_counts_are_no_edit(a: str, b: str) -> None:
    assert numeric_edit(a, b) is None


NAMED = st.lists(
    st.sampled_from(
        ["Baku", "Armenian", "an Azerbaijani", "troops", "fled", "Yerevan", "ARMENIA", "said", "a Russian", "Kyiv"]
    ),
    min_size=1,
    max_size=12,
).map(" ".join)


@given(NAMED, NAMED)
def test_exchanging_the_sides_changes_nothing_that_the_model_sees(a: str, b: str) -> None:
    pair = Pair(a=Statement(text=a), b=Statement(text=b))
    for sides in known_sides():
        other = exchange(pair, [sides])
        if other is None:
            continue
        before, after = canonical(a, b), canonical(other.a.text, other.b.text)
        assert sorted(text.text for text in before) == sorted(text.text for text in after)


@given(NAMED, NAMED)
def test_the_order_of_the_statements_does_not_matter_to_what_the_model_sees(a: str, b: str) -> None:
    assert {text.text for text in canonical(a, b)} == {text.text for text in canonical(b, a)}


def test_the_way_back_from_rewritten_text() -> None:
    text = "Baku says that Yerevan fled from Baku"
    seen = rewrite(text, re.compile("Baku"), lambda match: "Stepanakert")
    start = seen.text.index("Yerevan")
    assert text[slice(*seen.back(start, start + 7))] == "Yerevan"
    after = seen.after("No: ")
    assert text[slice(*after.back(start + 4, start + 11))] == "Yerevan"
    assert after.back(0, 4) == (0, 0)
    assert after.back(0, len(after.text)) == (0, len(text))
    assert Rewritten.of(text).back(3, 9) == (3, 9)


def test_texts_are_asked_about_whole_and_denials_are_told() -> None:
    a = Statement(text="Baku said that 200 soldiers died.", party="Azerbaijan")
    b = Statement(text="The report that we lost the town is fake.", party="Armenia")
    reading = read_to_compare(Pair(a=a, b=b), Policy())
    assert reading.texts == (a.text, b.text)
    assert (reading.stance_a, reading.stance_b, reading.denials) == ("asserts", "denies", 1)


def denial(text: str) -> Statement:
    return Statement(text=text, party="South", stance="denies", article_id="1")


CLAIM = Statement(text="the army lost 200 men at the bridge", party="North", article_id="1")


@pytest.mark.parametrize("text", [CLAIM.text, "the army lost 200 men at the bridge "])
def test_a_denial_of_the_very_words_contradicts_them_and_two_denials_agree(detector: Detector, text: str) -> None:
    for verdict in (detector.compare(CLAIM, denial(text)), detector.compare(denial(text), CLAIM)):
        assert (verdict.label, verdict.kind) == ("contradiction", "denial")
        assert verdict.p_contradiction == NUMBERS_DECIDE
    assert detector.compare(denial(text), denial(CLAIM.text)).label == "entailment"
    assert detector.infer(CLAIM, denial(text)).label == "entailment"


def test_the_model_is_told_of_a_denial_that_an_article_makes() -> None:
    reading = read_to_compare(Pair(a=CLAIM, b=denial(CLAIM.text)), Policy())
    assert reading.texts[1] == f"It is not true that {CLAIM.text}."
    start = reading.texts[1].index("200")
    assert CLAIM.text[slice(*reading.b.back(start, start + 3))] == "200"


def test_a_denied_figure_leaves_other_figures_open() -> None:
    other = Statement(text="the army lost 58 men at the bridge", party="South")
    for a, b in ((CLAIM, denial(other.text)), (denial(other.text), CLAIM)):
        reading = read_to_compare(Pair(a=a, b=b), Policy())
        assert [item.relation for item in reading.comparisons] == ["compatible"]
        assert "one of them is denied" in reading.comparisons[0].reason
        assert (reading.denials, reading.edit) == (1, None)
    reading = read_to_compare(Pair(a=CLAIM, b=other), Policy())
    assert [item.relation for item in reading.comparisons] == ["conflict"]
    assert reading.edit is not None


def test_a_clause_of_an_article_is_read_as_a_sentence() -> None:
    reading = read_to_compare(Pair(a=CLAIM, b=Statement(text="the army won")), Policy())
    assert reading.texts == ("The army lost 200 men at the bridge.", "the army won")
    assert reading.a.back(13, 16) == (13, 16)
    assert reading.a.back(0, len(reading.a.text)) == (0, len(CLAIM.text))
