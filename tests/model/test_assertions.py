import gzip
import json
import re
import time
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.model import assertion_words, assertions
from counterclaim.model.assertions import MAX_CHARS, MAX_LAYERS, Assertion, read_assertion
from counterclaim.model.settings import configuration

PAIRS = Path(str(files("counterclaim.training").joinpath("data/parties.jsonl.gz")))

ATTRIBUTED = [
    ("Baku said that 200 soldiers died.", "200 soldiers died.", "Baku"),
    ("Baku said 200 soldiers died", "200 soldiers died.", "Baku"),
    ("The ministry says the army has lost four tanks.", "The army has lost four tanks.", "the ministry"),
    ("He said in Baku on Monday that the army had lost.", "The army had lost.", "He"),
    ("The ministry said Monday 12 soldiers died.", "12 soldiers died.", "the ministry"),
    ("The mayor told reporters that the bridge was gone.", "The bridge was gone.", "the mayor"),
    ("The nurse told us the wounded were left on the road.", "The wounded were left on the road.", "the nurse"),
    ("On Monday the rector told our council that the fee would go.", "The fee would go.", "the rector"),
    ("In a statement on Tuesday, the ministry said that 12 had died.", "12 had died.", "the ministry"),
    ("Even the ministry now admits to its own press that its tanks are gone.", "Its tanks are gone.", "the ministry"),
    ("Iraq has admitted that 240 of its men were killed.", "240 of its men were killed.", "Iraq"),
    ("The ministry admitted having shelled the village.", "The ministry shelled the village.", "the ministry"),
    ("Officials confirmed 12 people were killed.", "12 people were killed.", "Officials"),
    ("The general confirmed the town was lost.", "The town was lost.", "the general"),
    ("The union maintains that nobody was paid.", "Nobody was paid.", "the union"),
    ("The ministry's statement says that we lost.", "We lost.", "the ministry's statement"),
    ("Ilir Hoxha, a spokesman for the army, said that all is calm.", "All is calm.",
     "Ilir Hoxha, a spokesman for the army"),
    ("According to the ministry, 12 died.", "12 died.", "the ministry"),
    ("12 people died, according to the ministry.", "12 people died.", "the ministry"),
    ("12 died, the ministry said.", "12 died.", "the ministry"),
    ("12 died, said the ministry on Monday.", "12 died.", "the ministry"),
    ("12 died, a spokesman told state television.", "12 died.", "a spokesman"),
    ("12 died, we said.", "12 died.", None),
    ("The town fell, as the mayor admits.", "The town fell.", "the mayor"),
    ("As the mayor put it, the town is lost.", "The town is lost.", "the mayor"),
    ("In the words of the mayor, the town is lost.", "The town is lost.", "the mayor"),
    ("By the ministry's account, 12 died.", "12 died.", "the ministry"),
    ("By its own account, the army lost 12 men.", "The army lost 12 men.", None),
    ("Contrary to what Baku claims, the town is ours.", "The town is ours.", None),
    ("They did not win, whatever the Echo prints.", "They did not win.", None),
    ("Defence ministry: no troops have crossed.", "No troops have crossed.", "Defence ministry"),
    ("Moscow: no troops crossed the border.", "No troops crossed the border.", "Moscow"),
    ('The mayor: "The town is ours."', "The town is ours.", "the mayor"),
    ('The mayor said: "We lost it. It burned."', "We lost it. It burned.", "the mayor"),
    ("“We lost it. It burned,” the mayor told us on Monday.", "We lost it. It burned.", "the mayor"),
    ("'It's ours!' wrote the mayor.", "It's ours!", "the mayor"),
    ("Let me be clear: we lost; they won.", "We lost; they won.", None),
    ("Let me be clear on one thing: nobody died. We checked.", "Nobody died. We checked.", None),
    ("We can confirm that two died.", "Two died.", None),
    ("The fact is that two died, but nobody was hurt.", "Two died, but nobody was hurt.", None),
    ("It is true that the town fell.", "The town fell.", None),
    ("Baku said the hospital reported that 12 people died.", "12 people died.", "Baku"),
    # Conceded: what is not denied.
    ("It is not disputed by this office that the alarm came late.", "The alarm came late.", "this office"),
    ("The ministry did not deny that it shelled the town.", "It shelled the town.", "the ministry"),
    ("We do not dispute that wages were paid.", "Wages were paid.", None),
    ("No one disputes that the town fell.", "The town fell.", None),
    ("There is no doubt that the town fell.", "The town fell.", None),
    ("Reports that Hill 113 has changed hands are not false.", "Hill 113 has changed hands.", None),
]  # fmt: skip

