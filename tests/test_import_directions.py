"""Who may import whom, of ours and of others: an allow-list over every name that is imported, by a string too.

It is the table of ARCHITECTURE.md. What is not named here may not be imported.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import classroom
import classroom.check
from classroom.paths import DEMO_SITE, ENGINE, ROOT, SOURCE

EVERYBODY = {"classroom.errors", "classroom.interrupts", "classroom.paths", "classroom.files", "classroom.overlays"}
SITES = {path.parent.name for path in DEMO_SITE.glob("*/__init__.py")}
"""The packages of the demo site: a name that begins with one of them is the site's."""

HEADER = "classroom.cookies.header"
"""Where cookie headers are taken apart, for everybody."""
VALUES = {"classroom.record.form", "classroom.record.target", "classroom.record.text"}
"""How an exchange reads bytes; whoever may import the exchange may import these."""
ALLOWED = {
    "errors.py": set(),
    "interrupts.py": set(),
    "paths.py": {"platformdirs"},
    "files.py": {"classroom.paths"},
    "overlays.py": set(),
    "__init__.py": {"classroom.errors", "classroom.cells"},
    "record": {"classroom.record", "classroom.cookies", "django"},
    "cookies": {"classroom.cookies", "requests"},
    "site": {"classroom.site", "classroom.record", "classroom.cookies", "neighbourhood", "django"},
    "sandbox": {"classroom.sandbox"},
    # Of the embedded site: the socket's side, which knows nothing of the demo site.
    "workshop": {
        "classroom.workshop", "classroom.record", "classroom.cookies", "classroom.sandbox",
        "classroom.site.server", "classroom.site.surroundings", "django",
    },
    "draw": {"classroom.draw", "classroom.record.exchange", *VALUES, "classroom.cookies", "justhtml"},
    "faults": {"django"},
    "check": {
        "classroom.check", "classroom.faults", "classroom.record.exchange", *VALUES, "classroom.cookies",
        "requests", "justhtml",
    },
    "learner": {"classroom.learner"},
    "cells": {
        "classroom.cells", "classroom.record", "classroom.site", "classroom.workshop", "classroom.draw",
        "classroom.cookies", "classroom.check", "classroom.learner", "classroom.doctor",
        "django", "IPython", "ipywidgets",
    },
    "build": {"classroom.build", "classroom.check", "nbformat"},
    # The kernels' process loads the front door and the site before it forks; it calls nothing of them.
    "run": {
        "classroom.run", "classroom", "classroom.site.live_site", "django", "requests", "ipywidgets",
        "ipykernel", "jupyter_client", "jupyterlab", "nbclient", "nbformat",
    },
    "grade": {
        "classroom.grade", "classroom", "classroom.check", "classroom.site", "classroom.workshop", "classroom.sandbox",
        "classroom.draw", "django", "nbformat", "nbgrader",
    },
    "handout": {
        "classroom.handout", "classroom.build", "classroom.run", "classroom.check.catalogue", "classroom.draw.quiz",
        "bs4", "jinja2", "nbconvert", "nbformat", "traitlets",
    },
    "present": {
        "classroom.present", "classroom.build", "classroom.run", "jupyter_server", "jupyterlab", "nbconvert", "tornado",
    },
    "doctor": {
        "classroom.doctor", "classroom.site", "classroom.workshop", "classroom.run",
        "ipywidgets", "jupyter_client", "jupyter_core", "packaging", "requests",
    },
    "write": {"classroom.write", "classroom.build", "classroom.check"},
    "command": {
        "classroom.command", "classroom.build", "classroom.run", "classroom.grade", "classroom.handout",
        "classroom.present", "classroom.doctor", "classroom.learner", "classroom.check", "classroom.site",
        "classroom.sandbox", "classroom.write", "pytest", "benchmarks",
    },
}  # fmt: skip
INSIDE = {
    "django", "neighbourhood", "stubs", "values", "functions", "lacking", "magics", "refusals", "site_models",
    "classroom.sandbox", "IPython",
}  # fmt: skip
"""What the program of a submission's process may import: its own files, by the names that they have there."""

