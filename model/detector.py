"""The detector: scorer, calibration and verdict in a row.

detector = Detector.load()
detector.compare("We lost four tanks.", "Eighty enemy tanks were destroyed.").label
for verdict in detector.score(pairs): ...
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from counterclaim.model.calibrate import Calibration, Mode
from counterclaim.model.nli import NliScorer, TransformerScorer
from counterclaim.model.records import Pair, Statement, Verdict
from counterclaim.model.verdict import decide

BUNDLED = "bundled"
CHUNK = 2048
"""Pairs that `score` takes from its iterator at a time."""


def bundled_checkpoint() -> Path:
    """Folder of the checkpoint that comes with the package.

    Raises:
        FileNotFoundError: the package was installed without its weights.
    """
    folder = Path(__file__).parent / "checkpoint"
    if not (folder / "model.safetensors").is_file():
        raise FileNotFoundError(f"{folder}: the bundled checkpoint is not there; install again, or pass a model")
    return folder


class Detector:
    """Compares statements of different parties (symmetric), or infers a hypothesis from a premise (directional)."""

    def __init__(self, scorer: NliScorer, calibration: Calibration | None = None):
        """Wires a scorer and its calibration (none: probabilities as the model gives them)."""
        self.scorer = scorer
        self.calibration = calibration or Calibration()

    @classmethod
    def load(
        cls,
        model: str | Path = BUNDLED,
        *,
        device: str = "auto",
        precision: str = "auto",
        batch_size: int = 64,
        label_map: Mapping[str, str] | None = None,
    ) -> Detector:
        """The bundled detector, or one around any three-way NLI checkpoint.

        Args:
            model: `bundled`, a folder, or a hub name.
            device: `auto`, `cpu`, `cuda`, `cuda:N` or `mps`.
            precision: `auto`, `fp32`, `bf16` or `fp16`.
            batch_size: windows in one forward pass.
            label_map: the checkpoint's class names to ours, such as `{"LABEL_0": "contradiction", ...}`.

        Raises:
            FileNotFoundError: the model is not there.
            ValueError: the model's class names are not understood, or an argument is out of range.

        Example:
            >>> Detector.load().compare("Fifty soldiers were killed.", "Nobody was killed.").label
            'contradiction'
        """
        source = bundled_checkpoint() if str(model) == BUNDLED else model
        scorer = TransformerScorer.load(
            source, device=device, precision=precision, batch_size=batch_size, label_map=label_map
        )
        if str(model) == BUNDLED:
            scorer.name = BUNDLED
        return cls(scorer, Calibration.load(Path(source).expanduser()))

    def configuration(self) -> dict[str, Any]:
        """What decides the verdicts beside weights and code: plain JSON values."""
        return {**self.scorer.settings(), "calibration": dataclasses.asdict(self.calibration)}

    def compare(self, a: Statement | str, b: Statement | str) -> Verdict:
        """The verdict on two statements; the same for (b, a), with the spans exchanged."""
        return next(self.score([(_statement(a), _statement(b))], mode="compare"))

    def infer(self, premise: Statement | str, hypothesis: Statement | str) -> Verdict:
        """The verdict on a hypothesis given a premise: the classic, directional task."""
        return next(self.score([(_statement(premise), _statement(hypothesis))], mode="infer"))

    def score(
        self, pairs: Iterable[Pair | tuple[Statement | str, Statement | str]], *, mode: Mode = "compare"
    ) -> Iterator[Verdict]:
        """One verdict a pair, in order; reads the iterator `CHUNK` pairs at a time.

        Raises:
            ValueError: the mode is unknown, or a statement is empty.
        """
        if mode not in ("compare", "infer"):
            raise ValueError(f"mode is {mode!r}; allowed: compare, infer")
        return self._score(iter(pairs), mode)

    def _score(self, pairs: Iterator[Pair | tuple[Statement | str, Statement | str]], mode: Mode) -> Iterator[Verdict]:
        while chunk := [_pair(item) for item in itertools.islice(pairs, CHUNK)]:
            texts = [(pair.a.text, pair.b.text) for pair in chunk]
            scores = self.scorer.score(texts, both=mode == "compare")
            probabilities = self.calibration.apply(scores, mode)  # (N, 3)
            for pair, score, row in zip(chunk, scores, probabilities, strict=True):
                yield decide(pair, score, row.tolist(), mode=mode, model=self.scorer.name)


def _statement(value: Statement | str) -> Statement:
    return value if isinstance(value, Statement) else Statement(text=value)


def _pair(value: Pair | tuple[Statement | str, Statement | str]) -> Pair:
    return value if isinstance(value, Pair) else Pair(a=_statement(value[0]), b=_statement(value[1]))
