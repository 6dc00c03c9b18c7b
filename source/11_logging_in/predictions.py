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
                "You are logged in: both fields are there.",
                False,
                "The view reads what was sent by POST only. A link that logs in could be put anywhere.",
            ),
            Choice("b", "You see the form, and are nobody.", True, "GET shows. What stands in the address is ignored."),
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
        "11.valid_form",
        "A view checks name and password with the form: valid. It does nothing else. Who are you at the next request?",
        (
            Choice(
                "a",
                "alice.",
                False,
                "The form found her, and was thrown away with the request. Nothing was written down.",
            ),
            Choice("b", "Nobody.", True, "No line has written a session, so there is nothing to come back to."),
            Choice(
                "c",
                "alice, until the session expires.",
                False,
                "There is no session: the table has no row more than before.",
            ),
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
            Choice(
                "b",
                "A new key and an empty cart.",
                False,
                "That happens when another user was logged in before. What nobody had, you may keep.",
            ),
            Choice("c", "A new key, and the same cart.", True, "The row is moved to a new key, with what is in it."),
        ),
    ),
    Prediction(
        "11.old_token",
        "A page with a button was open before you logged in, in another tab. Now you press the button.",
        (
            Choice(
                "a",
                "It works: you are logged in, after all.",
                False,
                "The session is fine. The token on the page is from before the login, and the secret has changed.",
            ),
            Choice("b", "403.", True, "The login made a new secret; the token on the old page belongs to the old one."),
            Choice(
                "c",
                "It works, as nobody.",
                False,
                "The cookie that travels is the new one, so you are not nobody. But the form is refused.",
            ),
        ),
    ),
    Prediction(
        "11.wrong_password",
        "Bob sends the login form with a wrong password. Which status comes back?",
        (
            Choice("a", "200.", True, "The form again, as a page like any other, with a message in it."),
            Choice(
                "b",
                "401.",
                False,
                "401 asks the client to log in by a scheme of HTTP, and must say which. A form in a page is none.",
            ),
            Choice(
                "c",
                "403.",
                False,
                "That is the answer to a form without its token. Here the form was accepted, and then checked.",
            ),
            Choice(
                "d",
                "302, back to the form.",
                False,
                "302 follows a login that worked. The form is shown at once, so that the message can stand in it.",
            ),
        ),
    ),
)
