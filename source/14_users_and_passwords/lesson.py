# %% [markdown]
# # A site does not know your password
#
# A well-made one can only tell whether *you* know it.
#
# **You will be able to**
# - choose between a user model of your own and a profile beside it;
# - say what is kept of a password, and what each part is for;
# - predict which sessions survive a new password or a reset.
#
# **About 50 minutes.** It takes up none of the notes' lines: it goes further.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 2. Ask: *a site mails you your forgotten password in full: what do you now know about that site?* That it keeps passwords in a form that it can read. Come back to it at the mail. A good break is before *What does `create` do with a password?*

# %% tags=["setup"]
import re
import requests
from classroom import ladder, microscope, open_site, open_workshop, page, predict, session_explorer

site = open_site()

from django.contrib.auth import authenticate, get_user_model, hashers
from django.contrib.auth.forms import PasswordChangeForm, UserCreationForm
from django.contrib.auth.models import AbstractBaseUser, AbstractUser
from django.core import mail
from django.test import override_settings

site

# %% [markdown]
# Four helpers. `fresh("hana")` makes a new user with the fake password of the class. `send` gets a page, fills in its form and sends it. `log_in` makes a client that is logged in. `who` asks for the profile and returns its heading: a name, or *Log in*.

# %% tags=["setup"]
User = get_user_model()

def fresh(name):
    User.objects.filter(username=name).delete()
    return User.objects.create_user(name, name + "@example.com", "only-for-class")

def send(client, path, **fields):
    client.get(site.url + path)
    token = {"csrfmiddlewaretoken": client.cookies["csrftoken"]}
    return client.post(site.url + path, data=fields | token, allow_redirects=False)

# %% tags=["setup"]
def log_in(name, password="only-for-class"):
    client = requests.Session()
    send(client, "/accounts/login/", username=name, password=password)
    return client

def who(client):
    return re.search("<h1>(.*?)</h1>", client.get(site.url + "/accounts/profile/").text)[1]

# %% [markdown] tags=["predict"]
# ## Why a user model before the first `migrate`?
#
# In your project two lines stood before the first `migrate`: a class `User(AbstractUser)`, and `AUTH_USER_MODEL`. Lesson 10 showed what Django says when they come later. But why a model with nothing in it? A month later, a user shall have a nickname.
#
# **Predict** what that costs.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 8. The cells make two projects of their own; a first `migrate` takes some seconds. Ask: *which tables point at the user table?* Goes wrong: people hope that `makemigrations` mends it. It can add a column, not exchange the table that others point at.

# %% tags=["predict"]
predict("14.later")

# %% tags=["run"]
workshop = open_workshop("lesson-14")
workshop.reset()
workshop.manage("startapp", "accounts")
code = workshop.folder / "accounts/models.py"
empty = "from django.contrib.auth.models import AbstractUser\n\nclass User(AbstractUser): pass\n"
code.write_text(empty, encoding="utf-8")
with open(workshop.folder / "mysite/settings.py", "a", encoding="utf-8") as file:
    file.write('\nINSTALLED_APPS += ["accounts"]\nAUTH_USER_MODEL = "accounts.User"\n')

workshop.manage("makemigrations", "accounts")

# %% [markdown]
# A new project with the two lines, and a migration that makes their table. Now comes the first `migrate`, and kim signs up:

# %% tags=["run"]
workshop.manage("migrate")
workshop.manage("shell", "-c", "User.objects.create_user('kim')")

for line in workshop.manage("showmigrations", "--plan").output.splitlines():
    if "0001" in line:
        print(line)

# %% [markdown] tags=["explain"]
# `accounts` comes before `admin`: what points at users points at yours from the beginning. The class is your **user model**. A month later, the nickname:

