"""A lesson: one folder of source/. Its modules and files are loaded when they are first needed."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from classroom.errors import CourseError

if TYPE_CHECKING:
    from classroom.check.percent import Cell
    from classroom.check.prediction import Prediction
    from classroom.check.task import AnyTask


@dataclass(frozen=True)
class Lesson:
    """One lesson. folder: its folder, such as source/03_cookies_carry_a_note."""

    folder: Path

    @property
    def stem(self) -> str:
        """Its name, which is also that of its notebooks: "03_cookies_carry_a_note"."""
        return self.folder.name

    @property
    def number(self) -> str:
        """Its two digits."""
        return self.stem.partition("_")[0]

    @property
    def lesson(self) -> Path:
        """The source of the lesson's notebook."""
        return self.folder / "lesson.py"

    @property
    def exercises(self) -> Path:
        """The source of its exercise notebook, with the solutions."""
        return self.folder / "exercises.py"

    @property
    def answers(self) -> Path:
        """The folder with a folder for each task: right and wrong answers, which the tests give to its check."""
        return self.folder / "answers"

    def project(self, task: str) -> Path:
        """The folder with the files of a task that is answered in a project: starter/ and solution/."""
        return self.folder / "projects" / task

    @cached_property
    def tasks(self) -> tuple[AnyTask, ...]:
        """Its tasks, in order. Raises CourseError where their module cannot be loaded."""
        return tuple(self._load("tasks").TASKS)

    @cached_property
    def predictions(self) -> tuple[Prediction, ...]:
        """Its predictions, in order. Raises CourseError where their module cannot be loaded."""
        return tuple(self._load("predictions").PREDICTIONS)

    def solution(self, task: str) -> tuple[str, str] | None:
        """The cell that solves a task, without its markers, and the explanation after it; None where there is none.

        Raises OSError where the exercises cannot be read.
        """
        from classroom.check.task_cell import solved, task_named

        cells = self.cells(self.exercises)
        for cell, after in zip(cells, [*cells[1:], None], strict=True):
            if cell.kind == "code" and task_named(cell.source) == task:
                return solved(cell.source), after.source if after and "solution" in after.tags else ""
        return None

    @staticmethod
    def cells(path: Path) -> tuple[Cell, ...]:
        """The cells of one of its sources. Raises OSError where it cannot be read."""
        from classroom.check.percent import cells

        return cells(path.read_text(encoding="utf-8"))

    def _load(self, what: str) -> ModuleType:
        """Load one of its modules by path: a folder whose name begins with a digit cannot be imported as a package."""
        name, path = f"lesson_{self.number}_{what}", self.folder / f"{what}.py"
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None and spec.loader is not None  # the path ends in .py
        module = sys.modules[name] = importlib.util.module_from_spec(spec)
        try:
            spec.loader.exec_module(module)
        except Exception as problem:
            del sys.modules[name]
            line = f", line {problem.lineno}" if isinstance(problem, SyntaxError) else ""
            words = " ".join(str(problem).split())
            raise CourseError(
                f"The {what} of lesson {self.number} cannot be loaded; the other lessons can.",
                f"{type(problem).__name__} in source/{self.stem}/{what}.py{line}: {words}"[:200],
                "Put that file back as it came with the course (git restore), or mend it.",
            ) from problem
        return module
