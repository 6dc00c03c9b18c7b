"""What a notebook's functions say of an argument that is something else: three lines, and true of it."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import Mock

import httpx
import pytest
import requests

import classroom
from classroom import CourseError, open_site
from classroom.cells.jars import jar_of
from classroom.cells.panel import learners_record
from classroom.errors import described
from classroom.site.live_site import LiveSite


@pytest.fixture(scope="module", autouse=True)
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLASSROOM_PROGRESS", str(tmp_path_factory.mktemp("record") / "progress.json"))
        learners_record.cache_clear()
        site = open_site()
        requests.get(site.url + "/desk/counter/")
        requests.get(site.url + "/desk/counter/")
        yield site
        site.close()
    learners_record.cache_clear()


class Evil:
    """An object that fails wherever it is touched."""

    def __getattr__(self, name: str) -> Any:
        raise RuntimeError("touched")

    def __repr__(self) -> str:
        raise RuntimeError("touched")

    def __iter__(self) -> Iterator[Any]:
        raise RuntimeError("touched")

    def __bool__(self) -> bool:
        raise RuntimeError("touched")

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("touched")

    __hash__ = None  # type: ignore[assignment]


class Aiohttps:
    """As a `ClientSession` of aiohttp: a jar of another kind."""

    cookie_jar = object()


def response() -> requests.Response:
    made = requests.Response()
    made.status_code = 200
    return made


def session_with_a_dict() -> requests.Session:
    client = requests.Session()
    client.cookies = {"a": "1"}  # type: ignore[assignment]
    return client


MAKE_ONE = "Make one with client = requests.Session(), use it, then both_sides(client)"


NO_CLIENTS = (
    (requests.Session, "the class Session", "A class is no object yet", MAKE_ONE),
    (requests, "the module requests", "requests.get(), keep no cookies", MAKE_ONE),
    (requests.get, "the function get", "no cookie jar in it", MAKE_ONE),
    (response(), "a Response of requests", "A response brings cookies", MAKE_ONE),
    (httpx.Response(200), "a Response of httpx", "A response brings cookies", MAKE_ONE),
    (httpx.Client(), "a Client of httpx", ".cookies.jar", "both_sides(client.cookies.jar)"),
    (Aiohttps(), "an Aiohttps", "a jar of another kind", MAKE_ONE),
    (session_with_a_dict(), "a Session of requests", "names and values alone", MAKE_ONE),
    ({"a": "1"}, "a dict", "Names and values alone are no jar", "both_sides(client)"),
    ([requests.Session()], "a list", "one client at a time", "both_sides(client)"),
    (None, "None", "no cookie jar in it", MAKE_ONE),
    (5, "a number", "no cookie jar in it", MAKE_ONE),
    ("sessionid=1", "a text", "no cookie jar in it", MAKE_ONE),
    (Evil(), "an Evil", "no cookie jar in it", MAKE_ONE),
    (Mock(), "a Mock of unittest", "", MAKE_ONE),
)


# pytest would ask each value for its name.
@pytest.mark.parametrize(("client", "what", "why", "do"), NO_CLIENTS, ids=range(len(NO_CLIENTS)))
def test_what_has_no_jar(client: Any, what: str, why: str, do: str) -> None:
    with pytest.raises(CourseError) as told:
        classroom.both_sides(client)
    lines = str(told.value).splitlines()
    assert len(lines) == 3 and what in lines[0] and why in lines[1] and do in lines[2]


def test_the_servers_side_is_no_client(site: Any) -> None:
    from django.contrib.sessions.backends.db import SessionStore
    from django.test import Client

    for thing, why in (
        (site, "what the site has recorded"),
        (site.exchanges[-1], "what the site has recorded"),
        (SessionStore(), "the server's session"),
        (SessionStore("x"), "the server's session"),
        (Client(), "names and values alone"),
    ):
        with pytest.raises(CourseError, match=why):
            classroom.both_sides(thing)


def test_the_jar_of_a_client_is_taken_and_the_line_of_the_advice_works() -> None:
    client, other = requests.Session(), httpx.Client()
    other.cookies.set("a", "1", domain="127.0.0.1")
    assert jar_of(client, "x") is jar_of(client.cookies, "x") is client.cookies
    assert "a = 1" in str(classroom.both_sides(other.cookies.jar)) or "a" in str(
        classroom.both_sides(other.cookies.jar)
    )


THINGS: tuple[Any, ...] = (
    None, 5, -1.5, float("nan"), True, "x", "", "\0", b"x", [], {}, (), {1}, {"a": 1}, [1], [None], requests.Session,
    requests,
    requests.Session(), response(), httpx.Client(), httpx.Response(200), object(), Evil(), Mock(), ..., len, lambda: 1,
    ValueError("x"), types.SimpleNamespace(exchanges=5, sessions=5, cookies=5, status_code="x", text=5), Evil, type,
)  # fmt: skip


def calls() -> dict[str, Callable[[Any], object]]:
    """A function of the front door each, called with one argument and drawn."""
    front: Any = classroom
    return {
        "both_sides": front.both_sides,
        "both_sides, site": lambda thing: front.both_sides(requests.Session(), thing),
        "session_explorer": lambda thing: repr(front.session_explorer(thing)),
        "session_explorer, named": lambda thing: repr(front.session_explorer(alice=thing)),
        "time_machine": lambda thing: repr(front.time_machine(thing)),
        "time_machine, forward": lambda thing: repr(front.time_machine().forward(days=thing).reset()),
        "show": front.show,
        "ladder": front.ladder,
        "microscope": front.microscope,
        "onion": front.onion,
        "page": front.page,
        "explain_cookie": lambda thing: front.explain_cookie(thing, "http://x/"),
        "explain_cookie, url": lambda thing: front.explain_cookie("a=1", thing),
        "explain_cookie, now": lambda thing: front.explain_cookie("a=1", "http://x/", now=thing),
        "explain_cookie, send_to": lambda thing: front.explain_cookie("a=1", "http://x/", send_to=thing),
        "explain_permission": lambda thing: front.explain_permission(thing, "articles.change_article"),
        "exercise": front.exercise,
        "predict": front.predict,
        "predict, choice": lambda thing: front.predict("03.who_writes", thing),
        "progress, save_to": lambda thing: front.progress().save_to(thing),
        "progress, load_from": lambda thing: front.progress().load_from(thing),
        "site.export": lambda thing: open_site().export(thing),
        "open_site": front.open_site,
        "two_servers": front.two_servers,
        "exercise, check": lambda thing: repr(front.exercise("03.1").check(thing)),
        "site.url_of": lambda thing: open_site().url_of(thing),
    }


CALLS = calls()


@pytest.mark.parametrize("name", CALLS)
def test_anything_is_taken_or_told_in_three_lines(name: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a text may be the name of a file
    for number, thing in enumerate(THINGS):
        try:
            CALLS[name](thing)
        except CourseError as told:
            assert len(str(told).splitlines()) <= 3, (name, number)
            assert " object at 0x" not in str(told) and "<class" not in str(told), (name, number)


@pytest.mark.parametrize("name", ["show", "ladder", "microscope", "onion"])
def test_what_is_no_exchange_is_named(name: str, site: Any) -> None:
    call = CALLS[name]
    for thing, words in (
        ([site.exchanges[0], 5], "a list that holds a number"),
        (site.sessions, "a tuple that holds a SessionRow"),
        ((each for each in (None,)), "a generator that holds None"),
        (iter(lambda: 5, None), "that holds a number"),
        ("x", "handed a text"),
        (response(), "A response is the client's half"),
    ):
        with pytest.raises(CourseError) as told:
            call(thing)
        assert words in str(told.value) and len(str(told.value).splitlines()) == 3


@pytest.mark.parametrize("name", [5, None, b"x", [], requests, True])
def test_the_name_of_a_workshop_is_a_text(name: Any) -> None:
    with pytest.raises(CourseError) as told:
        classroom.open_workshop(name)
    assert len(str(told.value).splitlines()) == 3


def test_one_exchange_is_wanted_and_the_number_is_said(site: Any) -> None:
    with pytest.raises(CourseError, match="was handed 2"):
        classroom.microscope(site.exchanges[:2])
    with pytest.raises(CourseError, match="was handed none"):
        classroom.onion([])


def test_a_response_that_was_not_read_keeps_its_body(site: Any) -> None:
    with requests.get(site.url + "/desk/echo/", stream=True) as unread:
        with pytest.raises(CourseError):
            classroom.show(unread)
        assert unread.text


def test_a_response_of_another_client_is_a_page(site: Any) -> None:
    assert "200 OK" in str(classroom.page(httpx.get(site.url + "/desk/hello/")))


def test_a_user_is_wanted_and_the_class_is_none(site: Any) -> None:
    from django.contrib.auth import get_user_model

    for thing, words in ((get_user_model(), "the class User"), ("omar", "a text"), (Mock(), "a Mock")):
        with pytest.raises(CourseError) as told:
            classroom.explain_permission(thing, "articles.change_article")
        assert words in str(told.value)


DESCRIBED = (
        (None, "None"), (True, "True"), (5, "a number"), (1.5, "a number"), ("x", "a text"), ("", "an empty text"),
        (b"x", "bytes"), ([], "an empty list"), ([1], "a list"), ({}, "an empty dict"), ((1,), "a tuple"),
        (int, "the class int"), (types, "the module types"), (len, "the function len"),
    ([].append, "the function append"),
        ((each for each in ()), "a generator"), (object(), "an object"), (ValueError("secret"), "a ValueError"),
        (requests.Session(), "a Session of requests"), (Evil(), "an Evil"), (Evil, "the class Evil"),
)  # fmt: skip


@pytest.mark.parametrize(("value", "words"), DESCRIBED, ids=range(len(DESCRIBED)))
def test_any_object_in_a_few_words(value: Any, words: str) -> None:
    assert described(value).removesuffix(f" of {__name__.partition('.')[0]}") == words


def test_a_cookie_of_hangul_is_the_same_text_on_both_sides(site: Any) -> None:
    """`requests` decodes header bytes as Latin-1; the exchange reads UTF-8."""
    jar = requests.cookies.RequestsCookieJar()
    jar.set("note", "쿠키".encode().decode("latin-1"), domain="127.0.0.1", path="/")
    jar.set("두", "한", domain="127.0.0.1", path="/")
    for drawn in (str(classroom.both_sides(jar)), repr(classroom.time_machine(jar))):
        assert "두" in drawn and "ì¿" not in drawn
    assert "note = 쿠키" in str(classroom.both_sides(jar))


def test_a_generator_that_was_drawn_before_is_told_as_such(site: Any) -> None:
    chosen = (one for one in site.exchanges)
    classroom.show(chosen)
    for draw in (classroom.show, classroom.ladder):
        with pytest.raises(CourseError) as told:
            draw(chosen)
        lines = str(told.value).splitlines()
        assert "a generator with no exchange left" in lines[0] and "once" in lines[1] and "list" in lines[2]
    assert "none was chosen" in classroom.show([]).text


@pytest.mark.parametrize("port", ["x", "8000", 1.5, -1, 65_536, 99_999, None, True, 10**5000], ids=range(9))
def test_what_is_no_port_is_told_whether_the_site_is_open_or_not(port: Any) -> None:
    for open_it in (classroom.open_site, LiveSite().open):
        with pytest.raises(CourseError) as told:
            open_it(port)
        lines = str(told.value).splitlines()
        assert "cannot listen on port" in lines[0] and "from 1 to 65535" in lines[1] and len(lines) == 3


@pytest.mark.parametrize("value", [3, 0, "x", None])
def test_two_servers_are_two_whatever_is_asked(value: Any) -> None:
    for named in ("shared", "same_key", "shared_cache"):
        with pytest.raises(CourseError, match=rf"as {named}\.\nIt takes True or False"):
            classroom.two_servers(**{named: value})
    with pytest.raises(CourseError, match="no session engine called"):
        classroom.two_servers(engine=value)


def test_a_check_of_what_cannot_be_written_down_is_told() -> None:
    assert "handed an Evil" in repr(classroom.exercise("03.1").check(Evil()))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["exercise", "predict"])
@pytest.mark.parametrize("thing", [ValueError("x"), [], None, 3.1, Evil], ids=range(5))
def test_a_name_that_is_no_text_is_told_as_such(name: str, thing: Any) -> None:
    with pytest.raises(CourseError, match="is a text, and this is") as told:
        CALLS[name](thing)
    assert "Near it" not in str(told.value) and described(thing) in str(told.value)
