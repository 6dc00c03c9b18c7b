"""Stubs of the names of `classroom` for a submission: `exercise("…").check(f)` sends f to the grader, all others do
nothing."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from typing import Any

NOT_DRAWINGS = ("time_machine", "two_servers", "open_workshop")
"""Names whose result a function may depend on; the others draw something."""


class NullObject:
    """A null object, in place of drawings and predictions: every operation on it succeeds and does nothing."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *args: object, **kwargs: object) -> NullObject:
        return self

    def __getitem__(self, key: object) -> NullObject:
        return self

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __enter__(self) -> NullObject:
        return self

    def __exit__(self, *exc: object) -> None:
        """Do nothing."""

    def __repr__(self) -> str:
        return ""


class Missing(NullObject):
    """A null object in place of what only the learner's kernel has: the recording, the rows, the clock.

    used_kernel: whether one was used, since a function that does may be right in that kernel and fail here.
    """

    used_kernel = False

    def __getattr__(self, name: str) -> Any:
        super().__getattr__(name)
        return self

    def __call__(self, *args: object, **kwargs: object) -> NullObject:
        Missing.used_kernel = True
        return self

    def __iter__(self) -> Iterator[Any]:
        Missing.used_kernel = True
        return iter(())

    def __len__(self) -> int:
        Missing.used_kernel = True
        return 0


class MissingList(Missing):
    """The same for a list: getting an entry counts as use."""

    def __getitem__(self, key: object) -> NullObject:
        Missing.used_kernel = True
        return self


class SiteStub(NullObject):
    """What `open_site()` returns: its `url` is real; the site is used by this process alone."""

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


class ExerciseStub(NullObject):
    """What `exercise("03.1")` returns. check: called with the task's name and the function."""

    def __init__(self, name: str, check: Callable[[str, Any], None]) -> None:
        self._name, self._check = name, check

    def check(self, function: Any = None, *more: object, **named: object) -> NullObject:
        self._check(self._name, function)
        return NullObject()


def stub_module(url: str, check: Callable[[str, Any], None]) -> types.ModuleType:
    """The module `classroom` for a submission.

    url: the address of the site. check: called with a task's name and the object to check.
    """
    module = types.ModuleType("classroom")
    null = NullObject()

    def other_name(name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Missing() if name in NOT_DRAWINGS else null

    module.__dict__.update(
        __getattr__=other_name,
        CourseError=type("CourseError", (Exception,), {}),
        open_site=lambda *args, **kwargs: SiteStub(url),
        exercise=lambda name: ExerciseStub(str(name), check),
    )
    return module
