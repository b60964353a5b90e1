"""Offices and bodies among the words of a phrase: whom a title speaks for.

    body_of(["Defense", "Ministry's", "press", "chief"], private=False)
    'Defense Ministry'

Words are told by their form and by the lists of `configs/attribution.yaml`.
"""

from __future__ import annotations

import re

from counterclaim.model.attribution_words import listed
from counterclaim.model.lines import GENITIVE


def body_of(words: list[str], *, private: bool) -> str | None:
    """The body that a title speaks for: "the Defense Ministry's chief", "analyst at Crisis Group".

    There is none for a former chief, and a doctor in Baku does not speak for Baku.

    Args:
        words: the title, or the whole phrase where it names no person.
        private: a person holds the title, so that "in Baku" is where, not for whom.
    """
    role = next((i for i, word in enumerate(words) if is_office(word)), None)
    if role is None or _has_ended(words[:role]):
        return None
    owner = max((i for i, word in enumerate(words[:role]) if is_genitive(word)), default=None)
    if owner is None:
        told = _told_behind(words, role, private)
        if told is not None:
            return told
    elif any(word.lower() in listed("private", "camps") for word in words[: role + 1]):
        return bare(words[: role + 1])  # "Venezuela's opposition leader" does not speak for Venezuela
    last = max((i for i, word in enumerate(words[:role]) if is_body(word)), default=None)
    if owner is not None and (last is None or any(is_body(word) for word in words[: owner + 1])):
        return bare([*words[:owner], nominative(words[owner])])
    return bare(words[: last + 1]) if last is not None else None


def _told_behind(words: list[str], role: int, private: bool) -> str | None:
    """The body that stands behind an office: "analyst at Crisis Group", "officials in Baku", no "resident of Baku"."""
    apart = any(word.lower() in listed("private", "camps") for word in words[: role + 1])
    elsewhere = private or apart or words[role].lower() in listed("abroad")
    prepositions = ["at", "of", "for", "with", *([] if elsewhere else ["from", "in"])]
    if words[role].lower() in listed("helpers"):
        prepositions.append("to")
    for preposition in prepositions:
        at = next((i for i in range(role + 1, len(words)) if words[i].lower() == preposition), None)
        if at is None or (apart and preposition == "of" and not any(is_body(word) for word in words[at + 1 :])):
            continue
        if any(word[0].isupper() or is_body(word) for word in words[at + 1 :]):
            return _place(words[at + 1 :])
    return None


def _place(words: list[str]) -> str:
    """The object of a preposition, up to the next one, without an owner who does not speak."""
    stop = next((i for i, w in enumerate(words) if i and w.lower() in listed("prepositions") - {"of"}), len(words))
    kept = words[:stop]
    disowned = [i for i, word in enumerate(kept) if word.lower() in listed("disowning")]
    if disowned and disowned[-1] + 1 < len(kept) and any(is_genitive(word) for word in kept[: disowned[-1]]):
        kept = kept[disowned[-1] + 1 :]
    return bare(kept)


def office_of(title: list[str]) -> str | None:
    """A title that names a country or body by an adjective: "Armenian Prime Minister"; no former nor private one."""
    if _has_ended(title) or any(word.lower() in listed("private") for word in title):
        return None
    kept = [word for word in title if word.lower() not in listed("articles", "honorifics", "adverbs_before")]
    kept = [word for word in kept if not word.lower().startswith("spokes") and word.lower() not in listed("generic")]
    camp = bool({word.lower() for word in kept} & listed("camps")) and len(kept) > 1
    named = camp or any(word[0].isupper() and not is_office(word) and not _is_portfolio(word) for word in kept)
    return " ".join(kept) if named else None


def bare(words: list[str]) -> str:
    """A phrase without its article and words such as "senior" before it."""
    dropped = listed("articles", "adverbs_before", "possessives", "generic")
    start = next((i for i, word in enumerate(words[:-1]) if word.lower() not in dropped), len(words) - 1)
    return " ".join(words[max(0, start) :]).replace(" ,", ",").strip(" ,")


def _has_ended(words: list[str]) -> bool:
    return any(re.split(r"-", word.lower())[0] in listed("ended") for word in words)


def is_office(word: str) -> bool:
    """Whether a word is an office: "spokesman", "Secretary-General", or "Secretary of State", which is kept as one."""
    return bool({word.lower(), *re.split("[- ]", word.lower())[:: -1 if "-" in word else 1][:1]} & listed("roles"))


def _is_portfolio(word: str) -> bool:
    return word.lower() in listed("portfolios")


def with_portfolios(words: list[str]) -> list[str]:
    """The words, with "Secretary of State" and "chief of staff" as one."""
    joined: list[str] = []
    for word in words:
        office = len(joined) > 1 and joined[-1].lower() == "of" and is_office(joined[-2])
        if office and (_is_portfolio(word) or word.lower() == "staff"):
            joined[-2:] = [" ".join([*joined[-2:], word])]
        elif word.lower() == "affairs" and joined and " of " in joined[-1]:
            joined[-1] += f" {word}"
        else:
            joined.append(word)
    return joined


def is_body(word: str) -> bool:
    """Whether a word makes a phrase the name of a body: "ministry"."""
    return nominative(word).lower() in listed("bodies")


def is_genitive(word: str) -> bool:
    """Whether a word is a genitive with an apostrophe."""
    return word.replace("’", "'").lower().endswith(GENITIVE) and len(word) > 2


def nominative(word: str) -> str:
    """A word without its genitive ending."""
    return re.sub(r"['’]s?$", "", word)
