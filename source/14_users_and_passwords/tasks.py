"""Lesson 14: what its tasks check, and their known mistakes."""

from __future__ import annotations

import re
from collections.abc import Callable

from classroom.check import (
    NOBODY,
    SESSION_COOKIE,
    Answer,
    Client,
    Conversation,
    Exchange,
    FunctionTask,
    KnownMistake,
    NotYet,
    Person,
    Place,
    ProjectTask,
    ProjectWork,
    Site,
    Work,
    code_of,
    session_key,
    user_after,
    user_before,
)

LOGIN, SIGNUP, CHANGE, DELETE = (
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password_change/",
    "/accounts/delete/",
)
MEMBERS_SIGNUP, MEMBERS_LOGIN = "/members/signup/", "/members/login/"
ASK, PROFILE = "/accounts/password_reset/", "/accounts/profile/"
LINK = re.compile(r"/accounts/reset/[^/]+/(?!set-password/)[^/]+/")
CHOOSE = re.compile(r"/accounts/reset/[^/]+/set-password/")
PEOPLE = ("alice", "bob", "mina", "jun")
PASSWORD = "only-for-class"


def _place(heading: str) -> Place:
    return Place("14_users_and_passwords", heading)


SIGNED_UP = _place("Does signing up log you in?")
KEPT = _place("What is kept of a password?")
CREATED = _place("What does `create` do with a password?")
CHANGED = _place("Who stays logged in after a password change?")
MAILED = _place("What does a link in a mail allow?")
GONE = _place("What happens to a session when its user goes?")


def _stored(site: Site) -> dict[str, str]:
    """What the table of users keeps of each password, by name; {} where there is no such table."""
    return dict(site.rows(f'SELECT username, password FROM "{site.users_table}"'))


def _gets_in(site: Site, person: Person, path: str = LOGIN) -> Client:
    """A client that has logged in with the form at `path`. Raises NotYet where that is not possible."""
    client = site.client()
    answer = client.submit(path, username=person.name, password=person.password)
    if answer.user != person.name:
        raise NotYet(
            expected=f"{person.name} can log in at {path} with that password",
            seen=f"{answer.short}, and the visitor is {_called(answer.user)}",
            exchange=answer.exchange,
        )
    return client


def _stays_out(site: Site, person: Person, why: str, path: str = LOGIN) -> None:
    """Try to log in. Raises NotYet where that succeeds."""
    answer = site.client().submit(path, username=person.name, password=person.password)
    if answer.user != NOBODY:
        raise NotYet(expected=f"{why} logs nobody in", seen=f"it let {answer.user} in", exchange=answer.exchange)


def _called(user: str) -> str:
    return "a stranger" if user == NOBODY else user


def _shows(client: Client, path: str) -> Answer:
    """A page that GET shows; whether it has the form is asked by whoever fills it in. Raises NotYet."""
    page = client.get(path)
    if page.status != 200:
        raise NotYet(expected=f"GET {path} shows a form", seen=page.short, exchange=page.exchange)
    return page


def _asks_strangers_to_log_in(site: Site, path: str) -> None:
    """Raises NotYet where an anonymous visitor is not redirected to the login page, by GET and by POST."""
    stranger = site.client()
    stranger.get(LOGIN)  # for a token
    for answer in (stranger.get(path), stranger.post(path, token=True)):
        if not answer.location.startswith(LOGIN):
            raise NotYet(
                expected=f"who is not logged in is sent from {path} to {LOGIN}",
                seen=f"{answer.exchange.method} was answered {answer.short}",
                exchange=answer.exchange,
            )


def _is_hashed(stored: str, password: str, exchange: Exchange) -> None:
    if password in stored:
        raise NotYet(
            expected="the table of users keeps a hash of the password",
            seen="it keeps the password itself, for everybody to read",
            exchange=exchange,
        )


def _wrote(exchange: Exchange, text: str) -> bool:
    """Whether a statement of this exchange wrote that text into the table of users."""
    return any(
        re.match(r'(INSERT INTO|UPDATE) "\w*user"', each.sql, re.IGNORECASE) and f"'{text}'" in each.parameters
        for each in (exchange.notes.statements if exchange.notes else ())
    )


