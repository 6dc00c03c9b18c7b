# %% [markdown]
# # One small note has many uses
#
# A login that stays, a cart that fills, a stranger who follows you: one text that comes back.
#
# **You will be able to**
# - show the cookie behind each of seven uses;
# - tell a cart in a cookie from one in a session, and what clearing does to each;
# - show how two shops let a third one follow you.
#
# **About 40 minutes.** It puts lines 83 to 89, 105 and 107 of the notes right.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 2. Ask: *which cookies did you meet today, before this class?* Collect the answers on the board, and tick off each use when its section comes.

# %% tags=["setup"]
import re

import requests
from classroom import both_sides, ladder, open_site, page, predict, time_machine

site = open_site()
site

# %% [markdown] tags=["predict"]
# ## What keeps you logged in?
#
# You log in as alice, and tick the box *remember my user name*. The answers give cookies.
#
# **Predict.** What is each of them for?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 4. Goes wrong: "the name is in the cookie, so the name is the login". Let somebody change `remembered_name` to bob, and ask the profile page.

# %% tags=["run"]
client = requests.Session()
client.get(site.url + "/accounts/login/")
form = {"username": "alice", "password": "only-for-class", "remember_name": "on"}
client.post(site.url + "/accounts/login/", data=form | {"csrfmiddlewaretoken": client.cookies["csrftoken"]})

both_sides(client)

# %% [markdown] tags=["explain"]
# Three cookies, three uses. `sessionid` is the key to a row at the server: it keeps you **logged in**. `remembered_name` holds a name and nothing else. `csrftoken` guards the forms (lesson 11).
#
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 83 | <span lang="ko">세션관리</span> | session management | **True** as a use of cookies; it is no other name for them. |

# %% [markdown] tags=["predict"]
# Now drop `sessionid`, keep the other two, and open the login page again.
#
# **Predict.** What do you see?

# %% tags=["predict"]
predict("04.name_left")

# %% tags=["run"]
del client.cookies["sessionid"]

page(client.get(site.url + "/accounts/login/"))

# %% [markdown] tags=["explain"]
# Your **name is filled in**, and no one is logged in. The site read the name from the cookie and trusts it as far as a filled-in field goes: the password is still asked for.

# %% tags=["explain"]
predict("04.name_left").compare()

# %% [markdown] tags=["predict"]
# ## Where does "not today" live?
#
# The market shows a notice with a button: *do not show this today*. You press it, and look again tomorrow.
#
# **Predict.** Who knows that the day is over?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 4. Ask: *how would you build this without a cookie, for a visitor without an account?* Goes wrong: people look for a row. There is none.

# %% tags=["predict"]
predict("04.tomorrow")

# %% tags=["run"]
site.reset()
client = requests.Session()
client.get(site.url + "/market/")
token = {"csrfmiddlewaretoken": client.cookies["csrftoken"]}
answer = client.post(site.url + "/preferences/hide-notice/", data=token)
print(answer.history[0].headers["Set-Cookie"])
print("notice shown:", "Saturday market" in answer.text)

ladder(site.exchanges[-3:])

# %% [markdown] tags=["explain"]
# The answer to the button gives `notice_hidden=1` with `Max-Age=86400`, a day in seconds, and sends you to the market. That request brings the cookie back, and the page comes without the notice.
#
# Now turn the clock. Nothing waits: the site's clock moves, and your jar grows older with it.

# %% tags=["run"]
machine = time_machine(client)

machine.forward(days=1)

# %% tags=["run"]
answer = client.get(site.url + "/market/")
machine.reset()

print("notice shown:", "Saturday market" in answer.text)

# %% [markdown] tags=["explain"]
# The notice is back. The *client* let the cookie die after a day, so the server got a request without it. The server has no timer, and no list of who pressed the button.

# %% tags=["explain"]
predict("04.tomorrow").compare()

# %% [markdown] tags=["predict"]
# ## And a pop-up that you closed?
#
# The market also has a pop-up. Its cookie is called `popup_closed`, and it has no expiry at all.
#
# **Predict.** A new day comes, then you close the browser. What brings the pop-up back?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 3. Ask: *is "closing the browser" something the server can see?* Goes wrong: people mix it with closing a tab. A browser session ends with the whole browser.

