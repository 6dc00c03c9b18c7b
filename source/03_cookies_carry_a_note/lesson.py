# %% [markdown]
# # Cookies carry a note
#
# HTTP forgets, and yet a site greets you by name. One line of text does it.
#
# **You will be able to**
# - say who gives a cookie, who keeps it and who brings it back;
# - replace a cookie, delete it, and say why a deletion can miss;
# - tell what a cookie proves, and what it does not.
#
# **About 35 minutes.** It puts lines 61 to 77, 93 to 101, 205 and 223 of the notes right.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 2. Ask: *who writes a cookie: you, the browser or the server?* Goes wrong: people read the jar when the question is what travelled. Send them back to the `Cookie` line each time.

# %% tags=["setup"]
import requests
from classroom import both_sides, ladder, open_site, page, predict, show

site = open_site()
site

# %% [markdown] tags=["predict"]
# ## Who writes the note?
#
# `site` is a real Django site, running inside this notebook for you alone. Both ends of each exchange are recorded. Its *desk* does what you ask of it: next, you ask for a cookie called `visitor_name`.
#
# **Predict.** Choose before you run.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 3. Let somebody come forward and point at the one line that is the cookie. Ask: *which way does the arrow go?* Goes wrong: the browser is said to make the cookie. This one came with the answer.

# %% tags=["predict"]
predict("03.who_writes")

# %% tags=["run"]
answer = requests.get(site.url + "/desk/set-cookie/?name=visitor_name&value=Mina")

show(site.exchanges[-1])

# %% [markdown] tags=["explain"]
# The cookie came down with the response. Open *Headers*, and the line itself is there: `Set-Cookie: visitor_name=Mina; Path=/`. The request has no `Cookie` line at all.
#
# A **cookie** is a small named text that a client keeps for a site and brings back. A server gives it with this header (RFC 6265 §4.1). A script in a page can make one, too: lessons 04 and 05.

# %% tags=["explain"]
predict("03.who_writes").compare()

# %% [markdown] tags=["explain"]
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 63, 205 | <span lang="ko">서버가 주는 작은 데이터 조각</span>, <span lang="ko">쿠키 데이터의 조각</span> | a small piece of data, given by the server | **True.** You saw the server give it. (A script can make one, too.) |
# | 65 | <span lang="ko">우리가 웹사이트를 방문할 때 웹 브라우저가 우리에게 주는 것</span> | what the browser gives us when we visit a site | **False.** The server gave it. A browser keeps it, and brings it back to the server. |

# %% [markdown] tags=["predict"]
# ## Can you carry it by hand?
#
# That answer is over, and `requests.get` keeps nothing. Now visit the page that greets people.
#
# **Predict.** Will it say Mina, or stranger?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 3. Ask: *could you have written another name?* Let them try. Goes wrong: people think that the server kept the name. It did not; the header said it.

# %% tags=["run"]
answer = requests.get(site.url + "/desk/hello/")

page(answer)

# %% [markdown] tags=["predict"]
# A stranger. The server gave the note away, and this request did not bring it. So bring it back yourself, as one header that you write by hand.
#
# **Predict.** Is one line of text enough?

# %% tags=["run"]
answer = requests.get(site.url + "/desk/hello/", headers={"Cookie": "visitor_name=Mina"})

page(answer)

# %% [markdown] tags=["explain"]
# Same address, same method; one line more. The greeting changed because the *request* changed.
#
# > **Key idea.** The server gives a note in `Set-Cookie`. The client brings it back in `Cookie`. Nothing else is needed: what looks like the server's memory is carried by the client.

# %% [markdown] tags=["predict"]
# ## Who carries the note from now on?
#
# Copying by hand is tedious. A `Session` object of `requests` has a **cookie jar**: it keeps the cookies that answers bring and adds them to later requests. *The server's session* is another thing, in lesson 06.
#
# **Predict** what travels.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 3. Ask: *in which line of the code is the cookie?* In none. Goes wrong: the `Session` object is taken for the server's session.

# %% tags=["predict"]
predict("03.three_requests")

# %% tags=["run"]
client = requests.Session()
client.get(site.url + "/desk/hello/")
client.get(site.url + "/desk/set-cookie/?name=visitor_name&value=Mina")
client.get(site.url + "/desk/hello/")

ladder(site.exchanges[-3:])

# %% [markdown] tags=["explain"]
# Read the ladder from the top. The cookie comes down with the second answer, and goes up with the third request. Your code wrote no header: the jar did it.
#
# A browser does the same, with a jar of its own.

# %% tags=["explain"]
predict("03.three_requests").compare()

