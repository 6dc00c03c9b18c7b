"""Tests of every drawing: valid markup, escaping, size, the same facts in HTML and text."""

from __future__ import annotations

import math
import re
import subprocess
import sys

import pytest
from examples import HOSTILE, KEY, LAYERS, NOW, PERMIT, all_drawings, exchange, message, row
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from markup import assert_clean, words_of

from classroom.check.prediction import Choice, Prediction
from classroom.draw.browser.mini_browser import mini_browser
from classroom.draw.exchange.viewer import exchange_viewer
from classroom.draw.ladder.ladder import ladder
from classroom.draw.login.microscope import microscope
from classroom.draw.middleware.onion import onion
from classroom.draw.permissions.explainer import BackendAnswer, permission_explanation
from classroom.draw.quiz.quiz import quiz_view
from classroom.draw.quiz.verdict import hint_view, solution_view, verdict_view
from classroom.draw.sessions.both_sides import JarCookie, both_sides
from classroom.draw.sessions.explorer import Holder, Login, session_explorer
from classroom.draw.view import View
from classroom.record.exchange import Event, Exchange, ServerNotes, SessionRow, Statement, Step

DRAWINGS = all_drawings()
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60) | st.just(HOSTILE) | st.just("")
ANY_BYTES = st.binary(max_size=80) | ANY_TEXT.map(lambda text: text.encode("utf-8", "surrogatepass"))
ANY_MESSAGE = st.builds(
    lambda start, names, values, cookies, body: message(
        start.decode("latin-1"),
        [("Content-Type", "text/html"), *zip(names, values, strict=False), *cookies],
        body,
    ),
    st.sampled_from([b"GET / HTTP/1.1", b"HTTP/1.1 200 OK", b"HTTP/1.1 302 Found", b""]) | ANY_BYTES,
    st.lists(ANY_TEXT, max_size=3),
    st.lists(ANY_TEXT, max_size=3),
    st.lists(st.tuples(st.sampled_from(["Cookie", "Set-Cookie", "Location"]), ANY_TEXT), max_size=4),
    ANY_BYTES,
)
ANY_PLACE = st.sampled_from(["db", "cache", "db and cache", "file", "cookie", HOSTILE])
ANY_ROW = st.builds(
    SessionRow, ANY_TEXT, ANY_TEXT, st.floats(0, 4e9) | st.just(math.inf), ANY_PLACE, st.integers(0, 1 << 40)
) | st.builds(lambda key, value: row(key, **{"note": value}), ANY_TEXT, st.text(max_size=40))
ANY_STEPS = st.lists(
    st.builds(Step, st.sampled_from([*LAYERS, "view"]) | ANY_TEXT, st.sampled_from(["in", "out"]), ANY_TEXT, ANY_TEXT,
              st.none() | st.integers(100, 599)),
    max_size=6,
).map(tuple)  # fmt: skip
ANY_EVENT = st.builds(
    Event,
    st.sampled_from(["user_logged_in", "user_logged_out", "user_login_failed"]) | ANY_TEXT,
    st.lists(
        st.tuples(st.sampled_from(["user", "backend", "backends", "hash", "key", "known", "active"]), ANY_TEXT),
        max_size=5,
    ).map(tuple),
    st.integers(0, 5),
)
ANY_NOTES = st.builds(
    ServerNotes, st.none() | ANY_TEXT, st.none() | ANY_ROW, st.none() | ANY_ROW, st.booleans(), ANY_TEXT, ANY_TEXT,
    st.booleans(), st.lists(st.builds(Statement, ANY_TEXT, ANY_TEXT, st.floats(0, 1e6)), max_size=2).map(tuple),
    ANY_STEPS, st.none() | ANY_TEXT, st.just(LAYERS), st.lists(ANY_EVENT, max_size=2).map(tuple),
)  # fmt: skip
ANY_EXCHANGE = st.builds(
    Exchange, st.integers(1, 999), st.integers(1, 99), st.integers(1, 65535), st.floats(0, 4e9), st.floats(0, 1e6),
    ANY_MESSAGE, ANY_MESSAGE, st.none() | ANY_NOTES, ANY_TEXT,
)  # fmt: skip
ANY_COOKIE = st.builds(JarCookie, ANY_TEXT, ANY_TEXT, ANY_TEXT, ANY_TEXT, st.none() | st.floats(0, 4e9))
# No shrinking: it takes minutes, and an example that fails is easy to read without it.
thoroughly = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.generate],
)


