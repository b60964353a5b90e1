"""Phrases to speakers and bodies, and what refers back to them."""

import pytest

from counterclaim.model.bodies import read_speaker
from counterclaim.model.quotations import quotations
from counterclaim.model.speakers import Memory

NAMED = [
    ("Vagif Dargyahly, the Defense Ministry's press office chief", "Vagif Dargyahly", "Defense Ministry"),
    ("the Defense Ministry’s press office chief Vagif Dargyahly", "Vagif Dargyahly", "Defense Ministry"),
    ("Armenian Defense Ministry Press Secretary Shushan Stepanyan", "Shushan Stepanyan", "Armenian Defense Ministry"),
    ("Mira Solo, senior analyst for the South Coast at Tide Group", "Mira Solo", "Tide Group"),
    ("Armenian Prime Minister Nikol Pashinyan", "Nikol Pashinyan", "Armenian Prime Minister"),
    ("the mayor of Kyiv, Vitali Klitschko", "Vitali Klitschko", "Kyiv"),
    ("the army spokesman, Ilir Hoxha", "Ilir Hoxha", "army"),
    ("Ilir Hoxha, 44, a spokesman for the army", "Ilir Hoxha", "army"),
    ("Mr. Smith of the U.S. Army", "Smith", "U.S. Army"),
    ("Sen. Paula Reyes (D-Utah)", "Paula Reyes", None),
    ("President Aron Lind", "Aron Lind", None),
    ("officials in Baku", None, "Baku"),
    ("defence officials in Kovar's capital Lund", None, "Lund"),
    ("officials in Kovar's breakaway Lund region", None, "Lund region"),
    ("the ombudsman for the Lund region", None, "Lund region"),
    ("Kovar’s defense ministry", None, "Kovar’s defense ministry"),
    ("a statement by the Kovar government", None, "Kovar government"),
    ("the Kovar government's statement", None, "Kovar government"),
    ("Baku", None, "Baku"),
    ("", None, None),
]


@pytest.mark.parametrize(("phrase", "name", "body"), NAMED)
def test_who_a_phrase_names(phrase: str, name: str | None, body: str | None) -> None:
    found = read_speaker(phrase)
    assert (found.name, found.body) == (name, body)


def test_a_group_is_kept_beside_its_body() -> None:
    assert read_speaker("officials in Baku").speaker == "officials in Baku"
    assert read_speaker("the Kovar army").speaker is None


def test_what_refers_back() -> None:
    memory = Memory()
    memory.hear("Armenia's Defence Ministry")
    memory.hear("Ilir Hoxha, a spokesman for the army")
    assert memory.look("the ministry").party == "Armenia's Defence Ministry"
    assert memory.look("the defense ministry").party == "Armenia's Defence Ministry"
    assert memory.look("it").party == "Armenia's Defence Ministry"
    assert memory.look("He").name == "Ilir Hoxha"
    assert memory.look("Hoxha").party == "army"
    assert memory.look("Mr. Hoxha").party == "army"
    assert memory.look("the spokesman").name == "Ilir Hoxha"
    assert memory.look("some").party is None
    assert Memory().look("he").party is None


def test_a_short_name_of_a_body_is_filled_up() -> None:
    memory = Memory()
    memory.hear("Kovar’s Defense Ministry")
    assert memory.look("Vagif Lund, the Defense Ministry's press chief").party == "Kovar’s Defense Ministry"


def test_the_latest_wins() -> None:
    memory = Memory()
    memory.hear("the Kovar army")
    memory.hear("the Lund army")
    assert memory.look("the army").party == "Lund army"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('He said "no" and "yes".', ['"no"', '"yes"']),
        ("He said “no ‘never’ no”.", ["“no ‘never’ no”"]),
        ("The soldiers' boots and the boys' caps.", []),
        ("It's 6'2\" tall, isn't it?", []),
        ('"We lost. "They won."', ['"We lost.', '"They won."']),
        ("''Gone,'' he said.", ["''Gone,''"]),
        ("„So ist es“, sagte er.", ["„So ist es“"]),
        ("«Oui», dit-il.", ["«Oui»"]),
        ("“Never closed. He left.", ["“Never closed. He left."]),
        ("He said “never closed. He left.", ["“never closed."]),
    ],
)
def test_quotation_marks(text: str, wanted: list[str]) -> None:
    assert [text[quote.start : quote.end] for quote in quotations(text, 0, len(text))] == wanted
