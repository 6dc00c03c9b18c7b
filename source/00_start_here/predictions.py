"""Lesson 00: its predictions."""

from __future__ import annotations

from classroom.check import Choice, Prediction

PREDICTIONS = (
    Prediction(
        "00.what_is_kept",
        "Your notebook asks the site for one page. What will the recording hold?",
        (
            Choice(
                "a",
                "The page alone, as a browser would show it.",
                False,
                "The page is a part of the response, below its headers. The recording has all of the response, and the "
                "request as well.",
            ),
            Choice(
                "b",
                "The request and the response.",
                False,
                "Both are there, byte for byte. But the site runs in this notebook, so the recording can also say what "
                "the server did between the two: see Server.",
            ),
            Choice(
                "c",
                "The request alone: that is what you sent.",
                False,
                "The request is there, and below it the response that came back. One exchange holds both.",
            ),
            Choice(
                "d",
                "The request, the response, and what the server made of them.",
                True,
                "All three are in one exchange: what went up, what came down, and which function answered, for which "
                "user.",
            ),
        ),
    ),
)
