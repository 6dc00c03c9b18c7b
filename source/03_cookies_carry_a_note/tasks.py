"""Lesson 03: what its tasks check, and their known mistakes."""

from __future__ import annotations

from itertools import pairwise

from classroom.check import Conversation, Exchange, FunctionTask, KnownMistake, NotYet, Place, Work, cookie_values

HELLO, ECHO, COUNTER = "/desk/hello/", "/desk/echo/", "/desk/cookie-counter/"


def _place(heading: str) -> Place:
    return Place("03_cookies_carry_a_note", heading)


WHO_WRITES = _place("Who writes the note?")
BY_HAND = _place("Can you carry it by hand?")
WHO_CARRIES = _place("Who carries the note from now on?")
GOES_BACK = _place("What goes back to the server?")
SAME_NAME = _place("What if the server writes the same name again?")
TAKEN_BACK = _place("How does a server take a note back?")
ONE_ANSWER = _place("How do two notes fit in one answer?")
PROOF = _place("Does a note prove who you are?")


def _carried(exchange: Exchange) -> str:
    """The cookies of a request, in words."""
    pairs = "; ".join(f"{name}={value}" for name, value in exchange.request_cookies)
    return f"it carried {pairs}" if pairs else "it carried no cookie"


def _is_blank(value: str) -> bool:
    return value.strip('"') == ""


# 03.1 ---------------------------------------------------------------------------------------------------------------


def check_greeted(work: Work) -> None:
    """The server gives the name in one answer, and a later request brings it to the hello page."""
    name = work.word().capitalize()
    talk = work.run(name=name)
    given = talk.gave("visitor_name", name)
    if not given:
        raise NotYet(
            expected=f"an answer of the server gives the cookie visitor_name={name}",
            seen="no answer did",
        )
    greetings = [exchange for exchange in talk.to(HELLO) if exchange.number > given[0].number]
    if not greetings:
        raise NotYet(
            expected=f"after the server gave the note, a request goes to {HELLO}",
            seen="there was none",
            exchange=given[0],
        )
    if not any(("visitor_name", name) in exchange.request_cookies for exchange in greetings):
        raise NotYet(
            expected=f"the request for {HELLO} carries visitor_name={name}",
            seen=_carried(greetings[-1]),
            exchange=greetings[-1],
        )


def _came_empty_handed(talk: Conversation) -> bool:
    given, last = talk.gave("visitor_name"), talk.to(HELLO)[-1:]
    return any(given[0].number < hello.number and not hello.request_cookies for hello in last) if given else False


def _brought_its_own_note(talk: Conversation) -> bool:
    return not talk.gave("visitor_name") and any(cookie_values(exchange, "visitor_name") for exchange in talk.exchanges)


def _put_the_name_in_the_address(talk: Conversation) -> bool:
    name = talk.arguments["name"]
    return any(name in value for exchange in talk.to(HELLO) for _, value in exchange.parameters)


GREETED = FunctionTask(
    name="03.1",
    title="Be greeted by name",
    minutes=4,
    takes=("url", "name"),
    check=check_greeted,
    hints=(
        "Two requests are needed: one in which the server gives the note, one in which you bring it back.",
        "requests.get forgets everything when it returns. Something has to keep the note between the two requests: "
        "the lesson used a Session object for it.",
        'Make client = requests.Session(). Ask client.get(url + "/desk/set-cookie/", params={"name": "visitor_name", '
        '"value": name}), and then client.get(url + "/desk/hello/").',
    ),
    mistakes=(
        KnownMistake(
            "came_empty_handed",
            "The server gave the note, but your request did not bring it: requests.get has no jar that outlives the "
            "call. The server does not recognise you; it reads what you bring.",
            WHO_CARRIES,
            _came_empty_handed,
        ),
        KnownMistake(
            "brought_its_own_note",
            "The hello page believed you, for a server cannot see who wrote a note. But here the client wrote it "
            "itself; the task wants the usual way, in which the server gives the cookie with Set-Cookie.",
            WHO_WRITES,
            _brought_its_own_note,
        ),
        KnownMistake(
            "put_the_name_in_the_address",
            "The name went into the address. That is data for one request; a cookie is a header of its own, "
            "which the client adds to every later request.",
            BY_HAND,
            _put_the_name_in_the_address,
        ),
    ),
    debrief="The server knew the name in the second request because that request said it: the memory was yours.",
    needs=("03",),
)

# 03.2 ---------------------------------------------------------------------------------------------------------------


