# %% [markdown]
# # An app is made first and registered second
#
# Django's users come with every new project; their *pages* do not. These get an app of their own.
#
# **You will be able to**
# - make an app, register it, read the errors of the wrong order;
# - give it addresses and templates;
# - say what the name `accounts` is good for.
#
# **About 50 minutes.** It covers lines 21, 23, 27, 29, 31, 33 of the notes.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 2. Ask: *where in your project is the login page now?* The admin has one, for staff; for everybody else the models are there, the pages are not. A good break is before *Must it be called accounts?*

# %% tags=["setup"]
import requests
from classroom import ladder, open_site, open_workshop, page, predict

site = open_site()
workshop = open_workshop("lesson-10")
workshop

# %% [markdown]
# The workshop is a real project on your disk, made for this lesson: it may break. Open its files beside this notebook. Two helpers do what you do in an editor. `write` saves a file. `register` changes the settings: these apps, and no others, at the end of `INSTALLED_APPS`, and `then` as the last line.

# %% tags=["setup"]
def write(name, text):
    path = workshop.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")

def register(*apps, then=""):
    old = (workshop.folder / "mysite/settings.py").read_text(encoding="utf-8").split("\n# Lesson 10\n")[0]
    before, last, after = old.partition("    'django.contrib.staticfiles',\n")
    lines = "".join(f"    '{app}',\n" for app in apps)
    write("mysite/settings.py", before + last + lines + after[after.index("]"):] + f"\n# Lesson 10\n{then}\n")

# %% [markdown] tags=["predict"]
# ## What does `startapp` make?
#
# The project begins anew, as `startproject` left it. Then one command makes an app.
#
# **Predict.** Which of these does it make: `models.py`, `urls.py`, a folder for templates, a line in the settings?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 4. Ask: *which of these files will the login page need, and which are missing?* Goes wrong: people think that the command has told Django. It has made files, and nothing else.

# %% tags=["run"]
workshop.reset()
print(workshop.manage("startapp", "accounts"), end="\n\n")
print(workshop.manage("makemigrations", "accounts"), end="\n\n")

register("accounts")
print(workshop.manage("makemigrations", "accounts"))

# %% [markdown] tags=["explain"]
# Seven files in one folder. No `urls.py`, no templates: those are yours to make. And no line in the settings: *No installed app with label 'accounts'*. After `register` Django knows the app, and has nothing to do yet.
#
# An **app** is a Python package with one part of a project; it is *registered* when `INSTALLED_APPS` names it. Its **label** is its short name: by default the last part of the dotted name, as `auth` of `django.contrib.auth`.

# %% [markdown] tags=["predict"]
# ## What if the app is registered first?
#
# Now the other way round, with an app called `shop`. The settings name it already; the folder is not there.
#
# **Predict.** How much of the project still works?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 4. Ask: *the only command that could help cannot run; what would you do?* Goes wrong: people run `startapp` again and again. Read the error aloud: which line of which file?

# %% tags=["predict"]
predict("10.registered_first")

# %% tags=["run"]
register("shop")
print(workshop.manage("startapp", "shop"), end="\n\n")
print("help:  ", workshop.manage("help").problem.what)
print("GET /: ", requests.get(workshop.url + "/").status_code)

register()

# %% [markdown] tags=["explain"]
# Before `manage.py` does anything, it imports every app that the settings name. So none of its commands works, not even `help`, and no page. `runserver` would show the same error and wait.
#
# The way out: take the line out (`register()` did), make the app, put the line back. Or `django-admin startapp shop`, which loads no settings.

# %% [markdown] tags=["explain"]
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 27 | <span lang="ko">accounts 앱 생성했으면 앱 등록 생성 후 등록!!</span> | made the accounts app? Then register it: after making it! | **True.** The other way round no command of `manage.py` runs. |

# %% tags=["explain"]
predict("10.registered_first").compare()

# %% [markdown] tags=["predict"]
# ## What is missing while it is not registered?
#
# The app exists, and no setting names it. It has two views: one answers with a line of text, the other renders a template that lies in the app.
#
# **Predict** what works.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 6. Ask: *who looks for the view, and who for the template?* Python and Django. Goes wrong: "one view works, so it is registered". And `No changes detected` is taken for good news.

