"""Real sentences as claims: what can be changed in them cleanly, and the sentence with the change.

    claim = sentence_claim("Two soldiers were killed on Monday near the border town of Arda.")
    claim.say(exact(5), frozenset({"figure_kind"}), 0, rng)    "Five civilians were killed on Monday near ..."

Every changed sentence is read again by the figure layer; where it does not find the figure that was meant, counting
what was counted before, there is no change.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace

from counterclaim.model.figures import read_figures
from counterclaim.model.records import Figure
from counterclaim.model.word_lists import word_lists
from counterclaim.training.number_forms import Writer
from counterclaim.training.phrases import phrases
from counterclaim.training.quantities import Form, Quantity
from counterclaim.training.sentences import Casing, first_word, is_clean, words_of
from counterclaim.training.swaps import Swap, swaps_of

MOST = 3
"""Figures of a sentence that is edited."""

BESIDE = 36
"""Characters on either side of a figure in which a word can make it less than free ("the first two", "two others")."""

_DIGIT_OR_WORD = re.compile(
    r"[0-9]|\b(?:two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+ty|dozens?|hundreds?|thousands?|several|few)\b",
    re.I,
)
_SIGN = re.compile(r"(?:US)?\$|€|£")
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
_ODD_HEDGE = re.compile(
    r"(?:nearly|almost|just|close|slightly|well|as many|an estimated|estimated|perhaps|only)\b", re.I
)
_ZERO = re.compile(
    r"\s(?:[a-z]+\s){1,2}(?:were|have been|had been) (?:killed|wounded|injured|hurt|arrested|detained)\b"
)
_DESCRIBED = re.compile(
    r"\b(?:an?|the|these|those|its|his|her|their|our)\s(?!(?:by|to|in|at|for|on|with)\b)[a-z-]+\s$", re.I
)
"""An article and an adjective: "the top 10", "a mere five"."""

_OVER = re.compile(r"\b(?:hand|took|take|taken|taking|turn|win|won)(?:s|ed|ing)?\sover$", re.I)
_NO_VAGUE = frozenset(("of", "more", "other", "additional", "further", "such", "new"))
_PREPOSITIONS = frozenset(("to", "from", "at", "by", "between", "in", "for", "with", "on"))


_PLAIN = Writer()


@dataclass(frozen=True, slots=True)
class SentenceClaim:
    """A sentence, with the one figure in it that may be changed (if there is one) and the words that may be swapped.

    `small` says that it begins with a small letter where it stands in another sentence.
    """

    source: str
    wraps: bool
    small: bool = True
    figure: Figure | None = None
    base: Quantity | None = None
    writer: Writer = _PLAIN
    swaps: tuple[Swap, ...] = ()
    zero: bool = False

    @property
    def measure(self) -> str:
        """`count`, `percent` or `money`."""
        return self.figure.measure if self.figure is not None else "count"

    @property
    def moves(self) -> tuple[str, ...]:
        """Names of what may be made different, so that two sentences speak of different things."""
        return tuple(swap.name for swap in self.swaps)

    def lowers(self, text: str) -> bool:
        """Whether its text has a small first letter behind `that`."""
        return self.small

    def say(self, quantity: Quantity | None, moved: frozenset[str], turn: int, rng: random.Random) -> str | None:
        """The sentence with another figure and with words swapped; `None` where that is not clean.

        Args:
            quantity: what the figure becomes; `None` leaves it.
            moved: names of the swaps whose words become other ones; those of the rest may become synonyms.
            turn: 0 or 1, the side of the pair; sentences do not depend on it.
            rng: for spelling and synonyms.
        """
        text = self.source
        if quantity is not None and quantity != self.base:
            changed = self._with(quantity, rng)
            if changed is None:
                return None
            text = changed
        for swap in self.swaps:
            text = swap.applied(text, swap.name in moved, rng)
        return text

    def _with(self, quantity: Quantity, rng: random.Random) -> str | None:
        figure = self.figure
        if figure is None or (quantity.form == "vague" and not self._takes_vague()):
            return None
        before = _last_word(self.source[: figure.start])
        phrase = "no" if quantity.form == "zero" else quantity.written(self.writer, rng, usual=0.5)
        if before in _PREPOSITIONS and (quantity.phrase.startswith(("{} to", "a ")) or phrase.split()[0] == before):
            return None
        if figure.start == 0:
            phrase = phrase[0].upper() + phrase[1:]
        text = self.source[: figure.start] + phrase + self.source[figure.end :]
        return text if self._reads(text, quantity, len(phrase)) else None

    def _takes_vague(self) -> bool:
        """Whether a noun follows the figure: "dozens of people", not "dozens of killed"."""
        assert self.figure is not None  # noqa: S101 - for the type checker
        following = self.source[self.figure.end :].split()[0].lower()
        return (
            self.figure.measure == "count" and following not in word_lists().happenings and following not in _NO_VAGUE
        )

    def _reads(self, text: str, quantity: Quantity, length: int) -> bool:
        """Whether the figure layer finds the figure that was meant, of what it was of before."""
        figure = self.figure
        assert figure is not None  # noqa: S101 - for the type checker
        found = [one for one in read_figures(text) if figure.start <= one.start < figure.start + length]
        if len(found) != 1:
            return False
        new, scale = found[0], self.writer.scale
        same = (new.kind, new.unit, new.measure) == (figure.kind, figure.unit, figure.measure)
        return same and _near(new.low, quantity.low * scale) and _near(new.high, quantity.high * scale)


def _near(one: float, other: float) -> bool:
    return one == other or abs(one - other) <= 1e-6 * max(abs(one), 1.0)


def sentence_claim(sentence: str, casing: Casing | None = None) -> SentenceClaim | None:
    """What can be made of a sentence; `None` where it is no clean statement.

    Args:
        sentence: a statement of 8 to 45 words.
        casing: how its first word is written elsewhere; without it, common words and well-known names are known.
    """
    if not is_clean(sentence):
        return None
    casing = casing or Casing(())
    words = words_of(sentence)
    wraps = '"' not in sentence and casing.can_follow(sentence) and not words & phrases().words("unwrapped")
    claim = SentenceClaim(sentence, wraps, casing.lowers(first_word(sentence)))
    if words & phrases().words("unedited") or not _DIGIT_OR_WORD.search(sentence):
        return claim if wraps else None
    figures = read_figures(sentence)
    for figure in figures if len(figures) <= MOST and not _sum_up(figures) else ():
        base = _base(figure, sentence)
        if base is not None and _is_free(figure, sentence):
            found = swaps_of(sentence, figure)
            zero = figure.start == 0 and len(figures) == 1 and _ZERO.match(sentence, figure.end) is not None
            return replace(claim, figure=figure, base=base[0], writer=base[1], swaps=found, zero=zero)
    return claim if wraps else None


def _sum_up(figures: list[Figure]) -> bool:
    """Whether one figure is the sum of the others, so that none can change alone."""
    values = [figure.low for figure in figures]
    return len(values) > 1 and 2 * max(values) == sum(values)


def _is_free(figure: Figure, sentence: str) -> bool:
    """Whether another number in the place of this one would make another claim of the same kind."""
    if figure.running_total or figure.high < 2 or _ODD_HEDGE.match(sentence[figure.start : figure.end]):
        return False
    before = sentence[: figure.start].split()
    if _DESCRIBED.search(sentence[: figure.start]) or _OVER.search(sentence[: figure.start + 5]):
        return False
    around = sentence[max(0, figure.start - BESIDE) : figure.start], sentence[figure.end : figure.end + BESIDE]
    if any(words_of(text) & phrases().words("beside") for text in around) or sentence[: figure.start].count('"') % 2:
        return False
    if before and (_last_word(sentence[: figure.start]) in phrases().words("definite") or before[-1][0].isupper()):
        return False
    if before and before[-1][-1] == "," and before[-1][:-1].isdigit():
        return False
    after = sentence[figure.end :]
    if re.match(r"\s(?:out of|in [0-9]|of the [0-9]|by [0-9])", after):
        return False
    if figure.measure == "money":
        return not after.startswith("-")
    if figure.measure == "percent":
        return not re.match(
            r"\s(?:share|stake|rise|cut|increase|interest|owned|tax|discount|majority|of the vote)\b", after
        )
    if figure.measure != "count" or figure.unit is None or figure.unit in phrases().words("fixed_nouns"):
        return False
    following = after.split()[:3]
    return bool(re.match(r"\s(?:[a-z]|of our\b|[A-Z][a-z]+\s[a-z])", after)) and not (
        {word.strip(".,") for word in following} & phrases().words("fixed_nouns")
    )


def _base(figure: Figure, sentence: str) -> tuple[Quantity, Writer] | None:
    """The figure as a quantity that keeps its words, and how numbers are written in its place."""
    raw = sentence[figure.start : figure.end]
    if figure.measure == "fraction" or not (figure.start == 0 or sentence[figure.start - 1].isspace()):
        return None
    last = re.sub(r"[^a-z]", " ", raw.lower()).split()[-1:]
    sign = _SIGN.search(raw)
    scale = _SCALES.get(last[0], 1.0) if last and re.search(r"[0-9]|\b(?:one|two|three|ten)\b", raw) else 1.0
    writer = Writer(scale, sign[0] if sign else "", " percent" if figure.measure == "percent" else "")
    low, high = figure.low / scale, figure.high / scale
    form: Form = figure.hedge
    numbers = {
        "exact": (low,), "range": (low, high), "vague": (), "about": ((low + high) / 2,),
        "at_least": (low,), "at_most": (high,),
    }[form]  # fmt: skip
    numbers = tuple(float(f"{number:.6g}") for number in numbers)
    return Quantity(form, low, high, "{}", numbers, raw), writer


def _last_word(text: str) -> str:
    return re.sub(r"[^\w'-]", "", text.split()[-1]).lower() if text.split() else ""
