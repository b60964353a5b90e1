"""The results in the README, from the files in `eval/results/`.

python -m counterclaim.eval.readme

A test fails when the README is older than the results.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from counterclaim.eval.commands import one_sentence
from counterclaim.eval.summary import markdown_table
from counterclaim.model.bundled import BUNDLED
from counterclaim.model.writing import write_whole

_HERE = Path(__file__).parent
_BLOCK = re.compile(r"<!-- results.*?<!-- end of results -->\n", re.DOTALL)


def main() -> None:
    """Puts the results into the README of the checkout; without one it says so and leaves with 2."""
    parser = argparse.ArgumentParser(description="Put eval/results/ into README.md.")
    parser.parse_args()
    with one_sentence("readme"):
        path = _HERE.parent / "README.md"
        write_whole(path, with_results(path.read_text(encoding="utf-8"), results(_HERE / "results")))


def with_results(readme: str, block: str) -> str:
    """The README with this block in the place of the one between its two marks.

    Raises:
        ValueError: the marks are not there once.
    """
    changed, count = _BLOCK.subn(lambda _: block, readme)
    if count != 1:
        raise ValueError(f"README.md has {count} blocks of results; allowed: one, from <!-- results to the end mark")
    return changed


def results(folder: Path) -> str:
    """The block, from the records of the bundled models, of speed, scans, example articles and attribution.

    Raises:
        FileNotFoundError: a record is missing.
    """
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - the result is Markdown
    )
    models = {name: _read(folder / f"{name}.json")["models"][0] for name in BUNDLED}
    return environment.get_template("readme.md.j2").render(
        models=models,
        beaten={name: sets for name, model in models.items() if (sets := _beaten(model))},
        table=markdown_table,
        speed=_read(folder / "throughput.json"),
        scans={name: _read(folder / f"scan_{name}.json") for name in BUNDLED},
        examples=_read(folder / "example_articles.json")["findings"],
        attribution=_read(folder / "attribution.json"),
        near=_read(folder / "near_duplicates.json")["held_out"],
    )


def _beaten(model: dict[str, Any]) -> list[str]:
    """The sets on which the best baseline has more right than a model."""
    return [
        one["name"]
        for one in model["sets"]
        if max((baseline["accuracy"] for baseline in one["baselines"].values()), default=0) > one["metrics"]["accuracy"]
    ]


def _read(path: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return record


if __name__ == "__main__":
    main()
