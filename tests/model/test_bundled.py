"""The checkpoints that come along: their size, their format, and that they are those whose results are published."""

import itertools
import json
from pathlib import Path

import pytest
from safetensors import safe_open
from tiny import assert_same_verdicts

import counterclaim.eval
from counterclaim.eval.provenance import weights_hash
from counterclaim.model import Detector
from counterclaim.model.bundled import BUNDLED, DEFAULT_MODEL, SMALL, bundled_checkpoint

EVAL = Path(counterclaim.eval.__file__).parent
MOST_BYTES = {"standard": 120_000_000, "small": 30_000_000}
"""Of the weights; a file of them has at most 60 MB."""


@pytest.fixture(scope="module", params=BUNDLED)
def bundled(request: pytest.FixtureRequest) -> Detector:
    return Detector.load(request.param)


def examples() -> list[dict[str, str]]:
    return [json.loads(line) for line in (EVAL / "data" / "examples.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("name", BUNDLED)
def test_it_is_small_safetensors_of_eight_bits(name: str) -> None:
    files = list(bundled_checkpoint(name).glob("weights-*.int8.safetensors"))
    assert 0 < sum(file.stat().st_size for file in files) <= MOST_BYTES[name]
    for file in files:
        assert file.stat().st_size <= 60_000_000
        with safe_open(str(file), framework="pt") as tensors:
            kinds = {str(tensors.get_slice(name).get_dtype()) for name in tensors.keys()}  # noqa: SIM118
        assert {"I8"} < kinds <= {"I8", "F16", "F32"}
    assert {path.suffix for path in bundled_checkpoint(name).iterdir()} <= {".safetensors", ".json", ".md"}


@pytest.mark.parametrize("name", BUNDLED)
def test_the_published_results_are_those_of_these_weights(name: str) -> None:
    record = json.loads((EVAL / "results" / f"{name}.json").read_text(encoding="utf-8"))
    assert weights_hash(bundled_checkpoint(name)) == record["models"][0]["weights_sha256"]


def test_a_name_is_asked_for_before_a_folder_and_the_first_is_the_default() -> None:
    assert DEFAULT_MODEL == "standard"
    assert [Detector.load(*name).scorer.name for name in ((), (SMALL,))] == ["standard", "small"]


def test_a_swap_changes_no_probability_on_many_pairs(bundled: Detector) -> None:
    rows = examples()
    texts = [row["text_a"] for row in rows] + [row["text_b"] for row in rows]
    pairs = list(itertools.islice(itertools.combinations(texts, 2), 0, 3000, 6))
    pairs = pairs if bundled.scorer.name == SMALL else pairs[::10]
    assert len(pairs) in (500, 50)
    there = list(bundled.score(pairs))
    back = list(bundled.score((b, a) for a, b in pairs))
    assert_same_verdicts(there, back)
    assert {verdict.label for verdict in there} == {"contradiction", "entailment", "neutral"}


@pytest.mark.parametrize(
    ("premise", "hypothesis", "label"),
    [
        ("A man is sleeping on a bench.", "A man is wide awake and running.", "contradiction"),
        ("Two dogs are playing in the snow.", "Animals are outside.", "entailment"),
        ("A woman is buying bread.", "The woman has two children.", "neutral"),
    ],
)
def test_it_knows_the_obvious(bundled: Detector, premise: str, hypothesis: str, label: str) -> None:
    assert bundled.infer(premise, hypothesis).label == label


def test_the_examples_are_labelled_pairs_with_parties_and_dates() -> None:
    rows = examples()
    assert len(rows) == 40
    assert len({row["id"] for row in rows}) == 40
    assert all(row[name] for row in rows for name in ("text_a", "party_a", "date_a", "text_b", "party_b", "date_b"))
    assert {row["label"] for row in rows} == {"contradiction", "entailment", "neutral"}
