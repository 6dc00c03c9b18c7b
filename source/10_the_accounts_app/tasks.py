"""Lesson 10: what its tasks check, and their known mistakes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from classroom.check import (
    SESSION_COOKIE,
    TOKEN,
    Answer,
    Client,
    Conversation,
    Exchange,
    KnownMistake,
    NotYet,
    Place,
    ProjectTask,
    ProjectWork,
    SetCookie,
    code_of,
)

ARTICLES, LOGIN = "/articles/", "/accounts/login/"

Sign = Callable[[Conversation], bool]


def _place(heading: str) -> Place:
    return Place("10_the_accounts_app", heading)


FIRST = _place("What if the app is registered first?")
UNREGISTERED = _place("What is missing while it is not registered?")
USER_MODEL = _place("When is the user model chosen?")
INCLUDED = _place("How does an address get into the app?")
REST = _place("Which part of the address does the app see?")
TEMPLATES = _place("Why does the app's name stand twice?")
PAGE = _place("What does GET on the login page do?")
COOKIE = _place("How does a view set a cookie, and take it back?")


def _said(words: str) -> Sign:
    """Whether the project ended in an error with these words."""
    return lambda talk: words in str(talk.error or "")


def _must_be_there(page: Answer, path: str) -> None:
    if page.status != 200:
        raise NotYet(expected=f"GET {path} is answered with 200", seen=page.short, exchange=page.exchange)


# 10.1 ---------------------------------------------------------------------------------------------------------------

THE_USER_MODEL = """
from django.contrib.auth import get_user_model
model = get_user_model()
result = model._meta.label
"""
IN_ACCOUNTS = "SELECT 1 FROM django_content_type WHERE app_label = 'accounts' AND model = 'user'"
WRITE = """
from articles.models import Article
from django.contrib.auth import get_user_model
author = get_user_model()._default_manager.get_by_natural_key(name)
Article.objects.create(title=title, content=title, author=author)
"""


def check_app(work: ProjectWork) -> None:
    """The project's users are those of the app accounts, from the first migration on, and they can be authors."""
    title = work.word(10)
    with work.serve() as site:
        label, table = str(site.python(THE_USER_MODEL)), site.users_table
        # The label is for the words: it comes from the project. What decides comes from the database file.
        if table == "auth_user" or not site.rows(IN_ACCOUNTS):
            raise NotYet(
                expected="the project's user model is accounts.User, named by AUTH_USER_MODEL",
                seen=f"it is {label}, and its table is {table or 'not there'}",
            )
        author, _ = site.user(), site.user()
        if not any(author.name in row for row in site.rows(f'SELECT * FROM "{table}"')):
            raise NotYet(
                expected=f"a new user gets a row in the table {table}, with the name that was given",
                seen="there is no such row",
            )
        site.python(WRITE, title=title, name=author.name)
        page = site.client().get(ARTICLES)
        _must_be_there(page, ARTICLES)
        if title not in page.text or author.name not in page.text:
            raise NotYet(
                expected=f"{ARTICLES} shows an article by {author.name}, as it did before",
                seen="it does not",
                exchange=page.exchange,
            )


def _not_installed(talk: Conversation) -> bool:
    return _said("that has not been installed")(talk) or _said("isn't in an application in INSTALLED_APPS")(talk)


THE_APP = ProjectTask(
    name="10.1",
    title="Create the app, then register it",
    minutes=8,
    check=check_app,
    hints=(
        'The order is that of the lesson: workshop.manage("startapp", "accounts") first, the line in INSTALLED_APPS '
        "after it. If startapp complains already, something stands in the settings that is not there yet.",
        "In accounts/models.py: from django.contrib.auth.models import AbstractUser, and class User(AbstractUser): "
        'pass. At the end of mysite/settings.py: AUTH_USER_MODEL = "accounts.User".',
        'Then workshop.manage("makemigrations", "accounts"), and only then workshop.manage("migrate"). '
        "If you have migrated before, delete db.sqlite3 and migrate again.",
    ),
    mistakes=(
        KnownMistake(
            "registered_not_created",
            "ModuleNotFoundError: No module named 'accounts'. The settings name an app that is not on the disk, so "
            "no command of manage.py works, not even the one that would make it. Take the name out, run startapp, put "
            "it back.",
            FIRST,
            _said("No module named 'accounts'"),
        ),
        KnownMistake(
            "created_not_registered",
            "The folder is there and INSTALLED_APPS does not name it. Python finds the app; Django finds no model in "
            "it, so accounts.User is not installed.",
            UNREGISTERED,
            _not_installed,
        ),
        KnownMistake(
            "no_migration_yet",
            "Dependency on app with no migrations: accounts. The model is written, but it is not written down how "
            'its table is made. Run workshop.manage("makemigrations", "accounts") before migrate.',
            USER_MODEL,
            _said("Dependency on app with no migrations"),
        ),
    ),
    debrief="The folder first, its name in the settings second, its table third: each step leans on the one before.",
    needs=("10",),
)

