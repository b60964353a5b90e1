"""Labelled pairs made from sentences and from invented events, so that only what is said tells the label.

    made = generate(sentences, count=3000, seed=13)
    made[0].premise, made[0].hypothesis, made[0].label, made[0].phenomenon

Labels follow from the meaning of figures (`quantities`) and of wrappers (`wrappers`), never from a model. Pairs come in
triples (`triples`), one under each label.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from functools import cache

from counterclaim.training.claims import Made
from counterclaim.training.event_claims import EventClaim, event_claim
from counterclaim.training.figure_edits import SentenceClaim, sentence_claim
from counterclaim.training.part_pairs import part_claim, part_triple, share_triple
from counterclaim.training.phrases import events, phrases
from counterclaim.training.sentences import Casing
from counterclaim.training.triples import FORMS, triple

PATIENCE = 10
"""Draws for each triple that is asked for, before fewer pairs than asked for come back."""

TRIES = 20
"""Claims that are tried for a triple of the kind that was drawn."""


def generate(sentences: Iterable[str], *, count: int, seed: int) -> list[Made]:
    """Labelled pairs, no pair twice in either order; the same for the same sentences, count and seed.

    Args:
        sentences: real sentences; those that cannot be changed cleanly are left out. There may be none.
        count: how many pairs; a third under each label.
        seed: of everything that is drawn.
    """
    return [made for made, _ in generate_with_sources(sentences, count=count, seed=seed)]


def generate_with_sources(sentences: Iterable[str], *, count: int, seed: int) -> list[tuple[Made, str]]:
    """The pairs of `generate`, each with the sentence or the name of the event that it was made from."""
    rng = random.Random(f"{seed}:generate")  # noqa: S311 - sampling, not secrets
    pool = _Pool(sentences, rng)
    seen: set[frozenset[str]] = set()
    made: list[tuple[Made, str]] = []
    ways = list(phrases().shares.items())
    for _ in range(PATIENCE * (count // 3 + 1)):
        if len(made) >= count:
            break
        way = rng.choices([name for name, _ in ways], [weight for _, weight in ways])[0]
        tries = (_one(way, pool, rng) for _ in range(TRIES))
        pairs, source = next((found for found in tries if found[0]), ([], ""))
        keys = [frozenset((pair.premise.lower(), pair.hypothesis.lower())) for pair in pairs]
        if pairs and len(set(keys)) == len(keys) and seen.isdisjoint(keys):
            seen.update(keys)
            made += [(pair, source) for pair in pairs]
    rng.shuffle(made)
    return made[:count]


class _Pool:
    """Claims from the given sentences, each as often as any other."""

    def __init__(self, sentences: Iterable[str], rng: random.Random) -> None:
        self.sentences = sorted(set(sentences))
        rng.shuffle(self.sentences)
        self.places = {"wrapped": 0, "figures": 0}
        casing = Casing(self.sentences)
        self.claim = cache(lambda sentence: sentence_claim(sentence, casing))

    def next(self, use: str) -> SentenceClaim | None:
        """The next claim that can be wrapped, or whose figure can be changed; `None` where there is none."""
        for _ in range(len(self.sentences)):
            place = self.places[use]
            self.places[use] = (place + 1) % len(self.sentences)
            claim = self.claim(self.sentences[place])
            if claim is not None and (claim.wraps if use == "wrapped" else claim.base is not None):
                return claim
        return None


def _one(way: str, pool: _Pool, rng: random.Random) -> tuple[list[Made], str]:
    """One triple of the kind asked for, and what it was made from; none where it does not come off."""
    if way in ("parts", "shares"):
        about = part_claim(way, rng)
        made = part_triple(about, rng) if way == "parts" else share_triple(about, rng)
        return made or [], about.source
    claim: SentenceClaim | EventClaim = event_claim(rng.choice(events().events), rng)
    if way in ("wrapped", "figures"):
        claim = pool.next(way) or claim
    names = list(_phenomena(claim, way.removeprefix("event_")))
    return triple(claim, rng.choice(names), rng) or [], claim.source


def _phenomena(claim: SentenceClaim | EventClaim, use: str) -> Iterator[str]:
    """The phenomena that a claim may show, the usual ones more often."""
    if use == "wrapped":
        yield from phrases().wrappers
        return
    weights = {"figure_exact": 3, "figure_bound": 4, "figure_rounding": 2, "figure_vague": 3, "figure_range": 1}
    counts = claim.measure == "count"
    for name in FORMS:
        if (name != "figure_vague" or counts) and (name != "figure_zero" or claim.zero):
            yield from [name] * weights.get(name, 1)
    yield from claim.moves
    yield from claim.moves
