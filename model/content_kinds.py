"""What a content is, by its words: a clause, a thing, "to have done" something, or no claim at all.

    is_clause(text, 14, 40)

All places are characters of the text, end exclusive.
"""

from __future__ import annotations

import re

from counterclaim.model.assertion_words import pattern
from counterclaim.model.attribution import Attribution
from counterclaim.model.attribution_words import finite_forms, listed, verbs

MOST_LED = 8
"""Words of a content among which is the noun that tells a claim."""

MOST_READ = 2000
"""Characters of a content that tell whether it is a clause."""

LINK = re.compile(r"that\b(?!\s+(?:is|was|will|would|can|could|may|might|has|had|did|does)\b)\s*", re.IGNORECASE)
"""The "that" before a clause; "that could happen" is a pronoun."""

MARKS = '"“”«»„'
QUOTES = MARKS + "'‘’"

_RELATIVE = re.compile(r"\b(?:that|which|whose|who)\b")
_DEED = re.compile(r"(?:to have|(?:of )?having)\b")
_WORD = re.compile(r"[\w’'-]+")


def is_verb(word: str) -> bool:
    """Whether a word is, as far as its form tells, the verb of a clause."""
    formed = len(word) > 4 and word.islower() and word.endswith("ed") and word not in listed("not_verbs")
    return word.replace("’", "'") in listed("finite") or word in finite_forms() or formed


def is_clause(text: str, start: int, end: int) -> bool:
    """Whether a place holds a clause, a quotation or a figure, not just a thing: "12 dead", not "its withdrawal"."""
    part = text[start : min(end, start + MOST_READ)]
    if any(mark in part for mark in MARKS) or LINK.match(part) or _DEED.match(part):
        return True
    words = _WORD.findall(part)
    counted = pattern("counted").search(part)
    found = [i for i, word in enumerate(words) if is_verb(word) and (i or word in listed("finite"))]
    groups = sum(i - 1 not in found for i in found)  # "had been hit" is one
    links = sum(word.lower() in ("that", "which", "who") for word in words[1:])
    return groups > links or bool(counted or pattern("loss").search(part))


def begins_with_verb(text: str, start: int, end: int) -> bool:
    """Whether a place is the rest of a clause: "The toll, Baku claims, is 200"."""
    first = _WORD.match(text, start, end)
    return first is not None and is_verb(first[0])


def is_deed(text: str, start: int, end: int) -> bool:
    """Whether a place holds "to have done" or "having done" something, without who did it."""
    return _DEED.match(text, start, end) is not None


def holds_thing(text: str, cue: str, start: int, end: int) -> bool:
    """Whether a verb holds a thing to be so, not a clause: "claimed the capture of a town that had fallen"."""
    if not _lemmas(cue) & listed("holding") or LINK.match(text, start, end):
        return False
    relative = _RELATIVE.search(text, start, end)
    return is_deed(text, start, end) or not is_clause(text, start, relative.start() if relative else end)


def is_refusal(text: str, denial: Attribution) -> bool:
    """Whether a thing is refused, not a claim denied: "rejected the offer", "dismissed an appeal", "denied entry"."""
    if denial.cue is None:
        return False
    start, end = denial.contents[0]
    words = [word.lower() for word in _WORD.findall(text, start, min(end, start + 80))][:MOST_LED]
    claims = set(words) & listed("claim_nouns", "nouns_for_claims")
    if claims or "that" in words or text[start] in QUOTES or refers_back(text, start, end) or is_deed(text, start, end):
        return False
    lemmas = _lemmas(text[slice(*denial.cue)])
    return bool(lemmas & listed("refusing")) or ("deny" in lemmas and bool(set(words) & listed("granted")))


def is_topic(text: str, found: Attribution) -> bool:
    """Whether a thought is only about something: "disagree about how much was lost", "know whether it was lost"."""
    start, end = found.contents[0]
    first = _WORD.search(text, start, end)
    return found.kind == "think" and first is not None and first[0].lower() in listed("topics")


def costs_lives(text: str, claim: Attribution) -> bool:
    """Whether what "claimed 40 lives" is no speaker but a war."""
    start, end = claim.contents[0]
    words = _WORD.findall(text, start, min(end, start + 60))[:MOST_LED]
    return claim.cue is not None and "claim" in _lemmas(text[slice(*claim.cue)]) and "lives" in words


def refers_back(text: str, start: int, end: int) -> bool:
    """Whether a place holds no more than "this", "it" or "the claim"."""
    words = [word.lower() for word in _WORD.findall(text, start, min(end, start + 60))]
    known = listed("referring", "claim_nouns", "nouns_for_claims")
    return 0 < len(words) <= 3 and all(word in known for word in words)


def _lemmas(cue: str) -> set[str]:
    return {verb.lemma for verb in verbs().get(cue.split()[-1].lower(), ())}
