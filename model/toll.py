"""An article to the toll that it tells: how many were killed and how many wounded, as the article as a whole has it.

toll_of("Two men were shot dead on Elm Street. A woman was hurt.")  # Toll(killed=2, wounded=1)

The same dead are told again and again, so the largest figure of any one sentence counts, not the sum over sentences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from counterclaim.model.figures import read_figures
from counterclaim.model.records import Figure

_SENTENCE = re.compile(r"(?<=[.!?\u201d\"])\s+(?=[A-Z\u201c\"])|\n+")
_HISTORY = re.compile(
    r"\b(?:last (?:year|month)|in (?:19|20)[0-9]{2}|this year|so far|since (?:19|20)[0-9]{2}|per (?:year|day)|a year|annually|"
    r"years ago|months ago|on average|nationwide|previous(?:ly)?|earlier this|homicides?)\b",
    re.IGNORECASE,
)
_FATAL = re.compile(
    r"\b(?:(?:was|were|been|found) (?:fatally (?:shot|wounded|stabbed)|shot (?:and killed|to death|dead)|dead|pronounced dead|killed|murdered|gunned down)|"
    r"(?:was|were) pronounced dead|pronounced (?:him|her|them|the \w+) dead|died (?:at|from|of|after|in|on|later|as)|succumbed|"
    r"(?:his|her|the victim's) (?:death|murder|killer)|fatal(?:ly)? (?:shooting|shot|wounds?)|homicide|killed himself|"
    r"murder(?:ed)? of|shooting death|deadly shooting|shot and killed)\b",
    re.IGNORECASE,
)
_HURT = re.compile(
    r"\b(?:(?:was|were|been|being) (?:shot|wounded|injured|hurt|struck|hit|grazed|hospitalized|taken to (?:a|the|an area|\w+) (?:\w+ )?(?:hospital|medical))|"
    r"non[- ]life[- ]threatening|critical condition|serious condition|stable condition|gunshot wounds? to|expected to (?:survive|recover)|"
    r"suffer(?:ed|ing) (?:a |from )?(?:an? )?(?:\w+ )?gunshot|shot in the (?:leg|arm|foot|hand|back|chest|head|face|stomach|abdomen|buttocks?|thigh|shoulder|torso))\b",
    re.IGNORECASE,
)
_UNHURT = re.compile(
    r"\b(?:no (?:one|injuries)|nobody|not) (?:\w+ ){0,3}(?:injured|hurt|struck|hit|reported)|\bno injuries\b|\bunharmed\b",
    re.IGNORECASE,
)


_SHOT = re.compile(
    r"\s(?:[\w-]+\s){1,3}(?:(?:were|was|are|is|have been|has been|had been)\s)?(?:reportedly\s|also\s)?"
    r"(?:shot|wounded|hit|struck|hospitali[sz]ed|recovering|in (?:\w+ )?(?:stable|critical|serious) condition|taken to)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Toll:
    """People killed and wounded."""

    killed: int
    wounded: int


def toll_of(text: str) -> Toll:
    """The killed and the wounded of the event that an article tells of.

    Args:
        text: the article; figures of other times ("12 homicides this year") are left out.
    """
    killed = wounded = 0
    fatal = hurt = unhurt = False
    for sentence in _SENTENCE.split(text):
        if _HISTORY.search(sentence):
            continue
        figures = read_figures(sentence)
        killed = max(killed, _count(figures, "killed"))
        wounded = max(wounded, _count(figures, "wounded"))
        fatal |= _FATAL.search(sentence) is not None
        wounded = max(wounded, _shot(sentence, figures))
        hurt |= _HURT.search(sentence) is not None and _FATAL.search(sentence) is None
        unhurt |= _UNHURT.search(sentence) is not None
    if killed == 0 and fatal:
        killed = 1
    if wounded == 0 and hurt and killed == 0 and not unhurt:
        wounded = 1
    return Toll(killed, wounded)


def _count(figures: list[Figure], kind: str) -> int:
    found = [figure for figure in figures if figure.kind == kind and figure.measure == "count" and figure.low < 1000]
    return int(max((figure.low for figure in found), default=0))


def _shot(sentence: str, figures: list[Figure]) -> int:
    """People who were shot, in a sentence that tells of no death."""
    if _FATAL.search(sentence) or any(figure.kind == "killed" and figure.low for figure in figures):
        return 0
    counts = [
        int(figure.low)
        for figure in figures
        if figure.kind == "people" and figure.low < 1000 and _SHOT.match(sentence, figure.end)
    ]
    return max(counts, default=0)
