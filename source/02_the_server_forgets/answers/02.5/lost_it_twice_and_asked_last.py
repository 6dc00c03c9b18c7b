# expect: walked_past_the_redirect
import requests


def answer(url, name):
    for _ in range(2):
        requests.get(url + "/desk/redirect/", params={"to": "/desk/echo/", "visitor": name})
    requests.get(url + "/desk/echo/", params={"visitor": name})
