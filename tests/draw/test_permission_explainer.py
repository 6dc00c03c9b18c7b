"""The drawing of the permission explainer: it names the reason that decided."""

from __future__ import annotations

import pytest
from examples import PERMIT

from classroom.draw.permissions.explainer import BackendAnswer, PermissionFacts, permission_explanation
from classroom.draw.sheet import MOST, Finding, Sheet, sheet_view

NO = (BackendAnswer("ModelBackend", "no"),)


def outcome(facts: PermissionFacts) -> str:
    return permission_explanation(facts).text.splitlines()[1].strip()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, "✓ Yes: it comes from the group editors."),
        ({"direct": True}, "✓ Yes: it comes from the group editors and the user's own permissions."),
        ({"superuser": True}, "✓ Yes: an active superuser has every permission."),
        ({"fresh": False}, "✓ Yes: but only because this object remembers: a user freshly loaded is told no."),
        ({"giving": (), "backends": (BackendAnswer("ByOwner", "yes"),)}, "✓ Yes: ByOwner says so."),
        ({"answer": False, "active": False, "superuser": True}, "✗ No: the user is not active; that comes before"),
        ({"answer": False, "backends": (BackendAnswer("Stern", "denied"),)}, "✗ No: a backend raised PermissionDenied"),
        ({"answer": False, "backends": NO}, "✗ No: but a user freshly loaded is told yes: this object is older"),
        ({"answer": False, "backends": NO, "fresh": False}, "✗ No: it was given, but no backend of the settings"),
        ({"answer": False, "backends": NO, "fresh": False, "giving": ()}, "✗ No: neither the user nor a group"),
        ({"answer": False, "exists": False, "giving": ()}, "✗ No: no such permission exists, and no error says so."),
    ],
)
def test_the_reason(changes: dict[str, object], says: str) -> None:
    assert outcome(PERMIT._replace(**changes)).startswith(says)  # type: ignore[arg-type]


def test_a_cache_that_did_not_decide_is_not_blamed() -> None:
    inactive = PERMIT._replace(answer=False, active=False, cached=True, fresh=True)
    assert "yes, but not looked at for this answer" in permission_explanation(inactive).text


def test_a_sheet_has_an_end() -> None:
    findings = [Finding("yes", f"row {n}", "x" * 1_000) for n in range(100)]
    view = sheet_view(Sheet("Sheet", "about", "done", True, ("a", "b", "c", "d"), ("yes:", "no:"), findings))
    assert f"row {MOST - 1}:" in view.text and f"row {MOST}:" not in view.text
    assert len(view.html) < 50_000
