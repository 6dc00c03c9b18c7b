# %% [markdown]
# # A cookie has an end and a reach
#
# The server writes on the note how long it shall live and where it may go. The client obeys, or not.
#
# **You will be able to**
# - say when a cookie dies, and turn the clock to see it;
# - say which requests carry it, and why;
# - prove where `requests` does other than a browser.
#
# **About 49 minutes.** It puts lines 121 to 133 of the notes right.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 2. Ask: *who decides that a cookie is too old: the server or the client?* This is the longest lesson of the part; a good break is before *Does the port matter?*

# %% tags=["setup"]
import requests
from classroom import explain_cookie, open_site, page, predict, show, time_machine

site = open_site()
desk = site.url + "/desk/set-cookie/"
echo = site.url + "/desk/echo/"
site

# %% [markdown] tags=["predict"]
# ## When does a cookie die?
#
# One client, three cookies: one without an expiry, one for a day, and the `sessionid` that Django gives by default.
#
# **Predict.** Fifteen days pass, and the browser stays open. Which of the three are dead then?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 6. Goes wrong: "session cookie" and "the cookie called sessionid" are mixed up. Write both on the board; Django's `sessionid` is persistent by default.

# %% tags=["predict"]
predict("05.which_dies")

# %% tags=["run"]
client = requests.Session()
client.get(desk, params={"name": "short", "value": "1"})
client.get(desk, params={"name": "day", "value": "1", "max_age": 86400})
client.get(site.url + "/desk/counter/")

time_machine(client)

# %% [markdown] tags=["explain"]
# Three lives on the client's side and one on the server's. Press *Close the browser* below the picture, then *+1 day*, then *+15 days*, and at the end *Reset*. Or let the next cell do it:

# %% tags=["run"]
machine = time_machine(client).forward(days=15)
print(machine)

machine.reset()

# %% [markdown] tags=["explain"]
# After fifteen days `day` and `sessionid` are dead: their time was written on them, so they are **persistent cookies**. `short` has no end of its own and lives on. It waits for something else. First the desk takes the expiry off `sessionid` as well:

# %% tags=["run"]
client.get(site.url + "/desk/session/expire/", params={"seconds": 0})
machine = time_machine(client).close_browser()
print(machine)

machine.reset()

# %% [markdown] tags=["explain"]
# The browser session is over, and both **session cookies** go. The server hears nothing of it: the row on its side is alive, and has fourteen days left for whoever has its key. So closing a browser is no logout.

# %% tags=["explain"]
predict("05.which_dies").compare()

# %% [markdown] tags=["explain"]
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 121 | <span lang="ko">응? 유효기간이 작성되어 있지 않은 세션들은?</span> | and sessions without an expiry? | **Not checkable**: a question. Cookies without one end with the browser session. |
# | 123 | <span lang="ko">쿠키는 수명주기에 따라 두가지로 정의됨</span> | two kinds of cookies, by their life | **True.** With an expiry, and without. |
# | 125, 127 | Session cookies <span lang="ko">브라우저가 현재 세션이 종료되는 시기를 정의</span>; <span lang="ko">현재 세션이 종료되면 같이 삭제됨</span> | the browser says when its session ends; then they go | **Half true.** A browser that restores your tabs brings them back. |
# | 129 | ex.swea | for example swea | **Not checkable** from here. Django has `SESSION_EXPIRE_AT_BROWSER_CLOSE`. |

# %% [markdown] tags=["predict"]
# ## Which wins, `Expires` or `Max-Age`?
#
# An answer may say both. Here `Expires` lies in 1970, which means dead, and `Max-Age` says an hour. The desk sends a whole `line` as you write it, so we try both orders.
#
# **Predict.** Which of the two cookies is kept?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 3. Ask: *why are there two?* `Expires` is older, and needs two clocks that agree. `Max-Age` needs one.

# %% tags=["run"]
dead, hour = "Expires=Thu, 01 Jan 1970 00:00:00 GMT", "Max-Age=3600"

