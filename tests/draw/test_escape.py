from __future__ import annotations

import ast
from pathlib import Path

import pytest
from examples import HOSTILE
from hypothesis import given
from hypothesis import strategies as st
from markup import assert_clean, words_of

from classroom.draw.escape import Markup, document, join, part, sandboxed_page, style_sheet, tag, text, visible

DRAW = Path(__file__).resolve().parents[2] / "classroom" / "draw"
ANY_TEXT = st.text(st.characters(exclude_categories=()))


@given(ANY_TEXT, ANY_TEXT)
def test_any_text_stays_text(inside: str, attribute: str) -> None:
    markup = tag("div", inside, title=attribute)
    assert_clean(markup)
    assert markup.count("<") == 2
    assert markup[: markup.index(">")].count('"') == 2


@given(ANY_TEXT)
def test_what_cannot_be_seen_is_written_out(value: str) -> None:
    shown = visible(value)
    assert not any(0xD800 <= ord(c) < 0xE000 or 0x202A <= ord(c) <= 0x202E or c in "\x00\x1b\r\x7f" for c in shown)
    shown.encode("utf-8")


def test_an_override_of_direction_is_shown_by_its_number() -> None:
    assert visible("exe\u202egnp\x00") == "exe[U+202E]gnp[U+0000]"


def test_ordinary_text_of_many_scripts_is_left_alone() -> None:
    assert visible("안녕 שלום 你好 é\t\n") == "안녕 שלום 你好 é\t\n"


@pytest.mark.parametrize("name", ["script", "h4", "section", "svg", "a b", "div onclick=x", ""])
def test_a_name_outside_the_list_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no such element"):
        tag(name)


@pytest.mark.parametrize("key", ["onclick", "src", "srcset", "id", "formaction", "class x"])
def test_an_attribute_outside_the_list_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="no such attribute"):
        tag("div", **{key: "x"})


@pytest.mark.parametrize("href", ["javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "//host/", " http://x"])
def test_only_an_address_of_the_web_becomes_a_link(href: str) -> None:
    with pytest.raises(ValueError, match="http"):
        tag("a", "open", href=href)


@pytest.mark.parametrize(
    "href",
    [
        "../notebooks/03_a.ipynb x", "../notebooks/03_a.ipynbx", "../notebooks/../a.ipynb", "../source/03_a.ipynb",
        "../notebooks/03_a.ipynb/../../x", "/notebooks/03_a.ipynb", "../notebooks/03_a.ipynb#a b",
        "x/../notebooks/a.ipynb", "../notebooks/03_a.ipynb\n#a",
    ],
)  # fmt: skip
def test_of_the_course_only_a_notebook_becomes_a_link(href: str) -> None:
    with pytest.raises(ValueError, match="a notebook of the course"):
        tag("a", "open", href=href)
    assert 'href="../exercises/03_a.ipynb#A-heading"' in tag("a", "x", href="../exercises/03_a.ipynb#A-heading")


@pytest.mark.parametrize("id", ["a b", 'a"', "a<", "a\n", "#a", "\u202ea"])
def test_an_id_holds_letters_digits_and_few_signs(id: str) -> None:
    for name in ("id", "to"):
        with pytest.raises(ValueError, match="an id holds"):
            part("p", **{name: id})


@given(ANY_TEXT, ANY_TEXT)
def test_any_text_stays_text_in_a_page_too(inside: str, attribute: str) -> None:
    markup = part("p", inside, class_=attribute, lang=attribute)
    assert markup.count("<") == 2 and markup[: markup.index(">")].count('"') in (0, 4)
    assert visible(markup) == markup
    page = document(inside, "", inside)
    assert page.count("<") == document("", "", "").count("<")


@pytest.mark.parametrize("style", ["color:red", "--x:url(//host)", "--x:1;background:red", "--x:expression(1)"])
def test_a_style_holds_numbers_only(style: str) -> None:
    with pytest.raises(ValueError, match="numbers"):
        tag("div", style=style)


def test_a_frame_cannot_be_made_by_hand() -> None:
    with pytest.raises(ValueError, match="sandboxed_page"):
        tag("iframe", srcdoc="hello")


def test_pieces_are_put_together() -> None:
    markup = join("a<b", None, 3, [tag("b", "x"), ("y", None)])
    assert markup == "a&lt;b3<b>x</b>y"


def test_finished_markup_is_not_escaped_twice() -> None:
    once = text("a & b")
    assert text(once) == once == "a &amp; b"


def test_the_first_line_break_of_preformatted_text_survives() -> None:
    assert tag("pre", "\n\nx") == "<pre>\n\n\nx</pre>"


def test_true_makes_a_bare_attribute_and_false_none() -> None:
    assert tag("details", open=True, class_=None, title=False) == '<details open=""></details>'


@pytest.mark.parametrize("css", ["a{}</style><script>alert(1)</script>", "a{content:'</STYLE>'}", "<!--", HOSTILE])
def test_a_style_sheet_cannot_end_early(css: str) -> None:
    markup = style_sheet(css)
    assert markup.count("<") == 2
    assert_clean(markup)


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_any_page_stays_in_its_frame(page: str, title: str, style: str) -> None:
    assert_clean(sandboxed_page(page + HOSTILE, title or "page", style))


def test_a_page_is_quietened_but_its_words_stay() -> None:
    page = (
        "<link rel=stylesheet href=/s.css><script>alert('gone')</script><img src=/x.png alt=Cat onerror=alert(1)>"
        "<img src='data:image/png;base64,AA'><meta http-equiv=refresh content=0><base href=//evil/><p>Kept</p><script>"
    )
    markup = sandboxed_page(page, "page")
    for word in ("gone", "x.png", "onerror", "s.css", "refresh", "evil"):
        assert word not in markup
    for word in ("Kept", "Cat", "data:image/png;base64,AA"):
        assert word in markup


def test_no_other_module_makes_markup() -> None:
    checked = 0
    for path in sorted(DRAW.rglob("*.py")):
        if path == DRAW / "escape.py":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert "<" not in node.value, f"{path.name}:{node.lineno}"
                assert "&lt;" not in node.value, f"{path.name}:{node.lineno}"
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                assert name not in ("Markup", "sandboxed"), f"{path.name}:{node.lineno}"
            if isinstance(node, ast.Import | ast.ImportFrom):
                assert "IPython" not in ast.unparse(node), f"{path.name}:{node.lineno}"
                assert "Template" not in ast.unparse(node), f"{path.name}:{node.lineno}"
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "ipywidgets.HTML":
                for keyword in node.keywords:
                    assert keyword.arg == "value", f"{path.name}:{node.lineno}"
                    assert ast.unparse(keyword.value).endswith(".html)"), f"{path.name}:{node.lineno}"
        checked += 1
    assert checked > 15


def test_markup_shows_its_words() -> None:
    assert words_of(tag("div", "a < b")) == "a < b"
    assert isinstance(tag("div"), Markup)
