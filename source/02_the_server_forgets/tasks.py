"""Lesson 02: what its tasks check, and their known mistakes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from classroom.check import Conversation, Exchange, FunctionTask, KnownMistake, NotYet, Place, Work, path_and_query

HELLO, ECHO, COUNTER, REDIRECT = "/desk/hello/", "/desk/echo/", "/desk/counter/", "/desk/redirect/"
COOKIE_COUNTER = "/desk/cookie-counter/"
VISITOR = "visitor_name"


def _place(heading: str) -> Place:
    return Place("02_the_server_forgets", heading)


HANGS_UP = _place("Does the server hang up after each answer?")
WHO_HANGS_UP = _place("Who hangs up, then?")
REMEMBERS = _place("Does the connection remember who you are?")
NEW_CONNECTION = _place("Does a new connection lose your login?")
SESSION_OBJECT = _place("Is a Session object a connection?")
ADDRESS = _place("Could the address carry your name?")
OTHER_WAYS = _place("Must it be cookies and sessions?")


def _names(exchange: Exchange) -> list[str]:
    """The visitors that a request named: one name, none, or more than one."""
    return [value for name, value in exchange.request_cookies if name == VISITOR]


def _connections(exchanges: Iterable[Exchange]) -> list[int]:
    """The numbers of the connections that carried these exchanges, each once, in order."""
    return list(dict.fromkeys(exchange.connection for exchange in exchanges))


def _in_words(connections: Sequence[int]) -> str:
    """Numbers of connections as the ladder has them: "connection 4", "connections 4, 5 and 6"."""
    *first, last = connections
    return f"connections {', '.join(map(str, first))} and {last}" if first else f"connection {last}"


def _on(connection: int, exchanges: Iterable[Exchange]) -> list[Exchange]:
    return [exchange for exchange in exchanges if exchange.connection == connection]


def _asks_to_close(exchange: Exchange) -> bool:
    return any("close" in value.lower() for value in exchange.request.all("connection"))


def _words(echo: Exchange) -> list[str]:
    """The words in the URL of a request to the echo."""
    return [value for name, value in echo.parameters if name == "word"]


# 02.1 ---------------------------------------------------------------------------------------------------------------


def check_kept(work: Work) -> None:
    """A request to the echo for each word; some connection carried them all."""
    words = [work.word() for _ in range(work.chance.randint(4, 6))]
    echoes = work.run(words=words).to(ECHO)
    asked = [[echo for echo in echoes if _words(echo) == [word]] for word in words]
    for word, found in zip(words, asked, strict=True):
        if not found:
            crowded = next((echo for echo in echoes if word in _words(echo)), None)
            raise NotYet(
                expected=f"one request goes to {ECHO}?word={word}",
                seen="one request asked for several words" if crowded else "none did",
                exchange=crowded or (echoes[-1] if echoes else None),
            )
    if not any(all(_on(each, found) for found in asked) for each in _connections(echoes)):
        raise NotYet(
            expected=f"all {len(words)} requests travel on one connection",
            seen=f"they travelled on {_in_words(_connections(echoes))}",
            exchange=echoes[-1],
        )


def _asked_to_hang_up(talk: Conversation) -> bool:
    return any(_asks_to_close(echo) or echo.request.start_line.endswith("/1.0") for echo in talk.to(ECHO))


def _a_connection_for_each_word(talk: Conversation) -> bool:
    return len(_connections(talk.to(ECHO))) > 1


def _all_words_at_once(talk: Conversation) -> bool:
    words = set(talk.arguments["words"])
    return any(sum(word in echo.target for word in words) > 1 for echo in talk.to(ECHO))


KEEP = FunctionTask(
    name="02.1",
    title="Keep the connection",
    minutes=4,
    takes=("url", "words"),
    check=check_kept,
    hints=(
        "Nothing special has to be sent for this: in HTTP/1.1 a connection stays open unless somebody closes it.",
        "requests.get closes its connection when it returns. Which object of requests keeps one for the next request?",
        "Make client = requests.Session() once, before the loop. In the loop, ask "
        'client.get(url + "/desk/echo/", params={"word": word}).',
    ),
    mistakes=(
        KnownMistake(
            "asked_to_hang_up",
            "The request itself asked for the end of the connection, with Connection: close or by speaking HTTP/1.0. "
            "The server did as it was told.",
            WHO_HANGS_UP,
            _asked_to_hang_up,
        ),
        KnownMistake(
            "a_connection_for_each_word",
            "The requests came on several connections. It was not the server that hung up: requests.get closes what "
            "it opened, and a new Session object opens a connection of its own.",
            HANGS_UP,
            _a_connection_for_each_word,
        ),
        KnownMistake(
            "all_words_at_once",
            "One request is on one connection, to be sure, but then nothing shows that it was kept. "
            "A connection can carry many requests, one after the other.",
            HANGS_UP,
            _all_words_at_once,
        ),
    ),
    debrief="A server need not hang up after an answer: HTTP/1.1 connections are persistent.",
    needs=("02",),
)

# 02.2 and 02.4 ------------------------------------------------------------------------------------------------------


def _count(visit: Exchange) -> int:
    """The number that a visit to the counter left in its session row; 0 where there is none."""
    row = visit.notes.session_after if visit.notes else None
    number = row.data.get("visits") if row else None
    return number if isinstance(number, int) else 0


def _counted(work: Work) -> tuple[Exchange, ...]:
    """Run the function. Returns its visits to the counter, which counted one by one up to `times`."""
    times = work.chance.randint(3, 6)
    visits = work.run(times=times).to(COUNTER)
    if len(visits) != times:
        raise NotYet(expected=f"{times} requests to {COUNTER}", seen=f"there were {len(visits)}")
    for number, visit in enumerate(visits, 1):
        if _count(visit) != number:
            raise NotYet(
                expected=f"request {number} of {times} to {COUNTER} finds the page counting to {number}",
                seen=f"the page counted to {_count(visit)}",
                exchange=visit,
            )
    return visits


def _always_one(talk: Conversation) -> bool:
    visits = talk.to(COUNTER)
    return len(visits) > 1 and all(_count(visit) == 1 for visit in visits)


def _changes_connections(talk: Conversation) -> bool:
    return len(_connections(talk.to(COUNTER))) > 1


def check_hung_up(work: Work) -> None:
    """The session counts the visits, and no two visits share a connection."""
    seen: set[int] = set()
    for visit in _counted(work):
        if visit.connection in seen:
            raise NotYet(
                expected="each visit travels on a connection of its own",
                seen=f"connection {visit.connection} had carried an earlier visit already",
                exchange=visit,
            )
        seen.add(visit.connection)


HANG_UP = FunctionTask(
    name="02.2",
    title="Hang up, and go on counting",
    minutes=6,
    takes=("url", "times"),
    check=check_hung_up,
    hints=(
        "Two things are kept apart here: the connection, and the text by which the server finds your count. "
        "Drop the first, keep the second.",
        "A Session object keeps both. One of its methods closes the connections and nothing else; the lesson used it.",
        'Make client = requests.Session() before the loop. In the loop: client.get(url + "/desk/counter/"), '
        "then client.close().",
    ),
    mistakes=(
        KnownMistake(
            "began_again_each_time",
            "Every visit was the first. With the connection the text was lost, too: it was not carried from one visit "
            "to the next. The new connection is not what lost the count.",
            NEW_CONNECTION,
            lambda talk: _always_one(talk) and _changes_connections(talk),
        ),
        KnownMistake(
            "stayed_on_one",
            "A Session object keeps its connection open, so visits shared it. To hang up between two of them, "
            "close it; the jar stays, and the Session object goes on.",
            SESSION_OBJECT,
            lambda talk: len(_connections(talk.to(COUNTER))) < len(talk.to(COUNTER)),
        ),
        KnownMistake(
            "took_the_other_counter",
            "That is the counter whose number stands in the client's own text. Here the server keeps the number, in "
            "/desk/counter/.",
            OTHER_WAYS,
            lambda talk: bool(talk.to(COOKIE_COUNTER)),
        ),
    ),
    debrief="The count hung on the text that you brought, and not on the connection.",
    needs=("02.1",),
)

# 02.3 ---------------------------------------------------------------------------------------------------------------


def _matched(hellos: Iterable[Exchange], wanted: Sequence[list[str]]) -> list[Exchange]:
    """The hellos that name the wanted visitors in order; others may come between. Shorter where some are missing."""
    found: list[Exchange] = []
    for hello in hellos:
        if len(found) < len(wanted) and _names(hello) == wanted[len(found)]:
            found.append(hello)
    return found


def check_shared(work: Work) -> None:
    """Three greetings on one connection: of the first visitor, of a stranger, of the second."""
    for _ in range(2):
        first, second = work.word().capitalize(), work.word().capitalize()
        hellos = work.run(first=first, second=second).to(HELLO)
        wanted = [[first], [], [second]]
        if any(len(_matched(_on(each, hellos), wanted)) == len(wanted) for each in _connections(hellos)):
            continue
        found = _matched(hellos, wanted)
        if len(found) == len(wanted):
            raise NotYet(
                expected="the three requests travel on one connection",
                seen=f"they travelled on {_in_words(_connections(found))}",
                exchange=found[-1],
            )
        after = found[-1].number if found else 0
        rest = [hello for hello in hellos if hello.number > after]
        names = wanted[len(found)]
        raise NotYet(
            expected=f"the {('first', 'second', 'third')[len(found)]} request to {HELLO} "
            + (f"carries {VISITOR}={names[0]}" if names else f"carries no {VISITOR}"),
            seen=_whom(rest[0]) if rest else "there was no such request",
            exchange=rest[0] if rest else None,
        )


def _whom(hello: Exchange) -> str:
    pairs = [f"{VISITOR}={name}" for name in _names(hello)]
    return f"it carried {' and '.join(pairs) or f'no {VISITOR}'}"


def _named_nobody_at_all(talk: Conversation) -> bool:
    return bool(talk.to(HELLO)) and not any(_names(hello) for hello in talk.to(HELLO))


def _the_note_stayed(talk: Conversation) -> bool:
    hellos, first = talk.to(HELLO), [talk.arguments["first"]]
    return len(hellos) > 1 and all(_names(hello) for hello in hellos) and _names(hellos[1]) == first


def _a_connection_for_each_visitor(talk: Conversation) -> bool:
    return len(_connections(talk.to(HELLO))) > 1


SHARE = FunctionTask(
    name="02.3",
    title="One connection, two visitors",
    minutes=6,
    takes=("url", "first", "second"),
    check=check_shared,
    hints=(
        "The connection has to stay, and the header has to change. A header that you write for one request belongs to "
        "that request alone.",
        "A Session object keeps the connection. Hand the header over with each get, and leave it out in the second.",
        'client.get(url + "/desk/hello/", headers={"Cookie": "visitor_name=" + first}), then the same address without '
        "headers, then with second in place of first.",
    ),
    mistakes=(
        KnownMistake(
            "named_nobody_at_all",
            "No request named a visitor in its Cookie header, so the server greeted strangers. It does not learn a "
            "name from the connection, nor here from the address.",
            REMEMBERS,
            _named_nobody_at_all,
        ),
        KnownMistake(
            "the_note_stayed",
            "The second request named the first visitor again. The server did not remember: the client sent the text "
            "once more. What is put into a Session object itself goes along with every request.",
            SESSION_OBJECT,
            _the_note_stayed,
        ),
        KnownMistake(
            "a_connection_for_each_visitor",
            "Each visitor came on another connection. That works, but it leaves a doubt: is it the connection that "
            "tells the visitors apart? On one for both it is plain that it does not.",
            REMEMBERS,
            _a_connection_for_each_visitor,
        ),
    ),
    debrief="One connection, three greetings: the server went by the header of each request, not by the connection.",
    needs=("02.1",),
)

# 02.4 ---------------------------------------------------------------------------------------------------------------


def check_one_for_all(work: Work) -> None:
    """The session counts the visits, and one connection carried them all."""
    visits = _counted(work)
    if len(_connections(visits)) > 1:
        raise NotYet(
            expected=f"all {len(visits)} visits travel on one connection",
            seen=f"they travelled on {_in_words(_connections(visits))}",
            exchange=visits[1],
        )


ONE_FOR_ALL = FunctionTask(
    name="02.4",
    title="Find the bug: a connection for every visit",
    minutes=6,
    takes=("url", "times"),
    check=check_one_for_all,
    hints=(
        "Take the first line of the function away, run the check, and look at the connection numbers. The count is "
        "right. What does requests.get do with its connection?",
        "What the program hands on by hand, a Session object would hand on by itself; and it keeps the connection, "
        "too. How many such objects do you need?",
        'One: client = requests.Session() before the loop, and client.get(url + "/desk/counter/") in it. The text is '
        "then in the jar.",
    ),
    mistakes=(
        KnownMistake(
            "a_new_client_each_time",
            "Every visit was the first one of a new client: a new connection and an empty jar each time. Make the "
            "Session object once, before the loop.",
            SESSION_OBJECT,
            lambda talk: _always_one(talk) and _changes_connections(talk),
        ),
        KnownMistake(
            "lost_the_count",
            "One connection carried it all, and yet every visit was the first. It does not remember you; the "
            "text that came down with the answer has to go up with the next request.",
            REMEMBERS,
            lambda talk: _always_one(talk) and not _changes_connections(talk),
        ),
        KnownMistake(
            "still_one_for_each_visit",
            "The count is right, since the text is handed on. But the visits came on several connections: requests.get "
            "hangs up after each answer. What hands on the text does not hand on the connection.",
            NEW_CONNECTION,
            _changes_connections,
        ),
    ),
    debrief="Of what a Session object keeps, the connection saves time, and the jar makes the count go on.",
    needs=("02.2",),
)

# 02.5 ---------------------------------------------------------------------------------------------------------------


def _sent_on(talk: Conversation) -> list[tuple[Exchange, Exchange]]:
    """The redirects of the desk with the requests that followed them to the echo."""
    pairs = []
    for redirect in talk.to(REDIRECT):
        place = path_and_query(redirect.location or "")
        after = (echo for echo in talk.to(ECHO) if echo.number > redirect.number)
        later = [echo for echo in after if (echo.path, echo.parameters) == place]
        pairs += [(redirect, echo) for echo in later[:1]]
    return pairs


def _has_name(exchange: Exchange, name: str) -> bool:
    return ("visitor", name) in exchange.parameters


def check_lost_and_kept(work: Work) -> None:
    """After one redirect the echo has lost the name; after a later one, the last request for the echo has it."""
    name = work.word()
    talk = work.run(name=name)
    with_cookie = next((exchange for exchange in talk.exchanges if exchange.request_cookies), None)
    if with_cookie:
        raise NotYet(expected="no request carries a cookie", seen="this one did", exchange=with_cookie)
    sent_on = _sent_on(talk)
    lost = [echo for redirect, echo in sent_on if _has_name(redirect, name) and not _has_name(echo, name)]
    if not lost:
        raise NotYet(
            expected=f"a request for {REDIRECT} has visitor={name} in its address, "
            f"and the request for {ECHO} that it leads to has not",
            seen="no redirect lost the name in this way",
            exchange=sent_on[0][0] if sent_on else None,
        )
    last = talk.to(ECHO)[-1]
    if not _has_name(last, name):
        raise NotYet(
            expected=f"the last request for {ECHO} has visitor={name} in its address",
            seen=f"its address is {last.target}",
            exchange=last,
        )
    if not any(redirect.number > lost[0].number and _has_name(echo, name) for redirect, echo in sent_on):
        raise NotYet(
            expected="after that, a redirect sends the client on to an address with the name",
            seen=f"no redirect named {last.target}",
            exchange=last,
        )


def _carried_in_a_header(talk: Conversation) -> bool:
    name = talk.arguments["name"]
    return any(
        name in value
        for exchange in talk.exchanges
        for key, value in exchange.request.headers
        if key.lower() != "referer"
    )


def _left_it_behind(talk: Conversation) -> bool:
    name = talk.arguments["name"]
    beside = [redirect for redirect, _ in _sent_on(talk) if _has_name(redirect, name)]
    return bool(beside) and not any(_has_name(echo, name) for echo in talk.to(ECHO))


def _walked_past_the_redirect(talk: Conversation) -> bool:
    name = talk.arguments["name"]
    followed = [echo for _, echo in _sent_on(talk)]
    return any(_has_name(echo, name) for echo in talk.to(ECHO)) and not any(_has_name(echo, name) for echo in followed)


LOSE_AND_KEEP = FunctionTask(
    name="02.5",
    title="Break it, then mend it: a name in the address",
    minutes=8,
    takes=("url", "name"),
    check=check_lost_and_kept,
    hints=(
        "A redirect answers with an address, and the client goes there. Where must the name stand, so that this "
        "address has it?",
        'To lose it: params={"to": "/desk/echo/", "visitor": name}. The name is beside the new address, not in it.',
        'To keep it, put it into the new address: params={"to": "/desk/echo/?visitor=" + name}. requests encodes '
        "the question mark and follows the redirect by itself.",
    ),
    mistakes=(
        KnownMistake(
            "carried_in_a_header",
            "The name travelled in a header. That is the better idea, and lesson 03 is about it; but here the "
            "address has to carry it, as sites did before there were cookies.",
            OTHER_WAYS,
            _carried_in_a_header,
        ),
        KnownMistake(
            "walked_past_the_redirect",
            "The name arrived, but no redirect had brought it: the client asked for the address itself. A visitor "
            "follows what the site says; whoever writes the redirect has to put the name into it.",
            ADDRESS,
            _walked_past_the_redirect,
        ),
        KnownMistake(
            "left_it_behind",
            "The name stood beside the new address and not in it, and the client follows the new address alone. "
            "It is broken well; now mend it.",
            ADDRESS,
            _left_it_behind,
        ),
    ),
    debrief="State in the address lives as long as every link and redirect passes it on, and no longer.",
    needs=("02",),
)

TASKS = (KEEP, HANG_UP, SHARE, ONE_FOR_ALL, LOSE_AND_KEEP)

# The predictions of the lesson ----------------------------------------------------------------------------------------
