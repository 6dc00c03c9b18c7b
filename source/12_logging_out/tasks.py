"""Lesson 12: what its tasks check, and their known mistakes."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from classroom.check import (
    NOBODY,
    SESSION_COOKIE,
    Answer,
    Client,
    Conversation,
    Exchange,
    FunctionTask,
    KnownMistake,
    NotYet,
    Person,
    Place,
    ProjectTask,
    ProjectWork,
    Site,
    Work,
    session_key,
    user_after,
    user_before,
)

LOGIN, LOGOUT, ARTICLES = "/accounts/login/", "/accounts/logout/", "/articles/"
CLUB, WALL, CLUB_LOGIN, CLUB_LOGOUT = "/club/", "/club/wall/", "/club/login/", "/club/logout/"
PROFILE, DEVICES = "/accounts/profile/", "/accounts/devices/"
PEOPLE = ("alice", "bob", "mina", "jun")


def _place(heading: str) -> Place:
    return Place("12_logging_out", heading)


GOES = _place("What goes at a logout?")
DROPPED = _place("Is dropping the cookie a logout?")
FORGOTTEN = _place("Is it enough to forget the user?")
LINK = _place("Can a link log you out?")
ALL = _place("This device, or all devices?")


def _row_gone(exchange: Exchange) -> bool:
    """Whether the request deleted the row of the session with which it came."""
    return bool(exchange.notes and exchange.notes.session_gone)


def _logged_out(exchange: Exchange) -> bool:
    """Whether the visitor was logged in when the request came, and it deleted their row."""
    return user_before(exchange) != NOBODY and _row_gone(exchange)


def _posts(talk: Conversation, path: str) -> list[Exchange]:
    return [each for each in talk.to(path) if each.method == "POST"]


# What both projects of files have to show ---------------------------------------------------------------------------


def _enter(site: Site, person: Person, path: str) -> Client:
    """A client that is logged in. Raises NotYet where the project's login does not let it in."""
    client = site.client()
    answer = client.submit(path, username=person.name, password=person.password)
    if answer.user != person.name:
        raise NotYet(expected=f"{path} still logs people in", seen=answer.short, exchange=answer.exchange)
    return client


def _refuses_get(client: Client, path: str, person: Person) -> None:
    """Raises NotYet unless a GET is answered 405 and logs nobody out."""
    answer = client.get(path)
    if answer.status != 405 or answer.user != person.name:
        gone = "" if answer.user == person.name else f", and {person.name} is logged out"
        raise NotYet(
            expected=f"a GET of {path} is answered 405, and logs nobody out",
            seen=f"it is answered {answer.short}{gone}",
            exchange=answer.exchange,
        )


def _press(client: Client, shown: Answer, path: str) -> Answer:
    """Press the button that sends a form to `path`, hidden fields and all. Raises NotYet where the page has none."""
    for form in shown.forms:
        sending = form.sending(form.default)
        if sending.method == "post" and shown.path_of(sending.action) == path:
            return client.send(shown, sending)
    raise NotYet(
        expected=f"{urlsplit(shown.url).path} has a form with a button, sent by POST to {path}",
        seen="it shows no such form" if shown.status == 200 else shown.short,
        exchange=shown.exchange,
    )


def _gets_out(site: Site, answer: Answer, key: str) -> None:
    """Raises NotYet unless the response to the button was a redirect, and the row is gone with all its data."""
    if not answer.location:
        raise NotYet(
            expected="the button's form is accepted and answered with a redirect",
            seen=f"it is answered {answer.short}",
            exchange=answer.exchange,
        )
    if key in [row.key for row in site.sessions]:
        who = "that row is still there" if answer.user == NOBODY else f"the visitor is still {answer.user}"
        raise NotYet(expected="the session row is gone after the button", seen=who, exchange=answer.exchange)


def _guarded(client: Client, path: str) -> None:
    """Raises NotYet unless a form without its token is refused."""
    answer = client.post(path)
    if answer.status != 403:
        raise NotYet(
            expected="a form that comes without its token is refused with 403",
            seen=answer.short,
            exchange=answer.exchange,
        )


def _by_get(path: str) -> Callable[[Conversation], bool]:
    def sign(talk: Conversation) -> bool:
        return any(each.method == "GET" and _logged_out(each) for each in talk.to(path))

    return sign


def _without_token(path: str) -> Callable[[Conversation], bool]:
    """Whether the button's form was refused. (The form that the check sends without a token has no page.)"""

    def sign(talk: Conversation) -> bool:
        pressed = [each for each in _posts(talk, path) if each.request.header("referer")]
        return any(each.status == 403 for each in pressed)

    return sign


