"""Who may import whom: the table of ARCHITECTURE.md, held."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

HEADER = "classroom.cookies.header"
"""Where cookie headers are taken apart, for everybody."""
ALLOWED = {
    "classroom/record": ("classroom.record", HEADER, "classroom.cookies.set_cookie"),
    "classroom/site": ("classroom.record", "classroom.site", "classroom.errors", HEADER),
    "classroom/draw": (
        "classroom.record.exchange",
        "classroom.draw",
        "classroom.errors",
        HEADER,
        "classroom.cookies.dates",
    ),
    "classroom/cookies": ("classroom.cookies", "classroom.errors"),
    "classroom/check": ("classroom.record.exchange", "classroom.check", "classroom.errors", HEADER),
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
LIGHT = {HEADER, "classroom.cookies", "classroom.cookies.set_cookie"}
"""What of the cookie package is loaded with an exchange: at every start of the site, and where a project is served."""
LOADED = """
import sys, types
package = sys.modules["classroom"] = types.ModuleType("classroom")  # without the front door, as a project is served
package.__path__ = ["classroom"]
before = set(sys.modules)
import {}
print(*sorted(set(sys.modules) - before))
"""
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


def loaded_with(module: str) -> set[str]:
    """The modules that a fresh process loads for one of ours."""
    done = subprocess.run([sys.executable, "-c", LOADED.format(module)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_an_exchange_needs_the_standard_library_and_two_light_modules() -> None:
    loaded = loaded_with("classroom.record.exchange")
    ours = {name for name in loaded if name.partition(".")[0] == "classroom"}
    assert ours == LIGHT | {"classroom.record", "classroom.record.exchange"}
    assert {name.partition(".")[0] for name in loaded - ours} <= sys.stdlib_module_names


def test_the_process_that_serves_a_project_loads_no_client_of_ours() -> None:
    loaded = loaded_with("classroom.workshop.serve, classroom.workshop.answering")
    assert "classroom.record.server_notes" in loaded
    assert {name for name in loaded if name.startswith("classroom.cookies")} == LIGHT
    assert not {"requests", "urllib3", "http.cookiejar"} & loaded


def test_a_cookie_header_is_taken_apart_in_one_package_alone() -> None:
    """Nowhere else is a text cut at its semicolons, or handed to Python's own parser of cookies."""
    for path in [*python_files("classroom"), *python_files("demo_site"), *python_files("benchmarks")]:
        if path.parent == ROOT / "classroom/cookies":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            cut = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if cut and node.func.attr in ("split", "rsplit", "partition", "rpartition"):
                marks = [each.value for each in node.args if isinstance(each, ast.Constant)]
                assert not [mark for mark in marks if mark in (";", b";", "; ", b"; ")], f"{path}, line {node.lineno}"
        assert "SimpleCookie" not in path.read_text(encoding="utf-8"), path


def test_the_cookie_package_itself_imports_nothing() -> None:
    assert imports(ROOT / "classroom/cookies/__init__.py") == []


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
