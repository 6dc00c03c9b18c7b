"""`open_workshop()`: the learner's own Django project, served and recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from classroom.errors import CourseError, described

if TYPE_CHECKING:
    from classroom.workshop.workshop import Workshop


def open_workshop(name: str = "workshop", *, task: str = "") -> Workshop:
    """Make your own Django project, or open the one that is there, and serve it.

    name: the name of its folder, beside the notebook where that can be written, else in your data folder.
    task: an exercise such as "11.1" instead of a name: opens the project in which that is answered. If it is not
        there yet, it is made with the files that the task begins with.
    Returns the same workshop at every call. Your files stay as they are. Raises CourseError where the project cannot
    be made or opened, and for an unknown task.
    """
    from classroom.workshop import workshop

    if not isinstance(name, str):
        raise CourseError(
            f"open_workshop() takes the name of a workshop, and was handed {described(name)}.",
            "Its name becomes the name of a folder, so it is a text.",
            'Leave it out for your own project, or name one: open_workshop("my-site")',
        )
    if not task:
        return _said(workshop.open_workshop(name))
    from classroom.check.catalogue import find_task
    from classroom.check.task import ProjectTask
    from classroom.check.trees import course_trees

    asked = find_task(task)
    if not isinstance(asked, ProjectTask):
        return _said(workshop.open_workshop(name))
    return _said(workshop.open_workshop(asked.project, course_trees().begin(asked)))


def _said(opened: Workshop) -> Workshop:
    """The workshop, after what was put right when it was opened is told below the cell."""
    if opened.remark:
        print(opened.remark)
    return opened
