"""Party neutrality: the names of the two parties exchanged throughout a pair should not move the verdict.

A tool that judges one side's claims differently is of no use to a fact-checker.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from counterclaim.eval.metrics import CONTRADICTION
from counterclaim.eval.predictions import Predictions, predict
from counterclaim.model.detector import Detector
from counterclaim.model.records import Mode, Pair
from counterclaim.model.sides import Sides, exchange


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
