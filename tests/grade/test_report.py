"""The table of a grading, as a spreadsheet opens it: what learners wrote is text there, never a formula."""

from __future__ import annotations

import csv

import pytest

from classroom.grade.report import as_table
from classroom.grade.submission import Row

RUN = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""With what a cell begins that a spreadsheet runs, or looks behind. Source: OWASP, CSV Injection."""
BEFORE = ("", " ", "\t", "\r\n", "\0", "\u00a0", "\u200b", "\ufeff", "\u202e", "\u3000")


@pytest.mark.parametrize("sign", RUN)
@pytest.mark.parametrize("before", BEFORE)
def test_no_cell_begins_as_a_formula(sign: str, before: str) -> None:
    words = f"{before}{sign}cmd|' /C calc'!A0"
    row = Row(words, words, words, words, words, words, (words, words))
    table = list(csv.reader(as_table([row]).splitlines()))
    assert len(table) == 2 and len(table[1]) == len(table[0])
    for cell in table[1]:
        assert not cell.lstrip().startswith(RUN), cell
        assert cell[-1:] in "0" and cell.isprintable(), "the words are there"


def test_everyday_words_stay_as_they_are() -> None:
    row = Row("a-b.ipynb", "Kim 민아", "03", "03.1", "passed", "", ("1 + 1 = 2",))
    (line,) = csv.reader(as_table([row]).splitlines()[1:])
    assert line[:7] == ["a-b.ipynb", "Kim 민아", "03", "03.1", "passed", "", "1 + 1 = 2"]
