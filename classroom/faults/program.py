"""The program that plants the faults. It is laid into a copy of a learner's project, and knows Django alone.

The settings that are laid beside it name `PlantingLayer` and `TrialRunner`. The runner runs the project's tests as they
are; if they pass, once more with each fault. A fault counts only where a visitor would see it: the runner looks by
itself, before (does the project have this fault already?) and with it (can it be planted here at all?). What a project
lacks is not asked for. One line of the output is one finding: the mark, what was found, the name of the fault.

A fault is planted between the client and the view. A test that calls a view past the middleware does not meet it.
"""

from __future__ import annotations

import contextlib
import io
import re
import unittest
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from django.apps import apps
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, get_user, get_user_model, login, logout
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.test import Client
from django.test.runner import DiscoverRunner
from django.test.utils import iter_test_cases
from django.urls import Resolver404, resolve

ARTICLES, LOGIN, LOGOUT = "/articles/", "/accounts/login/", "/accounts/logout/"
SIGN_UP, PASSWORD_CHANGE, DELETE = "/accounts/signup/", "/accounts/password_change/", "/accounts/delete/"
NEW = "/articles/new/"
EDIT_ONE, DELETE_ONE = (re.compile(rf"/articles/(\d+)/{name}/") for name in ("edit", "delete"))
CODENAME = "change_article"
CHANGE = f"articles.{CODENAME}"
ELSEWHERE = "https://elsewhere.example/"
PASSWORD = "planted-for-a-trial-7"

View = Callable[[HttpRequest], HttpResponseBase]


def users() -> Any:
    """The manager of the project's user model."""
    return get_user_model()._default_manager


def articles() -> Any:
    """The manager of the project's articles."""
    return apps.get_model("articles", "Article")._default_manager


def make_user(name: str) -> Any:
    """A new user of the project's, with the password of the trial."""
    return users().create_user(**{get_user_model().USERNAME_FIELD: name, "password": PASSWORD})


def be(request: Any, user: Any) -> None:
    """Let the views see another visitor than the one who asks."""

    async def auser() -> Any:
        return user

    request.user, request.auser = user, auser


def be_posted(request: Any) -> None:
    """Let the views see a POST that has passed the CSRF check."""
    request.method = request.META["REQUEST_METHOD"] = "POST"
    request._dont_enforce_csrf_checks = True


def is_logged_in(client: Client) -> bool:
    """Whether the client's session is a user's, and fits the user's password."""
    return get_user(client).is_authenticated  # a client has a session, which is all that is asked


class TrialScene:
    """Three users and an article: what a fault is looked for with. All of it is rolled back afterwards."""

    def __init__(self) -> None:
        self.author, self.other, self.editor = (make_user(f"trial-{name}") for name in ("author", "other", "editor"))
        permission = apps.get_model("auth", "Permission").objects
        self.editor.user_permissions.add(permission.get(content_type__app_label="articles", codename=CODENAME))
        self.article = articles().create(title="A planted title", content="A planted content", author=self.author)
        self.edit, self.delete = (f"/articles/{self.article.pk}/{name}/" for name in ("edit", "delete"))

    def client(self, user: Any = None) -> Client:
        """A client of that user's; of a stranger's where none is given."""
        client = Client(raise_request_exception=False)
        if user is not None:
            client.force_login(user)
        return client

    def sent(self, path: str, user: Any, title: str) -> None:
        """Send an article by the form at that path."""
        self.client(user).post(path, {"title": title, "content": "Another content"})

    def edited_by(self, user: Any) -> bool:
        """Whether that user can give the article another title."""
        self.sent(self.edit, user, "Another title")
        return articles().filter(pk=self.article.pk, title="Another title").exists()

    def is_gone(self) -> bool:
        """Whether the article was deleted."""
        return not articles().filter(pk=self.article.pk).exists()

    def log_in(self, password: str, wish: str) -> tuple[Client, str]:
        """Open the login page and send its form as the author. Returns the client, and where it is sent to."""
        client = self.client()
        client.get(LOGIN, {"next": wish})
        form = {"username": self.author.get_username(), "password": password, "next": wish}
        answer = client.post(LOGIN, form, query_params={"next": wish})
        return client, answer.headers.get("Location", "")


@contextlib.contextmanager
def on_trial(make: Callable[[], Any] = lambda: None) -> Iterator[Any]:
    """Afterwards the database is as it was. make: makes what the block is given."""
    with transaction.atomic():
        yield make()
        transaction.set_rollback(True)


