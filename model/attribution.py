"""Text to attributions: who says, thinks or wants what, by which words, and whether it is held to be so.

    attributions('"We lost," said Ilir Hoxha. Baku denied that the town had fallen.')

Rules over words and lists (`configs/attribution.yaml`), no parser; the time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from counterclaim.model import assertion_words
from counterclaim.model.attribution_words import Kind, listed
from counterclaim.model.content_behind import is_branded
from counterclaim.model.contents import contents
from counterclaim.model.cue import Cue, subject
from counterclaim.model.cues import cues
from counterclaim.model.introductions import introductions
from counterclaim.model.lines import DASHES, QUOTE, Line, lines
from counterclaim.model.phrase_before import before
from counterclaim.model.records import Stance
from counterclaim.model.sentences import paragraphs

Place = tuple[int, int]

CLAIMS = frozenset({"say", "tell", "show", "think", "deny", "accuse"})
"""Kinds by which a source holds something to be so, or not to be so."""

DEEPEST = 2
"""Quotations inside one another that are read."""

SHORTEST_QUOTE = 40
"""A quotation of fewer characters holds no attribution of its own."""

MOST_ASIDE = 2
"""Words beside a quotation that goes on from the sentence before: "Then", "And"."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who (`source`) by which words (`cue`) says what (`contents`), as characters of the text, end exclusive.

    `stance` is "asserts" or "denies" where the source holds the contents to be so or not, and "reports" where it asks,
    wants or praises, or will not say. `kind` is the list of verbs that the cue is from. `stands_for` is the phrase that
    a relative pronoun refers to, where it is the source. `is_spoken` says that the contents hold a quotation, `quoted`
    that all of it stands inside one; there, a source of `None` is whoever is quoted.
    """

    source: Place | None
    cue: Place | None
    contents: tuple[Place, ...]
    stance: Stance = "asserts"
    kind: Kind = "say"
    stands_for: Place | None = None
    quoted: bool = False
    is_spoken: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence outside quotations, whom it is about, and whom it names with an office (characters, end exclusive)."""

    start: int
    end: int
    subject: Place | None
    is_quotation: bool
    introduces: tuple[Place, ...] = ()


@dataclass(slots=True)
class Reading:
    """What a text holds: its sentences in order, and its attributions in the order of their cues."""

    sentences: list[Sentence] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)


@dataclass(slots=True)
class _Draft:
    """An attribution whose quotation may still go on."""

    line: Line
    cue: Cue
    contents: list[Place]
    quoted: bool

    def is_spoken(self) -> bool:
        """Whether it holds a quotation that may go on in the next sentence."""
        held = (q for q in self.line.quotes for start, end in self.contents if start <= q.start and q.end <= end)
        return self.cue.kind in ("say", "tell", "ask") and next(held, None) is not None


def attributions(text: str) -> list[Attribution]:
    """The attributions of a text in the order of their cues, with those inside quotations and inside others."""
    return read(text).attributions


def read(text: str) -> Reading:
    """The sentences and attributions of a text."""
    reading, drafts = Reading(), list[_Draft]()
    spans = list(paragraphs(text))
    speaking: _Draft | None = None
    announced: _Draft | None = None
    for number, (start, end) in enumerate(spans):
        runs_on = number + 1 < len(spans) and text[spans[number + 1][0]] in "“\"'"
        for line in lines(text, start, end, runs_on=runs_on):
            found = _drafts(line, quoted=False)
            goes_on = _is_quotation(line) and not found
            if goes_on and announced is not None:
                drafts.append(announced)
                speaking, announced = announced, None
            if goes_on and speaking is not None:
                speaking.contents.append((line.start[0], line.end[-1]))
            elif not goes_on:
                speaking = next((draft for draft in reversed(found) if draft.is_spoken()), None)
                announced = _announced(line)
            reading.sentences.append(_sentence(line, goes_on))
            drafts += [*found, *_inside_quotes(text, line, 1)]
    reading.attributions = sorted(_finished(text, drafts), key=lambda a: (a.cue or a.contents[0], a.contents))
    return reading


def _inside_quotes(text: str, outer: Line, depth: int) -> list[_Draft]:
    """Attributions inside the quotations of a sentence, such as "the minister said that ..."."""
    found: list[_Draft] = []
    for quote in outer.quotes if depth <= DEEPEST else ():
        if quote.inner_end - quote.inner_start < SHORTEST_QUOTE:
            continue
        for line in lines(text, quote.inner_start, quote.inner_end):
            found += [draft for draft in _drafts(line, quoted=True) if _is_heard(draft)]
            found += _inside_quotes(text, line, depth + 1)
    return found


