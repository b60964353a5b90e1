"""The words of `configs/assertions.yaml`, and small checks on phrases; these come with straight quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial
from itertools import pairwise

from counterclaim.model.word_files import word_file, words_of_file

_LISTS = word_file("assertions")
_COUNT = re.compile(r"(?!(?:1[5-9]|20)[0-9]{2}$)[0-9][0-9,.]*[0-9]{2}")
_MARKS = ",:;" + "".join(char for char in map(chr, range(0x3001)) if char.isspace())


listed = partial(words_of_file, "assertions")
"""The words of some lists together, by their names."""


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The pattern of this name, for any case."""
    return re.compile(_alternatives(name), re.IGNORECASE)


def _alternatives(name: str) -> str:
    return "(?:" + re.sub(r"@(\w+)@", lambda named: _alternatives(named[1]), "|".join(_LISTS[name])) + ")"


_FINITE = listed("auxiliaries", "finite", "same_past") | frozenset(_LISTS["pasts"].values())
_TIMES = listed("prepositions", "adverbs")


def words(phrase: str) -> list[str]:
    """The words of a phrase in lower case, without the marks around them."""
    return [word.strip('.!;:"()') or word for word in phrase.lower().replace(",", " ").split()]


def is_finite(word: str) -> bool:
    """Whether a word, in lower case, may be the verb of a clause."""
    return word in _FINITE or (word.endswith("ed") and len(word) > 4 and word not in listed("adjectives"))


def begins_with_verb(text: str) -> bool:
    """Whether a text begins with a verb, so that a `that` before it is no conjunction."""
    first, second = [*text[:80].split(), "", ""][:2]
    follows = second[:1].isupper() or second in _TIMES | listed("determiners")
    return first.lower() in _FINITE or (is_finite(first.lower()) and follows)


def is_plain(phrase: str) -> bool:
    """Whether a phrase is at most ten words, with no verb, negation, clause, topic or quotation among them."""
    parts = words(phrase[:200])
    fits = len(parts) <= 10 and len(phrase) <= 200 and not re.search(r"[\";:()?!]|^ (?:of|about) ", phrase)
    return fits and not any(part in listed("not_plain", "negations") or is_finite(part) for part in parts)


def is_listener(phrase: str) -> bool:
    """Whether a phrase says no more than to whom somebody spoke: "reporters", but not "each of the 130 people here"."""
    return is_plain(phrase) and not _tells_a_fact(words(phrase[:200]))


def _tells_a_fact(parts: list[str]) -> bool:
    """Whether words in lower case hold a count of three figures or more that is no year, or who came to harm."""
    return any(_COUNT.fullmatch(part) or part in listed("harm") for part in parts)


def is_adjunct(phrase: str) -> bool:
    """Whether a phrase says no more than when, where or how somebody spoke; the empty phrase says no more."""
    parts = words(phrase[:200])
    loose = any(part in listed("determiners") - {"this"} and before not in _TIMES for before, part in pairwise(parts))
    return not parts or (
        (parts[0] in _TIMES or parts[0].endswith("ly")) and not loose and is_listener(" " + phrase.strip())
    )


def is_speaker(phrase: str) -> bool:
    """Whether a phrase can only be somebody, or a document, that speaks: `the log`, `Ilir Hoxha, a spokesman`."""
    name, _, apposition = phrase.strip().partition(", ")
    raw, parts = name.split(), name.lower().split()
    if apposition:
        named = 1 < len(raw) < 5 and all(word[0].isupper() for word in raw) and not is_finite(parts[0])
        role = apposition.split(" ", 1)[0] in listed("determiners") and "," not in apposition[:-1]
        return named and role and is_speaker(name) and is_speaker(apposition.rstrip(","))
    if parts in (["i"], ["we"], ["he"], ["she"], ["it"]):
        return True
    if not 0 < len(parts) <= 9 or {parts[0], parts[-1]} & (_TIMES - {"this"}) or set(parts) <= listed("hearsay"):
        return False
    banned = listed("not_plain", "negations", "not_speaker")
    for before, part, shown in zip(["of", *parts], parts, raw, strict=False):
        if part in banned or (is_finite(part) and shown.islower()) or not re.fullmatch(r"(?!.*\.-)[\w'.&-]+", part):
            return False
        if part in listed("determiners") and before not in listed("prepositions") | {"all", "both", "even"}:
            return False
    marked = parts[0] in listed("determiners", "modifiers") or "'" in parts[0] or parts[0].endswith("s")
    return marked or not raw[0][0].islower()


