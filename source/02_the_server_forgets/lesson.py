# %% [markdown]
# # The server forgets
#
# You stay logged in all day, through a hundred requests. What carries you from one to the next?
#
# **You will be able to**
# - tell three things apart: a connection, a `Session` object, a login;
# - prove on the wire what a connection tells the server about you;
# - say what people tried before cookies, and where each attempt breaks.
#
# **About 40 minutes.** It puts lines 43 to 57, 217 and 219 of the notes right.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 3. Ask: *you stay logged in all day; what is it that stays?* Collect the answers on the board and come back to them at the end. Goes wrong: connection, session and login are used as one word. Each time, ask which of the three is meant.

# %% tags=["setup"]
import http.client
import re
import socket

import requests
from classroom import both_sides, ladder, open_site, page, predict, show

site = open_site()
site

# %% [markdown]
# Some experiments need somebody who is logged in. The next cell is given: it fills in the login form (lesson 11) and hands back one header, `Cookie`. Until lesson 03, take it as *a text that the client sends*. The password is a fake one.

# %% tags=["setup"]
def log_in(name):
    client = requests.Session()
    token = client.get(site.url + "/accounts/login/").cookies["csrftoken"]
    form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": token}
    client.post(site.url + "/accounts/login/", data=form)
    return {"Cookie": "sessionid=" + client.cookies["sessionid"]}

# %% [markdown] tags=["predict"]
# ## Does the server hang up after each answer?
#
# A **connection** joins two programs, as a telephone call joins two people. Requests and answers travel on it. The notes say that the server hangs up after each answer. Ask for three pages, one after the other.
#
# **Predict** how many connections the server will count.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 6. Ask: *how would you notice that somebody hung up?* Goes wrong: the numbers at the left edge are read as numbers of requests. They count connections.

# %% tags=["predict"]
predict("02.hang_up")

# %% tags=["run"]
client = requests.Session()
for path in ("/desk/hello/", "/desk/echo/", "/desk/cookies/"):
    client.get(site.url + path)

ladder(site.exchanges[-3:])

# %% [markdown] tags=["explain"]
# Read the left edge: one connection number stands beside all three exchanges. Neither side hung up. Since HTTP/1.1, connections are **persistent**: they stay open until one side ends them (RFC 9112 §9.3).

# %% tags=["explain"]
predict("02.hang_up").compare()

# %% [markdown] tags=["explain"]
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 43 | <span lang="ko">비연결지향 서버는 요청에 대한 응답을 보낸 후 클라이언트랑 연결을 끊음</span> | connectionless: after the answer, the server cuts the connection | **False.** Three answers came on one. |
#
# The notes go on: we think that we see a page because we are connected. **Predict.** If you hang up, is there still a page to see?

# %% tags=["run"]
client = requests.Session()
answer = client.get(site.url + "/desk/hello/")
client.close()
print("Connection:", site.exchanges[-1].request.header("Connection"))

page(answer)

# %% [markdown] tags=["explain"]
# All of it. A page that has arrived needs no connection to be read.
#
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 45 | … <span lang="ko">우리랑 네이버가 연결이 되어있구나!</span> … | one may think: we are connected to Naver | **Half true.** Often one is; it means less than one thinks. |
# | 47 | … <span lang="ko">사실 이건 불가능해</span> | seeing a page because we are connected: impossible | **Half true.** No connection is needed; one may be there. |
# | 49 | … <span lang="ko">서로 손을 잡고 있는게 아니야</span> | not holding hands | **Half true.** They may be, and nothing follows from it. |

# %% [markdown] tags=["predict"]
# ## Who hangs up, then?
#
# Either side may, at any time (RFC 9112 §9.5). The client of the last cell had said `keep-alive`, and hung up all the same. It is politer to say so before, with the header `Connection: close`. Here is the first experiment with this header on every request.
#
# **Predict.** How many connections now? And will a request fail?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 3. Ask: *why is it worth keeping a connection at all?* Goes wrong: people expect an error when a connection is gone. `requests` opens the next one without a word.

