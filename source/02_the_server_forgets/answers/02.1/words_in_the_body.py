# expect: not yet
import requests


def answer(url, words):
    client = requests.Session()
    for word in words:
        client.post(url + "/desk/echo/", data={"word": word})
