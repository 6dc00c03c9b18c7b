"""The cookie jar of a client. Drawings look at nothing else of it."""

from __future__ import annotations

from http.cookiejar import CookieJar
from typing import Any

from classroom.errors import CourseError


def jar_of(client: Any, asked_by: str) -> CookieJar:
    """The jar of a `requests.Session`, or the jar itself.

    asked_by: the function that the learner called, for the message. Raises CourseError where there is no jar.
    """
    jar = getattr(client, "cookies", client)
    if isinstance(jar, CookieJar):
        return jar
    raise CourseError(
        f"{asked_by}() cannot find a cookie jar in a {type(client).__name__}.",
        "The jar belongs to a Session object; requests.get() keeps none.",
        f"Make one with client = requests.Session(), use it, then {asked_by}(client)",
    )