# %% tags=["run"]
client = requests.Session()
for path in ("/desk/hello/", "/desk/echo/", "/desk/cookies/"):
    client.get(site.url + path, headers={"Connection": "close"})

ladder(site.exchanges[-3:])

# %% [markdown] tags=["explain"]
# Three, and none failed. When a connection was gone, the `Session` object opened another one and said nothing about it.

# %% [markdown] tags=["predict"]
# Now speak an older version yourself, HTTP/1.0: through a raw socket, and with no `Connection` header. `read()` waits until the other side hangs up, five seconds at most.
#
# **Predict.** Will the server hang up?

# %% tags=["run"]
port = int(site.url.rpartition(":")[2])
wire = socket.create_connection(("127.0.0.1", port), timeout=5)
wire.sendall(b"GET /desk/echo/ HTTP/1.0\r\n\r\n")
answer = wire.makefile("rb").read()
wire.close()

print(answer.partition(b"\r\n\r\n")[0].decode())

# %% [markdown] tags=["explain"]
# It does, and announces it with `Connection: close` (RFC 9112 §9.6). So line 43 tells of HTTP/1.0: one answer, one connection, unless both sides agreed on more. HTTP/1.1 keeps the connection to save time, and not to know you.

# %% [markdown] tags=["predict"]
# ## Does the connection remember who you are?
#
# Four requests travel on one connection: alice's, one without a `Cookie` header, bob's, and alice's again. `http.client` of the standard library keeps a connection, and nothing else.
#
# **Predict** whom the server finds. (Who is not logged in is `AnonymousUser` to Django.)

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 6. This is the cell of the lesson. Let two learners play it first: one is the server and sits with the back to the room, the other passes slips of paper over the shoulder, some with a name on them. Ask: *who is asking?* Goes wrong: people want to remember the last slip. Only this one tells.

# %% tags=["predict"]
predict("02.one_connection")

# %% tags=["run"]
alice, bob = log_in("alice"), log_in("bob")
connection = http.client.HTTPConnection(site.url.removeprefix("http://"))
for headers in (alice, {}, bob, alice):
    connection.request("GET", "/desk/hello/", headers=headers)
    connection.getresponse().read()
connection.close()

# The connection of each request, and the user whom the server found:
print([(each.connection, each.notes.user_after) for each in site.exchanges[-4:]])
ladder(site.exchanges[-4:])

# %% [markdown] tags=["explain"]
# One connection number, and alice, `AnonymousUser`, bob, alice. The requests differ in the `Cookie` header alone.
#
# > **Key idea.** HTTP is **stateless** (RFC 9110 §3.3): what a request *means* can be understood from it alone. What came before it on the same connection plays no part.

# %% tags=["explain"]
predict("02.one_connection").compare()

# %% [markdown] tags=["explain"]
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 51 | <span lang="ko">무상태 연결을 끊는 순간</span> … <span lang="ko">상태가 유지되지 않음</span> | stateless: state is lost when the connection is cut | **False.** Nothing was cut, and still the second request had no user. |
# | 53 | <span lang="ko">서로 완전히 독립적임</span> | completely independent | **True** of requests. |
#
# A **proxy** passes on the requests of many people, and may use one connection for all. So a server must not take a connection for a person, unless it is encrypted and one client's alone (RFC 9110 §3.3).

# %% [markdown] tags=["predict"]
# ## Does a new connection lose your login?
#
# Now turn it round: one user, three connections. Each `requests.get` opens one and closes it. Each time it sends alice's text.
#
# **Predict** who asks, the third time.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 3. Ask: *where was the login, while no connection was open?* Goes wrong: *still connected* is said for *still logged in*.

# %% tags=["predict"]
predict("02.new_connection")

