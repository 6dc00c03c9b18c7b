# expect: passed
import requests


def answer(url, name):
    client = requests.Session()
    client.get(url + "/accounts/login/")
    form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/accounts/login/", data=form)
    key = {"Cookie": "sessionid=" + client.cookies["sessionid"]}
    requests.get(url + "/accounts/profile/", headers=key)
    requests.get(url + "/desk/echo/", headers=key)
