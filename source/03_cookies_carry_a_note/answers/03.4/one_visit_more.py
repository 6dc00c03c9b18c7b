# expect: not yet
import requests


def answer(url, times):
    client = requests.Session()
    for _ in range(times + 1):
        client.get(url + "/desk/cookie-counter/")