# %% tags=["run"]
alice = log_in("alice")
for visit in range(3):
    requests.get(site.url + "/accounts/profile/", headers=alice)

[(each.connection, each.notes.user_after) for each in site.exchanges[-3:]]

# %% [markdown] tags=["explain"]
# Three connections, one alice. Her login did not go with the first connection, since it never was in there.

# %% tags=["explain"]
predict("02.new_connection").compare()

# %% [markdown] tags=["explain"]
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 55 | <span lang="ko">근데 로그인 상태는 유지 됨</span> | and yet the login is kept | **True.** The client sends its text again each time. |
#
# And the server? It has written down *whose text that is* (lesson 06). HTTP forgets; a site may remember. To find what it knows of you, it needs something in your request.

# %% [markdown] tags=["predict"]
# ## Is a Session object a connection?
#
# `/desk/counter/` counts your visits. Visit it with `requests.get` twice, then with one `Session` object twice.
#
# **Predict** the four numbers that the pages show.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 5. Ask: *if you could keep only one of the two, which?* Goes wrong: the `Session` object is taken for the server's session. Point: this one is left, that one is right.

# %% tags=["run"]
client = requests.Session()
for get in (requests.get, requests.get, client.get, client.get):
    get(site.url + "/desk/counter/")

# The number that the server wrote down at each visit:
print([each.notes.session_after.data["visits"] for each in site.exchanges[-4:]])
ladder(site.exchanges[-4:])

# %% [markdown] tags=["explain"]
# 1, 1, 1, 2. The last two visits share a connection, *and* a text that came down and went up again. A `Session` object keeps both: open connections, and a **jar** for such texts. Which of the two makes the count go on?

# %% [markdown] tags=["predict"]
# Take one of them away. `close()` closes the connections of a `Session` object.
#
# **Predict** what the third visit finds.

# %% tags=["predict"]
predict("02.closed_session")

# %% tags=["run"]
client = requests.Session()
client.get(site.url + "/desk/counter/")
client.get(site.url + "/desk/counter/")
client.close()
client.get(site.url + "/desk/counter/")

print([each.notes.session_after.data["visits"] for each in site.exchanges[-3:]])
second, third = site.exchanges[-2:]
print("The second and the third request have the same bytes:", second.request.head == third.request.head)
ladder(site.exchanges[-3:])

# %% [markdown] tags=["explain"]
# The count goes on to 3, on a new connection: look at the left edge. `close()` left the jar as it was.
#
# And the same bytes were answered with 2, then with 3. They *meant* the same, *count one more for this text*. The answer depends on what the server keeps, too.

# %% tags=["explain"]
predict("02.closed_session").compare()

# %% [markdown] tags=["predict"]
# Now take away the other one: keep the connection, and empty the jar. (`site.reset()` sets the site back, so that you see these visits alone.)
#
# **Predict** what the third visit finds now.

# %% tags=["run"]
site.reset()
client = requests.Session()
client.get(site.url + "/desk/counter/")
client.get(site.url + "/desk/counter/")
client.cookies.clear()
client.get(site.url + "/desk/counter/")

print([(each.connection, each.notes.session_after.data["visits"]) for each in site.exchanges])
both_sides(client)

# %% [markdown] tags=["explain"]
# It counts 1, though the connection stayed open. The server keeps each count in a **row**, a line of a table. The row with the old 2 is still there, but its text was not brought.
#
# > **Careful.** Two things are called session. The `Session` object is a client. *The server's session* is such a row, on the right. A connection is neither.

# %% [markdown] tags=["predict"]
# ## Could the address carry your name?
#
# So each request must tell who asks. Before cookies came, in 1994, people tried three places. The first is the address: wherever Mina goes, it ends in `?visitor=mina`. She sends one to Jun.
#
# **Predict** whom the server sees.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 4. Ask: *what have you ever sent to a friend that was meant for you alone?* Goes wrong: people say that they never copy an address. They do, to share a page.

