"""Trained weights to the checkpoint that users get: fp16 `safetensors`, tokenizer, calibration, model card."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer

from counterclaim.model.calibrate import Calibration, LinearMap, Mode, fit_map
from counterclaim.model.labels import LABELS
from counterclaim.model.nli import NliScorer, TransformerScorer
from counterclaim.training.config import Recipe, Source
from counterclaim.training.data import Reader, mix

CHECKPOINT = "checkpoint"


def export(weights: Path, folder: Path, window: int) -> None:
    """Writes a trained model in fp16 with its tokenizer, set to read `window` tokens at once."""
    folder.mkdir(parents=True, exist_ok=True)
    model = AutoModelForSequenceClassification.from_pretrained(str(weights), use_safetensors=True)
    model.to(torch.float16).save_pretrained(str(folder))
    tokenizer = AutoTokenizer.from_pretrained(str(weights))
    tokenizer.model_max_length = window
    tokenizer.save_pretrained(str(folder))


def calibrate(folder: Path, recipe: Recipe, read: Reader) -> Calibration:
    """Fits both modes on the recipe's validation sets and writes `calibration.json` beside the weights.

    A mode whose sets are not at hand keeps the plain map.
    """
    scorer = TransformerScorer.load(folder)
    calibration = Calibration(
        infer=_fit(scorer, recipe.calibration.infer, "infer", recipe.seed, read),
        compare=_fit(scorer, recipe.calibration.compare, "compare", recipe.seed, read),
        fitted_on=tuple(_described(recipe)),
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


def _described(recipe: Recipe) -> list[str]:
    parts = (("infer", recipe.calibration.infer), ("compare", recipe.calibration.compare))
    return [
        f"{mode}: {source.file or source.hub}" + (f" ({source.cap} rows)" if source.cap else "")
        for mode, sources in parts
        for source in sources
    ]
