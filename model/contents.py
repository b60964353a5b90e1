"""What is said: the words of a sentence that belong to a cue, behind it, before it, or both.

    contents(line, cue, cues)

All places are numbers of words in their sentence, end exclusive.
"""

from __future__ import annotations

from counterclaim.model import noun_phrases as np
from counterclaim.model.attribution_words import listed
from counterclaim.model.cues import Cue, subject
from counterclaim.model.sentences import QUOTE, Line

Part = tuple[int, int]

_END = (".", "!", "?", "…", "...", "..")


def contents(line: Line, cue: Cue, found: list[Cue]) -> list[Part]:
    """The parts of the sentence that the cue's speaker says, in order; empty where there are none."""
    if cue.shape == "according":
        return _around_source(line, cue, found)
    if cue.shape == "active" and line.word(cue.opening - 1) == "as" and cue.kind in ("say", "think", "show"):
        return _with_as(line, cue, found)
    if cue.shape == "passive":
        return _of_passive(line, cue, found)
    if cue.shape == "inverted":
        return _before(line, cue, found) + _resumed(line, cue, found)
    left = _before(line, cue, found) if cue.shape == "active" and _may_follow(line, cue) else []
    after = _skip(line, cue)
    if left and line.word(cue.last) == ",":
        return left + _resumed(line, cue, found)
    right = _trim(line, after, _stop(line, cue, after, found))
    if left and (right is None or not _prefers_right(line, cue, after)):
        return left
    if right is None or not _valid(line, cue, after):
        return []
    return [right]


def _may_follow(line: Line, cue: Cue) -> bool:
    return cue.kind in ("say", "tell", "show", "think", "ask", "deny") and not cue.joined


def _begins(line: Line, i: int) -> bool:
    """Whether what is said is sure to begin here, behind the verb."""
    return line.word(i) in ("that", QUOTE, "whether", "if", "how", "why", "what") or line.word(i - 1) == ":"


def _prefers_right(line: Line, cue: Cue, after: int) -> bool:
    """Whether what is said stands behind the verb although something stands before the speaker too."""
    if _begins(line, after):
        return True
    if line.word(cue.opening - 1) == QUOTE or line.word(after) in listed("prepositions", "days", "closers"):
        return False
    return any(np.is_verb(line, k) for k in range(after, min(len(line), after + 12)))


def _valid(line: Line, cue: Cue, after: int) -> bool:
    """Whether the verb takes what follows as its content."""
    if cue.kind in ("say", "show", "think", "tell") and cue.lemma in listed("needs_that"):
        document = cue.source is not None and any(line.word(k) in listed("documents") for k in range(*cue.source))
        return document or _begins(line, after)
    return True


def _skip(line: Line, cue: Cue) -> int:
    """Where the content begins behind a verb, after listeners, times and occasions."""
    i, end = cue.last, _last(line)
    if cue.shape == "noun" or cue.kind in ("judge", "want", "accuse"):
        return i
    marker = _marker(line, i, end)
    if marker is not None:
        return marker
    if cue.kind == "tell":
        return _behind_listener(line, i, end)
    while i < end:
        word = line.word(i)
        if word in listed("days") or (word in listed("time_words") and word not in ("this", "last", "next", "past")):
            i += 1
        elif word in ("on", "last", "this", "late", "early") and line.word(i + 1) in listed("days"):
            i += 2
        elif word in ("also", "again", "only", "simply", "however", "repeatedly", "publicly"):
            i += 1
        else:
            break
    return i


def _marker(line: Line, i: int, end: int) -> int | None:
    """A "that", quotation or colon behind the verb with nothing between but listeners, times and occasions."""
    k = i
    while k < min(end, i + 30):
        word = line.word(k)
        if word == QUOTE:
            return k
        if word == "that" and (k == i or line.word(k - 1) not in listed("prepositions")):
            return k
        if word == ":":
            return k + 1 if k + 1 < end else None
        if word in np._HARD or (word == "," and line.word(k + 1) not in (QUOTE, "that") and k - i > 12):
            return None
        if np.is_verb(line, k) or (k == i and _plain_start(line, k)):
            return None
        k += 1
    return None


