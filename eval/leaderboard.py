"""The leaderboard: one page from every result in `eval/results/`, the best published scores beside ours.

python -m counterclaim.eval.leaderboard
python -m counterclaim.eval.leaderboard --add runs/all/result.json --name bundled

Writes `eval/LEADERBOARD.md`; a test fails when the page is older than the results.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from counterclaim.eval.result_files import SCHEMA, read_results
from counterclaim.eval.summary import with_interval

_HERE = Path(__file__).parent


def main() -> None:
    """Writes the page, with `--add` after a result was taken in."""
    parser = argparse.ArgumentParser(description="Make eval/LEADERBOARD.md from eval/results/.")
    parser.add_argument("--add", type=Path, help="a result.json to take in first")
    parser.add_argument("--name", help="its name in eval/results/, without .json")
    options = parser.parse_args()
    if (options.add is None) != (options.name is None):
        parser.error("--add and --name go together")
    if options.add is not None:
        add(read_results(options.add), _HERE / "results" / f"{options.name}.json")
    (_HERE / "LEADERBOARD.md").write_text(leaderboard(_HERE / "results"), encoding="utf-8")


def add(record: dict[str, Any], path: Path) -> None:
    """Writes a result without curves, which are large, and mistakes: public sets' sentences are not ours to publish."""
    for model in record["models"]:
        for one in model["sets"]:
            one["mistakes"] = {"rows": one["mistakes"]["rows"], "shown": []}
            one["curves"] = {"positive": one["curves"]["positive"], "confusion": one["curves"]["confusion"]}
    path.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def leaderboard(folder: Path) -> str:
    """The page as Markdown, from every `result.json` in a folder (files of another schema are left out)."""
    records = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))}
    runs = {name: one for name, one in records.items() if isinstance(one, dict) and one.get("schema") == SCHEMA}
    parts = [
        "# Leaderboard",
        "Made by `python -m counterclaim.eval.leaderboard` from `eval/results/`; do not edit. Accuracy with its 95 % "
        "interval by resampling events. Published scores are others' figures on the same metric, not always on the "
        "same rows.",
    ]
    found: dict[tuple[str, str], list[tuple[str, dict[str, Any]]]] = {}
    seen = set()
    for record in runs.values():
        for model in record["models"]:
            for one in model["sets"]:
                key = (one["name"], one["sha256"])
                if (
                    key,
                    model["weights_sha256"] or model["name"],
                ) not in seen:  # the same weights on the same rows: once is enough
                    seen.add((key, model["weights_sha256"] or model["name"]))
                    found.setdefault(key, []).append((model["name"], one))
    parts += [_table(rows) for rows in found.values()]
    sources = [f"- `{name}`: `{record['command']}`, commit `{record['commit']}`" for name, record in runs.items()]
    return "\n\n".join([*parts, "## Where the figures come from", "\n".join(sources)]) + "\n"


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
