from __future__ import annotations

from examples import LAYERS, conversation, exchange, refused, way
from markup import words_of

from classroom.draw.ladder.ladder import ladder
from classroom.draw.middleware.layers import Passage, layers_of
from classroom.draw.middleware.onion import onion
from classroom.draw.view import View
from classroom.record.exchange import Exchange, Message, ServerNotes, Step


def test_a_connection_is_bracketed_once_for_the_exchanges_that_share_it() -> None:
    html = ladder(conversation()).html
    assert html.count(">connection 2<") == 1
    assert html.count('class="cr-wire"') == 3


def test_each_exchange_is_a_pair_of_arrows() -> None:
    html = ladder(conversation()).html
    assert html.count('class="cr-arrow"') == html.count('class="cr-arrow cr-back"') == 5


def test_the_picture_says_what_a_reader_learns_from_it() -> None:
    html = ladder(conversation()).html
    assert (
        'role="img" aria-label="Ladder of 5 exchanges between client and server, in order, over 3 connections.' in html
    )
    assert "3 requests carried cookies up, 3 responses set cookies." in html


def test_many_cookies_are_counted() -> None:
    view = ladder(exchange(up="; ".join(f"c{n}={n}" for n in range(40))))
    assert "and 34 more" in words_of(view.html)
    assert "and 34 more" in view.text


def test_a_deleted_cookie_is_asked_to_be_forgotten() -> None:
    assert "note=forget it" in ladder(exchange(down=("note=x; Max-Age=0",))).text


def test_more_than_thirty_and_none() -> None:
    assert "the last 30 of 42 exchanges" in ladder([exchange(n) for n in range(42)]).text
    assert ladder([]).text == "No exchange here: none was sent yet, or none was chosen."


def test_the_list_tells_the_same_as_the_picture() -> None:
    view = ladder(conversation())
    for line in view.text.splitlines()[1:]:
        assert line.strip() in words_of(view.html)


def test_a_layer_shows_what_it_changed_on_the_way_in() -> None:
    layers = {layer.name: layer for layer in layers_of(way())}
    assert layers["SessionMiddleware"].way_in == Passage(1, ("absent", "not loaded"), ("absent", "absent"))
    assert layers["CommonMiddleware"].way_in == Passage(2, ("not loaded", "not loaded"), ("absent", "absent"))


def test_the_view_changes_things_where_the_way_turns_round() -> None:
    view = layers_of(way("not loaded", "{'visits': 1}"))[-1]
    assert view.name == "view"
    assert view.way_in is None and view.way_out is not None
    assert view.way_out.session == ("not loaded", "{'visits': 1}")


def test_a_layer_that_answers_by_itself_is_told() -> None:
    steps = (
        Step("SecurityMiddleware", "in", "absent", "absent"),
        Step("CommonMiddleware", "out", "absent", "absent", 301),
        Step("SecurityMiddleware", "out", "absent", "absent", 301),
    )
    drawn = onion(exchange(notes=ServerNotes(steps=steps)), ("SecurityMiddleware", "CommonMiddleware"))
    assert "answers by itself" in words_of(drawn.html)
    assert "answers by itself" in drawn.text


def test_layers_never_reached_are_drawn_in_their_order() -> None:
    steps = (
        Step("SecurityMiddleware", "in", "absent", "absent"),
        Step("SecurityMiddleware", "out", "absent", "absent", 301),
    )
    layers = layers_of(steps, LAYERS)
    assert [layer.name for layer in layers] == [*LAYERS, "view"]
    assert [layer.name for layer in layers if layer.way_in] == ["SecurityMiddleware"]


def test_a_view_that_never_ran_is_called_not_reached() -> None:
    view = onion(refused())
    assert "view · not reached" in words_of(view.html)
    assert "view: not reached." in view.text


def test_a_layer_left_by_an_exception_is_told() -> None:
    steps = (Step("SecurityMiddleware", "in", "absent", "absent"),)
    assert "no way out was noted" in onion(exchange(notes=ServerNotes(steps=steps))).text


def test_the_animation_can_be_paused_and_respects_the_reader() -> None:
    html = onion(refused()).html
    assert "Pause the animation" in html
    assert "animation-play-state: paused" in html
    assert "prefers-reduced-motion: reduce" in html
    assert "infinite" not in html


def test_a_connection_that_comes_back_is_counted_once() -> None:
    def on(connection: int, number: int) -> Exchange:
        asked, answered = Message(b"GET / HTTP/1.1\r\n\r\n"), Message(b"HTTP/1.1 200 OK\r\n\r\n")
        return Exchange(number, connection, 1, 0.0, 1.0, asked, answered)

    assert "over 2 connections" in ladder([on(1, 1), on(2, 2), on(1, 3)]).html


