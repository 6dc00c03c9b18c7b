# %% [markdown]
# # A session begins with a write and ends on three clocks
#
# A session is not there because somebody came, and not gone because somebody left.
#
# **You will be able to**
# - say when Django stores something, and which answer brings a cookie;
# - end a session on each of its three clocks, and say what prolongs it;
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
from django.test import override_settings

site = open_site()
bench = site.url + "/desk/session/"
site

# %% [markdown] tags=["predict"]
# ## When is anything stored?
#
# The desk has a bench for sessions. Each page under `/desk/session/` does one thing to `request.session`: nothing, read, write, or write and then fail with 500.
#
# **Predict.** The last one writes, and fails. What is left of it?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 4. Goes wrong: "every visitor gets an id". Run the cell once more, and count rows aloud: one row a run, from the write alone.

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
# One row, from the write. Untouched: nothing at all. Read: no row, no cookie. The write that ended in 500 left nothing either: Django saves no session with an answer of 500 or more.

# %% [markdown] tags=["explain"]
# As Django comes, `Set-Cookie` brings the key when a session was **changed**. `Vary: Cookie` comes as soon as it was **touched**: the page depends on the `Cookie` line. A cache, which keeps answers for later, must not give this one to a request with another `Cookie` line, unless it asks the server first (RFC 9110 §12.5.5).

# %% tags=["explain"]
predict("07.stored").compare()

# %% [markdown] tags=["predict"]
# ## Which change does Django not see?
#
# `append/` puts a value into a list that lies *inside* the session: `request.session["list"].append(value)`.
#
# **Predict.** Three requests append `a`, `b` and `c`. What does the row hold?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 4. Ask: *which line of the view touches the session, and which touches a list?* Goes wrong: people trust the answer, which shows the change. It is shown, and not saved.

# %% tags=["predict"]
predict("07.nested")

# %% tags=["run"]
client = requests.Session()
for value in "abc":
    answer = client.get(bench + "append/", params={"value": value})
    print("answer:", answer.json()["data"], "  row:", site.sessions[-1].data)

# %% [markdown] tags=["explain"]
# The first change was saved, because the view set the key `list`. After that it changed a list, not the session. Django notices what is done to the session itself: `session["list"] = …`, `del`, `pop`, `update`. Inside a value it sees nothing.
#
# The view has to say it: `request.session.modified = True`.

# %% tags=["run"]
client.get(bench + "append/", params={"value": "d", "modified": 1})

site.sessions[-1].data

# %% [markdown] tags=["explain"]
# `a` and `d`: this change was saved. `b` and `c` are lost for good.
#
# > **Careful.** A counter in a dict, a cart in a list: a change inside is lost like this. Assign the whole value again, or set `modified`.

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
def ends(seconds):
    client = requests.Session()
    client.get(bench + "write/?key=note&value=hi")
    given = client.get(bench + "expire/", params={"seconds": seconds}).headers.get("Set-Cookie", "no Set-Cookie")
    row = site.sessions[-1].expires - site.clock.now()
    return f"row: {row:9,.0f} seconds left   cookie: {given.partition(';')[2] or given}"

for seconds in (300, 0, "none", -5):
    print(f"set_expiry({seconds})".ljust(17), ends(seconds))

# %% [markdown] tags=["explain"]
# | | cookie | row | the browser closes |
# |---|---|---|---|
# | `set_expiry(300)` | 5 minutes | 5 minutes | no change |
# | `set_expiry(0)` | no end of its own | 14 days | the cookie goes |
# | `set_expiry(None)` | as it was: 14 days | 14 days | no change |
# | `set_expiry(-5)` | dead | dead | no change |
#
# As Django comes, `sessionid` is a **persistent** cookie of fourteen days. Now close the browser after `set_expiry(0)`; `site.reset()` clears the table first.

# %% tags=["run"]
site.reset()
client = requests.Session()
client.get(bench + "write/?key=note&value=hi")
client.get(bench + "expire/?seconds=0")

time_machine(client).close_browser()

# %% [markdown] tags=["explain"]
# The cookie is gone, and the row has fourteen days left. No request said that the browser was closed. So "until the browser closes" is a promise about the *cookie* alone, and a browser that restores its last windows may break it (lesson 05).

# %% tags=["run"]
site.reset()
client = requests.Session()
client.get(bench + "expire/?seconds=300")
machine = time_machine(client).forward(minutes=6)
print(machine)

machine.reset()

