"""A learner's mistakes: each is reported in at most three lines with file and line, and harms nothing else."""

from __future__ import annotations

import contextlib
import dataclasses

import pytest
import requests
from a_project import get, page, write

from classroom.workshop.workshop import Workshop

URLS = "from django.urls import include, path\n"


def told(workshop: Workshop, status: int = 500) -> list[str]:
    """Return the three lines of the response; `workshop.problem` has the same text."""
    answer = get(workshop)
    assert answer.status_code == status, answer.text[:300]
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    lines = answer.text.rstrip("\n").split("\n")
    assert len(lines) == 3 and str(workshop.problem).split("\n") == lines == repr(workshop).split("\n")
    assert workshop.exchanges[-1].notes and lines[0] in (workshop.exchanges[-1].notes.error or "")
    return lines


def settings(workshop: Workshop, old: str, new: str) -> None:
    text = (workshop.folder / "mysite/settings.py").read_text(encoding="utf-8").replace('"', "'")
    assert old in text
    write(workshop, "mysite/settings.py", text.replace(old, new))


NOT_LOADING = {
    "syntax": ("urlpatterns = [\n", "SyntaxError: '[' was never closed", "mysite/urls.py, line 1: urlpatterns = ["),
    "empty": ("", "The included URLconf 'mysite.urls' does not appear to have any patterns in it.", "mysite/urls.py"),
    "misspelt": (
        "urlpattern = []\n",
        "does not appear to have any patterns in it.",
        "mysite/urls.py, line 1: urlpattern = []",
    ),
    "no such app": (
        f"{URLS}urlpatterns = [path('a/', include('accounts.urls'))]\n",
        "ModuleNotFoundError: No module named 'accounts'",
        "mysite/urls.py, line 2",
    ),
    "no such name": (
        f"{URLS}from . import vews\nurlpatterns = []\n",
        "ImportError: cannot import name 'vews'",
        "mysite/urls.py, line 2",
    ),
    "exit": ("import sys\nsys.exit(3)\n", "SystemExit: 3", "mysite/urls.py, line 2: sys.exit(3)"),
    "os._exit": ("import os\nos._exit(3)\n", "exit code 3", "mysite/urls.py, line 2: os._exit(3)"),
}


@pytest.mark.parametrize("case", NOT_LOADING)
def test_a_project_that_does_not_load(workshop: Workshop, case: str) -> None:
    text, what, where = NOT_LOADING[case]
    write(workshop, "mysite/urls.py", text)
    lines = told(workshop)
    assert what in lines[0] and lines[1].startswith(where)
    page(workshop, "return HttpResponse('mended')")
    assert get(workshop).text == "mended" and workshop.problem is None


def test_an_app_that_is_registered_and_not_made(workshop: Workshop) -> None:
    settings(workshop, "INSTALLED_APPS = [", "INSTALLED_APPS = [\n    'accounts',")
    lines = told(workshop)
    assert lines[0] == "ModuleNotFoundError: No module named 'accounts'"
    assert lines[1].startswith("mysite/settings.py, line ") and lines[1].endswith("'accounts',")
    assert 'workshop.manage("startapp", "accounts")' in lines[2]
    assert repr(workshop.manage("startapp", "accounts")).split("\n")[:2] == lines[:2], "the command says the same"


def test_middleware_in_the_wrong_order(workshop: Workshop) -> None:
    session = "    'django.contrib.sessions.middleware.SessionMiddleware',\n"
    settings(workshop, session, "")
    settings(workshop, "    'django.contrib.messages.middleware", f"{session}    'django.contrib.messages.middleware")
    page(workshop, "return HttpResponse(str(request.user))")
    lines = told(workshop)
    assert lines[0].startswith("ImproperlyConfigured: The Django authentication middleware requires session middleware")
    assert "MIDDLEWARE = [" in lines[1]


def test_middleware_that_is_missing_for_the_admin(workshop: Workshop) -> None:
    settings(workshop, "    'django.contrib.sessions.middleware.SessionMiddleware',\n", "")
    lines = told(workshop)
    assert lines[0].startswith(
        "SystemCheckError: (admin.E410) 'django.contrib.sessions.middleware.SessionMiddleware' must be in MIDDLEWARE"
    )
    assert "MIDDLEWARE = [" in lines[1]


def test_a_database_without_tables(workshop: Workshop) -> None:
    (workshop.folder / "db.sqlite3").unlink()
    page(workshop, "request.session['a'] = 1\nreturn HttpResponse('x')")
    lines = told(workshop)
    assert "no such table: django_session" in lines[0] and 'workshop.manage("migrate")' in lines[2]
    workshop.manage("migrate")
    assert get(workshop).text == "x"


IN_A_VIEW = {
    "an error": ("return HttpResponse(1 / 0)", "ZeroDivisionError: division by zero", 5),
    "no template": (
        "from django.shortcuts import render\nreturn render(request, 'accounts/login.html')",
        "TemplateDoesNotExist: accounts/login.html",
        6,
    ),
    "sys.exit": ("import sys\nsys.exit(3)", "SystemExit: 3", 6),
    "os._exit": ("import os\nos._exit(3)", "exit code 3", 6),
    "crash": ("import ctypes\nctypes.string_at(0)", "ended", 6),
    "recursion": ("return page(request)", "RecursionError: maximum recursion depth exceeded", 5),
    "memory": ("return HttpResponse('x' * 4_000_000_000)", "MemoryError", 5),
    "a strange user": ("request.user = 'bob'\nraise KeyError('x')", "KeyError: 'x'", 6),
}


