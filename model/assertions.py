"""What a statement asserts: who-says-so, denials and quotation marks taken off, with the place of what is left.

    read_assertion("Baku denied that it had lost the town.")
    Assertion(text='It had lost the town.', start=17, end=38, stance='denies', speaker='Baku')

A frame comes off only where nothing but frame is lost; everything else is returned as it stands. The words that make a
frame stand in `configs/assertions.yaml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from counterclaim.model import assertion_words as w
from counterclaim.model.assertion_words import listed, pattern
from counterclaim.model.records import Stance

MAX_CHARS = 4000
"""A longer text is an article, not a statement, and stays whole."""

MAX_LAYERS = 6
"""A text with more frames inside one another stays whole."""

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\u00a0": " "})
_END_MARK = re.compile(r"[.!?…][\"'”’»)]*$")


@dataclass(frozen=True, slots=True)
class Assertion:
    """The core of a statement: `text` is a sentence, made of the characters `start` to `end` (exclusive).

    `stance` says whether the core is asserted or denied; "reports" marks ignorance, with the text whole. `speaker` is
    who the text says asserts or denies it, the outermost of several; `None` where the text names nobody else.
    """

    text: str
    start: int
    end: int
    stance: Stance = "asserts"
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the core of a frame stands; `subject` and `past` rebuild "denied having VERBed"."""

    start: int = 0
    end: int = 0
    stance: Stance = "asserts"
    speaker: str = ""
    subject: str = ""
    past: str = ""


def read_assertion(text: str) -> Assertion:
    """The core of a statement, whether it is asserted or denied, and by whom.

    Args:
        text: one statement; a blank one has an empty core.
    """
    whole = text.strip()
    start = text.find(whole)
    untouched = found = Assertion(whole, start, start + len(whole))
    if len(whole) > MAX_CHARS:
        return untouched
    for _ in range(MAX_LAYERS + 1):
        frame = _outer_frame(found.text)
        if frame is None:
            return found
        if frame.stance == "reports":
            return replace(found, stance="reports")
        start, end = found.start + frame.start, min(found.start + frame.end, found.end)
        speaker = found.speaker or frame.speaker or None
        found = Assertion(_sentence(found.text, frame), start, end, frame.stance, speaker)
        if frame.stance == "denies" or frame.past:
            return found
    return untouched


def _outer_frame(text: str) -> _Frame | None:
    """The outermost frame; none where what is denied has a frame too, since it is then unclear which part is denied."""
    frame = _find_frame(text)
    last = frame is not None and (frame.stance == "denies" or frame.past != "")
    return None if frame is None or (last and _find_frame(_sentence(text, frame))) else frame


def _find_frame(text: str) -> _Frame | None:
    straight = text.translate(_STRAIGHT)
    if not straight.rstrip("\"' ").endswith("?"):
        for find in (_tag, _ignorance, _opening, _named_claim, _source, _denied, _said):
            if frame := find(straight):
                return frame
    return None


def _sentence(text: str, frame: _Frame) -> str:
    """The core as a sentence: first letter capitalised, with a final period where it has no end mark."""
    core = text[frame.start : frame.end]
    if frame.past:
        core = f"{frame.subject} {frame.past}" + re.sub(r"^\w+", "", core)
    return as_sentence(core)


def as_sentence(clause: str) -> str:
    """A clause that is not empty with a capital and an end mark, as long or one character longer."""
    first = clause[0].upper()
    clause = (first if len(first) == 1 else clause[0]) + clause[1:]
    return clause if _END_MARK.search(clause[-9:]) else clause + "."


def _cut(text: str, start: int, end: int | None, frame: _Frame, own: bool = False) -> _Frame | None:
    """The frame with its core between `start` and `end`, unless it may not cover that, or tears marks apart."""
    start, end, quoted = w.trim(text, start, len(text) if end is None else end)
    core = text[start:end]
    if len(core.split()) < 2 or core.count('"') % 2 or core.count("(") != core.count(")"):
        return None
    sure = (quoted or own) and frame.stance == "asserts"
    return replace(frame, start=start, end=end) if sure or w.is_covered(core, frame.stance == "denies") else None


def _clause_start(text: str, at: int, verb: str) -> int | None:
    """Where the quotation or clause begins that a verb ending at `at` introduces."""
    tells, noun_like = verb in listed("tell"), verb in listed("noun_like")
    for link in ("to_quote", "to_that", "to_colon"):
        match = pattern(link).match(text, at, at + 130)
        if match and (w.is_adjunct(match["between"]) or (tells and w.is_listener(match["between"]))):
            rest = text[match.end() :]
            quotes, that = w.is_quotation(rest.strip()), not w.begins_with_verb(rest)
            if {"to_quote": quotes, "to_that": that, "to_colon": not noun_like}[link]:
                return match.end()
    if tells:
        match = pattern("listener").match(text, at)
        rest = text[match.end() :] if match else ""
        return match.end() if match and w.opens_subject(rest) and w.is_clause(rest) else None
    day = pattern("day").match(text, at)
    start = day.end() if day and w.opens_subject(text[day.end() :].lstrip()) else at
    clause = text[start:].lstrip()
    bounded = verb in listed("state", "deny") and not noun_like and w.is_bounded_clause(clause)
    return start if bounded or (verb in listed("say") and w.is_clause(clause)) else None


