"""What `requests` does with Set-Cookie headers: found out by letting it, on a response that never travelled.

Its jar is Python's `http.cookiejar`, which follows the rules of Netscape and RFC 2965. No table of differences
is kept here: the real `RequestsCookieJar` receives the headers and answers for the real `Cookie` header.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from http.client import HTTPMessage
from http.cookiejar import Cookie, DefaultCookiePolicy
from types import SimpleNamespace
from typing import Any

from requests.cookies import RequestsCookieJar, extract_cookies_to_jar, get_cookie_header

from classroom.cookies.octets import octets


class _Clock:
    """`http.cookiejar` writes down the present before each step; this one answers with a time of our choice."""

    moment = 0

    @property
    def _now(self) -> int:
        return self.moment

    @_now.setter
    def _now(self, present: int) -> None:
        """The present is not wanted."""


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
    """A text as `http.client` hands it on: one character for each byte that travelled."""
    return octets(text).decode("latin-1")


def unwire(text: str) -> str:
    """Back from there: the bytes read as UTF-8 where they are UTF-8."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


class RequestsClient:
    """A `requests` client without a network, at one moment. It lives inside one call and is never shared.

    moment: the time in seconds since 1970 that its jar believes in.
    """

    def __init__(self, moment: float) -> None:
        self.moment = int(moment)
        self.jar = _Jar(self.moment)

    def receive(self, header: str, url: str) -> Cookie | None:
        """Let the jar process one Set-Cookie header; returns what it keeps of it, None if nothing."""
        before = {id(each) for each in self.jar}
        self.receive_answer([header], url)
        return next((each for each in self.jar if id(each) not in before), None)

    def receive_answer(self, lines: Iterable[str], url: str) -> None:
        """Let the jar process the Set-Cookie headers of one answer.

        Not the same as one after another: it carries out the deletions of an answer first, then keeps its cookies.
        """
        headers = HTTPMessage()
        for line in lines:
            headers["Set-Cookie"] = wire(line)
        response = SimpleNamespace(_original_response=SimpleNamespace(msg=headers))
        with warnings.catch_warnings():
            # What its parser cannot read it reports as a warning, and goes on.
            warnings.simplefilter("ignore")
            extract_cookies_to_jar(self.jar, _request(url), response)

    def cookie_header(self, url: str) -> str:
        """The Cookie header that it would send; "" for none."""
        # A Session copies its jar for each request, and the copy's default policy decides.
        jar = _Jar(self.moment)
        jar.update(self.jar)
        return unwire(get_cookie_header(jar, _request(url)) or "")

    def sends(self, cookie: Cookie, url: str) -> bool:
        """Whether this cookie alone would go with a request."""
        jar = _Jar(self.moment)
        jar.set_cookie(cookie)
        return bool(get_cookie_header(jar, _request(url)))


def _request(url: str) -> Any:
    """As much of a prepared request as the jar looks at."""
    return SimpleNamespace(url=url, headers={})
