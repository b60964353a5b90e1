"""Articles to events: which of them tell of one matter, by the names in them and their days.

    sketches = [sketch(article) for article in articles]
    numbers = group_events(sketches)  # [0, 0, 1, ...]
    event_of([sketches[0], sketches[1]])  # Event(title="Elmford, Coldwater Bridge", ...)

An article joins the event whose names are most like its own, of those that are near in time, or begins a new one. Only
events that share a rare name with it are looked at, so the work grows with the number of articles.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from counterclaim.model.records import Article, Statement, content_id, parse_date
from counterclaim.model.scan_records import Event
from counterclaim.model.word_files import words_of_file

ALIKE = 0.2
"""Least cosine, 0 to 1, of the names of an article and of an event that it joins."""

MOST_NAMES = 30
"""Names of an article that count, the most frequent."""

MOST_EVENTS = 50
"""Events with a name in common that are looked at, the latest."""

MOST_STEMS = 120
"""Words of the names of an event that count, the most frequent."""

READ = 20_000
"""Characters of an article that are read for names."""

_LETTERS = 6
_NAME = re.compile(
    r"(?<![\w’'])[A-Z][\w’'&]*(?:-[A-Z]?\w+)*(?: (?:(?:of|de|al|bin|van|von) )?[A-Z][\w’'&]*(?:-[A-Z]?\w+)*){0,3}"
)
_SAID = re.compile(r"[.!?:“\"]\s*$|^\s*$|\n\s*$")


@dataclass(frozen=True, slots=True)
class Sketch:
    """What places an article among events: its names with how often each stands in it, and its day."""

    article_id: str
    names: Counter[str]
    day: dt.date | None = None

    def stems(self) -> Counter[str]:
        """The words of the names by their first letters, so that "Elmford" and "the Elmfordian" are alike."""
        found: Counter[str] = Counter()
        for name, count in self.names.items():
            for word in re.split(r"[ -]", name.lower()):
                if len(word) > 2 and word not in words_of_file("scan", "not_names"):
                    found[word[:_LETTERS]] += count
        return found


@dataclass(slots=True)
class _Group:
    """The stems of an event's articles, damped and weighted, and their length as a vector."""

    counts: Counter[str] = field(default_factory=Counter)
    weights: dict[str, float] = field(default_factory=dict)
    length: float = 0.0
    last: dt.date | None = None

    def add(self, stems: Counter[str], rarity: dict[str, float]) -> None:
        """Takes an article in."""
        self.counts.update(stems)
        if len(self.counts) > 2 * MOST_STEMS:
            self.counts = Counter(dict(self.counts.most_common(MOST_STEMS)))
        self.weights, self.length = _weighted(self.counts, rarity)


def sketch(article: Article, statements: Sequence[Statement] = ()) -> Sketch:
    """The names of an article and its day: its own date, else the day of most of its statements."""
    return Sketch(
        article.article_id,
        Counter(dict(_names(article.text[:READ]).most_common(MOST_NAMES))),
        _day(article, statements),
    )


def _day(article: Article, statements: Sequence[Statement]) -> dt.date | None:
    days = Counter(statement.day for statement in statements if statement.day is not None)
    return day_of(article) or (min(days, key=lambda day: (-days[day], day)) if days else None)


def day_of(article: Article) -> dt.date | None:
    """The day of an article, `None` where it has none or its date is no date."""
    try:
        return parse_date(article.date) if article.date is not None else None
    except ValueError:
        return None


def _names(text: str) -> Counter[str]:
    """Capitalised words and runs of them; one that opens a sentence counts where it also stands inside one."""
    inside: Counter[str] = Counter()
    opening: Counter[str] = Counter()
    for match in _NAME.finditer(text):
        words = match[0].split()
        at_start = _SAID.search(text, max(0, match.start() - 4), match.start()) is not None
        while words and words[0].lower() in words_of_file("scan", "not_names"):
            words, at_start = words[1:], False
        while words and words[-1].lower() in words_of_file("scan", "not_names"):
            words = words[:-1]
        name = re.sub(r"['’]s?$", "", " ".join(words))
        if len(name) > 1:
            (opening if at_start else inside)[name] += 1
    return Counter({name: count + opening[name] for name, count in inside.items()})


