"""The report of a scan: a page that needs no network, and the same in short Markdown.

    write_scan(scan, Path("out"))  # out/report.html, out/report.md

It shows disagreement, with both quotes and their places, and never says who is right.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from counterclaim.model import report_words as words
from counterclaim.model.report_markdown import markdown
from counterclaim.model.report_view import View, view_of
from counterclaim.model.scan_records import Scan
from counterclaim.model.writing import write_whole


def write_scan(scan: Scan, folder: Path) -> tuple[Path, ...]:
    """Writes `report.html` and `report.md`, each whole or not at all.

    Args:
        scan: what was found.
        folder: where they go; made if it is not there.

    Returns:
        the files, in this order.

    Raises:
        ValueError: the folder is a file.
        OSError: a file cannot be written.
    """
    if folder.exists() and not folder.is_dir():
        raise ValueError(f"{folder}: is a file; allowed: a folder, which is made if it is not there")
    folder.mkdir(parents=True, exist_ok=True)
    view = view_of(scan)
    contents = {"report.html": html(view), "report.md": markdown(view)}
    for name, content in contents.items():
        write_whole(folder / name, content)
    return tuple(folder / name for name in contents)


def html(view: View) -> str:
    """The page."""
    return _template().render(view=view, scan=view.scan, counts=view.counts, events=view.events)


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        count=lambda value: f"{value:,}",
        counted=words.counted,
        day=words.day_words,
        kind=words.kind_words,
        seconds=words.seconds_words,
        sha256=_sha256,
    )
    return environment.get_template("report.html.j2")


def _sha256(script: str) -> str:
    """The hash by which the page allows its own script and no other."""
    return base64.b64encode(hashlib.sha256(str(script).encode()).digest()).decode()
