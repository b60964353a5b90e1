"""What does not add up in one article, and over the articles of an event."""

import pytest

from counterclaim.model.accounts import over_time, rises
from counterclaim.model.extract import extract
from counterclaim.model.figures import read_figures
from counterclaim.model.records import Article, Statement


def told(text: str) -> list[str]:
    article = Article(article_id="1", text=text, outlet="Wire")
    said = [
        Statement.from_dict({**one.to_dict(), "figures": [figure.to_dict() for figure in read_figures(one.text)]})
        for one in extract(article)
    ]
    return [finding.reason for _, finding in rises(article, said)]


BEFORE = "Upland's army has previously put the number of dead at 28."


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        (
            f"Twenty-seven soldiers died on Monday, Upland's army said, bringing its death toll to 58. {BEFORE}",
            ["28 and 27 come to 55, not the total of 58"],
        ),
        (f"Thirty soldiers died on Monday, Upland's army said, bringing its death toll to 58. {BEFORE}", []),
        (f"Twenty-seven soldiers died on Monday, Upland's army said. Rain brought the river to 58 feet. {BEFORE}", []),
        ("Twenty-seven soldiers died on Monday, Upland's army said, bringing its death toll to 58.", []),
        ("", []),
    ],
)
def test_a_new_total_is_what_was_and_what_came(text: str, reasons: list[str]) -> None:
    assert told(text or " ") == reasons


def said(text: str, day: int, **more: str) -> Statement:
    values = {"party": "Upland", "speaker": "the army", **more}
    return Statement(text=text, date=f"2021-05-0{day}", figures=tuple(read_figures(text)), **values)  # type: ignore[arg-type]


FIRST, LATER = said("So far 58 people have died.", 1), said("So far 28 people have died.", 2)


def test_a_total_that_falls_is_told_with_its_statements() -> None:
    ((event, (statements, finding)),) = over_time([FIRST, LATER], [7, 7])
    assert (event, statements) == (7, (FIRST, LATER))
    assert "cannot fall" in finding.reason


@pytest.mark.parametrize(
    "statements",
    [
        [FIRST, said(LATER.text, 2, party="South")],
        [said(FIRST.text, 1, stance="denies"), LATER],
        [said("It has 9 islands in all, with ports: five in the north, three in the south.", 1)],
        [],
    ],
)
def test_what_two_say_or_deny_or_what_is_no_toll_is_no_account(statements: list[Statement]) -> None:
    assert over_time(statements, [0] * len(statements)) == []
    assert over_time([FIRST, LATER], [0, 1]) == []