# 12.1 ---------------------------------------------------------------------------------------------------------------


def check_button(work: ProjectWork) -> None:
    """The button in the navigation logs out by POST and redirects; GET is 405; anonymous visitors get no error."""
    with work.serve() as site:
        person = site.user()
        client = _enter(site, person, LOGIN)
        _refuses_get(client, LOGOUT, person)
        _guarded(client, LOGOUT)
        key = client.cookies[SESSION_COOKIE]
        answer = _press(client, client.get(ARTICLES), LOGOUT)
        _gets_out(site, answer, key)
        if answer.location != ARTICLES:
            raise NotYet(
                expected=f"the button leads to {ARTICLES}",
                seen=f"it leads to {answer.location}",
                exchange=answer.exchange,
            )
        again = client.post(LOGOUT, token=True)
        if not again.location:
            raise NotYet(
                expected="a stranger who logs out gets the redirect too", seen=again.short, exchange=again.exchange
            )


def _forgets_only_the_user(talk: Conversation) -> bool:
    rows = [each.notes.session_after for each in _posts(talk, LOGOUT) if each.notes and user_before(each) != NOBODY]
    return any(row is not None and "_auth_user_id" not in row.data for row in rows)


BUTTON = ProjectTask(
    name="12.1",
    title="A button that logs out",
    minutes=14,
    builds_on="11.2",
    check=check_button,
    hints=(
        "Three files: a view, its line in accounts/urls.py, a form in base.html. What must the view refuse, and what "
        "must it answer once no one is logged in any more?",
        "Django's logout(request) does the work; import it under another name, since your view is called logout too. "
        "The decorator require_POST, from django.views.decorators.http, answers 405 to everything but POST.",
        '@require_POST, then def logout(request): auth_logout(request), return redirect("articles:list"). In base.html '
        '<form method="post" action="{% url \'accounts:logout\' %}">{% csrf_token %}<button>Log out</button></form>.',
    ),
    mistakes=(
        KnownMistake(
            "logs_out_by_link",
            "A GET logs out: so does a link that somebody sends, and a picture with that address on a page of your "
            "site. A GET must change nothing; let the view answer POST alone.",
            LINK,
            _by_get(LOGOUT),
        ),
        KnownMistake(
            "button_without_token",
            "The button is answered 403: its form carries no token. Every form of your own that is sent by POST needs "
            "{% csrf_token %} inside of it, this one too.",
            LINK,
            _without_token(LOGOUT),
        ),
        KnownMistake(
            "forgets_only_the_user",
            "The entry that names the user is gone, the rest of the session is still there: whoever logs in next at "
            "this browser gets it. logout(request) deletes the whole row.",
            FORGOTTEN,
            _forgets_only_the_user,
        ),
    ),
    debrief="A logout is a POST with a token, and what it deletes is the whole row.",
    needs=("11.2",),
)

# 12.2 ---------------------------------------------------------------------------------------------------------------


def check_lock_out(work: Work) -> None:
    """The same key shows the profile before the owner's logout, and the way to the login page after it."""
    name = work.chance.choice(PEOPLE)
    talk = work.run(name=name)
    logins = [each for each in _posts(talk, LOGIN) if user_after(each) == name]
    if not logins:
        raise NotYet(expected=f"a POST of {LOGIN} logs {name} in", seen="none did")
    outs = [each for each in _posts(talk, LOGOUT) if user_before(each) == name and _row_gone(each)]
    if not outs:
        sent = talk.to(LOGOUT)
        raise NotYet(
            expected=f"{name} logs out, and the row goes",
            seen=f"{LOGOUT} answered {sent[-1].status} {sent[-1].reason} to {user_before(sent[-1])}"
            if sent
            else f"no request for {LOGOUT} came",
            exchange=sent[-1] if sent else None,
        )
    visits = [each for each in talk.to(PROFILE) if session_key(each) == session_key(outs[-1])]
    # The logout took the row away: before it the key is answered 200, after it 302.
    inside = [each for each in visits if each.status == 200]
    outside = [each for each in visits if each.status == 302]
    if not any(_is_a_copy(each, logins) for each in inside):
        raise NotYet(
            expected=f"before the logout, a second client asks for {PROFILE} with the copied key, and sees it",
            seen="the owner alone asked" if inside else "no request with that key was shown it",
            exchange=inside[-1] if inside else outs[-1],
        )
    if not outside:
        raise NotYet(
            expected=f"after the logout, {PROFILE} is asked for with the same key, and leads to the login page",
            seen="no request with that key came",
            exchange=outs[-1],
        )


