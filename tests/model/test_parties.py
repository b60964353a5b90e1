"""Phrases to parties, parties to sides, and what is wrong with a file of them."""

from importlib.resources import files
from pathlib import Path

import pytest

from counterclaim.model.bodies import read_speaker
from counterclaim.model.parties import Parties
from counterclaim.model.records import Statement

PARTIES = Parties.load()

# The phrase as a text has it, and the party: None where the phrase names a party of its own, by its own words.
NAMED = [
    ("Baku", "Azerbaijan"),
    ("Azerbaijan's Defence Ministry", "Azerbaijan"),
    ("Azerbaijan’s Defense Ministry", "Azerbaijan"),
    ("the defence ministry in Yerevan", "Armenia"),
    ("Armenian defence officials", "Armenia"),
    ("the Armenian side", "Armenia"),
    ("officials in Baku", "Azerbaijan"),
    ("Vagif Dargyahly, the press office chief of Azerbaijan's Defence Ministry", "Azerbaijan"),
    ("Azerbaijani President Ilham Aliyev", "Azerbaijan"),
    ("the ministry of defence of Azerbaijan", "Azerbaijan"),
    ("Karabakh’s defense ministry", "Nagorno-Karabakh"),
    ("Armenian separatists", "Nagorno-Karabakh"),
    ("separatists in Karabakh", "Nagorno-Karabakh"),
    ("the ombudsman for the Karabakh region", "Nagorno-Karabakh"),
    ("officials in Azerbaijan’s breakaway Nagorno-Karabakh region", "Nagorno-Karabakh"),
    ("the U.S. embassy in Kyiv", "United States"),
    ("US troops", "United States"),
    ("the Pentagon", "United States"),
    ("Kremlin spokesman Dmitry Peskov", "Russia"),
    ("the Russian ambassador to London", "Russia"),
    ("New Delhi", "India"),
    ("Lebanon's Hezbollah", "Hezbollah"),
    ("Yemen's Houthi rebels", "Houthis"),
    ("the head of the WHO, Tedros Adhanom Ghebreyesus", "World Health Organization"),
    ("the UN's special envoy for Syria, Geir Pedersen", "United Nations"),
    ("NATO Secretary-General Jens Stoltenberg", "NATO"),
    ("South Korea's Joint Chiefs of Staff", "South Korea"),
    ("Baku and Yerevan", "Armenia and Azerbaijan"),
    ("Britain, France and Germany", "France, Germany and United Kingdom"),
    ("separatist fighters", None),
    ("officials", None),
    ("officials who left", None),
    ("both sides", None),
    ("residents in Baku", None),
    ("a diplomat in Baku", None),
    ("Kyiv resident Olga Petrenko", None),
    ("a doctor at a hospital in Gaza", None),
    ("former Armenian Prime Minister Aron Lind", None),
    ("Venezuela's opposition", None),
    ("Russian-backed fighters", None),
    ("the Washington Post", None),
    ("the University of Tehran", None),
    ("Mr Jordan", None),
    ("Michael Jordan", None),
]


def named(phrase: str, parties: Parties = PARTIES) -> str | None:
    found = read_speaker(phrase)
    return parties.name(Statement(text="x", party=found.party, speaker=found.speaker, source="TASS")).party


@pytest.mark.parametrize(("phrase", "party"), NAMED)
def test_who_a_phrase_is(phrase: str, party: str | None) -> None:
    found = named(phrase)
    if party is not None:
        assert found == party
    else:
        assert found is not None
        assert not any(PARTIES.conflict(found, other) for other in ("Azerbaijan", "Russia", "Israel", "United States"))
        assert found not in {name for _, name in NAMED}


def test_one_source_under_two_spellings_is_one_party() -> None:
    assert named("The Defence Ministry") == named("the defense ministry") == "defense ministry"
    assert named("State media") == named("state media")
    assert named("the Crisis Group") == "Crisis Group"


def test_the_outlet_and_nobody_stay_as_they_are() -> None:
    for party, source in (("Azerbaijan Today", "Azerbaijan Today"), ("Baku", "Baku"), (None, "TASS")):
        statement = Statement(text="x", party=party, source=source)
        assert PARTIES.name(statement) == statement
    assert PARTIES.conflict("TASS", "AFP") is None
    assert not PARTIES.same_side("TASS", "AFP")


def test_sides() -> None:
    assert PARTIES.conflict("Azerbaijan", "Armenia") == PARTIES.conflict("Nagorno-Karabakh", "Azerbaijan")
    assert PARTIES.conflict("Armenia", "Azerbaijan") == "Nagorno-Karabakh"
    assert PARTIES.same_side("Armenia", "Nagorno-Karabakh")
    assert PARTIES.same_side("Crisis Group", "Crisis Group")
    assert PARTIES.conflict("Armenia", "Nagorno-Karabakh") is None
    assert not PARTIES.same_side("Armenia", "Azerbaijan")
    assert not PARTIES.same_side("Armenia", "Brazil")


def test_every_conflict_of_ours_is_of_known_parties(tmp_path: Path) -> None:
    """Our own file passes the check that a user's file has to pass."""
    copy = tmp_path / "parties.yaml"
    copy.write_text(files("counterclaim.configs").joinpath("parties.yaml").read_text("utf-8"), "utf-8")
    assert Parties.load(copy).conflict("Russia", "Ukraine") == "Ukraine"


USER = """
parties:
  - {name: Lund, aliases: [Lunder, Baku]}
  - {name: Kovar, aliases: [Kovarian], people: [Ada Voss]}
  - {name: Azerbaijan, aliases: [Azer]}
conflicts:
  - {name: strait, sides: [[Lund], [Kovar, Azerbaijan]]}
  - {name: Kashmir, sides: [[India, Lund], [Pakistan]]}
"""


def test_a_users_file_wins(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(USER, "utf-8")
    parties = Parties.load(tmp_path / "mine.yaml")
    assert named("Baku", parties) == named("Lunder officials", parties) == "Lund"
    assert named("Yerevan", parties) == "Armenia"
    assert named("Azeri officials", parties) == named("Azer", parties) == "Azerbaijan"
    assert named("Ada Voss", parties) == named("Mrs Voss", parties) == "Kovar"
    assert parties.conflict("Lund", "Azerbaijan") == "strait"
    assert parties.conflict("Lund", "Pakistan") == "Kashmir"
    assert parties.same_side("Kovar", "Azerbaijan")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("parties: [{name: A, aliases: [x]}, {name: B, aliases: [X]}]", "'X' is 'A' and 'B'"),
        ("conflicts: [{name: war, sides: [[Russia], [Atlantis]]}]", r"conflicts\.0\.sides.*Atlantis"),
        ("conflicts: [{name: war, sides: [[Russia]]}]", r"conflicts\.0\.sides"),
        ("conflicts: [{name: war, sides: [[Russia], [Russia]]}]", "stands twice"),
        ("parties: [{name: A, kind: planet}]", r"parties\.0\.kind.*planet"),
        ("parties: [{name: '', aliases: []}]", r"parties\.0\.name"),
        ("parties: [{name: A, alias: b}]", r"parties\.0\.alias"),
        ("parties: {", "not YAML"),
        ("[]", "the whole file"),
    ],
)
def test_what_is_wrong_with_a_file_is_one_sentence(tmp_path: Path, text: str, wanted: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(ValueError, match=wanted) as caught:
        Parties.load(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    with pytest.raises(FileNotFoundError, match="no such file"):
        Parties.load(tmp_path / "none.yaml")
