"""The recipe of a training run, read from YAML and checked before anything is loaded.

recipe = load_recipe(Path("configs/small.yaml"))
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from counterclaim.model.labels import GOLD_LABELS
from counterclaim.model.settings import Strict, read_settings


class Source(Strict):
    """One labelled set: a file in the data folder, a name on the Hugging Face hub, or both; or a file of this package.

    `packaged` is the path of such a file, its room first (`training/data/parties.jsonl.gz`); `where` keeps the rows
    whose columns have these values; `cap` is a seeded sample's size (rows); `max_words` is the most words of both texts
    together; `swap` adds the pair in the other order
    where the label allows it, for a share `swap_share` of the rows (0 to 1); `labels` maps the source's own labels to
    ours. With `generate` the rows themselves are not used: that many pairs are made (`training.generate`) from the
    sentences in the column `premise`, and in `hypothesis` where there is one; no label is read. Pairs of a source that
    is `unlabelled` have none, and are for stages with a teacher; with `unpaired` they are the pairs of texts that have
    the same value in this column and that no row puts together.
    """

    name: str
    file: str | None = None
    packaged: str | None = None
    where: dict[str, str] = Field(default_factory=dict)
    hub: str | None = None
    hub_config: str | None = None
    revision: str | None = None
    split: str = "train"
    premise: str = "premise"
    hypothesis: str = "hypothesis"
    label: str = "label"
    labels: dict[str | int, str] = Field(default_factory=dict)
    cap: int | None = Field(default=None, gt=0)
    max_words: int | None = Field(default=None, gt=0)
    generate: int | None = Field(default=None, gt=0)
    unlabelled: bool = False
    unpaired: str | None = None
    swap: Literal["none", "contradiction", "all"] = "none"
    swap_share: float = Field(default=1.0, ge=0, le=1)
    licence: str = "not stated"

    @model_validator(mode="after")
    def _has_somewhere_to_read(self) -> Source:
        if self.file is None and self.hub is None and self.packaged is None:
            raise ValueError(f"source {self.name!r} has neither `file` nor `hub` nor `packaged`; one is needed")
        unknown = sorted(set(self.labels.values()) - set(GOLD_LABELS))
        if unknown:
            raise ValueError(f"source {self.name!r} maps to {unknown}; allowed: {', '.join(GOLD_LABELS)}")
        if self.generate is not None and (self.cap is not None or self.labels):
            raise ValueError(f"source {self.name!r} has `generate` with `cap` or `labels`; allowed: `generate` alone")
        if self.generate is not None and self.unlabelled:
            raise ValueError(f"source {self.name!r} has `generate` with `unlabelled`; what is generated has labels")
        if self.unpaired is not None and not self.unlabelled:
            raise ValueError(f"source {self.name!r} has `unpaired` without `unlabelled: true`; its pairs have no label")
        return self


class Stage(Strict):
    """One pass of fine-tuning over a mix of sources.

    It starts from the weights that the stage before left (their best step), or with `start: base` from the encoder.
    `average_with` names an earlier stage: what this one leaves is the mean of the weights of both, `average_share` of
    it its own (a model soup where both ran from the same start: Wortsman et al. 2022; WiSE-FT where this one went on
    from the other: Wortsman et al. 2022, "Robust fine-tuning of zero-shot models", section 3).
    `epochs` are passes over the mix, `warmup_share` (0 to 1) of whose steps the learning rate rises to
    `learning_rate`; `batch_size` is in pairs, `eval_steps` in batches between evaluations; the best step by `best_by`
    is kept. `label_smoothing` (0 to 1) is taken from the label and shared among the classes.
    `dropout` is a probability; `freeze_embeddings` leaves the word embeddings as they were, which trains faster.
    `teacher` is a checkpoint (a folder, or the name of a bundled one) whose view of each pair has the weight
    `teacher_share` (0 to 1) beside the label, softened by `temperature` (distillation: Hinton et al. 2015).
    """

    name: str
    sources: tuple[Source, ...] = Field(min_length=1)
    validation: tuple[Source, ...] = Field(min_length=1)
    start: Literal["previous", "base"] = "previous"
    average_with: str | None = None
    average_share: float = Field(default=0.5, gt=0, lt=1)
    teacher: str | None = None
    teacher_share: float = Field(default=0.5, gt=0, le=1)
    temperature: float = Field(default=2.0, gt=0)
    dropout: float = Field(default=0.0, ge=0, lt=1)
    freeze_embeddings: bool = False
    best_by: Literal["accuracy", "macro_f1"] = "accuracy"
    epochs: float = Field(gt=0)
    learning_rate: float = Field(gt=0, lt=1)
    batch_size: int = Field(default=64, gt=0)
    warmup_share: float = Field(default=0.05, ge=0, lt=1)
    weight_decay: float = Field(default=0.01, ge=0)
    label_smoothing: float = Field(default=0.0, ge=0, lt=1)
    eval_steps: int = Field(default=500, gt=0)

    @model_validator(mode="after")
    def _has_each_source_once(self) -> Stage:
        _unique((source.name for source in self.sources), "source")
        unlabelled = [s.name for s in (*self.sources, *self.validation) if s.unlabelled]
        if unlabelled and (self.teacher is None or any(s.unlabelled for s in self.validation)):
            raise ValueError(f"source {unlabelled[0]!r} is unlabelled; allowed: in `sources` of a stage with a teacher")
        return self


def _unique(names: Iterable[str], what: str) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"{what} {name!r} is there twice; allowed: each name once")
        seen.add(name)


class Calibration(Strict):
    """Validation sets that the calibration of each mode is fitted on (never a test set)."""

    infer: tuple[Source, ...] = Field(min_length=1)
    compare: tuple[Source, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _labelled(self) -> Calibration:
        for source in (*self.infer, *self.compare):
            if source.unlabelled or source.generate is not None:
                raise ValueError(
                    f"source {source.name!r} has no labels or is generated; allowed in a calibration: labelled rows"
                )
        return self


class Recipe(Strict):
    """Everything that decides what weights come out.

    `base_model` is a folder or a hub name; `base_package` names an installed package that carries the same
    encoder in its folder `model/`, so that training needs no hub; `base_packages` names several that carry it as the
    parts of one zip archive. `held_out` are files whose pairs are removed
    from training. `max_length` is in tokens, `pad_to` too. `window` is how many tokens the exported model reads at
    once. `evaluation` names the benchmarks or files that the model card reports.
    """

    name: str
    base_model: str
    base_package: str | None = None
    base_packages: tuple[str, ...] = ()
    seed: int = 13
    max_length: int = Field(default=128, gt=8)
    pad_to: int = Field(default=8, gt=0)
    window: int = Field(default=256, ge=32)
    held_out: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = Field(min_length=1)
    calibration: Calibration
    evaluation: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _has_each_stage_once(self) -> Recipe:
        _unique((stage.name for stage in self.stages), "stage")
        before: list[str] = []
        for stage in self.stages:
            if stage.average_with is not None and stage.average_with not in before:
                allowed = ", ".join(before) or "nothing in the first stage"
                raise ValueError(f"stage {stage.name!r} averages with {stage.average_with!r}; allowed: {allowed}")
            before.append(stage.name)
        return self


def readable(recipe: Recipe, *, files: bool, hub: bool) -> tuple[Recipe, list[str]]:
    """The part of a recipe that can be read here, and the names of the sources and stages that are left out.

    A stage that would be averaged with one that is left out stays as it is trained.

    Args:
        recipe: the whole recipe.
        files: there is a data folder, so sources with a file can be read.
        hub: sources with a hub name can be read.

    Raises:
        ValueError: no stage is left.
    """
    left_out: list[str] = []

    def kept(sources: tuple[Source, ...]) -> tuple[Source, ...]:
        there = [s for s in sources if s.packaged or (files and s.file) or (hub and s.hub)]
        left_out.extend(source.name for source in sources if source not in there)
        return tuple(there)

    stages = []
    for stage in recipe.stages:
        part = stage.model_copy(update={"sources": kept(stage.sources), "validation": kept(stage.validation)})
        if part.sources and part.validation:
            stages.append(part)
        else:
            left_out.append(f"the whole stage {stage.name}")
    names = {stage.name for stage in stages}
    stages = [s if s.average_with in names else s.model_copy(update={"average_with": None}) for s in stages]
    if not stages:
        raise ValueError(f"recipe {recipe.name!r}: no stage can be read; give --data-dir, or --hub, or both")
    sets = recipe.calibration
    calibration = sets.model_copy(update={"infer": kept(sets.infer), "compare": kept(sets.compare)})
    return recipe.model_copy(update={"stages": tuple(stages), "calibration": calibration}), left_out


def load_recipe(path: Path) -> Recipe:
    """The recipe in a YAML file.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: the file is not YAML or a field is wrong; the message names file, field, value and what is allowed.
    """
    return read_settings(path, Recipe, "configs/small.yaml")
