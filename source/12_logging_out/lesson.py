# %% [markdown]
# # Logging out deletes the row
#
# A logout happens at the server, with one exception that comes last. What your browser does about it is tidying up.
#
# **You will be able to**
# - say what `logout()` takes, deletes, asks for and leaves alone;
# - show what becomes of a copied cookie, before a logout and after it;
# - say why a logout needs a button, and how many devices it ends.
#
# **About 45 minutes.** It covers lines 183 to 193 of the notes.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 2. Ask: *you log out at a library's computer: what must be gone, so that the next person finds nothing?* Collect three answers; each of them has a section.

# %% tags=["setup"]
import re
import requests
from classroom import both_sides, ladder, microscope, open_site, open_workshop, page, predict, session_explorer, show

site = open_site()

from django.contrib.auth import get_user_model, logout
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest

site

# %% [markdown]
# Five helpers. `log_in` and `log_out` send the two forms, with their token, and stop at the answer. `who` asks for the profile and returns its heading: a name, or *Log in*.

# %% tags=["setup"]
def log_in(name, client=None, device="a laptop"):
    client = client or requests.Session()
    client.headers["User-Agent"] = device
    client.get(site.url + "/accounts/login/")
    form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(site.url + "/accounts/login/", data=form, allow_redirects=False)
    return client

def who(client):
    return re.search("<h1>(.*?)</h1>", client.get(site.url + "/accounts/profile/").text)[1]

# %% [markdown]
# `copy_of` makes a thief: a client whose only cookie is a copy of somebody's session key. `with_a_board` makes a stranger with a cutting board in the session's cart.

# %% tags=["setup"]
def log_out(client):
    token = {"csrfmiddlewaretoken": client.cookies["csrftoken"]}
    return client.post(site.url + "/accounts/logout/", data=token, allow_redirects=False)

def copy_of(client):
    thief = requests.Session()
    thief.cookies.set("sessionid", client.cookies["sessionid"], domain="127.0.0.1", path="/")
    return thief