# %% tags=["run"]
code.write_text("""
from django.contrib.auth.models import AbstractUser
from django.db import models
class User(AbstractUser):
    nickname = models.CharField(max_length=30, blank=True)
""", encoding="utf-8")
print(workshop.manage("makemigrations", "accounts"))
print("migrate:", workshop.manage("migrate").ok)
print(workshop.manage("shell", "-v0", "-c", "print(User.objects.values('username', 'nickname'))"))

# %% [markdown] tags=["explain"]
# One column more, and kim is still there. (To see it again, begin with the first cell of the section.) And a project that began with Django's own user? Exchanging the model is refused: lesson 10. Here is one, with a kim of its own:

# %% tags=["run"]
other = open_workshop("lesson-14-profile")
other.reset()
other.manage("startapp", "people")
with open(other.folder / "mysite/settings.py", "a", encoding="utf-8") as file:
    file.write('\nINSTALLED_APPS += ["people"]\n')
print("migrate:", other.manage("migrate").ok)
print(other.manage("shell", "-v0", "-c", "print(User.objects.create_user('kim'))"))

# %% [markdown] tags=["predict"]
# It cannot add a column to Django's table. But it can put a table of its own *beside* the users.
#
# **Predict.** How many migrations does that take? And which nickname has kim?

# %% tags=["run"]
(other.folder / "people/models.py").write_text("""
from django.conf import settings
from django.db import models
class Profile(models.Model):
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    nickname = models.CharField(max_length=30, blank=True)
""", encoding="utf-8")
print(other.manage("makemigrations", "people"))
print("migrate:", other.manage("migrate").ok)
print(other.manage("shell", "-v0", "-c", "print(User.objects.values('username', 'profile__nickname'))"))

# %% [markdown] tags=["explain"]
# One. Such a row beside a user is a **profile**; kim has none until you make it. It holds what a site knows *about* people. A user model holds what the *login* needs, such as an address in place of a name, and is hard to exchange later. So begin with one of your own, even an empty one. It inherits from `AbstractUser`, or from `AbstractBaseUser`, which leaves most fields to you:

# %% tags=["run"]
for base in (AbstractBaseUser, AbstractUser):
    print(f"{base.__name__:16}", *[field.name for field in base._meta.local_fields])

# %% tags=["explain"]
predict("14.later").compare()

# %% [markdown] tags=["predict"]
# ## Does signing up log you in?
#
# `UserCreationForm` is Django's form for a new user. The demo site has a user model of its own, and here the form is asked to judge hana's data.
#
# **Predict.** Which user model does Django's form know?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 6. Ask: *is it good that a new user is logged in at once?* Many sites want the mail confirmed first. Goes wrong: `form.save()` is taken for a login, as `is_valid()` was in lesson 11.

# %% tags=["run", "raises-exception"]
hana = {"username": "hana", "password1": "three-quiet-herons", "password2": "three-quiet-herons"}

UserCreationForm(hana).is_valid()

# %% [markdown] tags=["explain"]
# `auth.User` has been *swapped*: that model is out of use here. This form is a ModelForm, and its model is Django's. So a project with its own user model has its own form, three lines long. **Predict.** Does `save()` log hana in?

# %% tags=["run"]
class SignUpForm(UserCreationForm):
    class Meta(UserCreationForm.Meta):
        model = User

User.objects.filter(username="hana").delete()
before = len(site.sessions)
hana = {"username": "hana", "password1": "three-quiet-herons", "password2": "three-quiet-herons"}
form = SignUpForm(hana)
print("valid:", form.is_valid(), "  saved:", form.save(), "  new sessions:", len(site.sessions) - before)

# %% [markdown] tags=["explain"]
# A row in the table of users, and no session. Saving a ModelForm writes the row that it is about, and **sign-up** is about a user. Now the same over the wire; the demo site's view does one thing more.

# %% tags=["run"]
User.objects.filter(username="hana").delete()
hana = {"username": "hana", "password1": "three-quiet-herons", "password2": "three-quiet-herons"}
send(requests.Session(), "/accounts/signup/", **hana)

microscope(site.exchanges[-1])

