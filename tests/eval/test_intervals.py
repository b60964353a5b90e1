import numpy as np
import pytest
from sklearn.metrics import average_precision_score, f1_score, roc_auc_score

from counterclaim.eval.intervals import accuracy_draws, bootstrap, interval, mcnemar, paired
from counterclaim.model.labels import LABELS


def some(rows: int, seed: int = 1) -> tuple[list[str], np.ndarray]:
    rng = np.random.default_rng(seed)
    truth = rng.integers(3, size=rows)
    p = rng.dirichlet([1, 1, 1], size=rows) + 0.5 * np.eye(3)[truth]
    p = (p / p.sum(axis=1, keepdims=True)).round(2)
    return [LABELS[code] for code in truth], p / p.sum(axis=1, keepdims=True)


def test_a_resample_is_measured_as_scikit_learn_measures_it() -> None:
    gold, p = some(120)
    groups = [str(index % 30) for index in range(120)]
    draws = bootstrap(gold, p, groups, resamples=5, seed=4)
    _, membership = np.unique(groups, return_inverse=True)
    rng = np.random.default_rng(4)
    truth = np.array([LABELS.index(label) for label in gold])
    for draw in range(5):
        times = np.bincount(rng.integers(30, size=30), minlength=30)[membership]
        again = np.repeat(np.arange(120), times)
        assert draws["accuracy"][draw] == pytest.approx((truth[again] == p[again].argmax(axis=1)).mean())
        macro = f1_score(truth[again], p[again].argmax(axis=1), average="macro")
        assert draws["macro_f1"][draw] == pytest.approx(macro)
        precision = average_precision_score(truth[again] == 2, p[again, 2])
        assert draws["average_precision"][draw] == pytest.approx(precision)
        assert draws["auroc"][draw] == pytest.approx(roc_auc_score(truth[again] == 2, p[again, 2]))


def test_the_bootstrap_draws_events_together() -> None:
    rng = np.random.default_rng(0)
    events, size = 40, 25
    right = np.repeat(rng.random(events) < 0.7, size)  # an event is right or wrong as a whole
    gold = ["contradiction"] * len(right)
    p = np.where(right[:, None], [[0.1, 0.1, 0.8]], [[0.1, 0.8, 0.1]])
    by_event = interval(bootstrap(gold, p, [str(i // size) for i in range(len(right))])["accuracy"])
    by_row = interval(bootstrap(gold, p, [str(i) for i in range(len(right))])["accuracy"])
    expected = np.sqrt(right.mean() * (1 - right.mean()) / events)
    assert by_event["standard_error"] == pytest.approx(expected, rel=0.2)
    assert by_row["standard_error"] < by_event["standard_error"] / 3
    assert by_event["low"] < right.mean() < by_event["high"]


def test_the_interval_shrinks_as_one_over_the_root_of_n() -> None:
    widths = []
    for rows in (400, 6400):
        gold, p = some(rows)
        found = interval(bootstrap(gold, p, [str(i) for i in range(rows)])["accuracy"])
        widths.append(found["high"] - found["low"])
    assert widths[0] / widths[1] == pytest.approx(4, rel=0.25)


def test_two_way_labels_are_resampled_two_way() -> None:
    gold = ["entailment", "not_entailment"] * 30
    p = np.tile([[0.9, 0.05, 0.05], [0.1, 0.3, 0.6]], (30, 1))
    draws = bootstrap(gold, p, [str(i) for i in range(60)])
    assert interval(draws["accuracy"]) == {"low": 1, "high": 1, "standard_error": 0}
    assert interval(draws["accuracy"], 60)["low"] == pytest.approx(60 / (60 + 1.96**2), abs=1e-3)  # Wilson, all right
    assert np.nanmin(draws["auroc"]) == 1


def test_the_accuracy_alone_is_resampled_alike() -> None:
    gold, p = some(200)
    groups = [str(index // 4) for index in range(200)]
    right = np.array([LABELS.index(label) for label in gold]) == p.argmax(axis=1)
    assert accuracy_draws(right, groups) == pytest.approx(bootstrap(gold, p, groups)["accuracy"])
    assert len(accuracy_draws(right, ["e"] * 200)) == 0


def test_one_group_has_no_interval() -> None:
    assert bootstrap(["neutral", "contradiction"], np.eye(3)[[1, 2]], ["e", "e"]) == {}


def test_one_class_has_no_ranking() -> None:
    draws = bootstrap(["neutral"] * 5, np.full((5, 3), 1 / 3), list("abcde"))
    assert set(draws) == {"accuracy", "macro_f1", "ece"}


def test_a_better_model_is_ahead_over_the_same_resamples() -> None:
    gold, p = some(300)
    groups = [str(i) for i in range(300)]
    worse = np.roll(p, 1, axis=0)
    one, two = (bootstrap(gold, q, groups)["accuracy"] for q in (p, worse))
    difference = paired(one, two)
    assert difference["low"] > 0
    assert difference["share_ahead"] == 1
    assert paired(one, one)["share_ahead"] == 0.5


def test_mcnemar_by_hand() -> None:
    one = np.array([True] * 9 + [False] * 1 + [True] * 5)
    two = np.array([False] * 9 + [True] * 1 + [True] * 5)
    result = mcnemar(one, two)
    assert (result["only_a"], result["only_b"]) == (9, 1)
    assert result["p_value"] == pytest.approx(2 * (1 + 10) / 2**10)
    assert mcnemar(one, one)["p_value"] == 1
