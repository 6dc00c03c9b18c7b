"""Exceptions that end a check without a pass: an objection, or the reason why it could not judge."""

from __future__ import annotations

from classroom.record.exchange import Exchange


class NotYet(Exception):
    """Raised by a check whose expectation was not met.

    expected, seen: one sentence each, without the task's name.
    exchange: the exchange that `seen` is about, if there is one.
    """

    def __init__(self, *, expected: str, seen: str, exchange: Exchange | None = None) -> None:
        super().__init__(f"expected {expected}; seen {seen}")
        self.expected = expected
        self.seen = seen
        self.exchange = exchange


class NotStarted(Exception):
    """The function still has its placeholder, or an empty body."""


class WrongCall(Exception):
    """The check was given no function, or one with other arguments. The message is for the learner."""


class CodeError(Exception):
    """The learner's code raised an exception.

    problem: the exception's type and message.
    line, source: the number and the text of the line in the learner's own code.
    file, next: the file of their project, and what to do; "" where the code is in a cell.
    """

    def __init__(self, problem: str, line: int | None, source: str, file: str = "", next: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.line = line
        self.source = source
        self.file = file
        self.next = next