def _is_a_copy(visit: Exchange, logins: list[Exchange]) -> bool:
    """Whether a visit came over another connection than the owner's logins, which redirect to the profile."""
    return visit.client_port not in {login.client_port for login in logins}


def _dropped_the_cookie(talk: Conversation) -> bool:
    name = talk.arguments["name"]
    return not talk.to(LOGOUT) and any(user_before(each) == name for each in talk.to(PROFILE))


def _locked_out_by_link(talk: Conversation) -> bool:
    return any(each.status == 405 for each in talk.to(LOGOUT)) and not any(map(_logged_out, talk.exchanges))


def _old_token(talk: Conversation) -> bool:
    return any(each.status == 403 for each in _posts(talk, LOGOUT)) and not any(map(_logged_out, talk.exchanges))


LOCK_OUT = FunctionTask(
    name="12.2",
    title="Lock the thief out",
    minutes=7,
    takes=("url", "name"),
    check=check_lock_out,
    hints=(
        "Two Session objects, one key. Who of the two has to do something, so that the key opens nothing any more?",
        'thief.cookies.set("sessionid", owner.cookies["sessionid"], domain="127.0.0.1", path="/") copies the key. '
        "The logout is a form: a POST with a token.",
        'After the login and the thief\'s first visit: owner.post(url + "/accounts/logout/", '
        'data={"csrfmiddlewaretoken": owner.cookies["csrftoken"]}), then thief.get(url + "/accounts/profile/") again.',
    ),
    mistakes=(
        KnownMistake(
            "dropped_the_cookie",
            "The owner's cookie is gone, and the server was told nothing: the row is there, and the copy opens it. "
            "Only a logout deletes the row.",
            DROPPED,
            _dropped_the_cookie,
        ),
        KnownMistake(
            "locked_out_by_link",
            "The logout was asked for by GET, as a link would: 405, and everybody is still logged in. Send the form, "
            "by POST.",
            LINK,
            _locked_out_by_link,
        ),
        KnownMistake(
            "without_the_new_token",
            "The logout was answered 403: its token is missing, or is the one from before the login. Take "
            'owner.cookies["csrftoken"] once more, after the login.',
            LINK,
            _old_token,
        ),
    ),
    debrief="One deletion at the server ended both copies of the key; dropping a cookie ends one copy at most.",
    needs=("12",),
)

# 12.3 ---------------------------------------------------------------------------------------------------------------


def check_wall(work: ProjectWork) -> None:
    """Looking at the wall, pictures and all, leaves everybody logged in; the button on the front page does not."""
    with work.serve() as site:
        person = site.user()
        client = _enter(site, person, CLUB_LOGIN)
        wall = client.get(WALL)
        if CLUB_LOGOUT not in wall.pictures:
            raise NotYet(
                expected="the wall shows the posts as they are, pictures and all",
                seen=wall.short if wall.status != 200 else "the last picture's address is no longer on the page",
                exchange=wall.exchange,
            )
        _refuses_get(client, CLUB_LOGOUT, person)
        _guarded(client, CLUB_LOGOUT)
        key = client.cookies[SESSION_COOKIE]
        _gets_out(site, _press(client, client.get(CLUB), CLUB_LOGOUT), key)


def _took_the_picture_away(talk: Conversation) -> bool:
    walls = talk.to(WALL)
    return bool(walls) and walls[-1].status == 200 and CLUB_LOGOUT not in walls[-1].response.text


def _drops_the_cookie(talk: Conversation) -> bool:
    asked = [each for each in _posts(talk, CLUB_LOGOUT) if each in talk.took_back(SESSION_COOKIE)]
    kept = {row.key for row in talk.sessions}
    return any(session_key(each) in kept for each in asked)


WALL_BUG = ProjectTask(
    name="12.3",
    title="Find the bug: whoever reads the wall is logged out",
    minutes=9,
    project="bug-12-3",
    check=check_wall,
    hints=(
        "Log in, open the wall, and look at the exchanges: a browser would get every picture on that page. Which "
        "address has the last one?",
        "The picture is a visitor's, and there will be others. The fault is that the view in club/views.py does its "
        "work for a GET. What then becomes of the link on the front page?",
        "@require_POST above log_out, from django.views.decorators.http; and in club/templates/club/index.html, in "
        'place of the link: <form method="post" action="{% url \'log_out\' %}">{% csrf_token %}<button>Log out'
        "</button></form>.",
    ),
    mistakes=(
        KnownMistake(
            "took_the_picture_away",
            "That picture is gone, and the next post brings another; a link in a mail does the same. What is wrong is "
            "that a GET of that address logs out.",
            LINK,
            _took_the_picture_away,
        ),
        KnownMistake(
            "drops_the_cookie",
            "The answer asks for the cookie back, and the row stays: whoever has a copy of the key is still in. "
            "logout(request) deletes the row, and asks for the cookie too.",
            DROPPED,
            _drops_the_cookie,
        ),
        KnownMistake(
            "form_without_token",
            "The view is right now, and the button is answered 403: its form has no token. The link needed none, "
            "a form needs {% csrf_token %}.",
            LINK,
            _without_token(CLUB_LOGOUT),
        ),
    ),
    debrief="The picture was no trick of the browser's: whoever answers a GET with a change invites it.",
    needs=("12.1",),
)

