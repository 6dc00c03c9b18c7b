"""Example exchanges: a short, realistic conversation and a few hostile ones; and every drawing of them."""

from __future__ import annotations

import base64
import json
import math

from classroom.check.prediction import Choice, Prediction
from classroom.cookies.explain import explain_cookie
from classroom.draw.browser.mini_browser import mini_browser
from classroom.draw.cookies.explainer import cookie_explanation
from classroom.draw.exchange.viewer import exchange_viewer
from classroom.draw.ladder.ladder import ladder
from classroom.draw.login.microscope import microscope
from classroom.draw.middleware.onion import onion
from classroom.draw.permissions.explainer import BackendAnswer, PermissionFacts, permission_explanation
from classroom.draw.quiz.quiz import quiz_view
from classroom.draw.quiz.verdict import hint_view, solution_view, verdict_view
from classroom.draw.sessions.both_sides import JarCookie, both_sides
from classroom.draw.sessions.explorer import Holder, Login, session_explorer
from classroom.draw.time.time_machine import Life, time_machine_view
from classroom.draw.view import View
from classroom.record.exchange import Event, Exchange, Message, ServerNotes, SessionRow, Statement, Step

NOW = 1_795_000_000.0
FORTNIGHT = 1_209_600
KEY = "aadx0qk094br84hf3wibxk0jsf78yqry"
OTHER_KEY = "4nplnh16ioxl2l01xvay5gj1zuj1msy0"
LAYERS = (
    "SecurityMiddleware",
    "SessionMiddleware",
    "CommonMiddleware",
    "CsrfViewMiddleware",
    "AuthenticationMiddleware",
    "MessageMiddleware",
    "XFrameOptionsMiddleware",
)
LAX = "Path=/; SameSite=Lax"
SELECT = (
    'SELECT "django_session"."session_key", "django_session"."session_data", "django_session"."expire_date" '
    'FROM "django_session" WHERE "django_session"."session_key" = %s LIMIT 21'
)
INSERT = 'INSERT INTO "django_session" ("session_key", "session_data", "expire_date") VALUES (%s, %s, %s)'
PAGE = """<!DOCTYPE html>
<html lang="en">
  <head><meta charset="utf-8"><title>The desk</title><link rel="stylesheet" href="/static/site.css"></head>
  <body>
    <header><a href="/">Neighbourhood</a> · <a href="/articles/">Articles</a> · <a href="/market/">Market</a></header>
    <main><h1>Hello, stranger.</h1><p>You asked for this page, and the server has never met you. 안녕하세요!</p></main>
  </body>
</html>
"""


def row(key: str = KEY, expires: float = NOW + FORTNIGHT, **data: object) -> SessionRow:
    """A session row, its data encoded as Django does."""
    payload = base64.urlsafe_b64encode(json.dumps(data).encode()).decode().rstrip("=")
    return SessionRow(key, f"{payload}:1vNvZg:signature", expires)


def message(
    start: str, headers: list[tuple[str, str]] | None = None, body: bytes = b"", body_length: int | None = None
) -> Message:
    """A message with this start line, these headers and this body."""
    lines = [start, *(f"{name}: {value}" for name, value in headers or [])]
    head = "\r\n".join(lines).encode("utf-8", "surrogatepass") + b"\r\n\r\n"
    return Message(head, body, len(body) if body_length is None else body_length)


