# %% [markdown]
# # A session begins with a write and ends on three clocks
#
# Nothing is stored until a view writes. Then three clocks run, and two are not the server's.
#
# **You will be able to**
# - say when Django stores something, and which answer brings a cookie;
# - end a session on each of its three clocks, and sweep up the rest;
# - show why a change is lost, and save it.
#
# **About 45 minutes.** It puts line 207 of the notes right.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 2. Ask: *when you opened the first page of a shop today, did the server write something down about you?* Collect the guesses; the first table settles them.

# %% tags=["setup"]
import http.client

import requests
from classroom import ladder, open_site, predict, session_explorer, time_machine
from django.core.management import call_command

site = open_site()
bench = site.url + "/desk/session/"
site

# %% [markdown] tags=["predict"]
# ## When is anything stored?
#
# The desk has a bench for sessions. Each page under `/desk/session/` does one thing to `request.session`: nothing, read, write, or write and then fail with 500.
#
# **Predict.** After which of the four does the server have a new row?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 5. Goes wrong: "every visitor gets an id". Run the cell once more, and count rows aloud: one row a run, from the write alone.

# %% tags=["predict"]
predict("07.stored")

# %% tags=["run"]
for what in ("untouched/", "read/?key=note", "write/?key=note&value=hi", "error/?key=note&value=hi"):
    before = len(site.sessions)
    answer = requests.get(bench + what)
    cookie = "Set-Cookie" if "Set-Cookie" in answer.headers else "-"
    vary = "Vary: " + answer.headers.get("Vary", "-")
    print(f"{what:25} {answer.status_code}  new rows: {len(site.sessions) - before}  {cookie:10}  {vary}")

# %% [markdown] tags=["explain"]
# One row, from the write. Untouched: nothing at all. Read: no row, no cookie. The write that ended in 500 is gone as well: Django saves no session with an answer of 500 or more.

# %% [markdown] tags=["explain"]
# `Set-Cookie` comes when a session was **changed** and is not empty. `Vary: Cookie` comes as soon as it was **touched**: this page depends on your cookie, so a cache must not hand it to somebody else (RFC 9110 §12.5.5).

# %% tags=["explain"]
predict("07.stored").compare()

# %% [markdown] tags=["predict"]
# ## Which change does Django not see?
#
# `append/` puts a value into a list that lies *inside* the session: `request.session["list"].append(value)`.
#
# **Predict.** Three requests append `a`, `b` and `c`. What does the row hold?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 5. Ask: *which line of the view touches the session, and which touches a list?* Goes wrong: people trust the answer, which shows the change. It is shown, and not saved.

# %% tags=["predict"]
predict("07.nested")

# %% tags=["run"]
client = requests.Session()
for value in "abc":
    answer = client.get(bench + "append/", params={"value": value})
    print("answer:", answer.json()["data"], "  row:", site.sessions[-1].data)

# %% [markdown] tags=["explain"]
# The first answer was saved, because it set the key `list`. After that the view changed a list, not the session. Django watches assignments: `session["list"] = …` and `del session["list"]`. Inside a value it sees nothing.
#
# The view has to say it: `request.session.modified = True`.

# %% tags=["run"]
client.get(bench + "append/", params={"value": "d", "modified": 1})

site.sessions[-1].data

# %% [markdown] tags=["explain"]
# `a` and `d`: this change was saved. `b` and `c` are lost for good.
#
# > **Careful.** A counter in a dict, a cart in a list: most lost changes look like this. Assign the whole value again, or set `modified`.

# %% tags=["explain"]
predict("07.nested").compare()

# %% [markdown] tags=["predict"]
# ## On how many clocks does a session end?
#
# The cookie has an end, which the client watches. The row has an end, which the server watches. And the browser session ends when the browser does. `set_expiry()` turns them.
#
# **Predict.** After `set_expiry(0)`, when does the *row* end?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 7. Draw three clocks on the board: cookie, row, browser. Ask: *which of them can the server read?* Goes wrong: "0 means at once". It means with the browser; a negative number means at once.

# %% tags=["predict"]
predict("07.browser_closes")

