"""environment.yml, pyproject.toml and the locks say the same, name no host, and hold all that classroom/ imports."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from classroom.paths import ROOT

LOCKS = ("requirements.lock", "requirements-test.lock")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DIRECT = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
SOURCES = sorted((ROOT / "classroom").rglob("*.py"))
STRING_IMPORTS = ("import_module", "__import__", "find_spec")


def lock(name: str) -> dict[str, list[Requirement]]:
    """The requirements of a lock by package; one package may have several, for different Pythons."""
    found: dict[str, list[Requirement]] = {}
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith((" ", "#")):
            requirement = Requirement(line.removesuffix("\\"))
            found.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return found


def pinned(name: str, package: str) -> str:
    (requirement,) = lock(name)[canonicalize_name(package)]
    (pin,) = requirement.specifier
    assert pin.operator == "=="
    return pin.version


def environment() -> tuple[list[str], list[str]]:
    """The conda part and the pip part of environment.yml."""
    dependencies = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    (pip,) = [entry["pip"] for entry in dependencies if isinstance(entry, dict)]
    return [entry for entry in dependencies if isinstance(entry, str)], pip


def imported(source: str) -> Iterator[str]:
    """The top-level name of each import in a file, wherever it stands: `import`, `from`, `import_module("…")`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield str(node.module).split(".")[0]
        elif isinstance(node, ast.Call) and node.args:
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", None)
            first = node.args[0].values[0] if isinstance(node.args[0], ast.JoinedStr) else node.args[0]
            if called in STRING_IMPORTS and isinstance(first, ast.Constant) and not str(first.value).startswith("."):
                yield str(first.value).split(".")[0]


def undeclared(sources: dict[str, str]) -> list[str]:
    """Each import, by file, that is neither Python's, nor ours, nor of a package that pyproject.toml names."""
    declared = {canonicalize_name(direct.name) for direct in DIRECT} | {PROJECT["project"]["name"]}
    distributions = metadata.packages_distributions()
    # Some of ours bear a name of their own: the demo site's apps, and what runs with its folder on the path.
    ours = {path.stem for path in SOURCES} | {path.parent.name for path in SOURCES}
    ours |= {path.parent.name for path in (ROOT / "demo_site").glob("*/__init__.py")}
    found = []
    for name, source in sources.items():
        for module in sorted(set(imported(source)) - sys.stdlib_module_names):
            installed = {canonicalize_name(each) for each in distributions.get(module, [])}
            # What is installed under that name counts, even where a file of ours has the same.
            if not installed & declared if installed else module not in ours:
                found.append(f"{name} imports {module}")
    return found


def test_every_import_of_the_classroom_is_declared() -> None:
    assert len(SOURCES) > 100
    assert undeclared({path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in SOURCES}) == []


@pytest.mark.parametrize(
    "source",
    [
        "import yaml",
        "def f():\n    from yaml.nodes import Node",
        "try:\n    import os, no_such_package.part\nexcept ImportError:\n    pass",
        'importlib.import_module("yaml.nodes")',
        'import_module(f"yaml.{name}")',
        '__import__("no_such_package")',
        'find_spec("yaml")',
    ],
)
def test_an_import_that_is_not_declared_is_found(source: str) -> None:
    (found,) = undeclared({"x.py": source})
    assert found in ("x.py imports yaml", "x.py imports no_such_package")


def test_what_is_pythons_or_ours_or_declared_needs_no_more() -> None:
    source = "import os.path, bs4, IPython, neighbourhood.urls\nfrom . import yaml\nfrom classroom.site import server\n"
    source += 'import_module(".yaml", __name__)\nimport_module(name)\nimport_module(f"{package}.yaml")\n'
    assert undeclared({"x.py": source}) == []


def test_names_are_written_as_in_the_locks() -> None:
    """`doctor` looks a locked package up among the declared ones by its name in small letters."""
    assert [d.name for d in DIRECT if canonicalize_name(d.name) != d.name.lower()] == []


def test_conda_gives_python_and_pip_only() -> None:
    assert environment()[0] == ["python=3.13", "pip"]


