"""Generated pairs: labels follow from what is said, and from nothing else that a model could see."""

import gzip
import json
from collections import Counter, defaultdict
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_pipeline

from counterclaim.training.claims import Made
from counterclaim.training.generate import generate, generate_with_sources
from counterclaim.training.phrases import phrases
from counterclaim.training.sentences import sentences_in
from counterclaim.training.triples import FORMS

COUNT = 4000


def sentences() -> list[str]:
    path = Path(str(files("counterclaim.training").joinpath("data/parties.jsonl.gz")))
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return sorted({part for row in rows for side in ("text_a", "text_b") for part in sentences_in(row[side])})


@pytest.fixture(scope="module")
def made() -> list[tuple[Made, str]]:
    return generate_with_sources(sentences(), count=COUNT, seed=5)


def test_there_are_as_many_as_asked_for_and_a_third_under_each_label(made: list[tuple[Made, str]]) -> None:
    assert len(made) == COUNT
    shares = Counter(pair.label for pair, _ in made)
    assert all(0.30 * COUNT <= number <= 0.37 * COUNT for number in shares.values())
    assert len({frozenset((pair.premise, pair.hypothesis)) for pair, _ in made}) == COUNT
    for pair, _ in made:
        assert pair.premise != pair.hypothesis
        assert all(text[0] == text[0].upper() and text[-1] in '."' and "{" not in text for text in pair[:2])


def test_the_same_seed_makes_the_same_pairs_and_another_makes_others() -> None:
    some = sentences()[:400]
    first = generate(some, count=60, seed=1)
    assert first == generate(reversed(some), count=60, seed=1)
    assert first != generate(some, count=60, seed=2)


def test_every_phenomenon_has_every_label_about_equally_often(made: list[tuple[Made, str]]) -> None:
    found = Counter((pair.phenomenon, pair.label) for pair, _ in made)
    names = {
        *phrases().wrappers,
        *FORMS,
        "figure_kind",
        "figure_whose",
        "time_or_place",
        "figure_part_whole",
        "figure_share",
    }
    assert {name for name, _ in found} == names
    for name in names:
        numbers = [found[name, label] for label in ("contradiction", "entailment", "neutral")]
        assert max(numbers) - min(numbers) <= 2, name  # the last triples may be cut


def test_real_sentences_come_under_more_than_one_label(made: list[tuple[Made, str]]) -> None:
    labels = defaultdict(set)
    for pair, source in made:
        labels[source].add(pair.label)
    real = [source for source in labels if not source.startswith("event ")]
    assert len(real) > 300
    assert sum(len(labels[source]) == 3 for source in real) > 0.95 * len(real)
    assert sum(source in real for _, source in made) > 0.4 * COUNT


@pytest.mark.parametrize("side", ["hypothesis", "both"])
def test_words_alone_do_not_tell_the_label(made: list[tuple[Made, str]], side: str) -> None:
    texts = [pair.hypothesis if side == "hypothesis" else f"{pair.premise} {pair.hypothesis}" for pair, _ in made]
    labels = np.array([pair.label for pair, _ in made])
    model = make_pipeline(
        CountVectorizer(token_pattern=r"\w+", min_df=3),
        OneVsRestClassifier(LogisticRegression(solver="liblinear", C=0.3)),
    )
    guessed = cross_val_predict(model, texts, labels, groups=[source for _, source in made], cv=GroupKFold(5))
    majority = max(Counter(labels.tolist()).values()) / COUNT
    assert float(np.mean(guessed == labels)) < majority + 0.06


def test_lengths_and_hedges_do_not_tell_the_label(made: list[tuple[Made, str]]) -> None:
    for words in (("at least", "no fewer"), ("about", "some "), ("not ", "no "), ("denied", "untrue", "false")):
        held = Counter(
            pair.label for pair, _ in made for text in pair[:2] if any(word in text.lower() for word in words)
        )
        assert max(held.values()) < 1.25 * min(held.values()), words
    lengths = defaultdict(list)
    for pair, _ in made:
        lengths[pair.label].append(len(pair.premise.split()) + len(pair.hypothesis.split()))
    means = [float(np.mean(found)) for found in lengths.values()]
    assert max(means) < 1.06 * min(means)


def test_events_stand_in_where_there_is_no_sentence() -> None:
    pairs = generate([], count=30, seed=3)
    assert len(pairs) == 30
    assert generate(["Too short.", "Is this a question that anybody would ask here?"], count=30, seed=3)