def _wrote_the_password(path: str, field: str) -> Callable[[Conversation], bool]:
    """A sign: the password that a form sent to `path` under that name was written as it came."""

    def sign(talk: Conversation) -> bool:
        sent = [(each, dict(each.form).get(field)) for each in talk.to(path) if each.method == "POST"]
        return any(password and _wrote(each, password) for each, password in sent)

    return sign


def _password(work: ProjectWork) -> str:
    return f"{work.word(8)}-{work.word(6)}"


# 14.1 ---------------------------------------------------------------------------------------------------------------


def check_sign_up(work: ProjectWork) -> None:
    """The form makes a user with a hashed password and logs them in; weak or different passwords make none."""
    with work.serve() as site:
        person = Person(work.word(8), _password(work))
        client = site.client()
        page = _shows(client, SIGNUP)
        answer = _signs_up(client, page, person.name, person.password)
        stored = _stored(site)
        if person.name not in stored:
            raise NotYet(
                expected="a POST of a name and a password, twice, makes a user",
                seen=f"{answer.short}, and the table of users has no such name",
                exchange=answer.exchange,
            )
        _is_hashed(stored[person.name], person.password, answer.exchange)
        later = client.get(LOGIN)
        if later.user != person.name:
            raise NotYet(
                expected=f"{person.name} has signed up, and is logged in at the next request",
                seen="the user is made, and the visitor is a stranger",
                exchange=later.exchange,
            )
        if not answer.location:
            raise NotYet(expected="the answer is a redirect", seen=f"it is {answer.short}", exchange=answer.exchange)
        _gets_in(site, person)
        other = work.word(9)
        for first, second, why in (
            (_password(work), _password(work), "two passwords that differ"),
            ("12345678", "12345678", "the password 12345678"),
        ):
            refused = _signs_up(site.client(), SIGNUP, other, first, second)
            if refused.status != 200 or other in _stored(site):
                made = ", and the user is made" if other in _stored(site) else ""
                raise NotYet(
                    expected=f"{why}: no user is made, and the form is shown again",
                    seen=refused.short + made,
                    exchange=refused.exchange,
                )
        taken = _signs_up(site.client(), SIGNUP, person.name, _password(work))
        if taken.user != NOBODY or _stored(site)[person.name].split("$")[-1] != stored[person.name].split("$")[-1]:
            raise NotYet(
                expected="a name that is taken stays with whoever has it", seen=taken.short, exchange=taken.exchange
            )


def _signs_up(client: Client, page: Answer | str, name: str, first: str, second: str = "") -> Answer:
    return client.submit(page, username=name, password1=first, password2=second or first)


def _knows_another_user_model(talk: Conversation) -> bool:
    errors = [each.notes.error or "" for each in talk.exchanges if each.notes]
    return any("has been swapped" in error for error in errors)


def _saved_without_login(talk: Conversation) -> bool:
    made = [
        each
        for each in talk.to(SIGNUP)
        for said in (each.notes.statements if each.notes else ())
        if re.match(r'INSERT INTO "\w*user"', said.sql)
    ]
    return bool(made) and user_after(made[0]) == NOBODY


SIGN_UP = ProjectTask(
    name="14.1",
    title="Sign up, and be logged in",
    minutes=14,
    builds_on="13.2",
    check=check_sign_up,
    hints=(
        "Four parts, as for the login: a form in accounts/forms.py, a view, its address in accounts/urls.py, a "
        "template that extends base.html and has {% csrf_token %} in its form.",
        "UserCreationForm belongs to Django's user. Yours inherits from it: class SignUpForm(UserCreationForm), and in "
        "it class Meta(UserCreationForm.Meta) with model = get_user_model().",
        "In the view, for POST: form = SignUpForm(request.POST); if form.is_valid(): auth_login(request, form.save()), "
        'and return redirect("articles:list"). In every other case render the page with the form.',
    ),
    mistakes=(
        KnownMistake(
            "knows_another_user_model",
            "The form belongs to Django's own user model, and your project has another: AUTH_USER_MODEL. A form of "
            "your own, with model = get_user_model() in its Meta, knows it.",
            SIGNED_UP,
            _knows_another_user_model,
        ),
        KnownMistake(
            "password_stored_by_create",
            "The password was written as it was typed. create() fills the columns of a row and hashes nothing: "
            "whoever sees the table can read it, and no login finds that it fits. create_user() hashes, and so does "
            "the form.",
            CREATED,
            _wrote_the_password(SIGNUP, "password1"),
        ),
        KnownMistake(
            "saved_without_login",
            "The user is made, and no one is logged in. Saving a form writes a row of users; login(request, user) is a "
            "call of its own.",
            SIGNED_UP,
            _saved_without_login,
        ),
    ),
    debrief="One form made the user and hashed the password; one line more logged them in, and compared nothing.",
    needs=("13.2", "14"),
)

