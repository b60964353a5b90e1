"""The batch job's inner loop: chunks of rows in, result columns out, and a count of what happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from counterclaim.model.detector import Detector
from counterclaim.model.readers import Row
from counterclaim.model.records import Mode, Pair, Verdict
from counterclaim.model.rows import failed_values, read_pair, result_values


@dataclass(slots=True)
class Tally:
    """What came of the rows so far: rows by verdict, failures, rows that were not read to the end."""

    rows: int = 0
    failed: int = 0
    truncated: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    first_failure: str = ""

    def count(self, results: Sequence[dict[str, Any]]) -> None:
        """Adds the results of a chunk."""
        for result in results:
            self.rows += 1
            status = str(result["status"])
            if status.startswith("error"):
                self.failed += 1
                self.first_failure = self.first_failure or status.removeprefix("error: ")
            else:
                self.verdicts[str(result["verdict"])] += 1
                self.truncated += status == "truncated"


def verdicts_of(detector: Detector, rows: Sequence[Row], mode: Mode) -> list[Verdict | str]:
    """For each row, in order, its verdict, or a sentence that says why there is none."""
    outcomes: list[Verdict | str] = []
    pairs: list[Pair] = []
    for row in rows:
        outcome = _pair_or_reason(row, mode)
        outcomes.append(outcome if isinstance(outcome, str) else "")
        if isinstance(outcome, Pair):
            pairs.append(outcome)
    scored: Iterator[Verdict] = detector.score(pairs, mode=mode)
    return [outcome or next(scored) for outcome in outcomes]


def score_rows(detector: Detector, rows: Sequence[Row], mode: Mode) -> list[dict[str, Any]]:
    """For each row, in order, the columns that scoring adds."""
    return [
        failed_values(outcome, detector.scorer.name) if isinstance(outcome, str) else result_values(outcome)
        for outcome in verdicts_of(detector, rows, mode)
    ]


def _pair_or_reason(row: Row, mode: Mode) -> Pair | str:
    if row.error is not None:
        return row.error
    try:
        return read_pair(row.values, mode)
    except ValueError as error:
        return f"line {row.line}: {error}"
