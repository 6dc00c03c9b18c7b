"""What `lesson check` tries: one lesson, and what all lessons must agree in. The tests are the course's own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from classroom.build.build import build, read_file
from classroom.check.catalogue import lessons_in
from classroom.check.lesson import Lesson
from classroom.check.task import ProjectTask
from classroom.errors import CourseError
from classroom.write.new_lesson import MARK

TEXTS_AND_TASKS = (
    "tests/notebooks/test_style.py",
    "tests/notebooks/test_minutes.py",
    "tests/notebooks/test_links.py",
    "tests/build/test_pages.py",
    "tests/build/test_instructor_guide.py",
    "tests/check/test_overview.py",
    "tests/contract/test_function_tasks.py",
    "tests/contract/test_project_tasks.py",
    "tests/test_import_directions.py",
)
SLIDES = "tests/browser/test_slides_fit.py"
OF_ALL_LESSONS = (
    "test_every_lesson_says_what_it_builds_on",
    "test_there_are_tasks_and_every_answer_belongs_to_one",
    "test_names_are_unique",
    "test_no_lesson_contradicts_another",
    "test_a_word_has_one_korean_word",
    "test_every_korean_word_is_marked_as_korean",
    "test_a_row_has_as_many_columns_as_its_table",
    "test_what_judges_a_lesson_imports_the_exercise_machine_and_inside_a_function_django",
    "test_lessons_and_exercises_use_the_front_door_requests_and_django",
)
"""Tests that look at all lessons together, and that one lesson can break."""


def find(root: Path, number: str) -> Lesson:
    """The lesson of a number such as "03" or "3". Raises CourseError where there is none."""
    lessons = {lesson.number: lesson for lesson in lessons_in(root / "source")}
    if number.zfill(2) not in lessons:
        raise CourseError(
            f"There is no lesson {number!r}.",
            f"There are {', '.join(lessons)}.",
            "Give one of these numbers, or begin a lesson: python3 course.py lesson new NN name_of_the_lesson",
        )
    return lessons[number.zfill(2)]


def must_load(lesson: Lesson) -> None:
    """Raise CourseError where its tasks or predictions cannot be loaded, or are named after another lesson."""
    names = [each.name for each in (*lesson.tasks, *lesson.predictions)]
    if strange := [name for name in names if not name.startswith(f"{lesson.number}.")]:
        raise CourseError(
            f"Lesson {lesson.number} has a task or a prediction named {', '.join(strange)}.",
            "What a notebook asks for is looked up in the lesson of that number.",
            f"Begin its name with {lesson.number} and a dot, wherever it stands.",
        )


def must_be_built(root: Path, lesson: Lesson) -> None:
    """Raise CourseError where its notebooks are not what its source says, or where the source cannot be built."""
    from classroom.build.notebook import SourceError

    try:
        built = build(root, {lesson.number})
    except (SourceError, OSError) as problem:
        raise CourseError(f"Lesson {lesson.number} cannot be built, so nothing was checked.", str(problem)) from problem
    differ = [path.relative_to(root).as_posix() for path, text in built.items() if read_file(path) != text]
    if differ:
        raise CourseError(
            f"Not built from its source yet: {', '.join(differ)}.",
            "What is checked must be what learners open.",
            f"Build first: python3 course.py build {lesson.number}",
        )


def projects(lesson: Lesson) -> int:
    """How many of its tasks are answered in a project."""
    return sum(isinstance(task, ProjectTask) for task in lesson.tasks)


def check_texts_and_tasks(root: Path, lesson: Lesson) -> bool:
    """Whether style, minutes, links, tables and the contract of its tasks are as they must be; says what is not."""
    # A project is served by a process of its own: two at a time keep two cores busy.
    parallel = ("-n", "2") if projects(lesson) else ()
    return _run(root, " or ".join((lesson.stem, f"{lesson.number}.", *OF_ALL_LESSONS)), *TEXTS_AND_TASKS, *parallel)


def check_slides(root: Path, lesson: Lesson) -> bool:
    """Whether each screen of the lesson fits a projector; says which does not. Needs Chromium."""
    return _run(root, lesson.stem, SLIDES)


def _run(root: Path, chosen: str, *arguments: str) -> bool:
    """Run tests as `course.py test` does, quietly, and with what they found told in words."""
    quiet = ("-q", "--no-header", "--tb=no", "-rN", "-o", "verbosity_assertions=2", "-p", "classroom.write.in_words")
    command = [sys.executable, "-m", "pytest", *quiet, *arguments, "-k", chosen]
    return subprocess.run(command, cwd=root, check=False).returncode == 0


def to_fill_in(lesson: Lesson) -> dict[str, int]:
    """How often the lesson still says FILL IN, by the name of a file or folder in it; none where it says so nowhere."""
    found: dict[str, int] = {}
    for path in sorted(lesson.folder.rglob("*.py")):
        if number := path.read_text(encoding="utf-8").count(MARK):
            part = path.relative_to(lesson.folder).parts[0]
            found[part] = found.get(part, 0) + number
    return found
