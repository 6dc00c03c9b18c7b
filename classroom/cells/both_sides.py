"""`both_sides(client)`: the cookie jar beside the server's session rows."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from classroom.cells.exchanges import Recorded, recorded
from classroom.cells.jars import jar_cookie, jar_of
from classroom.site.live_site import open_site

if TYPE_CHECKING:
    from classroom.draw.view import View


def both_sides(client: Any, site: Recorded | None = None) -> View:
    """Draw what each side keeps: the client's cookie jar beside the server's session rows.

    client: a `requests.Session`, or a cookie jar. Times are those of the site's clock.
    site: the demo site by default, or a workshop: `both_sides(client, workshop)`.
    Marks what the last exchange changed. Raises CourseError where the client has no cookie jar, and for a site that is
    none.
    """
    from classroom.draw.sessions.both_sides import both_sides as draw

    site = open_site() if site is None else recorded(site, "both_sides")
    clock = getattr(site, "clock", None)  # only the demo site has a clock of its own
    jar = [jar_cookie(each, clock.ahead if clock else 0) for each in jar_of(client, "both_sides")]
    exchanges = site.exchanges
    now = clock.now() if clock else time.time()
    return draw(jar, site.sessions, now, exchanges[-1] if exchanges else None, site.session_engine)
