"""The attributions of a text with the speakers that they mean: antecedents, names given before, quotations inside.

    [(voice.speaker, voice.attribution) for voice in voices(text, read(text))]

Speakers are looked up in the order of the text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from counterclaim.model.attribution import Attribution, Reading
from counterclaim.model.attribution_words import listed
from counterclaim.model.bodies import Speaker
from counterclaim.model.camps import camp_places
from counterclaim.model.speakers import NOBODY, Memory

NO_SPEAKERS = frozenset({"there", "that", "this"})
"""Subjects that are nobody."""

CITED_WITHIN = 2
"""Attributions beside "citing X" among which is what X says."""

MOST_NESTED = 30
"""Attributions back from a place among which the one is sought that it lies in."""


@dataclass(frozen=True, slots=True)
class Voice:
    """An attribution and who speaks in it; `None` is the outlet itself, or nobody at all."""

    attribution: Attribution
    speaker: Speaker | None


def voices(text: str, reading: Reading) -> list[Voice]:
    """Every attribution with its speaker, in the same order."""
    memory = Memory(camp_places(text))
    for sentence in reading.sentences:
        for start, end in sentence.introduces:
            memory.introduce(text[start:end])
    speakers: dict[int, Speaker | None] = {}
    by_place: dict[int, Speaker | None] = {}
    inner = {
        i for i, found in enumerate(reading.attributions) if found.quoted or found.source is found.stands_for is None
    }
    outer = [i for i in range(len(reading.attributions)) if i not in inner]
    enclosing = _Enclosing([reading.attributions[i] for i in outer])
    waiting = iter(outer)
    number = next(waiting, None)
    for sentence in reading.sentences:
        if sentence.subject is not None:
            memory.see(text[slice(*sentence.subject)])
        while number is not None and _start(reading.attributions[number]) < sentence.end:
            found = reading.attributions[number]
            around = enclosing.of(found)
            said_by = by_place.get(id(around)) if around is not None else None
            speakers[number] = by_place[id(found)] = _outer_speaker(text, found, memory, around is not None, said_by)
            number = next(waiting, None)
    for i in sorted(inner):
        found = reading.attributions[i]
        around = enclosing.of(found)
        if found.quoted:
            speakers[i] = _inner_speaker(text, found, memory, by_place.get(id(around)) if around else NOBODY)
        elif found.kind == "deny" and around is not None:  # "Baku said the claim that ... is false"
            speakers[i] = by_place.get(id(around))
    heard = [Voice(found, speakers.get(i)) for i, found in enumerate(reading.attributions)]
    return _with_cited(text, heard, memory)


def _with_cited(text: str, heard: list[Voice], memory: Memory) -> list[Voice]:
    """The voices, where an agency says something "citing the ministry" with the ministry as who says it."""
    for i, voice in enumerate(heard):
        cited = _cited(text, voice.attribution, memory)
        if cited is None:
            continue
        for k in range(max(0, i - CITED_WITHIN), min(len(heard), i + CITED_WITHIN + 1)):
            other = heard[k].attribution
            if k != i and other.source == voice.attribution.source and other.kind in ("say", "tell", "show"):
                heard[k], heard[i] = Voice(other, cited), Voice(voice.attribution, None)
    return heard


def _cited(text: str, found: Attribution, memory: Memory) -> Speaker | None:
    """Whom "citing" names, where that is somebody."""
    if found.cue is None or text[slice(*found.cue)].lower() != "citing":
        return None
    speaker = memory.look(text[slice(*found.contents[0])])
    somebody = speaker.name is not None or speaker.nouns & listed("roles", "bodies")
    return speaker if somebody and speaker.party is not None else None


def _start(found: Attribution) -> int:
    return found.cue[0] if found.cue else found.contents[0][0]


def _phrase(text: str, found: Attribution) -> str | None:
    place = found.stands_for or found.source
    return text[slice(*place)] if place else None


def _outer_speaker(
    text: str, found: Attribution, memory: Memory, nested: bool, around: Speaker | None
) -> Speaker | None:
    """Who speaks outside quotations; a pronoun inside what somebody says is most likely that somebody."""
    phrase = _phrase(text, found)
    if phrase is None or phrase.lower() in listed("first_persons") | NO_SPEAKERS or _is_nobody(phrase):
        return None
    if around is not None and phrase.lower() in ("he", "she", "it", "they"):
        return around
    return memory.look(phrase) if nested else memory.hear(phrase)


def _inner_speaker(text: str, found: Attribution, memory: Memory, around: Speaker | None) -> Speaker | None:
    """Who speaks inside a quotation: whoever is quoted, where that is "I" or nobody."""
    phrase = _phrase(text, found)
    if (
        phrase is None
        or phrase.lower() in NO_SPEAKERS
        or phrase.split(maxsplit=1)[0].lower() in listed("first_persons")
    ):
        return around
    return memory.look(phrase)


def _is_nobody(phrase: str) -> bool:
    """Whether a phrase says that nobody speaks: "neither side", "nobody in the government", "no one"."""
    return phrase.split(maxsplit=1)[0].lower() in listed("nobodies")


class _Enclosing:
    """The attributions of a text by where their contents begin."""

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        spans = [(start, end, found) for found in attributions for start, end in found.contents]
        self._spans = sorted(spans, key=lambda span: (span[0], -span[1]))
        self._starts = [span[0] for span in self._spans]

    def of(self, inner: Attribution) -> Attribution | None:
        """The innermost attribution in whose contents this one's cue lies."""
        at = _start(inner)
        last = bisect_right(self._starts, at)
        for start, end, found in reversed(self._spans[max(0, last - MOST_NESTED) : last]):
            if start <= at < end and found is not inner:
                return found
        return None
