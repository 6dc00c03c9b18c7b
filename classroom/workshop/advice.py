"""What to do about a fault in a learner's project."""

from __future__ import annotations

import re
from collections.abc import Callable

from classroom.workshop.fault import Fault, one_line

AGAIN = "Mend that line, save the file, and try again."


def advice(fault: Fault, file: str) -> str:
    """One sentence. file: where the fault was found, relative to the project; "" if nowhere."""
    for applies, words in ADVICE:
        if applies(fault):
            return words(fault, file)
    return AGAIN


def _says(*words: str) -> Callable[[Fault], bool]:
    return lambda fault: any(word in fault.message for word in words)


def _is(*kinds: str) -> Callable[[Fault], bool]:
    return lambda fault: fault.kind in kinds


def _about_module(fault: Fault, file: str) -> str:
    name, _, rest = fault.module.partition(".")
    if rest:
        return f"Make the file {fault.module.replace('.', '/')}.py, or take that line out."
    if "settings" in file:
        return f'Take that line out, run workshop.manage("startapp", "{name}"), and put it back.'
    return f"Look how {name} is spelled there; an app's folder stands beside manage.py."


def _about_table(fault: Fault, file: str) -> str:
    table = fault.message.rpartition("no such table: ")[2].removeprefix("main.")
    if table.startswith(("django_", "auth_")):
        return 'The database has no tables yet: run workshop.manage("migrate")'
    return 'Run workshop.manage("makemigrations"), then workshop.manage("migrate")'


def _about_template(fault: Fault, file: str) -> str:
    name = one_line(fault.message.partition(",")[0], 100)
    app = name.partition("/")[0] if "/" in name else "<the app>"
    if app == "registration":  # the folder that Django's own views ask for; no app is called so
        app = "<the app>"
    return f"Make the file {app}/templates/{name}; the app must stand in INSTALLED_APPS."


def second_user(fault: Fault) -> tuple[str, str] | None:
    """The app and the name of a user model beside Django's own, where the two clash (fields.E304); None elsewhere."""
    if "(fields.E304)" not in fault.message or "'auth.User." not in fault.message:
        return None
    return next(
        ((app, name) for app, name in re.findall(r"'(\w+)\.(\w+)\.\w+'", fault.message) if app != "auth"),
        None,
    )


def _about_second_user(fault: Fault, file: str) -> str:
    app, name = second_user(fault) or ("accounts", "User")
    return f'There are two user models now. Name yours in the settings: AUTH_USER_MODEL = "{app}.{name}"'


def _words(text: str) -> Callable[[Fault, str], str]:
    return lambda fault, file: text


ADVICE: tuple[tuple[Callable[[Fault], bool], Callable[[Fault, str], str]], ...] = (
    (_is("ModuleNotFoundError"), _about_module),
    (_says("no such table"), _about_table),
    (_is("TemplateDoesNotExist"), _about_template),
    (lambda fault: second_user(fault) is not None, _about_second_user),
    (_says("does not appear to have any patterns"), _words("Give that file a list named urlpatterns, and save it.")),
    (_is("NoReverseMatch"), _words("Compare that name with name=… and app_name in urls.py, mend it, and save.")),
    (_says("cannot import name"), _words("Look whether that name stands in that module, spelled the same.")),
    (_is("MemoryError"), _words("That line asks for more memory than a workshop may have (1 GB). Make it smaller.")),
    (_is("SystemExit"), _words("A view answers and never ends the process: take the exit out, and save.")),
    (_is("RecursionError"), _words("That function calls itself without an end. Mend it, and save.")),
    (
        lambda fault: fault.kind in ("ImproperlyConfigured", "SystemCheckError") and "MIDDLEWARE" in fault.message,
        _words("Put MIDDLEWARE in the order that the message asks for, and save the settings."),
    ),
    (_is("CommandError"), _words("Mend what it names, and run the command again.")),
)
