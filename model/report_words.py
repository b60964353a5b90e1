"""How a report names things: days, probabilities, kinds of verdicts, and who says what."""

from __future__ import annotations

from collections.abc import Mapping

from counterclaim.model.records import Statement, Verdict, parse_date

SURE = 0.995
"""Probabilities from here on are shown as "over 99 %", since none is certain."""

KINDS: Mapping[str, str] = {
    "figures_conflict": "figures that conflict",
    "denial": "a denial",
    "wording": "wording",
    "update": "a later figure",
    "different_period": "other times",
    "different_scope": "other things counted",
    "figures_compatible": "figures that can both be true",
    "figures_agree": "figures that agree",
    "unrelated": "nothing in common",
}
"""A verdict's `kind`, as a reader sees it."""

GROUPS: Mapping[str, tuple[str, str]] = {
    "unsure": ("Less likely than the probability asked for", "Read as contradictions, but not surely enough."),
    "update": ("Updates", "A later figure goes on from an earlier one, as a toll that rises."),
    "different_period": ("Other times", "The figures are of different days or periods."),
    "different_scope": ("Other things counted", "The figures count different things, people or places."),
    "figures_compatible": ("Figures that can both be true", "Such as “at least 20” and 25."),
    "agreement": ("Agreement", "The two say the same on the point in dispute."),
    "wording": ("Both can be true by their wording", "They touch the same event, and neither rules the other out."),
    "unrelated": ("Nothing in common", "They turned out to be about different things."),
}
"""What was compared and not called a contradiction, by group: its heading and what it means, in the order shown."""


def group_of(verdict: Verdict) -> str:
    """The group that a pair without a contradiction is shown in; a kind that is not known is a group of its own."""
    return {"entailment": "agreement", "contradiction": "unsure"}.get(verdict.label, verdict.kind)


def group_words(group: str) -> tuple[str, str]:
    """The heading of a group and what it means."""
    return GROUPS.get(group, (group.replace("_", " ").capitalize(), ""))


def kind_words(kind: str) -> str:
    """A verdict's kind in words."""
    return KINDS.get(kind, kind.replace("_", " "))


def percent(probability: float) -> str:
    """A probability from 0 to 1 as "97 %", never as certain."""
    if probability >= SURE:
        return "over 99 %"
    return "under 1 %" if probability < 1 - SURE else f"{100 * probability:.0f} %"


def day_words(date: str | None) -> str:
    """A date as "6 October 2020"; empty where there is none, as it stands where it is no date."""
    if date is None:
        return ""
    try:
        day = parse_date(date)
    except ValueError:
        return date
    return f"{day.day} {day:%B} {day.year}"


def days_words(first: str | None, last: str | None) -> str:
    """One day, or "6 October 2020 to 9 October 2020"."""
    days = dict.fromkeys(day_words(day) for day in (first, last) if day is not None)
    return " to ".join(days)


def party_of(statement: Statement) -> str:
    """Who says it."""
    return statement.party or statement.speaker or statement.source or "Unnamed source"


def verb_of(statement: Statement) -> str:
    """What the party does with the words: it says, denies that, or speaks of it without a claim."""
    if statement.stance == "denies":
        return "denies" if statement.text.lstrip()[:5].lower() == "that " else "denies that"
    if statement.stance == "reports":
        return "speaks of this"
    return "writes" if statement.party is not None and statement.party == statement.source else "says"


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 pair", "1,200 pairs"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def seconds_words(seconds: float) -> str:
    """A time taken as "12 s", or "3 min 20 s"."""
    whole = round(seconds)
    if whole < 1:
        return "under 1 s"
    return f"{whole} s" if whole < 60 else f"{whole // 60:,} min {whole % 60} s"
