"""Every lesson in a real JupyterLab in Chromium runs from top to bottom, and axe finds nothing, in light and dark."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lab import ROOT, LabPage, running_lab

pytestmark = pytest.mark.browser
LESSONS = sorted(path.name for path in (ROOT / "notebooks").glob("[0-9]*.ipynb"))


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_lab(tmp_path_factory.mktemp("lab")) as address:
        yield address


def test_there_are_lessons() -> None:
    assert LESSONS


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_runs_and_reads_well(chromium: Any, address: str, name: str) -> None:
    lab = LabPage(chromium, address, f"notebooks/{name}")
    try:
        lab.run_all()
        for cell in lab.cells():
            if cell["cell_type"] != "code":
                continue
            assert cell["execution_count"], cell["source"]
            errors = [each for each in cell["outputs"] if each["output_type"] == "error"]
            wanted = "raises-exception" in cell["metadata"].get("tags", [])
            assert bool(errors) == wanted, (cell["source"], errors)
        for scheme in ("light", "dark"):
            lab.colours(scheme)
            if folder := os.environ.get("CLASSROOM_PICTURES"):
                lab.picture(Path(folder) / f"{Path(name).stem}-{scheme}.png")
            assert lab.axe() == []
        assert lab.errors == []
    finally:
        lab.page.close()
