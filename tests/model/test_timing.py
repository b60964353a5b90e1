"""The day of a statement from the words around it, and the days that figures cover."""

import datetime as dt
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.model.extract import extract
from counterclaim.model.figures import read_figures
from counterclaim.model.findings import compare_figures
from counterclaim.model.frames import said_on
from counterclaim.model.periods import covered, read_periods
from counterclaim.model.records import Article, Statement
from counterclaim.model.timing import article_day, timed

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"
TUESDAY = dt.date(2020, 10, 6)

FRAMES = [
    ("the ministry on Monday refuted the report on", "2020-10-05"),
    (" the ministry said on October 2.", "2020-10-02"),
    (" he said earlier on Tuesday.", "2020-10-06"),
    (" he said Monday.", "2020-10-05"),
    (", the spokesman told reporters in the capital late on Sunday", "2020-10-04"),
    ("On Monday, the ministry said that", "2020-10-05"),
    ("On Monday the ministry said", "2020-10-05"),
    ("In a statement on Monday, the ministry said", "2020-10-05"),
    ("Later on Tuesday, officials said", "2020-10-06"),
    ("Speaking to reporters on Monday, he said", "2020-10-05"),
    ("The president, speaking on Monday, said", "2020-10-05"),
    ("The ministry on Monday also strongly denied", "2020-10-05"),
    ("the ministry said in a statement posted on Facebook on Monday evening that", "2020-10-05"),
    ("according to a statement issued on Monday", "2020-10-05"),
    ("In Monday’s statement the ministry said", "2020-10-05"),
    ("Ana Gil wrote on Saturday, October 3, 2020:", "2020-10-03"),
    ("the ministry said on Oct. 3, 2020, that", "2020-10-03"),
    ("the ministry said on 3 October that", "2020-10-03"),
    ("the ministry said yesterday that", "2020-10-05"),
    ("the ministry said today that", "2020-10-06"),
    ("the army said a day earlier", "2020-10-05"),
    ("A day earlier, the ministry said", "2020-10-05"),
    ("the ministry said on December 30 that", "2019-12-30"),
    ("The ministry said last week that", "long ago"),
    ("The ministry said last month that", "long ago"),
    ("The ministry said in 2019 that", "long ago"),
    ("two years ago the ministry said that", "long ago"),
    ("The ministry previously said", "long ago"),
    ("The ministry said that", "None"),
    ("The ministry earlier said that", "None"),
    ("In response to Sunday's attack, the ministry said", "None"),
    ("After Monday's talks, he said", "None"),
    ("Officials said after a meeting on Monday that", "None"),
    ("Officials who met on Monday said", "None"),
    ("As the army attacked on Monday, officials said", "None"),
    ("The attack on Monday was condemned by a man who said", "None"),
    ("The killing of a man on Monday, police said", "None"),
    ("The ministry has said since Monday that", "None"),
    ("the ministry said by Monday that", "None"),
    ("on Monday", "None"),
    ("", "None"),
]

SAID = [
    ("“We lost,” the ministry said on Monday.", "We lost", "2020-10-05"),
    ("The ministry destroyed two helicopters on Sunday, the ministry said.", "two helicopters", "2020-10-06"),
    ("The army said on Sunday it had lost four tanks on Saturday.", "four tanks", "2020-10-04"),
    ("The army said last month it had lost four tanks.", "four tanks", None),
    ("The army said it had previously lost four tanks.", "four tanks", "2020-10-06"),
    ("The army said on Monday it had won. It said it had lost four tanks.", "four tanks", "2020-10-05"),
    ("Baku said on Monday it had won. Yerevan said it had lost four tanks.", "four tanks", "2020-10-06"),
    ("Four tanks were lost on Monday.", "Four tanks", "2020-10-06"),
    (
        "The army said on Friday it had won. A day earlier, Yerevan said it had lost four tanks.",
        "four tanks",
        "2020-10-01",
    ),
    ("The army said on October 2 that it had lost four tanks.", "four tanks", "2020-10-02"),
    ("The army said on October 2 it had lost four tanks.", "four tanks", "2020-10-02"),
    ("The U.S. said on Oct. 2 it had lost four tanks.", "four tanks", "2020-10-02"),
]

