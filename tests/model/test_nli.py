import itertools
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file
from tiny import WORDS, save_tiny_checkpoint
from transformers import BertForSequenceClassification

from counterclaim.model.device import choose_device, choose_precision
from counterclaim.model.nli import TransformerScorer, _strongest
from counterclaim.model.windows import WindowPlan

RNG = np.random.default_rng(3)
TEXTS = [" ".join(RNG.choice(WORDS, size=RNG.integers(1, 18))) for _ in range(120)]
PAIRS = list(itertools.pairwise(TEXTS))


@pytest.fixture(scope="module")
def scorer(checkpoint: Path) -> TransformerScorer:
    return TransformerScorer.load(checkpoint, device="cpu", precision="fp32", batch_size=16)


def test_scores_are_those_of_the_plain_model_under_our_names(checkpoint: Path, scorer: TransformerScorer) -> None:
    model = BertForSequenceClassification.from_pretrained(str(checkpoint)).eval()
    encoded = scorer._tokenizer(PAIRS[0][0], PAIRS[0][1], return_tensors="pt")
    with torch.inference_mode():
        c, e, n = torch.softmax(model(**encoded).logits[0], dim=-1).tolist()
    assert scorer.score(PAIRS[:1], both=False)[0].forward == pytest.approx((e, n, c), abs=1e-5)


def test_rows_come_back_in_order_whatever_their_lengths(scorer: TransformerScorer) -> None:
    together = scorer.score(PAIRS, both=False)
    alone = [scorer.score([pair], both=False)[0] for pair in PAIRS]
    assert np.allclose([s.forward for s in together], [s.forward for s in alone], atol=1e-5)
    assert len({s.forward for s in together}) > 100


def test_each_triple_sums_to_one(scorer: TransformerScorer) -> None:
    for score in scorer.score(PAIRS, both=True):
        assert score.backward is not None
        assert sum(score.forward) == pytest.approx(1)
        assert sum(score.backward) == pytest.approx(1)


@pytest.mark.parametrize("precision", ["fp32", "bf16"])
def test_a_swap_exchanges_the_directions_exactly(checkpoint: Path, precision: str) -> None:
    scorer = TransformerScorer.load(checkpoint, device="cpu", precision=precision, batch_size=16)
    there = scorer.score(PAIRS, both=True)
    back = scorer.score([(b, a) for a, b in PAIRS], both=True)
    assert [(s.forward, s.backward) for s in there] == [(s.backward, s.forward) for s in back]
    assert any(s.forward != s.backward for s in there)


def test_long_texts_are_read_in_windows_and_the_strongest_decides(scorer: TransformerScorer) -> None:
    filler, claim = "town is ours", "no soldiers killed"
    long = " ".join([filler] * 60 + ["eighty tanks lost"] + [filler] * 60)
    score = scorer.score([(long, claim)], both=True)[0]
    assert score.window_a is not None
    assert not score.truncated
    start, end = score.window_a
    again = scorer.score([(long[start:end], claim)], both=True)[0]
    assert again.forward == pytest.approx(score.forward, abs=1e-5)
    swapped = scorer.score([(claim, long)], both=True)[0]
    assert swapped.window_b == score.window_a


@pytest.mark.parametrize(
    ("windows", "best"),
    [
        ([(0.1, 0.8, 0.1), (0.9, 0.1, 0.0), (0.2, 0.1, 0.7)], 2),  # a contradiction goes before a surer entailment
        ([(0.1, 0.2, 0.7), (0.0, 0.1, 0.9), (0.9, 0.1, 0.0)], 1),
        ([(0.1, 0.8, 0.1), (0.6, 0.3, 0.1), (0.7, 0.2, 0.1)], 2),
        ([(0.1, 0.8, 0.1), (0.2, 0.7, 0.1), (0.0, 0.9, 0.1)], 2),
    ],
)
def test_the_surest_contradiction_decides_then_the_surest_entailment(
    windows: list[tuple[float, float, float]], best: int
) -> None:
    plan = WindowPlan(tuple(((10 * i, 10 * i + 9), (0, 5)) for i in range(3)), truncated=False)
    score = _strongest(plan, np.array(windows), None, cut=False)
    assert score.window_a == (10 * best, 10 * best + 9)
    assert score.forward == windows[best]


