import pytest

from counterclaim.model.labels import class_order


@pytest.mark.parametrize(
    ("names", "order"),
    [
        ({0: "entailment", 1: "neutral", 2: "contradiction"}, (0, 1, 2)),
        ({0: "contradiction", 1: "entailment", 2: "neutral"}, (1, 2, 0)),
        ({0: "CONTRADICTION", 1: "NEUTRAL", 2: "ENTAILMENT"}, (2, 1, 0)),
        ({0: "c", 1: "e", 2: "n"}, (1, 2, 0)),
    ],
)
def test_classes_are_found_by_name(names: dict[int, str], order: tuple[int, int, int]) -> None:
    assert class_order(names) == order


def test_a_map_names_what_the_checkpoint_does_not() -> None:
    names = {0: "LABEL_0", 1: "LABEL_1", 2: "LABEL_2"}
    given = {"LABEL_0": "contradiction", "label_1": "neutral", "LABEL_2": "Entailment"}
    assert class_order(names, given) == (2, 1, 0)


@pytest.mark.parametrize(
    "names",
    [
        {0: "LABEL_0", 1: "LABEL_1", 2: "LABEL_2"},
        {0: "entailment", 1: "not_entailment"},
        {0: "entailment", 1: "entail", 2: "contradiction"},
        {0: "positive", 1: "negative", 2: "neutral"},
    ],
)
def test_names_that_are_not_understood_are_refused_and_printed(names: dict[int, str]) -> None:
    with pytest.raises(ValueError, match="not understood") as refusal:
        class_order(names)
    assert all(repr(name) in str(refusal.value) for name in names.values())
    assert "--labels" in str(refusal.value)