def _plain_start(line: Line, k: int) -> bool:
    """Whether a clause begins right behind the verb."""
    return line.word(k) in ("he", "she", "it", "they", "we", "i", "you", "there")


def _behind_listener(line: Line, i: int, end: int) -> int:
    if line.word(i) in listed("listeners") | {"himself", "herself", "themselves"}:
        return i + 1
    k = i
    while k < end and k < i + 6:
        word = line.word(k)
        if k > i and word in (
            "he",
            "she",
            "it",
            "they",
            "we",
            "his",
            "her",
            "their",
            "the",
            "about",
            "to",
            "how",
            "what",
            "not",
            "of",
            "why",
        ):
            return k
        if word in (",", *_END):
            return k
        k += 1
    return i


def _last(line: Line) -> int:
    """The end of the sentence without its end mark."""
    end = len(line)
    while end > 0 and line.word(end - 1) in _END:
        end -= 1
    return end


def _trim(line: Line, start: int, end: int) -> Part | None:
    while start < end and line.word(start) in (",", ":", ";", "--", "—", "–"):
        start += 1
    while start < end and line.word(end - 1) in (",", ":", ";", "--", "—", "–", "-", *_END, "and", "but"):
        end -= 1
    return (start, end) if start < end else None


def _stop(line: Line, cue: Cue, start: int, found: list[Cue]) -> int:
    """Where the content behind a verb ends: with the sentence, or where somebody speaks again."""
    end = _last(line)
    for other in found:
        if other.verb <= cue.verb or other.first <= start:
            continue
        at = other.opening
        before = line.word(at - 1)
        if before in ("and", "but", "while", "whereas", "although", "though"):
            at -= 1
            if line.word(at - 1) == ",":
                at -= 1
            return min(end, at) if at > start else end
        if before == "," and (other.joined or other.shape in ("according", "as") or _is_tag(line, other)):
            return min(end, at - 1)
    if line.word(start) == QUOTE:
        return min(end, _behind_quote(line, start, end))
    if opens := _subordinate(line, cue):
        end = min(end, _main_clause(line, start, end, opens))
    semicolon = next((k for k in range(start, end) if line.word(k) == ";"), end)
    end = min(end, semicolon)
    return _short(line, cue, start, end) if cue.kind in ("judge", "accuse", "want") else end


def _is_tag(line: Line, cue: Cue) -> bool:
    """Whether a verb stands behind what is said: "..., the Post reported in 1991"."""
    after = line.word(cue.last)
    return cue.shape == "active" and cue.kind in ("say", "show") and (after in ("", ",", *_END) or after in listed("prepositions", "days"))


def _subordinate(line: Line, cue: Cue) -> bool:
    """Whether somebody speaks in a clause such as "While X says"."""
    opener = line.word(cue.opening - 1)
    first = cue.opening - 1 == 0 or line.word(cue.opening - 2) in ("", ",", "but", "and")
    return first and opener in listed("subordinators")


def _main_clause(line: Line, start: int, end: int, _: bool) -> int:
    """Where the main clause begins behind a clause that opened the sentence: at a comma before a subject."""
    for k in range(start + 1, end):
        if line.word(k) == "," and np.opens_phrase(line, k + 1) and any(np.is_verb(line, i) for i in range(k + 2, min(end, k + 12))):
            return k
    return end


def _behind_quote(line: Line, i: int, end: int) -> int:
    """Where content ends that begins with a quotation: with it, unless the sentence goes on from inside to outside."""
    after = line.word(i + 1)
    if after in (
        ",",
        *_END,
        "",
        "in",
        "on",
        "at",
        "during",
        "after",
        "when",
        "as",
        "while",
        "before",
        "and",
        "but",
        "—",
        "--",
        "-",
    ):
        return end if after in ("and",) and i + 2 < len(line) and line.word(i + 2) == QUOTE else i + 1
    return end


def _short(line: Line, cue: Cue, start: int, end: int) -> int:
    """Where a thing that is praised, wanted or described ends: at a comma that opens something else."""
    for k in range(start + 1, end):
        word, after = line.word(k), line.word(k + 1)
        if word == "," and (after in listed("pronouns", "closers") or after.endswith("ing") or after in ("and", "but")):
            return k
        if word in ("while", "although", "whereas", "but", "when") or (word == "after" and cue.kind == "judge"):
            return k
    return end


