"""What tells one run of a stage from another: the settings, the rows, and the weights that it starts and learns from.

A stage that is done is taken as it is where its fingerprint is the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from counterclaim.model.loading import located
from counterclaim.training.config import Recipe, Stage
from counterclaim.training.mixing import Row


def weights_digest(model: str) -> str:
    """Of a folder's or a bundled model's `safetensors` files; of a hub name the name itself.

    Raises:
        FileNotFoundError: the folder holds no checkpoint.
    """
    folder = Path(located(model))
    if not folder.is_dir():
        return model
    digest = hashlib.sha256()
    for file in sorted(folder.glob("*.safetensors")):
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def fingerprint(recipe: Recipe, stage: Stage, rows: Sequence[Row], before: str) -> str:
    """Of a stage: 64 hexadecimal digits.

    Args:
        recipe: its settings that all stages share.
        stage: the stage.
        rows: its training and validation pairs.
        before: the fingerprint of the stage whose weights it starts from, or the digest of the encoder's.
    """
    shared = recipe.model_dump(include={"base_model", "seed", "max_length", "pad_to"})
    untaught = {"teacher", "teacher_share", "temperature"} if stage.teacher is None else set()
    after = {"average_with", "average_share"}  # they say what is made of the weights when the stage is done
    # The rows of the sources are in the hash themselves.
    settings = stage.model_dump(exclude={"sources", "validation"} | untaught | after)
    teacher = weights_digest(stage.teacher) if stage.teacher is not None else None
    text = json.dumps([before, shared, settings, teacher, rows], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def finished(folder: Path) -> str | None:
    """The fingerprint of the stage that is done in this folder, if one is."""
    record = folder / "stage.json"
    return str(json.loads(record.read_text(encoding="utf-8"))["fingerprint"]) if record.is_file() else None
