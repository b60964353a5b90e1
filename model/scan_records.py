"""What a scan of articles gives: events, pairs with their verdicts, accounts that do not add up, and how much was read.

    scan = Scan(counts=Counts(articles=5, statements=112), found=(...))

Everything a report shows is in here; nothing is derived a second time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from counterclaim.model.records import Article, Finding, Pair, Statement, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that could not be read: where (file, line), and one sentence that says why."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """Articles that carry one text: `origin` is the earliest, `copies` the others, both as article ids."""

    origin: str
    copies: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What statements are about: a title of names and days in them, and the days (ISO 8601) of the first and last."""

    event_id: str
    title: str
    first_day: str | None = None
    last_day: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A pair of statements with its verdict, and the outlets that carry each, copies counted once as one origin."""

    event_id: str
    pair: Pair
    verdict: Verdict
    outlets_a: tuple[str, ...] = ()
    outlets_b: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Figures of one party that do not add up: a total that is not the sum of its parts, a running total that falls."""

    event_id: str
    statements: tuple[Statement, ...]
    finding: Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much was read; `dropped` counts what was left out, by the reason."""

    articles: int = 0
    statements: int = 0
    pairs: int = 0
    seconds: float = 0.0
    dropped: Mapping[str, int] = field(default_factory=dict)
    verdicts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """The whole result.

    `found` holds every contradiction, likeliest first, and `compared` what was looked at and not called one (the
    nearest to one first, at most as many as the scan was asked to keep; `counts.verdicts` counts all, by kind).
    `articles` are those that either names, by id.
    """

    counts: Counts
    events: tuple[Event, ...] = ()
    found: tuple[Found, ...] = ()
    compared: tuple[Found, ...] = ()
    accounts: tuple[Account, ...] = ()
    copies: tuple[Copies, ...] = ()
    problems: tuple[Problem, ...] = ()
    articles: Mapping[str, Article] = field(default_factory=dict)
