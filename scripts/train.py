"""`counterclaim train`: a recipe to a calibrated, measured checkpoint with its model card."""

from __future__ import annotations

import logging
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from counterclaim.scripts import options

if TYPE_CHECKING:
    from counterclaim.training.config import Recipe


def command(
    config: Annotated[Path, typer.Argument(metavar="CONFIG", help="The recipe, such as configs/small.yaml.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder of the run; the same one resumes it.")],
    data_dir: Annotated[Path | None, typer.Option(help="Folder of the recipe's files.")] = None,
    hub: Annotated[bool, typer.Option("--hub", help="Read a source from its hub name where it has one.")] = False,
) -> None:
    """Fine-tune, calibrate, export and measure a model by a recipe.

    A second call with the same output folder goes on where the first one stopped. The result is OUTPUT/checkpoint,
    which `--model` of the other commands takes.

    Example: counterclaim train configs/small.yaml --data-dir data -o runs/small
    """
    from counterclaim.training.config import load_recipe, readable

    recipe = load_recipe(config)
    if data_dir is not None and not data_dir.is_dir():
        raise FileNotFoundError(f"{data_dir}: no such folder; allowed: the folder with the recipe's files")
    recipe, left_out = readable(recipe, files=data_dir is not None, hub=hub)
    options.check_output(output)
    if left_out:
        sys.stderr.write(f"left out, since they are not at hand: {', '.join(dict.fromkeys(left_out))}\n")
    _warn_of_licences(recipe)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stderr)
    for noisy in ("httpx", "datasets"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    checkpoint = _train(recipe, output, data_dir, hub=hub)
    _measure(recipe, output, checkpoint, data_dir)
    sys.stderr.write(f"written: {checkpoint}\n")


def _train(recipe: Recipe, output: Path, data_dir: Path | None, *, hub: bool) -> Path:
    """Weights, calibration and tokenizer in one folder."""
    try:
        from counterclaim.training.calibrating import calibrate
        from counterclaim.training.checking import check
        from counterclaim.training.export import CHECKPOINT, export
        from counterclaim.training.finetune import fine_tune
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            f"{error.name} is missing; install it with: pip install 'counterclaim[train]'"
        ) from None
    from counterclaim.eval.gather import our_set
    from counterclaim.training.mixing import held_out_pairs, reader

    read = reader(data_dir, hub=hub)
    check(recipe, read, data_dir, hub=hub)
    files = [data_dir / name for name in recipe.held_out] if data_dir else []
    held_out = held_out_pairs([our_set(), *files])
    stages = fine_tune(recipe, read=read, held_out=held_out, output=output)
    checkpoint = output / CHECKPOINT
    export(stages[-1], checkpoint, recipe)
    calibrate(checkpoint, recipe, read, hub=hub)
    return checkpoint


def _measure(recipe: Recipe, output: Path, checkpoint: Path, data_dir: Path | None) -> None:
    """The recipe's evaluation files through the harness, and the model card from what it wrote."""
    from counterclaim.eval.gather import gather
    from counterclaim.eval.harness import Settings
    from counterclaim.eval.result_files import write_results
    from counterclaim.model.detector import Detector
    from counterclaim.model.sides import load_sides
    from counterclaim.scripts.evaluate import measure_all, print_tables
    from counterclaim.training.card import write_card

    if data_dir is None or not recipe.evaluation:
        sys.stderr.write("nothing is measured: the recipe's evaluation files are read from --data-dir\n")
        return
    files = {name: str(data_dir / name) for name in recipe.evaluation if (data_dir / name).is_file()}
    found = gather([files.get(name, name) for name in recipe.evaluation], data_dir=data_dir)
    run = measure_all(Detector.load(checkpoint), found.sets, Settings(sides=load_sides()))
    command = f"counterclaim {shlex.join(sys.argv[1:])}"
    print_tables(write_results(output / "evaluation", [run], command, found.skipped))
    write_card(output, recipe, checkpoint)


def _warn_of_licences(recipe: Recipe) -> None:
    names = [source.name for stage in recipe.stages for source in stage.sources if "BY-NC" in source.licence]
    if names:
        listed = ", ".join(dict.fromkeys(names))
        sys.stderr.write(f"for non-commercial use only: {listed}; the weights inherit that\n")
