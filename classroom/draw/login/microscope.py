"""The login microscope: what `login()` and `logout()` did in one exchange, what they did not do, and the proof."""

from __future__ import annotations

from classroom.draw.login.login_steps import FORM, failed_steps, login_steps
from classroom.draw.login.logout_steps import logout_steps
from classroom.draw.login.look import CSRF_COOKIE, SESSION_TABLE, Look, key_of
from classroom.draw.sheet import Finding, Sheet, sheet_view
from classroom.draw.view import View, note
from classroom.draw.words import cut, milliseconds, shorten, status_line
from classroom.record.exchange import SESSION_COOKIE, Exchange

COLUMNS = ("step", "what happened", "where in Django", "proof in the exchange")
CSRF_CHECK = "CsrfViewMiddleware, middleware/csrf.py"
SAVE = "SessionMiddleware, sessions/middleware.py"
STEPS = {"user_logged_in": login_steps, "user_login_failed": failed_steps, "user_logged_out": logout_steps}


def microscope(exchange: Exchange) -> View:
    """Draw the steps of one login or logout, done or refused. Passwords and whole hashes are never shown."""
    about = f"exchange {exchange.number}: {cut(exchange.method, 12)} {shorten(exchange.target, 50)}"
    about += f" → {status_line(exchange)}"
    if exchange.notes is None:
        words = f"Login microscope, {about}. Django was not asked, so nobody logged in or out."
        return View(note(words), words)
    look = Look(exchange, exchange.notes)
    outcome, good, findings = _read(look)
    if not findings:
        words = f"Login microscope, {about}. {outcome}"
        return View(note(words), words)
    return sheet_view(
        Sheet("Login microscope", about, outcome, good, COLUMNS, ("happened:", "did not happen:"), findings)
    )


def _read(look: Look) -> tuple[str, bool, list[Finding]]:
    """The outcome in a sentence, whether the request succeeded, and the steps."""
    exchange, notes = look.exchange, look.notes
    if notes.events:
        return _with_events(look)
    if exchange.status == 403 and not notes.view and exchange.method == "POST" and "CsrfViewMiddleware" in notes.layers:
        return "Refused before the view: no form, no hashing, no login() and no logout().", False, _csrf_failure(look)
    if exchange.status == 405:
        allowed = exchange.response.header("allow") or "other methods"
        refused = Finding(
            "no", "Method", f"{cut(exchange.method, 12)} is not answered here; allowed: {allowed}",
            "the view's dispatch(), views/generic/base.py", "the header Allow",
        )  # fmt: skip
        return "Refused for its method: the view's code did not run.", False, [refused, *_nothing_done(look)]
    names = [name for name, _ in exchange.form if name != "csrfmiddlewaretoken"]
    if exchange.method == "POST" and "password" in names and len(names) > 1:
        return _no_event(look)
    return "No login() and no logout() here. A form that a GET shows is not bound: it compares nothing.", False, []


def _with_events(look: Look) -> tuple[str, bool, list[Finding]]:
    events, findings, start = look.notes.events, [_csrf_passed(look)], 0
    for event in events:
        if event.name in STEPS:
            findings += STEPS[event.name](look, event, start)
            start = event.position
    last = events[-1]
    user = shorten(last.fact("user"))
    if last.name == "user_logged_out":
        outcome = f"logout() ran: {user} is logged out." if user else "logout() ran for a stranger: no error."
        findings.append(_cookies(look))
    elif last.name == "user_logged_in":
        saved = look.after is not None
        outcome = f"login() ran: this session is {user}'s now." if saved else "login() ran, but nothing was kept."
        findings += [_saved(look), _cookies(look)]
    else:
        outcome = f"Not logged in: authenticate() found no user. The answer is {status_line(look.exchange)}."
        findings += _nothing_done(look)
    if look.notes.error:
        findings.append(Finding("no", "The view's end", look.notes.error, "after that", status_line(look.exchange)))
    return outcome, last.name != "user_login_failed" and not look.notes.error, findings


def _no_event(look: Look) -> tuple[str, bool, list[Finding]]:
    """The steps where a name and a password were posted, and Django's auth app sent no signal."""
    errors = look.errors
    if errors:
        outcome = "Not logged in: the form is not valid, so authenticate() was not called."
        form = Finding("no", "Form", f"bound, not valid: “{errors[0]}”", FORM, "the error list in the page")
    elif look.exchange.status == 200:
        outcome = "Not logged in, and no error shown: a form that is not bound is silent."
        says = "most likely not bound: is request its first argument? AuthenticationForm(request, data=request.POST)"
        form = Finding("no", "Form", says, FORM, "a page without an error list, and no signal")
    else:
        outcome = "Not logged in: the view answered without asking Django's auth app."
        form = Finding("no", "Form", f"{look.fields} arrived", FORM, "the body of the POST")
    asked = Finding(
        "no", "authenticate()", "not called: no hash was compared", "auth/__init__.py",
        "neither user_logged_in nor user_login_failed was sent",
    )  # fmt: skip
    return outcome, False, [_csrf_passed(look), form, asked, *_nothing_done(look)]


