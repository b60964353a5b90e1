"""Where a result comes from: commit, versions, machine, hash of the weights."""

from __future__ import annotations

import hashlib
import importlib.metadata
import platform
import subprocess
from pathlib import Path

_PACKAGES = ("counterclaim", "torch", "transformers", "tokenizers", "numpy", "scikit-learn", "pyarrow")


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
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest() if files else None
