# expect: not yet
# seen: the last request for /desk/echo/ has visitor=
import requests


def answer(url, name):
    requests.get(url + "/desk/redirect/", params={"to": "/desk/echo/?visitor=" + name})
    requests.get(url + "/desk/redirect/", params={"to": "/desk/echo/", "visitor": name})
