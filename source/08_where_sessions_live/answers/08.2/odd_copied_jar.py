# expect: passed
import copy

import requests


def answer(url, name):
    with requests.Session() as client, requests.Session() as thief:
        client.get(url + "/accounts/login/")
        form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
        client.post(url + "/accounts/login/", data=form)
        thief.cookies = copy.deepcopy(client.cookies)
        client.post(url + "/accounts/logout/", data={"csrfmiddlewaretoken": client.cookies["csrftoken"]})
        return name in thief.get(url + "/desk/hello/").text
