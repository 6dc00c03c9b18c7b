"""What the generated pages need of a lesson: its cells by heading, their tables, and links to a cell."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import nbformat


@dataclass(frozen=True, slots=True)
class BuiltCell:
    """A cell of a built lesson.

    kind: "markdown" or "code". heading: the last one in or above it, or "". headings: those in the cell itself.
    """

    id: str
    kind: str
    tags: tuple[str, ...]
    source: str
    heading: str
    headings: tuple[str, ...]

    @property
    def runs(self) -> bool:
        """Whether it is an experiment: a code cell tagged `run`."""
        return self.kind == "code" and "run" in self.tags

    def rows(self, *header: str) -> Iterator[tuple[str, ...]]:
        """Yield the rows of the cell's tables that have this header, each as the texts of its columns."""
        inside = False
        for line in self.source.splitlines() if self.kind == "markdown" else ():
            columns = tuple(each.strip() for each in re.split(r"(?<!\\)\|", line.strip())[1:-1])
            if columns == header:
                inside = True
            elif not columns:
                inside = False
            elif inside and not re.fullmatch(r"[-:| ]+", line.strip()):
                yield columns


@dataclass(frozen=True, slots=True)
class BuiltLesson:
    """A built lesson, without the presenter's notes. stem: its file name without ending, "03_cookies_carry_a_note"."""

    stem: str
    title: str
    cells: tuple[BuiltCell, ...]

    @property
    def number(self) -> str:
        """Its two digits."""
        return self.stem.partition("_")[0]

    def below(self, heading: str) -> tuple[BuiltCell, ...]:
        """Return the cells from a heading to the next one; none where there is no such heading."""
        return tuple(cell for cell in self.cells if heading and heading in (cell.heading, *cell.headings))

    def proof(self, cell: BuiltCell) -> BuiltCell:
        """Return the experiment that proves a cell: the nearest one above it in its section, else the cell itself."""
        above = self.cells[: self.cells.index(cell)]
        return next((each for each in reversed(above) if each.heading == cell.heading and each.runs), cell)

    def link(self, cell: BuiltCell, words: str) -> str:
        """Return a Markdown link that opens the lesson at a cell.

        It names the cell's id, because JupyterLab does not find a heading in a notebook that it has to open first.
        """
        return f"[{words}](../notebooks/{self.stem}.ipynb#cell-id={cell.id})"


def read_lesson(stem: str, notebook: nbformat.NotebookNode) -> BuiltLesson:
    """Return a lesson for the generated pages.

    stem: the file name without its ending.
    notebook: as `classroom.build.notebook.read_source` returns it.
    """
    cells: list[BuiltCell] = []
    heading = ""
    for cell in notebook.cells:
        tags = tuple(cell.metadata.get("tags", []))
        if "notes" in tags:
            continue
        found = re.findall(r"(?m)^#{1,3} (.+)$", cell.source) if cell.cell_type == "markdown" else []
        heading = found[-1] if found else heading
        cells.append(BuiltCell(cell.id, cell.cell_type, tags, cell.source, heading, tuple(found)))
    title = next((cell.headings[0] for cell in cells if cell.headings), stem)
    return BuiltLesson(stem, title, tuple(cells))


def korean(text: str) -> str:
    """Return Korean text for a Markdown table: marked as Korean, and escaped for HTML and Markdown."""
    plain = re.sub(r"([\\`*_~|$#\[\]])", r"\\\1", html.escape(text.strip(), quote=False))
    return f'<span lang="ko">{plain}</span>'


def table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Return a Markdown table. header: the titles of the columns; rows: their texts, which are not escaped."""
    lines = [header, ("---",) * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
