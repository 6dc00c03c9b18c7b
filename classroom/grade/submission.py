"""Submissions and the rows of their results; reads the code cells of a notebook, whatever the file holds."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LARGEST = 20_000_000
"""Bytes of a notebook. Only outputs make one larger, and grading needs none."""
MOST_CELLS = 1000
LONGEST_CELL = 200_000  # characters


class Unreadable(Exception):
    """A file that is no notebook, or a project, that cannot be read; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Submission:
    """One notebook.

    path: the file. name: its path below the folder of the submissions, with slashes.
    learner: what to call who wrote it; no two learners are called alike.
    projects: the folders of the projects that were handed in with it, the nearest first.
    alone: whether no project lies beside it that may as well be another learner's.
    how: what the learner was read from. attempt: which one it is, where the learner handed in a lesson more than once.
    """

    path: Path
    name: str
    learner: str
    projects: tuple[Path, ...] = ()
    alone: bool = True
    how: str = ""
    attempt: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """The result of one task of one submission, or of a submission as a whole (then `task` is empty).

    file: the submission's name. exercise: the stem of the lesson. task: its name, such as "03.1".
    outcome: the outcome of the verdict; "missing" where the task is not in the notebook, or its project was not handed
        in; "not graded" where the grader could not judge. Then `message` says why.
    mistake: the name of the known mistake, else "". message: the lines that the learner saw.
    seconds: how long it took. how, attempt: those of the submission.
    """

    file: str
    learner: str
    exercise: str
    task: str
    outcome: str
    mistake: str = ""
    message: tuple[str, ...] = ()
    seconds: float = 0.0
    how: str = ""
    attempt: str = ""


def read_cells(path: Path) -> list[str]:
    """The sources of a notebook's code cells, in order; invalid cells are left out.

    path: the file. Raises `Unreadable` where it is too large, no notebook, or has no code cell.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise Unreadable(
                f"The file is too large ({size / 1e6:.0f} MB; the limit is {LARGEST / 1e6:.0f} MB). "
                "Clear its outputs (in JupyterLab: Edit, Clear Outputs of All Cells), save it, and grade again."
            )
        notebook = json.loads(path.read_bytes())
    except OSError as problem:
        raise Unreadable(f"The file cannot be read: {problem.strerror or problem}.") from None
    except (ValueError, RecursionError) as problem:
        word = "it is nested too deeply" if isinstance(problem, RecursionError) else str(problem)
        raise Unreadable(f"The file is no notebook: {word[:120]}. Ask for it again.") from None
    if not isinstance(notebook, dict):
        raise Unreadable("The file is no notebook: it holds JSON, but no cells. Ask for it again.")
    cells = notebook.get("cells")
    if not isinstance(cells, list):  # version 3 of the format
        sheets = notebook.get("worksheets")
        cells = [cell for sheet in _dicts(sheets) for cell in _dicts(sheet.get("cells"))]
    sources = [_source(cell) for cell in _dicts(cells) if cell.get("cell_type") == "code"]
    if not sources:
        raise Unreadable("There is no code cell in the file.")
    return [source for source in sources[:MOST_CELLS] if len(source) <= LONGEST_CELL]


def _dicts(found: Any) -> list[dict[str, Any]]:
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _source(cell: dict[str, Any]) -> str:
    source = cell.get("source", cell.get("input", ""))
    text = "".join(line for line in source if isinstance(line, str)) if isinstance(source, list) else source
    # A lone surrogate cannot be encoded for the pipe. A NUL stays: compiling it fails, which the learner is told.
    return str(text).encode("utf-8", "replace").decode("utf-8")
