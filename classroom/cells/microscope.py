"""`microscope(exchange)`: what `login()` and `logout()` did in one exchange."""

from __future__ import annotations

from typing import TYPE_CHECKING

from classroom.cells.exchanges import one_exchange
from classroom.record.exchange import Exchange

if TYPE_CHECKING:
    from classroom.draw.view import View


def microscope(exchange: Exchange) -> View:
    """Draw what `login()` and `logout()` did in one exchange, step by step, and what they did not.

    exchange: of the demo site or of a workshop. Raises CourseError for anything else.
    """
    from classroom.draw.login.microscope import microscope as draw

    return draw(one_exchange(exchange, "microscope"))
