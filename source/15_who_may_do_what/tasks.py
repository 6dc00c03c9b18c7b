"""Lesson 15: what its tasks check, and their known mistakes."""

from __future__ import annotations

import re
from dataclasses import replace

from classroom.check import (
    FAULTS,
    NOBODY,
    Answer,
    Client,
    Conversation,
    Exchange,
    FunctionTask,
    KnownMistake,
    NotYet,
    Person,
    Place,
    ProjectProblem,
    ProjectTask,
    ProjectWork,
    Site,
    Work,
    try_tests,
    user_before,
)

LOGIN = "/accounts/login/"
REFUSED = (403, 404)
FIELDS = {"title", "content"}
PEOPLE = ("alice", "bob", "mina", "jun", "carol", "dohyun", "erin", "hana", "sora")
"""The demo site's, without omar: he is an editor."""

WRITE = """
from django.contrib.auth import get_user_model
from articles.models import Article
author = get_user_model().objects.get(username=author)
Article.objects.create(title=title, content=content, author=author)
"""
GRANT = """
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
users = {user.username: user for user in get_user_model().objects.all()}
rows = {row.codename: row for row in Permission.objects.filter(content_type__app_label="articles")}
Group.objects.create(name=group).permissions.add(rows["change_article"])
users[member].groups.add(Group.objects.get(name=group))
users[named].user_permissions.add(rows["change_article"])
Group.objects.create(name="editors").permissions.add(rows["view_article"])
users[other].groups.add(Group.objects.get(name="editors"))
"""
KEEP = """
from django.contrib.auth import get_user_model
from diary.models import Page
result = Page.objects.create(owner=get_user_model().objects.get(username=owner), text=text).pk
"""


def _place(heading: str) -> Place:
    return Place("15_who_may_do_what", heading)


TEXTS = _place("What does `has_perm` compare?")
SWITCHES = _place("Who needs no grant?")
WHEN = _place("When does a grant show?")
ANSWERS = _place("Which answer does each visitor get?")
NUMBER = _place("Whose number is it?")
STAFF = _place("Who grants?")


def _to_login(exchange: Exchange) -> bool:
    return "login" in (exchange.location or "")


def _code(talk: Conversation) -> str:
    """What the learner wrote in Python: without migrations, which name every field of a user."""
    return "\n".join(text for name, text in talk.files.items() if name.endswith(".py") and "migrations/" not in name)


def _edits(talk: Conversation) -> list[Exchange]:
    return [each for each in talk.exchanges if re.fullmatch(r"/articles/\d+/edit/", each.path)]


def _come_in(site: Site, person: Person, path: str = LOGIN) -> Client:
    """A client that is logged in. Raises NotYet where the project's login does not work."""
    client = site.client()
    answer = client.submit(path, username=person.name, password=person.password)
    if answer.user != person.name:
        raise NotYet(
            expected=f"the login at {path} works as before",
            seen=f"{answer.short}, and the visitor is a stranger",
            exchange=answer.exchange,
        )
    return client


