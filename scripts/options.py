"""Options that several commands share, and the detector that they describe."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from counterclaim.model.bundled import BUNDLED

if TYPE_CHECKING:
    from counterclaim.model.detector import Detector
    from counterclaim.model.policy import Policy

MODELS = f"{' or '.join(BUNDLED)} (come along), a folder with a checkpoint, or a name on the Hugging Face hub"

Model = Annotated[
    str,
    typer.Option("--model", "-m", help=f"{MODELS}."),
]
Device = Annotated[str, typer.Option("--device", help="auto, cpu, cuda, cuda:N or mps.")]
Precision = Annotated[str, typer.Option("--precision", help="auto, fp32, bf16 or fp16.")]
BatchSize = Annotated[
    int, typer.Option("--batch-size", min=1, help="Texts (or windows of long ones) in one forward pass.")
]
Labels = Annotated[
    str | None,
    typer.Option(
        "--labels",
        help="Class names of the checkpoint, where its own say nothing: LABEL_0=contradiction,LABEL_1=neutral,...",
    ),
]
Updates = Annotated[
    bool,
    typer.Option("--updates-contradict", help="A later, higher running total is a contradiction, not an update."),
]
Tolerance = Annotated[
    float,
    typer.Option(min=0, max=1, help='How far apart, as a share, a figure said as "about" may be before it conflicts.'),
]
Least = Annotated[
    float,
    typer.Option("--min-probability", min=0, max=1, help="Contradictions less probable than this come out as neutral."),
]


def policy_of(updates: bool, tolerance: float, least: float) -> Policy:
    """What the user decided about verdicts."""
    from counterclaim.model.policy import Policy

    return Policy(update_is_contradiction=updates, tolerance=tolerance, minimum_probability=least)


def load_detector(
    model: str, device: str, precision: str, batch_size: int, labels: str | None, policy: Policy | None = None
) -> Detector:
    """The detector that the shared options describe.

    Raises:
        FileNotFoundError: the model is not there.
        ValueError: an option's value is not allowed.
    """
    from counterclaim.model.detector import Detector

    names = _label_map(labels)
    return Detector.load(
        model, device=device, precision=precision, batch_size=batch_size, label_map=names, policy=policy
    )


def check_model(model: str) -> None:
    """Says early that a folder is not there; hub names are checked when they are loaded.

    Raises:
        FileNotFoundError: the model is a path to nothing.
    """
    from counterclaim.model.loading import located

    located(model)


def check_output(folder: Path) -> None:
    """Makes a folder for results and tries it, before anything that takes long.

    Raises:
        ValueError: it is a file, or nothing can be written there.
    """
    if folder.exists() and not folder.is_dir():
        raise ValueError(f"{folder}: is a file; allowed: a folder's name")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".probe"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise ValueError(f"{folder}: cannot be written: {error.strerror}; allowed: a folder of yours") from None


def _label_map(labels: str | None) -> dict[str, str] | None:
    if labels is None:
        return None
    pairs = [part.split("=") for part in labels.split(",")]
    if any(len(pair) != 2 for pair in pairs):
        raise ValueError(f"--labels is {labels!r}; allowed: NAME=entailment,NAME=neutral,NAME=contradiction")
    return {name.strip(): label.strip() for name, label in pairs}
