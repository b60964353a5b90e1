"""Text to verdicts: records, figures, the NLI scorer, calibration, the verdict, and the detector that wires them.

    from counterclaim.model import Detector, Statement

The map, in the order of the flow; modules import from their own line and from lines above:

    records          records scan_records labels settings policy writing word_files months
    what is asserted assertion_words rewriting assertions
    articles in      articles article_lines pages decoding datelines boilerplate copies
    who says what    sentences quotations lines attribution_words cue cue_phrases cues contents content_kinds
                     content_behind phrase_before phrase_behind attribution offices bodies introductions camps
                     speakers voices pieces extract
    figures          word_lists number_words patterns lookalikes hedges numbers money counted owner singulars
                     figures toll
    two figures      when sides intervals scope wholes reckoning findings edits
                     conversions arithmetic
    parties, time    parties party_names frames periods timing
    the model        bundled device loading packing windows nli
    the verdict      reading features calibrate verdict explain detector
    files of pairs   files readers rows batch outputs sinks
    the scan         shelf told events similarity candidates sifting pairs accounts scan
    its report       report_words marked_text citations report_cards report_view report_markdown scan_lines report

Names are looked up when they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from counterclaim.model.arithmetic import check_account
    from counterclaim.model.calibrate import Calibration
    from counterclaim.model.detector import Detector
    from counterclaim.model.figures import read_figures
    from counterclaim.model.findings import compare_figures
    from counterclaim.model.nli import NliScorer, TransformerScorer
    from counterclaim.model.policy import Policy
    from counterclaim.model.records import Figure, Finding, NliScore, Pair, Statement, Verdict

_HOMES = {
    "Calibration": "calibrate",
    "Detector": "detector",
    "Figure": "records",
    "Finding": "records",
    "NliScore": "records",
    "NliScorer": "nli",
    "Pair": "records",
    "Policy": "policy",
    "Statement": "records",
    "TransformerScorer": "nli",
    "Verdict": "records",
    "check_account": "arithmetic",
    "compare_figures": "findings",
    "read_figures": "figures",
}

__all__ = [
    "Calibration",
    "Detector",
    "Figure",
    "Finding",
    "NliScore",
    "NliScorer",
    "Pair",
    "Policy",
    "Statement",
    "TransformerScorer",
    "Verdict",
    "check_account",
    "compare_figures",
    "read_figures",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
