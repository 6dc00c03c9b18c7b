"""`exercise("03.1")`: one task of an exercise notebook, with its check, hints and solution."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from classroom.cells.panel import Action, Panel, learners_record, say
from classroom.check.catalogue import find_task, lesson_of
from classroom.paths import ROOT

if TYPE_CHECKING:
    from classroom.check.exercise import FunctionExercise
    from classroom.check.project_exercise import ProjectExercise
    from classroom.check.verdict import Verdict
    from classroom.draw.view import View
    from classroom.learner.record import Progress
    from classroom.workshop.workbench import Workbench

    AnyExercise = FunctionExercise | ProjectExercise


def exercise(name: str) -> ExercisePanel:
    """One exercise: `exercise("03.1").check(my_function)`, `.hint()`, `.solution()`, `.reset()`.

    Where the answer is files of your project: `exercise("10.1").start()` and `.check()`.
    Raises CourseError, with the nearest names, where there is none of that name.
    """
    from classroom.check.task import FunctionTask

    task, lesson, record = find_task(name), lesson_of(name), learners_record()
    assert lesson is not None  # it has the task
    if isinstance(task, FunctionTask):
        from classroom.check.exercise import FunctionExercise
        from classroom.site.live_site import open_site

        return ExercisePanel(FunctionExercise(task, lesson, record, aside=open_site().aside), record)
    from classroom.check.project_exercise import ProjectExercise
    from classroom.workshop.workbench import Workbench

    workbench = Workbench(task.project)
    return ExercisePanel(ProjectExercise(task, lesson, record, workbench=workbench), record, workbench)


class ExercisePanel(Panel):
    """What `exercise()` returns; it displays itself. verdict: the last one, a plain value; None before a check."""

    def __init__(self, exercise: AnyExercise, record: Progress, workbench: Workbench | None = None) -> None:
        super().__init__(record)
        self._exercise = exercise
        self._workbench = workbench
        self._hints: list[View] = []
        self._solution: list[View] = []
        self.verdict: Verdict | None = None

    def check(self, function: Callable[..., Any] | None = None) -> ExercisePanel:
        """Judge what the function does with a fresh database of the site, or, without one, what your project does."""
        self.verdict = self._exercise.check(function)
        return self

    def start(self) -> View:
        """Replace your project by the one that this task begins with. The old one is kept as a copy beside it."""
        said = self._exercise.start().splitlines()
        return say(self._workbench.remark if self._workbench else "", *said)

    def hint(self) -> ExercisePanel:
        """Show the next of the three hints, below those before it."""
        from classroom.draw.quiz.verdict import hint_view

        hint = self._exercise.hint()
        texts = (*hint.earlier, hint.text)
        self._hints = [hint_view(number, hint.total, text) for number, text in enumerate(texts, 1)]
        return self

    def solution(self) -> ExercisePanel:
        """Show one right answer and its explanation."""
        from classroom.draw.quiz.verdict import solution_view

        solution = self._exercise.solution()
        self._solution = [solution_view(solution.code, solution.reason)]
        return self

    def reset(self) -> View:
        """Forget the hints taken and that the task was passed. Your code, the site, the other exercises stay."""
        tally, name = self._exercise.reset(), self._exercise.task.name
        self._hints, self._solution, self.verdict = [], [], None
        if not tally.entries:
            return say(f"Exercise {name} is as on its first day already: nothing was forgotten.")
        kept = f"A copy of your progress before lies in {tally.file}." if tally.file else ""
        return say(f"Exercise {name} starts afresh: its hints and its pass are forgotten. Your code stays.", kept)

    def parts(self) -> list[View]:
        """The verdict, the hints and the solution, those that were asked for."""
        from classroom.check.links import link
        from classroom.draw.quiz.verdict import verdict_view

        helped = [*self._hints, *self._solution]
        if self.verdict is not None:
            see = self.verdict.see
            found = [say(self._workbench.remark)] if self._workbench and self._workbench.remark else []
            judged = verdict_view(**self.verdict.drawing_arguments, see_href=link(see, ROOT) if see else "")
            return [*found, judged, *helped]
        if helped:
            return helped
        task = self._exercise.task
        if self._record.is_passed(task.name):
            return [verdict_view(outcome="passed", task=task.name, title=task.title, debrief=task.debrief)]
        word = f"It takes {task.effort}. {self._exercise.todo}"
        return [verdict_view(outcome="not started", task=task.name, title=task.title, debrief=word)]

    def actions(self) -> list[Action]:
        """Buttons for the next hint, until the task is passed, and for the solution, until it is shown."""
        offered: list[Action] = []
        task = self._exercise.task
        passed = self.verdict is not None and self.verdict.passed
        if not passed and len(self._hints) < len(task.hints):
            number = min(self._record.hints(task.name) + 1, len(task.hints))
            offered.append((f"Hint {number} of {len(task.hints)}", self.hint))
        if not self._solution:
            offered.append(("Solution", self.solution))
        return offered