# %% tags=["setup"]
def with_a_board():
    client = requests.Session()
    client.get(site.url + "/market/cutting-board/")
    board = {"product": "cutting-board", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(site.url + "/market/session-cart/add/", data=board)
    return client

# %% [markdown] tags=["predict"]
# ## What goes at a logout?
#
# Alice is logged in. Two cookies lie in her jar, `sessionid` and `csrftoken`, and a row at the server. She presses *Log out*.
#
# **Predict.** Which of the cookies does the answer ask back?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 6. Ask: *which of the two could the server manage without?* Goes wrong: people say that the server deletes the cookie. It writes one line, and the client obeys, or does not.

# %% tags=["predict"]
predict("12.what_goes")

# %% tags=["run"]
alice = log_in("alice")
log_out(alice)

both_sides(alice)

# %% [markdown] tags=["explain"]
# On the right the row is gone, with all that was in it. On the left `sessionid` is gone too: the answer asked for it, with `Max-Age=0`, as in lesson 03. The row was deleted, the cookie was *asked* to go. `csrftoken` stays as it is.
#
# The microscope shows a logout step by step. **Predict.** Does `request.user` become an `AnonymousUser` before the row is deleted, or after it?

# %% tags=["run"]
log_out(log_in("alice"))

microscope(site.exchanges[-1])

# %% [markdown] tags=["explain"]
# After it. First the signal goes out, while alice is known: whoever keeps a list of devices can strike this one. Then `flush` deletes the row. Then `request.user` becomes an `AnonymousUser`.
#
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 183 | <span lang="ko">session 을 Deletd하는 로직과 같음</span> | the same logic as deleting the session | **True.** |
# | 191 | <span lang="ko">session data를 DB에서 완전히 삭제</span> … | gone from the database, and from the cookie | **Half true.** The row: yes, this one. The cookie is asked to go. |

# %% tags=["explain"]
predict("12.what_goes").compare()

# %% [markdown] tags=["predict"]
# ## What does `logout()` need from you?
#
# The view behind that button calls a function, `logout`. Its sister `login` takes the request and a user. You can call `logout` right here, without a view.
#
# **Predict.** What does `logout` take, and what does it return?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 4. Ask: *who is logged out, if the call names no user?* Whoever's session hangs on the request. Goes wrong: `return logout(request)` in a view. It returns None, and a view must return an answer.

# %% tags=["run"]
print("takes:  ", logout.__code__.co_varnames[: logout.__code__.co_argcount])
alice = log_in("alice")
print("before: ", who(alice))

request = HttpRequest()
request.session = SessionStore(alice.cookies["sessionid"])
print("returns:", logout(request))
print("after:  ", who(alice))

# %% [markdown] tags=["explain"]
# The request, and no more: on it hangs the session that goes. Here we tied alice's session to an empty request. `None` comes back, and alice is out, although her client took no part in it. What the visitor sees next is for your view to say, mostly by a redirect.
#
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 185, 187 | <span lang="ko">logout 함수가 따로 있음</span>; <span lang="ko">인자를 request 하나만 받고 반한 값도 없음</span> | a function of its own; one argument, nothing returned | **True.** |

# %% [markdown] tags=["predict"]
# ## What if a stranger logs out?
#
# You are not logged in, and a cutting board lies in your session's cart. You send the form of the logout all the same.
#
# **Predict** the answer, and the cart.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 4. Ask: *would an error help anybody here?* Two tabs, two clicks: the second click comes from a stranger. Goes wrong: "nothing happens". The row goes, whoever it belongs to.

# %% tags=["predict"]
predict("12.stranger")

# %% tags=["run"]
stranger = with_a_board()
answer = log_out(stranger)
print(answer.status_code, answer.headers["Location"])

page(stranger.get(site.url + "/market/session-cart/"))

# %% [markdown] tags=["explain"]
# No error: 302, as for alice. But the cart is empty. `logout()` does not ask whether anybody is logged in; it deletes the session that the request brought, a stranger's too.
#
# **Predict.** And a stranger who has no session at all? Will the answer ask for `sessionid` to be dropped?

# %% tags=["run"]
stranger = requests.Session()
stranger.get(site.url + "/accounts/login/")
log_out(stranger)

microscope(site.exchanges[-1])

# %% [markdown] tags=["explain"]
# No cookie line: only a cookie that came with the request is asked to go.
#
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 189 | <span lang="ko">사용자가 로그인하지 않은 경우 오류를 발생시키지 않음</span> | no error if the user is not logged in | **True.** |

# %% tags=["explain"]
predict("12.stranger").compare()

# %% [markdown] tags=["predict"]
# ## Is dropping the cookie a logout?
#
# Somebody has copied alice's key: a shared computer, a backup, a script. Alice wants to be out, and throws all her cookies away.
#
# **Predict.** Who is who afterwards?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 5. Ask: *what does the server learn when you clear your cookies?* Nothing. Goes wrong: "the key is gone". One copy of it is gone.

# %% tags=["predict"]
predict("12.dropped")

# %% tags=["run"]
alice = log_in("alice")
thief = copy_of(alice)
alice.cookies.clear()

print("alice:", who(alice), "  thief:", who(thief))

# %% [markdown] tags=["explain"]
# Alice is asked to log in; the thief is alice, until the row expires: two weeks after its last change, as Django comes. That is **session hijacking**. The server was told nothing. Now with a real logout:

# %% tags=["run"]
alice = log_in("alice")
thief = copy_of(alice)
print("before:  thief:", who(thief))
log_out(alice)
print("after:   thief:", who(thief))

# %% [markdown] tags=["explain"]
# The thief sent the same 32 characters as before. They open nothing now, for no row has that key.
#
# > **Key idea.** A session that the server keeps ends at the server. Dropping the cookie ends nothing there; deleting the row ends every copy of the key.

# %% tags=["explain"]
predict("12.dropped").compare()

# %% [markdown] tags=["explain"]
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 193 | <span lang="ko">클라이언트에 남아있으면 누군가 엑세스할 수 있으니까</span> … | deleted, since what is left at the client lets somebody in | **Half true.** A good aim, but with the row gone a left-over key lets nobody in. |
#
# Django names another reason: the next person at the same browser must not find what you left. Look at that now.

# %% [markdown] tags=["predict"]
# ## Is it enough to forget the user?
#
# The session says who is logged in by one entry, `_auth_user_id`. Somebody builds a logout that deletes this entry, and keeps the rest.
#
# **Predict.** Does it look like a logout?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 5. Ask: *what else may lie in a session: searches, addresses, half a form?* Goes wrong: "the cart is harmless". Let them think of a pharmacy.

# %% tags=["run"]
client = log_in("alice", with_a_board())
session = SessionStore(client.cookies["sessionid"])
del session["_auth_user_id"]
session.save()

who(client)

# %% [markdown] tags=["explain"]
# It looks like one: alice is asked to log in. She gets up and goes. Now bob sits down at the same browser, and logs in.
#
# **Predict.** What is in his cart?

# %% tags=["run"]
log_in("bob", client)

page(client.get(site.url + "/market/session-cart/"))

# %% [markdown] tags=["explain"]
# Alice's board, in bob's name. The session looked like a stranger's, and what a stranger has is kept at the login: lesson 11. `logout()` deletes all of it, so that nothing is left to be found.
#
# > **Careful.** Delete no single entries to log somebody out. Call `logout(request)`.

# %% [markdown] tags=["predict"]
# ## Can a link log you out?
#
# A link is a GET. Alice opens the address of the logout as a link would.
#
# **Predict** the status, and who she is afterwards.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 8. Ask: *who in a browser sends GETs that no one clicked?* Pictures, previews, prefetching. Goes wrong: "it does no harm to be logged out". Ask who has lost a long form that way. The workshop takes some seconds.

# %% tags=["predict"]
predict("12.by_link")

# %% tags=["run"]
alice = log_in("alice")
alice.get(site.url + "/accounts/logout/")
print("alice:", who(alice))

show(site.exchanges[-2])

# %% [markdown] tags=["explain"]
# **405 Method Not Allowed**, and alice is still alice. The answer has to say which methods would do (RFC 9110 §15.5.6): under *Headers* you find `Allow: POST, OPTIONS`. Up to Django 4.2 a GET logged out, too.

# %% tags=["explain"]
predict("12.by_link").compare()

# %% [markdown] tags=["predict"]
# Why so strict? In a project of its own, `lesson-12`, `/bye/` logs out by any method. Its user alice comes in by the admin's login page.
#
# **Predict.** What can a picture in somebody's post do with that address?

# %% tags=["run"]
workshop = open_workshop("lesson-12")
workshop.manage("migrate")
alice = "User.objects.filter(username='alice') or User.objects.create_superuser('alice', password='only-for-class')"
urls = workshop.folder / "mysite/urls.py"
before = urls.read_text(encoding="utf-8").partition("\nfrom django.contrib.auth")[0]
workshop.manage("shell", "-c", alice).ok

# %% tags=["run"]
BYE = """
from django.contrib.auth import logout
from django.http import HttpResponse
from django.views.decorators.http import require_POST

def bye(request):
    logout(request)
    return HttpResponse("Bye.")
urlpatterns += [path("bye/", bye)]
"""

# %% [markdown]
# Alice is logged in there, and reads a board of the same site. Somebody has posted a picture of kittens. A browser gets pictures by itself; here three lines of Python do it in its place.

# %% tags=["run"]
urls.write_text(before + BYE, encoding="utf-8")
client = requests.Session()
client.get(workshop.url + "/admin/login/")
form = {"username": "alice", "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
client.post(workshop.url + "/admin/login/?next=/admin/", data=form)

kittens = f'<h1>Kittens!</h1> <img src="{workshop.url}/bye/" alt="Kittens at play">'
for address in re.findall(r'src="([^"]+)"', kittens):
    client.get(address)

ladder(workshop.exchanges[-4:])

# %% [markdown] tags=["explain"]
# The last arrow brings the key, and the answer takes it back: alice is out, and clicked nothing. GET is safe (RFC 9110 §9.2.1): whoever sends one asks for no change. So a GET must not make one.
#
# > **In a browser.** On a page of *another* site, Chromium keeps the cookie back for such a picture: Django's says `SameSite=Lax` (6265bis §5.8.3). When alice clicks a link there, it travels. (Firefox and Safari were not tried.)

# %% tags=["run"]
mended = BYE.replace("def bye", "@require_POST\ndef bye")
urls.write_text(before + mended, encoding="utf-8")
print(mended[mended.index("@") :])

for address in (workshop.url + "/bye/", site.url + "/accounts/logout/"):
    answer = requests.get(address)
    print(answer.status_code, " Allow:", answer.headers["Allow"], " cache:", answer.headers.get("Cache-Control"))

# %% [markdown] tags=["explain"]
# One line mends it: `@require_POST` answers 405 to every other method. The second line is Django's `LogoutView`, as the demo site has it. It does a little more: it keeps its answers out of caches, and brings the CSRF check along (lesson 10).

# %% [markdown] tags=["predict"]
# Another page could send a form by script, and that is a POST. Here is such a form, with alice's cookies.
#
# **Predict.** What stops it?

# %% tags=["run"]
alice = log_in("alice")
answer = alice.post(site.url + "/accounts/logout/")

answer.status_code, who(alice)

# %% [markdown] tags=["explain"]
# 403: the token is missing, which pages of the site have in their forms. From a page of another site, Chromium would not even bring the cookies: the form would come from a stranger. From the same site, another port for example, it does.
#
# So a logout is a small form: `method="post"`, `{% csrf_token %}`, one button.

# %% [markdown] tags=["predict"]
# ## This device, or all devices?
#
# Alice is logged in on her phone and on her laptop. She logs out on the phone.
#
# **Predict.** Who is she on the laptop?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 6. Ask: *you lost your phone: how do you log out on it?* Goes wrong: people think of a session as "alice's session". A session belongs to a key; alice has as many as she has devices.

# %% tags=["predict"]
predict("12.devices")

# %% tags=["run"]
site.reset()
phone, laptop = log_in("alice", device="a phone"), log_in("alice")
log_out(phone)
print("phone:", who(phone), "  laptop:", who(laptop))

session_explorer(phone=phone, laptop=laptop)

# %% [markdown] tags=["explain"]
# Still alice. Each login made a row of its own, and `DELETE` named one key. (`site.reset()` has taken away the rows from before, so that you see these two alone.)

# %% tags=["explain"]
predict("12.devices").compare()

# %% [markdown] tags=["predict"]
# To end the others, somebody has to know which rows are whose. This site writes that down at each login, in a table of its own, and shows it at `/accounts/devices/`.
#
# **Predict.** What will the page say of each device, and what must it not say?

# %% tags=["run"]
laptop = log_in("mina")
phone, library = log_in("mina", device="a phone"), log_in("mina", device="the library")

page(laptop.get(site.url + "/accounts/devices/"))

# %% [markdown] tags=["explain"]
# What the device calls itself, and when it logged in. Not the key: in the page's source, a button names a device by a number. Mina presses *Log out all of them*:

# %% tags=["run"]
form = {"end": "others", "csrfmiddlewaretoken": laptop.cookies["csrftoken"]}
laptop.post(site.url + "/accounts/devices/", data=form)

print("laptop:", who(laptop), "  phone:", who(phone), "  library:", who(library))

# %% [markdown] tags=["explain"]
# Two rows deleted, by a client that never held their keys. Django itself brings no such page. A new password ends all *other* devices: lesson 14. And then there is a switch:

# %% tags=["run"]
mina = get_user_model().objects.filter(username="mina")
for active in (False, True):
    mina.update(is_active=active)
    print(f"is_active={active!s:6} laptop:", who(laptop))

# %% [markdown] tags=["explain"]
# With `is_active=False` the key still opens the row, and Django's own backend takes the user for a stranger, on every device. The row stays: switched on again, mina is logged in as before.

# %% [markdown] tags=["predict"]
# ## What if the server keeps no row?
#
# Under the engine `signed_cookies` the session itself travels, signed (lesson 08). Alice logs out, and a thief has a copy from before.
#
# **Predict.** Who is the thief?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 3. Ask: *what would the server need, to refuse this copy?* A list of what was logged out: a store. Goes wrong: "signed, so it is safe". The signature is sound; that is the trouble.

# %% tags=["predict"]
predict("12.signed")

# %% tags=["run"]
site.keep_sessions_in("signed_cookies")
alice = log_in("alice")
thief = copy_of(alice)
log_out(alice)
gone = site.exchanges[-1]
print("alice:", who(alice), "  thief:", who(thief))
site.keep_sessions_in("db")

microscope(gone)

# %% [markdown] tags=["explain"]
# Alice, after the logout. There was no row to delete, so the answer could only ask for the cookie; and a thief does not listen. It stays good until it expires, or until what it is checked against changes: alice's password, her `is_active`, the site's secret key.

# %% tags=["explain"]
predict("12.signed").compare()

# %% [markdown]
# ## What you now know
#
# - `logout(request)`: one argument, returns nothing, no error for strangers; it deletes their session too.
# - The row goes, the cookie is asked to go, the CSRF token stays.
# - Where a session is a row, a logout ends every copy of its key, and no other device.
# - POST with a token, not a link.
#
# And all of it on one ladder:

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 2. Ask: *the thief's two requests carry the same key: why are they answered differently?* Then the exercises: the button in the learner's own project comes first.

# %% tags=["run"]
alice = log_in("alice")
thief = copy_of(alice)
thief.get(site.url + "/accounts/profile/")
log_out(alice)
thief.get(site.url + "/accounts/profile/", allow_redirects=False)

ladder(site.exchanges[-5:])

# %% [markdown]
# ## New words
#
# | English | Korean | Meaning |
# |---|---|---|
# | logout | <span lang="ko">로그아웃</span> | deleting the session that a request brings |
# | session hijacking | <span lang="ko">세션 하이재킹</span> | using a session by a key that was given to somebody else |
# | flush | <span lang="ko">비우기</span> | delete the session's row, with all that is in it |

# %% [markdown]
# ## Try it in a browser
#
# Log in as alice in two browsers, or in one and a private window of it. Open `/accounts/devices/` in both. End the other device from one of them, and reload in the other. Which of the two was told?
#
# ## Next
#
# The [exercises of this lesson](../exercises/12_logging_out.ipynb), then lesson 13: how a view asks who you are.
