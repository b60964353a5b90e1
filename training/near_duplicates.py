"""Near-duplicates: pairs of a recipe that say nearly the same, and pairs of held-out files that it nearly trains on.

    python -m counterclaim.training.near_duplicates configs/small.yaml --data-dir DATA

Two pairs are near where they share four fifths of their words and runs of two words, whichever text is the premise.
Signatures find pairs that may be, and each of these is then counted exactly.
Exact copies are no part of it: `mix` drops them; a pair in both orders is one.
"""

from __future__ import annotations

import random
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from rich.console import Console
from rich.progress import track

from counterclaim.eval import provenance
from counterclaim.eval.commands import one_sentence, show
from counterclaim.eval.gather import our_set
from counterclaim.model.copies import Signatures
from counterclaim.training.config import load_recipe, readable
from counterclaim.training.mixing import UNLABELLED, Row, held_out_pairs, mix, pair_key, reader

NEAR = 0.8
"""Share of the words and runs of two pairs together that both have (Jaccard), from which they are near."""

_BANDS, _ROWS = 16, 4
"""Pairs that share 0.8 come to be counted with a probability of 0.9998, 0.7 with 0.99."""

_T = TypeVar("_T")
_WORD = re.compile(r"\w+")


class NearPairs:
    """An index of pairs by what they say."""

    def __init__(self) -> None:
        self._index = Signatures(_BANDS, _ROWS)
        self._said: list[frozenset[int]] = []

    def add(self, premise: str, hypothesis: str) -> list[int]:
        """Takes a pair up, and returns the numbers of those before it that are near, counted from 0."""
        said = _said(premise, hypothesis)
        likely = self._index.add(len(self._said), sorted(said))
        found = self._near(said, likely)
        self._said.append(said)
        return found

    def near(self, premise: str, hypothesis: str) -> list[int]:
        """The numbers of the pairs taken up that are near this one, in order."""
        said = _said(premise, hypothesis)
        return self._near(said, self._index.likely(sorted(said)))

    def _near(self, said: frozenset[int], likely: Iterable[int]) -> list[int]:
        found = []
        for number in likely:
            shared = len(said & self._said[number])
            if said and shared >= NEAR * (len(said) + len(self._said[number]) - shared):
                found.append(number)
        return found


def _said(premise: str, hypothesis: str) -> frozenset[int]:
    """Hashes of the words of both texts and of their runs of two."""
    found: set[str] = set()
    for text in (premise, hypothesis):
        words = _WORD.findall(text.lower())
        found.update(words, map(" ".join, pairwise(words)))
    return frozenset(zlib.crc32(part.encode("utf-8", "replace")) for part in found)


def within(rows: Sequence[Row]) -> tuple[NearPairs, dict[str, dict[str, int]]]:
    """The index of rows, and of each source how many of its pairs repeat one before, by what the labels say.

    `same` where any pair before it that is near has its label, else `other` where one has another label, else
    `unlabelled`.
    """
    index, counts = NearPairs(), dict[str, Counter[str]]()
    for row in _watched(rows, "training pairs"):
        near = {rows[number].label for number in index.add(row.premise, row.hypothesis)}
        count = counts.setdefault(row.source, Counter())
        count["pairs"] += 1
        if near:
            known = near - {UNLABELLED} if row.label != UNLABELLED else set()
            count["same" if row.label in known else "other" if known else "unlabelled"] += 1
    return index, {name: dict(count) for name, count in sorted(counts.items())}


def against(
    index: NearPairs, rows: Sequence[Row], held_out: Mapping[str, Iterable[tuple[str, str]]], examples: int = 0
) -> dict[str, dict[str, Any]]:
    """Of each held-out file how many pairs are near one that is trained on, from which sources, and some of them.

    Args:
        index: holds the rows, by number.
        rows: what is trained on.
        held_out: pairs by the name of their file.
        examples: how many pairs of each file to tell, at most.
    """
    found = {}
    for name, pairs in held_out.items():
        every, near, sources = sorted(set(pairs)), list[dict[str, str]](), Counter[str]()
        for premise, hypothesis in _watched(every, name):
            numbers = index.near(premise, hypothesis)
            sources.update({rows[number].source for number in numbers})
            if numbers:
                trained = rows[numbers[0]]
                near.append({"held_out": f"{premise} | {hypothesis}", "trained": f"{trained[0]} | {trained[1]}"})
        some = random.Random(1).sample(near, min(examples, len(near)))  # noqa: S311
        found[name] = {"pairs": len(every), "near": len(near), "sources": dict(sources.most_common())}
        if examples:
            found[name]["some"] = some
    return found


def _each_once(rows: Iterable[Row]) -> list[Row]:
    """The first row of each pair in either order, one with a label before those without."""
    first: dict[tuple[str, str], Row] = {}
    for row in rows:
        kept = first.setdefault(pair_key(row.premise, row.hypothesis), row)
        if kept.label == UNLABELLED != row.label:
            first[pair_key(row.premise, row.hypothesis)] = row
    return list(first.values())


def _watched(items: Sequence[_T], what: str) -> Iterable[_T]:
    console = Console(stderr=True)
    return track(items, description=what, console=console, transient=True, disable=not console.is_terminal)


def main(
    config: Annotated[Path, typer.Argument(help="The recipe.")],
    data_dir: Annotated[Path, typer.Option(help="Folder of the recipe's files.")],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Also write the record here.")] = None,
    examples: Annotated[int, typer.Option(min=0, help="Tell so many near pairs of each held-out file.")] = 0,
) -> None:
    """Count the pairs of a recipe's stages that nearly repeat one another, or a held-out pair.

    Example: python -m counterclaim.training.near_duplicates configs/small.yaml --data-dir data
    """
    with one_sentence("near_duplicates", output):
        recipe, _ = readable(load_recipe(config), files=True, hub=False)
        read = reader(data_dir)
        held = {path.name: path for path in (our_set(), *map(data_dir.joinpath, recipe.held_out))}
        out = held_out_pairs(held.values())
        mixed = [mix(stage.sources, read=read, seed=recipe.seed, held_out=out)[0] for stage in recipe.stages]
        rows = _each_once(row for stage in mixed for row in stage)
        index, counts = within(rows)
        leaks = against(index, rows, {name: held_out_pairs([path]) for name, path in held.items()}, examples)
        command = f"python -m counterclaim.training.near_duplicates {config} --data-dir DATA"
        record = {"command": command, **provenance.origin(), "near": NEAR, "training": counts, "held_out": leaks}
        show(record, output)


if __name__ == "__main__":
    typer.run(main)