def check_one_of_two(work: Work) -> None:
    """One answer gives two cookies; a later echo request carries one of them, as given, and nothing else."""
    keep, leave = work.word(5), work.word(6)
    talk = work.run(keep=keep, leave=leave)
    both = [exchange for exchange in talk.gave(keep) if exchange in talk.gave(leave)]
    if not both:
        raise NotYet(
            expected=f"one answer gives two cookies, {keep} and {leave}",
            seen="no answer gave both",
        )
    value = next(cookie.value for cookie in both[0].response_cookies if cookie.name == keep)
    echoes = [exchange for exchange in talk.to(ECHO) if exchange.number > both[0].number]
    if not echoes:
        raise NotYet(expected=f"after that, a request goes to {ECHO}", seen="there was none", exchange=both[0])
    if echoes[-1].request_cookies != ((keep, value),):
        raise NotYet(
            expected=f"the request for {ECHO} carries {keep}={value} and no other cookie",
            seen=_carried(echoes[-1]),
            exchange=echoes[-1],
        )


def _sent_the_whole_line_back(talk: Conversation) -> bool:
    names = {name.strip().lower() for exchange in talk.exchanges for name, _ in exchange.request_cookies}
    return bool(names & {"path", "max-age", "expires", "samesite", "httponly", "domain", "set-cookie: path"})


def _brought_both(talk: Conversation) -> bool:
    keep, leave = talk.arguments["keep"], talk.arguments["leave"]
    return any(cookie_values(exchange, keep) and cookie_values(exchange, leave) for exchange in talk.to(ECHO))


def _asked_for_two_answers(talk: Conversation) -> bool:
    first, second = talk.gave(talk.arguments["keep"]), talk.gave(talk.arguments["leave"])
    return bool(first and second) and not set(_numbers(first)) & set(_numbers(second))


def _numbers(exchanges: tuple[Exchange, ...]) -> list[int]:
    return [exchange.number for exchange in exchanges]


ONE_OF_TWO = FunctionTask(
    name="03.2",
    title="Bring back one of two notes",
    minutes=6,
    takes=("url", "keep", "leave"),
    check=check_one_of_two,
    hints=(
        "A Session object brings back all that fits. To choose, you have to carry the note yourself, "
        "as in the second section of the lesson.",
        "For two cookies in one answer, the desk takes name and value twice: "
        'params=[("name", keep), ("value", "1"), ("name", leave), ("value", "2")].',
        "The answer's .cookies holds both, taken apart: answer.cookies[keep] is the value. Send it back with "
        'headers={"Cookie": keep + "=" + answer.cookies[keep]}.',
    ),
    mistakes=(
        KnownMistake(
            "sent_the_whole_line_back",
            "The line of the answer went back with its attributes. They are instructions to the client "
            "(how long, how far); only name=value goes back, or else the server reads a cookie called Path.",
            GOES_BACK,
            _sent_the_whole_line_back,
        ),
        KnownMistake(
            "asked_for_two_answers",
            "The two notes came in two answers. One answer can carry as many as it likes, each on a Set-Cookie "
            "line of its own.",
            ONE_ANSWER,
            _asked_for_two_answers,
        ),
        KnownMistake(
            "brought_both",
            "Both notes went back. A jar does not choose: it sends every cookie that fits the request. "
            "To send one alone, write the Cookie header by hand, or take the other out of the jar.",
            BY_HAND,
            _brought_both,
        ),
    ),
    debrief="A server says with Path, Domain or a deletion what it wishes; the client writes the Cookie line.",
    needs=("03.1",),
)

# 03.3 ---------------------------------------------------------------------------------------------------------------


def check_three_states(work: Work) -> None:
    """Three echo requests: the old value, the new value, nothing. The server causes each change."""
    name, old, new = work.word(5), work.word(6), work.word(7)
    talk = work.run(name=name, old=old, new=new)
    echoes = talk.to(ECHO)
    if len(echoes) < 3:
        raise NotYet(expected=f"three requests to {ECHO}, one after each change", seen=f"there were {len(echoes)}")
    first, second, third = echoes[:3]
    for place, echo, value in (("first", first, old), ("second", second, new)):
        if cookie_values(echo, name) != [value]:
            raise NotYet(
                expected=f"the {place} request to {ECHO} carries {name}={value}", seen=_carried(echo), exchange=echo
            )
    if cookie_values(third, name):
        raise NotYet(
            expected=f"the third request to {ECHO} carries no cookie called {name}",
            seen=_carried(third),
            exchange=third,
        )
    changes = (
        (f"the server gives {name}={old} before the first", talk.gave(name, old), 0, first),
        (f"the server gives {name}={new} between the first and the second", talk.gave(name, new), first.number, second),
        (f"the server takes {name} back between the second and the third", talk.took_back(name), second.number, third),
    )
    for expected, found, after, echo in changes:
        if not any(after < exchange.number < echo.number for exchange in found):
            raise NotYet(expected=expected, seen="no answer there did that", exchange=echo)


