"""Environment variables of a kernel that would come between a client and a site on 127.0.0.1."""

from __future__ import annotations

import netrc
import os

LOOPBACK = "127.0.0.1"


def prepare() -> None:
    """Prepare this process for requests to a site of its own. Changes environment variables, nothing else.

    - `DJANGO_ALLOW_ASYNC_UNSAFE`: Jupyter runs cells inside an event loop, where Django's ORM refuses to
      work; Django's documentation names Jupyter and this variable:
      https://docs.djangoproject.com/en/5.2/topics/async/#async-safety
    - `NO_PROXY`: with `HTTP_PROXY` set, requests to 127.0.0.1 would go to the proxy.
    - `NETRC`: where `~/.netrc` has a login for every host, `requests` would send it.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    reach_directly(LOOPBACK)
    if _netrc_matches_loopback():
        os.environ["NETRC"] = os.devnull


def reach_directly(*hosts: str) -> None:
    """Add these hosts to `NO_PROXY`. Each has to be named: not every client understands `127.0.0.0/8`."""
    for name in ("NO_PROXY", "no_proxy"):
        known = [host for host in os.environ.get(name, "").split(",") if host.strip()]
        if name in os.environ or name == "NO_PROXY":
            os.environ[name] = ",".join([*known, *(host for host in hosts if host not in known)])


def _netrc_matches_loopback() -> bool:
    for path in (os.environ.get("NETRC"), "~/.netrc", "~/_netrc"):
        if path and os.path.isfile(os.path.expanduser(path)):
            try:
                return netrc.netrc(os.path.expanduser(path)).authenticators(LOOPBACK) is not None
            except (netrc.NetrcParseError, OSError, UnicodeDecodeError):
                return False
    return False
