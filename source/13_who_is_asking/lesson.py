# %% [markdown]
# # Every request has a user
#
# Even a stranger's has one. Here is how a view, a template and a whole site ask who it is.
#
# **You will be able to**
# - ask whether somebody is logged in, without the usual trap;
# - put a view, or a whole site, behind a gate;
# - write a layer of your own.
#
# **About 36 minutes.** It puts lines 197 and 199 of the notes right.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 2. Ask: *how would you ask in an `if` whether somebody is logged in?* Write the first answer on the board, whatever it is.

# %% tags=["setup"]
import requests
from classroom import onion, open_site, open_workshop, predict, show

site = open_site()

from django.contrib.auth import get_user_model
from django.contrib.auth.context_processors import auth
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

site

# %% [markdown] tags=["predict"]
# ## Is a stranger nobody?
#
# In a project of your own, one view, and one `if`. A stranger asks for the page.
#
# **Predict.** Who is welcomed?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 5. Goes wrong: "request.user is None without a login". It is an object, and objects are true.

# %% tags=["predict"]
predict("13.if_request_user")

# %% tags=["run"]
workshop = open_workshop("lesson-13")
workshop.reset()
urls = workshop.folder / "mysite" / "urls.py"
urls.write_text("""from django.http import HttpResponse
from django.urls import path
def greet(request):
    return HttpResponse("Welcome, member." if request.user else "Hello, stranger.")
urlpatterns = [path("", greet)]
""", encoding="utf-8")

requests.get(workshop.url).text

# %% [markdown] tags=["explain"]
# The stranger is a member. Without a login `request.user` is an `AnonymousUser`: an object like any other, and true. The question has to be asked of it:

# %% tags=["run"]
text = urls.read_text(encoding="utf-8")
urls.write_text(text.replace("if request.user else", "if request.user.is_authenticated else"), encoding="utf-8")

requests.get(workshop.url).text

# %% [markdown] tags=["explain"]
# > **Key idea.** `request.user` is never `None`. Ask `request.user.is_authenticated`.

# %% tags=["explain"]
predict("13.if_request_user").compare()

# %% [markdown] tags=["predict"]
# ## Is it a question or a call?
#
# `is_authenticated` reads like a method. Somebody writes it with brackets.
#
# **Predict.** What does Python say?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 3. Ask: *which is worse, an error or a wrong answer?* A method without its brackets, as in `if user.get_username`, is true for ever.

# %% tags=["run", "raises-exception"]
AnonymousUser().is_authenticated()

# %% tags=["run"]
alice = get_user_model().objects.get(username="alice")

alice.is_authenticated, AnonymousUser().is_authenticated

# %% [markdown] tags=["explain"]
# It is an **attribute**: `True` for every real user, `False` for the anonymous one. It says nothing about what they may do: lesson 15.
#
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 197 | request.user.is~ | request.user.is_… | **True.** An attribute, without brackets. |

# %% [markdown] tags=["predict"]
# ## What does a template know?
#
# The navigation of the demo site shows a name or a login link. No view hands it over.
#
# **Predict.** Where does the template get `user` from?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 4. Goes wrong: people hide a button and think the page is closed. A template shows; it guards nothing.

