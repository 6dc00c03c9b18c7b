# %% [markdown]
# # Exercises: where sessions live
#
# Four tasks, about 25 minutes, after [lesson 08](../notebooks/08_where_sessions_live.ipynb). Complete each function and run its cell: the check runs it on the site with fresh data, each with another session engine.

# %% tags=["setup"]
from classroom import open_site

site = open_site()
site

# %% [markdown]
# `/desk/counter/` writes into the session. `/desk/hello/` greets by name whoever is logged in. Every password is `only-for-class`. A login and a logout are POST requests with the field `csrfmiddlewaretoken`, the value of the cookie `csrftoken`. Hints: `exercise("08.1").hint()`.

# %% [markdown] tags=["exercise"]
# ## 1. At the server, or in the cookie?
#
# *About 6 minutes.* You see a site from outside and nothing else. Find out where it keeps its sessions: **return `"at the server"` or `"in the cookie"`**. The check changes the engine, and calls your function each time.

# %% tags=["exercise"]
import requests
from classroom import exercise

def where_is_it(url):
    ### BEGIN SOLUTION
    client = requests.Session()
    client.get(url + "/desk/counter/")
    return "in the cookie" if ":" in client.cookies["sessionid"] else "at the server"
    ### END SOLUTION

exercise("08.1").check(where_is_it)

# %% [markdown] tags=["solution"]
# **Why this works.** A key has 32 letters and digits, and says nothing by itself. A signed session has its data, a time and a signature, with colons between them. Its length would do as well, or that it changes when the counter does.

# %% [markdown] tags=["exercise"]
# ## 2. Prove which engine leaks after logout
#
# *About 9 minutes.* Log in as `name`, copy the cookie, log out, and bring the copy back. **Return `True` if the site still takes the copy for `name`, and `False` if it does not.** Decide by the site's answer to the copy.

# %% tags=["exercise"]
import requests
from classroom import exercise

def leaks(url, name):
    ### BEGIN SOLUTION
    client = requests.Session()
    client.get(url + "/accounts/login/")
    form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/accounts/login/", data=form)
    copy = client.cookies["sessionid"]
    client.post(url + "/accounts/logout/", data={"csrfmiddlewaretoken": client.cookies["csrftoken"]})
    answer = requests.get(url + "/desk/hello/", headers={"Cookie": "sessionid=" + copy})
    return name in answer.text
    ### END SOLUTION

exercise("08.2").check(leaks)

# %% [markdown] tags=["solution"]
# **Why this works.** The copy is made before the logout and sent without a jar, as a thief would. Only the site's answer counts: it is a stranger's page, or it is the page of `name`. A logout deletes what the server keeps, and under `signed_cookies` that is nothing.

# %% [markdown] tags=["exercise"]
# ## 3. Find the bug: the cart that costs too much
#
# *About 6 minutes.* `things` is a list of products, some of them twice. This program puts them into a cart, and then each page carries too many bytes. Take its first line away, and mend it so that **the last request for `/market/` has at most `limit` bytes on its `Cookie` line, and the shop knows all the things**.

# %% tags=["exercise"]
import requests
from classroom import exercise

def cheap_cart(url, things, limit):
    ### BEGIN SOLUTION
    client = requests.Session()
    token = client.get(url + "/market/tea-pot/").cookies["csrftoken"]
    for slug in things:
        client.post(url + "/market/session-cart/add/", data={"product": slug, "csrfmiddlewaretoken": token})
    client.get(url + "/market/")
    ### END SOLUTION
    ### BEGIN STARTER
    # client = requests.Session()
    # token = client.get(url + "/market/tea-pot/").cookies["csrftoken"]
    # for slug in things:
    #     client.post(url + "/market/cookie-cart/add/", data={"product": slug, "csrfmiddlewaretoken": token})
    # client.get(url + "/market/")
    ### END STARTER

exercise("08.3").check(cheap_cart)

# %% [markdown] tags=["solution"]
# **Why this works.** The session cart sends a key of 32 characters, whether it holds one thing or fifty. What was saved on the line is kept at the server, in the row of that key. With `signed_cookies` it would not help: there the session travels too.

# %% [markdown] tags=["exercise"]
# ## 4. Predict the survivors
#
# *About 6 minutes.* Somebody is logged in and you hold their cookie. Then something happens: `event` is `"restart"`, `"cleared cache"`, `"crowd"` (500 other visitors come) or `"logout"` (they log out). `engine` is one of the five names. There is one server, and it keeps its `SECRET_KEY`. **Return `True` if the cookie still opens the login afterwards, else `False`.** All twenty cases are asked.

# %% tags=["exercise"]
import requests
from classroom import exercise

def still_known(url, engine, event):
    ### BEGIN SOLUTION
    if event == "logout":
        return engine == "signed_cookies"
    return engine != "cache"
    ### END SOLUTION

exercise("08.4").check(still_known)

# %% [markdown] tags=["solution"]
# **Why this works.** Restart, clearing and crowd destroy what lies in memory, and only `cache` has nothing else: `cached_db` falls back to its rows. A logout destroys the session wherever this server has it, and a signed cookie is not there. With two servers and a cache for each, `cached_db` and a logout would have another answer.

# %% [markdown]
# ## Done?
#
# You know where sessions live, and what that costs. Back to [lesson 08](../notebooks/08_where_sessions_live.ipynb), or on to lesson 09: a map of the auth system.
#
# All [solutions](../solutions/08_where_sessions_live.ipynb), with their reasons, stand in a notebook of the same name.
