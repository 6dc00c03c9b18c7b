"""Every command lives with files that are not the course's in its folders: a learner works there."""

from __future__ import annotations

import argparse
import json
import os
import shutil
from pathlib import Path

import nbformat
import pytest

from classroom import overlays
from classroom.build import deck
from classroom.check.links import link
from classroom.check.verdict import Place
from classroom.command import build, reset
from classroom.grade.nbgrader import write_course
from classroom.handout import handout
from classroom.paths import BUILT, PROGRESS, ROOT
from classroom.present import room
from classroom.run.execute import execute
from classroom.run.lab import first_notebook

STEM = "03_cookies_carry_a_note"
V4 = {"nbformat": 4, "nbformat_minor": 2, "metadata": {}}


def cell(**other: object) -> dict[str, object]:
    return {"cell_type": "code", "metadata": {}, "source": "1", "outputs": [], "execution_count": None, **other}


BROKEN: dict[str, bytes] = {
    "empty": b"",
    "cut": b'{"cells": [',
    "no text": b"\xff\xfe\x00",
    "deep": b"[" * 100_000,
    "a list": b"[]",
    "a number": b"3",
    "no cells": json.dumps(V4).encode(),
    "version 3": json.dumps({"nbformat": 3, "worksheets": [{"cells": []}]}).encode(),
    "cells of text": json.dumps({**V4, "cells": ["1"]}).encode(),
    "cells of null": json.dumps({**V4, "cells": None}).encode(),
    "no metadata": json.dumps({**V4, "cells": [{"cell_type": "code", "source": "1"}]}).encode(),
    "slides of text": json.dumps({**V4, "cells": [cell(metadata={"slideshow": "slide"})]}).encode(),
    "source of numbers": json.dumps({**V4, "cells": [cell(source=[1])]}).encode(),
}
WHOLE: dict[str, bytes] = {
    "Untitled": json.dumps({**V4, "cells": []}).encode(),
    "without slides": json.dumps({**V4, "cells": [cell(), cell(cell_type="markdown", source=["# a\n", "b"])]}).encode(),
    "odd slides": json.dumps(
        {**V4, "cells": [cell(metadata={"slideshow": {"slide_type": [1]}, "tags": [2]})]}
    ).encode(),
    "a note in words": json.dumps(
        {**V4, "cells": [cell(cell_type="markdown", source="Minutes: some.", metadata={"tags": ["notes"]})]}
    ).encode(),
}


