from typing import Any

import pytest

from counterclaim.scripts.limits import Limit, check_limits, read_limit, under

SETS: list[dict[str, Any]] = [
    {"name": "one", "metrics": {"accuracy": 0.5, "auroc": 0.9, "ece": 0.1}},
    {"name": "two", "metrics": {"accuracy": 0.7, "brier": 0.2}},
]


def test_a_limit_is_a_metric_and_a_value_on_one_set_or_all() -> None:
    assert read_limit("accuracy=0.5") == Limit(None, "accuracy", 0.5)
    assert read_limit("a:b:accuracy=1e-1") == Limit("a:b", "accuracy", 0.1)


@pytest.mark.parametrize("text", ["", "accuracy", "accuracy=", "accuracy=x", "accuracy=nan", "accuracy=inf", "one:"])
def test_what_is_no_limit_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"allowed: METRIC=VALUE or SET:METRIC=VALUE"):
        read_limit(text)


@pytest.mark.parametrize("metric", ["ece", "ece_top", "brier", "aurc", "error_at_coverage_80", "js_distance"])
def test_a_metric_of_which_less_is_better_is_refused(metric: str) -> None:
    with pytest.raises(ValueError, match="allowed: a metric of which more is better"):
        read_limit(f"{metric}=0.1")


def test_sets_and_metrics_that_are_not_there_are_told_before_anything_is_scored() -> None:
    check_limits([Limit(None, "accuracy", 0.5), Limit("two", "not_entailment_f1", 0.5)], ["one", "two"])
    with pytest.raises(ValueError, match="no set 'three'; allowed: one, two"):
        check_limits([Limit("three", "accuracy", 0.5)], ["one", "two"])
    with pytest.raises(ValueError, match="no metric 'beauty'; allowed: accuracy, auroc, average_precision,") as refusal:
        check_limits([Limit(None, "beauty", 0.5)], ["one", "two"])
    assert "ece" not in str(refusal.value)


def test_sets_under_a_limit_are_named() -> None:
    assert under(SETS, Limit(None, "accuracy", 0.7)) == ["one: accuracy is 0.5000, under 0.7"]
    assert under(SETS, Limit("two", "accuracy", 0.7)) == []
    assert under(SETS, Limit(None, "auroc", 0.8)) == []
    with pytest.raises(ValueError, match=r"no metric 'auroc'; allowed: accuracy$"):
        under(SETS, Limit("two", "auroc", 0.8))
