"""Handles the frames in the serving process: an HTTP request, a thread's stack, a check's Python code."""

from __future__ import annotations

import contextlib
import gc
import io
import sys
import threading
from collections.abc import Callable
from typing import Any

from classroom.record.recorder import Recorder, current
from classroom.workshop import fault, noted, plain_notes
from classroom.workshop.channel import Channel

Application = Callable[..., Any]


class FrameHandler:
    """Handles the kernel's frames, each in a thread of its own.

    channel: to the kernel. options: see `worker.ProcessOptions`.
    """

    def __init__(self, channel: Channel, options: dict[str, Any]) -> None:
        self._channel = channel
        self._options = options
        self._recorder = Recorder()
        self._application: Application | None = None
        self._threads: dict[int, int | None] = {0: threading.main_thread().ident}
        self._responses: dict[int, AppResponse] = {}
        self._drafts: dict[int, noted.NotedDraft] = {}
        noted.install()
        if options["own_database"]:
            noted.keep_databases_in(options["folder"], options["own_database"])

    def run(self, address: str, port: int, application: Application, *_: Any, **__: Any) -> None:
        """Take the place of `django.core.servers.basehttp.run`: serve the kernel instead of a socket, for ever.

        Django calls it after it has loaded the project and run its system checks.
        """
        from django.core.management import call_command
        from django.db import connections

        for command in self._options["prepare"]:
            call_command(command, verbosity=0)
        if self._options["cheap_passwords"]:
            from django.contrib.auth.hashers import PBKDF2PasswordHasher

            PBKDF2PasswordHasher.iterations = 1000
        connections.close_all()
        noted.note_refusals()
        self._application = application
        gc.freeze()
        gc.enable()
        self._send(say="ready", **noted.session_storage())
        threading.Event().wait()

    def handle(self, message: dict[str, Any], payload: bytes) -> None:
        """Handle one frame without blocking, because the next one waits."""
        number, what = message["id"], message["do"]
        if what == "stack":
            stack = fault.of_stack(sys._current_frames().get(self._threads.get(number) or -1))
            draft = self._drafts.get(number)
            self._send(say="stack", id=number, stack=stack, fault=draft.fault if draft else None)
        elif what in ("more", "stop"):
            if response := self._responses.get(number):
                response.resume(what == "more")
        else:
            job = {"request": self._handle_request, "python": self._run_python, "sessions": self._send_sessions}[what]
            threading.Thread(target=self._run_job, args=(job, number, message, payload), daemon=True).start()

    def _run_job(self, job: Callable[..., None], number: int, message: dict[str, Any], payload: bytes) -> None:
        from django.db import connections

        self._threads[number] = threading.get_ident()
        try:
            job(number, message, payload)
        finally:
            self._threads.pop(number, None)
            with contextlib.suppress(Exception):  # a project may have no database that can be closed
                connections.close_all()

    def _send(self, payload: bytes = b"", /, **message: Any) -> None:
        with contextlib.suppress(OSError, ValueError):  # the kernel has ended, and this process soon will
            self._channel.send(payload, **message)

    def _handle_request(self, number: int, message: dict[str, Any], body: bytes) -> None:
        draft = self._drafts[number] = noted.NotedDraft(self._recorder)
        response = self._responses[number] = AppResponse(self._send, number)
        token = current.set(draft)
        try:
            response.run(self._application, _environment(message["environ"], body))
        except BaseException as error:  # sys.exit in a view, too
            draft.fault = fault.of_exception(error)
        finally:
            current.reset(token)
            self._responses.pop(number, None)
            self._drafts.pop(number, None)
        notes = plain_notes.to_plain(draft.notes) if draft.notes else None
        found = {"fault": draft.fault, "refused": draft.refused}
        self._send(response.body, say="end", id=number, notes=notes, **found, **response.head)

    def _run_python(self, number: int, message: dict[str, Any], _: bytes) -> None:
        """Run Python code of a check, and send back what it leaves in `result`."""
        names = dict(message["values"])
        try:
            exec(compile(message["code"], "<check>", "exec"), names)
            self._channel.send(say="end", id=number, result=names.get("result"))
        except BaseException as error:
            self._send(say="end", id=number, fault=fault.of_exception(error))

    def _send_sessions(self, number: int, message: dict[str, Any], _: bytes) -> None:
        self._send(say="end", id=number, rows=noted.stored_sessions())


class AppResponse:
    """The response of the application: sent to the kernel in one frame, or piece by piece if it is streamed."""

    def __init__(self, send: Callable[..., None], number: int) -> None:
        self.head: dict[str, Any] = {}
        self.body = b""
        self._send = send
        self._number = number
        self._may_continue = threading.Semaphore(0)
        self._wanted = True

    def resume(self, wanted: bool) -> None:
        """Continue after the kernel has sent a piece on. wanted: whether the client is still connected."""
        self._wanted = wanted
        self._may_continue.release()

    def run(self, application: Application | None, environ: dict[str, Any]) -> None:
        """Call the application and collect its response. environ: see PEP 3333."""
        assert application is not None  # the kernel asks only after "ready"
        result = application(environ, self._start)
        try:
            if getattr(result, "streaming", False):
                self._stream(result)
            else:
                self.body = b"".join(result)
        finally:
            if hasattr(result, "close"):
                result.close()

    def _stream(self, result: Any) -> None:
        for piece in result:
            self._send(piece, say="piece", id=self._number, **self.head)
            self.head = {}
            self._may_continue.acquire()
            if not self._wanted:
                return

    def _start(self, status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        self.head = {"status": status, "headers": headers}


def _environment(environ: dict[str, Any], body: bytes) -> dict[str, Any]:
    """Return the WSGI environ (PEP 3333), without this process's environment variables."""
    return {
        **environ,
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
