"""YAML files to checked settings, with one sentence for whatever is wrong in them."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

Settings = TypeVar("Settings", bound=BaseModel)


class Strict(BaseModel):
    """Settings that refuse fields they do not know, and do not change once they are read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def read_settings(path: Path, kind: type[Settings], example: str) -> Settings:
    """The settings in a YAML file.

    Args:
        path: the file.
        kind: the pydantic model that says what is allowed.
        example: a file of this kind, named where there is none.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: the file is not YAML or a field is wrong; the message names file, field, value and what is allowed.
    """
    if not path.is_file():
        raise FileNotFoundError(f"{path}: no such file; allowed: a YAML file such as {example}")
    try:
        return kind.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ValueError(f"{path}: not YAML: {' '.join(str(error).split())}") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the whole file"
        raise ValueError(f"{path}: field {where}: {first['msg']} (found {str(first['input'])[:80]!r})") from None


def configuration(name: str) -> Path:
    """A file of the room `configs`, which comes with the package."""
    return Path(str(files("counterclaim.configs").joinpath(name)))
