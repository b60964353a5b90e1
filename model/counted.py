"""What a number counts: the noun, the kind of loss, and whether it is a running total. Whose it is: `owner`.

counted = what_is_counted(number, text, before=previous_end, after=next_start)

Words close to the number decide, never a parse: the noun behind it, and the nearest word for what happened in the same
clause. Word lists stand in `configs/figures.yaml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from counterclaim.model.hedges import Number
from counterclaim.model.owner import owner_of
from counterclaim.model.word_lists import WordLists, lowered, plural, singular, word_lists

REACH = 90
"""How far (characters) on either side of a number its noun, verb and subject are looked for."""

SENTENCE = 200
"""How far (characters) on either side of a number the rest of its sentence is looked for."""

_FULL_STOP = re.compile(r"[.!?](?:\s|$)")
_WORD = re.compile(r"[^\W\d_][\w'\u2019-]*|[.;:!?,()\"\u201c\u201d]|[0-9]+")
_OF = re.compile(r"\s?(?:out\s)?of\s(?:(?:the|its|those|these|all|them)\s)?", re.IGNORECASE)
_CLAUSE = re.compile(r"[.;:!?](?=\s|$)|\u2014|\s-\s")
_LISTED_BEFORE = re.compile(r"(?:\b(?P<noun>[a-z]+)\s?(?:[:\u2013\u2014-]|were|was)\s?)$", re.IGNORECASE)
_INCLUDING = re.compile(r"\b(?:including|among them|most of them|mostly)\s*$", re.IGNORECASE)
_FILLER = re.compile(
    r"\s(?:(?:the|another|as many as|a further|a total of|off|down|up to|all|only|just|nearly)\s)*", re.IGNORECASE
)
_BOTH = re.compile(
    r"\b(?:killed|dead|killing|died|slain)(?:\s(?:and|or)\s|/)(?:wound|injur|hurt)|\b(?:wounded|injured)(?:\s(?:and|or)\s|/)(?:killed|dead)",
    re.IGNORECASE,
)
_RUNNING = re.compile(
    r"\b(?:so far|to date|until now|up to now|as of|in total since|already|to this (?:day|hour)|running total|"
    r"cumulative|(?:has|have|had) (?:now |already |so far |since )?(?:reached|risen|climbed|grown|passed)|now stands|"
    r"(?:rose|rises|rising|climbed|climbs|grew|grows|grown|stands|stood|went up|goes up|up) (?:now )?(?:to|at|from)|"
    r"since (?!then|when)|brings? the (?:total|toll|number)|bringing the)\b"
)
_AT_ONCE = re.compile(r"\s(?:[\w-]+\s){0,3}?(?:(?:was|were|is|are|has|have|had|been|got|gone)\s){0,2}")
_WEAK = ("captured", "displaced", "arrested", "infected", "casualties", "rescued")
"""Kinds that a noun gives ("prisoners", "losses"), where no verb says more ("prisoners died")."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What one number counts; `None` where the words do not say. `known`: the noun or the verb is in the word
    lists; `listed`: the noun is; `close`: the verb follows the noun at once.
    """

    kind: str | None
    unit: str | None
    whose: str | None
    running_total: bool
    known: bool
    listed: bool
    close: bool


@dataclass(slots=True)
class _Noun:
    unit: str | None = None
    owner: str | None = None
    end: int = 0
    listed: bool = False


def what_is_counted(number: Number, text: str, *, before: int, after: int) -> Counted:
    """The noun, kind and owner of what a number counts.

    Args:
        number: the number.
        text: the statement.
        before: where the number before it ends (characters), 0 if there is none.
        after: where the next number starts that this one is not part of, the length of the text if there is none.
    """
    lists = word_lists()
    noun = _noun(number, text)
    happened = _happened(number, text, before, after, noun)
    own = lists.happenings.get(noun.unit or "")
    kind = lists.things.get(noun.unit or "") if noun.unit not in lists.people else None
    if own is not None:
        kind = happened if happened and own in _WEAK else own
    elif kind is None and (noun.unit is None or noun.unit in lists.people):
        kind = happened or ("people" if noun.unit in lists.people else None)
    elif kind is None and happened and number.measure in ("count", "fraction", "percent", "ordinal"):
        kind = happened
    whose = noun.owner or owner_of(number, text)
    verb = lists.happening.search(lowered(text[number.last : number.last + 40]))
    close = verb is not None and _passive(text[number.last : number.last + verb.start()])
    return Counted(
        kind, noun.unit, whose, _is_running(text, number), noun.listed or happened is not None, noun.listed, close
    )


def _noun(number: Number, text: str) -> _Noun:
    """The noun behind a number (plural, lower case), the owner named between them, its end, and if it is listed."""
    lists = word_lists()
    of = _OF.match(text, number.last)
    start = of.end() if of is not None else number.last
    noun = _Noun(end=number.last)
    before = ""
    seen = 0
    for match in _WORD.finditer(text, start, min(start + REACH, len(text))):
        word = match[0].lower()
        if word[0].isdigit():
            if of is not None or before[:1].isupper():  # "five of our 16 tanks", "48 Boeing 737 aircraft"
                before = match[0]
                continue
            break
        if not word[0].isalpha() or word in lists.stop or seen > 5:
            break
        seen += 1
        if not _takes(noun, match, before, text, lists, of is not None):
            break
        before = match[0]
    single = number.low == number.high == 1 or number.zero or number.measure in ("ordinal", "fraction", "percent")
    noun.unit = _canonical(noun.unit, single) if noun.unit else _before(number, text)
    noun.listed = noun.unit is not None and any(
        noun.unit in of for of in (lists.people, lists.things, lists.happenings)
    )
    return noun


def _takes(noun: _Noun, match: re.Match[str], before: str, text: str, lists: WordLists, of: bool) -> bool:
    """Reads one word into the noun; says whether the next one could belong to it too."""
    word = match[0].lower()
    if word in lists.enemy or word in lists.own:
        noun.owner = "other" if word in lists.enemy else "speaker"
        return True
    base = word.removesuffix("'s").removesuffix("\u2019s")
    if base != word:
        noun.owner = "other" if base in lists.enemy else match[0][: len(base)]
        return True
    if word in lists.skipped or (of and word in ("nine", "ten", "two", "three")):
        return True
    phrase = f"{before.lower()} {word}"
    listed = _listed(word, lists)
    if word in lists.happenings and not listed:
        if noun.unit is None and _noun_next(text, match.end(), lists):
            return True  # "300 dead trout", "22 missing fishermen"
        if noun.unit is None and _is_loss_noun(word, lists):
            noun.unit, noun.end = word, match.end()
        return False
    if noun.unit is not None and not listed and (_listed(noun.unit, lists) or noun.unit.endswith("s")):
        return False
    if match[0][0].isupper() and not listed:
        if not any(sign.isdigit() for sign in word):
            noun.owner = noun.owner or match[0]
        return True
    if noun.unit is not None and _listed(f"{noun.unit} {word}", lists):
        noun.unit, noun.end = f"{noun.unit} {word}", match.end()
    else:
        noun.unit, noun.end = (phrase if _listed(phrase, lists) else word), match.end()
    return not listed or _noun_next(text, match.end(), lists)


def _is_loss_noun(word: str, lists: WordLists) -> bool:
    """Whether a word for what happened is a noun: "deaths", "arrest", not "dies"."""
    return word not in ("dies", "kills") and (word.endswith("s") or plural(word) in lists.happenings)


def _listed(word: str, lists: WordLists) -> bool:
    return word in lists.people or word in lists.things or (" " not in word and word.endswith(("men", "children")))


def _noun_next(text: str, end: int, lists: WordLists) -> bool:
    """Whether the next word is a noun too: "police officers", "dead trout", "missing screws"."""
    match = _WORD.match(text, end + 1)
    if match is None or not match[0][0].isalpha():
        return False
    word = match[0].lower()
    if _listed(word, lists):
        return True
    after_adjective = (
        text[max(0, end - 12) : end]
        .rstrip()
        .lower()
        .endswith(("dead", "missing", "wounded", "injured", "sick", "captured", "captive"))
    )
    return after_adjective and word not in lists.stop and word not in lists.happenings and word.isalpha()


def _canonical(word: str, single: bool) -> str | None:
    lists = word_lists()
    if word in lists.happenings and word not in lists.people:
        return word if word.endswith("s") or not single else plural(word)
    if _listed(word, lists) or single:
        return plural(singular(word))
    return word if word.endswith("s") and not word.endswith(("ss", "us")) else None


def _before(number: Number, text: str) -> str | None:
    """The noun of "tanks: 6" and "Tanks - 6"."""
    match = _LISTED_BEFORE.search(text, max(0, number.start - 30), number.start)
    lists = word_lists()
    if match is None or match["noun"].lower() not in lists.things:
        return None
    return plural(singular(match["noun"].lower()))


def _happened(number: Number, text: str, before: int, after: int, noun: _Noun) -> str | None:
    """The kind of the word for what happened: right before the number, else behind it, else before it."""
    happening = word_lists().happening
    lead = text[max(before, number.start - REACH) : number.start]
    lead = lead[_last_break(lead) :]
    words = list(happening.finditer(lowered(lead)))
    if words and _FILLER.fullmatch(lead[words[-1].end() :]) and not number.zero:
        return _kind_of(words[-1][0], lead)
    reach = number.last + (40 if number.zero else REACH)
    tail = text[number.last : min(after, reach)]
    if _INCLUDING.search(tail) or noun.end > after:
        tail = text[number.last : reach]
    stop = _CLAUSE.search(tail)
    tail = tail[: stop.start()] if stop else tail
    found = [item for item in happening.finditer(lowered(tail)) if item[0] != noun.unit]
    if found and not (number.zero and noun.unit is not None and not _passive(tail[: found[0].start()])):
        return _kind_of(found[0][0], tail)
    return _kind_of(words[-1][0], lead) if words and not number.zero else None


def _passive(between: str) -> bool:
    """Whether a verb follows its noun at once: "no monks were arrested", not "no agreement on the bodies"."""
    return _AT_ONCE.fullmatch(between) is not None


def _kind_of(word: str, segment: str) -> str:
    return "casualties" if _BOTH.search(segment) else word_lists().happenings[word.lower()]


def _last_break(lead: str) -> int:
    breaks = [match.end() for match in _CLAUSE.finditer(lead)]
    return breaks[-1] if breaks and lead[breaks[-1] - 1] != ":" else 0


def _is_running(text: str, number: Number) -> bool:
    """Whether the sentence of a number says that it is a total so far."""
    if not _mentions_running(text):
        return False
    lead = text[max(0, number.start - SENTENCE) : number.start]
    start = number.start - len(lead) + max((match.end() for match in _FULL_STOP.finditer(lead)), default=0)
    stop = _FULL_STOP.search(text, number.last, number.last + SENTENCE)
    return _RUNNING.search(lowered(text[start : stop.start() if stop else number.last + SENTENCE])) is not None


@lru_cache(maxsize=8)
def _mentions_running(text: str) -> bool:
    return _RUNNING.search(lowered(text)) is not None