# 14.2 ---------------------------------------------------------------------------------------------------------------


def check_password_change(work: ProjectWork) -> None:
    """With the old password a new one is set; this client stays logged in, every other one is logged out."""
    with work.serve() as site:
        person = site.user()
        new = Person(person.name, _password(work))
        laptop, phone = _gets_in(site, person), _gets_in(site, person)
        before = _stored(site)[person.name]
        page = _shows(laptop, CHANGE)
        for old, second, why in (
            (_password(work), new.password, "a wrong old password"),
            (person.password, _password(work), "two new passwords that differ"),
        ):
            fields = {"old_password": old, "new_password1": new.password, "new_password2": second}
            refused = laptop.submit(page, **fields)
            if refused.status != 200 or _stored(site)[person.name] != before:
                changed = ", and the password is another" if _stored(site)[person.name] != before else ""
                raise NotYet(
                    expected=f"{why}: nothing is changed, and the form is shown again",
                    seen=refused.short + changed,
                    exchange=refused.exchange,
                )
        fields = {"old_password": person.password, "new_password1": new.password, "new_password2": new.password}
        answer = laptop.submit(CHANGE, **fields)
        stored = _stored(site)[person.name]
        if stored == before:
            raise NotYet(
                expected="the old password and, twice, a new one: the new one is kept",
                seen=f"{answer.short}, and the row of the user is as it was",
                exchange=answer.exchange,
            )
        _is_hashed(stored, new.password, answer.exchange)
        here, there = laptop.get(LOGIN), phone.get(LOGIN)
        if here.user != person.name:
            raise NotYet(
                expected="who has changed the password is still logged in at the next request",
                seen=f"the visitor is {_called(here.user)}",
                exchange=here.exchange,
            )
        if there.user != NOBODY:
            raise NotYet(
                expected="the user's other client is a stranger at its next request",
                seen=f"it is still {there.user}",
                exchange=there.exchange,
            )
        if not answer.location:
            raise NotYet(expected="the answer is a redirect", seen=f"it is {answer.short}", exchange=answer.exchange)
        _gets_in(site, new)
        _stays_out(site, person, "the old password")
        _asks_strangers_to_log_in(site, CHANGE)


def _forgot_the_session(talk: Conversation) -> bool:
    """Whether a session that changed the password came back with the same key, and was logged out."""
    changed = [each for each in talk.to(CHANGE) if each.method == "POST" and each.status == 302 and session_key(each)]
    return any(
        session_key(later) == session_key(each) and later.number > each.number and user_after(later) == NOBODY
        for each in changed
        for later in talk.exchanges
    )


def _never_asked_for_the_old_one(talk: Conversation) -> bool:
    pages = [each.response.text for each in talk.to(CHANGE) if each.status == 200]
    return any('name="new_password1"' in page and 'name="old_password"' not in page for page in pages)


PASSWORD_CHANGE = ProjectTask(
    name="14.2",
    title="A new password, here and elsewhere",
    minutes=14,
    builds_on="14.1",
    check=check_password_change,
    hints=(
        "Django has the form ready: PasswordChangeForm. It wants to know whose password it is about, so the user is "
        "its first argument, and the data its second.",
        "form.save() writes the new hash and returns the user. From then on no session of that user fits any more, "
        "this one neither: one function of django.contrib.auth gives this one the new hash.",
        "Under @login_required, for POST: form = PasswordChangeForm(request.user, request.POST); if form.is_valid(): "
        'update_session_auth_hash(request, form.save()), and return redirect("articles:list").',
    ),
    mistakes=(
        KnownMistake(
            "never_asked_for_the_old_one",
            "Whoever finds this window open can take the account over: the form does not ask for the old password. "
            "SetPasswordForm is for those who cannot know it; PasswordChangeForm asks.",
            CHANGED,
            _never_asked_for_the_old_one,
        ),
        KnownMistake(
            "password_stored_plain",
            "The new password was written as it was typed. user.password is a column like any other; "
            "set_password() hashes, and the form's save() calls it.",
            CREATED,
            _wrote_the_password(CHANGE, "new_password1"),
        ),
        KnownMistake(
            "forgot_the_session",
            "The password is changed, and who changed it is thrown out with all the others: each session holds a hash "
            "made from the old stored one. update_session_auth_hash(request, user) gives this session the new one.",
            CHANGED,
            _forgot_the_session,
        ),
    ),
    debrief="The sessions were not looked for: each was compared with the new hash when it came, and one fitted.",
    needs=("14.1",),
)

