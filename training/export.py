"""Trained weights to the checkpoint that users get: weights in eight bits, tokenizer."""

from __future__ import annotations

from pathlib import Path

from transformers import AutoModelForSequenceClassification, AutoTokenizer

from counterclaim.model.packing import pack
from counterclaim.training.config import Recipe

CHECKPOINT = "checkpoint"


def export(weights: Path, folder: Path, recipe: Recipe) -> None:
    """Writes a trained model in eight bits a weight with its tokenizer, under the recipe's name and with its window.

    Args:
        weights: folder of what the last stage left.
        folder: where the checkpoint goes.
        recipe: what was trained.
    """
    folder.mkdir(parents=True, exist_ok=True)
    model = AutoModelForSequenceClassification.from_pretrained(str(weights), use_safetensors=True)
    model.config.counterclaim_name = recipe.name
    model.config.save_pretrained(str(folder))
    pack(model.state_dict(), folder)
    (folder / "model.safetensors").unlink(missing_ok=True)  # of an earlier version: there is one set of weights
    tokenizer = AutoTokenizer.from_pretrained(str(weights))
    tokenizer.model_max_length = recipe.window
    tokenizer.save_pretrained(str(folder))
