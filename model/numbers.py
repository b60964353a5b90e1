"""Text to numbers: each an interval with its hedge, its measure and its place; what is counted is `counted`'s business.

    [(n.low, n.high, n.hedge) for n in read_numbers("at least 1,200, perhaps two dozen more")]

Digits with any grouping, number words, scales, ranges, bounds, vague counts, zero in words, fractions, percent, money.
What only looks like a number (dates, years, clock times, ages, durations, names of units, roads, articles, scores,
calibres, telephone numbers) comes out with the measure `name` or `time`. One pass of one pattern finds candidates;
everything behind it looks at a few words on either side, so the time is linear in the text.
"""

from __future__ import annotations

import re
from dataclasses import replace

from counterclaim.model import patterns as p
from counterclaim.model.hedges import Measure, Number, hedged
from counterclaim.model.lookalikes import is_name, is_year
from counterclaim.model.number_words import SCALES, ordinal_value, part_value, starts, vague_interval, words_to_number
from counterclaim.model.records import Hedge

MOST = 200
"""Numbers that are read of one text; a statement has fewer, a table or an attack more."""

LONGEST = 15
"""Digits of the longest number that is read; more are an identifier."""


def read_numbers(text: str) -> list[Number]:
    """Every number of a text in order of place, those that only look like one included (`measure` says so)."""
    found: list[Number] = []
    for match in _candidates(text):
        number = _read(match, text)
        if number is None:
            continue
        joined = _joined(found[-1], number, text) if found else None
        number = _named_with(found, number, text)
        if joined is not None:
            found[-1] = joined
        else:
            found.append(number)
        if len(found) >= MOST:
            break
    return [hedged(number, text) for number in found]


def _candidates(text: str) -> list[re.Match[str]]:
    """What could be a number, in order of place; none within another, none in a telephone number."""
    matches: list[re.Match[str]] = []
    for start in starts(text):
        if (not matches or start >= matches[-1].end()) and (match := p.FROM_WORDS.match(text, start)):
            matches.append(match)
    digits = list(p.FROM_DIGITS.finditer(text))
    if not matches and not digits:
        return matches
    if digits:
        phones = [match.span() for match in p.PHONE.finditer(text)]
        matches += [match for match in digits if not any(a <= match.start() < b for a, b in phones)]
        matches.sort(key=lambda match: match.start())
    kept: list[re.Match[str]] = []
    for match in matches:
        if not kept or match.start() >= kept[-1].end():
            kept.append(match)
    return kept


def _named_with(found: list[Number], number: Number, text: str) -> Number:
    """The number as a name where the one before or behind it is one: "from 3 to 7 November", "aged 9, 12 and 15"."""
    if not found or not p.JOIN_NAME.fullmatch(text, found[-1].last, number.first):
        return number
    if number.measure == "name" and found[-1].plain:
        found[-1] = replace(found[-1], measure="name")
    elif found[-1].measure == "name" and number.plain and number.measure == "count" and number.low <= 110:
        return number if p.NOUN_AFTER.match(text, number.last) else replace(number, measure="name")
    return number


def _number(
    match: re.Match[str],
    low: float,
    high: float | None = None,
    *,
    hedge: Hedge = "exact",
    measure: Measure = "count",
    plain: bool = False,
    zero: bool = False,
) -> Number:
    start, end = match.span()
    return Number(low, low if high is None else high, hedge, measure, start, end, start, end, plain, zero)


def _read(match: re.Match[str], text: str) -> Number | None:
    if match.re is p.FROM_DIGITS:
        return _from_digits(match, text)
    groups = match.groupdict()
    if groups["zero"]:
        return None if match["zero"].lower() == "neither" else _number(match, 0, zero=True)
    if groups["single"]:
        negated = p.NEGATED.search(text, max(0, match.start() - 48), match.start())
        return _number(match, 0, zero=True) if negated else None
    if groups["vague"]:
        return _timed(_number(match, *vague_interval(groups["vague"]), hedge="vague"), text)
    if groups["ordinal_word"]:
        return _number(match, ordinal_value(groups["ordinal_word"]), measure="ordinal")
    if groups["half"] or groups["part"] or groups["in_ten"]:
        return _share(match)
    return _from_words(match, text)


def _share(match: re.Match[str]) -> Number | None:
    """A fraction in words: "half of", "two thirds of", "one in five"."""
    if match["half"]:
        return _number(match, 0.5, measure="fraction")
    if match["part"]:
        top = words_to_number(match["part_top"]) or 1.0  # "a third" is one
        return _number(match, top / part_value(match["part"]), measure="fraction")
    some, of = words_to_number(match["in_ten"]), words_to_number(match["of_ten"])
    return _number(match, some / of, measure="fraction") if some and of and some < of else None


