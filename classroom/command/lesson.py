"""`course.py lesson`: begin a new lesson, or check one alone."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from classroom.check.lesson import Lesson
from classroom.errors import CourseError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare `lesson new` and `lesson check`."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="new | check")
    new = actions.add_parser("new", help="make source/NN_name/, with all that a lesson needs, to be filled in")
    # Both may be missing: `new_lesson` says better than argparse what belongs there.
    new.add_argument("number", nargs="?", default="", metavar="NN", help="a number that no lesson has, for example: 16")
    new.add_argument("name", nargs="?", default="", help="in snake case, for example: who_owns_a_cookie")
    check = actions.add_parser("check", help="try one lesson: style, minutes, links, tasks and answers, cells, slides")
    check.add_argument("number", metavar="NN", help="the number of a lesson, for example: 03")
    check.add_argument("--no-slides", action="store_true", help="leave the slides out: they take longest")


def main(options: argparse.Namespace, root: Path) -> int:
    """Begin a lesson, or check it; return the exit code."""
    try:
        return begin(options, root) if options.action == "new" else check(options, root)
    except CourseError as problem:
        print(problem, file=sys.stderr)
        return 1


BEGUN = """\
Made source/{stem}/. It passes the tests as it is. Every place to write in says FILL IN, and what belongs there:
  lesson.py            begin here: the title, the three aims, then each section: question, run, explanation
  predictions.py       the questions that lesson.py asks, each with one right choice
  exercises.py         the task, its solution, and the reason for it
  tasks.py             what the task checks, its hints, its known mistakes
  answers/{number}.1/        right and wrong answers, a file each, with which the check is tried

Outside this folder:
  source/builds_on.toml: the lessons that come before it (its line is there)"""
NEXT = """
Next:
  python3 course.py build {number}
  python3 course.py lesson check {number}
The rules of the house for a lesson are in CONTRIBUTING.md."""


def begin(options: argparse.Namespace, root: Path) -> int:
    """Make the room of a lesson, and say what comes next. Raises CourseError where it cannot be made."""
    from classroom.write.new_lesson import new_lesson, to_do_elsewhere

    source = root / "source"
    lesson = new_lesson(source, options.number, options.name)
    print(BEGUN.format(stem=lesson.stem, number=lesson.number))
    for line in to_do_elsewhere(source, lesson):
        print(f"  {line}")
    print(NEXT.format(number=lesson.number))
    return 0


def check(options: argparse.Namespace, root: Path) -> int:
    """Try one lesson, what is quick first; return 1 where something is not as it must be.

    Raises CourseError where there is no such lesson, where it cannot be loaded, and where it is not built.
    """
    from classroom.command import run
    from classroom.run.chromium import HOW_TO_GET, find_chromium
    from classroom.write import check_lesson

    lesson = check_lesson.find(root, options.number)
    check_lesson.must_load(lesson)
    check_lesson.must_be_built(root, lesson)
    if projects := check_lesson.projects(lesson):
        print(f"{projects} tasks are answered in a project: to try all their answers takes about a minute.")
    print("Style, minutes, links, tables, tasks and their answers:", flush=True)
    sound = check_lesson.check_texts_and_tasks(root, lesson)
    print("\nEvery cell, from top to bottom:", flush=True)
    runs = run.main(argparse.Namespace(names=[lesson.stem], jobs=os.cpu_count() or 1), root) == 0
    sound &= runs
    if options.no_slides or not runs:
        print("\nLeft out: the slides." + ("" if runs else " They are looked at with the results of every cell."))
    elif find_chromium() is None:
        print(f"\nLeft out: the slides.\nChromium was not found on this machine.\n{HOW_TO_GET}.")
    else:
        print("\nSlides, each screen at 1280 x 720:", flush=True)
        sound &= check_lesson.check_slides(root, lesson)
    return conclude(lesson, sound)


def conclude(lesson: Lesson, sound: bool) -> int:
    """Say how it stands; return the exit code."""
    from classroom.write.check_lesson import to_fill_in

    if left := to_fill_in(lesson):
        print(
            "\nFILL IN still stands in " + ", ".join(f"{name} ({number} times)" for name, number in left.items()) + "."
        )
    if not sound:
        print(f"\nLesson {lesson.number} is not as it must be: see above.", file=sys.stderr)
        return 1
    print(f"\nLesson {lesson.number} passes. Before you commit: python3 course.py build, for the pages made from all.")
    return 0
