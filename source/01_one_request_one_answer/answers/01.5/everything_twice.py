# expect: not yet
import requests


def answer(url, statuses):
    for _ in range(2):
        for status in statuses:
            if status == 400:
                requests.get(url + "/desk/slow/?seconds=99")
            elif status == 403:
                requests.post(url + "/preferences/")
            elif status == 404:
                requests.get(url + "/nowhere/")
            else:
                requests.get(url + "/accounts/logout/")
        requests.get(url + "/")
