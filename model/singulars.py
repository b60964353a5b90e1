"""Singular articles that count: "a soldier was killed", "we lost a helicopter", but not "a statement was issued"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from counterclaim.model.records import Figure
from counterclaim.model.word_lists import either, lowered, plural, singular, word_lists

_AFTER = r"\s(?:[\w'-]+\s){0,4}?"


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """An article with a listed noun; a loss that follows it; a loss whose object it is."""
    lists = word_lists()
    nouns = either({*lists.people, *lists.things})
    passive = either(_participles())
    return (
        re.compile(rf"\ban?\s(?:[\w'-]+\s){{0,2}}?(?P<noun>{nouns})\b(?!-|\s(?:that|who|which)\b)"),
        re.compile(
            rf"(?:,[^,.;]{{0,40}},)?\s(?:of\s\w+\s)?(?:(?:was|were|is|has|had|have|been|being|later|also|reported|(?:shot\sand))\s){{0,4}}(?P<what>{passive})\b",
        ),
        re.compile(
            rf"(?P<who>\b\w+\s)?(?P<what>{either(lists.lose)}|{either(lists.inflict)}|killing|wounding|injuring|destroying|downing|sinking|shot)\s(?:down\s)?$",
        ),
    )


def _participles() -> set[str]:
    verbs = {word for word in word_lists().happenings if word.endswith(("ed", "ad", "rt", "ng"))}
    return verbs | {"destroyed", "lost", "downed", "hit", "sunk", "burned", "burnt", "died", "captured", "taken"}


@lru_cache(maxsize=1)
def losses() -> frozenset[str]:
    """Words of which a text has one where a singular article can count, lower case."""
    lists = word_lists()
    phrases = {*_participles(), *lists.lose, *lists.inflict, "shot"}
    return frozenset(phrase.split()[0] for phrase in phrases)


def read_singulars(text: str, taken: Sequence[tuple[int, int]]) -> list[Figure]:
    """A figure of one for each singular article before a listed noun that is lost, killed, captured and so on.

    Args:
        text: the statement.
        taken: spans of figures that were read already (characters); nothing is read inside them.
    """
    text = lowered(text)
    article, passive, active = _patterns()
    figures = []
    for match in article.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        behind = passive.match(text, match.end())
        lead = active.search(text, max(0, match.start() - 40), match.start())
        if behind is None and lead is None:
            continue
        figures.append(_one(match, text, behind, lead))
    return figures


def _one(match: re.Match[str], text: str, behind: re.Match[str] | None, lead: re.Match[str] | None) -> Figure:
    lists = word_lists()
    unit = plural(singular(match["noun"].lower()))
    what = (behind or lead or match)["what"].lower()
    kind = lists.things.get(unit) if unit not in lists.people else None
    whose = None
    if lead is not None and behind is None:
        who = (lead["who"] or "").strip().lower()
        bears = what in lists.lose
        whose = {"we": "speaker" if bears else "other", "they": "other" if bears else "speaker"}.get(who)
    between = text[match.start() : match.start("noun")].lower().split()
    if set(between) & lists.enemy:
        whose = "other"
    default = "killed" if what in ("lost", "lose", "loses", "losing") else "people"
    return Figure(
        kind=kind or lists.happenings.get(what, default),
        low=1,
        high=1,
        unit=unit,
        whose=whose,
        start=match.start(),
        end=match.start() + len(between[0]),
    )
