"""The path of one request through the middleware, from the steps that the server noted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from classroom.record.exchange import Step


@dataclass(frozen=True, slots=True)
class Passage:
    """The request or response leaving a layer: `request.session` and `request.user` before and after that layer.

    order: the number of the step, from 0. status: that of the response; None on the way in.
    """

    order: int
    session: tuple[str, str]
    user: tuple[str, str]
    status: int | None = None


@dataclass(frozen=True, slots=True)
class Layer:
    """One middleware, or the view.

    way_in: None where it did not pass the request on; if there is a way_out, it has answered by itself.
    """

    name: str
    way_in: Passage | None = None
    way_out: Passage | None = None


def layers_of(steps: Sequence[Step], known: Iterable[str] = ()) -> list[Layer]:
    """Group steps by layer, from the outside in, the view last.

    known: the names of all layers, where they are known, so that those never reached can be drawn.

    Each step was noted after its layer, so the step before it shows the state before that layer.
    """
    ins: dict[str, Passage] = {}
    outs: dict[str, Passage] = {}
    before = ("absent", "absent")
    for place, step in enumerate(steps):
        passage = Passage(place, (before[0], step.session), (before[1], step.user), step.status)
        (ins if step.way == "in" else outs)[step.layer] = passage
        before = (step.session, step.user)
    names = list(dict.fromkeys((*(name for name in (*ins, *known, *reversed(outs)) if name != "view"), "view")))
    return [Layer(name, ins.get(name), outs.get(name)) for name in names]


def change(pair: tuple[str, str]) -> str:
    """`empty` for an unchanged value, `absent → not loaded` for a changed one."""
    before, after = pair
    return before if before == after else f"{before} → {after}"
