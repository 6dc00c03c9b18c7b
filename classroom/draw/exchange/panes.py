"""The panes of the exchange viewer: one exchange, from Headers to Raw."""

from __future__ import annotations

from classroom.draw.escape import Child, Markup, sandboxed_page, tag
from classroom.draw.exchange.cookies import Cookies
from classroom.draw.exchange.facts import (
    body_excerpt,
    form_fields,
    is_page,
    raw,
)
from classroom.draw.exchange.measure import Measure
from classroom.draw.exchange.server_panes import server, server_changes, sql, timing
from classroom.draw.pieces import block, side_by_side, soft, title
from classroom.draw.words import attributes_explained, count, cut, shorten, status_line
from classroom.record.exchange import Exchange, Message, SetCookie

TABS = ("Headers", "Cookies", "Preview", "Response", "SQL", "Server", "Timing", "Raw")


def panes(exchange: Exchange, cookies: Cookies, measure: Measure) -> Markup:
    """All panes of one exchange, in the order of TABS."""
    if measure.brief:
        inside = _brief(exchange, cookies, measure)
    else:
        made = (
            _headers(exchange, measure),
            _cookies(cookies, measure),
            _preview(exchange, measure),
            _response(exchange, measure),
            sql(exchange, measure),
            server(exchange, measure),
            timing(exchange),
            _raw(exchange, measure),
        )
        inside = [tag("div", pane, class_=f"cr-p cr-p{place}") for place, pane in enumerate(made)]
    remarks = [
        exchange.remark,
        f"Error in the view: {exchange.notes.error}" if exchange.notes and exchange.notes.error else "",
    ]
    return tag(
        "div",
        tag(
            "p",
            tag("b", f"Exchange {exchange.number}"),
            f" {exchange.method} {cut(exchange.target, measure.value)} → {status_line(exchange)}",
            class_="cr-which",
        ),
        [tag("p", cut(words, 500), class_="cr-note cr-warn") for words in remarks if words],
        inside,
    )


def _brief(exchange: Exchange, cookies: Cookies, measure: Measure) -> list[Markup]:
    """The panes Headers, Cookies and Server, the last with changes only; one sentence in place of the others."""
    others = " ".join(f"cr-p{place}" for place, name in enumerate(TABS) if name not in ("Headers", "Cookies", "Server"))
    return [
        tag("div", _heads(exchange, measure), class_="cr-p cr-p0"),
        tag("div", _cookies(cookies, measure), class_="cr-p cr-p1"),
        tag("p", "Left out here, for length: show(exchange) shows this exchange alone.", class_=f"cr-p {others}"),
        tag("div", server_changes(exchange, measure), class_="cr-p cr-p5"),
    ]


def _headers(exchange: Exchange, measure: Measure) -> Child:
    return side_by_side(
        (title("↑ Request", "cr-up"), _head(exchange.request, "request", measure), _sent_body(exchange, measure)),
        (title("↓ Response", "cr-down"), _head(exchange.response, "response", measure)),
    )


def _heads(exchange: Exchange, measure: Measure) -> Child:
    """The heads as plain lines, with the least markup."""
    heads = []
    for message in (exchange.request, exchange.response):
        pairs = [(name, cut(value, measure.value)) for name, value in message.headers]
        lines = [cut(message.start_line, measure.value), *(f"{cut(name, 80)}: {value}" for name, value in pairs)]
        more = [f"… and {len(lines) - measure.rows:,} more"] if len(lines) > measure.rows else []
        heads.append(tag("pre", "\n".join(lines[: measure.rows] + more)))
    return side_by_side((heads[0], _sent_body(exchange, measure)), heads[1])


def _head(message: Message, side: str, measure: Measure) -> Child:
    if not message.start_line:
        return tag("p", "Nothing arrived.")
    pairs = message.headers
    lines = [tag("li", cut(message.start_line, measure.value))]
    for name, value in pairs[: measure.rows]:
        colour = {"cookie": "cr-up", "set-cookie": "cr-down"}.get(name.lower())
        lines.append(tag("li", tag("b", cut(name, 80)), ": ", cut(value, measure.value), class_=colour))
    more = len(pairs) - measure.rows
    rest = soft(f"… and {count(more, 'more header')}: exchange.{side}.headers" if more > 0 else "")
    return tag("ol", lines, class_="cr-lines"), rest


