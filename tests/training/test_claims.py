"""Claims with figures: changed sentences, invented events, parts and shares; the figure layer reads them again."""

import random
import re
from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.model.figures import read_figures
from counterclaim.model.intervals import overlap
from counterclaim.model.word_lists import singular
from counterclaim.training import triples
from counterclaim.training.claims import Made
from counterclaim.training.event_claims import EventClaim, event_claim
from counterclaim.training.figure_edits import sentence_claim
from counterclaim.training.number_forms import Writer, in_words, spellings
from counterclaim.training.part_pairs import part_claim, part_triple, share_triple
from counterclaim.training.phrases import Event, events, phrases
from counterclaim.training.quantities import Form, draw, exact, related
from counterclaim.training.triples import FORMS, triple
from counterclaim.training.wrappers import BARE

SEEDS = st.integers(0, 10**9)
READ = {"same": {"equal"}, "inside": {"inside", "crossing"}, "apart": {"disjoint"}, "cross": {"crossing"}}
SAID: dict[str, set[str]] = {"entailment": {"equal", "inside", "crossing", "near"}, "contradiction": {"disjoint"}}
NAMES = sorted({*events().days, *events().places, *(name for names in events().sides.values() for name in names)})
PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5}


def claim_of(seed: int) -> tuple[EventClaim, random.Random]:
    """Some claim, on a day of the week: the figure layer takes the 51 of "On 5 September, 51 nurses" for a year."""
    rng = random.Random(seed)  # noqa: S311
    claim = event_claim(rng.choice(events().events), rng)
    days = {"day": ("Monday", "Friday")} if "day" in claim.slots else {}
    return replace(claim, slots={**claim.slots, **days}), rng


@settings(max_examples=300, deadline=None)
@given(SEEDS, st.sampled_from(["exact", "at_least", "at_most", "about", "range", "vague"]))
def test_a_quantity_means_what_is_read_from_its_sentence(seed: int, form: Form) -> None:
    claim, rng = claim_of(seed)
    first = claim.base
    second = draw(form, round(first.middle * rng.uniform(0.4, 2.5)) + 2.0, measure=claim.measure, rng=rng)
    how = related(first, second) if second is not None else None
    if second is None or how is None:
        return
    texts = [claim.say(quantity, frozenset(), turn, rng) for turn, quantity in enumerate((first, second))]
    found = [read_figures(text) for text in texts if text is not None]
    if None in texts:
        return
    assert [len(figures) for figures in found] == [1, 1], texts
    assert overlap(found[0][0], found[1][0]) in READ["inside" if how == "contains" else how], texts


