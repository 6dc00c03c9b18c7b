"""Lesson 09: what its tasks check, and their known mistakes."""

from __future__ import annotations

import re

from classroom.check import (
    NOBODY,
    Conversation,
    Exchange,
    FunctionTask,
    KnownMistake,
    NotYet,
    Place,
    ProjectTask,
    ProjectWork,
    Work,
    session_key,
    user_after,
)

LOGIN = "/accounts/login/"
NAMES = ("bob", "mina", "jun", "carol")


def _place(heading: str) -> Place:
    return Place("09_a_map_of_auth", heading)


TWO_QUESTIONS = _place("Who are you, and what may you do?")
WHEN = _place("Who is asked for, and when?")
WAY = _place("Which way does a request take?")
ORDER = _place("What if the order is wrong?")


def _login(talk: Conversation, name: str) -> Exchange:
    """The exchange that logged that user in. Raises NotYet where none did."""
    for each in talk.exchanges:
        if user_after(each) == name:
            return each
    posts = [each for each in talk.to(LOGIN) if each.method == "POST"]
    raise NotYet(
        expected=f"a POST of {LOGIN} logs {name} in",
        seen=f"the last one was answered {posts[-1].status}, for {user_after(posts[-1])}"
        if posts
        else "there was none",
        exchange=posts[-1] if posts else None,
    )


def _login_refused(talk: Conversation) -> bool:
    """Whether the login itself came without its token."""
    return any(each.path == LOGIN and each.method == "POST" and each.status == 403 for each in talk.exchanges)


NO_TOKEN = KnownMistake(
    "login_without_the_token",
    "The login was answered 403: the form came without its token. Get the page first; the token is "
    'client.cookies["csrftoken"], and goes into the data as csrfmiddlewaretoken.',
    WAY,
    _login_refused,
)

# 09.1 ---------------------------------------------------------------------------------------------------------------


def _first_note_of_alice(work: Work) -> str:
    """The URL of the page that edits a note of alice's, found on the board over HTTP."""
    board = work.ask([("GET", "/articles/", {})])
    numbers = re.findall(r'/articles/(\d+)/"', board.exchanges[-1].response.text)
    for number in dict.fromkeys(numbers):
        detail = work.ask([("GET", f"/articles/{number}/", {})]).exchanges[-1].response.text
        if re.search(r"\balice\b", detail):
            return f"/articles/{number}/edit/"
    raise AssertionError("the board has no note of alice's")


def check_two_refusals(work: Work) -> None:
    """An anonymous request for the page is redirected to the login, that of another user is refused."""
    page, name = _first_note_of_alice(work), work.chance.choice(NAMES)
    talk = work.run(page=page, name=name)
    asked = talk.to(page)
    strangers = [each for each in asked if each.status == 302 and user_after(each) == NOBODY]
    if not strangers:
        raise NotYet(
            expected=f"a stranger asks for {page}, and is sent to the login page",
            seen=f"{len(asked)} requests for it, none of them answered 302" if asked else "no request for it came",
            exchange=asked[0] if asked else None,
        )
    _login(talk, name)
    refused = [each for each in asked if each.status == 403 and user_after(each) == name]
    if not refused:
        raise NotYet(
            expected=f"{name}, logged in, asks for {page} and is refused with 403",
            seen="no request of theirs was",
            exchange=asked[-1],
        )
    if refused[-1].number < strangers[0].number:
        raise NotYet(expected="the stranger asks first, the known user later", seen="it was the other way round")


def _logged_in_as_the_author(talk: Conversation) -> bool:
    return any(each.path.endswith("/edit/") and each.status == 200 for each in talk.exchanges)


def _two_strangers(talk: Conversation) -> bool:
    page = talk.arguments["page"]
    asked = talk.to(page)
    return (
        len(asked) > 1
        and all(user_after(each) == NOBODY and not session_key(each) for each in asked)
        and any(user_after(each) == talk.arguments["name"] for each in talk.exchanges)
    )