class Piece:
    """An article of the check's own, and the page that edits it."""

    def __init__(self, work: ProjectWork, site: Site, author: Person) -> None:
        self._work, self._site = work, site
        self.title, self.content = work.word(8), work.word(12)
        site.python(WRITE, author=author.name, title=self.title, content=self.content)
        found = site.rows("SELECT id, author_id FROM articles_article WHERE title = ?", self.title)
        if not found:
            raise NotYet(
                expected="an article that is saved has a row in articles_article, with the title that it was given",
                seen="there is no such row",
            )
        self.pk, self.author_id = found[0]
        self.path = f"/articles/{self.pk}/edit/"

    @property
    def row(self) -> tuple[str, str, int]:
        """Title, content and author, as the database has them now."""
        found = self._site.rows("SELECT title, content, author_id FROM articles_article WHERE id = ?", self.pk)
        return found[0] if found else ("", "", 0)

    def may(self, client: Client, who: str) -> None:
        """Raises NotYet where that visitor does not see the form, or what they send is not saved."""
        page = client.get(self.path)
        forms = [form for form in page.forms if form.method == "post" and form.fields.keys() >= FIELDS]
        if not forms:
            seen = page.short if page.status != 200 else "it has no such form"
            raise NotYet(
                expected=f"{who} sees a form, sent by POST, with the fields title and content at {self.path}",
                seen=seen,
                exchange=page.exchange,
            )
        title, content, _ = self.row
        for name, value in (("title", title), ("content", content)):
            held = forms[0].fields[name].strip()
            if held != value:
                raise NotYet(
                    expected="the form has the article in it",
                    seen=f"its field {name} has {held!r} in it"[:100] if held else f"its field {name} is empty",
                    exchange=page.exchange,
                )
        wanted = (self._work.word(8), self._work.word(12))
        answer = client.submit(page, title=wanted[0], content=wanted[1])
        if self.row[:2] != wanted:
            raise NotYet(
                expected=f"what {who} sends is saved",
                seen=f"{answer.short}, and the article has the title {self.row[0]!r}",
                exchange=answer.exchange,
            )
        self._still_the_authors(answer)

    def may_not(self, client: Client, who: str) -> None:
        """Raises NotYet where that logged-in user is not refused with 403 or 404, by GET or by POST."""
        # Both are sent before either is judged: the known mistakes differ in which of them gets in.
        for answer, changed in ((client.get(self.path), self._changed), (self._send(client), self._changed)):
            if answer.status not in REFUSED or changed:
                method = answer.exchange.method
                raise NotYet(
                    expected=f"{who} is refused with 403 or 404, for {method} too, and changes nothing",
                    seen=f"{method} was answered {answer.short}{changed}",
                    exchange=answer.exchange,
                )

    def shut(self, site: Site) -> None:
        """Raises NotYet where an anonymous visitor is not refused."""
        client = site.client()
        client.get(LOGIN)
        for answer, changed in ((client.get(self.path), self._changed), (self._send(client), self._changed)):
            if answer.status == 200 or changed:
                raise NotYet(
                    expected="a stranger does not get in",
                    seen=f"{answer.exchange.method} was answered {answer.short}{changed}",
                    exchange=answer.exchange,
                )

    def signed_over(self, client: Client, to: int) -> None:
        """Raises NotYet where a field that the page does not show makes somebody else the author."""
        title, content, _ = self.row
        self._still_the_authors(
            client.post(self.path, {"title": title, "content": content, "author": str(to)}, token=True)
        )

    def remember(self) -> None:
        """Store title and content as they are now: they must stay the same."""
        self.title, self.content, _ = self.row

    @property
    def _changed(self) -> str:
        """The end of a sentence: whether the article is another than it was."""
        return "" if self.row[:2] == (self.title, self.content) else ", and the article is changed"

    def _send(self, client: Client) -> Answer:
        return client.post(self.path, {"title": self._work.word(9), "content": self._work.word(9)}, token=True)

    def _still_the_authors(self, answer: Answer) -> None:
        if self.row[2] != self.author_id:
            raise NotYet(
                expected="whoever edits an article, and whatever they send, its author stays",
                seen="somebody else is the author now",
                exchange=answer.exchange,
            )


# 15.1 ---------------------------------------------------------------------------------------------------------------


def check_own(work: ProjectWork) -> None:
    """The author edits; other users, anonymous visitors and unknown ids are refused; the author stays the same."""
    with work.serve() as site:
        author, other = site.user(), site.user()
        piece = Piece(work, site, author)
        client = _come_in(site, author)
        piece.may(client, "the author")
        piece.signed_over(client, piece.author_id + 1)
        piece.remember()
        piece.may_not(_come_in(site, other), "another user")
        piece.shut(site)
        missing = client.get(f"/articles/{piece.pk + work.chance.randint(100, 999)}/edit/")
        if missing.status != 404:
            raise NotYet(
                expected="a number that does not exist is answered 404", seen=missing.short, exchange=missing.exchange
            )


def _others(talk: Conversation) -> list[Exchange]:
    """The requests for the edit page by logged-in users other than the first, who is the author."""
    edits = _edits(talk)
    return [each for each in edits if user_before(each) not in (NOBODY, user_before(edits[0]))]


def _got_in(each: Exchange) -> bool:
    return each.status not in REFUSED and not _to_login(each)


def _page_but_not_the_form(talk: Conversation) -> bool:
    methods = {each.method: _got_in(each) for each in _others(talk)}
    return methods.get("GET") is False and methods.get("POST") is True


