"""A notebook and `grade` are one machine: an answer in any form has the same verdict in both."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from forms import CELLS_BEFORE, FORMS, IN_GRADE, PASSED

from classroom.check import catalogue
from classroom.check.exercise import FunctionExercise
from classroom.check.verdict import Verdict
from classroom.grade import judge as grade_judge
from classroom.grade.judge import Judge
from classroom.sandbox import walls

SETUP = """\
import requests
from classroom import exercise
def answered(url, name):
    client = requests.Session()
    client.get(url + "/desk/set-cookie/", params={"name": "visitor_name", "value": name})
    client.get(url + "/desk/hello/")
"""
on_linux = pytest.mark.skipif(sys.platform == "win32", reason="the forms use fork and /proc")
pytestmark = [on_linux, pytest.mark.filterwarnings("ignore")]  # of learners' code: a loop, a socket that is not closed


@pytest.fixture(scope="module")
def site() -> Iterator[Any]:
    from classroom.site.live_site import open_site

    site = open_site()
    yield site
    site.close()


@pytest.fixture(scope="module")
def by_grade(site: Any) -> dict[str, tuple[str, str]]:
    """By form: the outcome in `grade` and what it says. All forms are cells of one notebook."""
    task, lesson = catalogue.find_task("03.1"), catalogue.lesson_of("03")
    forms = {**FORMS, **IN_GRADE}
    before = dict(enumerate((SETUP, *CELLS_BEFORE), start=1))
    names = dict(enumerate(forms, start=len(before) + 1))
    found: dict[str, tuple[str, str]] = {}

    class EachCell(Judge):
        def _check(self, told: Any, process: Any, at: int) -> bool:
            self.best, self.refused, self.used_kernel = None, [], False
            super()._check(told, process, at)
            found[names[at]] = (f"not graded: {self.why_not_here()}", "") if self._is_not_here() else _told(self.best)
            return False  # go on with the next cell

        def _is_not_here(self) -> bool:
            assert self.best
            return self.best.outcome in ("not yet", "error in your code") and bool(self.why_not_here())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grade_judge, "MOST_CHECKS", 1000)
        sources = {**before, **{number: forms[name].cell for number, name in names.items()}}
        judge = EachCell(task, lesson, sources, site, {}, guarded=not walls.missing(True))
        judge.own = list(names)
        judge._try(set())
    for number, (error, _) in judge.faults.items():
        found.setdefault(names.get(number, "the setup"), ("raised", repr(error)))
    return found


@pytest.fixture(scope="module")
def by_notebook(site: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, str]]:
    """By form: the verdict that a cell shows in a notebook."""
    return in_notebook({name: form.cell for name, form in FORMS.items()}, tmp_path_factory)


def in_notebook(cells: dict[str, str], folders: pytest.TempPathFactory) -> dict[str, tuple[str, str]]:
    """The verdict of each cell, by name, in IPython, while an event loop runs as it does in a kernel."""
    from IPython.core.interactiveshell import InteractiveShell

    verdicts: list[Verdict] = []
    plain = FunctionExercise.check

    def check(self: Any, function: Any = None) -> Verdict:
        verdicts.append(plain(self, function))
        return verdicts[-1]

    found = {}
    here = Path.cwd()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FunctionExercise, "check", check)
        patch.setenv("IPYTHONDIR", str(folders.mktemp("ipython")))
        os.chdir(folders.mktemp("notebook"))
        try:
            shell = InteractiveShell()
            shell.history_manager.enabled = False
            asyncio.run(_run(shell, SETUP))
            for name, cell in cells.items():
                verdicts.clear()
                asyncio.run(_run(shell, cell))
                found[name] = _told(verdicts[-1]) if verdicts else ("raised", "")
        finally:
            os.chdir(here)
            InteractiveShell.clear_instance()
    return found


async def _run(shell: Any, cell: str) -> None:
    await shell.run_cell_async(cell, silent=True, transformed_cell=shell.transform_cell(cell))


def _told(verdict: Verdict | None) -> tuple[str, str]:
    assert verdict is not None
    return str(verdict.outcome), f"{verdict.seen} {verdict.line and f'line {verdict.line}: {verdict.source}'}"


@pytest.mark.parametrize("name", FORMS)
def test_a_notebook_gives_this_verdict(name: str, by_notebook: dict[str, tuple[str, str]]) -> None:
    outcome, said = by_notebook[name]
    assert (outcome, FORMS[name].says in said) == (FORMS[name].verdict, True), said


@pytest.mark.parametrize("name", [*FORMS, *IN_GRADE])
def test_grade_gives_the_same(name: str, by_grade: dict[str, tuple[str, str]]) -> None:
    form, (outcome, said) = {**FORMS, **IN_GRADE}[name], by_grade[name]
    if form.here and not walls.missing(True):
        assert form.verdict == PASSED and outcome.startswith(f"not graded: Not graded here: {form.here}"), said
    else:
        assert (outcome, form.says in said) == (form.verdict, True), said


SWEEPS = {
    "asyncio.run": ("passed", ""),
    "asyncio.run that deletes all": ("not yet", "rows that were alive are gone"),
    "an error": ("error in your code", ": missing"),
    "an object that can be called": ("error in your code", ": missing"),
    "empty": ("not started", ""),
}
SWEPT = """\
    from django.contrib.sessions.models import Session
    from django.core.management import call_command
    before = Session.objects.count()
    call_command("clearsessions")
    return before - Session.objects.count()
