# expect: passed
import requests


def answer(url, times):
    note, client = None, requests.Session()
    for _ in range(times):
        note = client.get(url + "/desk/counter/", cookies=note).cookies
        client.get(url + "/desk/hello/")
