"""Reads the sessions that Django's session engines have stored, without changing them.

Django's own `SessionStore` moves a cache entry to the front, copies a row into the cache, deletes an expired file and
makes a new one. So each store is read by a function of ours, which follows the engine's rules and has no side effect.
Source: https://docs.djangoproject.com/en/5.2/topics/http/sessions/#configuring-the-session-engine
"""

from __future__ import annotations

import functools
import json
import math
import os
import pickle
import re
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends import cache, cached_db
from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.core import signing
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.utils import timezone

from classroom.record.exchange import SessionRow
from classroom.record.table_row import table_row

BACKENDS = "django.contrib.sessions.backends."
COOKIE_SALT = f"{BACKENDS}signed_cookies"
"""The salt with which `signed_cookies` signs: a literal in that engine's source."""


def engine_kind() -> str:
    """Return which of Django's engines is in use, or which one a project's own is derived from: "db", "cache" …

    "" where it is derived from none: we cannot know where such an engine stores sessions.
    """
    return _kind(settings.SESSION_ENGINE)


@functools.cache
def _kind(path: str) -> str:
    found = [each.__module__ for each in import_module(path).SessionStore.__mro__]
    return next((name.removeprefix(BACKENDS) for name in found if name.startswith(BACKENDS)), "").replace("base", "")


def session_row(key: str | None) -> SessionRow | None:
    """Return the stored, unexpired session of that key under the engine in use, or None."""
    look = _LOOK.get(engine_kind())
    return look(key) if look and key else None


def session_rows(table: Callable[[], Iterable[SessionRow]]) -> tuple[SessionRow, ...]:
    """Return every session that the engine in use has stored, expired ones too.

    () for signed cookies: the clients store those. table: returns the rows of `django_session`; called only where the
    engine uses that table.
    """
    kind = engine_kind()
    if kind == "db":
        return tuple(table())
    if kind == "cached_db":
        cached = {row.key: row for row in _cached(cached_db.KEY_PREFIX)}
        rows = [_both(row, cached.pop(row.key, None)) for row in table()]
        return (*(row for row in rows if row), *cached.values())
    return tuple({"cache": lambda: _cached(cache.KEY_PREFIX), "file": _files}.get(kind, list)())


# The table


def _in_table(key: str) -> SessionRow | None:
    sql = "SELECT session_data, expire_date FROM django_session WHERE session_key = %s AND expire_date > %s"
    try:
        with connection.cursor() as cursor:
            now = connection.ops.adapt_datetimefield_value(timezone.now())
            found = cursor.execute(sql, [key, now]).fetchone()
    except (DatabaseError, ValueError):  # a dropped table, a key with a NUL, a date that is none: no such row
        return None
    return table_row(key, *found) if found else None


# The cache


def _local(alias: str) -> Any:
    """Return the cache of that name if it is in this process; another kind cannot be read without changing it."""
    found = caches[alias]
    return found if isinstance(found, LocMemCache) else None


def _in_cache(key: str, prefix: str = cache.KEY_PREFIX) -> SessionRow | None:
    store: Any = _local(settings.SESSION_CACHE_ALIAS)
    if store is None:
        return None
    name = store.make_key(prefix + key)
    with store._lock:
        if store._has_expired(name):
            return None
        pickled, expires = store._cache[name], store._expire_info[name]
    return _unpickled(key, pickled, expires)


def _cached(prefix: str) -> list[SessionRow]:
    store: Any = _local(settings.SESSION_CACHE_ALIAS)
    if store is None:
        return []
    # The prefix of "cache" is a prefix of that of "cached_db", too; the rest of such a name is not a valid key.
    entry = re.compile(re.escape(store.make_key(prefix)) + f"([{VALID_KEY_CHARS}]+)")
    with store._lock:  # Django puts the entry used last first
        named = [(entry.fullmatch(name), name) for name in reversed(store._cache)]
        found = [(match[1], store._cache[name], store._expire_info[name]) for match, name in named if match]
    return [_unpickled(*each) for each in found]


def _unpickled(key: str, pickled: bytes, expires: float | None) -> SessionRow:
    text = json.dumps(pickle.loads(pickled), ensure_ascii=False, default=repr, skipkeys=True)
    return SessionRow(key, text, math.inf if expires is None else expires, "cache", len(pickled))


def _both(row: SessionRow | None, cached: SessionRow | None) -> SessionRow | None:
    """Return one row for a session that `cached_db` stores twice. Where they differ, Django reads the cache's."""
    if row is None or cached is None:
        return row or cached
    stored = row.stored if row.data == cached.data else cached.stored
    return SessionRow(row.key, stored, row.expires, "db and cache", row.size + cached.size)


# Files


def _in_file(key: str) -> SessionRow | None:
    folder = _folder()
    if folder is None or not set(key) <= set(VALID_KEY_CHARS):
        return None
    row = _file_row(key, folder / f"{settings.SESSION_COOKIE_NAME}{key}")
    return row if row and row.expires > timezone.now().timestamp() else None


def _files() -> list[SessionRow]:
    folder, prefix = _folder(), settings.SESSION_COOKIE_NAME
    names = [name for name in os.listdir(folder) if name.startswith(prefix) and "_out_" not in name] if folder else []
    found = [_file_row(name.removeprefix(prefix), folder / name) for name in names] if folder else []
    return sorted((row for row in found if row), key=lambda row: (row.expires, row.key))


def _folder() -> Path | None:
    try:
        return Path(import_module(settings.SESSION_ENGINE).SessionStore._get_storage_path())
    except ImproperlyConfigured:  # the folder does not exist
        return None


def _file_row(key: str, path: Path) -> SessionRow | None:
    try:
        with open(path, encoding="ascii", errors="replace") as file:
            text, written = file.read(), os.fstat(file.fileno()).st_mtime
    except OSError:
        return None
    expiry = SessionRow(key, text, 0).data.get("_session_expiry")
    if isinstance(expiry, str):
        row = table_row(key, text, expiry)
        return row and row._replace(place="file")
    # A number of seconds: Django's file engine compares it with nothing, so such a file never expires.
    if isinstance(expiry, int | float) and expiry:
        expires = math.inf if expiry > 0 else written
    else:
        expires = written + settings.SESSION_COOKIE_AGE
    return SessionRow(key, text, expires, "file", len(text))


# The cookie itself


def _in_cookie(value: str) -> SessionRow | None:
    """Return the session in a signed cookie. Its age counts from its time stamp, whatever `set_expiry` was given."""
    try:
        signing.TimestampSigner(salt=COOKIE_SALT).unsign(value, max_age=settings.SESSION_COOKIE_AGE)
    except signing.BadSignature:
        return None
    written = signing.b62_decode(value.rsplit(":", 2)[1])
    return SessionRow(value, value, written + settings.SESSION_COOKIE_AGE, "cookie", len(value))


_LOOK: dict[str, Callable[[str], SessionRow | None]] = {
    "db": _in_table,
    "cached_db": lambda key: _both(_in_table(key), _in_cache(key, cached_db.KEY_PREFIX)),
    "cache": _in_cache,
    "file": _in_file,
    "signed_cookies": _in_cookie,
}
