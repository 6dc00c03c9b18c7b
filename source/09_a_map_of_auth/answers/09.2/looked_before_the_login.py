# expect: not yet
import requests


def answer(url, name):
    client = requests.Session()
    client.get(url + "/desk/counter/")
    client.get(url + "/desk/echo/")
    client.get(url + "/accounts/login/")
    form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/accounts/login/", data=form)
    client.get(url + "/accounts/profile/")
