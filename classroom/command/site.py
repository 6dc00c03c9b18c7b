"""`course.py site`: serve the demo site alone until it is stopped, for a browser or a script."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `site`."""
    parser.add_argument(
        "--port", type=_number(65535), default=0, metavar="N", help="listen there, else on any free port"
    )
    parser.add_argument("--users", type=_number(10_000), default=0, metavar="N", help="add the users user001 to userN")
    parser.add_argument("--json", action="store_true", help="first line of output: url, pid, users, password")


def _number(most: int) -> Callable[[str], int]:
    """Return an argparse type for whole numbers from 0 to `most`; argparse turns its ValueError into a message."""

    def number(text: str) -> int:
        if not 0 <= int(text) <= most:
            raise ValueError
        return int(text)

    return number


def main(options: argparse.Namespace, root: Path) -> int:
    """Serve until Ctrl-C or SIGTERM; return the exit code."""
    from classroom.errors import CourseError
    from classroom.site.alone import add_users, warm_up, welcome
    from classroom.site.live_site import open_site

    # Both signals stop the site. SIGINT needs a handler too, because a shell starts background jobs with it ignored.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    try:
        site = open_site(port=options.port)
    except CourseError as error:
        print(error, file=sys.stderr)
        return 1
    try:
        names, password = add_users(options.users)
        warm_up(site.url)
        if options.json:
            print(json.dumps({"url": site.url, "pid": os.getpid(), "users": names, "password": password}), flush=True)
        else:
            print(welcome(site.url, names, password), flush=True)
        wait()
    except KeyboardInterrupt:
        pass
    finally:
        site.close()
    if not options.json:
        print("\nStopped. Nothing is left behind.")
    return 0


def wait() -> None:
    """Wait for a signal. The sleeps are short, because on Windows a signal may not interrupt a long one."""
    import time

    while True:
        time.sleep(0.5)


def _stop(signum: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
