"""Each cell alone in a fresh interpreter: it works, or lacks a name of an earlier cell. It never fails in our code."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from classroom.paths import ROOT

# The generated pages have no number in their name, and no code.
NOTEBOOKS = [path for folder in ("notebooks", "exercises") for path in sorted((ROOT / folder).glob("[0-9]*.ipynb"))]


def names_given(source: str) -> set[str]:
    """The names that a cell binds."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
    return found


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_cell_alone_never_fails_in_our_code(path: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "CLASSROOM_PROGRESS": str(tmp_path / "progress.json"), "IPYTHONDIR": str(tmp_path)}
    script = str(Path(__file__).with_name("alone.py"))
    done = subprocess.run(
        [sys.executable, script, str(path)], capture_output=True, text=True, timeout=300, env=environment, check=True
    )
    found = {each["number"]: each for each in map(json.loads, done.stdout.splitlines())}
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    given: set[str] = set()
    for number, cell in enumerate(cells, 1):
        if cell["cell_type"] != "code":
            continue
        one, source = found[number], "".join(cell["source"])
        if "raises-exception" not in cell["metadata"].get("tags", []):
            assert one["raised"] in ("", "NameError"), (source, one)
        if one["raised"] == "NameError":
            missing = re.match(r"name '(\w+)' is not defined", one["words"])
            assert missing and missing[1] in given and not one["ours"], (source, one)
        given |= names_given(source)
    assert given
