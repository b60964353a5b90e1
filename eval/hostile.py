"""Hostile texts for readers of text: pieces of figures in any order, any characters, runs of one thing.

for text in hostile_texts(1000): read_figures(text)
"""

from __future__ import annotations

import random
from collections.abc import Iterator

PIECES = (
    "no", "at least", "1,2", "tanks", "(", ")", "[", "12:30", "third", "a", "dozen", "and", "of", "$", "killed", "-",
    "\u0663", "\uff11\uff12", ".", "between", "to", "5", "1,000,000", "10^400", "1e999", "9" * 60, "two hundred and",
    "half", "not", "a single", "soldiers were", "we lost", "the enemy", "from", "\u202e", "\u200f", "\x00", "so far",
    "+", "%", "'s", "in 1999", "\n", "dozens of", "fewer than", "in all", ":", "Monday",
)  # fmt: skip
"""What figures are made of, and what looks like it."""

LONGEST = 20_000
"""Characters of the longest text."""


def hostile_texts(count: int, seed: int = 13) -> Iterator[str]:
    """Texts that try a reader: most are short, one in a hundred has thousands of characters.

    Args:
        count: how many.
        seed: the texts depend on it alone.
    """
    rng = random.Random(seed)  # noqa: S311 - tests, not secrets
    for number in range(count):
        most = 3_000 if number % 100 == 0 else 60
        many = rng.randint(1, most)
        kind = number % 4
        if kind == 0:
            text = "".join(chr(rng.choice((rng.randint(32, 126), rng.randint(0, 0xD7FF)))) for _ in range(many))
        elif kind == 1:
            text = rng.choice(PIECES) * many
        else:
            glue = rng.choice((" ", " ", "", ", ", "-"))
            text = glue.join(rng.choice(PIECES) for _ in range(many))
        yield text[:LONGEST]