# %% tags=["predict"]
predict("10.not_registered")

# %% tags=["run"]
register()
write("accounts/__init__.py", "")
write("accounts/views.py", '''from django.http import HttpResponse
from django.shortcuts import render

def text(request):
    return HttpResponse("A view answers.")

def login(request):
    return render(request, "accounts/login.html")
''')
write("accounts/templates/accounts/login.html", "<h1>Log in</h1>")

# %% [markdown] tags=["explain"]
# Two addresses lead to them. Then a visit to each, and a command:

# %% tags=["run"]
write("mysite/urls.py", '''from accounts import views
from django.urls import path

urlpatterns = [path("text/", views.text), path("login/", views.login)]
''')
print(requests.get(workshop.url + "/text/").text, end="\n\n")
print(requests.get(workshop.url + "/login/").text)
print(workshop.manage("makemigrations", "accounts"))

# %% [markdown] tags=["explain"]
# The first works: a view is a matter of Python's `import`. The second ends in `TemplateDoesNotExist`, though the file lies where it should. As `startproject` sets it up, Django searches the `templates` folders of *registered* apps. The command knows no such app.

# %% tags=["explain"]
predict("10.not_registered").compare()

# %% [markdown] tags=["predict"]
# With a model the mistake is harder to see.
#
# **Predict.** What does `makemigrations` say, without a name? And what does Python say when it imports the model?

# %% tags=["run"]
write("accounts/models.py", '''from django.db import models

class Note(models.Model):
    text = models.TextField()
''')
print(workshop.manage("makemigrations"), end="\n\n")
print(workshop.manage("shell", "--no-imports", "-c", "import accounts.models"))

write("accounts/models.py", "")

# %% [markdown] tags=["explain"]
# *No changes detected*: it looked into the registered apps, and not into yours. The `RuntimeError` is the honest one: the model belongs to no app of `INSTALLED_APPS`. One line mends the template as well:

# %% tags=["run"]
register("accounts")

page(requests.get(workshop.url + "/login/"))

# %% [markdown] tags=["predict"]
# ## When is the user model chosen?
#
# `accounts` is where your own user model will live: two lines, and lesson 14 tells why. But *when* must they be written? Here the project is migrated first.
#
# **Predict.** Can the users move to `accounts` afterwards?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 5. Ask: *which tables point at a user?* Those of admin and of permissions, from the first migration on. Goes wrong: people delete migration files to get rid of the error. It is the database that remembers.

# %% tags=["run"]
register()
for old in ("db.sqlite3", "accounts/migrations/0001_initial.py"):
    (workshop.folder / old).unlink(missing_ok=True)
print("first migrate:", workshop.manage("migrate").ok)

write("accounts/__init__.py", "")
write("accounts/migrations/__init__.py", "")
write("accounts/models.py", "from django.contrib.auth.models import AbstractUser\n\nclass User(AbstractUser): pass\n")
register("accounts", then='AUTH_USER_MODEL = "accounts.User"')
workshop.manage("migrate")

# %% [markdown] tags=["explain"]
# *Dependency on app with no migrations*: Django's own tables want to point at `accounts.User`, and nothing says how its table is made. A **migration** says that. Write one, and migrate; then again without the old database.

# %% tags=["run"]
print(workshop.manage("makemigrations", "accounts"), workshop.manage("migrate"), sep="\n\n", end="\n\n")

(workshop.folder / "db.sqlite3").unlink(missing_ok=True)
print(workshop.manage("migrate"))

write("accounts/models.py", "")
register()

# %% [markdown] tags=["explain"]
# `InconsistentMigrationHistory`: admin was set up when its users were still Django's own, and the database remembers. In a new one `accounts.0001_initial` comes before admin. (To move users later is possible, by hand; Django's documentation warns of the work. The last two lines take the app out again; to see the error once more, begin with the cell before.)
#
# > **Key idea.** Register the app, name its `User` in `AUTH_USER_MODEL`, make its migration, and only then migrate for the first time.

