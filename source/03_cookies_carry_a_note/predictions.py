"""Lesson 03: its predictions."""

from __future__ import annotations

from classroom.check import Choice, Prediction

PREDICTIONS = (
    Prediction(
        "03.who_writes",
        "You ask the desk for a cookie. Which message will have a cookie header?",
        (
            Choice(
                "a",
                "The request: the client writes the note.",
                False,
                "The request had nothing to carry yet. The note was first seen in the answer, on a Set-Cookie line.",
            ),
            Choice(
                "b",
                "The response: the server writes the note.",
                True,
                "The note is born in the answer, on a Set-Cookie line. The request had no Cookie line.",
            ),
            Choice(
                "c",
                "Both of them.",
                False,
                "Both is what the next request looks like at some sites. Here nothing had been given before, "
                "so there was nothing to bring.",
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
                "The pair goes back, and nothing else. The attributes stayed with the client, for whom they are meant.",
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
                "Look at the Cookie line: it has one pair. The server cannot read back how long a cookie will live.",
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
                "The name still travels. An empty value is a value like any other; only an expiry takes a cookie back.",
            ),
            Choice(
                "b",
                "The cookie towel, with an empty value.",
                True,
                "An empty value replaces the old one, like any other value. The cookie lives on.",
            ),
            Choice(
                "c",
                "The cookie towel, with the old value.",
                False,
                "The name, the host and the path are the same, so the new value took the place of the old one.",
            ),
        ),
    ),
    Prediction(
        "03.copied_note",
        "You copy Mina's cookie into another client, which never met the server. Whom will the page greet there?",
        (
            Choice(
                "a",
                "A stranger: the cookie was given to another client.",
                False,
                "The request carried the same pair, and that is all that the server sees of a cookie.",
            ),
            Choice(
                "b",
                "Mina.",
                True,
                "The server compared nothing but the Cookie line. Whoever brings the note is taken for its owner.",
            ),
            Choice(
                "c",
                "Nobody: the server refuses a copied cookie.",
                False,
                "A copy cannot be told from the original: it is the same text on the same line.",
            ),
        ),
    ),
)
