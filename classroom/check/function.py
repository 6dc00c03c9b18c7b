"""A learner's function inspected: its signature, whether its body is empty, the line at which it failed."""

from __future__ import annotations

import inspect
import linecache
import traceback
from pathlib import Path
from typing import Any

from classroom.check.objections import WrongCall
from classroom.errors import shown
from classroom.paths import ENGINE


class OfAnotherProcess:
    """An object of another process, of which only its `repr` is known here. words: that, shortened."""

    def __init__(self, words: str) -> None:
        self.words = words[:200]

    def __repr__(self) -> str:
        return self.words


class RemoteFunction:
    """A function that runs in another process. It cannot be inspected here, so it provides what is asked of it.

    does_nothing: whether its body is empty. yields: whether it is a generator function.
    """

    does_nothing = False
    yields = False

    def own_line(self) -> tuple[int | None, str]:
        """The number and the text of the learner's line at which its last call failed."""
        return None, ""


def check_signature(function: Any, takes: tuple[str, ...]) -> None:
    """Raises WrongCall where `function` is no function, or cannot be called with these arguments."""
    if not callable(function):
        words = function.words if isinstance(function, OfAnotherProcess) else shown(function)
        raise WrongCall(
            f"The check was handed {words}, which is no function. Write the function's name alone, without brackets."
        )
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):  # some built-in functions have no signature
        return
    try:
        signature.bind(*takes)
    except TypeError:
        name = getattr(function, "__name__", "the function")
        raise WrongCall(
            f"{name}{signature} does not take what the task gives. Begin it with def {name}({', '.join(takes)}):"
        ) from None


def does_nothing(function: Any) -> bool:
    """Whether a function's body is empty: its code has no names, so it can call nothing."""
    if isinstance(function, RemoteFunction):
        return function.does_nothing
    code = getattr(inspect.unwrap(function), "__code__", None)
    return code is not None and not code.co_names


def check_that_it_ran(function: Any, returned: Any) -> None:
    """Raises WrongCall where a call gave something that is still to be run: a coroutine, or a generator.

    returned: what the call returned; what arrived from another process is known by its `kind`.
    Source: https://docs.python.org/3/reference/compound_stmts.html#coroutine-function-definition
    """
    name = getattr(function, "__name__", "the function")
    kind = getattr(returned, "kind", type(returned).__name__)
    if kind in ("coroutine", "async_generator"):
        if inspect.iscoroutine(returned):
            returned.close()
        what = "a coroutine" if kind == "coroutine" else "an async generator"
        raise WrongCall(
            f"Calling {name} returned {what}, and nothing in it has run: it is async. "
            "Begin it with def, and call what is async inside it by asyncio.run(…)."
        )
    yields = function.yields if isinstance(function, RemoteFunction) else inspect.isgeneratorfunction(function)
    if kind == "generator" and yields:
        raise WrongCall(
            f"Calling {name} returned a generator, and nothing in it has run: it has a yield. "
            "Collect the values in a list, and return that."
        )


def own_line(error: BaseException, function: Any) -> tuple[int | None, str]:
    """The number and the text of the last line of the learner's own code in the traceback of an exception."""
    if isinstance(function, RemoteFunction):
        return function.own_line()
    frames = [each for each in traceback.extract_tb(error.__traceback__) if not _is_ours(each.filename)]
    code = getattr(inspect.unwrap(function), "__code__", None)
    own = [frame for frame in frames if code is not None and frame.filename == code.co_filename] or frames[:1]
    if not own or own[-1].lineno is None:
        return None, ""
    text = own[-1].line or linecache.getline(own[-1].filename, own[-1].lineno)
    return own[-1].lineno, short(text.strip(), 100)


def is_unwritten(error: BaseException | None, function: Any) -> bool:
    """Whether an exception is the `raise NotImplementedError` that stands where an answer is to be written.

    A library raises it too, or a subclass of it, as `input()` does where nobody can be asked.
    """
    if type(error) is not NotImplementedError:
        return False
    own = getattr(inspect.unwrap(function), "__globals__", None)
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    return own is None or not frames or frames[-1].f_globals is own


def _is_ours(file: str) -> bool:
    return Path(file).is_relative_to(ENGINE)


def in_words(error: BaseException) -> str:
    """An exception's type and message, in one line."""
    words = " ".join(str(error).split())
    return short(f"{type(error).__name__}: {words}" if words else type(error).__name__, 240)


def short(text: str, limit: int) -> str:
    """The text, cut to at most `limit` characters."""
    return text if len(text) <= limit else text[: limit - 1] + "…"
