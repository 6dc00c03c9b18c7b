"""Lesson 09: its predictions."""

from __future__ import annotations

from classroom.check import Choice, Prediction

PREDICTIONS = (
    Prediction(
        "09.before_migrate",
        "A new project, as startproject wrote it. Is there a table for users?",
        (
            Choice(
                "a",
                "Yes: auth is installed.",
                False,
                "Installed means listed in the settings. Django said: no such table.",
            ),
            Choice(
                "b",
                "No: I have to write a model for users first.",
                False,
                "You may, and lesson 14 says why you should. But auth brings a User model of its own.",
            ),
            Choice(
                "c",
                "No: the app is listed, and its tables are made by migrate.",
                True,
                "The list is there on the first day, the tables after migrate.",
            ),
        ),
    ),
    Prediction(
        "09.two_answers",
        "The page that edits alice's note. What do a stranger and bob get?",
        (
            Choice(
                "a",
                "The stranger 302 to the login page, bob 403.",
                True,
                "Two questions, two answers: who are you, and: you may not.",
            ),
            Choice(
                "b",
                "Both 403: neither of them may.",
                False,
                "The stranger is not refused yet: the site first asks who it is, with a redirect to the login page.",
            ),
            Choice(
                "c",
                "The stranger 401, bob 403.",
                False,
                "401 belongs to HTTP authentication: the browser itself asks for the password, in a window of its own, "
                "and sends it in a header. Django sends people to a page.",
            ),
        ),
    ),
    Prediction(
        "09.statements",
        "Bob is logged in. How many SQL statements does the echo of the desk cost?",
        (
            Choice(
                "a",
                "Two: the session row and the user row.",
                False,
                "That is what looking costs. No line of the echo looks: it does not use request.user.",
            ),
            Choice(
                "b",
                "One: the session has to be read to know the key.",
                False,
                "The key came with the request. Whether a row has it is looked up when somebody asks.",
            ),
            Choice(
                "c",
                "One: the user row, for the middleware puts the user on the request.",
                False,
                "It puts a promise there. The user row is read at the profile, after the session row that names it.",
            ),
            Choice(
                "d",
                "None.",
                True,
                "request.user is a promise. It is kept at the profile, which looks, and costs two statements there.",
            ),
        ),
    ),
    Prediction(
        "09.first_on_the_way_out",
        "The view has answered. Which layer sees the answer first?",
        (
            Choice(
                "a",
                "SecurityMiddleware: it is first in the list.",
                False,
                "It is the outermost: first on the way in, last on the way out.",
            ),
            Choice(
                "b",
                "XFrameOptionsMiddleware: it is last in the list.",
                True,
                "It is the innermost, next to the view.",
            ),
            Choice(
                "c",
                "None: an answer goes straight to the client.",
                False,
                "Then no layer could add the session cookie. SessionMiddleware does so on the way out.",
            ),
        ),
    ),
    Prediction(
        "09.check",
        "AuthenticationMiddleware now stands before SessionMiddleware. What does manage.py check say?",
        (
            Choice("a", "Nothing: no issues.", True, "The first request says it, with an error that names the remedy."),
            Choice(
                "b",
                "It names the error: the order is wrong.",
                False,
                "Of these two it looks whether both are in the list, and they are. The order shows at the first "
                "request.",
            ),
            Choice(
                "c",
                "It puts them into the right order.",
                False,
                "Django changes no settings. It runs them as you wrote them.",
            ),
        ),
    ),
)
