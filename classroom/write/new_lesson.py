"""A new lesson: a room of source/ that passes the tests from the beginning, and says what belongs where.

What it begins with is in the folder room/ beside this file: one template for each file of a lesson.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from string import Template

from classroom.build.guide import ORDER
from classroom.check.catalogue import lessons_in
from classroom.check.lesson import Lesson
from classroom.errors import CourseError
from classroom.files import replace

ROOM = Path(__file__).with_name("room")
ENDING = ".template"
MARK = "FILL IN"
"""Stands at every place where something is to be written."""

EXAMPLE = "python3 course.py lesson new 16 name_of_the_lesson"


def new_lesson(source: Path, number: str, name: str) -> Lesson:
    """Make the room of a lesson, and its line in the list of what builds on what; return the lesson.

    source: the folder of all lessons. number: one or two digits that no lesson has. name: in snake case.
    Raises CourseError where the number or the name cannot be taken.
    """
    number = _free(source, number)
    if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name):
        raise CourseError(
            f"{name!r} is no name for a lesson." if name else f"Lesson {number} has no name yet.",
            "Folder and notebooks bear it: small letters and digits, with _ between the words.",
            f"Write for example: {EXAMPLE.replace('16', number)}",
        )
    lesson = Lesson(source / f"{number}_{name}")
    # Made beside its place and then renamed: whoever is stopped meanwhile leaves no half of a lesson.
    draft = source / f".{lesson.stem}.new"
    shutil.rmtree(draft, ignore_errors=True)
    for template in sorted(ROOM.rglob(f"*{ENDING}")):
        path = draft / template.relative_to(ROOM).as_posix().replace("NN", number).removesuffix(ENDING)
        path.parent.mkdir(parents=True, exist_ok=True)
        text = Template(template.read_text(encoding="utf-8")).substitute(number=number, stem=lesson.stem)
        path.write_text(text, encoding="utf-8", newline="\n")
    draft.rename(lesson.folder)
    _add_to_what_builds_on_what(source / ORDER, number)
    return lesson


def _free(source: Path, number: str) -> str:
    """The number with two digits. Raises CourseError where it is none, or is taken."""
    taken = {lesson.number: lesson.stem for lesson in lessons_in(source)}
    if not re.fullmatch(r"[0-9]{1,2}", number):
        raise CourseError(
            f"{number!r} is no number of a lesson." if number else "A lesson needs a number and a name.",
            "The number has two digits: it puts the lessons in their order.",
            f"Write for example: {EXAMPLE}",
        )
    number = number.zfill(2)
    if number in taken:
        free = next(f"{each:02}" for each in range(100) if f"{each:02}" not in taken)
        raise CourseError(
            f"Lesson {number} is there already: source/{taken[number]}.",
            "A number belongs to one lesson; tasks and predictions are named by it.",
            f"Take another one, for example {free}.",
        )
    return number


def _add_to_what_builds_on_what(path: Path, number: str) -> None:
    """Add the line of a lesson to the list, in its place among the others; one that is there stays."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    if any(line.startswith(f"{number} =") for line in lines):
        return
    after = [at for at, line in enumerate(lines, 1) if re.match(r"\d\d =", line) and line[:2] < number]
    lines.insert(max(after, default=len(lines)), f'{number} = "00"  # {MARK} the lessons that must come before it')
    replace(path, "\n".join(lines) + "\n")


def to_do_elsewhere(source: Path, lesson: Lesson) -> list[str]:
    """What a new lesson asks for outside its room: a line each."""
    from classroom.build.pages.map import read_notes
    from classroom.build.pages.misconceptions import read_list

    others = [each for each in lessons_in(source) if each.number < lesson.number]
    todo = ["README.md: a row in the table of lessons"]
    if others:
        todo.append(
            f"source/{others[-1].stem}/lesson.py and exercises.py: the way on to this lesson, under Next and Done"
        )
    if lines := read_notes(source).plan.get(lesson.number):
        todo.append(
            f"source/notes.plan.toml plans {', '.join(map(str, lines))} of the notes for it: a row for each line "
            "in lesson.py, below the run that proves it"
        )
    for each in read_list(source):
        if each.lesson == lesson.number and not each.heading:
            todo.append(f'source/misconceptions.toml, "{each.says}": the heading under which the lesson refutes it')
    return todo
