"""Labelled rows from the Hugging Face hub, or from a local folder that `datasets` understands.

found = load_from_hub("stanfordnlp/snli", split="test", label="label")
[found.named(row["label"]) for row in found.rows]
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

NO_GOLD_LABEL = -1
"""Class index of rows on whose label the annotators did not agree (SNLI)."""


@dataclass(frozen=True, slots=True)
class HubSet:
    """The rows of one split, and the names of its classes where it gives labels as indices."""

    rows: Iterable[dict[str, Any]]
    columns: tuple[str, ...]
    names: Mapping[int, str]
    """Class names by index; empty where the label column is no `ClassLabel`."""

    def named(self, label: Any) -> Any:
        """The class name of an index; a label that is none is given back as it is."""
        return self.names.get(label, label)

    def is_gold(self, label: Any) -> bool:
        """Whether a label says anything: not so the index -1 of a column of classes."""
        return not (self.names and label == NO_GOLD_LABEL)


def load_from_hub(
    name: str | None, config: str | None = None, *, split: str | None, label: str, revision: str | None = None
) -> HubSet:
    """One split of a data set.

    Args:
        name: on the hub, or a local folder.
        config: of the data set, where it has several.
        split: such as `test`.
        label: column whose classes are named.
        revision: commit or tag on the hub.

    Raises:
        ImportError: `datasets` is not installed.
        OSError: the hub cannot be reached, or has no such set.
        RuntimeError, datasets.exceptions.DatasetsError: what is there cannot be read.
    """
    import datasets

    rows = datasets.load_dataset(name, config, split=split, revision=revision)
    feature = rows.features.get(label)
    names = dict(enumerate(feature.names)) if isinstance(feature, datasets.ClassLabel) else {}
    return HubSet(rows, tuple(rows.features), names)
