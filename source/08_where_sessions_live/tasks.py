"""Lesson 08: what its tasks check, and their known mistakes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from classroom.check import (
    SESSION_COOKIE,
    Aside,
    Conversation,
    Exchange,
    FunctionTask,
    KnownMistake,
    NotYet,
    Place,
    Work,
    user_after,
    user_before,
)

LOGIN, LOGOUT, MARKET = "/accounts/login/", "/accounts/logout/", "/market/"
AT_SERVER = ("db", "cached_db", "cache", "file")
IN_COOKIE = "signed_cookies"
NAMES = ("alice", "bob", "mina", "jun")


def _place(heading: str) -> Place:
    return Place("08_where_sessions_live", heading)


DATA = _place("Where is the data?")
SURVIVES = _place("What does it survive?")
LOGGED_OUT = _place("What does a logout end?")
WHO_PAYS = _place("Cookies and sessions: who pays?")
NOTHING_WRITTEN = Place("07_the_life_of_a_session", "When is anything stored?")


def _under(engine: str) -> Callable[[Aside], object]:
    """Return a function that makes a stretch of the site keep its sessions in `engine`."""
    return lambda site: site.keep_sessions_in(engine)


def _two_and_the_cookie(work: Work) -> list[str]:
    """Signed cookies and two other engines, in random order."""
    return work.chance.sample([*work.chance.sample(AT_SERVER, 2), IN_COOKIE], 3)


def _carried(exchange: Exchange) -> str:
    """The session cookie that a request carried; "" without one."""
    return next((value for name, value in exchange.request_cookies if name == SESSION_COOKIE), "")


def _given(exchange: Exchange) -> str:
    """The session cookie that a response gave; "" without one."""
    lines = (line for line in exchange.response_cookies if line.name == SESSION_COOKIE and not line.deletes)
    return next((line.value for line in lines), "")


# 08.1 ---------------------------------------------------------------------------------------------------------------


def check_where(work: Work) -> None:
    """The function says for three engines where the data is, from the requests and responses alone."""
    for engine in _two_and_the_cookie(work):
        talk = work.run(_under(engine))
        answer = _place_named(talk.returned)
        if answer is None:
            raise NotYet(
                expected='the function returns "at the server" or "in the cookie"',
                seen=f"it returned {talk.returned!r:.60}",
            )
        right = "cookie" if engine == IN_COOKIE else "server"
        if answer != right:
            raise NotYet(
                expected=f"the right word for a site whose sessions are {'in' if right == 'cookie' else 'at'} "
                f"the {right}",
                seen=f"it returned {talk.returned!r:.60}",
                exchange=next(iter(talk.gave(SESSION_COOKIE)), None),
            )


def _place_named(returned: Any) -> str | None:
    """ "cookie" or "server", as a returned text says; None where it says neither or both."""
    words = returned.lower() if isinstance(returned, str) else ""
    said = [word for word in ("cookie", "server") if word in words]
    return said[0] if len(said) == 1 else None


def _saw(talk: Conversation) -> str:
    """ "cookie" or "server", as the session cookies of the conversation show; "" without one."""
    values = [value for each in talk.exchanges if (value := _given(each))]
    return ("cookie" if ":" in values[-1] else "server") if values else ""


def _no_session(talk: Conversation) -> bool:
    return not _saw(talk)


def _took_it_for_a_key(talk: Conversation) -> bool:
    return _saw(talk) == "cookie" and _place_named(talk.returned) == "server"


def _took_it_for_the_session(talk: Conversation) -> bool:
    return _saw(talk) == "server" and _place_named(talk.returned) == "cookie"


WHERE = FunctionTask(
    name="08.1",
    title="At the server, or in the cookie?",
    minutes=6,
    takes=("url",),
    check=check_where,
    hints=(
        "First make the site write something into a session. Then look at the cookie that it gave you.",
        "A session key has 32 letters and digits. A session that is signed has colons in it, and is longer.",
        'After client.get(url + "/desk/counter/") ask whether ":" is in client.cookies["sessionid"].',
    ),
    mistakes=(
        KnownMistake(
            "no_session",
            "The site gave you no sessionid at all, because nothing was written into a session. Ask for a page that "
            "writes, such as the counter.",
            NOTHING_WRITTEN,
            _no_session,
        ),
        KnownMistake(
            "took_it_for_a_key",
            "This sessionid is no key: it is long, with colons in it. What stands before the first colon is the data.",
            DATA,
            _took_it_for_a_key,
        ),
        KnownMistake(
            "took_it_for_the_session",
            "A cookie came, but it holds 32 characters that mean nothing by themselves. It is a key, and the data lies "
            "at the server.",
            DATA,
            _took_it_for_the_session,
        ),
    ),
    debrief="One look at a cookie tells whose storage a site uses. Which of the four it is at a server stays hidden.",
    needs=("08",),
)

# 08.2 ---------------------------------------------------------------------------------------------------------------


def check_leaks(work: Work) -> None:
    """A login, a copy of the cookie, a logout, a request with the copy; and the function says what happened."""
    for engine in _two_and_the_cookie(work):
        name = work.chance.choice(NAMES)
        talk = work.run(_under(engine), name=name)
        if not _logins(talk):
            raise NotYet(expected=f"{name} logs in", seen="no request did that")
        out = _logout(talk)
        if out is None:
            raise NotYet(
                expected=f"after that, {name} logs out",
                seen="no logout was accepted",
                exchange=next(iter(talk.to(LOGOUT)), None),
            )
        replays = _replays(talk)
        if not replays:
            raise NotYet(
                expected="after the logout, a request carries the sessionid from before it",
                seen="no request did",
                exchange=out,
            )
        alive = user_after(replays[-1]) == name
        if talk.returned is not alive:
            raise NotYet(
                expected=f"the function returns {alive}: to the copy the site answers as to "
                + (name if alive else "a stranger"),
                seen=f"it returned {talk.returned!r:.60}",
                exchange=replays[-1],
            )


def _logins(talk: Conversation) -> list[Exchange]:
    """The requests that logged the named user in."""
    return [each for each in talk.to(LOGIN) if user_after(each) == talk.arguments["name"]]


def _logout(talk: Conversation) -> Exchange | None:
    """The last logout of the named user that the site accepted."""
    name, tried = talk.arguments["name"], reversed(talk.to(LOGOUT))
    return next((each for each in tried if user_before(each) == name != user_after(each)), None)


def _replays(talk: Conversation) -> list[Exchange]:
    """The requests after that logout that carried a cookie with which the user was logged in before."""
    out, name = _logout(talk), talk.arguments["name"]
    if out is None:
        return []
    earlier = [each for each in talk.exchanges if each.number <= out.number]
    copies = {line.value for each in earlier if user_after(each) == name for line in each.response_cookies}
    copies |= {_carried(each) for each in earlier if user_before(each) == name}
    return [each for each in talk.exchanges if each.number > out.number and _carried(each) in copies]


def _never_logged_out(talk: Conversation) -> bool:
    return bool(_logins(talk) and talk.to(LOGOUT)) and _logout(talk) is None


def _asked_with_the_jar(talk: Conversation) -> bool:
    out = _logout(talk)
    later = [each for each in talk.exchanges if out is not None and each.number > out.number]
    return bool(later) and not any(_carried(each) for each in later)


def _answered_is_not_known(talk: Conversation) -> bool:
    replays = _replays(talk)
    return bool(replays) and talk.returned is True and user_after(replays[-1]) != talk.arguments["name"]


LEAKS = FunctionTask(
    name="08.2",
    title="Prove which engine leaks after logout",
    minutes=9,
    takes=("url", "name"),
    check=check_leaks,
    hints=(
        "A thief has copied the cookie before the logout. When do you have to make your copy, and who sends it later?",
        "The logout is a POST, with the field csrfmiddlewaretoken. Keep client.cookies['sessionid'] before it, and "
        "send it afterwards without the jar, as a header.",
        'After the logout: answer = requests.get(url + "/desk/hello/", headers={"Cookie": "sessionid=" + copy}), and '
        "return whether name is in answer.text.",
    ),
    mistakes=(
        KnownMistake(
            "never_logged_out",
            "The site refused the logout: it takes a POST with the CSRF token, and nothing else. So the copy works "
            "because the login still stands.",
            LOGGED_OUT,
            _never_logged_out,
        ),
        KnownMistake(
            "asked_with_the_jar",
            "You asked with a jar from which the logout had taken the cookie. The question is what a copy does that "
            "was never in it.",
            LOGGED_OUT,
            _asked_with_the_jar,
        ),
        KnownMistake(
            "answered_is_not_known",
            "The site answered the copy, but not as one who is logged in. A status of 200 may be the login page, or a "
            "page that greets a stranger.",
            LOGGED_OUT,
            _answered_is_not_known,
        ),
    ),
    debrief="You proved it from outside, with a few requests and a copy: no access to the server was needed.",
    needs=("08.1",),
)

# 08.3 ---------------------------------------------------------------------------------------------------------------

GOODS = (
    "cutting-board",
    "tea-pot",
    "onggi-jar",
    "persimmons",
    "wrapping-cloth",
    "honey",
    "umbrella",
    "candle",
    "rice-scoop",
    "seed-packets",
)
"""All that the shop sells. One of each is 108 bytes in the cookie cart."""


def check_shrink(work: Work) -> None:
    """A full cart, and a request with few bytes of cookies, under two engines that keep the cart at the server."""
    for engine in work.chance.sample(AT_SERVER, 2):
        things = work.chance.sample(GOODS, len(GOODS)) + work.chance.choices(GOODS, k=work.chance.randint(1, 4))
        limit = work.chance.randint(88, 100)
        talk = work.run(_under(engine), things=things, limit=limit)
        looks = talk.to(MARKET)
        if not looks:
            raise NotYet(expected=f"at the end a request goes to {MARKET}", seen="there was none")
        last = looks[-1]
        size = _cookie_bytes(last)
        if size > limit:
            raise NotYet(
                expected=f"the Cookie line of the last request for {MARKET} has at most {limit} bytes",
                seen=f"it had {size}",
                exchange=last,
            )
        row = last.notes.session_before if last.notes else None
        cart = Counter(row.data.get("cart", {}) if row else {})
        if cart != Counter(things):
            missing = sum((Counter(things) - cart).values())
            raise NotYet(
                expected=f"the shop knows all {len(things)} things when that request comes",
                seen=f"{missing} of them were missing" if missing else "there was more in the cart",
                exchange=last,
            )


def _cookie_bytes(exchange: Exchange) -> int:
    return sum(len(line) for line in exchange.request.all("cookie"))


def _still_the_cookie_cart(talk: Conversation) -> bool:
    last = talk.to(MARKET)[-1:]
    return any(_cookie_bytes(each) > talk.arguments["limit"] and "cart" in dict(each.request_cookies) for each in last)


def _without_the_token(talk: Conversation) -> bool:
    adds = [each for each in talk.exchanges if each.method == "POST"]
    return bool(adds) and all(each.status == 403 for each in adds)


def _many_carts(talk: Conversation) -> bool:
    return len([row for row in talk.sessions if "cart" in row.data]) > 1


SHRINK = FunctionTask(
    name="08.3",
    title="Find the bug: the cart that costs too much",
    minutes=6,
    takes=("url", "things", "limit"),
    check=check_shrink,
    hints=(
        "Which of the two carts travels whole, and which sends the same 42 bytes however full it is?",
        "The session cart takes the same field, product, at /market/session-cart/add/. Everything else may stay.",
        'client.post(url + "/market/session-cart/add/", data=…), and the same client asks for /market/ at the end.',
    ),
    mistakes=(
        KnownMistake(
            "still_the_cookie_cart",
            "The cart itself is on the Cookie line, thing by thing, and it is over the limit. Put it where only a key "
            "has to travel.",
            WHO_PAYS,
            _still_the_cookie_cart,
        ),
        KnownMistake(
            "without_the_token",
            "The shop answered 403 each time: a POST has to bring csrfmiddlewaretoken, as the program you were given "
            "did.",
            WHO_PAYS,
            _without_the_token,
        ),
        KnownMistake(
            "many_carts",
            "There are several carts at the shop, one for each client without a key. One client has to do it all.",
            DATA,
            _many_carts,
        ),
    ),
    debrief="The bytes did not vanish: they lie at the server now, in a row that waits for your key.",
    needs=("08.1",),
)

# 08.4 ---------------------------------------------------------------------------------------------------------------

EVENTS = ("restart", "cleared cache", "crowd", "logout")


def survives(engine: str, event: str) -> bool:
    """Whether an older cookie is still logged in afterwards. The answer odd_measured_live measures each case."""
    if event == "logout":
        return engine == IN_COOKIE
    return engine != "cache"


def check_survivors(work: Work) -> None:
    """All engines and events, in random order."""
    cases = [(engine, event) for engine in (*AT_SERVER, IN_COOKIE) for event in EVENTS]
    for right, (engine, event) in enumerate(work.chance.sample(cases, len(cases))):
        answer = work.call(engine=engine, event=event).returned
        if not isinstance(answer, bool):
            raise NotYet(expected="the function returns True or False", seen=f"it returned {answer!r:.60}")
        if answer is not survives(engine, event):
            raise NotYet(
                expected=f"the right answer for {engine} and {event}",
                seen=f"it returned {answer}, after {right} right answers of {len(cases)}",
            )


def _said(engines: tuple[str, ...], events: tuple[str, ...], wrong: bool) -> Callable[[Conversation], bool]:
    """A sign: the last case was one of these, and was answered so."""

    def sign(talk: Conversation) -> bool:
        case = talk.arguments
        return case.get("engine") in engines and case.get("event") in events and talk.returned is wrong

    return sign


ACCIDENTS = ("restart", "cleared cache", "crowd")

SURVIVORS = FunctionTask(
    name="08.4",
    title="Predict the survivors",
    minutes=6,
    takes=("url", "engine", "event"),
    check=check_survivors,
    hints=(
        "Ask of each event what it destroys: memory, the cache, the session itself. Then: did the session lie there?",
        "Three of the four events destroy what only one engine depends on. The fourth deletes what one engine lacks.",
        'For "logout" the answer is engine == "signed_cookies"; for the three others it is engine != "cache".',
    ),
    mistakes=(
        KnownMistake(
            "a_restart_logs_everybody_out",
            "What lies in a database or a file outlives the process, and so does a cookie. An accident of memory hits "
            "only the engine that has nothing else. (The check keeps the SECRET_KEY, as a restart here does.)",
            SURVIVES,
            _said(("db", "file", "signed_cookies"), ACCIDENTS, False),
        ),
        KnownMistake(
            "cached_db_forgets",
            "cached_db keeps every session twice. When the cache has forgotten, it reads the row in the database.",
            SURVIVES,
            _said(("cached_db",), ACCIDENTS, False),
        ),
        KnownMistake(
            "a_logout_ends_every_copy",
            "With signed_cookies the session is the cookie. The server has nothing that it could delete, so a copy "
            "works on.",
            LOGGED_OUT,
            _said(("signed_cookies",), ("logout",), False),
        ),
    ),
    debrief="Where the data lies says what can destroy it. On one server the whole table follows from it.",
    needs=("08.2",),
)

TASKS = (WHERE, LEAKS, SHRINK, SURVIVORS)

# The predictions of the lesson ----------------------------------------------------------------------------------------
