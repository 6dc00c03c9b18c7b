"""A fake site: functions append exchanges to a list, so that checks are tested without a socket."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from classroom.check.conversation import Conversation
from classroom.check.objections import NotYet
from classroom.check.task import FunctionTask, KnownMistake
from classroom.check.verdict import Place
from classroom.check.work import Work
from classroom.record.exchange import Exchange, Message, SessionRow


def exchange(number: int, target: str, cookie: str = "", set_cookie: tuple[str, ...] = ()) -> Exchange:
    up = f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\n" + (f"Cookie: {cookie}\r\n" if cookie else "") + "\r\n"
    down = "HTTP/1.1 200 OK\r\n" + "".join(f"Set-Cookie: {line}\r\n" for line in set_cookie) + "\r\n"
    return Exchange(number, 1, 50000, 0.0, 1.0, Message(up.encode()), Message(down.encode()))


@dataclass
class FakeAside:
    url: str = "http://fake"
    exchanges: list[Exchange] = field(default_factory=list)
    sessions: tuple[SessionRow, ...] = ()

    def url_of(self, name: str) -> str:
        return f"http://{name}.fake"

    def ask(self, target: str, cookie: str = "", set_cookie: tuple[str, ...] = ()) -> None:
        self.exchanges.append(exchange(len(self.exchanges) + 1, target, cookie, set_cookie))


class FakeSite:
    """A fake site: `site.ask(target)` in a learner's function takes the place of a request."""

    def __init__(self) -> None:
        self.asides: list[FakeAside] = []
        self.open = 0

    @contextmanager
    def aside(self) -> Iterator[FakeAside]:
        self.asides.append(FakeAside())
        self.open += 1
        try:
            yield self.asides[-1]
        finally:
            self.open -= 1

    def ask(self, *arguments: Any) -> None:
        self.asides[-1].ask(*arguments)


def check_visits(work: Work) -> None:
    """Passes where the function visited the page of the word that the check chose."""
    word = work.word()
    talk = work.run(word=word)
    if not talk.to(f"/{word}/"):
        raise NotYet(expected=f"a visit to /{word}/", seen="another page", exchange=talk.exchanges[0])


def went_home(talk: Conversation) -> bool:
    return bool(talk.to("/"))


TASK = FunctionTask(
    name="03.9",
    title="Visit a page",
    minutes=3,
    takes=("url", "word"),
    check=check_visits,
    hints=("first", "second", "third"),
    mistakes=(KnownMistake("went_home", "Home is another page.", Place("03_x", "Who writes the note?"), went_home),),
    debrief="A visit is a request.",
)
