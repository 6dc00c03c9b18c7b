"""Reads the desk's query parameters: each is checked, and the response to a bad one is a clear text with status 400."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils.http import http_date, parse_http_date_safe

from neighbourhood.cookie_text import to_cookie

# A cookie name is a token (RFC 9110 section 5.6.2).
TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,256}")
# Names that Python's http.cookies reserves for attributes.
RESERVED = {"expires", "path", "comment", "domain", "max-age", "secure", "httponly", "version", "samesite"}
RESERVED |= {"partitioned"}
# Cookies of Jupyter's. A client keeps them for the host, whatever the port (RFC 6265 section 8.5): if Jupyter runs on
# this computer, setting or deleting one of them here would end the visitor's login there.
# Without a name a client sends the value alone, and `=_xsrf=1` comes back as `_xsrf=1`.
OF_JUPYTER = re.compile(r"[= ]*(?:_xsrf *(?:[=;]|$)|username-|jupyter)", re.IGNORECASE)
COOKIE_PATH = re.compile(r"/[!-:<-~]{0,500}")  # visible ASCII without the semicolon, which would end the attribute
DOMAIN = re.compile(r"\.?[0-9A-Za-z](?:[0-9A-Za-z.\-]{0,250}[0-9A-Za-z])?")
RAW_LINE = re.compile(r"[ -~]*")
INTEGER = re.compile(r"-?[0-9]{1,10}")
LARGEST_COOKIE = 8_192  # octets of name and value; browsers take 4096, so both sides of that limit can be tried
LARGEST_AGE = 1_000_000_000  # seconds, about 31 years
SESSION_KEY = re.compile(r"[0-9A-Za-z][0-9A-Za-z_\-]{0,39}")
KEPT_BY_OTHERS = {"cart", "visits"}  # in the session: the market's cart, the desk's counter
SAMESITE = {"lax": "Lax", "strict": "Strict", "none": "None"}


class BadParameter(ValueError):
    """A query parameter that the desk cannot use. The text is the body of the response."""


def refuses_bad_parameters(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorate a view: where it raises `BadParameter`, the response is 400, in plain text."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except BadParameter as problem:
            return HttpResponseBadRequest(f"{problem}\n", content_type="text/plain; charset=utf-8")

    return guarded


@dataclass(frozen=True)
class CookieOrder:
    """The cookies that /desk/set-cookie/ sets: the pairs, and the attributes of all of them."""

    pairs: dict[str, str]
    attributes: dict[str, Any] = field(default_factory=dict)


def read_cookie_order(request: HttpRequest) -> CookieOrder:
    """Read name, value, max_age, expires, path, domain, secure, httponly and samesite from the query.

    Raises BadParameter for the first one that is wrong.
    """
    names, values = read_names(request), request.GET.getlist("value")
    if len(names) != len(values):
        raise BadParameter(f"There are {len(names)} names and {len(values)} values. Send one value for each name.")
    pairs = {name: to_cookie(value) for name, value in zip(names, values, strict=True)}
    for name, value in pairs.items():
        if len(name) + len(value) > LARGEST_COOKIE:
            raise BadParameter(f"Name and value may have {LARGEST_COOKIE} octets together. These have more.")
    attributes = read_place(request) | {
        "max_age": read_max_age(request),
        "expires": read_expires(request),
        "secure": read_switch(request, "secure"),
        "httponly": read_switch(request, "httponly"),
        "samesite": read_samesite(request),
    }
    return CookieOrder(pairs, attributes)


def read_line(request: HttpRequest) -> str | None:
    """Return `line`, the whole value of a Set-Cookie header, or None without one."""
    line = request.GET.get("line")
    if line is None:
        return None
    if len(line) > LARGEST_COOKIE or not RAW_LINE.fullmatch(line):
        raise BadParameter(f"line is one line of at most {LARGEST_COOKIE} visible ASCII characters and spaces.")
    leave_jupyter_alone(line)
    return line


def leave_jupyter_alone(cookie: str) -> None:
    """Raise BadParameter for a cookie of Jupyter's. cookie: its name, or a whole line."""
    if OF_JUPYTER.match(cookie):
        raise BadParameter(
            f"“{cookie[:40]}” is a cookie of Jupyter's. Cookies ignore ports, so this page could end your login to "
            "Jupyter. Choose another name."
        )


