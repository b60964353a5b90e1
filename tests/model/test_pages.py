"""Web pages: what is the article, and what a page that means harm gives."""

import contextlib
import time

import pytest

from counterclaim.model.pages import LONGEST, MOST_TAGS, read_page

SAID = [
    f"<p>The ministry said on Monday that {number} people were killed in the north of the country.</p>"
    for number in ("twelve", "thirteen", "fifteen", "twenty")
]
BODY = "".join(SAID)


def page(body: str, head: str = "") -> str:
    return f"<html lang=en><head><title>Toll</title>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2021-03-04T10:00:00Z">',
        '<meta name="date" content="2021-03-04">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2021-03-04"}</script>',
    ],
)
def test_the_day_of_a_page(head: str) -> None:
    assert read_page(page(f"<article>{BODY}</article>", head)).date == "2021-03-04"


def test_a_year_in_the_footer_is_no_day() -> None:
    assert read_page(page(f"<article>{BODY}</article><footer>© 2019 The Post</footer>")).date is None


def test_menus_and_footers_are_left_out_and_paragraphs_are_parted() -> None:
    text = read_page(page(f"<nav><a href=x>Sport</a></nav><article>{BODY}</article><footer>Imprint</footer>")).text
    assert text.split("\n\n") == [said.removeprefix("<p>").removesuffix("</p>") for said in SAID]


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{BODY}<div <a href='",
        page(f"<article>{BODY.replace('twelve', 'twel' + chr(0) + 've')}</article>"),
        page(f"<article>{BODY.replace('twelve', chr(0x202E) + 'twelve')}</article>"),
        page(f"<article><p {'a=1 ' * 100_000}>x</p>{BODY}</article>"),
        page(f"<article>{BODY}</article></div></article></html>" + "</p>" * 1000),
    ],
)
def test_a_broken_page_is_read_all_the_same(html: str) -> None:
    assert "thirteen people were killed" in read_page(html).text


@pytest.mark.parametrize("html", ["", "<", "<!--" * 9999, "<script>" + BODY, "<html></html>", "\0", "<table>" * 9999])
def test_a_page_without_an_article_is_refused(html: str) -> None:
    with pytest.raises(ValueError, match="no article in it; allowed"):
        read_page(html)


@pytest.mark.parametrize(
    ("html", "says"), [("x" * (LONGEST + 1), "characters; allowed"), ("<p>" * (MOST_TAGS + 1), "tags; allowed")]
)
def test_a_page_that_is_too_large_is_refused_at_once(html: str, says: str) -> None:
    started = time.perf_counter()
    with pytest.raises(ValueError, match=says):
        read_page(html)
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize("part", ["<div>", "<b>", "<p>x", "<li><a href=x>y</a>"])
def test_time_does_not_explode_with_tags(part: str) -> None:
    started = time.perf_counter()
    with contextlib.suppress(ValueError):
        read_page(page(BODY + part * 5_000))
    assert time.perf_counter() - started < 20