def _said(text: str) -> _Frame | None:
    for verb, who, negated, at in w.spoken(text, "say", "tell", "state", "that"):
        frame, noun_like = _Frame(speaker=w.in_sentence(who)), verb in listed("noun_like")
        start = None if negated else _clause_start(text, at, verb)
        if start is not None and not (noun_like and pattern("doubted").search(text, start)):
            return _cut(text, start, None, frame)
        if negated or not noun_like:
            return _having(text, at, who, frame) if verb.startswith("admit") and not negated else None
    return None


def _denied(text: str) -> _Frame | None:
    for verb, who, negated, at in w.spoken(text, "deny", "reject"):
        frame = _Frame(stance="asserts" if negated else "denies", speaker=w.in_sentence(who))
        if verb in listed("deny"):
            if (start := _clause_start(text, at, verb)) is not None:
                return _cut(text, start, None, frame)
            if having := _having(text, at, who, frame):
                return having
        return None if negated else _rejected(text, at, verb, frame)
    return None


def _having(text: str, at: int, who: str, frame: _Frame) -> _Frame | None:
    """Of "denied having shelled the village", what comes after "having", with who did it."""
    match = pattern("having").match(text, at)
    past = w.simple_past(match["done"].lower()) if match and who else None
    return _cut(text, match.start("done"), None, replace(frame, subject=who, past=past)) if match and past else None


def _rejected(text: str, at: int, verb: str, frame: _Frame) -> _Frame | None:
    """The claim that "rejected", "dismissed as baseless" or "calls it untrue" names."""
    if match := pattern("calls_it_lie").match(text, at):
        return _cut(text, match.end(), None, frame)
    before = pattern("called_lie").match(text, at)
    claim = pattern("claim").match(text, before.end() if before else at + 1)
    after = pattern("lie_behind").search(text, max(claim.end(), len(text) - 80)) if claim else None
    end = after.start() if after else len(text)
    bare = verb in listed("name") and not (before or after)
    return (
        None
        if bare or not claim or pattern("as_else").search(text, claim.end(), end)
        else _claimed(text, claim, end, frame)
    )


def _claimed(text: str, claim: re.Match[str] | None, end: int, frame: _Frame) -> _Frame | None:
    if claim is None or not w.is_owner(claim["owner"]):
        return None
    core = text[claim.end() : end]
    said = w.is_content(claim["noun"], core) if claim["of"] else not w.is_relative(core)
    return _cut(text, claim.end(), end, frame) if said else None


def _named_claim(text: str) -> _Frame | None:
    """The claim in "the report that ... is false", "that ... is a lie", "whoever says ... is lying"."""
    if liars := pattern("liars").match(text):
        said = w.is_clause(liars["core"]) or (liars["that"] and not w.is_relative(liars["core"]))
        return _cut(text, *liars.span("core"), _Frame(stance="denies")) if said else None
    verdict = pattern("verdict").search(text, max(0, len(text) - 150))
    if verdict is None:
        return None
    frame = _Frame(stance="asserts" if verdict["true"] else "denies")
    if claim := pattern("claim").match(text):
        return _claimed(text, claim, verdict.start(), frame)
    core = text[5 : verdict.start()]
    opens = text[:5].lower() == "that " and (w.opens_subject(core) or core.split(" ", 1)[0].endswith("s"))
    return _cut(text, 5, verdict.start(), frame) if opens and not w.is_relative(core) else None


def _opening(text: str) -> _Frame | None:
    """What follows "let me be clear", "it is not disputed that", "there is no truth in the story that"."""
    if match := pattern("own").match(text):
        return None if " and that " in text else _cut(text, match.end(), None, _Frame(), own=True)
    if match := pattern("conceded").match(text):
        by = match["by"] or ""
        return _cut(text, match.end(), None, _Frame(speaker=w.in_sentence(by))) if not by or w.is_speaker(by) else None
    if match := pattern("not_so").match(text):
        return _cut(text, match.end(), None, _Frame(stance="denies"))
    match = pattern("no_truth").match(text)
    claim = pattern("claim").match(text, match.end()) if match else None
    return _claimed(text, claim, len(text), _Frame(stance="denies"))


def _ignorance(text: str) -> _Frame | None:
    match = pattern("ignorance").search(text, 0, 200)
    return _Frame(0, len(text), "reports") if match and w.is_speaker(text[: match.start()].strip()) else None


def _source(text: str) -> _Frame | None:
    """What follows "according to X", "as X put it", "contrary to what X claims" or "Ministry:"."""
    phrase = re.match(r"[^,:;\"]{2,90}(?=[,:] )", text)
    if phrase is None:
        return None
    after = text[phrase.end() :]
    segment, comma, _ = after[2:].partition(",")
    torn = (comma and w.is_speaker(segment)) or segment.split(" ", 1)[0] in ("who", "which", "whose", "where", "as")
    who = None if torn else w.source(phrase[0])
    if who is None and after[0] == ":" and w.is_heading(phrase[0], w.is_quotation(after[1:].strip())):
        who = phrase[0]
    return None if who is None else _cut(text, phrase.end(), None, _Frame(speaker=w.in_sentence(who)))


def _tag(text: str) -> _Frame | None:
    """What stands before "..., X said", "..., said X" or "..., according to X"."""
    for mark in list(pattern("tag_mark").finditer(text, max(0, len(text) - 190)))[:-4:-1]:
        tag, body = text[mark.end() :].rstrip(".!\"' "), text[: mark.end() - 1]
        quoted = w.is_quotation(body.strip())
        who = w.tagged(tag, quoted) if len(tag) <= 140 else None
        if who is not None:
            sure = quoted or (mark[0][0] == "," and w.takes_tag(body, tag))
            return _cut(text, 0, len(body), _Frame(speaker=w.in_sentence(who)), own=True) if sure else None
    return None
