"""The site's database: SQLite in memory, filled from a template, and filled again at a reset.

SQLite's memdb VFS is private to the process and shared by its threads, an ordinary database to Django, and writes no
file. The database exists as long as one connection to it is open: `Database` holds one.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import sqlite3
import sys
from collections.abc import Callable, Iterable
from contextlib import closing
from functools import cache
from pathlib import Path

from classroom.errors import CourseError
from classroom.paths import COURSE, DEMO_SITE, cache_folder
from classroom.record.exchange import SessionRow
from classroom.record.table_row import table_row

BUSY_TIMEOUT = 0.05
"""Seconds that a connection waits for a lock."""
BACKUP_TRIES = 40
"""How many times a backup may find the database busy, each time for BUSY_TIMEOUT, before it fails."""
LOCK_TIMEOUT = 30.0
"""Seconds to wait while another process makes the template; after them it is made here, too."""


class Database:
    """The live database of the site. name: the URI in Django's settings; Django has connections of its own."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._connection = sqlite3.connect(name, uri=True, check_same_thread=False, timeout=BUSY_TIMEOUT)
        self._template = template()

    def fill(self) -> None:
        """Copy the seeded template over it. Raises CourseError where a cell holds a transaction open."""
        _backup(self._template, self._connection)

    def snapshot(self) -> sqlite3.Connection:
        """Return a copy of it as it is now. Raises CourseError where a cell holds a transaction open."""
        return _filled(lambda copy: _backup(self._connection, copy))

    def restore(self, snapshot: sqlite3.Connection) -> bool:
        """Copy a snapshot back and close it; one that lacks tables is replaced by the template.

        Returns whether the snapshot had all tables. Raises CourseError where a transaction is open: it stays open then.
        """
        whole = _tables(self._template) <= _tables(snapshot)
        _backup(snapshot if whole else self._template, self._connection)
        snapshot.close()
        return whole

    def is_open(self) -> bool:
        """Whether this object's own connection can be used."""
        try:
            self._connection.execute("SELECT 1").fetchone()
        except sqlite3.DatabaseError:  # closed
            return False
        return True

    def is_free(self) -> bool:
        """Whether the database can be written now: no connection holds a transaction open."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.rollback()
        except sqlite3.DatabaseError:
            return False
        return True

    def is_whole(self) -> bool:
        """Whether all tables of the site are there."""
        return _tables(self._template) <= _tables(self._connection)

    def session_rows(self) -> tuple[SessionRow, ...]:
        """Return every row of `django_session` in the order of writing; () where a learner dropped the table.

        A row that Django cannot have written is left out.
        """
        try:
            found = self._connection.execute(
                "SELECT session_key, session_data, expire_date FROM django_session ORDER BY rowid"
            ).fetchall()
        except sqlite3.DatabaseError:
            return ()
        return tuple(row for row in itertools.starmap(table_row, found) if row)

    def count_sessions(self) -> int:
        """Return how many rows `django_session` has; 0 where a learner dropped the table."""
        try:
            return self._connection.execute("SELECT COUNT(*) FROM django_session").fetchone()[0]
        except sqlite3.DatabaseError:
            return 0

    def add_sessions(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """Add rows to `django_session`: (key, data, expiry as SQLite stores it). Raises CourseError if that fails."""
        insert = "INSERT INTO django_session (session_key, session_data, expire_date) VALUES (?, ?, ?)"
        try:
            with self._connection:
                self._connection.executemany(insert, rows)
        except sqlite3.DatabaseError as problem:
            raise CourseError(
                "No session row was added.",
                f"SQLite says: {problem}.",
                "End the block that holds a transaction open, or start over with site.reset()",
            ) from None

    def version(self) -> tuple[int, int]:
        """Return a value that changes with every write of any connection.

        Source: https://www.sqlite.org/pragma.html#pragma_data_version
        """
        return self._connection.execute("PRAGMA data_version").fetchone()[0], self._connection.total_changes

    def close(self) -> None:
        self._connection.close()
        self._template.close()


def template() -> sqlite3.Connection:
    """Return the seeded database, in memory: read from this version's file, or made and saved there.

    Making it takes half a second; reading it one millisecond. Where no folder can be written, it is made each time.
    Of several processes that need it one makes it: its salts are random, and all must agree.
    """
    name = f"template-{_version()}.sqlite3"
    if saved := _saved(name):
        return saved
    from classroom.files import locked

    with contextlib.ExitStack() as stack:
        for folder in _folders():
            with contextlib.suppress(OSError):
                folder.mkdir(parents=True, exist_ok=True)
                stack.enter_context(locked(folder / "template.lock", LOCK_TIMEOUT))
                break
        if saved := _saved(name):  # by another process, meanwhile
            return saved
        made = _make()
        for folder in _folders():
            if _save(made, folder, name):
                break
    return made


def _saved(name: str) -> sqlite3.Connection | None:
    for folder in _folders():
        if (folder / name).is_file():
            with contextlib.suppress(OSError, sqlite3.DatabaseError):
                return _read(folder / name)
    return None


def _make() -> sqlite3.Connection:
    """Migrate and seed the live database, then copy it. Needs Django to be set up."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections
    from neighbourhood.seed import seed

    name = settings.DATABASES["default"]["NAME"]
    with closing(sqlite3.connect(name, uri=True)) as live, closing(sqlite3.connect(":memory:")) as nothing:
        _backup(nothing, live)
        call_command("migrate", verbosity=0)
        seed()
        connections.close_all()
        return _filled(lambda made: _backup(live, made))


@cache
def _version() -> str:
    """Return a hash of what the template depends on: Django, SQLite, the site's migrations, models, hashers, seeds."""
    import django

    digest = hashlib.sha256(f"{django.__version__} {sqlite3.sqlite_version}".encode())
    for pattern in ("*/migrations/*.py", "*/models.py", "*/seed*.py", "*/hashers.py"):
        for path in sorted(DEMO_SITE.glob(pattern)):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _folders() -> list[Path]:
    """Return where the template may be saved: beside the environment, else in the user's caches."""
    return [Path(sys.prefix) / "share" / COURSE, cache_folder()]


def _read(path: Path) -> sqlite3.Connection:
    def fill(copy: sqlite3.Connection) -> None:
        copy.deserialize(path.read_bytes())
        _tables(copy)

    return _filled(fill)


def _filled(fill: Callable[[sqlite3.Connection], None]) -> sqlite3.Connection:
    """Return a new database in memory; closed where filling it fails."""
    database = sqlite3.connect(":memory:", check_same_thread=False)
    try:
        fill(database)
    except BaseException:
        database.close()
        raise
    return database


def _save(made: sqlite3.Connection, folder: Path, name: str) -> bool:
    """Write the template in one step, and delete those of earlier versions. Returns whether it could be written."""
    from classroom.files import replace

    try:
        folder.mkdir(parents=True, exist_ok=True)
        replace(folder / name, made.serialize())
        for old in folder.glob("template-*.sqlite3"):
            if old.name != name:
                old.unlink()
    except OSError:
        return False
    return True


def _tables(database: sqlite3.Connection) -> set[str]:
    return {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _backup(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Copy a database by SQLite's backup. Raises CourseError where it stays locked; `backup()` would retry for ever."""
    tries = 0

    def count(status: int, remaining: int, total: int) -> None:
        nonlocal tries
        tries += status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
        if tries > BACKUP_TRIES:
            raise CourseError(
                "The site's database is busy, so it was left as it is.",
                "A cell holds a transaction open, or a query that was not read to its end.",
                "Restart the kernel, or end that block, and try again.",
            )

    source.backup(target, progress=count, sleep=0.005)
