"""What nobody may read: the kernel's environment in a page, a password or a key in the log, the notes or the record."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from classroom.record.exchange import Exchange
from classroom.site.live_site import LiveSite, open_site

PASSWORD = "only-for-class"

# In a process of its own: wsgiref copies the environment when it is imported, so a variable set later proves nothing.
EVERY_PAGE_THAT_TELLS = """
import json, sys
from classroom.site.live_site import open_site
import requests
site = open_site()
from django.conf import settings
from django.http import HttpResponse, Http404
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.urls import path, clear_url_caches
from django.views.debug import ExceptionReporter
from neighbourhood import urls

def dump(request):
    return HttpResponse(repr(dict(request.META)) + repr(vars(request)) + repr(request.environ))

def report(request):
    reporter = ExceptionReporter(request, *sys.exc_info())
    return HttpResponse(reporter.get_traceback_html() + reporter.get_traceback_text())

def fails(kind):
    def view(request):
        meta = request.META
        raise kind(f"on purpose: {len(meta)}")
    return view

kinds = [KeyError, Http404, PermissionDenied, SuspiciousOperation]
urls.urlpatterns += [path("dump/", dump), path("report/", report)]
urls.urlpatterns += [path(f"fails/{kind.__name__}/", fails(kind)) for kind in kinds]
clear_url_caches()
found = {}
for debug in (False, True):
    settings.DEBUG = debug
    failing = [f"/fails/{each.__name__}/" for each in kinds]
    for address in ["/", "/dump/", "/report/", "/desk/echo/", "/nowhere/", *failing]:
        for method, host in (("GET", "127.0.0.1"), ("POST", "127.0.0.1"), ("GET", "evil.example")):
            answer = requests.request(method, site.url + address, headers={"Host": host}, timeout=60)
            found[f"{method} {address} {host} {debug}"] = str(answer.headers) + answer.text