# %% [markdown] tags=["explain"]
# `login(request, user)`, after `form.save()`. No password was compared: `login()` logs in whomever it is handed. It also notes which *backend* vouches for the user. If `AUTHENTICATION_BACKENDS` names two, only `authenticate()` knows which; any other user needs `login(request, user, backend=…)`. This view does not say:

# %% tags=["run"]
User.objects.filter(username="hana").delete()
backends = ["django.contrib.auth.backends." + name for name in ("ModelBackend", "AllowAllUsersModelBackend")]
with override_settings(AUTHENTICATION_BACKENDS=backends):
    answer = send(requests.Session(), "/accounts/signup/", **hana)

print(answer.status_code, site.exchanges[-1].notes.error)

# %% [markdown] tags=["predict"]
# ## What is kept of a password?
#
# `make_password` turns a password into what the table keeps. Give it the same one twice.
#
# **Predict.**

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 4. Ask: *two users have the same stored text; what would a thief know?* That they share a password: crack one, have both. Goes wrong: "encrypted". Ask for the key; there is none.

# %% tags=["predict"]
predict("14.two_hashes")

# %% tags=["run"]
first, second = hashers.make_password("only-for-class"), hashers.make_password("only-for-class")
print(first)
print(second)
print("both fit:", [hashers.check_password("only-for-class", stored) for stored in (first, second)])

method, rounds, salt, result = first.split("$")
print("the same with the first one's salt:", hashers.make_password("only-for-class", salt) == first)

# %% [markdown] tags=["explain"]
# Two texts, and both fit. With this method each has four parts: the method, the rounds, a **salt** that is new each time, and the **hash**. It is computed from salt and password, and no way back is known but to guess. To compare, Django does what the last line does: it hashes what you typed with the stored salt.
#
# > **Key idea.** A site need not keep your password to tell whether you know it. That is **password hashing**.

# %% tags=["explain"]
predict("14.two_hashes").compare()

# %% [markdown] tags=["predict"]
# ## What does one guess cost?
#
# A thief who has the table can guess and hash, again and again. The second part of the text says how much work that is: 10,000 rounds here, a million in Django 5.2.
#
# **Predict.** How much longer does one hash take then?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 5. Ask: *who pays for the million rounds?* The site, once a login; the thief, once a guess. Goes wrong: the class hasher is copied into a real project. Its name says what it is for.

# %% tags=["run"]
from time import thread_time

for name, times in (("default", 100), ("pbkdf2_sha256", 1)):
    hasher, begun = hashers.get_hasher(name), thread_time()
    for turn in range(times):
        stored = hashers.make_password("only-for-class", hasher=hasher)
    one = (thread_time() - begun) / times
    print(f"{type(hasher).__name__:30} {stored.split('$')[1]:>8} rounds  {one * 1000:6.1f} ms for one hash")

# %% [markdown] tags=["explain"]
# A hundred times the rounds, and about a hundred times the work. (The cell counts only its own processor time.) The first hasher is the demo site's, and cheap: a whole room can log in at once. The second is Django's: 1,200,000 rounds in 6.0.

# %% [markdown] tags=["predict"]
# Yuna's hash has 10,000 rounds, and she is logged in on her phone. For one cell the site now asks for Django's full cost. At her laptop she mistypes her password, then gets it right.
#
# **Predict.** When does her hash change? And is her phone still logged in?

# %% tags=["run"]
fresh("yuna")
phone = log_in("yuna")
with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.PBKDF2PasswordHasher"]):
    for password in ("wrong", "only-for-class"):
        log_in("yuna", password)
        print(f"{password:15}", User.objects.get(username="yuna").password.split("$")[1], "rounds")

print("phone:", who(phone))

# %% [markdown] tags=["explain"]
# At the right password: only then can the site hash it anew. And the phone is out, although the password is the same, for sessions hang on the *stored text*. Expect it after a *feature* release of Django, such as 6.0: the default rounds rise with it. A patch, such as 5.2.1, leaves them.