# %% [markdown] tags=["explain"]
# After six minutes both ends of a session of 300 seconds have passed: the client no longer sends the cookie, and the row would open nothing.
#
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 207 | <span lang="ko">세션 만료 유통기한 상태</span> | session expiry: the shelf life of the state | **Half true.** It has a shelf life, and not one but three: the cookie's, the row's and the browser session's. |

# %% tags=["explain"]
predict("07.browser_closes").compare()

# %% [markdown] tags=["predict"]
# What `set_expiry` does for one session, settings do for all. `override_settings` changes one for as long as its block lasts. Here are six.
#
# **Predict** what each changes on the `Set-Cookie` line, and which of them moves the end of the row.

# %% tags=["run"]
changes = {"SESSION_COOKIE_AGE": 3600, "SESSION_EXPIRE_AT_BROWSER_CLOSE": True, "SESSION_COOKIE_NAME": "ticket"}
changes |= {"SESSION_COOKIE_SECURE": True, "SESSION_COOKIE_HTTPONLY": False, "SESSION_COOKIE_SAMESITE": "Strict"}
for name, value in changes.items():
    with override_settings(**{name: value}):
        line = requests.get(bench + "write/?key=note&value=hi").headers["Set-Cookie"]
        row = site.sessions[-1].expires - site.clock.now()
    print(f"{name} = {value!r}, and the row ends in {row:,.0f} seconds")
    print("   ", line.partition("=")[0] + "=…;", line.partition("; ")[2])

# %% [markdown] tags=["explain"]
# `SESSION_COOKIE_AGE` turns both clocks: `Max-Age`, and the end of the row. `SESSION_EXPIRE_AT_BROWSER_CLOSE` is `set_expiry(0)` for everybody. On a site with https, set `SESSION_COOKIE_SECURE` to `True`; Django's default is `False`. `HttpOnly` and `SameSite=Lax` are there by default (lesson 05).

# %% [markdown] tags=["predict"]
# ## What prolongs a session?
#
# Fourteen days, but from when? A visitor writes a note, and comes back every ten days. `known_after(page)` turns the site's clock, the one that the row follows, and says each time whether the note was there.
#
# **Predict.** They only *read*. When do they find it?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 6. Ask: *your bank logs you out while you type: which clock is that?* Goes wrong: "active" is taken for something that Django sees. It sees requests, and as it comes it saves after changes alone.

# %% tags=["predict"]
predict("07.prolonged")

# %% tags=["run"]
def known_after(page, first="show/"):
    client, known = requests.Session(), []
    for path in ("write/?key=note&value=hi", first):
        client.get(bench + path)
    for _ in range(3):
        site.clock.turn(days=10)
        known.append("hi" in client.get(bench + page).text)
    site.clock.set_back()
    return known

known_after("read/?key=note")

# %% [markdown] tags=["explain"]
# On day 10, and not on day 20: the visit of day 10 prolonged nothing. Django counts from the last change: reading, says its documentation, is no activity here. What prolongs it, then? Fifteen days are 1296000 seconds; `fixed` makes a `timedelta` of them.

# %% tags=["run"]
write, fifteen_days = "write/?key=seen&value=1", "expire/?seconds=1296000"

print("each visit writes: ", known_after(write))
with override_settings(SESSION_SAVE_EVERY_REQUEST=True):
    print("each visit saves:  ", known_after("read/?key=note"))
print("set_expiry(seconds):", known_after(write, fifteen_days))
print("set_expiry(moment): ", known_after(write, fifteen_days + "&fixed=1"))

# %% [markdown] tags=["explain"]
# | The end comes | where you | it is moved by |
# |---|---|---|
# | a time after the last change | do nothing, or call `set_expiry(seconds)` | a write |
# | a time after the last request (**idle**, *sliding*) | add `SESSION_SAVE_EVERY_REQUEST` | each request |
# | at a moment (**absolute**) | call `set_expiry(timedelta)` | no visit by itself |
#
# Saving at each request costs a write and a `Set-Cookie` each time. A session has one of these ends: who wants two keeps the moment of the login in it, and compares it in a view.

# %% tags=["explain"]
predict("07.prolonged").compare()

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
    site.reset()
    client = requests.Session()
    client.get(bench + "write/?key=note&value=hi")
    before = client.cookies["sessionid"]
    client.get(bench + what)
    after = client.cookies.get("sessionid", "no cookie")
    print(f"{what:17} {before[:4]} -> {after[:9]:9}  rows:", [(row.key[:4], row.data) for row in site.sessions])

