"""What a check may use: the learner's function, run on a private stretch of the site, and what came of it."""

from __future__ import annotations

import http.client
import inspect
import linecache
import traceback
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from random import Random
from typing import Any, Protocol
from urllib.parse import urlsplit

from classroom.check.task import NotYet
from classroom.record.exchange import Exchange, SessionRow


class Aside(Protocol):
    """A private stretch of the site: a fresh database and a recording of its own."""

    @property
    def url(self) -> str: ...
    @property
    def exchanges(self) -> Sequence[Exchange]: ...
    @property
    def sessions(self) -> Sequence[SessionRow]: ...
    def url_of(self, name: str) -> str: ...
    def keep_sessions_in(self, engine: str) -> None: ...


OpenAside = Callable[[], AbstractContextManager[Aside]]


class NotStarted(Exception):
    """The function is still as it was handed out, or does nothing."""


class WrongCall(Exception):
    """What was handed to the check is no function, or takes other arguments. The message is for the learner."""


class Stopped(KeyboardInterrupt):
    """The learner stopped their function. Still an interrupt, so that "Run All" ends too; shown as one kind line."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class CodeError(Exception):
    """The learner's code raised an exception.

    problem: the exception's type and words.
    line, source: where in the learner's own code, and the text of that line.
    file, next: in which file of their project, and what to do; "" where the code is a cell's.
    """

    def __init__(self, problem: str, line: int | None, source: str, file: str = "", next: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.line = line
        self.source = source
        self.file = file
        self.next = next


@dataclass(frozen=True, slots=True)
class Conversation:
    """What came of one run of the learner's function, or of one conversation with their project.

    arguments: the values that the check chose, by name; `url` is not among them.
    exchanges: everything that travelled, in order.
    sessions: the rows of the session table afterwards.
    returned: what the function returned.
    error: the exception that ended it, or None.
    files: the text of the learner's files, by name, where the answer is files. Empty where their project did not load:
        that is explained by `error`, and a sign that reads files alone would explain something else.
    """

    arguments: dict[str, Any] = field(default_factory=dict)
    exchanges: tuple[Exchange, ...] = ()
    sessions: tuple[SessionRow, ...] = ()
    returned: Any = None
    error: BaseException | None = None
    files: dict[str, str] = field(default_factory=dict)

    def to(self, path: str) -> tuple[Exchange, ...]:
        """The exchanges whose request was for that path, in order."""
        return tuple(exchange for exchange in self.exchanges if exchange.path == path)

    def gave(self, name: str, value: str | None = None) -> tuple[Exchange, ...]:
        """The exchanges whose response gave a cookie of that name (and value), in order."""
        return tuple(
            exchange
            for exchange in self.exchanges
            for cookie in exchange.response_cookies
            if cookie.name == name and not cookie.deletes and value in (None, cookie.value)
        )

    def took_back(self, name: str) -> tuple[Exchange, ...]:
        """The exchanges whose response asked the client to forget a cookie of that name, in order."""
        return tuple(
            exchange
            for exchange in self.exchanges
            if any(cookie.name == name and cookie.deletes for cookie in exchange.response_cookies)
        )


class Work:
    """One attempt: runs the function as often as the check asks, and keeps every conversation.

    function: the learner's.
    takes: the names of its arguments, `url` first.
    aside: opens a private stretch of the site.
    chance: where the check's random values come from.
    """

    def __init__(self, function: Callable[..., Any], takes: Sequence[str], aside: OpenAside, chance: Random) -> None:
        self.function = function
        self.takes = tuple(takes)
        self.chance = chance
        self.conversations: list[Conversation] = []
        self._aside = aside

    def run(self, prepare: Callable[[Aside], object] | None = None, /, **values: Any) -> Conversation:
        """Run the function on a fresh private stretch.

        prepare: what to do to the site before, such as ``lambda site: site.keep_sessions_in("file")``. Requests that
            it makes are not part of the conversation.
        values: the arguments after `url`, by name.
        Raises `WrongCall`, `NotStarted`, `CodeError`; and `NotYet` where it asked the site nothing.
        """
        conversation = self.call(prepare, **values)
        if not conversation.exchanges:
            if inspect.iscoroutine(conversation.returned):
                conversation.returned.close()
            raise NotYet(
                expected="the function asks the site at the url it is given",
                seen="the function ended, and no request arrived there",
            )
        return conversation

    def call(self, prepare: Callable[[Aside], object] | None = None, /, **values: Any) -> Conversation:
        """The same for a task whose answer is what the function returns: it may leave the site alone."""
        _fits(self.function, self.takes)
        error: BaseException | None = None
        returned = None
        with self._aside() as aside:
            if prepare:
                prepare(aside)
            ours = len(aside.exchanges)  # what the check asked while it prepared is not the learner's
            try:
                returned = self.function(aside.url, *(values[name] for name in self.takes[1:]))
            except KeyboardInterrupt:
                raise Stopped("You stopped it; the site is fine. Run the cell again when you like.") from None
            except BaseException as raised:
                error = raised
            # Before the `with` ends: afterwards the learner's own recording is back.
            conversation = Conversation(values, tuple(aside.exchanges)[ours:], tuple(aside.sessions), returned, error)
        self.conversations.append(conversation)
        if isinstance(error, NotImplementedError) and not conversation.exchanges:
            raise NotStarted
        if error is not None:
            raise CodeError(_in_words(error), *_own_line(error, self.function))
        if not conversation.exchanges and returned is None and _does_nothing(self.function):
            raise NotStarted
        return conversation

    def ask(self, requests: Sequence[tuple[str, str, dict[str, str]]]) -> Conversation:
        """A conversation of the check's own, without the learner's function and without a cookie jar.

        requests: (method, path, headers) one after another, on one connection, with no body.
        """
        with self._aside() as aside:
            client = http.client.HTTPConnection(urlsplit(aside.url).netloc, timeout=10)
            try:
                for method, path, headers in requests:
                    client.request(method, path, headers=headers)
                    client.getresponse().read()
            finally:
                client.close()
            return Conversation({}, tuple(aside.exchanges), tuple(aside.sessions))

    def url_of(self, name: str) -> str:
        """The address of the bakery, the bookshop or the tracker: the site as another site, to be handed to `run`."""
        with self._aside() as aside:
            return aside.url_of(name)

    def word(self, length: int = 6) -> str:
        """A random word of small letters, so that an answer written down beforehand does not pass."""
        return random_word(self.chance, length)


def random_word(chance: Random, length: int = 6) -> str:
    """A word of small letters that can be spoken."""
    return "".join(chance.choice("bcdfghklmnprstvw" if at % 2 == 0 else "aeiou") for at in range(length))


def _fits(function: Any, takes: tuple[str, ...]) -> None:
    call = f"({', '.join(takes)})"
    if not callable(function):
        raise WrongCall(
            f"The check was handed {_short(repr(function), 60)}, which is no function. "
            "Write the function's name alone, without brackets."
        )
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):  # some built-in functions tell nothing about their arguments
        return
    try:
        signature.bind(*takes)
    except TypeError:
        name = getattr(function, "__name__", "the function")
        raise WrongCall(
            f"{name}{signature} does not take what the task gives. Begin it with def {name}{call}:"
        ) from None


def _does_nothing(function: Any) -> bool:
    """Whether a function has no body to speak of: it names nothing, so it can call nothing."""
    code = getattr(inspect.unwrap(function), "__code__", None)
    return code is not None and not code.co_names


def _own_line(error: BaseException, function: Any) -> tuple[int | None, str]:
    """The last line of the learner's own code that the exception passed, by number and text."""
    frames = traceback.extract_tb(error.__traceback__)[1:]  # the first is ours
    code = getattr(inspect.unwrap(function), "__code__", None)
    own = [frame for frame in frames if code is not None and frame.filename == code.co_filename] or frames[:1]
    if not own or own[-1].lineno is None:
        return None, ""
    text = own[-1].line or linecache.getline(own[-1].filename, own[-1].lineno)
    return own[-1].lineno, _short(text.strip(), 100)


def _in_words(error: BaseException) -> str:
    words = " ".join(str(error).split())
    return _short(f"{type(error).__name__}: {words}" if words else type(error).__name__, 240)


def _short(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
