"""The faults that are planted: into projects of two shapes, each is noticed by tests that look, and by no others."""

from __future__ import annotations

import ast
import contextlib
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from classroom.check import NotYet, catalogue
from classroom.check.project_work import ProjectWork
from classroom.check.trees import course_trees
from classroom.check.trial import Trial, try_tests
from classroom.faults import FAULTS
from classroom.overlays import Changes, lay_over, put
from classroom.paths import ENGINE, WORKSHOP
from classroom.workshop.commands import ManageResult
from classroom.workshop.problem import Problem
from classroom.workshop.workbench import Workbench, blank_files

LOOKS_AWAY = b"""
from django.test import TestCase

class Pages(TestCase):
    def test_pages(self):
        for path in ("articles/", "accounts/login/", "accounts/signup/", "articles/new/", "articles/1/edit/"):
            self.assertLess(self.client.get("/" + path).status_code, 500)
"""
BY_CLASSES = b"""
from django.contrib.auth.mixins import LoginRequiredMixin, UserPassesTestMixin
from django.urls import reverse_lazy
from django.views.generic import CreateView, DeleteView, DetailView, ListView, UpdateView

from .forms import ArticleForm
from .models import Article

HOME = reverse_lazy("articles:list")


class Index(ListView):
    queryset = Article.objects.order_by("-pk")
    template_name = "articles/index.html"
    context_object_name = "articles"


class Create(LoginRequiredMixin, CreateView):
    form_class = ArticleForm
    template_name = "articles/form.html"

    def form_valid(self, form):
        form.instance.author = self.request.user
        return super().form_valid(form)


class Own(LoginRequiredMixin, UserPassesTestMixin):
    model = Article

    def test_func(self):
        return self.get_object().author == self.request.user


class Update(Own, UpdateView):
    form_class = ArticleForm
    template_name = "articles/form.html"

    def test_func(self):
        return super().test_func() or self.request.user.has_perm("articles.change_article")


class Delete(Own, DeleteView):
    template_name = "articles/delete.html"
    success_url = HOME


index, create, update, delete = (each.as_view() for each in (Index, Create, Update, Delete))
detail = DetailView.as_view(model=Article, template_name="articles/detail.html")
"""
DJANGOS_VIEWS = b"""
from django.contrib.auth import views as auth_views
from django.urls import reverse_lazy

_home = reverse_lazy("articles:list")
login = auth_views.LoginView.as_view(template_name="accounts/login.html", next_page=_home)
logout = auth_views.LogoutView.as_view(next_page=_home)
password_change = auth_views.PasswordChangeView.as_view(
    template_name="accounts/password_change.html", success_url=_home
)
"""
GATE = b"""
MIDDLEWARE += ["django.contrib.auth.middleware.LoginRequiredMiddleware"]
"""
OPEN = b"""
from django.contrib.auth.decorators import login_not_required as _open

index, detail = _open(index), _open(detail)
"""
OPEN_ACCOUNTS = b"""
from django.contrib.auth.decorators import login_not_required as _open

login, signup, logout = _open(login), _open(signup), _open(logout)
"""
SHAPES: dict[str, Changes] = {
    "classes, and Django's own views": [
        ("articles/views.py", BY_CLASSES),
        ("accounts/views.py.append", DJANGOS_VIEWS),
    ],
    "one gate before all": [
        ("mysite/settings.py.append", GATE),
        ("articles/views.py.append", OPEN),
        ("accounts/views.py.append", OPEN_ACCOUNTS),
    ],
}


def trial_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changes: Changes) -> Trial:
    """Try the tests of the finished project, with these files over it."""
    last = catalogue.find_task("15.5")
    files = lay_over(blank_files(), [*course_trees().solved(last), *changes])
    put(list(files.items()), tmp_path / "mine")
    monkeypatch.setenv(WORKSHOP, str(tmp_path))
    return try_tests(ProjectWork(Workbench("mine"), {}, Random(1)))