def exchange(
    number: int = 1,
    start: str = "GET /desk/hello/ HTTP/1.1",
    status: str = "200 OK",
    up: str = "",
    down: tuple[str, ...] = (),
    body: bytes = PAGE.encode(),
    kind: str = "text/html; charset=utf-8",
    form: bytes = b"",
    location: str = "",
    **more: object,
) -> Exchange:
    """An exchange as between `requests` and Django's server."""
    asked = [
        ("Host", "127.0.0.1:8123"),
        ("User-Agent", "python-requests/2.34.2"),
        ("Accept-Encoding", "gzip, deflate"),
        ("Accept", "*/*"),
        ("Connection", "keep-alive"),
    ]
    if up:
        asked.append(("Cookie", up))
    if form:
        asked += [("Content-Type", "application/x-www-form-urlencoded"), ("Content-Length", str(len(form)))]
    answered = [
        ("Date", "Sun, 22 Nov 2026 18:38:18 GMT"),
        ("Server", "WSGIServer/0.2 CPython/3.13.1"),
        ("Content-Type", kind),
        ("X-Frame-Options", "SAMEORIGIN"),
        ("Vary", "Cookie"),
        ("Content-Length", str(len(body))),
    ]
    if location:
        answered.append(("Location", location))
    answered += [("Set-Cookie", line) for line in down]
    values: dict[str, object] = {
        "number": number,
        "connection": 1,
        "client_port": 51_000,
        "started": NOW - 60 + number,
        "milliseconds": 4.2 + number * 2.1,
        "request": message(start, asked, form),
        "response": message(f"HTTP/1.1 {status}", answered, body),
        "notes": ServerNotes(view="desk.views.hello"),
    }
    return Exchange(**(values | more))  # type: ignore[arg-type]


def way(
    session_in: str = "not loaded",
    session_out: str = "{'visits': 1}",
    user: str = "not asked yet",
    status: int = 200,
    view: bool = True,
) -> tuple[Step, ...]:
    """The steps of one request through Django's usual middleware."""
    steps = []
    for place, layer in enumerate(LAYERS):
        steps.append(Step(layer, "in", "absent" if place < 1 else session_in, "absent" if place < 4 else user))
    for layer in reversed((*LAYERS, "view") if view else LAYERS):
        place = (*LAYERS, "view").index(layer)
        steps.append(
            Step(
                layer,
                "out",
                session_out,
                "absent"
                if place < 4 and user == "absent"
                else "AnonymousUser"
                if session_out.find("_auth") < 0
                else "alice",
                status,
            )
        )
    return tuple(steps)


def conversation() -> tuple[Exchange, ...]:
    """An anonymous visitor gets a session, opens the login page, logs in and is greeted by name."""
    session = f"sessionid={KEY}; expires=Sun, 06 Dec 2026 18:38:18 GMT; HttpOnly; Max-Age=1209600; {LAX}"
    token = (
        f"csrftoken=cPSjLWCF5FFG5wQLpSzI928I3pZ9RNqY; expires=Sun, 21 Nov 2027 18:38:18 GMT; Max-Age=31449600; {LAX}"
    )
    first, second = row(visits=1), row(visits=2)
    login = row(OTHER_KEY, visits=2, _auth_user_id="1", _auth_user_backend="django.contrib.auth.backends.ModelBackend")
    select = Statement(
        SELECT,
        f"('{KEY}',)",
        0.3,
    )
    return (
        exchange(
            1,
            "GET /desk/hello/ HTTP/1.1",
            notes=ServerNotes(view="desk.views.hello", steps=way("not loaded", "not loaded")),
        ),
        exchange(
            2,
            "GET /desk/counter/ HTTP/1.1",
            down=(session,),
            connection=2,
            client_port=51_002,
            notes=ServerNotes(
                view="desk.views.counter",
                session_after=first,
                statements=(
                    Statement(
                        INSERT,
                        f"('{KEY}', …)",
                        0.9,
                    ),
                ),
                steps=way(),
            ),
        ),
        exchange(
            3,
            "GET /accounts/login/?next=/articles/new/ HTTP/1.1",
            up=f"sessionid={KEY}",
            down=(token,),
            connection=2,
            client_port=51_002,
            notes=ServerNotes(
                view="django.contrib.auth.views.LoginView",
                session_before=first,
                session_after=second,
                statements=(select,),
                steps=way("not loaded", "{'visits': 2}"),
            ),
        ),
        exchange(
            4,
            "POST /accounts/login/ HTTP/1.1",
            "302 Found",
            up=f"sessionid={KEY}; csrftoken=cPSjLWCF5FFG5wQLpSzI928I3pZ9RNqY",
            down=(token.replace("cPSjLWCF", "HB84DQrh"), session.replace(KEY, OTHER_KEY)),
            body=b"",
            location="/accounts/profile/",
            form=b"username=alice&password=only-for-class&csrfmiddlewaretoken=cPSjLWCF5FFG5wQLpSzI928I3pZ9RNqY",
            connection=2,
            client_port=51_002,
            notes=ServerNotes(
                view="django.contrib.auth.views.LoginView",
                session_before=second,
                session_after=login,
                session_gone=True,
                user_after="alice",
                user_asked=True,
                statements=(
                    select,
                    Statement(
                        'SELECT "auth_user"."id" FROM "auth_user" WHERE "auth_user"."username" = %s', "('alice',)", 0.2
                    ),
                ),
                steps=way("not loaded", "{'visits': 2, '_auth_user_id': '1'}", status=302),
            ),
        ),
        exchange(
            5,
            "GET /static/missing.css HTTP/1.1",
            "404 Not Found",
            up=f"sessionid={OTHER_KEY}; csrftoken=HB84DQrh5FFG5wQLpSzI928I3pZ9RNqY",
            body=b"not here",
            kind="text/plain",
            notes=None,
            connection=3,
            client_port=51_009,
            remark="This address is not a page: Django was not asked.",
        ),
    )


