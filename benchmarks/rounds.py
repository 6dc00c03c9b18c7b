"""Interleaved measuring: ours and the baseline alternate, so that other load on the machine affects both."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator

Timed = Callable[[], float]
"""Does the work once; returns how many milliseconds it took."""


def in_turns(name: str, rounds: int, ours: Timed, theirs: Timed) -> tuple[list[float], list[float]]:
    """Measure both once a round, and change their order each round. Returns the times of ours and of theirs, in ms."""
    first, second = [], []
    for number in counted(name, rounds):
        if number % 2:
            first.append(ours())
            second.append(theirs())
        else:
            second.append(theirs())
            first.append(ours())
    return first, second


def counted(name: str, rounds: int) -> Iterator[int]:
    """Yield the numbers 1 to `rounds`, and show the progress on stderr."""
    for number in range(1, rounds + 1):
        tell(f"{name}: round {number} of {rounds}")
        yield number
    tell("")


def tell(text: str) -> None:
    """Show progress on stderr: on one line of a terminal, elsewhere on a line each."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)
    elif text:
        print(text, file=sys.stderr, flush=True)


def timed(work: Callable[[], object]) -> float:
    """Return how many milliseconds one call takes."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000
