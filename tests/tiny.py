"""Tiny stand-ins: a random transformer with a word-level tokenizer, and a scorer that answers from a dictionary."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import torch
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

from counterclaim.model import NliScore, Verdict

TOY_PAIRS = {
    "contradiction": [("town is ours", "town is not ours"), ("army won", "army lost"), ("no tanks", "eighty tanks")],
    "entailment": [("army won the town", "army won"), ("four tanks lost", "tanks lost"), ("the enemy lost", "lost")],
    "neutral": [("army won", "on monday"), ("town is ours", "four soldiers"), ("enemy tanks", "soldiers killed")],
}
"""Pairs (premise, hypothesis) by label that a tiny transformer can learn by heart."""

WORDS = (
    "a",
    "army",
    "eighty",
    "enemy",
    "four",
    "is",
    "killed",
    "lost",
    "monday",
    "no",
    "none",
    "not",
    "on",
    "ours",
    "soldiers",
    "tanks",
    "the",
    "town",
    "was",
    "won",
)


def save_tiny_checkpoint(folder: Path, id2label: dict[int, str], window: int = 48) -> Path:
    """A random three-way model that is sharp enough for its answers to differ from pair to pair."""
    torch.manual_seed(7)
    vocabulary = {word: index for index, word in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *WORDS])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    special = [("[CLS]", vocabulary["[CLS]"]), ("[SEP]", vocabulary["[SEP]"])]
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=special
    )
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        model_max_length=window,
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        model_input_names=["input_ids", "token_type_ids", "attention_mask"],
    )
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
        num_labels=len(id2label),
        id2label=id2label,
        label2id={name: index for index, name in id2label.items()},
        initializer_range=0.5,
    )
    BertForSequenceClassification(config).save_pretrained(str(folder))
    fast.save_pretrained(str(folder))
    return folder


class DictionaryScorer:
    """Answers from a dictionary of (premise, hypothesis); anything else is neutral."""

    name = "dictionary"
    folder = None
    precision = "fp32"

    def __init__(self, answers: dict[tuple[str, str], tuple[float, float, float]] | None = None):
        self.answers = answers or {}
        self.asked: list[tuple[str, str]] = []

    def score(self, pairs: Sequence[tuple[str, str]], *, both: bool) -> list[NliScore]:
        self.asked += pairs
        return [NliScore(forward=self._look(a, b), backward=self._look(b, a) if both else None) for a, b in pairs]

    def settings(self) -> dict[str, Any]:
        return {}

    def _look(self, a: str, b: str) -> tuple[float, float, float]:
        return self.answers.get((a, b), (0.1, 0.8, 0.1))


def assert_same_verdicts(there: Sequence[Verdict], back: Sequence[Verdict]) -> None:
    """The verdicts on pairs and on the same pairs swapped: one label, probabilities equal to 1e-6."""
    for one, two in zip(there, back, strict=True):
        assert one.label == two.label
        assert one.p_contradiction == pytest.approx(two.p_contradiction, abs=1e-6)
        assert one.p_entailment == pytest.approx(two.p_entailment, abs=1e-6)
        assert one.p_neutral == pytest.approx(two.p_neutral, abs=1e-6)
