"""Filling in a form as a person does, who can choose only from what a page offers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from classroom.check.forms.controls import BUTTONS, PRESSED, TICKED, Control, Option
from classroom.check.forms.form import Form, FormSubmission
from classroom.check.forms.values import held
from classroom.check.objections import NotYet

Wish = str | bool | Sequence[str]
"""What to write or choose: a text, whether to check a checkbox, or a list for a field with several controls."""


def filled_in(
    forms: Sequence[Form], wishes: Mapping[str, Wish], words: str = "", where: str = "the page"
) -> FormSubmission:
    """What leaves when the first form that is sent by POST and has all these fields is filled in and sent.

    wishes: by the name of a field, what to write or choose. A text is written into each field of that name, or is the
        value or the words of what is chosen: an option, a radio button, a checkbox, a button. A hidden field that has
        the name of a visible one stays as it is.
    words: what stands on the button to press, or its name or value; by default it is the first button, as for Enter.
        A form that has none is sent without.
    where: the page, for messages.

    Raises NotYet where the page has no such form, or does not offer what is wished.
    """
    by_post = [form for form in forms if form.sending(_button(form, wishes, words)).method == "post"]
    fitting = [form for form in by_post if set(wishes) <= set(form.fields)]
    form = next((form for form in fitting if not words or _button(form, wishes, words)), None)
    if form is None:
        wanted = [f"the fields {listed(sorted(wishes))}"] * bool(wishes) + [f"a button {words!r}"] * bool(words)
        such = f" with {' and '.join(wanted)}" if wanted else ""
        seen = _buttons(fitting) if fitting else _fields(by_post, forms)
        raise NotYet(expected=f"{where} shows a form to be sent by POST{such}", seen=seen)
    form = replace(form, controls=[_copy(each) for each in form.controls])
    button = _button(form, wishes, words)
    if button is not None and button.disabled:
        raise NotYet(expected=f"the form of {where} can be sent", seen=f"its button {_called(button)} is disabled")
    for name, wish in wishes.items():
        controls = [each for each in form.controls if each.name == name and not each.disabled]
        fields = [each for each in controls if each.kind not in BUTTONS]
        if fields:
            _fill(name, [each for each in fields if each.kind != "hidden"] or fields, wish)
        elif not (button in controls and _presses(wish, button)):
            raise NotYet(expected=f"{name} offers {wish}", seen=_buttons([form]))
    return form.sending(button)


def _button(form: Form, wishes: Mapping[str, Wish], words: str) -> Control | None:
    """The button that is meant: by its words, by a wish for its name, or the first."""
    buttons = [each for each in form.controls if each.kind in PRESSED]
    if words:
        return next((each for each in buttons if words in (each.words, each.name, each.value)), None)
    wished = (each for each in buttons if each.name and _presses(wishes.get(each.name), each))
    return next(wished, form.default)


def _presses(wish: Wish | None, button: Control) -> bool:
    return wish is True or wish in (button.value, button.words)


def _fields(by_post: Sequence[Form], forms: Sequence[Form]) -> str:
    """What a page has in place of the form that was looked for, for a message."""
    if names := {name for form in by_post for name in form.fields}:
        return f"its fields are {listed(sorted(names))}"
    return "its form is sent by GET" if forms and not by_post else "it shows no such form"


def _buttons(forms: Sequence[Form]) -> str:
    buttons = [each for form in forms for each in form.controls if each.kind in PRESSED]
    return f"its buttons are {listed(map(_called, buttons))}" if buttons else "it has no button"


def _called(button: Control) -> str:
    return button.words or button.name or button.kind


def listed(names: Iterable[str], most: int = 12) -> str:
    """Names for a message, in order and cut: a page may have thousands, and long ones. "none" if there are none."""
    found = list(names)
    told = [f"{each[:40]}…" if len(each) > 40 else each for each in found[:most]]
    return ", ".join(told + ["…"] * (len(found) > most)) or "none"


def _copy(control: Control) -> Control:
    return replace(control, options=[replace(each) for each in control.options])


def _fill(name: str, controls: list[Control], wish: Wish) -> None:
    """Give the controls of one name what is wished for them."""
    if isinstance(wish, bool):
        if any(each.kind != "checkbox" for each in controls):
            raise NotYet(expected=f"{name} is a checkbox", seen=f"its type is {listed(each.kind for each in controls)}")
        for each in controls:
            each.checked = wish
        return
    several = [each for each in controls if _takes_several(each)]
    single = [each for each in controls if not _takes_several(each)]
    texts = [wish] * max(1, len(single)) if isinstance(wish, str) else list(wish)
    if several:
        taken = [text for each in several for text in _choose(each, texts)]
        if missing := [text for text in texts if text not in taken]:
            raise NotYet(expected=f"{name} offers {missing[0]}", seen=f"it offers {_offers(several)}")
    elif len(texts) != len(single):
        raise NotYet(expected=f"{name} has {len(texts)} fields", seen=f"it has {len(single)}")
    else:
        for each, text in zip(single, texts, strict=True):
            _write(each, text)


def _takes_several(control: Control) -> bool:
    return control.kind in TICKED or (bool(control.options) and "multiple" in control.attributes)


def _write(control: Control, text: str) -> None:
    """Write into a field, or choose an option of a select that takes one."""
    if control.kind == "select":
        if not _choose(control, [text]):
            raise NotYet(expected=f"{control.name} offers {text}", seen=f"it offers {_offers([control])}")
    elif control.kind == "file":
        raise NotYet(expected=f"{control.name} takes {text}", seen="its type is file")
    elif control.kind != "hidden" and "readonly" in control.attributes:
        raise NotYet(expected=f"a visitor can write into {control.name}", seen="it is read-only")
    else:
        control.value = text if control.kind == "textarea" else held(control.kind, text, control.attributes)


def _choose(control: Control, texts: list[str]) -> list[str]:
    """Check a box, or choose among options, where its value is one of these texts; say which of them it took."""
    if control.kind in TICKED:
        control.checked = control.value in texts
        return [control.value] if control.checked else []
    chosen: dict[str, Option] = {}
    for each in control.options:
        for text in (each.value, each.words):
            if text in texts and not each.disabled:
                chosen.setdefault(text, each)
    for each in control.options:
        each.chosen = any(each is one for one in chosen.values())
    return list(chosen)


def _offers(controls: list[Control]) -> str:
    options = [option.words for each in controls for option in each.options if not option.disabled]
    return listed(options or [each.value for each in controls])
