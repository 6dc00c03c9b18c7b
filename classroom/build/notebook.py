"""Makes a notebook from a source text (py:percent), and from an exercise its copies with and without solutions.

No function here reads or writes a file. The same source always gives the same bytes: ids come from the text, keys are
sorted, no output and no date is stored.
"""

from __future__ import annotations

import ast
import builtins
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import nbformat

from classroom.check import percent, task_cell
from classroom.check.task_cell import BEGIN, END, check_in

TAGS = frozenset(
    {"setup", "predict", "run", "explain", "exercise", "solution", "raises-exception", "hide-input", "notes"}
)
SLIDES = frozenset({"slide", "subslide", "fragment", "notes", "skip"})
OPENING = "**For the instructor.** "

METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


class SourceError(ValueError):
    """A source cannot become a notebook. The message names the place and says what to write."""


def read_source(text: str, stem: str, *, tasks: bool = False) -> nbformat.NotebookNode:
    """Return the notebook that a source describes.

    text: py:percent, for example `# %% [markdown] tags=["predict"]`.
    stem: the file name without its ending; part of every cell's id.
    tasks: whether cells that end in `exercise("…").check(…)` are tasks to be graded.
    Raises SourceError for an unknown tag or slide type, or a task without its solution marks.
    """
    seen: Counter[str] = Counter()
    cells = []
    # The line ends of a checkout on Windows must not change the notebook.
    for number, cell in enumerate(_cells(text.replace("\r\n", "\n")), start=1):
        if "notes" in cell.metadata.get("tags", []):
            cell.source = _folded(cell.source)
        where = f"{stem}, cell {number} ({cell.source.splitlines()[0] if cell.source else 'empty'})"
        metadata = _metadata(cell, where)
        if tasks:
            metadata |= _task(cell, where)
        cell.metadata = nbformat.from_dict(metadata)
        digest = hashlib.sha256("\0".join((stem, cell.cell_type, cell.source)).encode()).hexdigest()[:12]
        seen[digest] += 1
        cell.id = digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"
        cells.append(cell)
    _slides(cells)
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=METADATA)
    nbformat.validate(notebook)
    return notebook


def _cells(text: str) -> Iterator[nbformat.NotebookNode]:
    """Yield each cell of a source, with the tags and the slide type that its first line names."""
    marks = re.findall(r"^# %%(.*)$", text, re.MULTILINE)
    for mark, cell in zip(marks, percent.cells(text), strict=True):
        new = nbformat.v4.new_markdown_cell if cell.kind == "markdown" else nbformat.v4.new_code_cell
        slide = re.search(r'slideshow=\{"slide_type": "([^"]*)"\}', mark)
        metadata = {"tags": list(cell.tags)} | ({"slideshow": {"slide_type": slide[1]}} if slide else {})
        yield new(cell.source, metadata=metadata)


def _folded(note: str) -> str:
    """Return a note for the instructor folded into one line, so that it does not get in a learner's way."""
    return f"<details>\n<summary>For the instructor</summary>\n\n{note.removeprefix(OPENING)}\n\n</details>"


def _metadata(cell: nbformat.NotebookNode, where: str) -> dict[str, Any]:
    """Return the metadata that a cell keeps: tags, slide type, hidden input."""
    kept: dict[str, Any] = {}
    tags = cell.metadata.get("tags", [])
    if unknown := set(tags) - TAGS:
        raise SourceError(f"{where}: unknown tag {', '.join(sorted(unknown))}. Allowed: {', '.join(sorted(TAGS))}.")
    if tags:
        kept["tags"] = list(tags)
    if slide := cell.metadata.get("slideshow", {}).get("slide_type"):
        if slide not in SLIDES:
            raise SourceError(f"{where}: unknown slide type {slide!r}. Allowed: {', '.join(sorted(SLIDES))}.")
        kept["slideshow"] = {"slide_type": slide}
    if "hide-input" in tags:
        kept["jupyter"] = {"source_hidden": True}
    return kept


def _task(cell: nbformat.NotebookNode, where: str) -> dict[str, Any]:
    """Return nbgrader's metadata for a task; empty for other cells, and for a task that is answered in a project.

    The cell is marked as a solution only: a cell that is solution and grade at once, nbgrader leaves to the teacher to
    grade by hand. The points come from a locked cell after it, which only the teacher's copy has (`grade.nbgrader`).
    Raises SourceError for a task without its solution marks.
    """
    found = check_in(cell.source) if cell.cell_type == "code" else None
    marks = cell.source.count(BEGIN), cell.source.count(END)
    if marks == (0, 0) and (found is None or (found.is_plain and not found.function)):  # a project is the answer
        return {}
    if found is None or marks[0] < 1 or marks[0] != marks[1]:
        raise SourceError(
            f'{where}: a task needs "### BEGIN SOLUTION", "### END SOLUTION" and exercise("…").check(…) in one cell.'
        )
    # nbgrader allows letters, digits, _ and - in a grade id: "03.1" becomes "task_03_1".
    name = re.sub(r"[^A-Za-z0-9_-]", "_", found.task)
    return {
        "nbgrader": {
            "grade": False,
            "grade_id": f"task_{name}",
            "locked": False,
            "schema_version": 3,
            "solution": True,
            "task": False,
        }
    }


