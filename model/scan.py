"""Articles to contradictions: read, gathered by event, paired across parties, scored, with everything left out counted.

    scan = scan_articles(Path("articles"), Detector.load(), Parties.load())
    for found in scan.found: print(found.verdict.p_contradiction, found.pair.a.text, found.pair.b.text)

An article that cannot be read is a `Problem`, and the others go on. The texts of articles wait in a temporary file;
what stays in memory grows with the number of statements.
"""

from __future__ import annotations

import heapq
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from counterclaim.model.accounts import over_time
from counterclaim.model.bundled import SMALL, bundled_checkpoint
from counterclaim.model.detector import Detector
from counterclaim.model.events import Sketch, day_of, event_of
from counterclaim.model.pairs import Paired, find_pairs
from counterclaim.model.records import Article, Pair, Statement, Verdict, parse_date
from counterclaim.model.scan_records import Account, Copies, Counts, Event, Found, Problem, Scan
from counterclaim.model.shelf import Shelf
from counterclaim.model.sifting import Choice
from counterclaim.model.similarity import Meaning, read_meaning
from counterclaim.model.told import Gathering, Named, Told

CHUNK = 512
"""Pairs that are scored before the watcher hears of them."""

COPIES = 50
"""Copies of an article whose outlets and addresses are kept."""

ALIKE = 0.15
"""Least likeness, 0 to 1, of statements of different articles whose figures are held against each other."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user asks of a scan.

    `choice`: which statements are compared. `since`, `until`: first and last day (ISO 8601) of the articles that are
    read; those without a date are. `least`: contradictions less probable (0 to 1) are not found but compared. `keep`:
    pairs in `Scan.compared`, those nearest to a contradiction.
    """

    choice: Choice = field(default_factory=Choice)
    since: str | None = None
    until: str | None = None
    least: float = 0.7
    keep: int = 200


class Watcher:
    """Is told how a scan gets on; this one does nothing. Methods are called in an order that does not change."""

    def progress(self, stage: str, done: int, total: int | None) -> None:
        """So many articles, or pairs, of a stage are done."""

    def statement(self, statement: Statement) -> None:
        """A statement was read."""

    def verdict(self, found: Found, title: str) -> None:
        """A pair about the event of this title was scored, whatever the verdict."""


def scan_articles(
    source: Path | Iterable[Article | Problem],
    detector: Detector,
    parties: Named,
    wishes: Wishes | None = None,
    watcher: Watcher | None = None,
) -> Scan:
    """What a folder of articles holds of contradictions between parties.

    Args:
        source: a file or folder, see `read_articles`, or articles.
        detector: scores the pairs.
        parties: names of parties, and their sides.
        wishes: what is asked.
        watcher: is told how it gets on, and every statement and verdict.

    Raises:
        FileNotFoundError: there is no such file or folder.
        ValueError: `since` or `until` is no date.
    """
    with Shelf() as shelf:
        return _Scanning(detector, parties, wishes or Wishes(), watcher or Watcher(), shelf).run(source)


