"""Calls a learner's function that starts an event loop of its own, from a notebook, whose kernel runs one already."""

from __future__ import annotations

import asyncio
import contextvars
import threading
import traceback
import warnings
from collections.abc import Callable
from typing import Any, TypeGuard

from classroom.interrupts import raise_in

POLL_SECONDS = 0.1
"""Seconds after which a thread is looked at again: on Windows nothing interrupts the waiting itself."""


def is_refused_one(error: BaseException | None) -> TypeGuard[RuntimeError]:
    """Whether a function failed because it started an event loop in a thread that runs one, as `asyncio.run` does.

    Source: https://docs.python.org/3/library/asyncio-runner.html#asyncio.run
    """
    return isinstance(error, RuntimeError) and "event loop" in str(error) and _runs_here()


def forget(error: BaseException) -> None:
    """Let go of what the function had begun, without the warning that its coroutine was never awaited."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        traceback.clear_frames(error.__traceback__)


def in_a_thread(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same function, called in a thread of its own, in which no event loop runs.

    An interrupt ends the waiting at once, and the function where Python next can.
    """

    def call(*arguments: Any) -> Any:
        ended: list[tuple[Any, BaseException | None]] = []

        def run() -> None:
            try:
                ended.append((function(*arguments), None))
            except BaseException as error:  # raised again in the thread that waits
                ended.append((None, error))

        # The context, because what it prints belongs below the learner's cell.
        thread = threading.Thread(target=contextvars.copy_context().run, args=(run,), daemon=True)
        try:
            thread.start()  # here, since an interrupt may come before it returns
            while thread.is_alive():
                thread.join(POLL_SECONDS)
        except KeyboardInterrupt:
            if thread.ident is not None:
                raise_in(thread.ident, KeyboardInterrupt)
            raise
        returned, error = ended[0]
        if error is not None:
            raise error
        return returned

    return call


def _runs_here() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
