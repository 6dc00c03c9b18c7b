"""The WSGI application of the kernel's server: it forwards each request to the project's process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from wsgiref.util import request_uri

from classroom.record.exchange import ServerNotes
from classroom.record.recorder import Draft, current
from classroom.workshop import fault, plain_notes
from classroom.workshop.problem import Problem, explain, of_answer
from classroom.workshop.project_process import FAILED, ProjectError, ProjectProcess
from classroom.workshop.redirects import Redirects
from classroom.workshop.wire import Pairs, Unfit, misread, unfit
from classroom.workshop.worker import Pending, ProcessGone, Worker

KEPT = ("set-cookie", "vary")
"""Headers of a failed response that the page of the problem keeps."""


class Relay:
    """A WSGI application; each call forwards one request. Thread-safe.

    process: the project's.
    """

    def __init__(self, process: ProjectProcess) -> None:
        self._process = process
        self._redirects = Redirects()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterator[bytes]:
        """Returns an iterator, since wsgiref adds a Content-Length to a list, which the project may not have set."""
        draft = current.get()
        assert draft is not None  # the server records every request
        doing = f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}"
        try:
            worker, pending, message, payload = self._send_request(environ, doing)
        except ProjectError as error:
            self._process.latest = error.problem
            draft.notes = ServerNotes(error=_in_one_line(error.problem))
            return _page(error, [], start_response)
        if message["say"] == "piece":
            if found := unfit(message["status"], _pairs(message["headers"]), None, environ["REQUEST_METHOD"]):
                worker.resume(pending, False)
                pending.done()
                return self._refuse(found, draft, doing, start_response)
            start_response(message["status"], _pairs(message["headers"]))
            return self._stream(worker, pending, draft, payload, _header(message, "content-length"), doing)
        pending.done()
        problem = self._record(message, draft, doing)
        if problem and message.get("status", FAILED).startswith("500"):
            pairs = [pair for pair in _pairs(message.get("headers", [])) if pair[0].lower() in KEPT]
            kept = [pair for pair in pairs if not unfit(FAILED, [pair], None, "GET")]
            return _page(ProjectError(FAILED, problem), kept, start_response)
        status, headers = message["status"], _pairs(message["headers"])
        if found := unfit(status, headers, len(payload), environ["REQUEST_METHOD"]):
            return self._refuse(found, draft, doing, start_response)
        way = environ["REQUEST_METHOD"], request_uri(environ), status, _header(message, "location")
        if circle := self._redirects.circle(*way):
            self._process.latest = of_answer(circle, _view_of(draft), self._process.folder, doing)
        start_response(status, headers)
        return iter([payload])

    def _refuse(self, found: Unfit, draft: Draft, doing: str, start_response: Callable[..., Any]) -> Iterator[bytes]:
        """Return the page that tells why an answer cannot be sent."""
        problem = of_answer(found, _view_of(draft), self._process.folder, doing)
        self._process.latest = problem
        draft.notes = (draft.notes or ServerNotes())._replace(error=_in_one_line(problem))
        return _page(ProjectError(FAILED, problem), [], start_response)

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

    def _stream(
        self, worker: Worker, pending: Pending, draft: Draft, piece: bytes, length: str, doing: str
    ) -> Iterator[bytes]:
        """Yield the pieces of a streamed response: the next is requested after the one before was sent.

        length: its Content-Length; "" where it has none.
        """
        sent = 0
        try:
            while True:
                sent += len(piece)
                yield piece
                worker.resume(pending, True)
                message, piece = self._process.wait(worker, pending, doing)
                if message["say"] == "end":
                    if not self._record(message, draft, doing) and length and (found := misread(length, sent)):
                        self._process.latest = of_answer(found, _view_of(draft), self._process.folder, doing)
                    return
        except ProjectError as error:
            self._process.latest = error.problem
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
        self._process.latest = problem
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


def _header(message: dict[str, Any], wanted: str) -> str:
    """The value of a header of a response; "" where it has none. wanted: its name, in lower case."""
    return next((value for name, value in _pairs(message["headers"]) if name.lower() == wanted), "")


def _view_of(draft: Draft) -> str:
    """The dotted name of the view that answered; "" if none did."""
    return str(draft.notes.view or "") if draft.notes else ""


def _pairs(plain: list[Any]) -> Pairs:
    return [(str(name), str(value)) for name, value in plain]


def _in_one_line(problem: Problem) -> str:
    return f"{problem.what} ({problem.where})" if problem.where else problem.what
