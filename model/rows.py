"""Rows of a pairs file to pairs, and verdicts to the columns that scoring adds.

A row that cannot be scored is no exception: it becomes a sentence that names the field, the value and what is
allowed, so that the job goes on and the row comes out with that sentence as its `status`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from counterclaim.model.records import Mode, Pair, Statement, Verdict, parse_date

MAX_CHARACTERS = 100_000
"""Longest statement that is scored; a longer text is an article."""

RESULT_COLUMNS = (
    "verdict",
    "p_contradiction",
    "p_entailment",
    "p_neutral",
    "kind",
    "explanation",
    "spans_a",
    "spans_b",
    "status",
    "model",
)

_TEXTS: dict[Mode, tuple[str, str]] = {"compare": ("text_a", "text_b"), "infer": ("premise", "hypothesis")}


def choose_mode(columns: Collection[str], wanted: str = "auto") -> Mode:
    """The mode of a file by its column names, or the one that the user wants.

    Raises:
        ValueError: the file has neither pair of columns; the names found are listed.
    """
    if not any(set(names) <= set(columns) for names in _TEXTS.values()):
        found = ", ".join(columns) if columns else "none"
        raise ValueError(f"no columns text_a and text_b (or premise and hypothesis); columns found: {found}")
    if wanted == "compare":
        return "compare"
    if wanted == "infer":
        return "infer"
    return "compare" if set(_TEXTS["compare"]) <= set(columns) else "infer"


def read_pair(row: Mapping[str, Any], mode: Mode = "compare") -> Pair:
    """The pair in a row, from `text_a` and `text_b` with their metadata, or from `premise` and `hypothesis`.

    A row that has both is read as the mode says.

    Raises:
        ValueError: a field is missing, empty, not text, too long or no date; the message names it.
    """
    other: Mode = "infer" if mode == "compare" else "compare"
    names = _TEXTS[mode] if set(_TEXTS[mode]) & set(row) or not set(_TEXTS[other]) & set(row) else _TEXTS[other]
    a, b = (_read_statement(row, name, side) for name, side in zip(names, ("a", "b"), strict=True))
    return Pair(a=a, b=b, pair_id=str(row["id"]) if row.get("id") not in (None, "") else "")


def _read_statement(row: Mapping[str, Any], field: str, side: str) -> Statement:
    return Statement(
        text=_read_text(row, field),
        party=_read_optional(row, f"party_{side}"),
        source=_read_optional(row, f"source_{side}"),
        date=_read_date(row, f"date_{side}"),
    )


def _read_text(row: Mapping[str, Any], field: str) -> str:
    if field not in row:
        raise ValueError(f"field {field} is missing; fields found: {', '.join(map(str, row)) or 'none'}")
    text = row[field]
    if not isinstance(text, str):
        shown = "empty" if text is None else f"{str(text)[:40]!r} ({type(text).__name__})"
        raise ValueError(f"field {field} is {shown}; allowed: text")
    if not text.strip():
        raise ValueError(f"field {field} is empty; allowed: text")
    if "\0" in text:
        raise ValueError(f"field {field} has a NUL byte at character {text.index(chr(0))}; allowed: text without one")
    if len(text) > MAX_CHARACTERS:
        raise ValueError(
            f"field {field} has {len(text):,} characters; allowed: at most {MAX_CHARACTERS:,} "
            "(a statement, not an article)"
        )
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError(f"field {field} is not UTF-8 at character {error.start}; allowed: text in UTF-8") from None
    return text


def _read_optional(row: Mapping[str, Any], field: str) -> str | None:
    value = row.get(field)
    if is_nothing(value):
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):  # a source or party told by its number
        return str(value)
    if not isinstance(value, str):
        raise ValueError(f"field {field} is {str(value)[:40]!r} ({type(value).__name__}); allowed: text, or nothing")
    return value


def is_nothing(value: Any) -> bool:
    """Whether a cell is empty: null, blank, or not a number (NaN and NaT differ from themselves)."""
    return value is None or (isinstance(value, str) and not value.strip()) or bool(value != value)


def _read_date(row: Mapping[str, Any], field: str) -> str | None:
    value = row.get(field)
    if is_nothing(value):
        return None
    if isinstance(value, dt.date):  # a date-time is a date too
        return value.isoformat()
    if not isinstance(value, str):
        raise ValueError(
            f"field {field} is {str(value)[:40]!r} ({type(value).__name__}); allowed: ISO 8601, such as 2020-10-06"
        )
    try:
        parse_date(value)
    except ValueError as error:
        raise ValueError(f"field {field}: {error}") from None
    return value.strip()


def result_values(verdict: Verdict) -> dict[str, Any]:
    """What scoring adds to a row."""
    return {
        "verdict": verdict.label,
        "p_contradiction": verdict.p_contradiction,
        "p_entailment": verdict.p_entailment,
        "p_neutral": verdict.p_neutral,
        "kind": verdict.kind,
        "explanation": verdict.explanation,
        "spans_a": [list(span) for span in verdict.spans_a],
        "spans_b": [list(span) for span in verdict.spans_b],
        "status": verdict.status,
        "model": verdict.model,
    }


def failed_values(reason: str, model: str) -> dict[str, Any]:
    """What scoring adds to a row that could not be scored: empty scores and the reason."""
    empty: dict[str, Any] = dict.fromkeys(RESULT_COLUMNS)
    return {**empty, "spans_a": [], "spans_b": [], "status": f"error: {reason}", "model": model}


def renamed(columns: Sequence[str]) -> dict[str, str]:
    """New names of the columns that scoring would otherwise overwrite; names that are free are not in it."""
    taken = {*columns, *RESULT_COLUMNS}
    names = {}
    for column in columns:
        if column in RESULT_COLUMNS:
            new = f"input_{column}"
            while new in taken:
                new = f"input_{new}"
            taken.add(new)
            names[column] = new
    return names