def at(host: str, number: int = 1, target: str = "/a/") -> Exchange:
    head = f"GET {target} HTTP/1.1\r\n" + (f"Host: {host}\r\n" if host else "") + "\r\n"
    return Exchange(number, number, 1, 0.0, 1.0, Message(head.encode()), Message(b"HTTP/1.1 200 OK\r\n\r\n"))


def test_where_there_are_several_hosts_each_exchange_names_its_own() -> None:
    view = ladder([at("127.0.0.2:8123"), at("127.0.0.4:8123", 2, "/pixel.gif")])
    for form in (words_of(view.html), view.text):
        assert "GET 127.0.0.2:8123/a/ " in form
        assert "GET 127.0.0.4:8123/pixel.gif " in form


def test_one_host_needs_no_name_whatever_its_port_and_case() -> None:
    view = ladder([at("localhost:8123"), at("LOCALHOST", 2), at("localhost:9000", 3), at("", 4)])
    assert "localhost" not in words_of(view.html).lower() + view.text.lower()


def test_a_whole_address_as_target_stands_above_the_host() -> None:
    view = ladder([at("a.example"), at("b.example", 2, "http://c.example/")])
    assert "asks GET c.example/ with" in view.text


def timed(number: int, connection: int, start: float, milliseconds: float, server_port: int = 0) -> Exchange:
    asked, answered = Message(b"GET /x/ HTTP/1.1\r\n\r\n"), Message(b"HTTP/1.1 200 OK\r\n\r\n")
    return Exchange(number, connection, 1, start, milliseconds, asked, answered, server_port=server_port)


def lost_update() -> list[Exchange]:
    """A single request, then two that overlap: the first of them is answered last."""
    return [timed(1, 1, 0.0, 10), timed(2, 2, 1.0, 1000), timed(3, 3, 1.1, 400)]


def test_exchanges_that_were_under_way_together_are_drawn_as_their_arrows_flew() -> None:
    view = ladder(lost_update())
    assert "2 and 3 were under way together; they were answered in the order 3, 2." in view.text
    assert "(Asked at 100 ms, answered at 500 ms.)" in view.text
    seen = words_of(view.html)
    flown = ["2. GET /x/ at 0.0 ms", "3. GET /x/ at 100 ms", "3. 200 OK at 500 ms", "2. 200 OK at 1,000 ms"]
    places = [seen.index(arrow) for arrow in flown]
    assert places == sorted(places), seen
    assert view.html.count('class="cr-lane"') == 2 and "connections 2 and 3" in seen
    assert "2 and 3 were under way together" in view.html.partition('aria-label="Ladder of 3')[2].partition('"')[0]


def test_where_nothing_overlaps_nothing_is_said_of_it() -> None:
    one_after_the_other = [timed(1, 1, 0.0, 500), timed(2, 2, 0.5, 500)]
    on_one_connection = [timed(1, 1, 0.0, 500), timed(2, 1, 0.2, 100)]
    for view in map(ladder, (one_after_the_other, on_one_connection, conversation())):
        assert "together" not in view.text + words_of(view.html) and " ms" not in view.text
        assert 'class="cr-lane"' not in view.html and "cr-wire cr-meet" not in view.html


def test_a_crowd_is_counted_and_gets_bars_while_there_is_room() -> None:
    def crowd(size: int) -> View:
        return ladder([timed(n, n, n / 1000, 500) for n in range(1, size + 1)])

    assert "5 exchanges, from 1 to 5, were under way together." in crowd(5).text
    assert crowd(12).html.count('class="cr-lane"') == 12 and 'class="cr-lane"' not in crowd(13).html
    assert crowd(13).html.count('class="cr-arrow') == 26


def test_each_of_two_servers_is_named_and_time_runs_downwards() -> None:
    first = [timed(1, 1, 0.0, 5, 8001), timed(2, 1, 3.0, 5, 8001)]
    second = [timed(1, 1, 1.0, 5, 8002)]
    view = ladder([*first, *second])
    assert [line.partition(" (port")[0][-8:] for line in view.text.splitlines()[1:]] == [
        "server 1", "server 2", "server 1"
    ]  # fmt: skip
    seen = words_of(view.html)
    assert "2 servers" in seen and "server 1 (port 8001)" in seen and "server 2 (port 8002)" in seen
    assert "between client and 2 servers, in order, over 2 connections" in view.html
    alone = ladder(first)
    assert "server 1" not in alone.text + words_of(alone.html) and "8001" not in alone.text


def test_two_servers_at_work_together() -> None:
    view = ladder([timed(2, 1, 0.0, 300, 8001), timed(2, 1, 0.1, 100, 8002)])
    for form in (view.text, words_of(view.html)):
        assert "2 (server 1) and 2 (server 2) were under way together" in form
    assert "2. GET /x/ at 100 ms to server 2" in words_of(view.html)
