"""Class names of NLI checkpoints, looked up by name and never by index.

Class orders differ between checkpoints of the same family, so an index says nothing. A checkpoint whose
names are not understood is refused unless the user gives a map.
"""

from __future__ import annotations

from collections.abc import Mapping

LABELS = ("entailment", "neutral", "contradiction")
"""The three classes, in the order of every probability triple in this project."""

NOT_ENTAILMENT = "not_entailment"
"""Two-way gold label: contradiction and neutral were not told apart at the source."""

GOLD_LABELS = (*LABELS, NOT_ENTAILMENT)
"""Labels that a labelled file may carry; the index of each is its training id."""

_SYNONYMS = {
    "entailment": "entailment",
    "entail": "entailment",
    "entails": "entailment",
    "entailed": "entailment",
    "e": "entailment",
    "neutral": "neutral",
    "n": "neutral",
    "contradiction": "contradiction",
    "contradict": "contradiction",
    "contradicts": "contradiction",
    "contradictory": "contradiction",
    "c": "contradiction",
}


def class_order(id2label: Mapping[int, str], label_map: Mapping[str, str] | None = None) -> tuple[int, int, int]:
    """Columns of entailment, neutral and contradiction in a checkpoint's logits.

    Args:
        id2label: the checkpoint's own names, index to name.
        label_map: the user's map from the checkpoint's names to ours, where its names say nothing.

    Raises:
        ValueError: a name is not understood, or a class is missing or named twice; the names found are printed.
    """
    given = {name.lower(): value.lower() for name, value in (label_map or {}).items()}
    found: dict[str, int] = {}
    for index, name in sorted(id2label.items()):
        label = given.get(str(name).lower(), str(name).lower())
        label = _SYNONYMS.get(label, label)
        if label not in LABELS or label in found:
            raise ValueError(_refusal(id2label))
        found[label] = int(index)
    if len(found) != len(LABELS):
        raise ValueError(_refusal(id2label))
    return found["entailment"], found["neutral"], found["contradiction"]


def _refusal(id2label: Mapping[int, str]) -> str:
    names = ", ".join(f"{index}: {name!r}" for index, name in sorted(id2label.items()))
    return (
        f"the checkpoint's class names are not understood ({names}); allowed: one each of "
        f"{', '.join(LABELS)}. Give a map, e.g. --labels LABEL_0=contradiction,LABEL_1=neutral,LABEL_2=entailment"
    )
