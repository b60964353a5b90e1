"""One place where a sentence says that somebody speaks, and who that is when the words do not stand together.

All places are numbers of words in their sentence, end exclusive.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from counterclaim.model.attribution_words import Kind, listed
from counterclaim.model.lines import QUOTE, Line
from counterclaim.model.phrase_before import before

Shape = Literal["active", "inverted", "passive", "ing", "according", "noun", "colon"]


@dataclass(slots=True)
class Cue:
    """The words `first` to `last` by which somebody speaks; `verb` is the one that decides.

    `joined` says that the speaker is that of another verb before it.
    """

    first: int
    verb: int
    last: int
    kind: Kind
    shape: Shape
    source: tuple[int, int] | None = None
    negated: bool = False
    lemma: str = ""
    joined: bool = False

    @property
    def opening(self) -> int:
        """The first word of speaker and verb together."""
        return min(self.first, self.source[0]) if self.source and not self.joined else self.first


def verb_start(line: Line, i: int, least: int) -> int:
    """Where the words of a verb begin: "has also repeatedly said"."""
    k = i
    while k > least:
        word = line.word(k - 1)
        adverb = word.endswith("ly") and len(word) > 4 and line.raw[k - 1].islower()
        if not (adverb or line.among(k - 1, "before_verb", "be", "clitics")):
            break
        k -= 1
    while k < i and line.word(k) in ("both", "all", "each", "today", "yesterday"):
        k += 1
    return k


def subject_end(line: Line, stop: int) -> int:
    """The end of a subject, before words of time and asides: "Trump on Monday", "Baku, however,"."""
    k = stop
    for _ in range(4):
        last, back = line.word(k - 1), k
        if line.among(k - 1, "days", "time_words"):
            back = _before_time(line, k)
        elif last == "," and line.among(k - 2, "asides"):
            back = k - 3 if line.word(k - 3) == "," else k - 2
        elif line.word(k - 2) in ("in", "for") and last in ("turn", "part", "fact", "response"):
            back = k - 2
        elif line.word(k - 3) == "for" and last == "part":
            back = k - 3
        if back == k or back <= 0:
            break
        k = back
    return k


def _before_time(line: Line, k: int) -> int:
    back = k - 1
    if line.word(back) in ("ago", "later", "earlier") and line.among(back - 1, "spans"):
        back -= 2  # "two weeks ago"
        return back - 2 if line.word(back - 1) == "than" else back
    while back > 0 and (line.among(back - 1, "days", "time_words") or line.word(back - 1) == "on"):
        back -= 1
    return back - 1 if line.word(back - 1) in ("in", "since") and back > 1 else back


def last_end(found: Sequence[Cue]) -> int:
    """Where the cue before ends."""
    return found[-1].last if found else 0


def hears(line: Line, cue: Cue) -> bool:
    """Whether a verb that mostly acts of its own is followed by what somebody says, or told by a document."""
    strict = cue.lemma in listed("needs_that") or line.among(cue.verb, "needs_that_forms")
    if not strict or cue.kind not in ("say", "show", "think", "tell"):
        return True
    if cue.source is not None and line.find(listed("documents"), *cue.source) is not None:
        return True
    for k in range(cue.last, min(len(line), cue.last + 10)):
        if line.word(k) in ("that", QUOTE, ":") or line.among(k, "questions"):
            return True
        if line.is_verb(k) or (line.word(k) in (",", ".") and line.word(k + 1) != QUOTE):
            return False
    return False


def says_clause(line: Line, i: int) -> bool:
    """Whether what follows a verb is sure to be what somebody says."""
    return line.word(i) in ("that", QUOTE, ":") or (line.word(i) == "," and line.word(i + 1) == QUOTE)


def speaker_before(line: Line, stop: int, found: Sequence[Cue]) -> tuple[int, int] | None:
    """Who a verb without a subject of its own belongs to: who spoke before, else whom the sentence is about."""
    return _main_speaker(line, found) or subject(line, stop)


def _main_speaker(line: Line, found: Sequence[Cue]) -> tuple[int, int] | None:
    """Who spoke before in the sentence, but for those who stand in what somebody else says."""
    for cue in reversed(found):
        if cue.source is None or cue.shape == "noun":
            continue
        start = cue.source[0]
        if line.word(start - 1) == "that" or (start == cue.opening and any(start == c.last for c in found)):
            continue
        if line.word(start) in ("who", "which", "that"):
            return before(line, start - 1 if line.word(start - 1) == "," else start) or cue.source
        return cue.source
    return None


def subject(line: Line, stop: int) -> tuple[int, int] | None:
    """Whom a sentence is about, as far as its words tell: the phrase before the first verb of its main clause."""
    begin = _main_clause(line, stop)
    verb = next((k for k in range(begin, stop) if line.is_verb(k)), None)
    if verb is not None and verb > begin:
        found = before(line, subject_end(line, verb_start(line, verb, begin)), begin)
        if found is not None:
            return found
    first = begin
    while first < stop and (line.among(first, "adverbs_before") or line.word(first) == ","):
        first += 1
    if line.among(first, "pronouns"):
        return first, first + 1
    end = first
    while end < stop and line.is_name(end) and not line.among(end, "prepositions", "articles"):
        end += 1
    return (first, end) if end > first else None


def _main_clause(line: Line, stop: int) -> int:
    """Where the main clause begins: behind "While ...," or "Asked ...," and the like."""
    first = 0
    while first < stop and line.among(first, "adverbs_before"):
        first += 1
    word = line.word(first)
    participle = len(word) > 4 and word.endswith(("ing", "ed"))
    if not participle and not line.among(first, "subordinators", "prepositions"):
        return 0
    return next((k + 1 for k in range(first, stop) if line.word(k) == "," and line.opens_phrase(k + 1)), 0)
