"""Habits of the house that no linter knows: one name for one class, one dialect of docstrings, one place a thing."""

from __future__ import annotations

import ast
import io
import re
import subprocess
import tokenize
from collections import defaultdict
from pathlib import Path

import pytest

from classroom.paths import DEMO_SITE, ENGINE, ROOT

ENGINE_FILES = sorted(ENGINE.rglob("*.py"))
OURS = [*ENGINE_FILES, *DEMO_SITE.rglob("*.py"), *ROOT.glob("benchmarks/*.py"), *ROOT.glob("tests/**/*.py")]
OURS += [ROOT / "course.py", *ROOT.glob("source/*/tasks.py"), *ROOT.glob("source/*/predictions.py")]

PLACES = re.compile(r"\bparents\[\d")
ONE_PLACE = {"classroom/paths.py"}
"""Where the folders of the course are worked out; the rest of the engine asks it."""


def docstrings_and_comments(path: Path) -> list[str]:
    """What a file says to its reader: every text that stands alone, and every comment."""
    text = path.read_text(encoding="utf-8")
    nodes = ast.walk(ast.parse(text))
    said = [n.value.value for n in nodes if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)]
    comments = [t.string for t in tokenize.generate_tokens(io.StringIO(text).readline) if t.type == tokenize.COMMENT]
    return [*(each for each in said if isinstance(each, str)), *comments]


def test_one_name_for_one_class() -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for path in ENGINE_FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                found[node.name].append(path.relative_to(ENGINE).as_posix())
    assert {name: paths for name, paths in found.items() if len(paths) > 1} == {}


def test_docstrings_are_written_in_one_dialect() -> None:
    """Code words in single backticks; arguments as "name: what it is.", without headings."""
    other = re.compile(r"(?<!`)``(?!`)|^\s*(Args|Arguments|Parameters|Returns|Raises):\s*$", re.MULTILINE)
    found = [f"{path}: {said[:80]}" for path in OURS for said in docstrings_and_comments(path) if other.search(said)]
    assert found == []


def test_where_things_are_is_worked_out_in_one_place() -> None:
    asked = [path.relative_to(ROOT).as_posix() for path in ENGINE_FILES if PLACES.search(path.read_text("utf-8"))]
    assert set(asked) <= ONE_PLACE


def test_files_are_written_whole_and_locked_in_one_place() -> None:
    for path in ENGINE_FILES:
        text = path.read_text(encoding="utf-8")
        if path != ENGINE / "files.py":
            assert "os.replace(" not in text and "mkstemp(" not in text and "flock(" not in text, path


def test_nothing_is_tracked_that_a_program_writes_by_itself() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split(
        "\n"
    )
    if not any(tracked):
        pytest.skip("this copy of the project is not a clone")
    assert not [name for name in tracked if re.search(r"\.sqlite3|\.pyc$|\.ipynb_checkpoints|__pycache__", name)]


def test_every_checkout_has_the_same_line_ends() -> None:
    """The build compares bytes, and locks carry hashes; Git for Windows would write CRLF (gitattributes(5))."""
    told = subprocess.run(["git", "ls-files", "--eol"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    if not told:
        pytest.skip("this copy of the project is not a clone")
    for line in told.splitlines():
        about, _, name = line.partition("\t")
        stored, _, attributes = re.split(r"\s+", about.strip(), maxsplit=2)
        binary = name.endswith((".png", ".ico", ".woff2", ".pdf"))
        assert stored == "i/-text" if binary else stored in ("i/lf", "i/none"), line
        assert attributes == "attr/-text" if binary else attributes.endswith("eol=lf"), line
