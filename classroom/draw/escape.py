"""The only module that makes HTML.

It escapes every value, since a learner, a server or an attacker may have put markup into a header, a cookie or a user
name. A test forbids markup, `Markup(` and `IPython.display.HTML` in every other module of this package.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from classroom.record.text import visible as visible

TAGS = frozenset({
    "a", "b", "code", "details", "div", "form", "iframe", "input", "label", "li", "ol", "p", "pre", "span", "summary",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
})  # fmt: skip
VOID = frozenset({"input"})
PAGE_TAGS = frozenset({"a", "caption", "footer", "h1", "h2", "h3", "main", "nav", "p", "section"})
"""Further elements of a whole page, such as the teacher's report. A drawing may not use them."""
ATTRIBUTES = frozenset({
    "aria-label", "checked", "class", "colspan", "data-lm-suppress-shortcuts", "href", "loading", "method", "name",
    "open", "rel", "role", "sandbox", "scope", "srcdoc", "style", "tabindex", "target", "title", "type",
})  # fmt: skip

_ADDRESS = re.compile(r"https?://.*|\.\./(notebooks|exercises|solutions)/\w+\.ipynb(#\S*)?", re.DOTALL)
_STYLE = re.compile(r"--[a-z]+:[0-9.]+%?(;--[a-z]+:[0-9.]+%?)*")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'"
_PLAIN_PAGE = "body{font:16px/1.5 system-ui,sans-serif;margin:1rem;color:#1b1b1b;background:#fff}"


class Markup(str):
    """A string of safe HTML. Only this module makes one."""

    __slots__ = ()


Child = str | int | float | None | Iterable["Child"]


def text(value: object) -> Markup:
    """Escape any value for use between tags. Markup is returned unchanged."""
    if isinstance(value, Markup):
        return value
    return Markup(html.escape(visible(str(value)), quote=False))


def join(*children: Child) -> Markup:
    """Concatenate pieces: strings are escaped, None is left out, lists are flattened."""
    parts: list[str] = []
    for child in children:
        if child is None:
            continue
        if isinstance(child, (str, int, float)):
            parts.append(text(child))
        else:
            parts.append(join(*child))
    return Markup("".join(parts))


def tag(name: str, /, *children: Child, **attributes: str | int | bool | None) -> Markup:
    """Make one element.

    name: one of TAGS.
    children: see `join`.
    attributes: one of ATTRIBUTES each, with `_` for `-` and a `_` after Python's keywords (`class_`).
        True gives an attribute without a value, False and None leave it out.
    Raises ValueError for any other name, for an address that is neither http(s) nor a notebook of the course
    ("../notebooks/03_name.ipynb#Heading"), and for a style that is more than numbers in custom properties.
    """
    if name not in TAGS:
        raise ValueError(f"no such element in a drawing: {name!r}")
    head = [name]
    for key, value in attributes.items():
        key = key.rstrip("_").replace("_", "-")
        if value is None or value is False:
            continue
        _check(key, value)
        head.append(f'{key}=""' if value is True else f'{key}="{_quoted(key, value)}"')
    if name in VOID:
        return Markup(f"<{' '.join(head)}>")
    inside = join(*children)
    # An HTML parser drops the newline right after <pre>, so a text that begins with one needs a second.
    gap = "\n" if name == "pre" and inside.startswith("\n") else ""
    return Markup(f"<{' '.join(head)}>{gap}{inside}</{name}>")


def _check(key: str, value: str | int | bool) -> None:
    if key not in ATTRIBUTES:
        raise ValueError(f"no such attribute in a drawing: {key!r}")
    if key == "href" and not _ADDRESS.fullmatch(str(value)):
        raise ValueError("a link in a drawing is http://, https://, or a notebook of the course")
    if key == "style" and not _STYLE.fullmatch(str(value)):
        raise ValueError("a style in a drawing holds numbers in custom properties only")
    if key == "srcdoc" and not isinstance(value, Markup):
        raise ValueError("srcdoc is made by sandboxed_page only")


def _quoted(key: str, value: str | int) -> str:
    # `sandboxed_page` has escaped a srcdoc; in any other attribute, markup is escaped as text.
    return str(value) if key == "srcdoc" else html.escape(visible(str(value)), quote=True)


def style_sheet(css: str) -> Markup:
    """Embed a style sheet. Its `<` are escaped as CSS, so that no closing tag in it ends the element."""
    return Markup(f"<style>{_contained(css)}</style>")


def _contained(css: str) -> str:
    return " ".join(visible(css).replace("<", r"\3c ").split())


def part(name: str, /, *children: Child, id: str = "", to: str = "", class_: str = "", lang: str = "") -> Markup:
    """Make one element of a whole page.

    name: one of PAGE_TAGS. id: its id, for links. to: the id that a link leads to.
    Raises ValueError for any other name, and for an id that is more than letters, digits, "-", "_" and ".".
    """
    if name not in PAGE_TAGS:
        raise ValueError(f"no such element in a page: {name!r}")
    if not re.fullmatch(r"[\w.-]*", id + to):
        raise ValueError("an id holds letters, digits, hyphens and dots only")
    given = {"id": id, "href": to and f"#{to}", "class": class_, "lang": lang}
    head = "".join(f' {key}="{html.escape(visible(value))}"' for key, value in given.items() if value)
    return Markup(f"<{name}{head}>{join(*children)}</{name}>")


def document(title: str, css: str, *body: Child) -> Markup:
    """Make a whole page. It loads nothing, and its Content-Security-Policy forbids it to: no script, no font, no image.

    title: its title, as text. css: its style sheet.
    """
    return Markup(
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" '
        f'content="light dark"><title>{text(title)}</title>{style_sheet(css)}</head>\n'
        f"<body>{join(*body)}</body></html>\n"
    )


def sandboxed_page(page: str, title: str, style: str = "") -> Markup:
    """Show a page of any origin in a sandboxed frame: no script, no form, no network, no origin.

    page: its HTML, as the server sent it.
    title: the frame's accessible name.
    style: the text of the page's style sheet, since the frame may not load one.

    The frame's `sandbox=""` and the page's Content-Security-Policy protect the notebook. Scripts and links are removed
    as well, because a browser writes an error to its console for each that it blocks.
    """
    cleaned = re.sub(r"(?is)<script\b.*?(</script\s*>|\Z)", "", page)
    cleaned = re.sub(r"(?is)<(link|base|meta\s+http-equiv)\b[^>]*>", "", cleaned)
    cleaned = re.sub(
        r"""(?is)(?<=[\s"'/])(on\w+|src|srcset|poster|background|ping)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)""",
        _keep_data,
        cleaned,
    )
    whole = (
        f'<!doctype html><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f'<base target="_blank"><style>{_contained(style or _PLAIN_PAGE)}</style>{cleaned}'
    )
    srcdoc = Markup(html.escape(visible(whole), quote=True))
    return tag("iframe", sandbox=True, srcdoc=srcdoc, title=title, loading="lazy", tabindex="-1")


def _keep_data(found: re.Match[str]) -> str:
    return found[0] if found[1].lower() == "src" and found[2].strip("\"'").startswith("data:image/") else ""
