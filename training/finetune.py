"""Fine-tuning by recipe: stages of the `transformers` Trainer, resumable after a kill, seeded throughout.

    counterclaim train configs/small.yaml --data-dir DATA -o runs/small

Each stage writes `stages/<name>/` (checkpoints while it runs; `final/` and `stage.json` when it is done; `averaged/`
where the recipe wants the mean with an earlier stage). A second
call with the same recipe and data takes finished stages as they are and goes on from the last checkpoint of the
unfinished one.
"""

from __future__ import annotations

import itertools
import json
import logging
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, cast

import datasets
import torch
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DataCollatorWithPadding,
    PreTrainedModel,
    PreTrainedTokenizerBase,
    Trainer,
    TrainingArguments,
    set_seed,
)
from transformers.trainer_utils import get_last_checkpoint

from counterclaim.model.detector import Detector
from counterclaim.model.labels import LABELS
from counterclaim.training.averaging import average
from counterclaim.training.config import Recipe, Stage
from counterclaim.training.encoder import base_encoder
from counterclaim.training.fingerprints import fingerprint, finished, weights_digest
from counterclaim.training.losses import marginal_loss, measures
from counterclaim.training.mixing import Reader, Row, mix
from counterclaim.training.resuming import ResumableTrainer, SaveBetween, drop_broken_checkpoints
from counterclaim.training.teaching import taught_loss, teacher_views, with_views

log = logging.getLogger(__name__)


def fine_tune(recipe: Recipe, *, read: Reader, held_out: set[tuple[str, str]], output: Path) -> list[Path]:
    """Runs every stage of the recipe in turn and returns the folders of the weights that they leave, in order.

    Raises:
        FileNotFoundError: a source's file is missing.
        ValueError: a source cannot be read.
    """
    start = base = base_encoder(recipe, output)
    mark = origin = weights_digest(base)
    marks: dict[str, str] = {}
    left: dict[str, Path] = {}
    for stage in recipe.stages:
        if stage.start == "base":
            start, mark = base, origin
        rows, counts = mix(stage.sources, read=read, seed=recipe.seed, held_out=held_out)
        checks, _ = mix(stage.validation, read=read, seed=recipe.seed)
        mark = marks[stage.name] = fingerprint(recipe, stage, [*rows, *checks], mark)
        folder = output / "stages" / stage.name
        if finished(folder) == mark:
            log.info("stage %s is done already: %s", stage.name, folder / "final")
        else:
            _prepare(folder, mark)
            trainer = _trainer(recipe, stage, start, rows, checks, folder)
            log.info("stage %s: %d pairs, %d for validation", stage.name, len(rows), len(checks))
            drop_broken_checkpoints(folder)
            last: str | None = get_last_checkpoint(str(folder))  # type: ignore[no-untyped-call]
            result = trainer.train(resume_from_checkpoint=last)
            _finish(folder, trainer, mark, counts, dict(result.metrics))
        left[stage.name] = folder / "final"
        if stage.average_with is not None:
            other, share = left[stage.average_with], stage.average_share
            left[stage.name] = average([folder / "final", other], [share, 1 - share], folder / "averaged")
            mark += f"{marks[stage.average_with]} {share}"
        start = str(left[stage.name])
    return list(left.values())


def _prepare(folder: Path, mark: str) -> None:
    """Keeps the checkpoints of an unfinished run of the very same stage, and moves those of any other aside."""
    kept = folder / "fingerprint"
    if folder.exists() and not (kept.is_file() and kept.read_text() == mark):
        aside = (folder.with_name(f"{folder.name}.before-{number}") for number in itertools.count(1))
        before = next(path for path in aside if not path.exists())
        log.warning("%s: recipe or data changed since; what was there is now %s", folder, before)
        folder.rename(before)
    folder.mkdir(parents=True, exist_ok=True)
    kept.write_text(mark)


def _finish(
    folder: Path,
    trainer: Trainer,
    mark: str,
    counts: dict[str, dict[str, int]],
    metrics: dict[str, float],
) -> None:
    trainer.save_model(str(folder / "final"))
    state = trainer.state
    record = {
        "fingerprint": mark,
        "sources": counts,
        "train": metrics,
        "best_step": state.best_global_step,
        "steps": state.global_step,
        "history": [entry for entry in state.log_history if "eval_loss" in entry],
    }
    written = folder / "stage.json.tmp"
    written.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    written.replace(folder / "stage.json")
    for checkpoint in folder.glob("checkpoint-*"):
        shutil.rmtree(checkpoint)


