# expect: in_an_order_of_its_own
import requests


def answer(url, statuses):
    first = 403 if statuses[0] == 404 else 404
    for status in [first, *sorted({400, 403, 404, 405} - {first})]:
        break_it(url, status)
    requests.get(url + "/")


def break_it(url, status):
    if status == 400:
        requests.get(url + "/", headers={"Host": "shop.example"})
    elif status == 403:
        requests.post(url + "/accounts/logout/")
    elif status == 404:
        requests.get(url + "/articles/999999/")
    else:
        requests.get(url + "/accounts/logout/")
