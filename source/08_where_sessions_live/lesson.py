# %% [markdown]
# # A session lives where its engine keeps it
#
# Five engines, one script. The pages look the same. What differs is where the bytes lie.
#
# **You will be able to**
# - say for each engine where the data lies, and what travels;
# - measure what it costs, what it survives, and what a logout ends;
# - settle who pays: cookies or sessions.
#
# **About 45 minutes.** It puts lines 213 and 215 of the notes right.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 2. Ask: *a shop restarts its server tonight. Who has to log in again tomorrow?* Keep the answers on the board; the table of survivors settles them.

# %% tags=["setup"]
import secrets

import requests
from classroom import explain_cookie, ladder, open_site, predict, two_servers

site = open_site()

from django.contrib.auth import get_user_model
from django.test import override_settings

site

# %% [markdown]
# `log_in()` gives a client that is alice. `known(cookie)` brings a copied cookie without any jar, and says whether the site greets alice. `under_each_engine(script)` runs a script five times, each time on a borrowed, fresh site (`site.aside()`) with another engine. Yours stays as it is.

# %% tags=["setup"]
def log_in(url=site.url):
    client = requests.Session()
    client.get(url + "/accounts/login/")
    form = {"username": "alice", "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/accounts/login/", data=form)
    return client

def known(cookie, url=site.url):
    answer = requests.get(url + "/desk/hello/", headers={"Cookie": "sessionid=" + cookie})
    return "alice" in answer.text

# %% tags=["setup"]
def under_each_engine(script):
    for engine in ("db", "cached_db", "cache", "file", "signed_cookies"):
        with site.aside():
            site.keep_sessions_in(engine)
            print(f"{engine:15}", script())

# %% [markdown] tags=["predict"]
# ## Where is the data?
#
# The session engine (lesson 06) is the part of Django that keeps sessions. It is one setting, `SESSION_ENGINE`, and `site.keep_sessions_in(engine)` changes it while the site runs.
#
# **Predict.** Alice logs in under each of the five. In which of them is her cookie *not* a key?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 3. Ask: *which line of a view would you have to change for another engine?* None: a view uses `request.session` in the same way under all five.

# %% tags=["run"]
def script():
    cookie = log_in().cookies["sessionid"]
    return f"{cookie[:36]:37} {len(cookie):3} bytes, and kept in: {[row.place for row in site.sessions]}"

under_each_engine(script)

# %% [markdown] tags=["explain"]
# Four cookies are keys of 32 characters. The place behind the engine, where the data lies, is the **session store**: a table, memory, or a file; `cached_db` keeps it twice.
#
# The last cookie is no key, and the server has nothing: the cookie *is* the session, signed and readable (lesson 06). Its store is the client's own jar.

# %% [markdown] tags=["predict"]
# ## What becomes of a login when the engine changes?
#
# Alice logs in under `db`. Then somebody sets the engine to `cached_db`, to `cache`, and back to `db`. Each time alice asks for one more page.
#
# **Predict.** Who is she each time?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 3. Goes wrong: "the row is gone". The row was not touched: the new engine looked elsewhere, and told the client to forget the key.

# %% tags=["run"]
client = log_in()
key = client.cookies["sessionid"]
for engine in ("cached_db", "cache", "db"):
    site.keep_sessions_in(engine)
    client.get(site.url + "/desk/hello/")
    print(f"{engine:10} {site.exchanges[-1].notes.user_after:14} key in her jar: {'sessionid' in client.cookies}")

print("A copy of her key opens the row:", known(key))

# %% [markdown] tags=["explain"]
# `cached_db` reads the same table, so she is still alice. `cache` does not know her key: a stranger, and the answer takes the key back. Under `db` again her jar has none, though the row is still there.
#
# So a change to another *store* logs out whoever comes meanwhile. It deletes no row.

# %% [markdown] tags=["predict"]
# ## What does one request cost?
#
# Alice asks for two pages. One reads a value from the session. The other, `/desk/counter/`, reads a number, adds one, and writes it back.
#
# **Predict** which engines need SQL for each.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 4. Ask: *is the engine without SQL the best one?* Goes wrong: "no SQL" is heard as "free". A file is opened, and a long cookie travels.

