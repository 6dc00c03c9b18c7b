"""The client's cookie jar beside the server's session rows, those with the same id next to each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from classroom.draw.escape import Child, Markup, tag
from classroom.draw.sessions.cards import Card, cookie_card, row_card
from classroom.draw.sessions.changes import JarCookie, LastExchange, cookies_gone, row_gone
from classroom.draw.sessions.words import empty, name_of, store
from classroom.draw.style import style_beside
from classroom.draw.view import View, frame
from classroom.draw.words import count, cut, shorten
from classroom.record.exchange import Exchange, SessionRow

__all__ = ["JarCookie", "both_sides"]

MOST = 20
CSS = style_beside(__file__)


def both_sides(
    jar: Iterable[JarCookie],
    rows: Iterable[SessionRow],
    now: float,
    last: Exchange | None = None,
    engine: str = "db",
) -> View:
    """Draw both sides.

    jar: the client's cookies. rows: the server's stored sessions, in the order of the table.
    now: the time on both clocks, in seconds since 1970 (UTC).
    last: the exchange whose changes are marked; None marks none.
    engine: Django's session engine in use, by its short name.
    """
    cookies, records = list(jar), list(rows)
    place = {row.key: number for number, row in enumerate(records, 1)}
    named_by = {cookie.value: cookie.name for cookie in reversed(cookies) if cookie.value in place}

    marked = LastExchange.of(last) if last is not None else None
    paired: dict[str, JarCookie] = {}  # The first cookie that has the id of a row is drawn beside that row.
    for cookie in cookies:
        if cookie.value in place and len(paired) < MOST:
            paired.setdefault(cookie.value, cookie)
    single = [cookie for cookie in cookies if paired.get(cookie.value) is not cookie]
    alone = [row for row in records if row.key not in paired]

    def client_card(cookie: JarCookie) -> Card:
        number = place.get(cookie.value)
        return cookie_card(cookie, now, marked, name_of(records[number - 1], number) if number else None)

    def server_card(row: SessionRow) -> Card:
        return row_card(row, place[row.key], now, marked, named_by.get(row.key))

    pairs = [(client_card(cookie), server_card(records[place[key] - 1])) for key, cookie in paired.items()]
    lost = [Card(f"Cookie {shorten(name, 40)}", change=words) for name, words in cookies_gone(cookies, marked)]
    deleted = row_gone(records, marked)
    kind = "row" if engine == "db" else "session"
    end = "gone: the last exchange deleted it"
    dropped = [Card(f"A {kind}", shorten(deleted.key, 34), end)] if deleted else []

    about = (
        f"changes marked: exchange {last.number}, {cut(last.method, 12)} {shorten(last.target, 50)}"
        if last
        else "no changes marked"
    )
    heads = (
        f"Client keeps: cookie jar ({count(len(cookies), 'cookie')})",
        f"Server keeps: {store(engine, len(records))}",
    )
    sides = (
        _limited(
            [client_card(cookie) for cookie in single[:MOST]],
            len(single),
            lost,
            "cookie",
            "The jar is empty." if not cookies else "",
        ),
        _limited(
            [server_card(row) for row in alone[:MOST]],
            len(alone),
            dropped,
            kind,
            empty(engine) if not records else "",
        ),
    )
    return View(_drawing(about, heads, pairs, sides), _text(about, heads, pairs, sides))


Side = tuple[list[Card], str]


def _limited(cards: list[Card], total: int, gone: list[Card], thing: str, empty: str) -> Side:
    """The cards of one side, those of what is gone after them, and a sentence about what is not drawn."""
    more = total - len(cards) + max(0, len(gone) - MOST)
    return cards + gone[:MOST], f"… and {count(more, f'more {thing}')}, not drawn." if more else empty


def _drawing(
    about: str, heads: tuple[str, str], pairs: Sequence[tuple[Card, Card]], sides: tuple[Side, Side]
) -> Markup:
    joined = [
        (
            tag("div", _thing(cookie, "cr-joined"), class_="cr-left"),
            tag("div", tag("span", "same id"), class_="cr-middle"),
            tag("div", _thing(row, "cr-joined"), class_="cr-right"),
        )
        for cookie, row in pairs
    ]
    titles: Child = [
        tag("p", tag("b", head), class_=f"cr-{side}") for head, side in zip(heads, ("left", "right"), strict=True)
    ]
    rest: Child = [
        tag(
            "div",
            [_thing(card) for card in cards],
            tag("p", words, class_="cr-soft") if words else None,
            class_=f"cr-rest cr-{side}",
        )
        for (cards, words), side in zip(sides, ("left", "right"), strict=True)
        if cards or words
    ]
    return frame(
        tag(
            "div",
            tag("div", tag("b", "Both sides"), tag("span", about, class_="cr-soft cr-small cr-push"), class_="cr-head"),
            tag("div", titles, joined, rest, class_="cr-sides"),
            class_="cr-card",
        ),
        css=CSS,
        label="Both sides: the client's cookie jar and the server's session rows",
    )


def _thing(card: Card, kind: str = "") -> Markup:
    colour = "cr-soft" if card.change in ("", "unchanged", "not touched") else "cr-warn" if card.gone else "cr-good"
    words = [tag("span", word, class_="cr-join") if word.startswith("same id") else word for word in card.words]
    return tag(
        "div",
        tag(
            "p",
            tag("b", tag("code", card.title)),
            tag("span", card.change, class_=f"cr-chip {colour}") if card.change else None,
        ),
        tag("p", tag("code", card.value)) if card.value else None,
        tag("p", [(" · " if number else None, word) for number, word in enumerate(words)], class_="cr-small"),
        tag("div", [tag("p", tag("code", line)) for line in card.data], class_="cr-data") if card.data else None,
        class_=f"cr-thing {'cr-lost' if card.gone else kind}".strip(),
    )


def _text(about: str, heads: tuple[str, str], pairs: Sequence[tuple[Card, Card]], sides: tuple[Side, Side]) -> str:
    lines = [f"Both sides ({about})"]
    for number, head in enumerate(heads):
        cards, words = sides[number]
        lines += [head, *(_card_text(card) for card in [pair[number] for pair in pairs] + cards)]
        lines += [f"  {words}"] if words else []
    return "\n".join(lines)


def _card_text(card: Card) -> str:
    facts = "; ".join([card.change, *card.words] if card.change else card.words)
    line = f"  {card.title}{f' = {card.value}' if card.value else ''}{f' ({facts})' if facts else ''}"
    return "\n".join([line, *(f"      {data}" for data in card.data)])
