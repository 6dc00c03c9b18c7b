"""What a learner handed to a function of the front door: looked at without harm, whatever it is."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from classroom.errors import CourseError, described


def attribute(value: Any, name: str) -> Any:
    """An attribute of any object; None where it has none, or where reading it fails, as it may for a lazy object."""
    try:
        return getattr(value, name, None)
    except Exception:
        return None


def is_response(value: Any) -> bool:
    """Whether it is a response of `requests`, or of a client like it."""
    return isinstance(attribute(value, "status_code"), int) and not isinstance(value, type)


def file_named(value: Any, example: str) -> Path:
    """The path of a file that a learner named. example: a call that is right. Raises CourseError for no name."""
    try:
        if isinstance(value, str | os.PathLike) and "\0" not in str(value) and str(value):
            return Path(value).expanduser()
        why = "The name of a file is a text, or a Path."
    except (TypeError, RuntimeError) as problem:  # no path of texts; no such user in ~name
        why = f"The system says: {problem}"
    raise CourseError(f"That names no file: {described(value)}.", why, f"For example {example}")