# %% tags=["run"]
first = requests.get(bench + "write/?key=note&value=hi")
print("without set_expiry:", first.headers["Set-Cookie"].partition(";")[2])
for seconds in (300, 0, "none", -5):
    client = requests.Session()
    client.get(bench + "write/?key=note&value=hi")
    given = client.get(bench + "expire/", params={"seconds": seconds}).headers.get("Set-Cookie", "")
    age = [part for part in given.split("; ") if "Max-Age" in part] or ["no Max-Age"] if given else ["no Set-Cookie"]
    row = site.sessions[-1].expires - site.clock.now()
    print(f"set_expiry({seconds}):  cookie: {age[0]},  row: {row:.0f} seconds left")

# %% [markdown] tags=["explain"]
# | | cookie | row | the browser closes |
# |---|---|---|---|
# | `set_expiry(300)` | 5 minutes | 5 minutes | no change |
# | `set_expiry(0)` | no end of its own | 14 days | the cookie goes |
# | `set_expiry(None)` | as it was: 14 days | 14 days | no change |
# | `set_expiry(-5)` | dead | dead | no change |
#
# Without it `sessionid` is a **persistent** cookie: 1209600 seconds are fourteen days, counted from the last *write*. Reading prolongs nothing. Now close the browser after `set_expiry(0)`; `site.reset()` clears the table first.

# %% tags=["run"]
site.reset()
client = requests.Session()
client.get(bench + "write/?key=note&value=hi")
client.get(bench + "expire/?seconds=0")

time_machine(client).close_browser()

# %% [markdown] tags=["explain"]
# The cookie is gone, and the row has fourteen days left. The client sent no word: a browser that closes says no goodbye. So "until the browser closes" is a promise about the *cookie* alone.

# %% tags=["run"]
site.reset()
client = requests.Session()
client.get(bench + "expire/?seconds=300")
machine = time_machine(client).forward(minutes=6)
print(machine)

machine.reset()

# %% [markdown] tags=["explain"]
# After six minutes both ends of a session of 300 seconds have passed: the client keeps the cookie back, and the row would open nothing.
#
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 207 | <span lang="ko">세션 만료 유통기한 상태</span> | session expiry, shelf life, state | **Half true.** There are three shelf lives: the cookie's, the row's and the browser session's. |

# %% tags=["explain"]
predict("07.browser_closes").compare()

# %% [markdown] tags=["predict"]
# ## What does each way of deleting leave?
#
# A view can delete one key (`del`), empty the session (`clear()`), move it to a new key (`cycle_key()`) or end it (`flush()`).
#
# **Predict.** Which of the four leave the client its cookie as it was?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 4. Ask: *which of the four would you use at logout, and which at login?* Goes wrong: `clear()` is taken for `flush()`. After `clear()` a stolen key still opens the row, and sees whatever is written next.

# %% tags=["run"]
for what in ("delete/?key=note", "clear/", "cycle-key/", "flush/"):
    client = requests.Session()
    client.get(bench + "write/?key=note&value=hi")
    key = client.cookies["sessionid"]
    client.get(bench + what)
    rows, now = {row.key: row.data for row in site.sessions}, client.cookies.get("sessionid")
    cookie = "the same" if now == key else f"another, with the row {rows[now]}" if now else "none"
    print(f"{what:18} old row: {rows.get(key, 'gone')!s:6} cookie: {cookie}")

# %% [markdown] tags=["explain"]
# `del` and `clear()` empty the row; key and cookie stay. **`cycle_key()`** moves the data under a new key, and the old one opens nothing: `login()` does that. **`flush()`** deletes the row and asks for the cookie back: `logout()` does that.

# %% [markdown] tags=["predict"]
# ## Who owns a row without a cookie?
#
# A visitor writes a note. Then they clear the cookies of their browser.
#
# **Predict.** Does the server's row go too?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 3. Ask: *how could the server find out that a row is an orphan?* It cannot: a visitor who has gone for good and one who comes tomorrow look the same.