def in_sentence(speaker: str) -> str:
    """Who speaks, as it would stand inside a sentence; the party itself ("we") has no name."""
    speaker = re.sub(pattern("day").pattern + "$", "", speaker.strip(" ,"))
    first, _, rest = speaker.partition(" ")
    if rest and first.lower() in listed("determiners"):
        return f"{first.lower()} {rest}"
    return "" if speaker.lower() in ("i", "we") else speaker


def spoken(text: str, *lists: str) -> Iterator[tuple[str, str, bool, int]]:
    """Each verb of the lists with a speaker before it: verb, speaker, whether it is negated, where the verb ends."""
    for hit in re.finditer(r"(?<![\w'-])[a-z]+(?![\w'-])", text[:200]):
        if hit[0] not in listed(*lists):
            continue
        before = text[lead.end() if (lead := pattern("lead").match(text)) else 0 : hit.start()].split()
        raw, skip = list(before), listed("adverbs", "before_verb", "negations")
        while raw and (raw[-1].lower() in skip or raw[-1].endswith("ly")):
            raw.pop()
        negated = any(word.lower() in listed("negations") for word in before[len(raw) :])
        who = next((who for who in (" ".join(raw), " ".join(before)) if is_speaker(who)), "")
        nobody = " ".join(raw).lower() in ("nobody", "no one", "none of us", "neither side")
        many = re.search(r"[^'s]s$|\b(?:police|people|staff|we|they|i)$", who.lower())
        if nobody or (who and (many or hit[0] not in listed("plural_only"))):
            yield hit[0], who, negated or nobody, hit.end()


def source(phrase: str) -> str | None:
    """Who stands behind "according to ..." or "as ... said"; empty where nobody is named, `None` for other phrases."""
    if match := pattern("sources").fullmatch(phrase):
        who = next((group for group in match.groups() if group), "")
        return who if not who or is_speaker(who) else None
    if phrase[:3].lower() == "as ":
        for _, who, negated, at in spoken(phrase[3:], "say", "tell", "state", "that", "behind"):
            return who if not negated and is_adjunct(phrase[3 + at :]) else None
    return None


def tagged(tag: str, quoted: bool) -> str | None:
    """Who speaks by a tag behind a statement, such as `the ministry said on Monday`; `None` for what is no tag."""
    if (who := source(tag)) is not None:
        return who
    verbs = listed("say", "tell", "state", "that", "behind") - listed("not_behind")
    first, _, rest = tag.partition(" ")
    if first in (verbs - listed("tell") if quoted else listed("say")) and is_speaker(in_sentence(rest)):
        return rest
    for verb, who, negated, at in spoken(tag, "say", "tell", "state", "that", "behind"):
        behind, tells = tag[at:], verb in listed("tell")
        fits = behind and is_listener(behind) if tells else is_adjunct(behind) and behind[:4] != " by "
        if who in ("he", "she", "it") and verb not in listed("say", "tell", "state") | {"added", "adds"}:
            return None
        if fits and not negated and verb in verbs:
            return who
    return None


def is_owner(phrase: str) -> bool:
    """Whether a phrase may stand before `claim that`: nothing, or `the`, or `the ministry's false`."""
    parts = words(phrase)
    inner = listed("determiners", "prepositions", "say", "tell", "state", "that", "deny", "reject")
    return is_plain(phrase) and not inner & set(parts[1:]) and not listed("prepositions") & set(parts[:1])


def opens_subject(text: str) -> bool:
    """Whether the first word of a text marks the beginning of a subject."""
    first = text.split(" ", 1)[0]
    return not first.islower() or first in listed("determiners", "openers")


def is_clause(text: str) -> bool:
    """Whether a text without `that` reads as a clause: a subject, then a word that is likely its verb."""
    parts = words(text[:160])
    wrong = (listed("not_plain", "not_subject", "negations") - listed("subjects")) | (listed("prepositions") - {"at"})
    begins = text[:1] not in ",.-" and (parts[:1] != ["at"] or parts[1:2] == ["least"])
    if len(parts) < 2 or not begins or is_finite(parts[0]) or parts[0] in wrong:
        return False
    if parts[0] in ("nothing", "little", "nobody", "none", "more", "less", "much", "few"):
        return parts[1] in _FINITE
    joins = {"and", "or", "who", "which", "that", "to"}
    return any(is_finite(part) and before not in joins for before, part in pairwise(parts[:14]))


