"""The leaderboard: one page from every result in `eval/results/`, the best published scores beside ours.

python -m counterclaim.eval.leaderboard
python -m counterclaim.eval.leaderboard --add runs/all/result.json --name bundled

Writes `eval/LEADERBOARD.md`; a test fails when the page is older than the results.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from counterclaim.eval.result_files import read_folder, read_results
from counterclaim.eval.summary import with_interval
from counterclaim.model.writing import replacing

_HERE = Path(__file__).parent

Scored = dict[str, tuple[str, dict[str, Any]]]
"""The models that scored a set, by their weights: name, and what they scored."""


def main() -> None:
    """Writes the page, with `--add` after a result was taken in; what cannot be is one sentence and exit code 2."""
    parser = argparse.ArgumentParser(description="Make eval/LEADERBOARD.md from eval/results/.")
    parser.add_argument("--add", type=Path, help="a result.json to take in first")
    parser.add_argument("--name", help="its name in eval/results/, without .json")
    options = parser.parse_args()
    try:
        if (options.add is None) != (options.name is None):
            raise ValueError("--add and --name go together; allowed: both or neither")
        if options.add is not None:
            add(read_results(options.add), _HERE / "results" / f"{options.name}.json")
        page = leaderboard(_HERE / "results")
        with replacing(_HERE / "LEADERBOARD.md") as written:
            written.write_text(page, encoding="utf-8")
    except (OSError, ValueError) as error:
        parser.exit(2, f"leaderboard: {error}\n")


def add(record: dict[str, Any], path: Path) -> None:
    """Writes a result without curves, which are large, and mistakes: public sets' sentences are not ours to publish."""
    for model in record["models"]:
        for one in model["sets"]:
            one["mistakes"] = {"rows": one["mistakes"]["rows"], "shown": []}
            one["curves"] = {"positive": one["curves"]["positive"], "confusion": one["curves"]["confusion"]}
    with replacing(path) as written:
        written.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def leaderboard(folder: Path) -> str:
    """The page as Markdown, from every `result.json` in a folder (files of another schema are left out).

    Raises:
        ValueError: a file is not JSON, or a result lacks a field.
    """
    runs = read_folder(folder)
    parts = [
        "# Leaderboard",
        "Made by `python -m counterclaim.eval.leaderboard` from `eval/results/`; do not edit. Accuracy with its 95 % "
        "interval by resampling events. Published scores are others' figures on the same metric, not always on the "
        "same rows.",
    ]
    parts += [_table(list(rows.values())) for rows in _by_set(runs.values()).values()]
    sources = [f"- `{name}`: `{record['command']}`, commit `{record['commit']}`" for name, record in runs.items()]
    return "\n\n".join([*parts, "## Where the figures come from", "\n".join(sources)]) + "\n"


def _by_set(records: Iterable[dict[str, Any]]) -> dict[tuple[str, str], Scored]:
    """The sets by name and hash, each with its models: the same weights on the same rows count once."""
    found: dict[tuple[str, str], Scored] = {}
    for record in records:
        for model in record["models"]:
            for one in model["sets"]:
                models = found.setdefault((one["name"], one["sha256"]), {})
                models.setdefault(model["weights_sha256"] or model["name"], (model["name"], one))
    return found


def _table(found: list[tuple[str, dict[str, Any]]]) -> str:
    """One set, its models from the best down, and what is had for nothing; rows of other data are another table."""
    lines = ["| model | accuracy (95 %) | macro F1 | AP | pairs a second |", "| --- | --- | --- | --- | --- |"]
    found = sorted(found, key=lambda item: -item[1]["metrics"]["accuracy"])
    first = found[0][1]
    lines += [_line(model, one) for model, one in found]
    baselines: dict[str, dict[str, float]] = next((one["baselines"] for _, one in found if one["baselines"]), {})
    for baseline, values in sorted(baselines.items(), key=lambda item: -item[1]["accuracy"]):
        precision = f"{values['average_precision']:.3f}" if "average_precision" in values else ""
        accuracy = with_interval(values["accuracy"], values)
        lines.append(f"| *{baseline}* | {accuracy} | {values['macro_f1']:.3f} | {precision} | |")
    published = next((one["benchmark"]["published"] for _, one in found if one["benchmark"]), None)
    if published:
        lines.append(f"| published: {published['model']} ({published['source']}) | {published['score']:.3f} | | | |")
    return "\n".join([f"## {first['name']}", "", f"{first['rows']:,} pairs, mode {first['mode']}.", "", *lines])


def _line(model: str, one: dict[str, Any]) -> str:
    metrics = one["metrics"]
    precision = f"{metrics['average_precision']:.3f}" if "average_precision" in metrics else ""
    accuracy = with_interval(metrics["accuracy"], one["intervals"].get("accuracy"))
    speed = f"{one['cost']['pairs_per_second']:,.0f}"
    return f"| **{model}** | {accuracy} | {metrics['macro_f1']:.3f} | {precision} | {speed} |"


if __name__ == "__main__":
    main()
