# %% [markdown]
# # You see both ends of every request
#
# The course runs a real Django site inside your notebook, and records what you and the site say to each other.
#
# **You will be able to**
# - run a cell, predict first, and read what happened;
# - look at one exchange in five pictures;
# - do an exercise, from *not started* to *passed*.
#
# **About 10 minutes.** It covers none of the notes, a learner's class notes that the course puts right: they begin in lesson 01.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 1. Let everyone run the checkup below while people arrive. Ask: *what do you hope to understand by the end?* Goes wrong: somebody has a cross. Seat them beside a neighbour with ticks, and mend it in the first break.

# %% [markdown] tags=["explain"]
# ## How do you work in a notebook?
#
# Grey boxes are **cells**. Click into the next one and press *Shift* and *Enter*: it runs, shows its result below, and you move on. The first cell of every lesson opens the site. Every cell may be run again.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 1. Run the first cell together. Goes wrong: people press *Enter* alone, which starts a new line. *Shift* and *Enter* runs.

# %% tags=["setup"]
import requests
from classroom import both_sides, checkup, exercise, ladder, onion, open_site, page, predict, progress, show

site = open_site()
site

# %% [markdown] tags=["explain"]
# That is the address of your own site: only this computer can reach it, and it ends with this notebook. Now look whether your machine has what the lessons need.

# %% tags=["run"]
checkup()

# %% [markdown] tags=["explain"]
# A tick works. A cross comes with what to do about it. The last two lines only you can try: press the button, and open the link.
#
# > **In a browser.** The link leads to the same site, as a person sees it. Click around; nothing there can break.

# %% [markdown] tags=["predict"]
# ## What is kept of one request?
#
# Your notebook is a **client**, like a browser. It will ask the site, the **server**, for one page. `site.exchanges` keeps what happened.
#
# **Predict.** What will be in it? Choose before you run.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 2. Let the room choose by hands before anybody presses the button. Ask: *who asked here, and who answered?* Goes wrong: they run first and predict afterwards. Say that a wrong guess is worth more than none.

# %% tags=["predict"]
predict("00.what_is_kept")

# %% tags=["run"]
answer = requests.get(site.url + "/desk/hello/")

show(site.exchanges[-1])

# %% [markdown] tags=["explain"]
# One **exchange**: a request and its response. Click on its line to open and close it. *Headers* holds the lines that travelled, up and down; *Server* says what the site made of them: which function answered, for which user.

# %% tags=["explain"]
predict("00.what_is_kept").compare()

# %% [markdown] tags=["explain"]
# A wrong choice opens its explanation. They are not counted: a prediction that fails is the one you remember. Without buttons, type the letter: `predict("00.what_is_kept", "b")`.

# %% [markdown] tags=["predict"]
# ## What does a person see?
#
# `page` shows the same answer as a browser would.
#
# **Predict.** The page greets you. Will it know your name?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 1. Ask: *where on this ladder is your notebook?* Goes wrong: time is read from left to right. It runs downwards.

# %% tags=["run"]
page(answer)

# %% [markdown] tags=["predict"]
# A stranger: your request did not say who you are. Lesson 03 changes that.
#
# Next, a `Session` object visits a counter twice. It keeps what the server gives it: a small text, the cookie.
#
# **Predict.** Which of the two requests carries a cookie?

# %% tags=["run"]
client = requests.Session()
client.get(site.url + "/desk/counter/")
client.get(site.url + "/desk/counter/")

ladder(site.exchanges[-2:])

# %% [markdown] tags=["explain"]
# This picture is a **ladder**: the client left, the server right, time downwards. The first answer brings a cookie down; the second request carries it up. Both arrows of one exchange belong together.

# %% [markdown] tags=["predict"]
# ## What does each side keep?
#
# The counter stands at 2. Somebody must remember that.
#
# **Predict.** Where is the number 2: with the client, or with the server?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 1. Ask: *which of the two would you lose, if you closed the browser?* Leave it open until lesson 05.

# %% tags=["run"]
both_sides(client)

# %% [markdown] tags=["explain"]
# With the server: on the right is a **row**, a line of its table, with `visits = 2`. The client on the left holds one cookie, a long key, and the same key names the row.
#
# > **Key idea.** Three things, side by side: what travelled, what each side keeps, and what the server made of it. The whole course looks at these.

