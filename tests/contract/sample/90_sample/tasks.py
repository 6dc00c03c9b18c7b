"""Two tasks whose answers are files, with checks, mistakes and answers: they test `classroom.check` end to end."""

from __future__ import annotations

from classroom.check import Conversation, KnownMistake, NotYet, Place, ProjectTask, ProjectWork

LOGIN = "/accounts/login/"


def check_hello(work: ProjectWork) -> None:
    """The app answers at its own address, with the visitor's word."""
    word = work.word()
    with work.serve() as site:
        page = site.client().get(f"/accounts/hello/?word={word}")
        if page.status != 200:
            raise NotYet(expected="GET /accounts/hello/ is answered with 200", seen=page.short, exchange=page.exchange)
        if page.view.startswith("mysite."):
            raise NotYet(expected="a view of the app accounts answers", seen=page.view, exchange=page.exchange)
        if word not in page.text:
            raise NotYet(expected=f"the page shows the word {word}", seen="it does not", exchange=page.exchange)


def _answered_elsewhere(talk: Conversation) -> bool:
    return any(each.notes and each.notes.view and each.notes.view.startswith("mysite.") for each in talk.exchanges)


def _one_word_for_all(talk: Conversation) -> bool:
    return any(each.path == "/accounts/hello/" and each.status == 200 for each in talk.exchanges)


HELLO = ProjectTask(
    name="90.1",
    title="An app of its own",
    minutes=5,
    check=check_hello,
    hints=("first hint", "second hint", "third hint"),
    mistakes=(
        KnownMistake(
            "answered_elsewhere", "The view stands in the project's folder.", Place("x", "x"), _answered_elsewhere
        ),
        KnownMistake("one_word_for_all", "The word is in request.GET.", Place("x", "x"), _one_word_for_all),
    ),
    debrief="An app brings its own addresses.",
    needs=("02",),
)


def check_login(work: ProjectWork) -> None:
    """GET shows the form, POST logs in: another key, the user's row, a redirect; a wrong password does not."""
    with work.serve() as site:
        alice, client = site.user(), site.client()
        refused = client.submit(LOGIN, username=alice.name, password="wrong")
        if refused.user != "AnonymousUser":
            raise NotYet(expected="a wrong password logs nobody in", seen=f"{refused.user}", exchange=refused.exchange)
        answer = client.submit(LOGIN, username=alice.name, password=alice.password)
        if answer.user != alice.name:
            raise NotYet(
                expected=f"after the right password the visitor is {alice.name}",
                seen=f"the answer was {answer.short}, the visitor {answer.user}",
                exchange=answer.exchange,
            )
        if not any(row.data.get("_auth_user_id") for row in site.sessions):
            raise NotYet(expected="the session row names the user", seen="no row does", exchange=answer.exchange)
        if answer.status != 302:
            raise NotYet(expected="the answer is a redirect", seen=answer.short, exchange=answer.exchange)


def _form_without_request(talk: Conversation) -> bool:
    posted = [each for each in talk.exchanges if each.method == "POST" and each.status == 200]
    return bool(posted) and all("errorlist" not in each.response.text for each in posted)


def _only_authenticated(talk: Conversation) -> bool:
    return any(each.method == "POST" and each.status == 302 and not each.response_cookies for each in talk.exchanges)


SIGNED_IN = ProjectTask(
    name="90.2",
    title="Log in",
    minutes=9,
    builds_on="90.1",
    check=check_login,
    hints=("first hint", "second hint", "third hint"),
    mistakes=(
        KnownMistake("form_without_request", "request comes first.", Place("x", "x"), _form_without_request),
        KnownMistake("only_authenticated", "authenticate() writes nothing.", Place("x", "x"), _only_authenticated),
    ),
    debrief="login() wrote the row.",
    needs=("90.1",),
)

TASKS = (HELLO, SIGNED_IN)
