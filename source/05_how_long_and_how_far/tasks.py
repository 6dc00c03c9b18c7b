"""Lesson 05: what its tasks check, and their known mistakes."""

from __future__ import annotations

import re
from typing import Any

from classroom.check import (
    Conversation,
    Exchange,
    FunctionTask,
    KnownMistake,
    NotYet,
    Place,
    SetCookie,
    Work,
    cookie_values,
)

MARKET, ECHO = "/market/", "/desk/echo/"
DAY = 86_400


def _place(heading: str) -> Place:
    return Place("05_how_long_and_how_far", heading)


DIES = _place("When does a cookie die?")
WINS = _place("Which wins, `Expires` or `Max-Age`?")
PAGES = _place("Which pages get it?")
PORT = _place("Does the port matter?")
HOSTS = _place("Which hosts get it?")
SECURE = _place("What does `Secure` hold back?")
STARTED = _place("Who started the request?")
TAKEN_BACK = Place("03_cookies_carry_a_note", "How does a server take a note back?")


def _given(talk: Conversation, name: str) -> list[tuple[Exchange, SetCookie]]:
    """Where the server gave a cookie of that name, and the line."""
    return [(each, line) for each in talk.gave(name) for line in each.response_cookies if line.name == name]


def _age(line: SetCookie) -> int | None:
    """Max-Age in seconds, or None without one."""
    text = line.attribute("max-age")
    return int(text) if text else None


# 05.1 ---------------------------------------------------------------------------------------------------------------


def check_hide(work: Work) -> None:
    """The server gives a cookie for a day; the request to the market carries it before the day is over, not after."""
    for hours in sorted((work.chance.randint(1, 22), work.chance.randint(26, 90)), reverse=work.chance.random() < 0.5):
        name = work.word()
        talk = work.run(name=name, hours=hours)
        given = _given(talk, name)
        if not given:
            raise NotYet(expected=f"the server gives a cookie called {name}", seen="no answer gave one")
        exchange, line = given[0]
        if _age(line) != DAY:
            raise NotYet(
                expected="it is given with Max-Age=86400, a day in seconds",
                seen=f"it was given with Max-Age={_age(line)}" if _age(line) else "it was given without a Max-Age",
                exchange=exchange,
            )
        looks = [each for each in talk.to(MARKET) if each.number > exchange.number]
        if not looks:
            raise NotYet(expected=f"after that, a request goes to {MARKET}", seen="there was none", exchange=exchange)
        carried = cookie_values(looks[-1], name)
        if hours < 24 and carried != [line.value]:
            raise NotYet(
                expected=f"{hours} hours later the cookie is alive, and the request for {MARKET} carries it",
                seen="it came without",
                exchange=looks[-1],
            )
        if hours > 24 and carried:
            raise NotYet(
                expected=f"{hours} hours later the cookie is dead, and the request for {MARKET} goes without it",
                seen="it carried the cookie",
                exchange=looks[-1],
            )


def _counted_in_hours(talk: Conversation) -> bool:
    return any(_age(line) in (24, 1440, 1) for _, line in _given(talk, talk.arguments["name"]))


def _carried_for_ever(talk: Conversation) -> bool:
    name = talk.arguments["name"]
    last = talk.to(MARKET)[-1:]
    lived = any(_age(line) == DAY for _, line in _given(talk, name))
    return lived and talk.arguments["hours"] > 24 and any(cookie_values(each, name) for each in last)


HIDE = FunctionTask(
    name="05.1",
    title='"Hide for today", by hand',
    minutes=8,
    takes=("url", "name", "hours"),
    check=check_hide,
    hints=(
        "The server says how long the cookie lives. Who has to remember when it came, and look at a clock?",
        "A day is 86400 seconds: that is max_age for the desk. The sum to do is hours * 3600 against it.",
        'Give headers={"Cookie": name + "=" + value} with the request for the market if hours * 3600 < 86400, and no '
        "headers otherwise.",
    ),
    mistakes=(
        KnownMistake(
            "counted_in_hours",
            "Max-Age counts seconds. A day is 24 * 60 * 60 of them.",
            WINS,
            _counted_in_hours,
        ),
        KnownMistake(
            "carried_for_ever",
            "The cookie was carried after its day was over. The server cannot see its age: it is the client that has "
            "to let it die.",
            DIES,
            _carried_for_ever,
        ),
    ),
    debrief="The server named a length of time and forgot it. The clock that ended the day was the client's.",
    needs=("05",),
)

