"""The bar of a job of several stages: it comes late, follows the stages and goes away."""

import io

import pytest
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from counterclaim.scripts import progress
from counterclaim.scripts.progress import StageProgress


def shown(monkeypatch: pytest.MonkeyPatch, soon: float, hidden: bool) -> str:
    monkeypatch.setattr(progress, "SOON", soon)
    text = io.StringIO()
    console = Console(file=text, force_terminal=True, width=80)
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=console, auto_refresh=False
    )
    stages = StageProgress(bar, hidden)
    for stage, done, total in (("reading", 1, None), ("reading", 2, None), ("comparing", 0, 5), ("comparing", 5, 5)):
        stages.advance(stage, done, total)
        bar.refresh()
    stages.stop()
    return text.getvalue()


def test_a_long_job_shows_its_stages(monkeypatch: pytest.MonkeyPatch) -> None:
    text = shown(monkeypatch, 0.0, hidden=False)
    assert "reading" in text
    assert "5/5" in text
    assert text.index("reading") < text.index("comparing")


@pytest.mark.parametrize(("soon", "hidden"), [(60.0, False), (0.0, True)])
def test_a_short_job_and_a_quiet_one_show_nothing(monkeypatch: pytest.MonkeyPatch, soon: float, hidden: bool) -> None:
    assert shown(monkeypatch, soon, hidden) == ""