# %% tags=["run"]
site.reset()
client, other = requests.Session(), requests.Session()
for visitor in (client, other):
    visitor.get(bench + "write/?key=note&value=hi")
client.cookies.clear()

session_explorer(client=client, other=other)

# %% [markdown] tags=["explain"]
# Row 1 is an **orphan**: alive, and no cookie of ours has its key. `client` deleted the *key*, not the data. Only somebody who copied the key could open the row. It waits for its own clock.

# %% [markdown] tags=["predict"]
# ## When do dead rows go away?
#
# Fifteen days pass on the site's clock. A stubborn client still sends the old key.
#
# **Predict.** What does the server answer, and how many rows does it have?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 5. Goes wrong: "expired" is heard as "deleted". Ask who should run the sweep on a real site: nobody but a job that you set up yourself.

# %% tags=["predict"]
predict("07.dead_rows")

# %% tags=["run"]
site.reset()
client = requests.Session()
client.get(bench + "write/?key=note&value=hi")
site.clock.turn(days=15)
answer = client.get(bench + "read/?key=note")
site.clock.set_back()

print("value:", answer.json()["value"], "  rows:", len(site.sessions), "  ", answer.headers["Set-Cookie"])

# %% [markdown] tags=["explain"]
# `None`: an expired row opens nothing. But it lies there still. Django filters it out when it loads, deletes nothing, and asks the client to forget the key. The sweep is a command of its own:

# %% tags=["run"]
site.reset()
requests.get(bench + "write/?key=note&value=old")
site.clock.turn(days=15)
requests.get(bench + "write/?key=note&value=new")
call_command("clearsessions")
site.clock.set_back()

[row.data for row in site.sessions]

# %% [markdown] tags=["explain"]
# `clearsessions` deletes every row whose end has passed, and keeps the rest. Nothing runs it for you: set up a daily job. In Python it is `SessionStore.clear_expired()`. Orphans that are alive stay until their time has come.

# %% tags=["explain"]
predict("07.dead_rows").compare()

# %% [markdown] tags=["predict"]
# ## May I choose my own key?
#
# A client writes `sessionid` itself, with thirty-two letters that it likes.
#
# **Predict.** It then writes a note. Under which key is the note stored?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 3. Ask: *what could a thief do if the server took the key that the client brings?* Plant it with a victim and wait for the login: session fixation. The other half of the cure is the new key at the login, lesson 11.

# %% tags=["predict"]
predict("07.own_key")

# %% tags=["run"]
mine = {"Cookie": "sessionid=" + "a" * 32}
for what in ("untouched/", "read/?key=note", "write/?key=note&value=hi"):
    answer = requests.get(bench + what, headers=mine)
    print(f"{what:25}", answer.headers.get("Set-Cookie", "no Set-Cookie")[:60])

# %% [markdown] tags=["explain"]
# Untouched: nobody looked. Read: the server finds no such row, and asks the client to forget the cookie. Write: a *new* key, chosen by the server. Django takes up no key that it did not issue.

# %% tags=["explain"]
predict("07.own_key").compare()

# %% [markdown] tags=["predict"]
# ## What if two requests write at once?
#
# Two tabs, one `sessionid`. Both send a request before either is answered: one writes `tea`, the other `bread`. Both shall be kept.
#
# **Predict.** What does the row hold in the end?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 6. Let two people play it: both copy the same line from the board, add a word, and write the whole line back. Goes wrong: "the database prevents it". It stores faithfully what it is given, twice.

# %% tags=["predict"]
predict("07.two_tabs")

# %% tags=["run"]
client = requests.Session()
client.get(bench + "write/?key=note&value=hi")
mine = {"Cookie": "sessionid=" + client.cookies["sessionid"], "Connection": "close"}

tab = http.client.HTTPConnection(site.url.removeprefix("http://"))
tab.request("GET", "/desk/session/slow-write/?key=tea&value=1&seconds=1", headers=mine)
requests.get(bench + "slow-write/?key=bread&value=1&seconds=0.5", headers=mine)
tab.getresponse().read()

ladder(site.exchanges[-3:])

