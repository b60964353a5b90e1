"""Our own labelled set: whole, balanced, and free of what a bag of words could learn."""

import json
from collections import Counter, defaultdict

import numpy as np
import pytest

from counterclaim.eval.baselines import BASELINES
from counterclaim.eval.gather import our_set
from counterclaim.eval.labelled import LabelledSet, by_split, read_labelled
from counterclaim.eval.metrics import codes
from counterclaim.training.mixing import pair_key

ROWS = [json.loads(line) for line in our_set().read_text(encoding="utf-8").splitlines()]
SET = read_labelled(str(our_set()))
MARGIN = 0.08
"""By how much a baseline may be ahead of the majority."""


def accuracy(part: LabelledSet, baseline: str) -> float:
    guess = BASELINES[baseline](part).argmax(axis=1)
    return float((guess == codes([item.gold for item in part.pairs])).mean())


def test_the_set_is_as_large_and_as_wide_as_it_says() -> None:
    assert not SET.errors
    assert len(ROWS) >= 600
    assert len({row["domain"] for row in ROWS}) >= 8
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    assert len({pair_key(row["text_a"], row["text_b"]) for row in ROWS}) == len(ROWS)
    assert all(4 <= len(row[side].split()) <= 60 for row in ROWS for side in ("text_a", "text_b"))
    assert all(row["party_a"] and row["party_b"] and row["party_a"] != row["party_b"] for row in ROWS)


def test_the_splits_share_no_event_and_have_every_label() -> None:
    events = defaultdict(set)
    for row in ROWS:
        events[row["split"]].add(row["event"])
    assert set(events) == {"validation", "test"}
    assert not events["validation"] & events["test"]
    for part in by_split(SET):
        shares = np.bincount(codes([item.gold for item in part.pairs])) / len(part.pairs)
        assert shares.min() > 0.3


def test_every_phenomenon_has_more_than_one_label() -> None:
    labels = defaultdict(Counter)
    for row in ROWS:
        labels[row["phenomenon"]][row["label"]] += 1
    assert len(labels) >= 20
    for phenomenon, counts in labels.items():
        assert len(counts) >= 2, phenomenon


def test_a_statement_occurs_under_several_labels() -> None:
    labels = defaultdict(set)
    for row in ROWS:
        for side in ("text_a", "text_b"):
            labels[row[side]].add(row["label"])
    assert sum(len(found) > 1 for found in labels.values()) > 150


@pytest.mark.parametrize("part", [SET, *by_split(SET)], ids=lambda part: part.name)
@pytest.mark.parametrize("baseline", ["bag_of_words", "text_b_only", "numbers_differ"])
def test_what_is_had_for_nothing_stays_near_the_majority(baseline: str, part: LabelledSet) -> None:
    assert accuracy(part, baseline) <= accuracy(part, "majority") + MARGIN