def test_pip_part_is_the_direct_dependencies_and_the_project() -> None:
    pip = environment()[1]
    assert pip[-1] == "-e ."
    names = {canonicalize_name(Requirement(line).name) for line in pip[:-1]}
    # flit_core: a hub without network builds the project with what is there.
    assert names == {canonicalize_name(direct.name) for direct in DIRECT} | {"flit-core"}


@pytest.mark.parametrize("name", LOCKS)
def test_pins_equal_the_lock(name: str) -> None:
    for line in environment()[1][:-1]:
        assert re.fullmatch(r"[\w-]+==[\d.]+", line), f"{line} is not a literal pin"
        package, version = line.split("==")
        assert pinned(name, package) == version


@pytest.mark.parametrize("name", LOCKS)
def test_locked_versions_are_in_the_ranges(name: str) -> None:
    for requirement in [*DIRECT, *map(Requirement, PROJECT["build-system"]["requires"])]:
        assert requirement.specifier.contains(pinned(name, requirement.name)), requirement


def test_test_tools_are_locked_in_their_ranges() -> None:
    for line in PROJECT["project"]["optional-dependencies"]["test"]:
        requirement = Requirement(line)
        assert requirement.specifier.contains(pinned("requirements-test.lock", requirement.name)), requirement


def test_the_two_locks_agree() -> None:
    small, large = map(lock, LOCKS)
    for package, requirements in small.items():
        assert list(map(str, large[package])) == list(map(str, requirements))


def test_learners_get_no_test_tools() -> None:
    tools = {canonicalize_name(Requirement(t).name) for t in PROJECT["project"]["optional-dependencies"]["test"]}
    assert tools and not tools & set(lock("requirements.lock"))


@pytest.mark.parametrize("name", [*LOCKS, "environment.yml"])
def test_no_host_and_no_path_is_named(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"://|file:|\.(org|com|io|net)\b|/(home|root|tmp|usr|opt|Users)/|[A-Z]:\\", text)
    # No option of pip either: an index is the machine's own affair.
    assert not re.search(r"^\s*-(-(?!hash)|f|i\b)", text, re.MULTILINE)


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_has_hashes(name: str) -> None:
    blocks = re.split(r"\n(?=[A-Za-z0-9])", (ROOT / name).read_text(encoding="utf-8"))[1:]
    assert len(blocks) == sum(map(len, lock(name).values()))
    for block in blocks:
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block.splitlines()[0]


def test_django_is_the_lts() -> None:
    assert pinned("requirements.lock", "Django").startswith("5.2.")
    (django,) = [direct for direct in DIRECT if direct.name == "Django"]
    assert django.specifier.contains("6.1") and not django.specifier.contains("6.2")


def test_every_place_names_the_same_pythons() -> None:
    declared = [line.rpartition(" ")[2] for line in PROJECT["project"]["classifiers"] if ":: Python :: 3." in line]
    assert declared == ["3.11", "3.12", "3.13", "3.14", "3.15"]
    assert PROJECT["project"]["requires-python"] == f">={declared[0]}"
    assert PROJECT["tool"]["mypy"]["python_version"] == declared[0]
    assert PROJECT["tool"]["ruff"]["target-version"] == f"py{declared[0].replace('.', '')}"
    limits = f"OLDEST, NEWEST = ({declared[0].replace('.', ', ')}), ({declared[-1].replace('.', ', ')})"
    span = f"Python {declared[0]} to {declared[-1]}"
    for name in ("course.py", "classroom/doctor/machine.py"):
        assert limits in (ROOT / name).read_text(encoding="utf-8"), name
    for name in ("README.md", "docs/instructor-guide.md", "classroom/doctor/machine.py"):
        assert span in (ROOT / name).read_text(encoding="utf-8"), name
    newest_first = " ".join(reversed(declared[1:]))
    assert f"in {newest_first}; do" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    jobs = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8"))["jobs"]
    assert jobs["elsewhere"]["strategy"]["matrix"]["python"] == declared[: declared.index("3.14") + 1]
