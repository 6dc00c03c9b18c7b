# %% [markdown]
# # Exercises: a site does not know your password
#
# Five tasks, about 65 minutes, after [lesson 14](../notebooks/14_users_and_passwords.ipynb). Three of them go on with your own project, the folder `workshop`; one mends a project of its own, one is a function that visits the demo site.

# %% [markdown] tags=["notes"]
# **For the instructor.** Tasks 1 and 2 are for everyone, and lesson 15 goes on from them. Tasks 3 and 4 are for those who are ahead, task 5 is for those who want it. Task 4 is best done in pairs: one is the phone with the old session, the other reads the mail.

# %% tags=["setup"]
from classroom import open_site

site = open_site()
site

# %% [markdown]
# Your project has a login by now. If it has not, `exercise("14.1").start()` makes one that has, and keeps the one before as a copy. Open its files in JupyterLab, change and save them: the next request runs them. `open_workshop(task="14.1")` tells its address. Hints: `exercise("14.1").hint()`.

# %% [markdown] tags=["exercise"]
# ## 1. Sign up, and be logged in
#
# *About 14 minutes.* `/accounts/signup/` (named `signup`) shows a form with `username`, `password1` and `password2`. **A POST makes a user of your own model, logs them in, and answers with a redirect.** Two passwords that differ, a weak one or a name that is taken bring the form again.

# %% [markdown]
# You need a form in `accounts/forms.py`, a view, an address, and the template `accounts/templates/accounts/signup.html`. Look at how the login does it. And for your visitors, a link beside *Log in* in `base.html`: the check does not need it, they do.

# %% [markdown]
# **Its tests**: the new user is logged in, and `check_password` says yes to the password; two passwords that differ make no user. Name the fields in `sensitive_post_parameters`, here and in task 2: `"password1", "password2"`.

# %% tags=["exercise"]
from classroom import exercise

exercise("14.1").check()

# %% [markdown] tags=["solution"]
# **Why this works.** `UserCreationForm` is a ModelForm of Django's own user; three lines tell it of yours. Its `save()` hashes the password, makes the row and returns the user. That user goes to `login()`, which compares nothing and logs them in.

# %% [markdown] tags=["exercise"]
# ## 2. A new password, here and elsewhere
#
# *About 14 minutes.* `/accounts/password_change/` (named `password_change`) is for those who are logged in. It asks for `old_password`, `new_password1` and `new_password2`. **After a POST the new password counts, the client that sent it is still logged in, and the user's other clients are logged out at their next request.** A wrong old password changes nothing. Your visitors will look for a link beside their name; the check does not.

# %% [markdown]
# **Its tests**: the client that sent the new password is still logged in, and another `Client()` of that user no longer is. A wrong old password changes nothing.

# %% tags=["exercise"]
from classroom import exercise

exercise("14.2").check()

# %% [markdown] tags=["solution"]
# **Why this works.** `form.save()` writes a new hash, and with it every session of this user stops fitting. `update_session_auth_hash` gives this one session the new hash and a new key. The others need not be looked for. Django's `PasswordChangeView` does the same.

# %% [markdown] tags=["exercise"]
# ## 3. Find the bug: members who cannot get in
#
# *About 10 minutes.* `exercise("14.3").start()` makes a project, the folder `bug-14-3`, with Django's own user model. Whoever signs up at `/members/signup/` is refused at `/members/login/`, with the right password. **Mend it: they can log in with that password and with no other, and nobody can read it in the table.**

# %% [markdown]
# To look around: `bug = open_workshop(task="14.3")`, once `bug.manage("migrate")`, then `bug.url`, and `bug.exchanges` after a visit. The SQL of an exchange says what was kept.

# %% tags=["exercise"]
from classroom import exercise

exercise("14.3").check()

# %% [markdown] tags=["solution"]
# **Why this works.** `create` fills the columns with what it is given. `create_user` hashes the password first. The login was right all the time: it looked for a hash, and found none. So does `user.set_password(…)` before `save()`, or a `UserCreationForm`.

# %% [markdown] tags=["exercise"]
# ## 4. A new password by mail
#
# *About 10 minutes.* One client logs in as `name`, with the fake `only-for-class`. Another has forgotten it: it asks for a link for `email`, reads the mail at `/accounts/outbox/`, and **sets the new `password`, then logs in with it**. At the end **the first client asks for `/accounts/profile/`, with its old session**. `send` is given: get a page, fill in its form, send it.

# %% tags=["exercise"]
import requests
from classroom import exercise

def send(client, address, **fields):
    client.get(address)
    token = {"csrfmiddlewaretoken": client.cookies["csrftoken"]}
    return client.post(address, data=fields | token)

def new_password(url, name, email, password):
    ### BEGIN SOLUTION
    old, new = requests.Session(), requests.Session()
    send(old, url + "/accounts/login/", username=name, password="only-for-class")
    send(new, url + "/accounts/password_reset/", email=email)
    link = "http:" + new.get(url + "/accounts/outbox/").text.partition('href="http:')[2].partition('"')[0]
    send(new, new.get(link).url, new_password1=password, new_password2=password)
    send(new, url + "/accounts/login/", username=name, password=password)
    old.get(url + "/accounts/profile/")
    ### END SOLUTION

exercise("14.4").check(new_password)

# %% [markdown] tags=["solution"]
# **Why this works.** The newest mail stands first in the post box. The link is followed with a jar, because its token goes into a session, and the form lies at the address to which it leads. The old session held a hash made from the old stored password, so it no longer fits.

# %% [markdown] tags=["exercise"]
# ## 5. For those who want it: delete the account
#
# *About 15 minutes.* In your project: `/accounts/delete/` (named `delete`) shows to those who are logged in a form with the field `password`. **A POST of the right password ends the session, deletes the user and answers with a redirect; a wrong one, and any GET, deletes nothing.**

# %% [markdown]
# **Its tests**: the right password deletes the user; a wrong one, none at all and a GET delete nothing.

# %% tags=["exercise"]
from classroom import exercise

exercise("14.5").check()

# %% [markdown] tags=["solution"]
# **Why this works.** The form is given the user, as `PasswordChangeForm` is. After `logout()` `request.user` is an `AnonymousUser`, but the form still knows whom it asked. Articles go with the user, by their foreign key; the session has none, so it is ended by hand.

# %% [markdown]
# ## Done?
#
# People can come, change their password and go. Back to [lesson 14](../notebooks/14_users_and_passwords.ipynb), or on to lesson 15: who may do what.
#
# All [solutions](../solutions/14_users_and_passwords.ipynb), with their reasons, stand in a notebook of the same name.
