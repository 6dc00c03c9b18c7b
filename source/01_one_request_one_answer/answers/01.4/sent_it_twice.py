# expect: not yet
import requests


def answer(url, text):
    for _ in range(2):
        requests.post(url + "/desk/echo/", data=text.encode())
