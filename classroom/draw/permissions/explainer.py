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


class BackendAnswer(NamedTuple):
    """The answer of one backend. says: "yes", "no", "denied" (it raised PermissionDenied) or "not asked"."""

    name: str
    says: str


class PermissionFacts(NamedTuple):
    """The facts about one call of `user.has_perm(permission, obj)`.

    user: the user's name; "AnonymousUser" for one. anonymous, active, superuser: as on the user object.
    permission: the string that was asked for. exists: whether there is such a row. named: its readable name.
    model: its content type, "app_label.model". nearest: existing permissions with similar names.
    direct: whether the user has it directly, in the database. groups: the user's groups there.
    giving: those of them that have it. backends: in the order of the settings. answer: what `has_perm` returned.
    cached: whether the user object has cached permissions of an earlier call.
    fresh: the answer for the user loaded again; None if there is no such row.
    obj: the object that was passed, as text; "" for none. without: the answer for the user loaded again, without it.
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
    backends: tuple[BackendAnswer, ...] = ()
    cached: bool = False
    fresh: bool | None = None
    obj: str = ""
    without: bool | None = None


def permission_explanation(facts: PermissionFacts) -> View:
    """Draw why the answer is what it is."""
    obj = f", {shorten(facts.obj, 30)}" if facts.obj else ""
    about = f"{shorten(facts.user, 30)}.has_perm({shorten(repr(facts.permission), 50)}{obj}) → {facts.answer}"
    outcome = f"{'Yes' if facts.answer else 'No'}: {_because(facts)}"
    rows = [_active(facts), _superuser(facts), _string(facts)]
    if facts.exists:
        rows.append(Finding("", "Content type", facts.model, "contenttypes/models.py", "permission.content_type"))
    rows += [] if facts.anonymous else [_direct(facts), _groups(facts)]
    rows.append(_backends(facts))
    rows += [] if facts.anonymous else [_cache(facts)]
    rows.append(_object(facts))
    return sheet_view(Sheet("Permission explainer", about, outcome, facts.answer, COLUMNS, ("yes:", "no:"), rows))


def _because(facts: PermissionFacts) -> str:
    """The one reason that decided."""
    if facts.answer:
        if facts.superuser and facts.active:
            extra = "" if facts.exists else ", even one that does not exist"
            return f"an active superuser has every permission{extra}."
        if facts.fresh is False and not facts.obj:
            return "but only because this object remembers: a user freshly loaded is told no."
        if facts.giving or facts.direct:
            givers = [f"the group {cut(name, 40)}" for name in facts.giving[:3]]
            givers += ["the user's own permissions"] if facts.direct else []
            return f"it comes from {' and '.join(givers)}."
        yes = [each.name for each in facts.backends if each.says == "yes"]
        return f"{shorten(yes[0], 60) if yes else 'a backend'} says so."
    if facts.anonymous:
        return "a stranger has no permissions; log in first."
    if not facts.active:
        return "the user is not active; that comes before everything, for a superuser too."
    if any(each.says == "denied" for each in facts.backends):
        return "a backend raised PermissionDenied, and the others were not asked."
    if not facts.exists:
        hint = f" Did you mean {facts.nearest[0]!r}?" if len(facts.nearest) == 1 else ""
        return f"no such permission exists, and no error says so.{hint}"
    if facts.obj and facts.without:
        return "an object was given, and ModelBackend knows no permissions for single objects."
    if facts.fresh and not facts.obj:
        why = "asked before it was granted, and remembers" if facts.cached else "is older than its row"
        return f"but a user freshly loaded is told yes: this object {why}."
    if facts.giving or facts.direct:
        return "it was given, but no backend of the settings says so."
    return "neither the user nor a group of theirs has it."


def _active(facts: PermissionFacts) -> Finding:
    if facts.anonymous:
        return Finding(
            "no", "Active?", "AnonymousUser: never active", "AnonymousUser, auth/models.py", "user.is_active"
        )
    says = "yes" if facts.active else "no: every backend of Django's says no to everything"
    return Finding("yes" if facts.active else "no", "Active?", says, BACKEND, "user.is_active")


def _superuser(facts: PermissionFacts) -> Finding:
    says = "no"
    if facts.superuser:
        says = "yes: nothing else is asked" if facts.active else "yes, but not active: it does not count"
    return Finding("yes" if facts.superuser else "no", "Superuser?", says, HAS_PERM, "user.is_superuser")


def _string(facts: PermissionFacts) -> Finding:
    where = "Permission, auth/models.py"
    asked = "Permission.objects.filter(codename=…)"
    if facts.exists:
        return Finding("yes", "The string", f"{facts.permission}: “{cut(facts.named, 80)}”", where, asked)
    app, dot, codename = facts.permission.partition(".")
    formed = bool(app and dot and codename and "." not in codename)
    wrong = "there is no such permission" if formed else "it is not written app_label.codename"
    near = f"; near it: {', '.join(facts.nearest[:3])}" if facts.nearest else ""
    return Finding("no", "The string", f"{shorten(repr(facts.permission), 60)}: {wrong}{near}", where, asked)


def _direct(facts: PermissionFacts) -> Finding:
    says = "yes, given to the user by name" if facts.direct else "not given to the user by name"
    return Finding("yes" if facts.direct else "no", "User's own?", says, BACKEND, "user.get_user_permissions()")


def _groups(facts: PermissionFacts) -> Finding:
    names = ", ".join(cut(name, 40) for name in facts.groups[:5]) or "none"
    says = f"no: {'in no group' if not facts.groups else f'in {names}; none of them has it'}"
    if facts.giving:
        giving = ", ".join(cut(name, 40) for name in facts.giving[:5])
        says = f"given by {giving}" + (f" (the user's groups: {names})" if facts.groups != facts.giving else "")
    return Finding("yes" if facts.giving else "no", "A group?", says, BACKEND, "user.get_group_permissions()")


def _backends(facts: PermissionFacts) -> Finding:
    lines = tuple(f"{n}. {shorten(each.name, 60)}: {each.says}" for n, each in enumerate(facts.backends[:6], 1))
    sign = "yes" if any(each.says == "yes" for each in facts.backends) else "no"
    if facts.superuser and facts.active:
        sign = ""
    return Finding(sign, "Backends, in order", lines or ("none",), HAS_PERM, "settings.AUTHENTICATION_BACKENDS")


def _cache(facts: PermissionFacts) -> Finding:
    ask = f"{facts.user}.has_perm(…) again after User.objects.get(…)"
    if not facts.cached:
        return Finding("no", "Cached?", "this object had asked nothing before", BACKEND, ON_OBJECT)
    if facts.obj or facts.superuser or not facts.active:
        return Finding("", "Cached?", "yes, but not looked at for this answer", BACKEND, ON_OBJECT)
    if facts.fresh is None or facts.fresh == facts.answer:
        return Finding("yes", "Cached?", "yes, from an earlier question; still right", BACKEND, ON_OBJECT)
    says = f"yes, and out of date: ask again with a fresh object, and it is {facts.fresh}"
    return Finding("yes", "Cached?", says, BACKEND, cut(ask, 80))


def _object(facts: PermissionFacts) -> Finding:
    if not facts.obj:
        return Finding(
            "", "An object?", "none given: the question is about all of them", BACKEND, "has_perm(permission)"
        )
    if facts.superuser and facts.active:
        says = f"{shorten(facts.obj, 60)}: no backend was asked about it"
        return Finding("", "An object?", says, HAS_PERM, "has_perm(permission, obj)")
    says = f"{shorten(facts.obj, 60)}: ModelBackend says no for any object"
    says += f"; without it the answer is {facts.without}" if facts.without is not None else ""
    return Finding("no", "An object?", says, BACKEND, "has_perm(permission, obj)")
