"""The exchanges in the argument of a drawing: one, several, or those of a site.

Every drawing gets what it needs as an argument; none looks at the notebook's variables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from classroom.cells.given import attribute, is_response
from classroom.errors import CourseError, described
from classroom.record.exchange import Exchange, SessionRow


class Recorded(Protocol):
    """A recorded site: the demo site, the learner's project, one of two servers."""

    @property
    def exchanges(self) -> tuple[Exchange, ...]: ...
    @property
    def sessions(self) -> tuple[SessionRow, ...]: ...
    @property
    def session_engine(self) -> str: ...


def recorded(what: Any, name: str) -> Recorded:
    """The recorded site that `what` is. name: the function that was called. Raises CourseError for anything else."""
    if isinstance(attribute(what, "exchanges"), tuple) and isinstance(attribute(what, "sessions"), tuple):
        return what
    raise CourseError(
        f"{name}() looks at a recorded site, and was handed {described(what)}.",
        "A site is what open_site() or open_workshop() returns.",
        f"Hand over yours: {name}(…, workshop); without it, the demo site is meant.",
    )


def one_exchange(what: Any, name: str) -> Exchange:
    """The one exchange in `what`. name: the function that was called. Raises CourseError for none or several."""
    found = exchanges_of(what, name, f"Hand it one: {name}(site.exchanges[-1])")
    if len(found) != 1:
        raise CourseError(
            f"{name}() draws one exchange, and was handed {len(found) or 'none'}.",
            "Each of the site's exchanges is one request with its response.",
            f"{'Hand it one' if found else 'Send a request first, then'}: {name}(site.exchanges[-1])",
        )
    return found[0]


def exchanges_of(what: Any, name: str, do: str = "") -> tuple[Exchange, ...]:
    """The exchanges in `what`: one, several, or a site's.

    name: the function that the learner called. do: what to do where it is something else.
    Raises CourseError for anything else.
    """
    if isinstance(what, Exchange):
        return (what,)
    of_site = attribute(what, "exchanges")
    if isinstance(of_site, tuple):
        return of_site
    found, wrong = _taken_out(what)
    if wrong:
        inside = "" if wrong[0] is what else f" that holds {described(wrong[0])}"
        raise CourseError(
            f"{name}() draws exchanges, and was handed {described(what)}{inside}.",
            "A response is the client's half; the site records both."
            if is_response(what)
            else "The site records them.",
            do or f"Hand it some: {name}(site.exchanges), or the last one: {name}(site.exchanges[-1])",
        )
    if not found and isinstance(what, Iterator):
        raise CourseError(
            f"{name}() was handed {described(what)} with no exchange left in it.",
            "It hands out each thing once: what was drawn before is gone, or nothing in it fits.",
            f"Make a list of it, which can be drawn again: {name}([one for one in site.exchanges if …])",
        )
    return found


def _taken_out(what: Any) -> tuple[tuple[Exchange, ...], tuple[Any, ...]]:
    """The exchanges in a collection; and the first thing in it that is none, or `what` where it is no collection.

    It stops there: a generator may never end, and going through a response would read its body.
    """
    single = isinstance(what, str | bytes | bytearray | Mapping | type) or is_response(what)
    if single or not isinstance(what, Iterable):
        return (), (what,)
    try:
        each_of = iter(what)
    except Exception:
        return (), (what,)
    found = []
    for each in each_of:
        if not isinstance(each, Exchange):
            return (), (each,)
        found.append(each)
    return tuple(found), ()
