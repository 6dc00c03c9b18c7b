"""The exchanges in the argument of a drawing: one, several, or those of a site.

Every drawing gets what it needs as an argument; none looks at the notebook's variables.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from classroom.errors import CourseError
from classroom.record.exchange import Exchange, SessionRow


class Recorded(Protocol):
    """A recorded site: the demo site, the learner's project, one of two servers."""

    @property
    def exchanges(self) -> tuple[Exchange, ...]: ...
    @property
    def sessions(self) -> tuple[SessionRow, ...]: ...
    @property
    def session_engine(self) -> str: ...


def one_exchange(what: Any, name: str) -> Exchange:
    """The one exchange in `what`. name: the function that was called. Raises CourseError for none or several."""
    found = exchanges_of(what, name)
    if len(found) != 1:
        raise CourseError(
            f"{name}() draws one exchange.",
            "It was handed none, or several.",
            f"Hand it one: {name}(site.exchanges[-1])",
        )
    return found[0]


def exchanges_of(what: Any, name: str) -> tuple[Exchange, ...]:
    """The exchanges in `what`: one, several, or a site's. name: the function that the learner called.

    Raises CourseError for anything else.
    """
    if isinstance(what, Exchange):
        return (what,)
    if isinstance(getattr(what, "exchanges", None), tuple):
        return what.exchanges
    found = tuple(what) if isinstance(what, Iterable) and not isinstance(what, str | bytes) else ()
    if not all(isinstance(each, Exchange) for each in found) or (not found and what not in ((), [])):
        raise CourseError(
            f"{name}() cannot draw a {type(what).__name__}.",
            "It draws exchanges, which the site records.",
            f"Hand it some: {name}(site.exchanges), or the last one: {name}(site.exchanges[-1])",
        )
    return found
