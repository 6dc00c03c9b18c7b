"""Bodies and header lines as text: charset and Content-Encoding undone, in bounds, whatever the bytes."""

from __future__ import annotations

import gzip
import json
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.record.exchange import Exchange, Message
from classroom.record.form import form_fields
from classroom.record.text import MOST, body_text, charset_of, content_of

PAGE = "<p>안녕하세요, café. </p>" * 20
RAW = PAGE.encode()
TEXT = "text/html; charset=utf-8"


def raw_deflate(data: bytes) -> bytes:
    machine = zlib.compressobj(wbits=-15)
    return machine.compress(data) + machine.flush()


def answer(body: bytes, *headers: str, travelled: int | None = None) -> Message:
    head = "".join(f"{line}\r\n" for line in ("HTTP/1.1 200 OK", *headers, ""))
    return Message(head.encode(), body, len(body) if travelled is None else travelled)


@pytest.mark.parametrize(
    ("codings", "body"),
    [
        ("gzip", gzip.compress(RAW, mtime=0)),
        ("x-gzip", gzip.compress(RAW, mtime=0)),
        (" GZIP ", gzip.compress(RAW, mtime=0)),
        ("gzip", gzip.compress(RAW[:100], mtime=0) + gzip.compress(RAW[100:], mtime=0)),
        ("gzip", gzip.compress(RAW, mtime=0) + b"\0\0 what follows is no member"),
        ("deflate", zlib.compress(RAW)),
        ("deflate", raw_deflate(RAW)),
        ("identity", RAW),
        ("", RAW),
        (",, identity,", RAW),
        ("deflate, gzip", gzip.compress(zlib.compress(RAW), mtime=0)),
        ("gzip, identity, gzip", gzip.compress(gzip.compress(RAW, mtime=0), mtime=0)),
    ],
)
def test_a_coding_is_undone_and_the_bytes_stay(codings: str, body: bytes) -> None:
    message = answer(body, f"Content-Encoding: {codings}", f"Content-Type: {TEXT}")
    assert message.text == PAGE and message.content().whole and message.body == body
    assert message.content().unpacked == (body != RAW)


def test_codings_of_several_lines_count_in_their_order() -> None:
    lines = ("Content-Encoding: deflate", "content-encoding: gzip")
    assert answer(gzip.compress(zlib.compress(RAW), mtime=0), *lines).text == PAGE


@pytest.mark.parametrize("codings", ["br", "zstd", "gzip, br", "한글", "gzip," * 9])
def test_what_cannot_be_undone_is_said_and_shown_as_it_travelled(codings: str) -> None:
    content = content_of(b"\x0b\x02\x80", codings)
    assert content.data == b"\x0b\x02\x80" and not content.unpacked
    assert content.note.startswith("Content-Encoding: ") and "this is what travelled" in content.note


def test_four_codings_are_undone_and_five_are_too_many() -> None:
    data = RAW
    for packed, undone in ((1, True), (2, True), (3, True), (4, True), (5, False)):
        data = gzip.compress(data, mtime=0)
        content = content_of(data, ", ".join(["gzip"] * packed))
        assert content.unpacked is undone and content.data == (RAW if undone else data)
    assert "too many" in content.note


@pytest.mark.parametrize("codings", ["gzip", "deflate", "gzip, deflate", "deflate, gzip"])
@pytest.mark.parametrize(
    "body", [b"hello", RAW, b"\x1f\x8b", b"\x1f\x8b\x08\xff", b"\xff" * 40, b"\x78\x9c\xff\xff\xff"]
)
def test_what_is_not_compressed_though_it_says_so(codings: str, body: bytes) -> None:
    content = content_of(body, codings)
    assert content.data in (body, b"") and content.note and (content.unpacked or content.data == body)