# %% [markdown] tags=["predict"]
# ## Where does the note lie?
#
# Now look at what each side *keeps*: on the left the jar of `client`, on the right the server's table, with a row for each session. And a second client asks nothing.
#
# **Predict.** Which of the three places hold the note?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 3. Ask: *where would you look for it in your own browser?* Goes wrong: a cookie is called a program or a file. Nothing of it can run.

# %% tags=["run"]
client = requests.Session()
client.get(site.url + "/desk/set-cookie/?name=visitor_name&value=Mina")
second_client = requests.Session()
print("second client:", second_client.cookies.get_dict())

both_sides(client)

# %% [markdown] tags=["explain"]
# Only the first jar, which is plain memory. The server has no row for the note.
#
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 67 | <span lang="ko">사용자의 컴퓨터에 설치되는 작은 기록 정보 파일</span> | a small record file installed on the computer | **Half true.** Nothing is installed and nothing can run. Browsers keep cookies together, on the disk or in memory. |
# | 223 | <span lang="ko">쿠키는 항상 내 컴퓨터에 저장되어 있고 key-value 형태</span> | always stored on my computer, as key and value | **Half true.** With the client, yes, and as a pair. Not *always*: this jar goes when the kernel stops. |

# %% [markdown] tags=["predict"]
# ## What goes back to the server?
#
# A `Set-Cookie` line may say more than the pair of name and value: how long, how far. These are the cookie's **attributes**. The page `/desk/echo/` answers with the request that it received.
#
# **Predict** what it received.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 3. Let the room vote by hands before the run. Most choose the path: they have seen `Path=/` in every line so far. Ask: *what would the server do with it?*

# %% tags=["predict"]
predict("03.what_goes_back")

# %% tags=["run"]
client = requests.Session()
given = client.get(site.url + "/desk/set-cookie/?name=towel&value=blue&max_age=3600&path=/desk/")
echo = client.get(site.url + "/desk/echo/")

print("down:", given.headers["Set-Cookie"])
print("up:  ", dict(echo.json()["headers"])["Cookie"])

# %% [markdown] tags=["explain"]
# Down came the pair and its attributes. Up went `towel=blue` alone. Attributes are instructions to the client (RFC 6265 §4.2.2), so a `Cookie` line does not say how long a cookie will live.

# %% tags=["explain"]
predict("03.what_goes_back").compare()

# %% [markdown] tags=["explain"]
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 69 | <span lang="ko">KEY-VALUE 데이터 형식으로 저장</span> | stored as key and value | **True**, with attributes beside them that do not go back. |
# | 71 | <span lang="ko">동일한 서버에 재 요청시 저장된 쿠키를 함께 전송함</span> | sent again to the same server | **Half true.** The jar looks at host, path, expiry and more, but *not* at the port: lesson 05. |

# %% [markdown] tags=["predict"]
# ## What if the server writes the same name again?
#
# You ask for `towel` twice, first blue, then red.
#
# **Predict.** Will the next request carry one cookie or two?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 3. Ask: *which towel will the page show?* With two of a name, that is up to the server. Goes wrong: people take the name alone for the whole label.

# %% tags=["run"]
client = requests.Session()
client.get(site.url + "/desk/set-cookie/?name=towel&value=blue")
client.get(site.url + "/desk/set-cookie/?name=towel&value=red")
client.get(site.url + "/desk/echo/")

site.exchanges[-1].request_cookies

# %% [markdown] tags=["predict"]
# One: the new value **replaced** the old. There is no header for replacing; the server says `Set-Cookie` again.
#
# Now ask for a third towel, green, and for the path `/desk/`.
#
# **Predict.** Is it the same cookie, or another one?

# %% tags=["run"]
client.get(site.url + "/desk/set-cookie/?name=towel&value=green&path=/desk/")
client.get(site.url + "/desk/echo/")

site.exchanges[-1].request_cookies

# %% [markdown] tags=["explain"]
# Two cookies, one name. A jar tells cookies apart by **name, domain and path** together (RFC 6265 §5.3). The server is told neither path, only two pairs with one name.
#
# Ask the jar for *the* towel, and it cannot answer:

# %% tags=["run", "raises-exception"]
client.cookies["towel"]

# %% [markdown] tags=["explain"]
# `CookieConflictError`: two cookies answer to that name, so the jar wants to know which. Say the path, and it is clear: `client.cookies.get("towel", path="/desk/")` is green.

# %% [markdown] tags=["predict"]
# ## How does a server take a note back?
#
# A server cannot reach into your jar, but it can send another `Set-Cookie` line. Try one with an empty value.
#
# **Predict** what the next request carries.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 3. Ask: *how do you make somebody forget, if you can only write letters?* Goes wrong: the first deletion looks like a success, since no error comes. Read the jar after it.

