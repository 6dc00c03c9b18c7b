"""What `present` copies into the room, and the data of the presenter's view; the browser tests show both."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from classroom.build import deck as slides
from classroom.command import present as command
from classroom.paths import BUILT, PROGRESS, ROOT, WORKSHOP
from classroom.present import room as present
from classroom.present import view as presenter


@pytest.mark.parametrize("lesson", ["3", "03", "03_cookies"])
def test_a_lesson_is_found_by_its_number_or_name(lesson: str) -> None:
    assert present.find(ROOT, lesson, "solutions") == "solutions/03_cookies_carry_a_note.ipynb"


def test_an_unknown_lesson_is_said_in_three_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notebooks").mkdir()
    assert command.main(["99"], tmp_path) == 1
    assert len(capsys.readouterr().err.splitlines()) <= 3


def test_the_room_has_every_notebook_and_the_course_stays_as_it_is(tmp_path: Path) -> None:
    before = {path: path.read_bytes() for folder in BUILT for path in (ROOT / folder).glob("*.ipynb")}
    present.copy_notebooks(tmp_path, ROOT)
    assert {path.relative_to(ROOT) for path in before} == {
        path.relative_to(tmp_path) for path in tmp_path.rglob("*.ipynb")
    }
    assert before == {path: path.read_bytes() for path in before}


def test_in_the_room_are_no_notes_no_outputs_and_one_line_of_slides() -> None:
    cell = {"cell_type": "code", "source": "1", "outputs": [{}], "execution_count": 7}
    kinds = ["slide", "notes", "subslide", "fragment", "skip"]
    cells = [{**cell, "id": kind, "metadata": {"slideshow": {"slide_type": kind}}} for kind in kinds]
    shown = json.loads(present.as_slides({"cells": cells}))["cells"]
    assert [(each["id"], slides.slide_type(each)) for each in shown] == [
        ("slide", "slide"),
        ("subslide", "slide"),
        ("fragment", "fragment"),
    ]
    assert all(each["outputs"] == [] and each["execution_count"] is None for each in shown)


def test_the_view_finds_each_cell_of_the_room(tmp_path: Path) -> None:
    present.copy_notebooks(tmp_path, ROOT)
    name = "notebooks/03_cookies_carry_a_note.ipynb"
    told = presenter.for_page(slides.read_deck(ROOT / name))
    known = {cell["id"] for slide in told["slides"] for cell in slide["cells"]}
    shown = {cell["id"] for cell in json.loads((tmp_path / name).read_text(encoding="utf-8"))["cells"]}
    assert known == shown
    assert "<em>" in told["sections"][0]["notes"][0]["ask"] and told["minutes"] > 0


def test_presenting_reads_and_writes_in_its_room_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever presents has a record and projects of their own, which a lesson on the screen must not change."""
    from jupyterlab.labapp import LabApp

    before, seen = dict(os.environ), dict[str, str]()
    monkeypatch.setattr(LabApp, "launch_instance", lambda arguments: seen.update(os.environ))
    monkeypatch.setattr(sys, "argv", [])
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(PROGRESS, "/mine/progress.json")
    monkeypatch.setenv(WORKSHOP, "/mine/projects")
    try:
        assert present.serve(tmp_path, "notebooks/03.ipynb", []) == 0
        assert not Path.cwd().is_relative_to(tmp_path), "Windows removes no folder that a process works in"
    finally:
        os.environ.clear()
        os.environ.update(before)
    own = (PROGRESS, WORKSHOP, "JUPYTER_CONFIG_DIR", "JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR")
    assert {name for name in own if not Path(seen[name]).is_relative_to(tmp_path)} == set()
