"""The advice for a fault in a learner's project: what to do next."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from classroom.workshop.fault import Fault, one_line
from classroom.workshop.place import is_no_response, own_middleware

AGAIN = "Mend that line, save the file, and try again."
AGAIN_WITHOUT_A_LINE = "Mend what that names, save the file, and try again."
SUSPICIOUS = ("RequestDataTooBig", "TooManyFieldsSent", "TooManyFilesSent")
MIGRATE = 'workshop.manage("migrate")'


class Case(NamedTuple):
    """A fault and the line that is shown with it. folder: the project's. file, source: of the line; "" if none."""

    fault: Fault
    folder: Path
    file: str = ""
    source: str = ""

    @property
    def kind(self) -> str:
        return self.fault.kind

    @property
    def says(self) -> str:
        return self.fault.message

    def names(self, pattern: str) -> str:
        """Return what the first group of a pattern finds in the fault's message; "" if nothing."""
        found = re.search(pattern, self.says)
        return found[1] if found else ""


def advice(case: Case) -> str:
    """Return one sentence: the first of `ADVICE` that applies, else to mend the line, where one is shown."""
    again = AGAIN if case.source else AGAIN_WITHOUT_A_LINE
    return next((words(case) for applies, words in ADVICE if applies(case)), again)


# When ---------------------------------------------------------------------------------------------------------------


def _says(*words: str) -> Callable[[Case], bool]:
    return lambda case: any(word in case.says for word in words)


def _is(*kinds: str) -> Callable[[Case], bool]:
    return lambda case: case.kind in kinds


def _hides_djangos(case: Case) -> bool:
    """Whether a view named login or logout calls itself in place of Django's function."""
    calls = re.search(r"(?<!\w)(login|logout)\(", case.source)
    return bool(calls) and (case.kind == "RecursionError" or bool(case.names(r"^(log\w+)\(\) takes")))


# What ---------------------------------------------------------------------------------------------------------------


def _about_module(case: Case) -> str:
    name = case.fault.module
    top, _, rest = name.partition(".")
    if "settings" in case.file:
        if len(name) == 1:
            return _to_a_list(case)
        if not re.search(rf"""['"]{re.escape(name)}['".]""", case.source):
            return "Two names of that list have grown together: put a comma between them, and save."
        if not rest:
            return (
                f'Is it spelled right? If the app is not made yet: take "{name}" out there, run '
                f'workshop.manage("startapp", "{name}"), and put it back.'
            )
    if rest and (case.folder / top).is_dir():
        return f"Make the file {name.replace('.', '/')}.py, or mend its name there."
    return f"Look how {name} is spelled there; an app's folder stands beside manage.py."


def _to_a_list(case: Case) -> str:
    return "What is added to a list is a list, too: put square brackets round that text, and save."


def _about_table(case: Case) -> str:
    table = case.says.rpartition("no such table: ")[2].removeprefix("main.")
    if table.startswith(("django_", "auth_")):
        return f"The database has no tables yet: run {MIGRATE}"
    apps = sorted((path.parent.name for path in case.folder.glob("*/models.py")), key=len, reverse=True)
    app = next((app for app in apps if table.startswith(f"{app}_")), "")
    # Without an app's name, makemigrations skips an app that has no folder `migrations`.
    return f'Run workshop.manage("makemigrations"{app and f", {chr(34)}{app}{chr(34)}"}), then {MIGRATE}'


def _about_template(case: Case) -> str:
    name = one_line(case.says.partition(",")[0], 100)
    app = name.partition("/")[0] if "/" in name else "<the app>"
    if app == "registration":  # the folder of Django's own views; not an app
        app = "<the app>"
    wanted = f"{app}/templates/{name}"
    if (case.folder / wanted).is_file():
        return f'That file is there, so its app is not registered: put "{app}" into INSTALLED_APPS, and save.'
    named = "/" in name and not app.startswith("<")
    found = sorted(case.folder.glob(f"{app}/**/{name.rpartition('/')[2]}")) if named else []
    if found:
        return f"There is {found[0].relative_to(case.folder).as_posix()}: move it to {wanted}"
    return f"Make the file {wanted}; the app must stand in INSTALLED_APPS."


