# %% [markdown]
# # Exercises: how long and how far
#
# Six tasks, about 45 minutes, after [lesson 05](../notebooks/05_how_long_and_how_far.ipynb). Complete each function and run its cell: the check runs it on the site with fresh data, and judges what travelled.

# %% tags=["setup"]
from classroom import open_site

site = open_site()
site

# %% [markdown]
# The desk gives any cookie: `/desk/set-cookie/` takes `name`, `value`, `max_age` in seconds, `expires`, `path`, `domain`, `secure=1`, `httponly=1`, `samesite`; `/desk/delete-cookie/` takes `name`, `path` and `domain`. Hints: `exercise("05.1").hint()`.

# %% [markdown] tags=["exercise"]
# ## 1. "Hide for today", by hand
#
# *About 8 minutes.* Get from the desk a cookie `name` that lives **one day**. Then be the client, without a jar: `hours` later you ask for `/market/`, and **the request carries the cookie if it is still alive, and no such cookie if it is not**. Nothing sleeps: work it out.

# %% tags=["exercise"]
import requests
from classroom import exercise

def hide_for_today(url, name, hours):
    ### BEGIN SOLUTION
    params = {"name": name, "value": "hidden", "max_age": 24 * 60 * 60}
    given = requests.get(url + "/desk/set-cookie/", params=params)
    pair, *attributes = given.headers["Set-Cookie"].split("; ")
    ages = [int(each.partition("=")[2]) for each in attributes if each.startswith("Max-Age=")]
    alive = hours * 60 * 60 < ages[0]
    requests.get(url + "/market/", headers={"Cookie": pair} if alive else {})
    ### END SOLUTION

exercise("05.1").check(hide_for_today)

# %% [markdown] tags=["solution"]
# **Why this works.** The line says how long the note lives, and the client does the sum. A jar does the same: it keeps the pair beside its end, and looks at the clock before each request.

# %% [markdown] tags=["exercise"]
# ## 2. Delete one properly
#
# *About 6 minutes.* Let the desk give the cookie `name` three times, for the paths `/`, `/desk/` and `/desk/echo/`. Then let the server take back the one for `path`, so that **the next request for `/desk/echo/` carries the other two**.

# %% tags=["exercise"]
import requests
from classroom import exercise

def delete_one(url, name, path):
    ### BEGIN SOLUTION
    client = requests.Session()
    for place in ("/", "/desk/", "/desk/echo/"):
        client.get(url + "/desk/set-cookie/", params={"name": name, "value": "for" + place, "path": place})
    client.get(url + "/desk/delete-cookie/", params={"name": name, "path": path})
    client.get(url + "/desk/echo/")
    ### END SOLUTION

exercise("05.2").check(delete_one)

# %% [markdown] tags=["solution"]
# **Why this works.** A deletion is a cookie that is already dead, and it replaces the one with the same name, domain and path. The other two have other paths, so they are other cookies.

# %% [markdown] tags=["exercise"]
# ## 3. Why did it not come back?
#
# *About 10 minutes.* `cases` is a list of pairs: what the desk is asked for, such as `"name=a&value=1&secure=1"`, and the page that is asked for next. Try each with a client of its own, and **return a list with one word for each: `"sent"`, `"path"`, `"secure"`, `"expired"` or `"domain"`**, the reason why it did not come back. (The market also gives a `csrftoken` of its own. It is not the cookie in question.)

# %% tags=["exercise"]
import requests
from classroom import exercise

def why_not(url, cases):
    ### BEGIN SOLUTION
    words = []
    for order, page in cases:
        client = requests.Session()
        line = client.get(url + "/desk/set-cookie/?" + order).headers["Set-Cookie"]
        request = client.prepare_request(requests.Request("GET", url + page))
        marks = {"Domain=": "domain", "Secure": "secure", "Max-Age=": "expired", "Path=": "path"}
        reasons = [word for mark, word in marks.items() if mark in line]
        words.append("sent" if "Cookie" in request.headers else reasons[0])
    return words
    ### END SOLUTION

exercise("05.3").check(why_not)

# %% [markdown] tags=["solution"]
# **Why this works.** Whether it comes back is the jar's decision, and the line that was given holds the reason. A `Domain` that the site does not lie below is refused. `prepare_request` shows what would travel, without sending it; a second request does as well.

# %% [markdown] tags=["exercise"]
# ## 4. Find the bug: three faults in one line
#
# *About 6 minutes.* This cookie shall come back at the market, and outlive the browser. It does neither. Take its first line away, and mend it so that **the request for `/market/` carries `name=value`, and the cookie has at least a day to live**.

# %% tags=["exercise"]
import requests
from classroom import exercise

