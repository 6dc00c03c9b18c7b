"""Cells of the py:percent format, and the markers in them."""

from __future__ import annotations

from classroom.check.percent import cells
from classroom.check.task_cell import PLACEHOLDER, solved, task_named, untouched, without_starter

TEXT = """\
# ---
# a header that is no cell
# ---
# %% [markdown] tags=["explain", "notes"]
# # Title
#
# Words.

# %% tags=["run"]
one = 1

two = 2
# %%
three = 3
"""

TASK = """\
def answer(url):
    ### BEGIN SOLUTION
    right(url)
    ### END SOLUTION

exercise("03.1").check(answer)"""

BUG = """\
def answer(url):
    first(url)
    ### BEGIN SOLUTION
    right(url)
    ### END SOLUTION
    ### BEGIN STARTER
    # wrong(url)
    # if url:
    #     # a comment of the program
    #     more(url)
    ### END STARTER

exercise("03.1").check(answer)"""


def test_cells() -> None:
    first, second, third = cells(TEXT)
    assert (first.kind, first.tags, first.source) == ("markdown", ("explain", "notes"), "# Title\n\nWords.")
    assert (second.kind, second.tags, second.source) == ("code", ("run",), "one = 1\n\ntwo = 2")
    assert (third.tags, third.source) == ((), "three = 3")


def test_the_exercise_has_the_placeholder() -> None:
    assert untouched(TASK) == f'def answer(url):\n    {PLACEHOLDER}\n\nexercise("03.1").check(answer)'


def test_the_solution_loses_its_markers() -> None:
    assert solved(TASK) == 'def answer(url):\n    right(url)\n\nexercise("03.1").check(answer)'


def test_a_starter_comes_after_the_placeholder() -> None:
    program = "    wrong(url)\n    if url:\n        # a comment of the program\n        more(url)\n"
    assert (
        untouched(BUG)
        == f'def answer(url):\n    first(url)\n    {PLACEHOLDER}\n{program}\nexercise("03.1").check(answer)'
    )


def test_the_solution_notebook_has_no_starter() -> None:
    assert without_starter(BUG) == TASK.replace("def answer(url):\n", "def answer(url):\n    first(url)\n")
    assert "wrong" not in solved(BUG) and "###" not in solved(BUG)


def test_other_cells_stay_as_they_are() -> None:
    assert untouched("x = 1") == solved("x = 1") == without_starter("x = 1") == "x = 1"


def test_the_task_of_a_cell() -> None:
    assert task_named(TASK) == "03.1" and task_named("exercise('03.1').hint()") is None
