"""The fields and buttons of a form: what each holds when the page is shown, and what it would send."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from classroom.check.forms.elements import Element
from classroom.check.forms.values import held

CONTROLS = frozenset({"input", "button", "select", "textarea"})
PRESSED = frozenset({"submit", "image"})
BUTTONS = PRESSED | {"button", "reset"}
TICKED = frozenset({"checkbox", "radio"})
INPUTS = BUTTONS | TICKED | {
    "color", "date", "datetime-local", "email", "file", "hidden", "month", "number", "password", "range", "search",
    "tel", "text", "time", "url", "week",
}  # fmt: skip


@dataclass(slots=True, eq=False)
class Option:
    """One choice of a `select`. words: what a person reads. chosen, disabled: whether it is."""

    value: str
    words: str
    chosen: bool
    disabled: bool


@dataclass(slots=True, eq=False)
class Control:
    """A field or a button of a form.

    kind: the type of an input or a button, else "textarea" or "select". value: what it holds. words: what is written
    on a button. checked: whether a checkbox or a radio button is. attributes: of its tag. options: those of a select.
    """

    kind: str
    name: str
    value: str
    disabled: bool
    attributes: dict[str, str]
    words: str = ""
    checked: bool = False
    options: list[Option] = field(default_factory=list)

    @property
    def values(self) -> list[str]:
        """What it would send under its name, were it sent now."""
        if self.kind == "select":
            return [each.value for each in self.options if each.chosen and not each.disabled]
        if self.kind in TICKED and not self.checked:
            return []
        return ["UTF-8"] if self.kind == "hidden" and self.name.lower() == "_charset_" else [self.value]


def read_control(element: Element) -> Control:
    """A control as the page shows it. element: an `input`, `button`, `select` or `textarea`."""
    facts = element.attributes
    kind, value, words = element.name, facts.get("value", ""), ""
    if kind == "textarea":
        value = element.words
    elif kind == "button":
        kind, words = facts.get("type", "").lower(), " ".join(element.words.split())
        kind = kind if kind in ("button", "reset") else "submit"
    elif kind == "input":
        kind = facts.get("type", "").lower()
        kind = kind if kind in INPUTS else "text"
        missing = {"checkbox": "on", "radio": "on", "submit": "Submit"}.get(kind, "")
        value = "" if kind == "file" else held(kind, facts.get("value", missing), facts)
        words = value if kind in BUTTONS else ""
    disabled = element.disabled or "disabled" in facts
    control = Control(kind, facts.get("name", ""), value, disabled, facts, words, "checked" in facts)
    if kind == "select":
        control.options = _options(element)
    return control


def _options(select: Element) -> list[Option]:
    """The choices of a select; where none is marked in one that shows a line, the first that is not disabled."""
    found: list[Option] = []
    for each in select.parts:
        if each.name == "option":
            words, facts = " ".join(each.words.split()), each.attributes
            group = each.node.parent
            off = "disabled" in facts or (group.name == "optgroup" and "disabled" in group.attrs)
            found.append(Option(facts.get("value", words), facts.get("label") or words, "selected" in facts, off))
    if "multiple" not in select.attributes:
        marked = [each for each in found if each.chosen]
        if not marked and select.attributes.get("size", "").strip() in ("", "0", "1"):
            marked = [each for each in found if not each.disabled][:1]
        for option in found:
            option.chosen = option in marked[-1:]
    return found


def one_of_each_group(controls: Iterable[Control]) -> None:
    """Of a form's radio buttons of one name, leave checked the last that is."""
    last = {each.name: each for each in controls if each.kind == "radio" and each.checked}
    for each in controls:
        each.checked = each.checked and (each.kind != "radio" or not each.name or last[each.name] is each)
