"""What a check of this machine gives: a diagnosis, or an exception with the problem and its remedy."""

from __future__ import annotations

import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Diagnosis:
    """The outcome of one check.

    name: of the check.
    state: "ok", "problem", or "note" for something that the lessons do not need.
    what: what was found.
    do: the remedy; empty where none is needed.
    """

    name: str
    state: str
    what: str
    do: str = ""

    def __str__(self) -> str:
        line = f"{self.state:8}{self.name}: {self.what}"
        return f"{line}\n        -> {self.do}" if self.do else line


class CheckFailed(Exception):
    """A check found a problem. Its arguments: what is wrong, and what to do about it."""


NEW_ENVIRONMENT = f"Remove the folder {sys.prefix} and run: python3 course.py lab"
"""The remedy for a damaged environment."""
