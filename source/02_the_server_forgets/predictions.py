"""Lesson 02: its predictions."""

from __future__ import annotations

from classroom.check import Choice, Prediction

PREDICTIONS = (
    Prediction(
        "02.hang_up",
        "One client asks for three pages, one after the other. How many connections will the server count?",
        (
            Choice(
                "a",
                "Three: it hangs up after each answer.",
                False,
                "One number stands beside all three. Hanging up after each answer was the way of HTTP/1.0.",
            ),
            Choice(
                "b",
                "One: it stays open.",
                True,
                "HTTP/1.1 keeps a connection for the next request, until one side ends it.",
            ),
            Choice(
                "c",
                "None: HTTP is connectionless.",
                False,
                "Without a connection no byte arrives. HTTP does not care which one it is, but it needs one.",
            ),
        ),
    ),
    Prediction(
        "02.one_connection",
        "Alice, no Cookie header, bob, alice, on one connection. Whom does the server find?",
        (
            Choice(
                "a",
                "Alice, four times: she opened the connection.",
                False,
                "Bob's text came on it, and the server found bob.",
            ),
            Choice(
                "b",
                "Alice, AnonymousUser, bob, alice.",
                True,
                "The server read each request by itself, and nothing in the second names a user.",
            ),
            Choice(
                "c",
                "Alice, alice, bob, alice: the last header still holds.",
                False,
                "What the first request had brought was over with the first.",
            ),
            Choice(
                "d",
                "Alice, AnonymousUser, then errors: one connection, one user.",
                False,
                "All four were answered, 200 OK.",
            ),
        ),
    ),
    Prediction(
        "02.new_connection",
        "Three connections, each used once, each with alice's text. Who asks, the third time?",
        (
            Choice(
                "a",
                "AnonymousUser: her login went with the first connection.",
                False,
                "The login was never in the connection. The text travelled three times, and three times it was alice.",
            ),
            Choice(
                "b",
                "AnonymousUser, until she logs in on the new connection.",
                False,
                "She logged in once, on a connection that is long closed. What counts is the text in each request.",
            ),
            Choice(
                "c",
                "Alice.",
                True,
                "The third request carries the same text as the first, so the server finds the same user.",
            ),
        ),
    ),
    Prediction(
        "02.closed_session",
        "Two visits, then client.close(), then a third visit with the same Session object. What happens?",
        (
            Choice(
                "a",
                "It counts 3, on a new connection.",
                True,
                "close() left the jar as it was. The third request brought the text on another connection.",
            ),
            Choice(
                "b",
                "An error: the Session object is closed.",
                False,
                "It opened a new connection without a word. close() tidies up; the object can be used on.",
            ),
            Choice(
                "c",
                "It counts 1: closing ended the session.",
                False,
                "The count is kept by the server, and found by the text in the jar. close() touched neither of them.",
            ),
        ),
    ),
    Prediction(
        "02.copied_link",
        "Jun opens the address that Mina sent him, with a client of his own. Whom does the server see?",
        (
            Choice(
                "a",
                "Jun: it is his client, on his connection.",
                False,
                "Nothing in his request says Jun. Its address says mina, and the connection says nothing.",
            ),
            Choice(
                "b",
                "Mina.",
                True,
                "The address says mina, whoever opens it. A copied address is a copied name.",
            ),
            Choice(
                "c",
                "A stranger: the address works for Mina only.",
                False,
                "An address works for everyone who has it. The two requests are the same, line by line.",
            ),
        ),
    ),
    Prediction(
        "02.same_address",
        "Mina opens two connections, Jun one, all from one computer. What tells the two people apart?",
        (
            Choice(
                "a",
                "The IP address.",
                False,
                "All three have the same: it is the address of the computer, or of a whole house, not of a person.",
            ),
            Choice(
                "b",
                "The port.",
                False,
                "Jun's port is another one, but so is Mina's second. It belongs to a connection, not to a person.",
            ),
            Choice(
                "c",
                "Both of them together.",
                False,
                "Together they name one connection. Mina has two of those, and nothing says that both are hers.",
            ),
            Choice(
                "d",
                "Neither of them.",
                True,
                "The address is too wide, for both share it. The port is too narrow, for Mina has a new one each time.",
            ),
        ),
    ),
)
