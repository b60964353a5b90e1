"""Measures a checkpoint again and compares with its published results: are these the weights the card speaks of?

    python -m counterclaim.scripts.reproduce_card --data-dir DATA

Exit codes: 0 every metric of the record came out the same (within 0.002), 1 one did not, 2 it could not run.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

TOLERANCE = 0.002
"""Largest difference of a metric, 0 to 1: another processor rounds bf16 differently."""


def main() -> None:
    """Runs the comparison and prints one line a set."""
    import counterclaim.eval
    from counterclaim.eval.result_files import read_results
    from counterclaim.model.bundled import BUNDLED, DEFAULT_MODEL

    results = Path(counterclaim.eval.__file__).parent / "results"
    parser = argparse.ArgumentParser(description="Reproduce the numbers of the model card from the checkpoint.")
    parser.add_argument("--data-dir", type=Path, required=True, help="folder with the evaluation files")
    parser.add_argument("--record", type=Path, help="a result.json (default: the bundled model's)")
    parser.add_argument("--model", default=DEFAULT_MODEL, help="its name, or a checkpoint that --record is of")
    options = parser.parse_args()
    name = options.model if options.model in BUNDLED else DEFAULT_MODEL
    try:
        wrong = compare(read_results(options.record or results / f"{name}.json"), options.data_dir, options.model)
    except (ValueError, OSError) as error:
        sys.stderr.write(f"reproduce_card: {error}\n")
        sys.exit(2)
    sys.exit(1 if wrong else 0)


def compare(record: dict[str, Any], data_dir: Path, model: str) -> int:
    """How many metrics or hashes differ from a record; each is printed.

    Raises:
        FileNotFoundError: an evaluation file is missing.
    """
    from counterclaim.eval.gather import gather
    from counterclaim.eval.harness import Settings
    from counterclaim.eval.provenance import weights_hash
    from counterclaim.model.detector import Detector
    from counterclaim.scripts.evaluate import measure_all

    detector = Detector.load(model)
    published = record["models"][0]
    wrong = 0
    found = weights_hash(detector.scorer.folder) if detector.scorer.folder else None
    if found != published["weights_sha256"]:
        sys.stdout.write(f"weights: SHA-256 is {found}, the record has {published['weights_sha256']}\n")
        wrong += 1
    found_sets = gather([_wanted(part, data_dir) for part in published["sets"]], data_dir=data_dir)
    run = measure_all(detector, found_sets.sets, Settings(baselines=False))
    again = {result.record["name"]: result.record for result in run.results}
    for part in published["sets"]:
        differences = _differences(part, again[part["name"]]) if part["name"] in again else ["could not be read"]
        wrong += len(differences)
        sys.stdout.write(f"{part['name']}: {'; '.join(differences) or 'reproduced'}\n")
    return wrong


def _wanted(part: dict[str, Any], data_dir: Path) -> str:
    """What to ask for so that a set is read as it was: a benchmark, our own set, or a file of the folder."""
    from counterclaim.eval.gather import OURS, our_set

    if part["benchmark"]:
        return str(part["name"])
    return OURS if part["file"] == our_set().name else str(data_dir / part["file"])


def _differences(before: dict[str, Any], now: dict[str, Any]) -> list[str]:
    found = ["the file is another (SHA-256)"] if before["sha256"] != now["sha256"] else []
    for name, value in before["metrics"].items():
        again = now["metrics"].get(name)
        if again is None or abs(again - value) > TOLERANCE:
            found.append(f"{name} was {value:.4f}, is {again if again is None else f'{again:.4f}'}")
    return found


if __name__ == "__main__":
    main()
