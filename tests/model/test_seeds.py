"""Five real articles about one conflict, with the bundled model: what a reader finds in them, and nothing else."""

from pathlib import Path

import pytest

from counterclaim.model.articles import read_articles
from counterclaim.model.detector import Detector
from counterclaim.model.parties import Parties
from counterclaim.model.records import Statement
from counterclaim.model.scan import Watcher, Wishes, scan_articles
from counterclaim.model.scan_records import Found, Problem, Scan
from counterclaim.model.sifting import Choice

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"
SURE = 0.7

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the five articles are not at hand")


class Notes(Watcher):
    def __init__(self) -> None:
        self.statements: list[Statement] = []
        self.verdicts: list[Found] = []

    def statement(self, statement: Statement) -> None:
        self.statements.append(statement)

    def verdict(self, found: Found, title: str) -> None:
        self.verdicts.append(found)


@pytest.fixture(scope="module")
def bundled() -> Detector:
    return Detector.load()


@pytest.fixture(scope="module")
def scanned(bundled: Detector) -> tuple[Scan, Notes]:
    notes = Notes()
    return scan_articles(SEEDS, bundled, Parties.load(), Wishes(least=SURE), notes), notes


def told(found: Found) -> list[tuple[str | None, str, str]]:
    return [(one.party, one.stance, one.text) for one in (found.pair.a, found.pair.b)]


def the_one(notes: Notes, *words: str, stance: str = "asserts") -> Statement:
    return next(one for one in notes.statements if one.stance == stance and all(word in one.text for word in words))


@pytest.mark.parametrize(
    ("claimed_by", "words"), [("Armenia", "lost 200 people"), ("Nagorno-Karabakh", "regained control of territory")]
)
def test_a_claim_and_its_dismissal_are_a_contradiction(
    scanned: tuple[Scan, Notes], claimed_by: str, words: str
) -> None:
    (found,) = [found for found in scanned[0].found if words in found.pair.a.text and words in found.pair.b.text]
    assert found.verdict.p_contradiction >= SURE
    assert found.verdict.kind == "denial"
    assert [(party, stance) for party, stance, _ in told(found)] == [(claimed_by, "asserts"), ("Azerbaijan", "denies")]


def test_a_number_of_dead_against_no_figures_is_no_contradiction(
    scanned: tuple[Scan, Notes], bundled: Detector
) -> None:
    _, notes = scanned
    claim, silence = the_one(notes, "at least 200 killed"), the_one(notes, "not provided detailed casualty figures")
    assert bundled.compare(claim, silence).label == "neutral"
    pair = {claim.statement_id, silence.statement_id}
    assert all(
        {found.pair.a.statement_id, found.pair.b.statement_id} != pair or found.verdict.label == "neutral"
        for found in notes.verdicts
    )


def test_two_helicopters_and_later_four_of_one_side_are_an_update(
    scanned: tuple[Scan, Notes], bundled: Detector
) -> None:
    _, notes = scanned
    two, four = the_one(notes, "downed two Azerbaijani helicopters"), the_one(notes, "four helicopters downed")
    assert (two.party, four.party) == ("Armenia", "Armenia")
    assert (two.date or "") < (four.date or "")
    verdict = bundled.compare(two, four)
    assert (verdict.label, verdict.kind) == ("neutral", "update")
    within = Notes()
    wishes = Wishes(choice=Choice(within_party=True), least=SURE)
    scan = scan_articles(SEEDS, bundled, Parties.load(), wishes, within)
    (found,) = [item for item in scan.compared if {item.pair.a.text, item.pair.b.text} == {two.text, four.text}]
    assert found.verdict.kind == "update"


def test_28_dead_and_27_and_a_total_of_58_do_not_add_up(scanned: tuple[Scan, Notes]) -> None:
    (account,) = scanned[0].accounts
    assert account.finding.reason == "28 and 27 come to 55, not the total of 58"
    assert account.statements[0].party == "Nagorno-Karabakh"


def test_at_most_two_contradictions_are_other_than_those_that_a_reader_finds(scanned: tuple[Scan, Notes]) -> None:
    read = (
        "lost 200 people",
        "regained control of territory",
        "major casualties among the Azerbaijani forces",
    )  # what the articles say that one side claims and the other dismisses
    others = [
        told(found)
        for found in scanned[0].found
        if not any(words in found.pair.a.text and words in found.pair.b.text for words in read)
    ]
    assert len(others) <= 2, others


def test_nothing_is_lost_and_every_place_is_right(scanned: tuple[Scan, Notes]) -> None:
    scan, notes = scanned
    assert (scan.counts.articles, scan.problems, scan.copies) == (5, (), ())
    articles = {item.article_id: item for item in read_articles(SEEDS) if not isinstance(item, Problem)}
    assert {one.article_id for one in notes.statements} == set(articles)
    for one in notes.statements:
        assert articles[one.article_id or ""].text[one.start : one.end] == one.text