# 10.2 ---------------------------------------------------------------------------------------------------------------

MOVED = """
urlpatterns = [
    path("{there}/", (each.urlconf_name, each.app_name, each.namespace))
    for each in urlpatterns
    if getattr(each, "app_name", None) == "accounts"
] + urlpatterns
"""
"""Another include of the same app, before the learner's own: a link that is made by name then leads there."""


def check_urls(work: ProjectWork) -> None:
    """The app's URLs are under accounts/, and move with the include; so does the link to them."""
    there = work.word()
    with work.serve([("mysite/urls.py.append", MOVED.format(there=there).encode())]) as site:
        client = site.client()
        page = client.get(LOGIN)
        if page.status != 200:
            client.get("/accounts" + LOGIN)  # for the known mistake
            _must_be_there(page, LOGIN)
        if not any(re.fullmatch(r"accounts/urls(\.py|/.+)", name) for name in work.files):
            raise NotYet(expected="the app has a urls.py of its own, accounts/urls.py", seen="there is no such file")
        moved = client.get(f"/{there}/login/")
        if moved.status != 200:
            raise NotYet(
                expected='the app is included, with app_name = "accounts": included again under another word, '
                "login/ answers there too",
                seen=moved.short,
                exchange=moved.exchange,
            )
        articles = client.get(ARTICLES)
        links = articles.links
        if f"/{there}/login/" not in links:
            raise NotYet(
                expected="the nav links to accounts:login by its name, so that the link follows when the app moves",
                seen=f"after the move it still leads to {LOGIN}" if LOGIN in links else f"{ARTICLES} has no such link",
                exchange=articles.exchange,
            )


def _whole_address_again(talk: Conversation) -> bool:
    return any(each.status == 200 for each in talk.to("/accounts" + LOGIN))


URLS = ProjectTask(
    name="10.2",
    title="Addresses of its own, like articles",
    minutes=8,
    builds_on="10.1",
    check=check_urls,
    hints=(
        "Open articles/urls.py and the last lines of mysite/urls.py: your app needs the same two things. Write "
        "accounts/urls.py first, then the line that includes it.",
        'In accounts/urls.py: app_name = "accounts", and path("login/", views.login, name="login"). The view may '
        "return HttpResponse with any text for now.",
        'In mysite/urls.py: path("accounts/", include("accounts.urls")). In the nav of articles/templates/base.html: '
        "<a href=\"{% url 'accounts:login' %}\">Log in</a>.",
    ),
    mistakes=(
        KnownMistake(
            "included_before_it_was_there",
            "ModuleNotFoundError: No module named 'accounts.urls'. mysite/urls.py includes a file that is not there. "
            "startapp makes none: it is yours to make.",
            INCLUDED,
            _said("No module named 'accounts.urls'"),
        ),
        KnownMistake(
            "nothing_in_it",
            "The included URLconf does not appear to have any patterns in it. The file is there, and it has no list "
            "called urlpatterns, spelled so.",
            INCLUDED,
            _said("does not appear to have any patterns"),
        ),
        KnownMistake(
            "whole_address_again",
            "The page answers at /accounts/accounts/login/. include() cuts accounts/ off before your app sees the "
            "address, so the app's own path is login/ alone.",
            REST,
            _whole_address_again,
        ),
    ),
    debrief="One line in mysite/urls.py decides where the app lies; the app and every link by name follow.",
    needs=("10.1",),
)

# 10.3 ---------------------------------------------------------------------------------------------------------------


