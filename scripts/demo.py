"""The example pairs that ship with the project, scored by the standard model: `make demo`.

    python -m counterclaim.scripts.demo

Every pair is shown as the model scored it, right or wrong.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table

if TYPE_CHECKING:
    from counterclaim.eval.labelled import LabelledPair
    from counterclaim.model.records import Statement, Verdict

_COLOURS = {"contradiction": "red", "entailment": "green", "neutral": "yellow"}
_NARROWEST = 100


def examples_file() -> Path:
    """The labelled example pairs in the installed package."""
    import counterclaim.eval

    return Path(counterclaim.eval.__file__).parent / "data" / "examples.jsonl"


def main() -> None:
    """Scores the examples and prints the table."""
    from counterclaim.eval.labelled import read_labelled
    from counterclaim.model.detector import Detector

    console = Console()
    if console.width < _NARROWEST:
        console = Console(width=_NARROWEST)
    labelled = read_labelled(str(examples_file()), "compare")
    detector = Detector.load()
    with console.status("scoring the example pairs"):
        verdicts = list(detector.score(item.pair for item in labelled.pairs))
    console.print(_table(labelled.pairs, verdicts))
    agree = sum(verdict.label == item.gold for item, verdict in zip(labelled.pairs, verdicts, strict=True))
    console.print(
        f"\n{agree} of {len(verdicts)} verdicts agree with our labels; where one does not, the label is in brackets.\n"
        "The statements are examples written for this project, many with invented figures: no quotations.\n"
        "Your own pairs:  .venv/bin/counterclaim score pairs.jsonl -o scored.jsonl"
    )


def _table(pairs: tuple[LabelledPair, ...], verdicts: list[Verdict]) -> Table:
    table = Table("verdict", "p", "the two statements", "why", show_lines=True)
    table.columns[2].ratio, table.columns[3].ratio = 3, 2
    for item, verdict in zip(pairs, verdicts, strict=True):
        colour = _COLOURS[verdict.label]
        shown = f"[{colour}]{verdict.label}[/{colour}]"
        if verdict.label != item.gold:
            shown += f"\n({item.gold})"
        table.add_row(
            shown,
            f"{getattr(verdict, f'p_{verdict.label}'):.2f}",
            f"{_said(item.pair.a)}\n{_said(item.pair.b)}",
            escape(verdict.explanation),
        )
    return table


def _said(statement: Statement) -> str:
    who = ", ".join(part for part in (statement.party, statement.date) if part)
    return f"[bold]{escape(who)}:[/bold] {escape(statement.text)}"


if __name__ == "__main__":
    main()