def _template_alone(talk: Conversation) -> bool:
    pages = "\n".join(text for name, text in talk.files.items() if name.endswith(".html"))
    asks = re.search(r"{%\s*if[^%]*\bauthor\b[^%]*==|{%\s*if[^%]*==[^%]*\bauthor\b", pages)
    return bool(asks and _others(talk)) and all(_got_in(each) for each in _others(talk))


def _known_sent_to_login(talk: Conversation) -> bool:
    return any(user_before(each) != NOBODY and _to_login(each) for each in _edits(talk))


SENT_TO_LOGIN = (
    "Somebody who is logged in was sent to the login page, where they have been already. Without raise_exception "
    "permission_required does that to everybody who lacks the permission. A known user who may not is answered 403."
)

OWN = ProjectTask(
    name="15.1",
    title="The author's own",
    minutes=15,
    builds_on="14.5",
    check=check_own,
    hints=(
        "Your view that creates an article is nearly it: the form begins with an article, and one question comes "
        "before everything else.",
        "ArticleForm(request.POST or None, instance=article) fills the form. Before that line compare article.author "
        "with request.user, and raise PermissionDenied, from django.core.exceptions, where they differ.",
        "@login_required, then def update(request, pk): article = get_object_or_404(Article, pk=pk); if article.author "
        '!= request.user: raise PermissionDenied; the rest as in create. And path("<int:pk>/edit/", views.update, '
        'name="update") in articles/urls.py.',
    ),
    mistakes=(
        KnownMistake(
            "page_but_not_the_form",
            "The page was refused and the form was taken: only the GET is guarded. A client needs no page to send a "
            "POST. Ask before request.method is looked at.",
            NUMBER,
            _page_but_not_the_form,
        ),
        KnownMistake(
            "template_alone",
            "The template asks who the author is, and the view does not. A hidden button is a courtesy: the address "
            "can be typed, and the form sent by hand.",
            NUMBER,
            _template_alone,
        ),
        KnownMistake("sent_to_login", SENT_TO_LOGIN, ANSWERS, _known_sent_to_login),
    ),
    debrief="Known is not allowed: the view asks whose it is, before it does anything.",
    needs=("13.1", "15"),
)

# 15.2 ---------------------------------------------------------------------------------------------------------------


def check_editors(work: ProjectWork) -> None:
    """The permission, of a group or a user, opens every article; a group's name, staff and a login do not."""
    with work.serve() as site:
        author, member, named, other = (site.user() for _ in range(4))
        clerk = site.user(is_staff=True)
        site.python(GRANT, group=work.word(8), member=member.name, named=named.name, other=other.name)
        piece = Piece(work, site, author)
        for person, who in (
            (author, "the author, without any permission,"),
            (member, "a member of a group that has articles.change_article"),
            (named, "a user who was given articles.change_article by name"),
        ):
            piece.may(_come_in(site, person), who)
        piece.remember()
        piece.may_not(_come_in(site, other), "a user who has another permission, in a group called editors,")
        piece.may_not(_come_in(site, clerk), "a user with is_staff, and no permission,")
        piece.shut(site)


def _bare_codename(talk: Conversation) -> bool:
    return bool(re.search(r"(has_perms?|permission_required)\b[^\n]{0,12}[\"']change_article[\"']", _code(talk)))


def _asks_for_staff(talk: Conversation) -> bool:
    return "is_staff" in _code(talk)


EDITORS = ProjectTask(
    name="15.2",
    title="Editors",
    minutes=9,
    builds_on="15.1",
    check=check_editors,
    hints=(
        "Two ways in now: it is mine, or I may change articles. Whoever has neither is refused as before.",
        "request.user.has_perm(…) looks at groups and at the user's own permissions. It compares texts: the app's "
        "label, a dot, the codename.",
        'if article.author != request.user and not request.user.has_perm("articles.change_article"): '
        "raise PermissionDenied. In a template it is perms.articles.change_article.",
    ),
    mistakes=(
        KnownMistake(
            "bare_codename",
            'has_perm("change_article") is False for everybody who is no superuser: the text lacks the app. Django '
            'compares with "articles.change_article", and says nothing about a text that no row has.',
            TEXTS,
            _bare_codename,
        ),
        KnownMistake(
            "staff_is_no_permission",
            "The view asks for is_staff. That says who may open the admin, and nothing about articles; editors need "
            "not be staff, and staff need not be editors.",
            STAFF,
            _asks_for_staff,
        ),
        KnownMistake("sent_to_login", SENT_TO_LOGIN, ANSWERS, _known_sent_to_login),
    ),
    debrief="The rule of the site says whose it is, Django's permission who may do it anyway.",
    needs=("15.1",),
)

