"""A function that starts an event loop of its own is checked in a kernel, which runs one already."""

from __future__ import annotations

import _thread
import asyncio
import contextvars
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from classroom.check.event_loop import in_a_thread, is_refused_one
from classroom.check.objections import CodeError
from classroom.check.work import Work
from classroom.interrupts import Stopped

pytestmark = pytest.mark.filterwarnings("error")


@contextmanager
def aside() -> Iterator[Any]:
    yield SimpleNamespace(url="http://127.0.0.1", exchanges=(), sessions=())


def call(function: Callable[..., Any]) -> Any:
    """Check a function while a loop runs in this thread; what it returned."""

    async def kernel() -> Any:
        signal.signal(signal.SIGINT, signal.default_int_handler)  # as ipykernel does while a cell runs
        return Work(function, ("url",), aside, Random(1)).call().returned

    return asyncio.run(kernel())


async def main(url: str) -> tuple[str, bool]:
    await asyncio.sleep(0)
    return url, threading.current_thread() is threading.main_thread()


def test_it_runs_in_a_thread_without_a_loop_and_only_where_it_has_to() -> None:
    assert call(lambda url: asyncio.run(main(url))) == ("http://127.0.0.1", False)
    assert call(lambda url: threading.current_thread() is threading.main_thread()) is True


def test_its_own_errors_are_told() -> None:
    async def fails() -> None:
        raise KeyError("lost")

    def answer(url: str) -> None:
        asyncio.run(fails())

    with pytest.raises(CodeError, match="KeyError: 'lost'") as raised:
        call(answer)
    assert raised.value.source == 'raise KeyError("lost")'

    def another(url: str) -> None:
        raise RuntimeError("no event loop is in this sentence for its own sake")

    with pytest.raises(CodeError, match="for its own sake"):
        call(another)


def test_an_interrupt_reaches_it() -> None:
    ended = threading.Event()

    async def waits() -> None:
        try:
            _thread.interrupt_main()
            while True:  # without an await: asyncio may lose a step when it is interrupted between two
                time.sleep(0.001)
        finally:
            ended.set()

    with pytest.raises(Stopped):
        call(lambda url: asyncio.run(waits()))
    assert ended.wait(60)


@pytest.mark.parametrize("error", [SystemExit(3), GeneratorExit(), ValueError("its own")])
def test_whatever_ends_it_in_its_thread_is_raised_where_it_is_waited_for(error: BaseException) -> None:
    def ends() -> None:
        raise error

    with pytest.raises(type(error)) as raised:
        in_a_thread(ends)()
    assert raised.value is error


def test_its_thread_knows_what_the_cell_has_set_and_ends_with_the_kernel() -> None:
    where: contextvars.ContextVar[str] = contextvars.ContextVar("where", default="nowhere")
    where.set("below the cell")
    assert in_a_thread(lambda: (where.get(), threading.current_thread().daemon))() == ("below the cell", True)


def test_only_a_loop_of_its_own_is_run_in_a_thread() -> None:
    refused = RuntimeError("asyncio.run() cannot be called from a running event loop")

    async def kernel() -> list[bool]:
        return [is_refused_one(each) for each in (refused, RuntimeError("x"), ValueError("event loop"), None)]

    assert asyncio.run(kernel()) == [True, False, False, False]
    assert not is_refused_one(refused), "no loop runs here: it is about another one"
