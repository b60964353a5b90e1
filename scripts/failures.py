"""What any failure of a command looks like to its user: one sentence and an exit code."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable
from typing import Any

import typer

INTERRUPTED, BROKEN_PIPE = 130, 141
"""Exit codes as shells give them: 128 and the number of the signal."""

_LONGEST = 2000


def in_one_sentence(command: Callable[..., None]) -> Callable[..., None]:
    """The command, with whatever it raises told in one sentence on standard error and exit code 2.

    With COUNTERCLAIM_TRACEBACK=1 in the environment the traceback is shown.
    """

    @functools.wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except (typer.Exit, typer.BadParameter):
            raise
        except KeyboardInterrupt:
            _fail("interrupted", INTERRUPTED)
        except BrokenPipeError:  # whoever read our output has gone
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(BROKEN_PIPE) from None
        except Exception as error:
            if os.environ.get("COUNTERCLAIM_TRACEBACK"):
                raise
            _fail(_sentence(error), 2)

    return wrapped


def _sentence(error: Exception) -> str:
    text = " ".join(str(error).split())[:_LONGEST]
    if isinstance(error, ValueError | OSError | RuntimeError | ImportError) and text:
        return text
    return f"{type(error).__name__}: {text} (COUNTERCLAIM_TRACEBACK=1 shows where)"


def _fail(reason: str, code: int) -> None:
    sys.stderr.write(f"counterclaim: {reason}\n")
    raise typer.Exit(code)