class PlantedFault:
    """A fault: what it does to a request, and how a visitor sees it.

    path: the address that it is about, or the pattern of several.
    """

    path: str | re.Pattern[str] = ""

    def number(self, path: str) -> int | None:
        """The number in a path, 0 where there is none; None where this fault is not about that path."""
        if isinstance(self.path, str):
            return 0 if path == self.path else None
        number = self.path.fullmatch(path)
        return int(number[1]) if number else None

    def address(self, scene: TrialScene) -> str:
        """The address in the scene."""
        if isinstance(self.path, str):
            return self.path
        return scene.edit if self.path is EDIT_ONE else scene.delete

    def answer(self, request: Any, view: View, number: int) -> HttpResponseBase:
        """Answer as the project with this fault would."""
        raise NotImplementedError

    def shows(self, scene: TrialScene) -> bool:
        """Whether a visitor sees this fault."""
        raise NotImplementedError

    def is_about(self, scene: TrialScene) -> bool:
        """Whether the project has what this fault spoils, apart from the address."""
        return True


class AnyPassword(PlantedFault):
    """Whoever sends the name of a user is logged in."""

    path = LOGIN

    def answer(self, request: Any, view: View, number: int) -> HttpResponseBase:
        answer = view(request)
        name = {get_user_model().USERNAME_FIELD: request.POST.get("username", "")}
        user = users().filter(**name, is_active=True).first()
        if request.method != "POST" or user is None or request.user.is_authenticated:
            return answer
        login(request, user, settings.AUTHENTICATION_BACKENDS[0])
        return HttpResponseRedirect(ARTICLES)

    def shows(self, scene: TrialScene) -> bool:
        return is_logged_in(scene.log_in("a wrong one", ARTICLES)[0])


class OpenRedirect(PlantedFault):
    """The login leads to whatever `next` says."""

    path = LOGIN
    wish = ""

    def answer(self, request: Any, view: View, number: int) -> HttpResponseBase:
        told = request.POST.get("next") or request.GET.get("next")
        if told or request.method == "GET":
            self.wish = told or ""
        answer = view(request)
        if request.method == "POST" and self.wish and 300 <= answer.status_code < 400:
            answer["Location"] = self.wish
        return answer

    def shows(self, scene: TrialScene) -> bool:
        return scene.log_in(PASSWORD, ELSEWHERE)[1].startswith(ELSEWHERE)

    def is_about(self, scene: TrialScene) -> bool:
        return scene.log_in(PASSWORD, "/articles/?page=2")[1].endswith("/articles/?page=2")


class LogoutByGet(PlantedFault):
    """A GET of the logout counts as a POST."""

    path = LOGOUT

    def answer(self, request: Any, view: View, number: int) -> HttpResponseBase:
        be_posted(request)
        return view(request)

    def shows(self, scene: TrialScene) -> bool:
        client = scene.client(scene.author)
        client.get(LOGOUT)
        return not is_logged_in(client)


class StrangersWrite(PlantedFault):
    """A stranger counts as some user where articles are written."""

    path = NEW

    def answer(self, request: Any, view: View, number: int) -> HttpResponseBase:
        if not request.user.is_authenticated:
            be(request, users().first() or make_user("planted"))
        return view(request)

    def shows(self, scene: TrialScene) -> bool:
        scene.sent(NEW, None, "By a stranger")
        return bool(articles().filter(title="By a stranger").exists())


class WrongAuthor(PlantedFault):
    """A new article is somebody else's."""

    path = NEW

    def answer(self, request: Any, view: View, number: int) -> HttpResponseBase:
        before, user = set(articles().values_list("pk", flat=True)), request.user
        answer = view(request)
        new = articles().exclude(pk__in=before)
        if user.is_authenticated and new.exists():
            new.update(author=users().exclude(pk=user.pk).first() or make_user("planted"))
        return answer

    def shows(self, scene: TrialScene) -> bool:
        scene.sent(NEW, scene.other, "By the other")
        return bool(articles().filter(title="By the other").exclude(author=scene.other).exists())