# %% [markdown] tags=["predict"]
# ## What does `create` do with a password?
#
# A user is a row, and you know how to make rows: `User.objects.create(username="dami", password="only-for-class")`. Then dami logs in.
#
# **Predict.**

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 4. Ask: *why does Django not notice?* For the database a password is a text field. Goes wrong: people search the login view for the bug. Let them print the row first.

# %% tags=["predict"]
predict("14.create")

# %% tags=["run"]
User.objects.filter(username__in=["dami", "guest"]).delete()
User.objects.create(username="dami", password="only-for-class")
print("create:         ", User.objects.get(username="dami").password)
print("who is it?      ", authenticate(username="dami", password="only-for-class"))

print("create_user:    ", fresh("dami").password[:34] + "…")
print("who is it?      ", authenticate(username="dami", password="only-for-class"))
print("without password:", User.objects.create_user("guest").password)

# %% [markdown] tags=["explain"]
# `create` gave the worst of both: whoever sees the table can read the password, and dami cannot log in with it, for no hasher knows this text. `create_user` hashes. Without a password it writes `!` and random characters: no password will ever fit.
#
# > **Careful.** `create` gives no error. A user is made with `create_user`, a password is changed with `set_password` and `save`.

# %% tags=["explain"]
predict("14.create").compare()

# %% [markdown] tags=["predict"]
# ## Who refuses a weak password?
#
# `startproject` writes four **validators** into the setting `AUTH_PASSWORD_VALIDATORS`: too like your name, too short, too common, all digits.
#
# **Predict.** Which of the two ways below do they stop?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 2. Ask: *which is better: eight odd characters, or four words?* Goes wrong: validators are expected in the model. They are asked by Django's forms for passwords, by the commands `changepassword` and `createsuperuser` (when a person types at it), and by you.

# %% tags=["run"]
User.objects.filter(username="haru").delete()
made = User.objects.create_user("haru", password="12345678")
print("create_user:", made.check_password("12345678"))

weak = {"username": "haru-2", "password1": "12345678", "password2": "12345678"}
page(send(requests.Session(), "/accounts/signup/", **weak))

# %% [markdown] tags=["explain"]
# The form refuses, for two reasons at once, and its answer is 200. `create_user` takes any text: the validators are asked by Django's *forms* that set a password. Code of yours that makes users calls `validate_password()` itself.

# %% [markdown] tags=["predict"]
# ## Who stays logged in after a password change?
#
# Sora is logged in on her laptop and on her phone. She changes the password on the laptop.
#
# **Predict** what happens to the phone's session at that moment.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 6. Ask: *why does somebody change a password?* Often because another has it, and is logged in. Goes wrong: the server is thought to look for the other sessions and end them. It looks for nothing: each ends when it is next used.

# %% tags=["predict"]
predict("14.change")

# %% tags=["run"]
fresh("sora")
laptop, phone = log_in("sora"), log_in("sora")
new = {"new_password1": "three-quiet-herons", "new_password2": "three-quiet-herons"}
send(laptop, "/accounts/password_change/", old_password="only-for-class", **new)

today = User.objects.get(username="sora").get_session_auth_hash()
rows = {row.key: row.data.get("_auth_user_hash") for row in site.sessions}
for name, client in {"laptop": laptop, "phone": phone}.items():
    print(f"{name:7} fits today's password:", rows[client.cookies["sessionid"]] == today)

# %% [markdown] tags=["explain"]
# Two rows still. Each holds `_auth_user_hash`, made from the *stored password* and the secret key. When a request asks for the user, Django makes it anew and compares. The laptop's row got today's; the phone's has yesterday's.

# %% tags=["run"]
print("laptop:", who(laptop))
print("phone: ", who(phone))

session_explorer(laptop=laptop, phone=phone)

# %% [markdown] tags=["explain"]
# The phone came back with a row that no longer fits. It is asked to log in, and now its row is gone too. (Orphans are left from above.) So a password change matters at the next request, not only at later logins.

