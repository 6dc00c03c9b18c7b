"""The fields of a form in a request body: urlencoded, or multipart with its files.

Sources: https://url.spec.whatwg.org/#application/x-www-form-urlencoded and RFC 7578 (multipart/form-data).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from classroom.cookies.octets import text_of
from classroom.record.target import pairs_of
from classroom.record.text import body_text, media_type, parameter

LONGEST_HEAD = 8_192
"""Bytes of the headers of one part that are read."""
MOST_PARTS = 1_100
"""Parts of one form that are read: Django refuses a form with more than 1,000 fields or 100 files."""


class FormField(NamedTuple):
    """One field of a form that was sent.

    value: its text; of a file, its contents as text. size: the bytes of a file.
    file_name: as the client named the file; None for a field that is no file. content_type: of the part; "" if none.
    """

    name: str
    value: str
    file_name: str | None = None
    content_type: str = ""
    size: int = 0


def form_fields(body: bytes, content_type: str) -> tuple[FormField, ...]:
    """Return the fields of a form, in order; () for a body of any other type. No bytes are an error.

    body: with its Content-Encoding undone. content_type: the value of that header.
    """
    kind = media_type(content_type)
    if kind == "application/x-www-form-urlencoded":
        return tuple(FormField(name, value) for name, value in pairs_of(body))
    boundary = parameter(content_type, "boundary")
    if kind != "multipart/form-data" or not boundary:
        return ()
    return tuple(_parts(body, boundary.encode("utf-8", "replace")))


def _parts(body: bytes, boundary: bytes) -> Iterator[FormField]:
    """The parts between the delimiters (RFC 2046 §5.1.1); what is before the first and after the last is no part."""
    delimiter = rb"\r\n--" + re.escape(boundary) + rb"(?=--|[ \t]*(?:\r\n|\Z))"
    for part in re.split(delimiter, b"\r\n" + body, maxsplit=MOST_PARTS)[1:]:
        if part.startswith(b"--"):
            return
        head, _, data = part.lstrip(b" \t").removeprefix(b"\r\n").partition(b"\r\n\r\n")
        headers = dict(_headers(head[:LONGEST_HEAD]))
        about = headers.get("content-disposition", "")
        name, file_name = parameter(about, "name"), parameter(about, "filename")
        if name is None:
            continue
        kind = headers.get("content-type", "")
        yield FormField(name, body_text(data, kind), file_name, kind, len(data) if file_name is not None else 0)


def _headers(head: bytes) -> Iterator[tuple[str, str]]:
    for line in head.split(b"\r\n"):
        name, _, value = text_of(line).partition(":")
        yield name.strip(" \t").lower(), value.strip(" \t")
