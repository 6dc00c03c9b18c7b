# expect: not yet
import requests


def answer(url, name):
    requests.get(url + "/desk/redirect/", params={"to": "/desk/echo/?visitor=" + name})
    requests.get(url + "/desk/redirect/", params={"to": "/desk/echo/", "visitor": name})
    requests.get(url + "/desk/echo/", params={"visitor": name})
