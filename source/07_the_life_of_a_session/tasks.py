"""Lesson 07: what its tasks check, and their known mistakes."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any, NamedTuple

from classroom.check import (
    NOBODY,
    SESSION_COOKIE,
    Conversation,
    Exchange,
    FunctionTask,
    KnownMistake,
    NotYet,
    Place,
    ProjectTask,
    ProjectWork,
    Work,
    user_after,
)

READ, CART, LOGIN = "/desk/session/read/", "/market/session-cart/", "/accounts/login/"
HOUR, TWO_WEEKS = 3600, 1_209_600


def _place(heading: str) -> Place:
    return Place("07_the_life_of_a_session", heading)


STORED = _place("When is anything stored?")
NESTED = _place("Which change does Django not see?")
CLOCKS = _place("On how many clocks does a session end?")
DELETING = _place("What does each way of deleting leave?")
ORPHANS = _place("What does clearing your cookies delete?")
SWEPT = _place("When do dead rows go away?")
AT_ONCE = _place("What if two requests write at once?")


def _key(exchange: Exchange) -> str | None:
    """The session key that a request carried, or None."""
    return next((value for name, value in exchange.request_cookies if name == SESSION_COOKIE), None)


def _left(exchange: Exchange) -> dict[str, Any]:
    """What the request's session held after the response; {} without one."""
    row = exchange.notes.session_after if exchange.notes else None
    return row.data if row else {}


# 07.1 ---------------------------------------------------------------------------------------------------------------


def check_remember(work: Work) -> None:
    """With the box ticked the cookie has an hour and survives the browser; without, it ends with the browser."""
    for remember in work.chance.sample((True, False), 2):
        word = work.word()
        talk = work.run(word=word, remember=remember)
        if not any(word in row.data.values() for row in talk.sessions):
            raise NotYet(expected=f"a session row holds the word {word}", seen="no row does")
        look = _last_look(talk)
        if look is None:
            raise NotYet(expected=f"a request goes to {READ} after the browser was closed", seen="there was none")
        exchange, age = _last_given(talk, look)
        if exchange is None:
            raise NotYet(
                expected="an answer gives the session's cookie", seen="none did before the look", exchange=look
            )
        said = "no Max-Age" if age is None else f"Max-Age={age}"
        if remember and not (age and abs(age - HOUR) <= 5):
            raise NotYet(
                expected="with remember=True the cookie is given with Max-Age=3600",
                seen=f"at the last time it was given with {said}",
                exchange=exchange,
            )
        if not remember and age is not None:
            raise NotYet(
                expected="with remember=False the cookie is given without a Max-Age, until the browser closes",
                seen=f"at the last time it was given with {said}",
                exchange=exchange,
            )
        if not remember and _key(look):
            raise NotYet(
                expected="with remember=False the browser is closed, and the last look goes without the cookie",
                seen="it carried the cookie",
                exchange=look,
            )
        if remember and word not in look.response.text:
            raise NotYet(
                expected=f"with remember=True the last look carries the cookie, and the answer holds {word}",
                seen="the answer does not hold it" if _key(look) else "it went without",
                exchange=look,
            )


def _last_look(talk: Conversation) -> Exchange | None:
    return next(iter(talk.to(READ)[::-1]), None)


def _last_given(talk: Conversation, before: Exchange) -> tuple[Exchange | None, int | None]:
    """Where the session's cookie was given last before a request, and its Max-Age in seconds, if it had one."""
    given = [each for each in talk.gave(SESSION_COOKIE) if each.number < before.number]
    if not given:
        return None, None
    line = next(cookie for cookie in given[-1].response_cookies if cookie.name == SESSION_COOKIE)
    text = line.attribute("max-age") or ""
    return given[-1], int(text) if re.fullmatch(r"-?\d+", text) else None


def _age_was(*ages: int) -> Any:
    def sign(talk: Conversation) -> bool:
        look = _last_look(talk)
        return look is not None and _last_given(talk, look)[1] in ages

    return sign


