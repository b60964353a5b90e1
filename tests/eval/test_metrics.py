import numpy as np
import pytest
from sklearn.metrics import accuracy_score, average_precision_score, f1_score, roc_auc_score

from counterclaim.eval.metrics import (
    calibration_error,
    human_agreement,
    measure,
    metric_names,
    risk_coverage,
    three_way,
    told_apart,
    two_way,
)
from counterclaim.model.labels import LABELS

GOLD = ["entailment", "neutral", "contradiction", "contradiction", "neutral", "entailment"]
P = np.array(
    [[0.8, 0.1, 0.1], [0.1, 0.8, 0.1], [0.1, 0.1, 0.8], [0.1, 0.5, 0.4], [0.2, 0.5, 0.3], [0.1, 0.2, 0.7]]
)  # fmt: skip


def random_set(rows: int, seed: int = 3) -> tuple[list[str], np.ndarray]:
    rng = np.random.default_rng(seed)
    gold = [LABELS[code] for code in rng.integers(3, size=rows)]
    p = rng.dirichlet([1, 1, 1], size=rows).round(2) + 1e-9
    return gold, p / p.sum(axis=1, keepdims=True)


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
    assert result["precision_at_recall_50"] == pytest.approx(1)
    assert result["precision_at_recall_80"] == pytest.approx(2 / 3)
    # One contradiction in a hundred: 0.005 of them found at 0.4 or above, beside a quarter of the other 0.99.
    assert result["precision_at_recall_80_base_1"] == pytest.approx(0.01 / (0.01 + 0.99 / 4))
    # Surest first: three at 0.8 right, one at 0.7 wrong, two at 0.5 of which one is wrong.
    assert result["aurc"] == pytest.approx((3 * 0 + 1 * 1 / 4 + 2 * 2 / 6) / 6)
    assert result["error_at_coverage_80"] == pytest.approx(2 / 6)


def test_metrics_equal_those_of_scikit_learn() -> None:
    gold, p = random_set(400)
    result = three_way(gold, p)
    truth, guess = np.array([LABELS.index(label) for label in gold]), p.argmax(axis=1)
    assert result["accuracy"] == accuracy_score(truth, guess)
    assert result["macro_f1"] == pytest.approx(f1_score(truth, guess, average="macro"))
    assert result["average_precision"] == pytest.approx(average_precision_score(truth == 2, p[:, 2]))
    assert result["auroc"] == pytest.approx(roc_auc_score(truth == 2, p[:, 2]))


@pytest.mark.parametrize("times", [2, 7])
def test_metrics_do_not_change_when_the_data_is_repeated(times: int) -> None:
    gold, p = random_set(150)
    for way in (three_way, two_way):
        once, often = way(gold, p), way(gold * times, np.tile(p, (times, 1)))
        assert often == pytest.approx(once)


def test_a_verdict_that_a_rule_decided_counts_as_decided() -> None:
    guess = np.array([0, 1, 2, 2, 1, 0])
    assert measure(GOLD, P, guess)["accuracy"] == 1
    assert measure(GOLD, P, guess)["auroc"] == pytest.approx(7 / 8)


def test_perfect_and_useless_probabilities() -> None:
    perfect = np.eye(3)[[("entailment", "neutral", "contradiction").index(label) for label in GOLD]]
    result = three_way(GOLD, perfect)
    assert (result["accuracy"], result["macro_f1"], result["auroc"], result["ece"], result["aurc"]) == (1, 1, 1, 0, 0)
    useless = three_way(GOLD, np.full((6, 3), 1 / 3))
    assert useless["auroc"] == pytest.approx(0.5)
    assert useless["precision_at_recall_50_base_1"] == pytest.approx(0.01)


def test_a_class_that_the_labels_lack_does_not_count_in_macro_f1() -> None:
    gold = ["entailment"] * 50 + ["contradiction"] * 50
    guess = np.array([0] * 50 + [2] * 49 + [1])
    assert measure(gold, np.full((100, 3), 1 / 3), guess)["macro_f1"] == pytest.approx((1 + 98 / 99) / 2)


def test_a_metric_that_the_labels_do_not_define_is_left_out() -> None:
    assert "auroc" not in three_way(["contradiction"] * 6, P)
    assert "average_precision_base_1" not in three_way(["neutral"] * 6, P)


def test_two_way_reads_neutral_and_contradiction_as_one() -> None:
    gold = ["entailment", "not_entailment", "not_entailment", "not_entailment", "not_entailment", "entailment"]
    result = two_way(gold, P)
    assert result["accuracy"] == pytest.approx(5 / 6)
    assert result["entailment_recall"] == pytest.approx(1 / 2)
    assert result["average_precision"] == pytest.approx((1 / 1 + 2 / 6) / 2)  # 0.8 is first, 0.1 ties with three others
    assert two_way(["entailment", *["neutral"] * 2, *["contradiction"] * 2, "entailment"], P) == result
    assert two_way(["entailment"] * 6, np.tile([[0.9, 0.1, 0.0]], (6, 1)))["macro_f1"] == 1


def test_a_two_way_set_tells_entailment_from_the_rest_only() -> None:
    gold, guess = (
        ["entailment", "neutral", "not_entailment", "not_entailment", "contradiction"],
        np.array([0, 2, 1, 2, 0]),
    )
    truth, said = told_apart(gold, guess, two_way=True)
    assert (truth == said).tolist() == [True, True, True, True, False]
    assert set(truth.tolist()) == set(said.tolist()) == {0, 1}
    truth, said = told_apart(gold[:2], guess[:2], two_way=False)
    assert (truth.tolist(), said.tolist()) == ([0, 1], [0, 2])


def test_every_metric_has_a_name_that_is_known() -> None:
    gold, p = random_set(60)
    assert metric_names() == set(three_way(gold, p)) | set(two_way(gold, p))


def test_calibration_error_by_hand() -> None:
    happened = np.array([True, False, True, True])
    assert calibration_error(happened, np.array([0.5, 0.5, 1.0, 1.0])) == pytest.approx(0)
    assert calibration_error(happened, np.array([0.9, 0.9, 0.9, 0.9])) == pytest.approx(0.15)
    assert calibration_error(happened, np.array([0.0, 0.0, 1.0, 1.0])) == pytest.approx(0.25)


def test_risk_grows_with_coverage_where_confidence_is_right() -> None:
    coverage, risk = risk_coverage(np.array([True, True, False, False]), np.array([0.9, 0.9, 0.6, 0.4]))
    assert coverage.tolist() == [0.5, 0.75, 1]
    assert risk == pytest.approx([0, 1 / 3, 1 / 2])


def test_agreement_with_annotators() -> None:
    humans = np.array([[0.7, 0.2, 0.1], [0.1, 0.3, 0.6], [0.3, 0.3, 0.4]])
    same = human_agreement(humans, humans)
    assert same["js_distance"] == pytest.approx(0, abs=1e-6)
    assert same["kl"] == pytest.approx(0, abs=1e-6)
    assert same["spearman"] == pytest.approx(1)
    assert human_agreement(humans, humans[:, ::-1])["js_distance"] > 0.1
    assert "spearman" not in human_agreement(humans, np.full((3, 3), 1 / 3))
