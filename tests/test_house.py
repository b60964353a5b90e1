"""The house: imports point one way, rooms are small, and nothing reaches outside."""

import ast
import re
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


def floors() -> dict[str, int]:
    """The line of the map in `model/__init__.py` on which each module stands."""
    text = ast.get_docstring(ast.parse((ROOT / "model" / "__init__.py").read_text(encoding="utf-8"))) or ""
    found: dict[str, int] = {}
    for number, line in enumerate(re.findall(r"^ {4}(\S.*(?:\n {21}.*)*)", text.partition("The map")[2], re.MULTILINE)):
        found |= dict.fromkeys(line[17:].split(), number)
    return found


def test_the_map_of_the_largest_room_names_every_module() -> None:
    assert sorted(floors()) == sorted(path.stem for path in (ROOT / "model").glob("*.py") if path.stem != "__init__")


@pytest.mark.parametrize("path", sorted((ROOT / "model").glob("*.py")), ids=lambda path: path.name)
def test_modules_import_from_their_own_line_of_the_map_and_from_lines_above(path: Path) -> None:
    known = floors()
    text = path.read_text(encoding="utf-8") if path.stem in known else ""
    for one, other in re.findall(r"from counterclaim\.model\.(\w+) import|from counterclaim\.model import (\w+)", text):
        assert known[one or other] <= known[path.stem], one or other
