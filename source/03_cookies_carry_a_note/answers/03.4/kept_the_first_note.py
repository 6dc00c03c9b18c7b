# expect: kept_the_first_note
import requests


def answer(url, times):
    note = None
    for _ in range(times):
        given = requests.get(url + "/desk/cookie-counter/", cookies=note)
        if note is None:
            note = given.cookies
