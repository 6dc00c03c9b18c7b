"""Lesson 06: its predictions."""

from __future__ import annotations

from classroom.check import Choice, Prediction

PREDICTIONS = (
    Prediction(
        "06.what_travels",
        "You visit the counter three times with one client; the page says 1, 2, 3. What does the third request carry?",
        (
            Choice(
                "a",
                "The number 2, so that the server can add one.",
                False,
                "That is how the cookie counter does it. Here no number travels up: it lies in a row at the server.",
            ),
            Choice(
                "b",
                "The same sessionid as the second request.",
                True,
                "The key stays the same; what it opens has changed.",
            ),
            Choice(
                "c",
                "A new sessionid, since the number is another one.",
                False,
                "The number is no part of the key. The row changes, its key does not.",
            ),
        ),
    ),
    Prediction(
        "06.when",
        "Four pages: a greeting, one that leaves the session alone, one that reads it, one that writes into it. "
        "Which of them gives the key?",
        (
            Choice(
                "a",
                "The first: whoever connects gets an id.",
                False,
                "So say the notes. But the greeting has nothing to store, and Django stores nothing for it.",
            ),
            Choice(
                "b",
                "The second: it has to do with sessions.",
                False,
                "Its address has. The view leaves the session alone, so there is nothing to keep.",
            ),
            Choice(
                "c",
                "The third: to read a session, there must be one.",
                False,
                "Reading finds nothing and leaves nothing: no row, no key.",
            ),
            Choice(
                "d",
                "The fourth, which writes.",
                True,
                "Something was changed, so there is something to keep, and a key is needed to find it again.",
            ),
        ),
    ),
    Prediction(
        "06.read_row",
        "You have the text in the column session_data, and no secret of the server. What can you read?",
        (
            Choice(
                "a",
                "All of it.",
                True,
                "It is JSON, written in another alphabet. The secret of the server is only in the signature behind it.",
            ),
            Choice(
                "b",
                "The names, but not the values.",
                False,
                "Names and values stand in one piece of JSON, and it is readable as a whole.",
            ),
            Choice(
                "c",
                "Nothing: it is encrypted.",
                False,
                "It looks like it. But it is base64, which anybody can undo, with no key at all.",
            ),
        ),
    ),
    Prediction(
        "06.forged",
        "By hand you send a cart that you never filled, to the cookie cart; and a key that you made up, to the "
        "session cart. What do the pages show?",
        (
            Choice(
                "a",
                "Both are empty: the server knows what it gave.",
                False,
                "It keeps no list of the cookies that it gave. The cookie cart is whatever you bring.",
            ),
            Choice(
                "b",
                "Both are full: the server believes its cookies.",
                False,
                "It believes that you bring this key. But the key opens nothing, for the cart would be in a row.",
            ),
            Choice(
                "c",
                "The cookie cart is full, the session cart is empty.",
                True,
                "The first cart is what you wrote. The second would be a row, and no row has your key.",
            ),
        ),
    ),
    Prediction(
        "06.signed",
        "A site signs a note with a price and gives it to a client. What can the client do?",
        (
            Choice(
                "a",
                "Neither read nor change it.",
                False,
                "Reading takes one line, and no key. Signed is not encrypted.",
            ),
            Choice(
                "b",
                "Read it; a change is noticed.",
                True,
                "The payload is readable. The signature fits this payload only, and takes SECRET_KEY to make.",
            ),
            Choice(
                "c",
                "Read it and change it: the site cannot tell.",
                False,
                "It can: it computes the signature again, and finds another one than the note has.",
            ),
            Choice(
                "d",
                "Change it, but not read it.",
                False,
                "The other way round: reading takes no key, and a change no longer fits the signature.",
            ),
        ),
    ),
)
