"""The permission explainer: why `has_perm` said yes or no, question by question, in Django's order."""

from __future__ import annotations

from typing import NamedTuple

from classroom.draw.sheet import Finding, Sheet, sheet_view
from classroom.draw.view import View
from classroom.draw.words import cut, shorten

COLUMNS = ("question", "answer", "where in Django", "ask it yourself")
HAS_PERM = "has_perm(), auth/models.py"
BACKEND = "ModelBackend, auth/backends.py"
ON_OBJECT = "it lives on the user object"


class Asked(NamedTuple):
    """One backend of the settings. says: "yes", "no", "denied" (it raised PermissionDenied) or "not asked"."""

    name: str
    says: str


class Permit(NamedTuple):
    """What there is to know about one `user.has_perm(permission, obj)`.

    user: the user's name; "AnonymousUser" for one. anonymous, active, superuser: as this object says.
    permission: the string that was asked for. exists: whether there is such a row. named: its readable name.
    model: the content type it belongs to, "app_label.model". nearest: existing strings that resemble it.
    direct: whether the user has it by name, now. groups: the user's groups, now. giving: those of them that have it.
    backends: in the order of the settings. answer: what `has_perm` says.
    cached: whether this object has kept its permissions from an earlier question.
    fresh: what it says for a user freshly loaded; None if there is no such row.
    obj: the object that was handed over, in words; "" for none. without: what a fresh user is told without it.
    """

    user: str
    permission: str
    answer: bool
    anonymous: bool = False
    active: bool = True
    superuser: bool = False
    exists: bool = True
    named: str = ""
    model: str = ""
    nearest: tuple[str, ...] = ()
    direct: bool = False
    groups: tuple[str, ...] = ()
    giving: tuple[str, ...] = ()
    backends: tuple[Asked, ...] = ()
    cached: bool = False
    fresh: bool | None = None
    obj: str = ""
    without: bool | None = None


def permission_explanation(permit: Permit) -> View:
    """Draw why the answer is what it is."""
    obj = f", {shorten(permit.obj, 30)}" if permit.obj else ""
    about = f"{shorten(permit.user, 30)}.has_perm({shorten(repr(permit.permission), 50)}{obj}) → {permit.answer}"
    outcome = f"{'Yes' if permit.answer else 'No'}: {_because(permit)}"
    rows = [_active(permit), _superuser(permit), _string(permit)]
    if permit.exists:
        rows.append(Finding("", "Content type", permit.model, "contenttypes/models.py", "permission.content_type"))
    rows += [] if permit.anonymous else [_direct(permit), _groups(permit)]
    rows.append(_backends(permit))
    rows += [] if permit.anonymous else [_cache(permit)]
    rows.append(_object(permit))
    return sheet_view(Sheet("Permission explainer", about, outcome, permit.answer, COLUMNS, ("yes:", "no:"), rows))


def _because(permit: Permit) -> str:
    """The one reason that decided."""
    if permit.answer:
        if permit.superuser and permit.active:
            extra = "" if permit.exists else ", even one that does not exist"
            return f"an active superuser has every permission{extra}."
        if permit.fresh is False and not permit.obj:
            return "but only because this object remembers: a user freshly loaded is told no."
        if permit.giving or permit.direct:
            givers = [f"the group {cut(name, 40)}" for name in permit.giving[:3]]
            givers += ["the user's own permissions"] if permit.direct else []
            return f"it comes from {' and '.join(givers)}."
        yes = [each.name for each in permit.backends if each.says == "yes"]
        return f"{shorten(yes[0], 60) if yes else 'a backend'} says so."
    if permit.anonymous:
        return "a stranger has no permissions; log in first."
    if not permit.active:
        return "the user is not active; that comes before everything, for a superuser too."
    if any(each.says == "denied" for each in permit.backends):
        return "a backend raised PermissionDenied, and the others were not asked."
    if not permit.exists:
        hint = f" Did you mean {permit.nearest[0]!r}?" if len(permit.nearest) == 1 else ""
        return f"no such permission exists, and no error says so.{hint}"
    if permit.obj and permit.without:
        return "an object was given, and ModelBackend knows no permissions for single objects."
    if permit.fresh and not permit.obj:
        why = "asked before it was granted, and remembers" if permit.cached else "is older than its row"
        return f"but a user freshly loaded is told yes: this object {why}."
    if permit.giving or permit.direct:
        return "it was given, but no backend of the settings says so."
    return "neither the user nor a group of theirs has it."