# %% tags=["predict"]
predict("03.blank_value")

# %% tags=["run"]
client = requests.Session()
client.get(site.url + "/desk/set-cookie/?name=towel&value=blue&path=/desk/")
client.get(site.url + "/desk/set-cookie/?name=towel&value=&path=/desk/")
client.get(site.url + "/desk/echo/")

site.exchanges[-1].request_cookies

# %% [markdown] tags=["explain"]
# The cookie still travels, with an empty value, which Django writes as two quotation marks. To take a cookie back, a server lets it **expire**: it sends the name once more, with a time that is already over.

# %% tags=["explain"]
predict("03.blank_value").compare()

# %% [markdown] tags=["predict"]
# The desk can do that too. Your towel is given for the path `/desk/`. The first deletion below names no path, so it means `/`. The second names the right one.
#
# **Predict.** After which of them is the towel gone?

# %% tags=["run"]
client = requests.Session()
client.get(site.url + "/desk/set-cookie/?name=towel&value=blue&path=/desk/")
client.get(site.url + "/desk/delete-cookie/?name=towel")
print("first: ", client.cookies.get_dict())

client.get(site.url + "/desk/delete-cookie/?name=towel&path=/desk/")
print("second:", client.cookies.get_dict())

show(site.exchanges[-1])

# %% [markdown] tags=["explain"]
# After the second, shown here: an expiry in 1970, and `Max-Age=0`. The first was a deletion of *another* cookie, one that you never had.
#
# > **Careful.** A deletion must have the same name, domain and path as the cookie. If one of them differs, the cookie stays, and no error says so.

# %% [markdown] tags=["predict"]
# ## How do two notes fit in one answer?
#
# You ask the desk for two cookies at once.
#
# **Predict.** What separates them on the wire: a comma, a semicolon, or a new line?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 2. Goes wrong: the comma of `requests` is believed. Show the two lines below the second cell.

# %% tags=["run"]
client = requests.Session()
answer = client.get(site.url + "/desk/set-cookie/?name=tea&value=green&name=towel&value=blue")

answer.headers["Set-Cookie"]

# %% [markdown] tags=["explain"]
# One string, with a comma in the middle. Was that on the wire? No: `requests` merges headers of one name, and for `Set-Cookie` that is wrong (RFC 9110 §5.3). Here are the lines as they came:

# %% tags=["run"]
answer.raw.headers.getlist("Set-Cookie")

# %% [markdown] tags=["explain"]
# Each cookie has a `Set-Cookie` line of its own. On the way up it is the other way round: in HTTP/1.1, one `Cookie` line holds all pairs, with semicolons between them.

# %% [markdown] tags=["explain"]
# ## What do the developer tools call them?
#
# A browser shows the same two directions in its Network panel. Below is one exchange that has both: a counter which reads its note, and writes a new one. Open the part called *Cookies*.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 2. Do it in a real browser on the projector. Goes wrong: *response cookies* is read as *all my cookies*. Those are in the jar: *Application*, *Cookies*.

# %% tags=["run"]
client = requests.Session()
client.get(site.url + "/desk/set-cookie/?name=towel&value=blue")
client.get(site.url + "/desk/cookie-counter/")
client.get(site.url + "/desk/cookie-counter/")
print("For your browser:", site.url + "/desk/cookie-counter/")

show(site.exchanges[-1])

# %% [markdown] tags=["explain"]
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 93 | <span lang="ko">개발자 도구 - 네트워크 - 헤더</span> | developer tools, Network, Headers | **True.** `Cookie` and `Set-Cookie` stand there. |
# | 101 | <span lang="ko">response cookies 응답을 받는 쿠키</span> | cookies that come with the answer | **True**: of *this* answer, not all that you hold. |
# | 99 | <span lang="ko">request cookies 요청할 때 보내는 쿠키</span> | cookies sent when asking | **True.** |
#
# > **In a browser.** Open the address above. Press F12, choose *Network*, reload, click the first line, then *Cookies*. Jupyter's own cookies may be there too: cookies ignore the port. The site takes them out.

# %% [markdown] tags=["predict"]
# ## Does a note prove who you are?
#
# Mina has her note from the server. You copy it over her shoulder. Then she has the server take hers back, and you send the copy from somewhere else.
#
# **Predict** the greeting.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 3. Two minutes of talk in pairs before the run. Ask: *what would the server need, to notice the copy?* Hold the answer back until lesson 06. Goes wrong: people say that it is encrypted. Show them the `Cookie` line.

# %% tags=["predict"]
predict("03.copied_note")

