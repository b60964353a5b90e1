"""Files to articles: every kind of file, every kind of fault, and nothing lost."""

import json
import logging
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counterclaim.model import article_lines, articles
from counterclaim.model.articles import count_articles, read_articles
from counterclaim.model.records import Article
from counterclaim.model.scan_records import Problem

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"
PARAGRAPHS = "".join(
    f"<p>The ministry said on Monday that {number} people were killed in the north of the country.</p>"
    for number in ("twelve", "thirteen", "fifteen")
)
PAGE = f"""<!doctype html><html lang="en-GB"><head><title>Toll rises</title>
<meta property="og:site_name" content="The Example Post">
<meta property="article:published_time" content="2021-03-04T10:00:00Z">
<link rel="canonical" href="https://example.org/a/1"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Toll rises</h1>{PARAGRAPHS}</article></body></html>"""


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(path: Path) -> tuple[list[Article], list[Problem]]:
    items = list(read_articles(path))
    return [i for i in items if isinstance(i, Article)], [i for i in items if isinstance(i, Problem)]


def one(path: Path) -> Article:
    found, problems = read(path)
    assert not problems
    assert len(found) == 1
    return found[0]


def problem(path: Path) -> Problem:
    found, problems = read(path)
    assert not found
    assert len(problems) == 1
    return problems[0]


def lines(folder: Path, *rows: dict[str, Any] | str) -> Path:
    return written(
        folder, "n.jsonl", "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows) + "\n"
    )


def test_a_text_file_is_kept_as_it_is(tmp_path: Path) -> None:
    text = " date 2020-10-06 BAKU, October 6. /TASS/. “We lost.”\r\n\r\n\tNobody was killed. \n\n"
    article = one(written(tmp_path, "a.txt", text))
    assert article == Article(article_id="a.txt", text=text, date="2020-10-06", outlet="TASS")


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    assert one(written(tmp_path, "a.txt", "\ufeffdate 2020-10-06\nWe lost.")).text.startswith("date")


def test_the_year_of_a_dateline_may_stand_in_the_name(tmp_path: Path) -> None:
    written(tmp_path, "2020/a.txt", "BAKU, October 6. /TASS/. We lost.")
    assert one(tmp_path).date == "2020-10-06"
    assert one(tmp_path / "2020" / "a.txt").date is None


def test_a_page(tmp_path: Path) -> None:
    article = one(written(tmp_path, "a.HTML", PAGE))
    assert (article.date, article.outlet) == ("2021-03-04", "The Example Post")
    assert (article.url, article.language) == ("https://example.org/a/1", "en")
    assert "twelve people were killed in the north of the country.\n\nThe ministry" in article.text
    assert "Home" not in article.text


def test_a_folder_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b/a.txt", "a.txt", "b.txt", "a/z.txt", ".hidden.txt", ".git/c.txt", "c.htm"):
        written(tmp_path, name, PAGE if name.endswith("htm") else "We lost.")
    found, problems = read(tmp_path)
    assert [article.article_id for article in found] == ["a.txt", "a/z.txt", "b.txt", "b/a.txt", "c.htm"]
    assert not problems
    assert count_articles(tmp_path) == 5


def test_lines(tmp_path: Path) -> None:
    path = lines(
        tmp_path,
        {"text": "We lost.", "date": "2020-10-06T10:00:00Z", "outlet": "TASS", "url": "u", "id": "x", "language": "en"},
        "",
        {"text": "They won.", "id": 7, "views": 12},
        {"text": "Nobody won.", "date": None, "id": ""},
        {"text": "KYIV (AP) — Half a \ud83d character."},
    )
    found, problems = read(path)
    assert not problems
    assert found[0] == Article(
        article_id="x", text="We lost.", date="2020-10-06", outlet="TASS", url="u", language="en"
    )
    assert [article.article_id for article in found] == ["x", "7", "n.jsonl:4", "n.jsonl:5"]
    assert found[3].outlet == "AP"
    assert found[3].text.endswith("a \ufffd character.")
    assert count_articles(path) == 5  # blank lines are counted too


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("{", "the line is not JSON"),
        ("[1]", "a JSON list; allowed: one object"),
        ("[" * 100_000, "not JSON"),
        ({"title": "x"}, "field text is missing; allowed"),
        ({"text": 12}, "field text is '12'; allowed"),
        ({"text": " \n"}, r"field text is ' \\n'; allowed"),
        ({"text": None}, "field text is 'None'"),
    ],
)
def test_a_bad_line_is_a_problem_and_the_others_go_on(tmp_path: Path, row: Any, says: str) -> None:
    found, problems = read(lines(tmp_path, {"text": "One."}, row, {"text": "Two."}))
    assert [article.text for article in found] == ["One.", "Two."]
    assert problems[0].where == "n.jsonl:2"
    assert says.replace("\\\\", "\\") in problems[0].reason
    assert len(problems) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [("date", "2020-13-01"), ("date", "9999-01-01"), ("date", 2020), ("outlet", ["x"]), ("id", True)],
)
def test_a_bad_field_loses_the_field_and_not_the_article(tmp_path: Path, field: str, value: Any) -> None:
    found, problems = read(lines(tmp_path, {"text": "We lost.", field: value}))
    assert [article.article_id for article in found] == ["n.jsonl:1"]
    assert (found[0].date, found[0].outlet) == (None, None)
    assert len(problems) == 1
    assert f"field {field}" in problems[0].reason
    assert str(value) in problems[0].reason
    assert "allowed" in problems[0].reason


