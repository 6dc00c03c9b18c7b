"""What the serving process does with each frame: answers a request, says where a thread is, runs a piece of a check."""

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


class Answering:
    """Answers what the kernel asks, each in a thread of its own.

    orders: see `worker.Orders`.
    """

    def __init__(self, channel: Channel, orders: dict[str, Any]) -> None:
        self._channel = channel
        self._orders = orders
        self._recorder = Recorder()
        self._application: Application | None = None
        self._threads: dict[int, int | None] = {0: threading.main_thread().ident}
        self._answers: dict[int, Reply] = {}
        noted.install()
        if orders["own_database"]:
            noted.keep_databases_in(orders["folder"], orders["own_database"])

    def run(self, address: str, port: int, application: Application, *_: Any, **__: Any) -> None:
        """Stand in for `django.core.servers.basehttp.run`: answer the kernel instead of a socket, for ever.

        Django calls it once the project is loaded and its system checks are through.
        """
        from django.core.management import call_command
        from django.db import connections

        for command in self._orders["prepare"]:
            call_command(command, verbosity=0)
        if self._orders["cheap_passwords"]:
            from django.contrib.auth.hashers import PBKDF2PasswordHasher

            PBKDF2PasswordHasher.iterations = 1000
        connections.close_all()
        noted.note_refusals()
        self._application = application
        gc.freeze()
        gc.enable()
        self._send(say="ready", **noted.where_sessions_lie())
        threading.Event().wait()

    def take(self, message: dict[str, Any], payload: bytes) -> None:
        """Deal with one frame; quickly, because the next one waits."""
        number, what = message["id"], message["do"]
        if what == "where":
            stack = fault.of_stack(sys._current_frames().get(self._threads.get(number) or -1))
            self._send(say="where", id=number, stack=stack)
        elif what in ("more", "stop"):
            if answer := self._answers.get(number):
                answer.go_on(what == "more")
        else:
            job = {"request": self._answer, "python": self._python, "sessions": self._sessions}[what]
            threading.Thread(target=self._work, args=(job, number, message, payload), daemon=True).start()

    def _work(self, job: Callable[..., None], number: int, message: dict[str, Any], payload: bytes) -> None:
        from django.db import connections

        self._threads[number] = threading.get_ident()
        try:
            job(number, message, payload)
        finally:
            self._threads.pop(number, None)
            with contextlib.suppress(Exception):  # a project may have no database that can be closed
                connections.close_all()

    def _send(self, payload: bytes = b"", /, **message: Any) -> None:
        with contextlib.suppress(OSError, ValueError):  # the kernel is gone, and soon this process
            self._channel.send(payload, **message)

    def _answer(self, number: int, message: dict[str, Any], body: bytes) -> None:
        draft = noted.NotedDraft(self._recorder)
        answer = self._answers[number] = Reply(self._send, number)
        token = current.set(draft)
        try:
            answer.give(self._application, _environment(message["environ"], body))
        except BaseException as error:  # sys.exit in a view, too
            draft.fault = fault.of_exception(error)
        finally:
            current.reset(token)
            self._answers.pop(number, None)
        notes = plain_notes.to_plain(draft.notes) if draft.notes else None
        found = {"fault": draft.fault, "refused": draft.refused}
        self._send(answer.body, say="end", id=number, notes=notes, **found, **answer.head)

    def _python(self, number: int, message: dict[str, Any], _: bytes) -> None:
        """Run a piece of Python of a check; what it leaves in `result` goes back."""
        names = dict(message["values"])
        try:
            exec(compile(message["code"], "<check>", "exec"), names)
            self._channel.send(say="end", id=number, result=names.get("result"))
        except BaseException as error:
            self._send(say="end", id=number, fault=fault.of_exception(error))

    def _sessions(self, number: int, message: dict[str, Any], _: bytes) -> None:
        self._send(say="end", id=number, rows=noted.stored_sessions())


class Reply:
    """The response of the application: a usual one goes back whole, a streamed one piece by piece."""

    def __init__(self, send: Callable[..., None], number: int) -> None:
        self.head: dict[str, Any] = {}
        self.body = b""
        self._send = send
        self._number = number
        self._may_go_on = threading.Semaphore(0)
        self._wanted = True

    def go_on(self, wanted: bool) -> None:
        """The kernel has passed the last piece on. wanted: whether the client is still there."""
        self._wanted = wanted
        self._may_go_on.release()

    def give(self, application: Application | None, environ: dict[str, Any]) -> None:
        """Let the application answer."""
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
            self._may_go_on.acquire()
            if not self._wanted:
                return

    def _start(self, status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        self.head = {"status": status, "headers": headers}


def _environment(environ: dict[str, Any], body: bytes) -> dict[str, Any]:
    """What a WSGI server hands to an application (PEP 3333), without this process's environment in it."""
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