TWO_REFUSALS = FunctionTask(
    name="09.1",
    title="Two refusals",
    minutes=6,
    takes=("url", "page", "name"),
    check=check_two_refusals,
    hints=(
        "The same address twice: once before anybody is logged in, once after. What lies between is a login.",
        "Use one Session object, and allow_redirects=False for the first request, so that you see the 302 itself.",
        'client.get(url + page), then the login with {"username": name, "password": "only-for-class", '
        '"csrfmiddlewaretoken": client.cookies["csrftoken"]}, then client.get(url + page) again.',
    ),
    mistakes=(
        NO_TOKEN,
        KnownMistake(
            "logged_in_as_the_author",
            "The page was shown, 200: you came as the one who wrote the note. Authorisation says yes to the author; "
            "the task wants a known user who may not.",
            TWO_QUESTIONS,
            _logged_in_as_the_author,
        ),
        KnownMistake(
            "two_strangers",
            "The login worked, and the page was asked by a stranger all the same: the key stayed in another jar. "
            "Ask with the client that logged in.",
            TWO_QUESTIONS,
            _two_strangers,
        ),
    ),
    debrief="302 asks who you are. 403 knows who you are, and says no.",
    needs=("09",),
)

# 09.2 ---------------------------------------------------------------------------------------------------------------


def check_lazy(work: Work) -> None:
    """After the login: one exchange with the key and without SQL, one at which the user was looked up."""
    name = work.chance.choice(NAMES)
    talk = work.run(name=name)
    login = _login(talk, name)
    later = [each for each in talk.exchanges if each.number > login.number and each.status == 200]
    with_key = [each for each in later if any(key == "sessionid" for key, _ in each.request_cookies)]
    if all(each.notes.statements for each in with_key):  # who looks at the user looks for the session first
        raise NotYet(
            expected="after the login, a request carries the key, no view looks at the user, and there is no SQL",
            seen=f"every one of the {len(with_key)} requests with the key looked" if with_key else "none had the key",
            exchange=later[-1] if later else login,
        )
    if not any(each.notes.user_asked and user_after(each) == name for each in with_key):
        raise NotYet(
            expected=f"after the login, a view looks at the user and finds {name}",
            seen="no view looked",
            exchange=later[-1],
        )


def _came_without_the_key(talk: Conversation) -> bool:
    """Whether a page was requested without the key after the login: it needs no SQL, but for another reason."""
    logins = [each.number for each in talk.exchanges if user_after(each) == talk.arguments["name"]]
    after = [each for each in talk.exchanges if logins and each.number > logins[0] and each.path != LOGIN]
    shown = any(session_key(each) and each.notes and not each.notes.statements for each in after)
    return not shown and any(not session_key(each) for each in after)


LAZY = FunctionTask(
    name="09.2",
    title="No question, no SQL",
    minutes=7,
    takes=("url", "name"),
    check=check_lazy,
    hints=(
        "Some pages greet you by name, others do not care who you are. Which of the desk's pages does not care?",
        "site.exchanges[-1].notes.statements lists the SQL of an exchange, and notes.user_asked says whether anybody "
        "looked.",
        'After the login: client.get(url + "/desk/echo/") and client.get(url + "/accounts/profile/").',
    ),
    mistakes=(
        NO_TOKEN,
        KnownMistake(
            "came_without_the_key",
            "A request without the key costs nothing either, but that shows nothing: there was no promise to keep. "
            "Ask with the client that logged in.",
            WHEN,
            _came_without_the_key,
        ),
    ),
    debrief="A key that goes along costs nothing. Looking costs two reads, and only where somebody looks.",
    needs=("09.1",),
)

# 09.3 ---------------------------------------------------------------------------------------------------------------


def check_stopped(work: Work) -> None:
    """A logged-in user's request is answered 403 by the CSRF layer, and no view ran."""
    name = work.chance.choice(NAMES)
    talk = work.run(name=name)
    _login(talk, name)
    refused = [each for each in talk.exchanges if each.status == 403 and user_after(each) == name]
    if not refused:
        raise NotYet(expected=f"a request of {name} is answered 403", seen="none was", exchange=talk.exchanges[-1])
    if not any(_no_view(each) for each in refused):
        raise NotYet(
            expected="CsrfViewMiddleware answers, and no view is reached",
            seen=f"the view {refused[-1].notes.view} was reached, and refused by itself",
            exchange=refused[-1],
        )


def _no_view(exchange: Exchange) -> bool:
    return not (exchange.notes and exchange.notes.view)


