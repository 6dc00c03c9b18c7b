# expect: passed
import requests


def answer(url, text):
    return requests.post(url + "/desk/echo/", data=text.encode("utf-8"), headers={"Content-Type": "text/plain"})
