"""`microscope()`: what it finds in real exchanges of the site."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import requests

from classroom import CourseError, microscope, open_site
from classroom.site.live_site import LiveSite

PASSWORD = "only-for-class"
LOGIN, LOGOUT = "/accounts/login/", "/accounts/logout/"


@pytest.fixture
def site() -> Iterator[LiveSite]:
    site = open_site()
    site.reset()
    yield site
    site.reset()


@pytest.fixture
def client() -> Iterator[requests.Session]:
    with requests.Session() as client:
        yield client


def send(site: LiveSite, client: requests.Session, path: str = LOGIN, **fields: str) -> str:
    """Post a form with its CSRF token; return the text of the microscope on one line."""
    client.get(site.url + LOGIN, timeout=10)
    token = {"csrfmiddlewaretoken": client.cookies["csrftoken"] or ""}
    client.post(site.url + path, data={**token, **fields}, allow_redirects=False, timeout=30)
    return seen(site)


def seen(site: LiveSite) -> str:
    return " ".join(repr(microscope(site.exchanges[-1])).split())


def log_in(site: LiveSite, client: requests.Session, name: str = "alice") -> str:
    return send(site, client, username=name, password=PASSWORD)


def test_a_login_shows_each_thing_that_was_written(site: LiveSite, client: requests.Session) -> None:
    client.get(site.url + "/desk/counter/", timeout=10)
    text = log_in(site, client)
    steps = [
        "✓ CSRF check: passed",
        "✓ Form: bound: username = alice, password = ••••; valid",
        "✓ Backend: ModelBackend answered: alice",
        "✓ Hash: compared: pbkdf2_sha256, 10,000 rounds; matches; not upgraded",
        "✓ Session key: changed:",
        "its data came along: visits",
        "1. _auth_user_id = 1 2. _auth_user_backend = django.contrib.auth.backends.ModelBackend 3. _auth_user_hash = ",
        "✓ request.user: AnonymousUser → alice",
        "✓ CSRF token: rotated:",
        "✓ Signal: user_logged_in: alice",
        "✓ last_login: set to now",
        "✓ Session: its row was written",
        "✓ Cookies: csrftoken=",
    ]
    places = [text.find(each) for each in steps]
    assert -1 not in places and places == sorted(places), list(zip(steps, places, strict=True))
    assert PASSWORD not in text
    assert site.sessions[0].data["_auth_user_hash"] not in text


def test_the_numbers_of_the_proof_are_those_of_the_recording(site: LiveSite, client: requests.Session) -> None:
    log_in(site, client)
    exchange = site.exchanges[-1]
    assert exchange.notes is not None
    proofs = re.findall(r"SQL ([0-9]+) (SELECT|INSERT|UPDATE|DELETE)\b", repr(microscope(exchange)))
    assert {word for _, word in proofs} == {"SELECT", "INSERT", "UPDATE"}
    for number, word in proofs:
        assert exchange.notes.statements[int(number) - 1].sql.startswith(word)
    header = repr(microscope(exchange)).split("sessionid=")[1].split("header ")[1].split(")")[0]
    assert exchange.response.headers[int(header) - 1][1].startswith("sessionid=")


def test_an_upgraded_hash_is_told(site: LiveSite, client: requests.Session) -> None:
    from django.contrib.auth import get_user_model
    from django.contrib.auth.hashers import PBKDF2PasswordHasher

    weak = PBKDF2PasswordHasher().encode(PASSWORD, "salt", 500)
    get_user_model().objects.filter(username="alice").update(password=weak)
    assert "compared: pbkdf2_sha256, 10,000 rounds; upgraded: the password was hashed anew" in log_in(site, client)
    assert "not upgraded" in log_in(site, client)


def test_the_same_user_again_keeps_the_key_and_another_user_does_not(site: LiveSite, client: requests.Session) -> None:
    log_in(site, client)
    key = client.cookies["sessionid"]
    again = log_in(site, client)
    assert client.cookies["sessionid"] == key
    assert "✗ Session key: unchanged:" in again and "(the same user again)" in again
    assert "the same value again" in again
    client.get(site.url + "/desk/counter/", timeout=10)
    assert "✓ Session key: flushed, it was alice's:" in (other := log_in(site, client, "bob"))
    assert "gone: visits" in other and "request.user: alice → bob" in other


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("alice", "✗ Hash: compared: pbkdf2_sha256, 10,000 rounds; it does not match"),
        ("nobody", "✗ Hash: no such user; one was made all the same (pbkdf2_sha256, 10,000 rounds)"),
        ("bob", "✗ Hash: refused, whatever the password: the user is not active"),
        ("mina", "✗ Hash: the password is set unusable"),
        ("jun", "✗ Hash: the field password holds no hash"),
    ],
)
def test_a_login_that_fails_writes_nothing(site: LiveSite, client: requests.Session, name: str, says: str) -> None:
    from django.contrib.auth import get_user_model

    users = get_user_model().objects
    users.filter(username="bob").update(is_active=False)
    users.filter(username="mina").update(password="!nothing")
    users.filter(username="jun").update(password="plain")
    text = send(site, client, username=name, password="wrong")
    assert says in text
    for part in (
        f"ModelBackend answered None for “{name}”",
        "Signal: user_login_failed",
        "The answer is 200 OK.",
        "✗ Session: none before, none now",
        "✗ CSRF token: not rotated [no rotate_token()] [the same value again",
        "✗ last_login: not touched",
    ):
        assert part in text
    assert site.sessions == ()


def test_a_form_that_is_not_complete_asks_nobody(site: LiveSite, client: requests.Session) -> None:
    text = send(site, client, username="alice", password="")
    assert "not valid: “This field is required.”" in text and "authenticate(): not called" in text


def test_a_csrf_failure_comes_before_all_hashing(site: LiveSite, client: requests.Session) -> None:
    client.get(site.url + LOGIN, timeout=10)
    client.post(site.url + LOGIN, data={"username": "alice", "password": PASSWORD}, timeout=10)
    text = seen(site)
    assert "✗ CSRF check: refused: no token in the form" in text
    assert "✗ View: never called" in text and "✗ Hash: none was compared" in text and "no SELECT of a user" in text
    client.cookies.clear()
    client.post(site.url + LOGIN, data={"username": "alice"}, timeout=10)
    assert "refused: no cookie csrftoken came" in seen(site)
    assert "does not belong to the cookie" in send(site, client, csrfmiddlewaretoken="x" * 32)


def test_a_logout_deletes_one_session(site: LiveSite, client: requests.Session) -> None:
    with requests.Session() as elsewhere:
        log_in(site, elsewhere)
    log_in(site, client)
    text = send(site, client, LOGOUT)
    for part in (
        "✓ Signal: user_logged_out, first of all: alice is still known",
        "✓ Session: deleted:",
        "✗ Other devices: theirs stay",
        "✓ request.user: alice → AnonymousUser",
        "✗ CSRF token: not rotated",
        "None: the answer is the view's own",
        'sessionid="" (the client is to forget it',
    ):
        assert part in text
    assert len(site.sessions) == 1


def test_a_stranger_may_log_out(site: LiveSite, client: requests.Session) -> None:
    text = send(site, client, LOGOUT)
    assert "logout() ran for a stranger: no error." in text
    assert "✗ Session: nothing to delete: the client brought no session" in text
    assert "✗ Cookies: none" in text
    client.get(site.url + "/desk/counter/", timeout=10)
    assert "✓ Session: deleted:" in (text := send(site, client, LOGOUT)) and "all it held: visits" in text


def test_logging_out_by_get_does_nothing(site: LiveSite, client: requests.Session) -> None:
    log_in(site, client)
    client.get(site.url + LOGOUT, timeout=10)
    assert "✗ Method: GET is not answered here; allowed: POST, OPTIONS" in (text := seen(site))
    assert "✗ Session: unchanged:" in text


def test_a_sign_up_logs_in_without_a_password(site: LiveSite, client: requests.Session) -> None:
    new = "a long one, 1234"
    text = send(site, client, "/accounts/signup/", username="newcomer", password1=new, password2=new)
    assert "✓ User: a new user, made by this request" in text and "✗ Hash: none compared" in text
    assert "✓ Session key: new:" in text and "a long one" not in text


@pytest.mark.parametrize("engine", ["cache", "cached_db", "file"])
def test_under_another_engine_the_same_is_seen(site: LiveSite, client: requests.Session, engine: str) -> None:
    site.keep_sessions_in(engine)
    client.get(site.url + "/desk/counter/", timeout=10)
    text = log_in(site, client)
    assert "✓ Session key: changed:" in text and "✓ Session: kept on the way out" in text.replace("its row was", "kept")
    assert "✓ Session: deleted:" in send(site, client, LOGOUT)


def test_under_signed_cookies_the_server_keeps_nothing(site: LiveSite, client: requests.Session) -> None:
    site.keep_sessions_in("signed_cookies")
    text = log_in(site, client)
    assert "no key: the cookie holds the session" in text and "the server keeps nothing" in text
    copied = {"sessionid": client.cookies["sessionid"] or ""}
    assert "no row to delete" in (text := send(site, client, LOGOUT)) and "is still logged in" in text
    page = requests.get(site.url + "/desk/hello/", cookies=copied, timeout=10)
    assert "alice" in page.text, "the drawing says so: a copy still works"


def test_looking_on_runs_no_statement_and_leaves_no_trace(site: LiveSite, client: requests.Session) -> None:
    """The signal receivers run no query: users are looked up after the response."""
    send(site, client, username="nobody", password="x")
    exchange = site.exchanges[-1]
    assert exchange.notes is not None
    assert len(exchange.notes.statements) == 1
    assert exchange.notes.events[0].fact("known") == "no"
    assert not [each for event in exchange.notes.events for each in event.facts if "$" in each[1]], "no hash, no salt"


def test_it_wants_one_exchange(site: LiveSite, client: requests.Session) -> None:
    client.get(site.url + "/", timeout=10)
    assert "No login() and no logout() here." in seen(site)
    for wrong in (site.exchanges * 2, (), "x"):
        with pytest.raises(CourseError, match=r"microscope\(\)"):
            microscope(wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("encoded", "says"),
    [
        ("pbkdf2_sha256$1000000$salt$hash", "pbkdf2_sha256, 1,000,000 rounds"),
        ("!unusable", "unusable"),
        ("plain", "no hash"),
        ("pbkdf2_sha256$many$salt", "no hash"),
        (None, "no hash"),
    ],
)
def test_a_password_is_told_by_algorithm_and_cost_alone(encoded: str | None, says: str) -> None:
    open_site()
    from classroom.record.auth_events import scheme

    assert scheme(encoded) == says
