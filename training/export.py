"""Trained weights to the checkpoint that users get: fp16 `safetensors`, tokenizer, calibration, model card."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer

from counterclaim.model.calibrate import Calibration, LinearMap, Mode, fit_map
from counterclaim.model.labels import LABELS
from counterclaim.model.nli import NliScorer, TransformerScorer
from counterclaim.training.averaging import average
from counterclaim.training.config import Recipe, Source
from counterclaim.training.mixing import Reader, mix

CHECKPOINT = "checkpoint"


def export(stages: Sequence[Path], folder: Path, recipe: Recipe) -> None:
    """Writes a trained model in fp16 with its tokenizer, under the recipe's name and with its window.

    Args:
        stages: folders of the stages' final weights, in order; the last is written, or its mean with the one before.
        folder: where the checkpoint goes.
        recipe: what was trained.
    """
    folder.mkdir(parents=True, exist_ok=True)
    last = stages[-1]
    if len(stages) > 1 and recipe.last_stage_share < 1:
        share = recipe.last_stage_share
        last = average([last, stages[-2]], [share, 1 - share], last.with_name("averaged_with_previous"))
    model = AutoModelForSequenceClassification.from_pretrained(str(last), use_safetensors=True)
    model.config.counterclaim_name = recipe.name
    model.to(torch.float16).save_pretrained(str(folder))
    (folder / "model.safetensors").chmod(0o644)
    tokenizer = AutoTokenizer.from_pretrained(str(stages[-1]))
    tokenizer.model_max_length = recipe.window
    tokenizer.save_pretrained(str(folder))


def calibrate(folder: Path, recipe: Recipe, read: Reader, *, hub: bool = False) -> Calibration:
    """Fits both modes on the recipe's validation sets and writes `calibration.json` beside the weights.

    A mode whose sets are not at hand keeps the plain map.
    """
    scorer = TransformerScorer.load(folder)
    calibration = Calibration(
        infer=_fit(scorer, recipe.calibration.infer, "infer", recipe.seed, read),
        compare=_fit(scorer, recipe.calibration.compare, "compare", recipe.seed, read),
        fitted_on=tuple(_described(recipe, hub)),
    )
    calibration.save(folder)
    return calibration


def _fit(scorer: NliScorer, sources: Sequence[Source], mode: Mode, seed: int, read: Reader) -> LinearMap:
    if not sources:
        return LinearMap.plain(mode)
    rows, _ = mix(sources, read=read, seed=seed)
    rows = [row for row in rows if row.label < len(LABELS)]  # a two-way label says too little here
    scores = scorer.score([(row.premise, row.hypothesis) for row in rows], both=mode == "compare")
    return fit_map(scores, [LABELS[row.label] for row in rows], mode)


def _described(recipe: Recipe, hub: bool) -> list[str]:
    parts = (("infer", recipe.calibration.infer), ("compare", recipe.calibration.compare))
    return [f"{mode}: {_shown(source, hub)}" for mode, sources in parts for source in sources]


def _shown(source: Source, hub: bool) -> str:
    name = source.packaged or (source.hub if hub else None) or source.file
    kept = [f"{column} {value}" for column, value in source.where.items()]
    if source.cap:
        kept.append(f"{source.cap} rows")
    return f"{name} ({', '.join(kept)})" if kept else str(name)
