import numpy as np
import pytest

from counterclaim.eval.metrics import bootstrap, calibration_error, three_way, two_way

GOLD = ["entailment", "neutral", "contradiction", "contradiction", "neutral", "entailment"]
P = np.array(
    [[0.8, 0.1, 0.1], [0.1, 0.8, 0.1], [0.1, 0.1, 0.8], [0.1, 0.5, 0.4], [0.2, 0.5, 0.3], [0.1, 0.2, 0.7]]
)  # fmt: skip


def test_three_way_metrics_by_hand() -> None:
    result = three_way(GOLD, P)
    assert result["accuracy"] == pytest.approx(4 / 6)
    assert result["contradiction_precision"] == pytest.approx(1 / 2)
    assert result["contradiction_recall"] == pytest.approx(1 / 2)
    assert result["entailment_recall"] == pytest.approx(1 / 2)
    assert result["neutral_precision"] == pytest.approx(2 / 3)
    assert result["macro_f1"] == pytest.approx((2 / 3 + 4 / 5 + 1 / 2) / 3)
    # Contradictions rank 1st (0.8) and 3rd (0.4), behind an entailment with 0.7.
    assert result["average_precision"] == pytest.approx((1 / 1 + 2 / 3) / 2)
    assert result["auroc"] == pytest.approx(7 / 8)
    assert result["brier"] == pytest.approx(np.mean([0.01, 0.01, 0.04, 0.36, 0.09, 0.49]))


def test_perfect_and_useless_probabilities() -> None:
    perfect = np.eye(3)[[("entailment", "neutral", "contradiction").index(label) for label in GOLD]]
    result = three_way(GOLD, perfect)
    assert (result["accuracy"], result["macro_f1"], result["auroc"], result["ece"]) == (1, 1, 1, 0)
    assert three_way(GOLD, np.full((6, 3), 1 / 3))["auroc"] == pytest.approx(0.5)


def test_a_metric_that_the_labels_do_not_define_is_left_out() -> None:
    assert "auroc" not in three_way(["contradiction"] * 6, P)
    assert "auroc" not in three_way(["neutral"] * 6, P)


def test_two_way_reads_neutral_and_contradiction_as_one() -> None:
    gold = ["entailment", "not_entailment", "not_entailment", "not_entailment", "not_entailment", "entailment"]
    result = two_way(gold, P)
    assert result["accuracy"] == pytest.approx(5 / 6)
    assert result["entailment_recall"] == pytest.approx(1 / 2)
    assert "average_precision" not in result


def test_calibration_error_by_hand() -> None:
    happened = np.array([True, False, True, True])
    assert calibration_error(happened, np.array([0.5, 0.5, 1.0, 1.0])) == pytest.approx(0)
    assert calibration_error(happened, np.array([0.9, 0.9, 0.9, 0.9])) == pytest.approx(0.15)
    assert calibration_error(happened, np.array([0.0, 0.0, 1.0, 1.0])) == pytest.approx(0.25)


def test_the_bootstrap_draws_events_together() -> None:
    rng = np.random.default_rng(0)
    events, size = 40, 25
    right = np.repeat(rng.random(events) < 0.7, size)  # an event is right or wrong as a whole
    gold = ["contradiction"] * len(right)
    p = np.where(right[:, None], [[0.1, 0.1, 0.8]], [[0.1, 0.8, 0.1]])
    groups = [str(index // size) for index in range(len(right))]
    by_event = bootstrap(gold, p, groups, names=["accuracy"])["accuracy"]
    by_row = bootstrap(gold, p, [str(i) for i in range(len(right))], names=["accuracy"])["accuracy"]
    expected = np.sqrt(right.mean() * (1 - right.mean()) / events)
    assert by_event["standard_error"] == pytest.approx(expected, rel=0.2)
    assert by_row["standard_error"] < by_event["standard_error"] / 3
    assert by_event["low"] < right.mean() < by_event["high"]
