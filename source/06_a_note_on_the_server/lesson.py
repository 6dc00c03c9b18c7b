# %% [markdown]
# # The note stays, and a key travels
#
# A site can keep its notes itself. What it gives you then is the key to one of them.
#
# **You will be able to**
# - build sessions by hand: a dict, a random key, a cookie;
# - say when a key is given out, what travels, and what stays;
# - read what is only encoded, and say what a signature prevents.
#
# **About 40 minutes.** It puts lines 113 to 117 and 211 of the notes right.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 2. Ask: *a cloakroom gives you a ticket; what is on the ticket, and what is not?* Keep the picture through the lesson: coat, hook, ticket.

# %% tags=["setup"]
import requests
from classroom import both_sides, ladder, open_site, page, predict, session_explorer, show

site = open_site()

from django.contrib.sessions.models import Session
from django.core import signing
from django.utils.crypto import get_random_string
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

site

# %% [markdown] tags=["predict"]
# ## Can a dict remember you?
#
# Until now the note itself travelled. Turn it round: the server keeps the note, and gives away a key. You write that server: a function that takes the text of a `Cookie` line, and returns a body and the text of a `Set-Cookie` line.
#
# **Predict.** Which line knows a visitor again?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 5. Ask: *what happens if somebody brings a key that is not in the dict?* Goes wrong: people say that the function remembers. It does not: the dict does, and only for whoever brings a key.

# %% tags=["run"]
rows = {}

def answer(cookie):
    key = cookie.removeprefix("note=")
    if key not in rows:
        key = get_random_string(32)
        rows[key] = 0
    rows[key] += 1
    return f"visit {rows[key]}", f"note={key}"

# %% [markdown] tags=["predict"]
# `if key not in rows`: whoever brings a key of ours is known, everybody else gets a new one. Now be the clients. The first comes with nothing, then brings back what it was given. The second comes with nothing.
#
# **Predict** the three bodies, and how many rows there are in the end.

# %% tags=["run"]
rows.clear()
body, cookie = answer("")
print(body, "  given:", cookie)
body, cookie = answer(cookie)
print(body, "  given:", cookie)
print(answer("")[0], "  of another client")
rows

# %% [markdown] tags=["explain"]
# Visit 1, visit 2, and visit 1 of somebody else: two rows. What a server keeps for one visitor over several requests, under a key that the visitor brings back, is a **session**. No wire yet, and the idea is complete.

# %% tags=["run"]
body, cookie = answer("")
print(answer(cookie)[0])
rows.clear()
print(answer(cookie)[0])

# %% [markdown] tags=["explain"]
# The same cookie twice: visit 2, then visit 1 again, for the dict had been emptied in between. The number was never in the cookie.
#
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 113 | <span lang="ko">무상태를 상태가 있는 것처럼 유지시키는 것</span> | what makes the stateless look as if it had state | **True.** Each call got all it needs from one line and a dict. |

# %% [markdown] tags=["predict"]
# ## What does Django put on the wire?
#
# Django brings sessions with it. The desk's counter counts your visits in one. You come three times.
#
# **Predict** what travels.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 5. Goes wrong: people look for the 3 on the wire. Let them search the raw request for it. It stands in the page, and in the row, and in no cookie.

# %% tags=["predict"]
predict("06.what_travels")

# %% tags=["run"]
client = requests.Session()
for visit in range(3):
    client.get(site.url + "/desk/counter/")

ladder(site.exchanges[-3:])

# %% [markdown] tags=["explain"]
# The first answer gives `sessionid`; its value is the **session key**, *session id* in the notes. Both later requests bring it back. Each answer gives the same key again, for the number has changed, and the fourteen days begin anew.

# %% tags=["explain"]
predict("06.what_travels").compare()

# %% [markdown] tags=["predict"]
# Now the two lines, byte by byte: the one of your function, and the one of Django.
#
# **Predict.** What has Django added?

