"""Lesson 11: what its tasks check, and their known mistakes."""

from __future__ import annotations

import re
from urllib.parse import urlencode, urlsplit

from classroom.check import (
    NOBODY,
    TOKEN,
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

LOGIN, DOOR = "/accounts/login/", "/door/login/"
CART = "/market/session-cart/"
FIELDS = {"username", "password"}
PEOPLE = ("alice", "bob", "mina", "jun")
PASSWORD = "only-for-class"
PRODUCTS = ("cutting-board", "tea-pot", "umbrella", "candle", "onggi-jar", "rice-scoop")


def _place(heading: str) -> Place:
    return Place("11_logging_in", heading)


METHODS = _place("What does GET show, and what does POST do?")
SILENT = _place("What if the request is left out?")
VALID = _place("Is a valid form a login?")
KEY = _place("Does the key stay the same?")
GUARD = _place("How long is a token good?")
WRONG = _place("What answers a wrong password?")
NEXT = _place("Where does `next` lead?")


def _calls_login(talk: Conversation) -> bool:
    """Whether the project calls login(request, …) anywhere, under any name."""
    return bool(re.search(r"login\(\s*request\s*,", code_of(talk)))


def _form(client: Client, path: str) -> Answer:
    """The login page, with a form that can be filled in. Raises NotYet."""
    page = client.get(path)
    if page.status != 200:
        raise NotYet(expected=f"GET {path} shows the login form", seen=page.short, exchange=page.exchange)
    if not page.fields >= FIELDS:
        fields = ", ".join(sorted(page.fields)) or "none"
        raise NotYet(
            expected=f"{path} shows a form to be sent by POST with the fields username and password",
            seen=f"the fields of its forms sent by POST: {fields}",
            exchange=page.exchange,
        )
    return page


def _gets_in(client: Client, page: Answer, person: Person) -> Answer:
    """Send the right name and password. Raises NotYet where that logs nobody in, or brings no redirect."""
    answer = client.submit(page, username=person.name, password=person.password)
    if answer.user != person.name:
        who = "a stranger" if answer.user == NOBODY else answer.user
        raise NotYet(
            expected="a POST of the right name and password logs that user in",
            seen=f"{answer.short}, and the visitor is {who}",
            exchange=answer.exchange,
        )
    if not answer.location:
        raise NotYet(
            expected="the answer to a login is a redirect", seen=f"it is {answer.short}", exchange=answer.exchange
        )
    return answer


def _stays_out(client: Client, page: Answer, name: str, password: str) -> Answer:
    """Send a wrong password. Raises NotYet where it is not answered with 200 and the form again."""
    answer = client.submit(page, username=name, password=password)
    if answer.user != NOBODY:
        raise NotYet(
            expected="a wrong password logs nobody in", seen=f"it let {answer.user} in", exchange=answer.exchange
        )
    if answer.status != 200 or not answer.fields >= FIELDS:
        seen = answer.short if answer.status != 200 else "the page has no such form"
        raise NotYet(
            expected="a wrong password is answered with 200, and the form again", seen=seen, exchange=answer.exchange
        )
    return answer


def _guarded(site: Site, path: str, person: Person) -> None:
    """Send the form as another site would: without its token. Raises NotYet where it is not refused."""
    answer = site.client().post(path, {"username": person.name, "password": person.password})
    if answer.status != 403:
        raise NotYet(
            expected="a form that comes without its token is refused with 403",
            seen=answer.short,
            exchange=answer.exchange,
        )


def _form_without_request(talk: Conversation) -> bool:
    return bool(re.search(r"Form\(\s*request\.POST", code_of(talk)))


def _never_calls_login(talk: Conversation) -> bool:
    sent = [each for each in talk.exchanges if each.method == "POST" and each.status != 403]
    rows = [each.notes.session_after for each in sent if each.notes]
    return bool(sent) and not _calls_login(talk) and not any(row and "_auth_user_id" in row.data for row in rows)


# 11.1 ---------------------------------------------------------------------------------------------------------------


def check_login_view(work: ProjectWork) -> None:
    """GET shows, POST logs in; an address logs nobody in, and a wrong password brings the form again."""
    with work.serve() as site:
        person = work.chance.choice([site.user(), site.user()])
        by_address = site.client().get(LOGIN, params={"username": person.name, "password": person.password})
        if by_address.user != NOBODY:
            raise NotYet(
                expected="GET only shows the form, whatever stands in the address",
                seen=f"a GET logged {person.name} in",
                exchange=by_address.exchange,
            )
        client = site.client()
        page = _stays_out(client, _form(client, LOGIN), person.name, work.word(10))
        _gets_in(client, page, person)
        later = client.get(LOGIN)
        if later.user != person.name:
            raise NotYet(
                expected=f"at the next request the visitor is still {person.name}",
                seen=f"the visitor is {later.user}",
                exchange=later.exchange,
            )
        _guarded(site, LOGIN, person)


def _logs_in_by_get(talk: Conversation) -> bool:
    got_in = any(each.method == "GET" and user_before(each) == NOBODY != user_after(each) for each in talk.exchanges)
    return got_in or bool(re.search(r"Form\([^()]*request\.GET", code_of(talk)))


LOGIN_VIEW = ProjectTask(
    name="11.1",
    title="GET shows, POST logs in",
    minutes=14,
    builds_on="10.3",
    check=check_login_view,
    hints=(
        "The view does two things by one address: ask request.method which of them. For GET it stays as it is.",
        "For POST: make the form from the request and what was sent, ask is_valid(), and hand form.get_user() to "
        "Django's login(). Your view is called login too, so import the other under another name.",
        "from django.contrib.auth import login as auth_login; then form = AuthenticationForm(request, request.POST); "
        'if form.is_valid(): auth_login(request, form.get_user()), and return redirect("articles:list"). Without a '
        "valid form, render the page with that same form.",
    ),
    mistakes=(
        KnownMistake(
            "logs_in_by_get",
            "The password is read from the address: whoever opens a link is logged in, and the password stands in "
            "histories and logs. GET shows the form; what was sent by POST is in request.POST.",
            METHODS,
            _logs_in_by_get,
        ),
        KnownMistake(
            "form_without_request",
            "The form took request.POST for the request, since its first argument is the request. So it has no data, "
            "is never valid, and says nothing: AuthenticationForm(request, request.POST).",
            SILENT,
            _form_without_request,
        ),
        KnownMistake(
            "never_calls_login",
            "Name and password were checked, and that was all: a valid form and authenticate() store nothing. "
            "Only login(request, user) writes the session.",
            VALID,
            _never_calls_login,
        ),
    ),
    debrief="One address, two methods: GET shows, POST checks, and one line of it writes the session.",
    needs=("10.3",),
)

# 11.2 ---------------------------------------------------------------------------------------------------------------


def check_next(work: ProjectWork) -> None:
    """`next` is followed to a page of the site, also after a wrong password; and to no other site."""
    with work.serve() as site:
        person, host = site.user(), urlsplit(site.url).netloc
        wish = f"/articles/?page={work.word()}"
        for tries in (0, 1):
            client = site.client()
            page = _asked(client, wish)
            for _ in range(tries):
                page = _stays_out(client, page, person.name, work.word(10))
            answer = _gets_in(client, page, person)
            if answer.location != wish or _leads_away(answer.exchange, host):
                target = answer.exchange.response.header("location")
                seen = f"it led to {target}" + (", after a wrong password first" if tries else "")
                raise NotYet(expected=f"a login with next={wish} leads to {wish}", seen=seen, exchange=answer.exchange)
        client = site.client()
        _gets_in(client, _form(client, LOGIN), person)
        port = work.chance.randint(1024, 9999)
        evil = f"{work.word()}.example"
        for bad in (
            f"https://{evil}/", f"//{evil}/", f"/\\{evil}/", f"http:///{evil}/", f"http://127.0.0.1:{port}/",
            "javascript:alert(1)",
        ):  # fmt: skip
            client = site.client()
            answer = _gets_in(client, _asked(client, bad), person)
            if _leads_away(answer.exchange, host):
                raise NotYet(
                    expected=f"a login with next={bad} leads to a page of this site",
                    seen=f"it led to {answer.exchange.response.header('location')}",
                    exchange=answer.exchange,
                )


def _asked(client: Client, wish: str) -> Answer:
    """The login page of a visitor who requested another page. Raises NotYet where there is none."""
    return _form(client, f"{LOGIN}?{urlencode({'next': wish})}")


def _leads_away(exchange: Exchange, host: str) -> bool:
    """Whether a browser would leave the site for this Location; browsers read a backslash as a slash."""
    target = (exchange.response.header("location") or "").strip().replace("\\", "/")
    if re.match(r"https?://", target, re.IGNORECASE):
        return urlsplit(target).netloc != host
    return bool(re.match(r"[a-z][a-z0-9+.-]*:|//", target, re.IGNORECASE))


def _targets(talk: Conversation) -> list[str]:
    """The locations to which the logins redirected."""
    got_in = (each for each in talk.exchanges if each.method == "POST" and user_after(each) != NOBODY)
    return [target for each in got_in if (target := each.response.header("location"))]


def _goes_anywhere(talk: Conversation) -> bool:
    """Whether a login led to another site, as the address of the form had said."""
    wished = {dict(each.parameters).get("next", "") for each in talk.exchanges}
    return any(re.match(r"https?://\w+\.example", target) and target in wished for target in _targets(talk))


def _looks_at_the_first_slash(talk: Conversation) -> bool:
    return any(re.match(r"/[/\\]\w+\.example", target.replace("%5C", "\\")) for target in _targets(talk))


def _forgets_the_wish(talk: Conversation) -> bool:
    wish = ""
    for each in talk.exchanges:
        if each.method == "GET":
            wish = dict(each.parameters).get("next", "")
        elif wish.startswith("/articles/") and user_after(each) != NOBODY and each.location != wish:
            return True
    return False


SAFE_NEXT = ProjectTask(
    name="11.2",
    title="A wish that comes along, and stays at home",
    minutes=12,
    builds_on="11.1",
    check=check_next,
    hints=(
        "Between the address of the GET and the POST the wish gets lost, unless the form carries it along. And it "
        "comes from the address, which anybody may have written.",
        'A hidden field <input type="hidden" name="next" value="{{ next }}"> carries it. The function '
        "url_has_allowed_host_and_scheme, from django.utils.http, says whether an address is one of yours.",
        'wish = request.POST.get("next") or request.GET.get("next", ""); hand it to the template as next; after '
        "auth_login: if url_has_allowed_host_and_scheme(wish, allowed_hosts={request.get_host()}, "
        "require_https=request.is_secure()), return HttpResponseRedirect(wish), from django.http; else "
        'redirect("articles:list").',
    ),
    mistakes=(
        KnownMistake(
            "goes_anywhere",
            "It went to another site because a link said so. Somebody who has typed a password on your page trusts "
            "what comes after it; such an open redirect hands them over.",
            NEXT,
            _goes_anywhere,
        ),
        KnownMistake(
            "looks_at_the_first_slash",
            "It begins with a slash, and leads to another site all the same: //evil.example/ means that host, and "
            "browsers read a backslash as a slash. Let url_has_allowed_host_and_scheme() judge.",
            NEXT,
            _looks_at_the_first_slash,
        ),
        KnownMistake(
            "forgets_the_wish",
            "The login worked, and the wish was lost. It stands in the address of the GET alone: the form must bring "
            "it along in the POST, also when it is shown again.",
            NEXT,
            _forgets_the_wish,
        ),
    ),
    debrief="The wish travels through the client, so anybody may have written it: check it before you follow.",
    needs=("11.1",),
)

# 11.3 ---------------------------------------------------------------------------------------------------------------


def check_door(work: ProjectWork) -> None:
    """The right password logs that user in, and a wrong one logs nobody in."""
    with work.serve() as site:
        person, other = site.user(), site.user()
        client = site.client()
        page = _stays_out(client, _form(client, DOOR), person.name, other.password)
        _gets_in(client, page, person)
        inside = client.get("/door/")
        if f"Hello, {person.name}." not in inside.text:
            raise NotYet(
                expected=f"after that, /door/ says Hello, {person.name}.",
                seen=f"it says {inside.text[:60]!r}" if inside.status == 200 else inside.short,
                exchange=inside.exchange,
            )
        _guarded(site, DOOR, person)


def _logs_in_whom_it_is_told(talk: Conversation) -> bool:
    """Whether a wrong password got in. The check sends the wrong one first."""
    sent = [each for each in talk.exchanges if each.method == "POST"]
    return len(sent) == 1 and user_after(sent[0]) != NOBODY


SILENT_DOOR = ProjectTask(
    name="11.3",
    title="Find the bugs: the door that says nothing",
    minutes=9,
    project="bug-11-3",
    check=check_door,
    hints=(
        "Print in the view what the form thinks: form.is_bound, form.is_valid(), form.errors. What you print lands in "
        'open_workshop(task="11.3").log.',
        "is_bound is False: the form was given no data. Look at which argument comes first. Once it is valid, look at "
        "the row of the session: who has written into it?",
        "AuthenticationForm(request, request.POST or None); and before the redirect login(request, form.get_user()), "
        "imported from django.contrib.auth.",
    ),
    mistakes=(
        KnownMistake(
            "logs_in_whom_it_is_told",
            "A wrong password got in. login() checks nothing: it logs in whomever it is handed. Hand it the user "
            "whom a valid form, or authenticate(), has found.",
            VALID,
            _logs_in_whom_it_is_told,
        ),
        KnownMistake(
            "still_silent",
            "The form is still not bound: request.POST stands where the request belongs, so there are no data and no "
            "errors. The request comes first.",
            SILENT,
            _form_without_request,
        ),
        KnownMistake(
            "valid_and_nobody",
            "The form is valid now, the redirect comes, and you are a stranger: that was the first bug. The second is "
            "that no line writes the session; a valid form is no login.",
            VALID,
            _never_calls_login,
        ),
    ),
    debrief="One bug hid the other: a form without data says nothing, and a valid form writes nothing.",
    needs=("11.1",),
)

# 11.4 ---------------------------------------------------------------------------------------------------------------


def check_carried(work: Work) -> None:
    """The cart of an anonymous visitor survives the login; the function says whether the password was right."""
    for right in work.chance.sample((True, False), 2):
        name, product = work.chance.choice(PEOPLE), work.chance.choice(PRODUCTS)
        password = PASSWORD if right else work.word(10)
        talk = work.run(name=name, password=password, product=product)
        sent = [each for each in talk.to(LOGIN) if dict(each.form).get("password") == password]
        if not sent:
            raise NotYet(expected=f"a POST to {LOGIN} carries the name and the password", seen="none did")
        last = sent[-1]
        if right != (user_after(last) == name):
            raise NotYet(
                expected=f"the form of {LOGIN} is sent with its token, and the view judges it",
                seen=f"the answer was {last.status} {last.reason}",
                exchange=last,
            )
        _had_a_cart(last, product)
        if right:
            _has_it_still(talk, last, product)
        if talk.returned is not right:
            raise NotYet(
                expected=f"with a {'right' if right else 'wrong'} password the function returns {right}",
                seen=f"it returned {talk.returned!r}"[:100],
                exchange=last,
            )


def _cart(exchange: Exchange) -> dict[str, int]:
    """The cart in the session with which a request came; {} without one."""
    row = exchange.notes.session_before if exchange.notes else None
    return (row.data.get("cart") or {}) if row else {}


def _had_a_cart(login: Exchange, product: str) -> None:
    if user_before(login) != NOBODY or not _cart(login).get(product):
        who = (
            f"{user_before(login)} sent it" if user_before(login) != NOBODY else "the session that came along has none"
        )
        raise NotYet(
            expected=f"the login form is sent by a stranger, with a session whose cart has {product}",
            seen=who,
            exchange=login,
        )


def _has_it_still(talk: Conversation, login: Exchange, product: str) -> None:
    row = login.notes.session_after if login.notes else None
    key, looks = row.key if row else "", talk.to(CART)
    if not any(session_key(each) == key for each in looks):
        raise NotYet(
            expected=f"after the login a request for {CART} carries the new key",
            seen="none did" if looks else "the cart was not opened",
            exchange=looks[-1] if looks else login,
        )


def _without_a_token(talk: Conversation) -> bool:
    return any(each.method == "POST" and each.status == 403 for each in talk.exchanges)


def _judged_by_the_status(talk: Conversation) -> bool:
    """Whether the function says True, although the last form that it sent logged nobody in."""
    sent = [each for each in talk.to(LOGIN) if each.method == "POST"]
    return talk.returned is True and bool(sent) and user_after(sent[-1]) == NOBODY


def _left_the_cart(talk: Conversation) -> bool:
    sent = [each for each in talk.to(LOGIN) if each.method == "POST"]
    return bool(sent) and not any(_cart(each) for each in sent)


CARRIED = FunctionTask(
    name="11.4",
    title="Take the cart along",
    minutes=9,
    takes=("url", "name", "password", "product"),
    check=check_carried,
    hints=(
        "One client does it all: it fills the cart as a stranger, gets the login page, sends the form, opens the cart. "
        "Each form wants the token that the jar has at that moment.",
        "A wrong password is answered with 200 as well: it is a page. Ask instead what a login changes: the answer is "
        "a redirect, the key is another one, the profile shows a name.",
        'Keep before = client.cookies["sessionid"]; after the form is sent, '
        'return client.cookies["sessionid"] != before. Open /market/session-cart/ before you return.',
    ),
    mistakes=(
        KnownMistake(
            "came_without_the_token",
            "A form was refused with 403: it came without its token, or with one from before the login. "
            'Take client.cookies["csrftoken"] right before each form.',
            GUARD,
            _without_a_token,
        ),
        KnownMistake(
            "judged_by_the_status",
            "The function says True, and the password was wrong. A wrong password is no error for HTTP: the answer "
            "is 200, with the form again. Look at what a login changes.",
            WRONG,
            _judged_by_the_status,
        ),
        KnownMistake(
            "left_the_cart",
            "The login form came without the session that has the cart: from another client, or before the cart was "
            "filled. A login takes along what its own request brings.",
            KEY,
            _left_the_cart,
        ),
    ),
    debrief="Same cart, new key; and whether somebody is logged in is told by what changed, not by the status.",
    needs=("11",),
)

# 11.5 ---------------------------------------------------------------------------------------------------------------


def check_token(work: ProjectWork) -> None:
    """The login form has its token and works; the CSRF check is on; the form to another site has no token."""
    with work.serve() as site:
        person, client = site.user(), site.client()
        _guarded(site, DOOR, person)
        page = _form(client, DOOR)
        own = [form for form in page.forms if set(form.fields) >= FIELDS]
        if not own[0].fields.get(TOKEN):
            raise NotYet(
                expected="the login form has the hidden field csrfmiddlewaretoken",
                seen=f"its fields are {', '.join(sorted(own[0].fields))}",
                exchange=page.exchange,
            )
        abroad = [form for form in page.forms if urlsplit(form.action).netloc]
        if not abroad:
            raise NotYet(
                expected="the form of the newsletter stands on the page, and sends to newsletter.example",
                seen="the page has no such form",
                exchange=page.exchange,
            )
        if [form for form in abroad if TOKEN in form.fields]:
            raise NotYet(
                expected="the form that sends to newsletter.example carries no token",
                seen="it carries one",
                exchange=page.exchange,
            )
        _gets_in(client, page, person)


def _took_the_guard_away(talk: Conversation) -> bool:
    bare = (each for each in talk.exchanges if each.method == "POST" and TOKEN not in dict(each.form))
    return any(each.status != 403 for each in bare)


def _own_form(talk: Conversation) -> str:
    """The HTML of the login form on the page: from its first tag to its last."""
    pages = "".join(each.response.text for each in talk.to(DOOR) if each.method == "GET")
    forms: list[str] = re.findall(r"<form.*?</form>", pages, re.DOTALL)
    return next((form for form in forms if "password" in form), "")


def _no_token_in_the_form(talk: Conversation) -> bool:
    form = _own_form(talk)
    return bool(form) and TOKEN not in form


def _token_goes_abroad(talk: Conversation) -> bool:
    pages = "".join(each.response.text for each in talk.to(DOOR) if each.method == "GET")
    return any(TOKEN in form for form in re.findall(r"<form[^>]+newsletter\.example.*?</form>", pages, re.DOTALL))


MISSING_TOKEN = ProjectTask(
    name="11.5",
    title="Break it, then mend it: the form without a token",
    minutes=7,
    project="bug-11-5",
    builds_on="11.3",
    check=check_token,
    hints=(
        "Read the page that comes with the 403: it names what is missing. Then look at the form in the source of the "
        "login page.",
        "Django's template tag for it writes a hidden field. It belongs between <form> and </form>, in forms that send "
        "to your own site only.",
        'Write {% csrf_token %}, with percent signs, below the line <form method="post"> of the login; leave the form '
        "of the newsletter as it is.",
    ),
    mistakes=(
        KnownMistake(
            "took_the_guard_away",
            "The form comes through now, and so does one from any other site: the guard was taken away, not the fault. "
            "It takes no token any more. Put it back, and give the form its token.",
            GUARD,
            _took_the_guard_away,
        ),
        KnownMistake(
            "no_token_in_the_form",
            "The login form has no field csrfmiddlewaretoken, so nothing is sent. The tag {% csrf_token %} must stand "
            "inside the form; {{ csrf_token }} alone prints the token as a text.",
            GUARD,
            _no_token_in_the_form,
        ),
        KnownMistake(
            "token_goes_abroad",
            "The newsletter's form carries a token too, and hands it to another site. By it your site knows its own "
            "forms, so it is a secret of this visitor and you: it stays at home.",
            GUARD,
            _token_goes_abroad,
        ),
    ),
    debrief="The token says where a form comes from: it stands in your own forms, and leaves in none.",
    needs=("11.3",),
)

TASKS = (LOGIN_VIEW, SAFE_NEXT, SILENT_DOOR, CARRIED, MISSING_TOKEN)

# The predictions of the lesson ----------------------------------------------------------------------------------------