def _refused_by_a_view(talk: Conversation) -> bool:
    return any(each.status == 403 and not _no_view(each) for each in talk.exchanges)


STOPPED = FunctionTask(
    name="09.3",
    title="Stopped before the view",
    minutes=6,
    takes=("url", "name"),
    check=check_stopped,
    hints=(
        "What does the CSRF layer look for in a POST, and what does it do where that is missing?",
        "Log in properly first, with the token. Then send another form, to any page that takes one, without it.",
        'client.post(url + "/articles/new/", data={"title": "No token"}) after the login.',
    ),
    mistakes=(
        KnownMistake(
            "refused_by_a_view",
            "That 403 came from a view: it ran, looked at you, and refused. The layer refuses earlier, when a form "
            "comes without its token.",
            TWO_QUESTIONS,
            _refused_by_a_view,
        ),
        NO_TOKEN,
    ),
    debrief="The view never ran. A layer may answer before it, and everything outside of that layer sees the answer.",
    needs=("09.2",),
)

# 09.4 ---------------------------------------------------------------------------------------------------------------

LAYERS = (
    "SecurityMiddleware",
    "SessionMiddleware",
    "CommonMiddleware",
    "CsrfViewMiddleware",
    "AuthenticationMiddleware",
    "MessageMiddleware",
    "XFrameOptionsMiddleware",
)


def check_order(work: ProjectWork) -> None:
    """The admin site redirects an anonymous visitor to its login; the seven layers of startproject are in order."""
    with work.serve() as site:
        answer = site.client().get("/admin/")
        if "/admin/login/" not in (answer.location or ""):
            raise NotYet(
                expected="a stranger at /admin/ is sent to /admin/login/",
                seen=answer.short,
                exchange=answer.exchange,
            )
        layers = answer.exchange.notes.layers if answer.exchange.notes else ()
        if missing := [each for each in LAYERS if each not in layers]:
            raise NotYet(
                expected="all seven layers of startproject are there",
                seen=f"{missing[0]} is missing",
                exchange=answer.exchange,
            )
        if tuple(each for each in layers if each in LAYERS) != LAYERS:
            raise NotYet(
                expected=f"the layers stand in the order of startproject: {', '.join(LAYERS)}",
                seen=", ".join(layers),
                exchange=answer.exchange,
            )


def _took_a_layer_out(talk: Conversation) -> bool:
    if "must be in MIDDLEWARE" in str(talk.error or ""):  # the admin's own system check
        return True
    last = talk.exchanges[-1] if talk.exchanges else None
    return bool(last and last.notes and last.notes.layers and len(set(last.notes.layers) & set(LAYERS)) < len(LAYERS))


def _still_inside_out(talk: Conversation) -> bool:
    last = talk.exchanges[-1] if talk.exchanges else None
    layers = list(last.notes.layers) if last and last.notes else []
    return (
        {"SessionMiddleware", "MessageMiddleware"} <= set(layers)
        and set(LAYERS) <= set(layers)
        and layers.index("MessageMiddleware") < layers.index("SessionMiddleware")
    )


IN_ORDER = ProjectTask(
    name="09.4",
    title="Find the bug: layers in the wrong order",
    minutes=8,
    project="bug-09-4",
    check=check_order,
    hints=(
        "Ask for any page of the project and read the three lines: they name the layer that misses something.",
        "Look at the end of mysite/settings.py: it calls a function of mysite/order.py. What does that do to the list?",
        "Let in_order return the layers as it was given them: return layers.",
    ),
    mistakes=(
        KnownMistake(
            "took_a_layer_out",
            "A layer is gone from the list: without it there is no request.user, or no messages, and without some of "
            "them the admin does not even start. Put it back to its place instead.",
            WAY,
            _took_a_layer_out,
        ),
        KnownMistake(
            "messages_outside_sessions",
            "One of the two is back; MessageMiddleware still stands outside of SessionMiddleware, and falls back on "
            "its request.session.",
            ORDER,
            _still_inside_out,
        ),
    ),
    debrief="check looked whether these layers were there, not in which order. The first request showed it.",
    needs=("09.3",),
)

TASKS = (TWO_REFUSALS, LAZY, STOPPED, IN_ORDER)

# The predictions of the lesson ----------------------------------------------------------------------------------------