def is_bounded_clause(text: str) -> bool:
    """Whether a text is a short subject and an auxiliary, so no object: `12 people were`, not `the hill it had`."""
    parts = words(text[:160])
    at = next((index for index, part in enumerate(parts[:8]) if part in listed("auxiliaries")), 0)
    plain = is_plain(" ".join(parts[1:at])) and not {"i", "he", "she", "it"} & set(parts[1:at])
    return at > 0 and plain and opens_subject(text) and is_clause(text)


def is_content(noun: str, phrase: str) -> bool:
    """Whether what follows `reports of` says what would have happened: a number of something, or an event."""
    if len(phrase) > 200 or (listed("not_plain", "negations") - {"be", "been", "being"}) & set(words(phrase)):
        return False
    owned = pattern("owned").fullmatch(noun) is not None and not pattern("loss").search(phrase)
    return bool((pattern("counted").search(phrase) and not owned) or pattern("event").match(phrase))


def is_relative(text: str) -> bool:
    """Whether what follows `claim that` tells which claim, not what it says: `appeared on Monday`, `he made`."""
    stated = any(is_finite(part) for part in words(text[:200].rstrip(".!\"' "))[1:])
    return not stated or begins_with_verb(text) or bool(pattern("made").search(text[-80:]))


def simple_past(participle: str) -> str | None:
    """The past tense of a participle in lower case; `None` where it is not known."""
    same = participle in listed("same_past") or (participle.endswith("ed") and len(participle) > 4)
    return participle if same else _LISTS["pasts"].get(participle)


def has_sentences(text: str) -> bool:
    """Whether a text is more than one sentence."""
    ends = pattern("sentence_end").finditer(text)
    return any(not pattern("abbreviation").search(text[max(0, end.start() - 9) : end.end() + 1]) for end in ends)


def is_quotation(text: str) -> bool:
    """Whether one pair of quotation marks holds all of the text."""
    inner = '"' if text[:1] == '"' else r"(?<!\w)'|'(?!\w)"
    return len(text) > 2 and text[0] == text[-1] and text[0] in "\"'" and not re.search(inner, text[1:-1])


def is_covered(core: str, denied: bool) -> bool:
    """Whether a frame beside a core, with no quotation marks, is sure to cover all of it."""
    blurred = pattern("blurs").search(core) or (denied and pattern("denial_blurs").search(core))
    return not blurred and not has_sentences(core)


def trim(text: str, start: int, end: int) -> tuple[int, int, bool]:
    """Where the core between `start` and `end` stands without marks around it; `True` where it was a quotation."""
    part = text[start:end]
    start, end = start + len(part) - len(part.lstrip(_MARKS)), start + len(part.rstrip(_MARKS))
    if not is_quotation(text[start:end]):
        return start, end, False
    return *trim(text, start + 1, end - 1)[:2], True


def is_heading(phrase: str, quotation: bool) -> bool:
    """Whether a phrase before a colon names who speaks: `Defence ministry`, or anybody short before a quotation."""
    head, known = re.split(r" (?:of|for) ", phrase)[0], listed("speakers", "capitals")
    office = {head.lower(), *head.split()[-1:]} & known and not listed("prepositions") & set(words(head))
    return is_speaker(phrase) and (bool(office) or (quotation and len(phrase.split()) <= 4))


def takes_tag(body: str, tag: str) -> bool:
    """Whether a tag covers all that stands before it, and that is a statement."""
    parts = words(body)
    verbless = len(parts) > 4 and parts[0] not in listed("prepositions")
    stated = len(parts) > 1 and (verbless or any(is_finite(part) or part[0].isdigit() for part in parts))
    if not stated or parts[0] in ("when", "if", "asked") or has_sentences(body):
        return False
    speaks = listed("say", "tell", "state", "that", "deny", "reject") & set(parts)
    return (not speaks or is_covered(body, False)) and (tag[:3] != "as " or not pattern("negative").search(body))
