"""The methods of `Work` and `Conversation` that a check uses."""

from __future__ import annotations

import codecs
import inspect
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from random import Random

import pytest
from no_site import FakeAside, FakeSite, exchange

from classroom.check import function as inspected
from classroom.check.conversation import Conversation
from classroom.check.objections import CodeError, NotStarted, NotYet, WrongCall
from classroom.check.work import Work

TALK = Conversation(
    exchanges=(
        exchange(1, "/a/?q=1", "", ("tea=green; Path=/", "towel=blue")),
        exchange(2, "/a/", "tea=green; towel=blue", ("tea=red",)),
        exchange(3, "/b/", "tea=red", ('tea=""; Max-Age=0; expires=Thu, 01 Jan 1970 00:00:00 GMT',)),
    )
)


def numbers(exchanges: tuple) -> list[int]:
    return [each.number for each in exchanges]


def test_to() -> None:
    assert numbers(TALK.to("/a/")) == [1, 2] and TALK.to("/c/") == ()


def test_gave() -> None:
    assert numbers(TALK.gave("tea")) == [1, 2]
    assert numbers(TALK.gave("tea", "red")) == [2]
    assert TALK.gave("tea", "blue") == () and TALK.gave("coffee") == ()


def test_took_back() -> None:
    assert numbers(TALK.took_back("tea")) == [3] and TALK.took_back("towel") == ()


def test_random_words_are_repeatable_with_a_seed() -> None:
    one, two = (Work(print, ("url",), None, Random(5)).word(7) for _ in range(2))  # type: ignore[arg-type]
    assert one == two and len(one) == 7 and one.isalpha()


def test_the_check_can_hold_a_conversation_of_its_own() -> None:
    seen: list[str | None] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            seen.append(self.headers["Cookie"])
            self.send_response(204)
            self.end_headers()

        def log_message(self, *arguments: object) -> None:
            """Log nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()

    @contextmanager
    def aside() -> Iterator[FakeAside]:
        yield FakeAside(f"http://127.0.0.1:{server.server_port}", [exchange(1, "/")])

    try:
        work = Work(print, ("url",), aside, Random(1))
        talk = work.ask([("GET", "/", {"Cookie": "a=1"}), ("GET", "/", {})])
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert seen == ["a=1", None]
    assert len(talk.exchanges) == 1 and work.conversations == []


def test_another_address_of_the_site_can_be_handed_to_the_function() -> None:
    site = FakeSite()

    def visit(url: str, bakery: str) -> None:
        site.ask(f"/{bakery}")

    work = Work(visit, ("url", "bakery"), site.aside, Random(1))
    talk = work.run(bakery=work.url_of("bakery"))
    assert talk.arguments == {"bakery": "http://bakery.fake"}
    assert [each.target for each in talk.exchanges] == ["/http://bakery.fake"]
    assert site.open == 0


def test_what_the_check_asks_while_it_prepares_is_not_the_learners() -> None:
    site = FakeSite()

    def prepare(aside: FakeAside) -> None:
        aside.ask("/prepared/")

    def visit(url: str) -> None:
        site.ask("/visited/")

    def nothing(url: str) -> None:
        len(url)

    def empty(url: str) -> None: ...

    talk = Work(visit, ("url",), site.aside, Random(1)).run(prepare)
    assert [each.target for each in talk.exchanges] == ["/visited/"]
    with pytest.raises(NotYet, match="no request arrived there"):
        Work(nothing, ("url",), site.aside, Random(1)).run(prepare)
    with pytest.raises(NotStarted):
        Work(empty, ("url",), site.aside, Random(1)).run(prepare)


def test_only_the_placeholder_of_an_answer_says_that_it_is_not_written() -> None:
    class NobodyCanBeAsked(NotImplementedError):
        """As `input()` raises it in a notebook that is run without a person."""

    def asks(url: str) -> None:
        raise NobodyCanBeAsked("input is not supported")

    def by_a_library(url: str) -> None:
        codecs.IncrementalDecoder().decode(b"")

    def helper() -> None:
        raise NotImplementedError

    def placeholder(url: str) -> None:
        helper()

    site = FakeSite()
    for function in (asks, by_a_library):
        with pytest.raises(CodeError) as raised:
            Work(function, ("url",), site.aside, Random(1)).run()
        assert raised.value.source.startswith(("raise NobodyCanBeAsked", "codecs."))
    with pytest.raises(NotStarted):
        Work(placeholder, ("url",), site.aside, Random(1)).run()


def test_the_line_of_an_object_that_can_be_called_is_the_learners() -> None:
    class Answer:
        def __call__(self, url: str) -> None:
            {}["lost"]

    with pytest.raises(CodeError) as raised:
        Work(Answer(), ("url",), FakeSite().aside, Random(1)).run()
    assert raised.value.source == '{}["lost"]'


def test_what_was_not_run_is_let_go_of_without_a_warning() -> None:
    async def answer() -> None: ...

    async def many() -> AsyncIterator[int]:
        yield 1

    begun = answer()
    with pytest.raises(WrongCall, match="a coroutine"):
        inspected.check_that_it_ran(answer, begun)
    assert inspect.getcoroutinestate(begun) == inspect.CORO_CLOSED
    with pytest.raises(WrongCall, match="an async generator"):
        inspected.check_that_it_ran(many, many())


def test_a_function_that_tells_no_signature_may_take_anything() -> None:
    for silent in (min, type):
        with pytest.raises((TypeError, ValueError)):
            inspect.signature(silent)
        inspected.check_signature(silent, ("url",))


def test_the_words_of_another_process_are_cut() -> None:
    assert len(repr(inspected.OfAnotherProcess("x" * 10_000))) == 200
    assert len(inspected.in_words(ValueError("x" * 10_000))) == 240
