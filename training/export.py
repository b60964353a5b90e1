"""Trained weights to the checkpoint that users get: weights in eight bits, tokenizer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from transformers import AutoModelForSequenceClassification, AutoTokenizer

from counterclaim.model.packing import pack
from counterclaim.training.averaging import average
from counterclaim.training.config import Recipe

CHECKPOINT = "checkpoint"


def export(stages: Sequence[Path], folder: Path, recipe: Recipe) -> None:
    """Writes a trained model in eight bits a weight with its tokenizer, under the recipe's name and with its window.

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
    model.config.save_pretrained(str(folder))
    pack(model.state_dict(), folder)
    (folder / "model.safetensors").unlink(missing_ok=True)  # of an earlier version: there is one set of weights
    tokenizer = AutoTokenizer.from_pretrained(str(stages[-1]))
    tokenizer.model_max_length = recipe.window
    tokenizer.save_pretrained(str(folder))
