"""Distillation: a teacher's view of the training pairs, and the loss of a student that learns from it.

    views = teacher_views(load("runs/standard/checkpoint"), rows, folder)  # (N, 3)
    loss = taught_loss(logits, labels, share=0.5, temperature=2.0)

The student learns the teacher's whole distribution over the classes beside the label (Hinton, Vinyals and Dean 2015).
"""

from __future__ import annotations

import hashlib
import json
import logging
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import torch

from counterclaim.model.nli import NliScorer
from counterclaim.training.losses import marginal_loss
from counterclaim.training.mixing import UNLABELLED, Row

PART = 4096
"""Pairs whose views are kept at once, so that a run that is killed loses little."""

VIEWS = "views.sqlite"
"""The file of views, by pair and teacher: pairs that another recipe has too are not read again."""

SMALLEST = 1e-6
"""A probability below it counts as this one."""

log = logging.getLogger(__name__)


def teacher_views(teacher: NliScorer, rows: Sequence[Row], folder: Path) -> np.ndarray:
    """Log probabilities (N, 3) that a teacher gives to entailment, neutral and contradiction, kept in a file.

    Args:
        teacher: reads the pairs in one direction.
        rows: N training pairs.
        folder: where views are kept; what is there of this teacher on a pair is not made again.
    """
    folder.mkdir(parents=True, exist_ok=True)
    identity = _identity(teacher)
    keys = [_key(identity, row) for row in rows]
    with closing(sqlite3.connect(folder / VIEWS)) as store:
        store.execute("CREATE TABLE IF NOT EXISTS views (pair BLOB PRIMARY KEY, view BLOB NOT NULL)")
        kept = {key for (key,) in store.execute("SELECT pair FROM views")}
        missing = [number for number, key in enumerate(keys) if key not in kept]
        for start in range(0, len(missing), PART):
            log.info("teacher: pairs from %d on, of %d", start + 1, len(missing))
            part = missing[start : start + PART]
            views = _views(teacher, [rows[number] for number in part])
            made = [(keys[number], view.tobytes()) for number, view in zip(part, views, strict=True)]
            with store:  # all of a part or none
                store.executemany("INSERT OR REPLACE INTO views VALUES (?, ?)", made)
        found = dict(store.execute("SELECT pair, view FROM views"))
    return np.frombuffer(b"".join(found[key] for key in keys), dtype=np.float32).reshape(-1, 3)


def _views(teacher: NliScorer, rows: Sequence[Row]) -> np.ndarray:
    scores = teacher.score([(row.premise, row.hypothesis) for row in rows], both=False)
    return np.log(np.maximum([score.forward for score in scores], SMALLEST)).astype(np.float32)  # (N, 3)


def _key(identity: Sequence[str], row: Row) -> bytes:
    return hashlib.sha256(json.dumps([*identity, row.premise, row.hypothesis]).encode()).digest()[:16]


def _identity(teacher: NliScorer) -> list[str]:
    """What tells one teacher from another: its name, and hashes of its weights where they are in a folder."""
    folder: Path | None = getattr(teacher, "folder", None)
    files = sorted(folder.glob("*.safetensors")) if folder else []
    return [teacher.name, *(hashlib.sha256(file.read_bytes()).hexdigest() for file in files)]


def with_views(rows: Sequence[Row], views: np.ndarray) -> list[list[float]]:
    """Targets (N, 4) of `taught_loss`: the label of each row, then the teacher's logits."""
    return [[float(row.label), *map(float, view)] for row, view in zip(rows, views, strict=True)]


def taught_loss(
    logits: torch.Tensor, targets: torch.Tensor, *, share: float, temperature: float, label_smoothing: float = 0.0
) -> torch.Tensor:
    """Mean loss in nats: `share` of the divergence from the teacher, the rest of the labels' own.

    Args:
        logits: (B, 3), the student's.
        targets: (B, 4), the label (-1: none) and the teacher's logits.
        share: weight of the teacher, 0 to 1.
        temperature: both distributions are softened by it, above 0; the divergence is multiplied by its square.
        label_smoothing: as in `marginal_loss`.
    """
    labels = targets[:, 0].long()
    known = labels != UNLABELLED
    student = torch.log_softmax(logits.float() / temperature, dim=-1)
    soft = torch.softmax(targets[:, 1:].float() / temperature, dim=-1)
    divergence = torch.nn.functional.kl_div(student, soft, reduction="batchmean") * temperature**2
    if not bool(known.any()):
        return share * divergence
    hard = marginal_loss(logits[known], labels[known], label_smoothing) * known.float().mean()
    return share * divergence + (1 - share) * hard
