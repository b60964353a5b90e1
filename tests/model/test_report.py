import base64
import hashlib
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from counterclaim.model.records import Article, Figure, Finding, Pair, Span, Statement, Verdict
from counterclaim.model.report import write_scan
from counterclaim.model.report_view import PAIRS_A_GROUP, PAIRS_A_PAGE, PAIRS_AN_EVENT
from counterclaim.model.scan_lines import read_verdicts, statement_line, write_verdicts
from counterclaim.model.scan_records import Account, Copies, Counts, Event, Found, Problem, Scan

HOSTILE = """<script>alert(1)</script><img src=x onerror=alert(2)></details>" onclick='x' {{ 7*7 }} &amp; \u202e """
CLASH = """date 2020-10-05
BAKU, October 5 - Heading

"We lost four tanks," the ministry said. It denied that the town had fallen.

Yerevan said that 80 tanks were destroyed, 200 people killed in all: 100 soldiers and 50 civilians.
"""
KINDS = ("update", "different_scope", "different_period", "figures_compatible", "wording", "unrelated", "new_kind")


class Page(HTMLParser):
    """What a browser makes of a page: elements, ids, links, marked words, and the text inside each id."""

    def __init__(self, html: str):
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.marks: list[str] = []
        self.headings: list[int] = []
        self.inside: dict[str, str] = {}
        self.text = self.script = ""
        self._open: list[tuple[str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.tags[tag] += 1
        self.attributes += values.items()
        self.links += [values[name] for name in ("href", "src") if name in values]
        if "id" in values:
            self.ids.append(values["id"])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "td":
            self.text += " "
        if tag == "mark":
            self.marks.append("")
        if tag not in ("meta", "input", "link", "br", "img"):
            self._open.append((tag, values.get("id", "")))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self._open]
        if "script" in tags:
            self.script += data
        elif "style" not in tags:
            self.text += data
        if "mark" in tags:
            self.marks[-1] += data
        for _, name in self._open:
            if name:
                self.inside[name] = self.inside.get(name, "") + data


def said(snippet: str, party: str, article: Article, **fields: Any) -> Statement:
    start = article.text.index(snippet)
    place = {"article_id": article.article_id, "start": start, "end": start + len(snippet)}
    return Statement(text=snippet, party=party, date=article.date, source=article.outlet, **{**place, **fields})


def found(
    a: Statement,
    b: Statement,
    kind: str,
    p: float,
    marks: tuple[tuple[Span, ...], tuple[Span, ...]] = ((), ()),
    **fields: Any,
) -> Found:
    pair = Pair(a=a, b=b)
    label = "contradiction" if p >= 0.5 else "neutral"
    verdict = Verdict(
        pair_id=pair.pair_id, label=label, p_contradiction=p, p_entailment=0.0, p_neutral=1 - p, kind=kind,
        explanation=f"Because of {kind} ({p:.2f}).", spans_a=marks[0], spans_b=marks[1],
    )  # fmt: skip
    return Found(**{"event_id": "e1", "pair": pair, "verdict": verdict, **fields})


def mark(statement: Statement, words: str, why: str) -> Span:
    return (statement.text.index(words), statement.text.index(words) + len(words), why)


@pytest.fixture
def scan() -> Scan:
    tass = Article(
        article_id="1.txt", text=CLASH, date="2020-10-05", outlet="TASS", url="https://tass.example/1?a=1&b=2"
    )
    nasty = Article(
        article_id="<b>2</b>.html", text=f"Intro.\n\n\n\n{HOSTILE}. The end.", date="2020-10-06",
        outlet="<i>Out</i>let", url="javascript:alert(3)",
    )  # fmt: skip
    four = said("We lost four tanks", "Azerbaijan", tass, speaker="Vagif <u>D</u>")
    denied = said("the town had fallen", "Azerbaijan", tass, stance="denies")
    eighty = said("80 tanks were destroyed, 200 people killed in all: 100 soldiers and 50 civilians", "Armenia", tass)
    inner = said("200 people killed in all: 100 soldiers and 50 civilians", "Armenia", tass)
    hostile = said(HOSTILE.strip(), "<em>Yerevan</em>", nasty)
    marks = (mark(eighty, "80 tanks", "figure: conflict"),), (mark(four, "four", "figure: conflict"),)
    total = Figure(kind="killed", low=200, high=200, start=0, end=3)
    part = Figure(kind="soldiers", low=100, high=100, start=26, end=29)
    account = replace(inner, figures=(total, part))
    finding = Finding(relation="conflict", figure_a=total, figure_b=part, reason="the parts come to 150, not 200")
    return Scan(
        counts=Counts(
            articles=12, statements=345, pairs=678, seconds=83.0, dropped={"same_party": 1204}, verdicts={"update": 9}
        ),
        events=(Event(event_id="e1", title=f"Tanks {HOSTILE}", first_day="2020-10-05", last_day="2020-10-06"),),
        found=(
            found(eighty, four, "figures_conflict", 0.999, marks, outlets_b=("TASS", "Reuters", "AFP")),
            found(hostile, denied, "denial", 0.76, ((mark(hostile, "<img", "the passage that decided"),), ())),
            found(replace(four, article_id="gone.txt", date=None), inner, "wording", 0.7, event_id="not listed"),
        ),
        compared=tuple(found(eighty, replace(four, text=f"four tanks {kind}"), kind, 0.2) for kind in KINDS),
        accounts=(Account(event_id="e1", statements=(account,), finding=finding),),
        copies=(Copies(origin="1.txt", copies=("<b>2</b>.html", "unread.txt")),),
        problems=(Problem(where="bad<br>.txt", reason="it is <nothing>"),),
        articles={item.article_id: item for item in (tass, nasty)},
    )  # fmt: skip


def page_of(scan: Scan, folder: Path) -> Page:
    return Page(write_scan(scan, folder)[0].read_text(encoding="utf-8"))


def test_everything_is_on_the_page(scan: Scan, tmp_path: Path) -> None:
    text = " ".join(page_of(scan, tmp_path / "new" / "folder").text.split())
    for words in (
        "3 contradictions in 2 events, from 345 statements in 12 articles",
        "5 October 2020 to 6 October 2020", "Armenia and Azerbaijan", "figures that conflict", "over 99 %", "76 %",
        "Azerbaijan denies that",
        "5 October 2020, also in 2 other outlets: Reuters, AFP; reprinted by <i>Out</i>let, unread.txt · show",
        "date not known", "Because of figures_conflict (1.00).", "Accounts that do not add up",
        "The parts come to 150, not 200.", "Updates 1 pair", "New kind 1 pair", "Other things counted 1 pair",
        "TASS (1.txt), also: <i>Out</i>let (<b>2</b>.html), unread.txt",
        "bad<br>.txt: it is <nothing>", "pairs compared 678", "1 min 23 s", "same party 1,204",
        "does not say who is right",
    ):  # fmt: skip
        assert words in text, words


def test_what_articles_say_is_text_and_never_markup(scan: Scan, tmp_path: Path) -> None:
    page = page_of(scan, tmp_path)
    assert page.tags["script"] == 1
    assert not set(page.tags) & {"img", "em", "u", "br"}
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    for words in (HOSTILE.strip(), "<em>Yerevan</em>", "Vagif <u>D</u>", "<i>Out</i>let", f"Tanks {HOSTILE}"):
        assert words in page.text
    outside = {link for link in page.links if not link.startswith("#")}
    assert outside == {"https://tass.example/1?a=1&b=2"}


def test_the_page_needs_nothing_from_outside_and_allows_no_script_but_its_own(scan: Scan, tmp_path: Path) -> None:
    page = page_of(scan, tmp_path)
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert not re.findall(r"<link|src=|@import|url\(", html.replace("src=x onerror", ""))
    digest = base64.b64encode(hashlib.sha256(page.script.encode()).digest()).decode()
    policy = next(value for _, value in page.attributes if "default-src" in value)
    assert f"script-src 'sha256-{digest}'" in policy


def test_links_lead_to_the_statements_in_their_articles(scan: Scan, tmp_path: Path) -> None:
    page = page_of(scan, tmp_path)
    anchors = [link[1:] for link in page.links if link.startswith("#")]
    assert set(anchors) <= set(page.ids)
    assert len(set(page.ids)) == len(page.ids)
    places = [name for name in anchors if name.count("-") == 3]
    articles = {"1": CLASH, "2": scan.articles["<b>2</b>.html"].text}
    for place in places:
        _, number, start, end = place.split("-")
        assert page.inside[place] == articles[number][int(start) : int(end)]
    assert len(set(places)) == 5  # one lies inside another, and one article is gone


def test_marks_stand_on_the_words_that_decided(scan: Scan, tmp_path: Path) -> None:
    marks = page_of(scan, tmp_path).marks
    assert marks == ["marked", "80 tanks", "four", "<img", "200", "100"]


def test_headings_go_down_one_step_at_a_time(scan: Scan, tmp_path: Path) -> None:
    page = page_of(scan, tmp_path)
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(page.headings, page.headings[1:], strict=False))
    assert (page.tags["main"], page.tags["header"], page.tags["footer"]) == (1, 1, 1)


