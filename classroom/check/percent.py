"""Reads the source of a lesson or an exercise: text in the percent format (as jupytext has it), split into cells."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CELL = re.compile(r"^# %%(?P<rest>.*)$", re.MULTILINE)
_TAGS = re.compile(r"tags=\[(?P<tags>[^\]]*)\]")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. kind: "code" or "markdown". source: its text, Markdown without the leading "# "."""

    kind: str
    tags: tuple[str, ...]
    source: str


def cells(text: str) -> tuple[Cell, ...]:
    """Split py:percent text into cells; what comes before the first `# %%` is left out."""
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