# 14.3 ---------------------------------------------------------------------------------------------------------------


def check_members(work: ProjectWork) -> None:
    """A user who signs up can log in, with that password and no other; the table has a hash that Django knows."""
    with work.serve() as site:
        person = Person(work.word(8), _password(work))
        client = site.client()
        page = client.get(MEMBERS_SIGNUP)
        fields = [name for name in ("password", "password1", "password2") if name in page.fields]
        answer = client.submit(page, username=person.name, **dict.fromkeys(fields or ["password"], person.password))
        stored = _stored(site)
        if person.name not in stored:
            raise NotYet(
                expected="a POST of a name and a password makes a user",
                seen=f"{answer.short}, and the table of users has no such name",
                exchange=answer.exchange,
            )
        tried = site.client().submit(MEMBERS_LOGIN, username=person.name, password=person.password)
        _is_hashed(stored[person.name], person.password, answer.exchange)
        if tried.user != person.name:
            raise NotYet(
                expected=f"who has signed up can log in at {MEMBERS_LOGIN} with that password",
                seen=f"{tried.short}, and the visitor is a stranger",
                exchange=tried.exchange,
            )
        _stays_out(site, Person(person.name, _password(work)), "another password", MEMBERS_LOGIN)


def _logged_in(talk: Conversation) -> bool:
    return any(user_before(each) == NOBODY != user_after(each) for each in talk.to(MEMBERS_LOGIN))


def _compared_plain_text(talk: Conversation) -> bool:
    return _wrote_the_password(MEMBERS_SIGNUP, "password")(talk) and _logged_in(talk)


def _hashed_twice(talk: Conversation) -> bool:
    return "make_password(" in code_of(talk) and not _logged_in(talk)


MEMBERS = ProjectTask(
    name="14.3",
    title="Find the bug: members who cannot get in",
    minutes=10,
    project="bug-14-3",
    check=check_members,
    hints=(
        "Look at what is kept before you look at the login: in the project's shell, print the password of a user who "
        "has signed up. Should you be able to read it?",
        "The login hashes what was typed and compares it with what is kept. Which call in the view keeps it, and does "
        "that call hash?",
        "In members/views.py, User.objects.create_user(…) takes the same arguments as create(…), and hashes the "
        "password once.",
    ),
    mistakes=(
        KnownMistake(
            "compared_plain_text",
            "They get in, and every password can be read in the table: the login was made to compare plain text. Mend "
            "what is kept, and Django's own login fits again.",
            KEPT,
            _compared_plain_text,
        ),
        KnownMistake(
            "still_stored_by_create",
            "The password still lies in the table as it was typed. create() fills columns and hashes nothing, so no "
            "hasher knows what it finds there, and no password ever fits.",
            CREATED,
            _wrote_the_password(MEMBERS_SIGNUP, "password"),
        ),
        KnownMistake(
            "hashed_twice",
            "What is kept is the hash of a hash. create_user() and set_password() hash by themselves and want the "
            "password as it was typed; make_password() is for create(), which does not.",
            KEPT,
            _hashed_twice,
        ),
    ),
    debrief="Nothing failed at the sign-up: the row was kept as it was asked for, and only the login found it useless.",
    needs=("14",),
)

# 14.4 ---------------------------------------------------------------------------------------------------------------


