# %% [markdown]
# # A session lives where its engine keeps it
#
# Five engines, one script. The pages look the same; the bytes lie in five different places.
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
import requests
from classroom import both_sides, ladder, open_site, predict, session_explorer, show, two_servers

site = open_site()

def log_in(url=site.url):
    client = requests.Session()
    client.get(url + "/accounts/login/")
    form = {"username": "alice", "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/accounts/login/", data=form)
    return client

site

# %% [markdown]
# `log_in()` gives a client that is alice. `known(cookie)` brings a copied cookie without any jar, and says whether the site greets alice. `under_each_engine(script)` runs a script five times, each time on a borrowed, fresh site (`site.aside()`) with another engine. Yours stays as it is.

# %% tags=["setup"]
def known(cookie):
    answer = requests.get(site.url + "/desk/hello/", headers={"Cookie": "sessionid=" + cookie})
    return "alice" in answer.text

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
# **For the instructor.** Minutes: 4. Ask: *which line of a view would you have to change for another engine?* None: `request.session` is the same dictionary in all five.

# %% tags=["run"]
def script():
    cookie = log_in().cookies["sessionid"]
    return f"{cookie[:36]:37} {len(cookie):3} bytes, and kept in: {[row.place for row in site.sessions]}"

under_each_engine(script)

# %% [markdown] tags=["explain"]
# Four cookies are keys of 32 characters, and the session lies in a table, in memory, or in a file; `cached_db` keeps it twice. The last cookie is no key, and the server has nothing. Look at that one from both sides:

# %% tags=["run"]
site.keep_sessions_in("signed_cookies")
picture = both_sides(log_in())
site.keep_sessions_in("db")

picture

# %% [markdown] tags=["explain"]
# The cookie *is* the session: alice's number, and a hash that follows from her password. Anybody who holds it can read it, for it is **signed**, not encrypted (lesson 06). Nobody can change it.
#
# So the **session store**, the place behind the engine, is here the client's own jar.

# %% [markdown] tags=["predict"]
# ## What becomes of a login when the engine changes?
#
# Alice logs in while the rows lie in the database. Then somebody sets the engine to `cache`, and alice asks for one more page.
#
# **Predict.** Who is she now? And when the engine is back at `db`?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 3. Goes wrong: "the row is gone". Nobody touched the row: the new engine looked elsewhere, and told the client to forget the key.

# %% tags=["run"]
client = log_in()
key = client.cookies["sessionid"]
site.keep_sessions_in("cache")
client.get(site.url + "/desk/hello/")
site.keep_sessions_in("db")

show(site.exchanges[-1])

# %% [markdown] tags=["explain"]
# A stranger: the cache has never heard of her key. And see *Cookies*: the answer took the key back, with an expiry in 1970. Now the engine is `db` again:

# %% tags=["run"]
client.get(site.url + "/desk/hello/")
print("sent:", [name for name, value in site.exchanges[-1].request_cookies])
print("her old key still opens the row:", known(key))

session_explorer(alice=client)

# %% [markdown] tags=["explain"]
# Her client has no key left. The row is there, an orphan, and would open for anybody who kept a copy. On a real site a change of engine is a logout for everybody, and no end of the rows.

# %% [markdown] tags=["predict"]
# ## What does one request cost?
#
# The page `/desk/counter/` reads a number from the session, adds one, and writes it back. Alice asks twenty times.
#
# **Predict** which engines need SQL for it.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 6. Ask: *is the quickest one the best one?* Goes wrong: the milliseconds are read as a law. Run the cell twice: the counts stay, the times do not.

# %% tags=["predict"]
predict("08.statements")

# %% tags=["run"]
def script():
    client = log_in()
    for _ in range(20):
        client.get(site.url + "/desk/counter/")
    sql, quickest = site.exchanges[-1].notes.statements, min(each.milliseconds for each in site.exchanges[-20:])
    kept, cookie = sum(row.size for row in site.sessions), client.cookies["sessionid"]
    return f"{len(sql)} SQL, {len(cookie):3} bytes in the cookie, {kept:3} at the server, quickest {quickest:4.1f} ms"

under_each_engine(script)

# %% [markdown] tags=["explain"]
# `db` needs three statements: `SELECT` to read, `BEGIN` and `UPDATE` to write. `cached_db` reads from memory, and writes to both. The others need no SQL at all; `signed_cookies` pays with seven times the bytes in every request.
#
# The times are those of this computer in this minute.

# %% tags=["explain"]
predict("08.statements").compare()

# %% [markdown] tags=["predict"]
# Most requests of a real site only *read* the session: who is this?
#
# **Predict.** Which engines ask the database for that?

