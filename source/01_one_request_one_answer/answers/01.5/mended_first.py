# expect: not yet
import requests


def answer(url, statuses):
    requests.get(url + "/")
    for status in statuses:
        if status == 400:
            requests.get(url + "/", headers={"Host": "shop.example"})
        elif status == 403:
            requests.post(url + "/accounts/login/")
        elif status == 404:
            requests.get(url + "/nowhere/")
        else:
            requests.get(url + "/accounts/logout/")