# 15.3 ---------------------------------------------------------------------------------------------------------------


def check_diary(work: ProjectWork) -> None:
    """Another user's page gets the response of a missing one, for reading and deleting; the own one works."""
    with work.serve() as site:
        owner, other = site.user(), site.user()
        text = work.word(14)
        number = site.python(KEEP, owner=owner.name, text=text)
        site.python(KEEP, owner=other.name, text=work.word(14))
        path, missing = f"/diary/{number}/", f"/diary/{number + work.chance.randint(100, 999)}/"
        thief = _come_in(site, other, "/login/")
        for method, page in (("GET", path), ("POST", f"{path}delete/"), ("GET", missing)):
            answer = thief.get(page) if method == "GET" else thief.post(page, token=True)
            if answer.status != 404 or not _kept(site, number):
                whose = "that does not exist" if page == missing else "of somebody else's"
                raise NotYet(
                    expected=f"{method} {page}, a page {whose}, is answered 404",
                    seen=answer.short + ("" if _kept(site, number) else ", and the page is gone"),
                    exchange=answer.exchange,
                )
        client = _come_in(site, owner, "/login/")
        read = client.get(path)
        if text not in read.text:
            raise NotYet(
                expected="the owner reads the page as before",
                seen=f"{read.short}, without its text",
                exchange=read.exchange,
            )
        gone = client.submit(read)
        if _kept(site, number):
            raise NotYet(expected="the owner deletes the page as before", seen=gone.short, exchange=gone.exchange)


def _kept(site: Site, number: int) -> bool:
    return bool(site.rows("SELECT id FROM diary_page WHERE id = ?", number))


def _thiefs(talk: Conversation) -> dict[str, int]:
    """The responses to the first visitor: "read" and "delete"."""
    asked = [each for each in talk.exchanges if re.match(r"/diary/\d+/", each.path)]
    thief = user_before(asked[0]) if asked else ""
    mine = [each for each in asked if user_before(each) == thief]
    return {"delete" if each.path.endswith("delete/") else "read": each.status for each in reversed(mine)}


def _mends_one_door(talk: Conversation) -> bool:
    found = _thiefs(talk)
    return found.get("read") in REFUSED and found.get("delete", 404) not in REFUSED


def _says_it_is_there(talk: Conversation) -> bool:
    return 403 in _thiefs(talk).values()


def _any_owner_will_do(talk: Conversation) -> bool:
    return _thiefs(talk).get("read") == 200


DIARY = ProjectTask(
    name="15.3",
    title="Find the bug: any number will do",
    minutes=10,
    project="bug-15-3",
    check=check_diary,
    hints=(
        "Log in as one user, and type the number of another's page. Which line of the view knows who is asking?",
        "get_object_or_404 takes more than one condition: let the question to the database name the owner as well. "
        "There are two views that fetch a page.",
        "get_object_or_404(Page, pk=number, owner=request.user), in read and in delete; best as one function that "
        "both of them call.",
    ),
    mistakes=(
        KnownMistake(
            "mends_one_door",
            "Reading is refused, and deleting works still: each view that takes a number is a door of its own. "
            "That form can be sent without the page with the button.",
            NUMBER,
            _mends_one_door,
        ),
        KnownMistake(
            "says_it_is_there",
            "403 says: there is such a page, and it is not for you. Here that is more than anybody should learn. "
            "Answer as for a number that does not exist.",
            NUMBER,
            _says_it_is_there,
        ),
        KnownMistake(
            "any_owner_will_do",
            "The page of somebody else is shown still. That the visitor is logged in, or has pages too, is not the "
            "question: does this page belong to this visitor?",
            NUMBER,
            _any_owner_will_do,
        ),
    ),
    debrief="A number is not a secret, and no key: each view asks whether this row is this visitor's.",
    needs=("15",),
)

# 15.4 ---------------------------------------------------------------------------------------------------------------