def _sent_body(exchange: Exchange, measure: Measure) -> Child:
    if not exchange.request.body:
        return None
    sent = form_fields(exchange)
    if sent:
        fields = [
            tag("tr", tag("th", cut(name, 80), scope="row"), tag("td", tag("code", cut(value, measure.value))))
            for name, value in sent[: measure.rows]
        ]
        more = len(sent) - measure.rows
        return (
            title("Form fields in the body"),
            tag("table", tag("tbody", fields)),
            f"… and {more:,} more" if more > 0 else None,
        )
    text, missing = body_excerpt(exchange.request, "request", measure.body)
    return title("Body"), block(text, "Request body"), soft(missing)


def _cookies(cookies: Cookies, measure: Measure) -> Child:
    up, down = cookies.sent, cookies.kept
    sent = [
        tag("li", tag("code", tag("b", shorten(name, 40)), " = ", shorten(value, measure.value // 3)))
        for name, value in up[: measure.rows]
    ]
    kept = [_set_cookie(cookie, cookies.change(cookie), measure) for cookie in down[: measure.rows // 2]]
    return side_by_side(
        (
            title(f"↑ Request cookies: {len(up):,}", "cr-up"),
            _listed(sent, len(up), "The client sent no cookie.", "exchange.request_cookies"),
        ),
        (
            title(f"↓ Response cookies: {len(down):,}", "cr-down"),
            _listed(kept, len(down), "The server set no cookie.", "exchange.response_cookies"),
        ),
    )


def _listed(items: list[Markup], total: int, none: str, rest: str) -> Child:
    if not items:
        return soft(none)
    more = total - len(items)
    return tag("ul", items, class_="cr-jar"), tag(
        "p", f"… and {more:,} more: {rest}", class_="cr-soft"
    ) if more else None


def _set_cookie(cookie: SetCookie, words: str, measure: Measure) -> Markup:
    line = tag("code", tag("b", shorten(cookie.name, 40)), " = ", shorten(cookie.value, measure.value // 3))
    change = tag("p", words, class_="cr-small cr-soft")
    pairs = attributes_explained(cookie)[:12]
    if measure.explain:
        marks = [tag("li", tag("span", cut(label, 60), class_="cr-chip cr-down"), meaning) for label, meaning in pairs]
        return tag("li", line, change, tag("ul", marks, class_="cr-marks"))
    return tag("li", line, change, tag("p", "; ".join(cut(label, 60) for label, _ in pairs), class_="cr-small"))


def _preview(exchange: Exchange, measure: Measure) -> Child:
    if not is_page(exchange.response):
        return soft("Nothing to preview: the response holds no HTML page.")
    text = exchange.response.text
    if len(text) > measure.page or not exchange.response.content().whole:
        return soft("This page is too long to preview here. page(exchange) shows it alone.")
    return sandboxed_page(text, f"Preview of exchange {exchange.number}")


def _response(exchange: Exchange, measure: Measure) -> Child:
    text, missing = body_excerpt(exchange.response, "response", measure.body)
    if not exchange.response.body_length and not text:
        return soft("The response has no body.")
    return block(text, "Response body") if text else None, soft(missing)


def _raw(exchange: Exchange, measure: Measure) -> Child:
    if not measure.raw:
        return tag(
            "p",
            "The bytes do not fit here. show(exchange) shows this exchange alone; exchange.request.head holds them.",
            class_="cr-soft",
        )
    return [
        (
            title(f"{name}, byte by byte"),
            block(words, f"{name} bytes"),
            soft(missing),
        )
        for name, (words, missing) in (
            ("Request", raw(exchange.request, measure.raw)),
            ("Response", raw(exchange.response, measure.raw)),
        )
    ]
