"""Lesson 04: its predictions."""

from __future__ import annotations

from classroom.check import Choice, Prediction

PREDICTIONS = (
    Prediction(
        "04.name_left",
        "The jar held csrftoken, remembered_name and sessionid. You drop sessionid, and open the login page. "
        "What do you see?",
        (
            Choice(
                "a",
                "An empty form: without sessionid the site knows nothing of me.",
                False,
                "It still gets remembered_name, which says alice. That is enough to fill in a field.",
            ),
            Choice(
                "b",
                "A form with alice filled in, and no one logged in.",
                True,
                "Each cookie has a use of its own: the name fills in the field, and the key to the row is gone.",
            ),
            Choice(
                "c",
                "alice is still logged in: two of three cookies are there.",
                False,
                "Neither of the two opens a row. Anybody can write a name, so the site does not log in by it.",
            ),
        ),
    ),
    Prediction(
        "04.tomorrow",
        "You hid the notice for a day. Tomorrow it is back. Who noticed that the day was over?",
        (
            Choice(
                "a",
                "The client: it stops bringing the cookie.",
                True,
                "The client reads Max-Age and lets the cookie die. The server sees a request without it.",
            ),
            Choice(
                "b",
                "The server: it wrote down when you pressed the button.",
                False,
                "The server has no row of it. It said Max-Age=86400 once, and forgot about you.",
            ),
            Choice(
                "c",
                "Both: they agree on the time.",
                False,
                "Only the client knows when it received the cookie. The server is never told how long one still lives.",
            ),
        ),
    ),
    Prediction(
        "04.cutting_board",
        "You put the board into the cart that is a cookie, and take it out again. How does it leave the cookie?",
        (
            Choice(
                "a",
                "The page takes it out, and nothing travels.",
                False,
                "A page could, with a script. This one sends a form, and the answer has a Set-Cookie line.",
            ),
            Choice(
                "b",
                "My client takes it out when I press the button.",
                False,
                "The button sends a form, with the cookie as it was. The jar changes when the answer comes.",
            ),
            Choice(
                "c",
                "By a Set-Cookie line in the answer to the button.",
                True,
                "The button is a request; its answer takes the cookie back. The cart was never anywhere else.",
            ),
            Choice(
                "d",
                "The server takes it out of its own copy.",
                False,
                "It has none: this cart is the cookie, and the server sees it while a request is there.",
            ),
        ),
    ),
    Prediction(
        "04.cleared",
        "Both carts hold the board. You clear all cookies. What is left?",
        (
            Choice(
                "a",
                "Nothing: both carts are gone.",
                False,
                "Both pages look empty, but look at the right side: the row is still there.",
            ),
            Choice(
                "b",
                "Both carts: the server knows that they are mine.",
                False,
                "The first cart was the cookie, and died with it. The second needs a key that you threw away.",
            ),
            Choice(
                "c",
                "The cart in the cookie: it was mine, not the server's.",
                False,
                "It was in the jar that you cleared, and nowhere else.",
            ),
            Choice(
                "d",
                "The cart in the row, but I have no key to it.",
                True,
                "One cart died with its cookie. The other lies in a row, and would open for whoever has its key.",
            ),
        ),
    ),
    Prediction(
        "04.two_shops",
        "Two shops show a picture of the same tracker. You visit both. "
        "How can the tracker know that it is you, both times?",
        (
            Choice(
                "a",
                "The shops tell it who came.",
                False,
                "Each shop writes the picture's address into its page, and no more. Neither knows who you are.",
            ),
            Choice(
                "b",
                "Its own cookie comes back with the second picture.",
                True,
                "You got it with the first picture, and your client brings it back, from another shop's page.",
            ),
            Choice(
                "c",
                "The shops' cookies come with the pictures.",
                False,
                "The shops set none, and a shop's cookie goes to the shop, not to the tracker.",
            ),
            Choice(
                "d",
                "It cannot: a picture does not see who looks at it.",
                False,
                "The picture is fetched by a request, and a request can carry a cookie.",
            ),
        ),
    ),
)
