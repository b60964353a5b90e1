"""What the measuring commands share: reading rows, telling a failure in one sentence, writing a record.

with one_sentence("example_articles", options.output):
    show({**origin(), "findings": ...}, options.output)
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from counterclaim.model.writing import write_whole


@contextmanager
def one_sentence(name: str, output: Path | None = None) -> Iterator[None]:
    """Tells what cannot be read, written or understood on standard error and exits with 2.

    Args:
        name: of the command.
        output: the file it will write, whose folder has to be there before anything that takes long.
    """
    try:
        if output is not None and not output.parent.is_dir():
            raise ValueError(f"{output}: there is no folder {output.parent}; allowed: a file in a folder that is there")
        if output is not None and output.is_dir():
            raise ValueError(f"{output}: is a folder; allowed: a file's name")
        yield
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{name}: {' '.join(_told(error).split())}\n")
        sys.exit(2)


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a file of JSON lines, one object each; packed where it ends in `.gz`.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: a line is no JSON object; the message names file, line and what is allowed.
    """
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise ValueError(f"{path}: line {number}: not JSON: {error.msg}") from None
            if not isinstance(row, dict):
                raise ValueError(f"{path}: line {number}: a JSON {type(row).__name__}; allowed: one object a line")
            yield row


def _told(error: OSError | ValueError) -> str:
    """What an error says; the system's own, such as "[Errno 2] ...", in the words of ours."""
    if isinstance(error, OSError) and error.filename is not None and error.strerror is not None:
        return f"{error.filename}: {error.strerror.lower()}; allowed: a file or folder that is there and can be read"
    return str(error)


def show(record: dict[str, Any], output: Path | None) -> None:
    """Prints a record as JSON, and writes it where a file is asked for."""
    text = json.dumps(record, indent=1) + "\n"
    sys.stdout.write(text)
    if output is not None:
        write_whole(output, text)
