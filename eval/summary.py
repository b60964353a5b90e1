"""The table of a result: one line a set, the same in the terminal, the model card and the README."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

HEADER = ("set", "mode", "pairs", "accuracy (95 %)", "macro F1", "AP", "AUROC", "ECE")
"""AP and AUROC rank pairs by p_contradiction; ECE is the calibration error of p_contradiction."""


def table_rows(sets: Sequence[dict[str, Any]]) -> list[tuple[str, ...]]:
    """The cells of each set of a `result.json`, in the order of `HEADER`; a metric that it lacks is an empty cell."""
    return [_row(record) for record in sets]


def _row(record: dict[str, Any]) -> tuple[str, ...]:
    metrics, interval = record["metrics"], record["intervals"]["accuracy"]
    accuracy = f"{metrics['accuracy']:.3f} ({interval['low']:.3f} to {interval['high']:.3f})"
    mode = record["mode"] + (", two-way" if "not_entailment" in record["labels"] else "")
    rest = [f"{metrics[name]:.3f}" if name in metrics else "" for name in ("average_precision", "auroc", "ece")]
    return record["name"], mode, f"{record['rows']:,}", accuracy, f"{metrics['macro_f1']:.3f}", *rest


def markdown_table(sets: Sequence[dict[str, Any]]) -> str:
    """The table as Markdown, without a final newline."""
    lines = [HEADER, ("---",) * len(HEADER), *table_rows(sets)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