def _csrf_passed(look: Look) -> Finding:
    if look.exchange.method not in ("POST", "PUT", "PATCH", "DELETE"):
        return Finding("no", "CSRF check", f"none: {cut(look.exchange.method, 12)} is not checked", CSRF_CHECK)
    if "CsrfViewMiddleware" not in look.notes.layers:
        return Finding("no", "CSRF check", "this project has no CsrfViewMiddleware", CSRF_CHECK)
    if not _has_token(look):
        return Finding("no", "CSRF check", "no token came, and the view ran all the same", CSRF_CHECK, "csrf_exempt?")
    return Finding("yes", "CSRF check", "passed: the token belongs to the cookie", CSRF_CHECK, "the view ran")


def _has_token(look: Look) -> bool:
    field = any(name == "csrfmiddlewaretoken" for name, _ in look.exchange.form)
    return field or look.exchange.request.header("x-csrftoken") is not None


def _csrf_failure(look: Look) -> list[Finding]:
    exchange = look.exchange
    why = "the token does not belong to the cookie, or Origin is foreign"
    if not look.request_cookie(CSRF_COOKIE):
        why = "no cookie csrftoken came"
    elif not _has_token(look):
        why = "no token in the form"
    user_row = look.sql(r"SELECT .*\.password\b.* FROM ")
    out = [step.layer for step in look.notes.steps if step.way == "out"]
    return [
        Finding("no", "CSRF check", f"refused: {why}", CSRF_CHECK, status_line(exchange)),
        Finding("no", "View", "never called", "the way in ends in process_view()", "no step of the view"),
        Finding("no", "Form", "none was made", FORM, "no view ran"),
        Finding(
            "no", "Hash", "none was compared: that is why it is quick", "no authenticate()",
            f"{milliseconds(exchange.milliseconds)}; " + (look.proof((user_row, "")) or "no SELECT of a user"),
        ),
        *_nothing_done(look),
        Finding("yes", "Way out", "every layer still saw the response", "process_response", f"{len(out)} steps out"),
    ]  # fmt: skip


def _nothing_done(look: Look) -> list[Finding]:
    """The steps that did not happen, for a request without login and logout."""
    wrote = look.sql(rf"(INSERT INTO|UPDATE|DELETE FROM) {SESSION_TABLE}\b")
    key = f"unchanged: {key_of(look.before)}" if look.before else "none before, none now"
    session = (
        Finding("no", "Session", key, "no login(), no logout()", f"no statement writes {SESSION_TABLE}")
        if look.session_same and not wrote
        else Finding("yes", "Session", "written, by something else than a login", SAVE, look.proof((wrote, "")))
    )
    last_login = look.sql(r"UPDATE \S+ SET last_login")
    return [
        session,
        Finding("no", "CSRF token", "not rotated", "no rotate_token()", _same_token(look)),
        Finding("no", "last_login", "not touched", "no user_logged_in", look.proof((last_login, "")) or "no UPDATE"),
        _cookies(look),
    ]


def _same_token(look: Look) -> str:
    given = look.response_cookie(CSRF_COOKIE)
    if given is None:
        return "no csrftoken in the response"
    same = "the same value again, " if given == look.request_cookie(CSRF_COOKIE) else "another value, "
    return same + look.header_line(CSRF_COOKIE)


def _saved(look: Look) -> Finding:
    if look.after is None:
        return Finding("no", "Session", "not saved", SAVE, status_line(look.exchange))
    written = look.last_sql(rf"(UPDATE|INSERT INTO) {SESSION_TABLE}\b")
    where = {
        "db": "its row was written on the way out",
        "cookie": "the whole session went into the cookie: the server keeps nothing",
    }.get(look.after.place, f"kept on the way out ({look.after.place})")
    proof = look.proof((written, SESSION_TABLE)) or f"{look.after.size} bytes"
    return Finding("yes", "Session", where, SAVE, proof)


def _cookies(look: Look) -> Finding:
    """The Set-Cookie headers, in order, each with its effect on the client's jar."""
    given = look.exchange.response_cookies
    if not given:
        return Finding("no", "Cookies", "none: the response has no Set-Cookie line", SAVE, "its headers")
    lines = []
    for each in given[:4]:
        old = look.request_cookie(each.name)
        does = "new" if not old else "the same value again" if old == each.value else "replaced"
        does = "the client is to forget it" if each.deletes else does
        lines.append(f"{cut(each.name, 30)}={shorten(each.value, 12)} ({does}; {look.header_line(each.name)})")
    if len(given) > 4:
        lines.append(f"… and {len(given) - 4} more")
    session = any(each.name == SESSION_COOKIE for each in given)
    return Finding("yes", "Cookies", tuple(lines), SAVE if session else CSRF_CHECK, "Set-Cookie lines")
