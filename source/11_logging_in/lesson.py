# %% [markdown]
# # Logging in writes a session
#
# A form finds out who you are. Who writes it down, where, and what protects the form, is what we look at here.
#
# **You will be able to**
# - tell apart what the form, `authenticate()` and `login()` do;
# - show on the wire and in the rows what a login changes;
# - say why a login form was refused, and by whom.
#
# **About 50 minutes.** It covers lines 137, 141 and 151 to 177 of the notes.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 2. Ask: *between the click on "Log in" and the next page: what has the server written down, and where?* Collect the guesses; the section on `login()` settles them. A good break is before *Does the key stay the same?*

# %% tags=["setup"]
import re

import requests
from classroom import both_sides, ladder, microscope, open_site, open_workshop, page, predict, show

site = open_site()

from django import forms
from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.forms import AuthenticationForm

site

# %% [markdown]
# Django's forms may be imported once a site is open, hence the order above. And two helpers. `send_form` does what you do in a browser: get the login page, fill in the form, send it. It stops at the answer, before the redirect. `with_a_board` gives a stranger's client, with a cutting board in its session cart.

# %% tags=["setup"]
def send_form(client, **fields):
    client.get(site.url + "/accounts/login/")
    token = {"csrfmiddlewaretoken": client.cookies["csrftoken"]}
    return client.post(site.url + "/accounts/login/", data=fields | token, allow_redirects=False)

