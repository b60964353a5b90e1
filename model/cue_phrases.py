"""Cues that are no plain verb: "according to", `X: "..."`, "Yerevan's claim that", "is confident that".

All places are numbers of words in their sentence, end exclusive.
"""

from __future__ import annotations

from collections.abc import Sequence

from counterclaim.model.attribution_words import Kind, listed, nouns, verbs
from counterclaim.model.cue import Cue, last_end, speaker_before, subject_end, verb_start
from counterclaim.model.lines import GENITIVE, QUOTE, Line
from counterclaim.model.phrase_before import before
from counterclaim.model.phrase_behind import behind

_PUT = ("put", "puts", "putting")

PHRASE_WORDS = listed("adjectives", "speaking_verbs", "light_verbs") | {
    "according",
    "as",
    ":",
    "spoke",
    "spoken",
    "speaks",
    *_PUT,
}
"""Words, beside the nouns, at which a cue of this module may lie."""

LONGEST_HEADING = 7
"""Words before a colon that may name who speaks."""


def phrase_cue(line: Line, i: int, found: Sequence[Cue]) -> Cue | None:
    """The cue that begins, or for nouns lies, at this word; `None` where there is none."""
    phrases = _according(line, i) or _colon(line, i) or _quoted(line, i, found) or _figure(line, i, found)
    return phrases or _adjective(line, i, found) or _light(line, i, found) or _noun(line, i)


def _according(line: Line, i: int) -> Cue | None:
    """The cue of "according to X" and "as reported by X"."""
    start = i + 2
    if line.word(i) != "according" or line.word(i + 1) != "to":
        if line.word(i) != "as" or line.word(i + 2) != "by" or line.word(i + 1) not in verbs():
            return None
        start = i + 3
    end = behind(line, start, len(line))
    if i <= 1 and line.word(end) == "," and (line.word(end + 1).endswith("ing") or line.is_verb(end + 1)):
        end = line.find((",",), start, end) or end  # what is said begins behind the first comma
    return Cue(i, i, start, "say", "according", (start, end)) if end > start else None


def _colon(line: Line, i: int) -> Cue | None:
    """The cue of `X: "..."`."""
    if line.word(i) != ":" or not 0 < i <= LONGEST_HEADING or line.word(i + 1) != QUOTE:
        return None
    return (
        None
        if any(line.is_verb(k) or line.among(k, "days", "spans") for k in range(i))
        else Cue(i, i, i + 1, "say", "colon", (0, i))
    )


def _quoted(line: Line, i: int, found: Sequence[Cue]) -> Cue | None:
    """The cue of "television quoted the general as saying" and "the general was quoted as saying"."""
    at = line.find(("saying", "telling"), i + 2, i + 14) if line.word(i) in ("quoted", "quotes") else None
    if at is None or line.word(at - 1) != "as":
        return None
    first = verb_start(line, i, last_end(found))
    who = before(line, subject_end(line, first), last_end(found))
    if line.words(first, i) & listed("be"):
        return Cue(first, i, at + 1, "say", "active", who) if who else None
    return Cue(who[0] if who else first, i, at + 1, "say", "active", (i + 1, at - 1))


def _figure(line: Line, i: int, found: Sequence[Cue]) -> Cue | None:
    """The cue of "put the death toll at 28"."""
    if line.word(i) in ("spoke", "spoken", "speaks") and line.word(i + 1) == "of":
        return _spoken_of(line, i, found)
    if line.word(i) not in _PUT:
        return None
    again = line.word(i + 1) in ("it", "them") and line.find(listed("tolls"), 0, i) is not None
    if not again and line.find(listed("tolls"), i, i + 8) is None:
        return None
    at = line.find(("at",), i, i + 12)
    if at is None or not any(_is_number(line, k) for k in range(at + 1, at + 4)):
        return None
    first = verb_start(line, i, last_end(found))
    source = before(line, subject_end(line, first), last_end(found))
    return Cue(first, i, i + 1, "accuse", "active", source) if source else None


def _spoken_of(line: Line, i: int, found: Sequence[Cue]) -> Cue | None:
    """The cue of "spoke of 14,000"."""
    if not any(_is_number(line, k) for k in range(i + 2, i + 4)):
        return None
    first = verb_start(line, i, last_end(found))
    source = before(line, subject_end(line, first), last_end(found))
    return Cue(first, i, i + 2, "accuse", "active", source) if source else None


def _is_number(line: Line, i: int) -> bool:
    return line.word(i)[:1].isdigit() or line.among(i, "numerals")


