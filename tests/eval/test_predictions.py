import shutil
from pathlib import Path

import numpy as np
import pytest

from counterclaim.eval.predictions import key, predict
from counterclaim.model import Detector, Pair, Statement
from counterclaim.model.calibrate import Calibration, LinearMap
from counterclaim.model.features import COMPARE

PAIRS = [Pair(a=Statement(text=a), b=Statement(text=b)) for a, b in (("won", "lost"), ("the army won", "no"))]


class Counting(Detector):
    """A detector that counts what it is asked."""

    asked = 0

    def score(self, pairs, *, mode="compare"):  # type: ignore[no-untyped-def]
        pairs = list(pairs)
        self.asked += len(pairs)
        return super().score(pairs, mode=mode)


def load(checkpoint: Path) -> Counting:
    loaded = Detector.load(checkpoint, device="cpu", precision="fp32")
    return Counting(loaded.scorer, loaded.calibration)


def test_the_same_question_is_answered_from_the_cache(checkpoint: Path, tmp_path: Path) -> None:
    detector, seen = load(checkpoint), []
    first = predict(detector, PAIRS, "compare", tmp_path, seen.append)
    again = predict(detector, PAIRS, "compare", tmp_path, seen.append)
    assert detector.asked == 2
    assert (first.cached, again.cached, sum(seen)) == (False, True, 4)
    assert again.labels == first.labels
    assert np.array_equal(again.probabilities, first.probabilities)
    assert again.seconds == first.seconds
    predict(load(checkpoint), PAIRS, "compare", None)


def test_another_question_is_not(checkpoint: Path, tmp_path: Path) -> None:
    detector = load(checkpoint)
    before = key(detector, PAIRS, "compare")
    dated = Pair(a=Statement(text="won", date="2020-10-06"), b=PAIRS[0].b)
    assert before == key(load(checkpoint), PAIRS, "compare")
    assert len({before, key(detector, PAIRS, "infer"), key(detector, PAIRS[:1], "compare")}) == 3
    assert key(detector, [dated], "compare") != key(detector, PAIRS[:1], "compare")
    detector.scorer.precision = "bf16"  # type: ignore[misc]
    assert key(detector, PAIRS, "compare") != before


def test_other_weights_classes_or_calibration_are_another_question(checkpoint: Path, tmp_path: Path) -> None:
    before = key(load(checkpoint), PAIRS, "compare")
    labels = {"CONTRADICTION": "entailment", "ENTAILMENT": "contradiction", "NEUTRAL": "neutral"}
    exchanged = Detector.load(checkpoint, device="cpu", precision="fp32", label_map=labels)
    assert key(exchanged, PAIRS, "compare") != before
    detector = load(checkpoint)
    detector.calibration = Calibration(compare=LinearMap(((1.0,) * len(COMPARE),) * 3, (0.0, 0.0, 0.0)))
    assert key(detector, PAIRS, "compare") != before
    for name in ("model.safetensors", "tokenizer.json"):
        folder = tmp_path / name
        shutil.copytree(checkpoint, folder)
        content = (folder / name).read_bytes()
        changed = Detector.load(folder, device="cpu", precision="fp32")
        (folder / name).write_bytes(content + b" ")
        assert key(changed, PAIRS, "compare") != before


def test_a_cache_that_cannot_be_written_does_not_stop_the_run(
    checkpoint: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    assert len(predict(load(checkpoint), PAIRS, "compare", tmp_path / "file").labels) == 2
    assert "scores are not kept" in caplog.text


def test_a_broken_file_in_the_cache_is_written_anew(checkpoint: Path, tmp_path: Path) -> None:
    detector = load(checkpoint)
    predict(detector, PAIRS, "compare", tmp_path)
    (file,) = tmp_path.glob("*.parquet")
    file.write_bytes(b"broken")
    assert not predict(detector, PAIRS, "compare", tmp_path).cached
    assert predict(detector, PAIRS, "compare", tmp_path).cached


def test_a_model_without_a_folder_is_not_cached(detector: Detector, tmp_path: Path) -> None:
    predict(detector, PAIRS, "compare", tmp_path)
    assert not list(tmp_path.iterdir())
