"""`python -m benchmarks.servers [users]`: the site and its baselines, in one process with one database.

- ours: the site as `open_site()` makes it;
- unrecorded: the same server with Django's plain handler and no recorder;
- stock: the live-server class of Django's tests.

Prints the three URLs as JSON. Then, for each line on standard input (`reset`, `flush`), does that and prints the
milliseconds that it took.
"""

from __future__ import annotations

import json
import sys
from types import SimpleNamespace

from benchmarks.rounds import timed


class NoRecorder:
    """A recorder that records nothing."""

    def begin(self, connection: int, client_port: int, server_port: int) -> SimpleNamespace:
        return SimpleNamespace(remarks=[], sent=lambda data: None)

    def finish(self, draft: SimpleNamespace) -> None:
        pass


def unrecorded() -> str:
    """Start our server with Django's plain handler. Returns its URL."""
    from django.core.handlers.wsgi import WSGIHandler
    from neighbourhood.handler import ClassroomHandler

    from classroom.site.server import SiteServer

    server = SiteServer(0, ClassroomHandler(WSGIHandler()), NoRecorder(), lambda line: None)
    return f"http://127.0.0.1:{server.server_port}"


def stock(connections=None) -> str:
    """Start Django's LiveServerThread. Returns its URL. connections: its database connections, for Django's class."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.test.testcases import LiveServerThread

    thread = LiveServerThread("127.0.0.1", StaticFilesHandler, connections_override=connections)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    return f"http://127.0.0.1:{thread.port}"


def flush() -> None:
    """Reset the database as Django does it, without our template."""
    from django.core.management import call_command
    from neighbourhood.seed import seed

    call_command("flush", interactive=False, verbosity=0)
    seed()


def main() -> None:
    from classroom.site.alone import add_users
    from classroom.site.live_site import open_site

    site = open_site()
    names, password = add_users(int(sys.argv[1]) if sys.argv[1:] else 0)
    orders = {"reset": site.reset, "flush": flush}
    say({"ours": site.url, "unrecorded": unrecorded(), "stock": stock(), "users": names, "password": password})
    for line in sys.stdin:
        try:
            say(timed(orders[line.strip()]))
        except Exception as error:
            say(f"{type(error).__name__}: {error}")


def say(value: object) -> None:
    print(json.dumps(value), flush=True)


if __name__ == "__main__":
    main()