# %% tags=["run"]
print("yours:   note=" + get_random_string(32))
print("Django's:", site.exchanges[-1].response.header("set-cookie"))

# %% [markdown] tags=["explain"]
# Another name, and attributes that you know from lesson 05. The value comes from the function that you used, `get_random_string`; Django asks it for small letters and digits alone. And where is the number of visits?

# %% tags=["run"]
both_sides(client)

# %% [markdown] tags=["explain"]
# On the right: in a **session row** of the table `django_session`, under the same 32 characters. That table is your dict.
#
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 211 | <span lang="ko">쿠키안쪽에 세션 아이디가 있음</span> | the session id is inside the cookie | **True.** With Django's default settings it is the cookie's whole value. |
#
# > **Key idea.** The key travels, the data stays. That limits the damage (RFC 6265 §8.4): a key that leaks is of use with this server alone, and the data is not in it.

# %% [markdown] tags=["predict"]
# ## When do you get a key?
#
# A new client visits four pages: a greeting, one that leaves the session alone, one that *reads* a value from it, and one that *writes* one.
#
# **Predict.** From which visit on does the client hold a `sessionid`?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 4. Ask: *why would a site not give a key to everybody at once?* A row for each passing robot. Goes wrong: "connecting" is taken for an event that Django sees. It sees requests.

# %% tags=["predict"]
predict("06.when")

# %% tags=["run"]
client = requests.Session()
before = len(site.sessions)
for path in ("hello/", "session/untouched/", "session/read/?key=towel", "session/write/?key=towel&value=blue"):
    client.get(site.url + "/desk/" + path)
    print(f"{path:38}", list(client.cookies.keys()), "new rows:", len(site.sessions) - before)

# %% [markdown] tags=["explain"]
# Three visits, no key and no row. Only the view that **wrote** made both. As it comes, Django saves a session, and sends its key, when something in it was changed. Lesson 07 follows that rule to its ends.

# %% tags=["explain"]
predict("06.when").compare()

# %% [markdown] tags=["explain"]
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 115 | <span lang="ko">클라이언트가 서버에 접속하면 서버가 특정 session id를 발급하고</span> … | when a client connects, the server issues a session id; the client keeps it in a cookie, and the server looks it up at each request | **Half true.** Kept, sent and looked up: yes. Issued on connecting: no. As Django comes, on the first *write*. |

# %% [markdown] tags=["predict"]
# ## Who can read a row?
#
# Look at the row as it lies in the database. Django's model of that table has the name `Session` too: it is a row at the server, and no relative of `requests.Session`, which is a client with a jar.
#
# **Predict.** Will you find the word *blue* in it?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 5. Ask: *who can see this table at a company?* Whoever has a backup of it, for example. Goes wrong: what looks like nonsense is taken for a secret.

# %% tags=["run"]
client = requests.Session()
client.get(site.url + "/desk/session/write/?key=towel&value=blue")

Session.objects.filter(session_key=client.cookies["sessionid"]).values().get()

# %% [markdown] tags=["predict"]
# Three columns: the key, the data, and an end. No *blue* to be seen: the data looks scrambled. It has three parts, with colons between them.
#
# **Predict.** What can somebody read who has this text, and no secret of the server?

# %% tags=["predict"]
predict("06.read_row")

# %% tags=["run"]
row = Session.objects.get(session_key=client.cookies["sessionid"])
payload, moment, signature = row.session_data.split(":")

urlsafe_base64_decode(payload)

# %% [markdown] tags=["explain"]
# All of it. The first part is JSON in **base64**, which writes any bytes with 64 harmless characters. That is an **encoding**: another alphabet, and no secret (RFC 4648 §12). **Encryption** would need a key to read.

# %% tags=["explain"]
predict("06.read_row").compare()

# %% [markdown] tags=["explain"]
# Where compressing makes the data shorter, Django compresses it first, and puts a full stop in front. `get_decoded` undoes it all. But first it checks the third part; if that does not fit, the session counts as empty:

