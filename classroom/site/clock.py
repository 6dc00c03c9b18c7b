"""The clock of the demo site: it can be turned, and only the site's time changes.

Python's own `time` and `datetime` stay as they are, for Jupyter, for `requests` and for the learner's code. While the
clock is ahead, the names `time` and `datetime` are replaced in those modules of Django that read the time. Nothing
sleeps.
"""

from __future__ import annotations

import datetime
import time
from importlib import import_module
from types import ModuleType
from typing import Any

from classroom.errors import CourseError
from classroom.interrupts import uninterrupted

READERS = (
    "django.contrib.auth.tokens",  # how old a password reset link is
    "django.contrib.sessions.middleware",  # Expires of the session cookie
    "django.core.cache.backends.base",
    "django.core.cache.backends.locmem",
    "django.core.signing",  # timestamps of signed values
    "django.http.response",  # Expires of every other cookie
    "django.template.defaulttags",  # {% now %}
    "django.utils.cache",
    "django.utils.timesince",
    "django.utils.timezone",  # timezone.now(): rows, last_login, everything a project writes itself
)
"""The modules of Django that read the time, as far as a site uses them."""

FARTHEST = datetime.timedelta(days=365 * 50)
"""How far the clock may be from the present."""


class Clock:
    """The site's clock, which can be turned.

    ahead: seconds between the present and the site's time; 0 when it shows the present.
    """

    def __init__(self) -> None:
        self.ahead = 0.0
        self._originals: list[tuple[ModuleType, str, Any]] = []

    def __repr__(self) -> str:
        shown = datetime.datetime.fromtimestamp(self.now(), datetime.UTC).strftime("%a, %d %b %Y %H:%M:%S UTC")
        if not self.ahead:
            return f"The site's clock shows the present: {shown}"
        return f"The site's clock is {datetime.timedelta(seconds=round(self.ahead))} ahead: {shown}"

    def now(self) -> float:
        """The site's time, in seconds since 1970 (UTC)."""
        return time.time() + self.ahead

    @uninterrupted("The clock had been turned by then.")
    def turn(self, **by: float) -> Clock:
        """Turn the clock: `turn(days=15)`, `turn(hours=1)`; negative numbers turn it back.

        by: the arguments of `datetime.timedelta`. Returns the clock. Raises CourseError for arguments that are no
        length of time, and for a time more than fifty years from the present.
        """
        try:
            ahead = datetime.timedelta(seconds=self.ahead) + datetime.timedelta(**by)
        except (TypeError, ValueError, OverflowError):  # ValueError: not a number (NaN)
            ahead = None
        if ahead is None or abs(ahead) > FARTHEST:
            raise CourseError(
                "The clock was not turned.",
                "It takes a length of time, and stays within fifty years of the present.",
                "Name one: days=15, hours=1, minutes=30 or weeks=2.",
            )
        return self.turn_to(ahead.total_seconds())

    @uninterrupted("The clock had been turned by then.")
    def turn_to(self, ahead: float) -> Clock:
        """Set the clock and return it. ahead: seconds ahead of the present; at 0 Django reads Python's clock again."""
        self.ahead = ahead
        if ahead and not self._originals:
            self._patch()
        elif not ahead:
            self._restore()
        return self

    def set_back(self) -> Clock:
        """Show the present again. Returns the clock."""
        return self.turn_to(0.0)

    def _patch(self) -> None:
        kind = _datetime_of(self)
        replacements = {
            id(time): _Shifted(time, time=self.now),
            id(datetime): _Shifted(datetime, datetime=kind),
            id(datetime.datetime): kind,
        }
        for path in READERS:
            module = import_module(path)
            for name in ("time", "datetime"):
                original = getattr(module, name, None)
                if id(original) in replacements:
                    self._originals.append((module, name, original))
                    setattr(module, name, replacements[id(original)])

    def _restore(self) -> None:
        while self._originals:
            module, name, original = self._originals.pop()
            setattr(module, name, original)


class _Shifted:
    """A module of the standard library with one name replaced."""

    def __init__(self, module: ModuleType, **replaced: Any) -> None:
        self.__dict__.update(replaced)
        self._module = module

    def __getattr__(self, name: str) -> Any:
        return getattr(self._module, name)


def _datetime_of(clock: Clock) -> type:
    """Return a `datetime` class whose `now()` is the clock's, and of which every datetime is an instance."""

    class SiteDatetimeType(type):
        def __instancecheck__(cls, value: object) -> bool:
            return isinstance(value, datetime.datetime)

    class SiteDatetime(datetime.datetime, metaclass=SiteDatetimeType):
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> datetime.datetime:  # type: ignore[override]
            return datetime.datetime.fromtimestamp(clock.now(), tz)

    return SiteDatetime