LIGHT = {
    "classroom.cookies", "classroom.cookies.header", "classroom.cookies.octets", "classroom.cookies.set_cookie",
}  # fmt: skip
"""What of the cookie package is loaded with an exchange: at every start of the site, and where a project is served."""
LOADED = """
import sys, types
package = sys.modules["classroom"] = types.ModuleType("classroom")
package.__path__ = ["classroom"]
before = set(sys.modules)
import {}
print(*sorted(set(sys.modules) - before))
"""
NAMED = re.compile(rf"(?:classroom|{'|'.join(sorted(SITES))})(?:\.[a-z_]\w*)+(?:\.\w+)?")
IN_TEXT = re.compile(r"^\s*(?:from (classroom[\w.]*) import|import (classroom[\w.]*))", re.MULTILINE)


def imports(path: Path) -> Iterator[str]:
    """Dotted names that a file imports, wherever in it; `from a import b` counts as a.b.

    A text that is such a name counts too: Django, Jupyter and `import_module` import what it names. So does a line of
    a program that stands in a text.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if NAMED.fullmatch(node.value.rstrip(".")):
                yield node.value.rstrip(".")
            yield from (one or other for one, other in IN_TEXT.findall(node.value))
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            named = node.args[0]
            if isinstance(named, ast.Constant):
                yield str(named.value)


def is_allowed(name: str, allowed: set[str]) -> bool:
    return (
        name.partition(".")[0] in sys.stdlib_module_names
        or any(name == each or name.startswith(f"{each}.") for each in allowed if each != "classroom")
        or ("classroom" in allowed and name == "classroom")
    )


def files(part: str) -> list[Path]:
    found = [ENGINE / part] if part.endswith(".py") else sorted((ENGINE / part).rglob("*.py"))
    assert found and all(path.is_file() for path in found), part
    return found


def test_every_part_of_the_engine_has_a_rule() -> None:
    parts = {path.name for path in ENGINE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    assert parts == set(ALLOWED)
    assert "classroom.command" not in set().union(*(names for part, names in ALLOWED.items() if part != "command"))


@pytest.mark.parametrize("part", ALLOWED)
def test_it_imports_only_what_it_may(part: str) -> None:
    own = set() if part in ("errors.py", "paths.py", "overlays.py") else EVERYBODY
    for path in files(part):
        inside = ENGINE / "grade" / "inside"
        allowed = INSIDE if path.is_relative_to(inside) and path != inside / "__init__.py" else ALLOWED[part] | own
        for name in imports(path):
            assert is_allowed(name, allowed), f"{path.relative_to(ROOT)} imports {name}"


def test_a_rule_is_broken_by_other_names_and_by_strings(tmp_path: Path) -> None:
    for line in (
        "from neighbourhood import settings",
        "import_module('classroom.site.live_site')",
        "x = __import__('yaml')",
        "import numpy",
        "from classroom import site",
        "MIDDLEWARE = ['classroom.command.lab']",
        "code = 'import sys\\nfrom classroom.check.task import Task'",
        "from classroomed import x",
    ):
        path = tmp_path / "one.py"
        path.write_text(f"{line}\n", encoding="utf-8")
        assert not all(is_allowed(name, ALLOWED["draw"] | EVERYBODY) for name in imports(path)), line


def loaded_with(module: str) -> set[str]:
    """The modules that a fresh process loads for one of ours, without the front door, as a project is served."""
    done = subprocess.run([sys.executable, "-c", LOADED.format(module)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_an_exchange_needs_the_standard_library_and_two_light_modules() -> None:
    loaded = loaded_with("classroom.record.exchange")
    ours = {name for name in loaded if name.partition(".")[0] == "classroom"}
    assert ours == LIGHT | {"classroom.record", "classroom.record.exchange", *VALUES}
    assert {name.partition(".")[0] for name in loaded - ours} <= sys.stdlib_module_names


def test_the_process_that_serves_a_project_loads_no_client_of_ours() -> None:
    loaded = loaded_with("classroom.workshop.serve, classroom.workshop.frame_handler, classroom.record.server_notes")
    assert "classroom.record.probes" in loaded
    assert {name for name in loaded if name.startswith("classroom.cookies")} == LIGHT
    assert not {"requests", "urllib3", "http.cookiejar"} & loaded


def test_a_cookie_header_is_taken_apart_in_one_package_alone() -> None:
    """Nowhere else is a text cut at its semicolons, or handed to Python's own parser of cookies."""
    for path in [*ENGINE.rglob("*.py"), *DEMO_SITE.rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")]:
        if path.parent == ENGINE / "cookies":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            cut = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if cut and node.func.attr in ("split", "rsplit", "partition", "rpartition"):
                marks = [each.value for each in node.args if isinstance(each, ast.Constant)]
                assert not [mark for mark in marks if mark in (";", b";", "; ", b"; ")], f"{path}, line {node.lineno}"
        assert "SimpleCookie" not in path.read_text(encoding="utf-8"), path


def test_what_travelled_becomes_text_in_few_places() -> None:
    """Targets, forms and bodies are read by `record.target`, `record.form` and `record.text`, and nowhere else."""
    readers = [ENGINE / "record" / f"{name.rpartition('.')[2]}.py" for name in VALUES]
    as_bytes = [ENGINE / "record" / "har.py", ENGINE / "draw" / "exchange" / "facts.py"]  # a character for each byte
    parts = ("record", "draw", "check", "cells")
    for path in [*SOURCE.glob("*/tasks.py"), *(path for part in parts for path in files(part))]:
        text = path.read_text(encoding="utf-8")
        if path not in readers:
            assert not re.search(r"\b(parse_qsl?|unquote\w*|decompressobj)\b(?!.*MOST_UNPACKED)", text), path
            assert path in as_bytes or "latin-1" not in text, path


def test_the_cookie_package_itself_imports_nothing() -> None:
    assert list(imports(ENGINE / "cookies" / "__init__.py")) == []


def test_the_demo_site_imports_django_and_itself() -> None:
    paths = sorted(DEMO_SITE.rglob("*.py"))
    assert paths
    for path in paths:
        for name in imports(path):
            assert is_allowed(name, {"django", *SITES}), f"{path.relative_to(ROOT)} imports {name}"


def test_what_judges_a_lesson_imports_the_exercise_machine_and_inside_a_function_django() -> None:
    paths = [*SOURCE.glob("*/tasks.py"), *SOURCE.glob("*/predictions.py")]
    assert paths
    for path in paths:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module == "classroom.check":
                assert {alias.name for alias in node.names} <= set(classroom.check.__all__), path
            elif isinstance(node, ast.Import | ast.ImportFrom):
                named = node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
                allowed = set() if node in tree.body else {"django"}
                assert is_allowed(str(named), allowed), f"{path} imports {named}"


def test_lessons_and_exercises_use_the_front_door_requests_and_django() -> None:
    front_door = {f"classroom.{name}" for name in classroom.__all__} | {"classroom.*"}
    paths = [*SOURCE.glob("*/lesson.py"), *SOURCE.glob("*/exercises.py")]
    assert paths
    for path in paths:
        for name in imports(path):
            sound = name in front_door or is_allowed(name, {"django", "requests", *SITES})
            assert sound, f"{path.relative_to(ROOT)} imports {name}"


def test_nothing_is_called_utils() -> None:
    assert not [path for path in (*ENGINE.rglob("*.py"), *DEMO_SITE.rglob("*.py")) if path.stem == "utils"]
