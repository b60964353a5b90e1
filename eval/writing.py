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
    written = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        yield written
        written.replace(path)
    except BaseException:
        written.unlink(missing_ok=True)
        raise
