"""Stop is put off in `uninterrupted()`, raised in `interruptible()`, and never lost."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

import classroom
from classroom import interrupts
from classroom.interrupts import (
    Stopped,
    ends_uninterrupted,
    interruptible,
    stop_here,
    stoppable,
    uninterrupted,
    wait_for,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="raises POSIX signals")


def press() -> None:
    signal.raise_signal(signal.SIGINT)


@pytest.fixture(autouse=True)
def handler_is_put_back() -> Iterator[None]:
    yield
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_press_is_told_at_the_end_with_what_is_true_then() -> None:
    ran = []
    with pytest.raises(Stopped) as caught, uninterrupted("All was done."):
        press()
        press()
        ran.append("to the end")
    assert ran == ["to the end"]
    assert str(caught.value) == "You pressed stop. All was done."
    assert caught.value._render_traceback_() == ["You pressed stop. All was done."]


def test_a_block_that_was_left_says_what_is_true_then() -> None:
    with (
        pytest.raises(Stopped, match=r"You pressed stop\. Nothing was begun\."),
        uninterrupted(undone="Nothing was begun."),
    ):
        press()
        stop_here()
        raise AssertionError("not reached")


def test_only_the_outermost_block_raises() -> None:
    ran = []
    with pytest.raises(Stopped, match="The outer one"), uninterrupted("The outer one."):
        with uninterrupted("The inner one."):
            press()
        ran.append("after the inner one")
    assert ran


def test_a_press_before_the_block_is_not_counted_in_it() -> None:
    with pytest.raises(KeyboardInterrupt):
        press()
    with uninterrupted():
        stop_here()


def test_an_error_of_the_block_is_the_one_that_is_seen() -> None:
    with pytest.raises(ValueError, match="mine"), uninterrupted():
        press()
        raise ValueError("mine")


def test_what_may_take_long_is_stopped_at_once_and_again_if_it_goes_on() -> None:
    caught = []

    def stubborn() -> str:
        for _ in range(3):
            try:
                press()
            except KeyboardInterrupt:
                caught.append("stop")
        return "its own end"

    with uninterrupted():
        assert interruptible(stubborn) == "its own end"
    assert caught == ["stop"] * 3


def test_a_press_after_the_long_function_is_put_off_again() -> None:
    with pytest.raises(Stopped, match="Cleaned up"), uninterrupted("Cleaned up."):
        try:
            with pytest.raises(KeyboardInterrupt):
                interruptible(press)
        finally:
            press()
            press()


def test_a_press_between_the_blocks_beginning_and_the_long_function_stops_it() -> None:
    ran = []
    with pytest.raises(Stopped), uninterrupted():
        press()
        interruptible(ran.append, "never")
    assert ran == []


def test_blocks_inside_of_the_long_function_put_off_and_then_stop_it() -> None:
    ran = []

    def inside() -> None:
        with uninterrupted():
            press()
            ran.append("the block")
        ran.append("never")

    with pytest.raises(Stopped), uninterrupted():
        interruptible(inside)
    assert ran == ["the block"]


def test_the_ends_of_a_block_are_whole_and_its_body_is_not() -> None:
    steps = []

    @ends_uninterrupted("It ended.", "It was put back.")
    @contextmanager
    def block() -> Iterator[None]:
        press()
        steps.append("begun")
        try:
            yield
        finally:
            press()
            press()
            steps.append("put back")

    with pytest.raises(Stopped, match="It was put back"), block():
        press()
        steps.append("never")
    assert steps == ["begun", "put back"]


def test_in_another_thread_nothing_is_put_off_and_nothing_breaks() -> None:
    ran = []

    def work() -> None:
        with uninterrupted():
            ran.append(interruptible(lambda: "worked"))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert ran == ["worked"]


def test_a_handler_of_another_kind_gets_the_press_afterwards() -> None:
    """A cell that awaits has a handler of ipykernel's."""
    seen: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: seen.append(number))
    try:
        with uninterrupted():
            press()
            assert not seen
        assert seen == [signal.SIGINT]
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_wait_ends_with_a_press_and_leaves_the_condition_free() -> None:
    condition = threading.Condition()
    with pytest.raises(Stopped), uninterrupted(), condition:
        press()
        wait_for(condition, lambda: False, timeout=60)
    assert condition.acquire(blocking=False)
    condition.release()


