# %% [markdown]
# # Every request has a user
#
# A stranger's, too, once it has passed `AuthenticationMiddleware`. Here is how a view, a template and a whole site ask who it is.
#
# **You will be able to**
# - ask whether somebody is logged in, without the usual trap;
# - put a view, or a whole site, behind a gate;
# - write a layer of your own.
#
# **About 40 minutes.** It takes up lines 197 and 199 of the notes.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 2. Ask: *how would you ask in an `if` whether somebody is logged in?* Write the first answer on the board, whatever it is.

# %% tags=["setup"]
import requests
from classroom import onion, open_site, open_workshop, predict, show

site = open_site()

from django.contrib.auth import get_user_model
from django.contrib.auth.context_processors import auth
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView, PasswordResetView
from django.http import HttpRequest

site

# %% [markdown] tags=["predict"]
# ## Which question finds the stranger?
#
# Lesson 09 gave a warning about `request.user`, where no one is logged in. Here is a view that has not heard it: `if request.user` chooses the greeting. A stranger asks for the page.
#
# **Predict** what they read.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 5. Goes wrong: "request.user is None without a login". It is an object, and its class does not say that it is false.

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
# The stranger is welcomed as a member. In an `if` an object is true, unless its class says when it is not. A list does: an empty one is false. `AnonymousUser` does not. So ask the object:

# %% tags=["run"]
text = urls.read_text(encoding="utf-8")
urls.write_text(text.replace("if request.user else", "if request.user.is_authenticated else"), encoding="utf-8")
print("an empty list:", bool([]), "  an AnonymousUser:", bool(AnonymousUser()))

requests.get(workshop.url).text

# %% [markdown] tags=["explain"]
# > **Key idea.** Behind `AuthenticationMiddleware` every request has a user, and it is not `None`. Ask `request.user.is_authenticated`.

# %% [markdown] tags=["predict"]
# ## Is it a question or a call?
#
# `is_authenticated` reads like a method. Somebody writes it with brackets, and a stranger asks for the page.
#
# **Predict.** What does Python say?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 3. Ask: *which is worse, an error or a wrong answer?* A method without its brackets, as in `if user.get_username`, is true for ever.

# %% tags=["predict"]
predict("13.brackets")

# %% tags=["run", "raises-exception"]
AnonymousUser().is_authenticated()

# %% [markdown] tags=["explain"]
# The value is a truth value, and a truth value cannot be called. `is_authenticated` is an **attribute**. Without brackets:

# %% tags=["run"]
alice = get_user_model().objects.get(username="alice")

alice.is_authenticated, AnonymousUser().is_authenticated

# %% tags=["explain"]
predict("13.brackets").compare()

# %% [markdown] tags=["explain"]
# `True` for a user of the table, `False` for the anonymous one. It says nothing about what they may do: lesson 15.
#
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 197 | request.user.is~ | request.user.is_… | **True.** An attribute such as `is_authenticated`, without brackets. |

# %% [markdown] tags=["predict"]
# ## What does a template know?
#
# The navigation of the demo site shows a name or a login link. No view hands it over.
#
# **Predict.** Where does the template get `user` from?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 4. Ask: *which of the two, template or view, can be passed by?* Goes wrong: people hide a button and think the page is closed. A template shows; it guards nothing.

