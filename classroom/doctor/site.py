"""Whether the demo site opens and answers."""

from __future__ import annotations

import http.client
from pathlib import Path

from classroom.doctor.finding import CheckFailed


def check_demo_site(root: Path) -> str:
    """Check that the demo site opens and answers. A site that is already open keeps its data and its recording."""
    from classroom.site.live_site import is_site_open, open_site

    was_open = is_site_open()
    site = open_site()
    try:
        with site.aside() as aside:
            connection = http.client.HTTPConnection(aside.url.removeprefix("http://"), timeout=10)
            try:
                connection.request("GET", "/")
                status = connection.getresponse().status
            finally:
                connection.close()
    finally:
        if not was_open:
            site.close()
    if status != 200:
        raise CheckFailed(f"its first page answers {status}", "Look at site.log in a notebook")
    return "opens and answers"