def _about_template_syntax(case: Case) -> str:
    if case.says.startswith("Unclosed tag"):
        return f"That tag needs its end, {{% {case.names(r'one of: (?:.*, )?(end[a-z]+)') or 'end…'} %}}: put it there."
    rest = case.names(r"^Could not parse the remainder: '(.*?)' from")
    if rest.startswith("("):
        return "A template calls by itself: take the brackets out, and save."
    if rest.startswith(":"):
        return "Put that name in quotation marks, and save."
    return "Mend that tag of the template, save the file, and try again."


def _about_user_model(case: Case) -> str:
    app, _, name = case.names(r"refers to model '([\w.]+)'").partition(".")
    return f'Look for "{app}" in INSTALLED_APPS, and for class {name} in {app}/models.py; mend what is missing there.'


def _about_clash(case: Case) -> str:
    own = next((name for name in re.findall(r"'(\w+\.\w+)\.\w+'", case.says) if name != "auth.User"), "accounts.User")
    return (
        f'Write AUTH_USER_MODEL = "{own}" into the settings: then Django\'s own user steps back, and nothing clashes.'
    )


def _about_swapped(case: Case) -> str:
    return "Take get_user_model() there in place of Django's own User; a form names it as model in its class Meta."


def _about_history(case: Case) -> str:
    return f"While nobody real has signed up, begin anew: delete the file db.sqlite3, then run {MIGRATE}"


def _about_null(case: Case) -> str:
    field = case.names(r"failed: \w+\.(\w+)").removesuffix("_id") or "it"
    return f"Give {field} a value before that row is saved; in a view with a form: form.instance.{field} = …"


def _about_token(case: Case) -> str:
    if "missing" in case.says:
        return "The hidden field of {% csrf_token %} must come along: it stands between <form …> and </form>."
    if "cookie not set" in case.says:
        return "Let the same client GET the page with the form first: it brings the cookie that must come along."
    if "token" in case.says:
        return "The token is of an earlier visit, and every login makes a new one: get the form anew, and send that."
    return "That form stands on a page of another site: send it from a page of your own."


def _about_no_response(case: Case) -> str:
    call = "get_response(request)" if case.source.startswith(("def ", "async def ")) else "self.get_response(request)"
    return f"A middleware hands on what it gets: write return {call}, or return response."


def _about_handler(case: Case) -> str:
    takes = case.names(r"number of arguments \((.+?)\)") or "request"
    return f"Django calls that view with ({takes}): write these in its def."


def _about_missing_setting(case: Case) -> str:
    name = case.names(r"has no attribute '(\w+)'")
    if name == "ROOT_URLCONF":
        package = next((path.parent.name for path in sorted(case.folder.glob("*/settings*.py"))), "mysite")
        return f'Put ROOT_URLCONF = "{package}.urls" back into the settings: it names the file with the addresses.'
    return f"Put {name} into the settings, or mend its name where it is asked for."


def _words(text: str) -> Callable[[Case], str]:
    return lambda case: text


