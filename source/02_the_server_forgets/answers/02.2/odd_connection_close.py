# expect: passed
import requests


def answer(url, times):
    client = requests.Session()
    for _ in range(times):
        client.get(url + "/desk/counter/", headers={"Connection": "close"})
