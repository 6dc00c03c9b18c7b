"""What `requests` does with Set-Cookie headers: its own jar processes them, without a network.

That jar is Python's `http.cookiejar`, which follows the rules of Netscape and RFC 2965. There is no table of
differences here: a real `RequestsCookieJar` receives the headers and makes the `Cookie` header.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from http.client import HTTPMessage
from http.cookiejar import Cookie, DefaultCookiePolicy
from types import SimpleNamespace
from typing import Any

from requests.cookies import RequestsCookieJar, extract_cookies_to_jar, get_cookie_header

from classroom.cookies.octets import octets, unwire


class _Clock:
    """Gives a jar a fixed time: `http.cookiejar` sets `_now` to the present before each step, and this ignores it."""

    moment = 0

    @property
    def _now(self) -> int:
        return self.moment

    @_now.setter
    def _now(self, present: int) -> None:
        """Ignore the present."""


class _Policy(_Clock, DefaultCookiePolicy):
    pass


class _Jar(_Clock, RequestsCookieJar):
    def __init__(self, moment: int) -> None:
        policy = _Policy()
        self.moment = policy.moment = moment
        super().__init__(policy)

    def clear_expired_cookies(self) -> None:
        every: list[Any] = list(self)
        for cookie in every:
            if cookie.is_expired(self.moment):
                self.clear(cookie.domain, cookie.path, cookie.name)


def wire(text: str) -> str:
    """Return a header text as `http.client` gives it: its bytes decoded as Latin-1."""
    return octets(text).decode("latin-1")


class RequestsClient:
    """A `requests` client without a network, at a fixed time.

    moment: that time, in seconds since 1970.
    """

    def __init__(self, moment: float) -> None:
        self.moment = int(moment)
        self.jar = _Jar(self.moment)

    def receive(self, header: str, url: str) -> Cookie | None:
        """Let the jar process one Set-Cookie header; return the cookie that it keeps, or None."""
        before = {id(each) for each in self.jar}
        self.receive_response([header], url)
        return next((each for each in self.jar if id(each) not in before), None)

    def receive_response(self, lines: Iterable[str], url: str) -> None:
        """Let the jar process the Set-Cookie headers of one response.

        That differs from one after another: it first carries out the deletions of a response, then keeps its cookies.
        """
        headers = HTTPMessage()
        for line in lines:
            headers["Set-Cookie"] = wire(line)
        response = SimpleNamespace(_original_response=SimpleNamespace(msg=headers))
        with warnings.catch_warnings():
            # It warns of what it cannot parse, and goes on.
            warnings.simplefilter("ignore")
            extract_cookies_to_jar(self.jar, _request(url), response)

    def cookie_header(self, url: str) -> str:
        """Return the Cookie header that the client would send to a URL; "" for none."""
        # A Session copies its jar for each request, and the copy's default policy decides.
        jar = _Jar(self.moment)
        jar.update(self.jar)
        return unwire(get_cookie_header(jar, _request(url)) or "")

    def sends(self, cookie: Cookie, url: str) -> bool:
        """Whether the client would send this cookie to a URL, were it alone in the jar."""
        jar = _Jar(self.moment)
        jar.set_cookie(cookie)
        return bool(get_cookie_header(jar, _request(url)))


def _request(url: str) -> Any:
    """A stub of a prepared request, with what the jar reads."""
    return SimpleNamespace(url=url, headers={})
