"""Generates three pages from all lessons: the map from the notes, the glossary, the misconceptions.

They are notebooks without code, so that they open in JupyterLab beside the lessons that they link to.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import nbformat

from classroom.build.notebook import read_source
from classroom.build.pages import glossary as pages_glossary
from classroom.build.pages import map as pages_map
from classroom.build.pages import misconceptions as pages_misconceptions
from classroom.build.pages.lesson import read_lesson


def pages(notebooks: Mapping[str, nbformat.NotebookNode], source: Path) -> dict[str, nbformat.NotebookNode]:
    """Return the generated pages, by the stem of their file.

    notebooks: every built lesson, by its stem, in order.
    source: the folder with the notes and the list of misconceptions. A page is left out where its source is missing.
    Raises SourceError for a table of a lesson that is not in the right form.
    """
    lessons = [read_lesson(stem, notebook) for stem, notebook in notebooks.items()]
    cells: dict[str, list[str]] = {}
    if any(pages_glossary.words(lesson) for lesson in lessons):
        cells["glossary"] = pages_glossary.page(lessons)
    if (source / "notes.ko.txt").is_file():
        cells["map_from_the_notes"] = pages_map.page(pages_map.read_notes(source), lessons)
    if (source / "misconceptions.toml").is_file():
        cells["misconceptions"] = pages_misconceptions.page(pages_misconceptions.read_list(source), lessons)
    return {stem: _notebook(stem, page) for stem, page in cells.items()}


def _notebook(stem: str, page: list[str]) -> nbformat.NotebookNode:
    """Return Markdown cells as a notebook, built in the same way as a lesson."""
    commented = ("\n".join(f"# {line}".rstrip() for line in cell.splitlines()) for cell in page)
    return read_source("\n\n".join(f"# %% [markdown]\n{cell}" for cell in commented) + "\n", stem)
