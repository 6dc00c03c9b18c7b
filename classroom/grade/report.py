"""The report for the teacher: a table for a spreadsheet, and a page. Text from submissions is escaped in both."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from classroom.files import replace
from classroom.grade.page import as_page
from classroom.grade.submission import Row

COLUMNS = ("file", "learner", "exercise", "task", "outcome", "mistake", "message", "seconds", "read", "attempt")


def write_report(rows: Sequence[Row], out: Path, unfinished: int = 0) -> tuple[Path, Path]:
    """Write grades.csv and grades.html into the folder `out`. Returns their paths. Raises OSError.

    unfinished: how many submissions were not graded, because grading was stopped.
    """
    table, page = out / "grades.csv", out / "grades.html"
    # The byte order mark tells a spreadsheet that this is UTF-8; without it Excel shows Korean names wrong.
    replace(table, "\ufeff" + as_table(rows))
    replace(page, str(as_page(rows, unfinished)))
    return table, page


def as_table(rows: Iterable[Row]) -> str:
    """The rows as CSV, one line each. Source: RFC 4180."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in rows:
        words = (row.file, row.learner, row.exercise, row.task, row.outcome, row.mistake, " · ".join(row.message))
        writer.writerow([*map(_cell, words), f"{row.seconds:.1f}", _cell(row.how), _cell(row.attempt)])
    return text.getvalue()


def _cell(words: str) -> str:
    """Text of a cell; a quote before what a spreadsheet would run as a formula. Source: OWASP, CSV Injection."""
    flat = " ".join("".join(letter if letter.isprintable() else " " for letter in words).split())
    return f"'{flat}" if flat.startswith(("=", "+", "-", "@")) else flat