def check_page(work: ProjectWork) -> None:
    """GET shows an empty form that posts to itself and has the token; it has no messages yet, and stores nothing."""
    with work.serve() as site:
        person, client = site.user(), site.client()
        page = client.get(LOGIN)
        _must_be_there(page, LOGIN)
        form = next((each for each in page.forms if {"username", "password"} <= set(each.fields)), None)
        if form is None:
            raise NotYet(
                expected=f"{LOGIN} shows a form with the fields username and password",
                seen=_fields_of(page),
                exchange=page.exchange,
            )
        if form.method != "post":
            raise NotYet(
                expected="the form is sent by POST", seen=f"its method is {form.method}", exchange=page.exchange
            )
        if page.path_of(form.action) != LOGIN:
            raise NotYet(
                expected=f"the form posts to its own page, {LOGIN}", seen=f"to {form.action}", exchange=page.exchange
            )
        if TOKEN not in form.fields:
            raise NotYet(
                expected="the form carries the CSRF token as a hidden field",
                seen=_fields_of(page),
                exchange=page.exchange,
            )
        if complaints(page.exchange):
            raise NotYet(
                expected="on GET the form is not bound: nobody has sent anything, so it complains about nothing",
                seen=f"the page says: {complaints(page.exchange)[0]}",
                exchange=page.exchange,
            )
        if site.sessions:
            raise NotYet(expected="the page stores nothing", seen="a session row was written", exchange=page.exchange)
        if ARTICLES not in page.links:
            raise NotYet(
                expected=f"the page extends base.html, with the nav and its link to {ARTICLES}",
                seen="it has no such link",
                exchange=page.exchange,
            )
        sent = client.submit(page, username=person.name, password=person.password)
        if sent.status == 403:
            raise NotYet(
                expected="the form that comes back passes the CSRF check", seen=sent.short, exchange=sent.exchange
            )


def _fields_of(page: Answer) -> str:
    names = sorted({name for form in page.forms for name in form.fields})
    return f"its fields are {', '.join(names)}" if names else "there is no form, or it has no fields"


def complaints(exchange: Exchange) -> list[str]:
    """The errors in a page's form, as Django's templates show them."""
    found = re.findall(r'<ul class="errorlist[^>]*>\s*<li>(.*?)</li>', exchange.response.text, re.DOTALL)
    return [*found, *re.findall(r"This field is required\.", exchange.response.text)]


def _forms_of(talk: Conversation) -> list[str]:
    """The form's opening tag and what is in it, of each answer to a GET of the login page."""
    pages = [each.response.text for each in talk.to(LOGIN) if each.method == "GET" and each.status == 200]
    return [found for text in pages for found in re.findall(r"<form.*?</form>", text, re.DOTALL | re.IGNORECASE)]


def _sent_by_get(talk: Conversation) -> bool:
    forms = [form for form in _forms_of(talk) if 'name="password"' in form]
    return bool(forms) and not any(re.match(r"<form[^>]*method\s*=\s*[\"']?post", form, re.I) for form in forms)


def _without_token(talk: Conversation) -> bool:
    return any('name="password"' in form and TOKEN not in form for form in _forms_of(talk))


def _bound_on_get(talk: Conversation) -> bool:
    return any(complaints(each) for each in talk.to(LOGIN) if each.method == "GET")


LOGIN_PAGE = ProjectTask(
    name="10.3",
    title="The login page, by GET",
    minutes=9,
    builds_on="10.2",
    check=check_page,
    hints=(
        "Three things meet: the view makes the form, the template shows it, base.html is around it. Compare "
        "articles/views.py and articles/templates/articles/detail.html.",
        "In the view: from django.contrib.auth.forms import AuthenticationForm, then render(request, "
        '"accounts/login.html", {"form": AuthenticationForm(request)}). The template lies in '
        "accounts/templates/accounts/login.html.",
        'In {% block content %}: <form method="post">{% csrf_token %}{{ form }}<button>Log in</button></form>. '
        "Without an action a form posts to its own address.",
    ),
    mistakes=(
        KnownMistake(
            "sent_by_get",
            "A form without method is sent by GET: the password then stands in the address, in the history and in "
            'the logs. Say <form method="post">.',
            PAGE,
            _sent_by_get,
        ),
        KnownMistake(
            "without_token",
            "The form has no csrfmiddlewaretoken. Django answers 403 to its POST before any view runs. "
            "{% csrf_token %} inside the form puts it there.",
            PAGE,
            _without_token,
        ),
        KnownMistake(
            "bound_on_get",
            "The page complains before anybody has written a word. The form was given data, an empty one, so it is "
            "bound and judges it. On GET: AuthenticationForm(request), and nothing more.",
            PAGE,
            _bound_on_get,
        ),
    ),
    debrief="GET shows and stores nothing: no row, no login. The POST, and what it writes, is lesson 11.",
    needs=("10.2",),
)

# 10.4 ---------------------------------------------------------------------------------------------------------------

MEMBERS = "/members/"
IS_INSTALLED = """
from django.apps import apps
result = apps.is_installed("members")
"""


