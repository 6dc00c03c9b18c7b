"""A form, and what a browser sends of it: values in, values out.

The rules are those of the HTML standard: which button Enter presses (4.10.22.2), and what is sent (4.10.22.4).
`tests/browser/test_forms_in_chromium.py` asks Chromium for the same.
Left out: validation (a `required` field may be sent empty), scripts, and the attribute `dirname`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from classroom.check.forms.controls import BUTTONS, PRESSED, Control

URLENCODED, MULTIPART, PLAIN = "application/x-www-form-urlencoded", "multipart/form-data", "text/plain"


@dataclass(slots=True)
class FormSubmission:
    """What leaves when a form is sent.

    entries: names and values, in order, line breaks as CR LF.
    files: the names among them that are for a file; they are sent as a browser does while no file is chosen.
    """

    method: str
    action: str
    enctype: str
    entries: list[tuple[str, str]]
    files: frozenset[str]


@dataclass(slots=True)
class Form:
    """A form of a page. base: the address of the page's `base` element. controls: in tree order."""

    attributes: dict[str, str]
    base: str = ""
    controls: list[Control] = field(default_factory=list)

    @property
    def action(self) -> str:
        """Where it sends to, as written; "" for the address of its own page."""
        return address(self.attributes.get("action", ""), self.base)

    @property
    def method(self) -> str:
        """How it is sent: "post", "get" or "dialog"."""
        return _method(self.attributes.get("method", ""))

    @property
    def fields(self) -> dict[str, str]:
        """The names of its fields and of the buttons that send it, each with a value that it holds, or "".

        A disabled field is not among them: nobody can fill it in, and it is not sent.
        """
        found: dict[str, str] = {}
        for each in self.controls:
            if each.name and not each.disabled and each.kind not in ("button", "reset", "image"):
                found[each.name] = found.get(each.name) or next(iter(each.values), "")
        return found

    @property
    def default(self) -> Control | None:
        """The button that Enter presses: the first in tree order that sends the form, even if it is disabled."""
        return next((each for each in self.controls if each.kind in PRESSED), None)

    def sending(self, button: Control | None = None) -> FormSubmission:
        """What leaves when that button is pressed; without one, what a script would send."""
        chosen = dict(self.attributes)
        for name in ("action", "method", "enctype"):
            if button and f"form{name}" in button.attributes:
                chosen[name] = button.attributes[f"form{name}"]
        kind = chosen.get("enctype", "").lower()
        return FormSubmission(
            _method(chosen.get("method", "")),
            address(chosen.get("action", ""), self.base),
            kind if kind in (MULTIPART, PLAIN) else URLENCODED,
            [(_crlf(name), _crlf(value)) for name, value in self._entries(button)],
            frozenset(each.name for each in self.controls if each.kind == "file"),
        )

    def _entries(self, button: Control | None) -> Iterable[tuple[str, str]]:
        for each in self.controls:
            if each.disabled or (each.kind in BUTTONS and each is not button):
                continue
            if each.kind == "image":  # the place of the click on it; Enter gives its corner
                start = f"{each.name}." if each.name else ""
                yield from ((f"{start}x", "0"), (f"{start}y", "0"))
            elif each.name:
                yield from ((each.name, value) for value in each.values)


def address(text: str, base: str = "") -> str:
    """An address as written, beside that of the `base` element if there is one; "about:invalid" if it is none."""
    try:
        found = urljoin(base, text.strip()) if base and text.strip() else text.strip()
        urlsplit(found)
    except ValueError:
        return "about:invalid"
    return found


def _method(text: str) -> str:
    return text.lower() if text.lower() in ("post", "dialog") else "get"


def _crlf(text: str) -> str:
    return re.sub(r"\r\n?|\n", "\r\n", text)