def _took_blank_for_gone(talk: Conversation) -> bool:
    name = talk.arguments["name"]
    return any(_is_blank(value) for exchange in talk.to(ECHO)[2:] for value in cookie_values(exchange, name))


def _forgot_on_its_own(talk: Conversation) -> bool:
    return (
        not talk.took_back(talk.arguments["name"])
        and not any(cookie_values(exchange, talk.arguments["name"]) for exchange in talk.to(ECHO)[2:3])
        and len(talk.to(ECHO)) >= 3
    )


def _rewrote_the_note_itself(talk: Conversation) -> bool:
    name, new = talk.arguments["name"], talk.arguments["new"]
    return not talk.gave(name, new) and any(new in cookie_values(exchange, name) for exchange in talk.to(ECHO))


THREE_STATES = FunctionTask(
    name="03.3",
    title="Given, replaced, taken back",
    minutes=7,
    takes=("url", "name", "old", "new"),
    check=check_three_states,
    hints=(
        "Six requests, in pairs: the server changes something, then you ask /desk/echo/ to see what goes back.",
        "Giving and replacing are the same request with another value. For the last change the desk has an "
        "address of its own, /desk/delete-cookie/.",
        'With client = requests.Session(): ask /desk/set-cookie/ with params={"name": name, "value": old}, then '
        '/desk/echo/; the same with new; then /desk/delete-cookie/ with params={"name": name}, and /desk/echo/.',
    ),
    mistakes=(
        KnownMistake(
            "took_blank_for_gone",
            "The cookie is still there, and travels: its value is empty. An empty value is a value. "
            "A server takes a cookie back by letting it expire.",
            TAKEN_BACK,
            _took_blank_for_gone,
        ),
        KnownMistake(
            "rewrote_the_note_itself",
            "The second request carried the new value, but no answer gave it: the client wrote over its own note. "
            "A server replaces a cookie by sending Set-Cookie again with the same name.",
            SAME_NAME,
            _rewrote_the_note_itself,
        ),
        KnownMistake(
            "forgot_on_its_own",
            "The third request was without the note, but the server never asked for that: the client threw the note "
            "away, or a new client made the request. The server was not told, either.",
            TAKEN_BACK,
            _forgot_on_its_own,
        ),
    ),
    debrief="Giving, replacing and deleting are one and the same header, Set-Cookie, obeyed by the client.",
    needs=("03.1",),
)

# 03.4 ---------------------------------------------------------------------------------------------------------------


def check_counted(work: Work) -> None:
    """Each visit to the counter carries the note of the answer before it."""
    times = work.chance.randint(4, 6)
    talk = work.run(times=times)
    visits = talk.to(COUNTER)
    if len(visits) != times:
        raise NotYet(expected=f"{times} requests to {COUNTER}", seen=f"there were {len(visits)}")
    if visits[0].request_cookies:
        raise NotYet(expected="the first visit carries no note", seen=_carried(visits[0]), exchange=visits[0])
    for before, visit in pairwise(visits):
        newest = [cookie.value for cookie in before.response_cookies]
        if cookie_values(visit, "visits") != newest:
            raise NotYet(
                expected=f"each visit carries what the answer before it gave, here visits={''.join(newest)}",
                seen=_carried(visit),
                exchange=visit,
            )


def _kept_the_first_note(talk: Conversation) -> bool:
    visits = talk.to(COUNTER)
    first = [cookie.value for cookie in visits[0].response_cookies if cookie.name == "visits"] if visits else []
    return bool(first) and any(cookie_values(visit, "visits") == first for visit in visits[2:])


def _brought_nothing(talk: Conversation) -> bool:
    visits = talk.to(COUNTER)
    return len(visits) > 1 and not any(visit.request_cookies for visit in visits)


def _wrote_the_number_itself(talk: Conversation) -> bool:
    given: set[str] = set()
    for visit in talk.to(COUNTER):
        if set(cookie_values(visit, "visits")) - given:
            return True
        given |= {cookie.value for cookie in visit.response_cookies if cookie.name == "visits"}
    return False


COUNTED = FunctionTask(
    name="03.4",
    title="Find the bug: the counter is stuck at two",
    minutes=6,
    takes=("url", "times"),
    check=check_counted,
    hints=(
        "Take the first line of the function away, run the check, and read the Cookie line of every request from the "
        "second on. What should have changed, and did not?",
        "Every answer of the counter gives a new note. Which of them does the program keep?",
        "The line under if runs once only. Without the if, each answer's note takes the place of the one before.",
    ),
    mistakes=(
        KnownMistake(
            "kept_the_first_note",
            "Every request after the first carries the first note. The server gave a newer one in each answer; "
            "a client has to let the new one replace the old.",
            SAME_NAME,
            _kept_the_first_note,
        ),
        KnownMistake(
            "brought_nothing",
            "No visit carried a note, so each was the first visit for the server. It does not count you; "
            "it counts on from what you bring.",
            WHO_CARRIES,
            _brought_nothing,
        ),
        KnownMistake(
            "wrote_the_number_itself",
            "A number arrived that the server had never given. It was believed, for this note is neither secret nor "
            "signed; but then it counts nothing.",
            PROOF,
            _wrote_the_number_itself,
        ),
    ),
    debrief="The count lived in the note alone: who carries an old note goes back to an old count.",
    needs=("03.1",),
)