# %% tags=["run"]
client = requests.Session()
client.get(site.url + "/accounts/login/")
form = {"username": "alice", "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
client.post(site.url + "/accounts/login/", data=form)

print("a stranger reads: Logged in as?", "Logged in as" in requests.get(site.url + "/").text)
print("alice reads: Logged in as?     ", "Logged in as" in client.get(site.url + "/").text)

# %% [markdown] tags=["explain"]
# The same address, and another navigation. Somebody gives the template the user. It is a function of Django's, named in the settings from the first day; here we call it by hand:

# %% tags=["run"]
conf = (workshop.folder / "mysite" / "settings.py").read_text(encoding="utf-8")
print("in the settings:", "django.contrib.auth.context_processors.auth" in conf)

request = HttpRequest()
request.user = alice
auth(request)

# %% [markdown] tags=["explain"]
# Two names, `user` and `perms`. Such a function is a **context processor**: what it returns is added to every template that is rendered with a request. The user is the lazy one of lesson 09.

# %% [markdown] tags=["predict"]
# ## Who stands at the gate?
#
# Hiding a link closes no page. The demo site lets only members write: a gate stands before the view.
#
# **Predict.** A stranger asks for `/articles/new/?draft=1`. What comes back?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 5. Ask: *what must the login page know, to bring you back?* Point at the percent signs: an address inside an address.

# %% tags=["predict"]
predict("13.gate")

# %% tags=["run"]
client = requests.Session()
gate = client.get(site.url + "/articles/new/?draft=1", allow_redirects=False)

print(gate.status_code, gate.headers["Location"])

# %% [markdown] tags=["explain"]
# 302 to the login page, and `next` carries the address that you wanted, percent-encoded. The gate is `login_required` for functions, `LoginRequiredMixin` for classes: the view behind it never ran.

# %% tags=["run"]
login = client.get(site.url + gate.headers["Location"])
form = {"username": "alice", "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
answer = client.post(login.url, data=form, allow_redirects=False)

answer.headers["Location"]

# %% tags=["explain"]
predict("13.gate").compare()

# %% [markdown] tags=["predict"]
# ## Where may `next` lead?
#
# After the login you are sent where `next` says, within the site: lesson 11 tried `https://evil.example/` and `//evil.example/`, in vain. Two more are worth a try: `javascript:alert(1)`, and `/\evil.example`, which begins with one slash.
#
# **Predict.** Does the site follow one of them?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 4. Ask: *you log in on the true site and land on a copy that says: wrong password, once more. What happens next?*

# %% tags=["run"]
for wish in ("/market/", "https://evil.example/", "//evil.example/", "javascript:alert(1)", r"/\evil.example"):
    client = requests.Session()
    client.get(site.url + "/accounts/login/")
    form = {"username": "bob", "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    answer = client.post(site.url + "/accounts/login/", data=form | {"next": wish}, allow_redirects=False)
    print(f"{wish:24} -> {answer.headers['Location']}")

# %% [markdown] tags=["explain"]
# Neither: all but the first fall back to the profile. Browsers read a backslash as a slash, and Django's `url_has_allowed_host_and_scheme` knows that. A site that follows any `next` has an **open redirect**, and lends its good name to a stranger's page.

# %% [markdown] tags=["predict"]
# ## Can a whole site stand behind the gate?
#
# Since Django 5.1 there is `LoginRequiredMiddleware`: every view is closed, unless it says otherwise.
#
# **Predict.** What do a closed page, an open one, and an address without a page answer to a stranger?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 5. Goes wrong: two addresses share one function, and `login_not_required` opens both: it marks the function, not the address.

# %% tags=["predict"]
predict("13.whole_site")

# %% tags=["run"]
workshop = open_workshop("lesson-13")
workshop.reset()
_ = (workshop.folder / "mysite" / "urls.py").write_text("""from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import path
def inside(request): return HttpResponse("Inside.")
@login_not_required
def hall(request): return HttpResponse("The hall.")
urlpatterns = [path("inside/", inside), path("hall/", hall)]
""", encoding="utf-8")

# %% [markdown] tags=["predict"]
# The views stand. Now the gate, as the last line of the settings, behind `AuthenticationMiddleware`:

# %% tags=["run"]
with open(workshop.folder / "mysite" / "settings.py", "a", encoding="utf-8") as file:
    file.write('\nMIDDLEWARE += ["django.contrib.auth.middleware.LoginRequiredMiddleware"]\n')

for path in ("/inside/", "/hall/", "/nowhere/"):
    answer = requests.get(workshop.url + path, allow_redirects=False)
    print(path, answer.status_code, answer.headers.get("Location", ""))

# %% [markdown] tags=["explain"]
# 302, 200, 404. What nobody opened is closed: the safer way round, since forgetting closes a page. An address without a page stays 404, for no view was found to be closed.

# %% tags=["explain"]
predict("13.whole_site").compare()

# %% [markdown] tags=["predict"]
# ## What does a layer of your own see?
#
# A layer is a class with two methods. This one looks on the way *out* and writes the user's name on the answer.
#
# **Predict.** Which name stands there for a stranger?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 4. Ask: *what would it see, if it looked on the way in, and stood first in the list?* No `request.user` at all. Let them try.

# %% tags=["run"]
workshop = open_workshop("lesson-13")
workshop.reset()
_ = (workshop.folder / "mysite" / "layers.py").write_text("""class WhoLayer:
    def __init__(self, get_response):
        self.get_response = get_response
    def __call__(self, request):
        response = self.get_response(request)  # all further layers, and the view
        response["X-Who"] = request.user.get_username() or "nobody"
        return response
""", encoding="utf-8")

# %% [markdown] tags=["explain"]
# Above the middle line: the way in. Below it: the way out. Now put it into the list, innermost, before a view that asks nobody's name.

# %% tags=["run"]
with open(workshop.folder / "mysite" / "settings.py", "a", encoding="utf-8") as file:
    file.write('\nMIDDLEWARE += ["mysite.layers.WhoLayer"]\n')
_ = (workshop.folder / "mysite" / "urls.py").write_text("""from django.http import HttpResponse
from django.urls import path
urlpatterns = [path("", lambda request: HttpResponse("A page."))]
""", encoding="utf-8")

# %% tags=["run"] slideshow={"slide_type": "subslide"}
answer = requests.get(workshop.url + "/")
print(answer.headers["X-Who"], "| Vary:", answer.headers.get("Vary"))

onion(workshop.exchanges[-1])

# %% [markdown] tags=["explain"]
# `nobody`, and your layer stands next to the view. It also brought `Vary: Cookie`: your layer looked at the user, so every answer depends on the cookie now.
#
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 199 | <span lang="ko">request가 들어오면 middleware를 쭉 통과하고</span> … | in through the middleware and the view, out again | **True.** You have now written one of them. |

# %% [markdown] tags=["predict"]
# ## Can a variable remember the user?
#
# A view keeps the visitor's name in a variable of the module. Alice says who she is; then somebody else asks.
#
# **Predict.** What does the other one read?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 3. Ask: *how many visitors does one Python process serve?* The same trap as a hand-made dict without keys.

# %% tags=["run"]
workshop = open_workshop("lesson-13")
workshop.reset()
_ = (workshop.folder / "mysite" / "urls.py").write_text("""from django.http import HttpResponse
from django.urls import path
current = {"name": "nobody"}
def who(request):
    current.update(request.GET.dict())
    return HttpResponse("You are " + current["name"])
urlpatterns = [path("", who)]
""", encoding="utf-8")

# %% [markdown] tags=["predict"]
# Two clients, one after the other, and the second says nothing:

# %% tags=["run"]
print("alice:   ", requests.get(workshop.url + "/?name=alice").text)
print("a visitor:", requests.get(workshop.url + "/").text)

# %% [markdown] tags=["explain"]
# The visitor is told that they are alice. One process serves everybody, so a variable of a module belongs to everybody. What belongs to one visitor lies in the session, or comes with the request. (The next cell puts the project back.)

# %% tags=["run"]
workshop.reset()

requests.get(workshop.url + "/").status_code

# %% [markdown]
# ## What you now know
#
# - `request.user` is never `None`; ask the attribute `is_authenticated`.
# - Templates show; gates close: `login_required`, or a middleware for the whole site.
# - `next` comes from outside: follow it only within your own site.
# - A layer of your own is a class with two methods, and its place in the list matters.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 1. Ask: *what does a gate not ask?* What you may do: lesson 15.

# %% tags=["run"]
requests.get(site.url + "/articles/new/", allow_redirects=False)

show(site.exchanges[-1])

# %% [markdown]
# ## New words
#
# | English | Korean | Meaning |
# |---|---|---|
# | context processor | <span lang="ko">컨텍스트 프로세서</span> | a function that adds names to every template |
# | decorator | <span lang="ko">데코레이터</span> | a function that wraps a view, for example with a gate |
# | mixin | <span lang="ko">믹스인</span> | a class that adds something to a class-based view |
# | open redirect | <span lang="ko">오픈 리다이렉트</span> | sends visitors wherever a link says |

# %% [markdown]
# ## Try it in a browser
#
# Log out, open `/articles/new/` of your site, and read the address bar. Log in, and see where you land. Then change `next` in the address to another site's page, and log in once more.
#
# ## Next
#
# The [exercises of this lesson](../exercises/13_who_is_asking.ipynb), then lesson 14: users and passwords.
