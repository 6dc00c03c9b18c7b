# %% [markdown]
# # One request gets one answer
#
# Nearly everything on the web is made of one thing: a client asks, and a server answers. Today you read both, byte by byte.
#
# **You will be able to**
# - take a request and its answer apart, line by line;
# - read a status: did it work, and whose turn is it now;
# - say what GET and POST promise, and what a redirect keeps of them.
#
# **About 45 minutes.** It covers line 41 of the notes.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 2. Ask: *what does a browser send when you press Enter?* Collect the guesses on the board, and come back to them after the fourth section. Goes wrong: people read the page and not the first line. Ask each time: *which number?*

# %% tags=["setup"]
import http.client
import socket

import requests
from classroom import ladder, open_site, page, predict, show
from django.test import override_settings

site = open_site()
site

# %% [markdown] tags=["predict"]
# ## What travels when you ask?
#
# A **client** is a program that asks: a browser, or your code. A **server** is one that answers: here the demo site. Between them is a connection, which carries bytes. Python's `socket` is one end of it, with nothing added.
#
# **Predict** what those bytes look like.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 5. Read the bytes aloud, line by line, with the room. Ask: *which line could you leave out?* Goes wrong: `\r\n` is taken for part of the text. It ends a line, as on a typewriter.

# %% tags=["predict"]
predict("01.what_travels")

# %% tags=["run"]
host = site.url.removeprefix("http://")
request = f"GET /desk/status/200/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"

with socket.create_connection(host.split(":"), timeout=5) as wire:
    wire.sendall(request.encode())
    answer = wire.makefile("rb").read().decode()

print(answer)

# %% [markdown] tags=["explain"]
# You wrote a **request** with your own hands, and a **response**, the answer, came back. Both are lines of text. The first line of yours says what you want, and the first of the answer says how it went: `200 OK`.
#
# In the code, `\r\n` ends a line: HTTP wants these two characters (RFC 9112 §2.2: the **RFCs** hold the rules). And `Connection: close` asks the server to hang up afterwards, so that reading comes to an end.

# %% tags=["explain"]
predict("01.what_travels").compare()

# %% [markdown] tags=["predict"]
# ## What if you break a rule?
#
# The request ended with an empty line: the last `\r\n` stood alone. Leave it out, and change nothing else.
#
# **Predict.** Will the server answer as before, refuse at once, or wait?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 3. The run takes three seconds: let the room be silent with the server. Ask: *who is waiting for whom?* Goes wrong: people say that it hangs. It follows its rule.

# %% tags=["run"]
host = site.url.removeprefix("http://")
request = f"GET /desk/status/200/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n"

with socket.create_connection(host.split(":"), timeout=3) as wire:
    wire.sendall(request.encode())
    try:
        print(wire.recv(100))
    except TimeoutError:
        print("three seconds, and no answer")
    wire.sendall(b"\r\n")
    print(wire.recv(100).decode().splitlines()[0])

# %% [markdown] tags=["explain"]
# It waited. The **empty line** ends the headers, the lines below the first (RFC 9112 §2.1); without it the server expected one more line. The last `sendall` brought it. After half a minute this server would have given up: `408 Request Timeout`.
#
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 41 | Protocol <span lang="ko">규칙 규약</span> | a protocol is rules, an agreement | **True.** You kept the rules and were answered. You broke one, and no answer came until you mended it. |

# %% [markdown] tags=["predict"]
# ## Does a library send anything else?
#
# From now on the library `requests` does the writing. The site records both ends, and `show` draws what it recorded.
#
# **Predict.** Will its request have fewer lines than your three, as many, or more?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 2. Ask: *which of these lines did you write?* Goes wrong: the object `answer` is taken for the answer itself. Show the bytes beside it.

# %% tags=["run"]
answer = requests.get(site.url + "/desk/status/200/")
print(answer.status_code, answer.headers["Content-Type"], answer.elapsed)

show(site.exchanges[-1])

