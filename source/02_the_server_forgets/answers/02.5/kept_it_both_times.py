# expect: not yet
import requests


def answer(url, name):
    for _ in range(2):
        requests.get(url + "/desk/redirect/", params={"to": "/desk/echo/?visitor=" + name, "visitor": name})
