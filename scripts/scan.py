"""`counterclaim scan`: a folder of articles in, a report of who contradicts whom out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from counterclaim.model.bundled import DEFAULT_MODEL
from counterclaim.model.writing import replacing
from counterclaim.scripts import options

if TYPE_CHECKING:
    from counterclaim.model.records import Statement
    from counterclaim.model.scan import Watcher
    from counterclaim.model.scan_records import Found, Scan

_PROBLEMS = 5

Articles = Annotated[
    Path, typer.Argument(metavar="ARTICLES", help="A folder of .txt, .html and .jsonl articles, or one such file.")
]
Output = Annotated[
    Path, typer.Option("--output", "-o", help="Folder for report.html, report.md, statements.jsonl, verdicts.jsonl.")
]
PartyFile = Annotated[
    Path | None, typer.Option("--parties", metavar="FILE", help="YAML with names of parties and sides of conflicts.")
]
Least = Annotated[
    float, typer.Option("--min-probability", min=0, max=1, help="Least probability of a contradiction that is told.")
]
WithinParty = Annotated[
    bool, typer.Option("--within-party", help="Compare what one party says at different times too.")
]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="First day of the articles, such as 2020-09-27.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Last day of the articles.")]
Window = Annotated[int, typer.Option(min=0, help="Most days between two statements that are compared.")]
Keep = Annotated[int, typer.Option(min=0, help="Pairs in the report that are no contradictions, the nearest first.")]


def command(
    articles: Articles,
    output: Output = Path("out"),
    parties: PartyFile = None,
    least: Least = 0.7,
    within_party: WithinParty = False,
    since: Since = None,
    until: Until = None,
    window: Window = 14,
    keep: Keep = 200,
    model: options.Model = DEFAULT_MODEL,
    batch_size: options.BatchSize = 64,
    device: options.Device = "auto",
    precision: options.Precision = "auto",
    labels: options.Labels = None,
    updates: options.Updates = False,
    tolerance: options.Tolerance = 0.25,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar and no summary.")] = False,
) -> None:
    """Find where parties contradict each other in news articles.

    report.html shows each contradiction between two parties with both quotes and their places; statements.jsonl has
    every statement that was read, verdicts.jsonl every pair that was compared. An article that cannot be read is listed
    as a problem, and the others are read.

    Exit codes: 0 all articles read, 1 some could not be, 2 could not run, 130 interrupted.

    Example: counterclaim scan articles/ -o out/
    """
    from counterclaim.model.parties import Parties
    from counterclaim.model.report import write_scan
    from counterclaim.model.scan import Wishes, scan_articles
    from counterclaim.model.sifting import Choice
    from counterclaim.scripts.progress import stage_progress

    _check(articles, output, since, until)
    known = Parties.load(parties)
    options.check_model(model)
    choice = Choice(within_party=within_party, window=window)
    wishes = Wishes(choice=choice, since=since, until=until, least=least, keep=keep)
    policy = options.policy_of(updates, tolerance, 0.0)
    detector = options.load_detector(model, device, precision, batch_size, labels, policy)
    with (
        _streamed(output / "statements.jsonl") as statements,
        _streamed(output / "verdicts.jsonl") as verdicts,
        stage_progress(hidden=quiet) as progress,
    ):
        scan = scan_articles(articles, detector, known, wishes, _writer(statements, verdicts, progress.advance))
        progress.advance("writing the report", 0, None)
        write_scan(scan, output)
    if not quiet:
        _summary(scan, output)
    if scan.problems:
        raise typer.Exit(1)


def _check(articles: Path, output: Path, since: str | None, until: str | None) -> None:
    """Says early what cannot be done.

    Raises:
        FileNotFoundError: there is no such file or folder of articles.
        ValueError: a date is none, or the results would lie among the articles.
    """
    from counterclaim.model.articles import read_articles
    from counterclaim.model.records import parse_date

    read_articles(articles)
    for name, day in (("--since", since), ("--until", until)):
        try:
            _ = day if day is None else parse_date(day)
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from None
    if articles.is_dir() and output.resolve().is_relative_to(articles.resolve()):
        raise ValueError(f"{output}: lies in {articles}; allowed: a folder that is not read as articles")
    options.check_output(output)


@contextmanager
def _streamed(path: Path) -> Iterator[IO[str]]:
    """A text file that takes the place of an older one when the block ends."""
    with replacing(path) as draft, draft.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        yield file


def _writer(statements: IO[str], verdicts: IO[str], advance: Callable[[str, int, int | None], None]) -> Watcher:
    """Writes what a scan tells, line by line, and passes on how far it is."""
    from counterclaim.model.scan import Watcher
    from counterclaim.model.scan_lines import statement_line, verdict_line

    class Writer(Watcher):
        def progress(self, stage: str, done: int, total: int | None) -> None:
            advance(stage, done, total)

        def statement(self, statement: Statement) -> None:
            statements.write(statement_line(statement))

        def verdict(self, found: Found, title: str) -> None:
            verdicts.write(verdict_line(found, title))

    return Writer()


def _summary(scan: Scan, output: Path) -> None:
    """Prints what was read and found as a table."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from counterclaim.model.report_words import kind_words

    console = Console(stderr=True)
    counts = scan.counts
    kinds = Counter(kind_words(found.verdict.kind) for found in scan.found)
    rows = [
        ("articles", counts.articles),
        ("statements", counts.statements),
        ("pairs compared", counts.pairs),
        ("contradictions", len(scan.found)),
        *((f"  by {kind}", number) for kind, number in kinds.most_common()),
        ("accounts that do not add up", len(scan.accounts)),
        ("problems", len(scan.problems)),
    ]
    table = Table("", "", box=None, show_header=False)
    table.columns[1].justify = "right"
    for name, number in rows:
        table.add_row(name, f"{number:,}")
    console.print(table)
    for problem in scan.problems[:_PROBLEMS]:
        console.print(f"{escape(problem.where)}: {escape(problem.reason)}", soft_wrap=True, highlight=False)
    if len(scan.problems) > _PROBLEMS:
        console.print(f"and {len(scan.problems) - _PROBLEMS:,} more problems, see report.html")
    report = output / "report.html"
    console.print(f"{counts.seconds:,.1f} s; written: {escape(str(report))}", soft_wrap=True, highlight=False)