# %% tags=["run"]
mina = requests.Session()
mina.get(site.url + "/desk/set-cookie/?name=visitor_name&value=Mina")
copied = "visitor_name=" + mina.cookies["visitor_name"]
mina.get(site.url + "/desk/delete-cookie/?name=visitor_name")
print("Mina's jar:", mina.cookies.get_dict())

page(requests.get(site.url + "/desk/hello/", headers={"Cookie": copied}))

# %% [markdown] tags=["explain"]
# The page greets Mina, and she did not ask. Her own note is gone; a deletion reaches one jar, and no copy. A cookie asserts **possession**, not identity: *the bearer has this text*. It could say Jun as easily, for you can write what you like on a `Cookie` line.

# %% tags=["explain"]
predict("03.copied_note").compare()

# %% [markdown] tags=["predict"]
# ## What does a login cookie hold?
#
# A name is easy to guess. For a login, the note must be something else. Log in as alice; her password is a fake one, made for this class. The form wants `csrftoken` back as well: lesson 11 says why.
#
# **Predict.** Will her password be in the jar?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 4. Ask: *what would you do with somebody else's key?* Goes wrong: the password is expected in every request. Look at the empty body, and then at `sessionid`.

# %% tags=["run"]
client = requests.Session()
client.get(site.url + "/accounts/login/")
form = {"username": "alice", "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
client.post(site.url + "/accounts/login/", data=form)

both_sides(client)

# %% [markdown] tags=["explain"]
# No password and no name in the jar: `sessionid` is 32 random characters. The same characters name a row at the server, and *that row* says who it is. The cookie is a **key**.

# %% tags=["run"]
client.get(site.url + "/accounts/profile/")
print("body:   ", site.exchanges[-1].request.body)
print("cookies:", [name for name, value in site.exchanges[-1].request_cookies])
print("user:   ", site.exchanges[-1].notes.user_after)

show(site.exchanges[-1])

# %% [markdown] tags=["explain"]
# The body is empty: the password travelled once, at the login. Open *SQL*: the server asked its database for the row of this key, and then for the user whom the row names. That is alice.

# %% [markdown] tags=["explain"]
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 75 | <span lang="ko">로그인 요청이 담긴 쿠키와 응답을 같이 보내주고</span> … | the answer brings a cookie with the login request in it; it is kept, and sent along again | **Half true.** Brought, kept, sent along: yes. But it holds a key: neither name nor password. |
#
# And a key can be copied. **Predict.** Who is a client that never logged in, but brings the key?

# %% tags=["run"]
key = client.cookies["sessionid"]

page(requests.get(site.url + "/accounts/profile/", headers={"Cookie": "sessionid=" + key}))

# %% [markdown] tags=["explain"]
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 77 | <span lang="ko">나 지금 로그인 되었어 하고 매요청마다 말해줌</span> … <span lang="ko">얘 연결되어 있는 사람이네</span> … | at each request it says: I am logged in; the server thinks: this one is connected | **Half true.** At each request, yes. But it says *I have this key*, and no connection matters: whoever brings the key is alice, as you saw. |

# %% [markdown]
# ## What you now know
#
# - The server gives (`Set-Cookie`), the jar keeps, the client brings back (`Cookie`).
# - The pair goes back, the attributes do not.
# - Same name, domain and path: replaced, by an empty value too. An expiry in the past: deleted.
# - A cookie proves possession, and so does a copy. A login cookie is a key to what the server keeps.
#
# And this was the whole login, with the copied key at the end:

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 1. Ask: *who gives, who keeps, who brings back?* Then the exercises.

# %% tags=["run"]
ladder(site.exchanges[-5:])

# %% [markdown]
# ## New words
#
# | English | Korean | Meaning |
# |---|---|---|
# | cookie | <span lang="ko">쿠키</span> | a named text that a client keeps for a site and brings back |
# | cookie jar | <span lang="ko">쿠키 저장소</span> | where a client keeps its cookies |
# | attribute | <span lang="ko">속성</span> | how long and how far; for the client alone |
# | request cookies | <span lang="ko">요청 쿠키</span> | those on the `Cookie` line |
# | response cookies | <span lang="ko">응답 쿠키</span> | those on `Set-Cookie` lines |
# | session key | <span lang="ko">세션 키</span> | names a row at the server |

# %% [markdown]
# ## Try it in a browser
#
# Open the page of the greeting in a normal window and in a private one. Give yourself a name in one of them, at `/desk/set-cookie/?name=visitor_name&value=` and your name. Which window greets you, and why not the other?
#
# ## Next
#
# The [exercises of this lesson](../exercises/03_cookies_carry_a_note.ipynb), then [lesson 04](../notebooks/04_what_cookies_are_for.ipynb): one small note has many uses.
