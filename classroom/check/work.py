"""One attempt at a task whose answer is a function: runs the function in an aside of the site, records what came."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Sequence
from random import Random
from typing import Any
from urllib.parse import urlsplit

from classroom.check import event_loop
from classroom.check.conversation import Aside, Conversation, OpenAside
from classroom.check.function import (
    check_signature,
    check_that_it_ran,
    does_nothing,
    in_words,
    is_unwritten,
    own_line,
)
from classroom.check.objections import CodeError, NotStarted, NotYet
from classroom.interrupts import Stopped, interruptible


class Work:
    """One attempt: runs the function as often as the check asks, and keeps every conversation in `conversations`.

    function: the learner's.
    takes: the names of its arguments, `url` first.
    aside: opens an aside of the site.
    chance: the random generator for the check's values.
    """

    def __init__(self, function: Callable[..., Any], takes: Sequence[str], aside: OpenAside, chance: Random) -> None:
        self.function = function
        self.takes = tuple(takes)
        self.chance = chance
        self.conversations: list[Conversation] = []
        self._aside = aside

    def run(self, prepare: Callable[[Aside], object] | None = None, /, **values: Any) -> Conversation:
        """Run the function in a fresh aside; return the conversation.

        prepare: what to do to the site before, such as `lambda site: site.keep_sessions_in("file")`. Requests that
            it makes are not part of the conversation.
        values: the arguments after `url`, by name.
        Raises `WrongCall`, `NotStarted` and `CodeError`; `NotYet` where it sent the site no request; `Stopped` where
        the learner interrupts it.
        """
        conversation = self.call(prepare, **values)
        if not conversation.exchanges:
            raise NotYet(
                expected="the function asks the site at the url it is given, and waits for the answer",
                seen="the function ended, and no request arrived there",
            )
        return conversation

    def call(self, prepare: Callable[[Aside], object] | None = None, /, **values: Any) -> Conversation:
        """Like `run`, for a task whose answer is what the function returns: it need not send a request."""
        check_signature(self.function, self.takes)
        conversation = self._attempt(self.function, prepare, values)
        if event_loop.is_refused_one(conversation.error):
            event_loop.forget(conversation.error)
            conversation = self._attempt(event_loop.in_a_thread(self.function), prepare, values)
        self.conversations.append(conversation)
        error = conversation.error
        if is_unwritten(error, self.function) and not conversation.exchanges:
            raise NotStarted
        if error is not None:
            raise CodeError(in_words(error), *own_line(error, self.function))
        if not conversation.exchanges:
            if conversation.returned is None and does_nothing(self.function):
                raise NotStarted
            check_that_it_ran(self.function, conversation.returned)
        return conversation

    def _attempt(
        self, function: Callable[..., Any], prepare: Callable[[Aside], object] | None, values: dict[str, Any]
    ) -> Conversation:
        """Call the function in a fresh aside. Returns the conversation; raises nothing but `Stopped`."""
        error: BaseException | None = None
        returned = None
        with self._aside() as aside:
            if prepare:
                prepare(aside)
            ours = len(aside.exchanges)  # what `prepare` requested is not the learner's
            try:
                returned = interruptible(function, aside.url, *(values[name] for name in self.takes[1:]))
            except KeyboardInterrupt:
                raise Stopped("You stopped it; the site is fine. Run the cell again when you like.") from None
            except BaseException as raised:
                error = raised
            # Before the `with` ends: afterwards the learner's own recording is back.
            return Conversation(values, tuple(aside.exchanges)[ours:], tuple(aside.sessions), returned, error)

    def ask(self, requests: Sequence[tuple[str, str, dict[str, str]]]) -> Conversation:
        """Send requests of the check's own, without the learner's function and without a cookie jar.

        requests: (method, path, headers) one after another, on one connection, with no body.
        Returns the conversation. Raises OSError where the site does not answer within 10 seconds.
        """
        with self._aside() as aside:
            client = http.client.HTTPConnection(urlsplit(aside.url).netloc, timeout=10)

            def send(method: str, path: str, headers: dict[str, str]) -> None:
                client.request(method, path, headers=headers)
                client.getresponse().read()

            try:
                for each in requests:
                    interruptible(send, *each)
            finally:
                client.close()
            return Conversation({}, tuple(aside.exchanges), tuple(aside.sessions))

    def url_of(self, name: str) -> str:
        """The address of the bakery, the bookshop or the tracker: the site under another host, as a value for `run`."""
        with self._aside() as aside:
            return aside.url_of(name)

    def word(self, length: int = 6) -> str:
        """A random lowercase word, so that a hard-coded answer does not pass."""
        return random_word(self.chance, length)


def random_word(chance: Random, length: int = 6) -> str:
    """A pronounceable random lowercase word of `length` letters."""
    return "".join(chance.choice("bcdfghklmnprstvw" if at % 2 == 0 else "aeiou") for at in range(length))
