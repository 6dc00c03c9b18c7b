# expect: not yet
import requests


def answer(url, name):
    requests.get(url + "/desk/redirect/", params={"to": "/desk/echo/"})
    requests.get(url + "/desk/redirect/", params={"to": "/desk/echo/?visitor=" + name})