def check_reset(work: Work) -> None:
    """A session; a link by mail, used once; a login with the new password; and the first session is logged out."""
    for name in work.chance.sample(PEOPLE, 2):
        password = f"{work.word(8)}-{work.word(6)}"
        talk = work.run(name=name, email=f"{name}@example.com", password=password)
        before = _logins(talk, name, PASSWORD)
        if not before:
            raise NotYet(
                expected=f"a client logs in as {name} with the old password", seen="no POST to the login page did that"
            )
        if not any(each.status == 302 for each in talk.to(ASK)):
            raise NotYet(expected=f"{name} asks for a link at {ASK}", seen="no POST there was answered with a redirect")
        chosen = _chosen(talk)
        if not chosen:
            raise NotYet(
                expected="the link is followed, and a new password sent to the address that it leads to",
                seen="no such POST was answered with a redirect",
                exchange=_last_reset(talk),
            )
        if not _logins(talk, name, password):
            raise NotYet(
                expected=f"{name} logs in with the new password, {password}",
                seen="no POST to the login page did that",
                exchange=_last_reset(talk),
            )
        keys = {_given_key(each) for each in before}
        looks = [each for each in talk.to(PROFILE) if each.number > chosen[-1].number and session_key(each) in keys]
        if not looks:
            raise NotYet(
                expected=f"the first client, with its old session, asks for {PROFILE} at the end",
                seen="no request with that session's key went there after the password had changed",
                exchange=chosen[-1],
            )


def _logins(talk: Conversation, name: str, password: str) -> list[Exchange]:
    """The forms with that password after which the visitor is that user."""
    sent = [each for each in talk.to(LOGIN) if dict(each.form).get("password") == password]
    return [each for each in sent if user_after(each) == name]


def _chosen(talk: Conversation) -> list[Exchange]:
    """The requests that set a new password: a GET of that address shows the form, and redirects nowhere."""
    return [each for each in talk.exchanges if CHOOSE.fullmatch(each.path) and each.status == 302]


def _given_key(exchange: Exchange) -> str:
    return next((each.value for each in exchange.response_cookies if each.name == SESSION_COOKIE), "")


def _last_reset(talk: Conversation) -> Exchange | None:
    return next((each for each in talk.exchanges[::-1] if each.path.startswith("/accounts/reset/")), None)


def _link_followed_twice(talk: Conversation) -> bool:
    chosen = _chosen(talk)
    followed = [each for each in talk.exchanges if each.method == "GET" and LINK.fullmatch(each.path)]
    worked = {each.path for each in followed if each.status == 302}
    return bool(chosen) and any(
        each.status == 200 and each.path in worked and each.number > chosen[0].number for each in followed
    )


def _went_on_without_its_session(talk: Conversation) -> bool:
    given = {_given_key(each) for each in talk.exchanges if LINK.fullmatch(each.path) and each.status == 302}
    sent = [each for each in talk.exchanges if CHOOSE.fullmatch(each.path)]
    return bool(given) and any(each.status != 302 and session_key(each) not in given for each in sent)


def _logged_in_meanwhile(talk: Conversation) -> bool:
    asked = [each.number for each in talk.to(ASK) if each.method == "POST" and each.status == 302]
    dead = [each.number for each in talk.exchanges if LINK.fullmatch(each.path) and each.status == 200]
    name = talk.arguments["name"]
    logins = [each.number for each in talk.to(LOGIN) if user_before(each) != name == user_after(each)]
    return any(one < login < other for one in asked for login in logins for other in dead)


RESET = FunctionTask(
    name="14.4",
    title="A new password by mail",
    minutes=10,
    takes=("url", "name", "email", "password"),
    check=check_reset,
    hints=(
        "Two clients: one that logs in with only-for-class and then waits, and one that has forgotten the password. "
        "Let the first log in before the second asks for the link.",
        "The post box /accounts/outbox/ shows the newest mail first; the first address in it that begins with http: is "
        "the link. Follow it with a Session object: the token goes into the session.",
        "send(new, new.get(link).url, new_password1=password, new_password2=password): the link leads to another "
        "address, and the form stands there. Then log in with the new password, and let the first client ask for "
        "/accounts/profile/.",
    ),
    mistakes=(
        KnownMistake(
            "link_followed_twice",
            "The link was followed again after it had done its work. It is signed over the old stored password, so the "
            "first use spoils it. Ask for another one.",
            MAILED,
            _link_followed_twice,
        ),
        KnownMistake(
            "logged_in_meanwhile",
            "The user logged in between the mail and the click, and that spoils the link: it is signed over the last "
            "login as well. Let the first client log in before you ask.",
            MAILED,
            _logged_in_meanwhile,
        ),
        KnownMistake(
            "went_on_without_its_session",
            "The link put its token into a session, and the form was asked for without that session's key. Follow the "
            "link and send the form with one and the same Session object.",
            MAILED,
            _went_on_without_its_session,
        ),
    ),
    debrief="Who reads the mail chooses the password, once; and whoever was logged in with the old one is out.",
    needs=("14",),
)