# %% tags=["run"]
def script():
    client = requests.Session()
    client.get(site.url + "/desk/counter/")
    client.get(site.url + "/desk/session/read/?key=visits")
    return [statement.sql[:35] for statement in site.exchanges[-1].notes.statements]

under_each_engine(script)

# %% [markdown] tags=["explain"]
# Only `db`. A **cache** is a quick store that may forget; `cached_db` asks it first, and the database when it has forgotten. That is why busy sites take it: reads are free, and nothing is lost.

# %% [markdown] tags=["predict"]
# ## What does it survive?
#
# `site.restart()` stops the server and starts it again: what was in memory is lost. `site.clear_cache()` empties the cache, as an administrator may at any time.
#
# **Predict** which logins are left.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 6. Back to the board of the opening. Ask: *how would you notice it in the morning?* Goes wrong: "a restart logs everybody out". In one engine of five.

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
# Only `cache` loses alice, and it loses her both times: Django's default cache is the memory of one process. A database and files outlive the process. The signed cookie was never there.

# %% tags=["explain"]
predict("08.survives").compare()

# %% [markdown] tags=["predict"]
# There is a third accident, a happy one: a crowd. `site.fill_sessions(500)` adds sessions of other visitors until 500 are stored.
#
# **Predict.** What does it do to alice?

# %% tags=["run"]
def script():
    cookie = log_in().cookies["sessionid"]
    stored = site.fill_sessions(500)
    return f"{stored:3} stored, alice is known: {known(cookie)}"

under_each_engine(script)

# %% [markdown] tags=["explain"]
# The default cache keeps 300 entries. When it is full, it throws out what was used longest ago, and that was alice. No error, no line in a log. A real site would use Memcached or Redis, with more room, and the same habit.
#
# > **Careful.** A cache promises to be quick, not to remember. With `cache` as the engine, "logged out for no reason" is its normal behaviour.

# %% [markdown] tags=["predict"]
# ## What does a logout end?
#
# Alice logs in. Somebody copies her cookie. She logs out, and the thief brings the copy: a **replay**.
#
# **Predict** under which engines the copy still works.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 6. Let the room vote by hands for each engine. Goes wrong: people look at the jar, which is empty every time. The copy was never in it.

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
# Five empty jars. But four engines *deleted the session*, and the fifth has nothing to delete: the session is the cookie, and a copy is as good as the first. A server that keeps nothing cannot take anything back.

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
# In four of them the first cookie is the same key as ever, and leads to the session of today: ten. The signed cookie *is* the session of its day: two. Django's documentation warns of it (*Using cookie-based sessions*). Think of a voucher that is "used", kept in such a session.
#
# What ends a copy? Its age:

# %% tags=["run"]
with site.aside():
    site.keep_sessions_in("signed_cookies")
    copy = log_in().cookies["sessionid"]
    for days in (13, 2):
        site.clock.turn(days=days)
        print(days, "more days later, the copy is alice:", known(copy))

# %% [markdown] tags=["explain"]
# The signature holds the moment of signing, and after fourteen days it counts no more. Sooner than that, only a new password helps, since the hash inside no longer fits (lesson 14), or a new `SECRET_KEY`, which logs everybody out.

# %% [markdown] tags=["predict"]
# ## What do 100,000 sessions cost?
#
# One row, then 1,000, 10,000 and 100,000, and each time a new visitor asks for the counter. This cell takes up to ten seconds: it writes all of them.
#
# **Predict** how the time of one request grows.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 5. Ask: *how do you find a word in a dictionary of 100,000?* Goes wrong: "the server searches them all". An index leads to the row; only a reader of *all* rows feels the crowd.

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
# The first bar grows with the crowd: some 84 bytes each, and 8.4 MB for all, keys and dates not counted. The second stays what it was. The key is the table's primary key, so one look is enough however many lie beside it.

# %% [markdown] tags=["explain"]
# What did take seconds is writing them all, and *reading them all* to add up the bytes. `clearsessions` has to find the expired ones, and "log out all my devices" those of one user: rows cost storage and housekeeping, hardly time.

# %% tags=["explain"]
predict("08.many").compare()

# %% [markdown] tags=["predict"]
# ## Can two servers know the same visitor?
#
# One server is not enough for a busy shop. `two_servers()` starts two processes on two ports, with one database between them; they need a few seconds. Cookies ignore the port, so the jar brings its key to both.
#
# **Predict.** Alice logs in on one. Who is she on the other?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 6. Draw two boxes and one drum. Ask: *what else must the two share?* The `SECRET_KEY`: `two_servers(same_key=False)` shows a row that is found and believed by nobody.

# %% tags=["predict"]
predict("08.two_servers")

