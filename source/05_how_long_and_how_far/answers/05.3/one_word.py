# expect: not yet
import requests


def answer(url, cases):
    requests.get(url + "/desk/echo/")
    return "path"
