"""One request through the layers of the middleware, in and out again, with what each layer changed."""

from __future__ import annotations

from collections.abc import Iterable

from classroom.draw.escape import Markup, tag
from classroom.draw.middleware.layers import Layer, Passage, change, layers_of
from classroom.draw.pieces import same_as_list
from classroom.draw.style import style_beside
from classroom.draw.view import View, frame, note
from classroom.draw.words import cut, shorten, status_kind, status_line
from classroom.record.exchange import Exchange

MOST = 24
CSS = style_beside(__file__)


def onion(exchange: Exchange, layers: Iterable[str] = ()) -> View:
    """Draw the path of one request.

    layers: the class names of all middleware, from the outside in, where they are known: those that the
        request never reached are then drawn too.
    """
    if exchange.notes is None or not exchange.notes.steps:
        words = "This exchange never came to Django's middleware, so there are no layers to draw."
        return View(note(words), f"{words} {exchange.remark}".strip())
    found = layers_of(exchange.notes.steps, layers)
    found = found[: MOST - 1] + found[-1:] if len(found) > MOST else found
    lines = _lines(found, exchange)
    name = f"{cut(exchange.method, 12)} {shorten(exchange.target, 60)} → {cut(status_line(exchange), 40)}"
    html = frame(
        tag(
            "div",
            tag(
                "div",
                tag("b", "Onion"),
                tag("span", f"exchange {exchange.number}: {name}", class_="cr-soft cr-small cr-push"),
                class_="cr-head",
            ),
            tag("div", _nested(found, exchange), class_="cr-onion", role="img", aria_label=_alternative(found, name)),
            tag(
                "p",
                tag(
                    "label",
                    tag("input", type="checkbox", class_="cr-pause", data_lm_suppress_shortcuts=True),
                    "Pause the animation",
                ),
                class_="cr-control",
            ),
            same_as_list(lines, "ol"),
            class_="cr-card",
        ),
        css=CSS,
        label="Onion",
    )
    return View(
        html,
        "\n".join(
            [f"Onion, exchange {exchange.number}: {name}", *(f"  {n}. {line}" for n, line in enumerate(lines, 1))]
        ),
    )


def _nested(found: list[Layer], exchange: Exchange) -> Markup:
    """Nested boxes, built from the view outwards."""
    inner: Markup | None = None
    for depth, layer in reversed(list(enumerate(found, 1))):
        reached = layer.way_in is not None or layer.way_out is not None
        kind = " cr-unreached" if not reached else " cr-core" if layer.name == "view" else ""
        inner = tag(
            "div",
            tag(
                "p",
                tag("b", _name(layer, exchange)),
                None if reached else tag("span", " · not reached", class_="cr-warn"),
            ),
            tag("div", _cell("in ↓", layer.way_in, _no_way_in(layer)), _cell("out ↑", layer.way_out), class_="cr-ways")
            if reached
            else None,
            inner,
            class_=f"cr-layer{kind}",
            style=f"--depth:{min(depth, 9)}",
        )
    assert inner is not None  # layers_of always ends with the view.
    return inner


def _name(layer: Layer, exchange: Exchange) -> str:
    view = exchange.notes.view if exchange.notes else None
    return f"view {shorten(view, 60)}" if layer.name == "view" and view else cut(layer.name, 60)


def _no_way_in(layer: Layer) -> str:
    return "runs and answers" if layer.name == "view" else "answers by itself, and passes nothing on"


def _cell(way: str, passage: Passage | None, instead: str = "not passed") -> Markup:
    if passage is None:
        return tag("div", tag("p", f"{way} {instead}", class_="cr-small cr-soft"))
    status = tag("b", f" {passage.status}", class_=status_kind(passage.status)) if passage.status else None
    facts = [
        tag("p", f"{what}: ", _changing(pair), class_="cr-small")
        for what, pair in (("session", passage.session), ("user", passage.user))
    ]
    return tag(
        "div",
        tag("p", tag("span", way, class_="cr-up"), status),
        facts,
        class_="cr-pass",
        style=f"--order:{passage.order}",
    )


def _changing(pair: tuple[str, str]) -> Markup:
    """A value or its change. An unchanged value is cut shorter, since the layer that changed it shows more of it."""
    if pair[0] == pair[1]:
        return tag("code", shorten(pair[0], 30), class_="cr-soft")
    return tag("code", _shorter(pair), class_="cr-good cr-changed")


def _shorter(pair: tuple[str, str]) -> str:
    return change((shorten(pair[0], 80), shorten(pair[1], 80)))


def _lines(found: list[Layer], exchange: Exchange) -> list[str]:
    """The path in order of time, then the layers that were never reached."""
    crossed = [
        (one.order, layer, way, one)
        for layer in found
        for way, one in (("in", layer.way_in), ("out", layer.way_out))
        if one
    ]
    lines = []
    for _, layer, way, one in sorted(crossed, key=lambda part: part[0]):
        status = f" with status {one.status}" if one.status else ""
        facts = "; ".join(
            f"request.{what} {'changes:' if pair[0] != pair[1] else 'is'} {_shorter(pair)}"
            for what, pair in (("session", one.session), ("user", one.user))
        )
        alone = f" It {_no_way_in(layer)}." if way == "out" and layer.way_in is None and layer.name != "view" else ""
        lines.append(f"{_name(layer, exchange)}, on the way {way}{status}: {facts}.{alone}")
    missed = [layer for layer in found if layer.way_in is None and layer.way_out is None]
    lines += [f"{_name(layer, exchange)}: not reached." for layer in missed]
    lines += [
        f"{_name(layer, exchange)}: no way out was noted; an exception may have passed."
        for layer in found
        if layer.way_in and not layer.way_out
    ]
    return lines


def _alternative(found: list[Layer], name: str) -> str:
    """The alternative text of the picture."""
    missed = [layer.name for layer in found if layer.way_in is None and layer.way_out is None]
    end = f"It never reached: {', '.join(missed)}." if missed else "It went all the way to the view and back."
    layers = f"{name} passes {len(found) - 1} layers of middleware, nested like an onion around the view."
    return f"{layers} {cut(end, 300)} The list below says the same."
