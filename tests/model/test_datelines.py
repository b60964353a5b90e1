"""Date lines, datelines, signatures and dates as written."""

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.model.datelines import Head, day_of, published, read_dateline, read_head, signed_by

HEADS = [
    ("date 2020-10-06 BAKU, October 6. /TASS/. We lost.", "2020-10-06", "TASS", (10, 6)),
    (" date 2020-09-30 \n\n\nWe lost.", "2020-09-30", None, None),
    ("Date: October 6, 2020\nWe lost.", "October 6, 2020", None, None),
    ("date: 06/10/2020\nWe lost.", "06/10/2020", None, None),
    ("\ufeffdate 2020-10-06\r\nWe lost.", None, None, None),
    ("BAKU, October 6. /TASS/. We lost.", None, "TASS", (10, 6)),
    ("KYIV, Ukraine (AP) — We lost.", None, "AP", None),
    ("MOSCOW (Reuters) - We lost.", None, "Reuters", None),
    ("ISTANBUL/ANKARA (Reuters) - We lost.", None, "Reuters", None),
    ("BAKU, October 6 (Reuters) - We lost.", None, "Reuters", (10, 6)),
    ("WASHINGTON, Oct. 6 (Xinhua) -- We lost.", None, "Xinhua", (10, 6)),
    ("YEREVAN, 30 SEPTEMBER, ARMENPRESS. We lost.", None, "ARMENPRESS", (9, 30)),
    ("Baku, October 6, AZERTAC. We lost.", None, "AZERTAC", (10, 6)),
    ("BRUSSELS, Belgium, May 5 (AFP) - We lost.", None, "AFP", (5, 5)),
    ("LONDON — We lost.", None, None, None),
    ("(Reuters) - We lost.", None, "Reuters", None),
]
NO_HEADS = [
    "We lost.",
    "NATO said on Monday that we lost.",
    "UN (the body) was founded.",
    "COVID-19 cases rose.",
    "BREAKING: Two killed.",
    "US - China talks fail.",
    "A MAN KILLED — POLICE SAY NO",
    "date palms are 3 metres high",
    "I — we — lost.",
    "200 people died.",
    "",
]


@pytest.mark.parametrize(("text", "date", "outlet", "day"), HEADS, ids=[head[0][:30] for head in HEADS])
def test_a_head(text: str, date: str | None, outlet: str | None, day: tuple[int, int] | None) -> None:
    head = read_head(text)
    assert (head.date, head.outlet, head.day) == (date, outlet, day)
    assert text[head.end :].lstrip("\ufeff").endswith("We lost.")
    if not text.startswith("\ufeff"):
        assert text[head.end :] == "We lost."


@pytest.mark.parametrize("text", NO_HEADS)
def test_a_text_without_a_head(text: str) -> None:
    assert read_head(text) == Head()


def test_a_dateline_below_a_headline_gives_the_outlet_and_nothing_is_skipped() -> None:
    head = read_dateline("Toll rises to 58\nBy Ana Gil\n\nYEREVAN (Reuters) - Fifty-eight died.")
    assert (head.outlet, head.end) == ("Reuters", 0)


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("We lost. -AFP\n\n", "AFP"),
        ("We lost.\nSource: TRTWorld and agencies", "TRTWorld"),
        ("We lost.\n— Reuters", "Reuters"),
        ("“We lost.” – Kyodo News", "Kyodo News"),
        ("We lost.", None),
        ("He went from A-Z", None),
        ("Sources: we lost four tanks in all, and then some more of them.", None),
    ],
)
def test_who_signs(text: str, outlet: str | None) -> None:
    assert signed_by(text) == outlet


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2020-10-06", "2020-10-06"),
        ("2020-10-06T23:00:00+04:00", "2020-10-06"),
        ("20201006", "2020-10-06"),
        ("Tue, 06 Oct 2020 10:00:00 GMT", "2020-10-06"),
        ("October 6, 2020", "2020-10-06"),
        ("6 October 2020 10:15", "2020-10-06"),
    ],
)
def test_a_date_as_written(written: str, day: str) -> None:
    assert published(written) == day


@pytest.mark.parametrize(
    "written", ["06/10/2020", "2020-13-01", "2020-02-30", "yesterday", "12", "", "Monday", "9999-01-01", "0001-01-01"]
)
def test_what_is_no_date_is_refused_with_what_is_allowed(written: str) -> None:
    with pytest.raises(ValueError, match="allowed: ISO 8601"):
        published(written)


def test_the_future_begins_after_tomorrow() -> None:
    today = dt.date(2024, 5, 1)
    assert published("2024-05-02", today) == "2024-05-02"
    with pytest.raises(ValueError, match="to tomorrow"):
        published("2024-05-03", today)


@pytest.mark.parametrize(
    ("head", "name", "day"),
    [
        (Head(day=(10, 6), year=2020), "", "2020-10-06"),
        (Head(day=(10, 6)), "2020/baku.txt", "2020-10-06"),
        (Head(day=(10, 6)), "2019-2020.txt", None),
        (Head(day=(10, 6)), "baku.txt", None),
        (Head(day=(2, 30), year=2020), "", None),
        (Head(), "2020.txt", None),
    ],
)
def test_the_day_of_a_dateline(head: Head, name: str, day: str | None) -> None:
    assert day_of(head, name) == day


@given(st.text(max_size=300))
def test_a_head_ends_in_the_text(text: str) -> None:
    assert 0 <= read_head(text).end <= len(text)


@pytest.mark.parametrize("part", ["BAKU ", "date 2020-10-06 ", "A, ", "(AP) ", " ", "BAKU, October 6. /TASS/. ", "\n"])
def test_time_is_linear(part: str) -> None:
    text = part * (2_000_000 // len(part))
    started = time.perf_counter()
    read_dateline(text)
    signed_by(text)
    assert time.perf_counter() - started < 1