# %% [markdown] tags=["predict"]
# ## How does an address get into the app?
#
# `include()` hands a part of all addresses on to an app. Below, the project includes `accounts.urls` before that file exists. (Addresses are a matter of `import` too, so the app is not even registered here.)
#
# **Predict.** Which pages of the project still work?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 7. Ask: *why does a page that has nothing to do with accounts fail?* Goes wrong: "it does not appear to have any patterns" is read as a wrong path. The list itself is missing, or its name is misspelt.

# %% tags=["run"]
register()
write("accounts/__init__.py", "")
(workshop.folder / "accounts/urls.py").unlink(missing_ok=True)
write("mysite/urls.py", '''from django.urls import include, path

urlpatterns = [path("accounts/", include("accounts.urls"))]
''')
print(requests.get(workshop.url + "/another/page/").text)

# %% [markdown] tags=["explain"]
# None: no address can be looked up while the list of addresses cannot be built. Django names the missing module, `accounts.urls`. `startapp` does not make it. Is an empty file enough?

# %% tags=["run"]
write("accounts/urls.py", "")

print(requests.get(workshop.url + "/another/page/").text)

# %% [markdown] tags=["explain"]
# *Does not appear to have any patterns in it*: a **URLconf** is a module with a list called `urlpatterns`. The same words come if you misspell that name. Here is a whole one, built as that of any other app:

# %% tags=["run"]
write("accounts/views.py", '''from django.http import HttpResponse

def login(request):
    return HttpResponse("The login page.")
''')
write("accounts/urls.py", '''from . import views
from django.urls import path
app_name = "accounts"
urlpatterns = [path("login/", views.login, name="login")]
''')
requests.get(workshop.url + "/accounts/login/").text

# %% [markdown] tags=["explain"]
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 29 | <span lang="ko">이 문자열이 들어온다면~~</span> | if this string comes in … | **True.** That is `path("accounts/", include(…))`. |
# | 31 | <span lang="ko">articles랑 구조는 똑같을거니까~</span> | built the same as articles | **True**: its own `urls.py`, and `app_name`. |
# | 33 | <span lang="ko">accounts 앱의 urls.py 만들어줌</span> | make the app's `urls.py` | **True.** `startapp` does not. |

# %% [markdown] tags=["predict"]
# ### Which part of the address does the app see?
#
# The app's own line says `path("login/", …)`. Somebody writes the whole address there instead: `path("accounts/login/", …)`.
#
# **Predict.** Where does the page answer then?

# %% tags=["run"]
urls = (workshop.folder / "accounts/urls.py").read_text(encoding="utf-8")
write("accounts/urls.py", urls.replace('"login/"', '"accounts/login/"'))
for path in ("/accounts/login/", "/accounts/accounts/login/"):
    print(path, requests.get(workshop.url + path).status_code)

ask = "import django.urls as u; print(u.reverse('accounts:login'))"
print(workshop.manage("shell", "--no-imports", "-c", ask), end="\n\n")
write("accounts/urls.py", urls.replace('app_name = "accounts"\n', ""))
print(workshop.manage("shell", "--no-imports", "-c", ask))
write("accounts/urls.py", urls)

# %% [markdown] tags=["explain"]
# `include()` cuts off what has matched and hands on the rest, so the app never sees `accounts/`.
#
# `reverse` goes the other way: a *name* becomes an address, wherever the page is. `app_name` gives the **namespace**, the word before the colon; in a template: `{% url 'accounts:login' %}`. Without that line: `NoReverseMatch`, *'accounts' is not a registered namespace*.

# %% [markdown] tags=["predict"]
# ## Must it be called `accounts`?
#
# The notes say that Django uses this name inside. All its default settings stand in one module, so you can look.
#
# **Predict** how often it occurs.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 4. Ask: *which two pages of a site does Django itself have to know?* Where one logs in, and where one lands after it. Goes wrong: the app `auth` and the app `accounts` are taken for one.

# %% tags=["predict"]
predict("10.name")

# %% tags=["run"]
from django.conf import global_settings

{name: value for name, value in vars(global_settings).items() if "accounts" in str(value)}