def check_members(work: ProjectWork) -> None:
    """The app members exists, registered and included, and a template of its own names every user."""
    with work.serve() as site:
        people = [site.user().name for _ in range(3)]
        page = site.client().get(MEMBERS)
        _must_be_there(page, MEMBERS)
        missing = [name for name in people if name not in page.text]
        if missing:
            raise NotYet(
                expected=f"{MEMBERS} names every user", seen=f"{missing[0]} is not on it", exchange=page.exchange
            )
        if not site.python(IS_INSTALLED):
            raise NotYet(expected="the app members is registered in INSTALLED_APPS", seen="it is not")


def _took_the_lines_out(talk: Conversation) -> bool:
    return any(each.status == 404 for each in talk.to(MEMBERS)) and "include(" not in talk.files.get(
        "mysite/urls.py", ""
    )


ORDER = ProjectTask(
    name="10.4",
    title="Mend it: everything in the wrong order",
    minutes=8,
    project="bug-10-4",
    check=check_members,
    hints=(
        "Read the error to its end: which name is not there? Then ask who would make it, and why that command "
        "cannot run now.",
        'Put a # before \'members\' in INSTALLED_APPS, run workshop.manage("startapp", "members"), and take the # '
        "away again. Then read the next error: it names another file.",
        'members/urls.py: app_name = "members" and urlpatterns = [path("", views.index, name="list")]. The view gives '
        "get_user_model().objects.all() to members/templates/members/index.html.",
    ),
    mistakes=(
        KnownMistake(
            "not_put_back",
            "TemplateDoesNotExist: the file is there, and Django does not look into the app, for INSTALLED_APPS no "
            "longer names it. The line had to go only while startapp ran.",
            UNREGISTERED,
            lambda talk: _said("TemplateDoesNotExist")(talk) and "members/apps.py" in talk.files,
        ),
        KnownMistake(
            "no_urls_yet",
            "ModuleNotFoundError: No module named 'members.urls'. The app is there now, and startapp makes no "
            "urls.py. What mysite/urls.py includes, you have to write.",
            INCLUDED,
            _said("No module named 'members.urls'"),
        ),
        KnownMistake(
            "took_the_lines_out",
            "The project loads again, because the lines that named the app are gone. But they were right: what they "
            "name was missing. Put them back and make it.",
            FIRST,
            _took_the_lines_out,
        ),
    ),
    debrief="Each error named the next thing that was missing. None of the lines was wrong: they were too early.",
    needs=("10",),
)

# 10.5 ---------------------------------------------------------------------------------------------------------------

PAGES = ("shop", "library")


def check_two_pages(work: ProjectWork) -> None:
    """Each of two apps shows its own page, with the visitor's name."""
    with work.serve() as site:
        client = site.client()
        for name in PAGES:
            visitor = work.word()
            page = client.get(f"/{name}/?visitor={visitor}")
            _must_be_there(page, f"/{name}/")
            words = f"Welcome to the {name}, {visitor}"
            if words not in page.text:
                found = re.search(r"<h1>(.*?)</h1>", page.text, re.DOTALL)
                raise NotYet(
                    expected=f"/{name}/ says “{words}”",
                    seen=f"it says “{found[1].strip()[:60]}”" if found else "it says something else",
                    exchange=page.exchange,
                )


def _other_way_round(talk: Conversation) -> bool:
    return any("Welcome to the library" in each.response.text for each in talk.to("/shop/"))


TWO_PAGES = ProjectTask(
    name="10.5",
    title="Find the bug: two pages, one name",
    minutes=6,
    project="bug-10-5",
    check=check_two_pages,
    hints=(
        "Ask for /shop/ and for /library/, then read the two views. Which template does each of them name?",
        "Django looks through the templates folders of the apps, in the order of INSTALLED_APPS, and takes the first "
        "file of that name. Give the two files different names.",
        "Move library/templates/index.html to library/templates/library/index.html, and let the view render "
        '"library/index.html". Do the same for the shop.',
    ),
    mistakes=(
        KnownMistake(
            "other_way_round",
            "Now the shop shows the library. Another order of INSTALLED_APPS gives another winner; the names still "
            "collide.",
            TEMPLATES,
            _other_way_round,
        ),
        KnownMistake(
            "moved_the_file_alone",
            "TemplateDoesNotExist: index.html. The file has moved, and the view still asks for its old name. What "
            "render() is given is the path below templates/: library/index.html.",
            TEMPLATES,
            _said("TemplateDoesNotExist: index.html"),
        ),
        KnownMistake(
            "not_below_templates",
            "TemplateDoesNotExist, and the file is somewhere else. Django looks in the folder templates of each app: "
            "library/templates/library/index.html. The name stands twice.",
            TEMPLATES,
            _said("TemplateDoesNotExist"),
        ),
    ),
    debrief="Template names are shared by the whole project; a folder with the app's name keeps them apart.",
    needs=("10",),
)

