"""The encoder that training starts from: an installed package that carries it, else a folder or a hub name.

start = base_encoder(recipe, Path("runs/small"))
"""

from __future__ import annotations

import importlib.util
import io
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path

from counterclaim.training.config import Recipe

# Weights come as safetensors only: anything else in an archive, pickles above all, stays there.
_WANTED = ("config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json", "vocab.txt")


def base_encoder(recipe: Recipe, output: Path) -> str:
    """Folder of the encoder where the recipe's packages are installed, else its hub name or folder.

    Args:
        recipe: `base_package` names one package with a folder `model/`; `base_packages` names several that each
            carry a part of one zip archive (`input/NAME.zip.001` and so on), in order.
        output: folder of the run; an archive is unpacked into its `encoder/`, once.

    Raises:
        ValueError: the parts of the archive make no zip file, or hold no weights as safetensors.
    """
    if recipe.base_package is not None:
        folder = _installed(recipe.base_package)
        if folder is not None and (folder / "model").is_dir():
            return str(folder / "model")
    folders = [_installed(name) for name in recipe.base_packages]
    parts = [part for folder in folders if folder for part in sorted((folder / "input").glob("*.zip.*"))]
    if parts and len(parts) == len(recipe.base_packages):
        return str(_unpacked(parts, output / "encoder"))
    return recipe.base_model


def _installed(package: str) -> Path | None:
    spec = importlib.util.find_spec(package)
    places = spec.submodule_search_locations if spec else None
    return Path(places[0]) if places else None


def _unpacked(parts: Sequence[Path], folder: Path) -> Path:
    if (folder / "model.safetensors").is_file():
        return folder
    archive = io.BytesIO(b"".join(part.read_bytes() for part in parts))
    written = folder.with_name(f"{folder.name}.tmp")
    shutil.rmtree(written, ignore_errors=True)
    written.mkdir(parents=True)
    try:
        with zipfile.ZipFile(archive) as members:
            for info in members.infolist():
                name = Path(info.filename).name
                if name in _WANTED and len(Path(info.filename).parts) <= 2:  # not in a folder of its own: 1_Pooling/
                    (written / name).write_bytes(members.read(info))
    except zipfile.BadZipFile as error:
        raise ValueError(f"{parts[0]} and {len(parts) - 1} more parts are no zip archive: {error}") from None
    if not (written / "model.safetensors").is_file():
        raise ValueError(f"{parts[0]}: no model.safetensors in the archive; allowed: weights as safetensors")
    shutil.rmtree(folder, ignore_errors=True)
    written.rename(folder)
    return folder
