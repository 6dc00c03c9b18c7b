"""Lesson 01: what its tasks check, and their known mistakes."""

from __future__ import annotations

from itertools import pairwise
from urllib.parse import quote

from classroom.check import Conversation, Exchange, FunctionTask, KnownMistake, NotYet, Place, Work, path_and_query

ECHO, REDIRECT, STATUS = "/desk/echo/", "/desk/redirect/", "/desk/status/"


def _place(heading: str) -> Place:
    return Place("01_one_request_one_answer", heading)


ON_THE_WIRE = _place("What travels when you ask?")
BROKEN_RULE = _place("What if you break a rule?")
LIBRARY = _place("Does a library send anything else?")
PARTS = _place("Which part goes where?")
BODY_ENDS = _place("How does the server know where the body ends?")
NUMBER = _place("What does the number say?")
FIVE_ERRORS = _place("Which five errors will you meet?")
ONE_CALL = _place("How many requests does one call make?")


def _answered(exchanges: tuple[Exchange, ...]) -> str:
    """The statuses of a conversation, in words."""
    return ", ".join(str(exchange.status) for exchange in exchanges) or "nothing"


# 01.1 ---------------------------------------------------------------------------------------------------------------


def check_by_hand(work: Work) -> None:
    """One request for the echo with exactly Host, Connection and X-Note, its lines ended by CR LF."""
    word = work.word()
    talk = work.run(word=word)
    one = talk.exchanges[-1]
    line = f"GET {ECHO} HTTP/1.1"
    if one.request.start_line != line:
        raise NotYet(
            expected=f"the request line is {line}", seen=f"it was {one.request.start_line[:60]!r}", exchange=one
        )
    head = one.request.head
    if not _is_closed(head) or _bare(head):
        raise NotYet(
            expected=r"each line ends with \r\n, and an empty line ends the headers",
            seen=r"a line ended with \n alone" if _bare(head) else f"the request ended with {head[-12:]!r}",
            exchange=one,
        )
    request = one.request
    named = sorted(name.lower() for name, _ in request.headers) == ["connection", "host", "x-note"]
    if not named or (request.header("connection") or "").lower() != "close" or request.header("x-note") != word:
        sent = ", ".join(f"{name}: {value}" for name, value in request.headers)
        raise NotYet(
            expected=f"exactly these headers: Host, Connection: close, X-Note: {word}",
            seen=f"the request had {sent[:160] or 'none'}",
            exchange=one,
        )
    if one.status != 200:
        raise NotYet(expected="the answer is 200", seen=f"it was {one.status}", exchange=one)


def _is_closed(head: bytes) -> bool:
    """Whether an empty line ends the headers, however its line end is written."""
    return head.endswith((b"\n\r\n", b"\n\n"))


def _bare(head: bytes) -> bool:
    r"""Whether a line ends with \n alone."""
    return b"\n" in head.replace(b"\r\n", b"")


def _left_out_the_empty_line(talk: Conversation) -> bool:
    return any(
        exchange.status in (0, 400, 408) and exchange.request.head and not _is_closed(exchange.request.head)
        for exchange in talk.exchanges
    )


def _ended_lines_with_newline_alone(talk: Conversation) -> bool:
    return any(_bare(exchange.request.head) for exchange in talk.exchanges)


def _let_a_library_write(talk: Conversation) -> bool:
    return any(
        exchange.request.header(name) for exchange in talk.exchanges for name in ("user-agent", "accept-encoding")
    )


BY_HAND = FunctionTask(
    name="01.1",
    title="Write it on the wire",
    minutes=6,
    takes=("url", "word"),
    check=check_by_hand,
    hints=(
        "The lesson's first request is nearly the one you need: another path, and one header more.",
        r"Four lines of text and an empty one, each ended by \r\n. The value of Host is the url without http://.",
        r'Build f"GET /desk/echo/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nX-Note: {word}\r\n\r\n" and send '
        "its .encode() over socket.create_connection(host.split(':'), timeout=5), as in the lesson.",
    ),
    mistakes=(
        KnownMistake(
            "left_out_the_empty_line",
            "The headers never came to an end. The server cannot guess that you have finished: "
            "an empty line has to say so, even where no body follows.",
            BROKEN_RULE,
            _left_out_the_empty_line,
        ),
        KnownMistake(
            "ended_lines_with_newline_alone",
            r"A line ended with \n alone, as lines of a Python text do. This server was lenient; "
            r"HTTP asks for \r\n, and other servers are stricter.",
            ON_THE_WIRE,
            _ended_lines_with_newline_alone,
        ),
        KnownMistake(
            "let_a_library_write",
            "There were more lines than the three, User-Agent or Accept-Encoding among them. A library adds what a "
            "polite client says. Here the bytes are to be yours alone, so write them with a socket.",
            LIBRARY,
            _let_a_library_write,
        ),
    ),
    debrief="A request is a handful of lines that anybody can write; they do not tell the server who held the pen.",
    needs=("01",),
)

