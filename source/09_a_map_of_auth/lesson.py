# %% [markdown]
# # Auth is already there, in layers
#
# Users, permissions and sessions come with Django. Putting them to work is yours.
#
# **You will be able to**
# - say what `startproject` installed, and what it does not do by itself;
# - tell authentication from authorisation by two status codes;
# - follow a request through the middleware and back.
#
# **About 38 minutes.** It covers lines 1 to 15 and 199 of the notes.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 2. Ask: *what would you have to write yourself, if Django had no auth?* Keep the list; tick off at the end.

# %% tags=["setup"]
import requests
from classroom import onion, open_site, open_workshop, page, predict

site = open_site()

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser, Permission
from django.contrib.contenttypes.models import ContentType

site

# %% [markdown] tags=["predict"]
# ## What did `startproject` already install?
#
# `open_workshop` makes a project of your own, by `django-admin startproject`, and serves it. No line in it is yours yet.
#
# **Predict.** Does it have a table for users already?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 6. Goes wrong: "installed" is taken for "there". Installed means listed in settings; a table is there after `migrate`. The cell takes a few seconds.

# %% tags=["predict"]
predict("09.before_migrate")

# %% tags=["run"]
workshop = open_workshop("lesson-09")
settings = (workshop.folder / "mysite" / "settings.py").read_text(encoding="utf-8")

print(settings[settings.index("INSTALLED_APPS") : settings.index("ROOT_URLCONF")])

# %% [markdown] tags=["explain"]
# Six apps, and seven layers of **middleware**, which a request passes on its way in and out: all are listed from the first day. `auth` and `contenttypes` are among the apps, `SessionMiddleware` and `AuthenticationMiddleware` among the layers. Now ask for a page that needs a user. A made-up key goes along, so that Django has something to look up:

# %% tags=["run"]
workshop.reset()
answer = requests.get(workshop.url + "/admin/", cookies={"sessionid": "x" * 32})

print(answer.status_code)
print(answer.text)

# %% [markdown] tags=["explain"]
# `no such table: django_session`. The apps are listed, their tables are not made. Making them is a command of yours, `migrate`:

# %% tags=["run"]
workshop.manage("migrate")

# %% tags=["run"]
answer = requests.get(workshop.url + "/admin/", cookies={"sessionid": "x" * 32})

answer.status_code, answer.url

# %% [markdown] tags=["explain"]
# The same request is answered now, by the login page of the admin. `auth` brought its core with it: users, groups and permissions, and the default models for them.
#
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 1 | <span lang="ko">이미 내장앱이 작성이 되어있음 -> 장고의 인증 시스템에서 반응</span> | built-in apps are there already; Django's auth system reacts | **Half true.** They are listed in the settings from the first day. It could look up no key before `migrate`: *no such table*. |
# | 3 | <span lang="ko">auth 인증 프레임워크의 핵심 기본 모델 포함</span> | auth holds the core and the default models | **True.** |

# %% tags=["explain"]
predict("09.before_migrate").compare()

# %% [markdown] tags=["predict"]
# ## What is `contenttypes` for?
#
# The demo site has a model `Article`. Its code names no permission.
#
# **Predict.** How many permissions does it have?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 4. Goes wrong: "contenttypes is part of the permissions". It is the other way round: permissions are one customer of contenttypes.

# %% tags=["run"]
kind = ContentType.objects.get(app_label="articles", model="article")

print(kind, kind.model_class()._meta.default_permissions)
[permission.codename for permission in Permission.objects.filter(content_type=kind)]

# %% [markdown] tags=["explain"]
# Four, made by `migrate`: one for each word in the model's `default_permissions`, which a model may change. A **content type** is a row that stands for a model. A **permission** points to such a row, so that *change* means *change articles*.

# %% tags=["run"]
sorted(f"{each.app_label}.{each.model}" for each in ContentType.objects.all())[:8]

# %% [markdown] tags=["explain"]
# Every model of an installed app has one; a user has, and so has a permission. Other apps use the list as well: comments or tags that may belong to any model.
#
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 5 | <span lang="ko">contenttypes 권한에 관련된 것</span> | contenttypes is about permissions | **Half true.** It is a register of models. Permissions are one of its users. |

# %% [markdown] tags=["predict"]
# ## Who are you, and what may you do?
#
# Alice wrote a note on the board. First a stranger, then bob, asks for the page that edits it.
#
# **Predict** the two status codes.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 6. Ask: *which of the two questions does a passport answer, which a ticket?* Goes wrong: 401 is expected. Django sends browsers to a login page instead.

