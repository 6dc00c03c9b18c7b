# %% [markdown]
# # Exercises: the accounts app
#
# Six tasks, about 50 minutes, after [lesson 10](../notebooks/10_the_accounts_app.ipynb). You write no functions here: you write the files of a Django project, and the check visits a private copy of it.

# %% tags=["setup"]
from classroom import exercise, open_site, open_workshop

site = open_site()
workshop = open_workshop(task="10.1")
workshop

# %% [markdown]
# This project, the folder `workshop`, grows until lesson 15, and then you take it away. Change its files in JupyterLab's editor; the next request runs them. For commands, add cells of your own: `workshop.manage("migrate")`, or use a terminal in that folder. If you hand in, the project belongs to it: zip the folder `exercises`. Hints: `exercise("10.1").hint()`.

# %% [markdown]
# It is a project that you could hand on. `README.md` tells how it is run, `requirements.txt` what it needs, `.gitignore` what is not kept. `mysite/settings.py` asks nothing of your computer; on the internet it takes key, `DEBUG` and host names from the environment. `articles/tests.py` tests the articles. From task 2 on, each step names a test of yours; `workshop.manage("test")` runs them all. No check asks for them before task 15.5, which asks for all.

# %% [markdown] tags=["exercise"]
# ## 1. Create the app, then register it
#
# *About 8 minutes.* The project has one app, `articles`, which is finished. Make the second: **the app `accounts` is there and registered; its model `User`, made from `AbstractUser`, is the project's user model (`AUTH_USER_MODEL`), with a migration of its own; `/articles/` works as before.** All before the first `migrate`: to move users later is work by hand.

# %% tags=["exercise"]
from classroom import exercise

exercise("10.1").check()

# %% [markdown] tags=["solution"]
# **Why this works.** `startapp` finds settings that load, because the new name is not in them yet. The articles point at `settings.AUTH_USER_MODEL`, so their authors become your users without a change. And the migration is there before any table is.

# %% [markdown] tags=["exercise"]
# ## 2. Addresses of its own, like articles
#
# *About 8 minutes.* Read `articles/urls.py` and `mysite/urls.py`, and do the same. **`accounts/urls.py`, with its `app_name`, is included under `accounts/`; `/accounts/login/` is answered by a view of the app, with any text for now; the nav in `base.html` links to `accounts:login` by name.** The check moves your app to another address; the link must follow.

# %% [markdown]
# **Your first test**, in `accounts/tests.py`: a GET of `reverse("accounts:login")` is answered with 200. `articles/tests.py` is the model.

# %% tags=["exercise"]
from classroom import exercise

exercise("10.2").check()

# %% [markdown] tags=["solution"]
# **Why this works.** `accounts/` stands in one place only, in `mysite/urls.py`. The app knows `login/`, and the template knows a name. So the app can move, and nothing that links to it has to be changed.

# %% [markdown] tags=["exercise"]
# ## 3. The login page, by GET
#
# *About 9 minutes.* **`/accounts/login/` shows Django's `AuthenticationForm`, unbound, in a template of the app that extends `base.html`; the form is sent by POST to its own page, and carries the CSRF token.** What the POST does is the subject of lesson 11; here it only must not be refused.

# %% [markdown]
# **Its test**: the form is not bound (`response.context["form"].is_bound`), and the page carries the token (`assertContains`).

# %% tags=["exercise"]
from classroom import exercise

exercise("10.3").check()

# %% [markdown] tags=["solution"]
# **Why this works.** The form is given the request and no data, so it has nothing to complain about. `method="post"` keeps the password out of the address, `{% csrf_token %}` brings the cookie and the hidden field, and without an `action` the form returns to where it came from.

# %% [markdown] tags=["exercise"]
# ## 4. Mend it: everything in the wrong order
#
# *About 8 minutes.* `exercise("10.4").start()` makes another project, the folder `bug-10-4`. Somebody registered an app `members` and included its addresses, and then went home. Nothing works, not even `startapp`. **Make `/members/` a page of the registered app `members` that names every user of the project.** `open_workshop(task="10.4")` has its `.manage(…)` and its `.problem`.

# %% tags=["exercise"]
from classroom import exercise

exercise("10.4").check()

# %% [markdown] tags=["solution"]
# **Why this works.** The line in `INSTALLED_APPS` goes out while `startapp` runs, and comes back. Then each error names the next missing thing: `members.urls`, the view, the template. What somebody had written was right all along.

# %% [markdown] tags=["exercise"]
# ## 5. Find the bug: two pages, one name
#
# *About 6 minutes.* `exercise("10.5").start()` makes the folder `bug-10-5`, with two apps. `/shop/?visitor=Mina` welcomes Mina to the shop. `/library/?visitor=Mina` does the same, and should not. **Mend it: each page welcomes to its own app.**

# %% tags=["exercise"]
from classroom import exercise

exercise("10.5").check()

# %% [markdown] tags=["solution"]
# **Why this works.** Both views asked for `index.html`, and the first app of the list had one. `shop/index.html` and `library/index.html` are two names, in whichever order the apps are registered.

# %% [markdown] tags=["exercise"]
# ## 6. A cookie of your own: not today
#
# *About 10 minutes.* `exercise("10.6").start()` makes the folder `board-10-6`. Its page `/board/` shows a notice. **A button, by POST to `/board/hide/`, sets a cookie, and the page leaves the notice out: for a day, for `/board/` and what lies below, out of reach of scripts, `SameSite=Lax`. Another, by POST to `/board/show/`, takes the cookie back. Both redirect to `/board/`. A GET sets and deletes nothing; a form without its token is 403.**

# %% tags=["exercise"]
from classroom import exercise

exercise("10.6").check()

# %% [markdown] tags=["solution"]
# **Why this works.** Each view writes one line onto the answer that it returns. The name and the path are the same both times, so the second line meets the cookie of the first. The page asks `request.COOKIES`, and the server keeps nothing: another visitor still sees the notice.

# %% [markdown]
# ## Done?
#
# You have an app that is made, registered, included and shown. Back to [lesson 10](../notebooks/10_the_accounts_app.ipynb), or on to lesson 11: logging in.
#
# All [solutions](../solutions/10_the_accounts_app.ipynb), with their reasons, stand in a notebook of the same name.
