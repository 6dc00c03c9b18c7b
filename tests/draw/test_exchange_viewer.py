from __future__ import annotations

import gzip
import re
import zlib
from dataclasses import replace

import pytest
from examples import KEY, PAGE, conversation, exchange
from markup import words_of
from odd_set_cookie_lines import ODD, Odd

from classroom.cookies.explain import explain_cookie
from classroom.cookies.facts import NO_LIFETIME
from classroom.cookies.octets import header_lines
from classroom.draw.exchange.viewer import exchange_viewer
from classroom.draw.words import attributes_explained
from classroom.record.exchange import Exchange, Message, ServerNotes, SetCookie, Statement
from classroom.record.export import as_text


def frames(markup: str) -> int:
    return markup.count("<iframe")


def test_a_list_row_for_every_exchange_and_the_last_one_chosen() -> None:
    html = exchange_viewer(conversation()).html
    assert len(re.findall(r'type="radio" name="exchange"', html)) == 5
    assert re.findall(r'name="exchange" checked="" class="(cr-e\d)"', html) == ["cr-e4"]


def test_cookies_come_first_where_there_are_cookies() -> None:
    assert 'name="tab" checked="" class="cr-t1"' in exchange_viewer(conversation()).html
    assert 'name="tab" checked="" class="cr-t0"' in exchange_viewer(exchange()).html


def test_an_ordinary_conversation_of_twenty_unfolds_every_exchange() -> None:
    view = exchange_viewer(conversation() * 4)
    assert len(view.html.encode()) < 50_000
    assert "too long to unfold" not in view.html
    assert "too long to print" not in view.text


def test_a_short_conversation_previews_every_page() -> None:
    assert frames(exchange_viewer(conversation()).html) == 3


def test_more_than_thirty_shows_the_last_thirty_and_says_so() -> None:
    many = [exchange(number) for number in range(1, 43)]
    view = exchange_viewer(many)
    for form in (words_of(view.html), view.text):
        assert "the last 30 of 42 exchanges" in form
    assert "Exchange 13:" in view.html
    assert "Exchange 12:" not in view.html


def test_a_long_value_is_shortened_among_the_cookies_and_whole_in_the_bytes() -> None:
    value = "".join(f"{number:04}" for number in range(300))
    view = exchange_viewer(exchange(up=f"cart={value}"))
    raw = view.html[view.html.index("Request, byte by byte") :]
    assert value in raw
    assert value not in view.html[: view.html.index("Request, byte by byte")].replace("\n", "")
    assert "…" in view.html


def test_a_long_body_is_cut_with_its_length_and_the_way_to_the_rest() -> None:
    body = ("word " * 10_000).encode()
    view = exchange_viewer(exchange(body=body, kind="text/plain"))
    for form in (words_of(view.html), view.text):
        assert "50,000 bytes travelled" in form
        assert "exchange.response.text" in form
    assert view.html.count("word ") < 6_500


def test_a_page_too_long_for_the_preview_names_the_way_to_see_it() -> None:
    view = exchange_viewer(exchange(body=PAGE.encode() * 200))
    assert frames(view.html) == 0
    assert "page(exchange) shows it alone" in view.html


def test_bytes_are_shown_as_they_travelled() -> None:
    text = exchange_viewer(exchange(body="é\\\r\n\x00".encode(), kind="text/plain")).text
    assert "Host: 127.0.0.1:8123\\r\\n\n" in text
    assert "\\xc3\\xa9\\\\\\r\\n\n\\x00" in text


def test_a_form_that_was_posted_is_taken_apart() -> None:
    view = exchange_viewer(exchange(start="POST /x/ HTTP/1.1", form=b"product=cutting-board&note=%ED%95%9C"))
    for form in (words_of(view.html), view.text):
        assert "cutting-board" in form
        assert "한" in form


def test_an_error_of_the_view_and_a_remark_are_shown() -> None:
    view = exchange_viewer(exchange(notes=ServerNotes(error="ValueError: no such slug, line 12"), remark="Cut short."))
    for form in (words_of(view.html), view.text):
        assert "Error in the view: ValueError: no such slug, line 12" in form
        assert "Cut short." in form
        assert "remark" in form


