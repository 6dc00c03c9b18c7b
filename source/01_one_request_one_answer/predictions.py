"""Lesson 01: its predictions."""

from __future__ import annotations

from classroom.check import Choice, Prediction

PREDICTIONS = (
    Prediction(
        "01.what_travels",
        "You ask a server for a page. What do the bytes of your question look like?",
        (
            Choice(
                "a",
                "Lines of text that a person can read.",
                True,
                "A first line, some headers, an empty line: text. Newer versions, HTTP/2 and HTTP/3, pack the same "
                "parts more tightly.",
            ),
            Choice(
                "b",
                "Packed numbers that only a library can read.",
                False,
                "You read them without a library. HTTP/2 and HTTP/3 do pack the same parts; HTTP/1.1 writes them out.",
            ),
            Choice(
                "c",
                "A Python object, which the server unpacks.",
                False,
                "The server need not know Python. Both sides agree on bytes, and each makes its own objects of them.",
            ),
        ),
    ),
    Prediction(
        "01.where_goes",
        "You POST with a query, a header of your own and a form. Which of the three is the body?",
        (
            Choice(
                "a",
                "The query.",
                False,
                "colour=green stands in the request line, as part of the address. The body comes after the empty line.",
            ),
            Choice(
                "b",
                "The form.",
                True,
                "product=cutting-board came after the empty line. The query is in the first line, the header above.",
            ),
            Choice(
                "c",
                "The header of your own.",
                False,
                "X-Note: hello stands among the other headers, above the empty line. The body comes after it.",
            ),
            Choice(
                "d",
                "The query and the form together.",
                False,
                "They look alike, but the query stands in the request line and the form after the empty line.",
            ),
        ),
    ),
    Prediction(
        "01.does_it_raise",
        "You call requests.get for a page that is nowhere. What does the call do?",
        (
            Choice(
                "a",
                "It raises an exception.",
                False,
                "It raises where no server is reached. One was, and 404 is an answer; raise_for_status() makes an "
                "exception of it.",
            ),
            Choice(
                "b",
                "It returns None.",
                False,
                "An answer came, with status, headers and body, and the call returned it.",
            ),
            Choice(
                "c",
                "It returns an answer with the status 404.",
                True,
                "The server was reached and said no. That is an answer, with headers and a body like any other.",
            ),
        ),
    ),
    Prediction(
        "01.link_adds",
        "You GET /market/session-cart/add/?product=cutting-board, as a link would. What happens?",
        (
            Choice(
                "a",
                "A cutting board lies in a cart.",
                False,
                "The site refused. Otherwise a robot that follows links would be filling carts.",
            ),
            Choice(
                "b",
                "405: the address exists, but not for GET.",
                True,
                "This address changes something, so it wants POST. The header Allow said so.",
            ),
            Choice(
                "c",
                "404: there is no such page.",
                False,
                "The address exists: the answer said that the method was wrong, and named the right one.",
            ),
        ),
    ),
    Prediction(
        "01.how_many",
        "You call requests.get once, for an address that redirects. How many requests travel?",
        (
            Choice(
                "a",
                "One: the server fetches the other page and sends it.",
                False,
                "The ladder shows two. The first answer held an address and no page; the client asked again.",
            ),
            Choice(
                "b",
                "Two: the client asks again.",
                True,
                "One request, one answer, twice. The first answer was the redirect, and requests kept it in history.",
            ),
            Choice(
                "c",
                "One: the redirect is the answer, and that is the end.",
                False,
                "That is so with allow_redirects=False. Without it, requests goes on by itself, as browsers do.",
            ),
        ),
    ),
    Prediction(
        "01.after_redirect",
        "You POST a form to /desk/echo and are redirected to /desk/echo/. What arrives there?",
        (
            Choice(
                "a",
                "A POST with the form.",
                False,
                "So it is after 307 and 308. This was 301, after which nearly all clients ask with GET and no body.",
            ),
            Choice(
                "b",
                "A POST without the form.",
                False,
                "Method and body went together: the second request is a plain GET.",
            ),
            Choice(
                "c",
                "A GET without the form.",
                True,
                "After 301 and 302 nearly all clients turn POST into GET, and leave the body behind.",
            ),
            Choice(
                "d",
                "A GET with the form in its query.",
                False,
                "The second request asks for the address in Location, which has no query. The form went with the body.",
            ),
        ),
    ),
)
