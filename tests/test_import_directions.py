"""Who may import whom: the table of ARCHITECTURE.md, held."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from classroom.paths import ROOT

ALLOWED = {
    "classroom/record": ("classroom.record",),
    "classroom/site": ("classroom.record", "classroom.site", "classroom.errors"),
    "classroom/draw": ("classroom.record.exchange", "classroom.draw", "classroom.errors"),
    "classroom/cookies": ("classroom.cookies", "classroom.errors"),
    "classroom/check": ("classroom.record.exchange", "classroom.check", "classroom.errors"),
    "classroom/workshop": (
        "classroom.record",
        "classroom.workshop",
        "classroom.errors",
        # What of the embedded site is free of the demo site: the socket's side.
        "classroom.site.server",
        "classroom.site.surroundings",
        "classroom.site.private_folder",
    ),
}
FRONT_DOOR = {"requests", "django", "classroom", "IPython", "ipywidgets"}


def imports(path: Path) -> list[str]:
    """Dotted names that a file imports, wherever in it; ``from a import b`` counts as ``a.b``."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return found


def python_files(folder: str) -> list[Path]:
    files = sorted((ROOT / folder).rglob("*.py"))
    assert files, folder
    return files


@pytest.mark.parametrize("folder", ALLOWED)
def test_a_package_imports_only_what_it_may(folder: str) -> None:
    for path in python_files(folder):
        for name in imports(path):
            if name == "classroom" or name.startswith("classroom."):
                assert name.startswith(ALLOWED[folder]), f"{path.relative_to(ROOT)} imports {name}"


def test_the_exchange_needs_the_standard_library_alone() -> None:
    names = imports(ROOT / "classroom/record/exchange.py")
    assert names
    assert not [name for name in names if name.partition(".")[0] in ("django", "classroom", "requests", "ipywidgets")]


def test_the_demo_site_imports_nothing_of_ours() -> None:
    for path in python_files("demo_site"):
        assert not [name for name in imports(path) if name.partition(".")[0] == "classroom"], path


def test_lessons_and_exercises_use_the_front_door_alone() -> None:
    for path in [*python_files("source/lessons"), *python_files("source/exercises")]:
        for name in imports(path):
            top = name.partition(".")[0]
            assert top != "classroom" or name.count(".") == 1, f"{path.name} imports {name}"


def test_nothing_is_called_utils() -> None:
    assert not [path for path in python_files("classroom") + python_files("demo_site") if path.stem == "utils"]
