"""The WSGI application that the kernel's server sees: it hands each request to the project's process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from classroom.record.exchange import ServerNotes
from classroom.record.recorder import Draft, current
from classroom.workshop import fault, plain_notes
from classroom.workshop.problem import Problem, explain
from classroom.workshop.project_process import FAILED, ProjectProcess, Trouble
from classroom.workshop.worker import Pending, ProcessGone, Worker

Pairs = list[tuple[str, str]]
KEPT = ("set-cookie", "vary")
"""Headers of a failed answer that its page keeps."""


class Relay:
    """Answers one request at a call; many may be under way."""

    def __init__(self, process: ProjectProcess) -> None:
        self._process = process

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterator[bytes]:
        """Returns an iterator, never a list: nobody shall guess a length that the project did not name."""
        draft = current.get()
        assert draft is not None  # the server records every request
        doing = f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}"
        try:
            worker, pending, message, payload = self._begin(environ, doing)
        except Trouble as trouble:
            self._process.latest = trouble.problem
            draft.notes = ServerNotes(error=_in_one_line(trouble.problem))
            return _page(trouble, [], start_response)
        if message["say"] == "piece":
            start_response(message["status"], _pairs(message["headers"]))
            return self._pass_on(worker, pending, draft, payload)
        pending.done()
        problem = self._keep(message, draft, doing)
        if problem and message.get("status", FAILED).startswith("500"):
            kept = [pair for pair in _pairs(message.get("headers", [])) if pair[0].lower() in KEPT]
            return _page(Trouble(FAILED, problem), kept, start_response)
        start_response(message["status"], _pairs(message["headers"]))
        return iter([payload])

    def _begin(self, environ: dict[str, Any], doing: str) -> tuple[Worker, Pending, dict[str, Any], bytes]:
        """Hand the request over and wait for the first frame of its answer. Raises Trouble."""
        body = environ["wsgi.input"].read()
        plain = {name: value for name, value in environ.items() if isinstance(value, str) and "." not in name}
        for last in (False, True):
            worker = self._process.ready()
            try:
                pending = worker.ask(body, do="request", environ=plain)
                break
            except ProcessGone:  # it ended since it was looked at, and knows nothing of this request
                if last:
                    raise self._process.ended(worker, doing) from None
        return worker, pending, *self._process.wait(worker, pending, doing)

    def _pass_on(self, worker: Worker, pending: Pending, draft: Draft, first: bytes) -> Iterator[bytes]:
        """A streamed answer: the next piece is asked for when the one before has left."""
        piece = first
        try:
            while True:
                yield piece
                worker.go_on(pending, True)
                message, piece = pending.next(self._process.orders.patience)
                if message["say"] == "end":
                    self._keep(message, draft, "")
                    return
        except (TimeoutError, ProcessGone):
            draft.remarks.append("The project stopped in the middle of its answer.")
            raise ConnectionAbortedError from None
        finally:
            worker.go_on(pending, False)
            pending.done()

    def _keep(self, message: dict[str, Any], draft: Draft, doing: str) -> Problem | None:
        """Keep the server's side of a finished answer. Returns the fault that it showed.

        What Django itself refused (no CSRF token) is a problem to be told, and its page goes out as it is.
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


def _page(trouble: Trouble, kept: Pairs, start_response: Callable[..., Any]) -> Iterator[bytes]:
    """The problem as a page of plain text: it teaches, and shows no settings."""
    text = f"{trouble.problem}\n".encode()
    kind = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(text)))]
    start_response(trouble.status, [*kind, *kept])
    return iter([text])


def _pairs(plain: list[Any]) -> Pairs:
    return [(str(name), str(value)) for name, value in plain]


def _in_one_line(problem: Problem) -> str:
    return f"{problem.what} ({problem.where})" if problem.where else problem.what
