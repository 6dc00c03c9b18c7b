"""The HAR export: valid by a schema whatever travelled, and true."""

from __future__ import annotations

import base64
import gzip
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from har_examples import CUT_BODY, FILE, FORM, HOSTILE, OK, exchange, page, post
from hypothesis import given
from hypothesis import strategies as st

from classroom.errors import CourseError
from classroom.record.exchange import Exchange
from classroom.record.export import as_har, write

SCHEMA = jsonschema.Draft202012Validator(
    json.loads(Path(__file__).with_name("har_1_2_schema.json").read_text(encoding="utf-8"))
)


def entry(one: Exchange) -> dict[str, Any]:
    """The entry of one exchange, as it is read back from JSON; valid by the schema."""
    har = json.loads(json.dumps(as_har([one]), allow_nan=False))
    SCHEMA.validate(har)
    return har["log"]["entries"][0]


def content(headers: bytes, body: bytes, travelled: int | None = None) -> dict[str, Any]:
    return entry(page(headers, body, travelled))["response"]["content"]


@pytest.mark.parametrize("one", HOSTILE, ids=range(len(HOSTILE)))
def test_it_is_valid_whatever_travelled(one: Exchange) -> None:
    entry(one)


def test_an_empty_recording_is_valid() -> None:
    SCHEMA.validate(as_har([]))


@given(st.binary(max_size=80), st.binary(max_size=80), st.binary(max_size=40), st.binary(max_size=40))
def test_it_is_valid_for_any_bytes(asked: bytes, answered: bytes, body: bytes, other: bytes) -> None:
    entry(exchange(b"GET /" + asked, OK + b"Set-Cookie: " + answered, body, other))


def test_the_schema_refuses_what_was_wrong_once() -> None:
    good = as_har([post(FORM, b"a=1")])
    request = good["log"]["entries"][0]["request"]
    for wrong in ({"params": [], "text": "x"}, {"params": [{"name": "a"}], "text": "x"}, {}, {"params": []}):
        request["postData"] = {"mimeType": "", **wrong}
        with pytest.raises(jsonschema.ValidationError):
            SCHEMA.validate(good)


def test_a_cookie_has_its_attributes() -> None:
    line = b"Set-Cookie: s=\xea\xb0\x80; Path=/a; Domain=.B.example; Max-Age=60; HttpOnly; Secure; SameSite=lax\r\n"
    (cookie,) = entry(exchange(answered=OK + line + b"\r\n"))["response"]["cookies"]
    assert cookie == {
        "name": "s", "value": "가", "path": "/a", "domain": "b.example", "expires": "2026-09-21T14:14:20.512+00:00",
        "httpOnly": True, "secure": True, "sameSite": "Lax",
    }  # fmt: skip


def test_an_attribute_that_clients_ignore_is_not_there() -> None:
    line = b"Set-Cookie: s; Path=a; Domain=; Max-Age=x; Expires=soon; SameSite=x\r\nSet-Cookie: t=\x00; Path=/\r\n"
    ignored, refused = entry(exchange(answered=OK + line + b"\r\n"))["response"]["cookies"]
    assert ignored == {"name": "", "value": "s", "httpOnly": False, "secure": False}
    assert refused["name"] == "t" and "control character" in refused["comment"] and "path" not in refused


def test_a_deletion_has_its_date() -> None:
    (cookie,) = entry(exchange(answered=OK + b"Set-Cookie: s=; Expires=Thu, 01 Jan 1970 00:00:00 GMT\r\n\r\n"))[
        "response"
    ]["cookies"]
    assert cookie["expires"] == "1970-01-01T00:00:00.000+00:00"


def test_a_compressed_page_is_text_with_its_sizes() -> None:
    text = "안녕하세요 " * 100
    packed = gzip.compress(text.encode())
    found = content(b"Content-Encoding: gzip\r\nContent-Type: text/html; charset=utf-8\r\n", packed)
    assert found["text"] == text and found["size"] == len(text.encode()) and "encoding" not in found
    assert found["size"] - found["compression"] == len(packed) and "gzip" in found["comment"]


