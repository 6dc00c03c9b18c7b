# %% [markdown]
# # Exercises: one request, one answer
#
# Five tasks, about 35 minutes, after [lesson 01](../notebooks/01_one_request_one_answer.ipynb). Complete each function and run its cell: the check runs it on the site with fresh data, and judges what travelled. Any way that brings it about is right.

# %% [markdown] tags=["notes"]
# **For the instructor.** Tasks 1, 2 and 5 are for everyone; 3 and 4 are for those who are ahead. Task 1 is worth doing together on the projector: let the room dictate the lines.

# %% tags=["setup"]
from classroom import open_site

site = open_site()
site

# %% [markdown]
# Each function is given `url`, the address of the site, as in `http://127.0.0.1:49152`. `exercise("01.1").hint()` in a cell of its own gives the next of three hints, and `exercise("01.1").solution()` one right answer with its reason. Nothing here can break the site.

# %% [markdown] tags=["exercise"]
# ## 1. Write it on the wire
#
# *About 6 minutes.* Send a GET request for `/desk/echo/` in HTTP/1.1 with **exactly three headers**: `Host`, `Connection: close`, and `X-Note` with the value `word`. Each line ends with `\r\n`. Then read the answer to its end.

# %% tags=["exercise"]
import socket
import requests
from classroom import exercise

def write_by_hand(url, word):
    ### BEGIN SOLUTION
    host = url.removeprefix("http://")
    lines = ["GET /desk/echo/ HTTP/1.1", f"Host: {host}", "Connection: close", f"X-Note: {word}", "", ""]
    with socket.create_connection(host.split(":"), timeout=5) as wire:
        wire.sendall("\r\n".join(lines).encode())
        wire.makefile("rb").read()
    ### END SOLUTION

exercise("01.1").check(write_by_hand)

# %% [markdown] tags=["solution"]
# **Why this works.** Four lines and an empty one, with `\r\n` between them: joining two empty texts at the end gives the line end of the last header, and the empty line. `requests` would have added lines of its own.

# %% [markdown] tags=["exercise"]
# ## 2. A query and a header
#
# *About 5 minutes.* Ask for `/desk/echo/` with GET, so that **the query holds `name` with the value `value`**, whole, **and the header `Accept-Language` says `language`**. There is an `&` in the value.

# %% tags=["exercise"]
import requests
from classroom import exercise

def ask_exactly(url, name, value, language):
    ### BEGIN SOLUTION
    header = {"Accept-Language": language}
    requests.get(url + "/desk/echo/", params={name: value}, headers=header)
    ### END SOLUTION

exercise("01.2").check(ask_exactly)

# %% [markdown] tags=["solution"]
# **Why this works.** `params` becomes the query, with every character that means something there written as `%` and two digits. `headers` becomes a line of its own, in which an `&` ends nothing.

# %% [markdown] tags=["exercise"]
# ## 3. Follow the redirects yourself
#
# *About 8 minutes.* Ask for the path `start`. It redirects, perhaps several times. Follow by hand until an answer is no redirect; **each request carries the header `X-Step` with its number**: `1`, `2`, `3` and so on.

# %% tags=["exercise"]
import requests
from classroom import exercise

def follow(url, start):
    ### BEGIN SOLUTION
    target, step = start, 1
    answer = requests.get(url + target, headers={"X-Step": "1"}, allow_redirects=False)
    while answer.is_redirect:
        target, step = answer.headers["Location"], step + 1
        answer = requests.get(url + target, headers={"X-Step": str(step)}, allow_redirects=False)
    ### END SOLUTION

exercise("01.3").check(follow)

# %% [markdown] tags=["solution"]
# **Why this works.** Every redirect is an answer with a `Location`, and the loop asks for what it names. Had `requests` followed, it would have copied the header `X-Step: 1` to each request.

# %% [markdown] tags=["exercise"]
# ## 4. Find the bug: half the text is missing
#
# *About 6 minutes.* This program posts a text with `http.client`, a part of Python on which `requests` stands. English arrives whole, Korean does not. Mend it, so that **one POST to `/desk/echo/` carries the whole `text` as UTF-8**, and nothing else travels.

# %% tags=["exercise"]
import http.client
import requests
from classroom import exercise

def send_text(url, text):
    ### BEGIN SOLUTION
    wire = http.client.HTTPConnection(url.removeprefix("http://"), timeout=5)
    wire.request("POST", "/desk/echo/", text.encode())  # the library counts the bytes that it sends
    wire.getresponse().read()
    wire.close()
    ### END SOLUTION
    ### BEGIN STARTER
    # wire = http.client.HTTPConnection(url.removeprefix("http://"), timeout=5)
    # wire.request("POST", "/desk/echo/", text.encode(), {"Content-Length": str(len(text))})
    # wire.getresponse().read()
    # wire.close()
    ### END STARTER

exercise("01.4").check(send_text)

# %% [markdown] tags=["solution"]
# **Why this works.** `len(text)` counts letters, and the header wants bytes: a Korean syllable has three. `str(len(text.encode()))` is right as well; leaving the count to the library is better.

# %% [markdown] tags=["exercise"]
# ## 5. Break it in four ways, then mend it
#
# *About 8 minutes.* `statuses` holds 400, 403, 404 and 405 in any order. Break: send four requests, **answered with these statuses in this order**. Mend: the fifth and last is answered 200. **No request goes to `/desk/status/`**.

# %% tags=["exercise"]
import requests
from classroom import exercise

def break_and_mend(url, statuses):
    ### BEGIN SOLUTION
    for status in statuses:
        if status == 400:
            requests.get(url + "/", headers={"Host": "shop.example"})
        elif status == 403:
            requests.post(url + "/preferences/", data={"theme": "dark"})
        elif status == 404:
            requests.get(url + "/nowhere/")
        else:
            requests.get(url + "/accounts/logout/")
    requests.get(url + "/")
    ### END SOLUTION

exercise("01.5").check(break_and_mend)

# %% [markdown] tags=["solution"]
# **Why this works.** A wrong host, a form without its token, an address without a page, a GET where only POST will do: each is the client's doing, and the client can mend each by asking differently.

# %% [markdown]
# ## Done?
#
# You can read what travels, and write it. Back to [lesson 01](../notebooks/01_one_request_one_answer.ipynb), or on to [lesson 02](../notebooks/02_the_server_forgets.ipynb): the server forgets.
#
# All [solutions](../solutions/01_one_request_one_answer.ipynb), with their reasons, stand in a notebook of the same name.
