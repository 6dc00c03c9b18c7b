"""Tasks, checks, hints and verdicts of the exercises. Lessons import from this module alone.

The package neither opens the site nor draws: `classroom.cells` passes in what opens an aside of the site, and draws the
verdict that comes back. A name is imported when it is first used, so that a lesson whose answers are functions does not
load what serves projects.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from classroom.check.answer import Answer
    from classroom.check.client import TOKEN, Client
    from classroom.check.conversation import Aside, Conversation
    from classroom.check.objections import NotYet
    from classroom.check.prediction import Choice, Prediction
    from classroom.check.project_work import Person, ProjectProblem, ProjectWork, Site
    from classroom.check.reading import code_of, cookie_values, session_key, user_after, user_before
    from classroom.check.task import FunctionTask, KnownMistake, ProjectTask
    from classroom.check.trial import Trial, try_tests
    from classroom.check.verdict import Place
    from classroom.check.work import Work, random_word
    from classroom.cookies.header import split_set_cookie
    from classroom.faults import FAULTS
    from classroom.record.exchange import NOBODY, SESSION_COOKIE, Exchange, SetCookie
    from classroom.record.target import path_and_query

__all__ = [
    "FAULTS",
    "NOBODY",
    "SESSION_COOKIE",
    "TOKEN",
    "Answer",
    "Aside",
    "Choice",
    "Client",
    "Conversation",
    "Exchange",
    "FunctionTask",
    "KnownMistake",
    "NotYet",
    "Person",
    "Place",
    "Prediction",
    "ProjectProblem",
    "ProjectTask",
    "ProjectWork",
    "SetCookie",
    "Site",
    "Trial",
    "Work",
    "code_of",
    "cookie_values",
    "path_and_query",
    "random_word",
    "session_key",
    "split_set_cookie",
    "try_tests",
    "user_after",
    "user_before",
]

_WHERE = {
    "classroom.check.answer": ("Answer",),
    "classroom.check.client": ("TOKEN", "Client"),
    "classroom.check.conversation": ("Aside", "Conversation"),
    "classroom.check.objections": ("NotYet",),
    "classroom.check.prediction": ("Choice", "Prediction"),
    "classroom.check.project_work": ("Person", "ProjectProblem", "ProjectWork", "Site"),
    "classroom.check.reading": ("code_of", "cookie_values", "session_key", "user_after", "user_before"),
    "classroom.check.task": ("FunctionTask", "KnownMistake", "ProjectTask"),
    "classroom.check.trial": ("Trial", "try_tests"),
    "classroom.check.verdict": ("Place",),
    "classroom.check.work": ("Work", "random_word"),
    "classroom.cookies.header": ("split_set_cookie",),
    "classroom.faults": ("FAULTS",),
    "classroom.record.exchange": ("NOBODY", "SESSION_COOKIE", "Exchange", "SetCookie"),
    "classroom.record.target": ("path_and_query",),
}


def __getattr__(name: str) -> Any:
    """Return a name of `__all__` from its module. Raises AttributeError for any other name. Source: PEP 562."""
    for module, names in _WHERE.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
