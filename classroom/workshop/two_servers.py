"""Two servers of the demo site at the same time: with one shared session store, or each with its own."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from classroom.errors import CourseError
from classroom.files import PrivateFolder
from classroom.interrupts import ends_uninterrupted
from classroom.paths import DEMO_SITE
from classroom.workshop.served import Served
from classroom.workshop.worker import ProcessOptions


class Server(Served):
    """One of the two: a process and a port of its own, recorded."""

    def __repr__(self) -> str:
        return f"A server of the demo site answers at {self.url}/"


@ends_uninterrupted("Both servers are stopped.", "Both servers are stopped.")
@contextmanager
def two_servers(
    shared: bool = True, same_key: bool = True, engine: str = "db", shared_cache: bool = False
) -> Iterator[tuple[Server, Server]]:
    """Run the demo site twice: `with two_servers() as (one, two): …`.

    shared: whether both use one database, and so one session store. It is in a private folder, which is deleted
        afterwards.
    same_key: whether both have the same SECRET_KEY. With two keys a shared store does not help: the row is found, but
        neither its signature nor its session auth hash is valid, and the visitor is not logged in.
    engine: the session engine of both: "db", "cached_db", "cache", "file" or "signed_cookies".
    shared_cache: whether both use one cache. Django's default cache lies in the memory of one process.
    Yields the two, each with `.url`, `.exchanges` and `.sessions`. Raises CourseError where they do not start.
    """
    folder = PrivateFolder("two-servers")
    key = secrets.token_urlsafe(50)
    with ExitStack() as stack:
        stack.callback(folder.remove)
        servers = []
        for number in (1, 2):
            environment = {
                "DEMO_SITE_DATABASE": str(folder.path / f"store-{1 if shared else number}.sqlite3"),
                "DEMO_SITE_SECRET_KEY": key if same_key else secrets.token_urlsafe(50),
                "DEMO_SITE_SESSION_ENGINE": engine,
            }
            if engine == "file":  # Django's default is the system's folder for temporary files: this one is deleted
                environment |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder.path))
            if shared_cache:
                environment["DEMO_SITE_SHARED_CACHE"] = str(folder.path / "cache")
            prepare = ("migrate", "seed") if number == 1 or not shared else ()
            server = Server(ProcessOptions(str(DEMO_SITE), prepare=prepare, environment=environment), follow=False)
            stack.callback(server.close)
            if problem := server.problem:
                raise CourseError("The two servers do not start.", problem.what, problem.where or problem.next)
            servers.append(server)
        yield servers[0], servers[1]
