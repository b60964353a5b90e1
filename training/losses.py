"""The loss of labels, two-way ones among them, and the measures of a validation pass."""

from __future__ import annotations

import numpy as np
import torch
from sklearn.metrics import accuracy_score, f1_score
from transformers import EvalPrediction

from counterclaim.model.labels import GOLD_LABELS, NOT_ENTAILMENT

_TWO_WAY = GOLD_LABELS.index(NOT_ENTAILMENT)


def marginal_loss(logits: torch.Tensor, labels: torch.Tensor, label_smoothing: float = 0.0) -> torch.Tensor:
    """Mean negative log likelihood in nats, where a two-way label is the sum of neutral and contradiction.

    Args:
        logits: (B, 3), entailment, neutral, contradiction.
        labels: (B,), 0 to 2 a class, 3 `not_entailment`.
        label_smoothing: share of the target that is spread evenly over the three classes, 0 to 1.
    """
    log_p = torch.log_softmax(logits.float(), dim=-1)  # (B, 3)
    either = torch.logsumexp(log_p[:, 1:], dim=-1, keepdim=True)  # (B, 1)
    picked = torch.cat([log_p, either], dim=-1).gather(1, labels[:, None]).squeeze(1)  # (B,)
    if label_smoothing:
        picked = (1 - label_smoothing) * picked + label_smoothing * log_p.mean(dim=-1)
    return -picked.mean()


def measures(prediction: EvalPrediction) -> dict[str, float]:
    """Accuracy and macro F1 of a validation pass; labels are (N,), or the first column of targets (N, 4)."""
    gold = np.asarray(prediction.label_ids)
    gold = gold if gold.ndim == 1 else gold[:, 0].astype(int)
    guess = np.asarray(prediction.predictions).argmax(axis=-1)
    guess = np.where((gold == _TWO_WAY) & (guess > 0), _TWO_WAY, guess)
    return {
        "accuracy": float(accuracy_score(gold, guess)),
        "macro_f1": float(f1_score(gold, guess, average="macro")),
    }
