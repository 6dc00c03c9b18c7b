# expect: not yet
import requests


def answer(url, name):
    with requests.Session() as client:
        client.get(url + "/accounts/login/")
        form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
        client.post(url + "/accounts/login/", data=form)
        return ":" in client.cookies["sessionid"]
