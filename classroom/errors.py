"""Errors that a learner may cause: shown as at most three lines, without a framework's traceback."""

from __future__ import annotations


class CourseError(Exception):
    """What happened, why, and what to do next: one line each.

    Jupyter shows the lines alone; elsewhere it is an ordinary exception with the same text.
    """

    def __init__(self, what: str, why: str = "", do: str = "") -> None:
        super().__init__("\n".join(line for line in (what, why, do) if line))

    def _render_traceback_(self) -> list[str]:
        """IPython's own protocol for exceptions that know how they want to be shown."""
        return str(self).splitlines()
