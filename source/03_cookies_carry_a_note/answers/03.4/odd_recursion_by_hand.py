# expect: passed
import requests


def answer(url, times, headers=None):
    if times:
        given = requests.get(url + "/desk/cookie-counter/", headers=headers)
        answer(url, times - 1, {"Cookie": "visits=" + given.cookies["visits"]})
