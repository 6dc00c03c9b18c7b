"""The clock of the demo site: it can be turned, and nobody outside the site notices.

Python's own `time` and `datetime` stay as they are, for Jupyter, for `requests` and for the learner's code.
What turns is the little that Django reads the time from: the names `time` and `datetime` in the modules below,
for as long as the clock is ahead. Nothing sleeps.
"""

from __future__ import annotations

import datetime
import time
from importlib import import_module
from types import ModuleType
from typing import Any

from classroom.errors import CourseError

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
"""The modules of Django that ask what time it is, as far as a site uses them."""

FARTHEST = datetime.timedelta(days=365 * 50)


class Clock:
    """What time it is on the site.

    `now()` in seconds since 1970 (UTC); `ahead` in seconds, 0 when it shows the present.
    """

    def __init__(self) -> None:
        self.ahead = 0.0
        self._true: list[tuple[ModuleType, str, Any]] = []

    def __repr__(self) -> str:
        shown = datetime.datetime.fromtimestamp(self.now(), datetime.UTC).strftime("%a, %d %b %Y %H:%M:%S UTC")
        if not self.ahead:
            return f"The site's clock shows the present: {shown}"
        return f"The site's clock is {datetime.timedelta(seconds=round(self.ahead))} ahead: {shown}"

    def now(self) -> float:
        """The site's time, in seconds since 1970 (UTC)."""
        return time.time() + self.ahead

    def turn(self, **by: float) -> Clock:
        """Turn the clock: `turn(days=15)`, `turn(hours=1)`; negative numbers turn it back.

        by: what `datetime.timedelta` takes. Raises CourseError for what is no length of time, or over fifty years.
        """
        try:
            ahead = datetime.timedelta(seconds=self.ahead) + datetime.timedelta(**by)
        except (TypeError, OverflowError):
            ahead = None
        if ahead is None or abs(ahead) > FARTHEST:
            raise CourseError(
                "The clock was not turned.",
                "It takes a length of time, and stays within fifty years of the present.",
                "Name one: days=15, hours=1, minutes=30 or weeks=2.",
            )
        return self.turn_to(ahead.total_seconds())

    def turn_to(self, ahead: float) -> Clock:
        """Set the clock so many seconds ahead of the present; at 0 Django reads Python's clock again."""
        self.ahead = ahead
        if ahead and not self._true:
            self._take_over()
        elif not ahead:
            self._give_back()
        return self

    def set_back(self) -> Clock:
        """Show the present again."""
        return self.turn_to(0.0)

    def _take_over(self) -> None:
        kind = _datetime_of(self)
        stands_for = {
            id(time): _Shifted(time, time=self.now),
            id(datetime): _Shifted(datetime, datetime=kind),
            id(datetime.datetime): kind,
        }
        for path in READERS:
            module = import_module(path)
            for name in ("time", "datetime"):
                true = getattr(module, name, None)
                if id(true) in stands_for:
                    self._true.append((module, name, true))
                    setattr(module, name, stands_for[id(true)])

    def _give_back(self) -> None:
        while self._true:
            module, name, true = self._true.pop()
            setattr(module, name, true)


class _Shifted:
    """A module of Python's, with one name of it replaced."""

    def __init__(self, module: ModuleType, **replaced: Any) -> None:
        self.__dict__.update(replaced)
        self._module = module

    def __getattr__(self, name: str) -> Any:
        return getattr(self._module, name)


def _datetime_of(clock: Clock) -> type:
    """A `datetime` whose `now()` is the clock's, and which counts every datetime as one of its own."""

    class Kind(type):
        def __instancecheck__(cls, value: object) -> bool:
            return isinstance(value, datetime.datetime)

    class SiteDatetime(datetime.datetime, metaclass=Kind):
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> datetime.datetime:  # type: ignore[override]
            return datetime.datetime.fromtimestamp(clock.now(), tz)

    return SiteDatetime