# %% tags=["predict"]
predict("02.copied_link")

# %% tags=["run"]
address = site.url + "/desk/echo/?visitor=mina"
mina, jun = requests.Session(), requests.Session()
print("mina asks:", mina.get(address).json()["query"])
print("jun asks: ", jun.get(address).json()["query"])

ladder(site.exchanges[-2:])

# %% [markdown] tags=["explain"]
# `/desk/echo/` shows the request as the server received it. Two people, and twice the server is told *mina*. Addresses are made to be passed on; they lie in bookmarks, histories and server logs.

# %% tags=["explain"]
predict("02.copied_link").compare()

# %% [markdown] tags=["predict"]
# There is a second weakness. One page of the site sends visitors on to `/desk/echo/`, and its author forgot about the name.
#
# **Predict** the address at which Mina ends up.

# %% tags=["run"]
answer = requests.get(site.url + "/desk/redirect/?to=/desk/echo/&visitor=mina")

answer.url.removeprefix(site.url)

# %% [markdown] tags=["explain"]
# The name is gone. *Every* link and redirect of a site has to pass it on, and one that forgets is enough.

# %% [markdown] tags=["predict"]
# ## Could a hidden field carry it?
#
# The second place: a **hidden field**, part of a form, sent along but not shown. Our login page notes in one where you want to go next. Somebody wants to log in and go on to `/market/`, clicks *Sign up*, changes their mind, and clicks *Log in*.
#
# **Predict** what the field holds at the start, and at the end.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 3. Show the field in a real browser: F12, *Elements*. Goes wrong: hidden is taken for secret.

# %% tags=["run"]
for path in ("/accounts/login/?next=/market/", "/accounts/signup/", "/accounts/login/"):
    answer = requests.get(site.url + path)
    print(path, [line.strip() for line in answer.text.splitlines() if 'name="next"' in line])

# %% [markdown] tags=["explain"]
# `/market/` at the start, and you can read it: the field is hidden from the eye alone. At the end, nothing. It stood in one page, and went when the person left that page by a link.
#
# Now log in as alice: once from the first page, once from the last. A form sends its hidden fields along. **Predict** where she arrives.

