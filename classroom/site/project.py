"""The demo site's Django project in this process: set up once, and made into a recorded WSGI application."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from classroom.errors import CourseError
from classroom.paths import DEMO_SITE, variables
from classroom.site import surroundings

SETTINGS = "classroom.site.settings"


def set_up() -> None:
    """Set Django up for the demo site, once. Raises CourseError where this process runs another project already."""
    from django.apps import apps
    from django.conf import settings

    if apps.ready and settings.SETTINGS_MODULE == SETTINGS:
        return
    if settings.configured and getattr(settings, "SETTINGS_MODULE", None) != SETTINGS:
        raise CourseError(
            "The demo site cannot open here.",
            "This kernel already runs another Django project, and Django takes one a process.",
            "Restart the kernel (Kernel, Restart Kernel), then run the first cell again.",
        )
    surroundings.prepare()
    if str(DEMO_SITE) not in sys.path:
        sys.path.append(str(DEMO_SITE))
    import django

    # Set only while Django loads: a cell's `!python manage.py …` runs another project.
    with _loading(), variables(DJANGO_SETTINGS_MODULE=SETTINGS):
        django.setup()
        import_module(settings.ROOT_URLCONF)
        import_module("classroom.site.server")


def origins() -> dict[str, str]:
    """Return the other loopback addresses of the site, by the name of the company that is shown there."""
    from django.conf import settings

    return {name: address for name, (_, address) in settings.TRACKER_ORIGINS.items()}


def application() -> Callable[..., Any]:
    """Return the demo site as a WSGI application with recorded middleware, which also serves the style sheets."""
    from neighbourhood.handler import ClassroomHandler

    from classroom.site.error_page import TeachingHandler

    return ClassroomHandler(TeachingHandler())


@contextmanager
def _loading() -> Iterator[None]:
    """Pause Python's garbage collector while Django loads, and exclude what was loaded from later collections.

    Loading makes 200,000 objects that all stay; scanning them for garbage is a sixth of the start.
    Source: https://docs.python.org/3/library/gc.html#gc.freeze
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if collects:
            gc.enable()
