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
from classroom import both_sides, ladder, open_site, predict, show, two_servers

site = open_site()

def log_in(client, url=site.url):
    client.get(url + "/accounts/login/")
    form = {"username": "alice", "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/accounts/login/", data=form)

site

# %% [markdown]
# `log_in(client)` makes the client alice. `known(key)` brings a copied key from nowhere, without a jar, and says whether the site greets alice. That is the script; what changes is the engine below it.

# %% tags=["setup"]
engines = ["db", "cached_db", "cache", "file", "signed_cookies"]

def known(key):
    answer = requests.get(site.url + "/desk/hello/", headers={"Cookie": "sessionid=" + key})
    return "alice" in answer.text

# %% [markdown] tags=["predict"]
# ## Where is the data?
#
# A **session engine** is the part of Django that keeps sessions. It is one setting, `SESSION_ENGINE`, and here you switch it while the site runs. `with site.aside():` borrows a fresh site, and gives yours back, engine and all.
#
# **Predict.** In which of the five does the cookie *not* hold a key?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 4. Ask: *which line of a view would you have to change for another engine?* None: `request.session` is the same dictionary in all five.

# %% tags=["run"]
for engine in engines:
    with site.aside():
        site.keep_sessions_in(engine)
        client = requests.Session()
        log_in(client)
        print(f"{engine:15} {client.cookies['sessionid'][:36]:37}", [row.place for row in site.sessions])

# %% [markdown] tags=["explain"]
# Four cookies are keys of 32 characters, and the session lies in a table, in memory, or in a file; `cached_db` keeps it twice. The last cookie is no key, and the server has nothing. Look at that one from both sides:

# %% tags=["run"]
client = requests.Session()
site.keep_sessions_in("signed_cookies")
log_in(client)
picture = both_sides(client)
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
client = requests.Session()
log_in(client)
key = client.cookies["sessionid"]
site.keep_sessions_in("cache")
client.get(site.url + "/desk/hello/")
site.keep_sessions_in("db")

show(site.exchanges[-1])

# %% [markdown] tags=["explain"]
# A stranger: the cache has never heard of her key. And see *Cookies*: the answer took the key back, with an expiry in 1970. Now the engine is `db` again:

# %% tags=["run"]
client.get(site.url + "/desk/hello/")
print("sent:", site.exchanges[-1].request_cookies)
print("her old key still opens the row:", known(key))

# %% [markdown] tags=["explain"]
# Her client has no key left, although the row is there, and would open for anybody who kept a copy. On a real site a change of engine is a logout for everybody, and no end of the rows.

# %% [markdown] tags=["predict"]
# ## What does one request cost?
#
# The page `/desk/counter/` reads a number from the session, adds one, and writes it back. Alice asks twenty times.
#
# **Predict** how many SQL statements one of these requests needs.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 6. Ask: *is the quickest one the best one?* Goes wrong: the milliseconds are read as a law. Run the cell twice: the counts stay, the times do not.

# %% tags=["predict"]
predict("08.statements")

# %% tags=["run"]
print("                SQL  in the cookie  at the server  quickest of 20")
for engine in engines:
    with site.aside():
        site.keep_sessions_in(engine)
        client = requests.Session()
        log_in(client)
        times = [client.get(site.url + "/desk/counter/") and site.exchanges[-1].milliseconds for _ in range(20)]
        sql, kept = len(site.exchanges[-1].notes.statements), sum(row.size for row in site.sessions)
        print(f"{engine:15} {sql:3} {len(client.cookies['sessionid']):9} bytes {kept:8} bytes {min(times):9.1f} ms")

# %% [markdown] tags=["explain"]
# `db` needs three statements: `SELECT` to read, `BEGIN` and `UPDATE` to write. `cached_db` reads from memory, and writes to both. The others need no SQL at all; `signed_cookies` pays with seven times the bytes in every request.
#
# The times are those of this computer in this minute.

# %% tags=["explain"]
predict("08.statements").compare()

# %% [markdown] tags=["predict"]
# Most requests of a real site only *read* the session: who is this? Here the database has one `SELECT` in the first line at most.
#
# **Predict.** Which engines ask the database for a read?

