"""What an input field makes of a text: a browser never sends "abc" for a number.

The HTML standard calls it the value sanitization algorithm, 4.10.5.1.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date, time

ONE_LINE = frozenset({"text", "search", "tel", "password", "url", "email"})
NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
TIME = r"([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,3})?)?)"
DAY = r"([0-9]{4}-[0-9]{2}-[0-9]{2})"


def held(kind: str, text: str, attributes: Mapping[str, str]) -> str:
    """The value that an input of that type holds after a text was written into it; "" where it takes none.

    kind: the type, such as "email". attributes: of its tag: `multiple`, `min`, `max` and `step` count.
    """
    if kind in ONE_LINE:
        text = re.sub(r"[\r\n]", "", text)
        if kind == "email" and "multiple" in attributes:
            return ",".join(each.strip() for each in text.split(","))
        return text.strip() if kind in ("url", "email") else text
    if kind == "number":
        return text if _number(text) is not None else ""
    if kind == "range":
        return _range(text, attributes)
    if kind == "color":
        return text.lower() if re.fullmatch("#[0-9a-fA-F]{6}", text) else "#000000"
    return _when(kind, text) if kind in ("date", "month", "week", "time", "datetime-local") else text


def _number(text: str) -> float | None:
    found = float(text) if NUMBER.fullmatch(text) else math.inf
    return found if math.isfinite(found) else None


def _range(text: str, attributes: Mapping[str, str]) -> str:
    """A slider is never empty: it stands in the middle, between its ends, on one of its steps."""
    low, high, step = (_number(attributes.get(name, "")) for name in ("min", "max", "step"))
    base = low or 0.0
    top = max(base, 100.0 if high is None else high)
    wanted = _number(text)
    value = min(max(base / 2 + top / 2 if wanted is None else wanted, base), top)
    size = step if step and step > 0 else 1.0
    if attributes.get("step", "").lower() != "any" and math.isfinite((value - base) / size):
        value = base + math.floor((value - base) / size + 0.5) * size
        value -= size if value > top else 0
    return f"{value:.15g}"


def _when(kind: str, text: str) -> str:
    """A day, a month, a week or a time as HTML writes it; "" where there is none such."""
    try:
        if kind == "month" and re.fullmatch(r"[0-9]{4}-[0-9]{2}", text):
            date.fromisoformat(f"{text}-01")
        elif kind == "week" and (week := re.fullmatch(r"([0-9]{4})-W([0-9]{2})", text)):
            date.fromisocalendar(int(week[1]), int(week[2]), 1)
        elif kind == "date" and re.fullmatch(DAY, text):
            date.fromisoformat(text)
        elif kind == "time" and re.fullmatch(TIME, text):
            time.fromisoformat(text.partition(".")[0])
        elif kind == "datetime-local" and (both := re.fullmatch(f"{DAY}[T ]{TIME}", text)):
            date.fromisoformat(both[1])
            time.fromisoformat(both[2].partition(".")[0])
            return f"{both[1]}T{both[2]}"
        else:
            return ""
    except ValueError:
        return ""
    return text
