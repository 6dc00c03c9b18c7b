"""Lesson 13: what its tasks check, and their known mistakes."""

from __future__ import annotations

import re
from collections.abc import Callable

from classroom.check import (
    NOBODY,
    Answer,
    Client,
    Conversation,
    KnownMistake,
    NotYet,
    Person,
    Place,
    ProjectTask,
    ProjectWork,
    Site,
    code_of,
    path_and_query,
)

NEW, LOGIN, BOARD = "/articles/new/", "/accounts/login/", "/articles/"
Sign = Callable[[Conversation], bool]


def _place(heading: str) -> Place:
    return Place("13_who_is_asking", heading)


STRANGER = _place("Which question finds the stranger?")
QUESTION = _place("Is it a question or a call?")
TEMPLATE = _place("What does a template know?")
GATE = _place("Who stands at the gate?")
LAYER = _place("What does a layer of your own see?")


def _log_in(site: Site, client: Client, path: str) -> Person:
    """A new user, logged in with the form at a path. Raises NotYet where the form does not log them in."""
    person = site.user()
    answer = client.submit(path, username=person.name, password=person.password)
    if answer.user != person.name:
        raise NotYet(
            expected=f"the form at {path} logs a member in",
            seen=f"{answer.short}, and no one is logged in",
            exchange=answer.exchange,
        )
    return person


# 13.1 ---------------------------------------------------------------------------------------------------------------


def check_members_write(work: ProjectWork) -> None:
    """Anonymous visitors are redirected to the login and back; a member's article is saved as theirs."""
    title = work.word(8).capitalize()
    with work.serve() as site:
        stranger = site.client()
        _sent_to_login(stranger.get(NEW), "GET")
        client = site.client()
        gate = client.get(NEW)
        person, other = site.user(), site.user()
        answer = client.submit(gate.location, username=person.name, password=person.password)
        if answer.location != NEW:
            raise NotYet(
                expected=f"after the login the visitor is back at {NEW}", seen=answer.short, exchange=answer.exchange
            )
        page = client.get(NEW)
        if not {"title", "content"} <= page.fields:
            raise NotYet(
                expected=f"{NEW} shows a member a form with title and content",
                seen=page.short if page.status != 200 else f"its fields are {', '.join(sorted(page.fields)) or 'none'}",
                exchange=page.exchange,
            )
        # An anonymous visitor who knows the URL can send the form without loading it.
        stranger.get(LOGIN)
        forged = stranger.post(NEW, {"title": f"{title} forged", "content": "x"}, token=True)
        _sent_to_login(forged, "POST")
        forged_author = {"author": str(_number(site, other))} if "author" in page.fields else {}
        saved = client.submit(page, title=title, content="By me.", **forged_author)
        rows = site.rows(
            "SELECT a.title, u.username FROM articles_article a JOIN accounts_user u ON u.id = a.author_id"
        )
        if [row for row in rows if "forged" in row[0]]:
            raise NotYet(
                expected="a stranger's POST saves nothing", seen="it saved an article", exchange=forged.exchange
            )
        if (title, person.name) not in rows:
            author = next((name for text, name in rows if text == title), "")
            raise NotYet(
                expected=f"the article is saved, and its author is {person.name}, who is logged in",
                seen=f"its author is {author}" if author else f"{saved.short}, and no such article is in the table",
                exchange=saved.exchange,
            )
        if not saved.location:
            raise NotYet(
                expected="the answer to the saved form is a redirect", seen=saved.short, exchange=saved.exchange
            )


def _number(site: Site, person: Person) -> int:
    return site.rows("SELECT id FROM accounts_user WHERE username = ?", person.name)[0][0]


def _sent_to_login(answer: Answer, method: str) -> None:
    wishes = [value for _, value in path_and_query(answer.location)[1]]
    if not answer.location.startswith(LOGIN) or not any(NEW in wish for wish in wishes):
        raise NotYet(
            expected=f"a stranger's {method} of {NEW} is sent to {LOGIN}?next={NEW}",
            seen=answer.short,
            exchange=answer.exchange,
        )


def _gate_at_the_template(talk: Conversation) -> bool:
    shown = [each for each in talk.to(NEW) if each.status == 200 and each.notes and each.notes.user_after == NOBODY]
    return bool(shown)


def _author_from_the_form(talk: Conversation) -> bool:
    return any(name == "author" for each in talk.to(NEW) for name, _ in each.form) or bool(
        re.search(r"fields\s*=[^\n]*author", code_of(talk))
    )


def _default_login_url(talk: Conversation) -> bool:
    return any(each.status == 302 and not (each.location or "").startswith(LOGIN) for each in talk.to(NEW)[:1])


