"""Redirects that lead to one another without an end. A client gives up after 20 or 30; here it is told after a few."""

from __future__ import annotations

import threading
from urllib.parse import parse_qs, urljoin, urlsplit

from classroom.workshop.wire import Unfit

ROUNDS = 3
"""How often a path may come again: a page may redirect to itself once, to drop a parameter or set a cookie."""
LONGEST, MOST_WAYS, LONGEST_ADDRESS = 40, 200, 2000
"""Limits of what is remembered: steps of a way, ways, characters of an address."""
FOLLOWED = ("301", "302", "303", "307", "308")


class Redirects:
    """Follows the redirects of one project. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ways: dict[str, tuple[str, ...]] = {}
        """For the address to which a redirect led: the paths on the way to it."""

    def circle(self, method: str, url: str, status: str, location: str) -> Unfit | None:
        """Note an answer. Returns how a circle that it closes is told; None where it closes none.

        url: that of the request, with its query. status: code and reason.
        location: the header of the answer; "" where it has none.
        """
        try:
            target = urljoin(url, location)
            here, there = urlsplit(url), urlsplit(target)
        except ValueError:  # the project may write anything there
            return None
        redirects = status[:3] in FOLLOWED and location
        if redirects and (here.scheme, there.scheme) == ("http", "https") and there.netloc == here.netloc:
            return Unfit(
                f"That page redirects to https, which this server does not speak: {here.path} → {target[:200]}",
                "While you build, take SECURE_SSL_REDIRECT = True out of the settings: it is for a server with https.",
                (r"^\s*SECURE_SSL_REDIRECT\s*=\s*(?!False)", r"""['"]https://"""),
            )
        with self._lock:
            way = (*self._ways.pop(url[:LONGEST_ADDRESS], ()), here.path)[-LONGEST:]
            if not (method in ("GET", "HEAD") and redirects):
                return None
            if len(self._ways) >= MOST_WAYS:
                self._ways.clear()
            self._ways[target[:LONGEST_ADDRESS]] = way
        asks = [each.partition("?")[0] for each in parse_qs(there.query).get("next", [])]
        if there[:3] == here[:3] and here.path in asks:  # scheme, host, path
            return Unfit(
                f"The login page asks for a login itself: {here.path} redirects to {here.path}?next={here.path}…",
                "Let everybody in there: take login_required away, or put @login_not_required above that view.",
                ("LoginRequiredMiddleware",),
            )
        if way.count(there.path) < ROUNDS:
            return None
        last = len(way) - 1 - way[::-1].index(there.path)
        steps = " → ".join((*way[last:], there.path))
        return Unfit(
            f"The pages redirect in a circle, and a client gives up: {steps}",
            "Let one of them answer with a page: look at what each takes as its reason to redirect.",
            (),
        )
