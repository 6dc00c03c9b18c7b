# expect: not yet
import requests


def answer(url, times):
    client = requests.Session()
    for _ in range(3 if times != 3 else 4):
        client.get(url + "/desk/counter/")
