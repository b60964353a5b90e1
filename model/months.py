"""The months by name, for every pattern that reads a date.

month_number("Sept.")  # 9
"""

from __future__ import annotations

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
FULL_MONTH = "|".join(MONTHS)
"""Alternatives without brackets, in lower case: patterns ignore case, or say so around it."""

BARE_MONTH = rf"(?:{FULL_MONTH}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
MONTH = rf"(?:{FULL_MONTH}|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?)"
"""A month in full, or short with or without its full stop."""


def month_number(name: str) -> int:
    """1 to 12, by the first three letters of a name in any case."""
    return next(number for number, month in enumerate(MONTHS, 1) if month[:3] == name[:3].lower())