def test_a_party_keeps_its_side_whichever_way_round_the_pair_is(scan: Scan, tmp_path: Path) -> None:
    one = scan.found[0]
    pair, verdict = one.pair, one.verdict
    turned = replace(
        one, pair=Pair(a=pair.b, b=pair.a), outlets_a=one.outlets_b, outlets_b=one.outlets_a,
        verdict=replace(verdict, spans_a=verdict.spans_b, spans_b=verdict.spans_a),
    )  # fmt: skip
    pages = [page_of(replace(scan, found=(item,)), tmp_path) for item in (one, turned)]
    cards = [next(text for name, text in page.inside.items() if name.startswith("pair-")) for page in pages]
    assert cards[0] == cards[1]
    assert cards[0].index("80 tanks") < cards[0].index("We lost")


def test_verdicts_round_trip_and_are_the_same_from_run_to_run(scan: Scan, tmp_path: Path) -> None:
    first = write_verdicts(scan, tmp_path / "1.jsonl")
    turned = replace(scan, found=scan.found[::-1], compared=scan.compared[::-1])
    second = write_verdicts(replace(turned, counts=replace(scan.counts, seconds=1.0)), tmp_path / "2.jsonl")
    assert first.read_bytes() == second.read_bytes()
    read = list(read_verdicts(first))
    assert sorted(map(repr, read)) == sorted(map(repr, (*scan.found, *scan.compared)))
    assert [item.event_id for item in read] == sorted(item.event_id for item in read)


