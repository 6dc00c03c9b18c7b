"""A recording as a file: text to read, or HAR 1.2 for other tools."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path

from classroom.cookies.octets import text_of
from classroom.errors import CourseError, described
from classroom.record.exchange import Exchange, Message
from classroom.record.har import as_har
from classroom.record.text import visible

ADVICE = 'Name a file in a folder of yours, for example site.export("conversation.har")'
MOST_TEXT = 10_000
"""Characters of one body in the text export."""


def write(exchanges: Iterable[Exchange], path: str | Path) -> Path:
    """Write a recording to a file: HAR 1.2 where its name ends in `.har`, text to read otherwise.

    path: the file; `~` is expanded.
    Returns the file's full path. Raises CourseError where it cannot be written.
    """
    if not isinstance(path, str | os.PathLike):
        raise CourseError(f"No file is named by {described(path)}.", "The name of a file is a text, or a Path.", ADVICE)
    if str(path).lower().endswith(".har"):
        content = json.dumps(as_har(exchanges), indent=1, ensure_ascii=False)
    else:
        content = as_text(exchanges) + "\n"
    try:
        file = Path(path).expanduser().resolve()
        file.write_text(content, encoding="utf-8", errors="replace")
    except (OSError, RuntimeError, ValueError) as problem:  # also: no such user in ~name, a NUL in the name
        why = getattr(problem, "strerror", None) or str(problem)
        raise CourseError(
            f"The recording could not be written to {path}.", f"The system says: {why}.", ADVICE
        ) from None
    return file


def as_text(exchanges: Iterable[Exchange]) -> str:
    """Return the recording as text: `>` before each line of a request, `<` before each line of a response.

    Invisible characters are escaped, as in a drawing: a terminal acts on them.
    """
    return "\n\n".join(_one(exchange) for exchange in exchanges)


def _one(exchange: Exchange) -> str:
    lines = [f"# {exchange.number}, connection {exchange.connection}, {exchange.milliseconds:.1f} ms"]
    if exchange.remark:
        lines.append("# " + visible(exchange.remark).replace("\n", "[U+000A]"))
    lines += _marked(">", exchange.request) + _marked("<", exchange.response)
    return "\n".join(lines)


def _marked(sign: str, message: Message) -> list[str]:
    lines = [text_of(line.removesuffix(b"\r")) for line in message.head.rstrip(b"\r\n").split(b"\n")]
    text, note = message.text, message.content().note
    if message.cut or len(text) > MOST_TEXT:
        note = f"{note} … {message.body_length} bytes in all".strip()
    body = text[:MOST_TEXT].rstrip("\n")
    lines += ["", *body.split("\n")] if body else []
    lines += [f"[{note}]"] if note else []
    return [visible(f"{sign} {line}".rstrip(" \t\r")) for line in lines]