# %% tags=["predict"]
predict("08.statements")

# %% tags=["run"]
def statements(exchange):
    return [each.sql.split()[0] for each in exchange.notes.statements]

def script():
    client = log_in()
    client.get(site.url + "/desk/session/read/?key=visits")
    client.get(site.url + "/desk/counter/")
    read, both = site.exchanges[-2:]
    cookie = client.cookies["sessionid"]
    return f"read: {statements(read)}, read and write: {statements(both)}, {len(cookie)} bytes in the cookie"

under_each_engine(script)

# %% [markdown] tags=["explain"]
# `db`: `SELECT` to read, `BEGIN` and `UPDATE` to write. A **cache** is a quick store that may forget. `cached_db` reads it first, and the table only where the cache has forgotten; it writes to both.
#
# The other three need no SQL for the session. `signed_cookies` pays with a value seven times as long, in each request.

# %% tags=["explain"]
predict("08.statements").compare()

# %% [markdown] tags=["predict"]
# ## What does it survive?
#
# `site.restart()` stops the server and starts it again: what was in memory is lost. `site.clear_cache()` empties the cache, as an administrator may at any time.
#
# **Predict** which logins are left.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 6. Back to the board of the opening. Ask: *how would you notice it in the morning?* Goes wrong: "a restart logs everybody out". Here in one engine of five; in all five where the key is new at each start.

# %% tags=["predict"]
predict("08.survives")

# %% tags=["run"]
def script():
    found = []
    for accident in (site.restart, site.clear_cache):
        cookie = log_in().cookies["sessionid"]
        accident()
        found.append(known(cookie))
    return f"alice is known after a restart: {found[0]}, after clearing the cache: {found[1]}"

under_each_engine(script)

# %% [markdown] tags=["explain"]
# Only `cache` loses alice, both times: Django's default cache is the memory of one process. Tables and files outlive the process. (Unless `SESSION_FILE_PATH` names a folder, the files lie in the system's temporary one, which a reboot may empty.)

# %% tags=["explain"]
predict("08.survives").compare()

# %% [markdown] tags=["predict"]
# `site.restart()` keeps the `SECRET_KEY`, as a site with its key in the settings does. The demo site's own `manage.py runserver` makes a new one at each start, unless it is given one.
#
# **Predict.** Which logins survive a new key?

# %% tags=["run"]
def script():
    cookie = log_in().cookies["sessionid"]
    with override_settings(SECRET_KEY="another"):
        return f"alice is known under another key: {known(cookie)}"

under_each_engine(script)

# %% [markdown] tags=["explain"]
# None. The hash that each login holds (lesson 14) was made with the old key, and fits no more. Nor do the signatures on rows, files and cookies; what lies in a cache is not signed. (`SECRET_KEY_FALLBACKS` lets a site believe an old key a while longer.)

# %% [markdown] tags=["predict"]
# One more accident, a happy one: a crowd. `site.fill_sessions(500)` adds sessions of other visitors until 500 are stored.
#
# **Predict.** What does it do to alice?

# %% tags=["run"]
def script():
    cookie = log_in().cookies["sessionid"]
    stored = site.fill_sessions(500)
    return f"{stored:3} stored, alice is known: {known(cookie)}"

under_each_engine(script)

# %% [markdown] tags=["explain"]
# The default cache keeps 300 entries. When it is full, it throws out the third that was used longest ago, and alice was in it. No error, no line in a log. Memcached, too, throws out what was used longest ago. Redis at its limit refuses new entries, unless it is told otherwise (`noeviction` is its default).
#
# > **Careful.** A cache promises to be quick, not to remember. With `cache` as the engine, a login may be lost at any time.

# %% [markdown] tags=["predict"]
# ## What does a logout end?
#
# Alice logs in. Somebody copies her cookie. She logs out, and the thief brings the copy: a **replay**.
#
# **Predict** under which engines the copy still works.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 6. Let the room vote by hands for each engine. Goes wrong: people look at the jar, which has lost the cookie every time. The copy was never in it.

# %% tags=["predict"]
predict("08.logout")

