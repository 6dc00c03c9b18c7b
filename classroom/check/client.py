"""The check's own visitor of a learner's project: a client with a cookie jar that fills in forms as a person does."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from secrets import token_hex
from typing import Any
from urllib.parse import urljoin, urlsplit

from classroom.check.objections import NotYet
from classroom.record.exchange import NOBODY, Exchange

SECONDS = 12.0
MOST = 20_000_000
"""Bytes of an answer that are waited for."""
TOKEN = "csrfmiddlewaretoken"


@dataclass(slots=True)
class Form:
    """A form of a page: where it sends to, how, and its fields with the values that they hold already."""

    action: str = ""
    method: str = "get"
    fields: dict[str, str] = field(default_factory=dict)


class Answer:
    """One answer. exchange: the whole of it, with the server's side. page: where it was asked for."""

    def __init__(self, exchange: Exchange, url: str) -> None:
        self.exchange = exchange
        self.url = url

    @property
    def status(self) -> int:
        return self.exchange.status

    @property
    def text(self) -> str:
        return self.exchange.response.text

    @property
    def location(self) -> str:
        """The path that a redirect points to; "" if it is none."""
        return self.exchange.location or ""

    @property
    def user(self) -> str:
        """Who the visitor is after this answer, by name; "AnonymousUser" for nobody."""
        return self.exchange.notes.user_after if self.exchange.notes else NOBODY

    @property
    def view(self) -> str:
        """The dotted name of the view that answered; "" if none ran."""
        return (self.exchange.notes.view if self.exchange.notes else None) or ""

    @property
    def short(self) -> str:
        """What it was, for `seen`: "404 Not Found", "302 to /accounts/profile/"."""
        if self.location:
            return f"{self.status} to {self.location}"
        return f"{self.status} {self.exchange.reason}"

    @cached_property
    def forms(self) -> list[Form]:
        """The forms of the page."""
        reader = _Forms()
        reader.feed(self.text)
        return reader.forms

    @property
    def fields(self) -> set[str]:
        """The names of all fields of all its forms that are sent by POST."""
        return {name for form in self.forms if form.method == "post" for name in form.fields}


class Client:
    """A visitor. last: gives the latest exchange of the client with this User-Agent. complain: looks at each answer,
    and may raise.
    """

    def __init__(self, url: str, last: Callable[[str], Exchange], complain: Callable[[Answer], None] | None) -> None:
        import requests

        self._session = requests.Session()
        self._session.trust_env = False
        # A name that no other has: any program on this computer may ask the same port at the same time.
        self._name = self._session.headers["User-Agent"] = f"{requests.utils.default_user_agent()} {token_hex(8)}"
        self._url = url
        self._last = last
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
        target = urljoin(self._url, path)
        if urlsplit(target).netloc != urlsplit(self._url).netloc:
            raise NotYet(expected="the site sends a visitor to its own pages", seen=f"it named {target[:100]}")
        try:
            with self._session.request(method, target, **options) as response:
                _read(response)
        except requests.RequestException as problem:
            words = type(problem).__name__
            raise NotYet(expected=f"{method} {path} is answered", seen=f"no whole answer came ({words})") from None
        answer = Answer(self._last(self._name), target)
        if self._complain:
            self._complain(answer)
        return answer

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
            answer, most = self.get(urljoin(answer.url, answer.exchange.response.header("location") or "")), most - 1
        return answer

    def submit(self, page: Answer | str, **fields: str) -> Answer:
        """Fill in the page's form that is sent by POST and has these fields, and send it, hidden fields and all.

        page: an answer of this client, or a path to get first. Raises NotYet where the page has no such form.
        """
        shown = self.get(page) if isinstance(page, str) else page
        fitting = [form for form in shown.forms if form.method == "post" and set(fields) <= set(form.fields)]
        if not fitting:
            names = ", ".join(sorted(fields)) or "nothing to fill in"
            raise NotYet(
                expected=f"{urlsplit(shown.url).path} shows a form to be sent by POST with the fields {names}",
                seen=f"its fields are {', '.join(sorted(shown.fields))}" if shown.fields else "it shows no such form",
                exchange=shown.exchange,
            )
        form = fitting[0]
        target = urljoin(shown.url, form.action)
        return self.ask("POST", target, data={**form.fields, **fields}, headers={"Referer": shown.url})


def _read(response: Any) -> None:
    """Read an answer to its end. Raises NotYet where it seems to have none."""
    until, size = time.monotonic() + SECONDS, 0
    for piece in response.iter_content(65_536):
        size += len(piece)
        if size > MOST or time.monotonic() > until:
            raise NotYet(expected="an answer comes to its end", seen=f"after {size:,} bytes it still goes on")


class _Forms(HTMLParser):
    """Reads the forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._open = False
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(facts.get("action", ""), facts.get("method", "get").lower() or "get"))
            self._open = True
        elif self._open and (name := facts.get("name")):
            kind = facts.get("type", "text").lower()
            if tag in ("input", "textarea", "select") and (kind not in ("checkbox", "radio") or "checked" in facts):
                self.forms[-1].fields.setdefault(name, facts.get("value", ""))
                self._select = name if tag == "select" else ""
            elif tag == "input":
                self.forms[-1].fields.setdefault(name, "")
            elif tag == "button" and kind == "submit":
                self.forms[-1].fields.setdefault(name, facts.get("value", ""))
        elif self._select and tag == "option" and "selected" in facts:
            self.forms[-1].fields[self._select] = facts.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = False
        elif tag == "select":
            self._select = ""
