"""What is had for nothing: baselines that every table shows beside the model.

Baselines that learn do so by cross-validation over the set itself, so that no training data is needed and none is seen.
Whole events are held out; where a set names none, pairs that share a text are held out together.

    python -m counterclaim.eval.baselines training/data/parties.jsonl.gz

prints the accuracy of each on a labelled file: what a datasheet says of artefacts.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence

import numpy as np
from scipy.sparse import coo_array, hstack
from scipy.sparse.csgraph import connected_components
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

from counterclaim.eval.commands import one_sentence, show
from counterclaim.eval.labelled import LabelledSet, read_labelled
from counterclaim.eval.metrics import codes
from counterclaim.model.labels import LABELS

FOLDS = 5
_NEGATION = frozenset(
    """no not nor never none nobody nothing neither without cannot deny denies denied denying false untrue
    refute refutes refuted reject rejects rejected lie lies""".split()  # noqa: SIM905 - easier to read
)
_WORD = re.compile(r"[^\W\d_]+(?:'[a-z]+)?")
_ANY_WORD = r"\w+"
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")

Features = Callable[[Sequence[str], Sequence[str]], object]


def majority(labelled: LabelledSet) -> np.ndarray:
    """The shares of the classes in the set, the same for every row, (N, 3)."""
    truth = _truth(labelled)
    return np.tile(np.bincount(truth, minlength=len(LABELS)) / len(truth), (len(truth), 1))


def text_b_only(labelled: LabelledSet) -> np.ndarray:
    """Logistic regression over the words of the second statement alone, (N, 3): what its wording betrays."""
    texts = [item.pair.b.text for item in labelled.pairs]
    return _cross_validated(labelled, lambda train, test: _tfidf([texts], train, test))


def bag_of_words(labelled: LabelledSet) -> np.ndarray:
    """TF-IDF of both statements, each in columns of its own, and logistic regression, (N, 3)."""
    sides = [[item.pair.a.text for item in labelled.pairs], [item.pair.b.text for item in labelled.pairs]]
    return _cross_validated(labelled, lambda train, test: _tfidf(sides, train, test))


def overlap(labelled: LabelledSet) -> np.ndarray:
    """Logistic regression over word overlap, lengths and which sides negate, (N, 3)."""
    features = np.array([_overlap_features(item.pair.a.text, item.pair.b.text) for item in labelled.pairs])  # (N, 6)

    def split(train: np.ndarray, test: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        scale = StandardScaler().fit(features[train])
        return scale.transform(features[train]), scale.transform(features[test])

    return _cross_validated(labelled, split)


def numbers_differ(labelled: LabelledSet) -> np.ndarray:
    """The naive rule, (N, 3): other numbers contradict, the same numbers entail, anything else is neutral."""
    return np.array([_by_numbers(item.pair.a.text, item.pair.b.text) for item in labelled.pairs])


BASELINES: dict[str, Callable[[LabelledSet], np.ndarray]] = {
    "majority": majority,
    "text_b_only": text_b_only,
    "overlap": overlap,
    "numbers_differ": numbers_differ,
    "bag_of_words": bag_of_words,
}
"""Every baseline: a labelled set to probabilities, (N, 3) in the order of `LABELS`."""


def _truth(labelled: LabelledSet) -> np.ndarray:
    """Class indices, (N,); `not_entailment` counts as neutral, which two-way metrics do not tell from contradiction."""
    truth = codes([item.gold for item in labelled.pairs])
    return np.where(truth == len(LABELS), LABELS.index("neutral"), truth)


def _folds(labelled: LabelledSet) -> list[tuple[np.ndarray, np.ndarray]]:
    groups = [item.group for item in labelled.pairs] if labelled.grouped else _sharing_a_text(labelled)
    number = min(FOLDS, len(set(groups)))
    rows = np.arange(len(groups))
    if number < 2:
        return []
    return list(GroupKFold(number, shuffle=True, random_state=13).split(rows, groups=groups))


def _sharing_a_text(labelled: LabelledSet) -> list[int]:
    """A number for each row, the same for rows that are linked by texts which they share."""
    places: dict[str, int] = {}
    one, other = (
        [places.setdefault(text.lower().strip(), len(places)) for text in texts]
        for texts in zip(*((item.pair.a.text, item.pair.b.text) for item in labelled.pairs), strict=True)
    )
    links = coo_array((np.ones(len(one)), (one, other)), shape=(len(places), len(places)))
    _, linked = connected_components(links, directed=False)
    return [int(linked[place]) for place in one]


def _cross_validated(
    labelled: LabelledSet, features: Callable[[np.ndarray, np.ndarray], tuple[object, object]]
) -> np.ndarray:
    truth = _truth(labelled)
    result = majority(labelled)  # stays where there is nothing to learn from
    for train, test in _folds(labelled):
        classes = np.unique(truth[train])
        if len(classes) < 2:
            continue
        result[test] = 0.0
        learn, apply = features(train, test)
        model = LogisticRegression(max_iter=300).fit(learn, truth[train])
        result[np.ix_(test, model.classes_)] = model.predict_proba(apply)
    return result


def _tfidf(sides: Sequence[Sequence[str]], train: np.ndarray, test: np.ndarray) -> tuple[object, object]:
    learn, apply = [], []
    for texts in sides:
        words = TfidfVectorizer(token_pattern=_ANY_WORD, sublinear_tf=True, max_features=20_000)
        learn.append(words.fit_transform([texts[i] for i in train]))
        apply.append(words.transform([texts[i] for i in test]))
    return hstack(learn).tocsr(), hstack(apply).tocsr()


def _overlap_features(a: str, b: str) -> list[float]:
    one, two = (set(_WORD.findall(text.lower())) for text in (a, b))
    shared = len(one & two)
    negated = [any(word in _NEGATION or word.endswith("n't") for word in words) for words in (one, two)]
    return [
        shared / max(len(one | two), 1),
        shared / max(min(len(one), len(two)), 1),
        float(negated[0] != negated[1]),
        float(all(negated)),
        float(len(one)),
        float(len(two)),
    ]


def _by_numbers(a: str, b: str) -> list[float]:
    one, two = ({number.replace(",", "") for number in _NUMBER.findall(text)} for text in (a, b))
    if not one or not two:
        return [0.0, 1.0, 0.0]
    return [1.0, 0.0, 0.0] if one == two else [0.0, 0.0, 1.0]


def main() -> None:
    """Prints the accuracy of every baseline on a file."""
    parser = argparse.ArgumentParser(description="What is had for nothing on a labelled file.")
    parser.add_argument("file", help="JSONL, CSV or Parquet with labels")
    options = parser.parse_args()
    with one_sentence("baselines"):
        labelled = read_labelled(options.file)
        gold = codes([item.gold for item in labelled.pairs])  # (N,)
        found = {name: float((guess(labelled).argmax(axis=1) == gold).mean()) for name, guess in BASELINES.items()}
        show({"pairs": len(gold), **{name: round(value, 4) for name, value in found.items()}}, None)


if __name__ == "__main__":
    main()
