"""Files that are there whole or not at all: written under another name, which then takes the place of the old one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary name in the same folder; what is written there becomes `path` when the block ends.

        with replacing(folder / "result.json") as written:
            written.write_text(text)

    Where the block raises, `path` stays as it was and nothing is left beside it.
    """
    written = path.with_name(f".{path.name}.{os.getpid()}.whole.tmp")
    try:
        yield written
        written.replace(path)
    except BaseException:
        written.unlink(missing_ok=True)
        raise


def write_whole(path: Path, content: str) -> None:
    """Writes a text file (UTF-8), replacing what was there; where that fails, `path` stays as it was.

    What UTF-8 cannot hold (half of a surrogate pair) is written out, as by the error handler `backslashreplace`.

    Raises:
        OSError: the file cannot be written.
    """
    with replacing(path) as written:
        written.write_text(content, encoding="utf-8", errors="backslashreplace", newline="")