# %% tags=["predict"]
predict("09.two_answers")

# %% tags=["run"]
User = get_user_model()
note = User.objects.get(username="alice").articles.first()
edit = f"{site.url}/articles/{note.pk}/edit/"
stranger = requests.get(edit, allow_redirects=False)

print(stranger.status_code, stranger.headers["Location"])

# %% [markdown] tags=["explain"]
# 302, and the address of the login page, with `next` to bring you back. Now bob logs in, and asks for the same page:

# %% tags=["run"]
bob = requests.Session()
bob.get(site.url + "/accounts/login/")
form = {"username": "bob", "password": "only-for-class", "csrfmiddlewaretoken": bob.cookies["csrftoken"]}
bob.post(site.url + "/accounts/login/", data=form)

page(bob.get(edit))

# %% [markdown] tags=["explain"]
# The stranger is sent to the login page (302): *who are you?* is still open. Bob is known and refused (403): he is bob, and bob may not. The first question is **authentication**, the second **authorisation**.

# %% tags=["explain"]
predict("09.two_answers").compare()

# %% [markdown] tags=["explain"]
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 9 | <span lang="ko">인증과 권한이 결합되어 있는데 인증시스템이라고 함</span> | both together are called the auth system | **True.** One app, `django.contrib.auth`. |
# | 13 | <span lang="ko">인증 신원 확인</span> | authentication: who somebody is | **True.** |
# | 15 | <span lang="ko">권한 권한 부여 인증된 사용자가 수행할 수 있는 작업을 결정</span> | what a known user may do | **True.** |

# %% [markdown] tags=["predict"]
# ## Who is asked for, and when?
#
# Bob is logged in. He asks for two pages: the echo of the desk, and his profile.
#
# **Predict.** How many SQL statements does each cost, only to know who he is?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 5. Ask: *what would a site cost that looked every visitor up?* Goes wrong: "the middleware loads the user". It only promises to.

# %% tags=["predict"]
predict("09.statements")

# %% tags=["run"]
bob = requests.Session()
bob.get(site.url + "/accounts/login/")
form = {"username": "bob", "password": "only-for-class", "csrfmiddlewaretoken": bob.cookies["csrftoken"]}
bob.post(site.url + "/accounts/login/", data=form)

for path in ("/desk/echo/", "/accounts/profile/"):
    bob.get(site.url + path)
    asked = site.exchanges[-1]
    print(path, " key came along:", "sessionid" in dict(asked.request_cookies), " user:", asked.notes.user_asked)
    for each in asked.notes.statements:
        print("    ", each.sql.partition(" FROM ")[2].partition(" WHERE")[0])

# %% [markdown] tags=["explain"]
# The echo: none, although bob's key came along. `request.user` is **lazy**: a promise, kept only when somebody looks. The profile looked (`user: True`): a session row was read, then a user row.

# %% tags=["explain"]
predict("09.statements").compare()

# %% tags=["run"]
visitor = AnonymousUser()

visitor.is_authenticated, visitor.username, visitor.get_all_permissions()

# %% [markdown] tags=["explain"]
# And what is `request.user` without a key? Not `None`: it is an `AnonymousUser`, not authenticated, with an empty name and no permissions. Lesson 13 meets it again.

# %% [markdown] tags=["predict"]
# ## Which way does a request take?
#
# Seven layers, listed from the outside in. A login comes in through all of them, and its answer has to get out again.
#
# **Predict.** Which layer sees the answer first?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 6. Ask: *at which layer does `request.user` begin to exist? And where is the cookie written?* Trace it on the screen with a finger, in and out.

# %% tags=["predict"]
predict("09.first_on_the_way_out")

