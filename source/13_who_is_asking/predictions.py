"""Lesson 13: its predictions."""

from __future__ import annotations

from classroom.check import Choice, Prediction

PREDICTIONS = (
    Prediction(
        "13.brackets",
        "A view asks if request.user.is_authenticated(), with brackets. A stranger asks for the page. What happens?",
        (
            Choice(
                "a",
                "They are refused: the call gives False.",
                False,
                "False is the attribute itself. The brackets come after it and ask Python to call that False.",
            ),
            Choice(
                "b",
                "They are let in: a method is true in an if.",
                False,
                "A method without its brackets would be true. This is no method, and it has brackets.",
            ),
            Choice(
                "c",
                "An error: request.user is None, and None has no attributes.",
                False,
                "There is an AnonymousUser, and it has the attribute. It is the call that fails.",
            ),
            Choice(
                "d",
                "An error: False cannot be called.",
                True,
                "'bool' object is not callable. A member would meet the same error, for True cannot be called either.",
            ),
        ),
    ),
    Prediction(
        "13.gate",
        "A stranger asks for /articles/new/?draft=1, which only members may see. What comes back?",
        (
            Choice(
                "a",
                "403 Forbidden.",
                False,
                "A stranger is not refused yet: the site asks who it is, by sending them to its login page.",
            ),
            Choice(
                "b",
                "302 to the login page, with next=/articles/new/: what stands behind the ? is lost.",
                False,
                "Look at the end of Location: %3Fdraft%3D1 is what stood behind the path.",
            ),
            Choice(
                "c",
                "302 to the login page; next holds the whole address, its ? and = percent-encoded.",
                True,
                "And after the login you stand where you wanted to go.",
            ),
            Choice(
                "d",
                "302 to the login page; next holds the whole address as it was typed.",
                False,
                "Then an & in it would end next, and the rest would be the login page's. It is percent-encoded.",
            ),
        ),
    ),
    Prediction(
        "13.whole_site",
        "LoginRequiredMiddleware is on. A stranger asks for a page, for one marked login_not_required, and for an "
        "address without any page. What are the answers?",
        (
            Choice("a", "302, 200, 404.", True, "Closed, opened on purpose, not there."),
            Choice(
                "b",
                "302, 200, 302: everything is closed.",
                False,
                "For the third address there is no view to be closed: it stays 404.",
            ),
            Choice(
                "c",
                "403, 200, 404.",
                False,
                "The middleware does what login_required does: it sends a stranger to the login page.",
            ),
        ),
    ),
)
