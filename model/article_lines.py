"""Lines of a JSONL file to articles: fields text, date, outlet, url, id and language, of which only text is required.

    for item in read_lines("news.jsonl", Path("news.jsonl")): ...

A line that cannot be read is a `Problem` that names file, line, field, value and what is allowed. A field other than
the text that is wrong is left out, and the problem stands before the article.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from counterclaim.model.datelines import day_of, published, read_dateline, signed_by
from counterclaim.model.decoding import decode, sound
from counterclaim.model.records import Article
from counterclaim.model.scan_records import Problem

LARGEST = 50_000_000
"""Bytes in one `.txt` or `.html` file, and in one line of a `.jsonl` file."""

FIELDS = ("text", "date", "outlet", "url", "id", "language")
"""Fields of a line that are read; a line may have others."""

_BLOCK = 1 << 20


def checked(date: str, where: str) -> tuple[str | None, Problem | None]:
    """The day of a date as written, or what is wrong with it; `where` names the article."""
    try:
        return published(date), None
    except ValueError as error:
        return None, Problem(where=where, reason=f"field date: {error}; the article is read without a date")


def read_lines(name: str, path: Path) -> Iterator[Article | Problem]:
    """The articles of a JSONL file, a line at a time.

    Args:
        name: how the file is called in ids and problems.
        path: the file.

    Raises:
        ValueError: the file is UTF-16.
        OSError: it cannot be read.
    """
    with path.open("rb") as stream:
        number = 0
        while raw := stream.readline(LARGEST + 1):
            number += 1
            where = f"{name}:{number}"
            if len(raw) > LARGEST:
                while raw and not raw.endswith(b"\n"):
                    raw = stream.readline(_BLOCK)
                yield Problem(where=where, reason=f"the line has over {LARGEST:,} bytes; allowed: at most as many")
            elif raw.startswith((b"\xff\xfe", b"\xfe\xff")) and number == 1:
                raise ValueError("the file is UTF-16; allowed: UTF-8")
            elif raw.strip(b" \t\r\n\xef\xbb\xbf"):
                yield from _read_line(where, raw)


def _read_line(where: str, raw: bytes) -> Iterator[Article | Problem]:
    try:
        values = json.loads(decode(raw).text)
    except (ValueError, RecursionError) as error:
        yield Problem(where=where, reason=f"the line is not JSON: {error}; allowed: one object a line")
        return
    if not isinstance(values, dict):
        yield Problem(where=where, reason=f"the line is a JSON {type(values).__name__}; allowed: one object a line")
        return
    text = values.get("text")
    if not isinstance(text, str) or not text.strip():
        found = f"is {str(text)[:40]!r}" if "text" in values else "is missing"
        yield Problem(where=where, reason=f"field text {found}; allowed: text that is not empty")
        return
    yield from _article(where, sound(text), values)


def _article(where: str, text: str, values: dict[str, Any]) -> Iterator[Article | Problem]:
    fields: dict[str, str | None] = {}
    for field in FIELDS[1:]:
        value = values.get(field)
        if field == "id" and isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if value is not None and not isinstance(value, str):
            reason = f"field {field} is {str(value)[:40]!r}; allowed: text; the article is read without it"
            yield Problem(where=where, reason=reason)
            value = None
        fields[field] = sound(value.strip()) or None if value else None
    date, head = fields["date"], read_dateline(text)
    if date is not None:
        fields["date"], problem = checked(date, where)
        if problem is not None:
            yield problem
    yield Article(
        article_id=fields["id"] or where,
        text=text,
        date=fields["date"] if date is not None else day_of(head, ""),
        outlet=fields["outlet"] or head.outlet or signed_by(text),
        url=fields["url"],
        language=fields["language"],
    )
