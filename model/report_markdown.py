"""The report in short Markdown, for a pull request or an e-mail.

    markdown(view_of(scan))

What stands in quotes comes from articles: it is escaped, so that it forms no link, no heading and no mention.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from counterclaim.model.report_cards import Card, Side
from counterclaim.model.report_view import Section, View
from counterclaim.model.report_words import counted, kind_words, seconds_words

PAIRS_AN_EVENT = 5
"""Contradictions of one event that are shown here; the page has more."""

PAIRS = 50
"""Contradictions that are shown here in all."""

LINES = 10
"""Accounts, copies and problems that are shown here of each."""

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&$])")
_SPACE = re.compile(r"\s+")
_MENTION = re.compile(r"@(?=\w)")
_NO_WIDTH = "\u200b"


def markdown(view: View) -> str:
    """The report as Markdown text."""
    parts = [*_head(view), *_events(view), *_accounts(view), *_looked_at(view.groups), *_rest(view), *_read(view)]
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """A text on one line that Markdown shows as it is; a name behind @ is nobody's mention."""
    return _MENTION.sub(f"@{_NO_WIDTH}", _SPECIAL.sub(r"\\\1", _SPACE.sub(" ", text)))


def _head(view: View) -> Iterator[str]:
    yield "# Where parties contradict each other"
    counts = view.counts
    read = f"{counted(counts.statements, 'statement')} in {counted(counts.articles, 'article')}"
    if not view.scan.found:
        compared = f"{counted(counts.pairs, 'pair')} of statements compared"
        yield f"**No contradiction was found.** Read: {read}; {compared}."
        return
    found = counted(len(view.scan.found), "contradiction")
    yield f"**{found} in {counted(view.events_found, 'event')}**, from {read}."
    yield "This shows where statements disagree. It does not say who is right. More stands in `report.html`."


def _events(view: View) -> Iterator[str]:
    left, other = PAIRS, view.elsewhere
    for event in view.events:
        cards = event.cards[: min(PAIRS_AN_EVENT, left)]
        left -= len(cards)
        if not cards:
            other += event.total
            continue
        yield f"## {escaped(event.title)}"
        yield f"{f'{event.note}. ' if event.note else ''}{counted(event.total, 'contradiction')}."
        for card in cards:
            yield from _card(card)
        if event.total > len(cards):
            where = "`report.html`" if len(event.cards) == event.total else "`report.html` and `verdicts.jsonl`"
            yield f"{counted(event.total - len(cards), 'more contradiction')}: see {where}."
    if other:
        yield f"{counted(other, 'more contradiction')} of other events: see `report.html` and `verdicts.jsonl`."


def _card(card: Card) -> Iterator[str]:
    yield f"### {escaped(card.parties)}: {card.kind_words}, {card.percent}"
    for side in card.sides:
        yield _quote(side)
    yield escaped(card.explanation)


def _quote(side: Side) -> str:
    speaker = f" ({escaped(side.speaker)})" if side.speaker else ""
    said = "".join(
        f"**{escaped(piece.text.strip())}**" if piece.is_figure else escaped(piece.text) for piece in side.pieces
    )
    where = ", ".join(
        part for part in (escaped(side.outlet), side.day or "date not known", escaped(side.others)) if part
    )
    return f"> **{escaped(side.party)}**{speaker} {side.verb}: {said.strip()}\n> {where}"


def _accounts(view: View) -> Iterator[str]:
    if view.accounts:
        yield "## Accounts that do not add up"
        for account in view.accounts[:LINES]:
            yield f"{escaped(account.party)}: {escaped(account.reason)}."
            yield from (_quote(side) for side in account.sides)
        yield from _more(len(view.scan.accounts))


def _looked_at(groups: tuple[Section, ...]) -> Iterator[str]:
    if groups:
        yield "## Looked at, and not called a contradiction"
        yield "\n".join(f"- {escaped(group.title)}: {counted(group.total, 'pair')}" for group in groups)


def _rest(view: View) -> Iterator[str]:
    if view.copies:
        yield "## Texts that several outlets carry"
        shown = view.copies[:LINES]
        yield "\n".join(
            f"- {escaped(item.origin[0])}, also: {', '.join(escaped(name) for name, _ in item.copies)}"
            for item in shown
        )
        yield from _more(len(view.scan.copies))
    if view.problems:
        yield "## What could not be read"
        yield "\n".join(f"- {escaped(item.where)}: {escaped(item.reason)}" for item in view.problems[:LINES])
        yield from _more(len(view.scan.problems))


def _more(total: int) -> Iterator[str]:
    if total > LINES:
        yield f"{total - LINES:,} more: see `report.html`."


def _read(view: View) -> Iterator[str]:
    counts = view.counts
    yield "## How much was read"
    lines = [
        f"- {counted(counts.articles, 'article')}, {counted(counts.statements, 'statement')}",
        f"- {counted(counts.pairs, 'pair')} compared in {seconds_words(counts.seconds)}",
        *(f"- left out, {escaped(kind_words(reason))}: {number:,}" for reason, number in counts.dropped.items()),
    ]
    yield "\n".join(lines)