# %% tags=["run"]
for engine in engines:
    with site.aside():
        site.keep_sessions_in(engine)
        client = requests.Session()
        client.get(site.url + "/desk/counter/")
        client.get(site.url + "/desk/session/read/?key=visits")
        print(f"{engine:15}", [each.sql[:35] for each in site.exchanges[-1].notes.statements])

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
for engine in engines:
    for accident in (site.restart, site.clear_cache):
        with site.aside():
            site.keep_sessions_in(engine)
            client = requests.Session()
            log_in(client)
            accident()
            print(f"{engine:15} {accident.__name__:12} alice is known: {known(client.cookies['sessionid'])}")

# %% [markdown] tags=["explain"]
# Only `cache` loses alice, and it loses her both times: Django's default cache is the memory of one process. A database and files outlive the process. The signed cookie was never there.

# %% tags=["explain"]
predict("08.survives").compare()

# %% [markdown] tags=["predict"]
# There is a third accident, a happy one: a crowd. `site.fill_sessions(500)` adds sessions of other visitors until 500 are stored.
#
# **Predict.** What does it do to alice?

# %% tags=["run"]
for engine in engines:
    with site.aside():
        site.keep_sessions_in(engine)
        client = requests.Session()
        log_in(client)
        stored = site.fill_sessions(500)
        print(f"{engine:15} {stored:3} stored, alice is known: {known(client.cookies['sessionid'])}")

# %% [markdown] tags=["explain"]
# The default cache keeps 300 entries. When it is full, it throws out what was used longest ago, and that was alice. No error, no line in a log.
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
for engine in engines:
    with site.aside():
        site.keep_sessions_in(engine)
        client = requests.Session()
        log_in(client)
        copy = client.cookies["sessionid"]
        client.post(site.url + "/accounts/logout/", data={"csrfmiddlewaretoken": client.cookies["csrftoken"]})
        print(f"{engine:15} jar: {client.cookies.get('sessionid')}  the copy is alice: {known(copy)}")

# %% [markdown] tags=["explain"]
# Five empty jars. But four engines *deleted the session*, and the fifth has nothing to delete: the session is the cookie, and a copy is as good as the first. A server that keeps nothing cannot take anything back.

# %% tags=["explain"]
predict("08.logout").compare()

# %% [markdown] tags=["predict"]
# Replay does more than undo a logout. A client keeps its first cookie, asks for the counter eight more times, and then sends the *first* cookie again.
#
# **Predict.** What does the counter say?

# %% tags=["run"]
for engine in ("db", "signed_cookies"):
    with site.aside():
        site.keep_sessions_in(engine)
        client = requests.Session()
        client.get(site.url + "/desk/counter/")
        first = client.cookies["sessionid"]
        visits = [client.get(site.url + "/desk/counter/") for _ in range(8)]
        requests.get(site.url + "/desk/counter/", headers={"Cookie": "sessionid=" + first})
        print(engine, [each.notes.session_after.data["visits"] for each in site.exchanges])

# %% [markdown] tags=["explain"]
# With `db` the first key leads to today's row: ten. The signed cookie leads to the day on which it was written: two. Think of a voucher that is "used", or of five attempts at a password, kept in such a session.
#
# What ends a copy? Its age:

# %% tags=["run"]
with site.aside():
    site.keep_sessions_in("signed_cookies")
    client = requests.Session()
    log_in(client)
    for days in (13, 2):
        site.clock.turn(days=days)
        print(days, "days later:", known(client.cookies["sessionid"]))

# %% [markdown] tags=["explain"]
# The signature holds the moment of signing, and after fourteen days it counts no more. Sooner than that, only a new password helps: the hash inside would no longer fit (lesson 14).

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
        times = [client.get(site.url + "/desk/counter/") and site.exchanges[-1].milliseconds for _ in range(10)]
        kept = sum(row.size for row in site.sessions) / 1000
        print(f"{total:7,} sessions {kept:8,.1f} kB at the server {'█' * round(kept / 250)}")
        print(f"{'one request':>16} {min(times):8.1f} ms               {'▒' * round(min(times))}")

# %% [markdown] tags=["explain"]
# The first bar grows with the crowd: some 84 bytes each, and 8.4 MB for all, keys and dates not counted. The second stays what it was. The key is the table's primary key, so one look is enough however many lie beside it.

