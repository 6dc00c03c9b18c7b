"""What the explainer says of `requests`, compared with a real `Session` and a real server.

The Host header is enough: the jar keeps cookies under the host that it names, so no name has to be resolved.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import requests
from hypothesis import example, given, settings
from hypothesis import strategies as st
from raw_cookie_server import RawCookieServer, raw_cookie_server

from classroom.cookies.explain import explain_cookie
from classroom.cookies.octets import header_lines, octets
from classroom.cookies.words import printable

ONES = st.sampled_from
ATTRIBUTE = ONES([
    "Path=/", "Path=/shop", "Path=/shop/", "Path=/other", "Path=shop", "Path", 'Path="/"', "path=/SHOP", "Path=/shop/c",
    "Domain=example.com", "Domain=.example.com", "Domain=a.example.com", "Domain=b.example.com", "Domain=com",
    "Domain=localhost", "Domain=", "Domain", "DOMAIN=EXAMPLE.COM", "Domain=127.0.0.1",
    "Max-Age=60", "Max-Age=0", "Max-Age=-1", "Max-Age=soon", "Max-Age", 'Max-Age="60"', "Max-Age=60.5",
    "max-age=99999999", "Expires=Thu, 01 Jan 1970 00:00:00 GMT", "Expires=Fri, 31 Dec 9999 23:59:59 GMT",
    "Expires=soon", "Expires", "expires=Wed, 09-Jun-2100 10:18:14 GMT", "Expires=2100-01-01T00:00:00Z", "Secure",
    "Secure=0", "HttpOnly", "httponly", "SameSite=None", "SameSite=Strict", "SameSite=banana", "Partitioned",
    "Version=1", "Version=0", "Version=x", "Port", 'Port="80"', "Comment=x", "Discard", "CommentURL=x", "x=y",
    "", " ", "=", "=x",
])  # fmt: skip
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\0"), max_size=12)
PAIR = TEXT | ONES([
    "a=1", "a", "a=", "=a", "=", "", 'a="b"', r'a="\"b\""', r"a=\"b", 'a="b;c"', "a=b=c", " a = b ", "a,b=c", "a=b,c=d",
    "$Version=1", "__Host-a=1", "__Secure-a=1", "쿠키=값", "expires=1", "path=/", "secure", "Domain=x",
])  # fmt: skip
LINE = st.builds(lambda pair, rest: "; ".join([pair, *rest]), PAIR, st.lists(ATTRIBUTE | TEXT, max_size=4))
HOST = ONES(["a.example.com", "example.com", "127.0.0.1", "localhost", "b.localhost", "co.uk", "intranet"])
PATH = ONES(["/", "/shop", "/shop/cart", "/shop/cart/", "/shop//x", "/Shop/cart"])
PLACE = st.builds("http://{}:PORT{}".format, HOST, PATH)
# A Max-Age without a value is, in the words of the standard library, "http.cookiejar bug!"
pytestmark = pytest.mark.filterwarnings("ignore:http.cookiejar bug!")


@pytest.fixture(scope="module")
def server() -> Iterator[RawCookieServer]:
    with raw_cookie_server() as server:
        yield server


def ask(session: requests.Session, server: RawCookieServer, url: str) -> str:
    """Request a URL; return the Cookie header that reached the server."""
    parts = urlsplit(url)
    session.get(f"http://127.0.0.1:{server.port}{parts.path}", headers={"Host": parts.netloc}, timeout=10).close()
    return "".join(header_lines([server.received[-1].cookie or b""]))


def respond_with(server: RawCookieServer, url: str, lines: list[str]) -> str:
    """Let the server respond with these Set-Cookie lines at `url`; return the URL with the real port."""
    server.clear()
    server.set_response(urlsplit(url).path, [octets(each) for each in lines])
    return url.replace("PORT", str(server.port))


def would_send(session: requests.Session, url: str) -> bool:
    """Whether the session's next request to `url` would carry a cookie. No request is sent, so https works too."""
    return "Cookie" in session.prepare_request(requests.Request("GET", url)).headers


