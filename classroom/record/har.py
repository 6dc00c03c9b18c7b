"""A recording as HAR 1.2, which browsers' Network panels and other tools open.

What HAR has no field for stands in a `comment`: a body that was cut, a coding that could not be undone.
Source: http://www.softwareishard.com/blog/har-12-spec/; `sameSite` and
`_transferSize` are from Chromium's own export.
"""

from __future__ import annotations

import base64
import ipaddress
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from classroom.cookies.set_cookie import SetCookie
from classroom.record.exchange import Exchange, Message
from classroom.record.form import FormField
from classroom.record.text import exact_text

Fields = dict[str, Any]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def as_har(exchanges: Iterable[Exchange]) -> Fields:
    """Return the recording as a HAR 1.2 log, ready for `json.dump`."""
    return {
        "log": {
            "version": "1.2",
            "creator": {"name": "How the web remembers you", "version": "1"},
            "pages": [],
            "entries": [_entry(exchange) for exchange in exchanges],
        }
    }


def _entry(exchange: Exchange) -> Fields:
    took = max(0.0, exchange.milliseconds)
    return {
        "startedDateTime": _moment(exchange.started),
        "time": took,
        "request": _request(exchange),
        "response": _response(exchange),
        "cache": {},
        "timings": {"blocked": -1, "dns": -1, "connect": -1, "ssl": -1, "send": 0, "wait": took, "receive": 0},
        "serverIPAddress": _server_address(exchange),
        "connection": str(exchange.connection),
        **_comment(exchange.remark),
    }


def _request(exchange: Exchange) -> Fields:
    request = exchange.request
    found: Fields = {
        "method": exchange.method,
        "url": exchange.url,
        "httpVersion": exchange.version,
        "cookies": _pairs(exchange.request_cookies),
        "headers": _pairs(request.headers),
        "queryString": _pairs(exchange.parameters),
        "headersSize": len(request.head),
        "bodySize": request.body_length,
    }
    return {**found, "postData": _post_data(exchange)} if request.body else found


def _post_data(exchange: Exchange) -> Fields:
    """The body of a request: fields where it is a form, else text; HAR has no third kind."""
    request, content = exchange.request, exchange.request.content()
    kind = request.header("content-type") or ""
    notes = [content.note, _cut(request)]
    fields = exchange.form_fields
    if fields:
        return {"mimeType": kind, "params": [_parameter(each) for each in fields], **_comment(*notes)}
    text = exact_text(content.data, kind, content.whole)
    if text is None:
        text = content.data.decode("latin-1")
        notes.append("The body is no text: each character stands for one byte.")
    return {"mimeType": kind, "text": text, **_comment(*notes)}


def _parameter(field: FormField) -> Fields:
    found = {"name": field.name, "value": field.value}
    if field.file_name is not None:
        found["fileName"] = field.file_name
    return {**found, "contentType": field.content_type} if field.content_type else found


def _response(exchange: Exchange) -> Fields:
    response = exchange.response
    return {
        "status": exchange.status,
        "statusText": exchange.reason,
        "httpVersion": response.start_line.partition(" ")[0],
        "cookies": [_cookie(each) for each in exchange.response_cookies],
        "headers": _pairs(response.headers),
        "content": _content(response),
        "redirectURL": response.header("location") or "",
        "headersSize": len(response.head),
        "bodySize": response.body_length,
        "_transferSize": len(response.head) + response.body_length,
    }


def _content(response: Message) -> Fields:
    """The body with its Content-Encoding undone: text in UTF-8 where it is text, else base64."""
    content = response.content()
    kind = response.header("content-type") or ""
    size = len(content.data) if content.unpacked else response.body_length
    found: Fields = {"size": size, "mimeType": kind}
    if content.unpacked and content.whole:
        found["compression"] = size - response.body_length
    text = exact_text(content.data, kind, content.whole)
    if text is None:
        found |= {"text": base64.b64encode(content.data).decode("ascii"), "encoding": "base64"}
    else:
        found["text"] = text
    return {**found, **_comment(content.note, _cut(response))}


def _cut(message: Message) -> str:
    return f"Only the first {len(message.body):,} of {message.body_length:,} bytes were kept." if message.cut else ""


def _cookie(cookie: SetCookie) -> Fields:
    """A cookie of the response, its attributes as a client reads them; one that is missing or ignored is left out."""
    parsed = cookie.parsed
    found: Fields = {"name": cookie.name, "value": cookie.value}
    for field, kind in (("path", "Path"), ("domain", "Domain")):
        attribute = parsed.last(kind)
        if attribute is not None and attribute.value:
            found[field] = attribute.value
    if parsed.expires is not None:
        found["expires"] = _moment(parsed.expires)
    found["httpOnly"], found["secure"] = parsed.last("HttpOnly") is not None, parsed.last("Secure") is not None
    same_site = parsed.last("SameSite")
    if same_site is not None and same_site.value != "Default":
        found["sameSite"] = same_site.value
    return {**found, **_comment(parsed.refused and f"Clients ignore it. {parsed.refused}")}


def _server_address(exchange: Exchange) -> str:
    """The address that served it: that of the Host header where it is one, else the usual loopback address."""
    try:
        return str(ipaddress.ip_address(urlsplit(exchange.url).hostname or ""))
    except ValueError:
        return "127.0.0.1"


def _moment(seconds: float) -> str:
    """A time in seconds since 1970 as ISO 8601, with milliseconds and zone."""
    try:
        return (EPOCH + timedelta(seconds=seconds)).isoformat(timespec="milliseconds")
    except (OverflowError, ValueError):
        return EPOCH.isoformat(timespec="milliseconds")


def _pairs(pairs: Iterable[tuple[str, str]]) -> list[Fields]:
    return [{"name": name, "value": value} for name, value in pairs]


def _comment(*sentences: str) -> Fields:
    words = " ".join(filter(None, sentences))
    return {"comment": words} if words else {}