def test_a_decorated_function_may_call_itself() -> None:
    @uninterrupted()
    def count(number: int) -> int:
        return number and 1 + count(number - 1)

    assert count(5) == 5
    assert not interrupts._pressed


@pytest.mark.parametrize("name", [name for name in classroom.__all__ if name != "CourseError"])
def test_a_press_in_a_function_of_the_front_door_shows_no_frames(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"classroom.cells.{name}.{name}", press)
    with pytest.raises(Stopped, match="You pressed stop") as caught:
        getattr(classroom, name)()
    assert len(caught.value._render_traceback_()) == 1


def test_a_press_while_the_clock_is_turned_or_a_drawing_collects_its_exchanges() -> None:
    class Presses(int):
        def __mul__(self, other: int) -> int:
            press()
            return int(self) * other

    from classroom.site.clock import Clock

    clock = Clock()
    with pytest.raises(Stopped, match="The clock had been turned by then"):
        clock.turn(seconds=Presses(3))
    clock.set_back()

    def presses() -> Iterator[Any]:
        press()
        yield

    for draw in (classroom.show, classroom.ladder, classroom.onion):
        with pytest.raises(Stopped):
            draw(presses())


def test_a_block_around_what_only_looks_says_what_is_true() -> None:
    with pytest.raises(Stopped, match="Nothing was judged"), uninterrupted(undone="Nothing was judged."):
        interruptible(stoppable(press))


def test_after_a_long_function_that_failed_stop_is_put_off_again_and_the_next_one_can_be_stopped() -> None:
    def fails() -> None:
        raise ValueError("its own")

    with pytest.raises(Stopped), uninterrupted():
        with pytest.raises(ValueError, match="its own"):
            interruptible(fails)
        assert signal.getsignal(signal.SIGINT) is interrupts._note
        interruptible(press)
        raise AssertionError("not reached")


def test_a_press_is_for_the_main_thread_alone() -> None:
    raised: list[BaseException] = []

    def work() -> None:
        try:
            stop_here()
        except BaseException as error:
            raised.append(error)

    with pytest.raises(Stopped), uninterrupted():
        press()
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        assert not raised
        stop_here()
        raise AssertionError("not reached")


def test_a_block_whose_beginning_fails_leaves_stop_as_it_was() -> None:
    @ends_uninterrupted("It ended.", "It was put back.")
    @contextmanager
    def block() -> Iterator[None]:
        raise ValueError("its own")
        yield

    with pytest.raises(ValueError, match="its own"), block():
        raise AssertionError("not reached")
    with pytest.raises(KeyboardInterrupt):
        press()


@pytest.mark.parametrize("waits_for", ["readers", "a writer"])
def test_a_press_ends_a_wait_for_the_lock_of_the_site_or_is_told_after_it(waits_for: str) -> None:
    """It ends no wait in which the learner's rows are put back; and never is the lock left held."""
    from classroom.site.read_write_lock import ReadWriteLock

    lock = ReadWriteLock()
    reached: list[bool] = []
    lock._readers, lock._writing = waits_for == "readers", waits_for == "a writer"
    with pytest.raises(Stopped, match="nothing"), uninterrupted("all", "nothing"):
        press()
        with lock.exclusive(60):
            reached.append(True)
    assert reached == [] and lock._writing == (waits_for == "a writer")
    with pytest.raises(Stopped, match="all"), uninterrupted("all", "nothing"):
        press()
        with lock.exclusive(0.05, stoppable=False) as drained:
            reached.append(drained)
    assert reached == [waits_for != "readers"] and not lock._writing


def test_a_press_does_not_end_the_wait_of_what_has_to_be_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """At the end of an aside a press would otherwise take the learner's rows."""
    from classroom.site.live_site import open_site

    site, reached = open_site(), list[bool]()
    monkeypatch.setattr("classroom.site.live_site.RESET_TIMEOUT", 0.05)
    site._server.lock._readers += 1  # a request that does not end
    try:
        for force, told in ((False, "nothing"), (True, "all")):
            with pytest.raises(Stopped, match=told), uninterrupted("all", "nothing"):
                press()
                with site._exclusive(force=force, give_back=False):
                    reached.append(force)
    finally:
        site._server.lock._readers -= 1
    assert reached == [True]
