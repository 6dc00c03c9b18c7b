"""What is sent of a form, by the table that Chromium answers too; what a wish means; pages made to do harm."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from typing import Any

import pytest
from form_table import PAGE, ROWS, Row, form
from hypothesis import given, settings
from hypothesis import strategies as some

from classroom.check.answer import Answer
from classroom.check.forms.elements import MOST_NODES, read_elements
from classroom.check.forms.filling import filled_in
from classroom.check.forms.form import FormSubmission
from classroom.check.forms.page import read_page
from classroom.check.forms.values import held
from classroom.check.objections import NotYet
from classroom.record.exchange import Exchange, Message

URL = "http://127.0.0.1:8000/articles/new/"


def send(page: str, button: str = "", **wishes: Any) -> FormSubmission:
    return filled_in(read_page(page).forms, wishes, button, "/articles/new/")


def refusal(page: str, button: str = "", **wishes: Any) -> tuple[str, str]:
    with pytest.raises(NotYet) as raised:
        send(page, button, **wishes)
    return raised.value.expected, raised.value.seen


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_form_sends_what_chromium_sends(row: Row) -> None:
    chosen = read_page("<!doctype html><title>a page</title>" + row.page).forms[row.number]
    by_get = row.method == "get"
    sending = chosen.sending(chosen.default) if by_get else filled_in([chosen], row.wishes, row.button)
    assert sending.entries == list(row.sent)
    assert (sending.method, sending.enctype) == (row.method, row.enctype)
    assert (sending.action.partition("#")[0] or PAGE) == row.to


def test_the_table_is_large_and_no_name_stands_twice() -> None:
    assert len(ROWS) > 100
    assert len({row.name for row in ROWS}) == len(ROWS)


# Which form, which button


def test_the_first_form_by_post_that_has_the_fields_is_meant() -> None:
    page = (
        "<form><input name=a></form><form method=post action=/1><input name=b></form>"
        "<form method=post action=/2><input name=a><input name=b></form>"
    )
    assert send(page, a="x").action == "/2"
    assert send(page, b="x").action == "/1"
    assert send(page).action == "/1"


def test_a_form_by_get_whose_button_posts_is_sent_by_post() -> None:
    assert send("<form><input name=a><button formmethod=post>x</button></form>", a="1").method == "post"
    by_get = refusal("<form method=post><input name=a><button formmethod=get>x</button></form>", a="1")
    assert by_get[1] == "its form is sent by GET"


def test_a_button_is_pressed_by_its_words_its_name_or_a_wish() -> None:
    page = form("<input name=a><button name=b value=1>Save it</button><button name=b value=2>Delete\n it</button>")
    for sending in (send(page, "Delete it"), send(page, "2"), send(page, b="2"), send(page, b="Delete it")):
        assert sending.entries == [("a", ""), ("b", "2")]
    assert send(page, b=True).entries == [("a", ""), ("b", "1")]
    assert refusal(page, "Print") == (
        "/articles/new/ shows a form to be sent by POST with a button 'Print'",
        "its buttons are Save it, Delete it",
    )
    assert refusal(page, b="3") == ("b offers 3", "its buttons are Save it, Delete it")
    assert refusal(form("<input name=a>"), "Print")[1] == "it has no button"


def test_a_disabled_button_sends_nothing() -> None:
    page = form("<input name=a><button disabled>Save</button><button>Delete</button>")
    assert refusal(page, a="x") == ("the form of /articles/new/ can be sent", "its button Save is disabled")
    assert send(page, "Delete", a="x").entries == [("a", "x")]


def test_a_field_and_a_button_of_one_name_go_together() -> None:
    page = form("<input name=a><button name=a value=1>Save</button>")
    assert send(page, a="x").entries == [("a", "x"), ("a", "1")]


def test_one_form_is_named_by_its_button_among_several() -> None:
    page = form("<input name=a value=1><button>Save</button>") + form("<input name=a value=2><button>Delete</button>")
    assert send(page, "Delete").entries == [("a", "2")]


# What a wish means


def test_what_the_page_does_not_offer_is_not_sent() -> None:
    colours = "<select name=c><option value=r>red<option value=g disabled>green<option>blue</select>"
    assert send(form(colours), c="red").entries == [("c", "r")]
    assert refusal(form(colours), c="g") == ("c offers g", "it offers red, blue")
    assert refusal(form("<input type=radio name=c value=r><input type=radio name=c value=g>"), c="b") == (
        "c offers b",
        "it offers r, g",
    )
    assert refusal(form("<input type=checkbox name=c>"), c="yes") == ("c offers yes", "it offers on")
    assert refusal(form("<select name=c multiple><option>r<option>g</select>"), c=["r", "b"])[1] == "it offers r, g"


def test_each_field_takes_its_own_kind() -> None:
    assert refusal(form("<input name=a>"), a=True) == ("a is a checkbox", "its type is text")
    assert refusal(form("<input type=file name=a>"), a="x") == ("a takes x", "its type is file")
    assert refusal(form("<input name=a readonly>"), a="x") == ("a visitor can write into a", "it is read-only")
    assert refusal(form("<input name=a><input name=a>"), a=["1", "2", "3"]) == ("a has 3 fields", "it has 2")
    assert send(form("<input type=checkbox name=a value=1><input type=checkbox name=a value=2>"), a=True).entries == [
        ("a", "1"),
        ("a", "2"),
    ]


def test_a_hidden_field_can_be_forged_where_no_visible_one_has_its_name() -> None:
    assert send(form("<input type=hidden name=author value=1>"), author="2").entries == [("author", "2")]


def test_a_disabled_field_cannot_be_filled_in() -> None:
    expected, seen = refusal(form("<input name=a disabled><input name=b>"), a="x")
    assert expected == "/articles/new/ shows a form to be sent by POST with the fields a"
    assert seen == "its fields are b"


def test_the_page_that_was_read_stays_as_it_was() -> None:
    forms = read_page(form("<input name=a><input type=checkbox name=b>")).forms
    filled_in(forms, {"a": "x", "b": True})
    assert forms[0].fields == {"a": "", "b": ""}
    assert forms[0].sending().entries == [("a", "")]


def test_messages_stay_short_on_a_page_with_many_long_names() -> None:
    _, seen = refusal(form("".join(f"<input name={'x' * 500}{number}>" for number in range(500))), a="x")
    assert len(seen) < 600
    assert seen.endswith("…")


# What a check asks of an answer


def answer(page: str) -> Answer:
    up = Message(b"GET /articles/new/ HTTP/1.1\r\nHost: 127.0.0.1:8000\r\n\r\n")
    down = Message(b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n", page.encode())
    return Answer(Exchange(1, 1, 50000, 0.0, 1.0, up, down), URL)


def test_fields_hold_what_the_page_put_into_them() -> None:
    page = answer(
        form(
            "<input type=hidden name=csrfmiddlewaretoken value=t><textarea name=content>\nText</textarea>"
            "<select name=s><option>one</select><input type=radio name=r value=1>"
            "<input type=radio name=r value=2 checked><input type=checkbox name=c><button name=b value=1>x</button>"
            "<input type=reset name=n><input name=d disabled>"
        )
        + "<form action=/search/><input name=q></form>"
    )
    assert page.forms[0].fields == {
        "csrfmiddlewaretoken": "t", "content": "Text", "s": "one", "r": "2", "c": "", "b": "1",
    }  # fmt: skip
    assert page.fields == set(page.forms[0].fields)
    assert (page.forms[0].method, page.forms[1].method, page.forms[1].action) == ("post", "get", "/search/")


def test_links_and_pictures_are_paths_as_the_browser_goes() -> None:
    page = answer(
        "<a href=/login/?next=/>in</a><a href='../1/'>x<a href='http://elsewhere.example/a/'>y</a><a name=no>z</a>"
        "<a href='http://[nobody'>?</a><img src=cat.png><img alt=no><template><a href=/t/>t</a></template>"
    )
    assert page.links == ["/login/", "/articles/1/", "/a/", "invalid"]
    assert page.pictures == ["/articles/new/cat.png"]
    assert answer("<base href=/deep/er/><a href=x>x</a>").links == ["/deep/er/x"]


def test_a_refusal_shows_the_exchange() -> None:
    page = answer("<p>" * 30_000)
    with pytest.raises(NotYet) as raised:
        _ = page.forms
    assert raised.value.exchange is page.exchange


# Pages made to do harm

TOO_LARGE = {
    "200,000 nested tags": "<div>" * 200_000,
    "100,000 forms": "<form method=post><input name=a></form>" * 100_000,
    "20 MB of fields": "<form method=post>" + "<input name=a>" * 1_400_000,
    "20 MB in one field": f"<form method=post><input name=a value={'x' * 20_000_000}>",
}
MANY = 8_000
HARMFUL = {
    "nested as deep as is read": "<div>" * 20_000,
    "nested fieldsets": "<form method=post><fieldset disabled>" + "<fieldset disabled>" * MANY,
    "buttons in one another": "<form method=post>" + "<object><button>x" * (MANY // 2),
    "forms in tables": "<table><form method=post>" * (MANY // 2),
    "many fields of one name": "<form method=post>" + "<input name=a>" * MANY,
    "many options": "<form method=post><select name=a multiple>" + "<option selected>x" * MANY,
    "formatting to be opened again": "".join(f"<font id={n}>" for n in range(4_000)) + "<p>" * 4_000,
    "unclosed comments": "<!--" * MANY + "x" * 900_000,
    "unclosed attributes": "<a '" * MANY + "'" * 900_000,
    "ampersands": "<form method=post>" + "&" * 990_000,
    "attributes": "<form method=post><input name=a " + " ".join(f"a{n}=1" for n in range(90_000)) + ">",
    "NUL": "\0<fo\0rm method=post\0><input name=\0a\0>\0",
    "broken nesting": "<b><p><a><table><td><form method=post><select><svg></b></p></form><input name=a>" * 200,
    "addresses of nobody": "<base href='http://['><form method=post action='//['><button formaction='http://[x'>",
    "numbers without end": form(
        f"<input type=number name=a value={'9' * 9_000}><input type=range name=b min=-1e308 max=1e308 step=5e-324>"
        f"<input type=range name=c value=1e308 step=1e-300><select size={'9' * 9_000} name=d>"
    ),
}


@pytest.mark.parametrize("name", TOO_LARGE)
def test_a_page_too_large_is_refused_unread(name: str) -> None:
    with pytest.raises(NotYet, match="a page has at most"):
        read_page(TOO_LARGE[name])


@pytest.mark.parametrize("name", HARMFUL)
def test_a_harmful_page_raises_nothing_but_not_yet(name: str) -> None:
    page = answer(HARMFUL[name])
    assert page.links is not None and page.pictures is not None
    try:
        sending = filled_in(page.forms, {"a": "x"})
    except NotYet as problem:
        assert len(problem.expected) + len(problem.seen) < 1_500
    else:
        page.path_of(sending.action)


PIECES = some.sampled_from([
    "<form method=post>", "<form id=f action=\'http://[\'>", "</form>", "<input name=a form=f>",
    "<input type=range name=a>", "<select name=a>", "<option selected>", "<optgroup disabled>", "</select>",
    "<textarea name=a>", "</textarea>", "<button name=a>", "</button>", "<table>", "<tr><td>", "</table>",
    "<fieldset disabled>", "<legend>", "<template>", "</template>", "<svg>", "<math>", "<b>", "</p>", "<!--", "-->",
    "<![CDATA[", "]]>", "<script>", "</script>", "\x00", "&#xd800;", "<a href=//[>", "<base href=x:>", "<!doctype",
    "<?", "</", "<", "text", "\r\n", "<plaintext>", "<frameset>", "<isindex>", "<noscript>",
    "<input type=radio name=a checked>", "<input type=image name=a>", "<object>", "<marquee>", "<image>",
])  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(some.lists(PIECES | some.text(max_size=5), max_size=25).map("".join))
def test_any_page_is_read(text: str) -> None:
    page = read_page(text)
    for each in page.forms:
        each.sending(each.default)
    with suppress(NotYet):
        filled_in(page.forms, {"a": "x"})


def test_the_parser_is_loaded_for_a_page_alone() -> None:
    code = (
        "import sys; from classroom import open_site, show; import classroom.check.client; import requests\n"
        "site = open_site(); requests.get(site.url); show(site.exchanges[-1])\n"
        "assert not {'justhtml', 'bs4'} & set(sys.modules)\n"
        "from classroom.check.forms.page import read_page; read_page('<p>'); assert 'justhtml' in sys.modules\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stderr


def test_of_the_text_in_a_button_the_beginning_is_read() -> None:
    """Buttons may stand in one another, each with all the text of those in it."""
    first = next(each for each in read_elements("<p>" + "<b>x</b>" * 5_000) if each.name == "p")
    assert 0 < len(first.words) <= MOST_NODES <= 1000


@pytest.mark.parametrize("text", ["1e400", "-1e400", "9" * 400])
def test_a_number_that_is_none_is_not_sent(text: str) -> None:
    assert held("number", text, {}) == ""
    assert held("range", text, {}) == "50"
    assert held("range", "7", {"min": text, "max": text}) == "7"
