"""The WSGI application of the kernel's server: it forwards each request to the project's process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from classroom.record.exchange import ServerNotes
from classroom.record.recorder import Draft, current
from classroom.workshop import fault, plain_notes
from classroom.workshop.problem import Problem, explain
from classroom.workshop.project_process import FAILED, ProjectError, ProjectProcess
from classroom.workshop.worker import Pending, ProcessGone, Worker

Pairs = list[tuple[str, str]]
KEPT = ("set-cookie", "vary")
"""Headers of a failed response that the page of the problem keeps."""


class Relay:
    """A WSGI application; each call forwards one request. Thread-safe.

    process: the project's.
    """

    def __init__(self, process: ProjectProcess) -> None:
        self._process = process

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterator[bytes]:
        """Returns an iterator, since wsgiref adds a Content-Length to a list, which the project may not have set."""
        draft = current.get()
        assert draft is not None  # the server records every request
        doing = f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}"
        try:
            worker, pending, message, payload = self._send_request(environ, doing)
        except ProjectError as error:
            self._process.note_problem(draft.number, error.problem)
            draft.notes = ServerNotes(error=_in_one_line(error.problem))
            return _page(error, [], start_response)
        if message["say"] == "piece":
            start_response(message["status"], _pairs(message["headers"]))
            return self._stream(worker, pending, draft, payload)
        pending.done()
        problem = self._record(message, draft, doing)
        if problem and message.get("status", FAILED).startswith("500"):
            kept = [pair for pair in _pairs(message.get("headers", [])) if pair[0].lower() in KEPT]
            return _page(ProjectError(FAILED, problem), kept, start_response)
        start_response(message["status"], _pairs(message["headers"]))
        return iter([payload])

    def _send_request(self, environ: dict[str, Any], doing: str) -> tuple[Worker, Pending, dict[str, Any], bytes]:
        """Send the request and wait for the first frame of its response. Raises ProjectError."""
        body = environ["wsgi.input"].read()
        plain = {name: value for name, value in environ.items() if isinstance(value, str) and "." not in name}
        for last in (False, True):
            worker = self._process.ready()
            try:
                pending = worker.ask(body, do="request", environ=plain)
                break
            except ProcessGone:  # it ended before it received this request
                if last:
                    raise self._process.explain_end(worker, doing) from None
        return worker, pending, *self._process.wait(worker, pending, doing)

    def _stream(self, worker: Worker, pending: Pending, draft: Draft, first: bytes) -> Iterator[bytes]:
        """Yield the pieces of a streamed response: the next is requested after the one before was sent."""
        piece = first
        try:
            while True:
                yield piece
                worker.resume(pending, True)
                message, piece = pending.next(self._process.options.timeout)
                if message["say"] == "end":
                    self._record(message, draft, "")
                    return
        except (TimeoutError, ProcessGone):
            draft.remarks.append("The project stopped in the middle of its answer.")
            raise ConnectionAbortedError from None
        finally:
            worker.resume(pending, False)
            pending.done()

    def _record(self, message: dict[str, Any], draft: Draft, doing: str) -> Problem | None:
        """Record the server's notes of a finished response. Returns the problem that replaces the response, or None.

        A refusal by Django itself (no CSRF token) is a problem, too, but Django's page is sent unchanged.
        """
        if message["notes"]:
            draft.notes = plain_notes.from_plain(message["notes"])
        found = message["fault"] or message["refused"]
        problem = explain(fault.from_plain(found), self._process.folder, doing) if found else None
        self._process.note_problem(draft.number, problem)
        if problem is None or not message["fault"]:
            return None
        draft.notes = (draft.notes or ServerNotes())._replace(error=_in_one_line(problem))
        return problem


def _page(error: ProjectError, kept: Pairs, start_response: Callable[..., Any]) -> Iterator[bytes]:
    """Return the problem as a page of plain text, which shows no settings."""
    text = f"{error.problem}\n".encode()
    kind = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(text)))]
    start_response(error.status, [*kind, *kept])
    return iter([text])


def _pairs(plain: list[Any]) -> Pairs:
    return [(str(name), str(value)) for name, value in plain]


def _in_one_line(problem: Problem) -> str:
    return f"{problem.what} ({problem.where})" if problem.where else problem.what
