"""Files to articles: `.txt`, `.html` and `.jsonl`, one file or a folder of them, one article at a time.

    for item in read_articles(Path("articles")):
        print(item.reason if isinstance(item, Problem) else item.article_id)

What cannot be read is a `Problem`, and the rest goes on. An article whose date is none is read without it, and the
problem stands before it. The text of a `.txt` file is the decoded file as it is, so that places in it are places in the
file; a repair of its encoding is logged.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from counterclaim.model.article_lines import LARGEST, checked, read_lines
from counterclaim.model.datelines import day_of, read_dateline, signed_by
from counterclaim.model.decoding import decode
from counterclaim.model.records import Article
from counterclaim.model.scan_records import Problem

ENDINGS = (".txt", ".html", ".htm", ".jsonl")
_ALLOWED = f"allowed: {', '.join(ENDINGS)}"
_BLOCK = 1 << 20

log = logging.getLogger(__name__)


def read_articles(path: Path) -> Iterator[Article | Problem]:
    """The articles of a file or folder in the order of their names, each with an id that no other has.

    Args:
        path: a `.txt`, `.html`, `.htm` or `.jsonl` file, or a folder, which is read with all folders in it; names that
            begin with a dot are skipped.

    Raises:
        FileNotFoundError: there is no such file or folder.
    """
    if not path.exists():
        raise FileNotFoundError(f"{path}: no such file or folder; allowed: a folder, or a file ({_ALLOWED})")
    return _unique(_read_all(path))


def count_articles(path: Path) -> int | None:
    """About how many articles a file or folder holds, without reading them: files, and lines of `.jsonl` files.

    `None` where that cannot be told.
    """
    try:
        return sum(
            _lines(file) if file.suffix.lower() == ".jsonl" else 1
            for _, file in _files(path)
            if isinstance(file, Path) and file.suffix.lower() in ENDINGS and file.is_file()
        )
    except OSError:
        return None


def _lines(path: Path) -> int:
    count, last = 0, b"\n"
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            count, last = count + block.count(b"\n"), block[-1:]
    return count + (last != b"\n")


def _files(path: Path) -> Iterator[tuple[str, Path | OSError]]:
    """Every file that is to be read, with its name as seen from the folder, and folders that cannot be read."""
    if not path.is_dir():
        yield _name(path.name), path
        return
    errors: list[OSError] = []
    found = []
    for folder, folders, names in os.walk(path, onerror=errors.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(folder) / name for name in names if not name.startswith(".")]
    yield from ((_name(str(error.filename)), error) for error in errors)
    yield from sorted((_name(file.relative_to(path).as_posix()), file) for file in found)


def _name(name: str) -> str:
    """A name that can be written, whatever bytes the file system holds."""
    return os.fsencode(name).decode("utf-8", "replace")


def _read_all(path: Path) -> Iterator[Article | Problem]:
    empty = True
    for name, file in _files(path):
        empty = False
        if isinstance(file, OSError):
            yield Problem(where=name, reason=f"the folder cannot be read: {file.strerror}")
            continue
        reader = _READERS.get(file.suffix.lower())
        if reader is None:
            yield Problem(where=name, reason=f"the ending is {file.suffix!r}; {_ALLOWED}")
        elif not file.is_file():
            yield Problem(where=name, reason="it is no file, or a link that leads nowhere")
        else:
            try:
                yield from reader(name, file)
            except OSError as error:
                yield Problem(where=name, reason=f"it cannot be read: {error.strerror or error}")
            except ValueError as error:
                yield Problem(where=name, reason=str(error))
    if empty:
        yield Problem(where=str(path), reason=f"there is no article in this folder; {_ALLOWED}")


def _unique(items: Iterator[Article | Problem]) -> Iterator[Article | Problem]:
    """The same, where an id that was given before is made another one, and said so."""
    given: set[str] = set()
    for item in items:
        if isinstance(item, Article):
            wanted, number = item.article_id, 2
            while item.article_id in given:
                item = replace(item, article_id=f"{wanted}#{number}")
                number += 1
            if item.article_id != wanted:
                reason = f"field id is {wanted!r} a second time; the article is read as {item.article_id!r}"
                yield Problem(where=wanted, reason=reason)
            given.add(item.article_id)
        yield item


def _whole(path: Path) -> bytes:
    size = path.stat().st_size
    if size > LARGEST:
        raise ValueError(f"the file has {size:,} bytes; allowed: at most {LARGEST:,}")
    return path.read_bytes()


def _read_text(name: str, path: Path) -> Iterator[Article | Problem]:
    decoded = decode(_whole(path))
    if decoded.note is not None:
        log.warning("%s: %s; places are those in the repaired text", name, decoded.note)
    head = read_dateline(decoded.text)
    if not decoded.text[head.end :].strip():
        raise ValueError("the text is empty; allowed: text that is not empty")
    date = day_of(head, name)
    if head.date is not None:
        date, problem = checked(head.date, name)
        if problem is not None:
            yield problem
    yield Article(article_id=name, text=decoded.text, date=date, outlet=head.outlet or signed_by(decoded.text))


def _read_html(name: str, path: Path) -> Iterator[Article | Problem]:
    from counterclaim.model.pages import read_page

    decoded = decode(_whole(path), page=True)
    if decoded.note is not None:
        log.info("%s: %s", name, decoded.note)
    page = read_page(decoded.text)
    head = read_dateline(page.text)
    date, problem = checked(page.date, name) if page.date is not None else (day_of(head, name), None)
    if problem is not None:
        yield problem
    outlet = page.outlet or head.outlet or signed_by(page.text)
    yield Article(article_id=name, text=page.text, date=date, outlet=outlet, url=page.url, language=page.language)


_READERS: dict[str, Callable[[str, Path], Iterator[Article | Problem]]] = {
    ".txt": _read_text,
    ".html": _read_html,
    ".htm": _read_html,
    ".jsonl": read_lines,
}