# %% [markdown] tags=["explain"]
# More lines, in the same form. `requests` adds what a polite client says: who it is (`User-Agent`), what it can read (`Accept`, `Accept-Encoding`), and that it would like to keep the connection.
#
# The answer has become an object. `answer.status_code`, `answer.headers` and `answer.text` came over the wire. A few things are added by `requests`, such as `answer.elapsed`: how long it waited.

# %% [markdown] tags=["predict"]
# ## Which part goes where?
#
# Now a fuller request: a query in the address, from the `?` on, a header of its own, a form with one field.
#
# **Predict** which of them is the body, the part below the empty line.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 4. Let four people each read out one part. Ask: *where would a password go, and who could read it there?* Goes wrong: query and body are mixed up. The query stands in the first line.

# %% tags=["predict"]
predict("01.where_goes")

# %% tags=["run"]
note, form = {"X-Note": "hello"}, {"product": "cutting-board"}
requests.post(site.url + "/desk/echo/?colour=green", headers=note, data=form)

one = site.exchanges[-1]
print((one.request.head + one.request.body).decode())

# %% [markdown] tags=["explain"]
# | Part | Here | It says |
# |---|---|---|
# | **request line** | `POST /desk/echo/?colour=green HTTP/1.1` | method, target with its query, version |
# | **headers** | `X-Note: hello` and others | a name, a colon, a value |
# | empty line | | the headers are over |
# | **body** | `product=cutting-board` | the data itself |
#
# An answer is built alike; its first line is the **status line** (RFC 9112 §3 to §6).

# %% tags=["explain"]
predict("01.where_goes").compare()

# %% [markdown] tags=["predict"]
# The query stands inside the request line, where a space would end the address and `&` would end a value.
#
# **Predict.** How will `tea & towels` travel?

# %% tags=["run"]
requests.get(site.url + "/desk/echo/", params={"wanted": "tea & towels"})

print(site.exchanges[-1].request.start_line)

# %% [markdown] tags=["explain"]
# In disguise: `+` is the space and `%26` the `&`, and the server turns them back. Let `params` do it; in an address glued together by hand, the `&` ends the value.

# %% [markdown] tags=["predict"]
# ## How does the server know where the body ends?
#
# No empty line ends a body. A header says how long it is: `Content-Length`. Below it lies: it says 7, and 13 bytes come.
#
# **Predict.** What will the server have read? And how long is <span lang="ko">도마</span>?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 5. Ask: *what if it promises more than it sends?* Goes wrong: letters and bytes are one for people who write English only. Let somebody measure their own name.

# %% tags=["run"]
host = site.url.removeprefix("http://")
head = f"POST /desk/echo/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: 7\r\n\r\n"

with socket.create_connection(host.split(":"), timeout=5) as wire:
    wire.sendall((head + "cutting-board").encode())
    wire.makefile("rb").read()

print(site.exchanges[-1].request.body)
print(len("도마"), "letters,", len("도마".encode()), "bytes")

# %% [markdown] tags=["explain"]
# `cutting`: the server takes what the header promises and not one byte more (RFC 9112 §6.2). It counts *bytes*: in UTF-8 each of the two syllables has three.
#
# > **Careful.** Where you write `Content-Length` yourself, count encoded bytes. A count of letters works with English text for years, and then fails.
#
# A server may also begin before it knows the length, and send **chunks**. Below, you are that server. **Predict** what Python's client reads.

# %% tags=["run"]
client_end, server_end = socket.socketpair()
server_end.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
server_end.sendall(b"8\r\ncutting-\r\n5\r\nboard\r\n0\r\n\r\n")

answer = http.client.HTTPResponse(client_end)
answer.begin()
print(answer.read())

# %% [markdown] tags=["explain"]
# `cutting-board`, though no `Content-Length` came and the connection is still open. Each chunk begins with its own length, here 8 and 5 (in hexadecimal), and the length 0 ends the body (RFC 9112 §7.1).
#
# The body of an answer with neither `Content-Length` nor `Transfer-Encoding` ends when the server hangs up (§6.3). HTTP/2 has no chunks: it sends everything in frames, with lengths of their own (RFC 9113 §4.1).

