"""Lesson 11: its predictions."""

from __future__ import annotations

from classroom.check import Choice, Prediction

PREDICTIONS = (
    Prediction(
        "11.by_get",
        "You GET /accounts/login/?username=alice&password=only-for-class. What happens?",
        (
            Choice(
                "a",
                "You see the form, and are not logged in.",
                True,
                "GET shows. What stands in the address is ignored.",
            ),
            Choice(
                "b",
                "You are logged in: both fields are there.",
                False,
                "The view reads what was sent by POST only. A link that logs in could be put anywhere.",
            ),
            Choice(
                "c",
                "It is refused with 405.",
                False,
                "GET is a good method here: it shows the form. The extra words in the address do no harm to the view.",
            ),
        ),
    ),
    Prediction(
        "11.without_request",
        "AuthenticationForm(request.POST), with the right name and the right password. What happens?",
        (
            Choice(
                "a",
                "An exception: an argument is missing.",
                False,
                "Both arguments may be left out, so nothing is missing. The data went into the wrong one.",
            ),
            Choice(
                "b",
                "The form is not valid, and shows an error.",
                False,
                "Not valid, yes. But errors come from checking, and there was nothing to check.",
            ),
            Choice(
                "c",
                "The form is not valid, and shows no error.",
                True,
                "It was given no data, so it is not bound: never valid, and silent.",
            ),
            Choice("d", "It works.", False, "It would, for most forms. This one takes the request first."),
        ),
    ),
    Prediction(
        "11.by_name",
        "At a POST a view takes alice from the table of users, looks at no password, and calls login(request, alice). "
        "What happens?",
        (
            Choice(
                "a",
                "An error: this user was not authenticated.",
                False,
                "There is none. With one backend in the settings, login() takes a user from anywhere.",
            ),
            Choice(
                "b",
                "Nothing: login() looks at the password, and does not find it.",
                False,
                "It does not look. Whoever calls login() has to have checked before.",
            ),
            Choice(
                "c",
                "You are alice in this answer, and a stranger at the next request.",
                False,
                "login() wrote a session, and the answer brought its key. The next request is alice's too.",
            ),
            Choice("d", "You are logged in as alice.", True, "login() writes the session of whomever it is handed."),
        ),
    ),
    Prediction(
        "11.key_and_cart",
        "Your anonymous session has a cart. You log in. What becomes of the key and of the cart?",
        (
            Choice(
                "a",
                "Same key, same cart: alice's entries are added.",
                False,
                "So somebody who knew the key from before would be logged in with you. The key changes.",
            ),
            Choice("b", "A new key, and the same cart.", True, "The row is moved to a new key, with what is in it."),
            Choice(
                "c",
                "A new key and an empty cart.",
                False,
                "That happens when another user was logged in before. What you had as a stranger, you keep.",
            ),
        ),
    ),
    Prediction(
        "11.old_token",
        "A page with a button was open before you logged in, in another tab. Now you press the button.",
        (
            Choice("a", "403.", True, "The login made a new secret; the token on the old page belongs to the old one."),
            Choice(
                "b",
                "It works: you are logged in, after all.",
                False,
                "The session is fine. The token on the page is from before the login, and the secret has changed.",
            ),
            Choice(
                "c",
                "It works, as a stranger's.",
                False,
                "The key that travels is the new one, so you come as alice. But the form is refused.",
            ),
        ),
    ),
    Prediction(
        "11.wrong_password",
        "Bob sends a wrong password. Jun sends the right one, but his account is switched off. No user is called jin. "
        "In what do the three answers differ?",
        (
            Choice(
                "a",
                "In the status: 401 for bob, 403 for jun, 404 for jin.",
                False,
                "Each is 200: the form again, as a page. 401 belongs to a scheme of HTTP; a form in a page is none.",
            ),
            Choice(
                "b",
                "In the message: it says what was wrong.",
                False,
                "It is one and the same. Otherwise a stranger could learn which names exist.",
            ),
            Choice(
                "c",
                "In the cookies: jun gets a session, for his password was right.",
                False,
                "None of them got a sessionid. Django's usual backend does not let in whoever is switched off.",
            ),
            Choice(
                "d",
                "In nothing: same status, same message, no session.",
                True,
                "200, the form again, and one message for all three.",
            ),
        ),
    ),
)
