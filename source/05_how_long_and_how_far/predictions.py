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
                "All three.",
                False,
                "The one without an expiry has no date that could come. It goes when the browser session ends.",
            ),
            Choice(
                "c",
                "The one for a day, and sessionid.",
                True,
                "Both have their end written on them. The one without an expiry waits for the browser to close.",
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
                "/des ends inside the word desk. A path has to end at or before a slash, or with the address.",
            ),
            Choice(
                "c",
                "All three: they come from one site.",
                False,
                "They do, and each jar has its own. It sends what fits the address that is asked.",
            ),
        ),
    ),
    Prediction(
        "05.port",
        "A cookie from this site at 127.0.0.1. Which requests carry it: to another port of 127.0.0.1, to localhost, "
        "to https://127.0.0.1/?",
        (
            Choice(
                "a",
                "None: each of them may be another program.",
                False,
                "Another program it may be, and it gets the cookie all the same, if the host has the same name.",
            ),
            Choice(
                "b",
                "The first alone.",
                False,
                "The port is no part of it, and neither is http or https, as long as the cookie does not say Secure.",
            ),
            Choice(
                "c",
                "The first and the second: they are one computer.",
                False,
                "They are, and the jar does not know it. It compares the names of hosts, letter by letter.",
            ),
            Choice(
                "d",
                "The first and the third.",
                True,
                "A cookie belongs to a host by its name. This one does not look at port and scheme.",
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
            Choice(
                "d",
                "It keeps the cookie and sends it to this computer only.",
                False,
                "Chromium trusts this computer over http. requests makes no such exception.",
            ),
        ),
    ),
    Prediction(
        "05.same_site",
        "A link on another site leads to this one, and you follow it. Which cookies go along?",
        (
            Choice(
                "a",
                "SameSite=None; Secure alone",
                False,
                "It does go. But Lax makes an exception for a link that is followed.",
            ),
            Choice(
                "b",
                "All three: following the link is my own doing.",
                False,
                "Strict asks on which page the link stood, not who pressed it. That page was another site's.",
            ),
            Choice(
                "c",
                "SameSite=Lax, and SameSite=None; Secure",
                True,
                "None goes whoever starts the request, and Lax lets the link through that you follow.",
            ),
        ),
    ),
)
