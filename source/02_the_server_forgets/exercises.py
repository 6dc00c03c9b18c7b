# %% [markdown]
# # Exercises: the server forgets
#
# Five tasks, about 30 minutes, after [lesson 02](../notebooks/02_the_server_forgets.ipynb). Complete each function and run its cell: the check runs it on the site with fresh data, and judges what travelled. Any way that brings it about is right.

# %% [markdown] tags=["notes"]
# **For the instructor.** Tasks 1 to 3 are for everyone; 4 and 5 are for those who are ahead. After tasks 2 and 4, ask the room: *what stayed, what changed?* The two are mirror images: one count on many connections, one connection for the whole count.

# %% tags=["setup"]
from classroom import open_site

site = open_site()
site

# %% [markdown]
# Each function is given `url`, the address of the site. `exercise("02.1").hint()` in a cell of its own gives the next of three hints, and `exercise("02.1").solution()` one right answer with its reason. Nothing here can break the site.

# %% [markdown] tags=["exercise"]
# ## 1. Keep the connection
#
# *About 4 minutes.* For each word in the list `words`, ask for `/desk/echo/` with that word in the address: `?word=` and the word. **All these requests travel on one connection.**

# %% tags=["exercise"]
import requests
from classroom import exercise

def keep_connection(url, words):
    ### BEGIN SOLUTION
    client = requests.Session()
    for word in words:
        client.get(url + "/desk/echo/", params={"word": word})
    ### END SOLUTION

exercise("02.1").check(keep_connection)

# %% [markdown] tags=["solution"]
# **Why this works.** A `Session` object keeps its connection open after an answer and uses it for the next request. In HTTP/1.1 it stays open until one side ends it.

# %% [markdown] tags=["exercise"]
# ## 2. Hang up, and go on counting
#
# *About 6 minutes.* Visit `/desk/counter/` as often as `times` says. **Each visit travels on a connection of its own, and yet the page counts on**: 1, 2, 3 …

# %% tags=["exercise"]
import requests
from classroom import exercise

def count_on_many(url, times):
    ### BEGIN SOLUTION
    client = requests.Session()
    for visit in range(times):
        client.get(url + "/desk/counter/")
        client.close()
    ### END SOLUTION

exercise("02.2").check(count_on_many)

# %% [markdown] tags=["solution"]
# **Why this works.** `close()` closes the connection and leaves the jar. The next visit opens another one and brings the same text, so the server finds the same count. `headers={"Connection": "close"}` would do as well.

# %% [markdown] tags=["exercise"]
# ## 3. One connection, two visitors
#
# *About 6 minutes.* `/desk/hello/` greets whoever the header `Cookie: visitor_name=…` names. Ask for it three times **on one connection**: the first request names `first`, **the second names no visitor**, the third names `second`.

# %% tags=["exercise"]
import requests
from classroom import exercise

def share_connection(url, first, second):
    ### BEGIN SOLUTION
    client = requests.Session()
    client.get(url + "/desk/hello/", headers={"Cookie": "visitor_name=" + first})
    client.get(url + "/desk/hello/")
    client.get(url + "/desk/hello/", headers={"Cookie": "visitor_name=" + second})
    ### END SOLUTION

exercise("02.3").check(share_connection)

# %% [markdown] tags=["solution"]
# **Why this works.** A header written by hand belongs to one request. The connection stays the same, and the greeting changes with the header: the server goes by the request, not by the connection.

# %% [markdown] tags=["exercise"]
# ## 4. Find the bug: a connection for every visit
#
# *About 6 minutes.* This program hands the text on by hand, and the page counts rightly. But every visit opens a new connection. Mend it, so that **all visits travel on one connection and the page still counts to** `times`.

# %% tags=["exercise"]
import requests
from classroom import exercise

def count_on_one(url, times):
    ### BEGIN SOLUTION
    client = requests.Session()  # requests.get would make one of these each time, and close it
    for visit in range(times):
        client.get(url + "/desk/counter/")
    ### END SOLUTION
    ### BEGIN STARTER
    # text = None
    # for visit in range(times):
    #     answer = requests.get(url + "/desk/counter/", cookies=text)
    #     text = answer.cookies
    ### END STARTER

exercise("02.4").check(count_on_one)

# %% [markdown] tags=["solution"]
# **Why this works.** `requests.get` opens a connection and closes it when it returns. A `Session` object, made once before the loop, keeps the connection, and its jar hands the text on.

# %% [markdown] tags=["exercise"]
# ## 5. Break it, then mend it: a name in the address
#
# *About 8 minutes.* No cookies here. `/desk/redirect/` sends you on to the address in `to`. Break: go there with `visitor` = `name` in the address, so that **the request for** `/desk/echo/` **that follows has lost the name**. Mend: let **a second redirect** send you on, so that **the last request for** `/desk/echo/` **has** `visitor` = `name` **in its address**.

# %% tags=["exercise"]
import requests
from classroom import exercise

def lose_and_keep(url, name):
    ### BEGIN SOLUTION
    requests.get(url + "/desk/redirect/", params={"to": "/desk/echo/", "visitor": name})
    requests.get(url + "/desk/redirect/", params={"to": "/desk/echo/?visitor=" + name})
    ### END SOLUTION

exercise("02.5").check(lose_and_keep)

# %% [markdown] tags=["solution"]
# **Why this works.** A redirect sends the client to the address that it names, and to no other. The name survives only where that address holds it: here `requests` percent-encodes it into `to`, and the answer's `Location` has it.

# %% [markdown]
# ## Done?
#
# You have kept connections and dropped them, and the server knew you by neither. Back to [lesson 02](../notebooks/02_the_server_forgets.ipynb), or on to [lesson 03](../notebooks/03_cookies_carry_a_note.ipynb): cookies carry a note.
#
# All [solutions](../solutions/02_the_server_forgets.ipynb), with their reasons, stand in a notebook of the same name.