found["log"] = "\\n".join(site.log)
found["recording"] = repr(site.exchanges)
print(json.dumps({"pages": found, "key": settings.SECRET_KEY}))
"""


@pytest.fixture
def site() -> Iterator[LiveSite]:
    site = open_site()
    site.reset()
    yield site
    open_site()


def test_no_page_shows_the_environment_of_the_kernel_or_the_secret_key(site: LiveSite) -> None:
    from django.conf import settings

    secret = f"swordfish-{secrets.token_hex(8)}"
    # Each with a value of its own: a page that shows one of them names it in the failure.
    hidden = {
        name: f"{secret}-{name}" for name in ("JUPYTER_TOKEN", "AWS_SECRET", "DATABASE_URL", "HTTP_X_NAME", "PS9")
    }
    done = subprocess.run(
        [sys.executable, "-c", EVERY_PAGE_THAT_TELLS],
        capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
        env={**os.environ, **hidden, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    found = told["pages"]
    assert len(found) == 2 * 9 * 3 + 2
    assert "Traceback" in found["GET /report/ 127.0.0.1 True"] or "Request" in found["GET /report/ 127.0.0.1 True"]
    assert "REMOTE_PORT" in found["GET /dump/ 127.0.0.1 False"]  # so that the page does show what a request carries
    for page, text in found.items():
        assert secret not in text, page
        assert "PYTHONUTF8" not in text, page  # nor any other variable
        assert told["key"] not in text, page
    assert len(told["key"]) >= 50 and told["key"] != settings.SECRET_KEY  # each site has a key of its own


def everything_typed(site: LiveSite) -> tuple[dict[str, str], tuple[Exchange, ...]]:
    """Log in (wrong and right), sign up, change and reset a password, fail in a view. Returns the secrets by name."""
    from django.conf import settings
    from django.core import mail
    from django.urls import clear_url_caches, path
    from neighbourhood import urls

    words = {name: f"{name}-{secrets.token_hex(6)}-Q7" for name in ("wrong", "signed-up", "changed", "by-mail")}

    def fails(request: object) -> None:
        typed = request.POST["password"]  # type: ignore[attr-defined]
        raise ValueError(f"{len(typed)} characters")

    urls.urlpatterns.append(path("fails/", fails))
    clear_url_caches()
    client = requests.Session()

    def post(path: str, **fields: str) -> requests.Response:
        client.get(site.url + "/accounts/login/", timeout=60)
        token = {"csrfmiddlewaretoken": client.cookies["csrftoken"]}
        return client.post(site.url + path, data={**fields, **token}, timeout=60)

    try:
        post("/accounts/login/", username="alice", password=words["wrong"])
        post("/accounts/login/", username="alice", password=PASSWORD, remember_name="on")
        words["key"] = client.cookies["sessionid"]
        new = {"new_password1": words["changed"], "new_password2": words["changed"]}
        assert post("/accounts/password_change/", old_password=PASSWORD, **new).url.endswith("/done/")
        words["key afterwards"] = client.cookies["sessionid"]
        post("/accounts/delete/", password=words["wrong"])
        post("/fails/", password=words["wrong"])
        post("/desk/echo/?a=b", password=words["wrong"])
        post("/nowhere/", password=words["wrong"])
        post("/accounts/logout/")
        both = {"password1": words["signed-up"], "password2": words["signed-up"]}
        assert post("/accounts/signup/", username="newcomer", **both).url.endswith("/accounts/profile/")
        words["key of the newcomer"] = client.cookies["sessionid"]
        post("/accounts/password_reset/", email="bob@example.com")
        link = "/accounts/reset/" + str(mail.outbox[-1].body).partition("/accounts/reset/")[2].split()[0]
        form = client.get(site.url + link, timeout=60).url.removeprefix(site.url)
        new = {"new_password1": words["by-mail"], "new_password2": words["by-mail"]}
        assert post(form, **new).url.endswith("/accounts/reset/done/")
        client.post(site.url + "/accounts/login/", data={"password": words["wrong"]}, timeout=60)  # no token: refused
        client.post(site.url + "/accounts/login/", data=b"\0" + words["wrong"].encode(), timeout=60)
    finally:
        urls.urlpatterns.pop()
        clear_url_caches()
    words["CSRF secret"] = client.cookies["csrftoken"]
    words["secret key of the site"] = settings.SECRET_KEY
    return words | {"seeded": PASSWORD}, site.exchanges


def test_a_secret_is_where_http_carries_it_and_nowhere_else(site: LiveSite) -> None:
    """A password is in the body of one request, a key in Cookie and Set-Cookie. Notes tell keys, their subject."""
    words, exchanges = everything_typed(site)
    log = "\n".join(site.log)
    assert "/accounts/login/" in log and "ValueError" in log and "Forbidden" in log
    for name, word in words.items():
        assert word not in log, name
        for each in exchanges:
            where = name, each.method, each.path
            assert word not in each.remark + each.request.start_line + each.response.start_line, where
            if each.notes is not None and not name.startswith("key"):
                assert word not in repr(each.notes), where
            headers = each.request.headers + each.response.headers
            assert {header.lower() for header, value in headers if word in value} <= {"cookie", "set-cookie"}, where
            shows = each.path == "/desk/echo/" or (name, each.path) == ("seeded", "/accounts/login/")
            assert shows or word not in each.response.text, where


@pytest.mark.parametrize("engine", ["db", "cache", "file"])
def test_a_key_of_a_session_is_never_given_twice(site: LiveSite, engine: str) -> None:
    """Whoever guesses a key has the session: those of invented visitors are as good as Django's own."""
    keys: set[str] = set()
    for number in range(1, 4):
        site.reset()
        site.keep_sessions_in(engine)
        site.fill_sessions(20)
        for _ in range(5):
            requests.get(site.url + "/desk/counter/", timeout=60)
        found = {each.key for each in site.sessions}
        keys |= found
        assert len(found) == 25 and len(keys) == 25 * number
    assert {len(key) for key in keys} == {32}
    assert set("".join(keys)) == set("abcdefghijklmnopqrstuvwxyz0123456789")


def test_no_password_is_in_the_record_of_a_learner(site: LiveSite, tmp_path: Path) -> None:
    from classroom.check import catalogue
    from classroom.check.exercise import FunctionExercise
    from classroom.learner.record import Progress

    lesson = next(each for each in catalogue.lessons() if each.number == "03")
    record = Progress(tmp_path / "progress.json")
    word = f"typed-{secrets.token_hex(6)}"

    def answer(url: str, *values: object) -> str:
        requests.post(url + "/accounts/login/", data={"username": "alice", "password": word}, timeout=60)
        raise ValueError(word)

    exercise = FunctionExercise(lesson.tasks[0], lesson, record, aside=site.aside)  # type: ignore[arg-type]
    exercise.check(answer)
    exercise.hint()
    record.choose("a prediction", "b")
    kept = [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()]
    assert any("a prediction" in text for text in kept)
    assert word not in "".join(kept)
