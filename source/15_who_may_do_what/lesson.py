# %% [markdown]
# # Being known is not being allowed
#
# What you may do is a second question, to be asked again at every request.
#
# **You will be able to**
# - say where a permission comes from, and why `has_perm` said yes or no;
# - choose between the answers 302, 401, 403 and 404;
# - guard a page whose address anybody can guess, and write a test that notices when it is open.
#
# **About 50 minutes.** It takes up none of the notes' lines: it goes further.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 2. Ask: *you are logged in at your bank: whose account do you see, and who checked that?* Keep the answers until the section on numbers in addresses. A good break is before *Which answer does each visitor get?*

# %% tags=["setup"]
import requests
from classroom import explain_permission, open_site, open_workshop, page, predict

site = open_site()

from articles.forms import Article, ArticleForm
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.shortcuts import get_object_or_404

User, CHANGE = get_user_model(), "articles.change_article"
editors = Group.objects.get(name="editors")
site

# %% [markdown]
# A helper: `log_in` makes a client that is logged in at the demo site. Alice and bob write notes there, and omar takes care of the board.

# %% tags=["setup"]
def log_in(name):
    client = requests.Session()
    client.get(site.url + "/accounts/login/")
    form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(site.url + "/accounts/login/", data=form)
    return client

# %% [markdown]
# The second half builds a small project, `lesson-15`, and needs some parts; read them when you come there. `enter` is a side door for this lesson only: it logs in whomever the address names. `login()` compares no password, you remember.

# %% tags=["setup"]
HEAD = """
from django.contrib import admin
from django.contrib.auth import get_user_model, login
from django.contrib.auth.decorators import login_required, permission_required
from django.contrib.auth.mixins import PermissionRequiredMixin, UserPassesTestMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
"""

# %% tags=["setup"]
SIDE_DOOR = """
from django.views import View

def enter(request, name):
    login(request, get_user_model().objects.get(username=name))
    return HttpResponse(f"You are {name}.")

urlpatterns = [path("admin/", admin.site.urls), path("enter/<name>/", enter)]
"""

# %% [markdown]
# Its people: mina has nothing; omar may view groups; the clerk is staff. `build` makes tables, people and pages, in some seconds. `visit` enters as one of them, or stays a stranger, and asks for a path.