# %% tags=["run"]
for path in ("/accounts/login/?next=/market/", "/accounts/login/"):
    client = requests.Session()
    text = client.get(site.url + path).text
    form = {"username": "alice", "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    form["next"] = re.search('name="next" value="(.*)"', text)[1]
    client.post(site.url + "/accounts/login/", data=form)
    posted, arrived = site.exchanges[-2:]
    print(posted.request.body.decode().split("&")[-1], "→", arrived.path)

# %% [markdown] tags=["explain"]
# From the first page she arrives at `/market/`: the field went up in the body, with the rest of the form. From the last one she arrives at her profile, where this site sends whoever said nothing.

# %% [markdown] tags=["predict"]
# ## Could your network address do it?
#
# The third place asks nothing of the client: each end of a connection has an **IP address** and a **port**. Mina and Jun sit at one computer. Mina opens a connection, then another; then Jun opens one.
#
# **Predict** what tells the two people apart.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 2. Ask: *how many of you share one address right now?* On one Wi-Fi mostly all. Goes wrong: an address is taken for a person.

# %% tags=["predict"]
predict("02.same_address")

# %% tags=["run"]
for person in ("mina", "mina", "jun"):
    connection = http.client.HTTPConnection(site.url.removeprefix("http://"))
    connection.connect()
    print(person, connection.sock.getsockname())
    connection.close()

# %% [markdown] tags=["explain"]
# One address for both; one port for each connection, also for Mina's two. It is the same at home: a whole house may go out under one address. And on a train, one telephone may have several within the hour.

# %% tags=["explain"]
predict("02.same_address").compare()

# %% [markdown] tags=["explain"]
# | Attempt | The name travels in | Breaks when |
# |---|---|---|
# | address | the request line | it is copied; one link forgets it |
# | hidden field | the body of a POST | a link is followed |
# | IP address | no line of HTTP at all | people share one, or one person changes it |
#
# Wanted: a text that goes with *every* request, by itself. Lesson 03 has it.

# %% [markdown] tags=["predict"]
# ## Must it be cookies and sessions?
#
# The notes say that both are needed. `/desk/cookie-counter/` counts, too, but its number stands in the text itself. You bring `visits=6`.
#
# **Predict** the number on the page, and how many rows the server adds.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 3. Ask: *what have all these ways in common?* Each puts something into each request. Goes wrong: base64 is taken for a secret. Decode it before their eyes.

# %% tags=["run"]
before = len(site.sessions)
answer = requests.get(site.url + "/desk/cookie-counter/", headers={"Cookie": "visits=6"})
print("new rows:", len(site.sessions) - before)

page(answer)

# %% [markdown] tags=["predict"]
# Seven, and no row: the client's text was enough. And it need not be a cookie. HTTP has the header `Authorization` (RFC 9110 §11), here with a name and a password.
#
# **Predict.** Will it travel once, or with both requests?

# %% tags=["run"]
client = requests.Session()
client.auth = ("mina", "only-for-class")
for visit in range(2):
    echo = client.get(site.url + "/desk/echo/").json()
    print(dict(echo["headers"])["Authorization"])

# %% [markdown] tags=["explain"]
# With both. It is encoded, not secret.
#
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 57 | … <span lang="ko">지속적인 관계를 유지하기 위해 쿠키와 세션이 필요함!</span> | for a lasting relation, cookies and sessions are needed | **Half true.** *Something* in each request is needed. These are the usual way; you saw two others. |
# | 217 | <span lang="ko">이걸 왜 만든거야? 어떠한 상태를 유지하고 싶어서</span> | why it was made: to keep some state | **True.** |
# | 219 | HTTP <span lang="ko">상태를 저장할 수 없음 쿠키와 세션을 이용</span> | HTTP cannot store state: use cookies and sessions | **Half true.** The protocol keeps none; both ends may. |

# %% [markdown]
# ## What you now know
#
# - A connection may stay open, and says nothing about who asks.
# - HTTP is stateless: a request is understood by itself. The answer may also depend on what the server keeps.
# - A login outlives its connection: the client sends its text each time.
# - A `Session` object keeps connections and a jar. By the jar, the server knows you again.
# - Address, hidden field, IP address: each loses the person somewhere.
#
# Does the column *Connection* tell who asked?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 2. Go back to the answers on the board: for each, connection, `Session` object or login?

# %% tags=["run"]
show(site.exchanges[-10:])

# %% [markdown]
# ## New words
#
# | English | Korean | Meaning |
# |---|---|---|
# | connection | <span lang="ko">연결</span> | joins two programs; messages travel on it |
# | persistent connection | <span lang="ko">지속 연결</span> | one that is kept for the next request |
# | stateless | <span lang="ko">무상태</span> | each request is understood by itself |
# | row | <span lang="ko">행</span> | a line of a table at the server |
# | proxy | <span lang="ko">프록시</span> | passes on others' requests |
# | hidden field | <span lang="ko">숨겨진 필드</span> | part of a form, sent but not shown |
# | IP address | <span lang="ko">IP 주소</span> | names a computer, or a whole house |
# | port | <span lang="ko">포트</span> | names one program's end of a connection |

# %% [markdown]
# ## Try it in a browser
#
# Open the site in Chrome or Edge, press F12, choose *Network*, right-click the head of the list and tick *Connection ID*. Reload a few times, then wait, and reload again. Does the page ever notice which connection it came on?
#
# ## Next
#
# The [exercises of this lesson](../exercises/02_the_server_forgets.ipynb), then [lesson 03](../notebooks/03_cookies_carry_a_note.ipynb): cookies carry a note.
