# %% [markdown]
# # Exercises: who may do what
#
# Five tasks, about 60 minutes, after [lesson 15](../notebooks/15_who_may_do_what.ipynb). Four are files of a Django project; in one you write a function, as before.

# %% tags=["setup"]
from classroom import exercise, open_site, open_workshop

site = open_site()
site

# %% [markdown]
# Open a project's files in JupyterLab's list of files, on the left, change them and save: the next request runs what you wrote. The check visits a private copy. Hints: `exercise("15.1").hint()`.

# %% [markdown] tags=["exercise"]
# ## 1. The author's own
#
# *About 15 minutes.* In your project `workshop`, articles can be written and read. Add a page `/articles/<number>/edit/`: **its author sees a form with the article in it, and what they send is saved; another user is refused with 403 or 404, for GET and POST, and a stranger does not get in. The author stays the author.** No project yet? `exercise("15.1").start()` makes it.

# %% [markdown]
# Two things for your visitors, which this check does not ask for. `/articles/<number>/delete/` asks whether it is meant (GET) and deletes (POST), for the author alone. `403.html`, beside `base.html`, is what Django shows where `PermissionDenied` is raised. **Its tests**: the author may edit and delete, another user may not, and a GET deletes nothing.

# %% tags=["exercise"]
from classroom import exercise

exercise("15.1").check()

# %% [markdown] tags=["solution"]
# **Why this works.** The view compares the article's author with `request.user` before it does anything else, so GET and POST pass the same line. The form has no field for the author, so what is sent under that name is left aside.

# %% [markdown] tags=["exercise"]
# ## 2. Editors
#
# *About 9 minutes.* Go on in the same project. **Whoever has the permission to change articles, by a group or by name, may edit any of them; authors may edit their own still; all others are refused with 403 or 404.** The check makes groups of its own, so their names are of no use. For you, there is `/admin/`: it shows users once `accounts/admin.py` registers your `User` with Django's `UserAdmin`.

# %% tags=["exercise"]
from classroom import exercise

exercise("15.2").check()

# %% [markdown] tags=["solution"]
# **Why this works.** Two ways in, one `or` between them: the rule of the site, *mine*, and Django's permission, asked for by its whole text. `has_perm` looks at groups, names and superusers by itself.

# %% [markdown] tags=["exercise"]
# ## 3. Find the bug: any number will do
#
# *About 10 minutes.* `exercise("15.3").start()` makes another project, `bug-15-3`: a diary for everybody. The list shows your own pages only. But the view trusts the number in the address. Mend `diary/views.py`: **a page of somebody else's is answered as one that does not exist, 404, for reading and for deleting; your own work as before.**

# %% tags=["exercise"]
from classroom import exercise

exercise("15.3").check()

# %% [markdown] tags=["solution"]
# **Why this works.** The owner stands in the question to the database, so a foreign row is not found, as if it were not there. Both views ask with the same function: the next view will, too.

# %% [markdown] tags=["exercise"]
# ## 4. An editor for one visit
#
# *About 10 minutes.* On the demo site `name` may not edit the note at `page` (such as `/articles/3/edit/`). Let them log in **once** and GET `page` three times: before, while and after they have the permission `articles.change_article`, given and taken in Python, with Django's models `User` and `Permission` (or `Group`). **They are answered 403, 200, 403. Return what `has_perm` says at the three moments, as a list.**

# %% tags=["exercise"]
import requests
from classroom import exercise

def one_visit(url, name, page):
    from django.contrib.auth import get_user_model, models  # in here: models want an open site

    ### BEGIN SOLUTION
    guest, users, said = requests.Session(), get_user_model().objects, []
    token = guest.get(url + "/accounts/login/").cookies["csrftoken"]
    guest.post(url + "/accounts/login/", data=dict(username=name, password="only-for-class", csrfmiddlewaretoken=token))
    rows = models.Permission.objects.filter(content_type__app_label="articles")

    for codename in ("", "change_article", ""):
        user = users.get(username=name)  # a new object, which remembers nothing
        user.user_permissions.set(rows.filter(codename=codename))
        guest.get(url + page)
        said.append(user.has_perm("articles.change_article"))
    return said
    ### END SOLUTION

exercise("15.4").check(one_visit)

# %% [markdown] tags=["solution"]
# **Why this works.** Each question goes to an object loaded anew, which has no cache yet. Each request does the same: the site loads its own `request.user`, and no new login is needed.

# %% [markdown] tags=["exercise"]
# ## 5. Tests that would notice
#
# *About 15 minutes.* Back in `workshop`. Your tests, at least four, pass with `manage.py test`. Then the check plants faults into a copy, one by one: any password logs in, a GET logs out, any user may edit, and so on. What your project lacks is left out. **With each fault a test fails; the check names the first that no test notices.** Try yours with `open_workshop().manage("test")`.

# %% [markdown]
# What earlier tasks called *its tests* notices most of them. Still missing in `articles/tests.py` is who may edit, as a whole. Four visitors, the author, another user, an editor and a stranger, each ask for the page and send the form. `self.client.force_login(user)` logs in without a password; ask through `self.client`, so that the whole site answers.

# %% tags=["exercise"]
from classroom import exercise

exercise("15.5").check()

# %% [markdown] tags=["solution"]
# **Why this works.** Each test is one visitor: author, other, editor, stranger. Each looks at what is in the database afterwards, not only at the answer. A rule is tested from both sides: who may, and who may not. A fault that you plant by hand, and take out again, shows the same: a test that has never failed has shown nothing yet.

# %% [markdown]
# ## Done?
#
# Your project knows who may do what, and its tests would tell you if it forgot. It was the last task of the course, and the folder `workshop` is yours, a Django project like any other: copy it wherever you like, and do what its `README.md` says. Back to [lesson 15](../notebooks/15_who_may_do_what.ipynb).
#
# All [solutions](../solutions/15_who_may_do_what.ipynb), with their reasons, stand in a notebook of the same name.
