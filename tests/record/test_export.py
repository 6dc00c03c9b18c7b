"""A recording leaves the course as text and as HAR 1.2."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from classroom.errors import CourseError
from classroom.record.exchange import Exchange, Message
from classroom.record.export import as_har, as_text, write

LOGIN = Exchange(
    7, 2, 40000, 1_790_000_000.0, 12.5,
    Message(
        b"POST /accounts/login/?next=/a/ HTTP/1.1\r\nHost: 127.0.0.1:5\r\nCookie: a=1\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\n\r\n", b"user=alice", 10),
    Message(b"HTTP/1.1 302 Found\r\nLocation: /a/\r\nSet-Cookie: s=1; Path=/\r\nSet-Cookie: t=2\r\n\r\n", b"", 0),
)  # fmt: skip


def test_text_marks_both_directions_and_keeps_both_set_cookie_lines() -> None:
    text = as_text([LOGIN])
    assert "> POST /accounts/login/?next=/a/ HTTP/1.1" in text
    assert "> user=alice" in text
    assert "< Set-Cookie: s=1; Path=/" in text
    assert "< Set-Cookie: t=2" in text


def test_har_has_what_the_format_demands() -> None:
    har = json.loads(json.dumps(as_har([LOGIN])))
    (entry,) = har["log"]["entries"]
    assert har["log"]["version"] == "1.2"
    assert {"startedDateTime", "time", "request", "response", "cache", "timings"} <= set(entry)
    assert entry["request"]["url"] == "http://127.0.0.1:5/accounts/login/?next=/a/"
    assert entry["request"]["queryString"] == [{"name": "next", "value": "/a/"}]
    assert entry["request"]["postData"]["params"] == [{"name": "user", "value": "alice"}]
    assert [each["name"] for each in entry["response"]["cookies"]] == ["s", "t"]
    assert entry["response"]["redirectURL"] == "/a/"


def test_bytes_that_are_no_text_survive_in_har() -> None:
    image = Exchange(
        1, 1, 1, 0.0, 1.0, Message(b"GET / HTTP/1.1\r\n\r\n"), Message(b"HTTP/1.1 200 OK\r\n\r\n", b"\xff\x00", 2)
    )
    content = as_har([image])["log"]["entries"][0]["response"]["content"]
    assert (content["encoding"], content["text"]) == ("base64", "/wA=")


def test_text_holds_no_character_on_which_a_terminal_acts() -> None:
    body = "\x1b[2Ja\x00b\x9b\u202ec\t\r\nd\r\n".encode()
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nX: \x1b[31m\r\n\r\n"
    up, down = Message(b"GET /\x07 HTTP/1.1\r\n\r\n"), Message(head, body, len(body))
    text = as_text([Exchange(1, 1, 1, 0.0, 1.0, up, down, remark="The header X\x1b[2J\u202e\n< is none.")])
    assert "# The header X[U+001B][2J[U+202E][U+000A]< is none.\n" in text, "nor a line that seems to have travelled"
    assert "< [U+001B][2Ja[U+0000]b[U+009B][U+202E]c\n< d" in text and "< X: [U+001B][31m\n" in text
    assert "> GET /[U+0007] HTTP/1.1" in text
    assert not [each for each in text if ord(each) < 32 and each not in "\n\t"]


@pytest.mark.parametrize("path", ["~nobody-of-this-name/a.txt", "a\0b.har", "no folder/a.txt", ".", 7])
def test_a_file_that_cannot_be_written_is_said_in_three_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: object
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CourseError) as caught:
        write([LOGIN], path)  # type: ignore[arg-type]
    assert len(str(caught.value).splitlines()) == 3 and list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a.har", "a.txt"])
def test_a_text_that_is_no_text_of_unicode_is_written_all_the_same(tmp_path: Path, name: str) -> None:
    file = write([replace(LOGIN, remark="half a character: \ud83d")], tmp_path / name)
    assert "half a character: " in file.read_text("utf-8")


def test_of_a_long_body_the_text_shows_the_beginning_and_says_how_much_there_was() -> None:
    body = b"x" * 100_000
    text = as_text([replace(LOGIN, response=Message(b"HTTP/1.1 200 OK\r\n\r\n", body, len(body)))])
    assert len(text) < 11_000 and "100000 bytes in all" in text