DENIED = [
    ("The report that we lost the town is fake.", "We lost the town.", None),
    ("The report that we lost the town is a lie!", "We lost the town.", None),
    ("The story that Oruma has fallen is an invention of the Front's announcers.", "Oruma has fallen.", None),
    ("Reports that our canvassers were paid: untrue.", "Our canvassers were paid.", None),
    ("The claim on social media that 5,000 of us walked out has no basis.", "5,000 of us walked out.", None),
    ("Claims of 200 dead are false.", "200 dead.", None),
    ("The figure of 340 evicted families is simply wrong.", "340 evicted families.", None),
    ("Rumours of a missile hit are baseless.", "A missile hit.", None),
    ("Baku denied that it had lost the town.", "It had lost the town.", "Baku"),
    ("Baku denied it had lost the town.", "It had lost the town.", "Baku"),
    ("We deny that our guards fired.", "Our guards fired.", None),
    ("The army denied having shelled the village.", "The army shelled the village.", "the army"),
    ("The army denied having taken the village.", "The army took the village.", "the army"),
    ("Baku rejects the claim that it shelled the village.", "It shelled the village.", "Baku"),
    ("Yerevan rejected Baku's statement that the town had fallen as a lie.", "The town had fallen.", "Yerevan"),
    ("The embassy described as pure invention the report that it had paid.", "It had paid.", "the embassy"),
    ("The directorate calls it untrue that 3,400 houses fell.", "3,400 houses fell.", "the directorate"),
    ("It is not true that the town fell.", "The town fell.", None),
    ("There is no truth in the claim that the town fell.", "The town fell.", None),
    ("That we cut the levee is a lie.", "We cut the levee.", None),
    ("Those who say that the prefect signed it are lying.", "The prefect signed it.", None),
    ("The allegation that officers beat him is baseless, the guard's press office wrote.", "Officers beat him.",
     "the guard's press office"),
    ("Baku said Yerevan denied that Shusha had fallen.", "Shusha had fallen.", "Baku"),
]  # fmt: skip

