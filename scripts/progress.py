"""Long jobs: how far they are, on standard error, and what an interrupt may not cut in two."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn

from counterclaim.model.files import RowReader

SOON = 2.0
"""Seconds after which a job of several stages shows how far it is."""


class RowProgress:
    """A bar over a reader's rows; the time left is told from rows (Parquet) or bytes (JSONL, CSV) read."""

    def __init__(self, bar: Progress, task: TaskID, reader: RowReader):
        self._bar, self._task, self._reader = bar, task, reader

    def advance(self, rows: int) -> None:
        """Shows that `rows` rows are done in all."""
        task = self._bar.tasks[self._task]
        seconds = task.elapsed or 0.0
        self._bar.update(self._task, completed=self._reader.done(), rows=rows, speed=rows / seconds if seconds else 0.0)


@contextmanager
def row_progress(reader: RowReader, title: str, *, hidden: bool = False) -> Iterator[RowProgress]:
    """A bar for reading `reader` to its end."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[rows]:,} rows  {task.fields[speed]:,.0f} rows/s"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), disable=hidden) as bar:
        yield RowProgress(bar, bar.add_task(title, total=reader.total, rows=0, speed=0.0), reader)


class StageProgress:
    """A bar over a job of several stages, which appears once the job has taken `SOON` seconds."""

    def __init__(self, bar: Progress, hidden: bool):
        self._bar, self._hidden, self._shown = bar, hidden, False
        self._stage, self._task = "", TaskID(0)
        self._started = self._told = time.monotonic()

    def advance(self, stage: str, done: int, total: int | None) -> None:
        """Shows that so much of a stage is done; `total` is `None` where that is not known."""
        now = time.monotonic()
        new = stage != self._stage
        if self._hidden or now - self._started < SOON or not (new or now - self._told > 0.1 or done == total):
            return
        if not self._shown:
            self._bar.start()
            self._shown = True
        if new:
            if self._stage:
                self._bar.update(self._task, total=max(1, done), completed=max(1, done), visible=False)
            self._stage, self._task = stage, self._bar.add_task(stage, total=total, done=done)
        self._told = now
        self._bar.update(self._task, completed=done, total=total, done=done)

    def stop(self) -> None:
        """Takes the bar away."""
        if self._shown:
            self._bar.stop()


@contextmanager
def stage_progress(*, hidden: bool = False) -> Iterator[StageProgress]:
    """A bar for a job whose stages tell how far they are."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[done]:,}"),
        TimeRemainingColumn(),
    )
    progress = StageProgress(Progress(*columns, console=Console(stderr=True), transient=True), hidden)
    try:
        yield progress
    finally:
        progress.stop()


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Holds an interrupt back until the block is done, so that rows are written and counted together or not at all.

    Raises:
        KeyboardInterrupt: after the block, if one was asked for meanwhile.
    """
    held: list[int] = []
    before = {
        number: signal.signal(number, lambda number, _: held.append(number))
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if held:
        raise KeyboardInterrupt