# %% [markdown] tags=["explain"]
# `del` takes out one key, `clear()` all; row and cookie stay. **`cycle_key()`** moves the data under a new key, and the old one opens nothing: `login()` does that for a stranger. **`flush()`** deletes the row and asks for the cookie back: `logout()` does that.

# %% [markdown] tags=["predict"]
# ## What does clearing your cookies delete?
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
# Row 1 is an **orphan**: alive, and no cookie of ours has its key. `client` deleted the *key*, not the data. Whoever copied the key before can still open the row. It waits for its own clock.

# %% [markdown] tags=["predict"]
# ## When do dead rows go away?
#
# Fifteen days pass on the site's clock. A stubborn client still sends the old key. Then the sweep comes.
#
# **Predict.** What does the server answer the old key, and which rows does the sweep take?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 5. Goes wrong: "expired" is heard as "deleted". Ask who should run the sweep on a real site: a job that you set up yourself.

# %% tags=["predict"]
predict("07.swept")

# %% tags=["run"]
site.reset()
client = requests.Session()
client.get(bench + "write/?key=note&value=hi")
site.clock.turn(days=15)
answer = client.get(bench + "read/?key=note")
site.clock.set_back()

print("value:", answer.json()["value"], "  rows:", len(site.sessions), "  ", answer.headers["Set-Cookie"])

# %% [markdown] tags=["explain"]
# `None`: an expired row opens nothing. But it lies there still. The `db` engine filters it out when it loads, deletes nothing, and the client is asked to forget the key. The sweep is a command of its own:

# %% tags=["run"]
site.reset()
requests.get(bench + "write/?key=note&value=old")
site.clock.turn(days=15)
requests.get(bench + "write/?key=note&value=orphan")
client = requests.Session()
client.get(bench + "write/?key=note&value=mine")
call_command("clearsessions")
site.clock.set_back()

[row.data for row in site.sessions]

# %% [markdown] tags=["explain"]
# `clearsessions` deletes the rows whose end has passed, and keeps the rest: the orphan too, which the server cannot tell from yours. Nothing runs it for you: set up a daily job. In Python it is `SessionStore.clear_expired()`.

# %% tags=["explain"]
predict("07.swept").compare()

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
# Both found the note alone. The quick one saved note and bread; then the slow one saved *its* whole session: note and tea. The bread is gone, and neither request was told. This is a **lost update**: the session is loaded once and saved whole.

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
# 400 Bad Request, and one row fewer: its own. Django raises **`SessionInterrupted`** rather than write a session that somebody has ended. What must never be lost (an order, a payment) belongs in a table of its own, with a lock, not in the session.

# %% [markdown] tags=["predict"]
# ## Where does a message wait?
#
# "Your article was saved", shown once, on the next page. Django's messages framework does that.
#
# **Predict.** Between the two pages, where is the message: in the session row?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 2. Ask: *why is the message not shown at once, by the view that saves?* Because that view answers with a redirect. Goes wrong: people expect a row.

# %% tags=["run"]
client = requests.Session()
rows = len(site.sessions)
client.get(bench + "message/?text=Saved.")
print("jar:", client.cookies.get_dict(), "  new rows:", len(site.sessions) - rows)

for _ in range(2):
    print(client.get(bench + "messages/").json()["messages"], "  jar:", client.cookies.get_dict())

# %% [markdown] tags=["explain"]
# In a cookie of its own, signed and readable. The page that shows it deletes the cookie, so the second look is empty. Only what is too long for a cookie goes into the session. This is Django's default, `FallbackStorage`.

# %% [markdown]
# ## What you now know
#
# - As Django comes, a change is saved, but not with a 500; a touch brings `Vary: Cookie`.
# - Three clocks can end a session: the cookie's, the row's, the browser's. A change prolongs it; a request, where a setting says so.
# - A dropped cookie leaves an orphan; an expired row stays until `clearsessions`.
# - A session is loaded once and saved whole: of two parallel changes one may be lost.
#
# When does this one end, on each clock?

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
# | orphan | <span lang="ko">고아 세션</span> | a row that is alive, while no client has its key |
# | flush | <span lang="ko">비우기</span> | delete the row and ask for the cookie back |
# | idle timeout | <span lang="ko">유휴 만료</span> | an end that each request puts off |
# | absolute timeout | <span lang="ko">절대 만료</span> | an end that no request puts off |
# | garbage collection | <span lang="ko">정리</span> | deleting expired rows: `clearsessions` |
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
