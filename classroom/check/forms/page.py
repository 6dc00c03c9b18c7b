"""What a visitor can do on a page: fill in its forms, follow its links, see its pictures."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass

from classroom.check.forms.controls import CONTROLS, one_of_each_group, read_control
from classroom.check.forms.elements import Element, read_elements
from classroom.check.forms.form import Form, address


@dataclass(frozen=True, slots=True)
class Page:
    """A page that was read. links, pictures: the addresses as written, each beside the page's `base` element."""

    forms: list[Form]
    links: list[str]
    pictures: list[str]


def read_page(text: str) -> Page:
    """Read a page. Raises NotYet where it is too large to be read."""
    text = re.sub(r"\r\n?", "\n", text.removeprefix("\ufeff"))  # as the parser counts the places in it
    elements = read_elements(text)
    base = next(iter(_addresses(elements, "base", "href", "")), "")
    return Page(
        _forms(elements, base, _OpenForms(elements, text)),
        _addresses(elements, "a", "href", base),
        _addresses(elements, "img", "src", base),
    )


def _addresses(elements: Iterable[Element], name: str, attribute: str, base: str) -> list[str]:
    return [
        address(each.attributes[attribute], base)
        for each in elements
        if each.name == name and attribute in each.attributes
    ]


def _forms(elements: list[Element], base: str, open_forms: _OpenForms) -> list[Form]:
    """The forms, each with its controls: by the attribute `form`, or by where they stand (HTML standard, 4.10.17.3)."""
    forms = {each: Form(each.attributes, base) for each in elements if each.name == "form"}
    named = {each.attributes.get("id", ""): each for each in reversed(elements)}  # of two, the first counts
    for each in elements:
        if each.name in CONTROLS:
            name = each.attributes.get("form")
            owner = (each.form or open_forms.around(each)) if name is None else named.get(name) if name else None
            if owner is not None and owner in forms:
                forms[owner].controls.append(read_control(each))
    for form in forms.values():
        one_of_each_group(form.controls)
    return list(forms.values())


class _OpenForms:
    """Which form was open in the text where a control's tag stands.

    In a table the parser puts a form's fields outside of it, and for a browser they are its fields nevertheless: the
    form element pointer of the HTML standard, 13.2.4.4.
    """

    def __init__(self, elements: Iterable[Element], text: str) -> None:
        self._forms = sorted((each for each in elements if each.name == "form"), key=lambda each: each.place)
        self._starts = [each.place for each in self._forms]
        self._ends = [found.start() for found in re.finditer(r"(?ai)</form\b", text)]

    def around(self, control: Element) -> Element | None:
        """The form that was begun last before a control, if none was ended between them."""
        last = bisect(self._starts, control.place) - 1
        if last < 0 or bisect(self._ends, self._starts[last]) < bisect(self._ends, control.place):
            return None
        return self._forms[last]
