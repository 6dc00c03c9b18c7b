"""Django projects of the front door: the learner's own on disk, and two servers of the demo site side by side."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from classroom.panel import SOURCE

if TYPE_CHECKING:
    from classroom.workshop.two_servers import Server
    from classroom.workshop.workshop import Workshop


def open_workshop(name: str = "workshop", *, task: str = "") -> Workshop:
    """Make your own Django project, or open the one that is there, and serve it.

    name: the name of its folder, beside the notebook where that can be written, else in your data folder.
    task: an exercise such as "11.1" in place of a name: opens the project in which that is answered. If it is not
        there yet, it begins with the files of that task.
    Returns the same workshop however often it is opened. Your files stay as they are. Raises CourseError.
    """
    from classroom.check.catalogue import find_task
    from classroom.check.trees import Trees
    from classroom.workshop import workshop

    if not task:
        return workshop.open_workshop(name)
    asked = find_task(task)
    return workshop.open_workshop(asked.project, Trees(SOURCE / "workshop", find_task).begin(asked))


def two_servers(shared: bool = True, same_key: bool = True) -> AbstractContextManager[tuple[Server, Server]]:
    """Run the demo site twice: ``with two_servers() as (one, two): …``. Each has url, exchanges and sessions.

    shared: whether both keep their sessions in one store, or each in its own.
    same_key: whether both have one SECRET_KEY. With two keys a shared store does not help: the row is found, but
        neither its signature nor the hash of the password in it fits, and the visitor is a stranger.
    """
    from classroom.workshop.two_servers import two_servers

    return two_servers(shared, same_key)
