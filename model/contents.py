"""What is said: the words of a sentence that belong to a cue, behind it, before it, or both.

    contents(line, cue, cues(line))

All places are numbers of words in their sentence, end exclusive.
"""

from __future__ import annotations

from collections.abc import Sequence

from counterclaim.model.attribution_words import listed
from counterclaim.model.content_behind import OBJECT_KINDS, Part, content_end, content_start, sentence_end, trimmed
from counterclaim.model.cue import Cue, subject
from counterclaim.model.lines import DASHES, QUOTE, Line
from counterclaim.model.phrase_before import before


def contents(line: Line, cue: Cue, found: Sequence[Cue]) -> list[Part]:
    """The parts of the sentence that the cue's speaker says, in order; empty where there are none."""
    if cue.shape == "according":
        return _around_source(line, cue, found)
    if cue.shape == "passive":
        return _of_passive(line, cue, found)
    if cue.shape == "inverted":
        return _before_tag(line, cue, found) + _resumed(line, cue, found)
    if cue.shape == "active" and line.word(cue.opening - 1) == "as" and cue.kind in ("say", "think", "show"):
        return _with_as(line, cue, found)
    follows = cue.shape == "active" and cue.kind not in OBJECT_KINDS and not cue.joined
    left = _before_tag(line, cue, found) if follows else []
    if left and line.word(cue.last) == ",":
        return left + _resumed(line, cue, found)
    start = content_start(line, cue, found)
    right = trimmed(line, start, content_end(line, cue, start, found))
    if left and right and line.word(cue.opening - 1) == QUOTE == line.word(start) and start > cue.last:
        return [*left, right]
    if left and (right is None or not _prefers_right(line, cue, start)):
        return left
    if cue.kind == "deny" and right is None and line.among(cue.opening - 1, "objects_before"):
        return _charge_before(line, cue, found)
    if right is None:
        return []
    deed = line.word(right[0]) == "to" and line.word(right[0] + 1) == "have"
    if cue.kind in ("say", "show", "think", "deny") and line.among(right[0], "nowhere") and not deed:
        return []
    return [right]


def _prefers_right(line: Line, cue: Cue, start: int) -> bool:
    """Whether what is said stands behind the verb although something stands before the speaker too."""
    if line.word(cue.opening - 1) == QUOTE:
        return False
    if line.word(start) in ("that", QUOTE) or line.among(start, "questions") or line.word(start - 1) == ":":
        return True
    if line.among(start, "prepositions", "days", "closers"):
        return False
    return any(line.is_verb(k) for k in range(start, start + 12))


def _before_tag(line: Line, cue: Cue, found: Sequence[Cue]) -> list[Part]:
    """What stands before "..., X said"."""
    end = cue.opening
    mark = line.word(end - 1)
    if mark not in (",", QUOTE, "?", "!", "—", "--", "–"):
        return []
    start = 0
    if mark == QUOTE:
        told = any(other.source and other.shape != "noun" and other.last < end - 1 for other in found)
        start = end - 1 if told else 0
    part = trimmed(line, start, end)
    if part is None:
        return []
    stated = any(line.is_verb(k) or line.word(k) == QUOTE for k in range(*part))
    resumed = line.word(cue.last) == "," and line.is_verb(cue.last + 1)
    ends = cue.kind == "say" and max(cue.last, cue.source[1] if cue.source else 0) >= sentence_end(line)
    return [part] if stated or resumed or (ends and part[1] - part[0] > 2) else []


def _resumed(line: Line, cue: Cue, found: Sequence[Cue]) -> list[Part]:
    """What goes on behind "..., X said, ..."."""
    at = cue.source[1] if cue.shape == "inverted" and cue.source else cue.last
    if line.word(at) != ",":
        return []
    after = line.word(at + 1)
    part = trimmed(line, at + 1, content_end(line, cue, at + 1, found))
    if part is None or after == QUOTE:
        return [part] if part else []
    quoted = QUOTE in line.words(0, cue.opening)
    stated = after == "a" and any(line.is_verb(k) for k in range(at + 2, at + 12))
    other = after.endswith("ing") or (after in listed("behind_tag", "relatives") and not stated)
    short = part[1] - part[0] <= 2 and not line.is_verb(at + 1)
    return [] if (quoted and not line.is_verb(at + 1)) or other or short else [part]


def _charge_before(line: Line, cue: Cue, found: Sequence[Cue]) -> list[Part]:
    """What ", which the army denies" is about: what somebody says before it, of a charge only the deed."""
    told = next((other for other in reversed(found) if other.last < cue.opening - 1), None)
    if told is None or told.shape not in ("active", "noun"):
        return []
    comma = next((k for k in range(cue.opening - 1, told.last, -1) if line.word(k) in (",", *DASHES)), cue.opening - 1)
    part = trimmed(line, content_start(line, told, found), comma)
    deed = line.find(("of", "for"), *part) if part and told.kind == "accuse" else None
    part = trimmed(line, deed + 1, part[1]) if part and deed is not None else part
    return [part] if part else []


def _around_source(line: Line, cue: Cue, found: Sequence[Cue]) -> list[Part]:
    """What "according to X" is about: what stands before it, or where it opens the sentence, what comes after."""
    end = cue.source[1] if cue.source else cue.last
    opens = cue.first <= 1
    part = trimmed(line, end, content_end(line, cue, end + 1, found)) if opens else trimmed(line, 0, cue.first)
    return [part] if part else []


def _with_as(line: Line, cue: Cue, found: Sequence[Cue]) -> list[Part]:
    """What "as X said" is about: what stands before it, or where it opens the sentence, what comes after."""
    at = cue.opening - 1
    start = content_start(line, cue, found)
    if at <= 1:
        comma = start - 1 if line.word(start) == QUOTE else line.find((",",), cue.last, cue.last + 12)
        if comma is None:
            return []
        part = trimmed(line, comma + 1, content_end(line, cue, comma + 1, found))
    elif line.word(start) == QUOTE:
        part = (start, start + 1)
    else:
        part = trimmed(line, 0, at) if line.word(at - 1) == "," else None
    return [part] if part else []


def _claim_before(line: Line, cue: Cue, found: Sequence[Cue]) -> Part | None:
    """What a claim says that is denied behind it: "the claim that 40 died was denied by"."""
    claim = next((other for other in found if other.shape == "noun" and other.verb < cue.first), None)
    if claim is None or cue.kind != "deny":
        return None
    start = content_start(line, claim, found)
    return trimmed(line, start, content_end(line, claim, start, found))


def _of_passive(line: Line, cue: Cue, found: Sequence[Cue]) -> list[Part]:
    """What "it was announced that", "was accused of" and "is expected to" are about."""
    whom = _claim_before(line, cue, found) or before(line, cue.first) or subject(line, cue.first)
    if cue.kind == "deny" and cue.source is None:  # "was denied a visa"
        return []
    dummy = whom is not None and line.word(whom[0]) == "it" and cue.kind not in OBJECT_KINDS
    if cue.source is not None:
        between = trimmed(line, cue.last, cue.source[0] - 1)
        end = cue.source[1]
        goes_on = line.word(end) in ("that", "of", "to", "for") or (line.word(end) == "as" and cue.kind != "deny")
        rest = trimmed(line, end, content_end(line, cue, end, found)) if goes_on else None
        return sorted(part for part in (None if dummy else whom, between, rest) if part)
    rest = trimmed(line, cue.last, content_end(line, cue, cue.last, found))
    if rest is not None and (dummy or cue.kind == "tell" or line.word(cue.last) == "that"):
        return [rest]
    return [part for part in (whom, rest) if part]