ADVICE: tuple[tuple[Callable[[Case], bool], Callable[[Case], str]], ...] = (
    (_is("Forbidden"), _about_token),
    (
        _is(*SUSPICIOUS),
        _words("Django refuses such a request with 400, before any view: send less, or raise that limit."),
    ),
    (_is("SuspiciousOperation"), _words("Whoever raised it takes that request for an attack, and Django answers 400.")),
    (_is("ModuleNotFoundError"), _about_module),
    (_says("no such table"), _about_table),
    (
        _says("no such column"),
        _words(f'The model is ahead of its table: workshop.manage("makemigrations"), then {MIGRATE}'),
    ),
    (_is("InconsistentMigrationHistory"), _about_history),
    (_is("TemplateDoesNotExist"), _about_template),
    (_is("TemplateSyntaxError"), _about_template_syntax),
    (_says("does not appear to have any patterns"), _words("Give that file a list named urlpatterns, and save it.")),
    (_is("NoReverseMatch"), _words("Compare that name with name=… and app_name in urls.py, mend it, and save.")),
    (
        lambda case: "cannot import name" in case.says or bool(case.names(r"^(module) '.+' has no attribute")),
        _words("Look whether that name stands in that module, spelled the same."),
    ),
    (
        _says("does not define a", "does not contain a"),
        _words("Look whether that class stands in that module, spelled the same."),
    ),
    (lambda case: is_no_response(case.fault), _about_no_response),
    (
        lambda case: case.says.startswith("Middleware factory"),
        _words("A middleware is a function that returns a function: write return and its name, at the end."),
    ),
    (
        lambda case: (
            bool(case.names(r"^(\w+)(?:\.__init__)?\(\) (?:takes|missing|got)"))
            and not case.fault.view
            and bool(own_middleware(case.folder))
        ),
        _words("A middleware is made with one argument: def __init__(self, get_response), or def name(get_response)."),
    ),
    (
        _says("has no attribute 'status_code'"),
        _words("A view, and a middleware, returns a response: HttpResponse(…), render(…) or redirect(…)."),
    ),
    (
        _says("unawaited coroutine"),
        _words("An async function is waited for: write await before it, in a view that begins with async def."),
    ),
    (
        _says("didn't return an HttpResponse"),
        _words("One way through that view ends without it: write return before render(…) or redirect(…)."),
    ),
    (
        _says("view must be a callable", "(urls.E009)"),
        _words("Name the view itself, without quotation marks; of a class, its .as_view()."),
    ),
    (_says("(urls.E007)"), _about_handler),
    (_says("(urls.E008)"), _words("Look whether that view stands in that module, spelled the same.")),
    (_says("'Settings' object has no attribute"), _about_missing_setting),
    (
        _says("URL doesn't end in a slash and you have APPEND_SLASH set"),
        _words("A POST is not redirected: end its address with a slash, in the form's action or in your request."),
    ),
    (
        lambda case: case.kind == "UnicodeDecodeError" and bool(case.fault.template),
        _words("That template is in another encoding, such as EUC-KR: save it in UTF-8, and try again."),
    ),
    (_says("that has not been installed"), _about_user_model),
    (_says("Invalid model reference"), _words('Name the app and the class, nothing between them: "accounts.User".')),
    (_says("(fields.E304)", "(fields.E305)"), _about_clash),
    (_says("has been swapped for"), _about_swapped),
    (_says("labels aren't unique"), _words("Two apps of INSTALLED_APPS have that label: take one of them out there.")),
    (_says("Empty module name"), _to_a_list),
    (_says("NOT NULL constraint failed"), _about_null),
    (
        _says("UNIQUE constraint failed"),
        _words("There is such a row already: let the form's is_valid() look before you save."),
    ),
    (_hides_djangos, _words("That calls your own view: write import … as auth_login (or auth_logout), and call that.")),
    (
        lambda case: "object is not callable" in case.says and "is_authenticated(" in case.source,
        _words("is_authenticated is an attribute, not a method: take the brackets behind it out."),
    ),
    (
        _says("is not JSON serializable"),
        _words("A session keeps plain values: text, numbers, True, None, lists, dicts."),
    ),
    (_is("CookieError"), _words("A cookie's name has English letters, digits, hyphens and low lines only. Mend it.")),
    (_is("BadHeaderError"), _words("A header is one line: take the line break out of what is put in there.")),
    (
        _says("HTTP response headers must be in ascii"),
        _words("Name the header with English letters, digits and hyphens."),
    ),
    (
        _is("EOFError"),
        _words("Nobody can type here: give a new field a default, or run it in a terminal in that folder."),
    ),
    (_is("MemoryError"), _words("That line asks for more memory than a workshop may have (1 GB). Make it smaller.")),
    (_is("SystemExit"), _words("A view answers and never ends the process: take the exit out, and save.")),
    (_is("RecursionError"), _words("That function calls itself without an end. Mend it, and save.")),
    (
        _says("You must set settings.ALLOWED_HOSTS"),
        _words('While you build: DEBUG = True. To try it without: ALLOWED_HOSTS = ["127.0.0.1", "localhost"].'),
    ),
    (_is("DisallowedHost"), _words("Ask at workshop.url, or put that name into the list ALLOWED_HOSTS.")),
    (
        lambda case: case.kind in ("ImproperlyConfigured", "SystemCheckError") and "MIDDLEWARE" in case.says,
        _words("Put MIDDLEWARE in the order that the message asks for, and save the settings."),
    ),
    (
        _says("No installed app with label"),
        _words("Put its name into INSTALLED_APPS, save, and run the command again."),
    ),
    (_is("CommandError"), _words("Mend what it names, and run the command again.")),
)
