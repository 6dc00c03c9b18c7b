"""What the attributes of one Set-Cookie header mean to a client, in words: for the explainer and for every drawing."""

from __future__ import annotations

from collections.abc import Iterator

from classroom.cookies.parse import Parsed
from classroom.cookies.story import Fact
from classroom.cookies.words import printable

MOST_FACTS = 40  # attributes of one header that are explained; no honest header has more
NO_LIFETIME = Fact("no Max-Age, no Expires", "a session cookie: until the browser's session is over", "§5.7 step 6")


def attribute_facts(parsed: Parsed) -> Iterator[Fact]:
    """Yield each attribute as written, with what the client does with it: the last one of a kind counts (§5.7)."""
    for each in parsed.attributes[:MOST_FACTS]:
        remark = each.remark
        final = parsed.last(each.kind) if each.kind else None
        if final is not None and final is not each:
            remark = f"overruled by a later {each.kind}"
        elif each.kind == "Expires" and parsed.last("Max-Age"):
            remark = "overruled by Max-Age"
        yield Fact(printable(each.written), remark, "§5.7" if remark.startswith("overruled") else each.source)
    if len(parsed.attributes) > MOST_FACTS:
        yield Fact("…", f"{len(parsed.attributes) - MOST_FACTS:,} more attributes, treated alike")