def _browser_was_not_closed(talk: Conversation) -> bool:
    look = _last_look(talk)
    return (
        look is not None and not talk.arguments["remember"] and bool(_key(look)) and _last_given(talk, look)[1] is None
    )


REMEMBER = FunctionTask(
    name="07.1",
    title="Remember me for an hour",
    minutes=7,
    takes=("url", "word", "remember"),
    check=check_remember,
    hints=(
        "One page of the bench calls set_expiry() for you. It takes 0 for one of the two cases; what for the other?",
        "A closed browser loses its session cookies and keeps the persistent ones. A jar can do that: "
        "client.cookies.clear_session_cookies().",
        'After the write: client.get(url + "/desk/session/expire/", params={"seconds": 3600 if remember else 0}), then '
        "clear_session_cookies(), then the look.",
    ),
    mistakes=(
        KnownMistake(
            "left_at_two_weeks",
            "set_expiry() was not called, so Django's own fourteen days stand: a persistent cookie, which outlives the "
            "browser in both cases.",
            CLOCKS,
            _age_was(TWO_WEEKS),
        ),
        KnownMistake(
            "counted_in_minutes",
            "set_expiry() counts seconds. An hour is 60 * 60 of them.",
            CLOCKS,
            _age_was(1, 60),
        ),
        KnownMistake(
            "browser_was_not_closed",
            "The cookie has no end of its own, and yet it came back: the browser session of your client still goes on. "
            "client.close() ends connections; the jar stays full.",
            CLOCKS,
            _browser_was_not_closed,
        ),
    ),
    debrief="One word of the view set two clocks, the cookie's and the row's. The third was the browser's own.",
    needs=("07",),
)

# 07.2 ---------------------------------------------------------------------------------------------------------------


class Laid(NamedTuple):
    """A row that the check has put into the table. login: whether it is the session of a logged-in user."""

    key: str
    data: dict[str, Any]
    alive: bool
    login: bool


def check_sweep(work: Work) -> None:
    """Every expired row is gone, every other is as it was, and the function returns how many it deleted."""
    for _ in range(2):
        talk = _run_with_rows(work)
        rows: list[Laid] = talk.arguments["rows"]
        now = {row.key: row.data for row in talk.sessions}
        lost = [row for row in rows if row.alive and now.get(row.key) != row.data]
        dead = [row for row in rows if not row.alive]
        if lost:
            raise NotYet(
                expected="every row whose end has not come stays as it is",
                seen=f"{len(lost)} of {len(rows) - len(dead)} rows that were alive are gone or changed",
            )
        kept = [row for row in dead if row.key in now]
        if kept:
            raise NotYet(
                expected=f"the {len(dead)} rows whose end has passed are gone",
                seen=f"{len(kept)} of them still lie there",
            )
        if talk.returned != len(dead):
            raise NotYet(
                expected=f"the function returns how many rows went: {len(dead)}",
                seen=f"it returned {str(talk.returned)[:60]}",
            )


def _run_with_rows(work: Work) -> Conversation:
    """Run the function on a stretch whose table has rows of the check's own; `arguments` then names them."""
    rows: list[Laid] = []

    def prepare(_: object) -> None:
        rows[:] = _lay_rows(work)  # anew where the function is called again, on another stretch

    return work.call(prepare, rows=rows)


def _lay_rows(work: Work) -> list[Laid]:
    """Fill the table: alive and expired, with a login and without, in any order. Runs where Django is set up."""
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    chance = work.chance
    kinds = [(alive, login) for alive in (True, False) for login in (True, False) for _ in range(chance.randint(2, 4))]
    chance.shuffle(kinds)
    rows = []
    for alive, login in kinds:
        store = SessionStore()
        store["note"] = work.word()
        if login:
            store["_auth_user_id"] = "1"
        store.create()
        store.save()
        away = timedelta(minutes=chance.choice((2, 90, 60 * 24, 60 * 24 * 13)))
        Session.objects.filter(pk=store.session_key).update(expire_date=timezone.now() + (away if alive else -away))
        rows.append(Laid(str(store.session_key), dict(store.items()), alive, login))
    return rows