def _a_note(work: Work) -> tuple[str, str]:
    """The URL of the page that edits a note, and the note's author, found over HTTP."""
    board = work.ask([("GET", "/articles/", {})]).exchanges[-1].response.text
    number = work.chance.choice(re.findall(r'/articles/(\d+)/"', board))
    note = work.ask([("GET", f"/articles/{number}/", {})]).exchanges[-1].response.text
    found = re.search(r'class="by">(\w+)', note)
    return f"/articles/{number}/edit/", found[1] if found else ""


def check_one_visit(work: Work) -> None:
    """One login, three visits: refused, allowed by the permission, refused; and has_perm says so each time."""
    page, author = _a_note(work)
    # Not the author, who needs no permission. That is one draw of nine, so an answer shows it by chance alone.
    name = work.chance.choice([each for each in PEOPLE if each != author])
    talk = work.run(name=name, page=page)
    visits = [each for each in talk.to(page) if each.method == "GET" and user_before(each) == name]
    if not visits:
        raise NotYet(expected=f"{name}, logged in, asks for {page}", seen="no such request came")
    if len(_logins(talk)) > 1:
        raise NotYet(expected=f"{name} logs in once", seen=f"{len(_logins(talk))} logins", exchange=_logins(talk)[-1])
    statuses = [each.status for each in visits]
    if statuses != [403, 200, 403]:
        raise NotYet(
            expected=f"three visits to {page}, answered 403, 200, 403",
            seen=", ".join(map(str, statuses)),
            exchange=visits[-1],
        )
    if _needed_no_permission(visits[1]):
        raise NotYet(
            expected="the permission articles.change_article opens the page",
            seen="the site had no need to look for a permission",
            exchange=visits[1],
        )
    if not isinstance(talk.returned, list | tuple) or list(talk.returned) != [False, True, False]:
        raise NotYet(
            expected="has_perm says False, True, False",
            seen=f"the function returned {talk.returned!r}"[:100],
            exchange=visits[1],
        )


def _logins(talk: Conversation) -> list[Exchange]:
    sent = [each for each in talk.to(LOGIN) if each.method == "POST"]
    return [each for each in sent if each.notes and each.notes.user_after != NOBODY]


def _needed_no_permission(each: Exchange) -> bool:
    statements = each.notes.statements if each.notes else ()
    return not any("auth_permission" in statement.sql for statement in statements)


def _asked_the_same_object(talk: Conversation) -> bool:
    said = talk.returned
    return isinstance(said, list | tuple) and len(said) == 3 and len({*map(str, said)}) == 1


def _logged_in_again(talk: Conversation) -> bool:
    return len(_logins(talk)) > 1


def _made_a_superuser(talk: Conversation) -> bool:
    shown = [each for each in talk.to(talk.arguments["page"]) if each.status == 200]
    return bool(shown) and _needed_no_permission(shown[0])


ONE_VISIT = FunctionTask(
    name="15.4",
    title="An editor for one visit",
    minutes=10,
    takes=("url", "name", "page"),
    check=check_one_visit,
    hints=(
        "Log in with one client, and keep it. Between its visits only a row changes: who has the permission.",
        "user.user_permissions.add(permission) gives, .remove(permission) takes. A user object that was asked once "
        "remembers: load a new one before each has_perm.",
        "get_user_model().objects.get(username=name) before each question; Permission.objects.get("
        'content_type__app_label="articles", codename="change_article") is the row; '
        'has_perm("articles.change_article"), with the app in front.',
    ),
    mistakes=(
        KnownMistake(
            "asked_the_same_object",
            "has_perm said the same three times, while the site changed its mind: the object remembers its first "
            "answer, refresh_from_db() or not. Ask one that is loaded anew.",
            WHEN,
            _asked_the_same_object,
        ),
        KnownMistake(
            "logged_in_again",
            "You logged in again after the grant, which is not needed: permissions are not in the session. The next "
            "request of the same client shows the grant.",
            WHEN,
            _logged_in_again,
        ),
        KnownMistake(
            "made_a_superuser",
            "The page was shown, and the site had looked for no permission: this user is a superuser now, or the "
            "note's author. That gives far more, or something else, than was asked for.",
            SWITCHES,
            _made_a_superuser,
        ),
    ),
    debrief="A grant shows at the next request, and so does its end; only an object that was asked before remembers.",
    needs=("11.4", "15"),
)

# 15.5 ---------------------------------------------------------------------------------------------------------------

ENOUGH = 4
"""How many tests must run."""


