# expect: passed
import requests


def answer(url, name):
    owner, thief = requests.Session(), requests.Session()
    owner.get(url + "/accounts/login/")
    form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": owner.cookies["csrftoken"]}
    owner.post(url + "/accounts/login/", data=form)
    thief.cookies.update(owner.cookies)
    key = owner.cookies["sessionid"]
    thief.get(url + "/accounts/profile/")
    owner.post(url + "/accounts/logout/", data={"csrfmiddlewaretoken": owner.cookies["csrftoken"]})
    requests.get(url + "/accounts/profile/", headers={"Cookie": "sessionid=" + key}, allow_redirects=False)
