"""The table of results: ratios with their spread, medians, targets, and whether they are met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

MET = {True: "met", False: "MISSED", None: ""}


@dataclass(frozen=True)
class Ratio:
    """Ours against a baseline, measured alternately.

    measure, baseline: what was measured, and against what.
    ours, theirs: milliseconds, one of each for every round.
    most: the target: ours takes at most this many times the baseline; None where there is no target.
    unit: requests of one round; if more than 1, the medians are shown for one request, and as requests per second.
    """

    measure: str
    baseline: str
    ours: Sequence[float]
    theirs: Sequence[float]
    most: float | None = None
    unit: int = 1

    @property
    def ratios(self) -> list[float]:
        """Ours divided by the baseline, round by round."""
        return [ours / theirs for ours, theirs in zip(self.ours, self.theirs, strict=True)]

    @property
    def met(self) -> bool | None:
        """Whether the median of the ratios meets the target; None where there is no target."""
        return None if self.most is None else median(self.ratios) <= self.most

    def cells(self) -> list[str]:
        """The row of the table."""
        ratios = self.ratios
        spread = " / ".join(as_ratio(value) for value in (min(ratios), median(ratios), max(ratios)))
        target = "" if self.most is None else f"at most {as_ratio(self.most)}"
        ours, theirs = self._median(self.ours), self._median(self.theirs)
        return [self.measure, self.baseline, spread, ours, theirs, target, MET[self.met]]

    def _median(self, milliseconds: Sequence[float]) -> str:
        each = median(milliseconds) / self.unit
        text = f"{each:.0f}" if each >= 100 else f"{each:.2f}"
        return f"{text} ({1000 / each:.0f}/s)" if self.unit > 1 else text


@dataclass(frozen=True)
class Figure:
    """One figure without a baseline: a number of failures, a time, a size in memory. met: None without a target."""

    measure: str
    value: str
    target: str = ""
    met: bool | None = None

    def cells(self) -> list[str]:
        """The row of the table."""
        return [self.measure, "", "", self.value, "", self.target, MET[self.met]]


Row = Ratio | Figure
HEAD = ["measure", "against", "ratio min / median / max", "ours, ms", "baseline, ms", "target", ""]


def as_ratio(value: float) -> str:
    """Return a ratio as text: 1.13, or 1/26 for one below 0.5."""
    return f"1/{1 / value:.3g}" if 0 < value < 0.5 else f"{value:.2f}"


def spread(milliseconds: Sequence[float]) -> str:
    """Return minimum, median and maximum of some figures, as text."""
    return f"{min(milliseconds):.2f} / {median(milliseconds):.2f} / {max(milliseconds):.2f}"


def as_text(rows: Sequence[Row]) -> str:
    """Return the table as aligned Markdown."""
    lines = [HEAD, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    lines.insert(1, ["-" * width for width in widths])
    return "\n".join("| " + " | ".join(map(str.ljust, line, widths)) + " |" for line in lines)
