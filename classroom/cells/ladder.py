"""`ladder(site.exchanges)`: a conversation as a ladder."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from classroom.cells.exchanges import Recorded, exchanges_of
from classroom.record.exchange import Exchange

if TYPE_CHECKING:
    from classroom.draw.view import View


def ladder(what: Exchange | Iterable[Exchange] | Recorded) -> View:
    """Draw a conversation: client and server as two lines, a pair of arrows for each exchange, cookies on them.

    what: `site.exchanges`, a part of it, one exchange, or the site itself. Raises CourseError for anything else.
    """
    from classroom.draw.ladder.ladder import ladder as draw

    return draw(exchanges_of(what, "ladder"))