class SignedUpOnly(PlantedFault):
    """The session that a sign-up began is ended at once."""

    path = SIGN_UP

    def answer(self, request: Any, view: View, number: int) -> HttpResponseBase:
        answer = view(request)
        if request.user.is_authenticated and request.method == "POST":
            logout(request)
        return answer

    def shows(self, scene: TrialScene) -> bool:
        client = scene.client()
        client.post(SIGN_UP, {"username": "trial-new", "password1": PASSWORD, "password2": PASSWORD})
        name = {get_user_model().USERNAME_FIELD: "trial-new"}
        return users().filter(**name).exists() and not is_logged_in(client)


class SessionEnds(PlantedFault):
    """The session that set a new password keeps the hash of the old one."""

    path = PASSWORD_CHANGE

    def answer(self, request: Any, view: View, number: int) -> HttpResponseBase:
        row = users().filter(pk=request.user.pk)
        before = row.values_list("password", flat=True).first()
        answer = view(request)
        if before and row.exclude(password=before).exists() and SESSION_KEY in request.session:
            request.session[HASH_SESSION_KEY] = "that of the old password"
        return answer

    def shows(self, scene: TrialScene) -> bool:
        client, new = scene.client(scene.author), f"{PASSWORD}-new"
        client.post(PASSWORD_CHANGE, {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
        return users().get(pk=scene.author.pk).check_password(new) and not is_logged_in(client)


class NoPassword(PlantedFault):
    """Whatever is sent deletes the account."""

    path = DELETE

    def answer(self, request: Any, view: View, number: int) -> HttpResponseBase:
        pk = request.user.pk
        answer = view(request)
        if request.method != "POST" or pk is None or not users().filter(pk=pk).exists():
            return answer
        logout(request)
        users().filter(pk=pk).delete()
        return HttpResponseRedirect(ARTICLES)

    def shows(self, scene: TrialScene) -> bool:
        scene.client(scene.author).post(DELETE, {"password": "a wrong one"})
        return not users().filter(pk=scene.author.pk).exists()


class WithArticle(PlantedFault):
    """A fault of a page about one article: it lets in whom the project refuses, or the other way round."""

    path: str | re.Pattern[str] = EDIT_ONE

    def answer(self, request: Any, view: View, number: int) -> HttpResponseBase:
        article = articles().filter(pk=number).first()
        if article is not None:
            self.spoil(request, request.user, article)
        return view(request)

    def spoil(self, request: Any, user: Any, article: Any) -> None:
        """Change the request, or raise PermissionDenied."""
        raise NotImplementedError


class StrangersEdit(WithArticle):
    """A stranger counts as the author."""

    def spoil(self, request: Any, user: Any, article: Any) -> None:
        if not user.is_authenticated:
            be(request, article.author)

    def shows(self, scene: TrialScene) -> bool:
        return scene.edited_by(None)


class FormIsOpen(WithArticle):
    """Whoever asks by GET counts as the author."""

    def spoil(self, request: Any, user: Any, article: Any) -> None:
        if request.method == "GET":
            be(request, article.author)

    def shows(self, scene: TrialScene) -> bool:
        page = scene.client(scene.other).get(scene.edit)
        return page.status_code == 200 and scene.article.content.encode() in page.content


class OthersEdit(WithArticle):
    """Any user counts as the author."""

    def spoil(self, request: Any, user: Any, article: Any) -> None:
        if user.is_authenticated:
            be(request, article.author)

    def shows(self, scene: TrialScene) -> bool:
        return scene.edited_by(scene.other)


class EditorsShut(WithArticle):
    """The permission to change articles refuses instead."""

    def spoil(self, request: Any, user: Any, article: Any) -> None:
        # A superuser is no proof of a grant: the fault spares them, so that a test with one does not notice it.
        if user != article.author and not user.is_superuser and user.has_perm(CHANGE):
            raise PermissionDenied

    def shows(self, scene: TrialScene) -> bool:
        return not scene.edited_by(scene.editor)


class AuthorsShut(WithArticle):
    """Authors are refused at their own article."""

    def spoil(self, request: Any, user: Any, article: Any) -> None:
        if user == article.author and not user.is_superuser:
            raise PermissionDenied

    def shows(self, scene: TrialScene) -> bool:
        return not scene.edited_by(scene.author)


class OthersDelete(OthersEdit):
    """Any user counts as the author where an article is deleted."""

    path = DELETE_ONE

    def shows(self, scene: TrialScene) -> bool:
        scene.client(scene.other).post(scene.delete)
        return scene.is_gone()


class DeletedByGet(WithArticle):
    """A GET of the page that asks counts as a POST."""

    path = DELETE_ONE

    def spoil(self, request: Any, user: Any, article: Any) -> None:
        be_posted(request)

    def shows(self, scene: TrialScene) -> bool:
        scene.client(scene.author).get(scene.delete)
        return scene.is_gone()


PLANTED: dict[str, type[PlantedFault]] = {
    re.sub(r"(?<!^)([A-Z])", r"_\1", each.__name__).lower(): each
    for each in (
        AnyPassword, OpenRedirect, LogoutByGet, StrangersWrite, WrongAuthor, SignedUpOnly, SessionEnds, NoPassword,
        StrangersEdit, FormIsOpen, OthersEdit, EditorsShut, AuthorsShut, OthersDelete, DeletedByGet,
    )
}  # fmt: skip
"""The faults by their names in `FAULTS`."""


class PlantingLayer:
    """A middleware behind the one that finds the user. It does nothing while no fault is planted.

    asked: the tests that asked for each path, by their ids; "" stands for what a class prepares for all of its tests.
    """

    fault: PlantedFault | None = None
    test = ""
    asked: ClassVar[dict[str, set[str]]] = {}

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if self.fault is None:
            self.asked.setdefault(request.path_info, set()).add(self.test)
            return self.get_response(request)
        number = self.fault.number(request.path_info)
        return self.get_response(request) if number is None else self.fault.answer(request, self.get_response, number)


@contextlib.contextmanager
def planted(fault: PlantedFault) -> Iterator[None]:
    """The project has this fault for the block."""
    PlantingLayer.fault = fault
    try:
        yield
    finally:
        PlantingLayer.fault = None


class NamedTest(unittest.TextTestResult):
    """Tells the layer which test is running."""

    def startTest(self, test: Any) -> None:
        PlantingLayer.test = test.id()
        super().startTest(test)

    def stopTest(self, test: Any) -> None:
        super().stopTest(test)
        PlantingLayer.test = ""


class TrialRunner(DiscoverRunner):
    """Runs the tests as they are and, if they pass, with each fault those that ask for its pages, until one fails.

    All in one process, which takes seconds.
    """

    mark, names = "", list[str]()
    quiet = False

    def get_test_runner_kwargs(self) -> dict[str, Any]:
        found = super().get_test_runner_kwargs()
        if self.quiet:
            return {**found, "failfast": True, "stream": io.StringIO()}
        return {**found, "resultclass": NamedTest}

    def run_suite(self, suite: Any, **options: Any) -> Any:
        first = super().run_suite(suite, **options)
        self.say("ran", str(first.testsRun - len(first.skipped)))
        if first.wasSuccessful():
            self.say("passed", "alone")
            asked = {path: {*tests} for path, tests in PlantingLayer.asked.items()}
            self.quiet, self.verbosity = True, 0
            try:
                with on_trial(TrialScene) as scene:
                    found = {name: self.look(PLANTED[name](), scene) for name in self.names}
            except (DatabaseError, TypeError, ValueError):  # this project's users or articles need more than we give
                found = dict.fromkeys(self.names, "absent")
            for name, finding in found.items():
                self.say(finding or self.try_with(PLANTED[name](), asked, **options), name)
        return first

    def look(self, fault: PlantedFault, scene: TrialScene) -> str:
        """Whether the fault is "absent" (there is nothing to spoil) or the project's "own"; "" if it can be planted."""
        try:
            resolve(fault.address(scene))
        except Resolver404:
            return "absent"
        with on_trial():
            if not fault.is_about(scene):
                return "absent"
        with on_trial():
            if fault.shows(scene):
                return "own"
        with on_trial(), planted(fault):
            return "" if fault.shows(scene) else "absent"

    def try_with(self, fault: PlantedFault, asked: dict[str, set[str]], **options: Any) -> str:
        """Whether the tests notice the fault. asked: the tests that ask for each path."""
        concerned = set().union(*(tests for path, tests in asked.items() if fault.number(path) is not None))
        every = iter_test_cases(self.build_suite())  # anew: a suite lets go of the tests that it has run
        tests = unittest.TestSuite(each for each in every if "" in concerned or each.id() in concerned)
        with planted(fault), contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            return "unnoticed" if super().run_suite(tests, **options).wasSuccessful() else "noticed"

    def say(self, found: str, about: str) -> None:
        print(self.mark, found, about, flush=True)
