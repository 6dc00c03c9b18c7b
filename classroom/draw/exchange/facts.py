"""Facts about one exchange as text, for both the HTML and the text form of the viewer."""

from __future__ import annotations

from classroom.draw.sessions.words import location
from classroom.draw.words import count, milliseconds, time_left
from classroom.record.exchange import Exchange, Message, SessionRow
from classroom.record.form import FormField
from classroom.record.text import body_text

_AS_WRITTEN = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 256))} | {
    ord("\\"): "\\\\",
    ord("\t"): "\\t",
    ord("\r"): "\\r",
    ord("\n"): "\\n\n",
}
LONGEST_FORM = 100_000  # bytes
KEPT_REST = "exchange.{side}.text holds all that was kept"


def body_excerpt(message: Message, side: str, most: int) -> tuple[str, str]:
    """The beginning of a body as text, and a sentence about the rest; "" if there is none.

    side: "request" or "response". most: characters.
    """
    # UTF-8 has at most four bytes a character, so these bytes are enough.
    content = message.content(most * 4)
    text = body_text(content.data, message.header("content-type") or "", content.whole)
    shown = text[:most]
    if len(shown) == len(text) and content.whole:
        return shown, content.note
    total = max(message.body_length, len(message.body))
    rest = f" Only the first {len(message.body):,} bytes were kept." if message.cut else ""
    cut = f"Cut after {count(len(shown), 'character')}; {total:,} bytes travelled. {KEPT_REST.format(side=side)}.{rest}"
    return shown, f"{content.note} {cut}".strip()


def form_fields(exchange: Exchange) -> tuple[tuple[str, str], ...]:
    """The fields of a posted form, files too; none for a body that is too long for a form."""
    if len(exchange.request.body) > LONGEST_FORM:
        return ()
    return tuple((each.name, each.value if each.file_name is None else _file(each)) for each in exchange.form_fields)


def _file(field: FormField) -> str:
    kind = f"{field.content_type}, " if field.content_type else ""
    return f"the file {field.file_name!r} ({kind}{field.size:,} bytes)" if field.file_name else "no file chosen"


def is_page(message: Message) -> bool:
    """Whether a body is HTML, by its Content-Type."""
    return "html" in (message.header("content-type") or "").lower() and bool(message.body)


def raw(message: Message, most: int) -> tuple[str, str]:
    """The bytes of a message as Python writes them (`\\r\\n`, `\\xed`), line by line; and a sentence about the rest."""
    data = (message.head[:most] + message.body[:most])[:most]
    lines = data.decode("latin-1").translate(_AS_WRITTEN)
    total = len(message.head) + max(message.body_length, len(message.body))
    return lines, "" if len(
        data
    ) == total else f"The first {len(data):,} of {total:,} bytes; message.head and message.body hold the rest."


def server_facts(exchange: Exchange) -> list[tuple[str, str, str]]:
    """(what, before, after) for the view, the user and the session; after is "" where there is only one value."""
    notes = exchange.notes
    if notes is None:
        return []
    before, after = notes.session_before, notes.session_after
    gone = "deleted by this request" if notes.session_gone else "no session row"
    facts = [
        ("View", notes.view or "no view ran", ""),
        ("User", notes.user_before, notes.user_after),
        ("request.user", "was looked at" if notes.user_asked else "was not looked at", ""),
        ("Session key", before.key if before else "no session row", after.key if after else gone),
        ("Session data", _data(before), _data(after)),
        ("Row expires", _expiry(before, exchange.started), _expiry(after, exchange.started)),
    ]
    if before or after:
        facts.append(("Session lies", location(before) if before else "–", location(after) if after else "–"))
    return facts


def _expiry(row: SessionRow | None, now: float) -> str:
    return time_left(row.expires, now) if row else "–"


def _data(row: SessionRow | None) -> str:
    if row is None:
        return "–"
    return "\n".join(f"{key} = {value!r}" for key, value in row.data.items()) or "empty, or not readable"


def timing_facts(exchange: Exchange) -> list[tuple[str, str]]:
    """(what, how long or when) of one exchange."""
    seconds = exchange.started % 86_400
    clock = f"{int(seconds // 3600):02}:{int(seconds // 60) % 60:02}:{seconds % 60:06.3f} UTC"
    facts = [("Request began", clock), ("First byte in to last byte out", milliseconds(exchange.milliseconds))]
    if exchange.notes is not None:
        total = sum(statement.milliseconds for statement in exchange.notes.statements)
        facts.append((f"In {count(len(exchange.notes.statements), 'SQL statement')}", milliseconds(total)))
    facts.append(("Connection", f"{exchange.connection}, from the client's port {exchange.client_port}"))
    return facts
