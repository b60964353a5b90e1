"""An article to statements: every sentence once, with who says it, whether it is asserted or denied, and its place.

    for statement in extract(Article(article_id="1", text=text, date="2020-10-06", outlet="TASS")):
        statement.party, statement.stance, article.text[statement.start : statement.end] == statement.text

What nobody else is quoted for is the outlet's own. A claim inside a claim gives two statements, the outer one first.
The text of a denial is what is denied: "Baku denied that it had lost" gives "it had lost", with the stance "denies".
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence

from counterclaim.model.attribution import CLAIMS, Attribution, Place, read
from counterclaim.model.bodies import Speaker
from counterclaim.model.content_kinds import (
    begins_with_verb,
    costs_lives,
    holds_thing,
    is_clause,
    is_refusal,
    is_topic,
    refers_back,
)
from counterclaim.model.pieces import Piece, apart, split_up, uncovered
from counterclaim.model.records import Article, Statement, parse_date
from counterclaim.model.voices import Voice, voices

FARTHEST = 40
"""Characters between a speaker and a verb that are still one clause."""

MOST_INNER = 4
"""Attributions behind a denial among which the claim is sought that is denied."""

NEAR = 200
"""Characters between what somebody says and another's "denied this"."""

log = logging.getLogger(__name__)


def extract(article: Article) -> list[Statement]:
    """The statements of an article in the order of its text.

    Two statements either do not overlap, or one lies inside the other (it may be as long); each sentence is in at
    least one. A date that is none is left out.
    """
    text, date = article.text, _date(article)
    reading = read(text)
    heard = voices(text, reading)
    told: list[list[Piece]] = []
    for i, voice in enumerate(heard):
        told.append(list(_pieces(text, voice, heard[i + 1 : i + 1 + MOST_INNER], told[-MOST_INNER:])))
    said = [piece for pieces in told for piece in pieces]
    frames = [_frame(voice.attribution) for voice in heard if _counts(text, voice)]
    said += uncovered(text, reading.sentences, said, frames)
    return [_statement(article, date, piece) for piece in apart(text, said)]


def _date(article: Article) -> str | None:
    try:
        return parse_date(article.date).isoformat() if article.date is not None else None
    except ValueError as error:
        log.warning("article %s: %s", article.article_id, error)
        return None


def _counts(text: str, voice: Voice) -> bool:
    """Whether somebody holds something to be so, or not so, or will not say, or is quoted: an attitude is no claim.

    Nor is a refusal: "rejected the offer", "would deny it", "denied him a visa".
    """
    found = voice.attribution
    if found.kind in ("deny", "accuse") and found.stance == "reports":
        return False
    if found.kind == "deny" and is_refusal(text, found):
        return False
    if costs_lives(text, found) or is_topic(text, found):
        return False
    return voice.speaker is not None and (found.kind in CLAIMS or (found.kind == "ask" and found.is_spoken))


def _frame(attribution: Attribution) -> list[Place]:
    """Where it says who speaks, which is no statement."""
    source, cue = attribution.source, attribution.cue
    if source and cue and cue[0] - source[1] > FARTHEST:  # the subject of a verb before: that is the outlet's clause
        return [cue]
    if source and cue and source[1] <= cue[0]:  # with what stands between, such as "speaking in Baku,"
        return [(source[0], cue[1])]
    return [place for place in (source, cue) if place is not None]


def _pieces(text: str, voice: Voice, following: Iterable[Voice], told: Sequence[Sequence[Piece]]) -> Iterator[Piece]:
    found = voice.attribution
    if not _counts(text, voice):
        return
    if found.kind == "deny":
        yield from _denied(text, voice, following, told)
        return
    for place in _told(text, found):
        for start, end in split_up(text, *place):
            asks = found.is_spoken and text[end - 1] == "?"
            stance = "reports" if asks else "asserts" if found.kind == "ask" else found.stance
            yield Piece(start, end, voice.speaker, stance)


