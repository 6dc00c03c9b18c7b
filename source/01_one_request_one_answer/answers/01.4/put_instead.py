# expect: not yet
import requests


def answer(url, text):
    requests.put(url + "/desk/echo/", data=text.encode())
