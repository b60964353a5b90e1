import datetime as dt
from typing import Any

import pytest

from counterclaim.model import Detector
from counterclaim.model.rows import MAX_CHARACTERS, RESULT_COLUMNS, choose_mode, failed_values, read_pair, result_values


def test_the_columns_choose_the_mode_unless_it_is_given() -> None:
    assert choose_mode(["id", "text_a", "text_b"]) == "compare"
    assert choose_mode(["premise", "hypothesis", "label"]) == "infer"
    assert choose_mode(["text_a", "text_b"], "infer") == "infer"
    assert choose_mode(["premise", "hypothesis"], "compare") == "compare"


@pytest.mark.parametrize("columns", [[], ["text_a"], ["text_a", "hypothesis"]])
def test_missing_columns_are_refused_with_those_found(columns: list[str]) -> None:
    with pytest.raises(ValueError, match="no columns text_a and text_b") as refusal:
        choose_mode(columns)
    assert (", ".join(columns) or "none") in str(refusal.value)


def test_a_row_becomes_a_pair_with_its_metadata() -> None:
    row = {"id": 7, "text_a": "A.", "party_a": "X", "date_a": dt.date(2020, 10, 5), "text_b": "B.", "source_b": "TASS"}
    pair = read_pair({**row, "date_b": "2020-10-06T10:00", "party_b": ""})
    assert (pair.pair_id, pair.a.text, pair.a.party, pair.a.date) == ("7", "A.", "X", "2020-10-05")
    assert (pair.b.text, pair.b.party, pair.b.date, pair.b.source) == ("B.", None, "2020-10-06T10:00", "TASS")
    assert read_pair({"premise": "P.", "hypothesis": "H."}).b.text == "H."


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"text_a": ""}, "field text_a is empty; allowed: text"),
        ({"text_a": None}, "field text_a is empty; allowed: text"),
        ({"text_b": " \n"}, "field text_b is empty; allowed: text"),
        ({"text_a": 12}, r"field text_a is '12' \(int\); allowed: text"),
        ({"text_a": ["x"]}, r"field text_a is .* \(list\); allowed: text"),
        ({"text_a": "a\0b"}, "field text_a has a NUL byte at character 1"),
        ({"text_a": "x" * 200_000}, "field text_a has 200,000 characters; allowed: at most 100,000"),
        ({"text_a": "bad \udcff"}, "field text_a is not UTF-8 at character 4"),
        ({"date_a": "last week"}, "field date_a: 'last week' is no date; allowed: ISO 8601"),
        ({"date_b": 20201006}, r"field date_b is '20201006' \(int\); allowed: ISO 8601"),
        ({"party_a": ["X"]}, r"field party_a is .* \(list\); allowed: text, or nothing"),
    ],
)
def test_a_bad_field_is_named_with_its_value_and_what_is_allowed(change: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_pair({"text_a": "A.", "text_b": "B.", **change})


def test_empty_cells_are_nothing_and_numbers_are_names() -> None:
    nan = float("nan")
    pair = read_pair({"text_a": "A.", "text_b": "B.", "party_a": nan, "date_a": nan, "date_b": " ", "source_a": 7})
    assert (pair.a.party, pair.a.date, pair.b.date, pair.a.source) == (None, None, None, "7")


def test_a_row_with_both_kinds_of_columns_is_read_as_the_mode_says() -> None:
    row = {"text_a": "A.", "text_b": "B.", "premise": "P.", "hypothesis": "H."}
    assert (read_pair(row, "compare").a.text, read_pair(row, "infer").a.text) == ("A.", "P.")
    assert read_pair({"text_a": "A.", "text_b": "B."}, "infer").b.text == "B."


def test_a_missing_field_is_named_with_those_found() -> None:
    with pytest.raises(ValueError, match="field text_b is missing; fields found: text_a, mine"):
        read_pair({"text_a": "A.", "mine": 1})


def test_the_longest_statement_allowed_is_allowed() -> None:
    assert len(read_pair({"text_a": "x" * MAX_CHARACTERS, "text_b": "B."}).a.text) == MAX_CHARACTERS


def test_results_have_every_column_in_order(detector: Detector) -> None:
    values = result_values(detector.compare("won", "lost"))
    assert tuple(values) == RESULT_COLUMNS
    assert values["verdict"] == "contradiction"
    assert values["p_contradiction"] + values["p_entailment"] + values["p_neutral"] == pytest.approx(1)
    failed = failed_values("line 3: broken", "m")
    assert tuple(failed) == RESULT_COLUMNS
    assert (failed["status"], failed["verdict"], failed["p_neutral"]) == ("error: line 3: broken", None, None)