# %% tags=["explain"]
predict("14.change").compare()

# %% [markdown] tags=["predict"]
# Django's view did one thing more than to save the password: it called `update_session_auth_hash(request, user)`. Leave that out, as in a view of your own that only saves.
#
# **Predict.** Who is still logged in?

# %% tags=["run"]
sora = fresh("sora")
laptop, phone = log_in("sora"), log_in("sora")
sora.set_password("three-quiet-herons")
sora.save()

print("laptop:", who(laptop), "  phone:", who(phone))

# %% [markdown] tags=["explain"]
# Neither, not even the laptop. `update_session_auth_hash` keeps *this* session: it gives it a new key and today's hash. The form of Django's view is `PasswordChangeForm(request.user, request.POST)`: the user first, whose old password it compares. Its `save()` keeps the new one and returns the user.

# %% tags=["run"]
form = PasswordChangeForm(sora, {"old_password": "a guess", **new})

print(list(form.fields), "valid:", form.is_valid())
print(form.errors.as_text())

# %% [markdown] tags=["predict"]
# ## What does a link in a mail allow?
#
# Mio forgot her password. The site cannot tell it to her, so she gets a link to choose a new one. The first request below names an address that no user has, the second names hers.
#
# **Predict.** Do the two answers differ?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 6. Ask: *who can read a mail?* Whoever opens the phone on the table. So it works once, and not for long. Goes wrong: the link is taken for a login. It only lets you choose a password.

# %% tags=["run"]
fresh("mio")
mail.outbox = []  # the demo site sends no mail, it keeps it here
for address in ("stranger@example.com", "mio@example.com"):
    answer = send(requests.Session(), "/accounts/password_reset/", email=address)
    print(address, answer.status_code, answer.headers["Location"], "mails so far:", len(mail.outbox))

link = re.search(r"http://\S+", mail.outbox[-1].body)[0]
print(mail.outbox[-1].subject, link, sep="\n")

# %% [markdown] tags=["explain"]
# The same answer for both, and one mail: nothing on the page says who has an account. (A stopwatch may, where sending takes time.) The last part of the address is a **token**: a time, and a signature over it and her number, stored password, last login and mail address.

# %% tags=["run"]
client = requests.Session()
answer = client.get(link, allow_redirects=False)

print(link.split("/")[-2], "->", answer.headers["Location"])
site.exchanges[-1].notes.session_after.data

# %% [markdown] tags=["explain"]
# The link is answered with a redirect to `set-password`, and the token now waits in a session. The address of the form holds no token, so no `Referer` from that page carries it on (RFC 9110 §10.1.3).

# %% tags=["predict"]
predict("14.link")

# %% tags=["run"]
fresh("mio")
old = log_in("mio")
send(requests.Session(), "/accounts/password_reset/", email="mio@example.com")
link = re.search(r"http://\S+", mail.outbox[-1].body)[0]
client = requests.Session()
form = client.get(link, allow_redirects=False).headers["Location"]
send(client, form, new_password1="three-quiet-herons", new_password2="three-quiet-herons")

print("who chose it:", who(client), "  old session:", who(old))
page(requests.Session().get(link))

# %% [markdown] tags=["explain"]
# *This link does not work.* The token was signed over the old stored password. That has changed, so no list of used links is needed. A login, a new mail address or three days spoil it too. The old session is out, as after any change. And she has to log in herself, unless the view says `post_reset_login`.

# %% tags=["explain"]
predict("14.link").compare()

# %% [markdown] tags=["predict"]
# ## What happens to a session when its user goes?
#
# Hodu is logged in. Then his account is switched off (`is_active`), on again, and in the end deleted.
#
# **Predict** for each: who is he at his next request, and is his session row still there?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 3. Ask: *delete or switch off: which would you rather undo?* Goes wrong: people expect the row to go with the user. No foreign key ties them: the id stands inside the row's text.

