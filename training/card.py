"""The model card, written from the files that the training run and the harness left behind.

write_card(Path("runs/small"), recipe)      reads stages/*/stage.json and evaluation/result.json
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from counterclaim.eval.summary import markdown_table
from counterclaim.model.features import COMPARE, INFER
from counterclaim.model.packing import is_packed
from counterclaim.training.config import Recipe, Source

TEMPLATE = "model_card.md.j2"


def write_card(run: Path, recipe: Recipe, folder: Path) -> Path:
    """Writes `MODEL_CARD.md` into a checkpoint's folder.

    Args:
        run: output folder of `counterclaim train`.
        recipe: what was trained.
        folder: the checkpoint.

    Raises:
        FileNotFoundError: a stage or the evaluation has left no record yet.
    """
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701 - the result is Markdown
    )
    result = _read(run / "evaluation" / "result.json")
    text = environment.get_template(TEMPLATE).render(
        recipe=recipe,
        stages=[(stage, _read(run / "stages" / stage.name / "stage.json")) for stage in recipe.stages],
        packed=is_packed(folder),
        chosen_by=list(dict.fromkeys(_file(source) for stage in recipe.stages for source in stage.validation)),
        calibration=_read(folder / "calibration.json"),
        features={"compare": len(COMPARE), "infer": len(INFER)},
        result=result,
        model=result["models"][0],
        licence=_licence(recipe),
        table=markdown_table(result["models"][0]["sets"]),
        megabytes=sum(file.stat().st_size for file in folder.glob("*.safetensors")) / 1e6,
    )
    path = folder / "MODEL_CARD.md"
    path.write_text(text, encoding="utf-8")
    return path


def _file(source: Source) -> str:
    """The file of a validation set, with the part of it that is taken."""
    path = Path(source.file or source.packaged or source.hub or source.name)
    name = path.name.removesuffix(".gz").removesuffix(".jsonl")
    return f"{name}.{source.where['split']}" if "split" in source.where else name


def _licence(recipe: Recipe) -> str:
    """`apache-2.0`, unless a source that is not for commercial use went into the weights."""
    licences = [source.licence for stage in recipe.stages for source in stage.sources]
    return "cc-by-nc-4.0" if any("BY-NC" in licence for licence in licences) else "apache-2.0"


def _read(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise FileNotFoundError(f"{path}: not there; the card is written after training and evaluation")
    record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return record
