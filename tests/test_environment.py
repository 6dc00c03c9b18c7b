"""environment.yml, pyproject.toml and the locks say the same, and name no host."""

from __future__ import annotations

import re
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from classroom.paths import ROOT

LOCKS = ("requirements.lock", "requirements-test.lock")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DIRECT = [Requirement(line) for line in PROJECT["project"]["dependencies"]]


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
    # JupyterLab itself needs these two.
    assert tools & set(lock("requirements.lock")) == {"nbclient", "nbformat"}


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


def test_django_is_the_lts_and_python_starts_at_3_11() -> None:
    assert pinned("requirements.lock", "Django").startswith("5.2.")
    assert PROJECT["project"]["requires-python"] == ">=3.11"
    (django,) = [direct for direct in DIRECT if direct.name == "Django"]
    assert django.specifier.contains("6.1") and not django.specifier.contains("6.2")