# %% tags=["run"]
def script():
    client = log_in()
    copy = client.cookies["sessionid"]
    client.post(site.url + "/accounts/logout/", data={"csrfmiddlewaretoken": client.cookies["csrftoken"]})
    return f"in the jar: {client.cookies.get('sessionid')}, and the copy is alice: {known(copy)}"

under_each_engine(script)

# %% [markdown] tags=["explain"]
# Five jars without the cookie. But four engines *deleted the session*, and the fifth has nothing to delete: the session is the cookie, and a copy is as good as the first. What a server does not keep, it cannot delete.

# %% tags=["explain"]
predict("08.logout").compare()

# %% [markdown] tags=["predict"]
# Replay does more than undo a logout. A client keeps its first cookie, asks for the counter eight more times, and then sends the *first* cookie again.
#
# **Predict.** What does the counter say?

# %% tags=["run"]
def script():
    client = requests.Session()
    first = client.get(site.url + "/desk/counter/").cookies["sessionid"]
    for _ in range(8):
        client.get(site.url + "/desk/counter/")
    requests.get(site.url + "/desk/counter/", headers={"Cookie": "sessionid=" + first})
    return [each.notes.session_after.data["visits"] for each in site.exchanges]

under_each_engine(script)

# %% [markdown] tags=["explain"]
# Under four engines the first cookie is the same key as ever, and leads to the session of today: ten. The signed cookie *is* the session of its day: two. Django's documentation warns of it (*Using cookie-based sessions*). Think of a voucher that is "used", kept in such a session.
#
# What ends a copy? This cell tries two things, her account and the time:

# %% tags=["run"]
with site.aside():
    site.keep_sessions_in("signed_cookies")
    copy, alice = log_in().cookies["sessionid"], get_user_model().objects.filter(username="alice")
    for change in ({"is_active": False}, {"is_active": True}):
        alice.update(**change)
        print(change, "-> the copy is alice:", known(copy))
    for days in (13, 2):
        site.clock.turn(days=days)
        print(days, "more days later, the copy is alice:", known(copy))

# %% [markdown] tags=["explain"]
# While her account is not active, the copy is a stranger. And it has an age: the moment of signing stands in it, and it counts for fourteen days, even after `set_expiry(300)`.
#
# A deleted account ends it too, a new password (lesson 14), and a new `SECRET_KEY`. Django has no way to end this one session alone.

# %% [markdown] tags=["predict"]
# ## How much fits into a cookie?
#
# Under `signed_cookies` whatever a view writes travels. A visitor writes a short text, then a long one under the same name.
#
# **Predict.** What does the site answer to the long one, and who keeps it?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 3. Ask: *who would notice that a write was lost?* The visitor, later. Goes wrong: "the server would say so". It sent its answer before any client has looked at the cookie.

# %% tags=["run"]
with site.aside():
    site.keep_sessions_in("signed_cookies")
    client = requests.Session()
    for text in (secrets.token_urlsafe(100), secrets.token_urlsafe(4_000)):
        answer = client.get(site.url + "/desk/session/write/", params={"key": "note", "value": text})
        print(answer.status_code, len(client.cookies["sessionid"]), "bytes in the jar")
    told = explain_cookie(site.exchanges[-1]).text

print(told[told.index("refused") :])

# %% [markdown] tags=["explain"]
# 200 both times. `requests` keeps the long one; a browser should refuse it, for it is over 4,096 bytes (6265bis, the draft of the cookie rules, §5.6). We asked Chromium: it kept the **old** cookie. The site says that all is well, and the write is lost. Other browsers were not tried; the draft asks the same of them.

# %% [markdown] tags=["predict"]
# ## What do 100,000 sessions cost?
#
# One row, then 1,000, 10,000 and 100,000, and each time a new visitor asks for the counter. This cell takes up to ten seconds: it writes all of them.
#
# **Predict** how the time of one request grows.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 4. Ask: *how do you find a word in a dictionary of 100,000?* Goes wrong: "the server searches them all". An index leads to the row; only a reader of *all* rows feels the crowd.

# %% tags=["predict"]
predict("08.many")

