"""How much of each exchange a drawing shows, so that all of them fit into a limit of bytes.

Each exchange gets a share of the bytes; what a short one does not need goes to the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

Item = TypeVar("Item")
Piece = TypeVar("Piece", bound=str)


@dataclass(frozen=True, slots=True)
class Measure:
    """The most that a drawing shows of one exchange.

    body: characters of a body. page: characters of a page that is previewed whole. raw: bytes of a message.
    value: characters of a header or cookie value. rows: lines of a list. explain: whether attributes are explained.
    brief: headers, cookies and what changed on the server, and nothing more.
    """

    body: int
    page: int
    raw: int
    value: int
    rows: int
    explain: bool = True
    brief: bool = False


MEASURES = (
    Measure(body=10_000, page=20_000, raw=10_000, value=400, rows=60),
    Measure(body=4_000, page=10_000, raw=4_000, value=300, rows=40),
    Measure(body=2_000, page=6_000, raw=1_500, value=200, rows=30),
    Measure(body=1_000, page=3_000, raw=800, value=120, rows=24),
    Measure(body=300, page=1_000, raw=0, value=100, rows=20),
    Measure(body=120, page=0, raw=0, value=100, rows=20, explain=False),
    Measure(body=60, page=0, raw=0, value=100, rows=20, explain=False, brief=True),
    Measure(body=0, page=0, raw=0, value=40, rows=12, explain=False, brief=True),
)


def fit(
    items: Iterable[Item], room: int, render: Callable[[Item, Measure], Piece], last_resort: Callable[[Item], Piece]
) -> list[Piece]:
    """Render items within `room` bytes of UTF-8 together, in their order.

    First each gets the smallest measure; where even that is too much, the earliest get their last resort. Then the
    bytes that are left are shared, the latest item first: each takes the largest measure that fits into its share.
    Returns the rendered pieces.
    """
    given = list(items)
    pieces = [render(item, MEASURES[-1]) for item in given]
    spare = room - sum(map(_size, pieces))
    dropped = 0
    while spare < 0 and dropped < len(given):
        short = last_resort(given[dropped])
        spare += _size(pieces[dropped]) - _size(short)
        pieces[dropped] = short
        dropped += 1
    for place in reversed(range(dropped, len(given))):
        share = spare // (place - dropped + 1)
        larger = (render(given[place], measure) for measure in MEASURES[:-1])
        smallest = _size(pieces[place])
        pieces[place] = next((piece for piece in larger if _size(piece) - smallest <= share), pieces[place])
        spare -= _size(pieces[place]) - smallest
    return pieces


def _size(piece: str) -> int:
    return len(piece.encode("utf-8", "replace"))
