"""The stop button: put off while something is being changed, and delivered once all is sound again.

Stop sends SIGINT, and Python then raises KeyboardInterrupt between any two instructions of the main thread: in a
`finally` too, and between taking a lock and the block that frees it. No order of statements is safe from that. So
whatever must not be cut in half runs in `uninterrupted()`, where a press is only noted; what may take long in it (the
learner's own function, a wait for a process) runs by `interruptible()`, where a press is raised at once. A `with`
block of which only the beginning and the end must be whole has `ends_uninterrupted()`. All of them do nothing in other
threads, which no signal reaches.
Source: https://docs.python.org/3/library/signal.html#note-on-signal-handlers-and-exceptions
"""

from __future__ import annotations

import functools
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ContextDecorator
from types import FrameType, TracebackType
from typing import Any, Generic, Literal, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

SLICE = 0.05
"""Seconds of a wait between two looks whether stop was pressed."""

_pressed = False


class Stopped(KeyboardInterrupt):
    """Stop was pressed. A KeyboardInterrupt, so that "Run All" ends too; shown as its text, without a traceback."""

    def _render_traceback_(self) -> list[str]:
        """Return the lines that IPython prints in place of a traceback (its hook for exceptions)."""
        return str(self).splitlines()


class uninterrupted(ContextDecorator):
    """Put off stop until the end of a block, or of a function that this decorates. Blocks may lie in each other.

    done: what is true where the block ran to its end although stop was pressed. undone: what is true where it was left
    before, by `stop_here()` or by a press in `interruptible()`. Both are sentences for the learner, and may be set in
    the block. The outermost block raises `Stopped` with one of them.
    """

    def __init__(self, done: str = "It had run to its end.", undone: str = "Nothing was changed.") -> None:
        self.done = done
        self.undone = undone
        self._before: Any = None
        self._entered = False

    def _recreate_cm(self) -> uninterrupted:
        return uninterrupted(self.done, self.undone)  # each call of a decorated function has a block of its own

    @property
    def is_outermost(self) -> bool:
        """Whether a press is put off from this block on, and not from one around it."""
        return self._entered and self._before is not _note

    def __enter__(self) -> uninterrupted:
        global _pressed
        if threading.current_thread() is threading.main_thread():
            if signal.getsignal(signal.SIGINT) is not _note:
                _pressed = False
            self._before = signal.signal(signal.SIGINT, _note)
            self._entered = True
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> Literal[False]:
        global _pressed
        if not self._entered:
            return False
        # A handler that was not set from Python reads None, and cannot be put back.
        signal.signal(signal.SIGINT, self._before or signal.default_int_handler)
        if not self.is_outermost:
            return False
        pressed, _pressed = _pressed, False
        if kind is KeyboardInterrupt:
            raise Stopped(f"You pressed stop. {self.undone}") from None
        if pressed and kind is None:
            if self._before is not signal.default_int_handler:
                signal.raise_signal(signal.SIGINT)  # the handler of this place decides: a cell that awaits has another
            else:
                raise Stopped(f"You pressed stop. {self.done}")
        return False


def stoppable(function: Callable[P, T]) -> Callable[P, T]:
    """Decorate a function that only looks, and may be left anywhere: a press in it raises `Stopped`.

    So the learner sees a sentence in place of the frames. Within `uninterrupted()` the block around it says more.
    """

    @functools.wraps(function)
    def called(*arguments: P.args, **named: P.kwargs) -> T:
        try:
            return function(*arguments, **named)
        except Stopped:
            raise
        except KeyboardInterrupt:
            if signal.getsignal(signal.SIGINT) in (_note, _raise_inside):
                raise
            raise Stopped("You pressed stop. Run the cell again when you like.") from None

    return called


