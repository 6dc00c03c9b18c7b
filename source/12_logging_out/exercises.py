# %% [markdown]
# # Exercises: logging out
#
# Four tasks, about 40 minutes, after [lesson 12](../notebooks/12_logging_out.ipynb). In two of them you write files of a Django project, in two a function.

# %% tags=["setup"]
from classroom import exercise, open_site, open_workshop

site = open_site()
site

# %% [markdown]
# Everybody's password on the demo site is the fake `only-for-class`. In a project of files, the next request runs what you saved; the check visits a private copy. Hints: `exercise("12.1").hint()`.

# %% [markdown] tags=["exercise"]
# ## 1. A button that logs out
#
# *About 14 minutes.* In your project `workshop`, write a view for `/accounts/logout/`, with the name `accounts:logout`, and a button for it in the navigation of `articles/templates/base.html`. **The button logs out and leads to the articles; a GET is answered 405, and a form without a token 403; the visitor's row is gone; a stranger gets the redirect too.** No project yet? `exercise("12.1").start()` makes it as task 11.2 leaves it.

# %% [markdown]
# **Its tests**: a POST logs out; a GET is answered with 405, and the user is still logged in.

# %% tags=["exercise"]
from classroom import exercise

exercise("12.1").check()

# %% [markdown] tags=["solution"]
# **Why this works.** `require_POST` answers 405 to everything else. `auth_logout` deletes the whole row and asks for the cookie back; it returns nothing, so the view redirects by itself. The button is a form, since a link sends a GET. It may stand there for strangers: lesson 13 hides it.

# %% [markdown] tags=["exercise"]
# ## 2. Lock the thief out
#
# *About 7 minutes.* On the demo site: log in as `name`. A second client carries a copy of the session key and asks for `/accounts/profile/`: **it is shown the profile of `name`**. Then the owner logs out, and the second client asks again, **with the same key: now it is sent to the login page**.

# %% tags=["exercise"]
import requests
from classroom import exercise

def lock_out(url, name):
    ### BEGIN SOLUTION
    owner, thief = requests.Session(), requests.Session()
    owner.get(url + "/accounts/login/")
    form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": owner.cookies["csrftoken"]}
    owner.post(url + "/accounts/login/", data=form)

    thief.cookies.set("sessionid", owner.cookies["sessionid"], domain="127.0.0.1", path="/")
    thief.get(url + "/accounts/profile/")
    owner.post(url + "/accounts/logout/", data={"csrfmiddlewaretoken": owner.cookies["csrftoken"]})
    thief.get(url + "/accounts/profile/")
    ### END SOLUTION

exercise("12.2").check(lock_out)

# %% [markdown] tags=["solution"]
# **Why this works.** Both clients hold the same key, and the server cannot tell them apart. The logout deletes what the key opens, so both copies are worthless at once. The token for it is the owner's newest: the login had changed it.

# %% [markdown] tags=["exercise"]
# ## 3. Find the bug: whoever reads the wall is logged out
#
# *About 9 minutes.* `exercise("12.3").start()` makes another project, `bug-12-3`. Members of its club complain: when they have read `/club/wall/`, they are logged out. **Mend it: the wall shows the same posts, pictures and all, and logs nobody out; the front page `/club/` has a button that does; a GET of `/club/logout/` is answered 405.** The files are in the folder `club`.

# %% [markdown]
# To try it yourself: `workshop = open_workshop(task="12.3")`, then `workshop.manage("migrate")`; a member is made by `workshop.manage("shell", "-c", "User.objects.create_user('mina', password='only-for-class')")`.

# %% tags=["exercise"]
from classroom import exercise

exercise("12.3").check()

# %% [markdown] tags=["solution"]
# **Why this works.** Anybody may post a picture whose address is yours, so a GET must change nothing. With `require_POST` the picture gets a 405. The link had to become a form with a token: a link can send nothing but a GET.

# %% [markdown] tags=["exercise"]
# ## 4. This device stays
#
# *About 8 minutes.* You have lost some devices; `lost` lists their names. First log in as `name` from each of them, with that name as its `User-Agent`, and send nothing more from there. Then log in as `name` once more. **From there, end all the others by `/accounts/devices/`: their rows are gone, and your last request shows the profile of `name`.**

# %% tags=["exercise"]
import requests
from classroom import exercise

def only_here(url, name, lost):
    ### BEGIN SOLUTION
    for device in [*lost, "the device that stays"]:
        client = requests.Session()
        client.headers["User-Agent"] = device
        client.get(url + "/accounts/login/")
        form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
        client.post(url + "/accounts/login/", data=form)

    form = {"end": "others", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/accounts/devices/", data=form)
    client.get(url + "/accounts/profile/")
    ### END SOLUTION

exercise("12.4").check(only_here)

# %% [markdown] tags=["solution"]
# **Why this works.** A logout ends the session that the request brings, and no other. The devices page knows which rows are of the same user, because the site writes that down at each login; it deletes those rows.

# %% [markdown]
# ## Done?
#
# Your project lets people out again. Back to [lesson 12](../notebooks/12_logging_out.ipynb), or on to lesson 13: how a view asks who you are.
#
# All [solutions](../solutions/12_logging_out.ipynb), with their reasons, stand in a notebook of the same name.
