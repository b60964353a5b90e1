"""Public benchmarks by name, read from a local folder or from the hub to labelled sets.

registry = load_registry()
labelled = registry["mnli"].load(Path("data"), hub=False)
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, model_validator

from counterclaim.eval.hub import HubSet, load_from_hub
from counterclaim.eval.labelled import LabelledSet, from_rows, read_labelled
from counterclaim.model.labels import GOLD_LABELS
from counterclaim.model.readers import Row
from counterclaim.model.settings import Strict, configuration, read_settings

Metric = Literal["accuracy", "macro_f1", "average_precision"]


class Published(Strict):
    """A score (0 to 1) that somebody published, with the model and the place where it was read."""

    score: float = Field(ge=0, le=1)
    model: str
    source: str


class Benchmark(Strict):
    """One public set: where it is, how it is read, what it may be used for, and what others reached."""

    name: str
    about: str
    file: str
    hub: str | None = None
    config: str | None = None
    revision: str | None = None
    split: str | None = None
    premise: str = "premise"
    hypothesis: str = "hypothesis"
    label: str = "label"
    labels: dict[str | int, str] = Field(default_factory=dict)
    each: str | None = None
    humans: str | None = None
    two_way: bool = False
    use: Literal["validation", "test"]
    tune_on: str | None = None
    metric: Metric = "accuracy"
    licence: str
    published: Published | None = None

    @model_validator(mode="after")
    def _is_consistent(self) -> Benchmark:
        unknown = sorted(set(self.labels.values()) - set(GOLD_LABELS))
        if unknown:
            raise ValueError(f"maps to {unknown}; allowed: {', '.join(GOLD_LABELS)}")
        if self.hub is not None and self.split is None:
            raise ValueError("has a hub name and no split; allowed: both or neither")
        return self

    def load(self, data_dir: Path | None, *, hub: bool = False) -> LabelledSet:
        """The labelled pairs, from `file` in `data_dir`, or with `hub` from the hub where that file is not there.

        Raises:
            FileNotFoundError: the file is not in the folder, and the hub was not asked.
            ValueError: it has no usable row, or no folder was given and no hub name is known.
        """
        if data_dir is not None and (data_dir / self.file).is_file():
            return read_labelled(str(data_dir / self.file), name=self.name, two_way=self.two_way, humans=self.humans)
        if hub and self.hub is not None:
            return self._from_hub()
        where = f"{data_dir / self.file}: no such file" if data_dir is not None else "no --data-dir was given"
        other = f"or --hub to read {self.hub}" if self.hub is not None else "it has no known name on the hub"
        raise FileNotFoundError(f"benchmark {self.name}: {where}; allowed: a folder with {self.file}, {other}")

    def _from_hub(self) -> LabelledSet:
        import datasets

        try:
            found = list(self._hub_rows())
        except (OSError, RuntimeError, datasets.exceptions.DatasetsError) as error:
            raise ValueError(f"benchmark {self.name}: {self.hub} cannot be read: {error}") from None
        rows = [Row(line, values) for line, values in enumerate(found, start=1)]
        digest = hashlib.sha256(json.dumps([row.values for row in rows], sort_keys=True).encode()).hexdigest()
        return from_rows(
            rows, name=self.name, path=f"{self.hub} ({self.split})", sha256=digest, two_way=self.two_way,
            humans="humans" if self.humans else None,
        )  # fmt: skip

    def _hub_rows(self) -> Iterator[dict[str, Any]]:
        found = load_from_hub(self.hub, self.config, split=self.split, label=self.label, revision=self.revision)
        for column in (self.each, self.humans):
            if column is not None and column not in found.columns:
                raise ValueError(f"benchmark {self.name}: no column {column!r}; found: {', '.join(found.columns)}")
        for row in found.rows:
            for part in [row] if self.each is None else row[self.each]:
                if found.is_gold(part.get(self.label)):
                    yield self._renamed({**row, **part}, found)

    def _renamed(self, row: Mapping[str, Any], source: HubSet) -> dict[str, Any]:
        missing = [column for column in (self.premise, self.hypothesis, self.label) if column not in row]
        if missing:
            raise ValueError(f"benchmark {self.name}: no column {missing[0]!r} in {self.hub}; found: {', '.join(row)}")
        label = source.named(row[self.label])
        values = {
            "premise": _joined(row[self.premise]),
            "hypothesis": _joined(row[self.hypothesis]),
            "label": self.labels.get(label, label),
        }
        return values | ({"humans": row[self.humans]} if self.humans else {})


def _joined(value: Any) -> Any:
    """Text, or a list of sentences as one text."""
    return " ".join(value) if isinstance(value, list) else value


class _Registry(Strict):
    benchmarks: tuple[Benchmark, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _names_are_unique_and_known(self) -> _Registry:
        names = [benchmark.name for benchmark in self.benchmarks]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"benchmark {twice[0]!r} is there twice; allowed: each name once")
        for benchmark in self.benchmarks:
            if benchmark.tune_on is not None:
                found = [other for other in self.benchmarks if other.name == benchmark.tune_on]
                if not found or found[0].use != "validation":
                    raise ValueError(f"{benchmark.name}: tune_on is {benchmark.tune_on!r}; allowed: a validation set")
        return self


def registry_file() -> Path:
    """The registry that comes with the package."""
    return configuration("benchmarks.yaml")


def load_registry(path: Path | None = None) -> dict[str, Benchmark]:
    """The benchmarks by name, in the order of the file.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: the file is not YAML or a field is wrong; the message names file, field, value and what is allowed.
    """
    registry = read_settings(path or registry_file(), _Registry, "configs/benchmarks.yaml")
    return {benchmark.name: benchmark for benchmark in registry.benchmarks}
