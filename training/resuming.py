"""What makes an unfinished stage cheap to take up again: frequent checkpoints, passes in a known order."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from transformers import Trainer, TrainerCallback, TrainerControl, TrainerState, TrainingArguments
from transformers.trainer_pt_utils import LengthGroupedSampler, get_length_grouped_indices

log = logging.getLogger(__name__)


class SaveBetween(TrainerCallback):
    """Saves every `steps` steps, besides the checkpoints that the Trainer writes where it evaluates."""

    def __init__(self, steps: int):
        self._steps = max(1, steps)

    def on_step_end(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **more: Any
    ) -> TrainerControl:
        """Asks for a checkpoint after this step."""
        if state.global_step % self._steps == 0:
            control.should_save = True
        return control


class PassSampler(LengthGroupedSampler):
    """Pairs of like length together, in an order that depends on the seed and on which pass it is, and on nothing else.

    The order of the Trainer's own sampler comes from the global generator, which dropout has moved on by the second
    pass: a run that is taken up there would see some pairs twice and others never. At the start of the first pass the
    global generator is as it was seeded.
    """

    def __init__(self, batch_size: int, lengths: Sequence[int], seed: int):
        super().__init__(batch_size, lengths=list(lengths))
        self._seed = seed
        self._pass = 0

    def set_epoch(self, epoch: int) -> None:
        """Says which pass over the pairs comes next, from 0."""
        self._pass = epoch

    def __iter__(self) -> Iterator[int]:
        generator = torch.Generator().manual_seed(self._seed + self._pass) if self._pass else None
        return iter(get_length_grouped_indices(self.lengths, self.batch_size, generator=generator))  # type: ignore[no-untyped-call]


class ResumableTrainer(Trainer):
    """A Trainer that ends with the same weights whether it was killed on the way or not."""

    def _get_train_sampler(self, train_dataset: Any = None) -> PassSampler:
        rows: Any = self.train_dataset if train_dataset is None else train_dataset
        lengths = [len(ids) for ids in rows["input_ids"]]
        return PassSampler(self.args.train_batch_size, lengths, self.args.seed)


def drop_broken_checkpoints(folder: Path) -> None:
    """Removes checkpoints that a kill has cut off while they were written: their last file is missing."""
    for checkpoint in folder.glob("checkpoint-*"):
        if not (checkpoint / "trainer_state.json").is_file():
            log.warning("%s is incomplete and removed", checkpoint)
            shutil.rmtree(checkpoint)