# %% [markdown] tags=["predict"]
# ## What does the number say?
#
# The first line of every answer holds a three-digit **status**. There are about sixty; begin with the first digit. The desk gives the one that you ask for.
#
# **Predict.** Which of these five blame the client, and which the server?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 4. Ask: *whose turn is it now?* at each number. Goes wrong: 404 is read as *no connection*. Point at the line: somebody did answer.

# %% tags=["run"]
for code in (200, 204, 304, 404, 500):
    requests.get(site.url + f"/desk/status/{code}/")

show(site.exchanges[-5:])

# %% [markdown] tags=["explain"]
# | Class | It says | Whose turn? |
# |---|---|---|
# | 1xx | go on: the answer itself is still to come | both go on |
# | **2xx** | it worked | the talk is over |
# | **3xx** | go on elsewhere, or use what you have | the client's |
# | **4xx** | your request is at fault | the client's: ask differently, or later |
# | **5xx** | my fault | the server's: something has to be mended there |
#
# A client that does not know a number goes by its first digit (RFC 9110 §15).

# %% [markdown] tags=["predict"]
# What does an error look like from inside your program? You ask for a page that is nowhere.
#
# **Predict.** What does `requests.get` do?

# %% tags=["predict"]
predict("01.does_it_raise")

# %% tags=["run"]
answer = requests.get(site.url + "/nowhere/")
print(answer.status_code, answer.ok)

page(answer)

# %% [markdown] tags=["explain"]
# It is an answer like any other, and its body is a page for people. The server was reached, and said no. Where no server is reached, `requests` raises an exception by itself; for a silent one it waits, unless you give a `timeout`.
#
# If you would rather be stopped, say so:

# %% tags=["run", "raises-exception"]
requests.get(site.url + "/nowhere/").raise_for_status()

# %% tags=["explain"]
predict("01.does_it_raise").compare()

# %% [markdown] tags=["predict"]
# ## Which five errors will you meet?
#
# Each line below goes wrong in its own way: a host that is not here, a form from nowhere, a page that is nowhere, a logout by a link, a broken server.
#
# **Predict** the five numbers.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 3. Let pairs write down five numbers before the run, and count the hits. Goes wrong: 403 and 404 are confused. The first says *no*, the second *where?*

# %% tags=["run"]
requests.get(site.url + "/", headers={"Host": "shop.example"})
requests.post(site.url + "/market/session-cart/add/", data={"product": "cutting-board"})
requests.get(site.url + "/nowhere/")
requests.get(site.url + "/accounts/logout/")
requests.get(site.url + "/desk/status/500/")

show(site.exchanges[-5:])

# %% [markdown] tags=["explain"]
# | Status | It says | Here |
# |---|---|---|
# | 400 Bad Request | I cannot use this | the site is not called `shop.example` |
# | 403 Forbidden | understood, and refused | the form lacks a token: lesson 11 |
# | 404 Not Found | nothing at this address | |
# | 405 Method Not Allowed | not with this method | logging out wants POST |
# | 500 Internal Server Error | I broke | the desk was asked to |
#
# (RFC 9110 §15.5, §15.6)

# %% [markdown] tags=["predict"]
# ## May a link change anything?
#
# The address `/market/session-cart/add/` puts a thing into a cart. Browsers ask for links with **GET**, sometimes before anybody clicks, and search robots follow them by the thousand.
#
# **Predict** what such a link does.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 3. Ask: *what would happen if a search robot followed every link of your shop?* Goes wrong: safe is taken for secure. Safe means that it asks to change nothing.

# %% tags=["predict"]
predict("01.link_adds")

# %% tags=["run"]
answer = requests.get(site.url + "/market/session-cart/add/?product=cutting-board")

print(answer.status_code, answer.reason)
print("Allow:", answer.headers["Allow"])