# %% [markdown] tags=["explain"]
# Two, and both are *addresses*: where a stranger is sent to log in, and where one lands after it. No app and no module of Django is called accounts; the users live in `django.contrib.auth`.

# %% tags=["explain"]
predict("10.name").compare()

# %% [markdown] tags=["predict"]
# So lay the login page under `people/`, and beside it a page for known users only: `login_required` sends everybody else away. A stranger asks for that page, first with no setting of ours, then with one.
#
# **Predict.** Where is the stranger sent each time, and what is there?

# %% tags=["run"]
write("mysite/urls.py", '''from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import path

def page(request):
    return HttpResponse("A page of people.")
urlpatterns = [path("people/login/", page), path("people/secret/", login_required(page))]
''')
for then in ("", 'LOGIN_URL = "/people/login/"'):
    register(then=then)
    requests.get(workshop.url + "/people/secret/")

# %% tags=["run"]
ladder(workshop.exchanges[-4:])

# %% [markdown] tags=["explain"]
# Untold, Django sends the stranger to `/accounts/login/`, and there is nothing: 404. One setting mends it.
#
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 21 | <span lang="ko">반드시 acoutns 일 필요는 없음</span> | need not be accounts | **True.** |
# | 23 | <span lang="ko">내부적으로 accounts라는 이름으로 사용되고 있기 때문에</span> | because Django uses the name inside | **Half true.** In two default addresses, no more. An app with `login/` and `profile/` under `accounts/` saves two settings. |

# %% [markdown] tags=["predict"]
# ## Why does the app's name stand twice?
#
# A template lies in `accounts/templates/accounts/login.html`. The second `accounts` looks needless. Below, two apps do without it, and the address `/accounts/` shows `index.html`.
#
# **Predict** which page comes.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 5. Ask: *how long would you look for that, with no error at all?* Goes wrong: people reorder `INSTALLED_APPS`. Then the other page is wrong; let them try it.

# %% tags=["predict"]
predict("10.same_template")

# %% tags=["run"]
for app in ("articles", "accounts"):
    write(f"{app}/__init__.py", "")
    write(f"{app}/templates/index.html", f"<h1>The page of {app}</h1>")
write("mysite/urls.py", '''from django.urls import path
from django.views.generic import TemplateView
urlpatterns = [path("accounts/", TemplateView.as_view(template_name="index.html"))]
''')
for order in (("articles", "accounts"), ("accounts", "articles")):
    register(*order)
    print(order, "->", requests.get(workshop.url + "/accounts/").text)

# %% [markdown] tags=["explain"]
# The first app of the list wins, whatever the address. Django puts the apps' `templates` folders one behind the other, and a template's name is its path *below* them. A folder with the app's name in it makes the names differ: `accounts/index.html`, `articles/index.html`.

# %% tags=["explain"]
predict("10.same_template").compare()

# %% [markdown] tags=["predict"]
# ## What does GET on the login page do?
#
# Django brings a view, `LoginView`, and a form, `AuthenticationForm`.
#
# **Predict.** Does it bring the page as well?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 7. Ask: *what has the server written down, now that the page is on your screen?* Nothing. Goes wrong: the CSRF cookie is taken for a session. Compare the names; then look at `workshop.sessions`.

# %% tags=["run"]
register()
write("mysite/urls.py", '''from django.contrib.auth.views import LoginView
from django.urls import path
urlpatterns = [path("accounts/login/", LoginView.as_view())]''')

print(requests.get(workshop.url + "/accounts/login/").text)

# %% [markdown] tags=["explain"]
# No: it looks for `registration/login.html`, and Django ships no such file. You could make one in the templates of `accounts`. First we write the view ourselves, to see every step. What `LoginView` does besides, we ask at the end of the section.

# %% tags=["run"]
write("accounts/__init__.py", "")
register("accounts")
write("accounts/views.py", '''from django.contrib.auth.forms import AuthenticationForm
from django.shortcuts import render

def login(request):
    return render(request, "accounts/login.html", {"form": AuthenticationForm(request)})
''')
write("accounts/templates/accounts/login.html", '''<h1>Log in</h1>
<form method="post">{% csrf_token %} {{ form }} <button>Log in</button></form>
''')

