"""`two_servers()`: the demo site twice, side by side."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from classroom.errors import CourseError, described

if TYPE_CHECKING:
    from classroom.workshop.two_servers import Server


def two_servers(
    shared: bool = True, same_key: bool = True, engine: str = "db", shared_cache: bool = False
) -> AbstractContextManager[tuple[Server, Server]]:
    """Run the demo site twice: `with two_servers() as (one, two): …`. Each has url, exchanges and sessions.

    shared: whether both have one database, and so one table of sessions, or each its own.
    same_key: whether both have one SECRET_KEY. With two keys a shared store does not help: the row is found, but
        neither its signature nor the hash of the password in it is valid, and the visitor is anonymous.
    engine: the session engine of both: "db", "cached_db", "cache", "file" or "signed_cookies".
    shared_cache: whether both have one cache. Django's default lies in the memory of one process, so two have two.
    Raises CourseError for other values than these, and where they do not start.
    """
    for name, value in (("shared", shared), ("same_key", same_key), ("shared_cache", shared_cache)):
        if not isinstance(value, bool):
            raise CourseError(
                f"two_servers() was handed {described(value)} as {name}.",
                "It takes True or False: there are always two servers.",
                "For example: with two_servers(shared=False) as (one, two):",
            )
    from classroom.site.session_engine import BACKENDS, engine_path
    from classroom.workshop.two_servers import two_servers

    return two_servers(shared, same_key, engine_path(engine).removeprefix(BACKENDS), shared_cache)