def add_foreign(root: Path) -> None:
    """Put into each built folder what learners and their programs put there."""
    for folder in BUILT:
        for name, content in {**BROKEN, **WHOLE}.items():
            (root / folder / f"03_{name}.ipynb").write_bytes(content)
        (root / folder / "03_a folder.ipynb").mkdir()
        (root / folder / ".ipynb_checkpoints").mkdir()
        (root / folder / "notes of mine.txt").write_bytes(b"\xff")
        if hasattr(os, "symlink"):
            (root / folder / "03_a broken link.ipynb").symlink_to(root / "nowhere")
        copied = root / folder / f"{STEM}-Copy1.ipynb"
        shutil.copy(root / folder / f"{STEM}.ipynb", copied)
        with open(root / folder / "03_large.ipynb", "wb") as large:
            large.truncate(deck.LARGEST + 1)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A course with the notebooks of one lesson, and foreign files beside them."""
    for folder in BUILT:
        (tmp_path / folder).mkdir()
        shutil.copy(ROOT / folder / f"{STEM}.ipynb", tmp_path / folder)
    add_foreign(tmp_path)
    return tmp_path


def test_present_shows_the_lesson_and_leaves_out_what_is_no_notebook(root: Path, tmp_path: Path) -> None:
    for folder in BUILT:
        assert room.find(root, "03", folder) == f"{folder}/{STEM}.ipynb", "not a copy, not a file of a shorter name"
    here = tmp_path / "room"
    here.mkdir()
    left = room.copy_notebooks(here, root)
    broken = {*BROKEN, "a folder", "large"} | ({"a broken link"} if hasattr(os, "symlink") else set())
    assert {line.partition(".ipynb")[0] for line in left} == {
        f"Left out: {folder}/03_{name}" for folder in BUILT for name in broken
    }
    for path in here.rglob("*.ipynb"):
        shown = json.loads(path.read_text(encoding="utf-8"))["cells"]
        assert all(deck.slide_type(each) in ("slide", "fragment") for each in shown)
        assert not shown or deck.slide_type(shown[0]) == "slide"


def test_a_cell_that_a_teacher_added_is_shown(root: Path, tmp_path: Path) -> None:
    path = root / "notebooks" / f"{STEM}.ipynb"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["cells"].insert(3, cell(id="mine"))
    slides = json.loads(room.as_slides(content))["cells"]
    assert [deck.slide_type(each) for each in slides if each["id"] == "mine"] == ["fragment"]


@pytest.mark.parametrize("name", [*BROKEN, "a folder", "large", "a broken link", "nothing"])
def test_what_is_no_notebook_is_said_in_a_sentence(root: Path, name: str) -> None:
    with pytest.raises(deck.NotANotebook) as caught:
        deck.read_deck(root / "notebooks" / f"03_{name}.ipynb")
    assert len(str(caught.value).splitlines()) == 1 and str(caught.value).endswith(".")


@pytest.mark.parametrize("name", WHOLE)
def test_a_notebook_of_somebody_else_is_a_deck(root: Path, name: str) -> None:
    assert deck.read_deck(root / "notebooks" / f"03_{name}.ipynb").stem == f"03_{name}"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_notebook_that_may_not_be_read(root: Path) -> None:
    path = root / "notebooks" / "03_empty.ipynb"
    path.chmod(0)
    with pytest.raises(deck.NotANotebook):
        deck.read_notebook(path)


def test_the_handout_takes_notebooks_alone(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chosen = handout.choose(root, [])
    assert {path.stem for path in chosen} == {STEM, f"{STEM}-Copy1", *(f"03_{name}" for name in WHOLE)}
    assert all(handout.title_of(path) for path in chosen)
    assert "Left out: 03_cut.ipynb" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["empty", "a list", "a folder", "no text", "deep", "cells of text"])
def test_running_one_says_that_it_is_no_notebook(root: Path, name: str) -> None:
    said = execute(root / "notebooks" / f"03_{name}.ipynb", type, set())
    assert said.startswith("It cannot be read as a notebook") and len(said.splitlines()) == 1


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_link_into_a_damaged_notebook_goes_to_its_heading(root: Path, content: bytes) -> None:
    path = root / "notebooks" / f"{STEM}.ipynb"
    place = Place(STEM, "A heading")
    path.write_bytes(content)
    assert link(place, root) == place.href
    path.unlink()
    path.mkdir()
    assert link(place, root) == place.href


def test_lab_opens_a_notebook_of_the_course_first(root: Path) -> None:
    assert first_notebook(root)


def test_nbgrader_gets_the_exercises_of_the_course_alone(root: Path, tmp_path: Path) -> None:
    (root / "source" / STEM).mkdir(parents=True)
    out = tmp_path / "out"
    assert write_course(root, out) == 0
    assert [path.stem for path in out.rglob("*.ipynb")] == [STEM]


def test_build_and_reset_among_foreign_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(PROGRESS, str(tmp_path / "progress.json"))
    root = tmp_path / "course"
    shutil.copytree(ROOT / "source" / STEM, root / "source" / STEM)
    (root / "source" / ".ipynb_checkpoints").mkdir()
    (root / "source" / STEM / ".ipynb_checkpoints").mkdir()
    (root / "source" / STEM / "03_copy.ipynb").write_bytes(b"")
    make = argparse.Namespace(numbers=["03"], check=False, nbgrader=None)
    assert build.main(make, root) == 0
    add_foreign(root)
    lesson = root / "exercises" / f"{STEM}.ipynb"
    lesson.write_bytes(b"\xff")
    make.check = True
    assert build.main(make, root) == 1, "a damaged one differs"
    lesson.unlink()
    lesson.mkdir()
    make.check = False
    assert build.main(make, root) == 1, "a folder of its name cannot be replaced"
    assert "cannot be written" in capsys.readouterr().err

    monkeypatch.setattr(reset, "build", lambda root: builder(root, {"03"}))
    from classroom.build.build import build as builder

    assert reset.main(argparse.Namespace(), root) == 0
    assert sorted(path.name for path in (root / "exercises").iterdir()) == [f"{STEM}.ipynb"]
    nbformat.read(lesson, as_version=4)
    (aside,) = (root / "build").iterdir()
    kept = {path.name for path in (aside / "exercises").iterdir()}
    assert {"03_a folder.ipynb", "03_cut.ipynb", "notes of mine.txt", f"{STEM}-Copy1.ipynb"} <= kept


def test_a_stray_folder_among_the_lessons_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "source" / "16_draft").mkdir(parents=True)
    (tmp_path / "source" / "drafts").mkdir()
    assert build.main(argparse.Namespace(numbers=[], check=True, nbgrader=None), tmp_path) == 1
    said = capsys.readouterr().err
    assert "source/16_draft/lesson.py" in said and len(said.splitlines()) == 3
    (tmp_path / "source" / "16_draft" / "lesson.py").write_bytes(b"\xff")
    assert build.main(argparse.Namespace(numbers=[], check=True, nbgrader=None), tmp_path) == 1
    assert "UTF-8" in capsys.readouterr().err


def test_what_programs_leave_in_a_project_is_not_handed_out(tmp_path: Path) -> None:
    for name in ("mysite/urls.py", ".ipynb_checkpoints/urls.py", "mysite/__pycache__/x.pyc", ".DS_Store"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert [name for name, _ in overlays.read(tmp_path)] == ["mysite/urls.py"]
