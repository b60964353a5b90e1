"""Lines of a news page that are no part of the article: "Read more: ...", bylines, credits, links, cookie notices.

    is_boilerplate("READ MORE: Death toll ticks up")        # True
    is_boilerplate("We lost.")                              # False

What is not sure is kept: a line is left out where all of it is known, never for one word in it. The lists are in
`configs/boilerplate.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from pydantic import Field

from counterclaim.model.datelines import Head, read_head, signature
from counterclaim.model.months import FULL_MONTH, MONTH
from counterclaim.model.settings import Strict, configuration, read_settings

LONGEST = 300
"""Characters of a line above which it is kept, whatever it begins with."""

LONGEST_HEADLINE = 150
"""Characters of a line in a list of other articles."""

_HEAD = 2_000
"""Characters at the start of a text in which lines may begin with a dateline."""

_INVISIBLE = dict.fromkeys(
    map(ord, "\ufeff\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)
_STRAIGHT = str.maketrans("’‘`´–—|\u00a0", "''''--: ")
_EDGES = " \t*•·▪■►▶→←»›<>~_=+#×-:.…!↓↑"
_SPACE = re.compile(r"\s+")
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_NAME = r"(?:[A-Z][\w.'-]{0,20}|de|van|von|der|al|el|bin|la|di|du)"
_NAMES = rf"{_NAME}(?: {_NAME}){{1,3}}"
_BYLINE = re.compile(
    r"(?:(?:[Aa]dditional )?(?:[Rr]eport|[Ww]rit|[Ee]dit)(?:ing|ten|ed)(?: and [a-z]{4,12})? "
    r"|(?:[Pp]hoto|[Vv]ideo)s? )?"
    rf"(?:By|BY|by):? (?P<name>(?=[A-Z]){_NAMES}(?:(?:,? (?:and|AND)|,| &) {_NAMES}){{0,4}})"
    rf"(?:(?:,| -|:| in| for| of| at)(?: {_NAME}| the| of| and){{1,6}})?"
)
_NO_NAME = re.compile(rf"(?i:{_WEEKDAY}|{FULL_MONTH}|midday|midnight|noon)\b")
_LINK = re.compile(
    r"(?:https?://|www\.)\S+|\S{1,80}@\S{1,80}\.\w{2,12}|@\w{1,40}|pic\.twitter\.com/\S+"
    r"|\w[\w.-]{0,60}\.(?:jpe?g|png|gif|webp)"
)
_CREDITED = re.compile(
    r"[(\[](?:[A-Z]{2,5}\b(?! [a-z])|(?i:file|photo|image|video|reuters|xinhua|getty|courtesy)\b)[^()\[\]]{0,60}[)\]]"
)
_SOURCE = re.compile(r"(?:source|via): [\w.&'-]+(?: (?:and|with|news|agency|agencies|reports)){0,4}")
_NUMBERS = re.compile(
    r"[0-9]{1,3} ?% font size|font size [0-9]{1,3} ?%|[0-9]{1,3} min(?:ute)?s? (?:read|ago)"
    r"|[0-9]{1,3} (?:hours?|days?|weeks?|months?|hrs?) ago"
    r"|[0-9]{1,6} (?:comments?|shares?|views?|likes?|photos?|retweets?)"
    r"|(?:image|slide|page|photo) [0-9]{1,3} (?:of|/)(?: /)? [0-9]{1,3}"
    r"|[0-9]{1,2}[:.][0-9]{2} ?(?:[ap]\.?m\.?)?(?: (?:[a-z]{3,4}|local time))?|[0-9.,:/ -]{1,20}"
)
_COPYRIGHT = re.compile(
    r"(?:©|copyright (?:©|\(c\)|[12][0-9]{3})).{0,250}"
    r"|(?:©|copyright\b|\(c\)).{0,100}rights reserved(?:.{0,60}|[.]? this material .{0,150})"
    r"|[^.]{0,60}© ?[12][0-9]{3}.{0,80}"
)
_CONTRIBUTED = re.compile(
    r"(?:[^.]|\b[a-z]\.){3,140} contributed (?:to this (?:report|story|article)|reporting)\b.{0,60}"
)
_NEWSLETTER = re.compile(
    r"(?:sign up|subscribe|register) (?:for|to) "
    r".{0,80}\b(?:newsletters?|alerts|briefing|e-?mails?|updates|digest|channel)\b.{0,100}"
)
_DATED = re.compile(
    rf"(?:(?:last )?(?:updated?|published|posted|modified)(?: on| at)?:? ?)?(?:{_WEEKDAY},? )?"
    rf"(?:{MONTH} [0-9]{{1,2}}(?:st|nd|rd|th)?|[0-9]{{1,2}}(?:st|nd|rd|th)? {MONTH}),? [12][0-9]{{3}}"
    r"(?:,?(?: at)?(?: -)? [0-9]{1,2}[:.][0-9]{2}(?: ?[ap]\.?m\.?)?(?: \(?[a-z]{1,5}(?:[+-][0-9:]{1,5})?\)?)?)?"
)
_GLUED = re.compile(
    r"[a-z0-9)] (?:A|An|The|He|She|They|It|Its|In|On|One|Two|Three|Police|Officials|Officers|Authorities) [a-z]"
    r"|[A-Z]{3}[^a-z]{0,30}(?:, [A-Z][a-z]{1,9}\.?)? ?(?:\([A-Z]{2,12}\) ?)?(?:--|[-–—]) (?!All )"
    r"|[.!?][0-9]{4,} [A-Z]"
    r"|: .*[a-z] (?:RELATED|MORE|READ MORE):? .*\.$"
)
"""A sentence that runs on behind the line without a stop between, as where line breaks were lost."""
_FORMS = (_LINK, _NUMBERS, _COPYRIGHT, _DATED, _CONTRIBUTED, _NEWSLETTER)
_HEADLINE_WORDS = 8
"""Words behind a label up to which even what ends in a full stop is a headline, and no statement."""
_FILED = ("FILE PHOTO:", "FILE PHOTO -", "FILE -", "FILE IMAGE")
_LISTING = frozenset(
    (
        "also read", "more on this story", "more stories", "read also", "read more", "recommended", "related",
        "related articles", "related coverage", "related stories", "see also", "you may also like",
    )
)  # fmt: skip
_SHOWN = re.compile(r"\S[^\n]*")
_STOPS = (".", "!", "?", "…", "”", '"', ":", ";", ",")


class _Lists(Strict):
    """The word lists; each entry as `_plain` writes it."""

    whole: frozenset[str] = Field(min_length=1)
    labels: frozenset[str] = Field(min_length=1)
    credits: frozenset[str] = Field(min_length=1)
    sentences: tuple[str, ...] = Field(min_length=1)


@cache
def _lists() -> _Lists:
    return read_settings(configuration("boilerplate.yaml"), _Lists, "configs/boilerplate.yaml")


@cache
def _openings() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(re.escape(words) for words in _lists().sentences)})\b")


def is_boilerplate(line: str) -> bool:
    """Whether a line is no part of the article; of a paragraph, whether all of its lines are none.

    Args:
        line: the line, with or without the space around it.
    """
    if len(line) > 4 * LONGEST:
        return False
    return all(_is_known(part) for part in line.split("\n"))


@lru_cache(maxsize=4096)  # the same lines stand on every page of a site
def _is_known(line: str) -> bool:
    shown = _SPACE.sub(" ", line.translate(_INVISIBLE).translate(_STRAIGHT)).strip()
    if len(shown) > LONGEST:
        return False
    bare = shown.strip(_EDGES)
    plain = bare.lower()
    if not any(character.isalnum() for character in plain):
        return True
    if _SPACE.sub(" ", plain.replace(":", "")) in _lists().whole:
        return True
    if _GLUED.search(line[: 2 * LONGEST]):
        return False
    if _openings().match(plain):
        return True
    return _is_labelled(plain, bare, shown) or _is_form(plain, bare, shown)


def _is_labelled(plain: str, bare: str, shown: str) -> bool:
    """Whether a label stands before a colon: of another article's headline, or of a credit, which is no sentence."""
    label, colon, rest = plain.partition(":")
    label = label.strip(_EDGES)
    if colon and label in _lists().labels:
        return len(rest.split()) <= _HEADLINE_WORDS or not shown.endswith(".")
    if colon and label in _lists().credits:
        return len(rest.split()) <= 12 and not shown.endswith((".", "!", "?"))
    if shown.upper().startswith(_FILED):
        return True
    return _SOURCE.fullmatch(plain) is not None and bare.partition(": ")[2][:1].isupper()


