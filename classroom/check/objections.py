"""The ways in which a check ends without a pass: an objection, or something that kept it from judging."""

from __future__ import annotations

from classroom.record.exchange import Exchange


class NotYet(Exception):
    """Raised by a check: this was expected, that was seen.

    expected, seen: one sentence each, without the task's name.
    exchange: the exchange that `seen` speaks of, if there is one.
    """

    def __init__(self, *, expected: str, seen: str, exchange: Exchange | None = None) -> None:
        super().__init__(f"expected {expected}; seen {seen}")
        self.expected = expected
        self.seen = seen
        self.exchange = exchange


class NotStarted(Exception):
    """The function is still as it was handed out, or does nothing."""


class WrongCall(Exception):
    """What was handed to the check is no function, or takes other arguments. The message is for the learner."""


class Stopped(KeyboardInterrupt):
    """The learner stopped their function. Still an interrupt, so that "Run All" ends too; shown as one kind line."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class CodeError(Exception):
    """The learner's code raised an exception.

    problem: the exception's type and words.
    line, source: where in the learner's own code, and the text of that line.
    file, next: in which file of their project, and what to do; "" where the code is a cell's.
    """

    def __init__(self, problem: str, line: int | None, source: str, file: str = "", next: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.line = line
        self.source = source
        self.file = file
        self.next = next
