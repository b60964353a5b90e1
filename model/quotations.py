"""Quotation marks to quotations, in one pass: nested, never closed, or running on over paragraphs.

[text[q.start : q.end] for q in quotations(text, 0, len(text))]
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile("''|``|[“”„«»\"‘’']")
_CLOSERS = {"“": '”"', "„": '“”"', '"': '"”', "«": "»", "''": "''", "``": "''", "‘": "’'", "'": "'’"}
_SINGLE = ("'", "‘")
_OPENS_AFTER = " \t\n\u00a0([{-–—/:"
_SURE_END = ",.!?;…"


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation with its marks: characters `start` to `end`, and what stands inside; `closed` or not."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool = True


def quotations(text: str, start: int, end: int, *, runs_on: bool = False) -> list[Quote]:
    """The outermost quotations between two places, in order; apostrophes are none.

    Args:
        text: the whole text.
        start: where a paragraph begins (characters).
        end: where it ends, exclusive.
        runs_on: the next paragraph begins with a quotation mark, so that an open quotation may reach the end.
    """
    found: list[Quote] = []
    mark, at = "", -1
    for match in _MARK.finditer(text, start, end):
        sign, here = match[0], match.start()
        before = text[here - 1] if here > start else " "
        after = text[match.end()] if match.end() < end else " "
        if mark and _closes(mark, sign, before, after):
            found.append(Quote(at, match.end(), at + len(mark), here))
            mark = ""
        elif not mark or (mark in _SINGLE and sign not in (*_SINGLE, "’")) or _reopens(mark, sign, before, after):
            if mark and mark not in _SINGLE:
                found.append(_unclosed(text, at, mark, here, short=True))
            mark, at = (sign, here) if _opens(sign, before, after) else ("", -1)
    if mark and mark not in _SINGLE:
        found.append(_unclosed(text, at, mark, end, short=not (runs_on or at == start)))
    return found


def _closes(mark: str, sign: str, before: str, after: str) -> bool:
    if sign not in _CLOSERS[mark] or (len(sign) == 2) != (len(mark) == 2):
        return False
    if mark in _SINGLE:
        return not after.isalnum() and not (before == "s" and after == " ") and not before.isspace()
    if sign == "“" == mark:
        return before in _SURE_END and not after.isalnum()
    return sign != mark or not _reopens(mark, sign, before, after)


def _opens(sign: str, before: str, after: str) -> bool:
    if sign in "”»’":
        return False
    if sign in _SINGLE:
        return (before in _OPENS_AFTER or before in '“"') and after.isalpha()
    return not after.isspace() and (sign != '"' or not before.isalnum() or after.isalnum())


def _reopens(mark: str, sign: str, before: str, after: str) -> bool:
    """Whether a mark inside an open quotation is sure to open another one, so that the first was never closed."""
    if mark in _SINGLE or sign in _SINGLE or sign in "”»’":
        return False
    return before in _OPENS_AFTER and not after.isspace() and after not in _SURE_END


def _unclosed(text: str, at: int, mark: str, end: int, *, short: bool) -> Quote:
    """A quotation that is never closed: to the end of its sentence, or to `end`."""
    stop = end
    if short:
        first = re.compile(r"[.!?…](?=\s)").search(text, at, end)
        stop = first.end() if first else end
    while stop > at + len(mark) and text[stop - 1].isspace():
        stop -= 1
    return Quote(at, stop, at + len(mark), stop, closed=False)
