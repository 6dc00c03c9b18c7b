"""The text form of the exchange viewer: the facts of its panes, in the same order."""

from __future__ import annotations

from classroom.draw.escape import visible
from classroom.draw.exchange.cookies import Cookies
from classroom.draw.exchange.facts import body_excerpt, form_fields, raw, server_facts, timing_facts
from classroom.draw.exchange.measure import Measure
from classroom.draw.words import attributes_explained, count, cut, milliseconds, shorten, status_line
from classroom.record.exchange import Exchange, Message


def exchange_text(exchange: Exchange, cookies: Cookies, measure: Measure, alone: bool = False) -> str:
    """One exchange as text. alone: whether it is the only one; then the raw bytes are shown."""
    notes, fields = exchange.notes, form_fields(exchange)
    lines = [
        f"Exchange {exchange.number}: {exchange.method} {cut(exchange.target, measure.value)} → {status_line(exchange)}"
    ]
    lines += [
        f"  {cut(words, 500)}"
        for words in (exchange.remark, notes and notes.error and f"Error in the view: {notes.error}")
        if words
    ]
    lines += ["  ↑ Request", *_head(exchange.request, measure)]
    for name, value in fields[: measure.rows]:
        lines.append(f"       form field {cut(name, 80)} = {cut(value, measure.value)}")
    if exchange.request.body and not fields:
        lines += _body(exchange.request, "request", measure)
    lines += ["  ↓ Response", *_head(exchange.response, measure), *_cookies(cookies, measure)]
    lines += _body(exchange.response, "response", measure)
    statements = notes.statements if notes else ()
    lines.append(f"  {count(len(statements), 'SQL statement')}")
    for one in () if measure.brief else statements[: max(4, measure.rows // 3)]:
        lines.append(
            f"     {cut(one.sql, measure.value * 2)} with {cut(one.parameters, measure.value)}"
            f" ({milliseconds(one.milliseconds)})"
        )
    lines += _server(exchange, measure)
    if not measure.brief:
        lines += ["  Timing", *(f"     {what}: {words}" for what, words in timing_facts(exchange))]
    if alone:
        for side, message in (("Request", exchange.request), ("Response", exchange.response)):
            words, missing = raw(message, measure.raw)
            lines += [f"  {side}, byte by byte", words, f"  {missing}" if missing else ""]
    # Here, and not only in View, because the caller measures the length.
    return visible("\n".join(line for line in lines if line))


def _head(message: Message, measure: Measure) -> list[str]:
    pairs = message.headers
    lines = [cut(message.start_line, measure.value) or "nothing arrived"]
    lines += [f"{cut(name, 80)}: {cut(value, measure.value)}" for name, value in pairs[: measure.rows]]
    more = len(pairs) - measure.rows
    return [f"  {number:3}  {line}" for number, line in enumerate(lines, 1)] + (
        [f"       … and {count(more, 'more header')}"] if more > 0 else []
    )


def _body(message: Message, side: str, measure: Measure) -> list[str]:
    text, missing = body_excerpt(message, side, measure.body)
    return [f"  Body of the {side}", text, f"  {missing}" if missing else ""] if text or missing else []


def _cookies(cookies: Cookies, measure: Measure) -> list[str]:
    up, down = cookies.sent, cookies.kept
    lines = [f"  ↑ Request cookies: {len(up):,}"]
    lines += [f"     {shorten(name, 40)} = {shorten(value, measure.value // 3)}" for name, value in up[: measure.rows]]
    lines.append(f"  ↓ Response cookies: {len(down):,}")
    for cookie in down[: measure.rows // 2]:
        lines.append(
            f"     {shorten(cookie.name, 40)} = {shorten(cookie.value, measure.value // 3)} ({cookies.change(cookie)})"
        )
        if measure.explain:
            lines += [f"        {cut(label, 60)}: {meaning}" for label, meaning in attributes_explained(cookie)[:12]]
    return lines


def _server(exchange: Exchange, measure: Measure) -> list[str]:
    facts = server_facts(exchange)
    if not facts:
        return ["  Server: Django was not asked: the server has no notes about this exchange."]
    lines = ["  Server"]
    for what, before, after in facts:
        if measure.brief and what != "View" and (not after or after == before):
            continue
        before, after = (cut(part, measure.value * 2).replace("\n", ", ") for part in (before, after))
        changed = f" before, {after} after (changed)" if after and after != before else ""
        lines.append(f"     {what}: {before}{changed}")
    return lines
