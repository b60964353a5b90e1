from pathlib import Path

import numpy as np
import pytest

from counterclaim.eval.metrics import calibration_error
from counterclaim.model.calibrate import Calibration, fit_map
from counterclaim.model.detector import features_of
from counterclaim.model.labels import LABELS
from counterclaim.model.policy import Policy
from counterclaim.model.reading import read_to_compare, read_to_infer
from counterclaim.model.records import Mode, NliScore, Pair, Statement

PAIR = Pair(a=Statement(text="It rained."), b=Statement(text="The dam broke."))


def sample(count: int, seed: int, sharpen: float = 1.0) -> tuple[list[NliScore], list[str]]:
    """Scores whose labels are drawn from them, then made overconfident by `sharpen`."""
    rng = np.random.default_rng(seed)
    scores, labels = [], []
    for true in rng.dirichlet((0.7, 0.7, 0.7), size=count):
        labels.append(LABELS[rng.choice(3, p=true)])
        sharp = np.maximum(true, 1e-6) ** sharpen
        other = sharp * np.exp(rng.normal(0, 0.1, size=3))
        forward, backward = (tuple((p / p.sum()).tolist()) for p in (sharp, other))
        scores.append(NliScore(forward=forward, backward=backward))
    return scores, labels


def features(scores: list[NliScore], mode: Mode) -> np.ndarray:
    reading = (read_to_compare if mode == "compare" else read_to_infer)(PAIR, Policy())
    return features_of([reading] * len(scores), scores, mode)


@pytest.mark.parametrize("mode", ["infer", "compare"])
def test_fitting_repairs_overconfidence_on_other_data(mode: Mode) -> None:
    scores, labels = sample(3000, 1, sharpen=3.0)
    fitted = fit_map(features(scores, mode), labels)
    calibration = Calibration(infer=fitted) if mode == "infer" else Calibration(compare=fitted)
    fresh, gold = sample(3000, 2, sharpen=3.0)
    contradicts = np.array([label == "contradiction" for label in gold])
    before = calibration_error(contradicts, Calibration().apply(features(fresh, mode), mode)[:, 2])
    after = calibration_error(contradicts, calibration.apply(features(fresh, mode), mode)[:, 2])
    assert before > 0.08
    assert after < 0.04


def test_the_penalty_is_chosen_by_what_it_says_of_other_groups() -> None:
    scores, labels = sample(60, 7)
    known = features(scores, "compare")
    noise = np.random.default_rng(8).normal(size=(60, 40))  # says nothing; a weak penalty would learn it by heart
    known[:, -40:] = noise
    groups = [str(number) for number in range(60)]
    plain, chosen = fit_map(known, labels), fit_map(known, labels, groups)
    assert np.abs(np.asarray(chosen.weights)[:, -40:]).max() < np.abs(np.asarray(plain.weights)[:, -40:]).max() / 2
    assert fit_map(known, labels, ["one event"] * 60) == plain


def test_probabilities_sum_to_one_and_the_plain_map_is_the_identity_for_infer() -> None:
    scores, _ = sample(50, 3)
    probabilities = Calibration().apply(features(scores, "infer"), "infer")
    assert np.allclose(probabilities, [score.forward for score in scores], atol=1e-6)
    assert np.allclose(Calibration().apply(features(scores, "compare"), "compare").sum(axis=1), 1)


def test_comparing_does_not_depend_on_the_order() -> None:
    scores, labels = sample(300, 4, sharpen=2.0)
    calibration = Calibration(compare=fit_map(features(scores, "compare"), labels))
    swapped = [NliScore(forward=s.backward or s.forward, backward=s.forward) for s in scores]
    assert np.array_equal(*(calibration.apply(features(these, "compare"), "compare") for these in (scores, swapped)))


def test_entailment_in_one_direction_is_enough_for_the_plain_comparison() -> None:
    score = NliScore(forward=(0.02, 0.96, 0.02), backward=(0.96, 0.03, 0.01))
    assert Calibration().apply(features([score], "compare"), "compare")[0].argmax() == LABELS.index("entailment")


def test_saving_and_loading_changes_nothing(tmp_path: Path) -> None:
    scores, labels = sample(300, 5)
    calibration = Calibration(
        fit_map(features(scores, "infer"), labels), fit_map(features(scores, "compare"), labels), ("validation",)
    )
    calibration.save(tmp_path)
    assert Calibration.load(tmp_path) == calibration
    assert Calibration.load(tmp_path / "elsewhere") == Calibration()


@pytest.mark.parametrize(
    "text", ["{}", "not json", '{"schema": 1}', '{"schema": 2, "infer": {"weights": {"x": [1]}, "bias": [0, 0, 0]}}']
)
def test_a_broken_file_is_refused_by_name(tmp_path: Path, text: str) -> None:
    (tmp_path / "calibration.json").write_text(text)
    with pytest.raises(ValueError, match=r"calibration\.json: no calibration"):
        Calibration.load(tmp_path)


def test_a_missing_label_or_direction_is_refused() -> None:
    scores, _ = sample(10, 6)
    with pytest.raises(ValueError, match="'neutral' does not occur"):
        fit_map(features(scores, "infer"), ["entailment", "contradiction"] * 5)
    with pytest.raises(ValueError, match="both directions"):
        features([NliScore(forward=(1.0, 0.0, 0.0))], "compare")
