"""Two statements with their figures made level, so that a language model can be asked what remains: the same claim?

level("Nine people drowned.", figures_a, "At least 14 drowned.", figures_b)
# ("several people drowned.", "several drowned.")
"""

from __future__ import annotations

from collections.abc import Iterable

from counterclaim.model.records import Figure

LEVEL = "several"
_SHARE = "part of"


def level(text: str, figures: Iterable[Figure]) -> str:
    """The text with each of the figures replaced by one and the same vague word."""
    for figure in sorted(figures, key=lambda item: item.start, reverse=True):
        word = _SHARE if figure.measure == "fraction" else LEVEL
        tail = text[figure.end :]
        if figure.measure == "fraction" and tail.lower().startswith(" of"):
            tail = tail[3:]
        text = f"{text[: figure.start]}{word}{'' if tail[:1] in ' .,;:!?)' else ' '}{tail}"
    return text
