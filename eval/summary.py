"""The tables of a result: the same cells in the terminal, the report, the model card and the README."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

HEADER = ("set", "mode", "pairs", "accuracy (95 %)", "best baseline", "macro F1", "AP", "AUROC", "ECE")
"""AP and AUROC rank pairs by p_contradiction, ECE is its calibration error (two-way sets: of p_entailment). A mode with
"seen" tells that the calibration was fitted on rows of that file, so that the figures flatter."""

DETAIL_HEADER = ("set", "AP (95 %)", "P at R 0.5", "P at R 0.5, 1 % base (95 %)", "AURC", "swap flips", "side flips")
"""Precision at half the contradictions found, as the set is and at one in a hundred; flips when a pair is swapped, and
when the names of the two sides are exchanged."""

_METRICS = ("average_precision", "auroc", "ece")


def table_rows(sets: Sequence[dict[str, Any]]) -> list[tuple[str, ...]]:
    """The cells of each set of a model, in the order of `HEADER`; a metric that it lacks is an empty cell."""
    return [_row(record) for record in sets]


def _row(record: dict[str, Any]) -> tuple[str, ...]:
    metrics = record["metrics"]
    mode = record["mode"] + (", two-way" if record["two_way"] else "") + (", seen" if record["seen"] else "")
    rest = [_share(metrics, name) for name in _METRICS]
    accuracy = _with_interval(record, "accuracy")
    baseline = _best_baseline(record["baselines"])
    return record["name"], mode, f"{record['rows']:,}", accuracy, baseline, f"{metrics['macro_f1']:.3f}", *rest


def detail_rows(sets: Sequence[dict[str, Any]]) -> list[tuple[str, ...]]:
    """The cells of each set in the order of `DETAIL_HEADER`."""
    return [_detail(record) for record in sets]


def _detail(record: dict[str, Any]) -> tuple[str, ...]:
    metrics = record["metrics"]
    sides = record["neutrality"]
    return (
        record["name"],
        _with_interval(record, "average_precision"),
        _share(metrics, "precision_at_recall_50"),
        _with_interval(record, "precision_at_recall_50_base_1"),
        _share(metrics, "aurc"),
        f"{record['swap']['contradiction_flips']:.3f}",
        f"{sides['flips']:.3f} of {sides['pairs']:,}" if sides["pairs"] else "",
    )


def _best_baseline(baselines: dict[str, dict[str, float]]) -> str:
    if not baselines:
        return ""
    name, best = max(baselines.items(), key=lambda item: item[1]["accuracy"])
    return f"{best['accuracy']:.3f} ({name})"


def _with_interval(record: dict[str, Any], name: str) -> str:
    values = record["metrics"]
    return with_interval(values[name], record["intervals"].get(name)) if name in values else ""


def with_interval(value: float, interval: dict[str, float] | None) -> str:
    """A share with its 95 % interval, such as `0.747 (0.738 to 0.755)`; without, where there is none."""
    if not interval or "low" not in interval:
        return f"{value:.3f}"
    return f"{value:.3f} ({interval['low']:.3f} to {interval['high']:.3f})"


def _share(values: dict[str, float], name: str) -> str:
    return f"{values[name]:.3f}" if name in values else ""


def markdown_table(sets: Sequence[dict[str, Any]]) -> str:
    """The table of `HEADER` as Markdown, without a final newline."""
    return _markdown(HEADER, table_rows(sets))


def markdown_report(record: dict[str, Any]) -> str:
    """A whole `result.json` as Markdown: both tables of every model, comparisons, slices, what was left out."""
    parts = ["# Evaluation", f"`{record['command']}`, commit `{record['commit']}`."]
    for model in record["models"]:
        parts += [f"## {model['name']}", markdown_table(model["sets"])]
        parts += [_markdown(DETAIL_HEADER, detail_rows(model["sets"]))]
        parts += [_slices(one) for one in model["sets"] if one["slices"]]
    if record["comparisons"]:
        parts += ["## Models compared", _markdown(COMPARISON_HEADER, comparison_rows(record["comparisons"]))]
    if record["skipped"]:
        parts += ["## Left out", "\n".join(f"- {one['name']}: {one['reason']}" for one in record["skipped"])]
    return "\n\n".join(parts) + "\n"


COMPARISON_HEADER = ("set", "first", "second", "accuracy, first less second (95 %)", "McNemar p")


def comparison_rows(comparisons: Sequence[dict[str, Any]]) -> list[tuple[str, ...]]:
    """One row for each set that two models share, in the order of `COMPARISON_HEADER`."""
    return [
        (
            one["set"],
            one["first"],
            one["second"],
            with_interval(one["metrics"]["accuracy"]["difference"], one["metrics"]["accuracy"]),
            f"{one['mcnemar']['p_value']:.3g}",
        )
        for one in comparisons
    ]


def _slices(record: dict[str, Any]) -> str:
    rows = [
        (name, f"{part['rows']:,}", with_interval(part["accuracy"], part), f"{part['macro_f1']:.3f}")
        for name, part in sorted(record["slices"].items(), key=lambda item: item[1]["accuracy"])
    ]
    table = _markdown(("phenomenon", "pairs", "accuracy (95 %)", "macro F1"), rows)
    return f"### {record['name']}, weakest phenomenon first\n\n{table}"


def _markdown(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [header, ("---",) * len(header), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |" for cells in lines)