def _is_form(plain: str, bare: str, shown: str) -> bool:
    bylines = [_BYLINE.fullmatch(part.strip()) for part in bare.split(";")]
    if all(byline is not None and not _NO_NAME.match(byline["name"]) for byline in bylines):
        return True
    return any(form.fullmatch(plain) for form in _FORMS) or _CREDITED.fullmatch(shown.strip(" .")) is not None


def boilerplate_lines(text: str) -> Iterator[tuple[int, int]]:
    """Where words are that are no part of the article: lines, lists of headlines, datelines, a signature at the end.

    A headline below "Read more:" is short and has no full stop; the first line that is otherwise ends the list.
    """
    listing, signed = False, signature(text)
    for match in _SHOWN.finditer(text):
        line = match[0][: LONGEST + 200].strip()
        known = is_boilerplate(line)
        listing = line.strip(_EDGES).lower() in _LISTING if known else listing and _is_headline(line)
        if known or listing:
            yield match.span()
            continue
        head = read_head(match[0][: LONGEST + 200]) if match.start() < _HEAD else Head()
        if head.outlet is not None or head.day is not None:
            yield match.start(), match.start() + head.end
        if match.start() < signed < match.end():
            yield signed, match.end()


def _is_headline(line: str) -> bool:
    return len(line) <= LONGEST_HEADLINE and not line.endswith(_STOPS)


def masthead(text: str) -> int:
    """How many characters at the start are a date line and a dateline, which belong to no statement."""
    return read_head(text).end
