"""The process that serves one project: the project's own `manage.py runserver`, with a channel in place of a socket.

The project is loaded, checked and built exactly as by `python manage.py runserver --noreload`. Where Django would
listen on a socket, this process handles the requests that the kernel sends, and returns its notes with each response.
The project imports nothing of ours. This process ends when the kernel closes the channel or ends.
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

HEARTBEAT = 0.5
"""Seconds between two heartbeats of the watchdog."""


def main() -> None:
    """Serve a project. The first argument: `worker.ProcessOptions` as JSON."""
    options: dict[str, Any] = json.loads(sys.argv[1])
    gc.disable()  # what loads stays: scanning it for garbage is a sixth of a start; see `FrameHandler.run`
    channel = _take_channel()
    if options["rights"]:  # before there is another thread, which would not be restricted
        sandbox.enter(sandbox.Rights(**options["rights"]))
    _start_watchdog(options["timeout"])
    _limit_memory(options["memory"])
    sys.dont_write_bytecode = True  # a file that changed twice in a second must not be read from its bytecode
    sys.path.insert(0, options["folder"])
    from classroom.workshop.frame_handler import FrameHandler

    handler = FrameHandler(channel, options)
    threading.Thread(target=_read_frames, args=(channel, handler), name="channel", daemon=True).start()
    try:
        _run_manage(options["folder"], handler)
        channel.send(say="problem", fault=["RuntimeError", "manage.py ended and started no server.", [], "", None, ""])
    except BaseException as error:
        with contextlib.suppress(OSError, ValueError):
            channel.send(say="problem", fault=fault.of_exception(error))
    kill_own_group()


def _run_manage(folder: str, handler: Any) -> None:
    """Run manage.py. `runserver.run` is what Django's command calls to listen, once everything is loaded."""
    from django.core.management.commands import runserver

    runserver.run = handler.run
    # --traceback raises errors that the command would otherwise print, followed by an exit.
    sys.argv = ["manage.py", "runserver", "--noreload", "--traceback", "--no-color"]
    runpy.run_path(str(Path(folder) / "manage.py"), run_name="__main__")


def _take_channel() -> Channel:
    """Move the pipes from standard input and output to other descriptors, so that the project cannot write to them.

    Standard input is empty then, and standard output goes to standard error. The new descriptors are not inherited by
    programs that the project starts (PEP 446).
    """
    reading, writing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=True, errors="backslashreplace")
    return Channel(reading, writing)


def _read_frames(channel: Channel, handler: Any) -> None:
    while (frame := channel.receive()) is not None:
        handler.handle(*frame)
    kill_own_group()


def kill_own_group() -> None:
    """Kill this process and its process group: every process that the project has started."""
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
        os.killpg(os.getpgrp(), signal.SIGKILL)
    _exit(1)


_exit = os._exit


def _start_watchdog(timeout: float) -> None:
    """Have faulthandler write the stack of each thread before the process ends by a crash, an `os._exit` or a hang.

    timeout: seconds of one response. One C function, such as an endless regular expression, can keep every Python
    thread from running. Then no heartbeat comes, and faulthandler, which needs no interpreter, writes the stacks and
    ends the process. So the process also ends when the kernel is gone and no Python thread can notice that.
    """
    log = os.dup(2)
    faulthandler.enable(file=log)

    def exit_with_stack(status: int) -> None:
        faulthandler.dump_traceback(file=log, all_threads=False)
        _exit(status)

    os._exit = exit_with_stack  # type: ignore[assignment]

    def send_heartbeats() -> None:
        while True:
            faulthandler.dump_traceback_later(max(timeout - HEARTBEAT, HEARTBEAT * 2), exit=True, file=log)
            time.sleep(HEARTBEAT)

    threading.Thread(target=send_heartbeats, name="heartbeat", daemon=True).start()


def _limit_memory(more: int) -> None:
    """Limit the address space to so many bytes beyond those in use now, on systems that can (RLIMIT_AS)."""
    if resource is None:
        return
    with contextlib.suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        limit = pages * resource.getpagesize() + more
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


if __name__ == "__main__":
    main()