def _before(line: Line, cue: Cue, found: list[Cue]) -> list[Part]:
    """What stands before "..., X said"."""
    end = cue.opening
    mark = line.word(end - 1)
    if end < 2 and mark != QUOTE:
        return []
    if mark not in (",", QUOTE, "?", "!", "—", "--", "–"):
        return []
    start = 0
    for other in found:
        if other is not cue and other.last <= end and other.shape != "noun" and other.source is not None:
            hold = other.last
            if line.word(end - 1) == QUOTE and hold < end - 1:
                start = max(start, end - 1)
    part = _trim(line, start, end)
    if part is None:
        return []
    stated = any(np.is_verb(line, k) or line.word(k) == QUOTE for k in range(*part))
    return [part] if stated else []


def _resumed(line: Line, cue: Cue, found: list[Cue]) -> list[Part]:
    """What goes on behind "..., X said, ..."."""
    at = cue.last if cue.shape != "inverted" or cue.source is None else cue.source[1]
    if line.word(at) != ",":
        return []
    after = line.word(at + 1)
    quoted = any(line.word(k) == QUOTE for k in range(cue.opening))
    if after == QUOTE:
        part = _trim(line, at + 1, _stop(line, cue, at + 1, found))
        return [part] if part else []
    if (
        quoted
        or after.endswith("ing")
        or after
        in (
            "who",
            "which",
            "in",
            "when",
            "after",
            "as",
            "while",
            "citing",
            "a",
            "according",
            "but",
            "and",
            "with",
            "though",
            "although",
        )
    ):
        return []
    part = _trim(line, at + 1, _stop(line, cue, at + 1, found))
    return [part] if part and part[1] - part[0] > 2 else []


def _around_source(line: Line, cue: Cue, found: list[Cue]) -> list[Part]:
    """What "according to X" is about: what stands before it, or where it opens the sentence, what comes after."""
    end = cue.source[1] if cue.source else cue.last
    if cue.first <= 1:
        part = _trim(line, end, _stop(line, cue, end + 1, found))
        return [part] if part else []
    start = 0
    part = _trim(line, start, cue.first)
    return [part] if part else []


def _with_as(line: Line, cue: Cue, found: list[Cue]) -> list[Part]:
    """What "as X said" is about: what stands before it, or where it opens the sentence, what comes after."""
    at = cue.opening - 1
    after = _skip(line, cue)
    if at <= 1:
        comma = next((k for k in range(cue.last, min(len(line), cue.last + 12)) if line.word(k) == ","), None)
        if line.word(after) == QUOTE:
            comma = after - 1
        part = _trim(line, comma + 1, _stop(line, cue, comma + 1, found)) if comma is not None else None
        return [part] if part else []
    if line.word(after) == QUOTE:
        return [(after, after + 1)]
    part = _trim(line, 0, at) if line.word(at - 1) == "," else None
    return [part] if part else []


def _of_passive(line: Line, cue: Cue, found: list[Cue]) -> list[Part]:
    """What "it was announced that", "was accused of" and "is expected to" are about."""
    whom = np.before(line, cue.first) or subject(line, cue.first)
    after = cue.last
    if cue.source is not None and line.word(cue.source[0] - 1) == "by":
        between = _trim(line, after, cue.source[0] - 1)
        end = cue.source[1]
        rest = (
            _trim(line, end, _stop(line, cue, end, found))
            if line.word(end) in ("that", "of", "as", "to", "for")
            else None
        )
        told = whom is not None and line.word(whom[0]) == "it"
        parts = [whom if not told else None, between, rest]
        return sorted(part for part in parts if part)
    end = _stop(line, cue, after, found)
    rest = _trim(line, after, end)
    if rest is None:
        return [whom] if whom else []
    if line.word(after) == "that" or (whom and line.word(whom[0]) == "it") or cue.kind in ("tell",):
        return [rest]
    return [part for part in (whom, rest) if part]
