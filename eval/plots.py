"""The charts of a report, drawn from the numbers of a result as SVG text without fonts or scripts: one line a model."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

_LONGEST_NAME = 26
COLOURS = ("#1f5fa8", "#c2571a", "#2f7d4f", "#7a4ba0", "#8a6d1d", "#555555")
LABEL_COLOURS = {
    "entailment": "#2f7d4f",
    "neutral": "#9aa0a6",
    "contradiction": "#b3261e",
    "not_entailment": "#9aa0a6",
}
_STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "counterclaim",
    "font.family": "sans-serif",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.color": "#e3e6ea",
    "legend.frameon": False,
}


def reliability(curves: Mapping[str, Mapping[str, Any]]) -> str:
    """Stated probability against observed share; the size of a point tells the rows of its bin."""
    figure, axes = _axes("stated probability", "observed share")
    axes.plot([0, 1], [0, 1], color="#9aa0a6", linewidth=1, linestyle=":")
    for colour, (model, values) in zip(_colours(curves), curves.items(), strict=True):
        bins = values["reliability"]
        total = sum(bin_["rows"] for bin_ in bins)
        stated, observed = [bin_["stated"] for bin_ in bins], [bin_["observed"] for bin_ in bins]
        axes.plot(stated, observed, color=colour, linewidth=1.2, label=_plain(model))
        axes.scatter(stated, observed, s=[8 + 160 * bin_["rows"] / total for bin_ in bins], color=colour, alpha=0.7)
    axes.set_ylim(0, 1.02)
    return _svg(figure, axes, legend=len(curves) > 1)


def precision_recall(curves: Mapping[str, Mapping[str, Any]]) -> str:
    """Precision against recall of the positive class; empty text where the set has one class only."""
    if not any(values["precision_recall"] for values in curves.values()):
        return ""
    figure, axes = _axes("recall", "precision")
    for colour, (model, values) in zip(_colours(curves), curves.items(), strict=True):
        points = values["precision_recall"]
        axes.plot([x for x, _ in points], [y for _, y in points], color=colour, linewidth=1.4, label=_plain(model))
    axes.set_ylim(0, 1.02)
    return _svg(figure, axes, legend=len(curves) > 1)


def risk_coverage(curves: Mapping[str, Mapping[str, Any]]) -> str:
    """Share of mistakes among the surest verdicts, against the share of pairs that get one."""
    figure, axes = _axes("coverage (surest first)", "share of mistakes")
    for colour, (model, values) in zip(_colours(curves), curves.items(), strict=True):
        points = values["risk_coverage"]
        axes.plot([x for x, _ in points], [y for _, y in points], color=colour, linewidth=1.4, label=_plain(model))
    axes.set_ylim(0, None)
    return _svg(figure, axes, legend=len(curves) > 1)


def histogram(values: Mapping[str, Any]) -> str:
    """Rows by score, a line for each gold label."""
    figure, axes = _axes(f"p({values['positive']})", "pairs")
    for label, counts in values["histogram"].items():
        edges = [index / len(counts) for index in range(len(counts) + 1)]
        axes.stairs(counts, edges, label=label, color=LABEL_COLOURS[label], linewidth=1.5)
    axes.set_ylim(0, None)
    return _svg(figure, axes, legend=True)


def _plain(name: str) -> str:
    """A model's name as a legend shows it: matplotlib reads $ as mathematics and hides names that begin with _."""
    short = name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME // 2]}…{name[-(_LONGEST_NAME // 2) :]}"
    return f" {short}".replace("$", r"\$")


def _colours(curves: Mapping[str, object]) -> Sequence[str]:
    return [COLOURS[index % len(COLOURS)] for index in range(len(curves))]


def _axes(x: str, y: str) -> tuple[Figure, Axes]:
    with rc_context(_STYLE):
        figure = Figure(figsize=(3.6, 2.7), layout="constrained")
        axes = figure.add_subplot()
    axes.set_xlim(0, 1)
    axes.set_xlabel(x)
    axes.set_ylabel(y)
    return figure, axes


def _svg(figure: Figure, axes: Axes, *, legend: bool) -> str:
    if legend:
        axes.legend(fontsize=8)
    written = io.StringIO()
    with rc_context(_STYLE):
        figure.savefig(written, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    text = written.getvalue()
    return text[text.index("<svg") :]
