"""Articles to contradictions: everything is read, counted and found again; one bad article does not stop the others."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from tiny import DictionaryScorer

from counterclaim.model import told
from counterclaim.model.detector import Detector
from counterclaim.model.extract import extract
from counterclaim.model.parties import Conflict, Parties, Party, PartyFile
from counterclaim.model.records import Article, Statement
from counterclaim.model.scan import Watcher, Wishes, scan_articles
from counterclaim.model.scan_records import Found, Problem, Scan
from counterclaim.model.shelf import Shelf
from counterclaim.model.sifting import Choice

PARTIES = Parties(
    PartyFile(
        parties=(
            Party(name="Norland", aliases=("Norland's Defence Ministry", "Norland army")),
            Party(name="Sudria", aliases=("Sudria's Defence Ministry", "Sudria army")),
        ),
        conflicts=(Conflict(name="war", sides=(("Norland",), ("Sudria",))),),
    )
)
ONE = (
    "Norland's Defence Ministry said its troops had taken the town of Harlow on Sunday.\n\n"
    "Sudria's Defence Ministry dismissed claims by the Norland army that Sudria had lost 40 tanks near Harlow.\n\n"
    "Farmers in the valley said that the harvest of apples was good this year."
)
OTHER = (
    "Sudria's Defence Ministry said on Monday that its troops still held the town of Harlow, and no tanks were lost."
)
LATER = "Norland's Defence Ministry said that its troops had left the town of Harlow again."


def article(number: int, text: str = ONE, date: str | None = "2021-05-03", outlet: str = "Wire") -> Article:
    return Article(article_id=f"{number}.txt", text=text, date=date, outlet=outlet)


ARTICLES = [article(1), article(2, OTHER, "2021-05-04", "Post"), article(3, LATER, "2021-05-09", "Post")]


class Notes(Watcher):
    def __init__(self) -> None:
        self.statements: list[Statement] = []
        self.verdicts: list[tuple[Found, str]] = []
        self.stages: list[str] = []

    def progress(self, stage: str, done: int, total: int | None) -> None:
        self.stages.append(stage)

    def statement(self, statement: Statement) -> None:
        self.statements.append(statement)

    def verdict(self, found: Found, title: str) -> None:
        self.verdicts.append((found, title))


def scan(
    articles: Iterable[Article | Problem] | Path, wishes: Wishes | None = None, notes: Notes | None = None
) -> Scan:
    return scan_articles(articles, Detector(DictionaryScorer()), PARTIES, wishes, notes)


def test_a_claim_and_its_denial_are_found_with_everything_that_a_report_needs() -> None:
    notes = Notes()
    result = scan(ARTICLES, notes=notes)
    (found,) = result.found
    assert (found.pair.a.party, found.pair.b.party, found.verdict.kind) == ("Norland", "Sudria", "denial")
    assert found.pair.a.text == "Sudria had lost 40 tanks near Harlow"
    assert found.pair.why == "Sudria denies what Norland says"
    assert found.event_id in {event.event_id for event in result.events}
    assert "Harlow" in result.events[0].title
    assert found.outlets_a == found.outlets_b == ("Wire",)
    assert {one.article_id for one in notes.statements} == {one.article_id for one in ARTICLES}
    assert result.counts.articles == 3
    assert result.counts.statements == len(notes.statements)
    assert result.counts.pairs == len(notes.verdicts) == len(result.found) + len(result.compared)
    assert sum(result.counts.verdicts.values()) == result.counts.pairs
    assert list(dict.fromkeys(notes.stages)) == ["reading", "statements", "pairing", "comparing"]


def test_every_statement_slices_back_to_its_article() -> None:
    result = scan(ARTICLES)
    shown = [one for found in (*result.found, *result.compared) for one in (found.pair.a, found.pair.b)]
    assert shown
    for one in shown:
        assert result.articles[one.article_id or ""].text[one.start : one.end] == one.text


def test_the_same_articles_give_the_same_result() -> None:
    one, other = scan(ARTICLES), scan(ARTICLES)
    assert replace(one, counts=other.counts) == other
    assert one.counts.dropped == other.counts.dropped


def test_reprints_are_one_origin_and_add_no_pairs() -> None:
    copies = [article(number, outlet=f"Paper {number}", date="2021-05-04") for number in range(4, 8)]
    result, before = scan([*ARTICLES, *copies]), scan(ARTICLES)
    assert [(group.origin, len(group.copies)) for group in result.copies] == [("1.txt", 4)]
    assert result.counts.pairs == before.counts.pairs
    assert {one.outlet for one in result.articles.values()} >= {"Wire", "Paper 4", "Paper 7"}
    assert [found.outlets_a for found in result.found] == [("Wire",)]
    assert result.counts.dropped["statements: said again in the same words"] > 4


def test_another_article_that_says_the_same_is_another_outlet() -> None:
    again = article(4, f"{LATER} {ONE.splitlines()[2]} It rained all day in the hills.", outlet="Herald")
    (found,) = scan([*ARTICLES, again]).found
    assert found.outlets_a == ("Wire", "Herald")


def test_one_bad_article_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(article: Article) -> list[Statement]:
        if article.article_id == "2.txt":
            raise RuntimeError("a bug")
        return extract(article)

    monkeypatch.setattr(told, "extract", broken)
    unreadable = Problem(where="9.txt", reason="it cannot be read")
    result = scan([unreadable, *ARTICLES, article(1, "Another one.")])
    assert [problem.where for problem in result.problems] == ["9.txt", "1.txt", "2.txt"]
    assert "RuntimeError: a bug" in result.problems[-1].reason
    assert len(result.found) == 1


def test_days_and_least_probability_and_how_much_is_kept() -> None:
    assert scan(ARTICLES, Wishes(until="2021-05-03")).counts.articles == 1
    assert scan(ARTICLES, Wishes(since="2021-05-04")).counts.dropped["articles: of other days than asked for"] == 1
    undated = [*ARTICLES, article(4, LATER, date="soon")]
    assert scan(undated, Wishes(since="2021-05-04")).counts.articles == 3
    strict = scan(ARTICLES, Wishes(least=0.99))
    assert strict.found == ()
    assert strict.compared[0].verdict.kind == "denial"  # the nearest first
    assert len(scan(ARTICLES, Wishes(least=0.99, keep=1)).compared) == 1
    assert scan(ARTICLES, Wishes(keep=0)).compared == ()
    with pytest.raises(ValueError, match="'never' is no date"):
        scan(ARTICLES, Wishes(since="never"))


def test_one_party_over_time_where_asked_for() -> None:
    sides = [{found.pair.a.party, found.pair.b.party} for found in scan(ARTICLES).compared]
    assert {"Norland"} not in sides
    within = scan(ARTICLES, Wishes(choice=Choice(within_party=True)))
    assert {"Norland"} in [{found.pair.a.party, found.pair.b.party} for found in within.compared]


@pytest.mark.parametrize("articles", [[], [article(1, "x")], [article(1, " \n\n ")]])
def test_nothing_to_compare_is_no_failure(articles: list[Article]) -> None:
    result = scan(articles)
    assert (result.found, result.counts.articles) == ((), len(articles))


def test_an_account_that_does_not_add_up_is_flagged() -> None:
    text = (
        "Twenty-seven soldiers died on Monday, Norland's Defence Ministry said, bringing its death toll to 58. "
        "Norland's Defence Ministry has previously put the number of dead at 28."
    )
    (account,) = scan([article(1, text)]).accounts
    assert "28 and 27 come to 55" in account.finding.reason
    assert {one.article_id for one in account.statements} == {"1.txt"}


@pytest.mark.parametrize(
    "text",
    [
        "“" * 5000 + "Norland said this. ",
        "Norland said that " + "x " * 200_000,
        "Sudria previously lost 5 men, bringing the toll to 9. " * 3000,
        "".join(f"Name{number} " for number in range(50_000)),
        "\u202eNorland\u202c said: [[[[" + "(" * 9999,
    ],
    ids=["quotes", "one line", "tolls", "names", "brackets"],
)
def test_a_hostile_article_is_read_or_told_and_the_rest_goes_on(text: str) -> None:
    result = scan([*ARTICLES, article(4, text)])
    assert len(result.found) == 1
    assert result.counts.articles == 4


def test_a_shelf_gives_back_what_was_put_on_it() -> None:
    odd = article(1, "half \ud800 of a pair")
    with Shelf() as shelf:
        shelf.put(odd)
        shelf.put(ARTICLES[1])
        assert list(shelf) == [odd, ARTICLES[1]]
        assert ("1.txt" in shelf, "7.txt" in shelf, len(shelf)) == (True, False, 2)
        with pytest.raises(ValueError, match=r"'1.txt' a second time"):
            shelf.put(odd)
