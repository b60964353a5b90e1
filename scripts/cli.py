"""The console command `counterclaim`: its subcommands, and what any failure looks like to the user.

    counterclaim --help
    counterclaim compare "We lost four tanks." "We destroyed 80 enemy tanks."

Exit codes: 0 everything was done, 1 some rows failed, 2 it could not run, 130 interrupted.
Heavy imports happen inside the commands, so that `--help` is instant.
"""

from __future__ import annotations

import importlib.metadata
import signal
from typing import Annotated

import typer

from counterclaim.scripts import compare, evaluate, scan, score, train
from counterclaim.scripts.failures import in_one_sentence

app = typer.Typer(
    name="counterclaim",
    help="Finds where parties contradict each other.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"counterclaim {importlib.metadata.version('counterclaim')}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


app.command("compare")(in_one_sentence(compare.command))
app.command("score")(in_one_sentence(score.command))
app.command("scan")(in_one_sentence(scan.command))
app.command("eval")(in_one_sentence(evaluate.command))
app.command("train")(in_one_sentence(train.command))


def main() -> None:
    """Runs the command line; a failure is one sentence on standard error and an exit code, never a traceback."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a batch system's stop is an interrupt too
    app()
