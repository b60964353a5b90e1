"""Where a result comes from: commit, versions, machine, hash of the weights."""

from __future__ import annotations

import hashlib
import importlib.metadata
import platform
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

_PACKAGES = ("counterclaim", "torch", "transformers", "tokenizers", "numpy", "scikit-learn", "pyarrow")


def origin() -> dict[str, Any]:
    """`commit` and `versions` of what is running, for a record."""
    return {"commit": commit(Path(__file__).resolve().parent), "versions": versions()}


def commit(folder: Path) -> str | None:
    """The commit that is checked out in a folder, with `+changes` where files differ from it.

    `None` where git does not know this file: outside a checkout, or in an environment inside somebody else's.
    """
    try:
        _git(folder, "ls-files", "--error-unmatch", Path(__file__).name)
        head = _git(folder, "rev-parse", "HEAD")
        changed = _git(folder, "status", "--porcelain", "--untracked-files=no")
    except (OSError, subprocess.CalledProcessError):
        return None
    return f"{head}+changes" if changed else head


def _git(folder: Path, *arguments: str) -> str:
    run = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True)  # noqa: S603, S607
    return run.stdout.strip()


def versions() -> dict[str, str]:
    """Versions of Python and of the packages that decide a result."""
    found = {"python": platform.python_version()}
    for package in _PACKAGES:
        try:
            found[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


def weights_hash(folder: Path) -> str | None:
    """SHA-256 over the `safetensors` files of a checkpoint, in the order of their names; `None` if there are none."""
    files = sorted(folder.glob("*.safetensors"))
    return _hash(tuple((file, file.stat().st_mtime_ns, file.stat().st_size) for file in files)) if files else None


@cache
def _hash(files: tuple[tuple[Path, int, int], ...]) -> str:
    """Of the files as they are now: path, time of change and size make the key of what was read once."""
    digest = hashlib.sha256()
    for file, _, _ in files:
        with file.open("rb") as handle:
            while block := handle.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()


def peak_memory_gib() -> float | None:
    """Most memory that this process has held, in GiB; `None` where the system does not tell."""
    try:
        import resource
    except ModuleNotFoundError:
        return None
    unit = 2**30 if platform.system() == "Darwin" else 2**20  # bytes there, KiB on Linux
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
