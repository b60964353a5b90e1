"""Means of weights: two runs from one start average to a better model than either (Wortsman et al. 2022).

average([one, other], [0.5, 0.5], folder)
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

WEIGHTS = "model.safetensors"


def average(folders: Sequence[Path], shares: Sequence[float], into: Path) -> Path:
    """Writes a checkpoint whose weights are the mean of others', and returns its folder.

    Args:
        folders: checkpoints of one architecture; configuration and tokenizer come from the first.
        shares: the share of each, summing to 1.
        into: where it goes; what is there is replaced.

    Raises:
        ValueError: the checkpoints have other weights, or the shares do not sum to 1.
    """
    if abs(sum(shares) - 1) > 1e-6:
        raise ValueError(f"shares are {list(shares)}; allowed: shares that sum to 1")
    states = [load_file(str(folder / WEIGHTS)) for folder in folders]
    shapes = [{name: tensor.shape for name, tensor in state.items()} for state in states]
    if any(one != shapes[0] for one in shapes):
        raise ValueError(f"{folders[0]} and {folders[-1]} have other weights; allowed: one architecture")
    mean = {
        name: sum((state[name].float() * share for state, share in zip(states, shares, strict=True)), torch.zeros(()))
        for name in states[0]
    }
    written = into.with_name(f"{into.name}.tmp")
    shutil.rmtree(written, ignore_errors=True)
    shutil.copytree(folders[0], written, ignore=shutil.ignore_patterns(WEIGHTS))
    save_file(mean, str(written / WEIGHTS), metadata={"format": "pt"})
    shutil.rmtree(into, ignore_errors=True)
    written.rename(into)
    return into