@pytest.mark.parametrize("case", IN_A_VIEW)
def test_a_view_that_fails(workshop: Workshop, case: str) -> None:
    view, what, line = IN_A_VIEW[case]
    page(workshop, view)
    lines = told(workshop)
    assert what in lines[0]
    assert lines[1] == f"mysite/views.py, line {line}: {view.splitlines()[line - 5]}"
    page(workshop, "return HttpResponse('mended')")
    assert get(workshop).text == "mended" and workshop.problem is None


def test_the_page_of_a_problem_keeps_the_cookies_of_middleware_but_what_cannot_be_sent(workshop: Workshop) -> None:
    """An odd cookie would otherwise take the place of the problem that is told."""
    common = "    'django.middleware.common.CommonMiddleware',\n"
    settings(workshop, common, f"    'mysite.ours.sets_cookies',\n{common}")
    write(
        workshop,
        "mysite/ours.py",
        """def sets_cookies(get_response):
    def answer(request):
        response = get_response(request)
        response.set_cookie("kept", "1")
        response.set_cookie("odd", "1", path="/한글/")
        return response

    return answer
""",
    )
    page(workshop, "return HttpResponse(1 / 0)")
    assert told(workshop)[0].startswith("ZeroDivisionError")
    assert [each.name for each in workshop.exchanges[-1].response_cookies] == ["kept"]


def test_a_view_that_returns_nothing_is_found_by_its_name(workshop: Workshop) -> None:
    page(workshop, "pass")
    lines = told(workshop)
    assert lines[0].startswith("ValueError: The view mysite.views.page didn't return an HttpResponse object.")
    assert lines[1] == "mysite/views.py, line 4: def page(request):"


def test_a_fault_in_a_template_names_its_line(workshop: Workshop) -> None:
    settings(workshop, "INSTALLED_APPS = [", "INSTALLED_APPS = [\n    'mysite',")
    page(
        workshop,
        "from django.shortcuts import render\nreturn render(request, 'page.html')",
        "one\n{% url 'nowhere' %}\n",
    )
    lines = told(workshop)
    assert lines[0].startswith("NoReverseMatch: Reverse for 'nowhere' not found.")
    assert lines[1].startswith("mysite/templates/page.html, line 2: ")


@pytest.fixture
def with_short_timeouts(workshop: Workshop) -> Workshop:
    """The same with shorter timeouts, to make the tests faster."""
    served = workshop._running()
    options = served.process.options
    served.process.options = dataclasses.replace(options, timeout=3.0, start_timeout=15.0)
    served.process.stop()
    yield workshop
    served.process.options = options


@pytest.mark.parametrize(
    ("view", "line"),
    [
        ("n = 0\nwhile True:\n    n += 1", 7),
        ("import re\nre.match(r'(a+)+$', 'a' * 60 + 'b')", 7),
        ("import time\ntime.sleep(100)", 7),
    ],
    ids=["loop", "regular expression", "sleep"],
)
def test_a_view_that_never_ends_is_stopped(with_short_timeouts: Workshop, loops: str, view: str, line: int) -> None:
    page(with_short_timeouts, loops + view)
    get(with_short_timeouts, "/nowhere/")
    lines = told(with_short_timeouts, 504)
    assert "longer than 3 seconds" in lines[0]
    assert any(lines[1].startswith(f"mysite/views.py, line {number}:") for number in (line, line + 1)), lines
    page(with_short_timeouts, "return HttpResponse('mended')")
    assert get(with_short_timeouts).text == "mended"


def test_settings_that_never_end_are_stopped(with_short_timeouts: Workshop, loops: str) -> None:
    served = with_short_timeouts._running()
    served.process.options = dataclasses.replace(served.process.options, start_timeout=3.0)
    settings(with_short_timeouts, "INSTALLED_APPS = [", f"{loops}while True:\n    pass\nINSTALLED_APPS = [")
    lines = told(with_short_timeouts)
    assert "does not load" in lines[0] and lines[1].startswith("mysite/settings.py, line ")


def test_the_page_shows_no_settings_and_is_plain_text(workshop: Workshop) -> None:
    page(workshop, "raise ValueError('<script>alert(1)</script>')")
    answer = get(workshop)
    assert answer.headers["content-type"].startswith("text/plain") and "SECRET_KEY" not in answer.text


def test_without_its_folder_it_says_so(workshop: Workshop) -> None:
    (workshop.folder / "manage.py").unlink()
    assert "no manage.py" in told(workshop)[0]


def test_an_error_whose_page_django_never_finishes_is_told_as_itself(with_short_timeouts: Workshop) -> None:
    page(with_short_timeouts, r"raise ValueError('\ud800')")
    lines = told(with_short_timeouts, 504)
    assert lines[:2] == [r"ValueError: \ud800", r"mysite/views.py, line 5: raise ValueError('\ud800')"]


def test_what_ends_in_the_middle_of_its_answer_is_a_problem(workshop: Workshop) -> None:
    stream = "from django.http import StreamingHttpResponse\nimport os\ndef pieces():\n    yield 'a'\n    os._exit(3)\n"
    page(workshop, f"{stream}return StreamingHttpResponse(pieces())")
    with contextlib.suppress(requests.RequestException):
        get(workshop)
    lines = str(workshop.problem).split("\n")
    assert "exit code 3" in lines[0] and lines[1] == "mysite/views.py, line 9: os._exit(3)"
    assert workshop.exchanges[-1].remark == "The project stopped in the middle of its answer."
