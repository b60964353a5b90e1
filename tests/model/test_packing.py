"""Weights in eight bits and back."""

from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file
from tiny import WORDS
from transformers import AutoModelForSequenceClassification

from counterclaim.model import packing
from counterclaim.model.nli import TransformerScorer
from counterclaim.model.packing import is_packed, pack, unpack


def state() -> dict[str, torch.Tensor]:
    torch.manual_seed(3)
    matrix = torch.randn(40, 30) * torch.logspace(-4, 2, 40)[:, None]
    return {"matrix": matrix, "bias": torch.randn(30), "zeros": torch.zeros(3, 4), "count": torch.tensor([3])}


def test_each_weight_comes_back_within_half_a_step_of_its_row(tmp_path: Path) -> None:
    before = state()
    pack(before, tmp_path)
    after = unpack(tmp_path)
    assert after.keys() == before.keys()
    step = before["matrix"].abs().amax(dim=1, keepdim=True) / 127
    assert ((after["matrix"] - before["matrix"]).abs() <= step * 0.501).all()
    assert torch.allclose(after["bias"], before["bias"], atol=2e-3)
    assert torch.equal(after["zeros"], before["zeros"])
    assert torch.equal(after["count"], torch.tensor([3.0]))


def test_large_weights_go_into_several_files_and_old_ones_do_not_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "LARGEST", 1000)
    many = {f"layer{index}": torch.randn(20, 20) for index in range(6)}
    files = pack(many, tmp_path)
    assert len(files) > 2
    assert unpack(tmp_path).keys() == many.keys()
    monkeypatch.setattr(packing, "LARGEST", 1_000_000)
    assert len(pack(many, tmp_path)) == 1
    assert len(list(tmp_path.iterdir())) == 1


def test_a_packed_checkpoint_answers_as_the_plain_one(checkpoint: Path, tmp_path: Path) -> None:
    folder = tmp_path / "packed"
    folder.mkdir()
    for file in checkpoint.iterdir():
        if file.suffix != ".safetensors":
            (folder / file.name).write_bytes(file.read_bytes())
    pack(AutoModelForSequenceClassification.from_pretrained(str(checkpoint)).state_dict(), folder)
    assert is_packed(folder)
    assert not is_packed(checkpoint)
    pairs = [(one, other) for one in WORDS[:6] for other in WORDS[6:12]]
    plain, packed = (TransformerScorer.load(where, precision="fp32").score(pairs) for where in (checkpoint, folder))
    before, after = (np.array([score.forward for score in scores]) for scores in (plain, packed))
    assert np.abs(before - after).mean() < 0.03  # a random model with large weights: a hard case
    assert (before.argmax(axis=1) == after.argmax(axis=1)).mean() > 0.9


def test_broken_or_missing_parts_are_told(checkpoint: Path, tmp_path: Path) -> None:
    pack(state(), tmp_path)
    file = next(tmp_path.iterdir())
    save_file({"matrix": torch.zeros(2, 2, dtype=torch.int8)}, str(file))
    with pytest.raises(ValueError, match="no scales for 'matrix'"):
        unpack(tmp_path)
    file.write_bytes(b"version https://git-lfs")
    with pytest.raises(ValueError, match=r"weights-1\.int8\.safetensors: a broken safetensors file"):
        unpack(tmp_path)
