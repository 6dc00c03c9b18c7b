# expect: not yet
import requests


def answer(url, text):
    requests.get(url + "/desk/echo/", params={"text": text})
