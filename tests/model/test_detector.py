from pathlib import Path

import numpy as np
import pytest
from tiny import WORDS, DictionaryScorer, assert_same_verdicts

from counterclaim.model import Calibration, Detector, NliScore, Pair, Statement
from counterclaim.model.batch import Tally, score_rows, verdicts_of
from counterclaim.model.calibrate import LinearMap
from counterclaim.model.features import INFER
from counterclaim.model.policy import Policy
from counterclaim.model.readers import Row
from counterclaim.model.reading import Reading, read_to_compare
from counterclaim.model.records import Mode, Verdict
from counterclaim.model.verdict import decide

RNG = np.random.default_rng(11)
PAIRS = [(" ".join(RNG.choice(WORDS, size=6)), " ".join(RNG.choice(WORDS, size=9))) for _ in range(200)]


def reading(a: str, b: str, dates: tuple[str | None, str | None] = (None, None)) -> Reading:
    one, other = Statement(text=a, party="A", date=dates[0]), Statement(text=b, party="B", date=dates[1])
    return read_to_compare(Pair(a=one, b=other), Policy())


def decided(
    a: str,
    b: str,
    p: tuple[float, float, float],
    *,
    mode: Mode = "compare",
    policy: Policy | None = None,
    **score: object,
) -> Verdict:
    nli = NliScore(**({"forward": (1 / 3, 1 / 3, 1 / 3), "backward": (1 / 3, 1 / 3, 1 / 3)} | score))  # type: ignore[arg-type]
    return decide(reading(a, b), nli, p, mode=mode, policy=policy or Policy(), model="m")


def test_comparing_is_symmetric_and_inferring_is_not(checkpoint: Path) -> None:
    detector = Detector.load(checkpoint, precision="fp32")
    there = list(detector.score(PAIRS))
    back = list(detector.score((b, a) for a, b in PAIRS))
    assert_same_verdicts(there, back)
    forward = [verdict.p_contradiction for verdict in detector.score(PAIRS, mode="infer")]
    backward = [verdict.p_contradiction for verdict in detector.score([(b, a) for a, b in PAIRS], mode="infer")]
    assert not np.allclose(forward, backward, atol=1e-3)


def test_a_contradiction_in_one_direction_is_seen_in_both_orders(detector: Detector) -> None:
    assert detector.compare("won", "lost").label == "contradiction"
    assert detector.compare("lost", "won").label == "contradiction"
    assert detector.infer("won", "not lost").label == "entailment"
    assert detector.compare("not lost", "won").label == "entailment"


def test_verdicts_come_in_order_with_the_ids_of_their_pairs(detector: Detector) -> None:
    pairs = [Pair(a=Statement(text=a), b=Statement(text=b), pair_id=str(i)) for i, (a, b) in enumerate(PAIRS)]
    assert [verdict.pair_id for verdict in detector.score(pairs)] == [str(i) for i in range(len(PAIRS))]


def test_score_reads_its_iterator_as_it_goes(detector: Detector, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("counterclaim.model.detector.CHUNK", 4)
    taken: list[int] = []

    def endless() -> object:
        while True:
            taken.append(len(taken))
            yield "won", "lost"

    verdicts = detector.score(endless())  # type: ignore[arg-type]
    assert [next(verdicts).label for _ in range(5)] == ["contradiction"] * 5
    assert len(taken) == 8


def test_inferring_asks_for_one_direction_only(detector: Detector) -> None:
    assert detector.infer("won", "lost").nli == NliScore(forward=(0.0, 0.1, 0.9))


def test_an_unknown_mode_and_an_empty_statement_are_refused(detector: Detector) -> None:
    with pytest.raises(ValueError, match="mode is 'guess'; allowed"):
        detector.score([], mode="guess")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="allowed: text that is not empty"):
        detector.compare("won", " ")


