"""A pair as the verdict reads it: what is asserted, which figures meet, and the texts that the language model sees."""

from __future__ import annotations

from dataclasses import dataclass, replace

from counterclaim.model.assertions import as_sentence, read_assertion
from counterclaim.model.conversions import in_one_unit
from counterclaim.model.edits import Edit, numeric_edit
from counterclaim.model.findings import Comparison, Period, compare_figures, period_of
from counterclaim.model.policy import Policy
from counterclaim.model.records import Pair, Stance, Statement
from counterclaim.model.rewriting import Rewritten
from counterclaim.model.sides import canonical

_NOT_SO = "It is not true that "


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

    @property
    def disputed(self) -> bool:
        """Whether one statement, and one only, came as the denial of its text."""
        return (self.pair.a.stance == "denies") != (self.pair.b.stance == "denies")


def read_to_compare(pair: Pair, policy: Policy) -> Reading:
    """The reading of a pair of party statements: what each asserts, with the sides' names in one order.

    A statement that came with the stance "denies" denies its text: its figures are then no figures of its party, so
    that others can stand beside them, and the numbers alone decide nothing.
    """
    comparisons = compare_figures(pair.a, pair.b, tolerance=policy.tolerance)
    a, b = in_one_unit(pair.a.text, pair.b.text, comparisons)
    named_a, named_b = canonical(a.text, b.text)
    a, b = a.then(named_a), b.then(named_b)
    reading = Reading(
        pair=pair,
        a=_asked(a, pair.a),
        b=_asked(b, pair.b),
        stance_a=_stance(pair.a.stance, a.text),
        stance_b=_stance(pair.b.stance, b.text),
        comparisons=tuple(comparisons),
        edit=numeric_edit(pair.a.text, pair.b.text),
        period=period_of(pair.a, pair.b),
    )
    return replace(reading, comparisons=tuple(map(_denied, comparisons)), edit=None) if reading.disputed else reading


def read_to_infer(pair: Pair, policy: Policy) -> Reading:
    """The reading of a premise and a hypothesis: the texts as they are, but for units."""
    comparisons = compare_figures(pair.a, pair.b, tolerance=policy.tolerance)
    a, b = in_one_unit(pair.a.text, pair.b.text, comparisons)
    edit = numeric_edit(pair.a.text, pair.b.text)
    return Reading(pair, a, b, "asserts", "asserts", tuple(comparisons), edit, period_of(pair.a, pair.b))


def _stance(given: Stance, text: str) -> Stance:
    """The stance that the statement came with, unless the text itself says more."""
    return read_assertion(text).stance if given == "asserts" else given


def _asked(text: Rewritten, statement: Statement) -> Rewritten:
    """The text for the language model, which reads denials and who-says-so itself.

    A clause of an article becomes a sentence; what came with the stance "denies" came without its denial, which is put
    before it.
    """
    if statement.stance == "denies":
        text = text.after(_NOT_SO)
    return Rewritten(as_sentence(text.text), text.knots) if statement.article_id is not None else text


def _denied(item: Comparison) -> Comparison:
    """Figures of which one is denied: to say that it were not 200 is not to say how many it were."""
    if item.relation not in ("conflict", "update"):
        return item
    why = "one of them is denied, which leaves the other open"
    return replace(item, relation="compatible", reason=f"{item.reason.rpartition(': ')[0]}: {why}")