# %% tags=["run"]
client = requests.Session()
client.get(site.url + "/accounts/login/")
form = {"username": "alice", "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
client.post(site.url + "/accounts/login/", data=form, allow_redirects=False)

onion(site.exchanges[-1])

# %% [markdown] tags=["explain"]
# In, layer by layer; then the view; then out, in the opposite order. `request.session` appears at the second layer, `request.user` at the fifth. The innermost, `XFrameOptions`, sees the answer first.

# %% tags=["explain"]
predict("09.first_on_the_way_out").compare()

# %% [markdown] tags=["explain"]
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 199 | <span lang="ko">request가 들어오면 middleware를 쭉 통과하고</span> … <span lang="ko">다시 response로 올라 가면서 함수, middleware를 통과함</span> | in through the middleware, URL and view, out again | **True.** The URL is looked up after the last layer, and a layer may answer before the view. |

# %% [markdown] tags=["predict"]
# That last half sentence, live: the same form, without its token.
#
# **Predict.** How far does the request come?

# %% tags=["run"]
client = requests.Session()
client.get(site.url + "/accounts/login/")
client.post(site.url + "/accounts/login/", data={"username": "alice", "password": "only-for-class"})

onion(site.exchanges[-1])

# %% [markdown] tags=["explain"]
# In through all seven layers, and no further: *view, not reached*. `CsrfViewMiddleware` waits until the view is known, looks at the form, and answers 403 in its stead. No password was looked at. Every layer saw the answer on its way out.

# %% [markdown] tags=["predict"]
# ## What if the order is wrong?
#
# In your own project, let `AuthenticationMiddleware` stand before the one that brings sessions. Then ask Django to check the project.
#
# **Predict.** Does `check` complain?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 7. Goes wrong: people trust `check`. Of these two it looks whether both are there, not in which order. Read the error aloud: it says what to do.

# %% tags=["predict"]
predict("09.check")

# %% tags=["run"]
workshop = open_workshop("lesson-09")
workshop.reset()
wrong = "\nMIDDLEWARE.insert(0, MIDDLEWARE.pop(4))\n"
with open(workshop.folder / "mysite" / "settings.py", "a", encoding="utf-8") as file:
    file.write(wrong)

workshop.manage("check")

# %% [markdown] tags=["explain"]
# No issues, says `check`. Now a request, for any page:

# %% tags=["run"]
answer = requests.get(workshop.url + "/")

print(answer.status_code)
print(answer.text)

# %% [markdown] tags=["explain"]
# The request says otherwise, and in so many words: the authentication middleware requires session middleware *before* it. On the way in, a layer can use only what an outer one has already put there.

# %% tags=["explain"]
predict("09.check").compare()

# %% [markdown]
# Is there an order that `check` does look at? `LoginRequiredMiddleware` comes in lesson 13. Here it stands first:

# %% tags=["run"]
workshop.reset()
first = '\nMIDDLEWARE.insert(0, "django.contrib.auth.middleware.LoginRequiredMiddleware")\n'
with open(workshop.folder / "mysite" / "settings.py", "a", encoding="utf-8") as file:
    file.write(first)

workshop.manage("check")

# %% [markdown] tags=["explain"]
# There is: `auth.E013`, before any request. So some wrong orders have a check of their own, and others show only when a request comes.

# %% tags=["run"]
workshop.reset()

requests.get(workshop.url + "/").status_code

# %% [markdown]
# ## What you now know
#
# - `startproject` lists apps and layers; `migrate` makes the apps' tables, and by default four permissions for each model.
# - Who are you: here a stranger got 302, to the login page. What may you do: bob got 403.
# - `request.user` is lazy, and never `None`.
# - A request passes the layers in the list's order, its answer in the opposite one. A layer may answer early; order matters.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 2. Ask: *where in the onion would you put a layer that logs every user's name?*

# %% tags=["run"]
requests.get(site.url + "/accounts/profile/", allow_redirects=False)

onion(site.exchanges[-1])

# %% [markdown]
# ## New words
#
# | English | Korean | Meaning |
# |---|---|---|
# | authentication | <span lang="ko">인증</span> | finding out who somebody is |
# | authorisation | <span lang="ko">인가 (권한 부여)</span> | deciding what somebody may do |
# | permission | <span lang="ko">권한</span> | the right to do one thing with the rows of one model |
# | content type | <span lang="ko">콘텐츠 타입</span> | a row that stands for a model |
# | middleware | <span lang="ko">미들웨어</span> | a layer that a request passes on its way in and out |
# | lazy | <span lang="ko">지연 평가</span> | looked up only when somebody asks |
# | anonymous user | <span lang="ko">익명 사용자</span> | what `request.user` is without a login |

# %% [markdown]
# ## Try it in a browser
#
# Log in as bob, and open the edit page of one of alice's notes. Then log in as omar, who is an editor, and open the same page. Which of the two questions did the site answer differently?
#
# ## Next
#
# The [exercises of this lesson](../exercises/09_a_map_of_auth.ipynb), then lesson 10: the accounts app.