# %% [markdown] tags=["predict"]
# Without an `action` a form is sent to the page's own address. Ask for it once.
#
# **Predict.** What does the GET leave behind: a cookie, a session row, both, nothing?

# %% tags=["run"]
write("mysite/urls.py", '''from accounts import views
from django.urls import path

urlpatterns = [path("accounts/login/", views.login, name="login")]
''')
client = requests.Session()
answer = client.get(workshop.url + "/accounts/login/")
print("cookies:", list(client.cookies.keys()), " session rows:", len(workshop.sessions))

page(answer)

# %% [markdown] tags=["explain"]
# One cookie, `csrftoken`, because the template asked for a token. No session: the view put nothing into one, and the server has stored nothing. GET *shows*; that is what a safe method is for (RFC 9110 §9.2.1).
#
# Three slips are easy to make here. This is what each of them does:

# %% tags=["run"]
address, typed = workshop.url + "/accounts/login/", {"username": "mina", "password": "only-for-class"}
print("method missing:", client.get(address, params=typed).request.path_url)
print("token missing: ", client.post(address, data=typed).status_code)

from django.contrib.auth.forms import AuthenticationForm

print("data on GET:   ", AuthenticationForm(None, {}).errors.as_json()[:70])

# %% [markdown] tags=["explain"]
# Without `method="post"` the password stands in the address. Without `{% csrf_token %}` the POST is answered 403, before your view. And a form that is given data, even an empty dict, is **bound**: it complains before anybody has typed.
#
# > **Careful.** On GET: `AuthenticationForm(request)`, and nothing more.

# %% [markdown] tags=["predict"]
# Django's `LoginView` can show our template, too. Below it is `ready/`. A third page, `careful/`, is our view in three of Django's decorators.
#
# **Predict.** All three pages look alike. Where do they differ?

# %% tags=["run"]
write("mysite/urls.py", '''from accounts import views
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
careful = login_not_required(never_cache(csrf_protect(views.login)))
ready = LoginView.as_view(template_name="accounts/login.html")
urlpatterns = [path("accounts/login/", views.login), path("careful/", careful), path("ready/", ready)]
''')

# %% tags=["run"]
layer = 'MIDDLEWARE += ["django.contrib.auth.middleware.LoginRequiredMiddleware"]'
no_guard = 'MIDDLEWARE.remove("django.middleware.csrf.CsrfViewMiddleware")'
for then in ("", layer, no_guard):
    register("accounts", then=then)
    for path in ("/accounts/login/", "/careful/", "/ready/"):
        answer = requests.get(workshop.url + path, allow_redirects=False)
        posted = requests.post(workshop.url + path).status_code
        cache = answer.headers.get("Cache-Control", "-")[:9]
        print(f"{path:17} GET: {answer.status_code} cache: {cache:9} POST without token: {posted}")
register("accounts")

# %% [markdown] tags=["explain"]
# The first line of each three is our view. It has no `Cache-Control`, so a cache may keep the page (`never_cache`). Under the layer of lesson 13, which sends strangers to log in, it sends them to itself, without end: 302 (`login_not_required`). Where the CSRF layer is missing, it takes any form: 200 (`csrf_protect`). In the decorators it behaves as `LoginView` does here. One more, for passwords, comes in lesson 11.

# %% [markdown] tags=["predict"]
# ## How does a view set a cookie, and take it back?
#
# In lesson 04 a cookie hid the market's notice for a day. Here a view of your own does it: at a POST it makes the answer, calls its `set_cookie`, and returns it.
#
# **Predict.** Which of the arguments will stand in the answer's `Set-Cookie`, and which come back with the next request?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 4. Ask: *why does the view need the answer in a variable?* The cookie is a line of that answer. Goes wrong: it is set on one answer, and another one is returned.

