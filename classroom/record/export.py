"""A recording as text to read, and as HAR 1.2 for other tools (browsers' Network panels open it).

HAR 1.2: http://www.softwareishard.com/blog/har-12-spec/
"""

from __future__ import annotations

import base64
import datetime
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from classroom.errors import CourseError
from classroom.record.exchange import Exchange, Message

MOST_TEXT = 10_000
"""Characters of one body in the text export."""


def write(exchanges: Iterable[Exchange], path: Path) -> Path:
    """Write a recording to a file: HAR 1.2 where its name ends in `.har`, text to read otherwise.

    path: the file; `~` is expanded.
    Returns the file's full path. Raises CourseError where it cannot be written.
    """
    file = path.expanduser().resolve()
    if file.suffix.lower() == ".har":
        content = json.dumps(as_har(exchanges), indent=1, ensure_ascii=False)
    else:
        content = as_text(exchanges) + "\n"
    try:
        file.write_text(content, encoding="utf-8", errors="replace")
    except OSError as problem:
        raise CourseError(
            f"The recording could not be written to {file}.",
            f"The system says: {problem.strerror or problem}.",
            'Name a file in a folder of yours, for example site.export("conversation.har")',
        ) from None
    return file


def as_text(exchanges: Iterable[Exchange]) -> str:
    """Return the recording as text: `>` before each line of a request, `<` before each line of a response."""
    return "\n\n".join(_one(exchange) for exchange in exchanges)


def _one(exchange: Exchange) -> str:
    lines = [f"# {exchange.number}, connection {exchange.connection}, {exchange.milliseconds:.1f} ms"]
    if exchange.remark:
        lines.append(f"# {exchange.remark}")
    lines += _marked(">", exchange.request) + _marked("<", exchange.response)
    return "\n".join(lines)


def _marked(sign: str, message: Message) -> list[str]:
    text = message.head.decode("latin-1").replace("\r\n", "\n").rstrip("\n")
    body = message.text[:MOST_TEXT]
    if message.cut or len(message.text) > MOST_TEXT:
        body += f"\n[… {message.body_length} bytes in all]"
    lines = text.split("\n") + (["", *body.rstrip("\n").split("\n")] if body else [])
    return [f"{sign} {line}".rstrip() for line in lines]


def as_har(exchanges: Iterable[Exchange]) -> dict[str, Any]:
    """Return the recording as a HAR 1.2 log, ready for `json.dump`."""
    return {
        "log": {
            "version": "1.2",
            "creator": {"name": "How the web remembers you", "version": "1"},
            "entries": [_entry(exchange) for exchange in exchanges],
        }
    }


def _entry(exchange: Exchange) -> dict[str, Any]:
    request, response = exchange.request, exchange.response
    started = datetime.datetime.fromtimestamp(exchange.started, datetime.UTC)
    entry: dict[str, Any] = {
        "startedDateTime": started.isoformat(timespec="milliseconds"),
        "time": exchange.milliseconds,
        "request": {
            "method": exchange.method,
            "url": exchange.url,
            "httpVersion": request.start_line.rpartition(" ")[2],
            "cookies": [{"name": name, "value": value} for name, value in exchange.request_cookies],
            "headers": _pairs(request.headers),
            "queryString": [
                {"name": name, "value": value}
                for name, _, value in (part.partition("=") for part in exchange.query.split("&") if part)
            ],
            "headersSize": len(request.head),
            "bodySize": request.body_length,
        },
        "response": {
            "status": exchange.status,
            "statusText": exchange.reason,
            "httpVersion": response.start_line.partition(" ")[0],
            "cookies": [{"name": each.name, "value": each.value} for each in exchange.response_cookies],
            "headers": _pairs(response.headers),
            "content": _content(response),
            "redirectURL": response.header("location") or "",
            "headersSize": len(response.head),
            "bodySize": response.body_length,
        },
        "cache": {},
        "timings": {"send": 0, "wait": exchange.milliseconds, "receive": 0},
        "connection": str(exchange.connection),
    }
    if request.body:
        entry["request"]["postData"] = {
            "mimeType": request.header("content-type") or "",
            "params": _pairs(exchange.form),
            "text": request.text,
        }
    if exchange.remark:
        entry["comment"] = exchange.remark
    return entry


def _pairs(pairs: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in pairs]


def _content(response: Message) -> dict[str, Any]:
    content: dict[str, Any] = {"size": response.body_length, "mimeType": response.header("content-type") or ""}
    try:
        content["text"] = response.body.decode("utf-8")
    except UnicodeDecodeError:
        content["text"] = base64.b64encode(response.body).decode("ascii")
        content["encoding"] = "base64"
    return content