def _gone(talk: Conversation) -> tuple[list[Laid], list[Laid]]:
    """The check's own rows that are gone, and those that are still there."""
    now = {row.key for row in talk.sessions}
    rows = talk.arguments["rows"]
    return [row for row in rows if row.key not in now], [row for row in rows if row.key in now]


def _swept_all(talk: Conversation) -> bool:
    gone, kept = _gone(talk)
    return bool(gone) and not kept


def _swept_the_living(talk: Conversation) -> bool:
    gone, kept = _gone(talk)
    return bool(gone) and all(row.alive for row in gone) and not any(row.alive for row in kept)


def _swept_strangers(talk: Conversation) -> bool:
    gone, kept = _gone(talk)
    return any(row.alive for row in gone) and all(row.login for row in kept) and not any(row.login for row in gone)


SWEEP = FunctionTask(
    name="07.2",
    title="Sweep what has expired",
    minutes=7,
    takes=("url",),
    check=check_sweep,
    hints=(
        "The command of the lesson does the sweeping. How many rows went, you can see from the table before and after.",
        "The table is Session of django.contrib.sessions.models; Session.objects.count() counts its rows. The import "
        "belongs inside the function.",
        'before = Session.objects.count(), then call_command("clearsessions"), and return before - '
        "Session.objects.count().",
    ),
    mistakes=(
        KnownMistake(
            "swept_all",
            "Every row is gone, so every visitor is a stranger now, with an empty cart. Only rows whose expire_date "
            "has passed are rubbish.",
            SWEPT,
            _swept_all,
        ),
        KnownMistake(
            "swept_the_living",
            "It is the wrong way round: the living are gone, the dead still lie there. A row has expired when its "
            "expire_date lies before now.",
            SWEPT,
            _swept_the_living,
        ),
        KnownMistake(
            "swept_strangers",
            "The rows without a login are gone, also those that were alive. They belong to visitors who have not "
            "logged in; whether one is an orphan, the server cannot see.",
            ORPHANS,
            _swept_strangers,
        ),
    ),
    debrief="An expired row does no harm and costs room; an orphan that is alive has to wait for its clock.",
    needs=("07.1",),
)

# 07.3 ---------------------------------------------------------------------------------------------------------------

PRODUCTS = ("cutting-board", "tea-pot", "umbrella", "candle", "onggi-jar", "rice-scoop")
USERS = ("alice", "bob", "mina", "jun")


def check_cart(work: Work) -> None:
    """An anonymous visitor's cart survives the login under another key and is added to; the old key is worthless."""
    before, after = work.chance.sample(PRODUCTS, 2)
    name = work.chance.choice(USERS)
    talk = work.run(before=before, name=name, after=after)
    filled = [each for each in talk.exchanges if user_after(each) == NOBODY and before in _cart(each)]
    if not filled:
        raise NotYet(expected=f"a visitor who is not logged in has {before} in the session's cart", seen="none had")
    login = next((each for each in talk.to(LOGIN) if user_after(each) == name), None)
    if login is None:
        raise NotYet(
            expected=f"a POST to {LOGIN} logs {name} in", seen="none did", exchange=(talk.to(LOGIN) or filled)[-1]
        )
    old = _key(login)
    if old not in [_key_after(each) for each in filled]:
        raise NotYet(
            expected="the visitor who filled the cart logs in",
            seen="the login came with the key of another session" if old else "the login came without a session key",
            exchange=login,
        )
    carts = [row.data.get("cart") or {} for row in talk.sessions if row.key == _key_after(login)]
    if not carts or set(carts[0]) != {before, after}:
        raise NotYet(
            expected=f"in the end the cart of {name}'s session holds {before} and {after}",
            seen=f"it holds {', '.join(carts[0]) or 'nothing'}" if carts else f"{name}'s session is gone",
            exchange=login,
        )
    tried = [each for each in talk.to(CART) if each.number > login.number and _key(each) == old]
    if not tried:
        raise NotYet(
            expected=f"after the login a request for {CART} carries the key from before it",
            seen="none did",
            exchange=login,
        )