def test_a_date_line_that_is_no_date_loses_the_date_only(tmp_path: Path) -> None:
    found, problems = read(written(tmp_path, "a.txt", "date 2020-13-45\nWe lost."))
    assert found[0].date is None
    assert problems == [
        Problem(
            where="a.txt",
            reason="field date: '2020-13-45' is no date; allowed: ISO 8601, such as 2020-10-06; "
            "the article is read without a date",
        )
    ]


def test_an_id_that_is_given_twice_is_made_another(tmp_path: Path) -> None:
    rows = [{"text": "One.", "id": "x"}, {"text": "Two.", "id": "x"}, {"text": "Three.", "id": "x"}]
    found, problems = read(lines(tmp_path, *rows))
    assert [article.article_id for article in found] == ["x", "x#2", "x#3"]
    assert [item.where for item in problems] == ["x", "x"]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.pdf", b"%PDF", "the ending is '.pdf'; allowed: .txt, .html, .htm, .jsonl"),
        ("README", b"x", "the ending is ''; allowed"),
        ("a.txt", b"%PDF-1.7", "binary"),
        ("a.txt", bytes(range(256)) * 9, "control characters"),
        ("a.txt", b" \n ", "the text is empty; allowed"),
        ("a.txt", b"date 2020-10-06\n", "the text is empty; allowed"),
        ("a.txt", b"", "the text is empty; allowed"),
        ("a.html", b"<html><body></body></html>", "no article in it; allowed"),
        ("a.html", b"<" * 5000, "no article in it; allowed"),
        ("a.jsonl", '{"text": "x"}'.encode("utf-16"), "UTF-16; allowed: UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    found = problem(written(tmp_path, name, content))
    assert found.where == name
    assert says in found.reason


def test_a_folder_with_faults_gives_the_rest(tmp_path: Path) -> None:
    written(tmp_path, "a.txt", b"\x89PNG\r\n")
    written(tmp_path, "b.doc", "We lost.")
    (tmp_path / "c.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "d.txt")
    written(tmp_path, "e.txt", "We lost.")
    found, problems = read(tmp_path)
    assert [article.article_id for article in found] == ["e.txt"]
    assert [item.where for item in problems] == ["a.txt", "b.doc", "c.txt", "d.txt"]


def test_an_empty_folder_is_a_problem(tmp_path: Path) -> None:
    assert "no article in this folder; allowed" in problem(tmp_path).reason
    assert count_articles(tmp_path) == 0


def test_what_is_not_there_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no such file or folder; allowed"):
        read_articles(tmp_path / "nowhere")


def test_a_file_that_must_not_be_read_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    path = written(tmp_path, "a.txt", "We lost.")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert problem(path) == Problem(where="a.txt", reason="it cannot be read: Permission denied")


def test_what_is_too_large_is_named_and_the_rest_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (articles, article_lines):
        monkeypatch.setattr(module, "LARGEST", 1000)
    assert "1,008 bytes; allowed: at most 1,000" in problem(written(tmp_path, "a.txt", "We lost." * 126)).reason
    found, problems = read(lines(tmp_path, {"text": "One."}, {"text": "x" * 5_000}, {"text": "Two."}))
    assert [article.text for article in found] == ["One.", "Two."]
    assert [item.where for item in problems] == ["n.jsonl:2"]


def test_a_repair_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = written(tmp_path, "a.txt", "â€œWe lost,â€\u009d he said.\n")
    with caplog.at_level(logging.WARNING):
        assert one(path).text == "“We lost,” he said.\n"
    assert "a.txt: characters that were decoded wrongly are repaired" in caplog.text


def test_nothing_is_read_before_it_is_asked_for(tmp_path: Path) -> None:
    items = read_articles(lines(tmp_path, *({"text": f"{i}."} for i in range(1000))))
    first = next(items)
    assert isinstance(first, Article)
    assert first.text == "0."


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(content=st.binary(max_size=400), ending=st.sampled_from([".txt", ".jsonl", ".html"]))
def test_any_bytes_are_articles_or_problems(tmp_path: Path, content: bytes, ending: str) -> None:
    found, problems = read(written(tmp_path, f"a{ending}", content))
    for article in found:
        article.text.encode()
    assert found or problems or not content.strip(b" \t\r\n\xef\xbb\xbf")


@pytest.mark.parametrize("ending", [".txt", ".jsonl", ".html"])
@pytest.mark.parametrize("part", ["word ", "“We lost. ", "\u202eread more\u202c ", "<p>", "a\0b. " + "x" * 700])
def test_ten_megabytes_in_one_line(tmp_path: Path, ending: str, part: str) -> None:
    text = part * (9_900_000 // len(part))
    content = json.dumps({"text": text}, ensure_ascii=False) if ending == ".jsonl" else text
    found, problems = read(written(tmp_path, f"a{ending}", content))
    assert len(found) + len(problems) == 1
    if ending != ".html":
        assert found[0].text == text


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not part of the project")
def test_the_seed_articles() -> None:
    found, problems = read(SEEDS)
    assert not problems
    assert [(article.date, article.outlet) for article in found] == [
        ("2020-10-06", "TASS"), ("2020-09-30", "AFP"), ("2023-09-21", None), (None, "TRTWorld"), (None, None),
    ]  # fmt: skip
    assert all(article.text == (SEEDS / article.article_id).read_bytes().decode() for article in found)
    assert count_articles(SEEDS) == 5