for line in (f"towel=blue; {dead}; {hour}", f"towel=red; {hour}; {dead}"):
    client = requests.Session()
    client.get(desk, params={"line": line})
    print(line, "->", client.cookies.get_dict())

# %% [markdown] tags=["explain"]
# Both: `Max-Age` wins, in either order (6265bis §5.7). It counts from the moment of arrival, so the two clocks need not agree.
#
# **6265bis** is the draft that shall replace RFC 6265, the standard of cookies. Browsers follow it closely, so we quote it, with its section (§).

# %% [markdown] tags=["predict"]
# ## How long may it be at most?
#
# A shop wants to remember you for two years: `Max-Age=63072000`.
#
# **Predict.** How long does a browser keep it, and how long does `requests`?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 3. Goes wrong: people take the server's word for the truth. The client decides; the cap is the client's.

# %% tags=["run"]
explain_cookie("theme=dark; Max-Age=63072000; Path=/", "https://shop.example.com/")

# %% [markdown] tags=["explain"]
# Chromium cuts it to **400 days**, the most that 6265bis §5.5 recommends; `requests` believes the server. The picture says what Chromium does, with the section of the draft, and what `requests` does otherwise. Take your time for it: it comes back.
#
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 131, 133 | Persistent cookies <span lang="ko">지정된 기간이 지나면 삭제</span> | deleted after the time named | **Half true.** At the latest then. A browser may drop it earlier: Chromium does so after 400 days. |

# %% [markdown] tags=["predict"]
# ## Which pages get it?
#
# Three cookies, for the paths `/desk`, `/des` and `/market/`. Each is given to a client of its own, which then asks for `/desk/echo/`.
#
# **Predict.** Which of them goes along?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 5. Ask: *is a path a fence?* Goes wrong: people think of folders and rights. Show that the desk may set a cookie for the market.

# %% tags=["predict"]
predict("05.path")

# %% tags=["run"]
for path in ("/desk", "/des", "/market/"):
    client = requests.Session()
    client.get(desk, params={"name": "towel", "value": "blue", "path": path})
    client.get(echo)
    print(path, "->", site.exchanges[-1].request_cookies)

# %% [markdown] tags=["explain"]
# A cookie's path must be the beginning of the path that is asked for, and end where a part of it ends: `/desk` fits `/desk/echo/`, `/des` does not (6265bis §5.1.4). The cookie for `/market/` was kept as well. It waits for the market:

# %% tags=["run"]
client.get(site.url + "/market/")

site.exchanges[-1].request_cookies

# %% [markdown] tags=["explain"]
# The desk gave a cookie to the market's pages, and no rule forbids it.
#
# > **Careful.** `Path` saves bytes; it is no fence. Any page of a host may set a cookie for any other (6265bis §8.6).

# %% tags=["explain"]
predict("05.path").compare()

# %% [markdown] tags=["predict"]
# ## Does the port matter?
#
# Your client has a cookie from this site. Three requests go to the same computer: to another port, to its other name, and by https. `prepare_request` writes them without sending.
#
# **Predict.** Which of them carry the cookie?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 4. Ask: *which other program on your 127.0.0.1 has a login cookie?* JupyterLab. Its cookies travel to our site, which drops them unread.

# %% tags=["predict"]
predict("05.port")

# %% tags=["run"]
client = requests.Session()
client.get(desk, params={"name": "towel", "value": "blue"})

for address in ("http://127.0.0.1:9999/", "http://localhost:9999/", "https://127.0.0.1/"):
    request = client.prepare_request(requests.Request("GET", address))
    print(address, "->", request.headers.get("Cookie"))

# %% [markdown] tags=["explain"]
# Another port: carried. Another *name* of the same computer: not. The jar compares host names as text, and `localhost` is another text than `127.0.0.1`. A cookie ignores the port, and unless it says `Secure`, http or https as well (6265bis §8.5).

# %% tags=["explain"]
predict("05.port").compare()