# 05.2 ---------------------------------------------------------------------------------------------------------------

PLACES = ("/", "/desk/", "/desk/echo/")


def check_delete(work: Work) -> None:
    """Three of one name were given; the server took one back; the echo carries the other two."""
    for path in work.chance.sample(PLACES, 2):
        name = work.word()
        talk = work.run(name=name, path=path)
        kept = {line.attribute("path"): line.value for _, line in _given(talk, name)}
        if missing := [place for place in PLACES if place not in kept]:
            raise NotYet(expected=f"the server gives {name} for the path {missing[0]}", seen="no answer did")
        taken = talk.took_back(name)
        if not taken:
            raise NotYet(expected=f"an answer takes {name} back for the path {path}", seen="no answer took one back")
        looks = [each for each in talk.to(ECHO) if each.number > taken[-1].number]
        if not looks:
            raise NotYet(expected=f"after that, a request goes to {ECHO}", seen="there was none")
        expected = sorted(value for place, value in kept.items() if place != path)
        carried = sorted(cookie_values(looks[-1], name))
        if carried != expected:
            raise NotYet(
                expected=f"the request for {ECHO} carries the two others, {' and '.join(expected)}",
                seen=f"it carried {' and '.join(carried) or 'none of that name'}",
                exchange=looks[-1],
            )
        if path not in {line.attribute("path") for each in taken for line in each.response_cookies}:
            raise NotYet(expected=f"the server takes back the one for {path}", seen="it took back another")


def _named_no_path(talk: Conversation) -> bool:
    """Whether the deletion named the path /, which means the widest one, although another was meant."""
    name = talk.arguments["name"]
    taken = [line.attribute("path") for each in talk.took_back(name) for line in each.response_cookies]
    return talk.arguments["path"] != "/" and taken == ["/"]


def _blanked(talk: Conversation) -> bool:
    name = talk.arguments["name"]
    return not talk.took_back(name) and any(line.value.strip('"') == "" for _, line in _given(talk, name))


def _dropped_alone(talk: Conversation) -> bool:
    name = talk.arguments["name"]
    last = talk.to(ECHO)[-1:]
    return not talk.took_back(name) and any(len(cookie_values(each, name)) == 2 for each in last)


DELETE = FunctionTask(
    name="05.2",
    title="Delete one properly",
    minutes=6,
    takes=("url", "name", "path"),
    check=check_delete,
    hints=(
        "Three cookies of one name differ in one attribute. A deletion has to say which of them it means.",
        "/desk/delete-cookie/ takes path as well as name. Without a path it means /.",
        'Ask three times for params={"name": name, "value": …, "path": place}, then /desk/delete-cookie/ with '
        'params={"name": name, "path": path}, then the echo; all with one Session object.',
    ),
    mistakes=(
        KnownMistake(
            "named_no_path",
            "The deletion was for the path /, as it is where none is named, and took the wide one. Same name, same "
            "domain, same path: only then is it the same cookie.",
            TAKEN_BACK,
            _named_no_path,
        ),
        KnownMistake(
            "blanked",
            "An empty value is a value. The cookie lives on and travels; a deletion is an expiry in the past.",
            TAKEN_BACK,
            _blanked,
        ),
        KnownMistake(
            "dropped_alone",
            "Two are carried, but the server took none back: your client dropped one by itself. The task wants the "
            "server's way, which does not depend on your code.",
            TAKEN_BACK,
            _dropped_alone,
        ),
    ),
    debrief="A deletion is a dead cookie with the same name, domain and path. It hits one cookie and no other.",
    needs=("05.1",),
)

# 05.3 ---------------------------------------------------------------------------------------------------------------

CASES = {
    "sent": (
        ("name={n}&value=1", "/desk/echo/"),
        ("name={n}&value=1&path=/desk", "/desk/cookies/"),
        ("name={n}&value=1&max_age=60&httponly=1", "/market/"),
    ),
    "path": (
        ("name={n}&value=1&path=/des", "/desk/echo/"),
        ("name={n}&value=1&path=/market/", "/desk/echo/"),
        ("name={n}&value=1&path=/desk/&httponly=1", "/market/"),
    ),
    "secure": (
        ("name={n}&value=1&secure=1", "/desk/echo/"),
        ("name={n}&value=1&secure=1&max_age=3600", "/market/"),
    ),
    "expired": (
        ("name={n}&value=1&max_age=0", "/desk/echo/"),
        ("name={n}&value=1&max_age=-5", "/market/"),
    ),
    "domain": (
        ("name={n}&value=1&domain=example.com", "/desk/echo/"),
        ("name={n}&value=1&domain=localhost", "/market/"),
    ),
}


