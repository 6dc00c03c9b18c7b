# expect: not yet
import requests


def answer(url, statuses):
    for status in statuses:
        if status == 400:
            requests.get(url + "/desk/set-cookie/")
        elif status == 403:
            requests.post(url + "/accounts/login/")
        elif status == 404:
            requests.get(url + "/nowhere/")
        else:
            requests.get(url + "/accounts/logout/")
