# expect: still_one_for_each_visit
import requests


def answer(url, times):
    note = None
    for _ in range(times):
        note = requests.get(url + "/desk/counter/", cookies=note, headers={"Connection": "keep-alive"}).cookies
