"""The index of misconceptions: what many believe, what is true, and the cell that shows it.

The list is source/misconceptions.toml. An entry names a heading or words of a lesson, which are looked up there.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from classroom.build.pages.lesson import BuiltCell, BuiltLesson, table


@dataclass(frozen=True, slots=True)
class Misconception:
    """One entry. lesson: two digits. heading, cell: where it is refuted; the top of the list explains them."""

    says: str
    truth: str
    lesson: str
    heading: str = ""
    cell: str = ""

    def refutation(self, lesson: BuiltLesson) -> BuiltCell | None:
        """Return the cell that refutes it; None where its heading or its words are not in the lesson."""
        for cell in lesson.below(self.heading):
            if self.cell in cell.source if self.cell else cell.runs:
                return cell
        return None


def read_list(source: Path) -> list[Misconception]:
    """Read misconceptions.toml in the folder `source`. Raises OSError where it cannot be read."""
    listed = tomllib.loads((source / "misconceptions.toml").read_text(encoding="utf-8"))["misconception"]
    return [Misconception(**each) for each in listed]


def page(listed: Sequence[Misconception], lessons: Sequence[BuiltLesson]) -> list[str]:
    """Return the page as Markdown cells, one section for each lesson."""
    written = {lesson.number: lesson for lesson in lessons}
    sections: dict[str, list[tuple[str, ...]]] = {}
    open_rows: list[tuple[str, ...]] = []
    for each in sorted(listed, key=lambda each: each.lesson):
        lesson = written.get(each.lesson)
        cell = each.refutation(lesson) if lesson else None
        if lesson and cell:
            title = f"Lesson {lesson.number}: {lesson.title}"
            link = lesson.link(cell, f"“{cell.heading}”")
            sections.setdefault(title, []).append((each.says, f"**False.** {each.truth}", link))
        else:
            open_rows.append((each.says, each.truth))
    opening = (
        "# Misconceptions\n\n"
        f"{len(listed) - len(open_rows)} things that many people believe about HTTP, cookies, sessions and logins. "
        "Each is refuted by an experiment; a link opens the lesson at its cell. If you believed one: so did most of us."
    )
    header = ("People say", "What is true", "Refuted in")
    cells = [opening, *(f"## {title}\n\n{table(header, rows)}" for title, rows in sections.items())]
    if open_rows:
        cells.append(f"## In no lesson yet\n\n{table(('People say', 'What is true'), open_rows)}")
    return cells