# %% [markdown] tags=["explain"]
# The fifth picture follows one request inwards, through the layers of Django to the function that answers, and out again. You will need it from lesson 09 on; a glance is enough now.

# %% tags=["run"]
onion(site.exchanges[-1])

# %% [markdown] tags=["predict"]
# ## How does an exercise answer you?
#
# An exercise asks for a function. You write it, the check runs it on the site with fresh data, and looks at what travelled. Here is one, as it is handed out.
#
# **Predict.** Is this a mistake, in the eyes of the check?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 2. Press *Hint* once for all to see. Ask: *does anybody see your result?* Goes wrong: people look for the one right wording. Say that any way counts; only what travels is judged.

# %% tags=["run"]
def ask_for_hello(url):
    raise NotImplementedError("write your code here")

exercise("00.1").check(ask_for_hello)

# %% [markdown] tags=["explain"]
# *Not started* is no mistake. The task is: ask for the page `/desk/hello/`, once. A first attempt:

# %% tags=["run"]
def ask_for_hello(url):
    requests.get(url)

exercise("00.1").check(ask_for_hello)

# %% [markdown] tags=["explain"]
# *Not yet*. It says what was expected, what was seen, and why. *Look again at* names the place in a lesson that helps. Press **Hint**, or type it:

# %% tags=["run"]
exercise("00.1").hint()

# %% [markdown] tags=["explain"]
# There are three hints, from a nudge to nearly the answer; then there is the solution. Taking them costs nothing. With the hint, the function is soon right:

# %% tags=["run"]
def ask_for_hello(url):
    requests.get(url + "/desk/hello/")

exercise("00.1").check(ask_for_hello)

# %% [markdown] tags=["explain"]
# *Passed*, and one sentence on what it showed. The fourth outcome is *error in your code*: it names your line. Any way that brings the task about is right; names and wording are never judged.

# %% [markdown] tags=["predict"]
# ## How do you begin again?
#
# The site and your exercises begin again separately. `site.reset()` makes the site as on its first day.
#
# **Predict.** What becomes of the server's row, and of the cookie in `client`?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 1. Goes wrong: after an error people close everything. Show *Kernel*, *Restart*, then the first cell: it takes five seconds.

# %% tags=["run"]
site.reset()

both_sides(client)

# %% [markdown] tags=["explain"]
# The row is gone. The cookie stays: it lies with the client, where the server cannot reach.
#
# `exercise("00.1").reset()` forgets that you passed it, and its hints; `progress().reset()` forgets everything. Each keeps a copy first.

# %% [markdown]
# ## What you now know
#
# - *Shift* and *Enter* run a cell; predict first, then run, then read.
# - `show`, `page`, `ladder`, `both_sides` and `onion` draw what was recorded.
# - A check runs your function and judges what travelled. Hints cost nothing.
# - If the kernel (it runs your cells) stops or a cell fails, run the first cell again.
#
# This is where you stand, kept in a file of yours, across days and notebooks; `progress().save_to("my-progress.json")` and `load_from` carry it to another computer.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 1. Let everybody find the exercise notebook of this lesson before you go on.

# %% tags=["run"]
progress()

# %% [markdown]
# ## New words
#
# | English | Korean | Meaning |
# |---|---|---|
# | client | <span lang="ko">클라이언트</span> | asks: a browser, or your notebook |
# | server | <span lang="ko">서버</span> | answers: the site |
# | request | <span lang="ko">요청</span> | what the client sends |
# | response | <span lang="ko">응답</span> | what the server sends back |
# | exchange | <span lang="ko">주고받음</span> | one request and its response |

# %% [markdown]
# ## Try it in a browser
#
# Run `site` in a new cell for the address, open it, and visit the notice board. Back here, `show(site.exchanges)` has your visit in it: a browser is recorded like any other client.
#
# ## Next
#
# Two small [exercises](../exercises/00_start_here.ipynb), then [lesson 01](../notebooks/01_one_request_one_answer.ipynb): one request gets one answer.
#
# Three pages grow with the course: the [map from the notes](map_from_the_notes.ipynb), the [glossary](glossary.ipynb) and the [misconceptions](misconceptions.ipynb).