# %% tags=["run"]
write("accounts/views.py", '''from django.shortcuts import redirect, render

def board(request):
    if request.method == "POST":
        answer = redirect("/board/")
        answer.set_cookie("notice", "hidden", max_age=86400, path="/board/", httponly=True, samesite="Lax")
        return answer
    return render(request, "accounts/board.html", {"hidden": "notice" in request.COOKIES})
''')
write("accounts/templates/accounts/board.html", """{% if not hidden %}<p>Closed on Monday.</p>{% endif %}
<form method="post">{% csrf_token %}<button>Hide this today</button></form>""")

# %% tags=["run"]
write("mysite/urls.py", '''from accounts import views
from django.urls import path
urlpatterns = [path("board/", views.board)]
''')
client = requests.Session()
client.get(workshop.url + "/board/")
form = {"csrfmiddlewaretoken": client.cookies["csrftoken"]}
answer = client.post(workshop.url + "/board/", data=form)
print(workshop.exchanges[-2].response.header("set-cookie"), dict(workshop.exchanges[-1].request_cookies), sep="\n")
page(answer)

# %% [markdown] tags=["explain"]
# All of them, and `Expires` as well; lesson 05 has what each means. Name and value alone came back, and the view found them in `request.COOKIES`: the page has no notice. `request.method` told the view that this was a POST; at a GET it only shows the page.
#
# **Predict.** Now the view calls `answer.delete_cookie("notice")` instead. Does the cookie go?

# %% tags=["run"]
client.post(workshop.url + "/board/", data=form)
old = (workshop.folder / "accounts/views.py").read_text(encoding="utf-8")
sets = 'set_cookie("notice", "hidden", max_age=86400, path="/board/", httponly=True, samesite="Lax")'
for deletes in ('delete_cookie("notice")', 'delete_cookie("notice", path="/board/")'):
    write("accounts/views.py", old.replace(sets, deletes))
    client.post(workshop.url + "/board/", data=form)
    print(workshop.exchanges[-2].response.header("set-cookie"), "\nstill in the jar:", "notice" in client.cookies)
write("accounts/views.py", old)

# %% [markdown] tags=["explain"]
# Not with the first line. `delete_cookie` writes the same name again, empty and with `Max-Age=0`, and where you name no path it says `Path=/`. To the client that is another cookie. Name, domain and path must be those with which it was set.

# %% [markdown]
# ## What you now know
#
# - The folder first, its name in `INSTALLED_APPS` second, the first `migrate` last.
# - Of an unregistered app Django finds no templates and no models.
# - `include()` hands on the rest of an address to the app's own `urls.py`.
# - `accounts` is a part of two default addresses, no more.
# - A cookie is a line of the answer: `set_cookie`, and `delete_cookie` with the same path.
#
# This is the finished page of the demo site. Which file gave which part?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 2. Ask: *name every file that took part in this page.* Settings, two urls.py, views, the form, two templates: write the way on the board, it is the plan of the exercises.

# %% tags=["run"]
page(requests.get(site.url + "/accounts/login/"))

# %% [markdown]
# ## New words
#
# | English | Korean | Meaning |
# |---|---|---|
# | app | <span lang="ko">앱</span> | a Python package: one part of a project |
# | label | <span lang="ko">레이블</span> | an app's short name, by default the end of its dotted name |
# | setting | <span lang="ko">설정</span> | a name in capitals in `settings.py` |
# | migration | <span lang="ko">마이그레이션</span> | a file that says how tables are made or changed |
# | URLconf | <span lang="ko">URL 설정</span> | a module with a list called `urlpatterns` |
# | namespace | <span lang="ko">이름공간</span> | the word before the colon in `accounts:login` |
# | template | <span lang="ko">템플릿</span> | a file from which pages are made |
# | bound form | <span lang="ko">바인딩된 폼</span> | a form that was given data, and judges it |

# %% [markdown]
# ## Try it in a browser
#
# Show `workshop` in a cell, and open its address with `/board/` behind it: that is what the project has now. Then break `INSTALLED_APPS` in the editor, save, and reload. In a terminal in that folder, `python manage.py runserver` says the same, without the course.
#
# ## Next
#
# The [exercises of this lesson](../exercises/10_the_accounts_app.ipynb) begin the project that you take away. Then lesson 11: logging in.
