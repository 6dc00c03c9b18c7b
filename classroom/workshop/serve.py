"""The process that serves one project: the project's own `manage.py runserver`, with our end in place of a socket.

The project is loaded, checked and built exactly as `python manage.py runserver --noreload` does it. Where Django
would begin to listen, this process answers requests that the kernel hands over, and tells what it made of each.
The project imports nothing of ours. This process ends when the kernel closes the channel, or dies.
"""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import json
import os
import runpy
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

from classroom.sandbox import sandbox
from classroom.workshop import fault
from classroom.workshop.channel import Channel

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]

BEAT = 0.5
"""Seconds between two signs of life."""


def main() -> None:
    """Serve the project that the first argument names, as JSON: folder, patience and memory; see `worker.Orders`."""
    orders: dict[str, Any] = json.loads(sys.argv[1])
    gc.disable()  # what loads stays: looking through it for garbage is a sixth of a start; see `Answering.run`
    channel = _take_channel()
    if orders["rights"]:  # before there is another thread: it would stand outside of them
        sandbox.enter(sandbox.Rights(**orders["rights"]))
    _watch_over_itself(orders["patience"])
    _limit_memory(orders["memory"])
    sys.dont_write_bytecode = True  # a file that changed twice in a second must not be read from its bytecode
    sys.path.insert(0, orders["folder"])
    from classroom.workshop.answering import Answering

    answering = Answering(channel, orders)
    threading.Thread(target=_listen, args=(channel, answering), name="channel", daemon=True).start()
    try:
        _run_manage(orders["folder"], answering)
        channel.send(say="problem", fault=["RuntimeError", "manage.py ended and started no server.", [], "", None, ""])
    except BaseException as error:
        with contextlib.suppress(OSError, ValueError):
            channel.send(say="problem", fault=fault.of_exception(error))
    end_with_children()


def _run_manage(folder: str, answering: Any) -> None:
    """Run manage.py as a program. `run` is what Django's command calls in order to listen, once all is loaded."""
    from django.core.management.commands import runserver

    runserver.run = answering.run
    # --traceback lets errors through that the command would print and turn into an exit.
    sys.argv = ["manage.py", "runserver", "--noreload", "--traceback", "--no-color"]
    runpy.run_path(str(Path(folder) / "manage.py"), run_name="__main__")


def _take_channel() -> Channel:
    """Take the two pipes that came as stdin and stdout for ourselves: whatever prints or reads meets something else.

    The copies are not inherited by programs that the project starts (PEP 446).
    """
    reading, writing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=True, errors="backslashreplace")
    return Channel(reading, writing)


def _listen(channel: Channel, answering: Any) -> None:
    while (frame := channel.receive()) is not None:
        answering.take(*frame)
    end_with_children()


def end_with_children() -> None:
    """End at once, with every process that the project has started."""
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
        os.killpg(os.getpgrp(), signal.SIGKILL)
    _exit(1)


_exit = os._exit


def _watch_over_itself(patience: float) -> None:
    """Let faulthandler write where each thread is, before the process ends by a crash, an `os._exit` or a hang.

    One C function, such as a regular expression without end, can keep every Python thread from running. Then no beat
    comes, and faulthandler, which needs no interpreter, writes the stacks and ends the process. So it also ends when
    the kernel is gone and nobody could read that in Python.
    """
    log = os.dup(2)
    faulthandler.enable(file=log)

    def exit_noted(status: int) -> None:
        faulthandler.dump_traceback(file=log, all_threads=False)
        _exit(status)

    os._exit = exit_noted  # type: ignore[assignment]

    def beat() -> None:
        while True:
            faulthandler.dump_traceback_later(max(patience - BEAT, BEAT * 2), exit=True, file=log)
            time.sleep(BEAT)

    threading.Thread(target=beat, name="heartbeat", daemon=True).start()


def _limit_memory(more: int) -> None:
    """Allow so many bytes of address space beyond those in use now, where the system can hold to it."""
    if resource is None:
        return
    with contextlib.suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        limit = pages * resource.getpagesize() + more
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


if __name__ == "__main__":
    main()
