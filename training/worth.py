"""What the sources of a stage are worth: the stage again without one of them, or with a part of the party pairs.

    python -m counterclaim.training.worth configs/small.yaml --data-dir DATA --stage parties --start WEIGHTS -o WORTH

Every variant starts from the same weights and goes over its pairs as the stage says; no step is chosen by validation.
It is measured on the recipe's calibration sets, which no stage is trained on: each compare set with the verdict fitted
on the others, the infer sets as the network says. The parts are a learning curve: pairs against scores. Variants that
are done are kept, so that a second call goes on.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer

from counterclaim.eval import provenance
from counterclaim.eval.commands import one_sentence, show
from counterclaim.eval.gather import our_set
from counterclaim.eval.metrics import three_way
from counterclaim.model.detector import Detector
from counterclaim.model.features import COMPARE, NLI
from counterclaim.model.labels import LABELS
from counterclaim.model.nli import TransformerScorer
from counterclaim.model.writing import write_whole
from counterclaim.training.calibrating import Labelled, features_of_pairs, fit_labelled, labelled_pairs
from counterclaim.training.config import Recipe, Source, Stage, load_recipe, readable
from counterclaim.training.export import export
from counterclaim.training.finetune import fine_tune
from counterclaim.training.mixing import Reader, held_out_pairs, reader, rows_of

_NEVER = 1_000_000
"""Steps between evaluations: none, so that no step is chosen."""


def main(
    config: Annotated[Path, typer.Argument(help="The recipe.")],
    data_dir: Annotated[Path, typer.Option(help="Folder of the recipe's files.")],
    stage: Annotated[str, typer.Option(help="Name of the stage.")],
    start: Annotated[Path, typer.Option(help="Folder of the weights that the stage starts from.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder of the runs and of worth.json.")],
    parts: Annotated[
        list[float] | None, typer.Option(min=0.01, max=0.99, help="Shares of the party pairs; may be repeated.")
    ] = None,
    without: Annotated[
        list[str] | None,
        typer.Option(help="Sources left out together, by name with commas; may be repeated. Else: each in turn."),
    ] = None,
    epochs: Annotated[float | None, typer.Option(min=0.1, help="In place of the stage's own.")] = None,
) -> None:
    """Measure what the sources of a stage are worth.

    Example: python -m counterclaim.training.worth configs/small.yaml --data-dir data --stage parties
    --start runs/small/stages/general/final -o runs/worth --parts 0.25 --parts 0.5
    """
    with one_sentence("worth"):
        recipe, _ = readable(load_recipe(config), files=True, hub=False)
        wanted = next((one for one in recipe.stages if one.name == stage), None)
        if wanted is None:
            raise ValueError(f"{config}: no stage {stage!r}; allowed: {', '.join(one.name for one in recipe.stages)}")
        if not start.is_dir():
            raise ValueError(f"{start}: no such folder; allowed: the weights that stage {stage} starts from")
        groups = _groups(without, wanted)
        output.mkdir(parents=True, exist_ok=True)
        read = reader(data_dir)
        held_out = held_out_pairs([our_set(), *(data_dir / name for name in recipe.held_out)])
        changed = {"start": "previous", "average_with": None, "eval_steps": _NEVER, "epochs": epochs or wanted.epochs}
        base = {"base_model": str(start), "base_package": None, "base_packages": ()}
        rows = []
        for name, variant in variants(wanted.model_copy(update=changed), read, groups, parts or []).items():
            alone = recipe.model_copy(update={"stages": (variant,), **base})
            rows.append(
                {
                    "variant": name,
                    **_measured(alone, output / name.replace(", ", "_").replace(" ", "_"), read, held_out),
                }
            )
        more = "".join(f" --without {group}" for group in without or []) + "".join(
            f" --parts {p:g}" for p in parts or []
        )
        command = f"{config} --data-dir DATA --stage {stage} --start {start} --epochs {changed['epochs']:g}{more}"
        record = {"command": f"python -m counterclaim.training.worth {command}", **provenance.origin(), "rows": rows}
        show(record, output / "worth.json")


def _groups(without: Sequence[str] | None, stage: Stage) -> list[tuple[str, ...]]:
    """The sources that are left out together, by name: each alone, unless groups are asked for."""
    names = [source.name for source in stage.sources]
    groups: list[tuple[str, ...]] = [(name,) for name in names]
    if without:
        groups = [tuple(group.split(",")) for group in without]
    for name in (name for group in groups for name in group):
        if name not in names:
            raise ValueError(f"--without: no source {name!r} in stage {stage.name}; allowed: {', '.join(names)}")
    if any(set(group) == set(names) for group in groups):
        raise ValueError(f"--without: every source of stage {stage.name}; allowed: some of {', '.join(names)}")
    return groups


def variants(stage: Stage, read: Reader, groups: Sequence[tuple[str, ...]], parts: Sequence[float]) -> dict[str, Stage]:
    """The stage as it is, without each group of sources, and with shares (0 to 1) of those read in both orders."""
    found = {"all": stage}
    for group in groups:
        rest = tuple(source for source in stage.sources if source.name not in group)
        found[f"without {', '.join(group)}"] = stage.model_copy(update={"sources": rest})
    for part in parts:
        sources = tuple(_part(source, read, part) if source.swap == "all" else source for source in stage.sources)
        found[f"{part:g} of the party pairs"] = stage.model_copy(update={"sources": sources})
    return found


def _part(source: Source, read: Reader, share: float) -> Source:
    rows, _ = rows_of(source, read)
    return source.model_copy(update={"cap": max(1, round(share * len(rows)))})


def _measured(recipe: Recipe, folder: Path, read: Reader, held_out: set[tuple[str, str]]) -> dict[str, Any]:
    """What a variant scores; taken from its record where that is of the same pairs and settings."""
    path = folder / "measured.json"
    stages = fine_tune(recipe, read=read, held_out=held_out, output=folder)
    done = json.loads((folder / "stages" / recipe.stages[0].name / "stage.json").read_text(encoding="utf-8"))
    if path.is_file():
        kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if kept.pop("fingerprint") == done["fingerprint"]:
            return kept
    export(stages[-1], folder / "checkpoint", recipe)
    trained = sum(counts["kept"] + counts["swapped"] for counts in done["sources"].values())
    found = {"pairs": trained, **measure(folder / "checkpoint", recipe, read)}
    write_whole(path, json.dumps({"fingerprint": done["fingerprint"], **found}, indent=1) + "\n")
    return found


def measure(folder: Path, recipe: Recipe, read: Reader) -> dict[str, float]:
    """Shares (0 to 1) on the recipe's calibration sets.

    `macro_f1` and `average_precision` of all compare sets together, each with the verdict fitted on the others;
    `network_macro_f1` the same without figures, denials, words and dates; `general` the network's accuracy on each
    infer set, averaged over sets.
    """
    detector = Detector(TransformerScorer.load(folder))
    sets = [labelled_pairs(source, read, recipe.seed) for source in recipe.calibration.compare]
    features = [features_of_pairs(detector, [item.pair for item in pairs], "compare") for pairs in sets]  # (N, K) each
    gold = [item.label for pairs in sets for item in pairs]
    whole = three_way(gold, _crosswise(sets, features))
    network = np.isin(COMPARE, NLI)
    alone = three_way(gold, _crosswise(sets, [one * network for one in features]))
    general = [_accuracy(detector, labelled_pairs(source, read, recipe.seed)) for source in recipe.calibration.infer]
    return {
        "macro_f1": round(float(whole["macro_f1"]), 4),
        "average_precision": round(float(whole["average_precision"]), 4),
        "network_macro_f1": round(float(alone["macro_f1"]), 4),
        "general": round(float(np.mean(general)), 4),
    }


def _crosswise(sets: Sequence[Sequence[Labelled]], features: Sequence[np.ndarray]) -> np.ndarray:
    """Probabilities (N, 3) of all sets in turn, each by a map that was fitted on the others (on itself if alone)."""
    found = []
    for number in range(len(sets)):
        others = [other for other in range(len(sets)) if other != number] or [number]
        learn = np.concatenate([features[other] for other in others])
        found.append(fit_labelled(learn, [item for other in others for item in sets[other]]).apply(features[number]))
    return np.concatenate(found)


def _accuracy(detector: Detector, pairs: Sequence[Labelled]) -> float:
    scores = detector.scorer.score([(item.pair.a.text, item.pair.b.text) for item in pairs], both=False)
    found = [LABELS[int(np.argmax(score.forward))] for score in scores]
    return float(np.mean([label == item.label for label, item in zip(found, pairs, strict=True)]))


if __name__ == "__main__":
    typer.run(main)