# 12.4 ---------------------------------------------------------------------------------------------------------------


def check_only_here(work: Work) -> None:
    """The lost devices log in and send nothing more; their rows are deleted, and the last device stays logged in."""
    name = work.chance.choice(PEOPLE)
    lost = [f"{work.word()} {kind}" for kind in work.chance.sample(("phone", "tablet", "laptop", "watch"), 3)]
    talk = work.run(name=name, lost=lost)
    keys: dict[str, str] = {}
    for each in _posts(talk, LOGIN):
        if user_after(each) == name:
            keys.setdefault(each.request.header("user-agent") or "", each.notes.session_after.key)
    if missing := [device for device in lost if device not in keys]:
        raise NotYet(
            expected=f"{name} logs in from each of the lost devices, with its name as User-Agent",
            seen=f"no login came from {missing[0]}",
        )
    others = {keys[device] for device in lost}
    if noisy := [each for each in talk.exchanges if each.method == "POST" and session_key(each) in others]:
        raise NotYet(
            expected="a lost device sends nothing more after its login",
            seen=f"{noisy[0].method} {noisy[0].path} came from one of them",
            exchange=noisy[0],
        )
    if left := others & {row.key for row in talk.sessions}:
        asked = talk.to(DEVICES)
        raise NotYet(
            expected=f"the {len(others)} lost devices are logged out: their rows are gone",
            seen=f"{len(left)} of them are still there",
            exchange=asked[-1] if asked else None,
        )
    last = talk.exchanges[-1]
    if last.path != PROFILE or last.status != 200 or user_after(last) != name:
        raise NotYet(
            expected=f"your last request shows the profile of {name}",
            seen=f"it was {last.method} {last.path}, answered {last.status} {last.reason} to {user_after(last)}",
            exchange=last,
        )


def _logged_out_here(talk: Conversation) -> bool:
    gone = user_after(talk.exchanges[-1]) == NOBODY if talk.exchanges else False
    return gone and any(map(_logged_out, _posts(talk, LOGOUT)))


def _asked_by_link(talk: Conversation) -> bool:
    return not _posts(talk, DEVICES) and any("end" in dict(each.parameters) for each in talk.to(DEVICES))


def _ended_one(talk: Conversation) -> bool:
    ends = [dict(each.form).get("end", "") for each in _posts(talk, DEVICES) if each.status == 302]
    return bool(ends) and all(re.fullmatch(r"[0-9]+", end) for end in ends)


ONLY_HERE = FunctionTask(
    name="12.4",
    title="This device stays",
    minutes=8,
    takes=("url", "name", "lost"),
    check=check_only_here,
    hints=(
        "Each login needs a Session object of its own; keep the last one. Then look at the second form of "
        "/accounts/devices/: what does each of its buttons send?",
        "A button's name and value are sent as a field. The one for all devices has the name end and the value others; "
        "the form is sent by POST, with a token.",
        'client.headers["User-Agent"] = device before each login. After all of them, with the last client: post '
        '{"end": "others", "csrfmiddlewaretoken": client.cookies["csrftoken"]} to /accounts/devices/, then get '
        "/accounts/profile/.",
    ),
    mistakes=(
        KnownMistake(
            "logged_out_here",
            "That logged this device out, and no other: a logout deletes the one row whose key the request brings. "
            "The devices page ends the others.",
            ALL,
            _logged_out_here,
        ),
        KnownMistake(
            "asked_by_link",
            "The wish stood in the address of a GET, and the page was shown, no more. What changes something is sent "
            "by POST, with a token.",
            LINK,
            _asked_by_link,
        ),
        KnownMistake(
            "ended_one",
            "One device was ended, by its number; each of the others has a row of its own. Go through all of the "
            'numbers, or send "others".',
            ALL,
            _ended_one,
        ),
    ),
    debrief="A user has as many sessions as devices. Ending the others means deleting their rows.",
    needs=("12.2",),
)

TASKS = (BUTTON, LOCK_OUT, WALL_BUG, ONLY_HERE)

# The predictions of the lesson ----------------------------------------------------------------------------------------
