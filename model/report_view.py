"""A scan as a page shows it: which pairs, in which order and words, and how many more there are.

    view = view_of(scan)
    for event in view.events: event.title, event.cards, event.left_out

The likeliest are shown, up to named numbers; the others are counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from counterclaim.model import report_words as words
from counterclaim.model.citations import Citations, CitedArticle
from counterclaim.model.report_cards import Card, Side, card_of, figure_spans, side_of
from counterclaim.model.scan_records import Account, Copies, Counts, Event, Found, Problem, Scan

PAIRS_AN_EVENT = 25
"""Contradictions of one event that are shown; the others are counted."""

PAIRS_A_PAGE = 400
"""Contradictions that are shown in all."""

PAIRS_A_GROUP = 20
"""Pairs without a contradiction that are shown of each group."""

LINES_SHOWN = 200
"""Accounts, copies and problems that are shown of each."""


@dataclass(frozen=True, slots=True)
class Section:
    """Pairs under one heading, an event or a group; `total` counts those that are not shown as well."""

    anchor: str
    title: str
    note: str
    cards: tuple[Card, ...]
    total: int

    @property
    def left_out(self) -> int:
        """Pairs that are not shown."""
        return self.total - len(self.cards)


@dataclass(frozen=True, slots=True)
class AccountView:
    """Statements of one party whose figures do not add up."""

    party: str
    event: str
    sides: tuple[Side, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class CopyView:
    """A text that several outlets carry: for each article its name and its place on the page, empty if it has none."""

    origin: tuple[str, str]
    copies: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class View:
    """Everything on the page; lists hold at most `LINES_SHOWN`, their totals stand in `scan`.

    `events` are those of which a pair is shown, out of `events_found`; `parties` and `kinds` count the pairs shown.
    """

    scan: Scan
    counts: Counts
    events: tuple[Section, ...]
    events_found: int
    groups: tuple[Section, ...]
    accounts: tuple[AccountView, ...]
    copies: tuple[CopyView, ...]
    problems: tuple[Problem, ...]
    articles: tuple[CitedArticle, ...]
    parties: tuple[tuple[str, int], ...]
    kinds: tuple[tuple[str, int], ...]

    @property
    def shown(self) -> int:
        """Contradictions on the page."""
        return sum(len(event.cards) for event in self.events)

    @property
    def elsewhere(self) -> int:
        """Contradictions of events of which none is shown."""
        return len(self.scan.found) - sum(event.total for event in self.events)


def view_of(scan: Scan) -> View:
    """What a report shows of a scan."""
    citations = Citations(scan.articles, scan.copies)
    events = tuple(_events(scan, citations))
    accounts = tuple(_account(item, scan.events, citations) for item in scan.accounts[:LINES_SHOWN])
    groups = tuple(_groups(scan, citations))
    cards = [card for event in events for card in event.cards]
    return View(
        scan=scan,
        counts=scan.counts,
        events=events,
        events_found=len({found.event_id for found in scan.found}),
        groups=groups,
        accounts=accounts,
        copies=tuple(_copies(item, citations) for item in scan.copies[:LINES_SHOWN]),
        problems=scan.problems[:LINES_SHOWN],
        articles=tuple(citations.articles()),
        parties=_most_first(card.parties for card in cards),
        kinds=_most_first(card.kind_words for card in cards),
    )


def _most_first(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(names).items(), key=lambda item: (-item[1], item[0])))


def _events(scan: Scan, citations: Citations) -> Iterable[Section]:
    """Events with their contradictions, those with most of them first; the page's share goes to the likeliest."""
    known = {event.event_id: event for event in scan.events}
    by_event: dict[str, list[Found]] = {}
    for found in scan.found:
        by_event.setdefault(found.event_id, []).append(found)
    shown = {id(found) for founds in by_event.values() for found in founds[:PAIRS_AN_EVENT]}
    likeliest = [found for found in scan.found if id(found) in shown][:PAIRS_A_PAGE]
    kept = {id(found) for found in likeliest}
    numbers: Counter[str] = Counter()
    ordered = sorted(by_event.items(), key=lambda item: (-len(item[1]), item[0]))
    for number, (event_id, founds) in enumerate(ordered, 1):
        event = known.get(event_id, Event(event_id=event_id, title=event_id))
        cards = tuple(card_of(found, citations, numbers) for found in founds if id(found) in kept)
        if not cards:
            continue
        days = words.days_words(event.first_day, event.last_day)
        yield Section(f"event-{number}", event.title, days, cards, len(founds))


def _groups(scan: Scan, citations: Citations) -> Iterable[Section]:
    """What was not called a contradiction, by group, in the order of `report_words.GROUPS`."""
    by_group: dict[str, list[Found]] = {}
    for found in scan.compared:
        by_group.setdefault(words.group_of(found.verdict), []).append(found)
    order = [*words.GROUPS, *sorted(set(by_group) - set(words.GROUPS))]
    numbers: Counter[str] = Counter()
    for number, group in enumerate((name for name in order if name in by_group), 1):
        title, note = words.group_words(group)
        cards = tuple(card_of(found, citations, numbers, "looked-at") for found in by_group[group][:PAIRS_A_GROUP])
        yield Section(f"group-{number}", title, note, cards, len(by_group[group]))


def _account(account: Account, events: Sequence[Event], citations: Citations) -> AccountView:
    title = next((event.title for event in events if event.event_id == account.event_id), account.event_id)
    sides = tuple(side_of(item, figure_spans(item, account.finding), citations) for item in account.statements)
    parties = dict.fromkeys(side.party for side in sides)
    return AccountView(" and ".join(parties), title, sides, account.finding.reason)


def _copies(copies: Copies, citations: Citations) -> CopyView:
    def named(article_id: str) -> tuple[str, str]:
        outlet = citations.outlet(article_id)
        return (f"{outlet} ({article_id})" if outlet else article_id, citations.link_article(article_id))

    return CopyView(named(copies.origin), tuple(named(item) for item in copies.copies))