def _cart(exchange: Exchange) -> dict[str, int]:
    return dict(_left(exchange).get("cart") or {})


def _key_after(exchange: Exchange) -> str | None:
    row = exchange.notes.session_after if exchange.notes else None
    return row.key if row else None


def _old_token(talk: Conversation) -> bool:
    logged_in = [each.number for each in talk.to(LOGIN) if each.method == "POST" and user_after(each) != NOBODY]
    return any(each.status == 403 and each.number > number for number in logged_in for each in talk.exchanges)


def _another_visitor(talk: Conversation) -> bool:
    """Whether the login came from a client that had put nothing into the cart."""
    filled = {_key_after(each) for each in talk.exchanges if user_after(each) == NOBODY and _cart(each)}
    logins = [each for each in talk.to(LOGIN) if each.method == "POST" and user_after(each) != NOBODY]
    return bool(filled) and bool(logins) and all(_key(each) not in filled for each in logins)


def _logged_in_first(talk: Conversation) -> bool:
    return any(_cart(each) for each in talk.exchanges) and not any(
        user_after(each) == NOBODY and _cart(each) for each in talk.exchanges
    )


CARRY = FunctionTask(
    name="07.3",
    title="A cart that survives the login",
    minutes=8,
    takes=("url", "before", "name", "after"),
    check=check_cart,
    hints=(
        "One Session object for all of it, and a copy of its sessionid from before the login.",
        'The login changes the CSRF token as well: read client.cookies["csrftoken"] anew before the form that follows.',
        'The old key goes by hand, with requests.get() of the cart and headers={"Cookie": "sessionid=" + old}.',
    ),
    mistakes=(
        KnownMistake(
            "old_token",
            "After the login a form was answered 403: it brought the CSRF token from before. login() changes the "
            "session key and the token; read it from the jar again.",
            DELETING,
            _old_token,
        ),
        KnownMistake(
            "another_visitor",
            "The login came without the key of the cart's session. The cart lies in a row that this visitor never "
            "opened; nothing joins the two.",
            ORPHANS,
            _another_visitor,
        ),
        KnownMistake(
            "logged_in_first",
            "The cart was filled after the login, by a known user. The task wants a stranger's cart that survives.",
            DELETING,
            _logged_in_first,
        ),
    ),
    debrief="login() moved the data to a new key: the cart came along, and the old key, perhaps copied, opens nothing.",
    needs=("07.1",),
)

# 07.4 ---------------------------------------------------------------------------------------------------------------

VISITS = "/visits/"


def check_visits(work: ProjectWork) -> None:
    """Each visitor's pages are counted and remembered; the page that shows the counts stores nothing."""
    tea, bread = work.word(), work.word()
    with work.serve() as site:
        first, second = site.client(), site.client()
        glance = site.client().get(VISITS)
        if glance.status != 200:
            raise NotYet(expected=f"GET {VISITS} is answered with 200", seen=glance.short, exchange=glance.exchange)
        if site.sessions:
            raise NotYet(
                expected=f"{VISITS} only shows: a new visitor gets no session by it",
                seen="the server has a session row",
                exchange=glance.exchange,
            )
        expected: dict[str, int] = {}
        for page in (tea, bread, tea, tea):
            expected[page] = expected.get(page, 0) + 1
            answer = first.get(f"{VISITS}{page}/")
            _counted(answer.text, expected, f"the answer to visit {sum(expected.values())}", answer.exchange)
        answer = second.get(f"{VISITS}{tea}/")
        _counted(answer.text, {tea: 1}, "the answer to another visitor's first visit", answer.exchange)
        shown = first.get(VISITS)
        _counted(shown.text, expected, f"{VISITS}, asked by the first visitor,", shown.exchange)
        if shown.exchange.response_cookies:
            raise NotYet(
                expected=f"{VISITS} only shows: its answer brings no Set-Cookie",
                seen="the session was saved again",
                exchange=shown.exchange,
            )
        kept = json.dumps([row.data for row in site.sessions])
        if bread not in kept:  # the page that no other visitor has opened
            raise NotYet(
                expected="the counts lie in the visitor's session row",
                seen="they are not in it",
                exchange=shown.exchange,
            )


