"""The check's own visitor of a learner's project: a client with a cookie jar that fills in forms as a person does."""

from __future__ import annotations

import string
import time
from collections.abc import Callable
from typing import Any, Protocol
from urllib.parse import quote, urljoin, urlsplit

from classroom.check.answer import Answer
from classroom.check.forms.filling import Wish, filled_in
from classroom.check.forms.form import MULTIPART, PLAIN, FormSubmission
from classroom.check.objections import NotYet
from classroom.interrupts import interruptible
from classroom.record.exchange import Exchange

SECONDS = 12.0
MOST = 20_000_000
"""Bytes of an answer that are waited for."""
TOKEN = "csrfmiddlewaretoken"


class Recording(Protocol):
    """What the server of a project recorded, by connection: any program on this computer may ask it meanwhile."""

    def connected(self, client_port: int) -> None:
        """Take note of a connection of a client of the check's own. client_port: the port of its end."""

    def exchange_from(self, client_port: int) -> Exchange:
        """Return the latest exchange of the latest connection from that port. Raises NotYet where there is none."""
        ...


class Client:
    """A visitor. recording: finds the exchange of each answer. complain: looks at each answer, and may raise."""

    def __init__(self, url: str, recording: Recording, complain: Callable[[Answer], None] | None) -> None:
        import requests

        self._session = requests.Session()
        self._session.trust_env = False
        adapter = requests.adapters.HTTPAdapter()
        pools: Any = adapter.poolmanager
        pools.pool_classes_by_scheme = {"http": _with_told_ports(pools.pool_classes_by_scheme["http"], self._connected)}
        self._session.mount("http://", adapter)
        self._url = url
        self._recording = recording
        self._port = 0
        self._complain = complain

    @property
    def cookies(self) -> dict[str, str]:
        """The jar, by name."""
        return {name: value or "" for name, value in self._session.cookies.items()}

    def forget(self, *names: str) -> None:
        """Drop cookies from the jar, all of them where none is named; the server is told nothing."""
        jar: Any = self._session.cookies
        for each in list(jar):
            if not names or each.name in names:
                jar.clear(each.domain, each.path, each.name)

    def carry(self, **cookies: str) -> None:
        """Put cookies into the jar, as somebody would who has copied them."""
        for name, value in cookies.items():
            self._session.cookies.set(name, value, domain="127.0.0.1", path="/")

    def ask(self, method: str, path: str, **options: Any) -> Answer:
        """Send one request. options: what `requests` takes. Raises NotYet where no answer came."""
        import requests

        options = {"allow_redirects": False, "timeout": SECONDS, **options, "stream": True}
        target = _joined(self._url, path)
        if urlsplit(target).netloc != urlsplit(self._url).netloc:
            raise NotYet(expected="the site sends a visitor to its own pages", seen=f"it named {target[:100]}")

        def exchange() -> None:
            with self._session.request(method, target, **options) as response:
                _read(response)

        try:
            interruptible(exchange)
        except requests.RequestException as problem:
            words = type(problem).__name__
            raise NotYet(expected=f"{method} {path} is answered", seen=f"no whole answer came ({words})") from None
        # One request after another: the latest exchange of this connection is that of this answer.
        answer = Answer(self._recording.exchange_from(self._port), target)
        if self._complain:
            self._complain(answer)
        return answer

    def _connected(self, client_port: int) -> None:
        self._port = client_port
        self._recording.connected(client_port)

    def get(self, path: str, **options: Any) -> Answer:
        """GET a path, or a whole address on this site."""
        return self.ask("GET", path, **options)

    def post(self, path: str, data: dict[str, str] | None = None, *, token: bool = False, **options: Any) -> Answer:
        """POST fields as they are. token: whether the CSRF token of the jar goes with them."""
        fields = {TOKEN: self.cookies.get("csrftoken", "")} if token else {}
        return self.ask("POST", path, data={**fields, **(data or {})}, **options)

    def follow(self, answer: Answer, most: int = 5) -> Answer:
        """Go where a redirect points to, again and again."""
        while answer.location and most:
            target = _joined(answer.url, answer.exchange.response.header("location") or "")
            answer, most = self.get(target), most - 1
        return answer

    def submit(self, page: Answer | str, button: str = "", /, **fields: Wish) -> Answer:
        """Fill in the first form of the page that is sent by POST and has these fields, and send it as a browser does.

        page: an answer of this client, or a path to get first. button: what stands on the button to press, or its name
        or value; by default the one that Enter presses. fields: by name, a text, True or False for a checkbox, or a
        list for a field with several controls. Raises NotYet where the page has no such form, or does not offer that.
        """
        shown = self.get(page) if isinstance(page, str) else page
        try:
            sending = filled_in(shown.forms, fields, button, urlsplit(shown.url).path)
        except NotYet as problem:
            problem.exchange = shown.exchange
            raise
        return self.send(shown, sending)

    def send(self, page: Answer, sending: FormSubmission) -> Answer:
        """Send what a form of that page sends. Raises NotYet where no answer came."""
        options = _body(sending)
        options["headers"] = {"Referer": quote(page.url, safe="%" + string.punctuation), **options.get("headers", {})}
        return self.ask(sending.method.upper(), _joined(page.url, sending.action), **options)


def _with_told_ports(pool: Any, connected: Callable[[int], None]) -> Any:
    """Return a class like this one of urllib3's, whose connections tell the port of their own end once they are there.

    pool: `HTTPConnectionPool`; its `ConnectionCls` is urllib3's place for a connection of one's own.
    """

    class TellsItsPort(pool.ConnectionCls):
        def connect(self) -> None:
            super().connect()
            connected(self.sock.getsockname()[1])

    return type("Pool", (pool,), {"ConnectionCls": TellsItsPort})


def _joined(url: str, path: str) -> str:
    """An address beside another one. Raises NotYet where it cannot be read, as `http://[` cannot."""
    try:
        return urljoin(url, path)
    except ValueError:
        raise NotYet(expected="the site names addresses that can be read", seen=f"it named {path[:100]}") from None


def _body(sending: FormSubmission) -> dict[str, Any]:
    """The options of `requests` for what a form sends by POST."""
    if sending.enctype == MULTIPART:
        no_file = ("", b"", "application/octet-stream")
        return {"files": [(name, no_file if name in sending.files else (None, text)) for name, text in sending.entries]}
    if sending.enctype == PLAIN:
        lines = "".join(f"{name}={text}\r\n" for name, text in sending.entries)
        return {"data": lines.encode(), "headers": {"Content-Type": PLAIN}}
    return {"data": sending.entries}


def _read(response: Any) -> None:
    """Read an answer to its end. Raises NotYet where it seems to have none."""
    # As it travelled: what is compressed may be a thousand times as large, or a million where it is so twice.
    response.raw.headers.pop("Content-Encoding", None)
    until, size = time.monotonic() + SECONDS, 0
    for piece in response.iter_content(65_536):
        size += len(piece)
        if size > MOST or time.monotonic() > until:
            raise NotYet(expected="an answer comes to its end", seen=f"after {size:,} bytes it still goes on")
