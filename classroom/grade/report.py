"""What the teacher gets: a table for a spreadsheet, and a page that says where the class stands. Submissions are
hostile: whatever they say is text, in either."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from classroom.files import replace
from classroom.grade.page import as_page
from classroom.grade.submission import Row

COLUMNS = ("file", "learner", "exercise", "task", "outcome", "mistake", "message", "seconds")


def write_report(rows: Sequence[Row], out: Path, unfinished: int = 0) -> tuple[Path, Path]:
    """Write grades.csv and grades.html into a folder; their paths. Raises OSError.

    unfinished: how many submissions were not reached.
    """
    table, page = out / "grades.csv", out / "grades.html"
    # The mark at the start tells a spreadsheet that this is UTF-8: else it breaks Korean names.
    replace(table, "\ufeff" + as_table(rows))
    replace(page, str(as_page(rows, unfinished)))
    return table, page


def as_table(rows: Iterable[Row]) -> str:
    """The rows as CSV (RFC 4180), one line each."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in rows:
        words = (row.file, row.learner, row.exercise, row.task, row.outcome, row.mistake, " · ".join(row.message))
        writer.writerow([*map(_cell, words), f"{row.seconds:.1f}"])
    return text.getvalue()


def _cell(words: str) -> str:
    """Text for a spreadsheet, which would run what looks like a formula (OWASP: CSV injection)."""
    flat = " ".join("".join(letter if letter.isprintable() else " " for letter in words).split())
    return f"'{flat}" if flat.startswith(("=", "+", "-", "@")) else flat