MEMBERS_WRITE = ProjectTask(
    name="13.1",
    title="Only members write",
    minutes=16,
    builds_on="12.1",
    check=check_members_write,
    hints=(
        "Four files: a form, a view, a line in articles/urls.py, a template. And one line in the settings, LOGIN_URL.",
        "Put @login_required before the view. The form has title and content; the author is set by the view, before "
        "the article is saved.",
        "In the view: form = ArticleForm(request.POST or None); if it is valid, form.instance.author = request.user, "
        'then form.save() and redirect("articles:list").',
    ),
    mistakes=(
        KnownMistake(
            "gate_at_the_template_only",
            "A stranger reached the view: only the template hides the form. Whoever knows the address can send it "
            "without ever seeing it; the gate belongs before the view.",
            TEMPLATE,
            _gate_at_the_template,
        ),
        KnownMistake(
            "author_from_the_form",
            "The author is a field of the form, so that anybody can sign as somebody else. Take it out, and let the "
            "view write request.user.",
            GATE,
            _author_from_the_form,
        ),
        KnownMistake(
            "login_url_left_at_its_default",
            "The gate stands, but it sends to another address than your login page: LOGIN_URL names it, best by the "
            'name of the URL, "accounts:login".',
            GATE,
            _default_login_url,
        ),
    ),
    debrief="The gate asked who it is before the view ran, and the author came from the session, not from the form.",
    needs=("12.1",),
)

# 13.2 ---------------------------------------------------------------------------------------------------------------


def check_navigation(work: ProjectWork) -> None:
    """An anonymous visitor sees a link to the login and no name; a member sees their name and no such link."""
    with work.serve() as site:
        client = site.client()
        stranger = client.get(BOARD)
        _nav(stranger, name="", link=True)
        person = _log_in(site, client, LOGIN)
        _nav(client.get(BOARD), name=person.name, link=False)


def _nav(answer: Answer, name: str, link: bool) -> None:
    who = name or "a stranger"
    if answer.status != 200:
        raise NotYet(expected=f"{BOARD} is shown to {who}", seen=answer.short, exchange=answer.exchange)
    if NOBODY in answer.text:
        raise NotYet(expected="a stranger has no name", seen="the page says AnonymousUser", exchange=answer.exchange)
    if name not in answer.text:
        raise NotYet(
            expected=f"{name}, logged in, reads their own name", seen="it is not there", exchange=answer.exchange
        )
    if _leads_to_login(answer.text) is not link:
        raise NotYet(
            expected=f"{who} sees {'the' if link else 'no'} link to {LOGIN}",
            seen="it is not there" if link else "it is there",
            exchange=answer.exchange,
        )


def _leads_to_login(page: str) -> bool:
    return bool(re.search(rf"<a\b[^>]*\bhref\s*=\s*[\"']?{LOGIN}", page, re.IGNORECASE))


def _if_user(talk: Conversation) -> bool:
    asked = r"{%-?\s*(el)?if\s+(not\s+)?(request\.)?user\s*((is(\s+not)?|[!=]=)\s+None\s*)?-?%}"
    return bool(re.search(asked, code_of(talk, ".html")))


def _link_for_everybody(talk: Conversation) -> bool:
    last = talk.to(BOARD)[-1:]
    known = [each for each in last if each.notes and each.notes.user_after != NOBODY]
    return any(_leads_to_login(each.response.text) for each in known)


NAVIGATION = ProjectTask(
    name="13.2",
    title="Say who is there",
    minutes=8,
    builds_on="13.1",
    check=check_navigation,
    hints=(
        "The template knows user already: which attribute of it tells a member from a stranger?",
        "In the nav of base.html: {% if user.is_authenticated %} … {% else %} … {% endif %}, the name in the first "
        "half, the link in the second.",
        "The name is {{ user.get_username }}; the link is the one that stands there now. Nothing else has to change.",
    ),
    mistakes=(
        KnownMistake(
            "if_user",
            "{% if user %} asks for the object, and a stranger has one, too: an AnonymousUser, which is true in an if "
            "and is not None. Ask user.is_authenticated.",
            STRANGER,
            _if_user,
        ),
        KnownMistake(
            "link_for_everybody",
            "A member still sees the way to the login. It belongs in the other half of the if.",
            TEMPLATE,
            _link_for_everybody,
        ),
    ),
    debrief="A template shows what it is told by the context processor. It shows; the gate of the view is what closes.",
    needs=("13.1",),
)

# 13.3 ---------------------------------------------------------------------------------------------------------------


