# %% [markdown]
# # Exercises: who is asking
#
# Four tasks, about 40 minutes, after [lesson 13](../notebooks/13_who_is_asking.ipynb). All of them are files of a project: change them in JupyterLab's editor and save; the next request runs the new files.

# %% tags=["setup"]
from classroom import open_site

site = open_site()
site

# %% [markdown]
# `exercise("13.1").start()` brings a project to the state in which the task begins; a project that you have worked on goes on as it is. To look around: `workshop = open_workshop(task="13.1")`, then `workshop.url`. Hints: `exercise("13.1").hint()`.

# %% [markdown] tags=["exercise"]
# ## 1. Only members write
#
# *About 16 minutes.* Give `articles` a page at `/articles/new/`, named `articles:create`: a form with `title` and `content`. **A stranger is sent to your login page and comes back after it; a member's article is saved, and its author is whoever is logged in**, whatever the form says. `LOGIN_URL` names your login page. (A link to the form, below the list of articles, is for your visitors; the check needs none.)

# %% [markdown]
# **Its tests**, in `articles/tests.py`: a stranger is sent to the login, by GET and by POST, and no article is saved. A member's article is theirs, though the form that came names another author. (`LoginRequiredMiddleware`, before the whole site, is the other way: then the login, the list and the single article wear `login_not_required`, or strangers no longer get to them.)

# %% tags=["exercise"]
from classroom import exercise

exercise("13.1").check()

# %% [markdown] tags=["solution"]
# **Why this works.** The gate stands before the view, so neither GET nor POST reaches it without a login. The author is not a field of the form: it is `request.user`, which the client cannot write.

# %% [markdown] tags=["exercise"]
# ## 2. Say who is there
#
# *About 8 minutes.* In `base.html`: **a member sees their own name in the navigation and no link to the login; a stranger sees the link, and no name**. Change the template alone.

# %% [markdown]
# **Its tests**: the two sentences above, with `assertContains` and `assertNotContains`.

# %% tags=["exercise"]
from classroom import exercise

exercise("13.2").check()

# %% [markdown] tags=["solution"]
# **Why this works.** The context processor hands `user` to every template that is rendered with a request. `user.is_authenticated` is an attribute, and in a template brackets would not even be allowed.

# %% [markdown] tags=["exercise"]
# ## 3. Find the bugs: everybody is a member
#
# *About 6 minutes.* `exercise("13.3").start()` makes the project `bug-13-3`. In its `club/views.py` the hall welcomes strangers as members, and the room answers members and strangers with an error. **Mend both: strangers read `Hello, stranger.`, members `Welcome, ` and their name.**

# %% tags=["exercise"]
from classroom import exercise

exercise("13.3").check()

# %% [markdown] tags=["solution"]
# **Why this works.** `if request.user` asks whether the object is true, and an `AnonymousUser` is. `is_authenticated()` calls a truth value. The attribute without brackets is the question.

# %% [markdown] tags=["exercise"]
# ## 4. A layer of your own
#
# *About 10 minutes.* `exercise("13.4").start()` makes the project `bug-13-4` with an empty `mysite/layers.py`. Write a middleware there and list it in the settings, so that **what your pages answer, and a 404 too, has the header `X-Who`: the member's name, or `a stranger`**.

# %% tags=["exercise"]
from classroom import exercise

exercise("13.4").check()

# %% [markdown] tags=["solution"]
# **Why this works.** It stands inside `AuthenticationMiddleware`, so `request.user` is there. It writes on the way out, so it sees each answer that comes from further in: pages, and Django's 404. An answer that an outer layer makes by itself does not pass it.

# %% [markdown]
# ## Done?
#
# You can ask who it is: in a view, in a template, before a whole site. Back to [lesson 13](../notebooks/13_who_is_asking.ipynb), or on to lesson 14: users and passwords.
#
# All [solutions](../solutions/13_who_is_asking.ipynb), with their reasons, stand in a notebook of the same name.
