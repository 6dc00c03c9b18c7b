"""One answer of a learner's project, for a check to ask: what it was, who the visitor is, what the page offers."""

from __future__ import annotations

from functools import cached_property
from urllib.parse import urljoin, urlsplit

from classroom.check.forms.form import Form
from classroom.check.forms.page import Page, read_page
from classroom.check.objections import NotYet
from classroom.check.reading import user_after
from classroom.record.exchange import Exchange
from classroom.record.target import path_of


class Answer:
    """One answer. exchange: the whole of it, with the server's side. url: where it was asked for."""

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
        """Who the visitor is after this answer, by name; "AnonymousUser" for a stranger."""
        return user_after(self.exchange)

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
    def page(self) -> Page:
        """What a visitor can do on it. Raises NotYet where it is too large to be read."""
        try:
            return read_page(self.text)
        except NotYet as problem:
            problem.exchange = self.exchange
            raise

    @property
    def forms(self) -> list[Form]:
        """The forms of the page."""
        return self.page.forms

    @property
    def fields(self) -> set[str]:
        """The names of all fields of all its forms that are sent by POST."""
        return {name for form in self.forms if form.method == "post" for name in form.fields}

    @property
    def links(self) -> list[str]:
        """The paths that its links lead to, on whichever host."""
        return [self.path_of(each) for each in self.page.links]

    @property
    def pictures(self) -> list[str]:
        """The paths of its pictures, which a browser gets by itself."""
        return [self.path_of(each) for each in self.page.pictures]

    def path_of(self, address: str) -> str:
        """The path that an address leads to from this page. address: of a form, a link or a picture."""
        whole = urljoin(self.url, address)
        return path_of(whole) if whole.lower().startswith(("http://", "https://")) else urlsplit(whole).path
