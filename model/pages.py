"""A web page to the text of its article, with the day, outlet, address and language that the page gives.

    page = read_page(html)
    page.text, page.date, page.outlet, page.url

Paragraphs are parted by an empty line; places are counted in this text, not in the HTML.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass

from counterclaim.model.decoding import sound

_LANGUAGE = re.compile(r"<html[^>]{0,500}?\slang\s{0,4}=\s{0,4}[\"']?([A-Za-z]{2,3})\b", re.IGNORECASE)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")

LONGEST = 10_000_000
"""Characters of a page that are read: larger ones are data, and a parser would need gigabytes for them."""

MOST_TAGS = 100_000
"""Tags of a page that is read, several times those of the longest live reports: they take about seven seconds."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says."""

    text: str
    date: str | None
    outlet: str | None
    url: str | None
    language: str | None


def read_page(html: str) -> Page:
    """The article of a page.

    Raises:
        ValueError: there is no article in it, or it is too large.
    """
    if len(html) > LONGEST:
        raise ValueError(f"a page of {len(html):,} characters; allowed: at most {LONGEST:,}")
    if (tags := html.count("<")) > MOST_TAGS:
        raise ValueError(f"a page of {tags:,} tags; allowed: at most {MOST_TAGS:,}")
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it would say, the reader says
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        document = bare_extraction(
            _NOT_XML.sub(" ", html),
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except (RecursionError, ValueError, TypeError, AttributeError, KeyError, IndexError, MemoryError) as error:
        raise ValueError(f"the page cannot be read ({type(error).__name__})") from None
    text = getattr(document, "text", None)
    if not isinstance(text, str) or not text.strip():
        raise ValueError("no article in it; allowed: a page with paragraphs of text")
    language = _LANGUAGE.search(html[:20_000])
    return Page(
        text=sound("\n\n".join(line.rstrip() for line in text.split("\n") if line.strip())),
        date=_known(document, "date"),
        outlet=_known(document, "sitename"),
        url=_known(document, "url"),
        language=language[1].lower() if language else None,
    )


def _known(document: object, name: str) -> str | None:
    value = getattr(document, name, None)
    return sound(value.strip()) if isinstance(value, str) and value.strip() else None
