# %% [markdown]
# # Exercises: what cookies are for
#
# Five tasks, about 35 minutes, after [lesson 04](../notebooks/04_what_cookies_are_for.ipynb). Complete each function and run its cell: the check runs it on the site with fresh data, and judges what travelled and what the server kept.

# %% tags=["setup"]
from classroom import open_site

site = open_site()
site

# %% [markdown]
# Each function is given `url`, the address of the site; some are given more addresses. Forms of the site want their token back: after a `GET` of a page with a form it is `client.cookies["csrftoken"]`, and it goes into the data as `csrfmiddlewaretoken`. Hints: `exercise("04.1").hint()`.

# %% [markdown] tags=["exercise"]
# ## 1. Not today
#
# *About 5 minutes.* Press the button that hides the notice: a `POST` to `/preferences/hide-notice/` with the token. Then open the market again, so that **the request for `/market/` carries the cookie that the server gave**, and the notice is not in the page.

# %% tags=["exercise"]
import requests
from classroom import exercise

def not_today(url):
    ### BEGIN SOLUTION
    client = requests.Session()
    client.get(url + "/market/")
    client.post(url + "/preferences/hide-notice/", data={"csrfmiddlewaretoken": client.cookies["csrftoken"]})
    client.get(url + "/market/")
    ### END SOLUTION

exercise("04.1").check(not_today)

# %% [markdown] tags=["solution"]
# **Why this works.** The first page gives the token, the button's answer gives `notice_hidden`, and the jar brings both back. The server wrote nothing down.

# %% [markdown] tags=["exercise"]
# ## 2. One board in each cart
#
# *About 7 minutes.* Put `product` into the cart of the cookie and into the cart of the session. Then take it out of the **cookie's** cart, and open both carts. In the end **the client holds no cookie `cart`, and the server's row holds the product once**.

# %% tags=["exercise"]
import requests
from classroom import exercise

def one_in_each(url, product):
    ### BEGIN SOLUTION
    client = requests.Session()
    client.get(url + "/market/" + product + "/")
    form = {"product": product, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/market/cookie-cart/add/", data=form)
    client.post(url + "/market/session-cart/add/", data=form)
    client.post(url + "/market/cookie-cart/remove/", data=form)
    client.get(url + "/market/session-cart/")
    ### END SOLUTION

exercise("04.2").check(one_in_each)

# %% [markdown] tags=["solution"]
# **Why this works.** The two carts share nothing: one is the cookie, the other is a row that the cookie `sessionid` opens. Taking the product out of the first expires the cookie `cart`.

# %% [markdown] tags=["exercise"]
# ## 3. Clear everything, and get the cart back
#
# *About 7 minutes.* Fill the session's cart with `product`. Then behave like somebody who cleared all cookies: **a request for `/market/session-cart/` carries no `sessionid`**. And then like somebody who had kept a copy: **a later request carries the old key, and the page shows the product**.

# %% tags=["exercise"]
import requests
from classroom import exercise

def lost_and_found(url, product):
    ### BEGIN SOLUTION
    client = requests.Session()
    client.get(url + "/market/" + product + "/")
    form = {"product": product, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/market/session-cart/add/", data=form)
    key = client.cookies["sessionid"]
    client.cookies.clear()
    client.get(url + "/market/session-cart/")
    requests.get(url + "/market/session-cart/", headers={"Cookie": "sessionid=" + key})
    ### END SOLUTION

exercise("04.3").check(lost_and_found)

# %% [markdown] tags=["solution"]
# **Why this works.** Clearing takes the key from the client and nothing from the server. The row waits for whoever brings its key: you, or somebody else who copied it.

# %% [markdown] tags=["exercise"]
# ## 4. Be followed
#
# *About 8 minutes.* `bakery` and `bookshop` are the addresses of two shops; their pages are `/tracker/bakery/` and `/tracker/bookshop/`. Do what a browser does in both: fetch the page, then the picture that stands in it. **The tracker must see one person at two shops.**

# %% tags=["exercise"]
import re

import requests
from classroom import exercise

def be_followed(url, bakery, bookshop):
    ### BEGIN SOLUTION
    client = requests.Session()
    for address in (bakery + "/tracker/bakery/", bookshop + "/tracker/bookshop/"):
        shop = client.get(address)
        pixel = re.search(r'src="([^"]*pixel.gif[^"]*)"', shop.text)[1]
        client.get(pixel, headers={"Referer": address})
    ### END SOLUTION

exercise("04.4").check(be_followed)

# %% [markdown] tags=["solution"]
# **Why this works.** One jar went to both shops, and the picture came from one and the same host both times. That host's cookie joins what the shops never told each other.

# %% [markdown] tags=["exercise"]
# ## 5. Break it, then mend it: shake the tracker off
#
# *About 8 minutes.* Visit bakery, bookshop, bakery, bookshop, each with its picture. **In each shop the tracker must know you again, but it must not join the two shops**: one id in the bakery, another in the bookshop. Some browsers do this by themselves.

# %% tags=["exercise"]
import re

import requests
from classroom import exercise

def shake_off(url, bakery, bookshop):
    ### BEGIN SOLUTION
    jars = {bakery + "/tracker/bakery/": requests.Session(), bookshop + "/tracker/bookshop/": requests.Session()}
    for address, client in [*jars.items(), *jars.items()]:
        pixel = re.search(r'src="([^"]*pixel.gif[^"]*)"', client.get(address).text)[1]
        client.get(pixel, headers={"Referer": address})
    ### END SOLUTION
    ### BEGIN STARTER
    # client = requests.Session()
    # for address in [bakery + "/tracker/bakery/", bookshop + "/tracker/bookshop/"] * 2:
    #     pixel = re.search(r'src="([^"]*pixel.gif[^"]*)"', client.get(address).text)[1]
    #     client.get(pixel, headers={"Referer": address})
    ### END STARTER

exercise("04.5").check(shake_off)

# %% [markdown] tags=["solution"]
# **Why this works.** A jar for each shop: the tracker's cookie of one shop is never sent from the other. Browsers call it a **partitioned** jar, and the attribute `Partitioned` asks for it.

# %% [markdown]
# ## Done?
#
# You have built both: the following and the escape. Back to [lesson 04](../notebooks/04_what_cookies_are_for.ipynb), or on to [lesson 05](../notebooks/05_how_long_and_how_far.ipynb).
#
# All [solutions](../solutions/04_what_cookies_are_for.ipynb), with their reasons, stand in a notebook of the same name.
