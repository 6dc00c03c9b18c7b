"""The usual errors of lessons 10 to 15, made in a real project: the line that is shown, and the advice."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable

import pytest
import requests
from a_project import get, write

from classroom.workshop.workshop import Workshop

SETTINGS, URLS = "mysite/settings.py", "mysite/urls.py"
PATHS = "from django.urls import include, path\n"
MODELS = "from django.contrib.auth.models import AbstractUser\n\n\nclass User(AbstractUser):\n    pass\n"
RENDER = "from django.shortcuts import redirect, render\n\n\n"
FORM = '<form method="post">\n{{ form }}\n</form>\n'


def add(workshop: Workshop, name: str, text: str) -> None:
    """Append to a file, created if it does not exist."""
    path = workshop.folder / name
    write(workshop, name, (path.read_text(encoding="utf-8") + "\n" if path.exists() else "") + text)


def an_app(workshop: Workshop, name: str = "accounts") -> None:
    write(workshop, f"{name}/__init__.py", "")
    add(workshop, SETTINGS, f'INSTALLED_APPS += ["{name}"]\n')


def a_view(workshop: Workshop, body: str, path: str = "") -> None:
    """Make an app with one view. body: that of the view."""
    an_app(workshop)
    write(workshop, "accounts/views.py", f"{RENDER}def page(request):\n    {body}\n")
    write(
        workshop, URLS, f"{PATHS}from accounts import views\nurlpatterns = [path('{path}', views.page, name='page')]\n"
    )


def include_of_a_missing_file(workshop: Workshop) -> None:
    text = (workshop.folder / SETTINGS).read_text(encoding="utf-8")
    write(workshop, SETTINGS, text.replace("INSTALLED_APPS = [", "INSTALLED_APPS = [\n    'accounts',"))
    write(workshop, "accounts/__init__.py", "")
    write(workshop, URLS, f"{PATHS}urlpatterns = [\n    path('a/', include('accounts.urls')),\n]\n")


def app_on_one_line(workshop: Workshop) -> None:
    an_app(workshop)
    add(workshop, SETTINGS, 'INSTALLED_APPS += ["sites", "shop"]\n')
    write(workshop, "sites/__init__.py", "")


def app_of_the_user_model(workshop: Workshop) -> None:
    add(workshop, SETTINGS, 'INSTALLED_APPS += ["accounts"]\nAUTH_USER_MODEL = "accounts.User"\n')


def no_comma(workshop: Workshop) -> None:
    add(workshop, SETTINGS, 'INSTALLED_APPS += [\n    "accounts"\n    "shop",\n]\n')


def no_brackets(workshop: Workshop) -> None:
    add(workshop, SETTINGS, 'INSTALLED_APPS += "accounts"\n')


def wrong_config(workshop: Workshop) -> None:
    write(
        workshop,
        "accounts/apps.py",
        "from django.apps import AppConfig\n\n\nclass A(AppConfig):\n    name = 'accounts'\n",
    )
    add(workshop, SETTINGS, 'INSTALLED_APPS += ["accounts.apps.B"]\n')


def middleware_module(workshop: Workshop) -> None:
    add(workshop, SETTINGS, 'MIDDLEWARE += ["mysite.layer.Who"]\n')


def middleware_class(workshop: Workshop) -> None:
    write(workshop, "mysite/layers.py", "")
    add(workshop, SETTINGS, 'MIDDLEWARE += ["mysite.layers.Who"]\n')


def user_model_not_installed(workshop: Workshop) -> None:
    add(workshop, SETTINGS, 'AUTH_USER_MODEL = "accounts.User"\n')


def user_model_with_a_module(workshop: Workshop) -> None:
    add(workshop, SETTINGS, 'AUTH_USER_MODEL = "accounts.models.User"\n')


def two_user_models(workshop: Workshop) -> None:
    an_app(workshop)
    write(workshop, "accounts/models.py", MODELS)


def two_apps_of_one_label(workshop: Workshop) -> None:
    an_app(workshop)
    write(workshop, "shop/accounts/__init__.py", "")
    add(workshop, SETTINGS, 'INSTALLED_APPS += ["shop.accounts"]\nAUTH_USER_MODEL = "accounts.User"\n')


def wrong_admin(workshop: Workshop) -> None:
    an_app(workshop)
    text = "from django.contrib import admin\nfrom django.contrib.auth.models import Permission\n\n\n"
    write(
        workshop,
        "accounts/admin.py",
        text + "@admin.register(Permission)\nclass A(admin.ModelAdmin):\n    list_display = ['x']\n",
    )


def no_debug(workshop: Workshop) -> None:
    add(workshop, SETTINGS, "DEBUG = False\n")


def view_as_text(workshop: Workshop) -> None:
    write(workshop, URLS, f"{PATHS}urlpatterns = [path('', 'views.page')]\n")


def no_such_view(workshop: Workshop) -> None:
    a_view(workshop, "pass")
    write(workshop, URLS, f"{PATHS}from accounts import views\nurlpatterns = [path('', views.pag)]\n")


def no_return(workshop: Workshop) -> None:
    a_view(workshop, "render(request, 'x.html') if False else None")


def a_text(workshop: Workshop) -> None:
    a_view(workshop, "return 'hello'")


def template_elsewhere(workshop: Workshop) -> None:
    a_view(workshop, "return render(request, 'accounts/page.html')")
    write(workshop, "accounts/templates/page.html", "x")


def app_not_registered(workshop: Workshop) -> None:
    a_view(workshop, "return render(request, 'shop/page.html')")
    write(workshop, "shop/templates/shop/page.html", "x")


def unclosed_tag(workshop: Workshop) -> None:
    a_view(workshop, "return render(request, 'accounts/page.html')")
    write(workshop, "accounts/templates/accounts/page.html", "a\n{% if user %}\nb\n")


def brackets_in_a_template(workshop: Workshop) -> None:
    a_view(workshop, "return render(request, 'accounts/page.html')")
    write(workshop, "accounts/templates/accounts/page.html", "{% if user.is_authenticated() %}b{% endif %}\n")


def url_without_quotation_marks(workshop: Workshop) -> None:
    a_view(workshop, "return render(request, 'accounts/page.html')")
    write(workshop, "accounts/templates/accounts/page.html", "{% url accounts:login %}\n")


def login_url_of_no_page(workshop: Workshop) -> None:
    a_view(workshop, "pass")
    text = (
        "from django.contrib.auth.decorators import login_required\n\n\n@login_required\ndef page(request):\n    pass\n"
    )
    write(workshop, "accounts/views.py", text)
    add(workshop, SETTINGS, 'LOGIN_URL = "accounts:login"\n')


def brackets_behind_is_authenticated(workshop: Workshop) -> None:
    a_view(workshop, "return redirect('/') if request.user.is_authenticated() else None")


def login_calls_itself(workshop: Workshop) -> None:
    a_view(workshop, "pass")
    write(workshop, "accounts/views.py", "def login(request):\n    login(request, request.user)\n\n\npage = login\n")


def logout_calls_itself(workshop: Workshop) -> None:
    a_view(workshop, "pass")
    write(workshop, "accounts/views.py", "def logout(request):\n    logout(request)\n\n\npage = logout\n")


def djangos_user(workshop: Workshop) -> None:
    a_view(workshop, "from django.contrib.auth.models import User; User.objects.count()")
    write(workshop, "accounts/models.py", MODELS)
    add(workshop, SETTINGS, 'AUTH_USER_MODEL = "accounts.User"\n')


def no_migrations(workshop: Workshop) -> None:
    a_view(workshop, "from .models import Note; Note.objects.count()")
    write(
        workshop,
        "accounts/models.py",
        "from django.db import models\n\n\nclass Note(models.Model):\n    text = models.TextField()\n",
    )


def cookie_of_hangul(workshop: Workshop) -> None:
    a_view(workshop, "r = redirect('/'); r.set_cookie('v', '한글'); return r")


def header_of_the_server(workshop: Workshop) -> None:
    a_view(workshop, "r = redirect('/'); r['Connection'] = 'close'; return r")


def length_that_lies(workshop: Workshop) -> None:
    a_view(workshop, "r = redirect('/'); r['Content-Length'] = '10'; return r")


def object_in_a_session(workshop: Workshop) -> None:
    a_view(workshop, "request.session['a'] = object(); return redirect('/')")


def middleware_without_return(workshop: Workshop) -> None:
    a_view(workshop, "return redirect('/')")
    write(
        workshop,
        "mysite/layers.py",
        "def who(get_response):\n    return lambda request: get_response(request) and None\n",
    )
    add(workshop, SETTINGS, 'MIDDLEWARE += ["mysite.layers.who"]\n')


def middleware_that_is_not_returned(workshop: Workshop) -> None:
    write(workshop, "mysite/layers.py", "def who(get_response):\n    def layer(request):\n        pass\n")
    add(workshop, SETTINGS, 'MIDDLEWARE += ["mysite.layers.who"]\n')


def middleware_without_init(workshop: Workshop) -> None:
    write(workshop, "mysite/layers.py", "class Who:\n    def __call__(self, request):\n        pass\n")
    add(workshop, SETTINGS, 'MIDDLEWARE += ["mysite.layers.Who"]\n')


def class_without_as_view(workshop: Workshop) -> None:
    a_view(workshop, "pass")
    write(workshop, "accounts/views.py", "from django.views import View\n\n\nclass Page(View):\n    pass\n")
    write(workshop, URLS, f"{PATHS}from accounts.views import Page\n\nurlpatterns = [path('', Page)]\n")


def handler_without_exception(workshop: Workshop) -> None:
    a_view(workshop, "pass")
    add(workshop, URLS, 'handler404 = "accounts.views.page"\n')


def handler_of_no_view(workshop: Workshop) -> None:
    a_view(workshop, "pass")
    add(workshop, URLS, 'handler500 = "accounts.views.gone"\n')


def no_root_urlconf(workshop: Workshop) -> None:
    a_view(workshop, "pass")
    text = (workshop.folder / SETTINGS).read_text(encoding="utf-8")
    write(workshop, SETTINGS, text.replace("ROOT_URLCONF", "URLCONF"))


def template_in_euc_kr(workshop: Workshop) -> None:
    a_view(workshop, "return render(request, 'accounts/page.html')")
    write(workshop, "accounts/templates/accounts/page.html", "")
    (workshop.folder / "accounts/templates/accounts/page.html").write_bytes("<p>a\n<p>안녕\n".encode("euc-kr"))


def included_template_in_euc_kr(workshop: Workshop) -> None:
    template_in_euc_kr(workshop)
    write(workshop, "accounts/templates/accounts/base.html", "<b>\n{% include 'accounts/page.html' %}\n")
    write(workshop, "accounts/views.py", f"{RENDER}def page(r):\n    return render(r, 'accounts/base.html')\n")


def setting_that_is_assigned_twice(workshop: Workshop) -> None:
    add(workshop, SETTINGS, "DEBUG = False\nALLOWED_HOSTS = []  # mine\n")


def cookie_with_a_name_of_hangul(workshop: Workshop) -> None:
    a_view(workshop, "r = redirect('/'); r.set_cookie('이름', '1'); return r")


def middleware_that_returns_a_text(workshop: Workshop) -> None:
    a_view(workshop, "return redirect('/')")
    write(workshop, "mysite/layers.py", "def who(get_response):\n    return lambda request: 'hello'\n")
    add(workshop, SETTINGS, 'MIDDLEWARE += ["mysite.layers.who"]\n')


def middleware_class_that_returns_a_number(workshop: Workshop) -> None:
    layer = "class Who:\n    def __init__(self, get_response):\n        pass\n\n    def __call__(self, request):\n"
    write(workshop, "mysite/layers.py", layer + "        return 5\n")
    add(workshop, SETTINGS, 'MIDDLEWARE += ["mysite.layers.Who"]\n')


USUAL: dict[Callable[[Workshop], None], tuple[str, str, str]] = {
    include_of_a_missing_file: (
        "ModuleNotFoundError: No module named 'accounts.urls'",
        f"{URLS}, line 3: path('a/', include('accounts.urls')),",
        "Make the file accounts/urls.py",
    ),
    app_on_one_line: (
        "No module named 'shop'",
        'INSTALLED_APPS += ["sites", "shop"]',
        'workshop.manage("startapp", "shop")',
    ),
    app_of_the_user_model: (
        "No module named 'accounts'",
        'INSTALLED_APPS += ["accounts"]',
        'workshop.manage("startapp", "accounts")',
    ),
    no_comma: ("No module named 'accountsshop'", '"accounts"', "put a comma between them"),
    no_brackets: ("No module named 'a'", 'INSTALLED_APPS += "accounts"', "square brackets"),
    wrong_config: (
        "'accounts.apps' does not contain a 'B'",
        'INSTALLED_APPS += ["accounts.apps.B"]',
        "spelled the same",
    ),
    middleware_module: ("No module named 'mysite.layer'", 'MIDDLEWARE += ["mysite.layer.Who"]', "mysite/layer.py"),
    middleware_class: ('"mysite.layers" does not define', 'MIDDLEWARE += ["mysite.layers.Who"]', "spelled the same"),
    user_model_not_installed: (
        "AUTH_USER_MODEL refers to model 'accounts.User' that has not been installed",
        'AUTH_USER_MODEL = "accounts.User"',
        'Look for "accounts" in INSTALLED_APPS, and for class User in accounts/models.py',
    ),
    user_model_with_a_module: (
        "Invalid model reference 'accounts.models.User'",
        'AUTH_USER_MODEL = "accounts.models.User"',
        "nothing between them",
    ),
    two_user_models: ("(fields.E304)", "accounts/models.py, line 4: class User", 'AUTH_USER_MODEL = "accounts.User"'),
    two_apps_of_one_label: ("labels aren't unique", 'INSTALLED_APPS += ["shop.accounts"]', "take one of them out"),
    wrong_admin: ("(admin.E108)", "accounts/admin.py, line 6: class A(admin.ModelAdmin):", "Mend that line"),
    no_debug: ("You must set settings.ALLOWED_HOSTS", "ALLOWED_HOSTS = []", "DEBUG = True"),
    view_as_text: ("view must be a callable", f"{URLS}, line 2", "without quotation marks"),
    no_such_view: ("has no attribute 'pag'", f"{URLS}, line 3", "spelled the same"),
    no_return: (
        "didn't return an HttpResponse",
        "accounts/views.py, line 4: def page(request):",
        "write return before",
    ),
    a_text: ("'str' object has no attribute 'status_code'", "line 4: def page(request):", "HttpResponse(…)"),
    template_elsewhere: (
        "TemplateDoesNotExist: accounts/page.html",
        "accounts/views.py, line 5",
        "There is accounts/templates/page.html: move it to accounts/templates/accounts/page.html",
    ),
    app_not_registered: ("TemplateDoesNotExist", "accounts/views.py, line 5", 'put "shop" into INSTALLED_APPS'),
    unclosed_tag: ("Unclosed tag on line 2: 'if'", "accounts/page.html, line 2: {% if user %}", "{% endif %}"),
    brackets_in_a_template: ("Could not parse", "page.html, line 1: {% if user.is_auth", "take the brackets out"),
    url_without_quotation_marks: ("Could not parse", "page.html, line 1: {% url acc", "quotation marks"),
    login_url_of_no_page: ("NoReverseMatch", 'LOGIN_URL = "accounts:login"', "app_name in urls.py"),
    brackets_behind_is_authenticated: ("'bool' object is not callable", "accounts/views.py, line 5", "is an attribute"),
    login_calls_itself: ("login() takes 1 positional", "accounts/views.py, line 2: login(", "auth_login"),
    logout_calls_itself: ("RecursionError", "accounts/views.py, line 2: logout(", "auth_logout"),
    djangos_user: ("'auth.User' has been swapped", "accounts/views.py, line 5", "get_user_model()"),
    cookie_of_hangul: (
        "The cookie v cannot be sent: a header has no room for '한글'.",
        "accounts/views.py, line 5: r = redirect('/'); r.set_cookie('v', '한글')",
        "urllib.parse.quote(…)",
    ),
    header_of_the_server: ("The header Connection is the server's own", "accounts/views.py, line 5", "Take it out"),
    length_that_lies: (
        "Content-Length says 10 bytes, and the body has 0",
        "accounts/views.py, line 5",
        "Django counts",
    ),
    object_in_a_session: (
        "object is not JSON serializable",
        "accounts/views.py, line 4",
        "A session keeps plain values",
    ),
    middleware_without_return: (
        "'NoneType' object has no",
        "mysite/layers.py, line 1: def who",
        "A middleware hands on",
    ),
    middleware_that_is_not_returned: ("factory mysite.layers.who returned", "mysite/layers.py, line 1", "write return"),
    middleware_without_init: ("Who() takes no arguments", "mysite/layers.py, line 1: class Who:", "get_response"),
    class_without_as_view: ("(urls.E009)", f"{URLS}, line 4: urlpatterns = [path('', Page)]", "its .as_view()"),
    handler_without_exception: ("(urls.E007)", "handler404 = ", "Django calls that view with (request, exception)"),
    handler_of_no_view: ("(urls.E008)", "handler500 = ", "spelled the same"),
    no_root_urlconf: ("no attribute 'ROOT_URLCONF'", "", 'Put ROOT_URLCONF = "mysite.urls" back'),
    template_in_euc_kr: ("UnicodeDecodeError", "accounts/templates/accounts/page.html, line 2: <p>", "in UTF-8"),
    included_template_in_euc_kr: ("UnicodeDecodeError", "accounts/page.html, line 2: <p>", "in UTF-8"),
    setting_that_is_assigned_twice: ("ALLOWED_HOSTS", "ALLOWED_HOSTS = [] # mine", "DEBUG = True"),
    cookie_with_a_name_of_hangul: ("CookieError", "accounts/views.py, line 5", "English letters"),
    middleware_that_returns_a_text: (
        "'str' object has no",
        "layers.py, line 1: def who",
        "return get_response(request)",
    ),
    middleware_class_that_returns_a_number: (
        "'int' object has no",
        "mysite/layers.py, line 1: class Who",
        "return self.get_response(request)",
    ),
    no_migrations: ("no such table: accounts_note", "line 5", 'workshop.manage("makemigrations", "accounts"), then'),
}


@pytest.mark.parametrize("make", USUAL, ids=lambda make: make.__name__)
def test_a_usual_error_is_told_with_its_line_and_what_to_do(
    workshop: Workshop, make: Callable[[Workshop], None]
) -> None:
    what, where, then = USUAL[make]
    make(workshop)
    answer = get(workshop)
    lines = answer.text.rstrip("\n").split("\n")
    assert answer.status_code == 500 and len(lines) == 3, answer.text
    assert what in lines[0] and where in lines[1] and then in lines[2], answer.text
    assert str(workshop.problem).split("\n") == lines


def test_what_is_advised_for_an_app_without_migrations_helps(workshop: Workshop) -> None:
    no_migrations(workshop)
    assert "No changes detected" in workshop.manage("makemigrations").output, "why the app is named"
    assert workshop.manage("makemigrations", "accounts").ok and workshop.manage("migrate").ok
    assert "no such table" not in get(workshop).text


def test_a_user_model_that_comes_too_late(workshop: Workshop) -> None:
    two_user_models(workshop)
    write(workshop, "accounts/migrations/__init__.py", "")
    add(workshop, SETTINGS, 'AUTH_USER_MODEL = "accounts.User"\n')
    workshop.manage("makemigrations")
    told = str(workshop.manage("migrate")).split("\n")
    assert told[0].startswith("InconsistentMigrationHistory: Migration admin.0001_initial is applied before")
    assert "delete the file db.sqlite3" in told[2] and len(told) == 3
    os.unlink(workshop.folder / "db.sqlite3")
    assert workshop.manage("migrate").ok, "as advised"


def test_a_column_that_is_missing_and_a_default_that_nobody_can_type(workshop: Workshop) -> None:
    no_migrations(workshop)
    workshop.manage("makemigrations", "accounts")
    workshop.manage("migrate")
    add(workshop, "accounts/models.py", "    place = models.TextField()\n")
    told = str(workshop.manage("makemigrations")).split("\n")
    assert told[0].startswith("It is impossible to add a non-nullable field 'place'") and "default" in told[2]
    write(
        workshop,
        "accounts/views.py",
        f"{RENDER}from .models import Note\n\n\ndef page(request):\n    list(Note.objects.all())\n",
    )
    lines = get(workshop).text.split("\n")
    assert "no such column: accounts_note.place" in lines[0] and "makemigrations" in lines[2]


def test_a_form_without_its_token(workshop: Workshop) -> None:
    a_view(workshop, "return render(request, 'accounts/page.html')")
    write(workshop, "accounts/templates/accounts/page.html", FORM)
    client = requests.Session()
    client.cookies.set("csrftoken", "a" * 32)
    answer = client.post(f"{workshop.url}/")
    assert answer.status_code == 403 and "CSRF verification failed" in answer.text, "Django's own page"
    lines = str(workshop.problem).split("\n")
    assert lines[0] == "Forbidden: CSRF token missing." and "{% csrf_token %}" in lines[2]
    assert lines[1] == 'accounts/templates/accounts/page.html, line 1: <form method="post">'
    assert workshop.exchanges[-1].notes and workshop.exchanges[-1].notes.error is None, "no exception of theirs"
    write(workshop, "accounts/templates/accounts/page.html", FORM.replace("{{", "{% csrf_token %}{{"))
    assert get(workshop).status_code == 200 and workshop.problem is None


@pytest.mark.parametrize(
    ("cookies", "headers", "then"),
    [
        ({}, {}, "GET the page with the form first"),
        ({"csrftoken": "a" * 32}, {"X-CSRFToken": "b" * 32}, "every login makes a new one"),
        ({"csrftoken": "a" * 32}, {"Origin": "http://evil.example"}, "a page of your own"),
    ],
    ids=["no cookie", "an old token", "another site"],
)
def test_a_client_without_the_right_token(
    workshop: Workshop, cookies: dict[str, str], headers: dict[str, str], then: str
) -> None:
    a_view(workshop, "pass")
    assert requests.post(f"{workshop.url}/", cookies=cookies, headers=headers).status_code == 403
    lines = str(workshop.problem).split("\n")
    assert lines[0].startswith("Forbidden: ") and lines[1] == "POST /" and then in lines[2]


def test_a_host_that_is_not_allowed(workshop: Workshop) -> None:
    answer = requests.get(f"{workshop.url}/", headers={"Host": "shop.example"})
    assert answer.status_code == 400
    lines = str(workshop.problem).split("\n")
    assert lines[0].startswith("DisallowedHost: Invalid HTTP_HOST header: 'shop.example'")
    assert lines[1].startswith("mysite/settings.py, line ") and lines[1].endswith("ALLOWED_HOSTS = []")
    assert "workshop.url" in lines[2]


def test_a_login_page_that_asks_for_a_login(workshop: Workshop) -> None:
    a_view(workshop, "pass", "login/")
    gate = (
        "from django.contrib.auth.decorators import login_required\n\n\n@login_required\ndef page(request):\n    pass\n"
    )
    write(workshop, "accounts/views.py", gate)
    add(workshop, SETTINGS, 'LOGIN_URL = "/login/"\n')
    with pytest.raises(requests.TooManyRedirects):
        get(workshop, "/login/")
    lines = str(workshop.problem).split("\n")
    assert lines[0].startswith("The login page asks for a login itself: /login/ redirects to /login/?next=/login/")
    assert lines[1] == "accounts/views.py, line 5: def page(request):" and "@login_not_required" in lines[2]
    write(
        workshop, "accounts/views.py", f"{RENDER}def page(request):\n    return render(request, 'accounts/page.html')\n"
    )
    write(workshop, "accounts/templates/accounts/page.html", "x")
    add(workshop, SETTINGS, 'MIDDLEWARE += ["django.contrib.auth.middleware.LoginRequiredMiddleware"]\n')
    assert requests.get(f"{workshop.url}/login/", allow_redirects=False, timeout=40).status_code == 302
    lines = str(workshop.problem).split("\n")
    assert lines[0].startswith("The login page asks for a login") and lines[1].endswith('LoginRequiredMiddleware"]')


def test_pages_that_redirect_in_a_circle_and_one_that_does_so_once(workshop: Workshop) -> None:
    a_view(workshop, "return redirect('/' if request.GET else '/?a=1')")
    with pytest.raises(requests.TooManyRedirects):
        get(workshop)
    lines = str(workshop.problem).split("\n")
    assert lines[0] == "The pages redirect in a circle, and a client gives up: / → /"
    assert lines[1] == "accounts/views.py, line 4: def page(request):"
    once = "def page(request):\n    return redirect('/') if request.GET else render(request, 'accounts/page.html')\n"
    write(workshop, "accounts/views.py", f"{RENDER}{once}")
    write(workshop, "accounts/templates/accounts/page.html", "x")
    assert get(workshop, "/?a=1").text == "x" and workshop.problem is None


def test_a_stream_of_another_length_than_it_says(workshop: Workshop) -> None:
    body = "r = StreamingHttpResponse(['abc']); r['Content-Length'] = '5'; return r"
    a_view(workshop, f"from django.http import StreamingHttpResponse; {body}")
    with contextlib.suppress(requests.RequestException):
        requests.get(f"{workshop.url}/", headers={"Connection": "close"}, timeout=40)
    assert "Content-Length says 5 bytes, and the body has 3" in str(workshop.problem)


def test_a_request_that_django_takes_for_an_attack(workshop: Workshop) -> None:
    a_view(workshop, "request.POST; return redirect('/')")
    add(workshop, SETTINGS, "DATA_UPLOAD_MAX_MEMORY_SIZE = 3\n")
    cookies = {"csrftoken": "a" * 32}
    assert requests.post(f"{workshop.url}/", data={"a": "a" * 9}, cookies=cookies, timeout=40).status_code == 400
    assert (
        str(workshop.problem).startswith("RequestDataTooBig: Request body exceeded")
        and "limit" in workshop.problem.next
    )


def test_a_post_without_the_slash_and_a_redirect_to_https(workshop: Workshop) -> None:
    a_view(workshop, "pass", path="x/")
    text = (workshop.folder / SETTINGS).read_text(encoding="utf-8")
    write(workshop, SETTINGS, text.replace("'django.middleware.csrf.CsrfViewMiddleware',", ""))
    assert requests.post(f"{workshop.url}/x", timeout=40).status_code == 500
    lines = str(workshop.problem).split("\n")
    assert "POST" in lines[0] and lines[1] == "POST /x" and "end its address with a slash" in lines[2]
    add(workshop, SETTINGS, "SECURE_SSL_REDIRECT = True\n")
    assert requests.get(f"{workshop.url}/x/", allow_redirects=False, timeout=40).status_code == 301
    lines = str(workshop.problem).split("\n")
    assert "redirects to https" in lines[0] and lines[1].endswith(": SECURE_SSL_REDIRECT = True"), lines
    assert "SECURE_SSL_REDIRECT" in lines[2]
