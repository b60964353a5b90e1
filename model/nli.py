"""Any three-way NLI checkpoint of `transformers` as a scorer of (premise, hypothesis) pairs.

    scorer = TransformerScorer.load("path/or/hub-name")
    scorer.score([("Fifty were killed.", "Nobody died.")], both=True)

Loading downloads nothing for a folder, reads `safetensors` only and never runs a checkpoint's own code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
from transformers import AutoConfig, AutoModelForSequenceClassification, AutoTokenizer
from transformers.utils import logging as transformers_logging

from counterclaim.model.device import DTYPES, choose_device, choose_precision
from counterclaim.model.labels import class_order
from counterclaim.model.records import NliScore
from counterclaim.model.windows import CharSpan, WindowPlan, plan_windows

Triple = tuple[float, float, float]
_PAD_TO = 8
_MAX_QUEUE = 4096
"""Windows that are held at a time, so that memory does not grow with the number of pairs."""


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


class TransformerScorer:
    """A sequence-classification checkpoint with its tokenizer, on one device, in one precision."""

    def __init__(
        self,
        model: Any,
        tokenizer: Any,
        *,
        source: str,
        precision: str,
        columns: tuple[int, int, int],
        batch_size: int,
    ):
        self.folder = Path(source) if Path(source).is_dir() else None
        self.name = self.folder.resolve().name if self.folder else source
        self.precision, self.batch_size = precision, batch_size
        self._model, self._tokenizer, self._columns = model, tokenizer, list(columns)
        self._budget = _window(model, tokenizer) - int(tokenizer.num_special_tokens_to_add(pair=True))

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
            batch_size: windows a forward pass.
            label_map: the checkpoint's class names to ours, where its own say nothing.

        Raises:
            FileNotFoundError: the folder is not there or holds no checkpoint.
            ValueError: the class names are not understood, or device or precision cannot be had.
        """
        if batch_size < 1:
            raise ValueError(f"batch size is {batch_size}; allowed: 1 and more")
        where = choose_device(device)
        chosen = choose_precision(precision, where)
        source = _located(model)
        _quieten()
        try:
            config = AutoConfig.from_pretrained(source, trust_remote_code=False)
            columns = class_order(config.id2label, label_map)
            tokenizer = AutoTokenizer.from_pretrained(source, trust_remote_code=False)
            network = AutoModelForSequenceClassification.from_pretrained(
                source, trust_remote_code=False, use_safetensors=True, dtype=DTYPES[chosen]
            )
        except OSError as error:
            raise FileNotFoundError(f"model {str(model)!r} cannot be loaded: {_first_line(error)}") from None
        network.eval().to(where)
        return cls(network, tokenizer, source=source, precision=chosen, columns=columns, batch_size=batch_size)

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
        forward = self.probabilities(texts)  # (W, 3)
        backward = self.probabilities([(b, a) for a, b in texts]) if both else None  # (W, 3)
        done = 0
        for _, plan, swapped in queue:
            rows = slice(done, done + len(plan.spans))
            done += len(plan.spans)
            score = _strongest(plan, forward[rows], None if backward is None else backward[rows])
            yield _mirrored(score) if swapped else score

    def probabilities(self, texts: Sequence[tuple[str, str]]) -> np.ndarray:
        """Softmax of the logits, (N, 3) float64 in the order of `LABELS`; every text must fit the window."""
        result = np.zeros((len(texts), 3))
        if not texts:
            return result
        encoded = self._tokenizer(
            [a for a, _ in texts],
            [b for _, b in texts],
            truncation="longest_first",
            max_length=self._budget + int(self._tokenizer.num_special_tokens_to_add(pair=True)),
        )
        lengths = [len(ids) for ids in encoded["input_ids"]]
        by_length = sorted(range(len(texts)), key=lambda index: lengths[index])
        for start in range(0, len(by_length), self.batch_size):
            batch = by_length[start : start + self.batch_size]
            features = {name: [encoded[name][index] for index in batch] for name in encoded}
            result[batch] = self._forward(features)
        return result

    def _forward(self, features: Mapping[str, Any]) -> np.ndarray:
        inputs = self._tokenizer.pad(features, pad_to_multiple_of=_PAD_TO, return_tensors="pt")
        with torch.inference_mode():
            logits = self._model(**inputs.to(self._model.device)).logits  # (B, 3)
        probabilities = torch.softmax(logits[:, self._columns].double(), dim=-1)
        return np.asarray(probabilities.cpu())

    def _plan(self, pair: tuple[str, str]) -> WindowPlan:
        if len(pair[0]) + len(pair[1]) <= self._budget:  # a token is at least one character
            return WindowPlan((((0, len(pair[0])), (0, len(pair[1]))),), truncated=False)
        encoded = self._tokenizer(
            list(pair), add_special_tokens=False, return_offsets_mapping=True, truncation=False, verbose=False
        )
        first, second = encoded["offset_mapping"]
        return plan_windows(first, second, self._budget)


def _strongest(plan: WindowPlan, forward: np.ndarray, backward: np.ndarray | None) -> NliScore:
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
        truncated=plan.truncated,
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


def _located(model: str | Path) -> str:
    text = str(model)
    looks_like_path = isinstance(model, Path) or text.startswith((".", "/", "~")) or text.count("/") > 1
    folder = Path(text).expanduser()
    if folder.is_dir():
        if not (folder / "config.json").is_file():
            raise FileNotFoundError(f"{folder}: no checkpoint there (config.json is missing)")
        if not list(folder.glob("*.safetensors")):
            raise FileNotFoundError(f"{folder}: no *.safetensors there; other weight files are not loaded")
        return str(folder)
    if looks_like_path or folder.exists():
        raise FileNotFoundError(f"model {text!r}: no such folder; allowed: a folder with a checkpoint, or a hub name")
    return text


def _quieten() -> None:
    """Loading a checkpoint is no news: only what goes wrong is."""
    transformers_logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0].rstrip(".") if str(error).strip() else type(error).__name__
