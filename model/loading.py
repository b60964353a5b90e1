"""Checkpoints from a folder or the hub: `safetensors` only, no remote code, refused when weights are missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from huggingface_hub.utils import logging as hub_logging
from transformers import AutoConfig, AutoModelForSequenceClassification, AutoTokenizer
from transformers.utils import logging as transformers_logging

from counterclaim.model.bundled import BUNDLED, bundled_checkpoint
from counterclaim.model.device import DTYPES
from counterclaim.model.labels import class_order
from counterclaim.model.packing import is_packed, unpack

_NEARLY = 0.75
"""Likeness, 0 to 1, from which on a name is taken for a slip of the pen in the name of a model that comes along."""


def load_checkpoint(
    source: str, precision: str, label_map: Mapping[str, str] | None
) -> tuple[Any, Any, tuple[int, int, int]]:
    """The model, its tokenizer, and the columns of entailment, neutral and contradiction in its logits.

    Raises:
        FileNotFoundError: the checkpoint cannot be had or read.
        ValueError: the class names are not understood, or the file lacks some of the weights.
    """
    with _quiet():
        try:
            config = AutoConfig.from_pretrained(source, trust_remote_code=False)
            columns = class_order(config.id2label, label_map)
            tokenizer = AutoTokenizer.from_pretrained(source, trust_remote_code=False)
            network, missing = _network(source, config, precision)
        except OSError as error:
            allowed = f"allowed: {', '.join(BUNDLED)}, a folder with a checkpoint, or the name of one on the hub"
            raise FileNotFoundError(f"model {source!r} cannot be loaded: {_first_line(error)}; {allowed}") from None
        except Exception as error:
            if type(error).__name__ != "SafetensorError":
                raise
            raise ValueError(f"model {source!r}: its safetensors file is broken: {_first_line(error)}") from None
    if missing:
        raise ValueError(f"model {source!r} lacks weights ({missing[0]} and {len(missing) - 1} more); allowed: all")
    return network, tokenizer, columns


def _network(source: str, config: Any, precision: str) -> tuple[Any, list[str]]:
    """The model with its weights, and the names of weights that it lacks."""
    if is_packed(Path(source)):
        network: Any = AutoModelForSequenceClassification.from_config(config)  # type: ignore[no-untyped-call]
        result = network.load_state_dict(unpack(Path(source)), strict=False)
        return network.to(DTYPES[precision]), sorted(result.missing_keys)
    network, report = AutoModelForSequenceClassification.from_pretrained(
        source, trust_remote_code=False, use_safetensors=True, dtype=DTYPES[precision], output_loading_info=True
    )
    return network, sorted(report["missing_keys"])


def located(model: str | Path) -> str:
    """The folder or hub name to load from; a model that comes along is its folder.

    Raises:
        FileNotFoundError: it is a path, and there is no `safetensors` checkpoint; or it is nearly the name of a
            model that comes along.
    """
    text = str(model)
    if text in BUNDLED:
        return str(bundled_checkpoint(text))
    looks_like_path = isinstance(model, Path) or text.startswith((".", "/", "~")) or text.count("/") > 1
    folder = Path(text).expanduser()
    if folder.is_dir():
        if not (folder / "config.json").is_file():
            raise FileNotFoundError(f"{folder}: no checkpoint there (config.json is missing)")
        if not list(folder.glob("*.safetensors")):
            raise FileNotFoundError(f"{folder}: no *.safetensors there; other weight files are not loaded")
        return str(folder)
    if looks_like_path or folder.exists():
        raise FileNotFoundError(f"model {text!r}: no such folder; allowed: a folder with a checkpoint, or a hub name")
    meant = get_close_matches(text.lower(), BUNDLED, n=1, cutoff=_NEARLY) if "/" not in text else []
    if meant:
        raise FileNotFoundError(f"model {text!r}: no such model; did you mean {meant[0]!r}?")
    return text


@contextmanager
def _quiet() -> Iterator[None]:
    """Loading a checkpoint is no news: only what goes wrong is."""
    before = transformers_logging.get_verbosity()
    bars = transformers_logging.is_progress_bar_enabled()
    hub_before = hub_logging.get_verbosity()
    transformers_logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    hub_logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        transformers_logging.set_verbosity(before)
        hub_logging.set_verbosity(hub_before)
        if bars:
            transformers_logging.enable_progress_bar()  # type: ignore[no-untyped-call]


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0].rstrip(".") if str(error).strip() else type(error).__name__