def _counted(text: str, expected: dict[str, int], where: str, exchange: Exchange) -> None:
    try:
        found = json.loads(text)
    except ValueError:
        found = text[:60]
    if found != expected:
        raise NotYet(
            expected=f"{where} is {json.dumps(expected)}",
            seen=json.dumps(found)[:100] if not isinstance(found, str) else f"the answer is {found!r}",
            exchange=exchange,
        )


def _counts_everybody(talk: Conversation) -> bool:
    """Whether a page showed counts to a visitor who came without a session: another visitor's counts."""
    newcomers = [each for each in talk.exchanges if not _key(each) and each.path != VISITS and each.status == 200]
    return any(sum(_numbers(each.response.text)) > 1 for each in newcomers)


def _numbers(text: str) -> list[int]:
    try:
        found = json.loads(text)
    except ValueError:
        return []
    return [value for value in found.values() if isinstance(value, int)] if isinstance(found, dict) else []


def _saves_always(talk: Conversation) -> bool:
    """Whether the page that only shows set a cookie, for a visitor whose visits were counted correctly."""
    return any(each.path == VISITS and each.response_cookies for each in talk.exchanges)


def _modified_elsewhere(talk: Conversation) -> bool:
    source = talk.files.get("visits/views.py", "")
    return bool(re.search(r"(?<!session)\.modified\s*=", source)) and "session.modified" not in source


VISITED = ProjectTask(
    name="07.4",
    title="Find the bug: the counter that forgets",
    minutes=12,
    project="bug-07-4",
    check=check_visits,
    hints=(
        "Visit the same page three times, and compare the answer with the row: workshop.sessions of "
        'workshop = open_workshop(task="07.4"). Which change is not in it?',
        "The first visit sets a key of the session. What does the second one change: the session, or a dict in it?",
        "Put request.session.modified = True after the line that counts, in the view that counts and nowhere else.",
    ),
    mistakes=(
        KnownMistake(
            "counts_everybody",
            "A new visitor was shown visits that they never made. What Python keeps in a module belongs to all "
            "visitors together; only the session belongs to one.",
            STORED,
            _counts_everybody,
        ),
        KnownMistake(
            "modified_elsewhere",
            "The word modified stands on something else than the session. Django looks at request.session.modified, "
            "and at nothing else.",
            NESTED,
            _modified_elsewhere,
        ),
        KnownMistake(
            "saves_always",
            "It remembers, and now the page that only shows is saved as well: a row written and a cookie sent for each "
            "look. Say it where the change is, not for every request.",
            NESTED,
            _saves_always,
        ),
    ),
    debrief="The answer showed the change and the row never had it; one assignment to the session makes Django look.",
    needs=("07",),
)

# 07.5 ---------------------------------------------------------------------------------------------------------------


