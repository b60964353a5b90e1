"""Which sentences can be used, and how their first word is written in the middle of another sentence.

sentences_in("Two men died. Nobody saw it.")       a list of two
Casing(sentences).lowers("Rescuers")               `True` where the sentences have "rescuers"
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from counterclaim.training.phrases import phrases

WORDS = (8, 45)
"""Words of a sentence that is used."""

_SHORT = (
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Gen|Maj|Sgt|Lt|Col|Capt|Gov|Sen|Rep|Rev|Prof|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|"
    r"Inc|Corp|Co|Ltd|Bros|Jr|Sr|vs|No|Ft|Mt|[A-Z]|[ap]\.m|U\.S|U\.N)\.)"
)
_SHORT_END = re.compile(rf"{_SHORT}$")
_STOP = re.compile(r"(?<=[a-zA-Z0-9%][.])\s+(?=[A-Z0-9])")
_UNCLEAN = re.compile(
    r"[;:?!\[\]{}*_/\u2026`<>|\u201c\u201d]|--|\u2014|\u2013\s|''|\.\.|[^.]$|\s'|'\s|^[^A-Z0-9$€£]|\s-\s"
)
_ASIDE = re.compile(r"\([^)]*[0-9][^)]*\)|\([^)]{30,}\)|\([^)]*$|^[^(]*\)")
_TOKEN = re.compile(r"[a-z][a-z'\u2019-]*")
_WORD = re.compile(r"[A-Za-z][\w'\u2019]*")
_CAPITALS = re.compile(r"\b[A-Z]{2,}\b|(?<=[a-z,] )May\b")


def sentences_in(text: str) -> list[str]:
    """The sentences of a text, split at full stops that end no abbreviation."""
    found: list[str] = []
    for part in _STOP.split(" ".join(text.split())):
        if found and _SHORT_END.search(found[-1]):
            found[-1] += f" {part}"
        else:
            found.append(part)
    return found


def words_of(sentence: str) -> frozenset[str]:
    """The words of a sentence in lower case, without those in capitals (US) and without the month of May."""
    return frozenset(_TOKEN.findall(_CAPITALS.sub(" ", sentence).lower()))


def is_clean(sentence: str) -> bool:
    """Whether it is one statement of 8 to 45 words with a verb, in plain characters; quotations come in pairs."""
    if not WORDS[0] <= len(sentence.split()) <= WORDS[1] or _UNCLEAN.search(sentence) or _ASIDE.search(sentence):
        return False
    if len(sentences_in(sentence)) > 1 or sentence.count('"') % 2:
        return False
    words, verbs = words_of(sentence), phrases().words("verbs")
    if sentence.split()[0].lower() in phrases().words("joiners"):
        return False
    return any(word in verbs or (word.endswith("ed") and len(word) > 4) for word in words)


class Casing:
    """How words are written inside sentences: what is a name, and what has a capital only at the start."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self._large: Counter[str] = Counter()
        self._small: Counter[str] = Counter()
        for sentence in sentences:
            for word in _WORD.findall(sentence)[1:]:
                (self._small if word.islower() else self._large)[word.lower()] += 1

    def lowers(self, word: str) -> bool:
        """Whether a word at the start of a sentence loses its capital in the middle of another."""
        small = word.lower()
        return small in phrases().words("openers") or self._small[small] > 2 * self._large[small]

    def is_name(self, word: str) -> bool:
        """Whether a word is written with a capital anywhere."""
        base = re.sub(r"['\u2019]s$", "", word)
        known = base in phrases().words("names") or (self._large[base.lower()] > 0 and not self._small[base.lower()])
        return word[:1].isupper() and known

    def can_follow(self, sentence: str) -> bool:
        """Whether it is known how a sentence begins behind `that`: with a common word, a number or a name."""
        first = first_word(sentence)
        if first.lower() in phrases().words("verbs"):  # "Read spoke next": a name or not, nobody can tell
            return False
        if not first or self.lowers(first) or self.is_name(first) or (first.isupper() and len(first) > 1):
            return bool(first) or sentence[0] in "0123456789$€£"
        second = sentence[len(first) :].split()[:1]
        return sentence[len(first)] == " " and bool(second) and second[0][0].isupper()


def first_word(sentence: str) -> str:
    """The letters that a sentence begins with; empty where it begins with a figure."""
    match = re.match(r"[A-Za-z]+(?:['\u2019]s)?", sentence)
    return match[0] if match else ""