# %% tags=["run"]
with site.aside():
    for total in (1, 1_000, 10_000, 100_000):
        site.fill_sessions(total)
        client = requests.Session()
        for _ in range(10):
            client.get(site.url + "/desk/counter/")
        kept = sum(row.size for row in site.sessions) / 1000
        quickest = min(exchange.milliseconds for exchange in site.exchanges[-10:])
        print(f"{total:7,} stored:  {kept:7,.1f} kB at the server {'█' * round(kept / 250)}")
        print(f"{'one request:':>16} {quickest:8.1f} ms              {'▒' * round(quickest)}")

# %% [markdown] tags=["explain"]
# The first bar grows with the crowd: some 84 bytes each, keys and dates not counted. The second hardly grows: the key is the table's primary key, and an index leads to the row in a few steps.
#
# What took seconds is writing them all, and *reading them all* to add up the bytes. Rows cost storage and housekeeping, hardly time.

# %% tags=["explain"]
predict("08.many").compare()

# %% [markdown] tags=["predict"]
# ## Can two servers know the same visitor?
#
# `two_servers()` starts two processes on two ports; they need a few seconds. One database lies between them, and both have one `SECRET_KEY`.
#
# **Predict.** Alice logs in on one. Who is she on the other?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 8. Draw two boxes and one drum. Ask: *what must the two share?* The store, and the `SECRET_KEY`; and the cache, where the engine uses one. Goes wrong: "a cache" is taken for one thing. Each process has its own, unless `CACHES` names one for all.

# %% tags=["run"]
with two_servers() as (one, two):
    log_in(one.url).get(two.url + "/accounts/profile/")
    print("The second server says:", two.exchanges[-1].notes.user_after)
    picture = ladder(one.exchanges + two.exchanges)

picture

# %% [markdown] tags=["explain"]
# The last pair of arrows is the second server's: see the right edge. Cookies ignore the port, so the key came along. This server saw no password. It read the row that the first one wrote, and believed it, since both sign with one key.

# %% [markdown] tags=["predict"]
# Now take one of the two things away: first the common key, then the common database. Alice logs in on one, visits the other, and comes back.
#
# **Predict.** Who is she at the end, on the server where she logged in?

# %% tags=["run"]
for common in ("same_key", "shared"):
    with two_servers(**{common: False}) as (one, two):
        client = log_in(one.url)
        for server in (two, one):
            client.get(server.url + "/desk/hello/")
            print(f"{common}=False  {server.exchanges[-1].notes.user_after:14} rows: {len(server.sessions)}")

# %% [markdown] tags=["explain"]
# With another key, the second server finds the row and does not believe it. This page only reads, so row and cookie stay, and alice is alice again on the first. With a database of its own it finds no row, and takes the key back: she is a stranger on both.
#
# > **Key idea.** A session is where its store is. Whoever can reach the store *and* has the `SECRET_KEY` knows the visitor.

# %% [markdown] tags=["predict"]
# Database and key are common again. Now the engine uses a cache: the default one, in the memory of each process, or one for both. (`CACHES` names it: Redis or Memcached; here a folder.)
#
# Alice logs in on the first, a copy of her cookie visits the second, she logs out on the first. The cell takes some ten seconds.

# %% tags=["predict"]
predict("08.two_caches")

# %% tags=["run"]
for engine, common in (("cache", False), ("cached_db", False), ("cached_db", True)):
    with two_servers(engine=engine, shared_cache=common) as (one, two):
        client = log_in(one.url)
        copy = client.cookies["sessionid"]
        before = known(copy, two.url)
        client.post(one.url + "/accounts/logout/", data={"csrfmiddlewaretoken": client.cookies["csrftoken"]})
        after = [known(copy, server.url) for server in (one, two)]
    print(f"{engine:9} one cache: {common!s:5}  known on the second: {before!s:5}  the copy after the logout: {after}")

# %% [markdown] tags=["explain"]
# With `cache`, the second server never knew alice. With `cached_db` it found the row, and kept a copy of its own. The logout deleted the row, and not that copy: to the second server the thief is alice still. One cache for both ends that.

# %% tags=["explain"]
predict("08.two_caches").compare()

