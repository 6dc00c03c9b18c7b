"""Lesson 05: its predictions."""

from __future__ import annotations

from classroom.check import Choice, Prediction

PREDICTIONS = (
    Prediction(
        "05.which_dies",
        "One cookie without an expiry, one for a day, and sessionid. Fifteen days pass, with the browser open. "
        "Which are dead?",
        (
            Choice(
                "a",
                "Only the one for a day.",
                False,
                "sessionid is not for ever: Django writes Max-Age=1209600 on it, which is fourteen days.",
            ),
            Choice(
                "b",
                "The one for a day, and sessionid.",
                True,
                "Both have their end written on them. The one without an expiry waits for the browser to close.",
            ),
            Choice(
                "c",
                "All three.",
                False,
                "The one without an expiry does not age. It goes when the browser session ends, not before.",
            ),
        ),
    ),
    Prediction(
        "05.path",
        "Three cookies, for /desk, for /des and for /market/. Which of them goes to /desk/echo/?",
        (
            Choice("a", "The one for /desk.", True, "It is a beginning, and it ends where a part of the address ends."),
            Choice(
                "b",
                "Those for /desk and /des: both are a beginning.",
                False,
                "/des ends inside the word desk. A path has to end at a slash of the address, or before one.",
            ),
            Choice(
                "c",
                "All three: they come from one site.",
                False,
                "They do, and the jar has all three. It sends what fits the address that is asked.",
            ),
        ),
    ),
    Prediction(
        "05.port",
        "A cookie from http://127.0.0.1 at one port. Is it carried to another port of 127.0.0.1?",
        (
            Choice(
                "a",
                "Yes.",
                True,
                "A cookie belongs to a host. The port is no part of it, and never was.",
            ),
            Choice(
                "b",
                "No: another port is another server.",
                False,
                "Another server it is, and it gets the cookie all the same. Jupyter's go to our site in this way.",
            ),
        ),
    ),
    Prediction(
        "05.secure",
        "Over plain http the server gives a cookie with Secure. What does requests do with it?",
        (
            Choice(
                "a",
                "It refuses the cookie.",
                False,
                "A browser would, at most hosts. Look at the jar: requests has it.",
            ),
            Choice(
                "b",
                "It keeps the cookie and does not send it.",
                True,
                "The jar has it and waits for an address with https.",
            ),
            Choice(
                "c",
                "It keeps the cookie and sends it.",
                False,
                "Keeping is right; but Secure means https only, and this site is asked over http.",
            ),
        ),
    ),
    Prediction(
        "05.same_site",
        "A page of another site shows a picture from here. Which cookie goes along with the request?",
        (
            Choice(
                "a",
                "SameSite=Strict",
                False,
                "Strict is the narrowest: it never goes with a request that another site started.",
            ),
            Choice(
                "b",
                "SameSite=Lax",
                False,
                "Lax makes one exception, for a link that is followed. A picture is none.",
            ),
            Choice(
                "c",
                "SameSite=None; Secure",
                True,
                "None means: whoever starts it. That is what a tracker needs, and browsers want Secure beside it.",
            ),
        ),
    ),
)