def assert_sound(view: View, most: int = 50_000) -> None:
    assert_clean(view.html)
    assert not UNSEEN.search(view.text)
    assert not UNSEEN.search(view.html)
    assert len(view.html.encode()) < most
    assert len(view.text.encode()) < most


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_is_valid_markup(name: str) -> None:
    assert_sound(DRAWINGS[name])


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_comes_out_the_same_each_time(name: str) -> None:
    assert all_drawings()[name] == DRAWINGS[name]


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_offers_both_forms(name: str) -> None:
    view = DRAWINGS[name]
    bundle = view._repr_mimebundle_()
    assert bundle == {"text/html": str(view.html), "text/plain": view.text}
    assert type(bundle["text/html"]) is str
    assert repr(view) == view.text
    assert view.text.strip()


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_needs_no_script_no_network_and_no_id(name: str) -> None:
    html = re.sub(r' srcdoc="[^"]*"', "", DRAWINGS[name].html)
    for word in ("<script", "<img", "<link", "@import", "url(", " id=", "<h1", "<h4", "<section"):
        assert word not in html, word


@thoroughly
@given(st.lists(ANY_EXCHANGE, min_size=1, max_size=2))
def test_no_exchange_breaks_out_of_a_drawing(exchanges: list[Exchange]) -> None:
    assert_sound(exchange_viewer(exchanges))
    assert_sound(ladder(exchanges))
    assert_sound(onion(exchanges[0], [HOSTILE]))
    assert_sound(microscope(exchanges[0]))


@thoroughly
@given(st.lists(ANY_COOKIE, max_size=3), st.lists(ANY_ROW, max_size=3), st.none() | ANY_EXCHANGE)
def test_no_cookie_and_no_row_breaks_out_of_both_sides(
    jar: list[JarCookie], rows: list[SessionRow], last: Exchange | None
) -> None:
    assert_sound(both_sides(jar, rows, NOW, last))


@thoroughly
@given(
    st.lists(ANY_ROW, max_size=3),
    st.lists(st.builds(Holder, ANY_TEXT, st.lists(ANY_COOKIE, max_size=2).map(tuple)), max_size=2),
    ANY_TEXT,
)
def test_no_session_and_no_name_breaks_out_of_the_explorer(
    rows: list[SessionRow], holders: list[Holder], name: str
) -> None:
    assert_sound(session_explorer(rows, holders, NOW, {each.key: Login(name) for each in rows}, name))


@thoroughly
@given(ANY_TEXT, ANY_TEXT, ANY_TEXT, st.booleans(), st.booleans())
def test_no_user_and_no_permission_breaks_out(one: str, two: str, three: str, answer: bool, exists: bool) -> None:
    facts = PERMIT._replace(user=one, permission=two, answer=answer, exists=exists, named=three, model=one, obj=three)
    asked = (BackendAnswer(two, "yes" if answer else three),) * 20
    assert_sound(permission_explanation(facts._replace(groups=(one, two) * 20, nearest=(three,), backends=asked)))


@thoroughly
@given(ANY_TEXT, ANY_TEXT, ANY_TEXT, ANY_TEXT, st.sampled_from(["text/html", "text/plain", HOSTILE]))
def test_no_page_no_quiz_and_no_verdict_breaks_out(one: str, two: str, three: str, four: str, kind: str) -> None:
    assert_sound(mini_browser(one, two, 200, three, style=four, kind=kind))
    assert_sound(mini_browser(one + HOSTILE, "http://h/" + two, 200, None, style=four, kind=kind, reason=three))
    prediction = Prediction(one, two, (Choice("a", three, True, four), Choice("b", four, False, three)))
    for chosen in (None, "a", "b"):
        assert_sound(quiz_view(prediction, chosen, chosen == "a"))
    assert_sound(verdict_view(outcome="not yet", title=one, task=two, expected=three, seen=four, why=one, see=two))
    assert_sound(hint_view(1, 3, one))
    assert_sound(solution_view(two, three))


def hostile_exchange(number: int) -> Exchange:
    """10 MB of body, 5,000 cookies up, 500 headers and 200 cookies down."""
    asked = [("Cookie", "; ".join(f"c{n}={HOSTILE[n % 40 :]}" for n in range(5_000))), ("Host", HOSTILE * 50)]
    answered = [(f"X-{n}", HOSTILE) for n in range(500)]
    answered += [("Set-Cookie", f"d{n}={HOSTILE * 20}; Path=/{HOSTILE}; Max-Age={n}") for n in range(200)]
    body = (HOSTILE.encode("utf-8", "replace") * 60_000)[:10_000_000]
    return exchange(
        number,
        request=message(f"GET /{HOSTILE.replace(' ', '%20') * 100} HTTP/1.1", asked, body),
        response=message("HTTP/1.1 200 " + "OK" * 3_000, [("Content-Type", "text/html"), *answered], body),
        notes=ServerNotes(
            view=HOSTILE * 100,
            session_before=row(KEY, **{f"k{n}": HOSTILE[:60] for n in range(3_000)}),
            statements=tuple(Statement("SELECT 1 " * 900, HOSTILE * 90, 1.0) for _ in range(400)),
            steps=tuple(Step(f"Layer{n}", way, HOSTILE * 90, HOSTILE, 200) for way in ("in", "out") for n in range(90)),
            error=HOSTILE * 400,
        ),
        remark=HOSTILE * 400,
    )  # fmt: skip


