"""The channel to a project's process: whole frames, plain values, and an end to whoever sends what is none."""

from __future__ import annotations

import io
import json
import pickle
import threading

import pytest

from classroom.workshop.channel import LENGTHS, Channel


def frame(head: bytes, payload: bytes = b"") -> bytes:
    return LENGTHS.pack(len(head), len(payload)) + head + payload


def received(data: bytes, most: int = 1_000) -> object:
    return Channel(io.BytesIO(data), io.BytesIO(), most).receive()


def test_a_frame_arrives_as_it_was_sent() -> None:
    pipe = io.BytesIO()
    Channel(io.BytesIO(), pipe).send(b"\0bytes\xff", say="게시판", number=3, nothing=None)
    pipe.seek(0)
    channel = Channel(pipe, io.BytesIO())
    assert channel.receive() == ({"say": "게시판", "number": 3, "nothing": None}, b"\0bytes\xff")
    assert channel.receive() is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0",
        LENGTHS.pack(5, 0) + b"{",
        frame(b"no json"),
        frame(b"[1, 2]"),
        frame(b"\xff\xfe"),
        frame(b"[" * 900),
        frame(pickle.dumps({"say": "ready"})),
        b"GET / HTTP/1.1\r\n\r\n",
    ],
)
def test_what_is_no_frame_ends_the_channel(data: bytes) -> None:
    assert received(data) is None


def test_a_frame_that_is_too_deep_for_the_parser_ends_it() -> None:
    assert Channel(io.BytesIO(frame(b"[" * 200_000)), io.BytesIO(), 1_000_000).receive() is None


@pytest.mark.parametrize(("head", "payload"), [(990, 0), (20, 990), (2**32 - 1, 0), (0, 2**32 - 1)])
def test_a_frame_that_is_too_long_ends_it_before_it_is_read(head: int, payload: int) -> None:
    class Pipe(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            asked.append(size or 0)
            return super().read(size)

    asked: list[int] = []
    text = json.dumps({"say": "x"}).encode().ljust(min(head, 2_000))
    data = LENGTHS.pack(head, payload) + text + b"y" * min(payload, 2_000)
    assert Channel(Pipe(data), io.BytesIO(), 1_000).receive() is None or head + payload <= 1_000
    assert max(asked) <= 1_000


def test_two_threads_that_send_do_not_mix_their_frames() -> None:
    class SlowPipe(io.BytesIO):
        """Gives another thread its chance in the middle of a frame."""

        def write(self, data: object) -> int:
            written.append("begin")
            if len(written) == 1:
                other.start()
                other.join(0.1)
            return 0

        def flush(self) -> None:
            written.append("end")

    written: list[str] = []
    channel = Channel(io.BytesIO(), SlowPipe())
    other = threading.Thread(target=channel.send, kwargs={"say": "two"})
    channel.send(say="one")
    other.join(30)
    assert written == ["begin", "end"] * 2
