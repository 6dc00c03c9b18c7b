"""A fault as three lines, from plain values; no project is loaded here."""

from __future__ import annotations

from pathlib import Path

import pytest

from classroom.workshop import fault
from classroom.workshop.fault import Fault, Frame
from classroom.workshop.problem import Problem, explain, located

DJANGO = "/lib/python3.11/site-packages/django/core/x.py"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mysite").mkdir()
    (tmp_path / "mysite/settings.py").write_text(
        "# MIDDLEWARE is below\nINSTALLED_APPS = [\n    'accounts',\n]\nMIDDLEWARE = [\n]\n", encoding="utf-8"
    )
    (tmp_path / "mysite/urls.py").write_text("from x import y\npath('', LoginView.as_view())\n", encoding="utf-8")
    return tmp_path


def test_the_innermost_line_of_the_project_is_the_place(folder: Path) -> None:
    frames = (
        Frame(f"{folder}/manage.py", 22, "main()"),
        Frame(f"{folder}/a/views.py", 3, "return b()"),
        Frame(f"{folder}/a/b.py", 7, "1 / 0"),
        Frame(DJANGO, 1, "x"),
    )
    problem = explain(Fault("ZeroDivisionError", "division by zero", frames), folder)
    assert str(problem).split("\n")[:2] == ["ZeroDivisionError: division by zero", "a/b.py, line 7: 1 / 0"]


def test_a_project_beside_with_a_like_name_is_another(folder: Path) -> None:
    fault = Fault("ValueError", "x", (Frame(f"{folder}-copy-1/a.py", 1, "x"),))
    assert explain(fault, folder, "GET /").where == "GET /"


def test_where_no_line_is_the_projects_the_route_to_the_view_is_named(folder: Path) -> None:
    fault = Fault("TemplateDoesNotExist", "registration/login.html", (Frame(DJANGO, 1),), view="django.views.LoginView")
    problem = explain(fault, folder)
    assert problem.where == "mysite/urls.py, line 2: path('', LoginView.as_view())"
    assert "<the app>/templates/registration/login.html" in problem.next  # no app is called registration


CHECKS = """System check identified some issues:

ERRORS:
?: (admin.E408) x must be in MIDDLEWARE
\tHINT: y

System check identified 1 issue"""


def test_words_of_many_lines_become_one_and_long_ones_are_cut(folder: Path) -> None:
    problem = explain(Fault("ValueError", "one\n\ntwo " + "x" * 5000), folder)
    assert problem.what.startswith("ValueError: one two xxx") and len(problem.what) <= 300
    assert len(str(problem).split("\n")) <= 3


def test_what_cannot_be_encoded_is_escaped(folder: Path) -> None:
    frames = (Frame(f"{folder}/a.py", 1, "x = '\ud800'"),)
    problem = explain(Fault("ValueError", "\ud800", frames), folder)
    assert str(problem).split("\n")[:2] == [r"ValueError: \ud800", r"a.py, line 1: x = '\ud800'"]


@pytest.mark.parametrize(
    ("kind", "message", "line"),
    [
        ("ImproperlyConfigured", "Edit your MIDDLEWARE setting", "MIDDLEWARE = ["),
        ("SystemCheckError", CHECKS, "MIDDLEWARE = ["),
    ],
)
def test_a_setting_is_found_where_it_begins(folder: Path, kind: str, message: str, line: str) -> None:
    problem = explain(Fault(kind, message), folder)
    assert problem.file == "mysite/settings.py" and problem.source == line
    assert "System check identified" not in problem.what and "WARNINGS" not in problem.what


CLASH = """System check identified some issues:

ERRORS:
auth.User.groups: (fields.E304) Reverse accessor 'Group.user_set' for 'auth.User.groups' clashes with reverse accessor \
for 'accounts.User.groups'.
\tHINT: Add or change a related_name argument to the definition for 'auth.User.groups' or 'accounts.User.groups'.
"""


def test_a_second_user_model_is_shown_the_setting_that_makes_it_the_first(folder: Path) -> None:
    (folder / "accounts").mkdir()
    (folder / "accounts/models.py").write_text("import x\n\nclass User(AbstractUser):\n    pass\n", encoding="utf-8")
    problem = explain(Fault("SystemCheckError", CLASH), folder)
    assert problem.where == "accounts/models.py, line 3: class User(AbstractUser):"
    assert 'AUTH_USER_MODEL = "accounts.User"' in problem.next


def test_an_exception_keeps_its_frames_and_its_cause_is_told_for_djangos_wrapper(folder: Path) -> None:
    try:
        try:
            int("x")
        except ValueError as error:
            raise RuntimeError("WSGI application 'mysite.wsgi.application' could not be loaded") from error
    except RuntimeError as error:
        found = fault.of_exception(error)
    assert found.kind == "ValueError" and found.frames[-1].source == 'int("x")'


def test_a_syntax_error_ends_at_its_own_line(tmp_path: Path) -> None:
    try:
        compile("x = (\n", str(tmp_path / "a.py"), "exec")
    except SyntaxError as error:
        problem = explain(fault.of_exception(error), tmp_path)
    assert problem.what == "SyntaxError: '(' was never closed" and problem.where == "a.py, line 1: x = ("


PRINTED = """Found 2 test(s).
Traceback (most recent call last):
  File "{0}/manage.py", line 22, in <module>
    main()
  File "{0}/mysite/urls.py", line 2, in <module>
    from . import vews
ImportError: cannot import name 'vews' from 'mysite' ({0}/mysite/__init__.py)
"""


def test_what_a_command_printed_is_read(folder: Path) -> None:
    found = fault.of_traceback(PRINTED.format(folder))
    assert found and found.kind == "ImportError"
    assert explain(found, folder).where == "mysite/urls.py, line 2: from . import vews"
    told = fault.of_traceback("CommandError: No installed app with label 'x'.\n")
    assert told == Fault("CommandError", "No installed app with label 'x'.")
    assert fault.of_traceback("usage: manage.py\nall is well\n") is None


def test_a_stack_dump_is_read_inside_out() -> None:
    lines = [
        "Timeout (0:00:03)!",
        "Thread 0x1 (most recent call first):",
        '  File "/p/a.py", line 9 in deep',
        '  File "/p/b.py", line 2 in f',
    ]
    assert fault.of_dump(lines) == (Frame("/p/b.py", 2), Frame("/p/a.py", 9))
    problem = located("It hung.", "Mend it.", fault.of_dump(lines), Path("/p"))
    assert (problem.file, problem.line) == ("a.py", 9)
    assert located("It hung.", "Mend it.", (), Path("/p"), "GET /") == Problem("It hung.", "Mend it.", place="GET /")
