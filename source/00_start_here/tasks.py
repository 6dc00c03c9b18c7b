"""Lesson 00: what its tasks check, and their known mistakes."""

from __future__ import annotations

from classroom.check import Conversation, FunctionTask, KnownMistake, NotYet, Place, Work

HELLO = "/desk/hello/"
PAGES = ("/articles/", "/market/", "/desk/", "/desk/hello/", "/desk/cookies/", "/accounts/login/", "/preferences/")


def _place(heading: str) -> Place:
    return Place("00_start_here", heading)


ONE_REQUEST = _place("What is kept of one request?")
PERSON = _place("What does a person see?")
ANSWERS = _place("How does an exercise answer you?")


def _asked(talk: Conversation) -> str:
    """The requests of a conversation, in words."""
    lines = [f"{exchange.method} {exchange.path} ({exchange.status})" for exchange in talk.exchanges]
    return ", ".join(lines[:6]) + (f" and {len(lines) - 6} more" if len(lines) > 6 else "")


# 00.1 ---------------------------------------------------------------------------------------------------------------


def check_hello(work: Work) -> None:
    """One GET request for the hello page, answered with 200. A redirect on the way there is fine."""
    talk = work.run()
    greeted = [exchange for exchange in talk.to(HELLO) if exchange.method == "GET" and exchange.status == 200]
    if not greeted:
        raise NotYet(
            expected=f"a GET request for {HELLO}, answered with 200",
            seen=f"the function asked {_asked(talk)}",
            exchange=talk.exchanges[-1],
        )
    if len(greeted) > 1:
        raise NotYet(expected=f"one request for {HELLO}", seen=f"there were {len(greeted)}", exchange=greeted[-1])


def _asked_for_home(talk: Conversation) -> bool:
    return bool(talk.to("/")) and not talk.to(HELLO)


def _sent_with_post(talk: Conversation) -> bool:
    return bool(talk.to(HELLO)) and all(exchange.method == "POST" for exchange in talk.to(HELLO))


def _asked_twice(talk: Conversation) -> bool:
    return len(talk.to(HELLO)) > 1


ONE_PAGE = FunctionTask(
    name="00.1",
    title="Ask for one page",
    minutes=2,
    takes=("url",),
    check=check_hello,
    hints=(
        "An address has two parts here: url says which site, and what follows it says which page.",
        "The page is called /desk/hello/. Join it to url with a plus, as every cell of the lesson does.",
        'The whole line is requests.get(url + "/desk/hello/"), indented by four spaces.',
    ),
    mistakes=(
        KnownMistake(
            "asked_for_home",
            "url alone is the address of the site. Without a path behind it, a client asks for /, the home page.",
            ONE_REQUEST,
            _asked_for_home,
        ),
        KnownMistake(
            "sent_with_post",
            "requests.post hands something over to a site. To ask for a page, use requests.get.",
            ONE_REQUEST,
            _sent_with_post,
        ),
        KnownMistake(
            "asked_twice",
            "Every call of requests.get sends a request of its own. To use one answer twice, keep it: answer = …",
            PERSON,
            _asked_twice,
        ),
    ),
    debrief="The check read what travelled, as you do: a request for the page, and its answer.",
    needs=("00",),
)

# 00.2 ---------------------------------------------------------------------------------------------------------------


def check_in_order(work: Work) -> None:
    """Every path of a list that the check chose, once and in that order. Other requests in between are fine."""
    paths = work.chance.sample(PAGES, work.chance.choice((3, 4)))
    while paths == sorted(paths):
        work.chance.shuffle(paths)
    talk = work.run(paths=list(paths))
    visited = [exchange for exchange in talk.exchanges if exchange.path in paths]
    if [exchange.path for exchange in visited] != paths:
        raise NotYet(
            expected=f"requests for {', '.join(paths)}, in this order",
            seen=f"the function asked {_asked(talk)}",
            exchange=talk.exchanges[-1],
        )


def _paths(talk: Conversation) -> list[str]:
    return [exchange.path for exchange in talk.exchanges]


def _stopped_after_the_first(talk: Conversation) -> bool:
    return _paths(talk) == talk.arguments["paths"][:1]


def _in_another_order(talk: Conversation) -> bool:
    return _paths(talk) != talk.arguments["paths"] and sorted(_paths(talk)) == sorted(talk.arguments["paths"])


def _always_the_same(talk: Conversation) -> bool:
    return len(talk.exchanges) > 1 and len(set(_paths(talk))) == 1


IN_ORDER = FunctionTask(
    name="00.2",
    title="Ask for several pages, in order",
    minutes=3,
    takes=("url", "paths"),
    check=check_in_order,
    hints=(
        "The list is another one each time, so no page can be written down. Which Python word goes through a list?",
        "In the body of for path in paths: one request for url + path is made each time round.",
        "Two lines: for path in paths: and below it, indented further, requests.get(url + path). No return is needed.",
    ),
    mistakes=(
        KnownMistake(
            "stopped_after_the_first",
            "One request came, then the function ended. A return inside a loop leaves the function the first time "
            "round, and paths[0] is the first path alone.",
            ANSWERS,
            _stopped_after_the_first,
        ),
        KnownMistake(
            "in_another_order",
            "All the pages were asked for, in another order. A server answers requests as they come; the order is "
            "the client's affair. Go through the list as it is: neither sorted nor as a set.",
            PERSON,
            _in_another_order,
        ),
        KnownMistake(
            "always_the_same",
            "Every request was for the same page. The path has to change with each round: use the name between "
            "for and in.",
            ONE_REQUEST,
            _always_the_same,
        ),
    ),
    debrief="Several calls, several exchanges: the server saw them in the order in which you sent them.",
    needs=("00.1",),
)

TASKS = (ONE_PAGE, IN_ORDER)

# The prediction of the lesson -----------------------------------------------------------------------------------------
