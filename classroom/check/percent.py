"""Reads the edited form of a lesson or an exercise: py:percent text, cut into cells, and the marks inside a cell.

The marks of a task cell::

    def answer(url):
        ### BEGIN SOLUTION
        …the solution…
        ### END SOLUTION
        ### BEGIN STARTER          (only where a task starts from a program, as in "find the bug")
        # …the program, each line behind "# "…
        ### END STARTER

The exercise gets the line `SEAL` in place of the solution, followed by the starter's lines without their "# ";
the solution notebook gets the solution in its marks. As long as the seal stands, the task is *not started*: so a
program that is handed out with a bug in it is told apart from an attempt without comparing any text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

SEAL = 'raise NotImplementedError("write your code here")'

_CELL = re.compile(r"^# %%(?P<rest>.*)$", re.MULTILINE)
_SOLUTION, _STARTER = (
    re.compile(rf"(?P<indent>[ ]*)### BEGIN {name}\n(?P<body>.*?)[ ]*### END {name}\n", re.DOTALL)
    for name in ("SOLUTION", "STARTER")
)
_TAGS = re.compile(r"tags=\[(?P<tags>[^\]]*)\]")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: "code" or "markdown", its tags, and its source (Markdown without the leading "# ")."""

    kind: str
    tags: tuple[str, ...]
    source: str


def cells(text: str) -> tuple[Cell, ...]:
    """Cut py:percent text into cells; what stands before the first mark is left out."""
    marks = list(_CELL.finditer(text))
    found = []
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        body = text[mark.end() + 1 : following.start() if following else len(text)].strip("\n")
        rest = mark["rest"]
        kind = "markdown" if "[markdown]" in rest else "code"
        named = _TAGS.search(rest)
        tags = tuple(re.findall(r'"([^"]+)"', named["tags"])) if named else ()
        if kind == "markdown":
            body = "\n".join(re.sub(r"^# ?", "", line) for line in body.splitlines())
        found.append(Cell(kind, tags, body))
    return tuple(found)


def untouched(source: str) -> str:
    """The cell as the exercise notebook has it: sealed, without the solution, with the starter's program if any."""
    sealed = _SOLUTION.sub(lambda region: f"{region['indent']}{SEAL}\n", source + "\n")
    return _STARTER.sub(lambda region: re.sub(r"(?m)^( *)# ?", r"\1", region["body"]), sealed).rstrip("\n")


def without_starter(source: str) -> str:
    """The cell as the solution notebook has it: the solution between its marks, and no starter."""
    return _STARTER.sub("", source + "\n").rstrip("\n")


def solved(source: str) -> str:
    """The cell with its solution and without any mark."""
    return "\n".join(line for line in without_starter(source).splitlines() if not line.strip().startswith("### "))


def task_named(source: str) -> str | None:
    """The task that a code cell checks, such as "03.1"; None if it checks none."""
    named = re.search(r'exercise\("([^"]+)"\)\.check\(', source)
    return named[1] if named else None
