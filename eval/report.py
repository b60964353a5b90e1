"""One self-contained page from a result: tables, charts and a browser of mistakes. It needs no network and no server.

    write_report(record, Path("results"))

Every figure on the page is in `result.json`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from counterclaim.eval import plots, summary
from counterclaim.model.writing import replacing

Drawn = Callable[[], None]


def write_report(record: dict[str, Any], folder: Path, progress: Drawn | None = None) -> tuple[Path, Path]:
    """Writes `report.html` and `report.md` from the content of a `result.json`.

    Args:
        record: as `read_results` gives it.
        folder: where the two go.
        progress: called once for each set that is drawn.
    """
    page, text = folder / "report.html", folder / "report.md"
    for path, content in ((page, render(record, progress)), (text, summary.markdown_report(record))):
        with replacing(path) as written:
            written.write_text(content, encoding="utf-8")
    return page, text


def render(record: dict[str, Any], progress: Drawn | None = None) -> str:
    """The page as HTML."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=select_autoescape(("html", "j2")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["share"] = lambda value: f"{value:.3f}"
    environment.filters["count"] = lambda value: f"{value:,}"
    return environment.get_template("report.html.j2").render(
        record=record,
        models=[
            {"name": model["name"], "model": model, "rows": summary.table_rows(model["sets"]),
             "details": summary.detail_rows(model["sets"])}
            for model in record["models"]
        ],
        header=summary.HEADER,
        detail_header=summary.DETAIL_HEADER,
        comparison_header=summary.COMPARISON_HEADER,
        comparisons=summary.comparison_rows(record["comparisons"]),
        sets=_sets(record, progress),
    )  # fmt: skip


def _sets(record: dict[str, Any], progress: Drawn | None) -> list[dict[str, Any]]:
    """What the page shows of each set: the records of every model that scored it, and their charts."""
    names = list(dict.fromkeys(one["name"] for model in record["models"] for one in model["sets"]))
    sets = []
    for name in names:
        by_model = {model["name"]: one for model in record["models"] for one in model["sets"] if one["name"] == name}
        first = next(iter(by_model.values()))
        sets.append({"name": name, "first": first, "by_model": by_model, "charts": _charts(by_model)})
        if progress is not None:
            progress()
    return sets


def _charts(by_model: dict[str, dict[str, Any]]) -> list[tuple[str, str]]:
    curves = {name: one["curves"] for name, one in by_model.items()}
    first = next(iter(curves.values()))
    positive = first["positive"]
    drawn = [
        (f"Reliability of p({positive})", plots.reliability(curves)),
        (f"Precision and recall of {positive}", plots.precision_recall(curves)),
        ("Risk and coverage", plots.risk_coverage(curves)),
        (f"Scores by gold label ({next(iter(curves))})", plots.histogram(first)),
    ]
    return [(title, svg) for title, svg in drawn if svg]