LEFT_WHOLE = [
    "The ministry said nothing.",
    "The company reported a loss of 4 million.",
    "The union announced a planned strike.",
    "The army claimed the hill.",
    "Officials confirmed the deaths of 5 people.",
    "The rebels claimed responsibility for the blast that killed 5.",
    "The hospital admitted 40 wounded men.",
    "All 31 wounded admitted here from Nyakoro were civilians.",
    "The court denied the appeal he had filed.",
    "The general said a prayer.",
    "The minister resigned, the paper said nothing.",
    "The soldier, wounded, reported the loss.",
    "He led the nation again, Gingrich's home state.",
    "The minister is said to have resigned.",
    "According to the plan, the troops withdraw on Monday.",
    "Some say the town fell.",
    "Nobody said that 200 died.",
    "Baku never said that 200 died.",
    "The ministry falsely claimed that 200 died.",
    "If Baku said that 200 died, it lied.",
    "Army claims that 12 were killed have been rejected by Baku.",
    "The ministry said that was a lie.",
    "Kathleen testified in a way that benefitted Julie.",
    # More is said than what the frame covers.
    "Baku said that 200 died. We counted them.",
    "200 died. It was a black day, the ministry said.",
    "The nurse told the man who was hurt that the bridge was gone.",
    "I spoke to the doctor an hour ago. He said that nobody died.",
    "The army says the quay was shelled; what was shelled was the school.",
    "The army said that the quay was shelled, which is a lie.",
    "The army said twelve died, the rebels said four.",
    "Baku says 200 died, but Yerevan says nobody did.",
    "It is untrue that it went on for hours; it lasted minutes.",
    "The story that we burned the dead is false: all were buried.",
    "The ministry denied that it shelled the quay, saying the port was empty.",
    "Contrary to Baku's claim that 200 died, four did.",
    "The army, the mayor said, had left.",
    '"We lost nobody," he said. "They lost all."',
    '"We left," Jan Berg, chief of the agency, told the Daily Wire.',
    "We did not shell the village, as Baku claims.",
    "Asked by Mr Wills, the engineer conceded that there was no count.",
    "87 dead in all, the committee says: nine here and 78 there.",
    # Denials of nothing, or of something unclear.
    "The enemy spreads lies.",
    "This is slander.",
    "We reject these accusations.",
    "The bureau's figure of 1.2 million is a fantasy.",
    "The insurer rejected the claims of 200 farmers.",
    "The premier denies having said it.",
    "Nigeria denies having troops in Idabato.",
    "The claim that Yerevan made yesterday is a lie.",
    "The allegations that surfaced on Monday are baseless.",
    "The rumour that the town fell is exaggerated.",
    "Not all claims that the town fell are false.",
    "That story about the bridge is a lie.",
    "Is the report that the town fell false?",
    "Baku denied that Yerevan denied that the town fell.",
    "Baku denied that the hospital said 12 people died.",
    # No speaker before a colon.
    "Correction: 17 dead.",
    "Police: 17 dead.",
    "Lotus Court: still not one key.",
]

UNDECIDED = [
    "The hospital refused to confirm that 12 had died.",
    "The hospital has declined to confirm or deny that 12 had died.",
    "The ministry could neither confirm nor deny that the town had fallen.",
    "We cannot confirm that 12 died.",
]


@pytest.mark.parametrize(("text", "core", "speaker"), ATTRIBUTED)
def test_attribution_and_concession_come_off(text: str, core: str, speaker: str | None) -> None:
    found = read_assertion(text)
    assert (found.text, found.stance, found.speaker) == (core, "asserts", speaker)


@pytest.mark.parametrize(("text", "core", "speaker"), DENIED)
def test_denials_give_what_is_denied(text: str, core: str, speaker: str | None) -> None:
    found = read_assertion(text)
    assert (found.text, found.stance, found.speaker) == (core, "denies", speaker)


@pytest.mark.parametrize("text", LEFT_WHOLE)
def test_other_texts_are_left_whole(text: str) -> None:
    assert read_assertion(f"  {text}\n") == Assertion(text, 2, 2 + len(text), "asserts", None)


@pytest.mark.parametrize("text", UNDECIDED)
def test_who_neither_asserts_nor_denies_reports(text: str) -> None:
    assert read_assertion(text) == Assertion(text, 0, len(text), "reports", None)
    inner = read_assertion(f"Baku said that {text[0].lower()}{text[1:]}")
    assert (inner.stance, inner.start) == ("reports", len("Baku said that "))


def test_the_place_is_that_of_the_core() -> None:
    text = " Baku said: “The report that we lost the town is fake.” "
    found = read_assertion(text)
    assert text[found.start : found.end] == "we lost the town"
    assert (found.stance, found.speaker) == ("denies", "Baku")


def test_a_blank_text_has_an_empty_core() -> None:
    assert read_assertion("") == read_assertion(" \n ") == Assertion("", 0, 0)