# %% tags=["run"]
client.get(site.url + "/desk/session/write/", params={"key": "towel", "value": "blue " * 20})
row.refresh_from_db()
print(row.session_data)

torn = Session(session_data=row.session_data + "x")
print("read:", row.get_decoded())
print("torn:", torn.get_decoded())

# %% [markdown] tags=["predict"]
# ## Which cart can you forge?
#
# The market has two carts, one in a cookie and one in a session. You write two `Cookie` lines by hand: one with a cart that you never filled, one with a session key that you made up.
#
# **Predict** what each of the two pages shows.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 5. Ask: *why is no price in the cookie cart?* Goes wrong: "the session cart is safe because it is hidden". It is safe because there is nothing of it at the client to be written.

# %% tags=["predict"]
predict("06.forged")

# %% tags=["run"]
forged = "cart=cutting-board.cutting-board.tea-pot"

page(requests.get(site.url + "/market/cookie-cart/", headers={"Cookie": forged}))

# %% [markdown] tags=["explain"]
# Two boards and a tea pot. The server never gave that cookie, and believes it: it kept nothing to compare it with. It looked up the prices itself, which is wise.

# %% tags=["run"]
made_up = "sessionid=" + "a" * 32
requests.get(site.url + "/market/session-cart/", headers={"Cookie": made_up})

show(site.exchanges[-1])

# %% [markdown] tags=["explain"]
# An empty cart. No row has that key, and the answer even takes the cookie back: `Max-Age=0`. To forge this cart you would have to write into the server's table.

# %% tags=["explain"]
predict("06.forged").compare()

# %% [markdown] tags=["predict"]
# That page only read. The counter writes, so it needs a row.
#
# **Predict.** Will your made-up key become the key of that row?

# %% tags=["run"]
made_up = "sessionid=" + "a" * 32
requests.get(site.url + "/desk/counter/", headers={"Cookie": made_up})

print("sent: ", made_up)
print("given:", site.exchanges[-1].response.header("set-cookie")[:42])

# %% [markdown] tags=["explain"]
# No. You get a new one, as from your own function: a key that is not in `rows` is not taken up. **The server alone names its rows.**
#
# > **Careful.** A key that *exists* is another matter. Whoever copies yours has your session (lesson 03). And whoever gets a key by a visit of their own could plant *that* with you; so a login gives you a new key (lesson 11).

# %% [markdown] tags=["predict"]
# ## Can you guess a key?
#
# So a forger needs a key that exists. Some shop numbers its visitors and gives out the number. You were given 1043.
#
# **Predict.** How many tries do you need for somebody else's cart?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 4. Ask: *is a longer number safer than a shorter one?* Goes wrong: length is taken for chance. A counter with 32 digits is still a counter.

# %% tags=["run"]
rows = {"1041": "tea pot", "1042": "candle", "1043": "umbrella, yours"}

for guess in range(1040, 1044):
    print(guess, rows.get(str(guess)))

# %% [markdown] tags=["predict"]
# One: 1042, the number before yours. Django's key has 32 places, and 36 characters for each. Say that a million sessions are alive, and you try a million keys a second.
#
# **Predict.** How many years, until one of them fits?

# %% tags=["run"]
keys = 36**32
seconds = keys / 1_000_000 / 1_000_000

print(f"{keys:.0e} keys, {seconds / 3600 / 24 / 365:.0e} years")

# %% [markdown] tags=["explain"]
# A two with thirty zeros. Guessing is hopeless *because the key is random*: `get_random_string` asks the operating system for chance (`secrets`), not a formula that can be run again.

# %% [markdown] tags=["predict"]
# ## What does a signature hide?
#
# There is a way to let data travel and still trust it. `signing.dumps` makes a text that a site may give to a client, in a cookie for example.
#
# **Predict.** Can the client read it? Can it change the price?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 5. Ask: *a letter in a glass box with a wax seal: what is safe?* Goes wrong: "signed, so it is secret". Let them decode a neighbour's note.

