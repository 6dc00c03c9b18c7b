"""Fills docs/instructor-guide.md with figures from the lessons: the table of lessons, and the minutes of each plan."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from classroom.build.deck import Deck
from classroom.build.notebook import SourceError

GUIDE = Path("docs") / "instructor-guide.md"
TABLE = re.compile(r"(<!-- lessons: written by course.py build -->\n).*?(<!-- end of lessons -->)", re.DOTALL)
PLANNED = re.compile(r"^(?P<day>\|[^|\n]+\|) (?P<lessons>\d\d(?:, \d\d)*) \|[^|\n]*\|[^|\n]*\|", re.MULTILINE)
TASK_MINUTES = re.compile(r"\*About (\d+) minutes?\.\*")

ORDER = "builds_on.toml"
"""The file of source/ that names the lessons which each lesson takes as known."""


def read_builds_on(source: Path) -> dict[str, str]:
    """Read builds_on.toml in the folder `source`: by lesson, what stands in its column, such as "13, 14"."""
    return tomllib.loads((source / ORDER).read_text(encoding="utf-8"))


def filled_in(
    text: str, decks: Iterable[Deck], exercises: Mapping[str, Iterable[str]], builds_on: Mapping[str, str]
) -> str:
    """Return the guide with its figures filled in.

    text: the guide; its prose stays as it is.
    decks: those of all lessons, in order.
    exercises: the sources of the cells of each exercise notebook, by its stem.
    builds_on: as `read_builds_on` returns it.
    Raises SourceError for a plan that names a lesson which does not exist.
    """
    lessons = {deck.stem[:2]: deck for deck in decks}
    tasks = dict.fromkeys(lessons, 0) | {
        stem[:2]: sum(int(found[1]) for source in sources if (found := TASK_MINUTES.search(source)))
        for stem, sources in exercises.items()
    }

    def planned(row: re.Match[str]) -> str:
        numbers = row["lessons"].split(", ")
        if missing := set(numbers) - lessons.keys():
            raise SourceError(f"{GUIDE.as_posix()} plans a lesson that is not there: {', '.join(sorted(missing))}.")
        taught = sum(lessons[number].minutes for number in numbers)
        done = sum(tasks[number] for number in numbers)
        return f"{row['day']} {row['lessons']} | {taught} | {done} |"

    rows = [
        f"| {number} | {deck.title} | {deck.minutes} | {len(deck.slides)} | {tasks[number]} "
        f"| {builds_on.get(number, '')} |\n"
        for number, deck in lessons.items()
    ]
    head = "| No. | Lesson | Minutes | Slides | Exercises, minutes | Builds on |\n|---|---|---|---|---|---|\n"
    return TABLE.sub(lambda found: found[1] + head + "".join(rows) + found[2], PLANNED.sub(planned, text))