# 10.6 ---------------------------------------------------------------------------------------------------------------

BOARD, HIDE, SHOW = "/board/", "/board/hide/", "/board/show/"
NOTICE = "The water is off on Monday"
DAY = 86_400


def check_notice(work: ProjectWork) -> None:
    """One button hides the notice by a cookie with the right attributes; the other takes that cookie back."""
    with work.serve() as site:
        client = site.client()
        page = _board(client, "who brings no cookie sees the notice", shown=True)
        asked = client.get(HIDE)
        if given := _given(asked.exchange):
            raise NotYet(
                expected=f"a GET of {HIDE} sets no cookie",
                seen=f"it sets {given[0].name}",
                exchange=asked.exchange,
            )
        answer = _pressed(client, page, HIDE)
        given = _given(answer.exchange)
        if not given:
            raise NotYet(
                expected=f"the answer to a POST of {HIDE} sets a cookie",
                seen="it writes a session" if site.sessions else "it sets none",
                exchange=answer.exchange,
            )
        for each in given:
            _rightly_made(each, answer)
        names = [each.name for each in given]
        page = _board(client, "with the cookie, the notice is left out", shown=False, names=names)
        _goes_nowhere_else(client, names)
        _board(site.client(), "another visitor sees the notice", shown=True)
        asked = client.get(SHOW)
        if gone := [name for name in names if name not in client.cookies]:
            raise NotYet(
                expected=f"a GET of {SHOW} takes no cookie back",
                seen=f"it took back {gone[0]}",
                exchange=asked.exchange,
            )
        answer = _pressed(client, page, SHOW)
        if left := [name for name in names if name in client.cookies]:
            raise NotYet(
                expected=f"after a POST of {SHOW} the browser has the cookie no more",
                seen=f"{left[0]} is still in the jar",
                exchange=answer.exchange,
            )
        _board(client, f"after a POST of {SHOW} the notice is shown again", shown=True)
        for path in (HIDE, SHOW):
            _refused_without_token(site.client(), path)


def _board(client: Client, expected: str, *, shown: bool, names: Sequence[str] = ()) -> Answer:
    """The page. Raises NotYet unless the notice is on it as it should be. names: those of the cookies that hide it."""
    page = client.get(BOARD)
    _must_be_there(page, BOARD)
    if (NOTICE in page.text) != shown:
        seen = f"the page lacks “{NOTICE}”" if shown else "the notice is on the page"
        if names and not {*names} & {name for name, _ in page.exchange.request_cookies}:  # its Path, or Secure
            seen += f": {names[0]} was set, and the browser did not send it to {BOARD}"
        raise NotYet(expected=expected, seen=seen, exchange=page.exchange)
    return page


def _given(exchange: Exchange) -> list[SetCookie]:
    """The cookies that an answer sets, without those of Django's own."""
    of_django = ("csrftoken", SESSION_COOKIE, "messages")
    return [each for each in exchange.response_cookies if not each.deletes and each.name not in of_django]


def _refused_without_token(client: Client, path: str) -> None:
    answer = client.post(path)
    if answer.status != 403:
        raise NotYet(
            expected=f"a POST of {path} without the token is refused with 403",
            seen=answer.short,
            exchange=answer.exchange,
        )


def _pressed(client: Client, page: Answer, path: str) -> Answer:
    """Press the button that sends a form to `path`. Raises NotYet where there is none, or it does not lead back."""
    for form in page.forms:
        sending = form.sending(form.default)
        if sending.method == "post" and page.path_of(sending.action) == path:
            answer = client.send(page, sending)
            if answer.location != BOARD:
                raise NotYet(
                    expected=f"the button is answered with a redirect to {BOARD}",
                    seen=answer.short,
                    exchange=answer.exchange,
                )
            return answer
    raise NotYet(
        expected=f"{BOARD} has a form with a button, sent by POST to {path}",
        seen="it shows no such form",
        exchange=page.exchange,
    )


