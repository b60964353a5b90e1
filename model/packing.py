"""Weights in eight bits: a fourth of the size of fp32, half of fp16, restored at load.

pack(state, folder)      # weights-1.int8.safetensors, weights-2.int8.safetensors, ...
state = unpack(folder)   # {name: float32 tensor}

Each row of a matrix (one output channel, or one word's embedding) is divided by a scale of its own and rounded to -127
to 127. Nothing is computed in eight bits: the weights are floats again once they are loaded, so all that is lost is the
rounding of each weight, at most 1/254 of the largest of its row. What that costs in accuracy is in `eval/LOG.md`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

FILES = "weights-*.int8.safetensors"
"""Names of packed files in a checkpoint."""

LARGEST = 58_000_000
"""Bytes of one packed file, about: a file of a repository should not be larger."""

_SCALE = ".scale"
_LEVELS = 127


def is_packed(folder: Path) -> bool:
    """Whether a checkpoint's weights are packed."""
    return any(folder.glob(FILES))


def pack(state: Mapping[str, torch.Tensor], folder: Path) -> list[Path]:
    """Writes weights in eight bits and returns the files.

    Args:
        state: weights by name; matrices are rounded, anything else is kept in fp16.
        folder: where the files go; packed files that are there are replaced.
    """
    for old in folder.glob(FILES):
        old.unlink()
    shards: list[dict[str, torch.Tensor]] = [{}]
    size = 0
    for name, tensor in state.items():
        packed = _rounded(name, tensor)
        more = sum(item.numel() * item.element_size() for item in packed.values())
        if shards[-1] and size + more > LARGEST:
            shards.append({})
            size = 0
        shards[-1] |= packed
        size += more
    files = [folder / FILES.replace("*", str(number)) for number in range(1, len(shards) + 1)]
    for file, shard in zip(files, shards, strict=True):
        save_file(shard, str(file), metadata={"format": "pt"})
        file.chmod(0o644)
    return files


def unpack(folder: Path) -> dict[str, torch.Tensor]:
    """The weights of a packed checkpoint as float32.

    Raises:
        ValueError: a file is broken, or a matrix has no scales.
    """
    stored: dict[str, torch.Tensor] = {}
    for file in sorted(folder.glob(FILES)):
        try:
            stored |= load_file(str(file))
        except Exception as error:
            raise ValueError(f"{file}: a broken safetensors file: {error}") from None
    state = {}
    for name, tensor in stored.items():
        if name.endswith(_SCALE):
            continue
        if tensor.dtype != torch.int8:
            state[name] = tensor.float()
        elif f"{name}{_SCALE}" in stored:
            state[name] = tensor.float() * stored[f"{name}{_SCALE}"].float()[:, None]
        else:
            raise ValueError(f"{folder}: no scales for {name!r}; allowed: all files of one checkpoint")
    return state


def _rounded(name: str, tensor: torch.Tensor) -> dict[str, torch.Tensor]:
    if tensor.dim() != 2 or not tensor.is_floating_point():
        return {name: tensor.to(torch.float16).contiguous() if tensor.is_floating_point() else tensor.contiguous()}
    scale = tensor.float().abs().amax(dim=1).clamp_min(1e-12) / _LEVELS  # (rows,)
    rounded = (tensor.float() / scale[:, None]).round().clamp(-_LEVELS, _LEVELS).to(torch.int8)
    return {name: rounded.contiguous(), f"{name}{_SCALE}": scale}
