"""Lesson 13: its predictions."""

from __future__ import annotations

from classroom.check import Choice, Prediction

PREDICTIONS = (
    Prediction(
        "13.if_request_user",
        'A view says "Welcome, member." if request.user, else "Hello, stranger." A stranger asks. What does it say?',
        (
            Choice(
                "a",
                "Hello, stranger.",
                False,
                "The stranger has a user, too: an AnonymousUser. It is an object, and objects are true.",
            ),
            Choice("b", "Welcome, member.", True, "request.user is never None. The question was the wrong one."),
            Choice(
                "c",
                "An error: there is no request.user without a login.",
                False,
                "AuthenticationMiddleware gives every request one, with a login or without.",
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
                "Nobody is refused yet: the site asks who it is, by sending you to its login page.",
            ),
            Choice(
                "b",
                "302 to the login page; the address is forgotten.",
                False,
                "Look at the end of Location: next carries the whole address, the part behind ? too.",
            ),
            Choice(
                "c",
                "302 to the login page, with the address in next.",
                True,
                "And after the login you stand where you wanted to go.",
            ),
        ),
    ),
    Prediction(
        "13.whole_site",
        "LoginRequiredMiddleware is on. A stranger asks for a page, for one marked login_not_required, and for an "
        "address without any page. What are the answers?",
        (
            Choice(
                "a",
                "302, 200, 302: everything is closed.",
                False,
                "For the third address there is no view to be closed: it stays 404.",
            ),
            Choice("b", "302, 200, 404.", True, "Closed, opened on purpose, not there."),
            Choice(
                "c",
                "403, 200, 404.",
                False,
                "The middleware does what login_required does: it sends a stranger to the login page.",
            ),
        ),
    ),
)
