# expect: not yet
import requests


def answer(url, times):
    client = requests.Session()
    for _ in range(3):
        client.get(url + "/desk/cookie-counter/")