# 01.2 ---------------------------------------------------------------------------------------------------------------


def check_exact_question(work: Work) -> None:
    """A GET for the echo, with one pair in the query and a header of the given value."""
    name, value = work.word(5), f"{work.word(4)} & {work.word(5)}=100%"
    language = work.chance.choice(("ko", "ko-KR", "fr-CH", "en-GB", "de", "ja", "cy", "pt-BR"))
    talk = work.run(name=name, value=value, language=language)
    asked = talk.to(ECHO)
    if not asked:
        raise NotYet(expected=f"a request for {ECHO}", seen=f"the requests went to {talk.exchanges[-1].path[:60]}")
    one = asked[-1]
    if one.method != "GET":
        raise NotYet(expected="the method is GET", seen=f"it was {one.method}", exchange=one)
    if one.parameters != ((name, value),):
        raise NotYet(
            expected=f"the query holds {name} with the value {value!r}, and nothing else",
            seen=f"the server read {dict(one.parameters) or 'no query'}",
            exchange=one,
        )
    if one.request.header("accept-language") != language:
        raise NotYet(
            expected=f"the header Accept-Language says {language}",
            seen=f"it said {one.request.header('accept-language') or 'nothing: there was no such header'}",
            exchange=one,
        )


def _glued_the_address(talk: Conversation) -> bool:
    name, value = talk.arguments["name"], talk.arguments["value"]
    return any(
        key == name and value.startswith(read.strip() or "?") and read != value
        for exchange in talk.exchanges
        for key, read in exchange.parameters
    )


def _put_it_in_the_body(talk: Conversation) -> bool:
    return any(exchange.request.body_length for exchange in talk.exchanges)


def _put_the_header_in_the_query(talk: Conversation) -> bool:
    language = talk.arguments["language"]
    return any(value == language for exchange in talk.exchanges for _, value in exchange.parameters)


EXACT_QUESTION = FunctionTask(
    name="01.2",
    title="A query and a header",
    minutes=5,
    takes=("url", "name", "value", "language"),
    check=check_exact_question,
    hints=(
        "Two of the parts of a request are wanted, and each has an argument of its own in requests.get.",
        "The & in the value would end it, if it stood in the address as it is. The lesson let requests write the "
        "query: how was the argument called?",
        'requests.get(url + "/desk/echo/", params={name: value}, headers={"Accept-Language": language}) is all of it.',
    ),
    mistakes=(
        KnownMistake(
            "glued_the_address",
            "The value was cut or changed: in an address & ends a value, and % begins a disguised character. "
            "Glued in by hand they mean something; params writes them as %26 and %25.",
            PARTS,
            _glued_the_address,
        ),
        KnownMistake(
            "put_it_in_the_body",
            "The pair travelled in the body. The query is a part of the request line; the body comes after the "
            "headers, and belongs to a POST.",
            PARTS,
            _put_it_in_the_body,
        ),
        KnownMistake(
            "put_the_header_in_the_query",
            "The language stands in the query. There it is part of the address; a header is a line of its own, "
            "with a name and a colon.",
            PARTS,
            _put_the_header_in_the_query,
        ),
    ),
    debrief="The address says what you want, query and all; a header says something about you and your wish.",
    needs=("01.1",),
)

# 01.3 ---------------------------------------------------------------------------------------------------------------


def check_followed(work: Work) -> None:
    """Each redirect of a chain is followed by a request of the learner's own, numbered in X-Step."""
    for hops in work.chance.sample((1, 2, 3, 4), 2):
        target = f"{ECHO}?end={work.word()}"
        path = [target]
        for _ in range(hops):
            path.insert(0, f"{REDIRECT}?to={quote(path[0], safe='/')}")
        talk = work.run(start=path[0])
        for step, wanted in enumerate(path, 1):
            _check_step(talk, step, wanted)
        if len(talk.exchanges) > len(path):
            raise NotYet(
                expected=f"{len(path)} requests, for the answer to the last is no redirect",
                seen=f"there were {len(talk.exchanges)}",
                exchange=talk.exchanges[len(path)],
            )


def _check_step(talk: Conversation, step: int, wanted: str) -> None:
    if len(talk.exchanges) < step:
        last = talk.exchanges[-1]
        raise NotYet(
            expected="you go on until an answer is no redirect",
            seen=f"the last answer was {last.status}, to {str(last.location)[:60]}",
            exchange=last,
        )
    one = talk.exchanges[step - 1]
    if (one.path, one.parameters) != path_and_query(wanted):
        raise NotYet(
            expected=f"request {step} is for {wanted[:80]}", seen=f"it was for {one.target[:80]}", exchange=one
        )
    if one.request.header("x-step") != str(step):
        raise NotYet(
            expected=f"request {step} carries X-Step: {step}",
            seen=f"it carried {one.request.header('x-step') or 'no such header'}",
            exchange=one,
        )