# %% tags=["run"]
client = requests.Session()
client.get(site.url + "/accounts/login/")
form = {"username": "alice", "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
client.post(site.url + "/accounts/login/", data=form)

print("a stranger reads: Logged in as?", "Logged in as" in requests.get(site.url + "/").text)
print("alice reads: Logged in as?     ", "Logged in as" in client.get(site.url + "/").text)

# %% [markdown] tags=["explain"]
# The same address, and another navigation. A function of Django's gives the template the user. The settings that `startproject` writes name it. Here we call it by hand:

# %% tags=["run"]
conf = (workshop.folder / "mysite" / "settings.py").read_text(encoding="utf-8")
print("in the settings:", "django.contrib.auth.context_processors.auth" in conf)

request = HttpRequest()
print("before any middleware, a user:", hasattr(request, "user"))
request.user = alice
auth(request)

# %% [markdown] tags=["explain"]
# A request that passed no middleware has no user at all. This one was given alice, and two names came out, `user` and `perms`. Such a function is a **context processor**. What it returns is added whenever a template is rendered with a request, as `render(request, …)` does.

# %% [markdown] tags=["predict"]
# ## Who stands at the gate?
#
# Hiding a link closes no page. The demo site lets only members write: a gate stands before the view. (Lesson 01 wrote `&` as `%26`: *percent-encoded*.)
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
# 302 to the login page, and `next` carries the address that you wanted, percent-encoded. The gate answers in the view's place. For a function it is a **decorator**, written above it as `@login_required`; for a class a **mixin**, `LoginRequiredMixin`, one of its parents. Now log in with that `next`:

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
# Neither: all but the first fall back to the profile. In an `http:` address a browser reads `\` like `/` (WHATWG URL Standard), and Django's `url_has_allowed_host_and_scheme` knows that. A site that follows any `next` has an **open redirect**, and lends its good name to a stranger's page.

# %% [markdown] tags=["predict"]
# ## Can a whole site stand behind the gate?
#
# Since Django 5.1 there is `LoginRequiredMiddleware`: a view is closed to strangers, unless it says otherwise.
#
# **Predict.** What do a closed page, an open one, and an address without a page answer to a stranger?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 8. Ask: *which page of your own must stay open, whatever else is closed?* Goes wrong: two addresses share one function, and `login_not_required` opens both: it marks the function, not the address.

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
# 302, 200, 404. A view without the mark is closed. That is the safer way round: whoever forgets something has closed a page. An address without a view stays 404, for there is nothing to close.

# %% tags=["explain"]
predict("13.whole_site").compare()

# %% [markdown] tags=["predict"]
# `/inside/` sends strangers to `/accounts/login/`, where no page is yet. We write one by hand.
#
# **Predict.** A stranger asks for `/inside/` and follows each redirect. What do they read?

# %% tags=["run"]
urls = workshop.folder / "mysite" / "urls.py"
views = urls.read_text(encoding="utf-8")
LOGIN = 'def login(request): return HttpResponse("Please log in.")\nurlpatterns += [path("accounts/login/", login)]\n'
urls.write_text(views + LOGIN, encoding="utf-8")

address = "/inside/"
for step in range(4):
    address = requests.get(workshop.url + address, allow_redirects=False).headers["Location"]
    print(address)

# %% [markdown] tags=["explain"]
# Nothing: the login page is a view, and closed as well. It sends strangers to itself, each time with a longer `next`. A browser gives up with an error. A login page of your own must be opened:

# %% tags=["run"]
urls.write_text(views + "@login_not_required\n" + LOGIN, encoding="utf-8")
print(requests.get(workshop.url + "/inside/").text)

for view in (LoginView, PasswordResetView, PasswordChangeView, LogoutView):
    print(f"{view.__name__:20} is closed to strangers:", getattr(view.as_view(), "login_required", True))

# %% [markdown] tags=["explain"]
# Now they read the page. Django's `LoginView` is open already, and so are its views for a new password by mail. The views for the logout and for changing a password are not.

# %% [markdown] tags=["predict"]
# ## What does a layer of your own see?
#
# A layer is a class with two methods, or a function that returns a function. This class looks on the way *out* and writes the user's name on the answer.
#
# **Predict.** Which name stands there for a stranger?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 5. Ask: *what would it see, if it looked on the way in, and stood first in the list?* No `request.user` at all. Let them try.

# %% tags=["run"]
workshop = open_workshop("lesson-13")
workshop.reset()
_ = (workshop.folder / "mysite" / "layers.py").write_text("""class WhoLayer:
    def __init__(self, get_response):
        self.get_response = get_response
    def __call__(self, request):
        response = self.get_response(request)  # all further layers, and the view
        response["X-Who"] = request.user.get_username() or "a stranger"
        return response
""", encoding="utf-8")

# %% [markdown] tags=["explain"]
# What stands before `self.get_response(request)` runs on the way in, what stands after it on the way out. Now put the layer into the list, innermost, before a view that does not ask who it is.

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
# `a stranger`: the name of an `AnonymousUser` is an empty text. Your layer stands next to the view. It also brought `Vary: Cookie`: it looked at the user, so its answers depend on the cookie now.
#
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 199 | <span lang="ko">request가 들어오면 middleware를 쭉 통과하고</span> … | in through the middleware and the view, out again | **True.** You have now written one of them. |

# %% [markdown] tags=["predict"]
# Two more answers, and no view makes either: a 404, and the 400 for a foreign `Host`.
#
# **Predict.** Which of them does your layer sign?

# %% tags=["run"]
for host in ("127.0.0.1", "evil.example"):
    answer = requests.get(workshop.url + "/nowhere/", headers={"Host": host})
    print(host, answer.status_code, "X-Who:", answer.headers.get("X-Who"))

# %% [markdown] tags=["explain"]
# The 404 alone. The 400 came from `CommonMiddleware`, which stands further out, so the request did not reach your layer. A layer sees the answers that come from further in.

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
current = {"name": "a stranger"}
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
# The visitor is told that they are alice. One process serves many visitors, and they share the variables of its modules. What belongs to one visitor lies in the session, or comes with the request. (The next cell puts the project back.)

# %% tags=["run"]
workshop.reset()

requests.get(workshop.url + "/").status_code

# %% [markdown]
# ## What you now know
#
# - Behind `AuthenticationMiddleware` every request has a user; ask its attribute `is_authenticated`.
# - Templates show; gates close: `login_required`, or a middleware for the whole site, with an open login page.
# - `next` comes from outside: follow it only within your own site.
# - A layer of your own sees the answers from further in: its place in the list matters.

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
# | context processor | <span lang="ko">컨텍스트 프로세서</span> | a function whose names a template knows, when it is rendered with a request |
# | decorator | <span lang="ko">데코레이터</span> | a function that wraps a view, for example with a gate |
# | mixin | <span lang="ko">믹스인</span> | a class that adds something to a class-based view |
# | open redirect | <span lang="ko">오픈 리다이렉트</span> | sends visitors wherever a link says |

# %% [markdown]
# ## Try it in a browser
#
# Log out, open `/articles/new/` of the demo site, and read the address bar. Log in, and see where you land. Log out and open it again. Before you log in this time, change `next` in the address bar to another site's page, and press Enter.
#
# ## Next
#
# The [exercises of this lesson](../exercises/13_who_is_asking.ipynb), then lesson 14: users and passwords.