# %% tags=["run"]
fresh("hodu")
client, hodu = log_in("hodu"), User.objects.filter(username="hodu")
changes = {"off": lambda: hodu.update(is_active=False), "on": lambda: hodu.update(is_active=True), "gone": hodu.delete}

for name, change in changes.items():
    change()
    print(f"{name:5} {who(client):8} row kept:", client.cookies["sessionid"] in [row.key for row in site.sessions])

# %% [markdown] tags=["explain"]
# Each request that asks looks the user up anew. Off: Django's own backend hands out no inactive user. On: hodu again, in the old session. Gone: no user, and the row stays until it expires and is swept. So a view that deletes accounts logs out first.

# %% [markdown] tags=["predict"]
# ## Does a quick answer betray a name?
#
# A login for a name that no user has could be refused at once, without any hash. Then a stopwatch would tell which names exist.
#
# **Predict.** Which of the three takes least: a wrong password, an unknown name, a form without its token?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 3. Ask: *where else does this site tell who has an account?* On the sign-up page: that name is taken. Goes wrong: one measurement is believed. Run it again: the first two change places, the third stays far below.

# %% tags=["run"]
times = {"alice": [], "no-such-name": [], "no token": []}
for turn in range(9):
    for name, found in times.items():
        log_in(name, "wrong") if name != "no token" else requests.post(site.url + "/accounts/login/")
        found.append(site.exchanges[-1].milliseconds)

for name, found in times.items():
    print(f"{name:12} {sorted(found)[4]:6.1f} ms, the middle one of nine")

# %% [markdown] tags=["explain"]
# The unknown name takes about as long as the wrong password: Django's own backend hashes once for it too, and throws the result away. The form without a token is quick, for it is refused before any hash. (These are figures of the class hasher.)

# %% [markdown]
# ## What you now know
#
# - A user model of your own comes before the first `migrate`; a profile can come later.
# - `form.save()` makes a user; `login()` logs in.
# - Kept are method, rounds, salt and hash; `create` hashes nothing.
# - A changed password ends the other sessions at their next use; `update_session_auth_hash` keeps this one.
# - A link in a mail lets you choose a password once.
#
# And a change of password once more, laptop first, then phone:

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 1. Ask: *on which arrow does the phone learn that it is out?* On the third: the redirect takes its key back. Then the exercises: sign-up and password change in the project.

# %% tags=["run"]
fresh("sora")
phone, laptop = log_in("sora"), log_in("sora")
new = {"new_password1": "three-quiet-herons", "new_password2": "three-quiet-herons"}
send(laptop, "/accounts/password_change/", old_password="only-for-class", **new)
who(phone)

ladder(site.exchanges[-4:])

# %% [markdown]
# ## New words
#
# | English | Korean | Meaning |
# |---|---|---|
# | user model | <span lang="ko">사용자 모델</span> | the class of the users, in `AUTH_USER_MODEL` |
# | profile | <span lang="ko">프로필</span> | a row of your own beside a user's |
# | sign-up | <span lang="ko">회원가입</span> | a visitor makes a user of their own |
# | hash | <span lang="ko">해시</span> | computed from a text; no way back is known |
# | salt | <span lang="ko">솔트</span> | random characters that make each hash another one |
# | password hashing | <span lang="ko">비밀번호 해싱</span> | a slow, salted hash in place of a password |
# | validator | <span lang="ko">검증기</span> | a rule that tells whether a value will do |
# | token | <span lang="ko">토큰</span> | allows one thing to whoever brings it |

# %% [markdown]
# ## Try it in a browser
#
# Log in as mina in a normal window and in a private one. In the first, open `/accounts/devices/` and then `/accounts/password_change/`. Reload the private window. Then ask for a new password at `/accounts/password_reset/`, and find the mail at `/accounts/outbox/`.
#
# ## Next
#
# The [exercises of this lesson](../exercises/14_users_and_passwords.ipynb), then lesson 15: who may do what.