# %% tags=["predict"]
predict("06.signed")

# %% tags=["run"]
note = signing.dumps({"product": "cutting-board", "price": 28000})
print(note)

payload = note.split(":")[0]
urlsafe_base64_decode(payload)

# %% [markdown] tags=["explain"]
# You read it without any key. It is built like the row: payload, moment, and a **signature**, computed from the other two and the site's `SECRET_KEY`. Now make the board cheaper, and let the site read it:

# %% tags=["run", "raises-exception"]
payload = note.split(":")[0]
cheaper = urlsafe_base64_encode(b'{"product":"cutting-board","price":1}')

signing.loads(note.replace(payload, cheaper))

# %% [markdown] tags=["explain"]
# `BadSignature`. You could write a new price, and not the signature that belongs to it.
#
# > **Key idea.** Signed is not encrypted. A signature shows that something was changed. It hides nothing, and it does not stop a copy.

# %% tags=["explain"]
predict("06.signed").compare()

# %% [markdown] tags=["predict"]
# ## Does only the key ever travel?
#
# Where Django keeps sessions is a setting, the **session engine**. One engine is called `signed_cookies`. This cell switches to it, visits one page, and switches back.
#
# **Predict.** What will be in the cookie?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 3. Ask: *what can this server not do any more?* Forget you. Lesson 08 logs out under this engine, and comes back.

# %% tags=["run"]
before = Session.objects.count()
site.keep_sessions_in("signed_cookies")
client = requests.Session()
client.get(site.url + "/desk/session/write/?key=towel&value=blue")
given = client.cookies["sessionid"]
site.keep_sessions_in("db")

print(given, " new rows:", Session.objects.count() - before)
urlsafe_base64_decode(given.split(":")[0])

# %% [markdown] tags=["explain"]
# The whole session, signed and readable, and no new row.
#
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 117 | <span lang="ko">쿠키에는 ID만 저장함 key만 저장하는거! 값은 서버가 저장하고 있음</span> | the cookie has only the id, the server keeps the values | **Half true.** True of Django as it comes, and of all its engines but this one. |

# %% [markdown]
# ## What you now know
#
# - As Django comes, a session is a row at the server, and a key that travels.
# - The key is given on the first write. Django takes up none that it did not make.
# - A row is encoded and signed: whoever has it can read it.
# - What the client holds, the client can write. A signature shows that it did.
#
# Two clients, all rows, and who holds which key:

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 2. Ask: *coat, hook, ticket: which is which in this picture?* Rows without a holder are orphans, from the cells above.

# %% tags=["run"]
mina, jun = requests.Session(), requests.Session()
mina.get(site.url + "/desk/counter/")
jun.get(site.url + "/desk/session/write/?key=towel&value=blue")

session_explorer(mina=mina, jun=jun)

# %% [markdown]
# ## New words
#
# | English | Korean | Meaning |
# |---|---|---|
# | session | <span lang="ko">세션</span> | what a server keeps for one visitor over several requests |
# | session row | <span lang="ko">세션 행</span> | one session in the table `django_session` |
# | session engine | <span lang="ko">세션 엔진</span> | the part of Django that keeps sessions somewhere |
# | encoding | <span lang="ko">인코딩</span> | the same in another alphabet; anybody can undo it |
# | encryption | <span lang="ko">암호화</span> | unreadable without a key |
# | signature | <span lang="ko">서명</span> | a text that shows whether something was changed |

# %% [markdown]
# ## Try it in a browser
#
# Open `/desk/counter/`, and reload twice. Press F12, find *Application* or *Storage*, then *Cookies*: change one letter of `sessionid` and reload. What number do you see, and what stands in the cookie now?
#
# ## Next
#
# The [exercises of this lesson](../exercises/06_a_note_on_the_server.ipynb), then lesson 07: the life of a session.
