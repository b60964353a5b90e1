"""The detector: reading, scorer, calibration and verdict in a row.

detector = Detector.load()
detector.compare("We lost four tanks.", "Eighty enemy tanks were destroyed.").label
for verdict in detector.score(pairs): ...
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from counterclaim.model.bundled import BUNDLED, DEFAULT_MODEL, bundled_checkpoint
from counterclaim.model.calibrate import Calibration
from counterclaim.model.features import features_to_compare, features_to_infer
from counterclaim.model.nli import NliScorer, TransformerScorer
from counterclaim.model.policy import Policy
from counterclaim.model.reading import Reading, read_to_compare, read_to_infer
from counterclaim.model.records import Mode, NliScore, Pair, Statement, Verdict
from counterclaim.model.verdict import decide

CHUNK = 2048
"""Pairs that `score` takes from its iterator at a time."""


class Detector:
    """Compares statements of different parties (symmetric), or infers a hypothesis from a premise (directional)."""

    def __init__(self, scorer: NliScorer, calibration: Calibration | None = None, policy: Policy | None = None):
        """Wires a scorer, its calibration (none: probabilities as the model gives them) and the user's policy."""
        self.scorer = scorer
        self.calibration = calibration or Calibration()
        self.policy = policy or Policy()

    @classmethod
    def load(
        cls,
        model: str | Path = DEFAULT_MODEL,
        *,
        device: str = "auto",
        precision: str = "auto",
        batch_size: int = 64,
        label_map: Mapping[str, str] | None = None,
        policy: Policy | None = None,
    ) -> Detector:
        """A bundled detector, or one around any three-way NLI checkpoint.

        Args:
            model: the name of a bundled one (`BUNDLED`), a folder, or a hub name.
            device: `auto`, `cpu`, `cuda`, `cuda:N` or `mps`.
            precision: `auto`, `fp32`, `bf16` or `fp16`.
            batch_size: windows in one forward pass.
            label_map: the checkpoint's class names to ours, such as `{"LABEL_0": "contradiction", ...}`.
            policy: what counts as a contradiction, see `Policy`.

        Raises:
            FileNotFoundError: the model is not there.
            ValueError: the model's class names are not understood, or an argument is out of range.

        Example:
            >>> Detector.load().compare("Fifty soldiers were killed.", "Nobody was killed.").label
            'contradiction'
        """
        bundled = str(model) if str(model) in BUNDLED else None
        source = model if bundled is None else bundled_checkpoint(bundled)
        scorer = TransformerScorer.load(
            source, device=device, precision=precision, batch_size=batch_size, label_map=label_map
        )
        if bundled is not None:
            scorer.name = bundled
        return cls(scorer, Calibration.load(Path(source).expanduser()), policy)

    def configuration(self) -> dict[str, Any]:
        """What decides the verdicts beside weights and code: plain JSON values."""
        return {
            **self.scorer.settings(),
            "calibration": dataclasses.asdict(self.calibration),
            "policy": self.policy.model_dump(),
        }

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
            readings = [self.read(pair, mode) for pair in chunk]
            scores = self.scorer.score([reading.texts for reading in readings], both=mode == "compare")
            probabilities = self.calibration.apply(features_of(readings, scores, mode), mode)  # (N, 3)
            for reading, score, row in zip(readings, scores, probabilities, strict=True):
                yield decide(reading, score, row.tolist(), mode=mode, policy=self.policy, model=self.scorer.name)

    def read(self, pair: Pair, mode: Mode) -> Reading:
        """What a pair says before the language model is asked."""
        return read_to_compare(pair, self.policy) if mode == "compare" else read_to_infer(pair, self.policy)


def features_of(readings: Sequence[Reading], scores: Sequence[NliScore], mode: Mode) -> np.ndarray:
    """Features (N, K) of N pairs, in the order that `features` names them."""
    make = features_to_compare if mode == "compare" else features_to_infer
    rows = [make(reading, score) for reading, score in zip(readings, scores, strict=True)]
    return np.stack(rows) if rows else np.zeros((0, 0))


def _statement(value: Statement | str) -> Statement:
    return value if isinstance(value, Statement) else Statement(text=value)


def _pair(value: Pair | tuple[Statement | str, Statement | str]) -> Pair:
    return value if isinstance(value, Pair) else Pair(a=_statement(value[0]), b=_statement(value[1]))
