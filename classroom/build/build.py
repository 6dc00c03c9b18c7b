"""Makes the text of every built file: the notebooks, the generated pages, and the instructor guide with its figures."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from classroom.check.catalogue import lessons_in
from classroom.check.lesson import Lesson


def build(root: Path, numbers: Collection[str] = ()) -> dict[Path, str]:
    """Return the text of every notebook that source/ describes, and of the guide, by path; write nothing.

    root: the project folder. numbers: only the notebooks of these lessons, such as "03", without the pages and the
        guide, which are made from all lessons; empty for everything.
    Raises SourceError for a source that cannot become a notebook.
    """
    from classroom.build.notebook import read_source, with_solutions, without_solutions, write_text

    lessons = [each for each in lessons_in(root / "source") if not numbers or each.number in numbers]
    notebooks = {each: read_source(_text(each.lesson), each.stem) for each in lessons}
    exercises = {each: read_source(_text(each.exercises), each.stem, tasks=True) for each in lessons}
    built = {root / "notebooks" / f"{each.stem}.ipynb": write_text(notebook) for each, notebook in notebooks.items()}
    for each, solved in exercises.items():
        built[root / "solutions" / f"{each.stem}.ipynb"] = write_text(with_solutions(solved))
        built[root / "exercises" / f"{each.stem}.ipynb"] = write_text(without_solutions(solved))
    return built if numbers else {**built, **_made_from_all(root, notebooks, exercises)}


def _made_from_all(root: Path, notebooks: dict[Lesson, Any], exercises: dict[Lesson, Any]) -> dict[Path, str]:
    """Return the generated pages and the guide, by path."""
    from classroom.build.deck import deck
    from classroom.build.guide import GUIDE, filled_in, read_builds_on
    from classroom.build.notebook import write_text
    from classroom.build.pages.pages import pages

    found = pages({each.stem: notebook for each, notebook in notebooks.items()}, root / "source")
    made = {root / "notebooks" / f"{stem}.ipynb": write_text(page) for stem, page in found.items()}
    if guide := read_file(root / GUIDE):
        decks = [deck(each.stem, notebook.cells) for each, notebook in notebooks.items()]
        tasks = {each.stem: [cell.source for cell in solved.cells] for each, solved in exercises.items()}
        made[root / GUIDE] = filled_in(guide, decks, tasks, read_builds_on(root / "source"))
    return made


def _text(path: Path) -> str:
    """Return the text of a source. Raises SourceError where there is none: a stray folder is no lesson."""
    from classroom.build.notebook import SourceError

    place = f"source/{path.parent.name}/{path.name}"
    try:
        return path.read_text(encoding="utf-8")
    except OSError as problem:
        raise SourceError(
            f"{place} cannot be read: {problem.strerror}.\n"
            "A folder of source/ whose name begins with two digits is a lesson: write that file, or rename the folder."
        ) from None
    except UnicodeDecodeError:
        raise SourceError(f"{place} is not UTF-8: save it as that.") from None


def read_file(path: Path) -> str | None:
    """Return a built file's text, its line ends as \\n; None where there is none that can be read."""
    try:
        return path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
    except OSError:
        return None