def _rightly_made(cookie: SetCookie, answer: Answer) -> None:
    """Raises NotYet unless the cookie lives for a day, is out of reach of scripts, and stays with its site."""
    found = cookie.parsed
    lives = None if found.expires is None else found.expires - cookie.arrived
    same_site = found.last("SameSite")
    wrong = ""
    if lives is None:
        wrong = "it has no expiry, so it goes with the browser session"
    elif abs(lives - DAY) > 60:
        wrong = f"it lives for {lives:,.0f} seconds"
    elif not found.last("HttpOnly"):
        wrong = "it is not HttpOnly"
    elif str(same_site.value if same_site else "").lower() not in ("lax", "strict"):
        wrong = "it is not SameSite=Lax"
    if wrong:
        raise NotYet(
            expected="the cookie lives for a day, is HttpOnly, and SameSite=Lax",
            seen=f"{cookie.name}: {wrong}",
            exchange=answer.exchange,
        )


def _goes_nowhere_else(client: Client, names: Sequence[str]) -> None:
    """Raises NotYet where one of the cookies travels to a page outside of the board."""
    outside = client.get("/another/page/").exchange
    if strayed := [name for name, _ in outside.request_cookies if name in names]:
        raise NotYet(
            expected=f"the cookie goes to {BOARD} and to what lies below it",
            seen=f"{strayed[0]} went to /another/page/ as well",
            exchange=outside,
        )


def _deletes_another(talk: Conversation) -> bool:
    """Whether the cookie that was taken back has the name of the one that was set, and another path."""
    given = {(each.name, _path(each)) for one in talk.to(HIDE) for each in one.response_cookies if not each.deletes}
    taken = {(each.name, _path(each)) for one in talk.to(SHOW) for each in one.response_cookies if each.deletes}
    return any(name == other and path != where for name, path in given for other, where in taken)


def _path(cookie: SetCookie) -> str:
    found = cookie.parsed.last("Path")
    return str(found.value if found else "")


def _hides_by_get(talk: Conversation) -> bool:
    return any(_given(each) for each in talk.to(HIDE) if each.method == "GET")


def _on_another_answer(talk: Conversation) -> bool:
    """Whether set_cookie stands in the code, the button was answered with a redirect, and no answer had a cookie."""
    redirected = any(each.method == "POST" and each.location for each in talk.to(HIDE))
    return redirected and "set_cookie(" in code_of(talk) and not any(_given(each) for each in talk.exchanges)


HIDE_NOTICE = ProjectTask(
    name="10.6",
    title="A cookie of your own: not today",
    minutes=10,
    project="board-10-6",
    check=check_notice,
    hints=(
        "A cookie is a line of one answer. Each of the two views makes its redirect, sets or deletes the cookie on "
        "it, and returns that same redirect. The page itself looks into request.COOKIES.",
        'answer = redirect("board:index"); if request.method == "POST": answer.set_cookie("notice", "hidden", '
        'max_age=86400, path="/board/", httponly=True, samesite="Lax"); return answer. The other view calls '
        'answer.delete_cookie("notice", path="/board/").',
        'The index gives {"hidden": "notice" in request.COOKIES} to the template. There: {% if hidden %}, '
        '<form method="post" action="{% url \'board:show\' %}">{% csrf_token %}<button>Show again</button></form>, '
        "{% else %}, the notice and the other form, {% endif %}. board/urls.py needs two lines more.",
    ),
    mistakes=(
        KnownMistake(
            "deletes_another",
            "The cookie is set for one path and deleted for another. Without a path, delete_cookie says Path=/, and "
            "to the browser that is another cookie. Delete it with the path with which it was set.",
            COOKIE,
            _deletes_another,
        ),
        KnownMistake(
            "hides_by_get",
            "A GET hides the notice: so does a link that somebody sends, and a picture with that address on a page "
            'of your site. Let the view set its cookie where request.method is "POST".',
            COOKIE,
            _hides_by_get,
        ),
        KnownMistake(
            "set_on_another_answer",
            "set_cookie stands in your code, and the answer to the button has no cookie. It must be called there, on "
            "the answer that the view returns: redirect() and render() make a new one each time. Keep the answer in a "
            "variable, set the cookie on it, and return it.",
            COOKIE,
            _on_another_answer,
        ),
    ),
    debrief="The wish lies with the visitor, and the server keeps nothing: it writes a line, and takes it back.",
    needs=("10",),
)

TASKS = (THE_APP, URLS, LOGIN_PAGE, ORDER, TWO_PAGES, HIDE_NOTICE)

# The predictions of the lesson ----------------------------------------------------------------------------------------
