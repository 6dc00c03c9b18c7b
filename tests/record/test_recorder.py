"""The recorder: complete, in order, bounded."""

from __future__ import annotations

import threading

from classroom.record.recorder import BODY_LIMIT, Recorder


def keep(recorder: Recorder, response: bytes = b"HTTP/1.1 200 OK\r\n\r\n") -> None:
    draft = recorder.begin(connection=1, client_port=40000)
    draft.head = b"GET / HTTP/1.1\r\n\r\n"
    draft.sent(response)
    recorder.finish(draft)


def test_exchanges_stand_in_the_order_in_which_they_began() -> None:
    recorder = Recorder()
    first, second = (recorder.begin(1, 40000) for _ in range(2))
    recorder.finish(second)
    recorder.finish(first)
    assert [each.number for each in recorder.exchanges()] == [1, 2]


def test_a_reader_waits_for_a_request_under_way() -> None:
    recorder = Recorder()
    draft = recorder.begin(1, 40000)
    threading.Timer(0.05, recorder.finish, [draft]).start()
    assert len(recorder.exchanges()) == 1


def test_a_reader_does_not_wait_for_ever() -> None:
    recorder = Recorder()
    recorder.begin(1, 40000)
    assert recorder.exchanges(timeout=0.01) == ()


def test_who_reads_one_clients_exchanges_does_not_wait_for_another_client() -> None:
    recorder, found = Recorder(), []
    recorder.finish(recorder.begin(1, 40000))
    recorder.begin(2, 40001)  # never ends
    reader = threading.Thread(
        target=lambda: found.extend(recorder.exchanges(timeout=3600, client_port=40000)), daemon=True
    )
    reader.start()
    reader.join(30)
    assert [each.client_port for each in found] == [40000]
    assert recorder.exchanges(timeout=0.01, client_port=40001) == ()


def test_the_oldest_are_dropped_by_number_and_by_size() -> None:
    few = Recorder(most=3)
    for _ in range(5):
        keep(few)
    assert [each.number for each in few.exchanges()] == [3, 4, 5]
    small = Recorder(most_bytes=1000)
    for _ in range(5):
        keep(small, b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 400)
    assert [each.number for each in small.exchanges()] == [4, 5]


def test_a_long_body_is_counted_and_cut() -> None:
    recorder = Recorder()
    keep(recorder, b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * (BODY_LIMIT + 100_000))
    (one,) = recorder.exchanges()
    assert one.response.body_length == BODY_LIMIT + 100_000
    assert len(one.response.body) == BODY_LIMIT
    assert one.response.cut


def test_a_response_without_an_end_is_kept_in_bounded_memory() -> None:
    draft = Recorder().begin(1, 40000)
    for _ in range(100):
        draft.sent(b"x" * 100_000)
    assert draft.response_length == 10_000_000
    assert len(draft.response) <= BODY_LIMIT + 65_536


def test_clear_counts_from_one_and_drops_what_began_before() -> None:
    recorder = Recorder()
    keep(recorder)
    late = recorder.begin(1, 40000)
    recorder.clear()
    recorder.finish(late)
    assert recorder.exchanges() == ()
    keep(recorder)
    assert recorder.exchanges()[0].number == 1


def test_a_reader_is_woken_by_what_is_kept_and_by_what_is_dropped() -> None:
    recorder = Recorder()
    assert recorder.wait_for_change(0, timeout=0.01) == 0
    threading.Timer(0.05, keep, [recorder]).start()
    assert recorder.wait_for_change(0, timeout=5) == 1
    recorder.clear()
    assert recorder.wait_for_change(1, timeout=5) == 2, "a change before the call counts too"


def test_after_clearing_there_is_room_for_as_much_as_before() -> None:
    recorder = Recorder(most_bytes=1000)
    for _ in range(10):
        keep(recorder, b"HTTP/1.1 200 OK\r\n\r\n" + bytes(200))
    recorder.clear()
    for _ in range(3):
        keep(recorder, b"HTTP/1.1 200 OK\r\n\r\n" + bytes(200))
    assert [each.number for each in recorder.exchanges()] == [1, 2, 3]


def test_an_exchange_that_is_ended_twice_is_kept_once_as_it_was_at_first() -> None:
    """The watchdog ends it where the view goes on, and the view's thread does so later."""
    recorder = Recorder()
    draft = recorder.begin(1, 40000)
    draft.sent(b"HTTP/1.1 500 Given up\r\n\r\n")
    last_byte = draft.finished
    recorder.finish(draft)
    (kept,) = recorder.exchanges()
    draft.sent(b"too late")
    recorder.finish(draft)
    assert recorder.exchanges() == (kept,) and recorder.wait_for_change(1, timeout=0) == 1
    assert kept.milliseconds == (last_byte - draft.begun) * 1000


def test_the_latest_exchange_is_kept_however_large_it_is() -> None:
    recorder = Recorder(most_bytes=10)
    for number in (1, 2):
        keep(recorder)
        assert [each.number for each in recorder.exchanges()] == [number]


def test_a_copy_has_the_same_limits_and_goes_on_where_the_first_was() -> None:
    recorder = Recorder(most_bytes=1000)
    for _ in range(3):
        keep(recorder, b"HTTP/1.1 200 OK\r\n\r\n" + bytes(200))
    recorder.begin(1, 40000)  # never ends
    other = recorder.copy()
    assert other.exchanges(timeout=3600) == recorder.exchanges(timeout=0.01)
    for _ in range(2):
        keep(other, b"HTTP/1.1 200 OK\r\n\r\n" + bytes(200))
    assert [each.number for each in other.exchanges()] == [2, 3, 5, 6]
    assert [each.number for each in recorder.exchanges(timeout=0.01)] == [1, 2, 3]