def check_why_not(work: Work) -> None:
    """The function names the reason of each of seven cases: three that come back, and one of every other kind."""
    chosen = [(*case, "sent") for case in CASES["sent"]]
    for kind in ("path", "secure", "expired", "domain"):
        chosen.append((*work.chance.choice(CASES[kind]), kind))
    work.chance.shuffle(chosen)
    cases = [(order.format(n=work.word()), page) for order, page, _ in chosen]
    talk = work.run(cases=cases)
    answers = _words_of(talk.returned)
    if len(answers) != len(cases):
        raise NotYet(
            expected=f"the function returns a list of {len(cases)} words, one for each case",
            seen=f"it returned {_short(talk.returned)}",
        )
    for (order, page), (_, _, reason), answer in zip(cases, chosen, answers, strict=True):
        if answer != reason:
            raise NotYet(
                expected=f"the right word for {order}, asked for at {page}",
                seen=f'the function says "{_short(answer)}"',
                exchange=next((each for each in talk.exchanges if order.split("&")[0] in each.query), None),
            )


def _words_of(returned: Any) -> list[str]:
    return [str(word).strip().lower() for word in returned] if isinstance(returned, list | tuple) else []


def _short(value: Any) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else text[:59] + "…"


def _read_the_line_only(talk: Conversation) -> bool:
    """Whether a case was named after an attribute in its line, although the cookie came back."""
    answers = _words_of(talk.returned)
    cases = talk.arguments["cases"]
    harmless = [("max_age=60&" in order, "path=/desk" in order and page == "/desk/cookies/") for order, page in cases]
    pairs = list(zip(answers, harmless, strict=False))
    return any((old and word == "expired") or (fits and word == "path") for word, (old, fits) in pairs)


def _one_jar_for_all(talk: Conversation) -> bool:
    """Whether requests carried cookies of several cases at once. (The market's own csrftoken is none of them.)"""
    names = {order.split("&")[0].removeprefix("name=") for order, _ in talk.arguments["cases"]}
    return any(len(names & {name for name, _ in each.request_cookies}) > 1 for each in talk.exchanges)


WHY_NOT = FunctionTask(
    name="05.3",
    title="Why did it not come back?",
    minutes=10,
    takes=("url", "cases"),
    check=check_why_not,
    hints=(
        "First ask whether it comes back at all: a client of its own for each case, the desk, then the page.",
        "If it does not, the Set-Cookie line that was given tells why: look for Domain=, Secure, Max-Age in it. A "
        "server may name only its own host or one that it lies below. If none of them explains it, it was the path.",
        'answer.headers["Set-Cookie"] is the line. Whether it comes back: the page\'s request has a Cookie header, '
        'page.request.headers.get("Cookie").',
    ),
    mistakes=(
        KnownMistake(
            "read_the_line_only",
            "An attribute that stands in the line need not be the reason: a Max-Age of a minute has not run out, and "
            "a path that fits keeps nothing back. Look first whether the cookie came back.",
            PAGES,
            _read_the_line_only,
        ),
        KnownMistake(
            "one_jar_for_all",
            "One jar held the cookies of several cases, so that one case answered for another. Take a new Session "
            "object for each.",
            HOSTS,
            _one_jar_for_all,
        ),
    ),
    debrief="Four reasons, all of them the client's: it kept the cookie out, kept it back, or let it die.",
    needs=("05.2",),
)

# 05.4 ---------------------------------------------------------------------------------------------------------------


