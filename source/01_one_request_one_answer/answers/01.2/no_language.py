# expect: not yet
import requests


def answer(url, name, value, language):
    requests.get(url + "/desk/echo/", params={name: value})
