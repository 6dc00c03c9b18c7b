"""A built notebook as a deck of slides: sections with their minutes, slides, notes.

Frozen values, made from the notebook's JSON. The presenter's view, the printed notes, the handout, the instructor
guide and the tests read them. CONTRIBUTING.md has the form of a note.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

OPENING = "Opening"
CLOSING = "What you now know"
"""The heading of the last section; the headings after it belong to the same section."""

_FOLD = re.compile(r"\A<details>\n<summary>.*?</summary>\n\n(.*)\n\n</details>\Z", re.DOTALL)
_LABELS = re.compile(r"\b(Minutes|Ask|Goes wrong): ")
_HEADING = re.compile(r"^#{1,2} (.+)$", re.MULTILINE)
_STATED = re.compile(r"\*\*About (\d+) minutes?\.\*\*")


@dataclass(frozen=True, slots=True)
class Note:
    """One cell for the instructor. minutes: None where it plans none. text, ask, goes_wrong: Markdown, or empty."""

    text: str = ""
    minutes: int | None = None
    ask: str = ""
    goes_wrong: str = ""


@dataclass(frozen=True, slots=True)
class SlideCell:
    """One cell of a slide: its id, "markdown" or "code", and its source."""

    id: str
    kind: str
    source: str


@dataclass(frozen=True, slots=True)
class Slide:
    """What is on the screen at once.

    number: from 1. section: the index of its section in the deck, from 0.
    notes: those that follow it and plan no minutes.
    """

    number: int
    section: int
    cells: tuple[SlideCell, ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """The part of a notebook from one `##` to the next. notes: those that plan its minutes."""

    title: str
    notes: tuple[Note, ...] = ()

    @property
    def minutes(self) -> int | None:
        """The planned minutes; None where no note plans any, as in an exercise."""
        planned = [note.minutes for note in self.notes if note.minutes is not None]
        return sum(planned) if planned else None


@dataclass(frozen=True, slots=True)
class Deck:
    """One notebook, split for presenting. stated: the minutes that its first cell states, or None."""

    stem: str
    title: str
    stated: int | None
    sections: tuple[Section, ...]
    slides: tuple[Slide, ...]

    @property
    def minutes(self) -> int:
        """The planned minutes of all sections."""
        return sum(section.minutes or 0 for section in self.sections)


LARGEST = 30_000_000
"""Bytes of a notebook that is read: one of the course, with its outputs, has some hundred thousand."""


class NotANotebook(ValueError):
    """A file called `….ipynb` cannot be read as a notebook. The message says why, in a sentence without its path."""


def read_notebook(path: Path) -> dict[str, Any]:
    """Return a notebook's JSON, in which every cell has a type, a source, metadata and an id.

    path: any file of that name: a learner's, another program's, a folder. Raises NotANotebook.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise NotANotebook(f"It is larger than {LARGEST // 1_000_000} MB.")
        content = json.loads(path.read_bytes())
    except OSError as problem:
        raise NotANotebook(f"It cannot be read: {problem.strerror}.") from None
    except (ValueError, RecursionError, MemoryError) as problem:
        if isinstance(problem, NotANotebook):
            raise
        raise NotANotebook("It is empty, damaged, or another kind of file.") from None
    cells = content.get("cells") if isinstance(content, dict) else None
    if not isinstance(cells, list) or not all(map(_is_cell, cells)):
        raise NotANotebook("It has no cells as notebooks of version 4 have them.")
    for number, cell in enumerate(cells):
        cell.setdefault("id", f"cell-{number}")  # notebooks before version 4.5 have none
    return content


def _is_cell(cell: Any) -> bool:
    if not isinstance(cell, dict) or not isinstance(cell.get("metadata"), dict):
        return False
    source = cell.get("source")
    lines = source if isinstance(source, list) else [source]
    slides, tags = cell["metadata"].get("slideshow", {}), cell["metadata"].get("tags", [])
    return (
        cell.get("cell_type") in ("markdown", "code", "raw")
        and all(isinstance(line, str) for line in lines)
        and isinstance(slides, dict)
        and isinstance(tags, list)
    )


def read_deck(path: Path) -> Deck:
    """Return the deck of a notebook. Raises NotANotebook."""
    return deck(path.stem, read_notebook(path)["cells"])


def deck(stem: str, cells: Iterable[dict[str, Any]]) -> Deck:
    """Return the deck of a notebook.

    stem: the notebook's name without its ending.
    cells: as in its JSON, with the slide types that the build gave.
    """
    title, stated = stem, None
    sections: list[_Section] = [_Section(OPENING)]
    slides: list[_Slide] = []
    for cell in cells:
        source, tags = _text(cell), cell["metadata"].get("tags", [])
        kind = slide_type(cell)
        if "notes" in tags:
            note = read_note(source)
            if note.minutes is not None or not slides:
                sections[-1].notes.append(note)
            else:
                slides[-1].notes.append(note)
            continue
        if cell["cell_type"] == "markdown" and (heading := _HEADING.search(source)):
            if not slides:
                title = heading[1]
                stated = int(found[1]) if (found := _STATED.search(source)) else None
            elif sections[-1].title != CLOSING:
                sections.append(_Section(heading[1]))
        if kind == "skip":
            continue
        if kind != "fragment" or not slides:
            slides.append(_Slide(len(sections) - 1))
        slides[-1].cells.append(SlideCell(cell["id"], cell["cell_type"], source))
    return Deck(
        stem,
        title,
        stated,
        tuple(Section(section.title, tuple(section.notes)) for section in sections),
        tuple(
            Slide(number, slide.section, tuple(slide.cells), tuple(slide.notes))
            for number, slide in enumerate(slides, start=1)
        ),
    )


def slide_type(cell: dict[str, Any]) -> str:
    """Return a cell's slide type: slide, subslide, fragment, notes or skip.

    A cell without one, which somebody has added by hand, joins the slide before it: JupyterLab would hide it.
    """
    named = cell["metadata"].get("slideshow", {}).get("slide_type")
    return named if named in ("slide", "subslide", "notes", "skip") else "fragment"


def read_note(source: str) -> Note:
    """Parse a note, `Minutes: 4. … Ask: … Goes wrong: …`, in the form of a source or as the build folds it."""
    if folded := _FOLD.match(source):
        source = folded[1]
    source = source.removeprefix("**For the instructor.**").strip()
    free, *labelled = _LABELS.split(source)
    said = dict(zip(labelled[::2], labelled[1::2], strict=True))
    minutes, _, rest = said.get("Minutes", "").partition(".")
    return Note(
        text=" ".join(part for part in (free.strip(), rest.strip()) if part),
        minutes=int(minutes) if minutes.isdecimal() else None,
        ask=said.get("Ask", "").strip(),
        goes_wrong=said.get("Goes wrong", "").strip(),
    )


@dataclass
class _Section:
    title: str
    notes: list[Note] = field(default_factory=list)


@dataclass
class _Slide:
    section: int
    cells: list[SlideCell] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def _text(cell: dict[str, Any]) -> str:
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)