def check_tests(work: ProjectWork) -> None:
    """There are enough tests; they pass on the project as it is and fail with each of the faults."""
    trial = try_tests(work)
    if trial.alone and not trial.passed and trial.ran >= ENOUGH:
        raise NotYet(
            expected="manage.py test comes to its end with each fault in the project, too",
            seen="the tests pass on the project as it is; with the faults: "
            + (trial.problem.what if trial.problem else "the run ended early"),
        )
    if not trial.passed or trial.ran < ENOUGH:
        ran = f"{trial.ran} tests ran" + " to their end" * trial.passed
        raise NotYet(
            expected=f"manage.py test runs at least {ENOUGH} tests, and they pass",
            seen=_with_place(trial.problem) if trial.problem else ran,
        )
    if trial.own:
        raise NotYet(
            expected="the project is sound before a fault is planted",
            seen=f"as it is, {FAULTS[trial.own[0]]}; no test says so",
        )
    if not trial.unnoticed and not trial.noticed:
        raise NotYet(
            expected="the check can make users and articles in your project, and plant a fault",
            seen="none of its faults fits: does a user or an article need more than a name, a title and a content?",
        )
    if trial.unnoticed:
        work.conversations[-1] = replace(work.conversations[-1], returned=trial.unnoticed)  # for the known mistakes
        planted = len(trial.unnoticed) + len(trial.noticed)
        raise NotYet(
            expected=f"a test fails when {FAULTS[trial.unnoticed[0]]}",
            seen=f"all tests pass with that fault in the project; {len(trial.noticed)} of {planted} faults are noticed",
        )


def _with_place(problem: ProjectProblem) -> str:
    """What went wrong, and in which line: of twenty tests the words of an assertion name none."""
    place = f"{problem.file}, line {problem.line}: " if problem.file and problem.line else ""
    return f"{place}{problem.what}"


def _tests(talk: Conversation) -> str:
    return "\n".join(text for name, text in talk.files.items() if "test" in name and name.endswith(".py"))


def _first_unnoticed(talk: Conversation) -> str:
    return (talk.returned or ("",))[0]


def _superuser_for_an_editor(talk: Conversation) -> bool:
    return _first_unnoticed(talk) == "editors_shut" and bool(re.search(r"create_superuser|is_superuser", _tests(talk)))


def _never_says_no(talk: Conversation) -> bool:
    return _first_unnoticed(talk) in ("form_is_open", "others_edit")


def _articles_alone(talk: Conversation) -> bool:
    return {"any_password", "logout_by_get"} <= {*(talk.returned or ())}


TESTS = ProjectTask(
    name="15.5",
    title="Tests that would notice",
    minutes=15,
    builds_on="15.2",
    check=check_tests,
    hints=(
        "Four visitors, four tests: the author, another user, an editor, a stranger. Each asks for the page and sends "
        "the form; then look what is in the database.",
        "from django.test import TestCase. self.client.force_login(user) logs in without a password; after "
        "self.client.post(…) call article.refresh_from_db(), and compare the title. For accounts: "
        "get_user(self.client), from django.contrib.auth, is who is logged in.",
        'In setUp: get_user_model().objects.create_user("author"), and so on; editor.user_permissions.add('
        'Permission.objects.get(content_type__app_label="articles", codename="change_article")). Then '
        "test_the_author_may, test_another_user_may_not …",
    ),
    mistakes=(
        KnownMistake(
            "superuser_for_an_editor",
            "Your editor is a superuser, who has every permission, even a misspelt one: that test cannot fail. Give "
            "the permission to an ordinary user.",
            SWITCHES,
            _superuser_for_an_editor,
        ),
        KnownMistake(
            "never_says_no",
            "The article was open to another user, and no test has noticed. Test who may not, too: log in as somebody "
            "else, ask for the form and send it, and see that the article is as it was.",
            NUMBER,
            _never_says_no,
        ),
        KnownMistake(
            "articles_alone",
            "Any password logs in now, a GET logs out, and no test has noticed. The gates of the articles are worth "
            "what the login is worth: test the accounts, too.",
            ANSWERS,
            _articles_alone,
        ),
    ),
    debrief="A rule is tested from both sides, and a test is worth something when it can fail.",
    needs=("15.2",),
)

TASKS = (OWN, EDITORS, DIARY, ONE_VISIT, TESTS)

# The predictions of the lesson ----------------------------------------------------------------------------------------
