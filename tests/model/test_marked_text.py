from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from counterclaim.model.citations import Citations, web_address
from counterclaim.model.marked_text import CUT, Piece, marked
from counterclaim.model.records import Article, Statement

SPANS = st.lists(st.tuples(st.integers(-5, 60), st.integers(-5, 60), st.sampled_from(["figure: conflict", "x"])))


def test_marks_split_a_text() -> None:
    pieces = marked("We lost 4 tanks.", [(8, 9, "figure: conflict"), (3, 15, "the passage")])
    assert [(piece.text, piece.why) for piece in pieces] == [
        ("We ", ""),
        ("lost ", "the passage"),
        ("4", "figure: conflict; the passage"),
        (" tanks", "the passage"),
        (".", ""),
    ]
    assert [piece.is_figure for piece in pieces] == [False, False, True, False, False]


@given(st.text(max_size=50), SPANS)
def test_pieces_are_the_text_and_every_character_knows_its_marks(text: str, spans: list[tuple[int, int, str]]) -> None:
    pieces = marked(text, spans)
    assert "".join(piece.text for piece in pieces) == text
    starts = [0, *accumulate(len(piece.text) for piece in pieces)]
    for piece, start in zip(pieces, starts, strict=False):
        for at in range(start, start + len(piece.text)):
            whys = {why for first, last, why in spans if first <= at < last}
            assert set(filter(None, piece.why.split("; "))) == whys


@given(st.text(alphabet="ab \n", min_size=60, max_size=200), SPANS)
def test_a_cut_text_keeps_all_that_is_marked(text: str, spans: list[tuple[int, int, str]]) -> None:
    pieces = marked(text, spans, longest=30, around=10)
    assert any(CUT in piece.text for piece in pieces) or "".join(piece.text for piece in pieces) == text
    longest = max((piece.text for piece in pieces if CUT not in piece.text), key=len, default="")
    assert longest in text
    for start, end, _ in spans:
        if 0 <= start < end:
            words = text[start : min(end, start + 30)]
            assert words in "".join(piece.text for piece in pieces)


def test_a_text_without_spaces_is_cut_too() -> None:
    pieces = marked("x" * 5000, [(2500, 2510, "figure")])
    assert [len(piece.text) for piece in pieces] == [len(CUT) + 1, 200, 10, 200, len(CUT) + 1]
    assert pieces[2] == Piece("x" * 10, "figure")


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)), min_size=1, max_size=8))
def test_tokens_are_the_article_and_close_what_they_open(places: list[tuple[int, int]]) -> None:
    text = "abcdefghij" * 6
    citations = Citations({"1": Article(article_id="1", text=text)})
    links = {
        citations.link(Statement(text="x", article_id="1", start=start, end=start + length)) for start, length in places
    }
    (cited,) = citations.articles()
    assert "".join(token.value for token in cited.tokens if token.kind == "text") == text
    depth = list(accumulate({"open": 1, "close": -1}.get(token.kind, 0) for token in cited.tokens))
    assert min(depth) == 0
    assert depth[-1] == 0
    assert {f"#{token.value}" for token in cited.tokens if token.kind == "open"} == links
    assert cited.statements == len(links)


def test_a_place_outside_the_article_leads_to_the_article() -> None:
    citations = Citations({"1": Article(article_id="1", text="short")})
    assert citations.link(Statement(text="x", article_id="1", start=2, end=99)) == "#article-1"
    assert citations.link(Statement(text="x", article_id="2", start=0, end=1)) == ""
    assert citations.link(Statement(text="x")) == ""
    assert citations.link_article("1") == "#article-1"
    assert citations.link_article("2") == ""


def test_only_addresses_of_the_web_are_links() -> None:
    assert web_address("https://a.example/x") == "https://a.example/x"
    assert web_address("HTTP://a.example") == "HTTP://a.example"
    for url in (
        None,
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "//a.example",
        "https:",
        "http://[",
        " javascript:x",
    ):
        assert web_address(url) is None
