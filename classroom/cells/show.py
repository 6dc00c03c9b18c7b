"""`show(site.exchanges)`: exchanges as a browser's Network panel shows them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from classroom.cells.exchanges import Recorded, exchanges_of
from classroom.record.exchange import Exchange

if TYPE_CHECKING:
    from classroom.draw.view import View


def show(what: Exchange | Iterable[Exchange] | Recorded) -> View:
    """Draw exchanges like a browser's Network panel.

    what: `site.exchanges`, a part of it such as `site.exchanges[-2:]`, one exchange, or the site itself.
    Raises CourseError for anything else.
    """
    from classroom.draw.exchange.viewer import exchange_viewer

    return exchange_viewer(exchanges_of(what, "show"))
