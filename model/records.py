"""The records that flow through the chain: frozen, with a dict round trip and content ids.

    statement = Statement(text="We lost four tanks.", party="Azerbaijan", date="2020-09-30")
    Statement.from_dict(statement.to_dict()) == statement

Every written line carries `"schema": 1`. Character spans are half-open: start included, end excluded.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Self

SCHEMA = 1

Mode = Literal["compare", "infer"]
Label = Literal["contradiction", "entailment", "neutral"]
Hedge = Literal["exact", "about", "at_least", "at_most", "range", "vague"]
Stance = Literal["asserts", "denies", "reports"]
Relation = Literal[
    "conflict", "compatible", "entails", "different_scope", "different_period", "update", "not_comparable"
]
Span = tuple[int, int, str]
"""Start and end (characters, end exclusive) and why the span is marked."""


def content_id(*parts: str | None) -> str:
    """16 hexadecimal digits that depend on the parts alone (BLAKE2b over their JSON)."""
    return hashlib.blake2b(json.dumps(parts).encode(), digest_size=8).hexdigest()


def parse_date(value: str) -> dt.date:
    """The day of an ISO 8601 date or date-time.

    Raises:
        ValueError: the text is no such date; the message shows it and what is allowed.
    """
    try:
        return dt.datetime.fromisoformat(value.strip()).date()
    except (ValueError, AttributeError):
        raise ValueError(f"{str(value)[:40]!r} is no date; allowed: ISO 8601, such as 2020-10-06") from None


class _Record:
    """Dict round trip that the records share."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values; unbounded figures end at `None`, since JSON has no infinity."""
        values = {f.name: _plain(getattr(self, f.name)) for f in dataclasses.fields(self)}  # type: ignore[arg-type]
        return {"schema": SCHEMA, **values}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """The record written by `to_dict`.

        Raises:
            ValueError: a field is unknown or missing, or the schema is a later one.
        """
        known = {f.name for f in dataclasses.fields(cls)}  # type: ignore[arg-type]
        schema = values.get("schema", SCHEMA)
        if schema != SCHEMA:
            raise ValueError(f"schema is {schema!r}; allowed: {SCHEMA}")
        unknown = sorted(set(values) - known - {"schema"})
        if unknown:
            raise ValueError(f"{cls.__name__} has no field {unknown[0]!r}; allowed: {', '.join(sorted(known))}")
        try:
            return cls(**{name: cls._revive(name, value) for name, value in values.items() if name != "schema"})
        except TypeError as error:
            raise ValueError(f"{cls.__name__}: {error}") from None

    @classmethod
    def _revive(cls, name: str, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value


def _plain(value: Any) -> Any:
    if isinstance(value, _Record):
        return {key: item for key, item in value.to_dict().items() if key != "schema"}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float) and math.isinf(value):
        return None
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(_Record):
    """A text as published."""

    article_id: str
    text: str
    date: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(_Record):
    """A number in a text, as the interval [low, high]; `whose` is whose loss it is, not who says so.

    As read from one statement alone, `whose` is `speaker` ("we lost"), `other` ("the enemy's tanks"), a name as
    written, or `None`. `unit` is the noun that is counted (plural, lower case) or the currency; a percentage is from 0
    to 100, a fraction from 0 to 1.
    """

    kind: str
    low: float
    high: float
    hedge: Hedge = "exact"
    measure: Literal["count", "percent", "money", "fraction"] = "count"
    unit: str | None = None
    whose: str | None = None
    since: str | None = None
    until: str | None = None
    running_total: bool = False
    start: int = 0
    end: int = 0

    @classmethod
    def _revive(cls, name: str, value: Any) -> Any:
        return math.inf if name == "high" and value is None else value


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(_Record):
    """What one party says: the text, who asserts it, and when.

    Raises:
        ValueError: the text is empty, or the date is no ISO 8601 date.
    """

    text: str
    party: str | None = None
    speaker: str | None = None
    date: str | None = None
    source: str | None = None
    stance: Stance = "asserts"
    article_id: str | None = None
    start: int | None = None
    end: int | None = None
    figures: tuple[Figure, ...] = ()

    def __post_init__(self) -> None:
        if not isinstance(self.text, str) or not self.text.strip():
            raise ValueError(f"a statement's text is {self.text!r}; allowed: text that is not empty")
        if isinstance(self.date, dt.date):  # a date-time is a date too
            object.__setattr__(self, "date", self.date.isoformat())
        if self.date is not None:
            parse_date(self.date)

    @property
    def statement_id(self) -> str:
        """Content hash: the same words by the same party on the same day in the same source share it."""
        return content_id(self.text, self.party, self.speaker, self.date, self.source)

    @property
    def day(self) -> dt.date | None:
        """The day on which it was asserted."""
        return parse_date(self.date) if self.date is not None else None

    @classmethod
    def _revive(cls, name: str, value: Any) -> Any:
        return tuple(Figure.from_dict(item) for item in value) if name == "figures" else value


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair(_Record):
    """Two statements to compare; `why` says why they were put together."""

    a: Statement
    b: Statement
    pair_id: str = ""
    why: str = ""

    def __post_init__(self) -> None:
        if not self.pair_id:
            object.__setattr__(self, "pair_id", content_id(self.a.statement_id, self.b.statement_id))

    @classmethod
    def _revive(cls, name: str, value: Any) -> Any:
        return Statement.from_dict(value) if name in ("a", "b") else value


@dataclass(frozen=True, slots=True, kw_only=True)
class NliScore(_Record):
    """Raw scores of the transformer: entailment, neutral, contradiction, each triple summing to 1.

    `forward` reads a as the premise and b as the hypothesis; `backward` is the other way round, `None` where only one
    direction was asked for. `truncated` says that text was not read. `window_a` and `window_b` are the character
    spans that decided, where a statement was longer than the model's window.
    """

    forward: tuple[float, float, float]
    backward: tuple[float, float, float] | None = None
    truncated: bool = False
    window_a: tuple[int, int] | None = None
    window_b: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(_Record):
    """What two figures say about each other, with the reason as a sentence."""

    relation: Relation
    figure_a: Figure | None = None
    figure_b: Figure | None = None
    reason: str = ""

    @classmethod
    def _revive(cls, name: str, value: Any) -> Any:
        is_figure = name in ("figure_a", "figure_b") and value is not None
        return Figure.from_dict(value) if is_figure else value


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict(_Record):
    """The answer on one pair: label, calibrated probabilities (0 to 1, summing to 1), what decided, and why."""

    pair_id: str
    label: Label
    p_contradiction: float
    p_entailment: float
    p_neutral: float
    kind: str
    explanation: str
    spans_a: tuple[Span, ...] = ()
    spans_b: tuple[Span, ...] = ()
    nli: NliScore | None = None
    findings: tuple[Finding, ...] = field(default=())
    status: str = "ok"
    model: str = ""

    @classmethod
    def _revive(cls, name: str, value: Any) -> Any:
        if name == "nli" and value is not None:
            return NliScore.from_dict(value)
        if name == "findings":
            return tuple(Finding.from_dict(item) for item in value)
        if name in ("spans_a", "spans_b"):
            return tuple(tuple(item) for item in value)
        return value
