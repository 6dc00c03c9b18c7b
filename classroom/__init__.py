"""What a classroom has: the front door of the course.

Notebooks use these names and nothing else of ours. What needs Jupyter, widgets or drawings is imported
when it is first used, so that opening the site stays quick.
"""

from __future__ import annotations

from classroom.errors import CourseError
from classroom.exercises import exercise, predict
from classroom.explorer import session_explorer
from classroom.findings import checkup
from classroom.learner import progress
from classroom.permissions import explain_permission
from classroom.pictures import both_sides, explain_cookie, ladder, microscope, onion, page, show
from classroom.projects import open_workshop, two_servers
from classroom.site.live_site import open_site
from classroom.turning import time_machine

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