# %% tags=["run"]
client = requests.Session()
client.get(site.url + "/market/")
token = {"csrfmiddlewaretoken": client.cookies["csrftoken"]}
client.post(site.url + "/preferences/close-popup/", data=token)
client.post(site.url + "/preferences/hide-notice/", data=token)

machine = time_machine(client).forward(days=1).close_browser()
print(machine)

machine.reset()

# %% [markdown] tags=["explain"]
# The day took `notice_hidden`, and the closed browser took `popup_closed`. A cookie without an expiry is a **session cookie**: it goes when the browser session ends. The other kind is a **persistent cookie**.
#
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 85 | … <span lang="ko">세션 로그인, 아이디 자동완성, 공지 하루 안보기, 팝업 체크, 장바구니</span> | login, name filled in, notice hidden for a day, pop-up, cart | **True.** Four of the five you have seen; the cart is next. |

# %% [markdown] tags=["predict"]
# ## Where is the cutting board?
#
# The market sells a cutting board, <span lang="ko">도마</span>. One of its two carts is kept in a cookie. You put the board in, and take it out again.
#
# **Predict.** Which messages will change something, and where?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 5. Ask: *may the client write its own cart?* Let them try `cart=tea-pot.tea-pot`. Goes wrong: people expect the server to complain.

# %% tags=["predict"]
predict("04.cutting_board")

