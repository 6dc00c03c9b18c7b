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
            Choice("b", "False.", True, "Texts are compared, and nobody has this one. No error says so."),
            Choice(
                "c",
                "An error: there is no such permission.",
                False,
                "Nothing looks whether it exists. A misspelt permission is one that nobody has.",
            ),
        ),
    ),
    Prediction(
        "15.cache",
        "alice.has_perm(…) said False. Now alice joins the editors. What does the same object say?",
        (
            Choice(
                "a",
                "True: the database has it.",
                False,
                "The database has it, and is not asked again: the object remembers its first answer.",
            ),
            Choice(
                "b",
                "False, until the row is loaded into a new object.",
                True,
                "The first question fills a cache on the object. The next request has a new object.",
            ),
            Choice(
                "c",
                "False, until alice logs in again.",
                False,
                "Permissions are not in the session. Every request looks them up anew.",
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
                "302, to the login page.",
                True,
                "The decorator asks one question, may this user? For every no it sends to the login page.",
            ),
            Choice(
                "c",
                "401.",
                False,
                "401 belongs to the logins that HTTP itself knows. Nothing in Django's auth answers with it.",
            ),
            Choice("d", "404.", False, "The page is there, and its address is found before anybody asks about Mina."),
        ),
    ),
    Prediction(
        "15.object",
        "Omar may change articles. What is omar.has_perm(…, note), asked about one note?",
        (
            Choice(
                "a",
                "True: he may change all of them.",
                False,
                "It sounds right. But Django's backend has no answers about single things, and no answer is a no.",
            ),
            Choice("b", "False.", True, "ModelBackend says no for any object, whatever the user has."),
            Choice(
                "c",
                "True, if the note is his.",
                False,
                "Django does not know which field says whose a note is. That rule is yours to write.",
            ),
        ),
    ),
    Prediction(
        "15.by_number",
        "No page shows bob a button for alice's note. He sends the form all the same. What happens?",
        (
            Choice(
                "a",
                "The note is changed.",
                False,
                "It would be, if the hidden button were all. This site asks again in the view.",
            ),
            Choice("b", "403, and the note stays.", True, "The view looks whose it is, at GET and at POST."),
            Choice(
                "c",
                "He cannot: there is no form.",
                False,
                "A client writes what it likes: address, method, fields. It needs no form to do so.",
            ),
        ),
    ),
    Prediction(
        "15.staff",
        "A user has is_staff=True, and no permission. What can they change in the admin?",
        (
            Choice(
                "a", "Everything: staff run the site.", False, "That would be a superuser. Staff is a door, no more."
            ),
            Choice("b", "Nothing.", True, "is_staff lets them in. Inside, each page asks for its permission."),
            Choice(
                "c",
                "Nothing: they cannot even log in there.",
                False,
                "They can. The index greets them, and is empty.",
            ),
        ),
    ),
)