# %% [markdown] tags=["predict"]
# ## Cookies and sessions: who pays?
#
# Lines 213 and 215 of the notes say that cookies use the *server's* resources and sessions do not; <span lang="ko">엥??</span> stands behind it. Let us measure. The market has two carts: one in a cookie, one in the session.
#
# **Predict** who pays for which.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 4. Ask: *in which other trade does the customer carry the file?* A vaccination card against a hospital's records. Goes wrong: "resources" is taken for one thing. Ask: storage, or traffic?

# %% tags=["predict"]
predict("08.who_pays")

# %% tags=["run"]
goods = ["cutting-board", "tea-pot", "onggi-jar", "honey", "umbrella", "candle", "persimmons", "rice-scoop"]

def shop(cart, things):
    client = requests.Session()
    client.get(site.url + "/market/tea-pot/")
    for slug in things:
        form = {"product": slug, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
        client.post(f"{site.url}/market/{cart}/add/", data=form, allow_redirects=False)
    return client

# %% [markdown] tags=["explain"]
# `shop` gives a client with things in one of the carts. The next cell asks for twenty more pages. It counts the bytes on the `Cookie` lines, 44 of each for the CSRF token, and the bytes in the row at the server.

# %% tags=["run"]
for cart in ("cookie-cart", "session-cart"):
    for number in (1, 4, 8):
        client = shop(cart, goods[:number])
        for _ in range(20):
            client.get(site.url + "/market/")
        sent = [len(each.request.header("Cookie")) for each in site.exchanges[-20:]]
        row = site.exchanges[-1].notes.session_after
        kept = row.size if row else 0
        print(f"{cart:12} {number} things: {sent[0]:3} bytes a page, {sum(sent):5,} in all, {kept:3} at the server")

# %% [markdown] tags=["explain"]
# The cookie cart travels whole, and grows. Of the session cart 42 bytes travel; what grows is the row.
#
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 213 | <span lang="ko">쿠키는 서버의 자원을 사용(우리 컴퓨터에 저장) 엥??</span> | cookies use the server's resources (stored on our computer), what?? | **False**, and turned round. The bracket is right: the client stores them, and carries them. |
# | 215 | <span lang="ko">세션은 서버의 자원을 사용하지 않음(서버에 저장) ?잉?</span> | sessions do not use the server's resources (stored at the server), huh? | **False**, and turned round. The bracket is right, and so was the doubt. |

# %% tags=["explain"]
predict("08.who_pays").compare()

# %% [markdown] tags=["explain"]
# > **Key idea.** Somebody pays in each case. A cookie costs room at the client, and bytes on each request. A session costs room at the server, until it has expired and is swept up, and a look into the store for each page that asks.

# %% [markdown]
# ## What you now know
#
# | Engine | The data lies | SQL to read | Loses it when | A copy after logout |
# |---|---|---|---|---|
# | `db` | table | 1 | the table is lost | dead |
# | `cached_db` | table and memory | 0, while cached | the table is lost | dead, with one cache |
# | `cache` | memory | 0 | restart, clearing, a crowd | dead |
# | `file` | file | 0 | its folder is emptied | dead |
# | `signed_cookies` | cookie | 0 | over 4,096 bytes | **alive** |
#
# Take `db` until you have a reason. Then `cached_db`, with one cache for all processes.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 2. Ask: *which engine for a bank, which for a forum, which for a shop on two servers?* Any answer that names what it gives up is a good one.

# %% tags=["run"]
print("Your site keeps its sessions in", site.session_engine, "and has", len(site.sessions), "of them.")

# %% [markdown]
# ## New words
#
# | English | Korean | Meaning |
# |---|---|---|
# | session store | <span lang="ko">세션 저장소</span> | the place behind the engine, where the data lies |
# | cache | <span lang="ko">캐시</span> | a quick store that may forget at any time |
# | replay | <span lang="ko">재전송</span> | to send again what was copied earlier |

# %% [markdown]
# ## Try it in a browser
#
# Log in at `/accounts/login/`. Run `site.keep_sessions_in("signed_cookies")` in a new cell, log in again, and look at `sessionid` under *Application* or *Storage*: it begins with a full stop, and is long. Then `site.keep_sessions_in("db")`.
#
# ## Next
#
# The [exercises of this lesson](../exercises/08_where_sessions_live.ipynb), then lesson 09: a map of the auth system.