def test_too_many_frames_and_too_long_texts_are_left_whole() -> None:
    deepest = "Baku said that " * MAX_LAYERS + "the town fell."
    assert read_assertion(deepest).text == "The town fell."
    for text in ("Baku said that " + deepest, "Baku said that " + "it was so " * (MAX_CHARS // 10) + "there."):
        assert read_assertion(text) == Assertion(text, 0, len(text))


HEADS = (
    "Baku said that |The ministry told us that |According to the mayor, |It is not true that |We deny that |"
    'The report that |Nobody denies that |The army denied having |Let me be clear: |The mayor said: "|"|“||'
    "There is no truth in the claim of |Baku rejects the claim that |Ministry: |As X put it, "
)
TAILS = (
    ' is false.| are a lie!|, the mayor said.|, said the mayor."|”, he said| as a lie.|.||"| |, according to İzmir|?|'
    ': untrue|, as Baku admits.| has no basis."|; or not.|. We left.'
)
CORES = (
    "the town fell|200 soldiers died|shelled the village|taken the town|ǆ is ours|ß was here|200 dead|he said it|"
    "no one, not even Dr. Who, was hurt||it|(it was so|Mr. X left. He died"
)
HOSTILE = (
    "said |that |\"|'a |.|… |Mr. A |Baku said that |, the mayor said|the claim that |is a lie |"
    "a,a,|just |1,|'s |—|(|x| - |of of |two "
)
framed = st.builds(
    lambda heads, core, tails: "".join(heads) + core + "".join(tails),
    st.lists(st.sampled_from(HEADS.split("|")), max_size=3),
    st.one_of(st.sampled_from(CORES.split("|")), st.text(max_size=12)),
    st.lists(st.sampled_from(TAILS.split("|")), max_size=2),
)


@settings(max_examples=400, deadline=None)
@given(st.one_of(framed, st.text(max_size=60)))
def test_any_text_is_read_once_and_for_all(text: str) -> None:
    found = read_assertion(text)
    if not text.strip():
        assert found.text == ""
        return
    assert 0 <= found.start < found.end <= len(text)
    span = text[found.start : found.end]
    if "having" not in text:
        first = span[0].upper() if len(span[0].upper()) == 1 else span[0]
        assert found.text in (span, first + span[1:], first + span[1:] + ".")
    again = read_assertion(found.text)
    assert again.text == found.text
    assert again.stance == ("reports" if found.stance == "reports" else "asserts")


@pytest.mark.parametrize("unit", [*HOSTILE.split("|"), " ", "\u00a0\n"])
def test_hostile_texts_take_no_time(unit: str) -> None:
    for size in (MAX_CHARS - 40, 100_000):
        text = f"Baku said that {(unit * size)[:size]} is false, X said."
        best = 1.0
        for _ in range(3):
            start = time.process_time()
            read_assertion(text)
            best = min(best, time.process_time() - start)
        assert best < 0.05


def test_nothing_but_frame_is_lost_in_real_statements() -> None:
    with gzip.open(PAIRS, "rt", encoding="utf-8") as lines:
        texts = {text for line in lines for pair in [json.loads(line)] for text in (pair["text_a"], pair["text_b"])}
    changed = {text: found for text in texts if (found := read_assertion(text)).end - found.start < len(text)}
    assert len(changed) > 150
    for text, found in changed.items():
        outside = f"{text[: found.start]} {text[found.end :]}"
        assert not re.search(r"\b(?:killed|dead|died|lost|wounded|hurt|destroyed|burned|shot|\d{3,})\b", outside), (
            outside
        )


def test_every_list_of_words_is_used_and_every_pattern_works() -> None:
    lists = yaml.safe_load(configuration("assertions.yaml").read_text(encoding="utf-8"))
    code = "".join(Path(str(module.__file__)).read_text("utf-8") for module in (assertions, assertion_words))
    named = {name for name, value in lists.items() if f'"{name}"' in code}
    inside = {
        name for value in lists.values() if isinstance(value, list) for name in re.findall(r"@(\w+)@", " ".join(value))
    }
    assert set(lists) == named | inside
    for name, value in lists.items():
        if isinstance(value, list):
            assert assertion_words.pattern(name).flags & re.IGNORECASE
    for name in re.findall(r'pattern\("(\w+)"\)', code):
        assert name in lists
