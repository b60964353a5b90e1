"""The house: imports point one way, rooms are small, and nothing reaches outside."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("model", "eval", "training", "scripts")
FILES = [path for room in ROOMS for path in sorted((ROOT / room).glob("*.py"))]
MAY_IMPORT = {
    "model": {"model"},
    "eval": {"model", "eval"},
    "training": {"model", "eval", "training"},
    "scripts": {"model", "eval", "training", "scripts"},
}


def imported_rooms(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        found |= {name.split(".")[1] for name in names if name.startswith("counterclaim.")}
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_imports_point_one_way(path: Path) -> None:
    assert imported_rooms(path) <= MAY_IMPORT[path.parent.name]


def test_there_are_files_to_check() -> None:
    assert {path.parent.name for path in FILES} == set(ROOMS)
    assert imported_rooms(ROOT / "model" / "detector.py") == {"model"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_files_and_functions_are_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 260
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, node.name


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_product_does_not_read_outside_the_project(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "../shared" not in text
    assert "trust_remote_code=True" not in text
