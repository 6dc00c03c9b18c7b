"""What a classroom has: the front door of the course.

Notebooks use these names and nothing else of ours. Each is loaded when it is first used, so that opening the site
stays quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from classroom.errors import CourseError
from classroom.interrupts import stoppable

if TYPE_CHECKING:
    from classroom.cells.both_sides import both_sides
    from classroom.cells.checkup import checkup
    from classroom.cells.exercise import exercise
    from classroom.cells.explain_cookie import explain_cookie
    from classroom.cells.explain_permission import explain_permission
    from classroom.cells.ladder import ladder
    from classroom.cells.microscope import microscope
    from classroom.cells.onion import onion
    from classroom.cells.open_site import open_site
    from classroom.cells.open_workshop import open_workshop
    from classroom.cells.page import page
    from classroom.cells.predict import predict
    from classroom.cells.progress import progress
    from classroom.cells.session_explorer import session_explorer
    from classroom.cells.show import show
    from classroom.cells.time_machine import time_machine
    from classroom.cells.two_servers import two_servers

__all__ = [
    "CourseError",
    "both_sides",
    "checkup",
    "exercise",
    "explain_cookie",
    "explain_permission",
    "ladder",
    "microscope",
    "onion",
    "open_site",
    "open_workshop",
    "page",
    "predict",
    "progress",
    "session_explorer",
    "show",
    "time_machine",
    "two_servers",
]


def __getattr__(name: str) -> Any:
    """A name of `__all__`, from the file of `cells` that is called so. Stop in it shows no frames. Source: PEP 562."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"classroom.cells.{name}"), name)
    return found if isinstance(found, type) else stoppable(found)


def __dir__() -> list[str]:
    return __all__
