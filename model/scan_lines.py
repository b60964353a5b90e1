"""Statements and verdicts of a scan as lines of JSON, and back.

    found_of(json.loads(verdict_line(found, "Clash at the pass"))) == found

A line depends on what was found alone, so that two runs over the same articles give the same file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from counterclaim.model.records import SCHEMA, Pair, Statement, Verdict
from counterclaim.model.scan_records import Found, Scan
from counterclaim.model.sinks import json_line
from counterclaim.model.writing import write_whole


def statement_line(statement: Statement) -> str:
    """A statement as a line of `statements.jsonl`, with its line break."""
    return json_line(statement.to_dict())


def verdict_line(found: Found, title: str = "") -> str:
    """A pair with its verdict as a line of `verdicts.jsonl`, with its line break.

    Args:
        found: the pair.
        title: the event's.
    """
    pair, verdict = found.pair.to_dict(), found.verdict.to_dict()
    for record in (pair, verdict):  # the line has the schema
        del record["schema"]
    values = {"schema": SCHEMA, "event": found.event_id, "title": title, "pair": pair, "verdict": verdict}
    return json_line({**values, "outlets_a": list(found.outlets_a), "outlets_b": list(found.outlets_b)})


def write_verdicts(scan: Scan, path: Path) -> Path:
    """Writes a line for each pair that a scan has kept, contradiction or not, sorted by event and pair.

    A scan keeps some of what is no contradiction; a `Watcher` hears of every pair.
    """
    titles = {event.event_id: event.title for event in scan.events}
    founds = sorted((*scan.found, *scan.compared), key=lambda item: (item.event_id, item.pair.pair_id))
    write_whole(path, "".join(verdict_line(item, titles.get(item.event_id, "")) for item in founds))
    return path


def found_of(values: Mapping[str, Any]) -> Found:
    """The pair with its verdict that a line of `verdicts.jsonl` holds.

    Raises:
        ValueError: the line is none of a `verdicts.jsonl`.
    """
    if values.get("schema") != SCHEMA:
        raise ValueError(f"schema is {values.get('schema')!r}; allowed: {SCHEMA}")
    try:
        return Found(
            event_id=values["event"],
            pair=Pair.from_dict(values["pair"]),
            verdict=Verdict.from_dict(values["verdict"]),
            outlets_a=tuple(values["outlets_a"]),
            outlets_b=tuple(values["outlets_b"]),
        )
    except KeyError as error:
        raise ValueError(f"the field {error} is missing") from None


def read_verdicts(path: Path) -> Iterator[Found]:
    """The pairs with their verdicts that a `verdicts.jsonl` holds, in its order.

    Raises:
        ValueError: a line is none; file and line are named.
    """
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield found_of(json.loads(line))
            except (ValueError, TypeError, AttributeError) as error:
                raise ValueError(f"{path}, line {number}: {error}") from None
