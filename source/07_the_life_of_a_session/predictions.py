"""Lesson 07: its predictions."""

from __future__ import annotations

from classroom.check import Choice, Prediction

PREDICTIONS = (
    Prediction(
        "07.stored",
        "A view writes into the session of a new visitor, and then its answer is a 500. What is left of it?",
        (
            Choice(
                "a",
                "A row and its cookie: written is written.",
                False,
                "The view wrote into a dictionary in memory. It is saved after the view, and not with such an answer.",
            ),
            Choice(
                "b",
                "A row, and no cookie: the answer went wrong.",
                False,
                "Look at its line: no new row. The answer was there before the saving, and the saving was left out.",
            ),
            Choice(
                "c",
                "A cookie, and no row.",
                False,
                "After such a write Django saves the row and sends its key, or does neither.",
            ),
            Choice(
                "d",
                "Nothing: no row and no cookie.",
                True,
                "Django saves no session with an answer of 500 or more, so there is no key to send.",
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
        "07.prolonged",
        "A visitor writes a note on day 0, and comes back on days 10, 20 and 30, to read it. When do they find it?",
        (
            Choice(
                "a",
                "On day 10.",
                True,
                "Fourteen days after the write the row has expired, and reading has not moved that end.",
            ),
            Choice(
                "b",
                "On days 10, 20 and 30: they were never away for fourteen days.",
                False,
                "So it would be if each visit prolonged it. As Django comes, only a change does.",
            ),
            Choice(
                "c",
                "On days 10 and 20: the first visit prolonged it once.",
                False,
                "The visit of day 10 read and changed nothing, so nothing was saved, and the end stayed on day 14.",
            ),
            Choice(
                "d",
                "On none of them: the browser was closed meanwhile.",
                False,
                "The cookie is a persistent one, of fourteen days, so on day 10 it is still there.",
            ),
        ),
    ),
    Prediction(
        "07.swept",
        "Three rows: one has expired, one is alive and its visitor has thrown the cookie away, one is alive and its "
        "visitor comes daily. Django's clearsessions runs. Which of them does it delete?",
        (
            Choice(
                "a",
                "The expired one and the orphan.",
                False,
                "What a client has thrown away the server cannot see. The orphan's end has not come, so it stays.",
            ),
            Choice(
                "b",
                "None: the expired one had gone by itself.",
                False,
                "Look at the first cell: after fifteen days the row opened nothing, and it lay in the table still.",
            ),
            Choice(
                "c",
                "The expired one.",
                True,
                "It goes by the row's end and by nothing else.",
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
                "Neither is refused: both are answered 200. The one that saves last overwrites.",
            ),
        ),
    ),
)
