# %% [markdown]
# # Exercises: cookies carry a note
#
# Five tasks, about 30 minutes, after [lesson 03](../notebooks/03_cookies_carry_a_note.ipynb). Complete each function and run its cell: the check runs it on the site with fresh data, and judges what travelled. Any way that brings it about is right.

# %% [markdown] tags=["notes"]
# **For the instructor.** Tasks 1 and 3 are for everyone; 2, 4 and 5 are for those who are ahead. Task 5 is best done in pairs: one says what will travel, the other writes.

# %% tags=["setup"]
from classroom import open_site

site = open_site()
site

# %% [markdown]
# Each function is given `url`, the address of the site. `exercise("03.1").hint()` in a cell of its own gives the next of three hints, and `exercise("03.1").solution()` one right answer with its reason. Nothing here can break the site.

# %% [markdown] tags=["exercise"]
# ## 1. Be greeted by name
#
# *About 4 minutes.* Let the server give you the cookie `visitor_name` with the value `name`: `/desk/set-cookie/` does it. Then ask for `/desk/hello/`, so that **this request carries the cookie** and the page greets you.

# %% tags=["exercise"]
import requests
from classroom import exercise

def be_greeted(url, name):
    ### BEGIN SOLUTION
    client = requests.Session()
    client.get(url + "/desk/set-cookie/", params={"name": "visitor_name", "value": name})
    client.get(url + "/desk/hello/")
    ### END SOLUTION

exercise("03.1").check(be_greeted)

# %% [markdown] tags=["solution"]
# **Why this works.** The `Session` object has a jar. The first answer puts the cookie there, and the jar adds it to the second request. Two calls of `requests.get` would have had a jar each.

# %% [markdown] tags=["exercise"]
# ## 2. Bring back one of two notes
#
# *About 6 minutes.* Ask `/desk/set-cookie/` for two cookies **in one answer**, called `keep` and `leave`; their values are up to you. Then ask for `/desk/echo/`, so that **the request carries `keep` as the server gave it, and no other cookie**.

# %% tags=["exercise"]
import requests
from classroom import exercise

def bring_one(url, keep, leave):
    ### BEGIN SOLUTION
    two = [("name", keep), ("value", "red"), ("name", leave), ("value", "blue")]
    answer = requests.get(url + "/desk/set-cookie/", params=two)
    note = keep + "=" + answer.cookies[keep]
    requests.get(url + "/desk/echo/", headers={"Cookie": note})
    ### END SOLUTION

exercise("03.2").check(bring_one)

# %% [markdown] tags=["solution"]
# **Why this works.** `answer.cookies` holds what this answer gave, taken apart: `[keep]` is the value, without attributes. Written by hand, the `Cookie` header holds what you choose. A `Session` object would have brought both back.

# %% [markdown] tags=["exercise"]
# ## 3. Given, replaced, taken back
#
# *About 7 minutes.* Ask for `/desk/echo/` three times. **The first request carries `name` with the value `old`, the second with the value `new`, the third carries no such cookie.** Each time it is the server that brings the change about.

# %% tags=["exercise"]
import requests
from classroom import exercise

def three_states(url, name, old, new):
    ### BEGIN SOLUTION
    client = requests.Session()
    for value in (old, new):
        client.get(url + "/desk/set-cookie/", params={"name": name, "value": value})
        client.get(url + "/desk/echo/")
    client.get(url + "/desk/delete-cookie/", params={"name": name})
    client.get(url + "/desk/echo/")
    ### END SOLUTION

exercise("03.3").check(three_states)

# %% [markdown] tags=["solution"]
# **Why this works.** Name, domain and path stay the same, so the second `Set-Cookie` replaces the first, and the deletion hits it. All three changes are the same header, obeyed by the jar.

# %% [markdown] tags=["exercise"]
# ## 4. Find the bug: the counter is stuck at two
#
# *About 6 minutes.* `/desk/cookie-counter/` counts your visits in a cookie. This program carries the note by hand, yet the page says 1, 2, 2, 2. Take its first line away, and mend it, so that **each visit carries the note of the answer before it**, for any number of `times`.

# %% tags=["exercise"]
import requests
from classroom import exercise

def count_visits(url, times):
    ### BEGIN SOLUTION
    note = None
    for visit in range(times):
        answer = requests.get(url + "/desk/cookie-counter/", cookies=note)
        note = answer.cookies  # always the newest: the `if` kept the first note for ever
    ### END SOLUTION
    ### BEGIN STARTER
    # note = None
    # for visit in range(times):
    #     answer = requests.get(url + "/desk/cookie-counter/", cookies=note)
    #     if note is None:
    #         note = answer.cookies
    ### END STARTER

exercise("03.4").check(count_visits)

# %% [markdown] tags=["solution"]
# **Why this works.** Every answer gives a new note, and the client has to let it replace the old one. A jar does that by itself, so a `Session` object never has this bug.

# %% [markdown] tags=["exercise"]
# ## 5. Break it, then mend it: two notes of one name
#
# *About 8 minutes.* Break: let the server give the cookie `name` twice, `wide` for the whole site and `deep` for `/desk/`, so that **one request to `/desk/echo/` carries both**. Mend: let the server take the deep one back, so that **the last request to `/desk/echo/` carries `wide` alone**.

# %% tags=["exercise"]
import requests
from classroom import exercise

def break_and_mend(url, name, wide, deep):
    ### BEGIN SOLUTION
    client = requests.Session()
    client.get(url + "/desk/set-cookie/", params={"name": name, "value": wide})
    client.get(url + "/desk/set-cookie/", params={"name": name, "value": deep, "path": "/desk/"})
    client.get(url + "/desk/echo/")
    client.get(url + "/desk/delete-cookie/", params={"name": name, "path": "/desk/"})
    client.get(url + "/desk/echo/")
    ### END SOLUTION

exercise("03.5").check(break_and_mend)

# %% [markdown] tags=["solution"]
# **Why this works.** Another path makes another cookie, and the jar sends both, the deeper one first. The deletion names the deeper path, so it hits that cookie and leaves the wide one.

# %% [markdown]
# ## Done?
#
# You have seen the whole life of a cookie from both ends. Back to [lesson 03](../notebooks/03_cookies_carry_a_note.ipynb), or on to [lesson 04](../notebooks/04_what_cookies_are_for.ipynb): one small note has many uses.
#
# All [solutions](../solutions/03_cookies_carry_a_note.ipynb), with their reasons, stand in a notebook of the same name.
