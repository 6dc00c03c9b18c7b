"""`both_sides(client)`: the cookie jar beside the server's session rows."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from classroom.cells.exchanges import Recorded
from classroom.cells.jars import jar_of
from classroom.site.live_site import open_site

if TYPE_CHECKING:
    from classroom.draw.view import View


def both_sides(client: Any, site: Recorded | None = None) -> View:
    """Draw what each side keeps: the client's cookie jar beside the server's session rows.

    client: the `requests.Session` whose jar is meant, or a cookie jar. Times are those of the site's clock.
    site: the demo site, or what else is meant: `both_sides(client, workshop)`.
    Marks what the last exchange changed. Raises CourseError for anything else.
    """
    from classroom.draw.sessions.both_sides import JarCookie
    from classroom.draw.sessions.both_sides import both_sides as draw

    site = site or open_site()
    clock = getattr(site, "clock", None)  # the demo site's can be turned; everybody else has the present
    jar = [
        JarCookie(
            name=each.name,
            value=each.value or "",
            domain=each.domain,
            path=each.path,
            expires=None if each.expires is None else each.expires + (clock.ahead if clock else 0),
            secure=each.secure,
            httponly=any(key.lower() == "httponly" for key in getattr(each, "_rest", ())),
        )
        for each in jar_of(client, "both_sides")
    ]
    exchanges = site.exchanges
    now = clock.now() if clock else time.time()
    return draw(jar, site.sessions, now, exchanges[-1] if exchanges else None, site.session_engine)