# %% tags=["setup"]
PEOPLE = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
User.objects.all().delete()
User.objects.create_user("mina")
User.objects.create_user("clerk", is_staff=True)
view_group = Permission.objects.get(content_type__app_label="auth", codename="view_group")
User.objects.create_user("omar").user_permissions.add(view_group)
"""

# %% tags=["setup"]
def build(views):
    workshop = open_workshop("lesson-15")
    (workshop.folder / "mysite/urls.py").write_text(HEAD + SIDE_DOOR + views, encoding="utf-8")
    workshop.manage("shell", "-c", PEOPLE)
    return workshop

def visit(name, path):
    client, url = requests.Session(), open_workshop("lesson-15").url
    if name:
        client.get(url + f"/enter/{name}/")
    return client.get(url + path, allow_redirects=False)

# %% [markdown] tags=["predict"]
# ## Where does a permission come from?
#
# Lesson 09 found four permissions for a model. `migrate` made them: add, change, delete, view. They are rows, so somebody can be given one.
#
# **Predict.** How many of the four does omar have, and how many alice?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 6. Ask: *why a group, and not a permission for each of forty editors?* One row to change when the job changes. Goes wrong: "migrate gave everybody the permissions". It made the rows, and gave them to no one.

# %% tags=["run"]
four = [f"articles.{row.codename}" for row in Permission.objects.filter(content_type__app_label="articles")]
for name in ("omar", "alice"):
    user = User.objects.get(username=name)
    print(name, [each for each in four if user.has_perm(each)])

# %% [markdown] tags=["explain"]
# Omar has two, alice none. An ordinary new user has none: the rows are there, and wait to be given. (A model can ask for more of them, by `permissions` in its `Meta`.) Who gave omar his?

# %% tags=["run"]
explain_permission(User.objects.get(username="omar"), CHANGE)

# %% [markdown] tags=["explain"]
# Not he himself: his **group**, `editors`, has it, and he is in it. A group is a name for a job. Whoever joins may do what the group may, and no longer on leaving.
#
# The other way is by name, for one user:

# %% tags=["run"]
change = Permission.objects.get(content_type__app_label="articles", codename="change_article")
bob = User.objects.get(username="bob")
bob.user_permissions.add(change)
why = explain_permission(bob, CHANGE)
bob.user_permissions.clear()

why

# %% [markdown] tags=["explain"]
# *User's own*, no group. One yes is enough, from either side; no row of these tables says no. To take something away from one member of a group, take that member out. (The cell has taken bob's away again.)

# %% [markdown] tags=["predict"]
# ## What does `has_perm` compare?
#
# The row of the permission has a `codename`, and it is `change_article`. So you ask for that.
#
# **Predict** the answer for omar.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 4. Goes wrong: people look for the fault in the group, for an hour. Let them print the text that they asked for. Ask: *would an error be better than a no?*

# %% tags=["predict"]
predict("15.bare_codename")

# %% tags=["run"]
omar = User.objects.get(username="omar")

for text in ("change_article", "articles.change_article", "articles.chnage_article", "article.change_article"):
    print(f"{text:25}", omar.has_perm(text))
explain_permission(omar, "change_article")

# %% [markdown] tags=["explain"]
# One text of four is right: the *app's label*, a dot, the codename. The others are not refused: they are texts that omar does not have. A typing error locks people out, and says nothing. The explainer looks for the row, which `has_perm` does not. From Django 6.1 on a permission tells its own text, as `permission.user_perm_str`.

# %% tags=["explain"]
predict("15.bare_codename").compare()

# %% [markdown] tags=["predict"]
# ## Who needs no grant?
#
# Three switches of a user: `is_superuser`, `is_staff`, `is_active`. We turn them on an object in memory and save nothing. We ask for the real permission, and for one that does not exist.
#
# **Predict** the pairs of answers.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 4. Ask: *you test your site as a superuser; what do you find out about its permissions?* Nothing: every door opens. Goes wrong: staff is read as "may do things".

# %% tags=["run"]
bob = User.objects.get(username="bob")

for switches in ({"is_staff": True}, {"is_superuser": True}, {"is_superuser": True, "is_active": False}):
    for name, value in switches.items():
        setattr(bob, name, value)
    print(switches, [bob.has_perm(text) for text in (CHANGE, "moon.fly_there")])

# %% [markdown] tags=["explain"]
# Staff: no. A **superuser**: yes, to any text, even to one that means nothing. A superuser who is not active: no to everything, for that comes first.
#
# > **Careful.** A test done as a superuser tests no permission. Log in as somebody who has exactly what the page asks for, and as somebody who has not.

# %% [markdown] tags=["predict"]
# ## When does a grant show?
#
# Alice asks for the permission: no. Then she joins the editors. In Python we still hold the same object `alice`.
#
# **Predict** what it says now.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 6. Ask: *how would you take a permission away from somebody who is logged in right now?* Take it away: that is all. Goes wrong: "log out and in again", which helps with other systems. Here permissions are not in the session.

# %% tags=["predict"]
predict("15.cache")

# %% tags=["run"]
editors.user_set.remove(User.objects.get(username="alice"))
alice = User.objects.get(username="alice")
print("before:      ", alice.has_perm(CHANGE))
editors.user_set.add(alice)
print("same object: ", alice.has_perm(CHANGE))
alice.refresh_from_db()
print("refreshed:   ", alice.has_perm(CHANGE))
print("new object:  ", User.objects.get(username="alice").has_perm(CHANGE))

explain_permission(alice, CHANGE)

# %% [markdown] tags=["explain"]
# *This object asked before it was granted, and remembers.* The first question fetched all her permissions and kept them on it, in its **permission cache**; `refresh_from_db()` renews fields, and leaves that alone. A new object asks anew.
#
# On a site each request makes a new `request.user`. So alice, logged in once, asks for the page of a note of bob's before, during and after her time as an editor:

# %% tags=["run"]
alice = User.objects.get(username="alice")
editors.user_set.remove(alice)
client, edit = log_in("alice"), f"{site.url}/articles/{User.objects.get(username='bob').articles.first().pk}/edit/"
print("before:", client.get(edit).status_code)
editors.user_set.add(alice)
print("editor:", client.get(edit).status_code)
editors.user_set.remove(alice)
print("after: ", client.get(edit).status_code)

# %% [markdown] tags=["explain"]
# One login, one session, three answers. A grant shows at the *next request*, and so does its end. Permissions are not in the session row. The user's number is, and permissions are looked up anew.

# %% tags=["explain"]
predict("15.cache").compare()

# %% [markdown] tags=["predict"]
# ## Which answer does each visitor get?
#
# Django has a gate ready for views: `@permission_required`. We try it in a project of its own, `lesson-15`, at five doors: plain; with `raise_exception=True`; that one behind `login_required`; and two mixins, gates for classes.
#
# **Predict** what mina gets at the first, who is logged in and lacks the permission.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 7. Ask: *which of the two answers would you want to read, as somebody who is logged in already?* Goes wrong: 401 is called "the right code". It needs `WWW-Authenticate`; with the scheme *Basic* the browser then opens a box of its own. Draw a table: stranger, known without, known with.

# %% tags=["predict"]
predict("15.known_without")

# %% [markdown]
# The doors all ask for `auth.view_group`, which omar has:

# %% tags=["run"]
DOORS = """
def room(request): return HttpResponse("Come in.")