# %% [markdown] tags=["explain"]
# Refused, and the header `Allow` says which **method** will do: POST. The method is the first word of a request; it says what kind of wish it is.
#
# GET is **safe**: it asks to read, not to change (RFC 9110 §9.2.1). HTTP cannot enforce that, so the site's author has to keep the promise.

# %% tags=["explain"]
predict("01.link_adds").compare()

# %% [markdown] tags=["explain"]
# | Method | It asks to | Safe? | Idempotent? |
# |---|---|---|---|
# | GET | read | yes | yes |
# | HEAD | read, without the body | yes | yes |
# | POST | take this in: a form, an order | no | no |
# | PUT, DELETE | put this here, take it away | no | yes |
#
# **Idempotent** means: to do it twice has the same effect as to do it once (RFC 9110 §9.2.2).

# %% [markdown] tags=["predict"]
# ## How many requests does one call make?
#
# The desk can send you elsewhere: `/desk/redirect/?to=` and an address. You call `requests.get` once.
#
# **Predict** how many requests travel.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 4. Two people can play it: one asks, one says *go there*. Ask: *who decides to ask again?* Goes wrong: people say that the server sends them on. It only names an address.

# %% tags=["predict"]
predict("01.how_many")

# %% tags=["run"]
answer = requests.get(site.url + "/desk/redirect/?to=/desk/hello/")
print(answer.status_code, answer.url)
print("before that:", answer.history)

ladder(site.exchanges[-2:])

# %% [markdown] tags=["explain"]
# Two. A **redirect** is a whole answer: its status is 3xx, and its header `Location` names another address (RFC 9110 §10.2.2). The *client* then asks again. `requests` does it unasked, as browsers do, and keeps the earlier answers in `history`.

# %% tags=["explain"]
predict("01.how_many").compare()

# %% [markdown] tags=["predict"]
# So the client may also decline, with `allow_redirects=False`.
#
# **Predict.** What does the first call return then: an error, the page, or the redirect?

# %% tags=["run"]
answer = requests.get(site.url + "/desk/redirect/?to=/desk/hello/", allow_redirects=False)
print(answer.status_code, answer.headers["Location"])

answer = requests.get(site.url + answer.headers["Location"])
print(answer.status_code, answer.url)

# %% [markdown] tags=["explain"]
# The redirect. Its `Location` is a path (a whole address may be). You took the second step yourself: read `Location`, put the site before it, ask again. That is all that following is.

# %% [markdown] tags=["predict"]
# ## What travels on after a redirect?
#
# You POST a form to `/desk/echo`, and forget the slash at the end. Django has no such page, but one with the slash, so it redirects you there.
#
# **Predict** what arrives.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 5. Ask: *what did the person who filled in the form see?* Goes wrong: the status 200 reassures. Look at the method and at the body. In the project of a learner, the missing slash is an error page; online, it is this silent loss.

# %% tags=["predict"]
predict("01.after_redirect")

# %% tags=["run"]
answer = requests.post(site.url + "/desk/echo", data={"product": "cutting-board"})
print("method:", answer.json()["method"])
print("body:  ", repr(answer.json()["body"]))

ladder(site.exchanges[-2:])

# %% [markdown] tags=["explain"]
# A GET without a body: the cutting board is lost, and the status is still 200. After 301 and 302 clients may turn POST into GET (RFC 9110 §15.4.2, §15.4.3), and nearly all do. 303 asks for a GET; 307 and 308 forbid the change.
#
# This site runs with the setting `DEBUG` off. In a project that you are writing it is on, to show you errors. **Predict.** Is the form lost there, too?

# %% tags=["run"]
with override_settings(DEBUG=True):  # as in a project that you are writing
    got = requests.get(site.url + "/desk/echo")
    posted = requests.post(site.url + "/desk/echo", data={"product": "cutting-board"})

print("GET: ", got.history, got.status_code)
print("POST:", posted.status_code, posted.text.splitlines()[1][:95])