def with_a_board():
    client = requests.Session()
    client.get(site.url + "/market/cutting-board/")
    board = {"product": "cutting-board", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(site.url + "/market/session-cart/add/", data=board)
    return client

# %% [markdown] tags=["predict"]
# ## What does GET show, and what does POST do?
#
# One address, `/accounts/login/`, and two methods. The form asks for `username` and `password`. A short way would be to put them into the address.
#
# **Predict.** Does that log you in?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 5. Ask: *who else can read an address?* History, logs, the person behind you. Goes wrong: people say that POST is encrypted. It is not: only https is. The body is not *kept* in all those places.

# %% tags=["predict"]
predict("11.by_get")

# %% tags=["run"]
client = requests.Session()
client.get(site.url + "/accounts/login/?username=alice&password=only-for-class")

show(site.exchanges[-1])

# %% [markdown] tags=["explain"]
# The form again, and no one is logged in. GET is **safe**: whoever sends it asks for no change (RFC 9110 §9.2.1). But read the request line: now the password stands in an address, and addresses are kept in histories and logs.

# %% tags=["run"]
client = requests.Session()
send_form(client, username="alice", password="only-for-class")
client.get(site.url + "/accounts/profile/")

for each in site.exchanges[-3:]:
    print(each.method, each.path, [name for name, value in each.form])
ladder(site.exchanges[-3:])

# %% [markdown] tags=["explain"]
# GET shows the form. POST does it: 302, and two cookies, which the third request brings back. The password travelled once, in the body of the POST; from then on the key travels in its place.
#
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 151, 153, 155 | <span lang="ko">로그인을 하기 위해서는 원래대로라면 view 함수가</span> … <span lang="ko">로그인 페이지 GET</span>, <span lang="ko">로그인 진행 POST</span> | one view: GET for the page, POST to log in | **True.** |
# | 137 | <span lang="ko">장고는 짱이야</span> | Django is the best | **Not checkable**, and we like it too. |

# %% tags=["explain"]
predict("11.by_get").compare()

# %% [markdown] tags=["predict"]
# ## What kind of form is it?
#
# Django has the login form ready: `AuthenticationForm`. Your forms so far may have been ModelForms, whose first argument is the data.
#
# **Predict.** Is this one a ModelForm? And what is its first argument?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 4. Ask: *what would a ModelForm save here?* Goes wrong: "it reads the user table, so it is a ModelForm". Reading is not saving.

# %% tags=["run"]
print([each.__name__ for each in AuthenticationForm.__mro__])
for form in (forms.Form, forms.ModelForm, AuthenticationForm):
    print(form.__name__, form.__init__.__code__.co_varnames[1:3], "save:", hasattr(form, "save"))

# %% [markdown] tags=["explain"]
# A Form, not a ModelForm: nothing to save. And its first argument is `request`, not `data`.
#
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 157 | … <span lang="ko">이제 built-in forms을 사용할거야</span> | ModelForms so far, built-in forms now | **True.** Some built-in forms, such as the one for sign-up, *are* ModelForms. |
# | 161, 163 | ArticleForm …; <span lang="ko">키워드 인자의 구조는 결국 부모를 따라감</span> | ArticleForm inherits from ModelForm; keyword arguments follow the parent | **Half true.** Often; this form has its own. |
# | 165, 167 | <span lang="ko">이건 ModelForm이 아니구나</span>; <span lang="ko">Form의 상속을 받음</span> | no ModelForm; it inherits from Form | **True.** |

# %% [markdown] tags=["predict"]
# ## What if the request is left out?
#
# Out of habit you write `AuthenticationForm(request.POST)`, as with your other forms. Name and password are right.
#
# **Predict.** What happens?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 4. Ask: *where did the data go?* Into the argument `request`. Goes wrong: people look for the fault in the password. Let them print `form.is_bound` first.

# %% tags=["predict"]
predict("11.without_request")

# %% tags=["run"]
data = {"username": "alice", "password": "only-for-class"}
for form in (AuthenticationForm(data), AuthenticationForm(None, data), AuthenticationForm(data=data)):
    print("bound:", form.is_bound, "  valid:", form.is_valid(), "  errors:", dict(form.errors))

# %% [markdown] tags=["explain"]
# The first took the data for the request, and got none. A **bound form** is one that was given data. This one was not: it is never valid, and has no errors, since nothing was checked.
#
# > **Careful.** No exception, no message, the empty form again. `AuthenticationForm(request, request.POST)`.

# %% tags=["explain"]
predict("11.without_request").compare()

# %% [markdown] tags=["predict"]
# ## Is a valid form a login?
#
# The form is valid: name and password belong together.
#
# **Predict.** Who are you at the next request?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 7. Ask: *could the form write a cookie, if it wanted to?* It was handed no answer. Goes wrong: form, `authenticate()` and `login()` are used as one word. Draw three boxes; let the room say what goes in and what comes out.

# %% tags=["run"]
data, before = {"username": "alice", "password": "only-for-class"}, len(site.sessions)
form = AuthenticationForm(None, data)
print("form:        ", form.is_valid(), form.get_user())
print("authenticate:", authenticate(**data), "  wrong:", authenticate(username="alice", password="wrong"))
print("new rows:    ", len(site.sessions) - before)

# %% [markdown] tags=["explain"]
# Both found alice, and the server has no row more than before. There was not even a request here in which a session could live. `authenticate()` asks the **backends** who that is; the form asks `authenticate()`.
#
# Now in a view, with real requests. The next cell makes a small Django project of its own, in a folder `lesson-11`, with a user alice in it. It takes some seconds.

# %% tags=["run"]
workshop = open_workshop("lesson-11")
workshop.manage("migrate")
clean = "Session.objects.all().delete(); User.objects.all().delete(); "
workshop.manage("shell", "-c", clean + "User.objects.create_user('alice', password='only-for-class')")
workshop

# %% tags=["run"]
IMPORTS = """
from django.contrib import admin
from django.contrib.auth import get_user_model, login
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpResponse
from django.urls import path
"""

# %% [markdown] tags=["predict"]
# Its one view, below, checks the form and says what it found. (The admin is there for the token that its login page hands out.) `knock` saves it as `mysite/urls.py`. Then alice sends name and password, and comes back with a GET.
#
# **Predict** both answers.

# %% tags=["run"]
DOOR = """
def door(request):
    form = AuthenticationForm(request, request.POST)
    valid = form.is_valid()
    return HttpResponse(f"valid: {valid}, you are {request.user}")

urlpatterns = [path("admin/", admin.site.urls), path("door/", door)]
"""

# %% tags=["run"]
def knock(view):
    (workshop.folder / "mysite/urls.py").write_text(IMPORTS + view, encoding="utf-8")
    client = requests.Session()
    client.get(workshop.url + "/admin/login/")
    form = {"username": "alice", "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    print("POST:", client.post(workshop.url + "/door/", data=form).text)
    print("GET: ", client.get(workshop.url + "/door/").text)
    return both_sides(client, workshop)

knock(DOOR)

# %% [markdown] tags=["explain"]
# The form is valid, and you are `AnonymousUser`, at the POST and at the GET. (The GET brought no data, hence `valid: False`.) No `sessionid` in the jar, no row for it. Here is the same view with two lines more:

# %% tags=["run"]
LOGIN = """    if valid:
        login(request, form.get_user())
    return"""

knock(DOOR.replace("    return", LOGIN))

# %% [markdown] tags=["explain"]
# Alice, both times, and a row at the server.
#
# > **Key idea.** The form checks, `authenticate()` finds the user, `login()` writes the session.
#
# **Predict.** Does `login()` look at the password, too? The next view has no form, and takes alice from the table.

# %% tags=["predict"]
predict("11.by_name")

# %% tags=["run"]
BY_NAME = """
def door(request):
    if request.method == "POST":
        login(request, get_user_model().objects.get(username="alice"))
    return HttpResponse(f"no password was looked at, you are {request.user}")

urlpatterns = [path("admin/", admin.site.urls), path("door/", door)]
"""
sides = knock(BY_NAME)

# %% [markdown] tags=["explain"]
# Logged in. `login()` checks no password: it takes whomever you hand it, so it belongs behind a check. (With several backends in the settings, it wants to be told which one.) By `request.method` the view tells a POST from a GET.

# %% [markdown] tags=["explain"]
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 169, 171 | user name password <span lang="ko">DB에 저장 되는거? ㄴㄴ</span>; <span lang="ko">ModelForm을 쓸 필요가 없음</span> | not saved, so no ModelForm | **True.** |
# | 173 | <span lang="ko">이 두개를 받아서 세션을 create 하는 것</span> | it takes the two and creates a session | **Half true.** It depends on what "it" is, which the line leaves out. The form created no row; a view with `login()` did. |
# | 175, 177 | <span lang="ko">AuthenticationForm이 실제 session을 만들어주는건 아님</span>; <span lang="ko">login 함수가 필요함</span> | the form makes no session; `login` does | **True.** |

# %% tags=["explain"]
predict("11.by_name").compare()

# %% [markdown] tags=["predict"]
# ## What does `login()` write?
#
# Back to the demo site. Its recording has the SQL of each request. Alice logs in, from an empty jar.
#
# **Predict.** In how many tables does something change?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 5. Ask: *which of these lines would be missing if the password were wrong?* All. Goes wrong: the password, or its hash, is expected in the row. `_auth_user_hash` is made *from* the hash, with the site's key.

# %% tags=["run"]
client = requests.Session()
send_form(client, username="alice", password="only-for-class")

for each in site.exchanges[-1].notes.statements:
    if each.sql.startswith(("INSERT", "UPDATE", "DELETE")):
        print(each.sql.partition(" (")[0].partition(" SET")[0])

# %% [markdown] tags=["explain"]
# Three tables. A **session row** under a new key; the user's `last_login`; this site's own list of devices; and the row once more on the way out, now with its contents. These are they:

# %% tags=["run"]
site.exchanges[-1].notes.session_after.data

# %% [markdown] tags=["explain"]
# Three entries: *who* (`_auth_user_id`, a text), *who said so* (the backend), and a hash made from the stored password and the site's secret key. When the password changes, that hash no longer fits: lesson 14.

# %% tags=["run"]
microscope(site.exchanges[-1])

# %% [markdown] tags=["explain"]
# Rows 2 to 4 are the form's. Rows 5 to 10 are `login()`: new key, three entries, `request.user`, new token, and a **signal**, on which Django sets `last_login`. The last two come on the way out.
#
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 141 | <span lang="ko">로그인은 session을 create하는 로직과 같음</span> | logging in is the same as creating a session | **Half true.** It writes three entries into a session. That session may be older: see below. |

# %% [markdown] tags=["predict"]
# ## Does the key stay the same?
#
# No one is logged in yet, and you have a session already: a cutting board lies in its cart. Now you log in.
#
# **Predict.** What becomes of the key, and of the board?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 5. Ask: *what if somebody had slipped you a key that they know?* They wait until you log in under it: session fixation. The new key is the cure. Goes wrong: "new key" is taken for "new, empty session".

# %% tags=["predict"]
predict("11.key_and_cart")

# %% tags=["run"]
site.reset()
client = with_a_board()
before = client.cookies["sessionid"]
send_form(client, username="alice", password="only-for-class")
print("same key:    ", client.cookies["sessionid"] == before)
print("old row left:", before in [row.key for row in site.sessions])

both_sides(client)

# %% [markdown] tags=["explain"]
# Another key, the old row gone, the board still there. `login()` moves what you had to a new key (`cycle_key`). Whoever knew the old key holds nothing now.

# %% tags=["explain"]
predict("11.key_and_cart").compare()

# %% [markdown] tags=["predict"]
# Alice is logged in, with her board. She logs in once more; then bob logs in from the same client.
#
# **Predict.** Who has the board at the end?

# %% tags=["run"]
client = with_a_board()
for name in ("alice", "alice", "bob"):
    before = client.cookies.get_dict()
    send_form(client, username=name, password="only-for-class")
    cart = site.exchanges[-1].notes.session_after.data.get("cart")
    same = [each for each in before if client.cookies[each] == before[each]]
    print(f"{name:5}  cookies as before: {same}  cart: {cart}")

# %% [markdown] tags=["explain"]
# Alice again: same key, same cart, a new CSRF token. Bob: a new key, and a session without the cart. What belonged to one user must not fall to the next, so Django wipes it (`flush`).

# %% [markdown] tags=["predict"]
# ## How long is a token good?
#
# The POST carried a third field, `csrfmiddlewaretoken`. The page of the form brings it, hidden. Look at that page twice, and send back what it brought.
#
# **Predict.** Is it the same text both times? Is it the cookie's?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 6. Ask: *how could a page of another site make your browser send this form?* With one line of script. What it cannot do is read our page. Goes wrong: the token is taken for a second password. It says where the form came from, not who you are.

# %% tags=["run"]
client = requests.Session()
for look in (1, 2):
    html = client.get(site.url + "/accounts/login/").text
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', html)[1]
    sent = client.post(site.url + "/accounts/login/", data={"csrfmiddlewaretoken": token})
    print("form:", token[:12] + "…  cookie:", client.cookies["csrftoken"][:12] + "…  sent:", sent.status_code)

# %% [markdown] tags=["explain"]
# The cookie stays, the **CSRF token** in the form differs: it is the cookie's secret, masked anew at each look. Django takes the mask off and compares. Both pass: 200 is the form again, without a name in it, and not 403. The cookie's own value passes too; our helper sends it.

# %% [markdown] tags=["predict"]
# The token shows that a form comes from a page of this site. Another site's page can make your browser send a form here, in your name: that is **CSRF**. The token is what such a form lacks.
#
# You have the market open, with its button, and log in in another tab. Then you press the button on the old page.
#
# **Predict** the answer.

# %% tags=["predict"]
predict("11.old_token")

# %% tags=["run"]
client = requests.Session()
html = client.get(site.url + "/market/cutting-board/").text
token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', html)[1]
send_form(client, username="alice", password="only-for-class")

for one in ("", client.cookies["csrftoken"], token):
    board = {"product": "cutting-board", "csrfmiddlewaretoken": one}
    answer = client.post(site.url + "/market/session-cart/add/", data=board, allow_redirects=False)
    print(answer.status_code, end=" ")
page(site.exchanges[-1])

# %% [markdown] tags=["explain"]
# Without a token 403, with the new one 302, with the old one 403. `login()` made a new secret, so that whoever knew the old one is out. Reload the page, and its button works. These 403s come from the middleware, before any view; in lesson 09 bob's came from a view.
#
# **Predict.** A browser adds `Origin` to a form sent by POST: where its page came from. What if the token is right, and the origin a foreign one?

# %% tags=["run"]
for origin in (site.url, "https://evil.example"):
    client = requests.Session()
    client.get(site.url + "/accounts/login/")
    token = {"csrfmiddlewaretoken": client.cookies["csrftoken"]}
    answer = client.post(site.url + "/accounts/login/", data=token, headers={"Origin": origin})
    print(answer.status_code, re.findall("Origin checking failed - [^ ]+", answer.text))

# %% [markdown] tags=["explain"]
# 403: Django looks at the origin, too. The browser helps: Django's cookies say `SameSite=Lax`. So in Chromium a form of another site carries neither `sessionid` nor `csrftoken`, and arrives as a stranger's. The token is needed all the same. A page of the *same* site at another port sends both; a login needs no cookie, so without a token a foreign page could log you in as somebody else; older browsers know no SameSite. (Firefox, Safari: not tried.)

# %% tags=["explain"]
predict("11.old_token").compare()

# %% [markdown] tags=["predict"]
# ## What answers a wrong password?
#
# Bob mistypes his password. Jun's is right, but his account is switched off (`is_active=False`). And no user is called jin.
#
# **Predict.** In what do the three answers differ?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 4. Ask: *should the page say that the name exists?* Goes wrong: scripts test `status_code == 200` and call it a login. Look at who you are afterwards, or for the redirect.

# %% tags=["predict"]
predict("11.wrong_password")

# %% tags=["run"]
jun = get_user_model().objects.filter(username="jun")
jun.update(is_active=False)
for name, password in (("bob", "wrong"), ("jun", "only-for-class"), ("jin", "only-for-class")):
    client = requests.Session()
    answer = send_form(client, username=name, password=password)
    print(name, answer.status_code, client.cookies.keys(), re.search(r"Please enter[^.<]*", answer.text)[0])
jun.update(is_active=True)
microscope(site.exchanges[-1])

# %% [markdown] tags=["explain"]
# Each time 200: the form again, with one and the same message, and no session. From these answers a stranger does not learn which names exist. Even for jin the microscope shows a hash, so that the time tells little.
#
# For HTTP all went well: you asked, and here is a page. 401 belongs to a scheme that the browser itself knows (RFC 9110 §15.5.2).

# %% tags=["explain"]
predict("11.wrong_password").compare()

# %% [markdown] tags=["predict"]
# ## Where does `next` lead?
#
# A stranger wants to write an article and is sent to the login page. The wish goes along, in the address.
#
# **Predict.** What if somebody hands you a link with another `next`, to a site of theirs?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 4. Ask: *you have typed your password on the true site; why do you trust the page that comes after?* Goes wrong: people check that it begins with a slash. `//evil.example/` does.

# %% tags=["run"]
stranger = requests.get(site.url + "/articles/new/")
print("sent to:", stranger.url)

for wish in ("/articles/new/", "https://evil.example/", "//evil.example/"):
    answer = send_form(requests.Session(), username="mina", password="only-for-class", next=wish)
    print(f"next={wish:22} -> {answer.headers['Location']}")

# %% tags=["run"]
from django.utils.http import url_has_allowed_host_and_scheme

for wish in ("/new/", "https://shop.example/", "http://shop.example/", "//evil.example/", "javascript:alert(1)"):
    at_home = url_has_allowed_host_and_scheme(wish, allowed_hosts={"shop.example"})
    by_https = url_has_allowed_host_and_scheme(wish, allowed_hosts={"shop.example"}, require_https=True)
    print(f"{wish:22} {at_home!s:6} with require_https: {by_https}")

# %% [markdown] tags=["explain"]
# Your own page is followed; for the other two, Django's view goes to the profile. It asks `url_has_allowed_host_and_scheme()`, and so did the second cell, for a site `shop.example`. In a view, `allowed_hosts` is `{request.get_host()}`, and `require_https` is `request.is_secure()`: a visitor who came by https is not led back to http. A site that follows any `next` has an **open redirect**; lesson 13 tries more such links.

# %% [markdown] tags=["predict"]
# ## What else does `LoginView` do?
#
# Lesson 10 found three things that a view written by hand lacks. Here is a fourth. A view fails, and Django can mail the site's admins a report of the error.
#
# **Predict.** Does the password stand in it?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 2. Ask: *who reads the error reports of your site, and where are they kept?* Goes wrong: people think that Django knows a password by the field's name. In forms it does not.

# %% tags=["run"]
from django.http import HttpResponse
from django.test import RequestFactory
from django.views.debug import SafeExceptionReporterFilter
from django.views.decorators.debug import sensitive_post_parameters

def ours(request):
    return HttpResponse("checked")

for view in (ours, sensitive_post_parameters("password")(ours)):
    request = RequestFactory().post(site.url + "/accounts/login/", {"username": "alice", "password": "only-for-class"})
    view(request)
    print("in a report:", SafeExceptionReporterFilter().get_post_parameters(request).dict())

# %% [markdown] tags=["explain"]
# It does, unless the view is marked with `sensitive_post_parameters`, as `LoginView` is. (With `DEBUG` on, reports hide no field.) `LoginView` also checks `next`. One thing it leaves to you: who is logged in is shown the form again (see the last ladder), unless you say `redirect_authenticated_user=True`.

# %% [markdown]
# ## What you now know
#
# - GET shows the form, POST does it; the password travels once.
# - The form checks, `authenticate()` finds, `login()` writes: three entries, a new key, a new token.
# - What an anonymous visitor had stays. Another user's session is wiped.
# - A wrong password is 200 with a message; a missing token or a foreign origin is 403, before any view.
#
# And a whole login once more, with a cart from before; at its end, the login page again:

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 2. Ask: *point at the arrow on which the old key travels for the last time.* It is the POST of the form. Then the exercises: they build the login of a real project.

# %% tags=["run"]
client = with_a_board()
send_form(client, username="alice", password="only-for-class")
client.get(site.url + "/market/session-cart/")
client.get(site.url + "/accounts/login/")

ladder(site.exchanges[-6:])

# %% [markdown]
# ## New words
#
# | English | Korean | Meaning |
# |---|---|---|
# | login | <span lang="ko">로그인</span> | writing into the session who somebody is |
# | bound form | <span lang="ko">바인딩된 폼</span> | a form that was given data, and judges it |
# | backend | <span lang="ko">백엔드</span> | what Django asks who a name and a password belong to |
# | CSRF token | <span lang="ko">CSRF 토큰</span> | shows that a form came from a page of this site |
# | CSRF | <span lang="ko">사이트 간 요청 위조</span> | another site makes your browser send a request in your name |
# | signal | <span lang="ko">시그널</span> | tells all who listen that something happened |
# | open redirect | <span lang="ko">오픈 리다이렉트</span> | sends visitors wherever a link says |

# %% [markdown]
# ## Try it in a browser
#
# Open the market and the login page in two tabs. Log in in the second. Go back to the first, *without reloading*, and press a button of a cart. Look at *Application*, *Cookies*, before the login and after it: what is new, and what has another value?
#
# ## Next
#
# The [exercises of this lesson](../exercises/11_logging_in.ipynb); then [lesson 12](../notebooks/12_logging_out.ipynb): what it takes to log out.