def interruptible(function: Callable[..., T], *arguments: Any, **named: Any) -> T:
    """Call a function for which stop is not put off, within `uninterrupted()`.

    Returns what it returns. Raises what it raises, and KeyboardInterrupt where stop is pressed meanwhile.
    """
    if threading.current_thread() is not threading.main_thread() or signal.getsignal(signal.SIGINT) is not _note:
        return function(*arguments, **named)
    signal.signal(signal.SIGINT, _raise_inside)
    try:
        return _called(function, arguments, named)
    finally:
        signal.signal(signal.SIGINT, _note)


def ends_uninterrupted(
    done: str, undone: str
) -> Callable[[Callable[P, AbstractContextManager[T]]], Callable[P, AbstractContextManager[T]]]:
    """Decorate a function that returns a context manager: its beginning and its end are then not interrupted.

    The body of the block is, unless the block lies in `uninterrupted()`. done, undone: as there.
    """

    def decorate(function: Callable[P, AbstractContextManager[T]]) -> Callable[P, AbstractContextManager[T]]:
        @functools.wraps(function)
        def manager(*arguments: P.args, **named: P.kwargs) -> AbstractContextManager[T]:
            return _Ends(function(*arguments, **named), uninterrupted(done, undone))

        return manager

    return decorate


class _Ends(AbstractContextManager[T], Generic[T]):
    """The context manager that `ends_uninterrupted` makes of another."""

    def __init__(self, block: AbstractContextManager[T], ends: uninterrupted) -> None:
        self._block = block
        self._ends = ends

    def __enter__(self) -> T:
        self._ends.__enter__()
        try:
            value = self._block.__enter__()
        except BaseException:
            self._ends.__exit__(*sys.exc_info())
            raise
        if self._ends.is_outermost:
            signal.signal(signal.SIGINT, _raise_in_body)
        return value

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        if self._ends.is_outermost:
            signal.signal(signal.SIGINT, _note)
        try:
            return self._block.__exit__(kind, error, trace)
        finally:
            self._ends.__exit__(kind, error, trace)


def raise_in(thread: int, kind: type[BaseException]) -> None:
    """Raise an exception in another thread, at its next instruction; a call of C code goes on until it returns.

    thread: its identifier; nothing happens where it has ended. kind: the exception's class.
    Source: https://docs.python.org/3/c-api/threads.html#c.PyThreadState_SetAsyncExc
    """
    import ctypes  # here: hardly ever needed, and a part of every start otherwise

    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(kind))


def stop_here() -> None:
    """Raise KeyboardInterrupt if stop was pressed since `uninterrupted()` began: for a point at which all is sound."""
    global _pressed
    if _pressed and threading.current_thread() is threading.main_thread():
        _pressed = False
        raise KeyboardInterrupt


def wait_for(condition: threading.Condition, holds: Callable[[], bool], timeout: float) -> bool:
    """Wait as `Condition.wait_for` does, and raise KeyboardInterrupt within SLICE seconds once stop is pressed.

    condition: held by the caller, and still held when this ends. timeout: in seconds. Returns whether it holds.
    """
    until = time.monotonic() + timeout
    while not (held := holds()) and (left := until - time.monotonic()) > 0:
        stop_here()
        condition.wait(min(left, SLICE))
    return held


def _note(signum: int, frame: FrameType | None) -> None:
    global _pressed
    _pressed = True


def _raise_inside(signum: int, frame: FrameType | None) -> None:
    """Raise where the press came inside of the function that `interruptible` called; before and after it, note it."""
    while frame is not None and frame.f_code is not _called.__code__:
        frame = frame.f_back
    if frame is None:
        _note(signum, frame)
    else:
        raise KeyboardInterrupt


def _raise_in_body(signum: int, frame: FrameType | None) -> None:
    """Raise in the body of a block; note a press that comes while its beginning or its end is called."""
    while frame is not None and frame.f_code not in (_Ends.__enter__.__code__, _Ends.__exit__.__code__):
        frame = frame.f_back
    if frame is None:
        raise KeyboardInterrupt
    _note(signum, frame)


def _called(function: Callable[..., T], arguments: tuple[Any, ...], named: dict[str, Any]) -> T:
    stop_here()
    return function(*arguments, **named)
