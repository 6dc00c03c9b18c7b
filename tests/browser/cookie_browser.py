"""Chromium and `requests` as clients of the raw cookie server: both get the same responses, and we see what each sends.

Addresses are written without a port (`http://shop.example.com/cart`): the helper adds the port of the server for the
scheme. Chromium resolves every host name to 127.0.0.1; `requests` connects there and sends the name as its Host header,
by which its jar goes. So nothing leaves this machine.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from raw_cookie_server import RawCookieServer

from classroom.cookies.octets import header_lines
from classroom.run.chromium import CHROMIUM_ARGUMENTS, find_chromium

Lines = Sequence[str | bytes]
THIRD_PARTY_COOKIES = 2  # "cookie_controls_mode": blocked in private windows only, as Chromium has it; Debian's blocks.
NO_THIRD_PARTY_COOKIES = 1


def until(ready: Callable[[], bool], seconds: float = 15) -> None:
    """Wait until `ready()` is true. Fails after that many seconds."""
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, "Chromium did not do what it was asked for"
        time.sleep(0.01)


class Servers:
    """The servers for the two schemes; `https` is missing where there is no openssl to make a certificate."""

    def __init__(self, http: RawCookieServer, https: RawCookieServer | None) -> None:
        self._servers = {"http": http} | ({"https": https} if https else {})

    def of(self, address: str) -> RawCookieServer:
        return self._servers[urlsplit(address).scheme]

    def url(self, address: str) -> str:
        """The address with its port."""
        parts = urlsplit(address)
        return f"{parts.scheme}://{parts.netloc}:{self.of(address).port}{parts.path}"

    def set_response(self, address: str, lines: Lines = (), page: str = "") -> None:
        self.of(address).set_response(urlsplit(address).path, lines, page)

    def cookie(self, address: str) -> str:
        """The Cookie header of the latest request for an address, "" for none; waits until it has come."""
        server, path = self.of(address), urlsplit(address).path
        until(lambda: any(each.target.partition("?")[0] == path for each in server.received))
        return "".join(header_lines([server.last(path).cookie or b""]))

    def clear(self) -> None:
        for each in self._servers.values():
            each.clear()


class ChromiumProfile:
    """One browser window with the cookies of a normal profile, kept in a folder."""

    def __init__(self, context: Any, servers: Servers) -> None:
        self.context, self.servers, self.page = context, servers, context.pages[0]
        self._tools = context.new_cdp_session(self.page)

    def forget(self) -> None:
        """Delete the cookies, the responses of the servers, and the requests that they keep."""
        self.context.clear_cookies()
        self.servers.clear()

    def visit(self, address: str) -> str:
        """Open an address; return the Cookie header of the request."""
        self.page.goto(self.servers.url(address), wait_until="commit")
        return self.servers.cookie(address)

    def receive(self, lines: Lines, address: str) -> None:
        """Open an address whose response has these Set-Cookie values."""
        self.servers.set_response(address, lines)
        self.visit(address)
        self.servers.of(address).responses.clear()

    def fetch(self, address: str) -> str:
        """Let a script in the page fetch an address of the same host; return the Cookie header of the request."""
        self.page.evaluate("url => fetch(url).then(answer => answer.text())", self.servers.url(address))
        return self.servers.cookie(address)

    def stored(self) -> list[dict[str, Any]]:
        """The cookies in the profile, as the developer tools show them."""
        return list(self._tools.send("Network.getAllCookies")["cookies"])

    def names(self) -> list[str]:
        return sorted(each["name"] for each in self.stored())


@contextmanager
def chromium_profile(
    playwright: Any, folder: Path, servers: Servers, *, third_party: int = THIRD_PARTY_COOKIES, restore: bool = False
) -> Iterator[ChromiumProfile]:
    """Chromium with the profile in `folder`, which is made if it is not there yet.

    third_party: the profile's "cookie_controls_mode". restore: its setting "continue where you left off".
    """
    settings = folder / "Default" / "Preferences"
    if not settings.exists():
        settings.parent.mkdir(parents=True)
        wanted = {
            "profile": {"cookie_controls_mode": third_party},
            "session": {"restore_on_startup": 1 if restore else 5},
        }
        settings.write_text(json.dumps(wanted), encoding="utf-8")
    context = playwright.chromium.launch_persistent_context(
        str(folder),
        executable_path=find_chromium(),
        args=[*CHROMIUM_ARGUMENTS, "--host-resolver-rules=MAP * 127.0.0.1"],
        ignore_https_errors=True,
    )
    context.set_default_timeout(20_000)
    try:
        yield ChromiumProfile(context, servers)
    finally:
        context.close()


class RequestsClient:
    """A plain `requests.Session` that talks to the same servers."""

    def __init__(self, servers: Servers, certificate: Path | None) -> None:
        self.servers, self.session = servers, requests.Session()
        self.session.trust_env = False
        self.session.verify = str(certificate) if certificate else True

    def visit(self, address: str) -> str:
        """Request an address; return the Cookie header of the request."""
        server, parts = self.servers.of(address), urlsplit(address)
        host = f"{parts.netloc}:{server.port}"
        url = f"{parts.scheme}://127.0.0.1:{server.port}{parts.path}"
        self.session.get(url, headers={"Host": host}, timeout=10).close()
        return self.servers.cookie(address)

    def receive(self, lines: Lines, address: str) -> None:
        self.servers.set_response(address, lines)
        self.visit(address)
        self.servers.of(address).responses.clear()

    def after(self, responses: Iterable[tuple[Lines, str]], to: str) -> str:
        """Return the Cookie header that a new Session sends to `to`, after these responses."""
        self.session.cookies.clear()
        for lines, address in responses:
            self.receive(lines, address)
        return self.visit(to)
