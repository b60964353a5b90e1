"""Which sentences are used, and how they begin inside others."""

import pytest

from counterclaim.training.sentences import Casing, first_word, is_clean, sentences_in, words_of


def test_a_text_is_split_at_full_stops_that_end_no_abbreviation() -> None:
    assert sentences_in("Two men died.  Nobody saw it. ") == ["Two men died.", "Nobody saw it."]
    assert sentences_in("Gen. Orr left at 9 a.m. Monday. U.S. troops stayed.") == [
        "Gen. Orr left at 9 a.m. Monday.",
        "U.S. troops stayed.",
    ]


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("The bridge was destroyed in the night of the flood.", True),
        ("The bridge, built by J. Orr and Sons Inc. in 1901, was destroyed in the night.", True),
        ('He called it "a night of floods" and left for the old town again.', True),
        ('He called it "a night of floods and left for the old town again.', False),
        ("The bridge (8.7 million tonnes of steel) was destroyed in the night.", False),
        ("The bridge was destroyed in the night; the road was not.", False),
        ("Was the bridge destroyed in the night of the flood?", False),
        ("But the bridge was destroyed in the night of the flood.", False),
        ("The bridge was destroyed.", False),
        ("The bridge was destroyed in the night. The road was not.", False),
        ("A night of floods and of fear in all the villages.", False),
    ],
)
def test_what_is_a_clean_statement(text: str, clean: bool) -> None:
    assert is_clean(text) == clean


def test_words_are_in_lower_case_without_the_month_of_may_and_the_us() -> None:
    assert words_of("The US army may move in May.") == {"the", "army", "may", "move", "in"}
    assert "may" not in words_of("The US army moved on May 3.")


def test_casing_is_learned_from_the_inside_of_sentences() -> None:
    casing = Casing(
        ["The miners of Carver left.", "All miners and rescuers met.", "Miners were there.", "The rescuers."]
    )
    assert casing.lowers("Miners")
    assert not casing.lowers("Carver")
    assert casing.is_name("Carver's")
    assert not casing.is_name("Mountains")
    assert casing.can_follow("Carver fell.")
    assert casing.can_follow("Rescuers came.")
    assert casing.can_follow("58 men came.")
    assert casing.can_follow("John Orr came.")
    assert not casing.can_follow("Mountains fell.")
    assert first_word("Fifty-eight men") == "Fifty"