def check_lose_and_keep(work: Work) -> None:
    """Two writes of one session overlapped and one is lost; two of another session are both there."""
    one, two = work.word(), work.word()
    talk = work.run(one=one, two=two)
    writes = _writes(talk)
    held = [(row.key, {one, two} & set(row.data)) for row in talk.sessions]
    pairs = [
        (first, last)
        for first in writes.get(one, [])
        for last in writes.get(two, [])
        if _key(first) and _key(first) == _key(last)
    ]
    if not pairs:
        raise NotYet(
            expected=f"two requests with one session key write {one} and {two}, and both are answered 200",
            seen="no two requests with the same key did",
        )
    half = {key for key, found in held if len(found) == 1}
    whole = {key for key, found in held if len(found) == 2}
    lost = [pair for pair in pairs if _key(pair[0]) in half]
    if not lost:
        raise NotYet(
            expected="of one session the row ends with only one of the two keys, although both were written",
            seen="wherever both were written, the row has both",
            exchange=pairs[0][1],
        )
    if not any(_overlap(*pair) for pair in lost):
        raise NotYet(
            expected="the two requests are under way at the same time",
            seen="one was answered before the other began",
            exchange=lost[0][1],
        )
    if not whole:
        raise NotYet(expected=f"of another session the row ends with both, {one} and {two}", seen="no row has both")


def _writes(talk: Conversation) -> dict[str, list[Exchange]]:
    """The requests that wrote a key and were answered 200, by that key."""
    found: dict[str, list[Exchange]] = {}
    for each in talk.exchanges:
        if each.path in ("/desk/session/write/", "/desk/session/slow-write/") and each.status == 200:
            found.setdefault(dict(each.parameters).get("key", "note"), []).append(each)
    return found


def _overlap(one: Exchange, other: Exchange) -> bool:
    return (
        one.started < other.started + other.milliseconds / 1000
        and other.started < one.started + one.milliseconds / 1000
    )


def _of_both(talk: Conversation) -> list[Exchange]:
    writes = _writes(talk)
    return [each for name in ("one", "two") for each in writes.get(talk.arguments[name], [])]


def _waited(talk: Conversation) -> bool:
    """Whether both were written, and no two requests were ever under way together."""
    everything = talk.exchanges
    together = any(_overlap(a, b) for a in everything for b in everything if a.number < b.number)
    return len(_of_both(talk)) > 1 and not together


def _two_sessions(talk: Conversation) -> bool:
    both = _of_both(talk)
    return len(both) > 1 and all(_key(each) is None for each in both)


def _never_kept(talk: Conversation) -> bool:
    words = {talk.arguments["one"], talk.arguments["two"]}
    return len(_of_both(talk)) > 3 and not any(words <= set(row.data) for row in talk.sessions)


LOSE_AND_KEEP = FunctionTask(
    name="07.5",
    title="Break it, then mend it: a lost update",
    minutes=9,
    takes=("url", "one", "two"),
    check=check_lose_and_keep,
    hints=(
        "The slow page reads at once and writes later. A second request must come in between, with the same key.",
        "http.client sends with .request(…) and waits only in .getresponse(). Between the two you can ask with "
        "requests, as in the lesson. Both need one sessionid.",
        'tab.request("GET", f"/desk/session/slow-write/?key={one}&value=1&seconds=1", headers=…), then the same page '
        "for two with 0.5 seconds, then tab.getresponse().read(). The second visitor writes one after the other.",
    ),
    mistakes=(
        KnownMistake(
            "two_sessions",
            "The requests brought no session key, so each made a session of its own. Two rows cannot overwrite each "
            "other: make one session first, and send its key with both.",
            STORED,
            _two_sessions,
        ),
        KnownMistake(
            "waited_for_each",
            "Each request was answered before the next began, so the second loaded what the first had saved. To lose "
            "something both must be under way at once.",
            AT_ONCE,
            _waited,
        ),
        KnownMistake(
            "never_kept",
            "The second visitor lost one as well. Wait for the first answer before you send the second request: then "
            "it loads what was saved.",
            AT_ONCE,
            _never_kept,
        ),
    ),
    debrief="Nothing failed, both answers said 200, and one change is gone. In a row of its own it would have stayed.",
    needs=("07.1",),
)

TASKS = (REMEMBER, SWEEP, CARRY, VISITED, LOSE_AND_KEEP)

# The predictions of the lesson ----------------------------------------------------------------------------------------
