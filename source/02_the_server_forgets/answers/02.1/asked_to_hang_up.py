# expect: asked_to_hang_up
import requests


def answer(url, words):
    client = requests.Session()
    client.headers["Connection"] = "close"
    for word in words:
        client.get(url + "/desk/echo/", params={"word": word})
