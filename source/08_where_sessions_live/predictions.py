"""Lesson 08: its predictions."""

from __future__ import annotations

from classroom.check import Choice, Prediction

PREDICTIONS = (
    Prediction(
        "08.statements",
        "A request reads a number from the session and writes it back. Under which engines does that need SQL?",
        (
            Choice(
                "a",
                "Under db alone.",
                False,
                "cached_db reads from the cache, but what is written goes to the database as well: that is its point.",
            ),
            Choice(
                "b",
                "Under all but signed_cookies.",
                False,
                "A cache here is a dictionary in memory, and a file is a file. Neither is a table.",
            ),
            Choice(
                "c",
                "Under db and cached_db.",
                True,
                "db reads and writes; cached_db, with a warm cache, only writes. The three others know no SQL.",
            ),
        ),
    ),
    Prediction(
        "08.survives",
        "The server is restarted. Which engine loses alice's login?",
        (
            Choice(
                "a",
                "All of them: the server begins afresh.",
                False,
                "The process does. A table, a file and a cookie lie outside of it, and wait.",
            ),
            Choice(
                "b",
                "cache and cached_db.",
                False,
                "cached_db loses its quick copy only. The row in the database is still there, and it reads that.",
            ),
            Choice(
                "c",
                "cache and signed_cookies.",
                False,
                "The signed cookie lies at the client, untouched, and the key that signs is the same.",
            ),
            Choice(
                "d",
                "cache alone.",
                True,
                "Its only copy was in the memory of the process that ended.",
            ),
        ),
    ),
    Prediction(
        "08.logout",
        "Alice logs out. Somebody has a copy of her cookie. Under which engines is the copy still alice?",
        (
            Choice(
                "a",
                "Under signed_cookies.",
                True,
                "The copy is the session itself, signed and in date. Nothing at the server says that it is over.",
            ),
            Choice(
                "b",
                "Under all: it is the same text as before.",
                False,
                "The text is the same, but under four engines it is a key to a session that was deleted.",
            ),
            Choice(
                "c",
                "Under none: a logout is a logout.",
                False,
                "The server can delete only what it keeps, and with signed_cookies it keeps nothing.",
            ),
        ),
    ),
    Prediction(
        "08.many",
        "First one session is stored, then 100,000. How does the time of one request grow?",
        (
            Choice(
                "a",
                "About a hundred thousand times.",
                False,
                "That would be so if the server read them all. It asks for one row, by its key.",
            ),
            Choice(
                "b",
                "Hardly at all.",
                True,
                "The key is the table's primary key: an index leads to the row in a few steps.",
            ),
            Choice(
                "c",
                "It shrinks: the server gets used to it.",
                False,
                "Times do jump about, which is why the cell takes the quickest of ten. There is no getting used to it.",
            ),
        ),
    ),
    Prediction(
        "08.two_caches",
        "Two servers, one database, the engine cached_db, and a cache in the memory of each. A copy of alice's cookie "
        "has visited the second server. Alice logs out on the first. Who is the copy then?",
        (
            Choice(
                "a",
                "A stranger on both: her row is deleted.",
                False,
                "It is deleted. But cached_db reads the cache first, and the second server's still has her session.",
            ),
            Choice(
                "b",
                "alice on both: the cache was not told.",
                False,
                "The first server's was: a logout deletes from the table, and from the cache of the server asked.",
            ),
            Choice(
                "c",
                "alice on the first, a stranger on the second.",
                False,
                "The other way round: the first has carried out the logout, in the table and in its own cache.",
            ),
            Choice(
                "d",
                "A stranger on the first, alice on the second.",
                True,
                "The second has a copy of its own in memory, and does not ask the table while it has it.",
            ),
        ),
    ),
    Prediction(
        "08.who_pays",
        "Eight things in a cart. Which one costs the server storage, and which one every request?",
        (
            Choice(
                "a",
                "The session cart costs storage at the server, the cookie cart costs each request.",
                True,
                "The row waits at the server, and a key of 32 characters travels. The cookie travels whole, each time.",
            ),
            Choice(
                "b",
                "The cookie cart costs storage at the server, the session cart costs each request.",
                False,
                "So say the notes, and it is turned round: the client keeps the cookie, the server keeps the row.",
            ),
            Choice(
                "c",
                "Neither costs the server anything.",
                False,
                "Look at the last numbers: the session cart lies at the server, whether the visitor returns or not.",
            ),
        ),
    ),
)