def test_words_too_long_for_the_tokenizer_are_not_called_read(scorer: TransformerScorer) -> None:
    assert scorer.score([("x" * 5000, "town")], both=False)[0].truncated


def test_a_checkpoint_that_lacks_weights_is_refused(checkpoint: Path, tmp_path: Path) -> None:
    folder = tmp_path / "cut"
    shutil.copytree(checkpoint, folder)
    tensors = load_file(str(folder / "model.safetensors"))
    del tensors["classifier.weight"]
    save_file(tensors, str(folder / "model.safetensors"), metadata={"format": "pt"})
    with pytest.raises(ValueError, match=r"lacks weights \(classifier\.weight"):
        TransformerScorer.load(folder)
    (folder / "model.safetensors").write_bytes(b"version https://git-lfs")
    with pytest.raises(ValueError, match="its safetensors file is broken"):
        TransformerScorer.load(folder)


def test_truncated_means_that_text_was_not_read(scorer: TransformerScorer) -> None:
    endless = " ".join(["town"] * 5000)
    assert scorer.score([(endless, endless)], both=False)[0].truncated
    assert not scorer.score([(" ".join(["town"] * 500), "town")], both=False)[0].truncated


def test_a_checkpoint_without_names_needs_a_map(tmp_path: Path) -> None:
    folder = save_tiny_checkpoint(tmp_path / "m", {0: "LABEL_0", 1: "LABEL_1", 2: "LABEL_2"})
    with pytest.raises(ValueError, match=r"LABEL_0.*LABEL_1.*LABEL_2"):
        TransformerScorer.load(folder)
    given = {"LABEL_0": "contradiction", "LABEL_1": "entailment", "LABEL_2": "neutral"}
    assert TransformerScorer.load(folder, label_map=given).score(PAIRS[:1], both=False)


def test_weights_that_are_no_safetensors_are_refused(tmp_path: Path) -> None:
    folder = save_tiny_checkpoint(tmp_path / "m", {0: "entailment", 1: "neutral", 2: "contradiction"})
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    with pytest.raises(FileNotFoundError, match=r"no \*\.safetensors"):
        TransformerScorer.load(folder)


@pytest.mark.parametrize("name", ["./nowhere", "/nowhere/at/all", "some/where/else"])
def test_a_folder_that_is_not_there_is_said(name: str) -> None:
    with pytest.raises(FileNotFoundError, match="no such folder"):
        TransformerScorer.load(name)


def test_a_folder_without_a_checkpoint_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"config\.json is missing"):
        TransformerScorer.load(tmp_path)


def test_a_hub_name_that_cannot_be_had_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(FileNotFoundError, match="'nobody/no-such-model' cannot be loaded") as refusal:
        TransformerScorer.load("nobody/no-such-model")
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(("name", "meant"), [("smal", "small"), ("Standrad", "standard")])
def test_a_misspelt_name_of_a_model_that_comes_along_is_not_looked_for_on_the_hub(name: str, meant: str) -> None:
    with pytest.raises(FileNotFoundError, match=f"'{name}': no such model; did you mean '{meant}'"):
        TransformerScorer.load(name)


def test_devices_and_precisions_that_cannot_be_had_are_refused() -> None:
    with pytest.raises(ValueError, match="device is 'tpu'; allowed"):
        choose_device("tpu")
    with pytest.raises(ValueError, match="precision is 'int4'; allowed"):
        choose_precision("int4", torch.device("cpu"))
    with pytest.raises(ValueError, match="'fp16' on a cpu"):
        choose_precision("fp16", torch.device("cpu"))
    assert choose_precision("auto", torch.device("cpu")) in ("fp32", "bf16")
    assert choose_precision("fp32", torch.device("cpu")) == "fp32"