# %% tags=["run"]
with two_servers() as (one, two):
    log_in(one.url).get(two.url + "/accounts/profile/")
    print("The second server says:", two.exchanges[-1].notes.user_after)
    picture = ladder(one.exchanges + two.exchanges)

picture

# %% [markdown] tags=["explain"]
# The last pair of arrows is the second server's: the right edge of the ladder says so. It never saw a password: it read the row that the first one wrote. No memory is shared, no connection; only the store.

# %% tags=["explain"]
predict("08.two_servers").compare()

# %% [markdown] tags=["predict"]
# Now the same with a store for each. Alice logs in on one, visits the other, and comes back to the first.
#
# **Predict.** Who is she at the end, on the server where she logged in?

# %% tags=["run"]
with two_servers(shared=False) as (one, two):
    client = log_in(one.url)
    for server in (two, one):
        client.get(server.url + "/accounts/profile/", allow_redirects=False)
        print(server.exchanges[-1].request_cookies[1:], "->", server.exchanges[-1].notes.user_after)
    print("rows:", len(one.sessions), "and", len(two.sessions))
    picture = ladder(one.exchanges + two.exchanges)

picture

# %% [markdown] tags=["explain"]
# A stranger on the second, and then on the first as well: the second did not know the key and took it back, and both are one host to the jar. The row of the first is an orphan now. (`signed_cookies` needs no store, only one secret key.)
#
# > **Key idea.** A session is where its store is. Whoever can reach the store knows the visitor; whoever cannot, does not.

# %% [markdown] tags=["predict"]
# ## Cookies and sessions: who pays?
#
# Lines 213 and 215 of the notes say that cookies use the *server's* resources and sessions do not, and the author wrote <span lang="ko">엥??</span> behind it. Let us measure. The market has two carts: one in a cookie, one in the session.
#
# **Predict** who pays for which.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 5. Ask: *in which other trade does the customer carry the file?* A vaccination card against a hospital's records. Goes wrong: "resources" is taken for one thing. Ask: storage, or traffic?

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
# `shop` gives a client with things in one of the carts. The next cell asks for one more page and counts two things: the bytes on its `Cookie` line, and the bytes in its row at the server. The CSRF token takes 44 of the first, in both carts.

# %% tags=["run"]
for cart in ("cookie-cart", "session-cart"):
    for number in (1, 4, 8):
        shop(cart, goods[:number]).get(site.url + "/market/")
        last, row = site.exchanges[-1], site.exchanges[-1].notes.session_after
        up, kept = len(last.request.header("Cookie")), row.size if row else 0
        print(f"{cart:12} {number} things: {up:3} bytes travel and stay with the client, {kept:3} at the server")

# %% [markdown] tags=["explain"]
# The cookie cart travels whole, and grows; the server keeps nothing. The session cart always travels as 42 bytes, `sessionid=` and the key; what grows is the row. At four things they are even. And each further page sends the cookie again (6265bis §5.8.3):

# %% tags=["run"]
for cart in ("cookie-cart", "session-cart"):
    client = shop(cart, goods)
    for _ in range(20):
        client.get(site.url + "/market/")
    row = site.exchanges[-1].notes.session_after
    up, kept = sum(len(each.request.header("Cookie")) for each in site.exchanges[-20:]), row.size if row else 0
    print(f"{cart:12} 20 pages: {up:5,} bytes have travelled, the server keeps {kept:3}")

# %% [markdown] tags=["explain"]
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 213 | <span lang="ko">쿠키는 서버의 자원을 사용(우리 컴퓨터에 저장) 엥??</span> | cookies use the server's resources (stored on our computer), what?? | **False**, and turned round: the client stores them, and every request carries them. |
# | 215 | <span lang="ko">세션은 서버의 자원을 사용하지 않음(서버에 저장) ?잉?</span> | sessions do not use the server's resources (stored at the server), huh? | **False**, and turned round: the server stores a row for each visitor. The doubt was right. |

# %% tags=["explain"]
predict("08.who_pays").compare()

# %% [markdown] tags=["explain"]
# > **Key idea.** Somebody pays in each case. A cookie costs the client's storage and everybody's line, at every request. A session costs the server's storage and a look, until it expires and is swept up.

# %% [markdown]
# ## What you now know
#
# | Engine | The data lies | SQL to read | Loses it when | A copy after logout |
# |---|---|---|---|---|
# | `db` | in a table | 1 | never by itself | dead |
# | `cached_db` | in both | 0, while cached | never by itself | dead |
# | `cache` | in memory | 0 | restart, clearing, a crowd | dead |
# | `file` | in a file | 0 | never by itself | dead |
# | `signed_cookies` | in the cookie | 0 | never by itself | **alive** |
#
# Take `db` until you have a reason. Then `cached_db`.

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
