# expect: passed
import re

import requests


def answer(url, name):
    client = requests.Session()
    client.get(url + "/accounts/login/")
    form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/accounts/login/", data=form)
    for path in dict.fromkeys(re.findall(r"/articles/\d+/", client.get(url + "/articles/").text)):
        client.get(url + path + "edit/")
    client.post(url + "/articles/new/")