def test_no_response_is_said_in_words() -> None:
    lost = exchange(response=exchange().response.__class__(b""))
    view = exchange_viewer(lost)
    for form in (words_of(view.html), view.text):
        assert "no response" in form


def test_statements_stand_with_parameters_and_time() -> None:
    view = exchange_viewer(exchange(notes=ServerNotes(statements=(Statement("SELECT 1", "(2,)", 3.25),))))
    for form in (words_of(view.html), view.text):
        assert "SELECT 1" in form
        assert "(2,)" in form
        assert "3.2 ms" in form


def test_a_deleted_cookie_is_called_so() -> None:
    gone = "sessionid=; expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/"
    view = exchange_viewer(exchange(up=f"sessionid={KEY}", down=(gone,)))
    for form in (words_of(view.html), view.text):
        assert "asks the client to forget it" in form
        assert "zero or less: forget the cookie" in form and "overruled by Max-Age" in form


@pytest.mark.parametrize("odd", ODD, ids=[each.name for each in ODD])
def test_the_viewer_and_the_explainer_say_the_same_of_a_line(odd: Odd) -> None:
    for line in header_lines(odd.lines):
        (story,) = explain_cookie(line, odd.at, now=0.0).cookies
        told = dict(attributes_explained(SetCookie.parse(line, 0.0)))
        facts = {fact.subject: fact.says for fact in story.facts}
        if "ignored" not in told:
            assert told.items() <= {**facts, NO_LIFETIME.subject: NO_LIFETIME.says}.items()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("a=; Max-Age=0; Domain=other.example", "127.0.0.1 is neither other.example nor a host below it"),
        ("a=1; SameSite=None", "SameSite=None needs Secure"),
        ("__Host-a=1; Secure", "Path=/"),
        ("a=" + "x" * 5_000, "4,096"),
        ("=", "It has neither a name nor a value"),
    ],
)
def test_a_line_that_a_browser_refuses_is_called_so(line: str, why: str) -> None:
    view = exchange_viewer(exchange(down=(line,)))
    for form in (words_of(view.html), view.text):
        assert "a browser refuses it: " in form and why in form
        assert "asks the client to forget it" not in form and "was not in the request" not in form


@pytest.mark.parametrize(
    ("line", "label", "meaning"),
    [
        ("a=b", "no Max-Age, no Expires", "until the browser's session is over"),
        ("a=b; Max-Age=86400", "Max-Age=86400", "for 1 day"),
        ("a=b; Max-Age=soon", "Max-Age=soon", "ignored"),
        ("a=b; Max-Age=1-2", "Max-Age=1-2", "ignored"),
        ("a=b; Max-Age=0", "Max-Age=0", "forget the cookie"),
        ("a=b; Max-Age=60; Max-Age=0", "Max-Age=60", "overruled by a later Max-Age"),
        ("a=b; Max-Age=999999999999999", "Max-Age=999999999999999", "cut to 400 days"),
        ("a=b; Expires=Fri, 31 Dec 1999 23:59:59 GMT", "Expires=Fri, 31 Dec 1999 23:59:59 GMT", "forget the cookie"),
        ("a=b; Expires=Fri, 31 Dec 9999 23:59:59 GMT", "Expires=Fri, 31 Dec 9999 23:59:59 GMT", "cut to 400 days"),
        ("a=b; Expires=in 1970 or so", "Expires=in 1970 or so", "ignored: not a date"),
        ("a=b; Expires=Fri, 31 Dec 1999 23:59:59 GMT; Max-Age=9", "Expires=Fri, 31 Dec 1999 23:59:59 GMT", "overruled"),
        ("a=b; Path=/market/", "Path=/market/", "for /market/ and what lies below it"),
        ("a=b; Path=/", "Path=/", "every path"),
        ("a=b; Path=market", "Path=market", "the default path counts"),
        ("a=b; Domain=.Example.org", "Domain=.Example.org", "example.org and the hosts below it"),
        ("a=b; Domain=127.0.0.1", "Domain=127.0.0.1", "127.0.0.1 only"),
        ("a=b; Domain=", "Domain=", "as if there were none"),
        ("a=b; Secure", "Secure", "secure connection only"),
        ("a=b; SameSite=Strict", "SameSite=Strict", "every request that another site starts"),
        ("a=b; SameSite=None", "SameSite=None", "needs Secure"),
        ("a=b; Colour=red", "Colour=red", "the draft knows no"),
        ("a=b; Path=\x00", "ignored", "control character"),
    ],
)
def test_each_attribute_has_a_short_explanation(line: str, label: str, meaning: str) -> None:
    found = dict(attributes_explained(SetCookie.parse(line)))
    assert meaning in found[label]


