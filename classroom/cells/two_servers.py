"""`two_servers()`: the demo site twice, side by side."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from classroom.errors import CourseError, described

if TYPE_CHECKING:
    from classroom.workshop.two_servers import Server


def two_servers(shared: bool = True, same_key: bool = True) -> AbstractContextManager[tuple[Server, Server]]:
    """Run the demo site twice: `with two_servers() as (one, two): …`. Each has url, exchanges and sessions.

    shared: whether both keep their sessions in one store, or each in its own.
    same_key: whether both have one SECRET_KEY. With two keys a shared store does not help: the row is found, but
        neither its signature nor the hash of the password in it is valid, and the visitor is anonymous.
    Raises CourseError for anything but True and False, and where they do not start.
    """
    for name, value in (("shared", shared), ("same_key", same_key)):
        if not isinstance(value, bool):
            raise CourseError(
                f"two_servers() was handed {described(value)} as {name}.",
                "It takes True or False: there are always two servers.",
                "For example: with two_servers(shared=False) as (one, two):",
            )
    from classroom.workshop.two_servers import two_servers

    return two_servers(shared, same_key)
