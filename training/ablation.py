"""What each part of the verdict is worth: NLI alone, figures alone, both, on our own test split.

    python -m counterclaim.training.ablation configs/standard.yaml --data-dir DATA --checkpoint model/checkpoint/small

Each variant is fitted anew on the recipe's validation pairs with the features of its part, and measured on pairs that
it has not seen. Further checkpoints (trained with generated pairs, say) make further rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer

from counterclaim.eval import provenance
from counterclaim.eval.commands import one_sentence, show
from counterclaim.eval.gather import our_set
from counterclaim.eval.labelled import LabelledPair, read_labelled
from counterclaim.eval.metrics import three_way
from counterclaim.model.bundled import bundled_checkpoint
from counterclaim.model.detector import Detector
from counterclaim.model.features import COMPARE, FIGURES, NLI
from counterclaim.model.labels import LABELS
from counterclaim.model.nli import TransformerScorer
from counterclaim.training.calibrating import Labelled, features_of_pairs, fit_labelled, labelled_pairs
from counterclaim.training.config import load_recipe, readable
from counterclaim.training.mixing import reader

VARIANTS: dict[str, frozenset[str]] = {
    "nli": frozenset(NLI),
    "figures": frozenset(name for name in FIGURES if "_x_contradiction" not in name and "_x_entailment" not in name),
    "nli and words": frozenset(COMPARE) - frozenset(FIGURES),
    "nli and figures": frozenset((*NLI, *FIGURES)),
    "everything": frozenset(COMPARE),
}
"""Names of the features that each variant sees."""


def main(
    config: Annotated[Path, typer.Argument(help="The recipe whose calibration sets are fitted on.")],
    data_dir: Annotated[Path, typer.Option(help="Folder of the recipe's files.")],
    checkpoint: Annotated[list[Path] | None, typer.Option(help="Checkpoints to take apart (default: bundled).")] = None,
    output: Annotated[Path | None, typer.Option(help="Write the record as JSON.")] = None,
) -> None:
    """Measure what each part of the verdict is worth.

    Example: python -m counterclaim.training.ablation configs/small.yaml --data-dir data
    """
    with one_sentence("ablation", output):
        recipe, _ = readable(load_recipe(config), files=True, hub=False)
        read = reader(data_dir)
        fitted = [item for source in recipe.calibration.compare for item in labelled_pairs(source, read, recipe.seed)]
        test = [item for item in read_labelled(str(our_set())).pairs if item.split == "test"]
        folders = checkpoint or [bundled_checkpoint()]
        given = "".join(f" --checkpoint {folder}" for folder in checkpoint or [])
        record = {
            "command": f"python -m counterclaim.training.ablation {config} --data-dir DATA{given}",
            **provenance.origin(),
            "fitted_on": len(fitted),
            "measured_on": f"{our_set().name}, test, {len(test)} pairs",
            "rows": [row for folder in folders for row in take_apart(folder, fitted, test)],
        }
        show(record, output)


def take_apart(folder: Path, fitted: Sequence[Labelled], test: Sequence[LabelledPair]) -> list[dict[str, Any]]:
    """One row a variant: accuracy, macro F1, average precision, calibration error, accuracy on figures and on words."""
    detector = Detector(TransformerScorer.load(folder))
    learn = features_of_pairs(detector, [item.pair for item in fitted], "compare")
    apply = features_of_pairs(detector, [item.pair for item in test], "compare")
    gold = [item.gold for item in test]
    figures = np.array([any(name.startswith("figure_") for name in item.phenomena) for item in test])
    name = detector.scorer.name if folder == bundled_checkpoint() else folder.name
    rows = []
    for variant, names in VARIANTS.items():
        kept = np.isin(COMPARE, list(names))
        p = fit_labelled(learn * kept, fitted).apply(apply * kept)  # (N, 3)
        found = three_way(gold, p)
        right = np.array([LABELS[row.argmax()] for row in p]) == np.array(gold)
        row = {name: round(float(found[name]), 4) for name in ("accuracy", "macro_f1", "average_precision", "ece")}
        row |= {"figures_accuracy": round(float(right[figures].mean()), 4)}
        row |= {"words_accuracy": round(float(right[~figures].mean()), 4)}
        rows.append({"checkpoint": name, "variant": variant, **row})
    return rows


if __name__ == "__main__":
    typer.run(main)