# %% [markdown] tags=["explain"]
# What did take seconds is *reading all of them*, which this cell did to add up the bytes. `clearsessions` has to find the expired ones, and "log out all my devices" those of one user: rows cost storage and housekeeping, hardly time.

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
    client = requests.Session()
    log_in(client, one.url)
    client.get(two.url + "/accounts/profile/")
    print("The second server says:", two.exchanges[-1].notes.user_after)
    picture = ladder(one.exchanges + two.exchanges)

picture

# %% [markdown] tags=["explain"]
# The last pair of arrows is the second server's. It never saw a password: it read the row that the first one wrote. No memory is shared, no connection; only the store.

# %% tags=["explain"]
predict("08.two_servers").compare()

# %% [markdown] tags=["predict"]
# Now the same with a store for each. Alice logs in on one, visits the other, and comes back to the first.
#
# **Predict.** Who is she at the end, on the server where she logged in?

# %% tags=["run"]
with two_servers(shared=False) as (one, two):
    client = requests.Session()
    log_in(client, one.url)
    for server in (two, one):
        client.get(server.url + "/accounts/profile/", allow_redirects=False)
        print(server.exchanges[-1].request_cookies[1:], "->", server.exchanges[-1].notes.user_after)
    print("rows:", len(one.sessions), "and", len(two.sessions))
    picture = ladder(sorted(one.exchanges + two.exchanges, key=lambda exchange: exchange.started))

picture

# %% [markdown] tags=["explain"]
# A stranger on the second, and then a stranger on the first as well. The second did not know the key and took it back; both are one host to the jar. The row of the first is an orphan now.

# %% [markdown] tags=["explain"]
# So `db` and `cached_db` need one database, `file` one shared folder, `cache` one cache server in place of memory. `signed_cookies` needs no store at all, only one secret key.
#
# > **Key idea.** A session is where its store is. Whoever can reach the store knows the visitor; whoever cannot, does not.

# %% [markdown] tags=["predict"]
# ## Cookies and sessions: who pays?
#
# Lines 213 and 215 of the notes say that cookies use the *server's* resources and sessions do not, and the author wrote <span lang="ko">엥??</span> behind it. Let us measure. The market has two carts: one in a cookie, one in the session.
#
# **Predict** where the bytes lie.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 5. Ask: *in which other trade does the customer carry the file?* A vaccination card against a hospital's records. Goes wrong: "resources" is taken for one thing. Ask: storage, or traffic?

# %% tags=["predict"]
predict("08.who_pays")

# %% tags=["run"]
goods = ["cutting-board", "tea-pot", "onggi-jar", "honey", "umbrella", "candle", "persimmons", "rice-scoop"]

def fill(client, cart, things):
    client.get(site.url + "/market/tea-pot/")
    for slug in things:
        form = {"product": slug, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
        client.post(f"{site.url}/market/{cart}/add/", data=form, allow_redirects=False)

# %% [markdown] tags=["explain"]
# `fill` puts things into either cart. The next cell does it with one, four and eight things, and counts for the page after that: bytes of cookie that travelled, and bytes that the server keeps. The CSRF token is the same in both, and left out.

# %% tags=["run"]
for cart in ("cookie-cart", "session-cart"):
    for number in (1, 4, 8):
        client = requests.Session()
        fill(client, cart, goods[:number])
        client.get(site.url + "/market/")
        last, row = site.exchanges[-1], site.exchanges[-1].notes.session_after
        up = sum(len(name + "=" + value) for name, value in last.request_cookies if name != "csrftoken")
        print(f"{cart:13} {number} things: {up:3} bytes travel, {row.size if row else 0:3} bytes at the server")

# %% [markdown] tags=["explain"]
# The cookie cart travels whole, and grows; the server keeps nothing. The session cart always travels as 42 bytes, `sessionid=` and the key; what grows is the row. And each further page sends the cookie again:

# %% tags=["run"]
for cart in ("cookie-cart", "session-cart"):
    client = requests.Session()
    fill(client, cart, goods)
    pages = [client.get(site.url + "/market/") for _ in range(20)]
    last, row = site.exchanges[-1], site.exchanges[-1].notes.session_after
    up = sum(len(name + "=" + value) for name, value in last.request_cookies if name != "csrftoken")
    print(f"{cart:13} 20 pages: {20 * up:5} bytes travelled. Kept by the client {up:3}, by the server {row.size if row else 0:3}")

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
# | session engine | <span lang="ko">세션 엔진</span> | the part of Django that keeps sessions; one setting |
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