# 14.5 ---------------------------------------------------------------------------------------------------------------


def check_delete(work: ProjectWork) -> None:
    """GET asks, a wrong password deletes nothing, the right one deletes the user and the session."""
    with work.serve() as site:
        person, other = site.user(), site.user()
        client = _gets_in(site, person)
        key = client.cookies.get(SESSION_COOKIE, "")
        page = _shows(client, DELETE)
        if person.name not in _stored(site):
            raise NotYet(expected="GET only asks", seen="the user is gone already", exchange=page.exchange)
        refused = client.submit(page, password=other.password)
        if client.get(LOGIN).user != person.name:
            raise NotYet(
                expected="a wrong password deletes nothing and logs nobody out",
                seen="the user is gone" if person.name not in _stored(site) else "the visitor is a stranger now",
                exchange=refused.exchange,
            )
        answer = client.submit(DELETE, password=person.password)
        if person.name in _stored(site):
            raise NotYet(
                expected="a POST of the right password deletes the user",
                seen=f"{answer.short}, and the user is still there",
                exchange=answer.exchange,
            )
        if other.name not in _stored(site):
            raise NotYet(expected="nobody else is deleted", seen="another user is gone, too", exchange=answer.exchange)
        if key in [row.key for row in site.sessions]:
            raise NotYet(
                expected="the session of the user who goes is ended: its row is gone",
                seen="the row is still there, with the number of a user who is not",
                exchange=answer.exchange,
            )
        if not answer.location:
            raise NotYet(expected="the answer is a redirect", seen=f"it is {answer.short}", exchange=answer.exchange)
        _asks_strangers_to_log_in(site, DELETE)


def _deleted(exchange: Exchange) -> bool:
    """Whether a user was deleted by this request."""
    statements = exchange.notes.statements if exchange.notes else ()
    return any(re.match(r'DELETE FROM "\w*user"', each.sql) for each in statements)


def _deleted_by_get(talk: Conversation) -> bool:
    return any(each.method == "GET" and _deleted(each) for each in talk.to(DELETE))


def _password_not_compared(talk: Conversation) -> bool:
    sent = [each for each in talk.to(DELETE) if each.method == "POST"]
    return bool(sent) and _deleted(sent[0])


def _deleted_without_logout(talk: Conversation) -> bool:
    gone = [session_key(each) for each in talk.to(DELETE) if each.method == "POST" and _deleted(each)]
    return any(row.key in gone for row in talk.sessions)


DELETED = ProjectTask(
    name="14.5",
    title="Delete the account",
    minutes=15,
    builds_on="14.2",
    check=check_delete,
    hints=(
        "A form with one field, password, which is given the user and refuses every other password than theirs: "
        "user.check_password() tells.",
        "When the user is deleted, the session row stays: nothing ties it to the user. What ends a session, and its "
        "row with it? Call that first.",
        "After form.is_valid(): user = form.user; auth_logout(request); user.delete(); and a redirect. request.user is "
        "an AnonymousUser after the logout, so keep the user in a name before.",
    ),
    mistakes=(
        KnownMistake(
            "deleted_by_get",
            "The account went by looking at a page. GET is there for reading (RFC 9110 §9.2.1): a link, a picture or a "
            "browser that loads ahead could delete accounts. Show a form, and delete on POST.",
            GONE,
            _deleted_by_get,
        ),
        KnownMistake(
            "password_not_compared",
            "A wrong password deleted the account. Whoever sits at an open window is not always the one who logged in: "
            "compare with user.check_password() before you delete.",
            GONE,
            _password_not_compared,
        ),
        KnownMistake(
            "deleted_without_logout",
            "The user is gone and the session row has stayed. Nothing ties it to the user, so nothing takes it along: "
            "logout(request) ends it.",
            GONE,
            _deleted_without_logout,
        ),
    ),
    debrief="Articles hang on their user by a foreign key, and go with it. A session hangs on nothing: you ended it.",
    needs=("14.2",),
)

TASKS = (SIGN_UP, PASSWORD_CHANGE, MEMBERS, RESET, DELETED)

# The predictions of the lesson ----------------------------------------------------------------------------------------
