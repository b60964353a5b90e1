"""One figure in two units, written in one of them: what the language model sees of "30 miles" and "48 kilometres".

a, b = in_one_unit("They hold 30 miles of coast.", "They hold 48 kilometres of it.", comparisons)
a.text  # "They hold 48 kilometres of coast."
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from counterclaim.model.findings import Comparison
from counterclaim.model.intervals import is_converted
from counterclaim.model.records import Figure
from counterclaim.model.rewriting import Rewritten, put
from counterclaim.model.word_lists import singular


def in_one_unit(a: str, b: str, comparisons: Sequence[Comparison]) -> tuple[Rewritten, Rewritten]:
    """Two texts with a figure that they tell in different units written as one of them does, the same one both ways.

    Args:
        a: a statement.
        b: another.
        comparisons: the figures of the two that meet.
    """
    for item in comparisons:
        if item.scope != "same" or not is_converted(item.figure_a, item.figure_b):
            continue
        span_a, span_b = _span(item.figure_a, a), _span(item.figure_b, b)
        if span_a is None or span_b is None:
            continue
        if (item.figure_a.unit or "") < (item.figure_b.unit or ""):
            return Rewritten.of(a), _with(b, span_b, a[slice(*span_a)])
        return _with(a, span_a, b[slice(*span_b)]), Rewritten.of(b)
    return Rewritten.of(a), Rewritten.of(b)


def _span(figure: Figure, text: str) -> tuple[int, int] | None:
    """The characters of a figure with its unit; `None` where the unit does not follow at once."""
    unit = figure.unit or ""
    match = re.compile(rf"[\s-]?(?:{re.escape(unit)}|{re.escape(singular(unit))})\b", re.I).match(text, figure.end)
    return None if match is None else (figure.start, match.end())


def _with(text: str, span: tuple[int, int], other: str) -> Rewritten:
    return put(text, *span, other[:1].upper() + other[1:] if span[0] == 0 else other)
