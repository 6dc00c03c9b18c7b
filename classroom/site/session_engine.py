"""Which session engine the site uses, and where engines store sessions outside of the database.

Source: https://docs.djangoproject.com/en/5.2/topics/http/sessions/#configuring-the-session-engine
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from classroom.errors import CourseError

if TYPE_CHECKING:
    from classroom.files import PrivateFolder

BACKENDS = "django.contrib.sessions.backends."
ENGINES = ("db", "cached_db", "cache", "file", "signed_cookies")


def engine_path(name: str) -> str:
    """Return the dotted path of an engine. name: its short name, or the path itself.

    Raises CourseError where Django has no such engine.
    """
    short = name.removeprefix(BACKENDS) if isinstance(name, str) else ""
    if short in ENGINES:
        return BACKENDS + short
    near = get_close_matches(short, ENGINES, 1, 0.4) or ENGINES[:1]
    raise CourseError(
        f"Django has no session engine called {name!r:.60}, so nothing was changed.",
        f"Its engines are {', '.join(ENGINES)}.",
        f'Name one of them, for example site.keep_sessions_in("{near[0]}")',
    )


@dataclass(frozen=True)
class SavedStores:
    """A learner's data outside of the database: engine, session files, contents of the caches, mail."""

    engine: str
    folder: PrivateFolder | None
    caches: dict[str, tuple[dict[str, bytes], dict[str, float | None]]]
    mail: list[Any]


class SessionStores:
    """The engine in use, the site's caches and its session files. To be called only while no request is under way."""

    def __init__(self) -> None:
        self._folder: PrivateFolder | None = None

    @property
    def engine(self) -> str:
        """The short name of the engine in use."""
        from django.conf import settings

        return settings.SESSION_ENGINE.removeprefix(BACKENDS)

    def use(self, path: str) -> None:
        """Switch Django to another engine, from the next request on. What the others have stored stays.

        path: its dotted path. Raises CourseError where the engine needs a folder and none can be made.
        """
        from django.conf import settings

        if path == f"{BACKENDS}file" and self._folder is None:
            from classroom.files import PrivateFolder

            try:
                self._files_in(PrivateFolder("sessions"))
            except OSError as problem:
                raise CourseError(
                    "There is no place for session files, so nothing was changed.",
                    f"The system says: {problem.strerror or problem}.",
                    "Make room on the disk, or use another engine.",
                ) from None
        settings.SESSION_ENGINE = path

    def reset(self) -> None:
        """Go back to the engine "db", empty the caches, delete the session files."""
        if self._folder is not None:
            self._folder.remove()
        self.set_aside()

    def set_aside(self) -> SavedStores:
        """Return everything as it is, and start empty under the engine "db"."""
        from django.conf import settings
        from django.core import mail

        caches = {name: _contents(name) for name in settings.CACHES}
        saved = SavedStores(settings.SESSION_ENGINE, self._folder, caches, getattr(mail, "outbox", []))
        mail.outbox = []
        self.clear_caches()
        self._files_in(None)
        self.use(f"{BACKENDS}db")
        return saved

    def restore(self, saved: SavedStores) -> None:
        """Delete what was stored since `set_aside()`, and restore what it returned."""
        self.reset()
        from django.core import mail

        self._files_in(saved.folder)
        self.use(saved.engine)
        mail.outbox = saved.mail
        for name, (entries, ends) in saved.caches.items():
            cache = _cache(name)
            with cache._lock:
                cache._cache.update(entries)
                cache._expire_info.update(ends)

    def clear_caches(self) -> None:
        """Empty every cache of the project."""
        from django.conf import settings

        for name in settings.CACHES:
            _cache(name).clear()

    def state(self) -> tuple[Any, ...]:
        """Return a value that changes whenever sessions are added or removed here; quick to compute."""
        from django.conf import settings

        entries = tuple(len(_cache(name)._cache) for name in settings.CACHES)
        return self.engine, entries, self._folder.path.stat().st_mtime_ns if self._folder else 0

    def _files_in(self, folder: PrivateFolder | None) -> None:
        from django.conf import settings
        from django.contrib.sessions.backends.file import SessionStore

        self._folder = folder
        settings.SESSION_FILE_PATH = str(folder.path) if folder else None
        if hasattr(SessionStore, "_storage_path"):  # Django caches the first folder that it was given
            del SessionStore._storage_path


def _cache(name: str) -> Any:
    """Return a cache of the project. The site's are Django's default, dictionaries in this process: `LocMemCache`."""
    from django.core.cache import caches

    return caches[name]


def _contents(name: str) -> tuple[dict[str, bytes], dict[str, float | None]]:
    cache = _cache(name)
    with cache._lock:
        return dict(cache._cache), dict(cache._expire_info)