@pytest.fixture(scope="module")
def client() -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.trust_env = False
        yield session


BOUNDED = settings(max_examples=300, deadline=None, derandomize=True)


@BOUNDED
@given(lines=st.lists(LINE, min_size=1, max_size=3), start=PLACE, to=PLACE)
@example(lines=["a=1", "a=; Max-Age=0"], start="http://a.example.com:PORT/", to="http://a.example.com:PORT/")
@example(lines=["a=1; Path=/"], start="http://localhost:PORT/", to="http://localhost:PORT/shop")
def test_the_header_it_says_requests_sends(
    server: RawCookieServer, client: requests.Session, lines: list[str], start: str, to: str
) -> None:
    client.cookies.clear()
    start, to = respond_with(server, start, lines), to.replace("PORT", str(server.port))
    ask(client, server, start)
    server.responses.clear()
    (sending,) = explain_cookie(lines, start, send_to=to).sendings
    assert sending.requests_header == printable(ask(client, server, to), 1000)


@BOUNDED
@given(line=LINE, start=PLACE)
@example(line="a=1; Max-Age=soon; Path=/", start="http://a.example.com:PORT/shop/cart")
@example(line="a=1; Domain=localhost", start="http://localhost:PORT/")
@example(line="à", start="http://a.example.com:PORT/")
@example(line=r'a="\"b\""; Expires=soon; Max-Age=99999999', start="http://a.example.com:PORT/shop/cart")
def test_each_sentence_about_requests(server: RawCookieServer, client: requests.Session, line: str, start: str) -> None:
    client.cookies.clear()
    start = respond_with(server, start, [line])
    ask(client, server, start)
    kept = next(iter(client.cookies), None)
    (story,) = explain_cookie(line, start).cookies
    for sentence in story.requests:
        if sentence.startswith("drops the whole cookie"):
            assert kept is None
            continue
        assert kept is not None, sentence
        if found := re.fullmatch(r"keeps it, for (.+?) and (\S+?)(, and does not send it to (.+))?\.", sentence):
            assert (found[1], found[2]) == (printable(kept.domain), printable(kept.path))
            assert not (found[4] and would_send(client, found[4]))
        elif found := re.fullmatch(r"sends it also to (.+)\.", sentence):
            assert all(would_send(client, url) for url in found[1].split(" and "))
        elif found := re.fullmatch(r"does not send it to (.+)\.", sentence):
            assert not any(would_send(client, url) for url in found[1].split(" and "))
        elif sentence.startswith("keeps the pair as "):
            pair = kept.name if kept.value is None else f"{kept.name}={kept.value}"
            assert sentence == f"keeps the pair as {printable(''.join(header_lines([pair.encode('latin-1')])))}."
        elif sentence == "makes it a session cookie." or sentence.startswith("knows no end of a session"):
            assert kept.expires is None
        elif sentence.startswith(("keeps it for ", "keeps it until ")):
            assert kept.expires is not None and kept.expires > time.time()
        else:
            assert sentence.startswith(("sends it whoever", "hands it to your Python code")), sentence
            assert would_send(client, start) or sentence.startswith("hands") or kept.path != urlsplit(start).path
    if not story.requests and story.verdict == "stored":
        assert kept is not None


def test_several_lines_are_merged_by_the_headers_of_requests_and_kept_by_urllib3(
    server: RawCookieServer, client: requests.Session
) -> None:  # RFC 9110 §5.3
    server.set_response("/two", ["a=1; Expires=Fri, 31 Dec 9999 23:59:59 GMT", "b=2"])
    response = client.get(f"http://127.0.0.1:{server.port}/two", timeout=10)
    assert response.headers["Set-Cookie"] == "a=1; Expires=Fri, 31 Dec 9999 23:59:59 GMT, b=2"
    assert response.raw.headers.getlist("Set-Cookie") == ["a=1; Expires=Fri, 31 Dec 9999 23:59:59 GMT", "b=2"]