def _told(text: str, found: Attribution) -> Iterable[Place]:
    """Where an attribution's statement stands: its contents, or its whole clause where they say nothing alone."""
    if found.kind == "accuse":
        return [_clause(found)]
    interrupted = len(found.contents) == 2 and begins_with_verb(text, *found.contents[1])
    if found.is_spoken and not interrupted:
        return found.contents
    frame = min([place[0] for place in (found.source, found.cue) if place is not None], default=0)
    clauses = [place for place in found.contents if place[1] <= frame or is_clause(text, *place)]
    if interrupted or (len(found.contents) == 2 and len(clauses) < 2):  # "The toll, Baku claims, is 200"
        return [_clause(found)]
    if found.stance == "asserts" and found.cue and holds_thing(text, text[slice(*found.cue)], *found.contents[0]):
        return [_clause(found)] if found.source and found.source[1] <= found.cue[0] else []
    return clauses


def _denied(text: str, voice: Voice, following: Iterable[Voice], told: Sequence[Sequence[Piece]]) -> Iterator[Piece]:
    """What somebody denies: the claim inside, what was said before ("denied this"), or the content as it is."""
    found = voice.attribution
    if len(found.contents) == 1 and refers_back(text, *found.contents[0]):
        yield Piece(*_clause(found), voice.speaker)
        meant = _said_before(_clause(found)[0], voice, told)
        if meant is not None:
            yield Piece(meant.start, meant.end, voice.speaker, found.stance)
        return
    inner = next((v.attribution.contents for v in following if _opens(text, found, v.attribution)), found.contents)
    own = {piece.start for pieces in told for piece in pieces if piece.speaker is voice.speaker}
    for place in inner:
        for start, end in split_up(text, *place):
            if start not in own:  # nobody denies what he has just said: it is somebody else who does
                yield Piece(start, end, voice.speaker, found.stance)


def _said_before(at: int, voice: Voice, told: Sequence[Sequence[Piece]]) -> Piece | None:
    """The first of what somebody else said last, in one go or in several, not long before a place."""
    party = voice.speaker.party if voice.speaker else None
    others = [pieces for pieces in told if pieces and pieces[0].speaker and pieces[0].speaker.party != party]
    meant: Piece | None = None
    for pieces in sorted(others, key=lambda pieces: pieces[-1].end, reverse=True):
        goes_on = meant is None or (
            pieces[0].speaker and meant.speaker and pieces[0].speaker.party == meant.speaker.party
        )
        if goes_on and 0 <= (at if meant is None else meant.start) - pieces[-1].end <= NEAR:
            meant = pieces[0]
    return meant


def _clause(found: Attribution) -> Place:
    """The whole clause of a charge, since "Yerevan of shelling" alone says nothing."""
    places = [*found.contents, *([found.cue] if found.cue else [])]
    start, end = min(place[0] for place in places), max(place[1] for place in places)
    if found.source and found.source[0] < start and start - found.source[1] <= FARTHEST:
        start = found.source[0]
    if found.source and found.cue and 0 < found.source[0] - found.cue[1] <= FARTHEST:  # "was rejected by the ministry"
        end = max(end, found.source[1])
    return start, end


def _opens(text: str, denial: Attribution, claim: Attribution) -> bool:
    """Whether what is denied is a claim that somebody makes: "dismissed Yerevan's statement that"."""
    start, end = denial.contents[0]
    if claim is denial or claim.cue is None or not start <= claim.cue[0] < end:
        return False
    before = min(claim.cue[0], claim.source[0]) if claim.source else claim.cue[0]
    return text[start:before].strip().lower() in ("", "the", "a", "any", "all") and claim.contents[0][1] <= end


def _statement(article: Article, date: str | None, piece: Piece) -> Statement:
    speaker = piece.speaker or Speaker(None, article.outlet)
    return Statement(
        text=article.text[piece.start : piece.end],
        party=speaker.party,
        speaker=speaker.speaker,
        date=date,
        source=article.outlet,
        stance=piece.stance,
        article_id=article.article_id,
        start=piece.start,
        end=piece.end,
    )
