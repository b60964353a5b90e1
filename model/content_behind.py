"""Where what is said begins behind a verb, and where it ends.

All places are numbers of words in their sentence, end exclusive.
"""

from __future__ import annotations

from collections.abc import Sequence

from counterclaim.model.assertion_words import pattern
from counterclaim.model.attribution_words import listed, verbs
from counterclaim.model.cue import Cue
from counterclaim.model.lines import DASHES, HARD, QUOTE, Line

Part = tuple[int, int]

OBJECT_KINDS = ("accuse", "mention", "judge", "want")
"""Kinds of verbs that take a thing or an infinitive, not a clause."""

END = frozenset({".", "!", "?", "…", "...", ".."})
_LOOSE = frozenset({",", ":", ";", "--", "—", "–"})


def content_start(line: Line, cue: Cue, found: Sequence[Cue]) -> int:
    """Where the content begins: behind listeners, times and occasions."""
    i = cue.last
    if cue.shape == "noun" and cue.source is not None and cue.source[0] >= i:
        return cue.source[1]
    if cue.shape == "noun" or cue.kind in OBJECT_KINDS:
        return i
    if cue.kind == "deny" and line.word(i) == "as":  # 'dismissed as "absurd" claims that'
        return line.find(listed("claim_nouns"), i, i + 6) or i
    end = min([sentence_end(line), *(other.opening for other in found if other.opening >= i)])
    marker = _marker(line, i, end, told=cue.kind == "tell")
    if marker is not None:
        return marker
    return _behind_listener(line, i, end) if cue.kind == "tell" else _behind_time(line, i, end)


def _marker(line: Line, i: int, end: int, *, told: bool) -> int | None:
    """A "that", quotation or colon behind the verb with nothing between but listeners, times and occasions."""
    behind_time = _behind_time(line, i, end)
    if not told and behind_time > i and line.among(behind_time, "articles", "possessives"):
        return None  # "said Sunday the proposal that"
    adjunct = told or line.among(i, "prepositions", "days", "before_day", "skipped") or line.word(i).endswith("ly")
    if line.word(i) in ("he", "she", "it", "they", "we", "i", "you", "there"):
        return None
    for k in range(i, min(end, i + 30)):
        word = line.word(k)
        linked = word == "that" and (k == i or (adjunct and not line.among(k - 1, "prepositions")))
        if word == QUOTE or linked:
            return k
        if word == ":":
            return k + 1 if k + 1 < end else None
        if word in HARD or line.is_verb(k) or (word == "," and line.word(k + 1) not in (QUOTE, "that") and k - i > 12):
            return None
    return None


def _behind_time(line: Line, i: int, end: int) -> int:
    while i < end:
        if line.among(i, "days", "opening_times", "skipped"):
            i += 1
        elif line.among(i, "before_day") and line.among(i + 1, "days"):
            i += 2
        else:
            break
    return i


def _behind_listener(line: Line, i: int, end: int) -> int:
    if line.among(i, "listeners"):
        return i + 1
    for k in range(i + 1, min(end, i + 6)):
        if line.among(k, "behind_listener") or line.word(k) == "," or line.word(k) in END:
            return k
    return i


def sentence_end(line: Line) -> int:
    """The end of the sentence without its end mark."""
    end = len(line)
    while end > 0 and line.word(end - 1) in END:
        end -= 1
    return end


def trimmed(line: Line, start: int, end: int) -> Part | None:
    """The words between two places without marks around them; `None` where nothing is left."""
    while start < end and line.word(start) in _LOOSE:
        start += 1
    while start < end and (line.word(end - 1) in _LOOSE | END or line.word(end - 1) in ("-", "and", "but")):
        end -= 1
    return (start, end) if start < end else None


def content_end(line: Line, cue: Cue, start: int, found: Sequence[Cue]) -> int:
    """Where the content behind a verb ends: with the sentence, or where somebody speaks again."""
    end = sentence_end(line)
    opened = _is_subordinate(line, cue)
    if opened:
        end = _main_clause(line, start, end)
    for other in found:
        at = _resumes(line, other, opened) if other.verb > cue.verb and other.first > start else None
        if at is not None:
            end = min(end, at) if at >= start else end
            return _before_verdict(line, start, end) if cue.shape == "noun" and cue.opening <= 2 else end
    if line.word(start) == QUOTE:
        return min(end, _behind_quote(line, start, end))
    if line.among(cue.opening, "relatives") and line.word(cue.opening - 1) in DASHES:
        end = line.find(DASHES, start, end) or end
    aside = line.word(cue.opening - 1) == "," and (line.among(cue.opening, "relatives") or _is_aside(line, cue))
    if aside or (line.among(cue.opening - 1, "relatives") and line.word(cue.opening - 2) == ","):
        end = _relative_end(line, start, end)
    if cue.shape == "noun" and is_branded(line, cue):
        end = _before_brand(line, start, end)
    if cue.shape == "noun":
        denial = next((c.first for c in found if c.kind == "deny" and c.shape == "passive" and c.first > start), None)
        end = min(end, denial) if denial else _before_verdict(line, start, end) if cue.opening <= 2 else end
    end = next((k for k in range(start, end) if line.word(k) == ";" or _comments(line, k)), end)
    return _short(line, cue, start, end) if cue.kind in OBJECT_KINDS else end