PERIODS = [
    ("Two soldiers were killed on Monday.", [("2020-10-05", "2020-10-05")]),
    ("On Monday, two soldiers were killed.", [("2020-10-05", "2020-10-05")]),
    ("Two soldiers were killed on Sunday and three on Monday.", [("2020-10-04",) * 2, ("2020-10-05",) * 2]),
    ("Two soldiers and three civilians were killed on Monday.", [("2020-10-05", "2020-10-05")] * 2),
    ("58 soldiers were killed since September 27.", [("2020-09-27", "2020-10-06")]),
    ("58 soldiers were killed between September 27 and Monday.", [("2020-09-27", "2020-10-05")]),
    ("58 soldiers were killed from Saturday to Monday.", [("2020-10-03", "2020-10-05")]),
    ("Ten soldiers were killed in the past 24 hours.", [("2020-10-05", "2020-10-06")]),
    ("Ten soldiers were killed over the last three days.", [("2020-10-03", "2020-10-06")]),
    ("Ten soldiers were killed overnight.", [("2020-10-05", "2020-10-06")]),
    ("Ten soldiers were killed yesterday.", [("2020-10-05", "2020-10-05")]),
    ("58 soldiers have been killed so far.", [(None, "2020-10-06")]),
    ("The death toll rose to 58 on Monday.", [(None, "2020-10-05")]),
    ("By Monday, 58 soldiers had been killed.", [(None, "2020-10-05")]),
    ("Some 300 people were killed in 2016.", [("2016-01-01", "2016-12-31")]),
    ("Some 300 people were killed in April 2016.", [("2016-04-01", "2016-04-30")]),
    ("Some 300 people were killed since 2016.", [("2016-01-01", "2020-10-06")]),
    ("In 1992-1994, 300 people were killed.", [(None, None)]),
    ("Ten soldiers were killed last week.", [(None, None)]),
    ("Ten soldiers were killed.", [(None, None)]),
    ("The council met on Monday, where fighting has caused 100 deaths.", [(None, None)]),
    ("Ten soldiers died when shells hit the post on Monday.", [("2020-10-05", "2020-10-05")]),
    ("BAKU, October 2 (AP) - Ten soldiers died on Thursday.", [("2020-10-01", "2020-10-01")]),
    ("BAKU, October 2 (AP) - Ten soldiers died.", [(None, None)]),
    ("It won on Monday. Ten soldiers were killed.", [(None, None)]),
]  # fmt: skip


@pytest.mark.parametrize(("frame", "day"), FRAMES, ids=[frame for frame, _ in FRAMES])
def test_words_around_a_statement(frame: str, day: str) -> None:
    assert str(said_on(frame, TUESDAY, TUESDAY)) == day


def test_a_day_at_the_start_of_words_that_follow_a_statement_belongs_to_it() -> None:
    frame = " on Monday, a separatist official reported that"
    assert said_on(frame, TUESDAY, opens=False) is None
    assert said_on(frame, TUESDAY) == dt.date(2020, 10, 5)


def test_without_a_day_of_the_article_only_full_dates_count() -> None:
    assert said_on("the ministry said on Monday", None) is None
    assert said_on("the ministry said on October 2", None) is None
    assert said_on("the ministry said on October 2, 2020", None) == dt.date(2020, 10, 2)


@pytest.mark.parametrize(("text", "part", "day"), SAID, ids=[text for text, _, _ in SAID])
def test_the_day_of_a_statement(text: str, part: str, day: str | None) -> None:
    article = Article(article_id="a", text=text, date="2020-10-06")
    found = [one for one in timed(article, extract(article)) if part in one.text]
    assert [one.date for one in found] == [day] * len(found)
    assert found


def test_what_was_said_before_has_no_day() -> None:
    article = Article(article_id="a", text="It has previously put the number of deaths at 28.", date="2020-10-06")
    assert timed(article, [Statement(text=article.text, party="B", start=0, end=len(article.text))])[0].date is None


def test_what_somebody_is_said_to_have_said_came_no_later() -> None:
    text = "“The report by Yerevan that we lost four tanks is false,” Baku said on Monday."
    outer = Statement(text=text[1:56], party="Baku", start=1, end=56)
    inner = Statement(text=text[28:47], party="Yerevan", start=28, end=47)
    article = Article(article_id="a", text=text, date="2020-10-06")
    assert [one.date for one in timed(article, [outer, inner])] == ["2020-10-05", "2020-10-05"]