def come_back(url, name, value):
    ### BEGIN SOLUTION
    client = requests.Session()
    params = {"name": name, "value": value, "path": "/", "max_age": 86400}
    client.get(url + "/desk/set-cookie/", params=params)
    client.get(url + "/market/")
    ### END SOLUTION
    ### BEGIN STARTER
    # client = requests.Session()
    # params = {"name": name, "value": value, "path": "/desk/", "secure": 1}
    # client.get(url + "/desk/set-cookie/", params=params)
    # client.get(url + "/market/")
    ### END STARTER

exercise("05.4").check(come_back)

# %% [markdown] tags=["solution"]
# **Why this works.** The path kept it from the market, `Secure` kept it from http, and without `Max-Age` it was a session cookie. One of the three is enough to fail.

# %% [markdown] tags=["exercise"]
# ## 5. Choose the reach
#
# *About 6 minutes.* Get one cookie `name` from the desk, so that **the request for `page` carries it, the request for `other` does not, and scripts in a page cannot read it**. Both requests come from the same client.

# %% tags=["exercise"]
import requests
from classroom import exercise

def choose_reach(url, name, page, other):
    ### BEGIN SOLUTION
    client = requests.Session()
    params = {"name": name, "value": "1", "path": page, "httponly": 1}
    client.get(url + "/desk/set-cookie/", params=params)
    client.get(url + page)
    client.get(url + other)
    ### END SOLUTION

exercise("05.5").check(choose_reach)

# %% [markdown] tags=["solution"]
# **Why this works.** The path of the page itself is the narrowest that fits. It is the jar that leaves the cookie out of the other request; the server would have taken it.

# %% [markdown] tags=["exercise"]
# ## 6. Predict a table of sixteen cookies
#
# *About 9 minutes.* A page of `https://shop.example.com/cart/` gives these, one at a time. Right after it, a page of the same site asks for the address in the third column.
#
# | | `Set-Cookie` | asks for |
# |---|---|---|
# | a | `a=1` | `https://shop.example.com/` |
# | b | `b=1; Path=/` | `https://shop.example.com:8443/` |
# | c | `c=1; Path=/` | `https://example.com/` |
# | d | `d=1; Domain=example.com; Path=/` | `https://www.example.com/` |
# | e | `e=1; Domain=com; Path=/` | `https://shop.example.com/` |
# | f | `f=1; Path=/car` | `https://shop.example.com/cart/` |

# %% [markdown] tags=["exercise"]
# | | `Set-Cookie` | asks for |
# |---|---|---|
# | g | `g=1; Path=/cart` | `https://shop.example.com/cart/pay` |
# | h | `h=1; Path=/; Secure` | `http://shop.example.com/` |
# | i | `i=1; path=/CART` | `https://shop.example.com/cart/` |
# | j | `j=1; Path=/; Max-Age=0` | `https://shop.example.com/` |
# | k | `k=1; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=60` | `https://shop.example.com/` |
# | l | `l=1; Path=/; Max-Age=soon` | `https://shop.example.com/` |
# | m | `__Host-m=1; Path=/` | `https://shop.example.com/` |

# %% [markdown] tags=["exercise"]
# | | `Set-Cookie` | asks for |
# |---|---|---|
# | n | `__Host-n=1; Path=/; Secure` | `https://shop.example.com/pay` |
# | o | `o=1; Path=/; SameSite=None` | `https://shop.example.com/` |
# | p | `p=1; Path=/; HttpOnly` | `https://shop.example.com/` |
#
# **Return the letters of those that a browser sends**, in one text such as `"a c x"`. Think first; `explain_cookie(line, "https://shop.example.com/cart/", send_to=address)` explains any of them afterwards.

# %% tags=["exercise"]
import requests
from classroom import exercise

def sixteen(url):
    ### BEGIN SOLUTION
    return "b d g k l n p"
    ### END SOLUTION

exercise("05.6").check(sixteen)

# %% [markdown] tags=["solution"]
# **Why this works.** Not sent: `a` has the default path `/cart`; `c` host-only; `e` public suffix; `f` ends inside a name; `h` http; `i` paths know capitals; `j` dead; `m` a prefix without `Secure`; `o` `None` without `Secure`. The others fit, and `l` lost only an attribute that cannot be read.

# %% [markdown]
# ## Done?
#
# You know how a client decides. Back to [lesson 05](../notebooks/05_how_long_and_how_far.ipynb), or on to [lesson 06](../notebooks/06_a_note_on_the_server.ipynb).
#
# All [solutions](../solutions/05_how_long_and_how_far.ipynb), with their reasons, stand in a notebook of the same name.