# %% [markdown] tags=["predict"]
# ## Which hosts get it?
#
# The bakery answers at another host. Your client is given two cookies here: `towel` for no host by name, and `cup` with `Domain=example.com`.
#
# **Predict.** Which of them does the jar keep, and which does the bakery see?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 5. Ask: *could a site set a cookie for all of .com?* Goes wrong: "no Domain means all subdomains". It is the other way round.

# %% tags=["run"]
client = requests.Session()
client.get(desk, params={"name": "towel", "value": "blue"})
client.get(desk, params={"name": "cup", "value": "red", "domain": "example.com"})
client.get(site.url_of("bakery") + "/desk/echo/")

print("jar:", client.cookies.get_dict())
show(site.exchanges[-1])

# %% [markdown] tags=["explain"]
# `cup` is refused: a server may name only its own host or a parent of it. `127.0.0.1` does not lie below `example.com`, nor `www.example.com` below `shop.example.com`.
#
# `towel` is kept, and the bakery's request has no `Cookie` line. Without `Domain`, a cookie is **host-only**: for exactly the host that set it. With `Domain` it goes to the host named and to all below it:

# %% tags=["run"]
explain_cookie(
    ["a=1; Path=/", "b=2; Domain=example.com; Path=/", "c=3; Domain=com; Path=/"],
    "https://www.example.com/",
    send_to="https://shop.example.com/",
)

# %% [markdown] tags=["explain"]
# `a` stays with its host. `b` goes to the sister host, which never gave it and cannot see who did: so one host can plant a cookie at another.
#
# `c` is refused: `com` is a **public suffix**, under which strangers live side by side. Browsers carry a list of these. `requests` has none: of these it refuses only the ones without a dot, such as `com`.

# %% [markdown] tags=["predict"]
# ## What does `Secure` hold back?
#
# A cookie with `Secure` is given over plain http, as here.
#
# **Predict.** Does `requests` keep it? Does it bring it back?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 4. Goes wrong: "the server rejects it". The server is not asked: it is the client that keeps the cookie back.

# %% tags=["predict"]
predict("05.secure")

# %% tags=["run"]
client = requests.Session()
client.get(desk, params={"name": "towel", "value": "blue", "secure": 1})
client.get(echo)

print("jar:    ", client.cookies.get_dict())
print("carried:", site.exchanges[-1].request_cookies)

# %% [markdown] tags=["explain"]
# Kept, and kept back. `Secure` is an instruction to the *client*: over https only. A browser would not even accept it over http. Chromium makes an exception for this computer's own addresses; Firefox does, too, and Safari not (MDN, *Set-Cookie*; not tried here).

# %% tags=["explain"]
predict("05.secure").compare()

# %% [markdown] tags=["predict"]
# ## Whom does `HttpOnly` hide it from?
#
# Django gives `sessionid` with `HttpOnly`.
#
# **Predict.** Can your Python program read it?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 2. Ask: *who, then, cannot read it?* A script in the page: in a real browser `document.cookie` does not have it.

# %% tags=["run"]
client = requests.Session()
print(client.get(site.url + "/desk/counter/").headers["Set-Cookie"])

client.cookies["sessionid"]

# %% [markdown] tags=["explain"]
# It can: your program *is* the client, and holds the jar. `HttpOnly` hides a cookie from scripts inside a web page, which ask the browser through `document.cookie`. It hides it from no one else.

# %% [markdown] tags=["predict"]
# ## Who started the request?
#
# `SameSite` asks whether the request was started by a page of the same **site**: same scheme, and same **registered name**, which is a public suffix with one part before it. `https://www.example.com` and `https://shop.example.com` are one site.
#
# **Predict.** Another site has a link to this one, and you follow it. Which go along: those with `Strict`, `Lax`, `None; Secure`?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 7. Ask: *why did the tracker need SameSite=None?* Goes wrong: "the server checks SameSite". The attribute never comes back to it. It can look at `Sec-Fetch-Site` and `Origin`, which browsers send.

