"""Validation pairs to the calibration of a checkpoint: the map from features to probabilities, for each mode.

    python -m counterclaim.training.calibrating CHECKPOINT configs/small.yaml --data-dir DATA

fits it again on weights that are there already. Pairs keep their parties and dates: the verdict reads them.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import numpy as np
import typer

from counterclaim.eval.commands import one_sentence
from counterclaim.model.calibrate import FILE_NAME, Calibration, LinearMap, fit_map
from counterclaim.model.detector import Detector, features_of
from counterclaim.model.labels import LABELS
from counterclaim.model.nli import TransformerScorer
from counterclaim.model.records import Mode, Pair, Statement
from counterclaim.training.config import Recipe, Source, load_recipe, readable
from counterclaim.training.mixing import Reader, reader, usable


def calibrate(folder: Path, recipe: Recipe, read: Reader, *, hub: bool = False) -> Calibration:
    """Fits both modes on the recipe's validation sets and writes `calibration.json` beside the weights.

    A mode whose sets are not at hand keeps the plain map.
    """
    detector = Detector(TransformerScorer.load(folder))
    calibration = Calibration(
        infer=_fit(detector, recipe.calibration.infer, "infer", recipe.seed, read),
        compare=_fit(detector, recipe.calibration.compare, "compare", recipe.seed, read),
        fitted_on=tuple(_described(recipe, hub)),
    )
    calibration.save(folder)
    return calibration


class Labelled(NamedTuple):
    """A pair, its gold label, and what it shares with pairs that are alike: the event, or else the first statement."""

    pair: Pair
    label: str
    group: str


def labelled_pairs(source: Source, read: Reader, seed: int) -> list[Labelled]:
    """The three-way labelled pairs of a source with parties and dates where it has them; a seeded sample if capped.

    Raises:
        ValueError: no row is usable.
    """
    found = []
    for raw in read(source):
        _, row = usable(raw, source)
        if row is None or not 0 <= row.label < len(LABELS):  # a two-way label says too little here
            continue
        a = Statement(text=row.premise, party=raw.get("party_a"), date=raw.get("date_a"))
        b = Statement(text=row.hypothesis, party=raw.get("party_b"), date=raw.get("date_b"))
        found.append(Labelled(Pair(a=a, b=b), LABELS[row.label], str(raw.get("event") or row.premise)))
    if not found:
        raise ValueError(f"source {source.name!r}: no row with one of the labels {', '.join(LABELS)}")
    if source.cap is not None and len(found) > source.cap:
        found = random.Random(f"{seed}:{source.name}").sample(found, source.cap)  # noqa: S311 - sampling, not secrets
    return found


def _fit(detector: Detector, sources: Sequence[Source], mode: Mode, seed: int, read: Reader) -> LinearMap:
    if not sources:
        return LinearMap.plain(mode)
    pairs = [item for source in sources for item in labelled_pairs(source, read, seed)]
    features = features_of_pairs(detector, [item.pair for item in pairs], mode)
    return fit_labelled(features, pairs)


def fit_labelled(features: np.ndarray, pairs: Sequence[Labelled]) -> LinearMap:
    """The map from features (N, K) of N labelled pairs to their labels."""
    return fit_map(features, [item.label for item in pairs], [item.group for item in pairs])


def features_of_pairs(detector: Detector, pairs: Sequence[Pair], mode: Mode) -> np.ndarray:
    """What the verdict reads of N pairs: (N, K), the features of the mode in their order."""
    readings = [detector.read(pair, mode) for pair in pairs]
    scores = detector.scorer.score([reading.texts for reading in readings], both=mode == "compare")
    return features_of(readings, scores, mode)


def _described(recipe: Recipe, hub: bool) -> list[str]:
    parts = (("infer", recipe.calibration.infer), ("compare", recipe.calibration.compare))
    return [f"{mode}: {_shown(source, hub)}" for mode, sources in parts for source in sources]


def _shown(source: Source, hub: bool) -> str:
    name = source.packaged or (source.hub if hub else None) or source.file
    kept = [f"{column} {value}" for column, value in source.where.items()]
    if source.cap:
        kept.append(f"{source.cap} rows")
    return f"{name} ({', '.join(kept)})" if kept else str(name)


def main(
    checkpoint: Annotated[Path, typer.Argument(help="Folder with weights; its calibration.json is written anew.")],
    config: Annotated[Path, typer.Argument(help="The recipe, such as configs/small.yaml.")],
    data_dir: Annotated[Path | None, typer.Option(help="Folder of the recipe's files.")] = None,
    hub: Annotated[bool, typer.Option("--hub", help="Read a source from its hub name where it has one.")] = False,
) -> None:
    """Fit the calibration of a checkpoint again.

    Example: python -m counterclaim.training.calibrating model/checkpoint/small configs/small.yaml --data-dir data
    """
    with one_sentence("calibrating", checkpoint / FILE_NAME):
        recipe, _ = readable(load_recipe(config), files=data_dir is not None, hub=hub)
        calibrate(checkpoint, recipe, reader(data_dir, hub=hub), hub=hub)
        typer.echo(f"written: {checkpoint / FILE_NAME}")


if __name__ == "__main__":
    typer.run(main)
