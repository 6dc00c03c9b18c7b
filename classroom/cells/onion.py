"""`onion(exchange)`: the path of a request through the middleware."""

from __future__ import annotations

from typing import TYPE_CHECKING

from classroom.cells.exchanges import one_exchange
from classroom.record.exchange import Exchange

if TYPE_CHECKING:
    from classroom.draw.view import View


def onion(exchange: Exchange) -> View:
    """Draw the path of one request through the middleware to the view, and of its response back out.

    exchange: one. Raises CourseError for none or several.
    """
    from classroom.draw.middleware.onion import onion as draw

    one = one_exchange(exchange, "onion")
    return draw(one, one.notes.layers if one.notes else ())