def _trainer(
    recipe: Recipe, stage: Stage, start: str, rows: Sequence[Row], checks: Sequence[Row], folder: Path
) -> Trainer:
    tokenizer = AutoTokenizer.from_pretrained(start)
    model = _model(start, recipe.seed, stage)
    arguments = TrainingArguments(
        output_dir=str(folder),
        num_train_epochs=stage.epochs,
        learning_rate=stage.learning_rate,
        weight_decay=stage.weight_decay,
        warmup_steps=stage.warmup_share,
        per_device_train_batch_size=stage.batch_size,
        per_device_eval_batch_size=128,
        train_sampling_strategy="group_by_length",
        bf16=True,
        use_cpu=not torch.cuda.is_available(),
        eval_strategy="steps",
        eval_steps=stage.eval_steps,
        save_steps=stage.eval_steps,
        save_total_limit=2,
        load_best_model_at_end=True,
        metric_for_best_model=f"eval_{stage.best_by}",
        logging_steps=100,
        seed=recipe.seed,
        report_to=[],
        label_names=["labels"],
        remove_unused_columns=True,
        dataloader_pin_memory=torch.cuda.is_available(),
    )
    return ResumableTrainer(
        model=model,
        args=arguments,
        train_dataset=_tokenised(rows, tokenizer, recipe.max_length, _targets(stage, rows, folder)),
        eval_dataset=_tokenised(checks, tokenizer, recipe.max_length, _targets(stage, checks, folder)),
        processing_class=tokenizer,
        data_collator=DataCollatorWithPadding(tokenizer, pad_to_multiple_of=recipe.pad_to),
        compute_loss_func=_loss(stage),
        compute_metrics=measures,
        callbacks=[SaveBetween(stage.eval_steps // 4)],
    )


def _model(start: str, seed: int, stage: Stage) -> PreTrainedModel:
    set_seed(seed)  # the head starts from random weights
    model = AutoModelForSequenceClassification.from_pretrained(
        start,
        num_labels=len(LABELS),
        id2label=dict(enumerate(LABELS)),
        label2id={label: index for index, label in enumerate(LABELS)},
        hidden_dropout_prob=stage.dropout,
        attention_probs_dropout_prob=stage.dropout,
        # On a CPU the backward pass of fused attention takes longer than the plain one (measured: eval/LOG.md).
        attn_implementation="sdpa" if torch.cuda.is_available() else "eager",
        use_safetensors=True,
        dtype=torch.float32,
    )
    if stage.freeze_embeddings:
        model.get_input_embeddings().requires_grad_(False)
    return cast(PreTrainedModel, model)


def _targets(stage: Stage, rows: Sequence[Row], folder: Path) -> list[int] | list[list[float]]:
    """The labels, or with a teacher what `taught_loss` wants."""
    if stage.teacher is None:
        return [row.label for row in rows]
    teacher = Detector.load(stage.teacher).scorer
    return with_views(rows, teacher_views(teacher, rows, folder.with_name("teacher")))


def _tokenised(
    rows: Sequence[Row], tokenizer: PreTrainedTokenizerBase, max_length: int, targets: Sequence[Any]
) -> datasets.Dataset:
    encoded = tokenizer(
        [row.premise for row in rows],
        [row.hypothesis for row in rows],
        truncation=True,
        max_length=max_length,
    )
    columns: dict[str, Any] = {name: encoded[name] for name in encoded}
    columns["labels"] = targets
    return datasets.Dataset.from_dict(columns)


def _loss(stage: Stage) -> Callable[..., torch.Tensor]:
    def loss(outputs: Any, labels: torch.Tensor, num_items_in_batch: Any = None) -> torch.Tensor:
        if stage.teacher is None:
            return marginal_loss(outputs["logits"], labels, stage.label_smoothing)
        how = {"share": stage.teacher_share, "temperature": stage.temperature}
        return taught_loss(outputs["logits"], labels, **how, label_smoothing=stage.label_smoothing)

    return loss