@settings(max_examples=150, deadline=None)
@given(SEEDS, st.sampled_from(sorted(FORMS)))
def test_figures_read_again_agree_with_the_label(seed: int, family: str) -> None:
    claim, rng = claim_of(seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(triples, "_sets", lambda *_: (BARE, BARE))
        made = triple(claim, family, rng)
    for pair in made or []:
        one, other = (read_figures(text) for text in pair[:2])
        if family == "figure_zero" and not (one and other):
            continue  # none of what the figure layer has no list of: "zero monitors"
        assert (len(one), len(other)) == (1, 1), pair
        how = overlap(one[0], other[0])
        assert how in SAID.get(pair.label, {how}), pair
        apart = names_of(pair.premise, claim.event) != names_of(pair.hypothesis, claim.event)
        assert (apart or how == "crossing") if pair.label == "neutral" else not apart, pair


def names_of(text: str, event: Event) -> tuple[set[str], set[int]]:
    """The names and the kinds of an event that a sentence has."""
    kinds = [{*kind, *map(singular, kind)} for kind in event.kinds or ()]
    said = {index for index, kind in enumerate(kinds) if any(re.search(rf"\b{word}\b", text) for word in kind)}
    return {name for name in NAMES if name.lower() in text.lower()}, said


@pytest.mark.parametrize("event", events().events, ids=lambda event: event.name)
def test_events_are_told_in_sentences_that_can_be_wrapped(event: Event) -> None:
    rng = random.Random(1)  # noqa: S311
    for _ in range(12):
        claim = event_claim(event, rng)
        for turn in range(len(event.says)):
            text = claim.say(None, frozenset(), turn, rng)
            assert text is not None
            assert claim.lowers(text) != any(text.startswith(name) for name in NAMES), text
            assert text.endswith(".")
            assert all(claim.say(None, frozenset({move}), turn, rng) != text for move in claim.moves)


def test_there_are_many_events_over_many_fields() -> None:
    assert len(events().events) >= 40
    assert all(2 <= len(event.says) <= 4 for event in events().events)
    assert len({event.name for event in events().events}) == len(events().events)
    with pytest.raises(ValueError, match="its forms have other slots"):
        Event(name="x", size=(2, 9), noun="men", says=("{who} died.", "{who} died on {day}."))
    with pytest.raises(ValueError, match="neither `noun` nor `kinds`"):
        Event(name="x", size=(2, 9), says=("{who} died.", "There died {who}."))


def test_numbers_are_spelled_in_ways_that_mean_the_same() -> None:
    assert spellings(24) == ["24", "twenty-four", "two dozen"]
    assert spellings(1200)[1:] == ["one thousand two hundred", "twelve hundred", "1.2 thousand"]
    assert Writer(1e6, "$").forms(25) == ["$25 million", "$25,000,000", "25 million dollars"]
    assert Writer(suffix=" percent").forms(30) == ["30 percent", "thirty percent", "30 per cent", "30%"]
    with pytest.raises(ValueError, match="1000000 has no words here"):
        in_words(1_000_000)
    for value in (2, 7, 12, 36, 58, 120, 600, 1500, 4000, 12_000, 150_000):
        read = [read_figures(f"They moved {form} people out.")[0] for form in spellings(value)]
        assert {(figure.low, figure.high) for figure in read} == {(value, value)}


def test_a_sentence_is_changed_where_its_figure_is() -> None:
    text = "At least two Israeli soldiers were killed near the border town on the road."
    claim = sentence_claim(text)
    assert claim is not None
    assert claim.base is not None
    assert (claim.base.form, set(claim.moves)) == ("at_least", {"figure_kind", "figure_whose"})
    rng = random.Random(4)  # noqa: S311
    said = claim.say(exact(5), frozenset({"figure_whose"}), 0, rng)
    assert said is not None
    assert re.fullmatch(r"(Five|5) Palestinian (soldiers|servicemen) were killed near the border .*", said)
    other = claim.say(None, frozenset({"figure_kind"}), 0, rng)
    assert other is not None
    assert re.match(r"At least two Israeli (civilians|non-combatants) were", other)


@pytest.mark.parametrize(
    "text",
    [
        "The two presidents signed the agreement in the capital of the republic.",
        "Police did not confirm that twelve people were killed in the town.",
        "Twelve people may have been killed in the attack on the old town.",
        "A 12 percent share of the company was sold to the bank in the spring.",
        "The top 10 stocks were sold by the bank in the spring of that year.",
        "The index closed at 283 after a long day of trading in the capital.",
        "The number of dead has risen to 58 people in the northern provinces.",
        "Four of them died, six were hurt, two fled and nine were caught in the old town.",
    ],
)
def test_a_figure_that_cannot_be_changed_cleanly_is_left_alone(text: str) -> None:
    claim = sentence_claim(text)
    assert claim is None or claim.base is None


@pytest.mark.parametrize(
    "text",
    [
        "We lost four tanks in the battle for the old bridge over the river.",
        "Police said that the bridge was destroyed in the night of the flood.",
        '"The bridge was destroyed in the night of the flood," he added then.',
        "The bridge was destroyed.",
        "Destroyed in the night of the flood, the bridge and all the houses around",
        "A long night without any light in the houses along the dark river.",
    ],
)
def test_what_is_no_plain_statement_is_not_wrapped(text: str) -> None:
    claim = sentence_claim(text)
    assert claim is None or not claim.wraps


def share_of(text: str) -> Fraction | None:
    """The share that a sentence gives of a group; `None` for a bound."""
    if re.search(r"more than|less than|at least|at most", text, re.IGNORECASE):
        return None
    if found := re.search(r"([\d,]+) (?:of the|out of) ([\d,]+)", text):
        return Fraction(int(found[1].replace(",", "")), int(found[2].replace(",", "")))
    if found := re.search(r"(\d+) percent", text):
        return Fraction(int(found[1]), 100)
    if found := re.search(r"\b(\w+) in (four|five|ten)\b", text, re.IGNORECASE):
        numbers = {in_words(value): value for value in range(1, 11)}
        return Fraction(numbers[found[1].lower()], numbers[found[2]])
    found = re.search(r"(?:\b(\w+) )?\b(half|third|quarter|fifth)s? of the", text, re.IGNORECASE)
    assert found is not None, text
    tops = {"two": 2, "three": 3, "four": 4}
    return Fraction(tops.get((found[1] or "").lower(), 1), PARTS[found[2].lower()])


def drawn(make: str, count: int) -> list[Made]:
    rng = random.Random(9)  # noqa: S311
    made: list[Made] = []
    while len(made) < count:
        claim = part_claim(make, rng)
        made += (part_triple(claim, rng) if make == "parts" else share_triple(claim, rng)) or []
    return made


def test_shares_are_the_same_where_they_corroborate() -> None:
    made = drawn("shares", 900)
    assert max(Counter(pair.label for pair in made).values()) == 300
    for pair in made:
        one, other = share_of(pair.premise), share_of(pair.hypothesis)
        if one is not None and other is not None and pair.label != "neutral":
            assert (one == other) == (pair.label == "entailment"), pair


def test_parts_are_never_more_than_the_whole_unless_they_contradict_it() -> None:
    made = drawn("parts", 600)
    assert max(Counter(pair.label for pair in made).values()) == 200
    for pair in made:
        for text in pair[:2]:
            found = [figure.low for figure in read_figures(text)]
            if "of them" in text and len(found) == 2:
                assert found[1] < found[0], pair


def test_the_phrases_hold_no_figures_of_their_own() -> None:
    for kind in phrases().wrappers.values():
        for forms in kind:
            assert not [form for form in forms.values() if re.search(r"\d", form)]
    assert not [aside for aside in phrases().asides if read_figures(f"He said {aside}.")]
