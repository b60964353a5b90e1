"""Fixtures that the tests of every room share."""

from pathlib import Path

import pytest
from hypothesis import settings
from tiny import DictionaryScorer, save_tiny_checkpoint

from counterclaim.model import Detector

settings.register_profile("repeatable", derandomize=True)
settings.load_profile("repeatable")


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Scores are cached apart from the user's."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture(scope="session")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    labels = {0: "CONTRADICTION", 1: "ENTAILMENT", 2: "NEUTRAL"}
    return save_tiny_checkpoint(tmp_path_factory.mktemp("models") / "tiny", labels)


@pytest.fixture
def detector() -> Detector:
    answers = {("won", "lost"): (0.0, 0.1, 0.9), ("lost", "won"): (0.1, 0.2, 0.7), ("won", "not lost"): (0.9, 0.1, 0.0)}
    return Detector(DictionaryScorer(answers))