@pytest.mark.usefixtures("patient")
def test_every_fault_is_noticed_by_tests_that_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trial = trial_of(tmp_path, monkeypatch, [])
    assert trial.passed and trial.ran == 31 and trial.problem is None
    assert trial.noticed == tuple(FAULTS) and not (trial.unnoticed or trial.own)


@pytest.mark.usefixtures("patient")
def test_no_fault_is_noticed_by_tests_that_look_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So a fault makes no noise by itself, where a page is only asked for."""
    changes = [("accounts/tests.py.delete", b""), ("articles/tests.py", LOOKS_AWAY)]
    trial = trial_of(tmp_path, monkeypatch, changes)
    assert trial.passed and trial.ran == 1 and trial.unnoticed == tuple(FAULTS)


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("shape", SHAPES)
def test_a_project_of_another_shape_is_no_other(shape: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trial = trial_of(tmp_path, monkeypatch, SHAPES[shape])
    assert trial.noticed == tuple(FAULTS), trial


@pytest.mark.usefixtures("patient")
def test_what_the_project_has_by_itself_is_said_and_what_it_lacks_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes = [
        ("accounts/tests.py.delete", b""),
        ("articles/tests.py", LOOKS_AWAY),
        ("accounts/views.py.append", b"def logout(request):\n    auth_logout(request)\n    return redirect('/')\n"),
        ("accounts/urls.py.append", b"urlpatterns = [each for each in urlpatterns if each.name != 'signup']\n"),
        ("articles/templates/base.html", b"{% block content %}{% endblock %}"),
        ("accounts/views.py.append", b"is_ours = lambda request, address: False\n"),  # the wish is never followed
    ]
    trial = trial_of(tmp_path, monkeypatch, changes)
    assert trial.passed and trial.own == ("logout_by_get",)
    assert {*FAULTS} - {*trial.unnoticed, *trial.own} == {"signed_up_only", "open_redirect"}


STOPPED = Problem("It took longer than 12 seconds, so it was stopped.", "Look for what never ends.")


@pytest.mark.parametrize(
    ("trial", "expected", "seen"),
    [
        (
            Trial(False, True, 8, STOPPED),
            "with each fault",
            "pass on the project as it is; with the faults: It took longer than 12 seconds",
        ),
        (
            Trial(False, True, 8, None),
            "with each fault",
            "pass on the project as it is; with the faults: the run ended early",
        ),
        (Trial(False, False, 8, STOPPED), "and they pass", "It took longer than 12 seconds"),
        (Trial(False, True, 3, STOPPED), "at least 4 tests", "It took longer than 12 seconds"),
        (Trial(True, True, 8, None), "plant a fault", "none of its faults fits"),
    ],
)
def test_what_kept_the_trial_from_its_end_is_said(
    trial: Trial, expected: str, seen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = catalogue.find_task("15.5").check
    monkeypatch.setitem(check.__globals__, "try_tests", lambda work: trial)  # type: ignore[attr-defined]
    with pytest.raises(NotYet) as told:
        check(None)  # type: ignore[arg-type]
    assert expected in told.value.expected and seen in told.value.seen


def test_tests_that_pass_and_are_then_too_slow_have_passed() -> None:
    class Work:
        """An attempt whose run was stopped after the tests had passed as they are."""

        def word(self, letters: int) -> str:
            return "mark"

        @contextlib.contextmanager
        def serve(self, changes: Changes) -> Iterator[Work]:
            yield self

        def manage(self, *arguments: str) -> ManageResult:
            return ManageResult("test", None, "mark ran 8\nmark passed alone\nmark noticed others_edit\n", [], STOPPED)

    trial = try_tests(Work())  # type: ignore[arg-type]
    assert trial == Trial(False, True, 8, STOPPED, noticed=("others_edit",))


def test_the_program_plants_what_the_words_name_and_knows_nothing_of_ours() -> None:
    tree = ast.parse((ENGINE / "faults" / "program.py").read_text(encoding="utf-8"))
    (table,) = (node for node in tree.body if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "PLANTED")
    named = [node.id for node in ast.walk(table) if isinstance(node, ast.Name)]
    for name in FAULTS:
        assert "".join(part.capitalize() for part in name.split("_")) in named
