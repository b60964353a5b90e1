"""The example articles scanned: what of a reader's findings comes out, and what comes out that the reader says is none.

    python -m counterclaim.eval.example_articles --output eval/results/example_articles.json

A finding counts where two statements that hold its two snippets are a pair: compared, or shown as a contradiction.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import yaml

from counterclaim.eval import provenance
from counterclaim.eval.commands import one_sentence, show
from counterclaim.model.bundled import DEFAULT_MODEL
from counterclaim.model.detector import Detector
from counterclaim.model.parties import Parties
from counterclaim.model.scan import Wishes, scan_articles
from counterclaim.model.scan_records import Found, Scan

DATA = Path(__file__).parent / "data"


def findings() -> dict[str, list[dict[str, Any]]]:
    """What a reader found: `pairs` of snippets with what to expect of them, `accounts` that do not add up, and more."""
    return dict(yaml.safe_load((DATA / "example_findings.yaml").read_text(encoding="utf-8")))


def scan_examples(detector: Detector) -> Scan:
    """The example articles with their party file, at the usual threshold; every compared pair is kept."""
    parties = Parties.load(DATA / "example_parties.yaml")
    return scan_articles(DATA / "articles", detector, parties, Wishes(keep=10_000))


def measure(scan: Scan, pairs: Sequence[dict[str, Any]]) -> dict[str, dict[str, int]]:
    """By what a reader expects (`contradiction`, `not`): how many pairs there are, were compared, and were shown."""
    shown, compared = _texts(scan.found), _texts((*scan.found, *scan.compared))
    told: dict[str, Counter[str]] = {"contradiction": Counter(), "not": Counter()}
    for pair in pairs:
        told[pair["expect"]] += Counter(
            pairs=1, compared=_among(pair["a"], pair["b"], compared), shown=_among(pair["a"], pair["b"], shown)
        )
    return {expect: {name: counts[name] for name in ("pairs", "compared", "shown")} for expect, counts in told.items()}


def _texts(found: Iterable[Found]) -> list[tuple[str, str]]:
    return [
        texts for one in found for texts in ((one.pair.a.text, one.pair.b.text), (one.pair.b.text, one.pair.a.text))
    ]


def _among(a: str, b: str, texts: Iterable[tuple[str, str]]) -> bool:
    return any(a in one and b in other for one, other in texts)


def main() -> None:
    """Scans, and prints or writes the record."""
    parser = argparse.ArgumentParser(description="What of a reader's findings a scan of the example articles shows.")
    parser.add_argument("--model", default=DEFAULT_MODEL, help="name of a bundled model, or a checkpoint")
    parser.add_argument("--output", type=Path, help="write the record as JSON")
    options = parser.parse_args()
    with one_sentence("example_articles", options.output):
        scan = scan_examples(Detector.load(options.model))
        record = {
            "command": f"python -m counterclaim.eval.example_articles --model {options.model}",
            **provenance.origin(),
            "findings": measure(scan, findings()["pairs"]),
        }
        show(record, options.output)


if __name__ == "__main__":
    main()
