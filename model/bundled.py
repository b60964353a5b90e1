"""The checkpoints that come with the package, by name.

bundled_checkpoint("small")  # .../model/checkpoint/small
"""

from __future__ import annotations

from pathlib import Path

BUNDLED = ("standard", "small")
"""Names of the models that come along, the default first."""

DEFAULT_MODEL = BUNDLED[0]

SMALL = "small"
"""The one whose word-piece embeddings also tell which statements are alike."""


def bundled_checkpoint(name: str = DEFAULT_MODEL) -> Path:
    """Folder of a checkpoint that comes with the package.

    Raises:
        FileNotFoundError: the package was installed without its weights.
    """
    folder = Path(__file__).parent / "checkpoint" / name
    if not any(folder.glob("*.safetensors")):
        raise FileNotFoundError(f"{folder}: the bundled checkpoint is not there; install again, or pass a model")
    return folder
