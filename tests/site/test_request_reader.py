"""Reading a request whole: what is refused, and with which status."""

from __future__ import annotations

import io

import pytest

from classroom.site.request_head import BadRequest, read_field_line
from classroom.site.request_reader import Raw, body_length, read_body, read_head


def head_of(data: bytes) -> bytes:
    raw = Raw()
    read_head(io.BytesIO(data[1:]), data[:1], raw)
    return raw.head


def test_the_head_ends_at_the_empty_line() -> None:
    assert head_of(b"GET / HTTP/1.1\r\nHost: x\r\n\r\nbody") == b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"\x00\xff garbage", 400),
        (b"GET / HTTP/1.1\r\nHost: x\r\n", 400),
        (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 70_000 + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\n" + b"X: aaaaaaaaaaaaaaaa\r\n" * 20_000 + b"\r\n", 431),
    ],
)
def test_a_head_that_breaks_off_or_is_too_long_is_refused(data: bytes, status: int) -> None:
    with pytest.raises(BadRequest) as caught:
        head_of(data)
    assert caught.value.status == status


@pytest.mark.parametrize(("fields", "refused"), [(100, False), (101, True)])
def test_a_head_has_a_hundred_fields_and_no_more(fields: int, refused: bool) -> None:
    """Each takes memory as long as the exchange is kept: ten thousand short ones are not long, and many objects."""
    data = b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: 1\r\n" * (fields - 1) + b"\r\n"
    if not refused:
        assert head_of(data) == data
        return
    with pytest.raises(BadRequest) as caught:
        head_of(data)
    assert caught.value.status == 431


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (b"Content-Length: -1", 400),
        (b"Content-Length: ten", 400),
        (b"Content-Length: 1\r\nContent-Length: 2", 400),
        (b"Content-Length: 99999999999", 413),
        (b"Content-Length: " + b"9" * 19, 400),
        (b"Content-Length: " + b"0" * 5_000, 400),  # Python reads no number of more than 4,300 digits
        (b"Transfer-Encoding: chunked", 411),
        (b"Transfer-Encoding: gzip, chunked", 411),
        (b"Transfer-Encoding: Chunked\r\nContent-Length: 5", 411),
        (b"transfer-encoding: xchunked\r\nContent-Length: 5", 411),
        (b"Transfer-Encoding:\r\nContent-Length: 5", 411),
    ],
)
def test_a_length_that_cannot_be_read_is_refused(headers: bytes, status: int) -> None:
    with pytest.raises(BadRequest) as caught:
        body_length([read_field_line(line) for line in headers.split(b"\r\n")])
    assert caught.value.status == status


def test_a_body_shorter_than_promised_is_refused_and_kept() -> None:
    raw = Raw()
    with pytest.raises(BadRequest):
        read_body(io.BufferedReader(io.BytesIO(b"short")), 1000, raw)
    assert raw.body == b"short"


def test_a_body_has_the_length_that_is_said_and_no_more() -> None:
    """32 MB, in figures: a limit that grows with its own test notices nothing."""
    assert body_length([("Content-Length", "32000000")]) == 32_000_000
    with pytest.raises(BadRequest) as caught:
        body_length([("Content-Length", "32000001")])
    assert caught.value.status == 413 and "32 MB" in str(caught.value)
