"""Sessions of invented visitors, to measure what 1, 1,000 or 100,000 stored sessions cost.

They are valid: a client that sends one of their keys has that session.
"""

from __future__ import annotations

import datetime
import itertools
import secrets
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from classroom.errors import CourseError
from classroom.interrupts import stop_here
from classroom.record.stored_sessions import session_rows

if TYPE_CHECKING:
    from classroom.site.database import Database

MOST = 200_000
GOODS = ("cutting-board", "tea-pot", "rice-bowl", "lamp", "umbrella")


class InventedSession(NamedTuple):
    """key: of the session. data: its contents. stored: the same, encoded by Django. left: seconds until it ends."""

    key: str
    data: dict[str, Any]
    stored: str
    left: float


def fill(total: int, database: Database) -> int:
    """Add sessions under the engine in use until `total` are stored.

    total: from 0 to MOST. database: the site's.
    Returns how many are stored then. Raises CourseError for any other number.
    """
    from django.conf import settings

    if isinstance(total, bool) or not isinstance(total, int) or not 0 <= total <= MOST:
        raise CourseError(
            f"No session was added: {total!r:.40} is no number of sessions.",
            f"It takes a whole number from 0 to {MOST:,}.",
            "Name one, for example site.fill_sessions(1_000)",
        )
    engine = import_module(settings.SESSION_ENGINE)
    kind = settings.SESSION_ENGINE.rpartition(".")[2]
    if kind in ("db", "cached_db"):
        database.add_sessions(_rows(_visitors(total - database.count_sessions(), engine)))
        return database.count_sessions()
    if kind == "cache":
        return _fill_cache(total, engine)
    if kind == "file":
        return _fill_folder(total, engine, Path(settings.SESSION_FILE_PATH), settings.SESSION_COOKIE_NAME)
    return 0  # signed cookies: the server stores nothing, however many visitors come


def _visitors(how_many: int, engine: Any) -> Iterator[InventedSession]:
    from django.conf import settings
    from django.contrib.sessions.backends.base import VALID_KEY_CHARS

    if how_many <= 0:
        return
    store = engine.SessionStore()
    carts: list[dict[str, Any]] = [
        {"cart": {one: number, other: 1}} for one, other in itertools.combinations(GOODS, 2) for number in (1, 2)
    ]
    contents = [(data, store.encode(data)) for data in [*carts, *({"visits": number} for number in range(1, 21))]]
    # One long random text cut into keys: as hard to guess as Django's own, and made a hundred times as fast.
    letters = bytes(VALID_KEY_CHARS[byte % len(VALID_KEY_CHARS)].encode()[0] for byte in range(256))
    random = secrets.token_bytes(32 * how_many).translate(letters).decode()
    for number in range(how_many):
        stop_here()  # between two of them all is sound
        data, stored = contents[number % len(contents)]
        left = settings.SESSION_COOKIE_AGE * (number + 1) / how_many
        yield InventedSession(random[32 * number : 32 * number + 32], data, stored, left)


def _rows(visitors: Iterator[InventedSession]) -> Iterator[tuple[str, str, str]]:
    from django.utils import timezone

    now = timezone.now().astimezone(datetime.UTC).replace(tzinfo=None)
    for each in visitors:
        ends = now + datetime.timedelta(seconds=each.left)
        yield each.key, each.stored, ends.isoformat(" ", "microseconds")


def _fill_cache(total: int, engine: Any) -> int:
    from django.conf import settings
    from django.core.cache import caches

    cache = caches[settings.SESSION_CACHE_ALIAS]
    for each in _visitors(total - len(session_rows(tuple)), engine):
        cache.set(engine.KEY_PREFIX + each.key, each.data, each.left)
    return len(session_rows(tuple))


def _fill_folder(total: int, engine: Any, folder: Path, prefix: str) -> int:
    def stored() -> int:
        return sum(1 for _ in folder.glob(f"{prefix}*"))

    for each in _visitors(total - stored(), engine):
        (folder / f"{prefix}{each.key}").write_text(each.stored, encoding="ascii")
    return stored()
