"""The map from the notes: every line of the learner's notes, our reading, its verdict, and the cell that proves it.

The notes are source/notes.ko.txt; source/notes.plan.toml says which lesson treats which line. What a lesson says
about a line is in the lesson itself, in a table `| Line | The notes | Our reading | Verdict |` below the proof.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from classroom.build.notebook import SourceError
from classroom.build.pages.lesson import BuiltCell, BuiltLesson, korean, table

HEADER = ("Line", "The notes", "Our reading", "Verdict")
VERDICTS = ("True", "Half true", "False", "Not checkable")


@dataclass(frozen=True, slots=True)
class Claim:
    """What a lesson says about lines of the notes.

    lines: their numbers, from 1. quote: their words. verdict: a sentence. kind: how it begins, one of VERDICTS.
    """

    lesson: BuiltLesson
    cell: BuiltCell
    lines: tuple[int, ...]
    quote: str
    reading: str
    verdict: str
    kind: str


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes and the plan.

    lines: the texts; line 1 has index 0. subjects: the numbers of lines that only name a subject.
    plan: the numbers of the lines that each lesson treats. parts: the first line of each part, and its title.
    """

    lines: tuple[str, ...]
    subjects: frozenset[int]
    plan: dict[str, tuple[int, ...]]
    parts: tuple[tuple[int, str], ...]

    @property
    def claims(self) -> tuple[int, ...]:
        """The numbers of the lines that make a statement: not empty, and not a subject."""
        said = (number for number, line in enumerate(self.lines, 1) if line.strip())
        return tuple(number for number in said if number not in self.subjects)

    def part(self, number: int) -> str:
        """Return the title of the part that a line belongs to."""
        return max((first, title) for first, title in self.parts if first <= number)[1]


def read_notes(source: Path) -> Notes:
    """Read notes.ko.txt and notes.plan.toml in the folder `source`. Raises OSError where one cannot be read."""
    plan = tomllib.loads((source / "notes.plan.toml").read_text(encoding="utf-8"))
    return Notes(
        tuple((source / "notes.ko.txt").read_text(encoding="utf-8").splitlines()),
        frozenset(plan["subjects"]),
        {lesson: tuple(lines) for lesson, lines in plan["lessons"].items()},
        tuple(sorted((int(first), title) for first, title in plan["parts"].items())),
    )


def claims(lesson: BuiltLesson) -> list[Claim]:
    """Return what a lesson says about the notes, row by row.

    Raises SourceError for a row that is not in the right form; the message names it.
    """
    found = []
    for cell in lesson.cells:
        for row in cell.rows(*HEADER):
            where = f"{lesson.stem}, the notes' row | {' | '.join(row)[:60]} …"
            if len(row) != len(HEADER):
                raise SourceError(f"{where}: it has {len(row)} columns. Write | {' | '.join(HEADER)} |.")
            kind = re.match(rf"\*\*({'|'.join(VERDICTS)})\b", row[3])
            if kind is None:
                raise SourceError(f"{where}: a verdict begins with **{'**, **'.join(VERDICTS)}**.")
            found.append(Claim(lesson, cell, _numbers(row[0], where), row[1], row[2], row[3], kind[1]))
    return found


def _numbers(text: str, where: str) -> tuple[int, ...]:
    """Return the line numbers in "93, 97" or "125-127", empty lines included. where: begins the message of an error."""
    numbers: list[int] = []
    for each in text.split(","):
        ends = re.fullmatch(r"(\d+)(?:\s*[-–]\s*(\d+))?", each.strip())
        if ends is None:
            raise SourceError(f"{where}: write the lines as numbers, such as 93, 97 or 125-127.")
        numbers += range(int(ends[1]), int(ends[2] or ends[1]) + 1)
    return tuple(numbers)


def page(notes: Notes, lessons: Sequence[BuiltLesson]) -> list[str]:
    """Return the page as Markdown cells."""
    said = [claim for lesson in lessons for claim in claims(lesson)]
    sections: dict[str, list[tuple[str, ...]]] = {}
    for number in notes.claims:
        rows = sections.setdefault(notes.part(number), [])
        text = korean(notes.lines[number - 1])
        here = [claim for claim in said if number in claim.lines]
        for claim in here:
            proof = claim.lesson.proof(claim.cell)
            link = claim.lesson.link(proof, f"lesson {claim.lesson.number}, “{claim.cell.heading}”")
            rows.append((str(number), text, claim.reading, claim.verdict, link))
        written = {claim.lesson.number for claim in here}
        rows += [
            (str(number), text, "", "", "in no lesson yet")
            for lesson, lines in notes.plan.items()
            if number in lines and lesson not in written
        ]
    opening = (
        "# Map from the notes\n\n"
        "The course begins with the class notes of one learner. Here is each line that says something: our reading, "
        "whether it is true, and the cell that proves it. A link opens the lesson at that cell; "
        "predict before you run it.\n\n"
        f"{_tally(notes, said)} Lines that only name a subject are left out: "
        f"{', '.join(map(str, sorted(notes.subjects)))}."
    )
    header = (*HEADER, "Proved in")
    return [opening, *(f"## {title}\n\n{table(header, rows)}" for title, rows in sections.items())]


def _tally(notes: Notes, said: list[Claim]) -> str:
    kinds = {number: claim.kind for claim in said for number in claim.lines if number in notes.claims}
    count = Counter(kinds.values())
    found = ", ".join(f"{count[kind]} {kind.lower()}" for kind in VERDICTS if count[kind])
    return f"Of {len(notes.claims)} lines, {len(kinds)} have their verdict{': ' if found else ''}{found}."