def _from_words(match: re.Match[str], text: str) -> Number | None:
    if match["half_scale"]:
        whole_scale = words_to_number(match["half_scale"].split()[-1])
        return _measured(_number(match, whole_scale / 2), text) if whole_scale else None
    if match["and_half"]:
        whole, part, scale = re.split(r" and a (half|quarter)", match["and_half"], flags=re.IGNORECASE)
        value = (words_to_number(whole) or 0) + 1 / part_value(part)
        return _measured(_number(match, value * (words_to_number(scale.strip()) or 1)), text)
    said = words_to_number(match["words"])
    if said is None:
        return None
    if match["words"].lower() == "one" and p.PRONOUN_AFTER.match(text, match.end()):
        return None
    lead = text[max(0, match.start() - 24) : match.start()]
    named = match["words"][0].isupper() and p.NAME_BEFORE.search(lead)  # "Kilo Nine"
    if named or p.NAMED.search(lead.lower()) or p.UNDER_AGE.search(lead.lower()) or p.IDIOM.match(text, match.end()):
        return _number(match, said, measure="name")
    return _measured(_number(match, said), text)


def _from_digits(match: re.Match[str], text: str) -> Number | None:
    digits = re.sub(r"[^0-9.]", "", match["digits"])
    if len(digits) > LONGEST:
        return None
    scale = (match["scale"] or "").strip(" -").lower()
    value = float(digits) * SCALES.get(scale, 1)
    plain = digits == match["digits"] and not scale
    if not match["money"] and is_name(value, match, text, plain=plain):
        return _number(match, value, measure="name", plain=plain)
    number = _number(match, value, measure="money" if match["money"] else "count", plain=plain)
    if match["ordinal"]:
        return replace(number, measure="ordinal")
    if match["upper"]:
        upper_scale = (match["upper_scale"] or "").strip(" -").lower()
        high = float(re.sub(r"[^0-9.]", "", match["upper"])) * SCALES.get(upper_scale, 1)
        low = value if scale or not upper_scale else value * SCALES[upper_scale]
        if len(match["upper"]) > LONGEST or low >= high or (number.plain and is_year(low) and is_year(high)):
            return replace(number, measure="name")  # a score, a date, a season, a telephone number
        number = replace(number, low=low, high=high, hedge="range", plain=False)
    return _measured(number, text)


def _measured(number: Number, text: str) -> Number:
    """The number with the percent sign or the currency behind it."""
    if percent := p.PERCENT.match(text, number.end):
        return replace(number, measure="percent", end=percent.end(), last=percent.end(), plain=False)
    currency = p.CURRENCY.match(text, number.end) if number.measure == "count" else None
    if currency and not (currency["name"].startswith("pound") and p.WEIGHS.search(text[: number.start])):
        return replace(number, measure="money", last=currency.end(), plain=False)
    return _timed(number, text)


def _timed(number: Number, text: str) -> Number:
    if number.measure == "count" and p.DURATION.match(text, number.end):
        return replace(number, measure="time")
    return replace(number, measure="name") if p.COMPOUND.match(text, number.end) else number


def _grown_by(first: Number, second: Number, text: str) -> bool:
    """Whether it is a change and what came of it, "rose by five to 17", and not a range, "rose by 10 to 15 percent"."""
    return second.measure == "count" and second.low > 2 * first.low and is_change(first.start, text)


def is_change(start: int, text: str) -> bool:
    """Whether the number that starts there says by how much something changed: "rose by five"."""
    by = p.BY.search(text, max(0, start - 4), start)
    return by is not None and p.CHANGE_BEFORE.search(text, max(0, by.start() - 40), by.start()) is not None


def _joined(first: Number, second: Number, text: str) -> Number | None:
    """One range from two numbers: "10 to 15", "between ten and fifteen", "two or three"."""
    between = text[first.last : second.first]
    if len(between) > 18 or first.measure not in ("count", second.measure) or first.low >= second.low:
        return None
    how = p.JOIN.fullmatch(between)
    if how is None or not first.hedge == second.hedge == "exact" or first.zero or second.measure in ("name", "ordinal"):
        return None
    said = how["how"].lower()
    lead = p.BETWEEN.search(text, max(0, first.start - 12), first.start)
    if said == "and" and (lead is None or lead["how"].lower() != "between"):
        return None
    if (
        lead is not None
        and lead["how"].lower() == "from"
        and p.CHANGE_BEFORE.search(text, max(0, lead.start() - 40), lead.start())
    ):
        return None
    if said == "to" and _grown_by(first, second, text):
        return None
    if said == "to" and lead is None and first.plain and second.low > 20 * max(first.low, 1) and second.low < 1000:
        return None
    if said == "or" and second.low - first.low > max(1, 0.5 * first.low):
        return None
    low = first.low
    if second.low >= 1000 > first.low and not second.plain:  # "2 to 3 thousand", "800 to 1,000 million"
        low = next((low * scale for scale in (1e9, 1e6, 1e3) if low * scale < second.low), low)
    start = lead.start() if lead is not None else first.start
    return Number(low, second.high, "range", second.measure, start, second.end, first.first, second.last)
