# %% [markdown]
# # Exercises: the life of a session
#
# Five tasks, about 45 minutes, after [lesson 07](../notebooks/07_the_life_of_a_session.ipynb). Four are functions, checked on the site with fresh data. One is a bug in a real Django project, which you mend in its file.

# %% tags=["setup"]
from classroom import open_site

site = open_site()
site

# %% [markdown]
# The bench is at `/desk/session/`: `write/` takes `key` and `value`, `read/` takes `key`, `expire/` takes `seconds`, `slow-write/` takes `key`, `value` and `seconds`. Hints: `exercise("07.1").hint()`.

# %% [markdown] tags=["exercise"]
# ## 1. Remember me for an hour
#
# *About 7 minutes.* Write `word` into a session, under the key `note`. If `remember` is true, the session shall last **an hour, with the browser closed or not**; if it is false, **until the browser closes**. Then close the browser, `client.cookies.clear_session_cookies()`, and ask for `/desk/session/read/?key=note`. **The answer knows the word if `remember` is true; if not, the request goes without the cookie.**

# %% tags=["exercise"]
import requests
from classroom import exercise

def remember_me(url, word, remember):
    ### BEGIN SOLUTION
    client = requests.Session()
    client.get(url + "/desk/session/write/", params={"key": "note", "value": word})
    client.get(url + "/desk/session/expire/", params={"seconds": 3600 if remember else 0})
    client.cookies.clear_session_cookies()
    client.get(url + "/desk/session/read/?key=note")
    ### END SOLUTION

exercise("07.1").check(remember_me)

# %% [markdown] tags=["solution"]
# **Why this works.** `set_expiry(3600)` puts an hour on the cookie and on the row, so the browser's end changes nothing. `set_expiry(0)` gives the cookie no end of its own; it goes with the browser, and its row stays for fourteen days.

# %% [markdown] tags=["exercise"]
# ## 2. Sweep what has expired
#
# *About 7 minutes.* When your function begins, the table holds rows of many visitors: some are alive, with a login or without, and some have expired. **Delete those that have expired and no other, and return how many they were.** The function runs in this kernel, so Django's commands and models work in it.

# %% tags=["exercise"]
import requests
from classroom import exercise
from django.core.management import call_command

def sweep(url):
    ### BEGIN SOLUTION
    from django.contrib.sessions.models import Session

    before = Session.objects.count()
    call_command("clearsessions")
    return before - Session.objects.count()
    ### END SOLUTION

exercise("07.2").check(sweep)

# %% [markdown] tags=["solution"]
# **Why this works.** `clearsessions` deletes by `expire_date` and by nothing else. It asks neither who is logged in nor who still has the cookie: the first does not matter, and the second the server cannot know.

# %% [markdown] tags=["exercise"]
# ## 3. A cart that survives the login
#
# *About 8 minutes.* As a stranger, put `before` into the cart of the session (`/market/session-cart/add/`). Log in as `name`, password `only-for-class`, and put `after` into it. Then ask for `/market/session-cart/` once more **with the key from before the login**. In the end **one cart holds both, in the session of `name`, and the old key was tried**. Each form wants the token that the jar has *then*.

# %% tags=["exercise"]
import requests
from classroom import exercise

def carry_the_cart(url, before, name, after):
    ### BEGIN SOLUTION
    client = requests.Session()
    client.get(url + "/accounts/login/")

    def send(path, **form):
        client.post(url + path, data=form | {"csrfmiddlewaretoken": client.cookies["csrftoken"]})

    send("/market/session-cart/add/", product=before)
    old = client.cookies["sessionid"]
    send("/accounts/login/", username=name, password="only-for-class")
    send("/market/session-cart/add/", product=after)
    requests.get(url + "/market/session-cart/", headers={"Cookie": "sessionid=" + old})
    ### END SOLUTION

exercise("07.3").check(carry_the_cart)

# %% [markdown] tags=["solution"]
# **Why this works.** `login()` calls `cycle_key()`: the data of the stranger moves under a new key, and the user's number joins it. The old key opens nothing, so whoever copied it before the login has got nothing.

# %% [markdown] tags=["exercise"]
# ## 4. Find the bug: the counter that forgets
#
# *About 12 minutes.* `exercise("07.4").start()` makes a Django project, the folder `bug-07-4`. In its `visits/views.py`, `/visits/tea/` counts one more visit of the page *tea* for this visitor and answers with all counts; `/visits/` shows them, and never gets past one visit. **Mend it: every visit counts, for each visitor alone, and `/visits/` still stores nothing and sends no cookie.**

# %% [markdown]
# Open the file in JupyterLab's list of files, change it and save it: the next request runs it. To look around: `workshop = open_workshop(task="07.4")`, once `workshop.manage("migrate")`, then `workshop.url`, `workshop.exchanges` and `workshop.sessions`.

# %% tags=["exercise"]
from classroom import exercise

exercise("07.4").check()

# %% [markdown] tags=["solution"]
# **Why this works.** `visits[page] = …` changes a dict inside the session, which Django does not see. `request.session.modified = True` says so. So does assigning it again: `request.session["visits"] = visits`. In `count` alone: to save after every request would write for those who only look.

# %% [markdown] tags=["exercise"]
# ## 5. Break it, then mend it: a lost update
#
# *About 9 minutes.* One visitor has a session. Two requests with its key are under way at once, one writes `one`, the other `two` (any value), both are answered 200, and **the row ends with only one of them**. Then a second visitor writes both as well, so that **the row of that session has both**.

# %% tags=["exercise"]
import http.client

import requests
from classroom import exercise

def lose_and_keep(url, one, two):
    ### BEGIN SOLUTION
    first, second = requests.Session(), requests.Session()
    first.get(url + "/desk/session/write/?key=note&value=hi")
    mine = {"Cookie": "sessionid=" + first.cookies["sessionid"], "Connection": "close"}
    tab = http.client.HTTPConnection(url.removeprefix("http://"))
    tab.request("GET", f"/desk/session/slow-write/?key={one}&value=1&seconds=1", headers=mine)
    requests.get(url + f"/desk/session/slow-write/?key={two}&value=1&seconds=0.5", headers=mine)
    tab.getresponse().read()
    for key in (one, two):
        second.get(url + f"/desk/session/write/?key={key}&value=1")
    ### END SOLUTION

exercise("07.5").check(lose_and_keep)

# %% [markdown] tags=["solution"]
# **Why this works.** Both requests of the first visitor load the session before either saves it, and each saves all that it has. The second visitor waits for each answer, so the second request loads what the first has saved. A site cannot make its visitors wait: it keeps what matters in rows of their own.

# %% [markdown]
# ## Done?
#
# You have seen a session begin, change, lose something and end. Back to [lesson 07](../notebooks/07_the_life_of_a_session.ipynb), or on to lesson 08: where sessions live.
#
# All [solutions](../solutions/07_the_life_of_a_session.ipynb), with their reasons, stand in a notebook of the same name.
