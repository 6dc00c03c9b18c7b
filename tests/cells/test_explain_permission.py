"""`explain_permission()`: what it says about the site's users, and that it changes none of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from classroom import CourseError, explain_permission, open_site
from classroom.cells.explain_permission import CACHES

CHANGE = "articles.change_article"


@pytest.fixture(autouse=True)
def site() -> Iterator[Any]:
    site = open_site()
    site.reset()
    yield site
    site.reset()


def user(name: str) -> Any:
    from django.contrib.auth import get_user_model

    return get_user_model().objects.get(username=name)


def said(who: Any, permission: str = CHANGE, obj: Any = None) -> str:
    text = " ".join(repr(explain_permission(who, permission, obj)).split())
    assert f"→ {who.has_perm(permission, obj)}" in text, "it says what has_perm says"
    return text


def test_a_group_gives_it() -> None:
    text = said(user("omar"))
    assert "Yes: it comes from the group editors." in text
    assert "“Can change article”" in text and "Content type: articles.article" in text
    assert "User's own?: not given to the user by name" in text and "A group?: given by editors" in text
    assert "1. ModelBackend: yes" in text and "Cached?: this object had asked nothing before" in text


def test_a_user_of_their_own_right() -> None:
    from django.contrib.auth.models import Permission

    alice = user("alice")
    assert "neither the user nor a group of theirs has it" in said(alice)
    alice.user_permissions.add(Permission.objects.get(codename="change_article"))
    assert "Yes: it comes from the user's own permissions." in said(user("alice"))


def test_asking_leaves_no_cache_on_the_learners_object() -> None:
    omar = user("omar")
    explain_permission(omar, CHANGE)
    assert not [name for name in CACHES if name in vars(omar)]


def test_a_cache_older_than_the_grant_is_told() -> None:
    from django.contrib.auth.models import Group

    alice = user("alice")
    editors: Any = Group.objects.get(name="editors")
    assert not alice.has_perm(CHANGE)
    assert set(CACHES) <= set(vars(alice)), "Django keeps its caches under these names"
    editors.user_set.add(alice)
    text = said(alice)
    assert "this object asked before it was granted, and remembers" in text
    assert "out of date: ask again with a fresh object, and it is True" in text
    assert "Yes: it comes from the group editors." in said(user("alice"))
    omar = user("omar")
    assert omar.has_perm(CHANGE)
    assert "yes, from an earlier question; still right" in said(omar)
    editors.user_set.remove(omar)
    assert "a user freshly loaded is told no" in said(omar)


@pytest.mark.parametrize(
    ("string", "says"),
    [
        ("change_article", "it is not written app_label.codename; near it: articles.change_article"),
        ("articles.change_artikle", "there is no such permission; near it: articles.change_article"),
        ("articles.article.change", "it is not written app_label.codename"),
        ("", "it is not written app_label.codename"),
    ],
)
def test_a_string_that_names_nothing(string: str, says: str) -> None:
    assert says in said(user("omar"), string)


def test_a_superuser_has_every_string_if_active() -> None:
    from django.contrib.auth import get_user_model

    users = get_user_model().objects.filter(username="alice")
    users.update(is_superuser=True)
    text = said(user("alice"), "no.such_thing")
    assert "every permission, even one that does not exist" in text and "1. ModelBackend: not asked" in text
    users.update(is_active=False)
    assert "the user is not active; that comes before everything" in said(user("alice"))


def test_an_object_is_answered_no() -> None:
    from articles.models import Article

    article = Article.objects.first()
    text = said(user("omar"), obj=article)
    assert "an object was given, and ModelBackend knows no permissions for single objects" in text
    assert f"{article}: ModelBackend says no for any object; without it the answer is True" in text


def test_a_superuser_may_change_one_object_too() -> None:
    from articles.models import Article

    article, boss = Article.objects.first(), user("bob")
    boss.is_superuser = True  # on the object alone: the row is told nothing
    text = said(boss, obj=article)
    assert "an active superuser has every permission" in text
    assert f"{article}: no backend was asked about it" in text and "without it" not in text


def test_a_stranger_has_none() -> None:
    from django.contrib.auth.models import AnonymousUser

    text = said(AnonymousUser())
    assert "a stranger has no permissions; log in first." in text and "AnonymousUser: never active" in text


def test_a_lazy_user_is_asked_like_another() -> None:
    from django.utils.functional import SimpleLazyObject

    lazy = SimpleLazyObject(lambda: user("omar"))
    assert "it comes from the group editors" in said(lazy)
    assert "Cached?: yes" in said(lazy)


class Stern:
    """A backend that raises PermissionDenied."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        from django.core.exceptions import PermissionDenied

        raise PermissionDenied


def test_the_backends_are_asked_in_order(settings_of_backends: list[str]) -> None:
    settings_of_backends[:] = [f"{__name__}.Stern", *settings_of_backends]
    text = said(user("omar"))
    assert "1. Stern: denied 2. ModelBackend: not asked" in text
    assert "a backend raised PermissionDenied, and the others were not asked" in text


@pytest.fixture
def settings_of_backends(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    from django.conf import settings

    backends = list(settings.AUTHENTICATION_BACKENDS)
    monkeypatch.setattr(settings, "AUTHENTICATION_BACKENDS", backends)
    return backends


def test_what_is_no_user_and_no_text_is_refused() -> None:
    with pytest.raises(CourseError, match="asks a user, and was handed a text"):
        explain_permission("omar", CHANGE)
    with pytest.raises(CourseError, match="handed a number"):
        explain_permission(user("omar"), 1)  # type: ignore[arg-type]