def _adjective(line: Line, i: int, found: Sequence[Cue]) -> Cue | None:
    """The cue of "is confident that" and "was critical of"."""
    after = line.word(i + 1)
    if not line.among(i, "adjectives") or not line.among(i + 1, "behind_adjective"):
        return None
    first = verb_start(line, i, last_end(found))
    group = line.words(first, i)
    if not group & listed("be"):
        return None
    kind: Kind = "think" if after == "that" else "want" if after == "to" else "judge"
    last = i + 1 if after in ("that", "to") else i + 2
    source = before(line, subject_end(line, first), last_end(found))
    return Cue(first, i, last, kind, "active", source, bool(group & listed("negations"))) if source else None


def _light(line: Line, i: int, found: Sequence[Cue]) -> Cue | None:
    """The cue of "expressed concern about" and "made the case that"."""
    speaks = line.among(i, "speaking_verbs")
    if not speaks and not line.among(i, "light_verbs"):
        return None
    noun = _light_noun(line, i, speaks)
    if noun is None:
        return None
    that = line.word(noun + 1) == "that"
    first = verb_start(line, i, last_end(found))
    kind: Kind = ("say" if nouns().get(line.word(noun)) == "say" else "think") if that else "judge"
    cue = Cue(first, i, noun + 1 if that else noun + 2, kind, "active")
    if line.word(first - 1) in ("and", "but"):
        cue.source, cue.joined = speaker_before(line, first, found), True
    else:
        cue.source = before(line, subject_end(line, first), last_end(found))
    return cue if cue.source else None


def _light_noun(line: Line, i: int, speaks: bool) -> int | None:
    """The noun that says what "made" or "expressed" does, before "that" or a preposition."""
    ends = listed("behind_light_noun") | ({"in", "at", "on", "to"} if speaks else set())
    for k in range(i + 1, min(len(line), i + 6)):
        if not line.word(k)[:1].isalpha() or line.among(k, "prepositions", "conjunctions", "pronouns"):
            return None
        known = speaks or line.word(k) in nouns() or line.among(k, "light_nouns")
        if known and line.word(k + 1) in ends:
            return k
    return None


def _noun(line: Line, i: int) -> Cue | None:
    """The cue of "Yerevan's claim that", "claims by the army that" and "her criticism of"."""
    kind = nouns().get(line.word(i))
    if kind is None or line.is_verb(i):
        return None
    owner, after = _owner(line, i), line.word(i + 1)
    by = i + 1
    while line.among(by, "published"):
        by += 1
    if line.word(by) in ("by", "from"):
        end = behind(line, by + 1, len(line))
        return Cue(i, i, i + 1, kind, "noun", (by + 1, end)) if line.word(end) == "that" else None
    if after == "that" or (kind == "want" and after == "to" and owner):
        bare = line.is_verb(i - 1) or (line.among(i - 1, "articles") and line.word(i - 2) not in ("in", "with", "by"))
        return Cue(i, i, i + 1, kind, "noun", owner) if owner or bare or i == 0 else None
    if line.among(i, "claim_nouns") and (_is_bare_clause(line, i) or (owner and _claims_deed(line, i))):
        return Cue(i, i, i + 1, kind, "noun", owner)
    of = after in ("of", "for", "about", "on", "against")
    document = line.among(i, "outgoing") and after != "of" and not _is_denied(line, i)
    if owner and of and not document and (kind == "judge" or line.among(i, "claim_nouns")):
        return Cue(i, i, i + 2, kind, "noun", owner)
    return None


def _is_bare_clause(line: Line, i: int) -> bool:
    """Whether a clause without "that" follows claims that are denied: "dismissed claims it had fled"."""
    return _is_denied(line, i) and line.opens_phrase(i + 1) and any(line.is_verb(k) for k in range(i + 2, i + 7))


def _is_denied(line: Line, i: int) -> bool:
    return any(verb.kind == "deny" for k in range(max(0, i - 4), i) for verb in verbs().get(line.word(k), ()))


def _claims_deed(line: Line, i: int) -> bool:
    """Whether a claim is "to have done" or "of having done" something."""
    return (line.word(i + 1), line.word(i + 2)) in (("to", "have"), ("of", "having"))


def _is_demonym(word: str) -> bool:
    return len(word) > 4 and word.endswith(tuple(listed("demonym_endings")))


def _owner(line: Line, i: int) -> tuple[int, int] | None:
    """Whose the noun is: "his", "Azerbaijan's", "rebel", "Greek"; other adjectives may stand between."""
    if line.among(i - 1, "camps") or (
        line.is_name(i - 1) and _is_demonym(line.word(i - 1)) and not line.is_name(i - 2)
    ):
        return i - 1, i
    reach = 2 if line.word(i) in verbs() and line.word(i).endswith("s") else 3
    for k in range(i - 1, max(-1, i - 1 - reach), -1):
        word = line.word(k)
        if line.among(k, "possessives"):
            return k, k + 1
        if word.endswith(GENITIVE) and len(word) > 2:
            return before(line, k + 1) or (k, k + 1)
        if word == QUOTE or not word[0].isalpha() or line.among(k, "articles", "prepositions", "conjunctions", "be"):
            return None
    return None
