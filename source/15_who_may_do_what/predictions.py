"""Lesson 15: its predictions."""

from __future__ import annotations

from classroom.check import Choice, Prediction

PREDICTIONS = (
    Prediction(
        "15.bare_codename",
        'Omar has the permission. What is omar.has_perm("change_article")?',
        (
            Choice(
                "a",
                "True.",
                False,
                "The text lacks its first half. Two apps may have a model Article, so the app's label belongs to it.",
            ),
            Choice(
                "b",
                "An error: there is no such permission.",
                False,
                "Nothing looks whether it exists. A misspelt permission is one that omar does not have.",
            ),
            Choice("c", "False.", True, "Texts are compared, and omar has no such text. No error says so."),
        ),
    ),
    Prediction(
        "15.cache",
        "alice.has_perm(…) said False. Now alice joins the editors. What does the same object say?",
        (
            Choice(
                "a",
                "False, until the row is loaded into a new object.",
                True,
                "The first question fills a cache on the object. The next request has a new object.",
            ),
            Choice(
                "b",
                "True: the database has it.",
                False,
                "The database has it, and is not asked again: the object remembers its first answer.",
            ),
            Choice(
                "c",
                "False, until alice logs in again.",
                False,
                "Permissions are not in the session. Every request that asks looks them up anew.",
            ),
        ),
    ),
    Prediction(
        "15.known_without",
        "A view has @permission_required, and no more. Mina is logged in and lacks the permission. What is she told?",
        (
            Choice(
                "a",
                "403.",
                False,
                "That is what one would want. It takes raise_exception=True.",
            ),
            Choice(
                "b",
                "401.",
                False,
                "401 belongs to the logins that HTTP itself knows. No gate of Django's answers with it.",
            ),
            Choice("c", "404.", False, "The page is there, and its address is found before the gate looks at Mina."),
            Choice(
                "d",
                "302, to the login page.",
                True,
                "The decorator asks one question, may this user? For every no it sends to the login page.",
            ),
        ),
    ),
    Prediction(
        "15.by_number",
        "Letter 2 is omar's. The pages show each user the links to their own letters. Who can read letter 2?",
        (
            Choice(
                "a",
                "Omar alone: only he has the link.",
                False,
                "An address can be typed without a link, and a number is soon guessed.",
            ),
            Choice(
                "b",
                "Omar, and whoever else is logged in and types the number.",
                False,
                "The view does not ask for a login either: it has no gate.",
            ),
            Choice(
                "c",
                "Whoever types the number, strangers too.",
                True,
                "The view asks neither who you are nor whose the letter is.",
            ),
            Choice(
                "d",
                "Omar, and superusers: Django asks for the permission to view it.",
                False,
                "Django asks for no permission by itself. A view, or a gate before it, has to.",
            ),
        ),
    ),
    Prediction(
        "15.staff",
        "Omar has the permission to view groups, and is not staff. The clerk is staff, and has no permission. Which of "
        "the two sees the list of groups in the admin?",
        (
            Choice(
                "a",
                "Omar: the permission is what counts.",
                False,
                "He does not come in: the admin sends everybody who is not staff to its login page.",
            ),
            Choice(
                "b",
                "The clerk: the admin is there for staff.",
                False,
                "The door opens, and the index is empty. Inside, each model's pages ask for a permission.",
            ),
            Choice("c", "Both.", False, "Each has half of what it takes."),
            Choice("d", "Neither.", True, "It takes both: staff to come in, and the permission for the page."),
        ),
    ),
    Prediction(
        "15.test",
        "The one test says that mina may change her own name. The guard is taken out of the view, so that whoever "
        "sends the form may change every name. What does manage.py test say?",
        (
            Choice(
                "a",
                "The test fails: the view has changed.",
                False,
                "A test knows nothing of the view's text. It asks as mina, and for mina all is as before.",
            ),
            Choice(
                "b",
                "OK.",
                True,
                "Mina still may, and nothing else was asked. That omar may, too, is not tested yet.",
            ),
            Choice(
                "c",
                "An error: the name PermissionDenied is not used any more.",
                False,
                "Python does not mind an import that is not used, and neither does the test.",
            ),
        ),
    ),
)
