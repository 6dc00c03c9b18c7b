# %% [markdown]
# # Exercises: a first request, and a first tour
#
# Two tasks, about 5 minutes, after [lesson 00](../notebooks/00_start_here.ipynb). The first is a guided tour of how exercises work; the second is yours.

# %% [markdown] tags=["notes"]
# **For the instructor.** Both tasks are for everyone. Do the tour of task 1 together, and let everyone see each of the outcomes on their own screen before you go on.

# %% tags=["setup"]
from classroom import open_site

site = open_site()
site

# %% [markdown]
# Each function is given `url`, the address of the site. Complete it and run its cell. The check runs it on the site with fresh data, and judges what travelled. Nothing here can break the site.

# %% [markdown] tags=["exercise"]
# ## 1. Ask for one page
#
# *About 2 minutes.* Let the function make **one GET request for `/desk/hello/`, answered with 200**. Take the tour:
#
# 1. Run the cell as it is: *not started*.
# 2. Put `requests.get(url)` in place of the `raise` line, and run: *not yet*, and why.
# 3. Press *Hint*, or run `exercise("00.1").hint()` in a cell of its own.
# 4. Mend the line, and run: *passed*.

# %% tags=["exercise"]
import requests
from classroom import exercise

def ask_for_hello(url):
    ### BEGIN SOLUTION
    requests.get(url + "/desk/hello/")
    ### END SOLUTION

exercise("00.1").check(ask_for_hello)

# %% [markdown] tags=["solution"]
# **Why this works.** `url` is scheme, host and port, such as `http://127.0.0.1:49152`. The path behind it says which page you want; without one, a client asks for `/`, the home page.

# %% [markdown] tags=["exercise"]
# ## 2. Ask for several pages, in order
#
# *About 3 minutes.* `paths` is a list such as `["/market/", "/desk/"]`, another one each time. Ask for **every path of the list once, in its order**.

# %% tags=["exercise"]
import requests
from classroom import exercise

def ask_in_order(url, paths):
    ### BEGIN SOLUTION
    for path in paths:
        requests.get(url + path)
    ### END SOLUTION

exercise("00.2").check(ask_in_order)

# %% [markdown] tags=["solution"]
# **Why this works.** One call of `requests.get` is one exchange. It returns when the answer is there, so the next request leaves after it, and the recording has them in the order of the list.

# %% [markdown]
# ## Done?
#
# Run `progress()` after `from classroom import progress`: two tasks are passed. On to [lesson 01](../notebooks/01_one_request_one_answer.ipynb), or back to [lesson 00](../notebooks/00_start_here.ipynb).
#
# All [solutions](../solutions/00_start_here.ipynb), with their reasons, stand in a notebook of the same name.
#
# **Handing in?** Save your notebooks, zip the whole folder `exercises`, and hand that in: from lesson 07 on, your projects stand in it too.
