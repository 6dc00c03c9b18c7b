# expect: ended_one
import re

import requests


def answer(url, name, lost):
    for device in [*lost, "here"]:
        client = requests.Session()
        client.headers["User-Agent"] = device
        client.get(url + "/accounts/login/")
        form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
        client.post(url + "/accounts/login/", data=form)
    number = re.search(r'name="end" value="(\d+)"', client.get(url + "/accounts/devices/").text)[1]
    form = {"end": number, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/accounts/devices/", data=form)
    client.get(url + "/accounts/profile/")