def _active(permit: Permit) -> Finding:
    if permit.anonymous:
        return Finding(
            "no", "Active?", "AnonymousUser: never active", "AnonymousUser, auth/models.py", "user.is_active"
        )
    says = "yes" if permit.active else "no: every backend of Django's says no to everything"
    return Finding("yes" if permit.active else "no", "Active?", says, BACKEND, "user.is_active")


def _superuser(permit: Permit) -> Finding:
    says = "no"
    if permit.superuser:
        says = "yes: nothing else is asked" if permit.active else "yes, but not active: it does not count"
    return Finding("yes" if permit.superuser else "no", "Superuser?", says, HAS_PERM, "user.is_superuser")


def _string(permit: Permit) -> Finding:
    where = "Permission, auth/models.py"
    asked = "Permission.objects.filter(codename=…)"
    if permit.exists:
        return Finding("yes", "The string", f"{permit.permission}: “{cut(permit.named, 80)}”", where, asked)
    app, dot, codename = permit.permission.partition(".")
    formed = bool(app and dot and codename and "." not in codename)
    wrong = "there is no such permission" if formed else "it is not written app_label.codename"
    near = f"; near it: {', '.join(permit.nearest[:3])}" if permit.nearest else ""
    return Finding("no", "The string", f"{shorten(repr(permit.permission), 60)}: {wrong}{near}", where, asked)


def _direct(permit: Permit) -> Finding:
    says = "yes, given to the user by name" if permit.direct else "not given to the user by name"
    return Finding("yes" if permit.direct else "no", "User's own?", says, BACKEND, "user.get_user_permissions()")


def _groups(permit: Permit) -> Finding:
    names = ", ".join(cut(name, 40) for name in permit.groups[:5]) or "none"
    says = f"no: {'in no group' if not permit.groups else f'in {names}; none of them has it'}"
    if permit.giving:
        giving = ", ".join(cut(name, 40) for name in permit.giving[:5])
        says = f"given by {giving}" + (f" (the user's groups: {names})" if permit.groups != permit.giving else "")
    return Finding("yes" if permit.giving else "no", "A group?", says, BACKEND, "user.get_group_permissions()")


def _backends(permit: Permit) -> Finding:
    lines = tuple(f"{n}. {shorten(each.name, 60)}: {each.says}" for n, each in enumerate(permit.backends[:6], 1))
    sign = "yes" if any(each.says == "yes" for each in permit.backends) else "no"
    if permit.superuser and permit.active:
        sign = ""
    return Finding(sign, "Backends, in order", lines or ("none",), HAS_PERM, "settings.AUTHENTICATION_BACKENDS")


def _cache(permit: Permit) -> Finding:
    ask = f"{permit.user}.has_perm(…) again after User.objects.get(…)"
    if not permit.cached:
        return Finding("no", "Cached?", "this object had asked nothing before", BACKEND, ON_OBJECT)
    if permit.obj or permit.superuser or not permit.active:
        return Finding("", "Cached?", "yes, but not looked at for this answer", BACKEND, ON_OBJECT)
    if permit.fresh is None or permit.fresh == permit.answer:
        return Finding("yes", "Cached?", "yes, from an earlier question; still right", BACKEND, ON_OBJECT)
    says = f"yes, and out of date: ask again with a fresh object, and it is {permit.fresh}"
    return Finding("yes", "Cached?", says, BACKEND, cut(ask, 80))


def _object(permit: Permit) -> Finding:
    if not permit.obj:
        return Finding(
            "", "An object?", "none given: the question is about all of them", BACKEND, "has_perm(permission)"
        )
    says = f"{shorten(permit.obj, 60)}: ModelBackend says no for any object"
    says += f"; without it the answer is {permit.without}" if permit.without is not None else ""
    return Finding("no", "An object?", says, BACKEND, "has_perm(permission, obj)")