class Room(PermissionRequiredMixin, View):
    permission_required = "auth.view_group"
    def get(self, request): return room(request)

class Tested(UserPassesTestMixin, View):
    def test_func(self): return self.request.user.has_perm("auth.view_group")
    def get(self, request): return room(request)
"""

# %% tags=["run"]
PATHS = """
gate, strict = permission_required("auth.view_group"), permission_required("auth.view_group", raise_exception=True)
urlpatterns += [path("plain/", gate(room)), path("strict/", strict(room)), path("both/", login_required(strict(room)))]
urlpatterns += [path("mixin/", Room.as_view()), path("tested/", Tested.as_view())]
"""
workshop = build(DOORS + PATHS)

for door in ("plain", "strict", "both", "mixin", "tested"):
    print(f"{door:8}", {name or "stranger": visit(name, f"/{door}/").status_code for name in ("", "mina", "omar")})
print("a 401:  ", requests.get(site.url + "/desk/status/401/").headers["WWW-Authenticate"])

# %% [markdown] tags=["explain"]
# | | a stranger | mina, without | omar, with |
# |---|---|---|---|
# | `@permission_required` | 302 | **302** | 200 |
# | … `raise_exception=True` | **403** | 403 | 200 |
# | … behind `@login_required` | 302 | 403 | 200 |
# | `PermissionRequiredMixin`, `UserPassesTestMixin` | 302 | 403 | 200 |
#
# The first sends mina to a login page, though she is logged in. The second refuses strangers too. The others tell *who are you?* from *you may not*. In `test_func` you ask what you like.

# %% tags=["explain"]
predict("15.known_without").compare()

# %% [markdown] tags=["explain"]
# No 401 among them. A 401 must come with `WWW-Authenticate`, which names a way to log in by HTTP itself (RFC 9110 §15.5.2); the desk made one by hand. A login form is no such way. So Django's gates answer 302 or 403 (§15.5.4).

# %% [markdown] tags=["predict"]
# ## Can a permission be about one note?
#
# Omar may change articles. Now you ask more precisely, with the note in your hand: `omar.has_perm(CHANGE, note)`.
#
# **Predict** the answer.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 3. Ask: *where in a row of the permission table would the number of a note stand?* Nowhere: there is a content type only. Goes wrong: passing `obj` "to be safe", and locking the editors out.

# %% tags=["run"]
omar = User.objects.get(username="omar")
note = User.objects.get(username="alice").articles.first()

print("a superuser:", User(is_superuser=True).has_perm(CHANGE, note))
explain_permission(omar, CHANGE, note)

# %% [markdown] tags=["explain"]
# No, although he may change them all. A permission points to a content type: it is about *articles*, not about this one. Asked about an object, Django's own backend says no. (An active superuser gets a yes before any backend is asked.) Packages such as django-guardian bring backends that say more.

# %% [markdown] tags=["predict"]
# ## Whose number is it?
#
# That a note is alice's own is a rule of the site, and stands in the field `author`. Such a rule is called **ownership**. The page of her note shows a button *Change* to her, and none to bob.
#
# **Predict.** Bob knows the address. He asks for the form, and sends one that he wrote by hand. What does he get?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 8. Ask: *who has ever changed a number in an address, to see what happens?* Most have. Goes wrong: "no stranger knows the number". Numbers are counted up. A long random one helps against guessing, and ends in a history or a chat all the same.

# %% tags=["run"]
note = User.objects.get(username="alice").articles.first()
address, bob = f"{site.url}/articles/{note.pk}/", log_in("bob")
for name in ("alice", "bob"):
    print(f"a button for {name}:", "/edit/" in log_in(name).get(address).text)

form = {"title": "Mine now", "body": "By bob.", "csrfmiddlewaretoken": bob.cookies["csrftoken"]}
print("GET: ", bob.get(address + "edit/").status_code)
print("POST:", bob.post(address + "edit/", data=form, allow_redirects=False).status_code)
note.refresh_from_db()
print(repr(note.title))

# %% [markdown] tags=["explain"]
# 403 twice, and the title stays. The missing button is a courtesy. The lock is in the view: who is neither the author nor has the permission meets `raise PermissionDenied`, and Django answers 403. Whoever passes gets a form with the row in it. In a view of your own that is `ArticleForm(request.POST or None, instance=article)`. What `instance` does:

# %% tags=["run"]
new = {"title": "A new title", "body": "A new text."}

for given in ({"instance": note}, {}):
    form = ArticleForm(new, **given)
    print(list(given), "valid:", form.is_valid(), "  save() would write to row", form.save(commit=False).pk)

# %% [markdown] tags=["predict"]
# With it the form changes that row; without it, it makes a new one. Now a smaller project: letter 1 is mina's, letter 2 is omar's, and `/letters/<number>/` shows a letter. Imagine pages that link to your own letters only.
#
# **Predict.** Who can read omar's?

# %% tags=["predict"]
predict("15.by_number")

# %% tags=["run"]
LETTERS = """
LETTERS = {1: ("mina", "Dear diary."), 2: ("omar", "The key is under the mat.")}

