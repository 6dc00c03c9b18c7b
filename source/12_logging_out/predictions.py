"""Lesson 12: its predictions."""

from __future__ import annotations

from classroom.check import Choice, Prediction

PREDICTIONS = (
    Prediction(
        "12.what_goes",
        "Alice has two cookies, sessionid and csrftoken, and presses Log out. Which of them does the answer ask back?",
        (
            Choice(
                "a",
                "Both.",
                False,
                "Look at the left side: csrftoken is still there. It does not say who you are; strangers have one too.",
            ),
            Choice(
                "b",
                "Neither: the server deletes the row, and that is enough.",
                False,
                "For the server it is. The answer has a Set-Cookie for sessionid all the same, with Max-Age=0.",
            ),
            Choice(
                "c",
                "csrftoken alone: without its row the key is worthless anyway.",
                False,
                "Worthless it is, and asked back all the same. csrftoken stays as it was.",
            ),
            Choice(
                "d",
                "sessionid alone.",
                True,
                "One statement of SQL for the row, one line of the answer for the cookie. csrftoken is left alone.",
            ),
        ),
    ),
    Prediction(
        "12.stranger",
        "A stranger with a board in the session's cart sends the logout form. What happens?",
        (
            Choice(
                "a",
                "An error: no one is logged in.",
                False,
                "There is none. Two clicks on the button must not end in an error page.",
            ),
            Choice(
                "b",
                "No error, and nothing happens.",
                False,
                "No error, true. But look at the cart: the row was deleted, whoever it belonged to.",
            ),
            Choice(
                "c",
                "No error, and the cart is empty.",
                True,
                "logout() deletes the session that came along, and does not ask whose it is.",
            ),
        ),
    ),
    Prediction(
        "12.dropped",
        "A thief has a copy of alice's key. Alice throws away her own cookie. Who is the thief?",
        (
            Choice(
                "a",
                "A stranger: the cookie is gone.",
                False,
                "One copy is gone. The row is still there, and the other copy opens it.",
            ),
            Choice("b", "Alice.", True, "The server was told nothing. Only alice herself is locked out."),
            Choice(
                "c",
                "A stranger: the server sees that two clients use one key.",
                False,
                "It sees requests, each with a key. Nothing in them says which client holds the original.",
            ),
        ),
    ),
    Prediction(
        "12.by_link",
        "Alice opens the address of the logout by a link. What comes back, and who is she?",
        (
            Choice(
                "a",
                "302, and she is logged out.",
                False,
                "So it was until Django 4.2. Since 5.0 a GET is refused, for the reason that you will see.",
            ),
            Choice("b", "403, and she is still alice.", False, "403 is for a POST without its token. GET needs none."),
            Choice("c", "404, and she is still alice.", False, "There is a view at that address. It refuses GET."),
            Choice(
                "d",
                "405, and she is still alice.",
                True,
                "The method is refused, before anything is done about the session.",
            ),
        ),
    ),
    Prediction(
        "12.devices",
        "Alice is logged in on a phone and a laptop, and logs out on the phone. Who is she on the laptop?",
        (
            Choice("a", "Alice.", True, "Two logins, two rows. The logout deleted the row of the phone."),
            Choice(
                "b",
                "A stranger: alice is logged out.",
                False,
                "Not alice is logged out, but one session. The other has a key and a row of its own.",
            ),
            Choice(
                "c",
                "A stranger, as soon as she reloads the page.",
                False,
                "Each request asks the server anew, so a reload would show it. It shows alice.",
            ),
        ),
    ),
    Prediction(
        "12.signed",
        "The session lies in a signed cookie, and alice logs out. Who is a thief with a copy from before?",
        (
            Choice(
                "a",
                "A stranger: the logout ended the session.",
                False,
                "There was no row to end. The copy is whole, and its signature is good.",
            ),
            Choice(
                "b",
                "A stranger: the signature is no longer good.",
                False,
                "A signature is good as long as text, secret key and age are. A logout changes none of them.",
            ),
            Choice("c", "Alice.", True, "The session is the cookie. Whoever has a copy has the session."),
        ),
    ),
)
