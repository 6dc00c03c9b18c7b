"""Lesson 04: its predictions."""

from __future__ import annotations

from classroom.check import Choice, Prediction

PREDICTIONS = (
    Prediction(
        "04.which_is_the_login",
        "The jar holds csrftoken, remembered_name and sessionid. Which of them keeps you logged in?",
        (
            Choice(
                "a",
                "remembered_name: it says alice.",
                False,
                "It says alice, and anybody can write that. It fills in a field of the form, and opens nothing.",
            ),
            Choice(
                "b",
                "sessionid",
                True,
                "It is the key to the row in which the server wrote down who logged in.",
            ),
            Choice(
                "c",
                "All three together.",
                False,
                "Each has a use of its own. Drop sessionid, and you are nobody, whatever the other two say.",
            ),
        ),
    ),
    Prediction(
        "04.tomorrow",
        "You hid the notice for a day. Tomorrow it is back. Who noticed that the day was over?",
        (
            Choice(
                "a",
                "The server: it wrote down when you pressed the button.",
                False,
                "The server has no row of it. It said Max-Age=86400 once, and forgot about you.",
            ),
            Choice(
                "b",
                "The client: it stops bringing the cookie.",
                True,
                "The client reads Max-Age and lets the cookie die. The server sees a request without it.",
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
        "You put the board into the cookie's cart, and take it out again. What does the delete button change?",
        (
            Choice(
                "a",
                "A row at the server.",
                False,
                "There is no row: this cart is the cookie, and the answer to the button takes it back.",
            ),
            Choice(
                "b",
                "The cookie, by a Set-Cookie line of the answer.",
                True,
                "The button is a request; its answer takes the cookie back. The cart was never anywhere else.",
            ),
            Choice(
                "c",
                "Nothing on the wire: the page deletes its own cookie.",
                False,
                "A page could, with a script. This one sends a form, and the server answers with a Set-Cookie line.",
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
                "Both: the server knows my carts.",
                False,
                "The first cart was the cookie, and died with it. The second needs a key that you threw away.",
            ),
            Choice(
                "c",
                "A row at the server that nobody can open any more.",
                True,
                "One cart died with its cookie. The other lies in a row whose key is gone: an orphan.",
            ),
        ),
    ),
    Prediction(
        "04.two_shops",
        "Two shops show a picture of the same tracker. You visit both. What does the tracker know afterwards?",
        (
            Choice(
                "a",
                "Nothing: a picture cannot see who looks at it.",
                False,
                "The picture is fetched by a request, and requests carry cookies.",
            ),
            Choice(
                "b",
                "That one person was at both shops.",
                True,
                "Its own cookie came back from the second shop, and the address said which page it was.",
            ),
            Choice(
                "c",
                "My name, since the shops know it.",
                False,
                "The shops told it nothing. It knows an id and two pages, which is enough to follow you.",
            ),
        ),
    ),
)
