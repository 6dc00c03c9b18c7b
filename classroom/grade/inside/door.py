"""The front door as a submission finds it: `exercise("…").check(f)` hands f to the grader, the rest does nothing."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from typing import Any

DOERS = ("time_machine", "two_servers", "open_workshop")
"""Names of the front door that do something; all others show something."""


class Anything:
    """Stands for a drawing, a prediction, the site's recording: whatever is done with it is well, and nothing."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *args: object, **kwargs: object) -> Anything:
        return self

    def __getitem__(self, key: object) -> Anything:
        return self

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __enter__(self) -> Anything:
        return self

    def __exit__(self, *exc: object) -> None:
        """Nothing was opened."""

    def __repr__(self) -> str:
        return ""


class Missing(Anything):
    """Stands for what only the learner's own kernel has: the recording, the rows, the clock. Whether a function leans
    on it is noted, since it may be right there and fail here."""

    leaned = False

    def __getattr__(self, name: str) -> Any:
        super().__getattr__(name)
        return self

    def __call__(self, *args: object, **kwargs: object) -> Anything:
        Missing.leaned = True
        return self

    def __iter__(self) -> Iterator[Any]:
        Missing.leaned = True
        return iter(())

    def __len__(self) -> int:
        Missing.leaned = True
        return 0


class MissingList(Missing):
    """The same for a list of which nothing but its entries is of use."""

    def __getitem__(self, key: object) -> Anything:
        Missing.leaned = True
        return self


class SiteStub(Anything):
    """What `open_site()` gives: the address is real, and the site private to this process."""

    def __init__(self, url: str) -> None:
        self.url = url

    def __getattr__(self, name: str) -> Any:
        super().__getattr__(name)
        return Missing()

    def aside(self) -> SiteStub:
        return self

    def url_of(self, name: str) -> str:
        return self.url

    def __enter__(self) -> SiteStub:
        return self

    def __repr__(self) -> str:
        return f"The demo site answers at {self.url}/"


class ExerciseStub(Anything):
    """What `exercise("03.1")` gives."""

    def __init__(self, name: str, check: Callable[[str, Any], None]) -> None:
        self._name, self._check = name, check

    def check(self, function: Any = None, *more: object, **named: object) -> Anything:
        self._check(self._name, function)
        return Anything()


def front_door(url: str, check: Callable[[str, Any], None]) -> types.ModuleType:
    """The module `classroom` for a submission.

    url: where the site answers. check: called with a task's name and what is to be checked.
    """
    door = types.ModuleType("classroom")
    nothing = Anything()

    def other(name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Missing() if name in DOERS else nothing

    door.__dict__.update(
        __getattr__=other,
        CourseError=type("CourseError", (Exception,), {}),
        open_site=lambda *args, **kwargs: SiteStub(url),
        exercise=lambda name: ExerciseStub(str(name), check),
    )
    return door