def check_greetings(work: ProjectWork) -> None:
    """Both rooms greet strangers as strangers and members by name."""
    with work.serve() as site:
        client = site.client()
        for path in ("/", "/room/"):
            _greets(client.get(path), "Hello, stranger.", "a stranger")
        person = _log_in(site, client, "/login/")
        for path in ("/", "/room/"):
            _greets(client.get(path), f"Welcome, {person.name}.", f"{person.name}, logged in,")


def _greets(answer: Answer, words: str, who: str) -> None:
    if answer.text.strip() != words:
        path = answer.exchange.path
        raise NotYet(
            expected=f"{who} reads at {path}: {words}", seen=answer.text.strip()[:80], exchange=answer.exchange
        )


def _still_if_user(talk: Conversation) -> bool:
    asked = r"\bif\s+(not\s+)?request\.user\s*(:|and\b|or\b|else\b|(is(\s+not)?|[!=]=)\s+None)"
    return bool(re.search(asked, code_of(talk)))


def _still_a_call(talk: Conversation) -> bool:
    return bool(re.search(r"\.is_(authenticated|anonymous)\s*\(", code_of(talk)))


GREETINGS = ProjectTask(
    name="13.3",
    title="Find the bugs: everybody is a member",
    minutes=6,
    project="bug-13-3",
    check=check_greetings,
    hints=(
        "Ask for both pages as a stranger. What does each if really ask?",
        "The first asks whether the object is true, and an AnonymousUser is. The second calls what is no function.",
        "Both lines become the same question, without brackets: if request.user.is_authenticated:",
    ),
    mistakes=(
        KnownMistake(
            "still_a_call",
            "is_authenticated is an attribute, True or False. With brackets Python is asked to call a truth value: "
            "'bool' object is not callable.",
            QUESTION,
            _still_a_call,
        ),
        KnownMistake(
            "still_if_request_user",
            "request.user is an object for strangers, too: an AnonymousUser, which is true in an if and is not None. "
            "Ask its attribute is_authenticated.",
            STRANGER,
            _still_if_user,
        ),
    ),
    debrief="Strangers have a user object, too; is_authenticated is not called: two small rules, one open door less.",
    needs=("13",),
)

# 13.4 ---------------------------------------------------------------------------------------------------------------


def check_layer(work: ProjectWork) -> None:
    """Every response has X-Who: a page's, a form's, a 404; for an anonymous visitor and for a member."""
    with work.serve() as site:
        client = site.client()
        for path in ("/", "/nowhere/", "/login/"):
            _signed(client.get(path), "a stranger")
        person = _log_in(site, client, "/login/")
        for path in ("/", "/nowhere/"):
            _signed(client.get(path), person.name)


def _signed(answer: Answer, name: str) -> None:
    said = answer.exchange.response.header("x-who")
    if said != name:
        raise NotYet(
            expected=f"the answer to {answer.exchange.path} has the header X-Who: {name}",
            seen="it has no such header" if said is None else f"it says X-Who: {said}",
            exchange=answer.exchange,
        )


def _anonymous_by_its_class(talk: Conversation) -> bool:
    return any((each.response.header("x-who") or "") == NOBODY for each in talk.exchanges)


def _404_is_not_signed(talk: Conversation) -> bool:
    signed = [each for each in talk.exchanges if each.response.header("x-who") is not None]
    return bool(signed) and any(each.status == 404 and each not in signed for each in talk.exchanges)


OWN_LAYER = ProjectTask(
    name="13.4",
    title="A layer of your own",
    minutes=10,
    project="bug-13-4",
    check=check_layer,
    hints=(
        "A layer is a class: __init__ is handed the next layer, __call__ the request; __call__ returns the response.",
        "Look at the user on the way out, behind the line that calls self.get_response(request), and stand behind "
        "AuthenticationMiddleware in the list.",
        'response["X-Who"] = request.user.get_username() or "a stranger"; and in the settings: '
        'MIDDLEWARE += ["mysite.layers.WhoLayer"], with the name of your class.',
    ),
    mistakes=(
        KnownMistake(
            "anonymous_by_its_class",
            "A stranger is called AnonymousUser here, the name of a class in Django. The username of a stranger is the "
            'empty text: get_username() or "a stranger".',
            STRANGER,
            _anonymous_by_its_class,
        ),
        KnownMistake(
            "the_404_is_not_signed",
            "Pages are signed, and a 404 is not. None of your views made that answer, so none can sign it. A layer "
            "can: it sees whatever comes from further in, whatever the status.",
            LAYER,
            _404_is_not_signed,
        ),
    ),
    debrief="It wrote on an answer that no view of yours made. What it wrote on depends on the cookie now: Vary.",
    needs=("13.3",),
)

TASKS = (MEMBERS_WRITE, NAVIGATION, GREETINGS, OWN_LAYER)

# The predictions of the lesson ----------------------------------------------------------------------------------------
