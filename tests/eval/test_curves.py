import numpy as np
import pytest

from counterclaim.eval import curves

GOLD = ["contradiction", "contradiction", "neutral", "entailment"]
P = np.array([[0.05, 0.05, 0.9], [0.2, 0.5, 0.3], [0.1, 0.8, 0.1], [0.9, 0.06, 0.04]])


def test_curves_by_hand() -> None:
    found = curves.curves(GOLD, P, P.argmax(axis=1), two_way=False)
    assert found["positive"] == "contradiction"
    assert sum(bin_["rows"] for bin_ in found["reliability"]) == 4
    assert found["confusion"]["contradiction"] == {"entailment": 0, "neutral": 1, "contradiction": 1}
    assert [1.0, 1.0] in found["precision_recall"]
    assert found["risk_coverage"][-1] == [1.0, 0.25]
    assert found["histogram"]["contradiction"][18] == 1
    assert sum(map(sum, found["histogram"].values())) == 4


def test_curves_of_a_two_way_set_are_of_entailment() -> None:
    gold = ["not_entailment", "not_entailment", "not_entailment", "entailment"]
    found = curves.curves(gold, P, P.argmax(axis=1), two_way=True)
    assert found["positive"] == "entailment"
    assert found["confusion"]["not_entailment"] == {"entailment": 0, "neutral": 2, "contradiction": 1}
    assert found["risk_coverage"][-1] == [1.0, 0.0]


def test_long_curves_are_thinned_and_keep_their_ends() -> None:
    rng = np.random.default_rng(0)
    p = rng.dirichlet([1, 1, 1], size=3000)
    gold = [GOLD[index % 4] for index in range(3000)]
    points = curves.curves(gold, p, p.argmax(axis=1), two_way=False)["precision_recall"]
    assert len(points) <= curves.POINTS
    assert points[-1][0] == 1


def test_a_threshold_is_tuned_on_what_it_is_given() -> None:
    positive, p = np.array([True, True, False, False]), np.array([0.4, 0.3, 0.2, 0.1])
    best = curves.best_threshold(positive, p)
    assert best == 0.3
    assert curves.at_threshold(positive, p, best)["f1"] == 1
    assert curves.at_threshold(positive, p, 0.5) == {
        "threshold": 0.5, "precision": 0, "recall": 0, "f1": 0, "balanced_accuracy": 0.5
    }  # fmt: skip
    assert curves.best_threshold(np.array([True, True]), np.array([0.1, 0.2])) == 0.5
    assert curves.at_threshold(np.array([True, True]), np.array([0.6, 0.2]), 0.5)["recall"] == pytest.approx(0.5)
