"""The course folder for nbgrader: nbgrader gives a solution all points and an untouched exercise none."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from classroom.check import catalogue
from classroom.check.task import FunctionTask
from classroom.grade import nbgrader as grade_nbgrader
from classroom.paths import ROOT

pytest.importorskip("nbgrader")

STEM = "00_start_here"


@pytest.mark.parametrize("path", sorted((ROOT / "exercises").glob("*.ipynb")), ids=lambda path: path.stem)
def test_every_task_has_its_locked_cell_and_the_learners_copy_has_none(path: Path) -> None:
    from nbgrader.nbgraderformat import MetadataValidator
    from nbgrader.utils import is_grade, is_solution

    learners = nbformat.read(path, as_version=4)
    assert not [cell for cell in learners.cells if is_grade(cell)]
    ours = grade_nbgrader.with_points(learners)
    MetadataValidator().validate_nb(ours)
    tasks = [at for at, cell in enumerate(ours.cells) if is_solution(cell)]
    functions = [task for task in catalogue.lesson_of(path.stem[:2]).tasks if isinstance(task, FunctionTask)]
    assert len(tasks) == len(functions), "each task that is a function; files of a project are not nbgrader's"
    for at in tasks:
        assert not is_grade(ours.cells[at])
        assert is_grade(ours.cells[at + 1]) and ours.cells[at + 1].metadata.nbgrader.points == 1
    assert sum(is_grade(cell) for cell in ours.cells) == len(tasks)


def test_nbgrader_grades_what_learners_hand_in(tmp_path: Path) -> None:
    course = tmp_path / "과제 course"
    assert grade_nbgrader.write_course(ROOT, course) == 0
    with (course / "nbgrader_config.py").open("a", encoding="utf-8") as config:  # verdicts are tested, not time
        config.write("c.ExecutePreprocessor.timeout = c.ExecutePreprocessor.startup_timeout = 600\n")
    binaries = str(Path(sys.executable).parent)
    environment = {
        **os.environ,
        "PATH": os.pathsep.join([binaries, os.environ["PATH"]]),  # nbgrader calls `alembic` by name
        "HOME": str(tmp_path),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "CLASSROOM_PROGRESS": str(tmp_path / "teachers-own.json"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def nbgrader(*arguments: str) -> None:
        command = [sys.executable, "-W", "ignore", "-m", "nbgrader", *arguments]
        done = subprocess.run(command, cwd=course, env=environment, capture_output=True, text=True, timeout=1200)
        assert done.returncode == 0, done.stderr[-3000:]

    nbgrader("generate_assignment", STEM)
    released = nbformat.read(course / "release" / STEM / f"{STEM}.ipynb", as_version=4)
    assert [cell.source for cell in released.cells if "write your code here" in cell.source], "the tasks were emptied"
    for learner, folder in (("good", "solutions"), ("untouched", "exercises")):
        place = course / "submitted" / learner / STEM
        place.mkdir(parents=True)
        shutil.copy(ROOT / folder / f"{STEM}.ipynb", place)
    nbgrader("autograde", STEM)
    nbgrader("export")
    rows = {row["student_id"]: row for row in csv.DictReader((course / "grades.csv").read_text("utf-8").splitlines())}
    tasks = sum(cell.metadata.get("nbgrader", {}).get("grade", False) for cell in released.cells)
    assert float(rows["good"]["score"]) == float(rows["good"]["max_score"]) == tasks > 1
    assert float(rows["untouched"]["score"]) == 0
    assert not (tmp_path / "teachers-own.json").exists()