def test_a_charset_becomes_utf_8() -> None:
    assert content(b"Content-Type: text/plain; charset=euc-kr\r\n", "한글".encode("euc-kr"))["text"] == "한글"


@pytest.mark.parametrize("kind", [b"", b"Content-Type: text/html\r\n", b"Content-Type: text/html; charset=utf-8\r\n"])
def test_a_body_cut_inside_a_character_is_text_with_a_note(kind: bytes) -> None:
    found = content(kind, CUT_BODY, 9)
    assert found["text"] == "가나" and "encoding" not in found and found["size"] == 9
    assert found["comment"] == "Only the first 8 of 9 bytes were kept."


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (b"", b"\xff\x00"),
        (b"Content-Type: image/png\r\n", b"\x89PNG\xff"),
        (b"Content-Type: a/b; charset=utf-8\r\n", b"\xe9"),
    ],
)
def test_bytes_that_are_no_text_survive(headers: bytes, body: bytes) -> None:
    found = content(headers, body)
    assert found["encoding"] == "base64" and base64.b64decode(found["text"]) == body


def test_what_could_not_be_undone_is_said() -> None:
    found = content(b"Content-Encoding: br\r\n", b"\x0b\x02\x80")
    assert base64.b64decode(found["text"]) == b"\x0b\x02\x80" and "br is not undone" in found["comment"]
    bomb = content(b"Content-Encoding: gzip\r\n", gzip.compress(b"\0" * 3_000_000))
    assert bomb["size"] == 2_000_000 and "Not all of it" in bomb["comment"] and "compression" not in bomb


def test_a_form_is_its_fields_and_nothing_else() -> None:
    data = entry(post(FORM, b"a=%ED%95%9C&b="))["request"]["postData"]
    assert data == {"mimeType": FORM.decode(), "params": [{"name": "a", "value": "한"}, {"name": "b", "value": ""}]}


def test_a_form_with_a_file() -> None:
    note, file = entry(post(b"multipart/form-data; boundary=x", FILE))["request"]["postData"]["params"]
    assert note == {"name": "note", "value": "한"}
    assert file == {"name": "f", "value": "\xff\x00", "fileName": "가.png", "contentType": "image/png"}


def test_another_body_is_text() -> None:
    assert entry(post(b"application/json", b'{"a": 1}'))["request"]["postData"]["text"] == '{"a": 1}'
    picture = entry(post(b"image/png", b"\x89PNG\xff"))["request"]["postData"]
    assert picture["text"].encode("latin-1") == b"\x89PNG\xff" and "no text" in picture["comment"]


def test_the_facts_of_an_entry() -> None:
    found = entry(
        exchange(b"GET /?a=%41+b HTTP/1.0\r\nHost: 127.0.0.2:5\r\nCookie: c=1; d\r\n\r\n", remark="A remark.")
    )
    assert found["startedDateTime"] == "2026-09-21T14:13:20.500+00:00" and found["time"] == 12.5
    assert sum(each for each in found["timings"].values() if each > 0) == found["time"]
    assert (found["serverIPAddress"], found["connection"], found["comment"]) == ("127.0.0.2", "2", "A remark.")
    request = found["request"]
    assert (request["url"], request["httpVersion"]) == ("http://127.0.0.2:5/?a=%41+b", "HTTP/1.0")
    assert request["queryString"] == [{"name": "a", "value": "A b"}]
    assert request["cookies"] == [{"name": "c", "value": "1"}, {"name": "", "value": "d"}]


@pytest.mark.parametrize("path", [5, None, "", "\0", "~nobody-has-this-name/x.har", "/proc/none/x.har", b"x.har"])
def test_a_file_that_cannot_be_written_is_told_in_three_lines(path: Any) -> None:
    with pytest.raises(CourseError) as told:
        write([exchange()], path)
    assert len(str(told.value).splitlines()) == 3
