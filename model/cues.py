"""Where a sentence says that somebody speaks: verbs in all their turns, and the phrases of `cue_phrases`.

    cues(line)[0].kind, cues(line)[0].source

All places are numbers of words in their sentence, end exclusive.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from counterclaim.model.attribution_words import Form, Kind, Verb, listed, nouns, verbs
from counterclaim.model.cue import Cue, hears, last_end, says_clause, speaker_before, subject, subject_end, verb_start
from counterclaim.model.cue_phrases import PHRASE_WORDS, phrase_cue
from counterclaim.model.lines import DASHES, QUOTE, Line
from counterclaim.model.phrase_before import before
from counterclaim.model.phrase_behind import behind

MOST_CUES = 12
"""More in one sentence are not read."""

_CLAUSE_FIRST: tuple[Kind, ...] = ("say", "show", "think", "tell", "deny", "ask", "accuse", "mention", "judge", "want")
_OBJECT_FIRST: tuple[Kind, ...] = ("accuse", "mention", "judge", "think", "tell", "say", "show", "deny", "ask", "want")


def cues(line: Line) -> list[Cue]:
    """The cues of a sentence, in order, `MOST_CUES` at most."""
    found: list[Cue] = []
    for i, word in enumerate(line.low):
        if word not in _triggers():
            continue
        if len(found) >= MOST_CUES:
            break
        cue = phrase_cue(line, i, found) or _verb(line, i, found)
        if cue is not None and cue.verb >= last_end(found):
            found.append(cue)
    return found


@cache
def _triggers() -> frozenset[str]:
    """The words at which a cue may lie."""
    return frozenset(verbs()) | frozenset(nouns()) | PHRASE_WORDS


def _verb(line: Line, i: int, found: Sequence[Cue]) -> Cue | None:
    entries = [v for v in verbs().get(line.word(i), ()) if tuple(line.low[i + 1 : i + 1 + len(v.rest)]) == v.rest]
    if not entries or line.among(i, "unheard") or (line.raw[i][0].isupper() and line.among(i, "noun_like")):
        return None
    entries = [v for v in entries if len(v.rest) == len(entries[0].rest)]
    first, last = verb_start(line, i, last_end(found)), i + 1 + len(entries[0].rest)
    forms, group = {v.form for v in entries}, line.words(first, i)
    negated = bool(group & listed("negations"))
    cue = Cue(first, i, last, _kind(line, last, entries), "active", negated=negated, lemma=entries[0].lemma)
    if forms == {"ing"}:
        return _ing(line, cue, found)
    if "past" in forms and group & listed("be") and not _has(line, cue, group):
        return _passive(line, cue)
    return _active(line, cue, forms, found)


def _has(line: Line, cue: Cue, group: set[str]) -> bool:
    """Whether "'s" stands for "has": "he's said"."""
    somebody = line.word(cue.first - 1) in ("he", "she", "who")
    return somebody and group & listed("be") == {"'s"} and cue.kind in ("say", "tell")


def _kind(line: Line, last: int, entries: Sequence[Verb]) -> Kind:
    """What the verb does, where its lists disagree, by the words behind it."""
    kinds: list[Kind] = [v.kind for v in entries]
    if "want" in kinds and line.word(last) == "to":
        return "want"
    if "tell" in kinds and line.opens_phrase(last) and line.find(("that",), last + 1, last + 6) is not None:
        return "tell"
    clause = line.word(last) in ("", ".") or says_clause(line, last) or "that" in line.words(last, last + 8)
    clause = clause or line.is_verb(last + 1) or line.is_verb(last + 2)
    return min(kinds, key=(_CLAUSE_FIRST if clause else _OBJECT_FIRST).index)


def _ing(line: Line, cue: Cue, found: Sequence[Cue]) -> Cue | None:
    """The cue of "adding that": by whoever spoke before, whom the sentence is about, or the noun right before it."""
    cue.shape = "ing"
    previous = line.word(cue.first - 1)
    if line.words(cue.first, cue.verb) & listed("be"):
        cue.joined = previous in ("and", "but") and bool(found)
        told = speaker_before(line, cue.first, found) if cue.joined else None
        cue.source = told or before(line, subject_end(line, cue.first), last_end(found))
        return cue if cue.source else None
    if line.among(cue.first - 1, "articles", "possessives", "be") or previous.endswith("'s") or not hears(line, cue):
        return None
    if (line.among(cue.verb, "noun_like") and previous != ",") or (previous == "in" and cue.lemma == "write"):
        return None
    cue.source = _noun_before(line, cue, found)
    if cue.source is None:
        cue.source, cue.joined = speaker_before(line, cue.first, found) or subject(line, len(line)), True
    if cue.source and cue.source[0] <= cue.verb < cue.source[1]:
        cue.source = None
    return cue


def _noun_before(line: Line, cue: Cue, found: Sequence[Cue]) -> tuple[int, int] | None:
    """Who stands right before a participle: "with Trump calling", "Voters saying"; no object of another verb."""
    i = cue.first - 1
    if line.word(i) == "and":  # "with Turkey backing Baku and saying"
        parallel = (k for k in range(i - 1, max(0, i - 15), -1) if line.word(k).endswith("ing") or line.word(k) == ",")
        at = next(parallel, 0)
        i = at - 1 if line.word(at) != "," else -1
    if i < 0 or line.is_verb(i) or line.among(i, "prepositions", "conjunctions", "adverbs_before"):
        return None
    source = before(line, i + 1, last_end(found)) if line.word(i)[0].isalnum() else None
    if source and line.word(source[0]) == "with":
        return source[0] + 1, source[1]
    opens = line.word(source[0] - 1) if source else None
    return source if opens == "with" or (opens == "" and i == cue.first - 1) else None


def _passive(line: Line, cue: Cue) -> Cue:
    """The cue of "was announced by X that" and "was accused of"."""
    cue.shape = "passive"
    by = line.find(("by",), cue.last, cue.last + 14)
    if by is None or not line.opens_phrase(by + 1) or line.among(by + 1, "days"):
        return cue
    if not line.words(cue.last, by) & {"that", ",", QUOTE}:
        end = behind(line, by + 1, len(line))
        charge = (k for k in range(by + 2, end) if line.word(k) == "as" or line.word(k + 1).endswith("ing"))
        end = min([end, *charge])
        cue.source = (by + 1, end) if end > by + 1 else None
    return cue


def _active(line: Line, cue: Cue, forms: set[Form], found: Sequence[Cue]) -> Cue | None:
    group, previous = line.words(cue.first, cue.verb), line.word(cue.first - 1)
    if ("to" in group and "have" not in group) or line.is_owner(cue.first - 1):
        return None
    if line.among(cue.verb, "adjectival") and line.among(cue.first - 1, "prepositions"):
        return None
    if previous in listed("articles") - listed("pronouns"):
        return None
    if line.word(cue.verb + 1) == "by" and "past" in forms and not group & {"has", "have", "had"}:
        return _passive(line, cue)
    if _is_inverted(line, cue):
        end = behind(line, cue.last, len(line))
        cue.shape, cue.source = "inverted", (cue.last, end)
        return cue if end > cue.last else None
    apposed = previous in (",", *DASHES) and before(line, cue.first) is not None
    if previous in ("and", "but", "or", "nor", "then") or (previous == "," and found and not apposed):
        cue.source, cue.joined = speaker_before(line, cue.first, found), True
        agrees = forms != {"base"} or group & listed("modals") or (cue.source and _is_plural(line, *cue.source))
        if cue.source and agrees and hears(line, cue):
            return cue
    stop = subject_end(line, cue.first)
    cue.source, cue.joined = before(line, stop, 0 if apposed else last_end(found)), False
    if cue.source is None and previous == ",":
        cue.source = _who_before(line, cue)
    if cue.source and any(cue.source[0] < other.verb < cue.source[1] for other in found):
        cue.source = _before_relative(line, *cue.source)
    return cue if _fits(line, cue, forms, bool(group & listed("modals", "does"))) else None


def _before_relative(line: Line, start: int, end: int) -> tuple[int, int]:
    """A phrase without its relative clause, where somebody speaks in that."""
    commas = (k for k in range(start + 1, end - 1) if line.word(k) == ",")
    return start, next((k for k in commas if line.among(k + 1, "relatives")), end)


def _is_inverted(line: Line, cue: Cue) -> bool:
    """Whether the speaker stands behind the verb: `"...", said X`."""
    previous = line.word(cue.first - 1)
    speaks = cue.kind not in ("accuse", "mention", "judge", "want", "deny")
    if cue.first != cue.verb or previous not in (QUOTE, ",", "?", "!") or not speaks:
        return False
    after = line.word(cue.last)
    if not after[:1].isalnum() or line.among(cue.last, "days", "prepositions", "conjunctions"):
        return False
    if after in ("it", "they", "there"):
        return False
    if previous == QUOTE or line.word(cue.first - 2) == QUOTE:
        return True
    apposed = before(line, cue.first)
    ends = line.is_name(cue.last) and not any(line.speaks(k) for k in range(cue.last, len(line)))
    if apposed is not None and ends and any(line.is_verb(k) for k in range(apposed[0])):
        return True
    if apposed is None and _who_before(line, cue) and _states(line, cue.last):
        return False
    return apposed is None and not line.among(cue.last, "possessives")


def _who_before(line: Line, cue: Cue) -> tuple[int, int] | None:
    """The speaker before a relative clause that ends right before the verb: "The man who leads it, said"."""
    who = line.find(("who",), 1, cue.first - 2)
    return before(line, who) if who is not None and not any(line.is_verb(k) for k in range(who)) else None


def _states(line: Line, start: int) -> bool:
    """Whether a clause begins here: a verb stands before the next comma."""
    end = line.find((",", "who", "which", "."), start, len(line))
    return any(line.speaks(k) for k in range(start + 1, len(line) if end is None else end))


def _fits(line: Line, cue: Cue, forms: set[Form], helped: bool) -> bool:
    """Whether the subject and what follows make the word a verb that speaks."""
    if cue.source is None:
        return False
    start, end = cue.source
    if (line.among(start, "prepositions") and line.word(start) != "about") or not hears(line, cue):
        return False
    if forms == {"base"} and not (helped or _is_plural(line, start, end)):
        return False
    if line.word(end - 1).isdigit() and line.among(cue.verb, "adjectival") and not says_clause(line, cue.last):
        return False
    bare = cue.first == cue.verb and cue.last == cue.verb + 1
    if cue.kind in ("accuse", "mention", "judge") and bare and line.is_reduced(cue.verb):
        return False
    if cue.kind == "show" and line.find(listed("documents"), start, end) is not None:
        return True
    if not line.among(cue.verb, "noun_like") and not line.is_name(cue.verb):
        return True
    head, clause = line.word(end - 1), says_clause(line, cue.last) or _claims_deed(line, cue) or _is_tag(line, cue)
    if forms == {"base"}:
        return helped or clause or head in ("they", "we", "i", "you", "who")
    if forms == {"s"}:
        single = line.is_name(end - 1) or head in ("he", "she", "it", "who", "which")
        return clause or (single and line.opens_phrase(cue.last))
    return helped or line.is_name(end - 1) or head in listed("pronouns") or line.opens_phrase(cue.last)


def _claims_deed(line: Line, cue: Cue) -> bool:
    """Whether "to have done" follows: "the rebels claim to have taken the town"."""
    return (line.word(cue.last), line.word(cue.last + 1)) == ("to", "have")


def _is_tag(line: Line, cue: Cue) -> bool:
    """Whether speaker and verb stand between commas: "the toll, Baku claims, is 200"."""
    return cue.source is not None and line.word(cue.source[0] - 1) == "," == line.word(cue.last)


def _is_plural(line: Line, start: int, end: int) -> bool:
    words = line.words(start, end)
    head = line.word(end - 1)
    return "and" in words or head.isdigit() or head in listed("plurals") or any(word.endswith("s") for word in words)