# %% tags=["predict"]
predict("05.same_site")

# %% tags=["run"]
explain_cookie(
    ["a=1; SameSite=Strict", "b=2; SameSite=Lax", "c=3; SameSite=None; Secure"], "https://www.example.com/"
)

# %% [markdown] tags=["explain"]
# Read the lines *When it is sent*. A link that is followed brings `b` and `c`. A picture or a frame on another site brings `c` alone, and `a` never comes from outside. `requests` knows no pages, so it sends all three.

# %% tags=["explain"]
predict("05.same_site").compare()

# %% [markdown] tags=["predict"]
# Django gives `sessionid` with `SameSite=Lax`, as the line in the section above says. Many cookies have no `SameSite` at all.
#
# Look at the two lines about a form on another site: what is the difference?

# %% tags=["run"]
explain_cookie("d=4", "https://www.example.com/")

# %% [markdown] tags=["explain"]
# In Chromium `d` works like `Lax`, with one gap: in its first two minutes it goes with a form that another site posts (6265bis §5.6.7.2). Firefox and Safari, as installed, do not treat it like `Lax` (MDN, *Set-Cookie*; not tried here). So write the attribute.
#
# Nor is the server blind. Over https, or to this computer, browsers say in `Sec-Fetch-Site` whether another site started a request; with a `POST`, `Origin` names it. Here we write such a header by hand:

# %% tags=["run"]
page(client.get(desk, params={"name": "towel", "value": "red"}, headers={"Sec-Fetch-Site": "cross-site"}))

# %% [markdown] tags=["predict"]
# The desk asked first, with status 403.
#
# A name can be a promise. What begins with `__Host-` must have `Secure`, `Path=/` and no `Domain`, or a browser refuses it. And `Partitioned` asks for a jar of its own for each site that you visit.
#
# **Predict.** Which of these is stored?

# %% tags=["run"]
explain_cookie(
    ["__Host-a=1; Path=/; Secure", "__Host-b=2; Path=/", "c=3; Secure; SameSite=None; Partitioned"],
    "https://www.example.com/",
)

# %% [markdown] tags=["explain"]
# `__Host-b` breaks its promise, and is refused. (`requests` stores all three.) In a browser each word stops one thing that can happen to a key:
#
# | What happens | What stops it |
# |---|---|
# | a script in the page reads it | `HttpOnly`; it can still ask in your name |
# | somebody listens to http | `Secure` |
# | another site makes your browser ask | `SameSite=Lax`, except by a link or a `GET` form |
# | a sister host plants its own | `__Host-` |

# %% [markdown] tags=["predict"]
# ## Which of two comes first?
#
# Two cookies, one name: one for `/`, one for `/desk/`. The request carries both.
#
# **Predict.** Which one does Django's `request.COOKIES` hold?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 2. Goes wrong: "the more exact one wins". It comes first on the line, and Django takes the last.

# %% tags=["run"]
client = requests.Session()
client.get(desk, params={"name": "towel", "value": "wide"})
client.get(desk, params={"name": "towel", "value": "deep", "path": "/desk/"})
answer = client.get(echo)

print("on the line:", site.exchanges[-1].request_cookies)
print("Django has: ", answer.json()["cookies"])

# %% [markdown] tags=["explain"]
# The longer path stands first (6265bis §5.8.3), and Django keeps the *last* of a name. A server cannot tell which is which: no path travels. So use a name once.

# %% [markdown] tags=["predict"]
# ## Where is `requests` not a browser?
#
# Each line below is given to a new client, which then asks for the echo.
#
# **Predict.** Which of them come back? And which would, from a browser?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 5. Ask: *which of these differences could make a test of yours pass and the site fail?* The tests of this course prove the browser's column in a real Chromium.

# %% tags=["run"]
lines = ["a=1; Secure", "a=1; SameSite=Strict", "a=1; SameSite=None", "__Host-a=1", "__Secure-a=1"]
lines += ["a=1; Partitioned", "a=1; Max-Age=soon", "a=" + "x" * 5000, 'a="\\"b\\""']

