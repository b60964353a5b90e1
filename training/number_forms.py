"""One number in its different spellings: "58", "fifty-eight"; "24", "two dozen"; "1,200", "twelve hundred".

spellings(1200)    the usual one first
"""

from __future__ import annotations

from dataclasses import dataclass

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NAMED = {1e3: "thousand", 1e6: "million", 1e9: "billion", 1e12: "trillion"}


def in_words(value: int) -> str:
    """A whole number below a million in words, as British English has it: "three hundred and twenty".

    Raises:
        ValueError: the number is negative or too large.
    """
    if not 0 <= value < 1_000_000:
        raise ValueError(f"{value} has no words here; allowed: 0 to 999999")
    if value < 20:
        return _ONES[value]
    if value < 100:
        tens, ones = divmod(value, 10)
        return _TENS[tens - 2] + (f"-{_ONES[ones]}" if ones else "")
    size, name = (1000, "thousand") if value >= 1000 else (100, "hundred")
    whole, rest = divmod(value, size)
    joint = " and " if rest < 100 else " "
    return f"{in_words(whole)} {name}" + (joint + in_words(rest) if rest else "")


def spellings(value: float) -> list[str]:
    """Ways to write a number that mean exactly the same, the usual one first."""
    digits = _digits(value)
    if value != int(value):
        return [digits]
    whole = int(value)
    if whole < 10:
        return [in_words(whole), digits]
    found = [digits]
    if whole < 100:
        found.append(in_words(whole))
    if whole % 12 == 0 and 12 <= whole <= 96:
        found.append("a dozen" if whole == 12 else f"{in_words(whole // 12)} dozen")
    if 100 <= whole < 1000:
        found += [in_words(whole)] * (whole % 10 == 0)
    if 1000 <= whole < 10_000 and whole % 100 == 0:
        found.append(in_words(whole))
        found += [f"{in_words(whole // 100)} hundred", f"{whole / 1000:g} thousand"] * (whole % 1000 != 0)
    if 10_000 <= whole < 1_000_000 and whole % 1000 == 0:
        found += [f"{whole // 1000} thousand", in_words(whole)]
    if whole >= 2101:
        found.append(str(whole))  # below it would read as a year
    return found


@dataclass(frozen=True, slots=True)
class Writer:
    """How the numbers of one place in a text are written: in units of `scale`, with a sign before and words behind.

    The values it writes are counted in units of `scale`: 33.5 is 33.5 million where the scale is 1e6.
    """

    scale: float = 1.0
    sign: str = ""
    suffix: str = ""

    def forms(self, value: float) -> list[str]:
        """Ways to write one value, the usual one first; all mean exactly the same."""
        found = [_digits(value)] if self.sign else spellings(value)
        if self.suffix or self.scale > 1:
            found = [form for form in found if "dozen" not in form and "thousand" not in form]
        named = f" {_NAMED[self.scale]}" if self.scale > 1 else ""
        made = [f"{self.sign}{form}{named}{self.suffix}" for form in found]
        full = value * self.scale
        if self.scale in (1e3, 1e6) and full == int(full) and not self.suffix:
            made.append(f"{self.sign}{int(full):,}")
        if self.suffix == " percent":
            made += [f"{found[0]} per cent", f"{_digits(value)}%"]
        if self.sign == "$" and value >= 2:
            made.append(f"{_digits(value)}{named}{self.suffix} dollars")
        return list(dict.fromkeys(made))

    def usual(self, value: float) -> str:
        """The usual way to write one value."""
        return self.forms(value)[0]

    def ends(self, low: float, high: float) -> tuple[str, str]:
        """The two ends of a range, the lower one without what the upper one says for both."""
        last = self.usual(high)
        if not self.suffix and self.scale == 1:
            return self.usual(low), last
        return f"{self.sign}{_digits(low)}", last


def _digits(value: float) -> str:
    return f"{value:,.6f}".rstrip("0").rstrip(".") if value != int(value) else f"{int(value):,}"
