"""Lesson 07: its predictions."""

from __future__ import annotations

from classroom.check import Choice, Prediction

PREDICTIONS = (
    Prediction(
        "07.stored",
        "Four pages: one leaves the session alone, one reads it, one writes, one writes and answers 500. Which of them "
        "make a row?",
        (
            Choice(
                "a",
                "All four: every visitor gets a session.",
                False,
                "Count the new rows: three of the four say 0. Django issues no key before something is written.",
            ),
            Choice(
                "b",
                "Read, write, and the failing one.",
                False,
                "Reading looks for a key that is not there and stores nothing. And with a 500 nothing is saved.",
            ),
            Choice(
                "c",
                "The two that write.",
                False,
                "One of them answers 500. Django saves no session with such an answer, so what it wrote is gone.",
            ),
            Choice(
                "d", "The one that writes and succeeds.", True, "A change, and an answer under 500: both are needed."
            ),
        ),
    ),
    Prediction(
        "07.nested",
        "Three requests append a, b and c to a list inside the session. What does the row hold?",
        (
            Choice(
                "a",
                "a, b and c",
                False,
                "Each answer shows its own letter, for the list in memory had it. It was not saved.",
            ),
            Choice(
                "b",
                "a alone",
                True,
                "The first request set the key. The others changed a list, which Django does not see.",
            ),
            Choice(
                "c",
                "nothing",
                False,
                "The first request set the key list: an assignment to the session, so it was saved, with a in it.",
            ),
        ),
    ),
    Prediction(
        "07.browser_closes",
        "A view calls set_expiry(0). When does the row end?",
        (
            Choice(
                "a",
                "At once: it has 0 seconds.",
                False,
                "0 stands for the browser session. Look at the line of -5: a negative number is what ends it at once.",
            ),
            Choice(
                "b",
                "When the browser closes.",
                False,
                "The cookie goes then. The server hears nothing of it, so the row cannot follow.",
            ),
            Choice(
                "c",
                "After fourteen days.",
                True,
                "The cookie has no end, and the row the usual one: two clocks, two ends.",
            ),
        ),
    ),
    Prediction(
        "07.dead_rows",
        "Fifteen days pass, and the old key comes once more. What is there?",
        (
            Choice(
                "a",
                "The note: the client still has the key.",
                False,
                "The client has it, but the server looks at the row's own end, and that has passed.",
            ),
            Choice(
                "b",
                "No note, and no row: expired rows vanish.",
                False,
                "No note is right. The row lies in the table until somebody runs clearsessions.",
            ),
            Choice(
                "c",
                "No note, and the row is still in the table.",
                True,
                "It opens nothing, and nobody has swept it up.",
            ),
        ),
    ),
    Prediction(
        "07.own_key",
        "A client brings a key of its own making and writes a note. Under which key is it stored?",
        (
            Choice(
                "a",
                "Under the client's: it was free.",
                False,
                "Then anybody could plant a key that they know. Compare the two texts: the server chose another.",
            ),
            Choice(
                "b", "Under a new one, which the server chooses.", True, "A key that it never issued opens nothing."
            ),
            Choice(
                "c",
                "Nowhere: the request is refused.",
                False,
                "An unknown key is no error: it may be an old one. The visitor is a stranger and gets a new session.",
            ),
        ),
    ),
    Prediction(
        "07.two_tabs",
        "One session, two requests at the same time: one writes tea, slowly, one writes bread. What does the row hold?",
        (
            Choice(
                "a",
                "Tea and bread: they are different keys.",
                False,
                "The keys differ, but Django saves the session as a whole, with what was there when it was loaded.",
            ),
            Choice(
                "b",
                "Tea alone: the slow one saved last.",
                True,
                "It saved all that it had loaded, and tea. Bread was not in it.",
            ),
            Choice(
                "c",
                "Bread alone: the slow one is refused.",
                False,
                "Nobody is refused: both are answered 200. The one that saves last overwrites.",
            ),
        ),
    ),
)
