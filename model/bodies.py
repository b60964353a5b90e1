"""The phrase by which a text names a speaker, to the person and the body that the person speaks for.

    read_speaker("Vagif Dargyahly, the Defense Ministry's press office chief")
    Speaker(name='Vagif Dargyahly', body='Defense Ministry', ...)

Whether a body is a party to a conflict, and which, is decided elsewhere, by aliases.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from counterclaim.model.attribution_words import listed
from counterclaim.model.offices import (
    bare,
    body_of,
    is_body,
    is_genitive,
    is_office,
    nominative,
    office_of,
    with_portfolios,
)

_WORD = re.compile(r"[\w.&/]+(?:[-'’][\w.&/]+)*['’]?|,|\(|\)")
_MOST_WORDS = 60


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: a person's `name`, the `body` spoken for, and the words by which the text may refer back.

    `body` is the name of a group or place where no person is named, and `None` where a person is named with no body.
    `group` is the phrase itself where it names neither alone, such as "officials in Baku".
    """

    name: str | None
    body: str | None
    group: str | None = None
    nouns: frozenset[str] = frozenset()
    plural: bool = False

    @property
    def party(self) -> str | None:
        """The body, or where there is none, the person."""
        return self.body or self.name

    @property
    def speaker(self) -> str | None:
        """The person, or the group where that is not the body itself."""
        return self.name or (self.group if self.group != self.body else None)


@lru_cache(maxsize=4096)
def read_speaker(phrase: str) -> Speaker:
    """The speaker that a phrase names, by its words alone; both fields are `None` for a blank phrase.

    Args:
        phrase: a noun phrase, with its appositions; only the first 60 words are read.
    """
    words = with_portfolios(_issuer(_without_brackets(_WORD.findall(phrase)[:_MOST_WORDS])))
    head, apposition = _split(words)
    if head and is_genitive(head[-1]):
        head = [*head[:-1], nominative(head[-1])]
    at = _name_length(head)
    if _is_member(head, at):
        serves = any(is_body(word) for word in head[at:])
        head, apposition = head[:at], ["member", *head[at:], *apposition] if serves else apposition
    nouns = frozenset(word.lower() for word in [*head, *apposition])
    name, title = _person(head, apposition)
    if name is None:
        group = bare(head) or None
        return Speaker(None, body_of(head, private=False) or group, group, nouns, _is_plural(head))
    body = body_of(title, private=True) or body_of(apposition, private=True) or office_of(title)
    return Speaker(name, body, None, nouns)


def _is_member(head: list[str], at: int) -> bool:
    """Whether a phrase is a person of a body: "Mr. Smith of the U.S. Army", not "Bank of England"."""
    addressed = bool(head) and head[0].lower() in listed("honorifics")
    if head and head[0].lower() in listed("articles"):
        return False
    person = addressed or (at > 1 and not any(is_body(word) for word in head[:at]))
    return person and 0 < at < len(head) - 1 and head[at].lower() in ("of", "from", "at")


def _is_plural(words: list[str]) -> bool:
    stop = next((i for i, word in enumerate(words) if word.lower() in listed("prepositions")), len(words))
    return stop > 0 and words[stop - 1].lower().endswith("s") and not words[stop - 1].endswith("ss")


def _without_brackets(words: list[str]) -> list[str]:
    kept, inside = [], False
    for word in words:
        if word in "()":
            inside = word == "("
        elif not inside:
            kept.append(word)
    return kept


def _issuer(words: list[str]) -> list[str]:
    """Who stands behind a document: "the statement made by the ministry", "the ministry's statement"."""
    low = [word.lower() for word in words]
    at = next((i for i, word in enumerate(low) if word in listed("outgoing")), None)
    if at is None:
        signed = next(
            (i for i, word in enumerate(low[1:], 1) if word == "by" and low[i - 1] in listed("published")), None
        )
        return words if signed is None else words[signed + 1 :] or words
    by = next((i for i in range(at + 1, min(len(low), at + 5)) if low[i] in ("by", "from", "of")), None)
    if by is not None and by + 1 < len(words):
        return words[by + 1 :]
    if at > 0 and at == len(words) - 1:
        owner = max((i for i in range(at) if is_genitive(words[i])), default=None)
        if owner is not None:
            return [*words[:owner], nominative(words[owner])]
        return words[:at] if is_body(words[at - 1]) else words
    return words


def _split(words: list[str]) -> tuple[list[str], list[str]]:
    """A name and its apposition, without ages and relative clauses; "the mayor, Ilir Hoxha" is turned."""
    if "," not in words or _enumerates(words):
        return _before_relative(words), []
    at = words.index(",")
    head, rest = words[:at], words[at + 1 :]
    while rest and (rest[0][0].isdigit() or rest[0] == ","):
        rest = rest[1:]
    while len(rest) > 1 and rest[0][0].isupper() and (is_office(rest[0]) or rest[0].lower() in listed("honorifics")):
        rest = rest[1:]
    name = rest[: _name_length(rest)]
    if len(name) > 1 and not _is_name(head) and any(is_office(word) for word in head):
        return name, head
    return _before_relative(head), _before_relative([word for word in rest if word != ","])


def _enumerates(words: list[str]) -> bool:
    """Whether a phrase is a list of names: "France, Russia and the United States"."""
    linked = [word for word in words if word != "," and word not in ("and", "the")]
    return "and" in words[words.index(",") :] and all(word[0].isupper() and not is_office(word) for word in linked)


def _before_relative(words: list[str]) -> list[str]:
    return words[: next((i for i, word in enumerate(words) if word.lower() in listed("relatives")), len(words))]


def _person(head: list[str], apposition: list[str]) -> tuple[str | None, list[str]]:
    """The name of a person at the end of a phrase, and the title before it; no name where the phrase is a body."""
    start = len(head)
    while start > 0 and head[start - 1][0].isupper() and not is_office(head[start - 1]):
        start -= 1
    while start < len(head) and head[start].lower() in listed("articles"):
        start += 1
    address = max((i for i in range(start, len(head)) if head[i].lower() in listed("honorifics")), default=None)
    title = head[:start] if address is None else head[:address]
    name, addressed = head[start if address is None else address + 1 :], address is not None
    office = any(is_office(word) for word in [*title, *apposition])
    placed = any(word.lower() in listed("prepositions") for word in title)
    if not name or placed or any(word.lower() in listed("bodies") or is_genitive(word) for word in name):
        return None, head
    known = addressed or office or (not title and 1 < len(name) < 5)
    return (" ".join(name), title) if known else (None, head)


def _is_name(words: list[str]) -> bool:
    return len(words) > 1 and _name_length(words) == len(words)


def _name_length(words: list[str]) -> int:
    return next((i for i, word in enumerate(words) if not word[0].isupper() or is_office(word)), len(words))
