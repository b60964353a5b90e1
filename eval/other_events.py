"""How often a scan takes two events of one kind for one: real reports of shootings, nearly each of another one.

    python -m counterclaim.eval.other_events --data-dir data --model standard --output eval/results/other_events.json

The reports (the training part of `gunviolence_casualties`) come with the day and mostly the address of the shooting.
Whatever a scan compares across two reports of different ones is a false start, and what it shows a false alarm.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from counterclaim.eval import provenance
from counterclaim.eval.commands import one_sentence, read_rows, show
from counterclaim.model.bundled import BUNDLED, DEFAULT_MODEL
from counterclaim.model.detector import Detector
from counterclaim.model.parties import Parties
from counterclaim.model.records import Article
from counterclaim.model.scan import Wishes, scan_articles
from counterclaim.model.scan_records import Found

REPORTS = "gunviolence_casualties.train.jsonl.gz"
_OUTLETS = 40
_EVERY = 1_000_000
"""Compared pairs that are kept: all."""

_WORD = re.compile(r"\w+")
_ANY_STREET = frozenset((
    "and", "at", "av", "ave", "avenue", "block", "blvd", "boulevard", "court", "ct", "dr", "drive", "e", "east",
    "highway", "hwy", "in", "lane", "ln", "n", "ne", "near", "north", "nw", "of", "pl", "place", "rd", "road", "s",
    "se", "south", "st", "street", "sw", "the", "w", "way", "west",
))  # fmt: skip
"""Words that two addresses may share although they are of two places."""


def main() -> None:
    """Scans the reports, and prints or writes the record."""
    parser = argparse.ArgumentParser(description="Pairs and contradictions across reports of different shootings.")
    parser.add_argument("--data-dir", type=Path, required=True, help="folder with the public data sets")
    parser.add_argument("--model", choices=BUNDLED, default=DEFAULT_MODEL, help=f"default: {DEFAULT_MODEL}")
    parser.add_argument("--output", type=Path, help="write the record as JSON")
    options = parser.parse_args()
    with one_sentence("other_events", options.output):
        record = {
            "command": f"python -m counterclaim.eval.other_events --data-dir DATA --model {options.model}",
            "model": options.model,
            **provenance.origin(),
            **measure(list(read_rows(options.data_dir / REPORTS)), Detector.load(options.model)),
        }
        show(record, options.output)


def measure(reports: Sequence[Mapping[str, Any]], detector: Detector) -> dict[str, Any]:
    """How many pairs of a scan of the reports are compared, and shown at the usual threshold, by `count`."""
    articles = [article_of(number, report) for number, report in enumerate(reports)]
    scan = scan_articles(articles, detector, Parties.load(), Wishes(keep=_EVERY))
    return {
        "articles": len(articles),
        "compared": dict(count((*scan.found, *scan.compared), reports)),
        "shown": dict(count(scan.found, reports)),
    }


def article_of(number: int, report: Mapping[str, Any]) -> Article:
    """A report as an article; its place in the file is its id."""
    return Article(
        article_id=str(number),
        text=report["text"],
        date=report["publish_date"] or None,
        outlet=f"Outlet {number % _OUTLETS}",
    )


def count(found: Iterable[Found], reports: Sequence[Mapping[str, Any]]) -> Counter[str]:
    """Pairs by what is known of the events of their statements: `one_report`, `other_events`, `perhaps_one_event`."""
    counts = Counter({"one_report": 0, "other_events": 0, "perhaps_one_event": 0})
    for a, b in _places(found):
        if a == b:
            counts["one_report"] += 1
        else:
            counts["other_events" if differ(reports[a], reports[b]) else "perhaps_one_event"] += 1
    return counts


def _places(found: Iterable[Found]) -> Iterator[tuple[int, int]]:
    for one in found:
        yield int(one.pair.a.article_id or 0), int(one.pair.b.article_id or 0)


def differ(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two reports are known to be of different shootings: more than a day apart, or of other addresses."""
    days = abs(dt.date.fromisoformat(one["shooting_date"]) - dt.date.fromisoformat(other["shooting_date"])).days
    places = [set(_WORD.findall(report["address"].lower())) - _ANY_STREET for report in (one, other)]
    return days > 1 or (all(places) and places[0].isdisjoint(places[1]))


if __name__ == "__main__":
    main()
