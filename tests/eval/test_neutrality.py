from pathlib import Path

import pytest
import yaml
from tiny import DictionaryScorer

from counterclaim.eval.neutrality import neutrality
from counterclaim.eval.predictions import predict
from counterclaim.model import Detector, Pair, Statement
from counterclaim.model.sides import Sides, exchange, load_sides

SIDES = load_sides()


def pair(a: str, b: str, party_a: str | None = None, party_b: str | None = None) -> Pair:
    return Pair(a=Statement(text=a, party=party_a), b=Statement(text=b, party=party_b))


def test_names_cities_and_adjectives_are_exchanged_throughout() -> None:
    before = pair("Armenian forces left, BAKU said.", "Armenia's men held Yerevan.", "Azerbaijan", "Armenia")
    after = exchange(before, SIDES)
    assert after is not None
    assert after.a.text == "Azerbaijani forces left, YEREVAN said."
    assert after.b.text == "Azerbaijan's men held Baku."
    assert (after.a.party, after.b.party) == ("Armenia", "Azerbaijan")
    assert exchange(after, SIDES) == before


def test_longer_names_are_read_first() -> None:
    after = exchange(pair("North Korean guns fired.", "North Korea denies it."), SIDES)
    assert after is not None
    assert (after.a.text, after.b.text) == ("South Korean guns fired.", "South Korea denies it.")


def test_articles_follow_and_other_words_stay() -> None:
    before = pair("An Indian drone fell.", "A Pakistani drone, a Greek ship and turkey fell.")
    after = exchange(before, SIDES)
    assert after is not None
    assert (after.a.text, after.b.text) == ("A Pakistani drone fell.", "An Indian drone, a Greek ship and turkey fell.")
    assert exchange(pair("They ate turkey.", "No."), SIDES) is None


def test_a_model_that_takes_sides_is_found_out() -> None:
    answers = {("Armenia won", "b"): (0.0, 0.1, 0.9), ("b", "Armenia won"): (0.0, 0.1, 0.9)}
    detector = Detector(DictionaryScorer(answers))
    pairs = [pair("Armenia won", "b"), pair("nobody", "b")]
    found = neutrality(detector, pairs, predict(detector, pairs, "infer"), SIDES, "infer")
    assert (found["pairs"], found["flips"]) == (1, 1)
    assert found["mean_change"] == found["largest_change"] == pytest.approx(0.8, abs=0.02)
    compared = neutrality(detector, pairs, predict(detector, pairs, "compare"), SIDES, "compare")
    assert (compared["pairs"], compared["largest_change"]) == (1, 0)  # it is not shown which side is which
    fair = Detector(DictionaryScorer())
    same = neutrality(fair, pairs, predict(fair, pairs, "compare"), SIDES, "compare")
    assert same == {"pairs": 1, "mean_change": 0, "largest_change": 0, "flips": 0}
    assert neutrality(fair, pairs[1:], predict(fair, pairs[1:], "compare"), SIDES, "compare") == {"pairs": 0}


def test_sides_of_unequal_length_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="2 forms against 1"):
        Sides(name="x", one=("a", "b"), other=("c",))
    path = tmp_path / "sides.yaml"
    path.write_text(yaml.safe_dump({"sides": []}))
    with pytest.raises(ValueError, match=r"sides\.yaml: field sides"):
        load_sides(path)


def test_every_form_is_its_own_only_once() -> None:
    for sides in SIDES:
        forms = sides.forms()
        assert len(forms) == 4 * len(sides.one)
        assert all(forms[forms[form]] == form for form in forms)
