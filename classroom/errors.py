"""Errors that a learner may cause: shown as at most three lines, without a framework's traceback."""

from __future__ import annotations


class CourseError(Exception):
    """An error shown in at most three lines.

    what: what happened. why: the reason. do: what to do next. One line each; an empty one is left out.
    Jupyter shows the lines without a traceback; elsewhere it is an ordinary exception with the same text.
    """

    def __init__(self, what: str, why: str = "", do: str = "") -> None:
        super().__init__("\n".join(line for line in (what, why, do) if line))

    def _render_traceback_(self) -> list[str]:
        """Return the lines that IPython prints in place of a traceback (its hook for exceptions)."""
        return str(self).splitlines()