def test_what_was_cut_on_the_way_is_read_as_far_as_it_goes() -> None:
    packed = gzip.compress(bytes(range(256)) * 400 + RAW * 50)
    message = answer(packed[: len(packed) // 2], "Content-Encoding: gzip", travelled=len(packed))
    content = message.content()
    assert content.data.startswith(bytes(range(256))) and not content.whole and "Not all of it" in content.note


def test_damage_in_the_middle_leaves_what_came_before() -> None:
    packed = bytearray(gzip.compress(b"".join(b"%d " % (number * number) for number in range(40_000))))
    packed[len(packed) // 2] ^= 0xFF
    content = content_of(bytes(packed), "gzip")
    assert content.data.startswith(b"0 1 4 9 16 ") and not content.whole


@pytest.mark.parametrize("codings", ["gzip", "deflate", "gzip, gzip"])
def test_a_bomb_is_stopped(codings: str) -> None:
    bomb = b"\0" * 30_000_000
    for name in codings.split(", "):
        bomb = zlib.compress(bomb, 9) if name == "deflate" else gzip.compress(bomb, 9)
    tracemalloc.start()
    content = content_of(bomb, codings)
    text = answer(bomb, f"Content-Encoding: {codings}").text
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(content.data) == MOST == len(text) and not content.whole and "Not all of it" in content.note
    assert peak < 10 * MOST


def test_the_beginning_of_a_body_that_was_packed_twice_needs_more_than_it_shows() -> None:
    once = gzip.compress(b"".join(b"%d " % (number * number) for number in range(20_000)), 1)
    content = content_of(gzip.compress(once, 0), "gzip, gzip", most=40)
    assert content.data == b"0 1 4 9 16 25 36 49 64 81 100 121 144 16" and not content.whole
    assert content_of(gzip.compress(b"a"), "gzip", most=0).data == b""


def test_ten_thousand_members_end() -> None:
    assert not content_of(gzip.compress(b"x") * 10_000, "gzip").whole


@pytest.mark.parametrize(
    ("kind", "body", "text"),
    [
        ("text/html; charset=euc-kr", "한글".encode("euc-kr"), "한글"),
        ('text/html; charset="EUC-KR"', "한글".encode("euc-kr"), "한글"),
        ("text/html;charset=utf-16", "한글".encode("utf-16"), "한글"),
        ("text/html; charset=iso-8859-1", b"\xe9t\xe9", "été"),
        ("text/html; charset=utf-8", b"\xe9t\xe9", "\ufffdt\ufffd"),
        ("text/html", b"\xe9t\xe9", "été"),
        ("text/html", "한글".encode(), "한글"),
        ("", b"\xff\xfe", "ÿþ"),
        *[(f"text/html; charset={name}", "한글".encode(), "한글") for name in (
            "nonsense", "", "rot13", "hex", "idna", "punycode", "undefined", "unicode_escape", "a\0b", "../utf",
            "x" * 999,
        )],
    ],
)  # fmt: skip
def test_a_charset(kind: str, body: bytes, text: str) -> None:
    assert body_text(body, kind) == text
    assert answer(body, f"Content-Type: {kind}").text == text


@pytest.mark.parametrize("kind", ["text/html", "text/html; charset=utf-8", "text/html; charset=euc-kr"])
def test_a_body_that_was_cut_inside_a_character_loses_that_character_alone(kind: str) -> None:
    whole = ("가" * 5).encode(charset_of(kind) or "utf-8")
    message = answer(whole[:-1], f"Content-Type: {kind}", travelled=len(whole))
    assert message.text == "가" * 4


def test_only_spaces_and_tabs_are_trimmed_from_a_header() -> None:
    """RFC 9110 §5.6.3: optional white space is SP and HTAB. 0xA0 and 0x85 are the ends of characters in UTF-8."""
    head = b"HTTP/1.1 200 OK\r\nA:\t 1\xa0 \r\nB: 1\x85\r\nC: \xc2\xa0x\xc3\xa0\t\r\nD : \x0b2\x0c\r\nE:\r\n\r\n"
    assert Message(head).headers == (
        ("A", "1\xa0"), ("B", "1\x85"), ("C", "\xa0xà"), ("D", "\x0b2\x0c"), ("E", ""),
    )  # fmt: skip


def test_a_folded_line_belongs_to_the_value_before_it() -> None:
    head = b"GET / HTTP/1.1\r\n first: no\r\nA: 1\r\n  2: 3 \r\n\t4\r\nB: 5\r\n\r\n"
    assert Message(head).headers == ((" first".strip(), "no"), ("A", "1 2: 3 4"), ("B", "5"))


def test_many_folded_lines_end() -> None:
    assert len(Message(b"GET / HTTP/1.1\r\nA: 1\r\n" + b" x\r\n" * 60_000).headers[0][1]) == 120_001


def test_text_of_every_place_is_read_alike() -> None:
    """A URL, a cookie, a form and a body with the same bytes give the same text."""
    for raw, text in (("쿠키".encode(), "쿠키"), (b"\xe9t\xe9", "été")):
        head = b"POST /" + raw + b"?a=" + raw + b" HTTP/1.1\r\nHost: x\r\nCookie: a=" + raw
        head += b"\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n"
        one = Exchange(1, 1, 1, 0.0, 1.0, Message(head, b"a=" + raw, 2 + len(raw)), Message(b"HTTP/1.1 200 OK\r\n\r\n"))
        assert one.target == f"/{text}?a={text}" and one.query == f"a={text}"
        assert one.parameters == one.request_cookies == one.form == (("a", text),)
        assert one.request.text == f"a={text}" and text in one.request.start_line
        assert one.url.isascii()


def test_a_compressed_form_is_read() -> None:
    head = b"POST / HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Encoding: gzip\r\n\r\n"
    body = gzip.compress(b"a=%ED%95%9C")
    assert Exchange(1, 1, 1, 0.0, 1.0, Message(head, body, len(body)), Message(b"")).form == (("a", "한"),)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"--x", b"--x--", b"--x\r\n", b"--x\r\n\r\n", b"--x\r\nContent-Disposition", b"\r\n--x\r\n--x\r\n--x--",
        b'--x\r\nContent-Disposition: form-data; name="\r\n\r\n1\r\n--x--', b"--x\r\n\0: \xff\r\n\r\n\r\n--x--",
    ],
)  # fmt: skip
def test_a_broken_multipart_form_is_no_error(body: bytes) -> None:
    assert isinstance(form_fields(body, "multipart/form-data; boundary=x"), tuple)
    assert form_fields(body, "multipart/form-data") == ()


def test_a_boundary_is_one_only_at_the_beginning_of_a_line_of_its_own() -> None:
    data = b"--x in the text\r\n--xyz\r\nmore --x"
    body = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n' + data + b"\r\n--x--\r\nan epilogue"
    (field,) = form_fields(body, 'multipart/form-data; boundary="x"')
    assert (field.name, field.value) == ("a", data.decode())


def test_ten_thousand_parts_end() -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
    assert 1_000 <= len(form_fields(part * 10_000, "multipart/form-data; boundary=x")) < 10_000


@given(st.binary(max_size=200), st.text(max_size=60), st.text(max_size=60))
def test_no_bytes_and_no_header_raise(body: bytes, kind: str, codings: str) -> None:
    assert isinstance(body_text(body, kind), str) and isinstance(form_fields(body, kind), tuple)
    assert isinstance(form_fields(body, f"multipart/form-data; boundary={kind}"), tuple)
    for named in (codings, "gzip", "deflate"):
        json.dumps(content_of(body, named).note)


def test_of_long_headers_with_parameters_the_beginning_is_read() -> None:
    """Of a part of a form, too: who writes a megabyte there waits for nobody's parser."""
    assert charset_of(f"text/plain; x={'a' * 900}; charset=euc-kr") == "euc_kr"
    assert charset_of(f"text/plain; x={'a' * 1_000}; charset=euc-kr") == ""
    about = b'Content-Disposition: form-data; name="a"'
    for length, names in ((8_000, ["a"]), (8_200, [])):
        body = b"--b\r\nX: " + b"x" * length + b"\r\n" + about + b"\r\n\r\n1\r\n--b--"
        assert [each.name for each in form_fields(body, "multipart/form-data; boundary=b")] == names
