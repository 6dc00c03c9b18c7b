# expect: took_405_for_404
import requests


def answer(url, statuses):
    for status in statuses:
        if status == 400:
            requests.get(url + "/", headers={"Host": "shop.example"})
        elif status == 403:
            requests.post(url + "/accounts/logout/")
        elif status == 404:
            requests.get(url + "/nowhere/")
        else:
            requests.post(url + "/desk/hello/")
    requests.get(url + "/")