def _is_heard(draft: _Draft) -> bool:
    """Whether an attribution inside a quotation is somebody else's word, not "I think"."""
    source = draft.cue.source
    if source is None:
        return draft.cue.shape == "noun"
    named = source[1] - source[0] > 1 or not draft.line.among(source[0], "pronouns")
    return named and draft.cue.kind in ("say", "tell", "deny", "accuse", "show")


def _drafts(line: Line, *, quoted: bool) -> list[_Draft]:
    found = cues(line)
    parts = ((cue, contents(line, cue, found)) for cue in found)
    return [_Draft(line, cue, [_place(line, part) for part in held], quoted) for cue, held in parts if held]


def _announced(line: Line) -> _Draft | None:
    """The speaker of a sentence that ends with a colon, for the quotation in the paragraph behind it."""
    if not line.low or line.low[-1] != ":":
        return None
    end = len(line)
    spoken = next((cue for cue in reversed(cues(line)) if cue.source and cue.kind in ("say", "tell", "ask")), None)
    about = subject(line, end)
    cue = spoken or Cue(end - 1, end - 1, end, "say", "colon", about)
    return _Draft(line, cue, [], quoted=False) if cue.source else None


def _place(line: Line, part: tuple[int, int]) -> Place:
    return line.start[part[0]], line.end[part[1] - 1]


def _sentence(line: Line, is_quotation: bool) -> Sentence:
    about = subject(line, len(line))
    introduces = tuple(_place(line, part) for part in introductions(line))
    return Sentence(line.start[0], line.end[-1], _place(line, about) if about else None, is_quotation, introduces)


def _is_quotation(line: Line) -> bool:
    return bool(line.quotes) and sum(word != QUOTE and word[0].isalnum() for word in line.low) <= MOST_ASIDE


def _finished(text: str, drafts: Sequence[_Draft]) -> list[Attribution]:
    found: list[Attribution] = []
    for draft in drafts:
        if draft.cue.source is not None or not draft.quoted:
            found.append(_attribution(draft))
        held = tuple(draft.contents)
        if draft.cue.shape != "noun":
            continue
        pattern = _verdict(branded=is_branded(draft.line, draft.cue))
        if verdict := pattern.match(text, held[-1][1], held[-1][1] + 80):
            found.append(Attribution(None, verdict.span("verdict"), held, "denies", "deny", quoted=draft.quoted))
    return found


def _attribution(draft: _Draft) -> Attribution:
    line, cue = draft.line, draft.cue
    return Attribution(
        source=_place(line, cue.source) if cue.source else None,
        cue=_place(line, (cue.first, cue.last)),
        contents=tuple(draft.contents),
        stance=_stance(line, cue),
        kind=cue.kind,
        stands_for=_stands_for(line, cue),
        quoted=draft.quoted,
        is_spoken=draft.is_spoken(),
    )


def _stance(line: Line, cue: Cue) -> Stance:
    """Whether the source holds the content to be so: a denial that is denied is none, and "did not say" is neither."""
    if cue.kind not in CLAIMS:
        return "reports"
    group = line.words(cue.first - 1, cue.verb)
    if cue.kind in ("deny", "accuse") and group & listed("modals") and "have" not in group:
        return "reports"
    if cue.kind == "deny":
        if "nor" in group:
            return "reports"
        return "asserts" if cue.negated else "denies"
    if cue.lemma == "doubt" or (cue.kind == "think" and cue.negated):
        return "denies"
    return "reports" if cue.negated else "asserts"


def _stands_for(line: Line, cue: Cue) -> Place | None:
    """The phrase that "who" or "which" refers to, where that speaks."""
    if cue.source is None or not line.among(cue.source[0], "relatives"):
        return None
    end = cue.source[0] - 1 if line.word(cue.source[0] - 1) in (",", *DASHES) else cue.source[0]
    found = before(line, end)
    return _place(line, found) if found else None


@cache
def _verdict(*, branded: bool) -> re.Pattern[str]:
    """What may follow a claim to deny it: "is false", and behind "called the claim that ..." only "false"."""
    untrue = assertion_words.pattern("untrue").pattern
    adverbs = r"(?:(?!not\b)\w+ ){0,3}?"
    be = "(?:as )?(?:an? )?" if branded else "(?:is|are|was|were|has been|have been|['’]s) "
    return re.compile(rf"\W*(?P<verdict>{be}{adverbs}{untrue}\b)", re.IGNORECASE)
