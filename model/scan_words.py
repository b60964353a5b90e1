"""The word lists of a scan, read once from `configs/scan.yaml`.

"monday" in listed("not_names")
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml


@cache
def listed(name: str) -> frozenset[str]:
    """The words of one list, lower case."""
    raw = yaml.safe_load((files("counterclaim.configs") / "scan.yaml").read_text("utf-8"))
    return frozenset(raw[name].split())
