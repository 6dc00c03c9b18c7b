"""Lesson 03: its predictions."""

from __future__ import annotations

from classroom.check import Choice, Prediction

PREDICTIONS = (
    Prediction(
        "03.who_writes",
        "You ask the desk for a cookie. Which headers of this exchange will carry a cookie?",
        (
            Choice(
                "a",
                "One of the request: the client asks for the cookie there.",
                False,
                "The query asked for it. The request had no Cookie line, for there was nothing to bring yet.",
            ),
            Choice(
                "b",
                "One of the response.",
                True,
                "The note came down on a Set-Cookie line. The request had no Cookie line.",
            ),
            Choice(
                "c",
                "One of the request and one of the response.",
                False,
                "The response alone had one. A request has a Cookie line when its client has a cookie to bring.",
            ),
        ),
    ),
    Prediction(
        "03.three_requests",
        "One Session object makes three requests: hello, set-cookie, hello. Which of them carry the cookie?",
        (
            Choice(
                "a",
                "All three: the cookie belongs to the client.",
                False,
                "The first request left before the note existed, and the second was the one that fetched it.",
            ),
            Choice(
                "b",
                "The second and the third.",
                False,
                "The second request fetched the note. It came in the answer, when that request had long left.",
            ),
            Choice(
                "c",
                "The third alone.",
                True,
                "A cookie can travel up only after it came down. It came with the second answer.",
            ),
            Choice(
                "d",
                "The first and the third: those for the page that greets.",
                False,
                "The same page was asked for twice, but at the first time the client had nothing to bring.",
            ),
        ),
    ),
    Prediction(
        "03.what_goes_back",
        "The server gives towel=blue; Max-Age=3600; Path=/desk/. What will the next request carry?",
        (
            Choice(
                "a",
                "towel=blue",
                True,
                "The pair goes back, and nothing else. The attributes stay with the client, for whom they are meant.",
            ),
            Choice(
                "b",
                "towel=blue; Path=/desk/",
                False,
                "The path tells the client where to bring the note. The client obeyed it and kept it to itself.",
            ),
            Choice(
                "c",
                "The whole line, as it came.",
                False,
                "Look at the Cookie line: it has one pair. How long the cookie will live is not on it.",
            ),
        ),
    ),
    Prediction(
        "03.blank_value",
        "The server sends the cookie again, with an empty value. What will the next request carry?",
        (
            Choice(
                "a",
                "No cookie called towel: an empty value deletes it.",
                False,
                "The name still travels. An empty value is a value like any other; it takes an expiry to delete it.",
            ),
            Choice(
                "b",
                "The cookie towel, with the old value.",
                False,
                "The name, the host and the path are the same, so the new value took the place of the old one.",
            ),
            Choice(
                "c",
                "The cookie towel, with an empty value.",
                True,
                "An empty value replaces the old one, like any other value. The cookie lives on.",
            ),
        ),
    ),
    Prediction(
        "03.copied_note",
        "You copy Mina's cookie. Then the server takes hers back. Whom will the page greet when you bring the copy?",
        (
            Choice(
                "a",
                "A stranger: the cookie was taken back.",
                False,
                "It was taken out of Mina's jar. The server kept no list, and your request carried the same pair.",
            ),
            Choice(
                "b",
                "Mina.",
                True,
                "This page goes by the Cookie line. Whoever brings the note is taken for its owner.",
            ),
            Choice(
                "c",
                "Neither: the server refuses a copied cookie.",
                False,
                "A copy cannot be told from the original: it is the same text on the same line.",
            ),
        ),
    ),
)