def refused() -> Exchange:
    """A POST without its CSRF token: the middleware answers before the view."""
    return exchange(
        6,
        "POST /market/session-cart/add/ HTTP/1.1",
        "403 Forbidden",
        form=b"product=cutting-board",
        body=b"<h1>Forbidden</h1>",
        notes=ServerNotes(steps=way("not loaded", "not loaded", status=403, view=False), layers=LAYERS),
    )


BACKEND = "django.contrib.auth.backends.ModelBackend"


def auth_event(name: str, position: int = 0, **facts: str) -> Event:
    """A signal of Django's auth app, as the recorder notes it."""
    return Event(name, tuple({"user": "alice", "key": "", "backends": BACKEND, **facts}.items()), position)


def login_exchange() -> Exchange:
    """The login of the conversation, with all that the microscope reads."""
    login = conversation()[3]
    assert login.notes is not None and login.notes.session_before is not None
    sql = (
        'SELECT "auth_user"."id", "auth_user"."password" FROM "auth_user" WHERE "auth_user"."username" = %s LIMIT 21',
        SELECT,
        INSERT,
        'DELETE FROM "django_session" WHERE "django_session"."session_key" IN (%s)',
        'UPDATE "auth_user" SET "last_login" = %s WHERE "auth_user"."id" = %s',
        'UPDATE "django_session" SET "session_data" = %s WHERE "django_session"."session_key" = %s',
    )
    parameters = ("'alice'", *[f"'{KEY}'"] * 3, "1", f"'{OTHER_KEY}'")
    after = {"visits": 2, "_auth_user_id": "1", "_auth_user_backend": BACKEND, "_auth_user_hash": "10b593e4af" * 6}
    notes = login.notes._replace(
        layers=LAYERS,
        session_after=row(OTHER_KEY, **after),
        statements=tuple(Statement(*each, 0.2) for each in zip(sql, parameters, strict=True)),
        events=(auth_event("user_logged_in", 5, backend=BACKEND, hash="pbkdf2_sha256, 10,000 rounds"),),
    )
    return exchange(4, "POST /accounts/login/ HTTP/1.1", request=login.request, response=login.response, notes=notes)


def login_failed() -> Exchange:
    """A wrong password: 200, and nothing is written."""
    login = login_exchange()
    assert login.notes is not None
    event = auth_event("user_login_failed", 1, known="yes", active="yes", hash="pbkdf2_sha256, 10,000 rounds")
    notes = login.notes._replace(
        session_after=login.notes.session_before, session_gone=False, user_after="AnonymousUser",
        statements=login.notes.statements[:1], events=(event,),
    )  # fmt: skip
    page = b'<ul class="errorlist nonfield"><li>Please enter a correct username and password.</li></ul>'
    return exchange(8, "POST /accounts/login/ HTTP/1.1", body=page, request=login.request, notes=notes)


