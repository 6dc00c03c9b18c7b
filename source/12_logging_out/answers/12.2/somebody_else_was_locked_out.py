# expect: not yet
# seen: logs out, and the row goes
import requests


def log_in(url, name):
    client = requests.Session()
    client.get(url + "/accounts/login/")
    form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/accounts/login/", data=form)
    return client


def answer(url, name):
    log_in(url, name)
    owner, thief = log_in(url, "mina" if name != "mina" else "jun"), requests.Session()
    thief.cookies.update(owner.cookies)
    thief.get(url + "/accounts/profile/")
    owner.post(url + "/accounts/logout/", data={"csrfmiddlewaretoken": owner.cookies["csrftoken"]})
    thief.get(url + "/accounts/profile/")
