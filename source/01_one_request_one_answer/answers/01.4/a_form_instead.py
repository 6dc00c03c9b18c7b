# expect: not yet
import requests


def answer(url, text):
    requests.post(url + "/desk/echo/", data={"text": text})
