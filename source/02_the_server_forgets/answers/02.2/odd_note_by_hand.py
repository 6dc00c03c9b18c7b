# expect: passed
import requests


def answer(url, times):
    note = {}
    for _ in range(times):
        given = requests.get(url + "/desk/counter/", headers=note)
        note = {"Cookie": "sessionid=" + given.cookies["sessionid"]}