def test_a_line_that_is_no_verdict_is_named(scan: Scan, tmp_path: Path) -> None:
    path = write_verdicts(scan, tmp_path / "verdicts.jsonl")
    good = path.read_text(encoding="utf-8").splitlines()[0]
    for bad, words in (
        ("[]", "line 2"),
        ("{}", "schema is None; allowed: 1"),
        (good.replace('"pair": {', '"pear": {'), "the field 'pair' is missing"),
        (good.replace('"stance"', '"stanza"'), "has no field 'stanza'"),
    ):
        path.write_text(f"{good}\n{bad}\n", encoding="utf-8")
        with pytest.raises(ValueError, match=re.escape(words)) as error:
            list(read_verdicts(path))
        assert str(path) in str(error.value)


def test_a_statement_is_a_line(scan: Scan) -> None:
    statement = scan.accounts[0].statements[0]
    line = statement_line(statement)
    assert line.endswith("}\n")
    assert line.count("\n") == 1
    assert '"schema": 1' in line


def test_nothing_found_says_so_and_shows_what_was_read(tmp_path: Path) -> None:
    scan = Scan(counts=Counts(articles=3, statements=17, pairs=1, dropped={"same party": 4}))
    page, text = page_of(scan, tmp_path), (tmp_path / "report.md").read_text(encoding="utf-8")
    for words in ("No contradiction was found.", "17 statements", "3 articles"):
        assert words in page.text
        assert words in text
    assert "same party" in page.text
    assert write_verdicts(scan, tmp_path / "verdicts.jsonl").read_bytes() == b""


