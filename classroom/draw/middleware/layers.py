"""The way of one request through the middleware, read from the steps that the server noted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from classroom.record.exchange import Step


@dataclass(frozen=True, slots=True)
class Passage:
    """One border crossed: what `request.session` and `request.user` were before and after the layer worked."""

    order: int
    session: tuple[str, str]
    user: tuple[str, str]
    status: int | None = None


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer from the outside in.

    way_in: None where the request was not passed on; the layer has answered by itself if there is a way_out.
    """

    name: str
    way_in: Passage | None = None
    way_out: Passage | None = None


def layers_of(steps: Sequence[Step], known: Iterable[str] = ()) -> list[Layer]:
    """Put steps in layers, from the outside in, the view last.

    known: the names of all layers, where they are known, so that those never reached can be drawn.

    Each step was noted after its layer had worked, so the step before shows what there was.
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
    """`empty` if it stayed so, `absent → not loaded` if it changed."""
    before, after = pair
    return before if before == after else f"{before} → {after}"
