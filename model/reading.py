"""A pair as the verdict reads it: what is asserted, which figures meet, and the texts that the language model sees."""

from __future__ import annotations

from dataclasses import dataclass

from counterclaim.model.assertions import Assertion, read_assertion
from counterclaim.model.edits import Edit, numeric_edit
from counterclaim.model.findings import Comparison, Period, compare_figures, period_of
from counterclaim.model.policy import Policy
from counterclaim.model.records import Pair, Stance
from counterclaim.model.rewriting import Rewritten
from counterclaim.model.sides import canonical


@dataclass(frozen=True, slots=True)
class Reading:
    """What a pair says before any model is asked.

    `a` and `b` are the texts for the language model, with their way back to the statements; `stance_a` and `stance_b`
    say whether what they tell is asserted or denied; `comparisons` are the figures that meet, the closest first;
    `edit` is there where the statements differ in their numbers alone; `period` is about the days that the texts name.
    """

    pair: Pair
    a: Rewritten
    b: Rewritten
    stance_a: Stance
    stance_b: Stance
    comparisons: tuple[Comparison, ...]
    edit: Edit | None
    period: Period

    @property
    def texts(self) -> tuple[str, str]:
        """What the language model is asked about."""
        return self.a.text, self.b.text

    @property
    def denials(self) -> int:
        """How many of the two statements deny what they tell: 0, 1 or 2."""
        return (self.stance_a == "denies") + (self.stance_b == "denies")


def read_to_compare(pair: Pair, policy: Policy) -> Reading:
    """The reading of a pair of party statements: what each asserts, with the sides' names in one order."""
    a, b = canonical(pair.a.text, pair.b.text)
    said_a, said_b = read_assertion(a.text), read_assertion(b.text)
    return Reading(
        pair=pair,
        a=_core(a, said_a),
        b=_core(b, said_b),
        stance_a=_stance(pair.a.stance, said_a),
        stance_b=_stance(pair.b.stance, said_b),
        comparisons=tuple(compare_figures(pair.a, pair.b, tolerance=policy.tolerance)),
        edit=numeric_edit(pair.a.text, pair.b.text),
        period=period_of(pair.a, pair.b),
    )


def read_to_infer(pair: Pair, policy: Policy) -> Reading:
    """The reading of a premise and a hypothesis: the texts as they are."""
    a, b = Rewritten.of(pair.a.text), Rewritten.of(pair.b.text)
    comparisons = compare_figures(pair.a, pair.b, tolerance=policy.tolerance)
    edit = numeric_edit(pair.a.text, pair.b.text)
    return Reading(pair, a, b, "asserts", "asserts", tuple(comparisons), edit, period_of(pair.a, pair.b))


def _stance(given: Stance, said: Assertion) -> Stance:
    """The stance that the statement came with, unless the text itself says more."""
    return said.stance if given == "asserts" else given


def _core(text: Rewritten, said: Assertion) -> Rewritten:
    """The asserted part of a text, with the way back to the statement."""
    if said.end - said.start == len(text.text):
        return text
    return Rewritten(said.text, text.cut(said.start, said.end).knots)
