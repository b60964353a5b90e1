"""Which statements are compared: one matter, two parties; every other two are counted under one reason."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from counterclaim.model.candidates import MOST_HOLDERS, candidates
from counterclaim.model.figures import read_figures
from counterclaim.model.pairs import Paired, find_pairs
from counterclaim.model.records import Statement
from counterclaim.model.sifting import REASONS, Choice
from counterclaim.model.similarity import read_meaning


class Camps:
    """North and Upland stand together against South."""

    def same_side(self, a: str, b: str) -> bool:
        return {a, b} <= {"North", "Upland"}

    def conflict(self, a: str, b: str) -> str | None:
        return "war" if "South" in (a, b) and {a, b} & {"North", "Upland"} else None


def said(text: str, party: str | None = "North", *, article: str = "1", **more: Any) -> Statement:
    values: dict[str, Any] = {"speaker": f"spokesman of {party}", "date": "2020-10-06", "source": "Wire", **more}
    return Statement(text=text, party=party, article_id=article, figures=tuple(read_figures(text)), **values)


def paired(statements: Sequence[Statement], events: Sequence[int] = (), choice: Choice | None = None) -> Paired:
    meaning = read_meaning([one.text for one in statements], [one.figures for one in statements])
    return find_pairs(statements, events or [0] * len(statements), Camps(), meaning, choice or Choice())


CLAIM = "Our troops took the Harlow bridge on Sunday"
A = said(CLAIM)
B = said("The Harlow bridge is in our hands, no troops took it", "South", article="2")


def test_two_parties_on_one_matter_are_a_pair_which_says_why() -> None:
    found = paired([A, B])
    assert [(pair.a, pair.b) for pair in found.pairs] == [(A, B)]
    assert found.pairs[0].why == "words in common: troops, took, harlow, bridge; said on one day"
    assert found.dropped == {}


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (A, replace(B, party="North"), "of one party"),
        (A, replace(B, party="Upland"), "of one side"),
        (A, replace(B, party=None), "of nobody in particular"),
        (A, replace(B, date="2020-11-06"), "too far apart in time"),
        (A, said("Nothing was heard of the apples", "South"), "without a telling word in common"),
        (A, said("The harvest at the bridge was small, and the farmers want help", "Farmers"), "too little in common"),
        (
            A,
            replace(B, date=None, text="Harlow: our troops waited for the rain to end and then went home"),
            "too little in common for statements without a day",
        ),
        (replace(A, party="Wire", speaker=None), replace(B, party="Wire", speaker=None), "of two outlets"),
        (
            replace(A, party="Wire", speaker=None),
            replace(B, article_id="1"),
            "an outlet's words beside a party's in one article",
        ),
        (replace(A, party="Wire", speaker=None), B, "an outlet's words without a figure of the same kind"),
        (replace(A, start=0, end=90), replace(B, article_id="1", start=10, end=40), "one quotes the other"),
    ],
)
def test_what_is_not_compared_is_counted_by_its_reason(one: Statement, other: Statement, reason: str) -> None:
    found = paired([one, other])
    assert found.pairs == []
    assert found.dropped == {reason: 1}


def test_parties_that_are_known_to_be_opposed_are_compared_on_less_unless_one_denies() -> None:
    text = "The harvest at the bridge was small, and the farmers want help"
    assert len(paired([A, said(text, "South")]).pairs) == 1
    assert paired([A, said(text, "South", stance="denies")]).dropped == {"too little in common": 1}


def test_statements_of_other_events_are_not_compared() -> None:
    assert paired([A, B], [0, 1]).dropped == {"of other events": 1}


def test_an_outlet_is_compared_with_a_party_on_the_same_kind_of_figure() -> None:
    own = said("Forty soldiers were killed at the Harlow bridge", "Wire", speaker=None)
    other = said("No soldiers were killed at the Harlow bridge", "South", article="2")
    assert len(paired([own, other]).pairs) == 1


def test_a_denial_is_put_beside_the_very_words_that_it_denies_however_many_others_there_are() -> None:
    claim = said(CLAIM, start=40, end=83)
    denial = said(CLAIM, "South", start=40, end=83, stance="denies")
    others = [said(f"{CLAIM} again, as witness {number} says", article=str(number)) for number in range(2, 9)]
    found = paired([denial, claim, *others], choice=Choice(most=2))
    assert [pair.why for pair in found.pairs if pair.a == claim] == ["South denies what North says"]
    assert all(pair.b == denial for pair in found.pairs)  # the claim first, then its denial
    assert len(found.pairs) == 1 + 2
    assert found.dropped["beyond the nearest of a statement"] == 5


def test_one_party_over_time_is_compared_where_that_is_asked_for() -> None:
    later = replace(A, text=f"{CLAIM}, and it was easy", article_id="2", date="2020-10-08")
    same_day = replace(A, text=f"{CLAIM}, and it was hard")
    found = paired([A, later, same_day], choice=Choice(within_party=True))
    assert {frozenset((pair.a.date, pair.b.date)) for pair in found.pairs} == {frozenset(("2020-10-06", "2020-10-08"))}
    assert found.dropped == {"of one party": 1}


WORD = st.sampled_from(["bridge", "Harlow", "troops", "took", "killed", "40", "apples", "rain", "fled"])
WORDS = st.lists(WORD, min_size=1, max_size=6)
STATEMENTS = st.lists(
    st.builds(
        said,
        WORDS.map(" ".join),
        st.sampled_from(["North", "South", "Upland", "Wire", None]),
        article=st.sampled_from("123"),
        speaker=st.sampled_from([None, "A. Speaker"]),
        stance=st.sampled_from(["asserts", "denies"]),
        date=st.sampled_from([None, "2020-10-06", "2020-12-06"]),
        start=st.sampled_from([None, 0, 5]),
        end=st.just(60),
    ),
    max_size=14,
)


@given(STATEMENTS, st.booleans(), st.integers(0, 3))
def test_every_two_statements_are_a_pair_or_counted_once(statements: list[Statement], within: bool, most: int) -> None:
    events = [number % 2 for number in range(len(statements))]
    found = paired(statements, events, Choice(within_party=within, most=most))
    assert len(found.pairs) + sum(found.dropped.values()) == len(statements) * (len(statements) - 1) // 2
    assert set(found.dropped) <= set(REASONS)
    assert found == paired(statements, events, Choice(within_party=within, most=most))


def test_words_that_everybody_uses_do_not_make_everybody_a_candidate() -> None:
    count = 2 * MOST_HOLDERS + 2
    common, rare = np.zeros(count), 1 + np.arange(count) // 2  # each rare word stands in two statements
    rows, columns = np.tile(np.arange(count), 2), np.concatenate([common, rare]).astype(int)
    terms = csr_array((np.ones(2 * count), (rows, columns)))
    one_day = np.full(count, dt.date(2020, 10, 6).toordinal())
    pairs = [(int(a), int(b)) for left, right in candidates(terms, one_day) for a, b in zip(left, right, strict=True)]
    assert pairs == [(number, number + 1) for number in range(0, count, 2)]
    by_day = one_day + np.arange(count) % 101  # on one day the common word stands in four statements or three
    found = sum(len(left) for left, _ in candidates(terms, by_day))
    assert count // 2 < found <= 2 * count