def test_two_viewers_in_one_page_do_not_share_their_buttons() -> None:
    html = exchange_viewer(conversation()).html
    start, end = html.index('<form method="dialog"'), html.index("</form>")
    assert all(start < found.start() < end for found in re.finditer("<input", html))


def test_the_list_names_the_host_where_there_are_several() -> None:
    def at(host: str, number: int) -> Exchange:
        one = exchange(number)
        return replace(one, request=Message(one.request.head.replace(b"127.0.0.1", host.encode())))

    view = exchange_viewer([at("127.0.0.2", 1), at("127.0.0.3", 2)])
    rows = words_of(view.html)[: words_of(view.html).index("Exchange 1 GET")]
    for form in (rows, view.text[: view.text.index("Exchange 1")]):
        assert "127.0.0.2:8123/desk/hello/" in form
        assert "127.0.0.3:8123/desk/hello/" in form
    alone = exchange_viewer([at("127.0.0.2", 1), at("127.0.0.2", 2)])
    assert "127.0.0.2:8123/desk" not in alone.text + words_of(alone.html)


def test_what_travelled_as_utf_8_is_shown_as_that_everywhere() -> None:
    one = replace(
        exchange(up="note=쿠키", down=("give=과자; Path=/길",), form="word=한&f=글".encode()),
        request=Message(
            "POST /desk/길?a=값 HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: note=쿠키\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n\r\n".encode(),
            "word=한&f=글".encode(),
            15,
        ),
    )
    view = exchange_viewer(one)
    for form in (words_of(view.html), view.text, as_text([one])):
        assert all(word in form for word in ("/desk/길?a=값", "쿠키", "과자", "한", "글"))
        assert "ì" not in form.partition("byte by byte")[0]


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "gzip, gzip"])
def test_a_compressed_page_is_shown_as_text_and_said_to_be(coding: str) -> None:
    body = PAGE.encode()
    for name in coding.split(", "):
        body = gzip.compress(body) if name == "gzip" else zlib.compress(body) if name == "deflate" else b"\x0b\x02\x80"
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: {coding}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    one = replace(exchange(), response=Message(head.encode(), body, len(body)))
    view = exchange_viewer(one)
    for form in (words_of(view.html), view.text, as_text([one])):
        assert "Content-Encoding: " in form
        if coding == "br":
            assert "br is not undone here" in form
        else:
            assert "안녕하세요" in form and "was undone" in form
    assert frames(view.html) == 1 and one.response.body == body


def test_a_bomb_stays_small() -> None:
    bomb = gzip.compress(b"<p>a" * 2_000_000)
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Type: text/html\r\n\r\n"
    view = exchange_viewer(replace(exchange(), response=Message(head, bomb, len(bomb))))
    assert len(view.html.encode()) < 50_000 and "Not all of it" in view.text and frames(view.html) == 0


def test_a_form_with_a_file_names_the_file_and_not_its_bytes() -> None:
    body = (
        '--x\r\nContent-Disposition: form-data; name="note"\r\n\r\n한글\r\n--x\r\nContent-Disposition: form-data; '
        'name="f"; filename="그림.png"\r\nContent-Type: image/png\r\n\r\n'
    ).encode() + b"\xff\x00\r\n--x--"
    head = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=x\r\n\r\n"
    view = exchange_viewer(replace(exchange(), request=Message(head, body, len(body))))
    for form in (words_of(view.html), view.text):
        assert "한글" in form and "the file '그림.png' (image/png, 2 bytes)" in form