# %% [markdown] tags=["explain"]
# `tab.request` sends and does not wait. So the two last requests were under way together, on two connections, with one key: the bars on the ladder show how long each was at work. Both were answered 200. This is what each found and left:

# %% tags=["run"]
for each in site.exchanges[-2:]:
    found, left = each.notes.session_before.data, each.notes.session_after.data
    print(f"{each.query[:9]}  {each.milliseconds:4.0f} ms  found {found}  left {left}")

site.sessions[-1].data

# %% [markdown] tags=["explain"]
# Both found the note alone. The quick one saved note and bread; then the slow one saved *its* whole session: note and tea. The bread is gone, and nobody was told. This is a **lost update**: the session is loaded once and saved whole.

# %% tags=["explain"]
predict("07.two_tabs").compare()

# %% [markdown] tags=["predict"]
# And if the other tab does not write, but logs out? `interrupted/` changes the session, while its row is deleted in between.
#
# **Predict.** Does the deleted session rise again?

# %% tags=["run"]
client = requests.Session()
client.get(bench + "write/?key=note&value=hi")
rows = len(site.sessions)
answer = client.get(bench + "interrupted/")

print(answer.status_code, answer.reason, "  rows:", rows, "->", len(site.sessions))

# %% [markdown] tags=["explain"]
# 400 Bad Request, and no row. Django raises **`SessionInterrupted`** rather than write a session that somebody has ended. What must never be lost (an order, a payment) belongs in a table of its own, with a lock, not in the session.

# %% [markdown] tags=["predict"]
# ## Where does a message wait?
#
# "Your article was saved", shown once, on the next page. Django's messages framework does that.
#
# **Predict.** Between the two pages, where is the message: in the session row?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 3. Ask: *why is the message not shown at once, by the view that saves?* Because that view answers with a redirect. Goes wrong: people expect a row.

# %% tags=["run"]
client = requests.Session()
rows = len(site.sessions)
client.get(bench + "message/?text=Saved.")
print("jar:", client.cookies.get_dict(), "  new rows:", len(site.sessions) - rows)

for _ in range(2):
    print(client.get(bench + "messages/").json()["messages"], "  jar:", client.cookies.get_dict())

# %% [markdown] tags=["explain"]
# In a cookie of its own, signed and readable. The page that shows it deletes the cookie, so the second look is empty. Only what is too long for a cookie goes into the session: that is Django's `FallbackStorage`.

# %% [markdown]
# ## What you now know
#
# - Only a change is stored; only a touch brings `Vary: Cookie`; a 500 saves nothing.
# - Cookie, row and browser session end each on a clock of its own.
# - A dropped cookie leaves an orphan; an expired row stays until `clearsessions`.
# - The server chooses the key. The session is loaded once and saved whole, so parallel writes get lost.
#
# Read this before you run it. When does it end, on each of the three clocks?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 2. Ask: *a shop has ten million rows; which would you delete tonight, and how would you know?* Only the expired ones; of the others the server knows nothing.

# %% tags=["run"]
site.reset()
client = requests.Session()
client.get(bench + "expire/?seconds=3600")

session_explorer(client)

# %% [markdown]
# ## New words
#
# | English | Korean | Meaning |
# |---|---|---|
# | orphan | <span lang="ko">고아 세션</span> | a session row that is alive, while no client has its key |
# | flush | <span lang="ko">비우기</span> | delete the row and ask for the cookie back |
# | garbage collection | <span lang="ko">정리</span> | deleting rows that have expired: `clearsessions` |
# | race condition | <span lang="ko">경쟁 상태</span> | the result depends on which of two is quicker |
# | lost update | <span lang="ko">갱신 손실</span> | a saved change, overwritten by somebody who never saw it |

# %% [markdown]
# ## Try it in a browser
#
# Open `/desk/session/` of your site and press F12, *Network*. Open *write* and *read*, and compare their response headers. Then open *slow-write* in one tab and *write* in another before it is done.
#
# ## Next
#
# The [exercises of this lesson](../exercises/07_the_life_of_a_session.ipynb), then lesson 08: where sessions live, and who pays for them.
