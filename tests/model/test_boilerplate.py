"""Lines of a page that are no part of the article, and those that are."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.model.boilerplate import boilerplate_lines, is_boilerplate, masthead

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"

NO_ARTICLE = [
    "Read more:", "READ MORE: Death toll ticks up in border clashes", "READ MORE | Death toll ticks up", "• Read more",
    "Also read: Why they have been fighting for so long", "Related articles", "RELATED: Two killed in a fire",
    "For all the latest headlines follow our Google News channel online or via the app.", "Enable Read mode",
    "100% Font Size", "Published: Updated:", "Published: Updated:\nEnable Read mode\n100% Font Size", "Fast News",
    "Top Content Trending", "Share this", "Advertisement", "ADVERTISEMENT", "Story continues below advertisement",
    "Sign up for our newsletter", "Sign up for the Morning Briefing newsletter.", "Subscribe to our channel",
    "We use cookies to improve your experience.", "This site uses cookies. By using it you agree.", "Accept all",
    "Photo: AFP", "Photo by Ana Gil", "(AP Photo/Ana Gil)", "(Reuters)", "[File photo]", "FILE PHOTO: A man walks past",
    "Image credit: Getty Images", "By Ana Gil", "BY ANA GIL AND BO LEE", "By Ana Gil, Associated Press",
    "Reporting by Ana Gil; editing by Bo Lee", "Source: Example News and agencies",
    "Associated Press writers Ana Gil and Bo Lee contributed to this report.", "https://example.org/a?b=1",
    "www.example.org", "news@example.org", "pic.twitter.com/abc", "toll-map.jpg", "© 2020 The Post",
    "Copyright 2021 The Post. All rights reserved.", "All rights reserved.", "Copyright by WXYZ - All rights reserved",
    "October 6, 2020", "Updated: Tuesday, 6 October 2020 - 10:15 GMT", "3 min read", "2 hours ago", "12 comments",
    "1/12", "*****", "—", "\u200fRead more:\u200f", "Please enable JavaScript to watch this video",
    "This is a developing story.", "This material may not be published, broadcast, rewritten or redistributed.",
]  # fmt: skip
ARTICLE = [
    "We lost.", "Nobody was killed.", "No.", "It is false.", "Baku denies.", "27 dead", "Two killed", "We won!",
    "Military death toll in Nagorno-Karabakh clashes rises to 58", "Share prices fell.", "Home was destroyed.",
    "Advertisement of the war is forbidden.", "(We lost the war)", "(No one was hurt.)", "By Monday Armenia had lost",
    "By Monday, 12 villages had fallen", "By force of arms they took the town.", "By Sunday Evening Troops Left",
    "Copyright law was changed in 2019, the ministry said.", "Read more books, the minister said.",
    "We and our partners will respond.", "Sources: Russia will attack", "Source: enemy lost 200 people",
    "Get our troops out.", "Join our forces.", "Send us your weapons, he said.", "Support our troops.",
    "Follow our orders or leave.", "Sign up for the army, the minister said.", "Watch what they do.",
    "Photo: the army killed 12 people on Monday.", "2020 was a year of war.", "In 2020, 12 died.",
    "October 6 was quiet.",
    "Troops on Sunday shot down two helicopters. (Reuters)", "“Read more: it is all there,” he said.",
    "The army contributed to this defeat.", "Published figures show 200 dead.", "Updated figures show 58 dead.",
    "Related deaths rose to 12.", "Recommended doses were not given.",
    "More: the army said that 12 soldiers died in the north.",
    "Please enable Javascript to watch this video RICHMOND, Va. -- Police said two men died.",
    "Source of the fire was a shell.", "Close the border.", "Listen to the people, he said.", "Next came the shelling.",
    "Something went wrong with the engine, the ministry said.", "Loading of the ship began.",
]  # fmt: skip


@pytest.mark.parametrize("line", NO_ARTICLE)
def test_a_line_that_is_no_article(line: str) -> None:
    assert is_boilerplate(line)
    assert is_boilerplate(f"  {line}\r\n")


@pytest.mark.parametrize("line", ARTICLE)
def test_a_line_of_an_article(line: str) -> None:
    assert not is_boilerplate(line)


def test_headlines_below_a_label_are_left_out_up_to_the_first_sentence() -> None:
    headlines = "A: At least 21 dead, hundreds hurt\n\nB declares martial law\n\n"
    text = f"Nine died.\n\nRead more:\n\n{headlines}We lost.\n\nB leads\n"
    left_out = [text[start:end] for start, end in boilerplate_lines(text)]
    assert left_out == ["Read more:", "A: At least 21 dead, hundreds hurt", "B declares martial law"]


def test_other_labels_begin_no_list() -> None:
    assert list(boilerplate_lines("Advertisement\nTwo killed")) == [(0, 13)]


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not part of the project")
def test_the_seed_articles() -> None:
    left_out = {
        path.name[:3]: [text[start:end] for start, end in boilerplate_lines(text)]
        for path in sorted(SEEDS.glob("*.txt"))
        for text in [path.read_text(encoding="utf-8")]
    }
    assert left_out["000"] == ["date 2020-10-06 BAKU, October 6. /TASS/. "]
    assert left_out["002"] == []
    assert left_out["001"] == ["-AFP"]
    assert [line[:9] for line in left_out["003"]] == ["Fast News", *["READ MORE"] * 4, "Source: T"]
    assert [line[:8] for line in left_out["004"]] == [
        "Publishe", "Enable R", "100% Fon", "For all ", "Read mor", "Armenia-", "UN chief", "Armenia ", "Top Cont",
    ]  # fmt: skip


def test_a_dateline_below_a_headline_and_a_signature_are_left_out() -> None:
    text = "Toll rises\nBy Ana Gil\nPORT ANSEL, May 20 (The Echo) - We lost. They won. -AFP\n"
    left_out = [text[start:end] for start, end in boilerplate_lines(text)]
    assert left_out == ["By Ana Gil", "PORT ANSEL, May 20 (The Echo) - ", "-AFP"]


def test_the_masthead() -> None:
    text = " date 2020-10-06 BAKU, October 6. /TASS/. We lost."
    assert text[masthead(text) :] == "We lost."
    assert masthead("We lost.") == 0


@given(st.text(alphabet="By Ana,.:;()[]©@/-0129\n\u200f", max_size=120))
def test_any_line_is_one_or_not(line: str) -> None:
    assert is_boilerplate(line) in (True, False)
    assert all(0 <= start < end <= len(line) for start, end in boilerplate_lines(line))


@pytest.mark.parametrize(
    "line",
    [
        "By " + "Ana Gil, " * 30,
        "a@" * 140,
        "(" * 290,
        "© " * 140,
        "read more: " * 25,
        "1:" * 140,
        "A B AND " * 35,
        "y " * 149,
    ],
)
def test_no_line_takes_long(line: str) -> None:
    started = time.perf_counter()
    is_boilerplate(line[:300])
    assert time.perf_counter() - started < 0.05


@pytest.mark.parametrize("part", ["\n", "Read more:\n", "word ", "By Ana Gil\n", " \r\n"])
def test_time_is_linear(part: str) -> None:
    text = part * (2_000_000 // len(part))
    started = time.perf_counter()
    is_boilerplate(text)
    for _ in boilerplate_lines(text):
        pass
    assert time.perf_counter() - started < 3
