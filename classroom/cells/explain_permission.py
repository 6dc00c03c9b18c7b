"""`explain_permission(user, "app.codename")`: why `has_perm` says yes or no.

It asks a copy of the user object, because `has_perm` fills a cache on the object, and a lesson about that cache must
find it unchanged.
"""

from __future__ import annotations

import copy
import difflib
from typing import TYPE_CHECKING, Any

from classroom.cells.given import attribute
from classroom.errors import CourseError, described
from classroom.site.live_site import open_site

if TYPE_CHECKING:
    from django.contrib.auth.models import Permission

    from classroom.draw.permissions.explainer import BackendAnswer
    from classroom.draw.view import View

CACHES = ("_perm_cache", "_user_perm_cache", "_group_perm_cache")
"""Attributes in which Django caches a user's permissions. Private names: tested for, never read or written."""


def explain_permission(user: Any, permission: str, obj: Any = None) -> View:
    """Explain why `user.has_perm(permission, obj)` says yes or no.

    user: a user of the demo site's, `request.user`, or `AnonymousUser()`. permission: "app_label.codename".
    obj: the object that is asked about, if any. Raises CourseError where `user` is no user, or `permission` no text.
    """
    from classroom.draw.permissions.explainer import PermissionFacts, permission_explanation

    open_site()  # has_perm needs the database
    if isinstance(user, type) or not isinstance(attribute(user, "is_anonymous"), bool):
        raise CourseError(
            f"explain_permission() asks a user, and was handed {described(user)}.",
            "Permissions belong to a user object; the class and a name are none.",
            'Load one: User.objects.get(username="omar")',
        )
    if not isinstance(permission, str):
        raise CourseError(
            f"explain_permission() needs the permission as a text, and was handed {described(permission)}.",
            'has_perm() compares texts such as "articles.change_article".',
            'Try explain_permission(user, "articles.change_article")',
        )
    # copy.copy() of a lazy request.user copies the user that it wraps.
    asked, fresh = copy.copy(user), _reloaded(user)
    cached = any(name in vars(asked) for name in CACHES)
    row = _row(permission)
    superuser, active = bool(getattr(user, "is_superuser", False)), bool(getattr(user, "is_active", True))
    groups = _group_names(fresh)
    return permission_explanation(
        PermissionFacts(
            user=user.get_username() or "AnonymousUser",
            permission=permission,
            answer=bool(asked.has_perm(permission, obj)),
            anonymous=bool(user.is_anonymous),
            active=active,
            superuser=superuser,
            exists=row is not None,
            named=row.name if row else "",
            model=f"{row.content_type.app_label}.{row.content_type.model}" if row else "",
            nearest=() if row else _nearest(permission),
            direct=bool(row and _has_directly(fresh, row)),
            groups=groups,
            giving=_group_names(fresh, row) if row else (),
            backends=_backends(copy.copy(user), permission, obj, superuser and active),
            cached=cached,
            fresh=None if fresh is None else bool(copy.copy(fresh).has_perm(permission, obj)),
            obj="" if obj is None else str(obj) or type(obj).__name__,
            without=None if fresh is None or obj is None else bool(copy.copy(fresh).has_perm(permission)),
        )
    )


def _reloaded(user: Any) -> Any:
    """The same user loaded again, without a cache; None for an anonymous user, or where there is no such row."""
    if user.is_anonymous or user.pk is None:
        return None
    return user.__class__._default_manager.filter(pk=user.pk).first()  # not type(): request.user is lazy


def _row(permission: str) -> Permission | None:
    from django.contrib.auth.models import Permission

    app, _, codename = permission.partition(".")
    named = Permission.objects.select_related("content_type")
    return named.filter(content_type__app_label=app, codename=codename).first()


def _nearest(permission: str) -> tuple[str, ...]:
    """Existing permissions with a similar name; first those with the same codename."""
    from django.contrib.auth.models import Permission

    pairs = Permission.objects.values_list("content_type__app_label", "codename")
    known = [f"{app}.{codename}" for app, codename in pairs]
    ends = [each for each in known if each.partition(".")[2] == permission.rpartition(".")[2]]
    return tuple(dict.fromkeys([*ends, *difflib.get_close_matches(permission[:200], known, 3)]))[:3]


def _has_directly(user: Any, row: Permission) -> bool:
    given = getattr(user, "user_permissions", None)
    return given is not None and given.filter(pk=row.pk).exists()


def _group_names(user: Any, row: Permission | None = None) -> tuple[str, ...]:
    """The user's groups by name; with `row`, those that have the permission."""
    groups = getattr(user, "groups", None)
    if groups is None:
        return ()
    found = groups.filter(permissions=row) if row else groups.all()
    return tuple(found.order_by("name").values_list("name", flat=True))


def _backends(user: Any, permission: str, obj: Any, decided: bool) -> tuple[BackendAnswer, ...]:
    """The answer of each backend, asked in the order of the settings, as `has_perm` does: the first yes ends it.

    decided: whether no backend is asked, as for an active superuser.
    """
    from django.contrib.auth import get_backends
    from django.core.exceptions import PermissionDenied

    from classroom.draw.permissions.explainer import BackendAnswer

    answers = []
    for backend in get_backends():
        says = "not asked"
        if not decided and hasattr(backend, "has_perm"):
            try:
                says = "yes" if backend.has_perm(user, permission, obj) else "no"
            except PermissionDenied:
                says = "denied"
            decided = says != "no"
        answers.append(BackendAnswer(type(backend).__name__, says))
    return tuple(answers)