for line in lines:
    client = requests.Session()
    client.get(desk, params={"line": line + "; Path=/"})
    client.get(echo)
    print(f"{line[:24]:24}", str(site.exchanges[-1].request_cookies)[:30])

# %% [markdown] tags=["explain"]
# | | `requests`, as you saw | Chromium, at 127.0.0.1 |
# |---|---|---|
# | `Secure`, over http | keeps it back | sends it: it trusts this computer |
# | `SameSite=Strict` | sends it always | not when another site starts it |
# | `SameSite=None`, a prefix, `Partitioned`: no `Secure` | sends it | refuses it |
# | `Max-Age=soon` | drops the whole cookie | ignores the attribute |
# | 5,000 characters | sends them | refuses more than 4,096 with the name |
# | `\"` in a quoted value | drops both characters | leaves them |
#
# The last one destroys JSON as Django writes it into a cookie.

# %% tags=["run"]
client = requests.Session()
for number in range(30):
    names = [("name", f"n{number}x{each}") for each in range(10)]
    client.get(desk, params=[*names, *(("value", "1") for each in names)])
client.close()
client.get(echo)

len(site.exchanges[-1].request_cookies)

# %% [markdown] tags=["explain"]
# Three hundred, all of them session cookies, and all of them there after `close()`: it ends connections, not a browser session. Chromium keeps 180 for all hosts of one registered name together; one more, and it cuts down to 150.

# %% tags=["run"]
explain_cookie(
    ["a=1; Domain=co.uk; Path=/", "b=2; Path=/; Max-Age=63072000"],
    "http://shop.co.uk/",
    send_to=["http://bank.co.uk/", "http://sub.shop.co.uk/"],
)

# %% [markdown] tags=["explain"]
# What `requests` does otherwise: a cookie for all of `co.uk` reaches the bank, `b` reaches hosts below its own, and two years stay two years. Chromium does none of it.
#
# > **Key idea.** Attributes are what the server asks of the client. What is kept, how long, and where it goes: the *client* decides, each a little differently.

# %% [markdown]
# ## What you now know
#
# - No expiry: until the browser session ends. `Max-Age` before `Expires`; in Chromium 400 days at most.
# - Host, path and `Secure` decide where a cookie goes; the port does not.
# - `SameSite` asks who started the request, `HttpOnly` who may read. A key wants both.
# - All of it is the client's work, and `requests` leaves some of it undone.
#
# The explainer tells both sides of any line. Read this one before you run it:

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 1. Ask: *what could a server do to be sure that a cookie is really gone?*

# %% tags=["run"]
explain_cookie("__Host-note=1; Path=/; Max-Age=1e9; SameSite=None", site.url + "/")

# %% [markdown]
# ## New words
#
# | English | Korean | Meaning |
# |---|---|---|
# | expiry | <span lang="ko">만료</span> | the moment from which a client no longer keeps a cookie |
# | 6265bis | <span lang="ko">쿠키 표준 개정안</span> | the draft of the next standard of cookies |
# | host-only cookie | <span lang="ko">호스트 전용 쿠키</span> | for exactly the host that set it |
# | public suffix | <span lang="ko">공개 접미사</span> | a domain under which strangers register names, like com |
# | same-site | <span lang="ko">동일 사이트</span> | started by a page with the same scheme and registered name |
# | prefix | <span lang="ko">접두사</span> | the beginning of a cookie's name, with a promise |

# %% [markdown]
# ## Try it in a browser
#
# Press F12 on any page of your site, and find *Application* or *Storage*, then *Cookies*. Set one at `/desk/set-cookie/?name=towel&value=blue&max_age=60`, and watch it die.
#
# ## Next
#
# The [exercises of this lesson](../exercises/05_how_long_and_how_far.ipynb), then [lesson 06](../notebooks/06_a_note_on_the_server.ipynb): the note stays, and a key travels.