def test_the_calibration_beside_a_checkpoint_is_used(checkpoint: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    folder.mkdir()
    for file in checkpoint.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    sure = LinearMap(((0.0,) * len(INFER),) * 3, (0.0, 0.0, 9.0))
    Calibration(infer=sure, fitted_on=("x",)).save(folder)
    assert Detector.load(folder).infer("won", "lost").p_contradiction > 0.99


def test_the_explanation_says_what_happened() -> None:
    seen = {"forward": (0.0, 0.1, 0.9), "backward": (0.2, 0.6, 0.2), "truncated": True, "window_a": (3, 9)}
    verdict = decided("x y z x y z", "y", (0.3, 0.3, 0.4), **seen)
    assert verdict.label == "contradiction"
    assert verdict.status == "truncated"
    assert verdict.spans_a == ((3, 9, "the passage that decided"),)
    assert verdict.spans_b == ()
    for part in ("unsure", "cannot both be true", "0.90", "0.20", "not read"):
        assert part in verdict.explanation


def test_a_tie_is_no_accusation() -> None:
    assert decided("x", "y", (0.2, 0.4, 0.4), mode="infer").label == "neutral"


def test_figures_that_decide_are_named_and_marked() -> None:
    verdict = decided("We destroyed 80 enemy tanks.", "We lost four tanks.", (0.1, 0.1, 0.8))
    assert verdict.kind == "figures_conflict"
    assert "80 tanks" in verdict.explanation
    assert [span[:2] for span in (*verdict.spans_a, *verdict.spans_b)] == [(13, 15), (8, 12)]
    assert verdict.findings[0].relation == "conflict"


def test_where_nothing_but_the_numbers_differs_the_numbers_decide() -> None:
    fair = (0.1, 0.8, 0.1)
    assert decided("It rained.", "It rained.", fair).label == "entailment"
    assert decided("About 20 men left.", "About 60 men left.", fair).label == "contradiction"
    assert decided("20 men left.", "Fewer than 60 men left.", fair, mode="infer").label == "entailment"
    assert decided("Fewer than 60 men left.", "20 men left.", (0.8, 0.1, 0.1), mode="infer").label == "neutral"
    assert decided("Fewer than 60 men left.", "20 men left.", fair).label == "entailment"
    assert decided("So far 20 men left.", "So far 60 men left.", fair).label == "neutral"  # it may be an update


def test_the_policy_says_whether_an_update_is_a_contradiction() -> None:
    texts = ("So far 28 people have died.", "The toll has reached 58 dead.")
    assert decided(*texts, (0.0, 0.9, 0.1)).kind == "update"
    strict = decided(*texts, (0.0, 0.9, 0.1), policy=Policy(update_is_contradiction=True))
    assert (strict.label, strict.kind, strict.p_contradiction) == ("contradiction", "update", 1.0)


def test_the_policy_sets_the_least_probability_of_a_contradiction() -> None:
    careful = Policy(minimum_probability=0.7)
    assert decided("x", "y", (0.2, 0.2, 0.6), policy=careful).label == "neutral"
    assert decided("x", "y", (0.1, 0.1, 0.8), policy=careful).label == "contradiction"
    with pytest.raises(ValueError, match="less than or equal to 1"):
        Policy(minimum_probability=70)


def test_a_denial_that_contradicts_is_told() -> None:
    assert decided("The report that we lost the town is fake.", "They lost the town.", (0, 0, 1)).kind == "denial"


def test_a_bad_row_stands_between_good_ones_with_its_reason(detector: Detector) -> None:
    rows = [
        Row(1, {"text_a": "won", "text_b": "lost"}),
        Row(2, {"text_a": "", "text_b": "lost"}),
        Row(3, {"raw": "{"}, "line 3: not JSON"),
        Row(4, {"text_a": "a", "text_b": "b"}),
    ]
    results = score_rows(detector, rows, "compare")
    assert [result["verdict"] for result in results] == ["contradiction", None, None, "neutral"]
    assert [result["status"] for result in results] == [
        "ok",
        "error: line 2: field text_a is empty; allowed: text",
        "error: line 3: not JSON",
        "ok",
    ]
    tally = Tally()
    tally.count(results)
    assert (tally.rows, tally.failed, tally.verdicts["contradiction"]) == (4, 2, 1)
    assert tally.first_failure == "line 2: field text_a is empty; allowed: text"
    assert verdicts_of(detector, rows, "compare")[2] == "line 3: not JSON"


def test_the_dictionary_scorer_is_asked_for_good_rows_only() -> None:
    scorer = DictionaryScorer()
    score_rows(Detector(scorer), [Row(1, {}), Row(2, {"text_a": "x", "text_b": "y"})], "compare")
    assert scorer.asked == [("x", "y")]
