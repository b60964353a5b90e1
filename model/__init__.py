"""Text to verdicts: records, the NLI scorer, calibration, the verdict, and the detector that wires them.

    from counterclaim.model import Detector, Statement

Names are looked up when they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from counterclaim.model.calibrate import Calibration
    from counterclaim.model.detector import Detector
    from counterclaim.model.nli import NliScorer, TransformerScorer
    from counterclaim.model.records import NliScore, Pair, Statement, Verdict

_HOMES = {
    "Calibration": "calibrate",
    "Detector": "detector",
    "NliScore": "records",
    "NliScorer": "nli",
    "Pair": "records",
    "Statement": "records",
    "TransformerScorer": "nli",
    "Verdict": "records",
}

__all__ = [
    "Calibration",
    "Detector",
    "NliScore",
    "NliScorer",
    "Pair",
    "Statement",
    "TransformerScorer",
    "Verdict",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
