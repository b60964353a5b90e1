import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.model.records import Article, Figure, Finding, NliScore, Pair, Statement, Verdict, parse_date

FIGURE = Figure(kind="killed", low=200, high=math.inf, hedge="at_least", whose="Azerbaijan", start=4, end=17)
STATEMENT = Statement(text="At least 200 were killed.", party="Armenia", date="2020-10-05", figures=(FIGURE,))
PAIR = Pair(a=STATEMENT, b=Statement(text="Nobody was killed."))
VERDICT = Verdict(
    pair_id=PAIR.pair_id,
    label="contradiction",
    p_contradiction=0.9,
    p_entailment=0.04,
    p_neutral=0.06,
    kind="wording",
    explanation="why",
    spans_a=((0, 5, "here"),),
    nli=NliScore(forward=(0.1, 0.1, 0.8), backward=(0.1, 0.2, 0.7), window_a=(0, 5)),
    findings=(Finding(relation="conflict", figure_a=FIGURE, reason="200 against none"),),
)


@pytest.mark.parametrize("record", [Article(article_id="1", text="x"), FIGURE, STATEMENT, PAIR, VERDICT])
def test_dict_round_trip_through_json(record: Statement) -> None:
    values = json.loads(json.dumps(record.to_dict()))
    assert values["schema"] == 1
    assert type(record).from_dict(values) == record


@given(text=st.text(min_size=1).filter(str.strip), party=st.none() | st.text())
def test_any_statement_survives_the_round_trip(text: str, party: str | None) -> None:
    statement = Statement(text=text, party=party)
    assert Statement.from_dict(statement.to_dict()) == statement


def test_ids_depend_on_content_alone() -> None:
    same = Statement(text=STATEMENT.text, party="Armenia", date="2020-10-05")
    assert same.statement_id == STATEMENT.statement_id
    assert Statement(text=STATEMENT.text, party="Azerbaijan", date="2020-10-05").statement_id != same.statement_id
    assert Pair(a=PAIR.a, b=PAIR.b).pair_id == PAIR.pair_id
    assert Pair(a=PAIR.a, b=PAIR.b, pair_id="mine").pair_id == "mine"


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_an_empty_statement_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="allowed: text that is not empty"):
        Statement(text=text)


@pytest.mark.parametrize("text", ["2020-10-06", "2020-10-06T12:30", "20201006", "2020-10-06 12:30:00+04:00"])
def test_iso_dates_are_read(text: str) -> None:
    assert parse_date(text).isoformat() == "2020-10-06"


@pytest.mark.parametrize("text", ["yesterday", "2020-13-01", "2020-02-30", "6.10.2020", "1"])
def test_what_is_no_date_is_refused_with_what_is_allowed(text: str) -> None:
    with pytest.raises(ValueError, match="is no date; allowed: ISO 8601"):
        Statement(text="x", date=text)


def test_unknown_fields_and_later_schemas_are_refused() -> None:
    with pytest.raises(ValueError, match="no field 'colour'"):
        Statement.from_dict({"text": "x", "colour": "red"})
    with pytest.raises(ValueError, match="schema is 2; allowed: 1"):
        Statement.from_dict({"schema": 2, "text": "x"})
    with pytest.raises(ValueError, match=r"Statement: .*text"):
        Statement.from_dict({"party": "Armenia"})