def logout_exchange(stranger: bool = False) -> Exchange:
    """A logout, of alice or of an anonymous visitor."""
    login = login_exchange()
    assert login.notes is not None
    gone = f'sessionid=""; expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; {LAX}'
    notes = login.notes._replace(
        session_before=None if stranger else login.notes.session_after, session_after=None, session_gone=not stranger,
        user_before="AnonymousUser" if stranger else "alice", user_after="AnonymousUser",
        statements=() if stranger else login.notes.statements[1:4],
        events=(auth_event("user_logged_out", 0 if stranger else 1, user="" if stranger else "alice"),),
    )  # fmt: skip
    return exchange(
        9, "POST /accounts/logout/ HTTP/1.1", "302 Found", location="/", down=() if stranger else (gone,), notes=notes,
        up="" if stranger else f"sessionid={OTHER_KEY}", form=b"csrfmiddlewaretoken=x",
    )  # fmt: skip


PERMIT = PermissionFacts(
    "omar", "articles.change_article", True, named="Can change article", model="articles.article",
    groups=("editors", "walkers"), giving=("editors",), backends=(BackendAnswer("ModelBackend", "yes"),), fresh=True,
)  # fmt: skip


HOSTILE = (
    "\"'><script>alert(1)</script></style></textarea>]]>--><img src=x onerror=alert(1)> javascript:alert(1) "
    "\u202egnp.exe\u2066 \x00\x1b[31m\ud800 &lt; אבג"
)


def jar() -> list[JarCookie]:
    """The client's cookies after the conversation."""
    return [
        JarCookie("csrftoken", "HB84DQrh5FFG5wQLpSzI928I3pZ9RNqY", expires=NOW + 31_449_600),
        JarCookie("language", "ko", expires=NOW + 3_600),
        JarCookie("sessionid", OTHER_KEY, expires=NOW + FORTNIGHT, httponly=True),
        JarCookie("visitor_name", "mina"),
    ]


def rows() -> list[SessionRow]:
    """The session rows at the same time: the client's, one of another client, an expired one."""
    return [
        row("k2", NOW - 90_000, cart={"tea-pot": 1}),
        row(
            OTHER_KEY,
            visits=2,
            _auth_user_id="1",
            _auth_user_backend="django.contrib.auth.backends.ModelBackend",
            _auth_user_hash="10b593e4af" * 6,
        ),
        row("somebody0else0mayhaps0012345678ab", NOW + 86_400 * 3, cart={"cutting-board": 2}),
    ]


SIGNED = "eyJ2aXNpdHMiOjJ9:1xVGXO:jVKe2khghlvNmuKQ41WqJl_ZMEr8sEdd5buF-8e62zU"


def cached_row() -> SessionRow:
    """The session of the conversation, as stored in a cache."""
    return SessionRow(OTHER_KEY, '{"visits": 2}', NOW + FORTNIGHT, "cache", 197)


def stored_rows() -> list[SessionRow]:
    """An expired row, the client's, one of thief and alice, one of a deleted user, one with a fixed expiry date."""
    return [
        *rows()[:2],
        cached_row()._replace(key="k3", place="db and cache", stored=row("k3", _auth_user_id="9").stored),
        row("k4", NOW + 3_540, _session_expiry="2026-11-22T20:00:00+00:00", _auth_user_id="2"),
        row("k5", NOW + 200, _session_expiry=300, cart={"tea-pot": 1}),
    ]