@pytest.mark.parametrize("how_many", [1, 31])
def test_a_hostile_conversation_stays_small(how_many: int) -> None:
    one = hostile_exchange(1)
    assert_sound(exchange_viewer([one] * how_many))
    assert_sound(ladder([one] * how_many), most=120_000)
    assert_sound(onion(one))
    assert_sound(microscope(one))
    jar = [JarCookie(f"c{n}", HOSTILE * 30, expires=NOW) for n in range(5_000)]
    rows = [row(f"{n}{HOSTILE}", **{f"k{m}": "x" * 500 for m in range(40)}) for n in range(500)]
    assert_sound(both_sides(jar, rows, NOW, one))
    assert_sound(session_explorer(rows, [Holder(HOSTILE, tuple(jar))] * 30, NOW, {rows[-1].key: Login(HOSTILE * 9)}))


def test_importing_the_drawings_leaves_widgets_alone() -> None:
    code = (
        "import sys, classroom.draw.quiz.verdict, classroom.draw.quiz.quiz, classroom.draw.middleware.onion\n"
        "import classroom.draw.sessions.both_sides\n"
        "print([name for name in ('ipywidgets', 'IPython', 'django', 'requests') if name in sys.modules])"
    )
    alone = "import types, sys; package = types.ModuleType('classroom'); package.__path__ = [sys.argv[1]]\n"
    alone += "sys.modules['classroom'] = package\n"
    import classroom.draw

    folder = classroom.draw.__path__[0].rpartition("draw")[0]
    done = subprocess.run([sys.executable, "-c", alone + code, folder], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


FACTS = {
    "viewer": ["/desk/counter/", "302", "csrftoken", "/accounts/profile/", "Django was not asked", "alice"],
    "viewer_one": ["HttpOnly", "hidden from scripts in the page", "for 14 days", "INSERT INTO", KEY,
                   "desk.views.counter", "visits = 1", "51002", "was not in the request", "14 days left"],
    "viewer_empty": ["No exchange here: none was sent yet, or none was chosen."],
    "both_sides": ["replaced", "unchanged", "14 days left", "until the browser closes", "orphan", "expired 1 day ago",
                   "same id as row 2", "same id as the cookie sessionid", "gone: the last exchange deleted it",
                   "HttpOnly", "visits = 2", "4 cookies", "3 rows", "exchange 4"],
    "both_sides_first": ["new", "same id as row 1", "visits = 1"],
    "both_sides_empty": ["The jar is empty.", "The table is empty.", "no changes marked"],
    "both_sides_cache": ["the cache (1 session)", "in the cache, 197 bytes", "visits = 2", "same id as entry 1"],
    "both_sides_signed": ["holds the session itself, 67 bytes: signed, not encrypted", "visits = 2",
                          "the server stores no session"],
    "session_explorer": ["django_session (5 rows)", "alive", "cookie of alice, thief", "logged in: alice", "expired",
                         "expired 1 day ago: it opens nothing, and lies there until it is swept", "user deleted",
                         "login of bob, no longer valid", "in the table django_session and in the cache, 197 bytes",
                         "closing it takes the cookie away (session cookie)", "orphan",
                         "closing it changes nothing (persistent cookie)", "14 days left", "saved 2 minutes ago",
                         "expired 1 minute ago: the client no longer sends it",
                         "client 4 has a cookie sessionid = gone0gone0 that opens nothing"],
    "session_explorer_alive": ["django_session (5 rows)", "cookie of alice, thief", "Row 2",
                               "Left out: 4 sessions that no cookie of these clients opens."],
    "session_explorer_many": ["django_session (60 rows)", "Row 60", "Row 36", "… and 35 more sessions, not drawn."],
    "session_explorer_file": ["File 1", "in a file, 88 bytes", "never ends by itself"],
    "session_explorer_signed": ["Cookie 1", "in the cookie itself: the server keeps nothing, 67 bytes", "visits = 2",
                                "By its time stamp"],
    "session_explorer_empty": ["Session explorer", "The table is empty.", "cookies of: none"],
    "cookie_explainer": ["sid=abc", "refused", "requests", "http://www.example.com/shop/cart"],
    "ladder": ["connection 1", "connection 3", "POST", "302 Found", "sessionid=aadx0qk09…yqry", "404 Not Found"],
    "ladder_together": ["2 and 3 were under way together; they were answered in the order 3, 2.", "200 ms", "500 ms"],
    "ladder_two_servers": ["server 1 (port 8001)", "0 (server 1) and 1 (server 2) were under way together"],
    "time_machine": ["the site's clock is 2 days ahead", "sessionid", "alive, 12 days left", "died now",
                     "the client no longer sends it", "it went when the browser closed", "An orphan."],
    "onion": ["SecurityMiddleware", "absent → not loaded", "not asked yet → alice", "302", "LoginView"],
    "onion_refused": ["view", "not reached", "403"],
    "microscope_login": ["exchange 4: POST /accounts/login/ → 302 Found", "this session is alice's now",
                         "password = ••••; valid", "ModelBackend answered: alice", "SQL 1 SELECT user",
                         "pbkdf2_sha256, 10,000 rounds; matches; not upgraded",
                         "changed: aadx0qk…yqry → 4nplnh1…msy0; its data came along: visits",
                         "SQL 3 INSERT, SQL 4 DELETE", "2. _auth_user_backend = django.contrib.auth.backends.Mod",
                         "3. _auth_user_hash = 10b593e…e4af", "AnonymousUser → alice",
                         "rotated: cPSjLWC…RNqY → HB84DQr…RNqY", "user_logged_in: alice", "SQL 5 UPDATE",
                         "SQL 6 django_session", "sessionid=4nplnh1…msy0 (replaced; header 9)"],
    "microscope_failed": ["found no user. The answer is 200 OK.", "ModelBackend answered None for “alice”",
                          "not valid: “Please enter a correct username and password.”", "it does not match",
                          "user_login_failed", "unchanged: aadx0qk…yqry", "not rotated", "no UPDATE", "no Set-Cookie"],
    "microscope_csrf": ["Refused before the view", "no cookie csrftoken came", "never called", "none was compared"],
    "microscope_logout": ["alice is logged out", "alice is still known", "deleted: 4nplnh1…msy0, and all it held",
                          "SQL 3 DELETE django_session", "not rotated: logout() leaves it", "302 → /",
                          "theirs stay: the DELETE names one key", "the client is to forget it"],
    "microscope_stranger": ["for a stranger: no error", "with user None", "nothing to delete", "no Set-Cookie line"],
    "microscope_none": ["No login() and no logout() here."],
    "permission_yes": ["omar.has_perm('articles.change_article') → True", "it comes from the group editors",
                       "“Can change article”", "articles.article", "the user's groups: editors, walkers",
                       "1. ModelBackend: yes", "had asked nothing before", "none given"],
    "permission_cached": ["→ False", "asked before it was granted, and remembers", "yes, and out of date"],
    "permission_unknown": ["Did you mean 'articles.change_article'?", "it is not written app_label.codename",
                           "in editors, walkers; none of them has it"],
    "permission_object": ["A lost cat", "ModelBackend says no for any object; without it the answer is True"],
    "permission_stranger": ["a stranger has no permissions", "AnonymousUser: never active"],
    "onion_early": ["AuthenticationMiddleware", "not reached", "301"],
    "onion_none": ["never came to Django's middleware"],
    "page": ["200", "http://127.0.0.1:8123/desk/hello/", "Open in a real browser"],
    "page_json": ["dear diary", "/desk/echo/"],
    "quiz_open": ["Will the second greeting", "Only if both requests", "predict('03.two_visits', "],
    "quiz_committed": ["You chose a. Run the next cell, then compare."],
    "quiz_wrong": ["✗ You chose a; what happens is b.", "both requests were the same bytes", "HTTP is stateless"],
    "quiz_right": ["✓ You chose b, and that is what happens."],
    "passed": ["✓ Passed", "03.1 Carry the note", "You carried the cookie by hand", "/desk/counter/"],
    "not_yet": ["◐ Not yet", "Expected", "Exchange 2 carried no cookie.", "Why", "Who keeps the note?"],
    "not_started": ["○ Not started", "NotImplementedError"],
    "error": ["✗ Error in your code", "Line 4", "reply = sesion.get(url)"],
    "hint": ["Hint 1 of 3", "which header asks the client"],
    "solution": ["Solution", "with requests.Session() as client:", "A Session keeps a jar."],
}  # fmt: skip


def test_every_drawing_has_its_facts_listed() -> None:
    assert FACTS.keys() == DRAWINGS.keys()


@pytest.mark.parametrize("name", FACTS)
def test_the_text_says_the_same_as_the_picture(name: str) -> None:
    view = DRAWINGS[name]
    shown = words_of(view.html)
    for fact in FACTS[name]:
        assert fact in " ".join(view.text.split()), f"text form of {name}: {fact}"
        assert fact in shown, f"rich form of {name}: {fact}"
