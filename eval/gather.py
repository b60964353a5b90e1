"""What is to be measured: files and benchmark names to labelled sets, and a sentence for each that could not be read.

gathered = gather(["ours.jsonl", "mnli"], data_dir=Path("data"))
gathered.sets[0].labelled, gathered.skipped
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from counterclaim.eval.benchmarks import Benchmark, load_registry
from counterclaim.eval.labelled import LabelledSet, by_split, read_labelled
from counterclaim.model.files import ENDINGS

log = logging.getLogger(__name__)

ALL = "all"
OURS = "parties"


@dataclass(frozen=True, slots=True)
class Gathered:
    """One set to measure, its registry entry, and validation pairs to tune a threshold on, if there are any."""

    labelled: LabelledSet
    benchmark: Benchmark | None = None
    tune_on: LabelledSet | None = None


@dataclass(slots=True)
class Gathering:
    """The sets, and for each that was left out its name and one sentence."""

    sets: list[Gathered] = field(default_factory=list)
    skipped: list[dict[str, str]] = field(default_factory=list)


def our_set() -> Path:
    """The project's own labelled set, which comes with the package."""
    return Path(__file__).parent / "data" / "parties.jsonl"


def gather(wanted: Sequence[str], *, data_dir: Path | None = None, hub: bool = False, mode: str = "auto") -> Gathering:
    """Reads every file and benchmark that is wanted; what cannot be read is told and does not stop the others.

    Args:
        wanted: files; names of the registry; `parties` for our own set; `all` for every benchmark that is at hand.
        data_dir: folder with the benchmarks' files.
        hub: benchmarks that are not in the folder may be read from the hub.
        mode: `auto`, `compare` or `infer`, for files.

    Raises:
        FileNotFoundError: `data_dir` is no folder.
        ValueError: nothing is wanted, or a name is neither a file nor a benchmark; the names are listed.
    """
    if data_dir is not None and not data_dir.is_dir():
        raise FileNotFoundError(f"{data_dir}: no such folder; allowed: the folder with the benchmarks' files")
    registry = load_registry()
    result = Gathering()
    for name in dict.fromkeys(_expanded(wanted, registry, data_dir, hub)):
        try:
            if name in registry:
                result.sets.append(_benchmark(registry[name], registry, data_dir, hub))
            else:
                path = str(our_set()) if name == OURS else name
                result.sets += _file(read_labelled(path, mode))
        except (OSError, ValueError, ImportError) as error:
            result.skipped.append({"name": name, "reason": _sentence(error)})
    _unique_names(result.sets)
    return result


def _expanded(wanted: Sequence[str], registry: dict[str, Benchmark], data_dir: Path | None, hub: bool) -> list[str]:
    if not wanted:
        raise ValueError(f"nothing to measure; allowed: files, {OURS}, {ALL}, {', '.join(registry)}")
    names: list[str] = []
    for name in wanted:
        if name == ALL:
            names.append(OURS)
            names += [one.name for one in registry.values() if _at_hand(one, data_dir, hub)]
        elif name in registry or name == OURS or name.lower().endswith(ENDINGS) or name == "-" or Path(name).exists():
            names.append(name)
        else:
            raise ValueError(
                f"{name!r} is neither a file nor a benchmark; allowed: a file, {OURS}, {ALL}, {', '.join(registry)}"
            )
    return names


def _at_hand(benchmark: Benchmark, data_dir: Path | None, hub: bool) -> bool:
    there = data_dir is not None and (data_dir / benchmark.file).is_file()
    return there or (hub and benchmark.hub is not None)


def _benchmark(benchmark: Benchmark, registry: dict[str, Benchmark], data_dir: Path | None, hub: bool) -> Gathered:
    labelled = benchmark.load(data_dir, hub=hub)
    other = registry.get(benchmark.tune_on or "")
    if other is None or not _at_hand(other, data_dir, hub):
        return Gathered(labelled, benchmark)
    try:
        tune_on = other.load(data_dir, hub=hub)
    except (OSError, ValueError, ImportError) as error:
        log.warning("no tuned threshold for %s: %s", benchmark.name, _sentence(error))
        return Gathered(labelled, benchmark)
    return Gathered(labelled, benchmark, tune_on if tune_on.two_way == labelled.two_way else None)


def _sentence(error: Exception) -> str:
    return " ".join(str(error).split())


def _file(labelled: LabelledSet) -> list[Gathered]:
    """The splits of a file; the one called validation tunes the threshold of the others."""
    parts = by_split(labelled)
    validation = next((part for part in parts if part.name.endswith(".validation") and len(parts) > 1), None)
    return [Gathered(part, tune_on=validation if part is not validation else None) for part in parts]


def _unique_names(sets: Sequence[Gathered]) -> None:
    seen: dict[str, str] = {}
    for one in sets:
        name, path = one.labelled.name, one.labelled.path
        if name in seen:
            raise ValueError(f"{path}: a set of the name {name!r} is there already ({seen[name]}); allowed: rename one")
        seen[name] = path
