"""The drawing of the login microscope, from example exchanges: cases that do not occur on the demo site."""

from __future__ import annotations

import json

from examples import BACKEND, OTHER_KEY, auth_event, exchange, login_exchange, login_failed, row

from classroom.draw.login.microscope import microscope
from classroom.record.exchange import Exchange, ServerNotes
from classroom.workshop.plain_notes import from_plain, to_plain


def seen(one: Exchange) -> str:
    return " ".join(microscope(one).text.split())


def with_notes(one: Exchange, status: str = "302 Found", body: bytes = b"", **notes: object) -> Exchange:
    assert one.notes is not None
    return exchange(
        one.number, "POST /x/ HTTP/1.1", status, body=body, request=one.request,
        notes=one.notes._replace(**notes),  # type: ignore[arg-type]
    )  # fmt: skip


def test_a_form_that_is_not_bound_is_silent() -> None:
    text = seen(with_notes(login_failed(), "200 OK", b"<form>the form again</form>", events=(), statements=()))
    assert "no error shown: a form that is not bound is silent" in text
    assert "AuthenticationForm(request, data=request.POST)" in text
    assert "authenticate(): not called" in text


def test_a_view_that_asks_nobody() -> None:
    text = seen(with_notes(login_failed(), "302 Found", events=(), statements=()))
    assert "the view answered without asking Django's auth app" in text and "alice" in text
    assert "only-for-class" not in text


def test_a_login_whose_view_fails_is_not_kept() -> None:
    text = seen(
        with_notes(login_exchange(), "500 Internal Server Error", session_after=None, error="ValueError: late (line 3)")
    )
    assert "✗ login() ran, but nothing was kept." in text
    assert "✗ Session key: none yet, but the session was not saved" in text
    assert "✗ Session: not saved" in text and "ValueError: late (line 3)" in text


def test_a_password_changed_elsewhere_flushes() -> None:
    before = row("k", _auth_user_id="1", _auth_user_backend=BACKEND, _auth_user_hash="another", cart=1)
    text = seen(with_notes(login_exchange(), session_before=before))
    assert "flushed, since the hash of the password is another: k → 4nplnh1…msy0; gone: cart" in text


def test_backends_that_were_asked_before_are_named() -> None:
    event = auth_event("user_logged_in", 5, backend=BACKEND, backends=f"accounts.backends.ByMail {BACKEND} a.Last")
    text = seen(with_notes(login_exchange(), events=(event,)))
    assert "ModelBackend answered: alice; asked before it: ByMail" in text and "Last" not in text


def test_two_signals_in_one_exchange_are_two_parts() -> None:
    events = (auth_event("user_login_failed", 1), auth_event("user_logged_in", 5))
    text = seen(with_notes(login_exchange(), events=events))
    assert text.index("user_login_failed") < text.index("user_logged_in")
    assert "login() ran" in text


def test_a_check_that_was_not_made_is_not_called_passed() -> None:
    assert "this project has no CsrfViewMiddleware" in seen(with_notes(login_exchange(), layers=()))
    one = login_exchange()
    bare = exchange(1, "POST /x/ HTTP/1.1", form=b"username=alice&password=x", notes=one.notes)
    assert "✗ CSRF check: no token came, and the view ran all the same" in seen(bare)


def test_what_never_came_to_django() -> None:
    assert "Django was not asked" in seen(exchange(notes=None))


def test_parameters_without_quotation_marks_do_not_hide_a_statement() -> None:
    assert "SQL 5 UPDATE" in seen(login_exchange())


def test_the_events_travel_through_the_pipe_of_a_workshop() -> None:
    notes = login_exchange().notes
    assert notes is not None
    assert from_plain(json.loads(json.dumps(to_plain(notes)))) == notes
    assert ServerNotes().events == ()


def test_no_hash_and_no_password_is_shown() -> None:
    html, text = microscope(login_exchange()).html, microscope(login_exchange()).text
    for secret in ("only-for-class", "10b593e4af10b593e4af", OTHER_KEY):
        assert secret not in html and secret not in text