class _Scanning:
    """One scan, stage by stage."""

    def __init__(self, detector: Detector, parties: Named, wishes: Wishes, watcher: Watcher, shelf: Shelf):
        self.detector, self.parties, self.wishes, self.watcher, self.shelf = detector, parties, wishes, watcher, shelf
        self.problems: list[Problem] = []
        self.dropped: Counter[str] = Counter()
        self.verdicts: Counter[str] = Counter()
        self.events: dict[int, Event] = {}

    def run(self, source: Path | Iterable[Article | Problem]) -> Scan:
        """The stages in their order."""
        started = time.monotonic()
        copies = self._shelve(source)
        gathering = self._gather()
        told = gathering.grouped(copies, self.wishes.choice.window)
        self.dropped["statements: said again in the same words"] = told.again
        self.dropped["statements: too long or too short to tell anything"] = gathering.left_out
        self.watcher.progress("pairing", 0, None)
        self.events = _events(gathering, told)
        figures = [one.figures for one in told.statements]
        meaning = read_meaning([one.text for one in told.statements], figures, folder=bundled_checkpoint(SMALL))
        paired = find_pairs(told.statements, told.events, self.parties, meaning, self.wishes.choice)
        self.dropped |= {f"pairs: {reason}": count for reason, count in paired.dropped.items()}
        found, compared = self._score(paired, told)
        accounts = self._accounts(gathering, told, meaning)
        shown = self._shown(found, compared, accounts, copies)
        counts = Counts(
            articles=len(self.shelf),
            statements=len(gathering.statements) + gathering.left_out,
            pairs=len(paired.pairs),
            seconds=time.monotonic() - started,
            dropped={reason: count for reason, count in self.dropped.items() if count},
            verdicts=dict(sorted(self.verdicts.items())),
        )
        named = {item.event_id for item in (*found, *compared)} | {item.event_id for item in accounts}
        return Scan(
            counts=counts,
            events=tuple(event for _, event in sorted(self.events.items()) if event.event_id in named),
            found=tuple(found),
            compared=tuple(compared),
            accounts=tuple(accounts),
            copies=tuple(copies),
            problems=tuple(self.problems),
            articles=shown,
        )

    def _shelve(self, source: Path | Iterable[Article | Problem]) -> list[Copies]:
        """Puts the articles aside and finds those that carry one text."""
        from counterclaim.model.copies import group_copies

        return group_copies(self._wanted(source))

    def _wanted(self, source: Path | Iterable[Article | Problem]) -> Iterator[Article]:
        from counterclaim.model.articles import count_articles, read_articles

        total = count_articles(source) if isinstance(source, Path) else None
        since, until = (None if day is None else parse_date(day) for day in (self.wishes.since, self.wishes.until))
        for item in read_articles(source) if isinstance(source, Path) else source:
            if isinstance(item, Problem):
                self.problems.append(item)
                continue
            day = day_of(item)
            if day is not None and ((since and day < since) or (until and day > until)):
                self.dropped["articles: of other days than asked for"] += 1
                continue
            if item.article_id in self.shelf:
                reason = "an article of this id was read before; allowed: ids of their own"
                self.problems.append(Problem(where=item.article_id, reason=reason))
                continue
            self.shelf.put(item)
            self.watcher.progress("reading", len(self.shelf), total)
            yield item

    def _gather(self) -> Gathering:
        gathering = Gathering(self.parties)
        for number, article in enumerate(self.shelf, 1):
            try:
                said = gathering.read(article)
            except Exception as error:  # whatever is wrong with one article, the others are read
                reason = f"no statements could be read: {type(error).__name__}: {str(error)[:200]}"
                self.problems.append(Problem(where=article.article_id, reason=reason))
                continue
            for one in said:
                self.watcher.statement(one)
            self.watcher.progress("statements", number, len(self.shelf))
        return gathering

    def _score(self, paired: Paired, told: Told) -> tuple[list[Found], list[Found]]:
        """The contradictions, likeliest first, and of the rest those that are nearest to one."""
        event = {id(one): self.events[number] for one, number in zip(told.statements, told.events, strict=True)}
        outlets = {id(one): names for one, names in zip(told.statements, told.outlets, strict=True)}
        found: list[Found] = []
        rest: list[tuple[float, str, int, Found]] = []
        self.watcher.progress("comparing", 0, len(paired.pairs))
        for number, (pair, verdict) in enumerate(zip(paired.pairs, self._verdicts(paired.pairs), strict=True), 1):
            at = event[id(pair.a)]
            carried = outlets[id(pair.a)], outlets[id(pair.b)]
            item = Found(event_id=at.event_id, pair=pair, verdict=verdict, outlets_a=carried[0], outlets_b=carried[1])
            self.verdicts[f"{verdict.label}: {verdict.kind}"] += 1
            self.watcher.verdict(item, at.title)
            self.watcher.progress("comparing", number, len(paired.pairs))
            if verdict.label == "contradiction" and verdict.p_contradiction >= self.wishes.least:
                found.append(item)
            else:
                heapq.heappush(rest, (verdict.p_contradiction, pair.pair_id, number, item))
                if len(rest) > self.wishes.keep:
                    heapq.heappop(rest)
        return sorted(found, key=_likeliest), sorted((item for *_, item in rest), key=_likeliest)

    def _verdicts(self, pairs: Sequence[Pair]) -> Iterator[Verdict]:
        for start in range(0, len(pairs), CHUNK):
            yield from self.detector.score(pairs[start : start + CHUNK])

    def _accounts(self, gathering: Gathering, told: Told, meaning: Meaning) -> list[Account]:
        """What does not add up in the accounts of one party."""
        at = {id(one): place for place, one in enumerate(told.statements)}
        accounts = []
        for statements, finding in gathering.accounts:
            event = self.events[told.event_of[statements[0].article_id or ""]]
            accounts.append(Account(event_id=event.event_id, statements=statements, finding=finding))
        for number, (statements, finding) in over_time(told.statements, told.events):
            if _near([at[id(one)] for one in statements], meaning):
                accounts.append(Account(event_id=self.events[number].event_id, statements=statements, finding=finding))
        return accounts

    def _shown(
        self, found: Sequence[Found], compared: Sequence[Found], accounts: Sequence[Account], copies: Sequence[Copies]
    ) -> dict[str, Article]:
        """The articles that are named and the copies of these, by id."""
        named = {one.article_id for item in (*found, *compared) for one in (item.pair.a, item.pair.b)}
        named |= {one.article_id for item in accounts for one in item.statements}
        for group in copies:
            if not named.isdisjoint((group.origin, *group.copies)):
                named |= {group.origin, *group.copies[:COPIES]}
        return {name: self.shelf.get(name) for name in sorted(name for name in named if name is not None)}


def _likeliest(item: Found) -> tuple[float, str]:
    return (-item.verdict.p_contradiction, item.pair.pair_id)


def _near(places: Sequence[int], meaning: Meaning) -> bool:
    if len(places) < 2:
        return True
    return float(meaning.of(np.asarray(places[:1]), np.asarray(places[1:2]))[0]) >= ALIKE


def _events(gathering: Gathering, told: Told) -> dict[int, Event]:
    """The events by number."""
    sketches: dict[int, list[Sketch]] = {}
    for one in gathering.sketches:
        sketches.setdefault(told.event_of[one.article_id], []).append(one)
    return {number: event_of(its) for number, its in sketches.items()}
