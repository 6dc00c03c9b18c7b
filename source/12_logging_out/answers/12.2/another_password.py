# expect: not yet
# seen: a POST of /accounts/login/ logs
import requests


def answer(url, name):
    owner = requests.Session()
    owner.get(url + "/accounts/login/")
    form = {"username": name, "password": "password", "csrfmiddlewaretoken": owner.cookies["csrftoken"]}
    owner.post(url + "/accounts/login/", data=form)
    owner.post(url + "/accounts/logout/", data={"csrfmiddlewaretoken": owner.cookies["csrftoken"]})
