"""Whose loss a number is: `speaker` ("we lost four"), `other` ("we destroyed 80"), or a name, from the words around."""

from __future__ import annotations

import re
from functools import lru_cache

from counterclaim.model.attribution_words import tagging
from counterclaim.model.hedges import Number
from counterclaim.model.word_files import words_of_file
from counterclaim.model.word_lists import either, word_lists, words_of

REACH = 90

_FOE = r"(?:enemy|enemies|aggressors?|adversar(?:y|ies)|invaders?|occupiers?|opponents?)"
_BEHIND = re.compile(
    rf"\b(?:(?P<own>our|own)|(?P<foe>{_FOE}|their|other))(?:['\u2019]s)? (?:own )?(?:side|ranks|men|forces|army|troops|lines|people)\b"
    rf"|\bof (?:(?P<ours>ours)|(?P<theirs>theirs|the {_FOE}))\b",
    re.IGNORECASE,
)
_ON_SIDE = re.compile(
    rf"\b(?:on|among) (?:(?P<own>our)|(?P<foe>their|the {_FOE}(?:['\u2019]s)?)) (?:own )?(?:side|ranks|men|forces)\b",
    re.IGNORECASE,
)
_LOSSES = re.compile(
    rf"\b(?:(?P<own>[Oo]ur)|(?P<foe>[Tt]heir|(?:[Tt]he\s)?(?i:{_FOE})(?:['\u2019]s)?)|(?P<name>[A-Z]\w+)(?:['\u2019]s)?)(?:\s[a-z]+)?\sloss(?:es)?\b[^.;]{{0,60}}$"
)
_FIRST = re.compile(r"(?:^|[.!?]\s)(?:[Ww]e|[Oo]ur)\b[^.;]*$")
_VERB = re.compile(r"\s(?:(?:has|have|had)\s)?(?P<verb>[a-z]+)")
_SPAN = r"[^.;:]{0,40}?"
_CLAUSE_END = re.compile(r"[.;!?](?=\s|$)")


@lru_cache(maxsize=1)
def _subjects() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A subject that loses, and one that inflicts, up to the number."""
    lists = word_lists()
    who = (
        rf"(?:(?P<own>\b(?:[Ww]e|[Oo]ur(?:\s[\w-]+){{1,3}}))|(?P<foe>\b(?:(?:[Tt]he\s)?(?i:{_FOE})(?:['\u2019]s\s\w+)?|[Tt]hey|[Tt]heir\s\w+))"
        r"|(?P<name>\b(?!The\b|A\b|An\b|In\b|On\b|At\b|By\b|Of\b|It\b|He\b|She\b|This\b|That\b)[A-Z]\w+)(?:['\u2019]s(?:\s[a-z]+)?)?)"
    )
    return (
        re.compile(rf"{who}\s{_SPAN}\b(?i:{either(lists.lose)}|loss of|had)\b[^.;:]{{0,24}}$"),
        re.compile(rf"{who}\s{_SPAN}\b(?i:{either(lists.inflict)})\b[^.;:]{{0,40}}$"),
    )


def owner_of(number: Number, text: str) -> str | None:
    """Whose loss it is by what stands around: "on our side", "we lost", "we destroyed"; `None` where nothing says."""
    if words_of(text).isdisjoint(_hints()):
        return None
    if side := _BEHIND.search(text, number.last, number.last + 60):
        return "speaker" if side["own"] or side["ours"] else "other"
    lead = text[max(0, number.start - REACH) : number.start]
    breaks = [match.end() for match in _CLAUSE_END.finditer(lead)]
    lead = lead[breaks[-1] :] if breaks else lead
    for pattern in (_ON_SIDE, _LOSSES):
        match = pattern.search(lead)
        if match and (match["own"] or match["foe"] or _is_name(match["name"])):
            return _bearer(match)
    loses, inflicts = _subjects()
    if match := _subject(loses, lead):
        return _bearer(match)
    if match := _subject(inflicts, lead):
        return "other" if match["own"] else "speaker" if match["foe"] else None
    if number.zero and _FIRST.search(lead) and re.match(r"\s(?:losses|casualties)", text[number.last :]):
        return "speaker"
    return None


def _bearer(match: re.Match[str]) -> str | None:
    return "speaker" if match["own"] else "other" if match["foe"] else match["name"]


def _is_name(word: str | None) -> bool:
    return word is not None and word.lower() not in words_of_file("scan", "not_names")


def _subject(pattern: re.Pattern[str], lead: str) -> re.Match[str] | None:
    """The first subject that is a party and no word that opens a sentence; who only says it where no other one follows."""
    match, teller = pattern.search(lead), None
    while match is not None and match["name"]:
        if _is_name(match["name"]):
            verb = _VERB.match(lead, match.end("name"))
            if verb is None or verb["verb"] not in tagging():
                return match
            teller = teller or match
        match = pattern.search(lead, match.end("name"))
    return match or teller


@lru_cache(maxsize=1)
def _hints() -> frozenset[str]:
    """Words of which a text has one where it says whose a loss is, lower case."""
    lists = word_lists()
    verbs = {phrase.split()[0] for phrase in (*lists.lose, *lists.inflict)}
    sides = [
        "side",
        "ranks",
        "men",
        "forces",
        "army",
        "troops",
        "lines",
        "people",
        "ours",
        "theirs",
        "we",
        "our",
        "loss",
        "losses",
        "had",
    ]
    return frozenset({*verbs, *lists.enemy, *lists.own, *sides})