def read_names(request: HttpRequest) -> list[str]:
    """Return every `name` in the query, checked. There must be at least one, and no name twice."""
    names = request.GET.getlist("name")
    if not names:
        raise BadParameter("A cookie needs a name. Add ?name=… to the address.")
    for name in names:
        if not TOKEN.fullmatch(name):
            raise BadParameter("A cookie name is made of letters, digits and !#$%&'*+-.^_`|~ (a token, RFC 9110).")
        if name.lower() in RESERVED:
            raise BadParameter(f"“{name}” is the name of a cookie attribute. Choose another name.")
        leave_jupyter_alone(name)
    if len(set(names)) != len(names):
        raise BadParameter("A name stands here twice. One answer of Django carries one cookie of a name.")
    return names


def read_place(request: HttpRequest) -> dict[str, Any]:
    """Return `path` and `domain`, the two attributes that say where a cookie is sent."""
    path = request.GET.get("path", "/")
    if not COOKIE_PATH.fullmatch(path):
        raise BadParameter("A path starts with / and is made of visible ASCII characters without a semicolon.")
    domain = request.GET.get("domain") or None
    if domain is not None and not DOMAIN.fullmatch(domain):
        raise BadParameter("A domain is made of letters, digits, full stops and hyphens, as in example.com.")
    return {"path": path, "domain": domain}


def read_max_age(request: HttpRequest) -> int | None:
    """Return `max_age` in seconds, or None without one."""
    text = request.GET.get("max_age")
    if not text:
        return None
    if not INTEGER.fullmatch(text) or abs(int(text)) > LARGEST_AGE:
        raise BadParameter(f"max_age is a whole number of seconds, at most {LARGEST_AGE}. 0 means: delete now.")
    return int(text)


def read_expires(request: HttpRequest) -> str | None:
    """Return `expires` as an HTTP date, or None without one."""
    text = request.GET.get("expires")
    if not text:
        return None
    moment = parse_http_date_safe(text[:60])
    if moment is None or moment < 0:
        raise BadParameter("expires is a date like Thu, 31 Dec 2026 23:59:59 GMT, from 1970 on.")
    return http_date(moment)


def read_switch(request: HttpRequest, name: str) -> bool:
    """Return whether `name` is switched on: 1 is on, 0 or nothing is off."""
    text = request.GET.get(name, "")
    if text not in {"", "0", "1"}:
        raise BadParameter(f"{name} is 1 (on) or 0 (off).")
    return text == "1"


def read_samesite(request: HttpRequest) -> str | None:
    """Return `samesite` as the specification writes it, or None without one."""
    text = request.GET.get("samesite", "")
    if not text:
        return None
    if text.lower() not in SAMESITE:
        raise BadParameter("samesite is Lax, Strict or None.")
    return SAMESITE[text.lower()]


def read_seconds(request: HttpRequest, most: float = 5) -> float:
    """Return `seconds`, 1 without one."""
    text = request.GET.get("seconds", "1")
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,3})?", text) or float(text) > most:
        raise BadParameter(f"seconds is a number from 0 to {most:g}, as in ?seconds=1 or ?seconds=0.5.")
    return float(text)


def read_key(request: HttpRequest, write: bool = False) -> str:
    """Return `key`, a name in the session. Keys of Django begin with _; those and other pages' keys are not written."""
    key = request.GET.get("key", "note")
    if not SESSION_KEY.fullmatch(key):
        raise BadParameter("key is a word of at most 40 letters, digits, - and _, and does not begin with _.")
    if write and key in KEPT_BY_OTHERS:
        raise BadParameter(f"Another page keeps its own data under “{key}”. Choose another key.")
    return key


def read_text(request: HttpRequest, name: str, default: str = "") -> str:
    """Return the text `name`, at most as long as the largest cookie that can be tried here."""
    text = request.GET.get(name, default)
    if len(text) > LARGEST_COOKIE:
        raise BadParameter(f"{name} may have {LARGEST_COOKIE} characters. This one has more.")
    return text


def read_expiry(request: HttpRequest) -> int | None:
    """Return `seconds` as `set_expiry()` takes it: a whole number, or None for `none`."""
    text = request.GET.get("seconds", "")
    if text == "none":
        return None
    if not INTEGER.fullmatch(text) or abs(int(text)) > LARGEST_AGE:
        raise BadParameter("seconds is a whole number, 0 (end with the browser) or none (as in the settings).")
    return int(text)


def read_status(text: str) -> int:
    """Return the status code that `text` names."""
    if re.fullmatch(r"1[0-9][0-9]", text):
        raise BadParameter(f"{text} is not a final answer: after a 1xx the client goes on waiting. Try 200 to 599.")
    if not re.fullmatch(r"[2-5][0-9][0-9]", text):
        raise BadParameter("A status code is a number from 200 to 599.")
    return int(text)