def test_nothing_but_days_and_figures_is_changed() -> None:
    article = Article(article_id="a", text="Baku said on Monday it had lost four tanks. We saw it.", date="2020-10-06")
    for before, after in zip(extract(article), timed(article, extract(article)), strict=True):
        kept = ("text", "party", "speaker", "source", "stance", "article_id", "start", "end")
        assert [getattr(before, name) for name in kept] == [getattr(after, name) for name in kept]
        assert [(f.low, f.kind, f.start, f.end) for f in after.figures] == [
            (f.low, f.kind, f.start, f.end) for f in read_figures(before.text)
        ]


def test_statements_without_a_place_have_the_day_of_the_article() -> None:
    article = Article(article_id="a", text="We lost.", date="2020-10-06")
    assert timed(article, [Statement(text="They won on Monday.", party="B")])[0].date == "2020-10-06"
    assert timed(article, []) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Troops on Sunday shot down two helicopters on September 27, 2020. It was founded in 1994.", "2020-09-27"),
        ("Two died on 2020-09-27, and one on 26 September 2020.", "2020-09-27"),
        ("Two died on September 27, 2020. In 2021 it ended.", None),
        ("Two died on September 27.", None),
        ("It opens on September 27, 2990.", None),
        ("", None),
    ],
)
def test_the_day_of_an_article_without_one(text: str, day: str | None) -> None:
    assert str(article_day(Article(article_id="a", text=text))) == str(day)


@pytest.mark.parametrize(("text", "days"), PERIODS, ids=[text for text, _ in PERIODS])
def test_the_days_that_figures_cover(text: str, days: list[tuple[str | None, str | None]]) -> None:
    found = covered(read_figures(text), text, TUESDAY)
    assert [(figure.since, figure.until) for figure in found] == days


def test_figures_that_have_days_keep_them() -> None:
    text = "Two soldiers were killed on Monday."
    once = covered(read_figures(text), text, TUESDAY)
    assert covered(once, text, dt.date(2021, 1, 1)) == once


def test_days_that_are_set_do_not_change_what_figures_say_of_each_other() -> None:
    texts = ["28 soldiers died on Sunday.", "27 soldiers died on Monday.", "The death toll rose to 58 so far."]
    plain = [Statement(text=text, party="A", date="2020-10-06") for text in texts]
    article = Article(article_id="a", text=" ".join(texts), date="2020-10-06")
    dated = timed(article, plain)
    for i, j in ((0, 1), (0, 2), (1, 2)):
        before, after = compare_figures(plain[i], plain[j]), compare_figures(dated[i], dated[j])
        assert [item.relation for item in before] == [item.relation for item in after]
        assert before


@given(st.text(alphabet="on Monday, since October 27 2020-1sad.thelst", max_size=120), st.none() | st.dates())
def test_periods_run_forwards(text: str, day: dt.date | None) -> None:
    for period in read_periods(text, day):
        assert 0 <= period.start < period.end <= len(text)
        assert period.since is None or period.until is None or period.since <= period.until


@given(st.text(max_size=200), st.none() | st.dates())
def test_any_frame_has_a_day_or_none(frame: str, day: dt.date | None) -> None:
    assert said_on(frame, day, day) is None or said_on(frame, day, day)


@pytest.mark.parametrize(
    "part", ["on Monday ", "October 2, 2020 ", "the army said ", ". ", "“We lost. ", "\u202e", "\n"]
)
def test_time_is_linear(part: str) -> None:
    text = part * (300_000 // len(part)) + "x"
    started = time.perf_counter()
    found = timed(Article(article_id="a", text=text), [Statement(text=text[:5000] + "x", start=9, end=5009, party="B")])
    assert len(found) == 1
    assert time.perf_counter() - started < 5


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not part of the project")
def test_a_seed_article() -> None:
    text = next(SEEDS.glob("000*")).read_text(encoding="utf-8")
    article = Article(article_id="000", text=text, date="2020-10-06", outlet="TASS")
    days = {one.date for one in timed(article, extract(article)) if "lost 200 people" in one.text}
    assert days == {"2020-10-05"}
