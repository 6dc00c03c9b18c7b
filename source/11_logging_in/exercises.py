# %% [markdown]
# # Exercises: logging in
#
# Five tasks, about 50 minutes, after [lesson 11](../notebooks/11_logging_in.ipynb). In four of them you write files of a real Django project; in one you write a function, as before.

# %% tags=["setup"]
from classroom import open_site

site = open_site()
site

# %% [markdown]
# Open a project's files in JupyterLab's list of files, on the left, change them and save: the next request runs what you wrote. To look around: `from classroom import open_workshop`, then `workshop = open_workshop(task="11.1")` has a `url`, `exchanges` and a `log`. The check visits a private copy. Hints: `exercise("11.1").hint()`.

# %% [markdown] tags=["exercise"]
# ## 1. GET shows, POST logs in
#
# *About 14 minutes.* In your project `workshop`, `accounts/views.py` shows the login form. Let it log in: **GET shows the form; a POST of the right name and password logs that user in and redirects to the articles; a wrong password is answered with 200 and the form again.** No project yet? `exercise("11.1").start()` makes it as task 10.3 leaves it.

# %% [markdown]
# Django's own login view wears two decorators; give yours both. `never_cache` (`django.views.decorators.cache`) asks that no copy of the page is kept. `sensitive_post_parameters("password")` (`django.views.decorators.debug`) puts stars for the password into the report of an error that Django mails. **Its tests**: the right password logs in, a wrong one does not. `get_user(self.client)`, from `django.contrib.auth`, is who is logged in.

# %% tags=["exercise"]
from classroom import exercise

exercise("11.1").check()

# %% [markdown] tags=["solution"]
# **Why this works.** `request.method` tells the two apart. The form gets the request first, then the data. If it is valid, `auth_login` writes the session, and a redirect ends the POST. If not, the same form is rendered, and has its message with it. The two decorators change nothing that the check sees; they keep the password out of caches and reports.

# %% [markdown] tags=["exercise"]
# ## 2. A wish that comes along, and stays at home
#
# *About 12 minutes.* Go on in the same project. Somebody comes to `/accounts/login/?next=/articles/?page=2`. **The login leads to the page in `next`, also when the first password was wrong; a `next` that leads to another site is not followed, and the login leads to the articles.**

# %% [markdown]
# **Its tests**: the login goes on to a page of yours in `next`, and to no other site. Try `https://evil.example/`, `//evil.example/` and `/\evil.example/`.

# %% tags=["exercise"]
from classroom import exercise

exercise("11.2").check()

# %% [markdown] tags=["solution"]
# **Why this works.** The hidden field brings the wish from the GET to the POST, as often as the form is shown. Before it is followed, Django's function asks the question that a browser would: does this lead to my own host? With `require_https` it also asks whether it stays with https, where the visitor came by it.

# %% [markdown] tags=["exercise"]
# ## 3. Find the bugs: the door that says nothing
#
# *About 9 minutes.* `exercise("11.3").start()` makes another project, `bug-11-3`. At `/door/login/` the right password brings the form back, without a word. There are two bugs in `door/views.py`; the first hides the second. **The right password must lead to `/door/`, which greets that user by name; a wrong one must not.**

# %% [markdown]
# To try it yourself: `workshop = open_workshop(task="11.3")`, then `workshop.manage("migrate")`; a user is made by `workshop.manage("shell", "-c", "User.objects.create_user('mina', password='only-for-class')")`.

# %% tags=["exercise"]
from classroom import exercise

exercise("11.3").check()

# %% [markdown] tags=["solution"]
# **Why this works.** The form took `request.POST` for its request and had no data: not bound, so neither valid nor wrong. With the request in front it is valid; and then somebody has to write that down, which is `login()`.

# %% [markdown] tags=["exercise"]
# ## 4. Take the cart along
#
# *About 9 minutes.* On the demo site: put `product` into the session's cart as a stranger (`POST /market/session-cart/add/`), send the login form with `name` and `password`, and open `/market/session-cart/`. **Return `True` if the password was right, `False` if not. If it was, the last request carries the new key.**

# %% tags=["exercise"]
import requests
from classroom import exercise

def take_along(url, name, password, product):
    ### BEGIN SOLUTION
    client = requests.Session()
    client.get(url + "/market/" + product + "/")
    form = {"product": product, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/market/session-cart/add/", data=form)
    before = client.cookies["sessionid"]

    form = {"username": name, "password": password, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/accounts/login/", data=form)
    client.get(url + "/market/session-cart/")
    return client.cookies["sessionid"] != before
    ### END SOLUTION

exercise("11.4").check(take_along)

# %% [markdown] tags=["solution"]
# **Why this works.** The login moves the anonymous session to a new key, cart and all. A wrong password leaves the key as it was; both answers may end in a 200, so the status of a page tells nothing here.

# %% [markdown] tags=["exercise"]
# ## 5. Break it, then mend it: the form without a token
#
# *About 7 minutes.* `exercise("11.5").start()` makes the project `bug-11-5`: the door of task 3, mended, with a new template. Now every login is answered with 403. **Mend `door/templates/door/login.html`: the login works again, a form without a token is still refused, and the form of the newsletter, which sends to another site, carries no token.**

# %% tags=["exercise"]
from classroom import exercise

exercise("11.5").check()

# %% [markdown] tags=["solution"]
# **Why this works.** `{% csrf_token %}` writes a hidden field with the masked secret of the visitor's cookie. In a form that sends elsewhere it would give that secret away.

# %% [markdown]
# ## Done?
#
# Your project lets people in. Back to [lesson 11](../notebooks/11_logging_in.ipynb), or on to [lesson 12](../notebooks/12_logging_out.ipynb): letting them out again.
#
# All [solutions](../solutions/11_logging_in.ipynb), with their reasons, stand in a notebook of the same name.