def _slides(cells: list[nbformat.NotebookNode]) -> None:
    """Give every cell a slide type, unless its source names one, so that each screen fits a projector.

    A title or a section begins a slide. A sub-section, a later question, a run and whatever follows a tall cell begin
    a sub-slide: a screen of their own. Other cells are fragments, which join the screen one after another: the choices
    under their question, a comparison under its explanation, the explanation of a short result under that, a table
    under its text. No cell gets the type "-": the slideshow hides such cells.
    """
    shown = [cell for cell in cells if "notes" not in cell.metadata.get("tags", [])]
    for cell in cells:
        if "slideshow" not in cell.metadata and "notes" in cell.metadata.get("tags", []):
            cell.metadata.slideshow = nbformat.NotebookNode(slide_type="notes")
    for before, cell, after in zip([None, *shown], shown, [*shown[1:], None], strict=False):
        if "slideshow" not in cell.metadata:
            cell.metadata.slideshow = nbformat.NotebookNode(slide_type=_slide_type(before, cell, after))


def _slide_type(
    before: nbformat.NotebookNode | None, cell: nbformat.NotebookNode, after: nbformat.NotebookNode | None
) -> str:
    """Return the slide type of a cell whose source names none, from its content and the cells before and after it."""
    if before is None:
        return "slide"
    if cell.cell_type == "code":
        # A prediction is shown twice: its choices under the question, its comparison under the explanation.
        joins = _predicts(cell) and before.cell_type == "markdown" and not _is_long(before)
        return "fragment" if joins else "subslide"
    if cell.source.startswith(("# ", "## ")):
        return "slide"
    if cell.source.startswith("### ") or "predict" in cell.metadata.get("tags", []):
        return "subslide"
    if after is not None and after.cell_type == "code" and _predicts(after):
        return "subslide"
    joins = before.cell_type == "markdown" or not (_is_tall(before) or _is_long(cell))
    return "fragment" if joins else "subslide"


def _is_long(cell: nbformat.NotebookNode) -> bool:
    """Whether a text leaves little room below it: a table, or more than 60 words."""
    return bool(re.search(r"^\|[ :-]*--", cell.source, re.MULTILINE)) or len(cell.source.split()) > 60


def _is_tall(cell: nbformat.NotebookNode) -> bool:
    """Whether a cell with its output is probably tall: long code, a traceback, or a drawing.

    Only the source is known here. Functions that draw are called by their bare name, `ladder(…)` or
    `exercise("…").check(…)`; other calls are methods, as in `client.get(…)`, or built-ins, as in `print(…)`.
    """
    called = {each.func.id for each in _walk(cell) if isinstance(each, ast.Call) and isinstance(each.func, ast.Name)}
    draws = any(not hasattr(builtins, name) for name in called - {"open_site"})
    return draws or "raises-exception" in cell.metadata.get("tags", []) or len(cell.source.splitlines()) > 8


def _predicts(cell: nbformat.NotebookNode) -> bool:
    return cell.source.startswith("predict(")


def _walk(cell: nbformat.NotebookNode) -> Iterator[ast.AST]:
    try:
        return ast.walk(ast.parse(cell.source))
    except SyntaxError:  # a line for IPython, such as %timeit
        return iter(())


def with_solutions(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return the solution notebook: the solutions stay, the starter code is removed."""
    copy = nbformat.from_dict(notebook)
    for cell in copy.cells:
        if cell.cell_type == "code":
            cell.source = task_cell.without_starter(cell.source)
    return copy


def without_solutions(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return the learner's notebook: solutions and cells tagged `solution` are removed; the cells keep their ids."""
    copy = nbformat.from_dict(notebook)
    copy.cells = [cell for cell in copy.cells if "solution" not in cell.metadata.get("tags", [])]
    for cell in copy.cells:
        if cell.cell_type == "code":
            cell.source = task_cell.untouched(cell.source)
    return copy


def write_text(notebook: nbformat.NotebookNode) -> str:
    """Return the notebook as the text of its file: sorted keys, one trailing newline."""
    return nbformat.writes(notebook, version=4).rstrip("\n") + "\n"
