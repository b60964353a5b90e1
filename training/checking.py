"""Whether all that a recipe names is there, asked before the first stage runs and not when its turn comes, hours later.

check(recipe, reader(data_dir), data_dir)
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from counterclaim.eval.benchmarks import load_registry
from counterclaim.eval.gather import OURS
from counterclaim.model.nli import TransformerScorer
from counterclaim.training.config import Recipe, Source
from counterclaim.training.mixing import Reader


def check(recipe: Recipe, read: Reader, data_dir: Path | None, *, hub: bool = False) -> None:
    """Looks at the first row of every source, at every teacher, and at what is held out and measured.

    Sources of the hub are left to their turn: to look at them is to download them.

    Args:
        recipe: what is going to run.
        read: reads its sources.
        data_dir: folder of its files, if there is one.
        hub: sources with a hub name are read from there.

    Raises:
        FileNotFoundError: a file or a teacher is missing.
        ValueError: a source has no row or lacks a column, or a name in `evaluation` is none of a file or benchmark.
    """
    for source in _sources(recipe):
        if source.packaged is not None or (source.file is not None and not (hub and source.hub)):
            _check_columns(source, read)
    for teacher in dict.fromkeys(stage.teacher for stage in recipe.stages if stage.teacher is not None):
        TransformerScorer.load(teacher)
    if data_dir is None:
        return
    for name in recipe.held_out:
        if not (data_dir / name).is_file():
            raise FileNotFoundError(f"{data_dir / name}: no such file (`held_out` of the recipe)")
    registry = load_registry()
    for name in recipe.evaluation:
        if name != OURS and name not in registry and not (data_dir / name).is_file():
            raise ValueError(
                f"`evaluation` names {name!r}; allowed: a file in {data_dir}, {OURS}, {', '.join(registry)}"
            )


def _sources(recipe: Recipe) -> Iterator[Source]:
    for stage in recipe.stages:
        yield from (*stage.sources, *stage.validation)
    yield from (*recipe.calibration.infer, *recipe.calibration.compare)


def _check_columns(source: Source, read: Reader) -> None:
    first = next(read(source), None)
    if first is None:
        wanted = ", ".join(f"{column} {value!r}" for column, value in source.where.items())
        raise ValueError(f"source {source.name!r}: no row" + (f" with {wanted} (`where`)" if wanted else ""))
    needed = [source.premise]
    if source.generate is None:
        needed += [source.hypothesis, *([] if source.unlabelled else [source.label])]
        needed += [source.unpaired] if source.unpaired else []
    missing = [column for column in needed if column not in first]
    if missing:
        raise ValueError(f"source {source.name!r}: no column {missing[0]!r}; found: {', '.join(first)}")
