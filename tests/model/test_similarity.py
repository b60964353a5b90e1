"""Statements as points: what is alike lies near, and the other side's statement is found among others."""

import itertools
import json
from pathlib import Path

import numpy as np
import pytest

import counterclaim.eval
from counterclaim.model.bundled import SMALL, bundled_checkpoint
from counterclaim.model.figures import read_figures
from counterclaim.model.similarity import Meaning, read_meaning, terms_of

TEXTS = [
    "We lost four tanks near the bridge on Sunday.",
    "Four of our tanks were destroyed at the bridge.",
    "The harvest of apples was good this year.",
    "",
    "  ...  ",
]


def table(meaning: Meaning, count: int) -> np.ndarray:
    left, right = np.repeat(np.arange(count), count), np.tile(np.arange(count), count)
    return meaning.of(left, right).reshape(count, count)


@pytest.mark.parametrize("folder", [None, bundled_checkpoint(SMALL)], ids=["words", "words and embeddings"])
def test_what_is_alike_lies_near_and_nothing_is_far_from_itself(folder: Path | None) -> None:
    likeness = table(read_meaning(TEXTS, folder=folder), len(TEXTS))
    assert np.isfinite(likeness).all()
    assert likeness == pytest.approx(likeness.T, abs=1e-3)
    assert likeness.diagonal()[:3] == pytest.approx([1, 1, 1], abs=2e-3)
    assert likeness[0, 1] > 2 * max(likeness[0, 2], likeness[1, 2])
    assert likeness[0, 3] == likeness[0, 4] == 0


def test_a_checkpoint_without_these_embeddings_leaves_the_words(checkpoint: Path) -> None:
    assert read_meaning(TEXTS, folder=checkpoint).points is None
    assert read_meaning([], folder=bundled_checkpoint(SMALL)).of(np.zeros(0, int), np.zeros(0, int)).shape == (0,)


def test_kinds_of_figures_count_as_words_and_small_words_do_not() -> None:
    text = "It is said that two hundred people died"
    assert terms_of(text, read_figures(text)) == ["two", "hundre", "people", "died", "#killed"]


def test_the_other_side_is_found_among_the_statements_of_other_events() -> None:
    path = Path(counterclaim.eval.__file__).parent / "data" / "parties.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["split"] == "validation"]
    event = {row[name]: row["event"] for row in rows for name in ("text_a", "text_b")}
    place = {text: number for number, text in enumerate(sorted(event))}
    meaning = read_meaning(list(place), [read_figures(text) for text in place], folder=bundled_checkpoint(SMALL))
    likeness = table(meaning, len(place))
    events = np.asarray([event[text] for text in place])
    sides = [(row["text_a"], row["text_b"]) for row in rows if row["label"] != "neutral"]
    found = []
    for one, other in itertools.chain(sides, ((b, a) for a, b in sides)):
        others = likeness[place[one]][events != event[one]]
        found.append((others >= likeness[place[one], place[other]]).sum() < 10)
    assert np.mean(found) >= 0.95  # 0.974 was measured