# 03.5 ---------------------------------------------------------------------------------------------------------------


def check_one_name(work: Work) -> None:
    """One echo request carries two cookies of one name; after the server took the deep one back, the wide one alone."""
    name, wide, deep = work.word(5), work.word(6), work.word(7)
    talk = work.run(name=name, wide=wide, deep=deep)
    echoes = talk.to(ECHO)
    if len(echoes) < 2:
        raise NotYet(expected=f"two requests to {ECHO}, before and after the mending", seen=f"there were {len(echoes)}")
    broken, mended = echoes[0], echoes[-1]
    for value in (wide, deep):
        if not any(exchange.number < broken.number for exchange in talk.gave(name, value)):
            raise NotYet(
                expected=f"the server gives {name}={value} before the first request to {ECHO}",
                seen="no answer did",
                exchange=broken,
            )
    if sorted(cookie_values(broken, name)) != sorted((wide, deep)):
        raise NotYet(
            expected=f"the first request to {ECHO} carries {name}={deep} and {name}={wide}",
            seen=_carried(broken),
            exchange=broken,
        )
    if cookie_values(mended, name) != [wide]:
        raise NotYet(
            expected=f"the last request to {ECHO} carries {name}={wide} alone", seen=_carried(mended), exchange=mended
        )
    if not any(broken.number < exchange.number < mended.number for exchange in talk.took_back(name)):
        raise NotYet(
            expected=f"between the two, an answer takes back {name} for /desk/", seen="no answer did", exchange=mended
        )


def _replaced_instead(talk: Conversation) -> bool:
    """Whether both were given for one path, so that the second took the place of the first."""
    name, echoes = talk.arguments["name"], talk.to(ECHO)
    lines = (line for each in talk.gave(name) for line in each.response_cookies if line.name == name)
    paths = [line.attribute("path") or "/" for line in lines]
    return bool(echoes) and len(paths) > len(set(paths)) and len(echoes[0].request_cookies) == 1


def _took_the_wide_one(talk: Conversation) -> bool:
    name, wide, deep = (talk.arguments[key] for key in ("name", "wide", "deep"))
    last = cookie_values(talk.to(ECHO)[-1], name) if talk.to(ECHO) else []
    return bool(talk.took_back(name)) and deep in last and wide not in last


def _blanked_instead(talk: Conversation) -> bool:
    name = talk.arguments["name"]
    return any(_is_blank(value) for exchange in talk.to(ECHO) for value in cookie_values(exchange, name))


ONE_NAME_TWICE = FunctionTask(
    name="03.5",
    title="Break it, then mend it: two notes of one name",
    minutes=8,
    takes=("url", "name", "wide", "deep"),
    check=check_one_name,
    hints=(
        "A jar tells cookies apart by more than the name. Which attribute makes two of one name possible?",
        'Give the second one with "path": "/desk/" among the params. Do not read client.cookies[name] while there are '
        "two; the echo shows both.",
        'To mend it, ask /desk/delete-cookie/ with params={"name": name, "path": "/desk/"}: a deletion takes back the '
        "cookie of the same name and the same path.",
    ),
    mistakes=(
        KnownMistake(
            "replaced_instead",
            "The second note took the place of the first: same name, same host, same path is the same cookie. "
            "For two, one of the three has to differ; here it is the path.",
            SAME_NAME,
            _replaced_instead,
        ),
        KnownMistake(
            "took_the_wide_one",
            "The wrong one went. A deletion without a path means the path /, and leaves every other cookie of that "
            "name where it is.",
            TAKEN_BACK,
            _took_the_wide_one,
        ),
        KnownMistake(
            "blanked_instead",
            "The cookie for /desk/ still travels, with an empty value. A server takes a cookie back by letting it "
            "expire, under its name and path.",
            TAKEN_BACK,
            _blanked_instead,
        ),
    ),
    debrief="A jar knows a cookie by name, host and path together; of these, the server is told the name alone.",
    needs=("03.3",),
)

TASKS = (GREETED, ONE_OF_TWO, THREE_STATES, COUNTED, ONE_NAME_TWICE)

# The predictions of the lesson ----------------------------------------------------------------------------------------
