# expect: without_the_new_token
# seen: logs out, and the row goes
import requests


def answer(url, name):
    owner, thief = requests.Session(), requests.Session()
    owner.get(url + "/accounts/login/")
    form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": owner.cookies["csrftoken"]}
    owner.post(url + "/accounts/login/", data=form)
    thief.cookies.set("sessionid", owner.cookies["sessionid"], domain="127.0.0.1", path="/")
    thief.get(url + "/accounts/profile/")
    owner.post(url + "/accounts/logout/", data=form)
    thief.get(url + "/accounts/profile/")
