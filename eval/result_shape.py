"""What every `result.json` has at least: the fields that tables, leaderboard and a second measurement read.

check_shape(record, Path("result.json"))
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError


class _Metrics(BaseModel):
    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, float] = Field(init=False)

    accuracy: float
    macro_f1: float


class _Published(BaseModel):
    score: float
    model: str
    source: str


class _Benchmark(BaseModel):
    published: _Published | None


class _Cost(BaseModel):
    pairs_per_second: float


class _Curves(BaseModel):
    positive: str
    confusion: dict[str, dict[str, int]]


class _Mistakes(BaseModel):
    rows: int


class _Set(BaseModel):
    name: str
    file: str
    sha256: str
    mode: str
    rows: int
    benchmark: _Benchmark | None
    metrics: _Metrics
    intervals: dict[str, dict[str, float]]
    baselines: dict[str, _Metrics]
    cost: _Cost
    curves: _Curves
    mistakes: _Mistakes


class _Model(BaseModel):
    name: str
    weights_sha256: str | None
    sets: tuple[_Set, ...]


class _Record(BaseModel):
    command: str
    commit: str | None
    models: tuple[_Model, ...] = Field(min_length=1)


def check_shape(record: dict[str, Any], path: Path) -> None:
    """Says what a result of the right schema lacks.

    Args:
        record: what was read.
        path: where, for the message.

    Raises:
        ValueError: a field is missing or of another kind; the message names it.
    """
    try:
        _Record.model_validate(record)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        reason = f"{path}: field {where}: {first['msg']}; allowed: a result.json that the harness wrote"
        raise ValueError(reason) from None