def test_thousands_of_contradictions_stay_a_page(scan: Scan, tmp_path: Path) -> None:
    pair = scan.found[0].pair
    many = tuple(
        found(replace(pair.a, text=f"{number} tanks"), pair.b, "wording", 0.9, event_id=f"e{max(0, number - 1000):04}")
        for number in range(4000)
    )
    compared = tuple(found(replace(pair.a, text=f"{number} tanks"), pair.b, "update", 0.1) for number in range(300))
    scan = replace(scan, found=many, compared=compared)
    html, text = write_scan(scan, tmp_path)
    lines = write_verdicts(scan, tmp_path / "verdicts.jsonl")
    page = Page(html.read_text(encoding="utf-8"))
    cards = [name for name in page.ids if name.startswith("pair-")]
    assert len(cards) == PAIRS_A_PAGE
    assert page.inside["event-1"].count("probability of a contradiction") == PAIRS_AN_EVENT
    assert f"{1001 - PAIRS_AN_EVENT:,} more contradictions of this event" in page.text
    assert page.text.count("show in the article") < 3 * PAIRS_A_PAGE
    assert f"{4000 - 1001 - (PAIRS_A_PAGE - PAIRS_AN_EVENT):,} more contradictions in" in page.text
    assert f"{300 - PAIRS_A_GROUP} more pairs" in page.text
    assert html.stat().st_size < 3_000_000
    assert text.stat().st_size < 100_000
    assert len(lines.read_text(encoding="utf-8").splitlines()) == 4300


def test_long_texts_are_cut_to_what_is_around_the_statements(scan: Scan, tmp_path: Path) -> None:
    filler = "word " * 200_000
    article = Article(article_id="long.txt", text=f"Heading. {filler}It fell. {filler}It did not fall. {filler}")
    long = f"{filler}nine {filler}".strip()
    one, other = said("It fell", "A", article), said("It did not fall", "B", article)
    third = Statement(text=long, party="C")
    pairs = (
        found(one, other, "wording", 0.9),
        found(other, third, "wording", 0.8, ((), (mark(third, "nine", "figure"),))),
    )
    page = page_of(replace(scan, found=pairs, accounts=(), compared=(), articles={"long.txt": article}), tmp_path)
    assert (tmp_path / "report.html").stat().st_size < 60_000
    text = page.inside["article-1"]
    assert re.search(r"Heading\. .*\[\.\.\.\].*It fell\. .*\[\.\.\.\].*It did not fall\. .*\[\.\.\.\]", text, re.DOTALL)
    assert page.marks[-1] == "nine"
    assert page.text.count("[...]") == 5


def test_markdown_shows_what_articles_say_as_text(scan: Scan, tmp_path: Path) -> None:
    noisy = Statement(text="# *See* [here](javascript:x) @someone\n- `a` | _b_", party="@party")
    pair = found(noisy, scan.found[0].pair.b, "wording", 0.9)
    text = write_scan(replace(scan, found=(pair, *scan.found)), tmp_path)[1].read_text(encoding="utf-8")
    assert "\\# \\*See\\* \\[here\\](javascript:x) @\u200bsomeone - \\`a\\` \\| \\_b\\_" in text
    assert "@party" not in text
    assert "> **80 tanks**" in text.replace("says: ", "> ")
    assert "Azerbaijan** denies that: the town had fallen" in text
    assert not re.search(r"(?<!\\)<", text)


def test_half_a_surrogate_pair_is_written_out(scan: Scan, tmp_path: Path) -> None:
    odd = Statement(text="lost \ud83d it", party="A")
    scan = replace(scan, found=(found(odd, scan.found[0].pair.b, "wording", 0.9),))
    paths = (*write_scan(scan, tmp_path), write_verdicts(scan, tmp_path / "verdicts.jsonl"))
    assert all("\\ud83d it" in path.read_text(encoding="utf-8") for path in paths)


def test_files_are_there_whole_or_not_at_all(scan: Scan, tmp_path: Path) -> None:
    (tmp_path / "report.html").mkdir()
    with pytest.raises(OSError, match=r"report\.html"):
        write_scan(scan, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]
    (tmp_path / "file").write_text("")
    with pytest.raises(ValueError, match="is a file; allowed: a folder"):
        write_scan(scan, tmp_path / "file")
