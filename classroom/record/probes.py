"""Probes: middleware between every two middlewares of a project, which records session and user, in and out.

A probe must not change what it records: reading `request.session` marks it as accessed and adds `Vary: Cookie`, and
reading `request.user` loads it. So both are read from `request.__dict__` only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import SimpleLazyObject, empty

from classroom.record.exchange import NOBODY, Step
from classroom.record.recorder import current

GetResponse = Callable[[HttpRequest], HttpResponseBase]
NOTES = "classroom.record.server_notes.ServerNotesMiddleware"
"""The outermost middleware, by its dotted path, which is how Django finds it."""


class RecordedWSGIHandler(WSGIHandler):
    """Django's own handler, with a probe between every two middlewares of the project."""

    def load_middleware(self, is_async: bool = False) -> None:
        with probes():
            super().load_middleware(is_async)


@contextmanager
def probes() -> Iterator[None]:
    """Add probes to the middleware chain that Django builds in this block: one between every two, ours outermost.

    `settings.MIDDLEWARE` holds the longer list during the block only, and the project's own before and after.
    """
    plain = settings.MIDDLEWARE
    names = [path.rpartition(".")[2] for path in plain]
    longer = [NOTES, *plain[:1]]
    for outer, inner, path in zip(names, [*names[1:], "view"], [*plain[1:], None], strict=True):
        longer.append(f"{__name__}.between {outer} {inner}")
        longer.extend([path] if path else [])
    settings.MIDDLEWARE = longer
    try:
        yield
    finally:
        settings.MIDDLEWARE = plain


def __getattr__(name: str) -> Any:
    """Return a probe for the dotted path that Django imports: `between A B` is the one between A and B."""
    if name.startswith("between "):
        _, outer, inner = name.split(" ")
        return partial(ViewProbe if inner == "view" else Probe, outer=outer, inner=inner)
    raise AttributeError(name)


class Probe:
    """Records session and user between two middlewares, on the way in and on the way out."""

    def __init__(self, get_response: GetResponse, outer: str, inner: str) -> None:
        self.get_response = get_response
        self.outer = outer
        self.inner = inner

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        draft = current.get()
        if draft is None:
            return self.get_response(request)
        draft.steps.append(step(self.outer, "in", request))
        response = self.get_response(request)
        if self.inner != "view" or draft.view_ran:
            draft.steps.append(step(self.inner, "out", request, response.status_code))
        return response


class ViewProbe(Probe):
    """The innermost probe: also records that the view ran, since its `process_view` is the last one before the view."""

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if draft := current.get():
            draft.view_ran = True


def was_asked(user: Any) -> bool:
    """Whether a lazy `request.user` has been evaluated."""
    if isinstance(user, SimpleLazyObject):
        return user.__dict__.get("_wrapped") is not empty
    return user is not None


def name_of(user: Any) -> str:
    """Return the user's name; for an object that is no user (a project may set one), the name of its class."""
    return (user.get_username() or NOBODY) if hasattr(user, "get_username") else type(user).__name__


def step(layer: str, way: str, request: HttpRequest, status: int | None = None) -> Step:
    """Return session and user as they are now. layer, way, status: see `Step`. request: the one under way."""
    return Step(layer, way, _session_state(request), _user_state(request), status)


def _user_state(request: HttpRequest) -> str:
    user = request.__dict__.get("user")
    if user is None:
        return "absent"
    return name_of(user) if was_asked(user) else "not asked yet"


def _session_state(request: HttpRequest) -> str:
    session = request.__dict__.get("session")
    if session is None:
        return "absent"
    data = session.__dict__.get("_session_cache")
    if data is None:
        return "not loaded"
    return ", ".join(f"{key} = {value!r}"[:120] for key, value in data.items())[:600] or "empty"
