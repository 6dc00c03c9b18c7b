"""`progress()`: the learner's progress, and how to save, load or reset their record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from classroom.cells.given import file_named
from classroom.cells.panel import Panel, learners_record, say
from classroom.paths import ROOT

if TYPE_CHECKING:
    from classroom.check.overview import LessonState, TaskState
    from classroom.draw.overview.progress import LessonRow, TaskRow
    from classroom.draw.view import View


def progress() -> ProgressPage:
    """What you have passed, what comes next, what to read again.

    `progress().save_to("my-progress.json")` and `.load_from(…)` take it to another computer;
    `progress().reset()` begins afresh.
    """
    return ProgressPage(learners_record())


class ProgressPage(Panel):
    """What `progress()` returns; it displays itself."""

    def parts(self) -> list[View]:
        """The page, from the record as it is now."""
        from classroom.check.overview import overview
        from classroom.draw.overview.progress import progress_view

        record = self._record
        state = overview(record)
        kept = "Kept in memory, for as long as this kernel runs." if record.in_memory else f"Kept in {record.path}"
        return [progress_view([_lesson(each) for each in state.lessons], _task(state.next), kept)]

    def save_to(self, path: str | Path) -> View:
        """Write a copy of your progress to a file; a folder gets a file of its own. Raises CourseError."""
        file = file_named(path, 'progress().save_to("my-progress.json")')
        tally = self._record.save_to(file)
        before = f"The progress file that was there before is {tally.before} now." if tally.before else ""
        return say(f"Saved {tally} to {tally.file}.", before, f"Elsewhere: progress().load_from({file.name!r})")

    def load_from(self, path: str | Path) -> View:
        """Add what a saved file holds to what is here; nothing is lost. Raises CourseError for any other file."""
        tally = self._record.load_from(file_named(path, 'progress().load_from("my-progress.json")'))
        if not tally.entries:
            return say(f"All that {tally.file} holds was here already.")
        return say(f"Added {tally} from {tally.file}. What was here stays.")

    def reset(self) -> View:
        """Forget every pass, hint and prediction. The site, your notebooks and your code stay as they are."""
        tally = self._record.forget_all()
        if not tally.entries:
            return say("There was nothing to forget.")
        back = f"To have it back: progress().load_from({str(tally.file)!r})" if tally.file else ""
        return say(f"Forgot {tally}. Your notebooks and the site stay as they are.", back)


def _lesson(lesson: LessonState) -> LessonRow:
    from classroom.check.links import link
    from classroom.draw.overview.progress import AgainRow, LessonRow

    again = []
    for each in lesson.again:
        chosen = f"{each.chosen.key}: {each.chosen.text}"
        again.append(AgainRow(each.prediction.question, chosen, str(each.place), link(each.place, ROOT)))
    name = lesson.place.lesson.partition("_")[0]
    tasks = [row for each in lesson.tasks if (row := _task(each))]
    predicted = lesson.predicted, lesson.predictions
    return LessonRow(name, lesson.title, lesson.place.href, tasks, *predicted, again, lesson.problem)


def _task(state: TaskState | None) -> TaskRow | None:
    from classroom.check.links import link
    from classroom.draw.overview.progress import TaskRow

    if state is None:
        return None
    task = state.task
    return TaskRow(task.name, task.title, task.minutes, state.passed, state.hints, link(state.place, ROOT))
