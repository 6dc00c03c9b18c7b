"""The way of one request through the middleware, read from the steps that the server noted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from classroom.record.exchange import Step


@dataclass(frozen=True, slots=True)
class Passage:
    """One border crossed: what ``request.session`` and ``request.user`` were before and after the layer worked."""

    order: int
    session: tuple[str, str]
    user: tuple[str, str]
    status: int | None = None


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer from the outside in. way_in and way_out are None where the request did not pass."""

    name: str
    way_in: Passage | None = None
    way_out: Passage | None = None


def layers_of(steps: Sequence[Step], known: Iterable[str] = ()) -> list[Layer]:
    """Put steps in layers, from the outside in, the view last.

    known: the names of all layers, where they are known, so that those never reached can be drawn.

    On the way in a step is noted before its layer works, so the next step shows what came of it;
    on the way out it is noted after, so the step before shows what there was.
    """
    ins: dict[str, Passage] = {}
    outs: dict[str, Passage] = {}
    for place, step in enumerate(steps):
        if step.way == "in":
            onwards = place + 1 < len(steps) and steps[place + 1].way == "in"
            after = steps[place + 1] if onwards else step  # Where the way turns round, the way out tells.
            ins[step.layer] = Passage(place, (step.session, after.session), (step.user, after.user))
        else:
            before = steps[place - 1] if place else step
            outs[step.layer] = Passage(place, (before.session, step.session), (before.user, step.user), step.status)
    names = list(
        dict.fromkeys((*(name for name in ins if name != "view"), *(name for name in known if name != "view"), "view"))
    )
    return [Layer(name, ins.get(name), outs.get(name)) for name in names]


def change(pair: tuple[str, str]) -> str:
    """``empty`` if it stayed so, ``absent → not loaded`` if it changed."""
    before, after = pair
    return before if before == after else f"{before} → {after}"
