"""Wrappers: what is said of a sentence ("the ministry denied that ..."), and which label two wrapped sentences have.

    judged("same", "holds", "fails")                   "contradiction"
    wrapped("{X} denied that {s}.", "Two men died.", "the ministry")    "The ministry denied that two men died."

The states are explained in `configs/generate.yaml`.
"""

from __future__ import annotations

import random
import re
from typing import Literal

from counterclaim.model.records import Label
from counterclaim.training.phrases import State, Wrapper, phrases
from counterclaim.training.quantities import Related

Content = Related | Literal["other"]
"""How two sentences lie to each other without their wrappers; `other`: another kind, owner, day or place."""

BARE: Wrapper = {"holds": "{S}."}
"""No wrapper."""

INNER = 18
"""Words of a sentence that may stand in the middle of another ("the report that ... is false")."""

LONGEST = 24
"""Words of a sentence that may stand in a wrapper of more than `LONG` characters."""

LONG = 90

_HOLD = ("holds", "sure")
_FAIL = ("fails", "excluded")
_OPEN = ("open", "unknown", "may", "possible")
_MIDDLE = re.compile(r"\{[sS]\}(?!\.|,? \{x\} \w+\.$|; |: |$)")


def judged(content: Content, a: State, b: State) -> Label | None:
    """The label of two wrapped sentences; `None` where people would not agree on one.

    Args:
        content: how the sentences lie to each other, as both are asserted.
        a: what is said of the first sentence.
        b: what is said of the second.
    """
    if content == "contains":
        return judged("inside", b, a)
    states = {a, b}
    if content == "other":
        return "neutral"
    if content == "same":
        return _of_the_same(states)
    if states <= {*_HOLD}:
        return {"inside": "entailment", "apart": "contradiction", "cross": "neutral"}[content]  # type: ignore[return-value]
    if "holds" in states and states & {*_OPEN}:
        return "neutral"
    if content == "inside" and (a, b) in (("holds", "fails"), ("fails", "holds")):
        return "contradiction" if b == "fails" else "neutral"
    return "neutral" if content == "apart" and states in ({"holds", "fails"}, {"fails"}) else None


def _of_the_same(states: set[State]) -> Label | None:
    if states <= {*_HOLD} or states <= {*_FAIL} or states in ({"unknown"}, {"possible"}):
        return "entailment"
    if states <= {*_HOLD, *_FAIL} or states in ({"unknown", "sure"}, {"possible", "excluded"}):
        return "contradiction"
    said = states - {*_OPEN}
    return "neutral" if len(said) == 1 and said <= {"holds", "fails"} else None


def listed(kind: str, rng: random.Random) -> Wrapper:
    """A contrast set whose forms have the same words: a list of three clauses, where another one is the sentence.

    Args:
        kind: of wrapper, such as `denial`.
        rng: draws verbs, asides and their order.
    """
    lists = phrases().lists
    said = list(rng.choice(lists.kinds[kind]))
    verbs = lists.personal if all(name in lists.personal.verbs for name in said) else lists.impersonal
    words = {name: rng.choice(verbs.verbs[name]) for name in said}
    asides = rng.sample(phrases().asides, 2)
    pattern = rng.choice(verbs.patterns)
    last = rng.random() < 0.6
    made: Wrapper = {}
    for name in said:
        others = rng.sample([other for other in said if other != name], 2)
        parts = [f"{words[other]} {aside}" for other, aside in zip(others, asides, strict=True)]
        parts.insert(2 if last else rng.randrange(3), f"{words[name]} {{s}}")
        made["holds" if name == "concedes" else name] = pattern.format(None, *parts, x="{x}", X="{X}")
    return made


def is_inner(form: str) -> bool:
    """Whether words of the form follow the sentence without a pause."""
    return _MIDDLE.search(form) is not None


def wrapped(form: str, sentence: str, speaker: str, *, lowers: bool = True) -> str | None:
    """The sentence in a wrapper; `None` where it is too long or too winding for that form.

    Args:
        form: with `{s}` or `{S}`, and `{x}` or `{X}`.
        sentence: ends in a full stop.
        speaker: with a small first letter.
        lowers: whether the sentence has a small first letter behind `that`, not so where it begins with a name.
    """
    core = sentence.removesuffix(".")
    if form == BARE["holds"]:
        return sentence
    words = len(core.split())
    if (is_inner(form) and (words > INNER or "," in core)) or (len(form) > LONG and words > LONGEST):
        return None
    small = core[0].lower() + core[1:] if lowers else core
    text = form.format(s=small, S=core, x=speaker, X=speaker[0].upper() + speaker[1:])
    return text[0].upper() + text[1:]