def check_come_back(work: Work) -> None:
    """The server gives a persistent cookie, and the market's request carries it."""
    name, value = work.word(), work.word()
    talk = work.run(name=name, value=value)
    given = [(each, line) for each, line in _given(talk, name) if line.value == value]
    if not given:
        raise NotYet(expected=f"the server gives {name}={value}", seen="no answer gave it")
    exchange, line = given[-1]
    looks = [each for each in talk.to(MARKET) if each.number > exchange.number]
    if not any(value in cookie_values(each, name) for each in looks):
        raise NotYet(
            expected=f"the request for {MARKET} carries {name}={value}",
            seen="it came without" if looks else "there was no such request",
            exchange=looks[-1] if looks else exchange,
        )
    if (_age(line) or 0) < DAY:
        raise NotYet(
            expected="the cookie has at least a day to live: Max-Age=86400 or more",
            seen="it is a session cookie, without a Max-Age" if _age(line) is None else f"Max-Age is {_age(line)}",
            exchange=exchange,
        )


def _still(what: str) -> Any:
    def sign(talk: Conversation) -> bool:
        lines = [line for _, line in _given(talk, talk.arguments["name"])]
        if not lines:
            return False
        last = lines[-1]
        if what == "secure":
            return last.attribute("secure") is not None
        if what == "path":
            return not MARKET.startswith(last.attribute("path") or "/") and last.attribute("secure") is None
        return _age(last) is None

    return sign


COME_BACK = FunctionTask(
    name="05.4",
    title="Find the bug: three faults in one line",
    minutes=6,
    takes=("url", "name", "value"),
    check=check_come_back,
    hints=(
        "Read the params one by one and ask of each: does it let the cookie go to http://…/market/? Does it outlive "
        "the browser?",
        "The path keeps it from the market, secure keeps it from http. What keeps it alive is missing.",
        'params={"name": name, "value": value, "path": "/", "max_age": 86400}',
    ),
    mistakes=(
        KnownMistake(
            "still_secure",
            "The line still says Secure, and the site is asked over http: the jar keeps the cookie back.",
            SECURE,
            _still("secure"),
        ),
        KnownMistake(
            "still_another_path",
            "The path is not the beginning of /market/, so the jar keeps the cookie for other pages.",
            PAGES,
            _still("path"),
        ),
        KnownMistake(
            "still_a_session_cookie",
            "It comes back, but it has no expiry: when the browser session ends, it is gone.",
            DIES,
            _still("age"),
        ),
    ),
    debrief="Path and Secure keep a cookie back, an expiry lets it outlive the browser; the client does all three.",
    needs=("05.3",),
)

# 05.5 ---------------------------------------------------------------------------------------------------------------

PAGES_APART = (
    ("/desk/cookies/", "/market/"),
    ("/market/", "/desk/echo/"),
    ("/desk/echo/", "/desk/cookies/"),
    ("/preferences/", "/desk/hello/"),
    ("/desk/hello/", "/desk/echo/"),
)


def check_reach(work: Work) -> None:
    """One cookie: carried to the one page, not to the other, hidden from scripts."""
    for page, other in work.chance.sample(PAGES_APART, 2):
        name = work.word()
        talk = work.run(name=name, page=page, other=other)
        given = _given(talk, name)
        if not given:
            raise NotYet(expected=f"the server gives a cookie called {name}", seen="no answer gave one")
        exchange, line = given[-1]
        if line.attribute("httponly") is None:
            raise NotYet(
                expected="the line hides the cookie from scripts", seen="it has no HttpOnly", exchange=exchange
            )
        for path, wanted in ((page, True), (other, False)):
            looks = [each for each in talk.to(path) if each.number > exchange.number]
            if not looks:
                raise NotYet(expected=f"after that, a request goes to {path}", seen="there was none")
            if bool(cookie_values(looks[-1], name)) is not wanted:
                raise NotYet(
                    expected=f"the request for {path} {'carries' if wanted else 'does not carry'} {name}",
                    seen="it did not" if wanted else "it did",
                    exchange=looks[-1],
                )
        if not any(_connected(first, last) for first in talk.to(page) for last in talk.to(other)):
            raise NotYet(
                expected="both requests come from the client that was given the cookie",
                seen=f"the one for {other} came from another client",
            )


def _connected(first: Exchange, last: Exchange) -> bool:
    return first.connection == last.connection


def _too_wide(talk: Conversation) -> bool:
    name, other = talk.arguments["name"], talk.arguments["other"]
    return any(cookie_values(each, name) for each in talk.to(other))


def _secure_instead(talk: Conversation) -> bool:
    return any(line.attribute("secure") is not None for _, line in _given(talk, talk.arguments["name"]))