def _the_client_followed(talk: Conversation) -> bool:
    return any(
        path_and_query(before.location or "") == (after.path, after.parameters)
        and before.request.header("x-step") == after.request.header("x-step")
        for before, after in pairwise(talk.exchanges)
    )


def _stopped_at_a_redirect(talk: Conversation) -> bool:
    last = talk.exchanges[-1] if talk.exchanges else None
    return (
        last is not None
        and last.location is not None
        and len({one.target for one in talk.exchanges}) == len(talk.exchanges)
    )


def _asked_the_same_again(talk: Conversation) -> bool:
    return any(before.target == after.target for before, after in pairwise(talk.exchanges))


FOLLOWED = FunctionTask(
    name="01.3",
    title="Follow the redirects yourself",
    minutes=8,
    takes=("url", "start"),
    check=check_followed,
    hints=(
        "You do not know how many redirects there are, so a loop is needed. When should it end?",
        "With allow_redirects=False you get the redirect itself. Its headers hold Location, a path: put the url before "
        "it. answer.is_redirect says whether to go on.",
        'Ask for url + start with headers={"X-Step": "1"} and allow_redirects=False. While answer.is_redirect: count '
        'one up, and ask for url + answer.headers["Location"] with headers={"X-Step": str(step)}.',
    ),
    mistakes=(
        KnownMistake(
            "the_client_followed",
            "Two requests came with one number. So it is where requests follows the redirect by itself: it copies your "
            "header. allow_redirects=False makes it hand you the redirect.",
            ONE_CALL,
            _the_client_followed,
        ),
        KnownMistake(
            "stopped_at_a_redirect",
            "The last answer was a redirect, and no request for the address that it names followed. It is an answer "
            "like any other: what follows is the client's doing.",
            ONE_CALL,
            _stopped_at_a_redirect,
        ),
        KnownMistake(
            "asked_the_same_again",
            "The same address was asked twice. Each redirect names another one in its header Location; the next "
            "request goes there.",
            ONE_CALL,
            _asked_the_same_again,
        ),
    ),
    debrief="A server cannot move you; it names an address, and every step is a request that the client chose to make.",
    needs=("01.1",),
)

# 01.4 ---------------------------------------------------------------------------------------------------------------

KOREAN = ("도마", "찻잔", "수건", "쿠키", "접시", "냄비", "우산")


def check_whole_text(work: Work) -> None:
    """One POST to the echo whose body is the text in UTF-8, and nothing else."""
    text = " ".join([*work.chance.sample(KOREAN, 2), work.word()])
    talk = work.run(text=text)
    posted = [one for one in talk.to(ECHO) if one.method == "POST"]
    if not posted:
        raise NotYet(expected=f"a POST to {ECHO}", seen=f"there was {talk.exchanges[0].request.start_line[:60]!r}")
    one = posted[0]
    if one.request.body != text.encode():
        raise NotYet(
            expected=f"the body has {len(text.encode())} bytes: {text}",
            seen=f"the server read {one.request.body_length}: {one.request.body.decode(errors='replace')[:60]!r}",
            exchange=one,
        )
    if one.status != 200 or len(talk.exchanges) > 1:
        odd = one if one.status != 200 else next(each for each in talk.exchanges if each is not one)
        raise NotYet(
            expected="one request, answered 200, and nothing else",
            seen=f"the server read {len(talk.exchanges)} requests, and answered {_answered(talk.exchanges)}",
            exchange=odd,
        )


def _length(exchange: Exchange) -> int:
    """The value of Content-Length; -1 without the header or without a number in it."""
    text = exchange.request.header("content-length") or ""
    return int(text) if text.isdecimal() else -1


def _counted_letters(talk: Conversation) -> bool:
    text = talk.arguments["text"]
    return any(_length(one) == len(text) and text.encode().startswith(one.request.body) for one in talk.to(ECHO))


def _promised_too_much(talk: Conversation) -> bool:
    return any(_length(exchange) > exchange.request.body_length for exchange in talk.to(ECHO))


def _said_no_length(talk: Conversation) -> bool:
    return any(
        exchange.method == "POST" and not exchange.request.body_length and _length(exchange) <= 0
        for exchange in talk.to(ECHO)
    )


