"""Party neutrality: the names of the two parties exchanged throughout a pair should not move the verdict.

A tool that judges one side's claims differently is of no use to a fact-checker.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
from pydantic import Field, model_validator

from counterclaim.eval.metrics import CONTRADICTION
from counterclaim.eval.predictions import Predictions, predict
from counterclaim.model.calibrate import Mode
from counterclaim.model.detector import Detector
from counterclaim.model.records import Pair, Statement
from counterclaim.model.settings import Strict, configuration, read_settings


class Sides(Strict):
    """Two sides of one conflict: the n-th form of one is exchanged for the n-th form of the other."""

    name: str
    one: tuple[str, ...] = Field(min_length=1)
    other: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _forms_are_aligned(self) -> Sides:
        if len(self.one) != len(self.other):
            raise ValueError(f"sides {self.name!r}: {len(self.one)} forms against {len(self.other)}; allowed: as many")
        return self

    def forms(self) -> dict[str, str]:
        """Every form to the form that takes its place, in capitals too."""
        there = dict(zip(self.one, self.other, strict=True))
        both = there | {other: one for one, other in there.items()}
        return both | {form.upper(): other.upper() for form, other in both.items()}


class _File(Strict):
    sides: tuple[Sides, ...] = Field(min_length=1)


def load_sides(path: Path | None = None) -> tuple[Sides, ...]:
    """The sides in a YAML file, those of the package if none is given.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: it is not such a file; the message names file, field, value and what is allowed.
    """
    return read_settings(path or configuration("sides.yaml"), _File, "configs/sides.yaml").sides


def exchange(pair: Pair, sides: Sequence[Sides]) -> Pair | None:
    """The pair with the two sides exchanged in texts and parties, or `None` where no text names one.

    The first conflict counts of which a text names a side.
    """
    for candidate in sides:
        pattern = _pattern(candidate)
        if pattern.search(pair.a.text) or pattern.search(pair.b.text):
            a, b = (_exchanged(statement, candidate) for statement in (pair.a, pair.b))
            return Pair(a=a, b=b, pair_id=pair.pair_id)
    return None


def _exchanged(statement: Statement, sides: Sides) -> Statement:
    party = _replace(statement.party, sides) if statement.party else statement.party
    return replace(statement, text=_replace(statement.text, sides), party=party, figures=())


def _replace(text: str, sides: Sides) -> str:
    forms = sides.forms()

    def other(match: re.Match[str]) -> str:
        form = forms[match["form"]]
        article = match["article"] or ""
        if article:
            article = article[0] + ("n" if form[0].lower() in "aeiou" else "") + " "
        return article + form

    return _pattern(sides).sub(other, text)


@cache
def _pattern(sides: Sides) -> re.Pattern[str]:
    longest_first = sorted(sides.forms(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?P<article>[Aa]n? )?(?P<form>{'|'.join(map(re.escape, longest_first))})(?!\w)")


def neutrality(
    detector: Detector,
    pairs: Sequence[Pair],
    predictions: Predictions,
    sides: Sequence[Sides],
    mode: Mode,
    folder: Path | None = None,
) -> dict[str, float]:
    """What changes when the sides are exchanged, over the pairs that name one.

    Args:
        detector: what is measured.
        pairs: N pairs.
        predictions: its verdicts on them.
        sides: of conflicts.
        mode: `compare` or `infer`.
        folder: of the cache.

    Returns:
        `pairs`; `mean_change` and `largest_change` of p_contradiction (0 to 1); `flips`, the share of pairs with
        another verdict. Only `pairs` (0) where no pair names a side.
    """
    exchanged = [(index, exchange(pair, sides)) for index, pair in enumerate(pairs)]
    found = [(index, pair) for index, pair in exchanged if pair is not None]
    if not found:
        return {"pairs": 0}
    after = predict(detector, [pair for _, pair in found], mode, folder)
    rows = [index for index, _ in found]
    changes = np.abs(predictions.probabilities[rows, CONTRADICTION] - after.probabilities[:, CONTRADICTION])
    return {
        "pairs": len(found),
        "mean_change": float(changes.mean()),
        "largest_change": float(changes.max()),
        "flips": float(np.mean(predictions.guess[rows] != after.guess)),
    }