def letter(request, number):
    owner, text = LETTERS.get(number, (None, ""))
    return HttpResponse(text)

urlpatterns += [path("letters/<int:number>/", letter)]
"""
build(LETTERS)

for name in ("omar", "mina", ""):
    print(f"{name or 'a stranger':10}", visit(name, "/letters/2/").text)

# %% [markdown] tags=["explain"]
# All three. The view trusts the number, and the number came from the client. This is **IDOR**, an *insecure direct object reference*: no trick, no broken password, one question too few. OWASP counts it under *Broken Access Control*, the first of its ten risks of 2021. The question:

# %% tags=["run"]
GUARD = """    if owner != request.user.get_username():
        raise Http404
    return"""
build(LETTERS.replace("    return", GUARD))

[visit("mina", f"/letters/{number}/").status_code for number in (1, 2, 3)]

# %% [markdown] tags=["explain"]
# Hers is shown. Omar's is answered like one that does not exist: **404**. A 403 would say *there is one, and not for you*; 404 says nothing (RFC 9110 §15.5.4 allows it).
#
# > **Key idea.** An address, a form field, a cookie: all come from the client. Ask at every request whether *this* user may do *this* to *that* row.
#
# With a model, one line asks: `get_object_or_404(Article, pk=number, author=request.user)`. It stands behind a `login_required`, for a stranger breaks it:

# %% tags=["run", "raises-exception"]
get_object_or_404(Article, pk=note.pk, author=AnonymousUser())

# %% tags=["explain"]
predict("15.by_number").compare()

# %% [markdown] tags=["predict"]
# ## Who grants?
#
# People who run a site grant in the admin, under *Users* and *Groups*. The first of them is made in a terminal: `python manage.py createsuperuser` asks for a name, a mail address and a password. `is_staff` is the switch of the admin's door.
#
# **Predict.** Who sees the list of groups there: omar, the clerk, the superuser?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 3. Ask: *who may be allowed to change users?* Whoever may do that in the admin can make a superuser, of themselves too. Goes wrong: views that ask `if user.is_staff`. It says who may open the admin, not who may change articles.

# %% tags=["predict"]
predict("15.staff")

# %% tags=["run"]
workshop = build("")
workshop.manage("createsuperuser", "--noinput", "--username", "boss", "--email", "boss@example.com")

for path in ("/admin/", "/admin/auth/group/"):
    print(path, {name: visit(name, path).status_code for name in ("omar", "clerk", "boss")})
before = visit("clerk", "/admin/")
grant = "user_permissions.set(User.objects.get(username='omar').user_permissions.all())"
workshop.manage("shell", "-c", "User.objects.get(username='clerk')." + grant)
print("the clerk, with what omar has:", visit("clerk", "/admin/auth/group/").status_code)
page(before)

# %% [markdown] tags=["explain"]
# The boss alone, whom `--noinput` made without a password. Omar is sent to the admin's login: he is no staff. The clerk is let in, and finds nothing to do; with omar's permission the list is shown. A model's page in the admin wants both, the switch and a permission.

# %% tags=["explain"]
predict("15.staff").compare()

# %% [markdown] tags=["predict"]
# ## Would a test notice?
#
# A rule that is written today can be lost next month. So it gets a test. Here is a page on which you change your own first name, and only yours. What must a test of it say?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 6. Ask: *how do you know that a test can fail at all?* By breaking the program on purpose. Goes wrong: only the answer is looked at, and not the row. Goes wrong, too: a test method whose name does not begin with `test`, which is not run.

# %% tags=["run"]
RENAME = """
def rename(request, number):
    person = get_object_or_404(get_user_model(), pk=number)
    if person != request.user:
        raise PermissionDenied
    person.first_name = request.POST["name"]
    person.save()
    return HttpResponse("Saved.")
