"""A learner's progress: for each lesson what is passed and what is open, what comes next, what to read again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from classroom.draw.escape import Child, Markup, tag, visible
from classroom.draw.style import style_beside
from classroom.draw.view import View, frame
from classroom.draw.words import count

CSS = style_beside(__file__)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task. name: "03.1". hints: how many were taken. href: the link to it in the exercise notebook."""

    name: str
    title: str
    minutes: int
    passed: bool
    hints: int
    href: str


@dataclass(frozen=True, slots=True)
class AgainRow:
    """A prediction that was wrong. chosen: the choice in words. where, href: what to read again."""

    question: str
    chosen: str
    where: str
    href: str


@dataclass(frozen=True, slots=True)
class LessonRow:
    """One lesson. name: "03". predicted, predictions: how many were committed, and how many there are.

    problem: why its tasks cannot be shown; "" where they can.
    """

    name: str
    title: str
    href: str
    tasks: Sequence[TaskRow]
    predicted: int
    predictions: int
    again: Sequence[AgainRow] = ()
    problem: str = ""


def progress_view(lessons: Sequence[LessonRow], next_task: TaskRow | None, kept: str) -> View:
    """Draw the progress page.

    lessons: in order. next_task: the one to do now; None where all are passed.
    kept: where the record is stored, in one sentence.
    """
    tasks = [task for lesson in lessons for task in lesson.tasks]
    done, left = sum(task.passed for task in tasks), _minutes(tasks)
    state = f"{done} of {count(len(tasks), 'task')} passed" + (f", about {count(left, 'minute')} left" if left else "")
    then, then_linked = _next(next_task)
    html = frame(
        tag(
            "div",
            tag("div", tag("b", "Your progress"), tag("span", state, class_="cr-soft cr-push"), class_="cr-head"),
            tag("div", class_="cr-bar", style=f"--done:{100 * done // max(1, len(tasks))}%"),
            tag("p", then_linked, class_="cr-next"),
            [_lesson(lesson, next_task) for lesson in lessons],
            class_="cr-card",
        ),
        tag("p", kept, class_="cr-soft cr-small"),
        css=CSS,
        label="Your progress",
    )
    lines = [f"Your progress: {state}", then]
    lines += [line for lesson in lessons for line in _lesson_lines(lesson)]
    return View(html, visible("\n".join([*lines, kept])))


def _next(task: TaskRow | None) -> tuple[str, Child]:
    """What comes next, as text and with its link."""
    if task is None:
        return ("Every task is passed.",) * 2
    about = f", about {count(task.minutes, 'minute')}."
    return f"Next: {_task_words(task)}{about}", ["Next: ", _link(_task_words(task), task.href), about]


def _minutes(tasks: Sequence[TaskRow]) -> int:
    return sum(task.minutes for task in tasks if not task.passed)


def _link(words: Child, href: str) -> Markup:
    return tag("a", words, href=href, data_lm_suppress_shortcuts=True)


def _task_words(task: TaskRow) -> str:
    return f"{task.name} {task.title}"


def _lesson_state(lesson: LessonRow) -> str:
    if lesson.problem:
        return "its tasks cannot be shown"
    parts = [f"{sum(task.passed for task in lesson.tasks)} of {count(len(lesson.tasks), 'task')} passed"]
    if left := _minutes(lesson.tasks):
        parts.append(f"about {count(left, 'minute')} left")
    if lesson.predictions:
        parts.append(f"{lesson.predicted} of {count(lesson.predictions, 'prediction')} made")
    if lesson.again:
        parts.append(f"{len(lesson.again)} to read again")
    return ", ".join(parts)


def _task_state(task: TaskRow) -> str:
    hints = f", {count(task.hints, 'hint')} taken" if task.hints else ""
    return f"passed{hints}" if task.passed else f"open, about {count(task.minutes, 'minute')}{hints}"


def _lesson(lesson: LessonRow, next_task: TaskRow | None) -> Markup:
    again = [
        tag("li", row.question, " You chose ", row.chosen, " Read again: ", _link(row.where, row.href))
        for row in lesson.again
    ]
    return tag(
        "details",
        tag(
            "summary",
            tag("b", f"{lesson.name} {lesson.title}"),
            tag("span", _lesson_state(lesson), class_="cr-soft cr-small"),
            data_lm_suppress_shortcuts=True,
        ),
        tag("p", _link(f"Lesson {lesson.name}", lesson.href), class_="cr-small"),
        tag("pre", lesson.problem) if lesson.problem else None,
        tag("ul", [_task(task) for task in lesson.tasks], class_="cr-tasks"),
        tag("ul", again, class_="cr-again") if again else None,
        class_="cr-lesson",
        open=bool(again or lesson.problem) or next_task in lesson.tasks,
    )


def _task(task: TaskRow) -> Markup:
    return tag(
        "li",
        tag("b", "✓" if task.passed else "○", class_="cr-good" if task.passed else "cr-soft"),
        tag("span", _link(_task_words(task), task.href), tag("span", f" {_task_state(task)}", class_="cr-soft")),
    )


def _lesson_lines(lesson: LessonRow) -> list[str]:
    lines = [f"{lesson.name} {lesson.title}: {_lesson_state(lesson)}"]
    lines += [f"  {'✓' if task.passed else '○'} {_task_words(task)}: {_task_state(task)}" for task in lesson.tasks]
    lines += [f"  {line}" for line in lesson.problem.splitlines()]
    for row in lesson.again:
        lines.append(f"  Read again: {row.where}. {row.question} You chose {row.chosen}")
    return lines