# %% tags=["run"]
client = requests.Session()
client.get(site.url + "/market/cutting-board/")
board = {"product": "cutting-board", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
client.post(site.url + "/market/cookie-cart/add/", data=board)
client.post(site.url + "/market/cookie-cart/remove/", data=board)
mine = requests.get(site.url + "/market/cookie-cart/", headers={"Cookie": "cart=tea-pot"})
print("a tea pot in a cart that I wrote:", "Tea pot" in mine.text)

ladder(site.exchanges[-5:-1])

# %% [markdown] tags=["explain"]
# `cart=cutting-board` came down, travelled up, and was taken back. That cookie *is* the cart. The server keeps no row of it, and believes the cart that you write yourself.

# %% tags=["explain"]
predict("04.cutting_board").compare()

# %% [markdown] tags=["predict"]
# The other cart is kept in the server's session. Put the board in and take it out again.
#
# **Predict.** What changes in the cookie this time?

# %% tags=["run"]
client = requests.Session()
client.get(site.url + "/market/cutting-board/")
board = {"product": "cutting-board", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
client.post(site.url + "/market/session-cart/add/", data=board)
print("cookie:", client.cookies["sessionid"], " row:", site.sessions[-1].data)

client.post(site.url + "/market/session-cart/remove/", data=board)
print("cookie:", client.cookies["sessionid"], " row:", site.sessions[-1].data)

# %% [markdown] tags=["explain"]
# Nothing. The key stays the same, character for character; the *row* lost the board.
#
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 105 | <span lang="ko">장바구니에서 상품 삭제 버튼은 내가 도마를 가지고 있다는 쿠키를 삭제하는거</span> | the delete button deletes the cookie that says I have the board | **Half true.** True of the cart in a cookie. With a session, the row changes and the cookie stays. |

# %% [markdown] tags=["predict"]
# ## What does "clear cookies" clear?
#
# Both carts hold the board. Then you clear all cookies of your browser, and open both carts.
#
# **Predict** what you see, and what the server still has.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 4. Ask: *who could open that row again?* Whoever kept a copy of the key: exercise 04.3. Lesson 07 asks when such a row goes.

# %% tags=["predict"]
predict("04.cleared")

# %% tags=["run"]
site.reset()
client = requests.Session()
client.get(site.url + "/market/cutting-board/")
board = {"product": "cutting-board", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
client.post(site.url + "/market/cookie-cart/add/", data=board)
client.post(site.url + "/market/session-cart/add/", data=board)
client.cookies.clear()
for cart in ("cookie-cart", "session-cart"):
    print(cart, "is empty:", "The cart is empty" in client.get(f"{site.url}/market/{cart}/").text)

both_sides(client)

# %% [markdown] tags=["explain"]
# The jar is empty. The cart in the cookie is **destroyed**: it existed nowhere else. The cart in the row is **out of your reach**: the row lies there still, and you have thrown its key away. The drawing calls such a row an **orphan**.

# %% tags=["explain"]
predict("04.cleared").compare()

# %% [markdown] tags=["explain"]
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 107 | <span lang="ko">cookies clear 누르면 도마가 사라짐</span> | press clear cookies, and the board is gone | **Half true.** You see two empty carts. One board is destroyed, the other lies in a row whose key you threw away. |

# %% [markdown] tags=["predict"]
# ## Who knows that you like it dark?
#
# On the page of preferences you choose a dark theme and Korean.
#
# **Predict.** Does the site need an account, or a row, to remember that?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 2. Goes wrong: people say "personalisation needs a login". Ask where the choice lies on a second computer.

# %% tags=["run"]
client = requests.Session()
client.get(site.url + "/preferences/")
choices = {"theme": "dark", "language": "ko", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
client.post(site.url + "/preferences/", data=choices)

page(client.get(site.url + "/desk/hello/"))

# %% [markdown] tags=["explain"]
# The page greets you in Korean, without knowing who you are. `theme` and `language` travel with every request to this site, and the server keeps neither.
#
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 87 | <span lang="ko">개인화</span> | personalisation | **True.** What suits one browser can live in a cookie. To follow *you* to another computer, it needs an account. |

# %% [markdown] tags=["predict"]
# ## Can a page keep a note without the server?
#
# Yes: a script in it writes `document.cookie = "language=ko; path=/"`. `requests` runs no scripts, but you can write into its jar as a script would.
#
# **Predict.** The server never gave this cookie. Will it obey?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 5. Ask: *which of the three would you take for a login?* A cookie with `HttpOnly`: it travels by itself, and no script reads it. Goes wrong: `localStorage` is taken for a larger cookie. It does not travel.

# %% tags=["run"]
client = requests.Session()
client.cookies.set("language", "ko", domain="127.0.0.1", path="/")

page(client.get(site.url + "/desk/hello/"))

# %% [markdown] tags=["explain"]
# It does: the server is told a name and a value, and not who wrote them. Scripts also have **web storage**, in two kinds:
#
# | | cookie | `localStorage` | `sessionStorage` |
# |---|---|---|---|
# | travels | with requests | no | no |
# | who reads it | server; scripts, unless `HttpOnly` | scripts of the same scheme, host *and port* | the same, in this tab |
# | ends | by expiry, or with the browser session | when it is cleared | with the tab |

# %% [markdown] tags=["predict"]
# ## Who follows you from shop to shop?
#
# A bakery and a bookshop, two sites, each at an address of its own. At the end of both pages stands a picture of one pixel, from a third address: the tracker.
#
# **Predict.** How can the tracker know that it is you, both times?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 6. Ask: *which of the three addresses set a cookie?* Goes wrong: people think that the shops exchange data. They do not; the client carries it.

# %% tags=["predict"]
predict("04.two_shops")

# %% tags=["run"]
def visit(client, address):
    """Do what a browser does: fetch the page, then the picture in it."""
    shop = client.get(address)
    pixel = re.search(r'src="([^"]*pixel.gif[^"]*)"', shop.text)[1]
    client.get(pixel, headers={"Referer": address})

client = requests.Session()
visit(client, site.url_of("bakery") + "/tracker/bakery/")
visit(client, site.url_of("bookshop") + "/tracker/bookshop/")

ladder(site.exchanges[-4:])

# %% [markdown] tags=["explain"]
# The shops set nothing. The tracker's first answer gave `tracker_id`, and the second request for the pixel brought it back: from another shop, to the same tracker. And each request for the pixel says, by its address, which page you were on.

# %% tags=["run"]
page(client.get(site.url_of("tracker") + "/tracker/profile/"))

# %% [markdown] tags=["explain"]
# Two shops, one person. A cookie of another site than the one in the address bar is a **third-party cookie**; using it to join visits is **tracking**. This one holds no name, and needs none.
#
# In the European Union a site must ask before it stores on your device what the service you asked for does not need (ePrivacy Directive, Art. 5(3)). The cookie of a cart needs no question; a tracker's id does, in `localStorage` too.

# %% tags=["explain"]
predict("04.two_shops").compare()

# %% [markdown] tags=["explain"]
# > **Careful.** `requests` fetched the pixel because you told it to, and knows no third party. A browser fetches it by itself. Chromium sends the cookie only if it was set with `SameSite=None; Secure` (lesson 05), and not where you forbid third-party cookies. Safari sends none, Firefox keeps one for each shop (MDN, Mozilla's documentation, *Third-party cookies*; not tried here).

# %% [markdown] tags=["predict"]
# ## What does a private window change?
#
# A private window has a jar of its own, empty at first. A new `Session` object has one, too. Visit the market twice from there.
#
# **Predict.** Does the private client send cookies? Does it receive any?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 3. Goes wrong: "private means that the site cannot see me". Ask what the market could write down of these two visits: time, address, program, and that they are one client.

# %% tags=["run"]
private = requests.Session()
private.get(site.url + "/market/")
private.get(site.url + "/market/")

ladder(site.exchanges[-2:])

# %% [markdown] tags=["explain"]
# It does both. The first request came empty-handed, so the market met somebody new; the second brought back what the first answer gave. Closing the last private window is this:

# %% tags=["run"]
private.cookies.clear()

private.cookies

# %% [markdown] tags=["explain"]
# A browser does more: in Chromium's private window, as installed, a third-party cookie is neither sent nor kept: the tracker meets a stranger at each shop.
#
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 89 | <span lang="ko">트래킹 시크릿모드 모든 요청에 대해 데이터를 저장하지 않고 일회용으로 사용하는!</span> | tracking; secret mode stores no data for any request, single use | **Half true.** Single use, yes. But it stores cookies and sends them, in a jar of its own, until it is closed. The server's rows stay. |

# %% [markdown]
# ## What you now know
#
# - One mechanism, many uses: login, name, notice, pop-up, cart, theme, tracking.
# - Either the cookie *is* the data (cart, theme), or a *key* to data at the server (session, tracker).
# - Clearing cookies destroys the first kind; of the second you lose the key.
# - Scripts write cookies, too. Web storage does not travel.
# - A tracker needs a picture on two sites; you carry its note between them.
#
# These were the last visits, by two clients:

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 2. Ask: *which of the seven uses would you do without a cookie, and how?*

# %% tags=["run"]
ladder(site.exchanges[-7:])

# %% [markdown]
# ## New words
#
# | English | Korean | Meaning |
# |---|---|---|
# | session cookie | <span lang="ko">세션 쿠키</span> | one without an expiry; goes when the browser session ends |
# | persistent cookie | <span lang="ko">지속 쿠키</span> | one with an expiry; goes at the latest then |
# | third-party cookie | <span lang="ko">서드 파티 쿠키</span> | of another site than the page that you visit |
# | web storage | <span lang="ko">웹 스토리지</span> | what a browser keeps for scripts, and never sends by itself |
# | tracking | <span lang="ko">추적</span> | joining visits to different sites into one person |
# | private window | <span lang="ko">시크릿 창</span> | a jar of its own, empty at first, gone at the end |

# %% [markdown]
# ## Try it in a browser
#
# Press F12 on a page of your site, open the *Console*, and type `document.cookie = "seen=1; path=/"; localStorage.seen = 1`. Then open `/desk/cookies/`: which of them arrived?
#
# Visit the shops, with the port of your site: `http://bakery.localhost:PORT/tracker/bakery/`. Allow third-party cookies, forbid them, take a private window: how many people does the tracker see? In that window, open `/preferences/private-window/`, too.
#
# ## Next
#
# The [exercises of this lesson](../exercises/04_what_cookies_are_for.ipynb), then [lesson 05](../notebooks/05_how_long_and_how_far.ipynb): a cookie has an end and a reach.