def is_branded(line: Line, claim: Cue) -> bool:
    """Whether a claim is called something: "called Lund's claim that its ship was hit a lie"."""
    at = claim.opening - 1
    at -= line.among(at, "articles")
    return any(verb.kind == "accuse" for verb in verbs().get(line.word(at), ()))


def _before_brand(line: Line, start: int, end: int) -> int:
    """Where a claim ends that is called "a lie", false or baseless: before that."""
    untrue = pattern("untrue")
    for k in range(end - 1, max(start, end - 5), -1):
        if line.word(k) == QUOTE or untrue.fullmatch(line.word(k)):
            back = k - 1 if line.among(k - 1, "articles") else k
            return back - 1 if line.word(back - 1) == "as" else back
    return end


def _comments(line: Line, comma: int) -> bool:
    """Whether a comma opens what somebody else says of the content: ", a claim that Baku calls false"."""
    return line.word(comma) == "," and line.among(comma + 1, "articles") and line.among(comma + 2, "claim_nouns")


def _resumes(line: Line, other: Cue, opened: bool) -> int | None:
    """Where the words before another speaker begin, unless that one stands inside what is said."""
    at = other.opening
    previous = line.word(at - 1)
    if other.shape == "ing" and previous == "with":
        return at - 2 if line.word(at - 2) == "," else at - 1
    if previous in ("and", "but", "nor", "while", "whereas", "although", "though"):
        return at - 2 if line.word(at - 2) == "," else at - 1
    if previous == QUOTE and other.shape == "according":
        return at
    tag = opened or other.joined or other.shape == "according" or _is_tag(line, other)
    return at - 1 if previous == "," and tag else None


def _is_tag(line: Line, cue: Cue) -> bool:
    """Whether a verb stands behind what is said: "..., the Post reported in 1991"."""
    ends = line.word(cue.last) in END or line.word(cue.last) in ("", ",")
    ends = ends or line.among(cue.last, "prepositions", "days")
    return ends and cue.shape == "active" and cue.kind in ("say", "show")


def _is_subordinate(line: Line, cue: Cue) -> bool:
    """Whether somebody speaks in a clause such as "While X says"."""
    opener = cue.opening - 1
    first = opener <= 0 or line.word(opener - 1) in ("", ",", "but", "and")
    if cue.shape == "ing" and (cue.first == 0 or (first and line.among(opener, "prepositions"))):
        return True
    return first and line.among(opener, "subordinators")


def _is_aside(line: Line, cue: Cue) -> bool:
    """Whether a participle stands behind the subject of a sentence, before its verb: "Baku, citing that, said"."""
    return cue.shape == "ing" and not any(line.is_verb(k) for k in range(cue.first))


def _relative_end(line: Line, start: int, end: int) -> int:
    """Where a relative clause between commas ends: at a comma before a verb, for adverbs."""
    for k in range(start + 1, end):
        if line.word(k) == "," and (line.is_verb(k + 1) or (line.among(k + 1, "before_verb") and line.is_verb(k + 2))):
            return k
    return end


def _main_clause(line: Line, start: int, end: int) -> int:
    """Where the main clause begins behind a clause that opened the sentence: at a comma before a subject."""
    for k in range(start + 1, end):
        subject = line.word(k) == "," and line.opens_phrase(k + 1)
        if subject and any(line.is_verb(i) for i in range(k + 2, min(end, k + 12))):
            return k
    return end


def _before_verdict(line: Line, start: int, end: int) -> int:
    """Where a claim ends that is the subject of its sentence: before the second verb that stands alone."""
    seen = 0
    for k in range(start + 1, end):
        adverb = line.among(k - 1, "before_verb") or line.word(k - 1).endswith("ly")
        helped = line.is_verb(k - 1) and (line.among(k - 1, "finite") or not line.among(k, "be"))
        if not line.is_verb(k) or helped or (adverb and line.is_verb(k - 2)):
            continue
        if line.find(listed("relatives") | {"and", "that", ","}, max(start + 1, k - 3), k) is not None:
            continue
        seen += 1
        if seen == 2:
            return k
    return end


def _behind_quote(line: Line, i: int, end: int) -> int:
    """Where content ends that begins with a quotation: with it, unless the sentence goes on from inside to outside."""
    after = line.word(i + 1)
    if after == "and" and line.word(i + 2) == QUOTE:
        return end
    stops = not after or after in END or after in (",", "—", "--", "-") or line.among(i + 1, "behind_quote")
    return i + 1 if stops else end


def _short(line: Line, cue: Cue, start: int, end: int) -> int:
    """Where a thing that is praised, wanted or described ends: at a comma that opens something else."""
    for k in range(start + 1, end):
        word, after = line.word(k), line.word(k + 1)
        opens = line.among(k + 1, "pronouns", "closers") or after.endswith("ing") or after == "and"
        if (word == "," and opens) or word in ("while", "although", "whereas", "but", "when"):
            return k
        if word == "after" and cue.kind == "judge":
            return k
    return end
