"""The files of words in `configs`, each read once.

"monday" in words_of_file("scan", "not_names")
"""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from counterclaim.model.settings import configuration


@cache
def word_file(name: str) -> dict[str, Any]:
    """What `configs/<name>.yaml` holds; not to be changed, since all who ask are given the same."""
    content: dict[str, Any] = yaml.safe_load(configuration(f"{name}.yaml").read_text(encoding="utf-8"))
    return content


@cache
def words_of_file(name: str, *lists: str) -> frozenset[str]:
    """The words of these lists of a file together; a list is a text of words with spaces between them."""
    return frozenset(word for one in lists for word in str(word_file(name)[one]).split())
