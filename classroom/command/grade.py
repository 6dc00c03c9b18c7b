"""`course.py grade FOLDER`: judge submitted exercise notebooks; a table (CSV) and a page (HTML) for the teacher."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import time
from collections import Counter
from pathlib import Path

from classroom.grade.find import find, is_packed
from classroom.grade.pattern import ABOUT, NOT_READ, BadPattern, Names
from classroom.grade.submission import Row, Submission
from classroom.sandbox import walls

UNGUARDED = """\
--unguarded: what is graded runs with your rights wherever a wall is missing, and may read and change your files."""
NOT_GUARDED = """\
Some answers are "not graded" on this machine: it does not guard {} from their code.
Grade on Linux 6.7 or newer, or add --unguarded for what you trust."""


HANDED_IN = """\
What a learner hands in: the folder exercises/, zipped. In it are the notebooks and, beside them, the projects that
some tasks are answered with: workshop/, bug-11-3/ and so on. Unpack each into a folder named after the learner:

  submitted/Kim Minsu/exercises/10_the_accounts_app.ipynb
  submitted/Kim Minsu/exercises/workshop/manage.py

One workshop/ answers all notebooks beside it. A task whose project was not handed in is "missing"; the page lists
what to ask for. Notebooks alone, under any names and in one folder, do for the tasks that need no project.

Whose each is stands on the page, and what it was read from: the folder, the file, or the form in which Canvas, Moodle,
Blackboard or Brightspace names what you download. Where two learners could be meant, nothing is put together: a
notebook is shown by its path, and a project is judged for nobody.

"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `grade`."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = HANDED_IN + ABOUT
    parser.add_argument("folder", type=Path, help="where the notebooks are, in folders or not, under any names")
    parser.add_argument("--out", type=Path, metavar="DIR", help="where to write; else beside FOLDER, FOLDER-grades")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="how many at a time")
    parser.add_argument("--lesson", metavar="NN", help="only the exercises of one lesson, for example: 03")
    unguarded = "run answers here although a wall of the sandbox is missing: only what you trust"
    parser.add_argument("--unguarded", action="store_true", help=unguarded)
    parser.add_argument("--names", metavar="PATTERN", help="how the files are named: see below")


def main(options: argparse.Namespace, root: Path) -> int:
    """Grade, show the progress, write the report; return 0, 1 on an error, or 130 after Ctrl-C."""
    from classroom.check.catalogue import lessons
    from classroom.check.task import ProjectTask
    from classroom.grade.grade import grade_all
    from classroom.grade.report import write_report

    folder: Path = options.folder.expanduser().resolve()
    # An empty word, as an unset variable of a shell gives, is not taken for none.
    lesson = "" if options.lesson is None else options.lesson.zfill(2) if options.lesson else "(empty)"
    if lesson and lesson not in {each.number for each in lessons()}:
        print(
            f"There are no exercises of lesson {_printable(lesson)}.\nTheir names are in exercises/.", file=sys.stderr
        )
        return 1
    try:
        names = None if options.names is None else Names(options.names)
    except BadPattern as problem:
        print(_printable(str(problem), keep="\n"), file=sys.stderr)
        return 1
    stems = [each.stem for each in lessons()]
    projects = {task.project for each in lessons() for task in each.tasks if isinstance(task, ProjectTask)}
    submissions = find(folder, stems, names, projects) if folder.is_dir() else []
    packed = sorted(each.relative_to(folder).as_posix() for each in folder.rglob("*") if is_packed(each.name))
    if not submissions:
        what = "There is no notebook in" if folder.is_dir() else "There is no folder"
        then = "Name the folder that holds the submitted .ipynb files."
        if packed:
            then = "Packed files are not opened. Unpack each .zip into a folder named after the learner."
        print(f"{what} {folder}\n{then}", file=sys.stderr)
        return 1
    if unread := [_printable(each.name) for each in submissions if each.how == NOT_READ]:
        of_all = f"{len(unread)} of {len(submissions)} notebooks"
        print(f"--names does not fit {of_all}, or fits in two ways, such as {unread[0]}\n"
              "They are shown by their paths. How a pattern is written: course.py grade --help",
              file=sys.stderr)  # fmt: skip
    if packed:
        more = f" and {len(packed) - 3} more" if len(packed) > 3 else ""
        some = _printable(", ".join(packed[:3]))
        print(f"Packed files are not opened: {some}{more}\nUnpack each into a folder named after the learner, and "
              "grade again.", file=sys.stderr)  # fmt: skip
    print(walls.in_one_line())
    if lacking := dict.fromkeys((*walls.missing(connects=False), *walls.missing(connects=True))):
        print(UNGUARDED if options.unguarded else NOT_GUARDED.format(", ".join(lacking)), file=sys.stderr)
    out: Path = (options.out or folder.with_name(f"{folder.name}-grades")).expanduser().resolve()
    graded: dict[Submission, list[Row]] = {}

    def report() -> tuple[Path, Path]:
        rows = [row for submission in submissions for row in graded.get(submission, ())]
        return write_report(rows, out, len(graded), len(submissions))

    try:
        out.mkdir(parents=True, exist_ok=True)
        report()
    except OSError as problem:
        print(f"The report cannot be written to {out}\n{problem.strerror}.\nName a folder: --out DIR", file=sys.stderr)
        return 1
    started = time.monotonic()

    def done(submission: Submission, rows: list[Row]) -> None:
        graded[submission] = rows
        if rows:
            name = f"{submission.learner}  ({submission.name})"
            print(f"[{len(graded)}/{len(submissions)}] {in_short(rows):28} {_printable(name)}", flush=True)
        with contextlib.suppress(OSError):  # another program may have it open; the last one is not allowed to fail
            report()

    jobs, guarded = max(1, options.jobs), not options.unguarded
    stopped = not grade_all(submissions, lesson, jobs=jobs, done=done, guarded=guarded)
    try:
        table, page = report()
    except OSError as problem:
        print(f"The report was not written to {out}\n{problem.strerror}.\nName another: --out DIR", file=sys.stderr)
        return 1
    print(f"{len(graded)} of {len(submissions)} notebooks graded, in {time.monotonic() - started:.0f} s.")
    if others := [_printable(submission.name) for submission, rows in graded.items() if not rows and lesson]:
        print(f"No task of lesson {lesson} is in {len(others)} of them, such as {others[0]}")
    print(f"The page:  {page}\nThe table: {table}")
    return 130 if stopped else 0


def in_short(rows: list[Row]) -> str:
    """Return the outcome of a submission in a few words, such as "03: 4 of 5 passed"."""
    if not rows[0].task:
        return "NOT GRADED"
    outcomes = Counter(row.outcome for row in rows)
    return f"{rows[0].exercise.partition('_')[0]}: {outcomes['passed']} of {len(rows)} passed"


def _printable(name: str, keep: str = "") -> str:
    """Return a file name without control characters, which a terminal would interpret. keep: some that stay."""
    return "".join(letter if letter.isprintable() or letter in keep else "?" for letter in name)
