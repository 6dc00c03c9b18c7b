# %% [markdown]
# # Exercises: a note on the server
#
# Five tasks, about 35 minutes, after [lesson 06](../notebooks/06_a_note_on_the_server.ipynb). Complete each function and run its cell: the check runs it on the site with fresh data, and judges what travelled, what the server kept, and what your function returns.

# %% tags=["setup"]
from classroom import open_site

site = open_site()
site

# %% [markdown]
# Each function is given `url`, the address of the site, even where it does not need it. Forms of the site want their token back, as in lesson 04: `client.cookies["csrftoken"]` goes into the data as `csrfmiddlewaretoken`. Hints: `exercise("06.1").hint()`.

# %% [markdown] tags=["exercise"]
# ## 1. Keep two visitors apart
#
# *About 6 minutes.* Two visitors fill their session carts at `/market/session-cart/add/`: one puts `mine` in, once; the other puts `theirs` in, twice. In the end **one session row holds `mine` once, another row holds `theirs` twice**, and there are no other carts.

# %% tags=["exercise"]
import requests
from classroom import exercise

def keep_apart(url, mine, theirs):
    ### BEGIN SOLUTION
    for products in ([mine], [theirs, theirs]):
        client = requests.Session()
        client.get(url + "/market/")
        for product in products:
            form = {"product": product, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
            client.post(url + "/market/session-cart/add/", data=form)
    ### END SOLUTION

exercise("06.1").check(keep_apart)

# %% [markdown] tags=["solution"]
# **Why this works.** A new `Session` object has an empty jar, so its first form gets a new key and a new row. The second form of the same client brings that key back, and changes the same row.

# %% [markdown] tags=["exercise"]
# ## 2. Read a row without the key
#
# *About 6 minutes.* `stored` is the text in the column `session_data` of some session. Its signature has been torn off and replaced by random letters, so `get_decoded()` would refuse it. Read it all the same: **return the dict that it holds**.

# %% tags=["exercise"]
import requests
from classroom import exercise

def read_row(url, stored):
    ### BEGIN SOLUTION
    from django.contrib.sessions.serializers import JSONSerializer
    from django.utils.http import urlsafe_base64_decode

    payload = stored.split(":")[0]
    return JSONSerializer().loads(urlsafe_base64_decode(payload))
    ### END SOLUTION

exercise("06.2").check(read_row)

# %% [markdown] tags=["solution"]
# **Why this works.** The first part is the data, in base64 and JSON, and neither needs a key. `json.loads` does what Django's `JSONSerializer` does here. The signature could say whether the text is genuine. It does not hide the text.

# %% [markdown] tags=["exercise"]
# ## 3. Forge the one, fail at the other
#
# *About 7 minutes.* First: **a request for `/market/cookie-cart/` carries a cart with `product`, which the server never gave**. Then: **a request carries `made_up` as its `sessionid`, alone, and the answer gives another key**. Which page answers with a key at all?

# %% tags=["exercise"]
import requests
from classroom import exercise

def forge(url, product, made_up):
    ### BEGIN SOLUTION
    requests.get(url + "/market/cookie-cart/", headers={"Cookie": "cart=" + product})
    requests.get(url + "/desk/counter/", headers={"Cookie": "sessionid=" + made_up})
    ### END SOLUTION

exercise("06.3").check(forge)

# %% [markdown] tags=["solution"]
# **Why this works.** The cookie cart is what you bring. The counter writes, so it needs a row; your key names none, and Django makes a new one under a key of its own.

# %% [markdown] tags=["exercise"]
# ## 4. Find the bug: somebody else's present
#
# *About 7 minutes.* `answer` is a hand-made server, called as in the lesson: `body, given = answer(cookie)`, with `""` for no cookie. Each visitor gets a present and keeps it. Find out how the keys are made, and **return the present of the visitor who came right before you**.

# %% tags=["exercise"]
import requests
from classroom import exercise

def take_present(url, answer):
    ### BEGIN SOLUTION
    body, given = answer("")
    mine = int(given.removeprefix("note="))
    body, given = answer(f"note={mine - 1}")
    return body.split()[-1]
    ### END SOLUTION

exercise("06.4").check(take_present)

# %% [markdown] tags=["solution"]
# **Why this works.** The key is a number, so yours tells your neighbour's. The server cannot see who brings it: it did what it always does, and looked the key up.

# %% [markdown] tags=["exercise"]
# ## 5. Break it, then mend it: the numbered shop
#
# *About 9 minutes.* One call is one visit: `rows` is the server's dict, `cookie` the `Cookie` line. This server has the fault that you have used, and another: it takes up any key that a client makes up. Take the first line away, and mend both. **Known visitors keep key and count; everybody else gets a new key that cannot be guessed.**

# %% tags=["exercise"]
import requests
from classroom import exercise

def serve(url, rows, cookie):
    ### BEGIN SOLUTION
    from django.utils.crypto import get_random_string

    key = cookie.removeprefix("note=")
    if key not in rows:
        key = get_random_string(32)
        rows[key] = 0
    rows[key] += 1
    return f"visit {rows[key]}", f"note={key}"
    ### END SOLUTION
    ### BEGIN STARTER
    # key = cookie.removeprefix("note=") or str(len(rows) + 1)
    # rows[key] = rows.get(key, 0) + 1
    # return f"visit {rows[key]}", f"note={key}"
    ### END STARTER

exercise("06.5").check(serve)

# %% [markdown] tags=["solution"]
# **Why this works.** Only keys in `rows` are known, and only the server puts keys there, made by chance. These are the two rules that Django keeps: an unknown id is never taken up, and a new one is random.

# %% [markdown]
# ## Done?
#
# You have built a session store, broken one, and mended it. Back to [lesson 06](../notebooks/06_a_note_on_the_server.ipynb), or on to lesson 07: the life of a session.
#
# All [solutions](../solutions/06_a_note_on_the_server.ipynb), with their reasons, stand in a notebook of the same name.
