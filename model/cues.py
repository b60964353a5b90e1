"""Where a sentence says that somebody speaks: verbs, "according to", nouns such as "claim", with who speaks.

    cues(line)[0].kind, cues(line)[0].source

All places are numbers of words in their sentence, end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from counterclaim.model import noun_phrases as np
from counterclaim.model.attribution_words import Kind, Verb, listed, nouns, verbs
from counterclaim.model.sentences import QUOTE, Line

MOST_CUES = 12
"""More in one sentence are not read."""

Shape = Literal["active", "inverted", "passive", "ing", "according", "as", "noun", "colon"]


@dataclass(slots=True)
class Cue:
    """The words `first` to `last` by which somebody speaks; `verb` is the one that decides."""

    first: int
    verb: int
    last: int
    kind: Kind
    shape: Shape
    source: tuple[int, int] | None = None
    negated: bool = False
    lemma: str = ""
    joined: bool = False
    """The speaker is that of another verb before it."""

    @property
    def opening(self) -> int:
        """The first word of speaker and verb together."""
        return min(self.first, self.source[0]) if self.source and not self.joined else self.first


def cues(line: Line) -> list[Cue]:
    """The cues of a sentence, in order."""
    found: list[Cue] = []
    for i in range(len(line)):
        if len(found) >= MOST_CUES:
            break
        cue = _phrase(line, i) or _noun(line, i, found) or _verb(line, i, found)
        if cue is not None and (not found or cue.verb >= found[-1].last):
            found.append(cue)
    return found


def _phrase(line: Line, i: int) -> Cue | None:
    """ "according to X", "as X put it" """
    if line.word(i) == "according" and line.word(i + 1) == "to":
        end = np.behind(line, i + 2, len(line))
        source = (i + 2, end) if end > i + 2 else None
        return Cue(i, i, i + 2, "say", "according", source)
    if line.word(i) == ":" and 0 < i <= 7:
        return _colon(line, i)
    return None


def _colon(line: Line, i: int) -> Cue | None:
    if i + 1 < len(line) and line.word(i + 1) == QUOTE and not any(np.is_verb(line, k) for k in range(i)):
        return Cue(i, i, i + 1, "say", "colon", (0, i))
    return None


def _noun(line: Line, i: int, found: list[Cue]) -> Cue | None:
    """ "Yerevan's claim that", "claims by the army that", "the claim of the army that" """
    word = line.word(i)
    if word not in nouns() or np.is_verb(line, i):
        return None
    before = line.word(i - 1)
    owner = _owner(line, i)
    kind = nouns()[word]
    after = i + 1
    while line.word(after) in ("made", "issued", "released", "published", "put", "circulated", "out"):
        after += 1
    if line.word(after) in ("by", "from", "of") and line.word(after) != "of":
        end = np.behind(line, after + 1, len(line))
        that = next((k for k in range(after + 1, min(end + 2, len(line))) if line.word(k) == "that"), None)
        if that is not None and np.opens_phrase(line, after + 1):
            return Cue(i, i, i + 1, kind, "noun", (after + 1, that))
        return None
    if line.word(i + 1) == "that" or (kind == "want" and line.word(i + 1) == "to" and owner):
        if before in ("the", "a", "any", "no", "this") and not owner:
            return Cue(i, i, i + 1, kind, "noun", None) if word not in listed("noun_like") or True else None
        return Cue(i, i, i + 1, kind, "noun", owner) if owner else None
    if (
        owner
        and kind in ("judge", "say", "think", "want")
        and line.word(i + 1) in ("of", "for", "about", "on", "against")
    ):
        return Cue(i, i, i + 2, kind, "noun", owner)
    return None


def _owner(line: Line, i: int) -> tuple[int, int] | None:
    """Whose the noun at `i` is: "his", "Azerbaijan’s"; adjectives may stand between."""
    for k in range(i - 1, max(-1, i - 4), -1):
        word = line.word(k)
        if word in listed("possessives"):
            return k, k + 1
        if word.endswith(("'s", "’s", "s'", "s’")) and len(word) > 2:
            bounds = np.before(line, k + 1)
            return (bounds[0], k + 1) if bounds else (k, k + 1)
        if word == QUOTE or not word[:1].isalpha() or word in listed("articles", "prepositions", "conjunctions", "be"):
            return None
    return None


def _verb(line: Line, i: int, found: list[Cue]) -> Cue | None:
    entries = [v for v in verbs().get(line.word(i), ()) if _follows(line, i, v)]
    if not entries:
        return None
    longest = len(entries[0].rest)
    entries = [v for v in entries if len(v.rest) == longest]
    last = i + 1 + longest
    first = _group(line, i, found[-1].last if found else 0)
    forms, lemma = {v.form for v in entries}, entries[0].lemma.split()[0]
    group = {line.word(k) for k in range(first, i)}
    negated = bool(group & listed("negations"))
    if forms == {"ing"}:
        return _ing(line, Cue(first, i, last, _kind(line, last, entries), "ing", None, negated, lemma), found)
    if "past" in forms and group & listed("be") and not _has(line, first, i, entries):
        return _passive(line, Cue(first, i, last, _kind(line, last, entries), "passive", None, negated, lemma))
    cue = Cue(first, i, last, _kind(line, last, entries), "active", None, negated, lemma)
    return _active(line, cue, forms, group, found)


def _has(line: Line, first: int, i: int, entries: list[Verb]) -> bool:
    """Whether "'s" stands for "has": "he's said"."""
    be = {line.word(k) for k in range(first, i)} & listed("be")
    speaks = any(v.kind in ("say", "tell") for v in entries)
    return be <= {"'s", "’s"} and speaks and line.word(first - 1) in ("he", "she", "who", "trump")


def _follows(line: Line, i: int, verb: Verb) -> bool:
    return all(line.word(i + 1 + k) == word for k, word in enumerate(verb.rest))


def _group(line: Line, i: int, least: int) -> int:
    """Where the words of a verb begin: "has also repeatedly said"."""
    k = i
    while k > least:
        word = line.word(k - 1)
        if word in listed("before_verb", "be", "clitics") or (
            word.endswith("ly") and len(word) > 4 and line.raw[k - 1].islower()
        ):
            k -= 1
        else:
            break
    while k < i and line.word(k) in ("both", "all", "each", "today", "yesterday"):
        k += 1
    return k


def _kind(line: Line, last: int, entries: list[Verb]) -> Kind:
    """What the verb does, where its lists disagree, by the words behind it."""
    kinds: list[Kind] = [v.kind for v in entries]
    if len(set(kinds)) == 1:
        return kinds[0]
    after = line.word(last)
    if "want" in kinds and after == "to":
        return "want"
    clause = after in ("that", QUOTE, ":", ".", "") or (after == "," and line.word(last + 1) == QUOTE)
    order: tuple[Kind, ...] = ("say", "show", "think", "tell", "deny", "ask", "accuse", "judge", "want")
    if not clause:
        order = ("accuse", "judge", "think", "tell", "say", "show", "deny", "ask", "want")
        ahead = {line.word(k) for k in range(last, min(len(line), last + 8))}
        if "that" in ahead or np.is_verb(line, last + 1) or np.is_verb(line, last + 2):
            order = ("say", "show", "think", "tell", "deny", "ask", "accuse", "judge", "want")
    return min(kinds, key=order.index)


def _ing(line: Line, cue: Cue, found: list[Cue]) -> Cue | None:
    """ "adding that": whoever spoke before, or whom the sentence is about."""
    before = line.word(cue.first - 1)
    group = {line.word(k) for k in range(cue.first, cue.verb)}
    if group & listed("be"):
        cue.source = np.before(line, _without_time(line, cue.first), _least(found))
        return cue if cue.source else None
    if before in listed("articles", "possessives", "be") or before.endswith(("'s", "’s")):
        return None
    if line.word(cue.verb) in listed("noun_like") and before != ",":
        return None
    cue.source = next((c.source for c in reversed(found) if c.source and c.shape != "noun"), None) or subject(
        line, cue.first
    )
    cue.joined = True
    return cue


def _passive(line: Line, cue: Cue) -> Cue | None:
    by = next((k for k in range(cue.last, min(len(line), cue.last + 14)) if line.word(k) == "by"), None)
    if by is not None and np.opens_phrase(line, by + 1) and line.word(by + 1) not in listed("days"):
        between = {line.word(k) for k in range(cue.last, by)}
        if not between & {"that", ",", QUOTE}:
            cue.source = (by + 1, np.behind(line, by + 1, len(line)))
    return cue


def _active(line: Line, cue: Cue, forms: set[str], group: set[str], found: list[Cue]) -> Cue | None:
    before = line.word(cue.first - 1)
    if "to" in group and not group & {"have"}:
        return None
    if before in listed("articles", "possessives") or before.endswith(("'s", "’s", "s'", "s’")):
        return None
    if line.word(cue.verb + 1) == "by" and "past" in forms and not group & {"has", "have", "had"}:
        cue.shape = "passive"
        return _passive(line, cue)
    if _inverted(line, cue, found):
        cue.shape = "inverted"
        end = np.behind(line, cue.last, len(line))
        cue.source = (cue.last, end)
        return cue if end > cue.last else None
    if before in ("and", "but", "or", "then") or (
        before == "," and found and line.word(cue.first - 2) not in listed("days")
    ):
        joined = _joined(line, cue, found)
        if joined is not None:
            return joined
    stop = _without_time(line, cue.first)
    cue.source = np.before(line, stop, _least(found) if line.word(stop - 1) != "," else 0)
    if cue.source is None or not _fits(line, cue, forms, group):
        return None
    return cue


def _least(found: list[Cue]) -> int:
    return found[-1].last if found else 0


def _without_time(line: Line, stop: int) -> int:
    """The end of the subject, before words of time and asides: "Trump on Monday", "Baku, however,"."""
    k = stop
    for _ in range(4):
        if k > 1 and line.word(k - 1) in listed("days", "time_words"):
            back = k - 1
            while back > 0 and (line.word(back - 1) in listed("days", "time_words") or line.word(back - 1) == "on"):
                back -= 1
            if back == 0:
                return k
            k = back
        elif k > 2 and line.word(k - 1) == "," and (line.word(k - 2) in listed("asides")):
            k -= 2
            if line.word(k - 1) == ",":
                k -= 1
        elif k > 3 and line.word(k - 2) in ("in", "for") and line.word(k - 1) in ("turn", "part", "fact", "response"):
            k -= 2
        elif k > 3 and line.word(k - 3) == "for" and line.word(k - 1) == "part":
            k -= 3
        else:
            break
    return k


def _inverted(line: Line, cue: Cue, found: list[Cue]) -> bool:
    """Whether the speaker stands behind the verb: `"...", said X`."""
    before = line.word(cue.first - 1)
    if (
        cue.first != cue.verb
        or before not in (QUOTE, ",", "?", "!")
        or cue.kind not in ("say", "ask", "tell", "show", "think")
    ):
        return False
    if not np.opens_phrase(line, cue.last) and not line.word(cue.last)[:1].isalpha():
        return False
    if line.word(cue.last) in ("that", "in", "on", "at", "to", "and", "it", "they", "there", "of", "with") or line.word(
        cue.last
    ) in listed("days"):
        return False
    quoted = before == QUOTE or line.word(cue.first - 2) == QUOTE
    if quoted:
        return True
    return np.before(line, cue.first) is None and line.word(cue.last) not in listed("possessives")


def _joined(line: Line, cue: Cue, found: list[Cue]) -> Cue | None:
    """A verb behind "and" or "but": whoever spoke before."""
    earlier = next((c for c in reversed(found) if c.source and c.shape not in ("noun",)), None)
    if earlier is not None:
        cue.source, cue.joined = earlier.source, True
        return cue
    cue.source, cue.joined = subject(line, cue.first), True
    return cue if cue.source else None


def subject(line: Line, stop: int) -> tuple[int, int] | None:
    """Whom a sentence is about, as far as its words tell: the phrase before its first verb."""
    verb = next((k for k in range(stop) if np.is_verb(line, k)), None)
    if verb is None:
        return None
    first = _group(line, verb, 0)
    return np.before(line, _without_time(line, first))


def _fits(line: Line, cue: Cue, forms: set[str], group: set[str]) -> bool:
    """Whether the subject and what follows make the word a verb that speaks."""
    if cue.source is None:
        return False
    start, end = cue.source
    head = line.word(end - 1)
    if line.word(start) in listed("prepositions"):
        return False
    helped = bool(group & listed("modals", "does"))
    if forms == {"base"} and not (helped or _is_plural(line, start, end)):
        return False
    if _is_noun_like(line, cue):
        if forms == {"base"}:
            return helped or head in ("they", "we", "i", "you", "who") or _says_clause(line, cue.last)
        if forms == {"s"}:
            single = head in ("he", "she", "it", "who", "which") or np.is_name(line, end - 1)
            return _says_clause(line, cue.last) or (single and np.opens_phrase(line, cue.last))
        return helped or head in listed("pronouns") or np.is_name(line, end - 1) or np.opens_phrase(line, cue.last)
    return True


def _is_noun_like(line: Line, cue: Cue) -> bool:
    return line.word(cue.verb) in listed("noun_like") or np.is_name(line, cue.verb)


def _is_plural(line: Line, start: int, end: int) -> bool:
    head = line.word(end - 1)
    if any(line.word(k).endswith("s") for k in range(start, end)):
        return True
    known = head in ("they", "we", "i", "you", "who", "some", "many", "others", "that", "people", "police", "which")
    return known or any(line.word(k) == "and" for k in range(start, end))


def _says_clause(line: Line, i: int) -> bool:
    """Whether what follows a verb is sure to be what somebody says."""
    return line.word(i) in ("that", QUOTE, ":") or (line.word(i) == "," and line.word(i + 1) == QUOTE)
