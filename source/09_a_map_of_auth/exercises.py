# %% [markdown]
# # Exercises: a map of auth
#
# Four tasks, about 25 minutes, after [lesson 09](../notebooks/09_a_map_of_auth.ipynb). Complete each function and run its cell; the last task is files of a project.

# %% tags=["setup"]
from classroom import open_site

site = open_site()
site

# %% [markdown]
# Everybody's password is the fake `only-for-class`. A login is a `GET` of `/accounts/login/` and then a `POST` of the form with its token, as in the lesson. Hints: `exercise("09.1").hint()`.

# %% [markdown] tags=["exercise"]
# ## 1. Two refusals
#
# *About 6 minutes.* `page` edits a note that `name` did not write. **One request for `page` is sent to the login page (302), a later one is refused with 403**: first a stranger asks, then `name`, logged in.

# %% tags=["exercise"]
import requests
from classroom import exercise

def two_refusals(url, page, name):
    ### BEGIN SOLUTION
    client = requests.Session()
    client.get(url + page, allow_redirects=False)
    client.get(url + "/accounts/login/")
    form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/accounts/login/", data=form)
    client.get(url + page)
    ### END SOLUTION

exercise("09.1").check(two_refusals)

# %% [markdown] tags=["solution"]
# **Why this works.** The same page, two questions. Without a login the site asks who you are; with one it knows, and says that you may not.

# %% [markdown] tags=["exercise"]
# ## 2. No question, no SQL
#
# *About 7 minutes.* Log in as `name`. Then ask for a page at which **the key goes along, no view looks at the user, and no SQL statement is made**; and for one at which **the view looks, and the user is `name`**.

# %% tags=["exercise"]
import requests
from classroom import exercise

def lazy(url, name):
    ### BEGIN SOLUTION
    client = requests.Session()
    client.get(url + "/accounts/login/")
    form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/accounts/login/", data=form)
    client.get(url + "/desk/echo/")
    client.get(url + "/accounts/profile/")
    ### END SOLUTION

exercise("09.2").check(lazy)

# %% [markdown] tags=["solution"]
# **Why this works.** The echo answers without asking who you are, so the promise `request.user` is never kept. The profile asks, and pays for a session row and a user row.

# %% [markdown] tags=["exercise"]
# ## 3. Stopped before the view
#
# *About 6 minutes.* Be logged in as `name`, and send a request that **no view ever sees, because `CsrfViewMiddleware` answers it with 403**.

# %% tags=["exercise"]
import requests
from classroom import exercise

def stopped(url, name):
    ### BEGIN SOLUTION
    client = requests.Session()
    client.get(url + "/accounts/login/")
    form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/accounts/login/", data=form)
    client.post(url + "/articles/new/", data={"title": "No token", "text": "No token"})
    ### END SOLUTION

exercise("09.3").check(stopped)

# %% [markdown] tags=["solution"]
# **Why this works.** A `POST` without its token is refused before Django calls the view. A page that refuses you by itself, such as somebody else's note, is another 403: there the view has decided.

# %% [markdown] tags=["exercise"]
# ## 4. Find the bug: layers in the wrong order
#
# *About 8 minutes.* `exercise("09.4").start()` makes a project, the folder `bug-09-4`. Its `mysite/order.py` changes the order of the middleware, and every page fails. **Mend it so that the layers stand as `startproject` wrote them, and `/admin/` sends a stranger to its login page.** To look: `workshop = open_workshop(task="09.4")`, then `workshop.url`.

# %% tags=["exercise"]
from classroom import exercise

exercise("09.4").check()

# %% [markdown] tags=["solution"]
# **Why this works.** A layer can use only what one outside of it has put there: `AuthenticationMiddleware` needs `request.session`, `MessageMiddleware` needs it too. Any way that brings the order back is right.

# %% [markdown]
# ## Done?
#
# You know the map. Back to [lesson 09](../notebooks/09_a_map_of_auth.ipynb), or on to lesson 10: the accounts app.
#
# All [solutions](../solutions/09_a_map_of_auth.ipynb), with their reasons, stand in a notebook of the same name.