def holders() -> list[Holder]:
    """Two clients with the same cookie, one whose cookie ends with the browser, one whose cookie opens nothing."""
    return [
        Holder("alice", (JarCookie("sessionid", OTHER_KEY, expires=NOW + FORTNIGHT),)),
        Holder("thief", (JarCookie("sessionid", OTHER_KEY),)),
        Holder("client 3", (JarCookie("sessionid", "k5", expires=NOW - 60),)),
        Holder("client 4", (JarCookie("sessionid", "gone0gone0"),)),
    ]


PREDICTION = Prediction(
    "03.two_visits",
    "You ask for the same page twice, with nothing in between. Will the second greeting know about the first visit?",
    (
        Choice(
            "a",
            "Yes: the server remembers who asked a moment ago.",
            False,
            "A server can only go by what it is sent, and both requests were the same bytes.",
        ),
        Choice(
            "b",
            "No: both pages greet a stranger.",
            True,
            "HTTP is stateless (RFC 9110 §3.3): what a request means can be understood from it alone.",
        ),
        Choice(
            "c",
            "Only if both requests use the same connection.",
            False,
            "A connection carries bytes. Django does not look at which connection a request came on.",
        ),
    ),
)


def all_drawings() -> dict[str, View]:
    """Every drawing in every state, by name."""
    talk = conversation()
    return {
        "viewer": exchange_viewer(talk),
        "viewer_one": exchange_viewer(talk[1]),
        "viewer_empty": exchange_viewer(()),
        "both_sides": both_sides(jar(), rows(), NOW, talk[3]),
        "both_sides_first": both_sides(
            [JarCookie("sessionid", KEY, expires=NOW + FORTNIGHT)], [row(visits=1)], NOW, talk[1]
        ),
        "both_sides_empty": both_sides([], [], NOW),
        "both_sides_cache": both_sides(jar(), [cached_row()], NOW, None, "cache"),
        "both_sides_signed": both_sides(
            [JarCookie("sessionid", SIGNED, expires=NOW + FORTNIGHT)], [], NOW, None, "signed_cookies"
        ),
        "session_explorer": session_explorer(
            stored_rows(), holders(), NOW, {"k3": Login(), OTHER_KEY: Login("alice", True), "k4": Login("bob")}
        ),
        "session_explorer_alive": session_explorer(stored_rows(), holders(), NOW, alive_only=True),
        "session_explorer_many": session_explorer([row(f"key{n}", NOW + n + 1, n=n) for n in range(60)], [], NOW),
        "session_explorer_file": session_explorer(
            [row(KEY, math.inf, _session_expiry=300)._replace(place="file", size=88)], [], NOW, engine="file"
        ),
        "session_explorer_signed": session_explorer(
            [SessionRow(SIGNED, SIGNED, NOW + FORTNIGHT, "cookie", len(SIGNED))],
            [Holder("mina", (JarCookie("sessionid", SIGNED, expires=NOW + FORTNIGHT),))],
            NOW,
            engine="signed_cookies",
        ),
        "session_explorer_empty": session_explorer([], [], NOW),
        "cookie_explainer": cookie_explanation(
            explain_cookie(
                ["sid=abc; Path=/shop; Secure; HttpOnly; Max-Age=60", "__Host-x=1; Path=/", "a=1; Domain=com"],
                "http://www.example.com/shop/",
                now=NOW,
                send_to=["http://www.example.com/shop/cart", "https://example.com/"],
            )
        ),
        "ladder": ladder(talk),
        "ladder_together": ladder(
            [
                exchange(1, started=NOW),
                exchange(2, started=NOW + 1, milliseconds=900, connection=2, up="a=b"),
                exchange(3, started=NOW + 1.2, milliseconds=300, connection=3, down=("a=c",)),
            ]
        ),
        "ladder_two_servers": ladder(
            [exchange(n, started=NOW + n // 2, milliseconds=400, server_port=8001 + n % 2) for n in range(5)]
        ),
        "time_machine": time_machine_view(
            [
                Life("client", "sessionid", NOW + FORTNIGHT),
                Life("client", "notice_hidden", NOW + 86_400),
                Life("client", "popup_closed", None, "it went when the browser closed"),
                Life("server", "session row 1, abc…", NOW + FORTNIGHT, remark="An orphan."),
            ],
            NOW + 2 * 86_400,
            NOW,
            NOW,
        ),
        "onion": onion(talk[3]),
        "onion_refused": onion(refused()),
        "microscope_login": microscope(login_exchange()),
        "microscope_failed": microscope(login_failed()),
        "microscope_csrf": microscope(refused()),
        "microscope_logout": microscope(logout_exchange()),
        "microscope_stranger": microscope(logout_exchange(stranger=True)),
        "microscope_none": microscope(talk[0]),
        "permission_yes": permission_explanation(PERMIT),
        "permission_cached": permission_explanation(
            PERMIT._replace(answer=False, cached=True, backends=(BackendAnswer("ModelBackend", "no"),))
        ),
        "permission_unknown": permission_explanation(
            PERMIT._replace(
                permission="change_article",
                answer=False,
                exists=False,
                giving=(),
                fresh=False,
                nearest=("articles.change_article",),
                backends=(BackendAnswer("ModelBackend", "no"),),
            )
        ),
        "permission_object": permission_explanation(
            PERMIT._replace(
                answer=False,
                fresh=False,
                obj="A lost cat",
                without=True,
                backends=(BackendAnswer("ModelBackend", "no"),),
            )
        ),
        "permission_stranger": permission_explanation(
            PermissionFacts("AnonymousUser", "articles.change_article", False, anonymous=True, active=False)
        ),
        "onion_early": onion(
            exchange(
                7,
                status="301 Moved Permanently",
                location="/desk/",
                notes=ServerNotes(
                    steps=(
                        Step("SecurityMiddleware", "in", "absent", "absent"),
                        Step("SessionMiddleware", "in", "not loaded", "absent"),
                        Step("CommonMiddleware", "out", "not loaded", "absent", 301),
                        Step("SessionMiddleware", "out", "not loaded", "absent", 301),
                        Step("SecurityMiddleware", "out", "not loaded", "absent", 301),
                    )
                ),
            ),
            LAYERS,
        ),
        "onion_none": onion(talk[4]),
        "page": mini_browser(PAGE, "http://127.0.0.1:8123/desk/hello/", 200),
        "page_json": mini_browser(
            '{"cookies": {"note": "dear diary"}}', "http://127.0.0.1:8123/desk/echo/", 200, kind="application/json"
        ),
        "quiz_open": quiz_view(PREDICTION),
        "quiz_committed": quiz_view(PREDICTION, "a"),
        "quiz_wrong": quiz_view(PREDICTION, "a", True),
        "quiz_right": quiz_view(PREDICTION, "b", True),
        "passed": verdict_view(
            outcome="passed",
            task="03.1",
            title="Carry the note",
            debrief="You carried the cookie by hand: nothing but a header says that it is you again.",
            exchanges=talk[:2],
        ),
        "not_yet": verdict_view(
            outcome="not yet",
            task="03.1",
            title="Carry the note",
            expected="The second request carries the cookie visitor_name=mina.",
            seen="Exchange 2 carried no cookie.",
            why="requests.get() starts with an empty jar each time; a requests.Session keeps one.",
            see="03 cookies_carry_a_note, “Who keeps the note?”",
            exchanges=talk[:2],
        ),
        "not_started": verdict_view(
            outcome="not started",
            task="03.1",
            title="Carry the note",
            why="The function still raises NotImplementedError.",
        ),
        "error": verdict_view(
            outcome="error in your code",
            task="03.1",
            title="Carry the note",
            seen="Line 4: NameError: name 'sesion' is not defined\n    reply = sesion.get(url)",
            why="Python does not know this name. Is it spelled as above?",
        ),
        "hint": hint_view(
            1, 3, "Look at the response of the first request: which header asks the client to keep something?"
        ),
        "solution": solution_view(
            "def carry_the_note(url):\n    with requests.Session() as client:\n        return client.get(url)",
            "A Session keeps a jar.",
        ),
    }
