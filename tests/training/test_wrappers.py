"""Wrappers: what they say of a sentence, the labels of wrapped sentences, and the phrases they are made of."""

import random
import string

import pytest

from counterclaim.training.phrases import State, phrases
from counterclaim.training.wrappers import BARE, Content, judged, listed, wrapped

STATES = {"holds", "fails", "open", "unknown", "may", "possible", "sure", "excluded"}


@pytest.mark.parametrize(
    ("content", "a", "b", "label"),
    [
        ("same", "holds", "holds", "entailment"),
        ("same", "holds", "fails", "contradiction"),
        ("same", "fails", "fails", "entailment"),
        ("same", "open", "holds", "neutral"),
        ("same", "may", "fails", "neutral"),
        ("same", "unknown", "unknown", "entailment"),
        ("same", "unknown", "sure", "contradiction"),
        ("same", "possible", "excluded", "contradiction"),
        ("same", "open", "sure", None),
        ("same", "open", "open", None),
        ("inside", "holds", "holds", "entailment"),
        ("inside", "holds", "fails", "contradiction"),  # 58 died / it is false that more than 50 died
        ("inside", "fails", "holds", "neutral"),  # it is false that 58 died / more than 50 died
        ("contains", "fails", "holds", "contradiction"),
        ("apart", "holds", "holds", "contradiction"),
        ("apart", "holds", "fails", "neutral"),  # a denied figure: 58 is not 200
        ("apart", "fails", "fails", "neutral"),
        ("cross", "holds", "holds", "neutral"),
        ("cross", "holds", "fails", None),
        ("other", "holds", "fails", "neutral"),
    ],
)
def test_labels_of_wrapped_sentences(content: Content, a: State, b: State, label: str | None) -> None:
    assert judged(content, a, b) == label
    turned: dict[Content, Content] = {"inside": "contains", "contains": "inside"}
    assert judged(turned.get(content, content), b, a) == label


def test_there_are_many_forms_and_all_are_well_formed() -> None:
    wrappers = phrases().wrappers
    assert len(wrappers["attribution_wrap"]) >= 25
    assert sum("fails" in forms for forms in wrappers["denial"]) >= 25
    seen = [form for sets in wrappers.values() for forms in sets for form in forms.values()]
    assert len(seen) == len(set(seen))
    for sets in wrappers.values():
        for forms in sets:
            assert set(forms) <= STATES
            for form in forms.values():
                slots = [name for _, name, _, _ in string.Formatter().parse(form) if name]
                assert sum(name in ("s", "S") for name in slots) == 1
                assert set(slots) <= {"s", "S", "x", "X"}
                assert form[-1] in ".:" or form.endswith('."')


def test_a_contrast_set_says_more_than_one_thing() -> None:
    for kind, sets in phrases().wrappers.items():
        assert kind == "attribution_wrap" or all(len(forms) > 1 for forms in sets)


@pytest.mark.parametrize("kind", ["denial", "ignorance", "concession", "modality"])
def test_the_forms_of_a_list_have_the_same_words(kind: str) -> None:
    for seed in range(60):
        forms = listed(kind, random.Random(seed))  # noqa: S311
        texts = [wrapped(form, "The bridge at Arda fell.", "the mayor") for form in forms.values()]
        assert len({tuple(sorted((text or "").lower().replace(",", "").rstrip(".").split())) for text in texts}) == 1
        assert len(set(texts)) == len(texts) == 3


def test_a_sentence_loses_its_capital_unless_it_begins_with_a_name() -> None:
    denied = "{X} denied that {s}."
    assert wrapped(BARE["holds"], "Two men died.", "the mayor") == "Two men died."
    assert wrapped(denied, "Two men died.", "the mayor") == "The mayor denied that two men died."
    assert wrapped(denied, "Arda fell.", "the mayor", lowers=False) == "The mayor denied that Arda fell."
    assert wrapped("{S}, {x} said.", "Two men died.", "the mayor") == "Two men died, the mayor said."


def test_a_long_sentence_does_not_stand_in_the_middle_of_another() -> None:
    long = "The " + "very " * 20 + "old bridge fell."
    assert wrapped("The report that {s} is false.", long, "the mayor") is None
    assert wrapped("The report that {s} is false.", "The bridge, which was old, fell.", "the mayor") is None
    assert wrapped("It is false that {s}.", long, "the mayor") is not None
