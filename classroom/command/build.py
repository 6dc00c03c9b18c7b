"""`course.py build`: make notebooks/, exercises/ and solutions/ from source/, or check that they are up to date."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

FOLDERS = ("notebooks", "exercises", "solutions")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `build`."""
    parser.add_argument("--check", action="store_true", help="write nothing; say which file differs, and exit with 1")
    parser.add_argument("--nbgrader", type=Path, metavar="DIR", help="write a course folder for nbgrader, and no more")


def main(options: argparse.Namespace, root: Path) -> int:
    """Build, or check; return the exit code."""
    if getattr(options, "nbgrader", None):
        from classroom.command.grade_nbgrader import write_course

        return write_course(root, options.nbgrader)
    from classroom.command.notebook import SourceError

    try:
        built = build(root)
    except SourceError as error:
        print(f"Nothing was built.\n{error}", file=sys.stderr)
        return 1
    differ = [path for path, text in built.items() if read_file(path) != text]
    orphans = [path for folder in FOLDERS for path in sorted((root / folder).glob("*.ipynb")) if path not in built]
    for path in differ:
        print(("differs from its source: " if options.check else "built ") + path.relative_to(root).as_posix())
        if not options.check:
            write_file(path, built[path])
    for path in orphans:
        print(f"has no source: {path.relative_to(root).as_posix()}")
    if options.check and (differ or orphans):
        print("Build again with: python3 course.py build", file=sys.stderr)
        return 1
    print(f"{len(built)} files are up to date.")
    return 0


def build(root: Path) -> dict[Path, str]:
    """Return the text of every notebook that source/ describes, and of the guide, by path; write nothing.

    Args:
        root: the project folder, with source/lessons and source/exercises.

    Raises:
        SourceError: a source that cannot become a notebook.
    """
    from classroom.command.guide import GUIDE, filled_in
    from classroom.command.notebook import read_source, with_solutions, without_solutions, write_text
    from classroom.command.pages import pages
    from classroom.command.slides import deck

    built: dict[Path, str] = {}
    lessons = {
        source.stem: read_source(source.read_text(encoding="utf-8"), source.stem)
        for source in sorted((root / "source" / "lessons").glob("*.py"))
    }
    for stem, notebook in {**lessons, **pages(lessons, root / "source")}.items():
        built[root / "notebooks" / f"{stem}.ipynb"] = write_text(notebook)
    tasks: dict[str, list[str]] = {}
    for source in sorted((root / "source" / "exercises").glob("*.py")):
        solved = read_source(source.read_text(encoding="utf-8"), source.stem, tasks=True)
        built[root / "solutions" / f"{source.stem}.ipynb"] = write_text(with_solutions(solved))
        built[root / "exercises" / f"{source.stem}.ipynb"] = write_text(without_solutions(solved))
        tasks[source.stem] = [cell.source for cell in solved.cells]
    if text := read_file(root / GUIDE):
        decks = [deck(stem, notebook.cells) for stem, notebook in lessons.items()]
        built[root / GUIDE] = filled_in(text, decks, tasks)
    return built


def read_file(path: Path) -> str | None:
    """Return a file's text with its line ends as they are, or None where there is no file."""
    try:
        return path.read_bytes().decode("utf-8").replace("\r\n", "\n")
    except FileNotFoundError:
        return None


def write_file(path: Path, text: str) -> None:
    """Write a file in one step: a build that is stopped leaves the old file, never half of the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_text(text, encoding="utf-8", newline="\n")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
