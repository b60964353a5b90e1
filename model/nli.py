"""Any three-way NLI checkpoint of `transformers` as a scorer of (premise, hypothesis) pairs.

    scorer = TransformerScorer.load("path/or/hub-name")
    scorer.score([("Fifty were killed.", "Nobody died.")], both=True)

Loading downloads nothing for a folder, reads `safetensors` only and never runs a checkpoint's own code
(`model/loading.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch

from counterclaim.model.device import choose_device, choose_precision
from counterclaim.model.loading import load_checkpoint, located
from counterclaim.model.records import NliScore
from counterclaim.model.windows import CharSpan, WindowPlan, plan_windows

Triple = tuple[float, float, float]
_PAD_TO = 8
_MAX_QUEUE = 4096
"""Windows that are held at a time, so that memory does not grow with the number of pairs."""
_TOKENS_A_TEXT = 128
"""A batch of longer texts has fewer of them, so that memory does not grow with their length."""
_SLACK = 4
"""Tokens left free in a window, since a text cut inside a word can come out with one or two tokens more."""
_LONGEST_WORD = 100
"""Characters; word-piece tokenizers do not look into a longer word."""


class NliScorer(Protocol):
    """What scores pairs of texts: entailment, neutral and contradiction in one direction or both.

    `name` goes into every verdict; `folder` is where the weights lie (`None` from a hub); `precision` is how they run.
    """

    name: str
    folder: Path | None
    precision: str

    def score(self, pairs: Sequence[tuple[str, str]], *, both: bool) -> list[NliScore]:
        """One score a pair, in order."""
        ...

    def settings(self) -> dict[str, Any]:
        """What decides the scores beside the weights: plain JSON values."""
        ...


class TransformerScorer:
    """A sequence-classification checkpoint with its tokenizer, on one device, in one precision."""

    def __init__(
        self, model: Any, tokenizer: Any, *, source: str, precision: str, columns: tuple[int, int, int], batch_size: int
    ):
        self.folder = Path(source) if Path(source).is_dir() else None
        self.name = str(getattr(model.config, "counterclaim_name", "") or (self.folder or Path(source)).name)
        if self.folder is None:
            self.name = source
        self.precision, self.batch_size = precision, batch_size
        self._model, self._tokenizer, self._columns = model, tokenizer, list(columns)
        self._window = _window(model, tokenizer)
        self._pad_to = _PAD_TO if self._window % _PAD_TO == 0 else 1
        self._budget = self._window - int(tokenizer.num_special_tokens_to_add(pair=True))

    @classmethod
    def load(
        cls,
        model: str | Path,
        *,
        device: str = "auto",
        precision: str = "auto",
        batch_size: int = 64,
        label_map: Mapping[str, str] | None = None,
    ) -> TransformerScorer:
        """Loads a checkpoint from a folder or by hub name.

        Args:
            model: folder with `config.json`, a tokenizer and `model.safetensors`, or a hub name.
            device: `auto`, `cpu`, `cuda`, `cuda:N` or `mps`.
            precision: `auto`, `fp32`, `bf16` or `fp16`.
            batch_size: windows in one forward pass (fewer where they are long).
            label_map: the checkpoint's class names to ours, where its own say nothing.

        Raises:
            FileNotFoundError: the folder is not there or holds no checkpoint.
            ValueError: the class names are not understood, or device or precision cannot be had.
        """
        if batch_size < 1:
            raise ValueError(f"batch size is {batch_size}; allowed: 1 and more")
        where = choose_device(device)
        chosen = choose_precision(precision, where)
        source = located(model)
        network, tokenizer, columns = load_checkpoint(source, chosen, label_map)
        network.eval().to(where)
        return cls(network, tokenizer, source=source, precision=chosen, columns=columns, batch_size=batch_size)

    def settings(self) -> dict[str, Any]:
        """Device, precision, window (tokens) and columns of the three classes."""
        return {
            "device": str(self._model.device),
            "precision": self.precision,
            "batch_size": self.batch_size,
            "window": self._window,
            "columns": self._columns,
        }

    def score(self, pairs: Sequence[tuple[str, str]], *, both: bool = True) -> list[NliScore]:
        """Scores pairs in one direction or both; with `both`, (b, a) scores exactly as (a, b) mirrored.

        Args:
            pairs: (premise, hypothesis) texts of any length; the longer ones are read in windows.
            both: also read the second text as the premise.
        """
        scores: list[NliScore] = []
        queue: list[tuple[tuple[str, str], WindowPlan, bool]] = []
        waiting = 0
        for pair in pairs:
            swapped = both and pair[0] > pair[1]  # one order for both, so that a swap changes nothing at all
            ordered = (pair[1], pair[0]) if swapped else pair
            plan = self._plan(ordered)
            queue.append((ordered, plan, swapped))
            waiting += len(plan.spans) * (1 + both)
            if waiting >= _MAX_QUEUE:
                scores += self._score_queue(queue, both)
                queue, waiting = [], 0
        scores += self._score_queue(queue, both)
        return scores

    def _score_queue(self, queue: Sequence[tuple[tuple[str, str], WindowPlan, bool]], both: bool) -> Iterator[NliScore]:
        texts = [
            (a[start_a:end_a], b[start_b:end_b])
            for (a, b), plan, _ in queue
            for (start_a, end_a), (start_b, end_b) in plan.spans
        ]
        everything = [*texts, *((b, a) for a, b in texts)] if both else texts
        probabilities, cut = self.probabilities(everything)  # (W or 2W, 3), (W or 2W,)
        done = 0
        for _, plan, swapped in queue:
            rows = slice(done, done + len(plan.spans))
            back = slice(done + len(texts), done + len(texts) + len(plan.spans))
            done += len(plan.spans)
            backward = probabilities[back] if both else None
            score = _strongest(plan, probabilities[rows], backward, cut=bool(cut[rows].any()))
            yield _mirrored(score) if swapped else score

    def probabilities(self, texts: Sequence[tuple[str, str]]) -> tuple[np.ndarray, np.ndarray]:
        """Softmax of the logits, (N, 3) float64 in the order of `LABELS`, and which texts did not fit, (N,) bool.

        Texts are batched with others of the same padded length, so that what a text is scored with does not change
        how it is padded.
        """
        result, cut = np.zeros((len(texts), 3)), np.zeros(len(texts), dtype=bool)
        encoded = self._encode(texts, cut)
        by_length: dict[int, list[int]] = defaultdict(list)
        for index, features in enumerate(encoded):
            by_length[-(-len(features["input_ids"]) // self._pad_to)].append(index)
        for blocks, members in sorted(by_length.items()):
            size = min(self.batch_size, max(1, self.batch_size * _TOKENS_A_TEXT // (blocks * self._pad_to)))
            for start in range(0, len(members), size):
                batch = members[start : start + size]
                result[batch] = self._forward([encoded[index] for index in batch])
        return result, cut

    def _encode(self, texts: Sequence[tuple[str, str]], cut: np.ndarray) -> list[dict[str, Any]]:
        if not texts:
            return []
        first, second = [a for a, _ in texts], [b for _, b in texts]
        whole = self._tokenizer(first, second, truncation=False, verbose=False)
        encoded = [{name: whole[name][index] for name in whole} for index in range(len(texts))]
        for index, features in enumerate(encoded):
            if len(features["input_ids"]) > self._window:
                cut[index] = True
                short = self._tokenizer(*texts[index], truncation="longest_first", max_length=self._window)
                encoded[index] = dict(short)
        return encoded

    def _forward(self, features: Sequence[dict[str, Any]]) -> np.ndarray:
        inputs = self._tokenizer.pad(list(features), pad_to_multiple_of=self._pad_to, return_tensors="pt")
        with torch.inference_mode():
            logits = self._model(**inputs.to(self._model.device)).logits  # (B, 3)
        # In float64 on the CPU: not every device has it.
        return np.asarray(torch.softmax(logits[:, self._columns].float().cpu().double(), dim=-1))

    def _plan(self, pair: tuple[str, str]) -> WindowPlan:
        if len(pair[0].encode()) + len(pair[1].encode()) <= self._budget:  # a token is at least one byte
            return WindowPlan((((0, len(pair[0])), (0, len(pair[1]))),), truncated=False)
        encoded = self._tokenizer(
            list(pair), add_special_tokens=False, return_offsets_mapping=True, truncation=False, verbose=False
        )
        first, second = encoded["offset_mapping"]
        if len(first) + len(second) <= self._budget:
            plan = WindowPlan((((0, len(pair[0])), (0, len(pair[1]))),), truncated=False)
        else:
            plan = plan_windows(first, second, self._budget - _SLACK)
        unread = any(end - start > _LONGEST_WORD for start, end in (*first, *second))
        return WindowPlan(plan.spans, plan.truncated or unread)


def _strongest(plan: WindowPlan, forward: np.ndarray, backward: np.ndarray | None, *, cut: bool) -> NliScore:
    """The window that decides: the surest contradiction if any window contradicts, else the surest entailment."""
    joint = forward if backward is None else (forward + backward) / 2  # (W, 3)
    best = 0
    for label in (2, 0, 1):
        candidates = np.flatnonzero(joint.argmax(axis=1) == label)
        if len(candidates):
            best = int(candidates[joint[candidates, label].argmax()])
            break
    windows: tuple[CharSpan | None, CharSpan | None] = plan.spans[best] if len(plan.spans) > 1 else (None, None)
    return NliScore(
        forward=_triple(forward[best]),
        backward=None if backward is None else _triple(backward[best]),
        truncated=plan.truncated or cut,
        window_a=windows[0],
        window_b=windows[1],
    )


def _mirrored(score: NliScore) -> NliScore:
    assert score.backward is not None  # noqa: S101 - only two-way scores are mirrored
    return NliScore(
        forward=score.backward,
        backward=score.forward,
        truncated=score.truncated,
        window_a=score.window_b,
        window_b=score.window_a,
    )


def _triple(row: np.ndarray) -> Triple:
    return float(row[0]), float(row[1]), float(row[2])


def _window(model: Any, tokenizer: Any) -> int:
    """Tokens that one forward pass takes, special tokens included."""
    positions = int(getattr(model.config, "max_position_embeddings", 512))
    stated = int(tokenizer.model_max_length)
    return stated if stated <= positions else min(positions, 512)