# %% [markdown] tags=["explain"]
# The GET is redirected as before. The POST is answered 500: with `DEBUG` on, Django raises a `RuntimeError`, so that you notice the slash before your visitors lose a form. (`APPEND_SLASH` is the setting that adds slashes.)
#
# > **Careful.** Where a form arrives empty, look at `history` first: a redirect, as from a missing slash, may have dropped it.

# %% tags=["explain"]
predict("01.after_redirect").compare()

# %% [markdown] tags=["predict"]
# ## What does reload repeat?
#
# That loss has a good use. Add a cutting board to the cart with POST and the token of the product's page. A `Session` object carries it; lesson 03 says how.
#
# **Predict.** Which request comes last: the POST or a GET?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 4. Do this one in a real browser as well: add a board at `/market/`, then press F5 ten times. Ask: *who has ever seen* Confirm form resubmission? Goes wrong: people think that F5 asks for the page. It repeats the last request.

# %% tags=["run"]
client = requests.Session()
client.get(site.url + "/market/cutting-board/")
form = {"product": "cutting-board", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
cart = client.post(site.url + "/market/session-cart/add/", data=form)

ladder(site.exchanges[-3:])

# %% [markdown] tags=["explain"]
# A GET. The POST changed something, and its answer was a redirect; then the client asked for the page. (The cookies: lesson 03.)
#
# Now reload, three times. A browser repeats the last request. **Predict.** How many boards will lie in the cart?

# %% tags=["run"]
for _ in range(3):
    answer = client.get(cart.url)

page(answer)

# %% [markdown] tags=["predict"]
# Still one: a GET is safe to repeat. Without the redirect, the POST would be the last request, and reload would send *that* again, after a warning.
#
# **Predict** the cart after it.

# %% tags=["run"]
answer = client.post(site.url + "/market/session-cart/add/", data=form)

page(answer)

# %% [markdown] tags=["explain"]
# One board more, and another one each time you run the cell: POST is not idempotent.
#
# > **Key idea.** **Post/Redirect/Get**: a POST changes, its answer redirects, a GET shows. So reload and Back repeat only what is safe.

# %% [markdown]
# ## What you now know
#
# - In HTTP/1.1 a message is a first line, headers, an empty line and perhaps a body, with a way to tell its end.
# - The first digit of the status says whose turn it is. A 404 or 500 is an answer, too.
# - GET is safe; a form that changes something is POSTed.
# - A redirect is an answer, and the client asks again, mostly with GET.
#
# And these are the last twelve things that you asked for:

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 1. Go back to the guesses on the board: which of them hold? The exercises follow.

# %% tags=["run"]
show(site.exchanges[-12:])

# %% [markdown]
# ## New words
#
# | English | Korean | Meaning |
# |---|---|---|
# | request | <span lang="ko">요청</span> | what the client asks |
# | response | <span lang="ko">응답</span> | what the server answers |
# | header | <span lang="ko">헤더</span> | a named line before the body |
# | body | <span lang="ko">본문</span> | the data itself |
# | chunk | <span lang="ko">청크</span> | a piece of a body, with its own length before it |
# | status | <span lang="ko">상태 코드</span> | three digits: how it went |
# | method | <span lang="ko">메서드</span> | what kind of wish: GET, POST |
# | safe | <span lang="ko">안전한</span> | asks to read only |
# | idempotent | <span lang="ko">멱등</span> | twice is as once |
# | redirect | <span lang="ko">리다이렉트</span> | an answer that names another address |

# %% [markdown]
# ## Try it in a browser
#
# Open the address that `site` shows, press F12 and choose *Network*. Go to the market and add a cutting board to the session cart. Find the POST, its 302, and the GET after it. Then reload: which of the three is sent again?
#
# ## Next
#
# The [exercises of this lesson](../exercises/01_one_request_one_answer.ipynb), then [lesson 02](../notebooks/02_the_server_forgets.ipynb): the server forgets.