WHOLE_TEXT = FunctionTask(
    name="01.4",
    title="Find the bug: half the text is missing",
    minutes=6,
    takes=("url", "text"),
    check=check_whole_text,
    hints=(
        "Take the first line of the function away, run the check, and compare the number in Content-Length "
        "with the bytes that were expected.",
        "len(text) counts letters. What travels is text.encode(), and a Korean syllable is three bytes of it.",
        "Count the bytes, str(len(text.encode())), or leave the header away: http.client writes the right one for "
        "a body of bytes.",
    ),
    mistakes=(
        KnownMistake(
            "counted_letters",
            "Content-Length counted the letters of the text. The server reads that many bytes and stops; what is left "
            "is taken for the beginning of another request.",
            BODY_ENDS,
            _counted_letters,
        ),
        KnownMistake(
            "promised_too_much",
            "Content-Length promised more bytes than came, so the server waited for the rest and gave up. "
            "The number has to be exact.",
            BODY_ENDS,
            _promised_too_much,
        ),
        KnownMistake(
            "said_no_length",
            "No usable Content-Length came with the body. Without it this server cannot know that there is a body, "
            "or where it ends.",
            BODY_ENDS,
            _said_no_length,
        ),
    ),
    debrief="The length is a promise in bytes: one number decides where one request ends and the next begins.",
    needs=("01.1",),
)

# 01.5 ---------------------------------------------------------------------------------------------------------------


def check_broken_and_mended(work: Work) -> None:
    """Four requests are refused with the given statuses in order; a fifth is answered 200. None goes to the desk's."""
    statuses = work.chance.sample((400, 403, 404, 405), 4)
    talk = work.run(statuses=list(statuses))
    wanted = [*statuses, 200]
    for exchange in talk.exchanges:
        if exchange.path.startswith(STATUS):
            raise NotYet(expected=f"no request goes to {STATUS}", seen="one did", exchange=exchange)
    for number, (status, exchange) in enumerate(zip(wanted, talk.exchanges, strict=False), 1):
        if exchange.status != status:
            raise NotYet(
                expected=f"answer {number} is {status}",
                seen=f"it was {exchange.status} {exchange.reason}".rstrip(),
                exchange=exchange,
            )
    if len(talk.exchanges) != len(wanted):
        raise NotYet(
            expected=f"five answers, {', '.join(map(str, wanted))}", seen=f"there came {_answered(talk.exchanges)}"
        )


def _asked_the_desk(talk: Conversation) -> bool:
    return any(exchange.path.startswith(STATUS) for exchange in talk.exchanges)


def _in_an_order_of_its_own(talk: Conversation) -> bool:
    got = [exchange.status for exchange in talk.exchanges]
    return sorted(got[:4]) == [400, 403, 404, 405] and got[:4] != talk.arguments["statuses"]


def _took_405_for_404(talk: Conversation) -> bool:
    for wanted, exchange in zip(talk.arguments["statuses"], talk.exchanges, strict=False):
        if exchange.status != wanted:
            return wanted in (403, 405) and exchange.status in (403, 404, 405)
    return False


BROKEN_AND_MENDED = FunctionTask(
    name="01.5",
    title="Break it in four ways, then mend it",
    minutes=8,
    takes=("url", "statuses"),
    check=check_broken_and_mended,
    hints=(
        "Go through statuses in a loop, and think for each number what a client has to do wrong. "
        "The lesson made all four happen.",
        "400: a Host that this site does not have. 403: a form without its token. 404: an address without a page. "
        "405: a GET where only POST will do.",
        'For the four: headers={"Host": "shop.example"}; a POST to /preferences/; a GET for /nowhere/; '
        'a GET for /accounts/logout/. After the loop, ask for the home page, url + "/".',
    ),
    mistakes=(
        KnownMistake(
            "asked_the_desk",
            "The desk gave the number because you asked for it; no request was at fault. "
            "Here each status has to have its cause.",
            NUMBER,
            _asked_the_desk,
        ),
        KnownMistake(
            "in_an_order_of_its_own",
            "All four came, but in an order of their own. The function is handed the order in statuses, and it is "
            "another one each time.",
            FIVE_ERRORS,
            _in_an_order_of_its_own,
        ),
        KnownMistake(
            "took_405_for_404",
            "Three refusals were confused: 404 means there is no such page, 405 there is one but not for this method, "
            "403 the request was understood and not allowed. A POST without a token is 403 before the method counts.",
            FIVE_ERRORS,
            _took_405_for_404,
        ),
    ),
    debrief="A 4xx names what the client can change: the address, the method, a header, or what it brings along.",
    needs=("01.2",),
)

TASKS = (BY_HAND, EXACT_QUESTION, FOLLOWED, WHOLE_TEXT, BROKEN_AND_MENDED)

# The predictions of the lesson ----------------------------------------------------------------------------------------