urlpatterns += [path("rename/<int:number>/", rename)]
"""

# %% [markdown] tags=["explain"]
# A test is a method `test_…` in a class that inherits from `TestCase`, in a file `tests.py`. `setUp` runs before each. `self.client` makes requests, and needs no token; `force_login(user)` logs it in, without a password. The row has changed behind the object's back, so `refresh_from_db()` reads it anew:

# %% tags=["run"]
TESTS = """
class Renaming(TestCase):
    def setUp(self):
        self.mina, self.omar = (User.objects.create_user(name) for name in ("mina", "omar"))
    def test_mina_may(self):
        self.client.force_login(self.mina)
        self.client.post(f"/rename/{self.mina.pk}/", {"name": "Mina"})
        self.mina.refresh_from_db()
        self.assertEqual(self.mina.first_name, "Mina")
"""

# %% tags=["run"]
workshop = build(RENAME)
file = workshop.folder / "mysite" / "tests.py"
TOP = "from django.contrib.auth.models import User\nfrom django.test import TestCase\n"
file.write_text(TOP + TESTS, encoding="utf-8")

workshop.manage("test")

# %% [markdown] tags=["predict"]
# It ran in a database of its own, made for the tests and thrown away after them. Then somebody takes the guard out of the view, both its lines.
#
# **Predict.** What does `manage.py test` say?

# %% tags=["predict"]
predict("15.test")

# %% tags=["run"]
GUARD = """    if person != request.user:
        raise PermissionDenied
"""
build(RENAME.replace(GUARD, ""))

workshop.manage("test")

# %% [markdown] tags=["explain"]
# OK, with the door open: mina still may, and more was not asked. A rule is tested from both sides. So there is a second test, about who may *not*:

# %% tags=["run"]
MORE = """
    def test_omar_may_not(self):
        self.client.force_login(self.omar)
        self.client.post(f"/rename/{self.mina.pk}/", {"name": "Mina"})
        self.mina.refresh_from_db()
        self.assertEqual(self.mina.first_name, "")
"""
file.write_text(TOP + TESTS + MORE, encoding="utf-8")

workshop.manage("test")

# %% [markdown] tags=["explain"]
# It fails, and names the line. Both tests look at the *row*: an answer can say *Saved.* and save nothing, or refuse too late.

# %% tags=["explain"]
predict("15.test").compare()

# %% [markdown]
# ## What you now know
#
# - Permissions are rows, given to users or groups, asked for by text.
# - Active superusers have every text, inactive users none.
# - A grant shows at the next request; an object remembers.
# - 302 for strangers, 403 for known users, 404 to say nothing; no gate of Django answers 401.
# - Ownership is a line of yours, in the view; a test from both sides keeps it there.
#
# And the guard put back:

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 1. Ask: *which row let omar change alice's note?* The row that puts him into the group. Then the exercises: authors, editors, and tests that would notice.

# %% tags=["run"]
build(RENAME)

workshop.manage("test")

# %% [markdown]
# ## New words
#
# | English | Korean | Meaning |
# |---|---|---|
# | group | <span lang="ko">그룹</span> | a name for a job; its permissions are its members' |
# | superuser | <span lang="ko">슈퍼유저</span> | a user who has every permission, while active |
# | staff | <span lang="ko">스태프</span> | who may enter the admin; permissions say what they may do there |
# | permission cache | <span lang="ko">권한 캐시</span> | the answers that one user object keeps, so as not to look them up again |
# | ownership | <span lang="ko">소유권</span> | the rule that a row is one user's own |
# | IDOR | <span lang="ko">안전하지 않은 직접 객체 참조</span> | a page that trusts the number it was sent |

# %% [markdown]
# ## Try it in a browser
#
# Log in as alice, and open one of your notes to change it. Now put the number of another note into the address. Log in as omar, and do it again. Who has a button, and who has only an address?
#
# ## Next
#
# This was the last lesson. Its [exercises](../exercises/15_who_may_do_what.ipynb) finish your project, and you take its folder with you. Before it goes online, read *Security in Django* and *Deployment checklist* in Django's documentation.