def group_events(sketches: Sequence[Sketch], window: int = 14) -> list[int]:
    """The number of each article's event; numbers count from 0 in the order of time.

    Args:
        sketches: the articles; the result depends on them alone, not on their order.
        window: days between an article and the last one of its event.
    """
    stems = [one.stems() for one in sketches]
    held = Counter(stem for one in stems for stem in one)
    rarity = {stem: math.log((1 + len(stems)) / (1 + count)) + 0.5 for stem, count in held.items()}
    groups: list[_Group] = []
    with_stem: dict[str, list[int]] = defaultdict(list)
    numbers = [0] * len(sketches)
    for i in sorted(range(len(sketches)), key=lambda i: (sketches[i].day or dt.date.max, sketches[i].article_id)):
        number = _nearest(stems[i], sketches[i].day, groups, with_stem, rarity, window)
        if number is None:
            number = len(groups)
            groups.append(_Group())
        group = groups[number]
        for stem in sorted(stems[i].keys() - group.counts.keys()):
            with_stem[stem].append(number)
        group.add(stems[i], rarity)
        group.last = sketches[i].day or group.last
        numbers[i] = number
    return numbers


def _nearest(
    stems: Counter[str],
    day: dt.date | None,
    groups: Sequence[_Group],
    with_stem: dict[str, list[int]],
    rarity: dict[str, float],
    window: int,
) -> int | None:
    """The event whose names are most like those of an article (cosine), `None` where none is like enough."""
    weights, length = _weighted(stems, rarity)
    shared: dict[int, float] = defaultdict(float)
    for stem, weight in weights.items():
        for number in with_stem.get(stem, ())[-MOST_EVENTS:]:
            shared[number] += weight * groups[number].weights.get(stem, 0.0)
    best, found = ALIKE, None
    for number in sorted(shared):
        group = groups[number]
        likeness = shared[number] / (length * group.length + 1e-9)
        if likeness > best and not (day and group.last and (day - group.last).days > window):
            best, found = likeness, number
    return found


def _weighted(stems: Counter[str], rarity: dict[str, float]) -> tuple[dict[str, float], float]:
    """Counts, damped and weighted by rarity, and the length of the vector that they make."""
    weights = {stem: (1 + math.log(count)) * rarity[stem] for stem, count in stems.items()}
    return weights, math.sqrt(sum(weight * weight for weight in weights.values()))


def event_of(sketches: Sequence[Sketch]) -> Event:
    """The event that some articles tell of; its title is made of their most frequent names.

    Args:
        sketches: its articles, at least one.
    """
    articles = Counter(name for one in sketches for name in one.names)
    times = Counter(name for one in sketches for name in one.names.elements())
    ranked = sorted(articles, key=lambda name: (-articles[name], -times[name], name))
    known = sorted({one.day for one in sketches if one.day is not None})
    title = ", ".join(_apart(ranked)) or "No names"
    return Event(
        event_id=content_id(*sorted(one.article_id for one in sketches)),
        title=title,
        first_day=known[0].isoformat() if known else None,
        last_day=known[-1].isoformat() if known else None,
    )


def _apart(names: Sequence[str], most: int = 3) -> list[str]:
    """The first names that do not hold one another, each in its shortest form: "Elmford" rather than "Elmfordian"."""
    chosen: list[str] = []
    for name in names:
        if len(chosen) == most:
            break
        if not any(name[:5] == other[:5] or name in other or other in name for other in chosen):
            forms = [other for other in names if other[:5] == name[:5] and " " not in other]
            chosen.append(name if " " in name else min(forms, key=lambda form: (len(form), form)))
    return chosen