"""
ASLEEP = f"import asyncio\ndef sweep(url):\n    asyncio.run(asyncio.sleep(0))\n{SWEPT}"
SWEEP_CELLS = {
    "asyncio.run": ASLEEP,
    "asyncio.run that deletes all": ASLEEP.replace('call_command("clearsessions")', "Session.objects.all().delete()"),
    "an error": "def sweep(url):\n    missing\n",
    "an object that can be called": "class Sweep:\n    def __call__(self, url):\n        missing\nsweep = Sweep()\n",
    "empty": "def sweep(url): pass\n",
}


def test_rows_of_the_checks_own_are_laid_for_each_run(site: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    from classroom.grade.submission import Submission

    cells = {name: f'{cell}exercise("07.2").check(sweep)' for name, cell in SWEEP_CELLS.items()}
    for name, told in in_notebook(cells, tmp_path_factory).items():
        assert told[0] == SWEEPS[name][0] and SWEEPS[name][1] in told[1], (name, told)
    path = tmp_path_factory.mktemp("handed in") / "a.ipynb"
    for name in ("an error", "an object that can be called", "empty"):
        source = {"cell_type": "code", "source": f"from classroom import exercise\n{cells[name]}"}
        path.write_text(json.dumps({"cells": [source]}), encoding="utf-8")
        row = next(each for each in grade_judge.judge(Submission(path, path.name, "x"), site) if each.task == "07.2")
        assert row.outcome == SWEEPS[name][0] and SWEEPS[name][1] in " ".join(row.message), (name, row)


def test_a_row_says_why_an_answer_was_not_graded(site: Any, tmp_path: Path) -> None:
    from classroom.grade.submission import Submission

    if walls.missing(True):
        pytest.skip("the sandbox of this system lacks a wall")
    path = tmp_path / "a.ipynb"
    cells = [SETUP, FORMS["runs a program"].cell]
    path.write_text(json.dumps({"cells": [{"cell_type": "code", "source": cell} for cell in cells]}), encoding="utf-8")
    row = next(grade_judge.judge(Submission(path, path.name, "x"), site))
    assert (row.task, row.outcome, row.mistake) == ("03.1", "not graded", "")
    assert row.message[0] == (
        "Not graded here: it starts another program, which no answer may do in the grader's sandbox. "
        "Run its cell yourself, in exercises/."
    )
    assert row.message[1].startswith("Seen: line 3: subprocess.run(['true'])")


def test_what_another_cell_lacks_does_not_excuse_a_wrong_answer(site: Any, tmp_path: Path) -> None:
    from classroom.grade.submission import Submission

    path = tmp_path / "a.ipynb"
    cells = [SETUP, "import my_helper", "folder = %pwd", FORMS["wrong"].cell]
    path.write_text(json.dumps({"cells": [{"cell_type": "code", "source": cell} for cell in cells]}), encoding="utf-8")
    row = next(grade_judge.judge(Submission(path, path.name, "x"), site))
    assert row.outcome == "not yet", row