REACH = FunctionTask(
    name="05.5",
    title="Choose the reach",
    minutes=6,
    takes=("url", "name", "page", "other"),
    check=check_reach,
    hints=(
        "Two attributes are needed: one says to which pages it goes, one says who may read it.",
        "The path must be a beginning of page and no beginning of other. Which path is that in every case?",
        'params={"name": name, "value": "1", "path": page, "httponly": 1}, then both pages with the same Session '
        "object.",
    ),
    mistakes=(
        KnownMistake(
            "too_wide",
            "The other page got it as well: the cookie's path is a beginning of both. Choose a longer one.",
            PAGES,
            _too_wide,
        ),
        KnownMistake(
            "secure_instead",
            "Secure does not hide a cookie from scripts; it keeps it from plain http, and so from this whole site. "
            "The word for scripts is HttpOnly.",
            SECURE,
            _secure_instead,
        ),
    ),
    debrief="Path chose the pages, HttpOnly the reader. The client did both; the server only asked for it.",
    needs=("05.3",),
)

# 05.6 ---------------------------------------------------------------------------------------------------------------

SENT = frozenset("bdgklnp")
"""What a client that follows draft 6265bis sends; the tests compare it with classroom.cookies and Chromium."""


def check_sixteen(work: Work) -> None:
    """The letters are those of the seven that a browser sends."""
    answer = _letters(work.call().returned)
    if answer is None:
        raise NotYet(
            expected='the function returns letters from a to p, such as "a c x"',
            seen="it returned something else",
        )
    wrong = sorted(answer ^ SENT)
    if wrong:
        sent = "is sent" if wrong[0] in SENT else "is not sent"
        raise NotYet(
            expected="the letters of exactly those that a browser sends",
            seen=f"{16 - len(wrong)} of 16 are right; for one, {wrong[0]} {sent}",
        )


def _letters(returned: Any) -> set[str] | None:
    """The letters in what a function returned; None where it holds anything else."""
    if isinstance(returned, list | tuple | set | frozenset):
        returned = " ".join(map(str, returned))
    if not isinstance(returned, str) or not re.fullmatch(r"[\sa-pA-P,;]*", returned):
        return None
    return set(re.sub(r"[\s,;]", "", returned.lower())) or None


def _said(letters: str) -> Any:
    """A sign: at least one of these was said to be sent. The rest may be right or wrong."""

    def sign(talk: Conversation) -> bool:
        return bool((_letters(talk.returned) or set()) & set(letters))

    return sign


def _dropped(letters: str) -> Any:
    """A sign: one of these was left out, although it is sent."""

    def sign(talk: Conversation) -> bool:
        answer = _letters(talk.returned)
        return answer is not None and bool(set(letters) - answer)

    return sign


SIXTEEN = FunctionTask(
    name="05.6",
    title="Predict a table of sixteen cookies",
    minutes=9,
    takes=("url",),
    check=check_sixteen,
    hints=(
        "For each line ask in this order: is it stored at all? Does it still live? Host? Path? Secure?",
        "Four are never stored or die at once, two meet another host or scheme, three have a path that does not fit.",
        'Ask the explainer of the one in doubt: explain_cookie("f=1; Path=/car", "https://shop.example.com/cart/", '
        'send_to="https://shop.example.com/cart/").',
    ),
    mistakes=(
        KnownMistake(
            "path_is_any_beginning",
            "A path must end where a part of the address ends, and capitals count: /car does not fit /cart/, nor does "
            "/CART. Without a Path it is the directory of the page that set it.",
            PAGES,
            _said("afi"),
        ),
        KnownMistake(
            "prefix_or_none_without_secure",
            "A name that begins with __Host-, and SameSite=None: both need Secure, or a browser refuses the cookie.",
            STARTED,
            _said("mo"),
        ),
        KnownMistake(
            "port_keeps_it_back",
            "Another port of the same host gets the cookie: no attribute speaks of ports.",
            PORT,
            _dropped("b"),
        ),
    ),
    debrief="Stored or refused, alive or dead, host, path, Secure: the client asks these questions, in this order.",
    needs=("05.3",),
)

TASKS = (HIDE, DELETE, WHY_NOT, COME_BACK, REACH, SIXTEEN)

# The predictions of the lesson ----------------------------------------------------------------------------------------
