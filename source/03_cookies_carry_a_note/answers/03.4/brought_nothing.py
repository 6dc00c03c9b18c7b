# expect: brought_nothing
import requests


def answer(url, times):
    for _ in range(times):
        requests.get(url + "/desk/cookie-counter/")
